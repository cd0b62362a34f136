/**
 * Addresses that people gave to devices (R28, R63). Who was given one has it, seen or not, until DHCP or ARP shows another device there; when that
 * proof is no longer good, it has it again.
 */
import type { Device, ScopeSlot } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import { ExpiryWheel, trustedUntil } from '../mapping/index.ts';
import type { DeviceKey, Ipv4, Scope } from '../model/index.ts';
import type { PeoplesWord } from './peoples-word.ts';
import type { DeviceRef } from '../store/index.ts';

/** Devices given their address in one tick after a start. */
const AT_ONCE = 2000;

export class GivenAddresses {
  readonly #devices: DeviceTable;
  readonly #people: PeoplesWord;
  readonly #scopeOf: (scope: number) => Scope;
  /** Addresses that another device holds now, by when its proof is no longer good. */
  readonly #contested: ExpiryWheel<Contested>;
  readonly #waiting = new Set<string>();
  /** Not looked at since the start. */
  #rest: Iterator<DeviceRef> | null;

  constructor(devices: DeviceTable, people: PeoplesWord, scopeOf: (scope: number) => Scope, now: number) {
    this.#devices = devices;
    this.#people = people;
    this.#scopeOf = scopeOf;
    this.#contested = new ExpiryWheel(now);
    this.#rest = people.allGiven();
  }

  /** Addresses that somebody else holds. */
  get contested(): number { return this.#waiting.size; }

  /** Once a tick. */
  step(now: number): void {
    for (let i = 0; this.#rest !== null && i < AT_ONCE; i++) {
      const { value, done } = this.#rest.next();
      if (done === true) this.#rest = null;
      else this.hear(value);
    }
    for (const { slot, ip, name } of this.#contested.due(now)) {
      this.#waiting.delete(name);
      slot.touched.add(ip);
    }
  }

  /** Somebody said something of this device: it may have been given an address, or lost it. */
  hear({ scope, device: mac }: DeviceRef): void {
    const edit = this.#people.of({ scope, device: mac });
    if (edit?.address) {
      const slot = this.#devices.scope(this.#scopeOf(scope)), ip = edit.address.ip as Ipv4, device = this.#device(slot, mac, ip, edit.address.at); // an address, as it was given
      slot.touched.add(ip);
      if (device.ip !== edit.address.ip) this.#takeBack(device);
      return;
    }
    const found = this.#devices.known(scope, mac)?.device;
    if (found === undefined) return;
    this.#devices.give(found, false);
    this.#takeBack(found);
  }

  /** Who should stand at an address: who was given it, unless somebody else shows that he has it. */
  holderOf(slot: ScopeSlot, ip: Ipv4, now: number): Device | undefined {
    const given = this.#people.given(slot.id)?.get(ip), holder = slot.addresses.holderOf(ip);
    if (given === undefined || holder?.mac === given) return holder;
    const device = this.#device(slot, given, ip, now);
    for (const moved of slot.addresses.claim(device, ip, now, 'static', now)) slot.touched.add(moved);
    const after = slot.addresses.holderOf(ip);
    if (after !== undefined && after !== device) this.#wait(slot, ip, after, now);
    return after;
  }

  /** Silence does not withdraw it. */
  isGiven(slot: ScopeSlot, ip: Ipv4, mac: DeviceKey): boolean { return this.#people.given(slot.id)?.get(ip) === mac; }

  /** Known or not: one that nobody ever saw is a device without evidence. */
  #device(slot: ScopeSlot, mac: DeviceKey, ip: Ipv4, time: number): Device {
    const device = this.#devices.device(slot, mac, time);
    this.#devices.warm(device);
    if (slot.fold.get(mac) === undefined) slot.fold.binding(mac, ip, time, 'static');
    this.#devices.give(device, true);
    return device;
  }

  #takeBack(device: Device): void {
    if (device.ipProof !== 'static' || device.ip === 0) return;
    device.slot.touched.add(device.ip);
    device.slot.addresses.release(device);
  }

  #wait(slot: ScopeSlot, ip: Ipv4, holder: Device, now: number): void {
    const name = `${slot.id} ${ip}`;
    if (this.#waiting.has(name)) return;
    this.#waiting.add(name);
    this.#contested.schedule({ slot, ip, name }, Math.max(now, trustedUntil(holder)) + 1);
  }
}

interface Contested { readonly slot: ScopeSlot; readonly ip: Ipv4; readonly name: string }

/** The routers of each segment, over its devices and its addresses: what they learn is said of the device, and takes from it what it claimed for others. */
import type { Device, ScopeSlot } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import { NO_IP } from '../mapping/index.ts';
import type { DeviceKey, Ipv4 } from '../model/index.ts';
import { MANY, roleName, Routers } from '../routers/index.ts';
import type { Metrics } from '../telemetry/index.ts';

export class Forwarding {
  readonly #devices: DeviceTable;
  readonly #metrics: Metrics;
  readonly #segments = new Map<ScopeSlot, Routers>();

  constructor(devices: DeviceTable, metrics: Metrics) {
    this.#devices = devices;
    this.#metrics = metrics;
    metrics.onCollect(() => {
      const all = [...this.#segments.values()];
      metrics.gauge('nameplate_router_suspects').set(all.reduce((sum, { size }) => sum + size, 0));
      metrics.gauge('nameplate_router_suspects_forgotten').set(all.reduce((sum, { forgotten }) => sum + forgotten, 0));
      metrics.gauge('nameplate_passed_on_rows').set(all.reduce((sum, { passed }) => sum + passed, 0));
    });
  }

  of(slot: ScopeSlot): Routers {
    const known = this.#segments.get(slot);
    if (known !== undefined) return known;
    const made = new Routers({
      rolesOf: (mac) => slot.byMac.get(mac)?.roles ?? 0,
      owns: (mac, ip) => {
        // Nearly always it holds the address: then its device, which is asked for again below, says all.
        const device = slot.byMac.get(mac);
        return device?.ip === ip ? slot.addresses.isProved(device) : slot.addresses.isOwn(mac, ip);
      },
      holderOf: (ip) => {
        const holder = slot.addresses.holderOf(ip);
        return holder !== undefined && slot.addresses.isOwn(holder.mac, ip) ? holder.mac : undefined;
      },
      learn: (mac, role, time, own) => { this.#learn(slot, mac, role, time, own); },
    });
    this.#segments.set(slot, made);
    return made;
  }

  #learn(slot: ScopeSlot, mac: DeviceKey, role: number, time: number, own: Ipv4 | undefined): void {
    const device = this.#devices.device(slot, mac, time);
    this.#devices.warm(device);
    if ((device.roles & role) !== 0) return;
    device.roles |= role;
    slot.fold.fact(mac, time, 'traffic.forwards', roleName(role));
    this.#metrics.counter('nameplate_forwarders_total', { role: roleName(role) }).add();
    if (device.ip !== NO_IP && !keeps(device, role, own)) {
      slot.touched.add(device.ip);
      slot.addresses.release(device);
    }
    this.#devices.unsaved.add(device);
  }
}

/** An address tied to it by traffic alone may be of any device behind it; one it claimed by ARP, of any that it answers for. What a DHCP server gave it is its own. */
function keeps(device: Device, role: number, own: Ipv4 | undefined): boolean {
  if (device.ipProof === 'traffic') return false;
  return role !== MANY || device.ipProof === 'dhcp-ack' || device.ip === own;
}

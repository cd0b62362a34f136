/** From devices with their evidence to what everybody sees of them: the machine's identity, people's word over it, and one verdict for the interfaces of one device. */
import type { Device } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import type { DeviceState } from '../features/index.ts';
import { keyText, type Identity } from '../model/index.ts';
import { applyEdit, leaderOf, sharedWith, type DeviceEdit, type Refusal } from '../people/index.ts';
import type { PeoplesWord } from './peoples-word.ts';
import type { DeviceRef } from '../store/index.ts';

export interface Judged { readonly device: Device; readonly identity: Identity; readonly hostname: string | undefined; readonly edit: DeviceEdit | undefined }

type Identify = (states: readonly DeviceState[], refusedOf: (device: number) => readonly Refusal[]) => readonly Identity[];

export class Judgement {
  readonly #identify: Identify;
  readonly #devices: DeviceTable;
  readonly #people: PeoplesWord;

  constructor(identify: Identify, devices: DeviceTable, people: PeoplesWord) {
    this.#identify = identify;
    this.#devices = devices;
    this.#people = people;
  }

  /** One call of the scorer for all of them. Interfaces of a device among them bring its other interfaces with them: what one shows may change the verdict of all. */
  judge(asked: ReadonlyMap<Device, DeviceState>): ReadonlyMap<Device, Judged> {
    const found = new Map(asked), groups = this.#groups(found);
    const edits = [...found.keys()].map((device) => this.#people.of(refOf(device))), judged = new Map<Device, Judged>();
    const identities = this.#identify([...found.values()], (device) => edits[device]?.rejected ?? []);
    let i = 0;
    for (const [device, state] of found) {
      const machine = identities[i], edit = edits[i++];
      if (machine === undefined) continue;
      judged.set(device, { device, identity: edit === undefined ? machine : applyEdit(machine, edit), hostname: edit?.set.hostname ?? state.hostname, edit });
    }
    for (const group of groups) share(group.flatMap((device) => judged.get(device) ?? []), judged);
    return judged;
  }

  #groups(found: Map<Device, DeviceState>): ReadonlySet<readonly Device[]> {
    const groups = new Set<readonly Device[]>(), seen = new Set<Device>();
    for (const device of [...found.keys()]) {
      const refs = seen.has(device) ? undefined : this.#people.groupOf(refOf(device));
      if (refs === undefined) continue;
      const members = refs.flatMap(({ scope, device: mac }) => this.#devices.known(scope, mac) ?? []);
      for (const one of members) { found.set(one.device, one.state); seen.add(one.device); }
      groups.add(members.map((one) => one.device));
    }
    return groups;
  }
}

function refOf({ slot, mac }: Device): DeviceRef { return { scope: slot.id, device: mac }; }

function share(group: readonly Judged[], judged: Map<Device, Judged>): void {
  const leader = leaderOf(group);
  if (leader === undefined) return;
  for (const own of group) judged.set(own.device, { ...own, identity: sharedWith(own, leader, keyText(leader.device.mac)) });
}

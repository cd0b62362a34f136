/** Instances of a node: keys of one unit as devices say them, kept with the next checkpoint, and from them the instance tier of a device when somebody asks for it (R50). */
import type { Device } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import type { DeviceState } from './features/index.ts';
import { instanceKey, instanceTier, isOfMany, readsInstance, STRENGTHS, type Candidate, type Strength, type Unit } from './instances/index.ts';
import type { DeviceKey, Identity, InstanceTier } from './model/index.ts';
import type { InstanceKeyRow, Store } from './store/index.ts';
import type { Metrics } from './telemetry/index.ts';

/** Values heard lately, so that nothing is looked up for what is said again; keys that wait for a checkpoint. */
const HEARD_MAX = 65_536, WAITING_MAX = 65_536;
/** Others compared with one device. */
const CANDIDATES_MAX = 32;

export interface InstanceBookDeps {
  readonly store: Store;
  readonly devices: DeviceTable;
  readonly metrics: Metrics;
  readonly vendorOf: (mac: DeviceKey) => string | undefined;
}

export class InstanceBook {
  readonly #deps: InstanceBookDeps;
  readonly #heard = new Set<string>();
  #waiting: InstanceKeyRow[] = [];
  #dropped = 0;

  constructor(deps: InstanceBookDeps) {
    this.#deps = deps;
    deps.metrics.onCollect(() => { deps.metrics.gauge('nameplate_instance_keys_dropped').set(this.#dropped); });
  }

  /** A device said something at `time`. */
  hear(device: Device, parameter: string, value: string, time: number): void {
    if (!readsInstance(parameter)) return;
    const key = instanceKey(device.slot.tenant.name, parameter, value, device.mac);
    if (key === undefined) return;
    const once = `${key.hash} ${device.id}`;
    if (this.#heard.has(once)) return;
    if (this.#waiting.length >= WAITING_MAX) {
      this.#dropped += 1;
      return;
    }
    if (this.#heard.size >= HEARD_MAX) this.#heard.clear();
    this.#heard.add(once);
    this.#waiting.push({ hash: key.hash, device: device.id, strength: STRENGTHS.indexOf(key.strength), at: time });
  }

  /** What a full checkpoint writes, in order of the table's key. */
  plan(): readonly InstanceKeyRow[] { return this.#waiting.sort((a, b) => a.hash - b.hash || a.device - b.device); }
  committed(rows: readonly InstanceKeyRow[]): void { this.#waiting = this.#waiting.slice(rows.length); }

  /** The identity with its instance tier. What people merged is one already. */
  added(identity: Identity, device: Device, state: DeviceState): Identity {
    if (identity.tiers.instance.value !== null) return identity;
    return { ...identity, tiers: { ...identity.tiers, instance: this.#tierOf(device, state, identity.category) } };
  }

  #tierOf(device: Device, state: DeviceState, category: string | null): InstanceTier {
    const own: InstanceKeyRow[] = [], found = new Map<number, Strength[]>();
    for (const key of this.#keysOf(device.id)) {
      const holders = this.#holders(key.hash);
      if (isOfMany(holders.flatMap((holder) => this.#interval(holder)))) continue;
      own.push(key);
      for (const { device: id } of holders) {
        if (id === device.id || (!found.has(id) && found.size >= CANDIDATES_MAX)) continue;
        found.set(id, [...(found.get(id) ?? []), STRENGTHS[key.strength] ?? 'owner']);
      }
    }
    const self = this.#unit(device, state, own, category);
    return instanceTier(self, [...found].flatMap(([id, shared]): Candidate[] => {
      const other = this.#deps.devices.described(id);
      return other ? [{ unit: this.#unit(other.device, other.state, this.#keysOf(id), other.device.verdict?.category ?? null), shared }] : [];
    }));
  }

  /** From when a device said it to when it was last there. */
  #interval({ device, at }: InstanceKeyRow): readonly (readonly [number, number])[] {
    const holder = this.#deps.devices.byId(device);
    return holder === undefined ? [] : [[Math.min(at, holder.lastActivity), holder.lastActivity]];
  }

  #unit(device: Device, state: DeviceState, keys: readonly InstanceKeyRow[], category: string | null): Unit {
    return {
      key: device.mac, vendor: this.#deps.vendorOf(device.mac), firstSeen: device.firstSeen, lastActivity: device.lastActivity, ids: new Set(state.ids.sorted()),
      keys: new Map(keys.map(({ hash, strength }) => [hash, STRENGTHS[strength] ?? 'owner'])), category,
    };
  }

  #keysOf(device: number): readonly InstanceKeyRow[] { return merged(this.#deps.store.instances.of(device), this.#waiting.filter((row) => row.device === device)); }
  #holders(hash: number): readonly InstanceKeyRow[] { return merged(this.#deps.store.instances.holders(hash), this.#waiting.filter((row) => row.hash === hash)); }
}

function merged(stored: readonly InstanceKeyRow[], waiting: readonly InstanceKeyRow[]): readonly InstanceKeyRow[] {
  return waiting.length === 0 ? stored : [...stored, ...waiting.filter((row) => !stored.some(({ hash, device }) => hash === row.hash && device === row.device))];
}

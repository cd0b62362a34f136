/** Instances of a node: keys of one unit as devices say them, kept with the next checkpoint, and from them the instance tier of a device when somebody asks for it (R50). */
import type { Device } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import { withInstance, type Surroundings } from './instance-tier.ts';
import { INSTANCE_PARAMETERS, instanceKey, STRENGTHS } from '../instances/index.ts';
import type { DeviceKey, Identity } from '../model/index.ts';
import type { InstanceKeyRow, Store } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Values heard lately, of whom, so that nothing is looked up for what is said again; keys that wait for a checkpoint. */
const HEARD_MAX = 65_536, WAITING_MAX = 65_536;
/** Longer than any serial number or name. */
const VALUE_MAX = 256;

export interface InstanceBookDeps {
  readonly store: Store;
  readonly devices: DeviceTable;
  readonly metrics: Metrics;
  readonly vendorOf: (mac: DeviceKey) => string | undefined;
}

export class InstanceBook {
  readonly #around: Surroundings;
  /** Of each parameter the values heard lately, each with the last device that said it. */
  readonly #heard = new Map(INSTANCE_PARAMETERS.map((parameter) => [parameter, new Map<string, Device>()]));
  #heardCount = 0;
  #waiting: InstanceKeyRow[] = [];
  #dropped = 0;

  constructor(deps: InstanceBookDeps) {
    const { store, devices, vendorOf } = deps;
    this.#around = {
      vendorOf,
      keysOf: (device) => merged(store.instances.of(device), this.#waiting.filter((row) => row.device === device)),
      holders: (hash) => merged(store.instances.holders(hash), this.#waiting.filter((row) => row.hash === hash)),
      unit(id) {
        const device = devices.byId(id);
        return device && { key: device.mac, firstSeen: device.firstSeen, lastActivity: device.lastActivity, category: device.verdict?.category ?? null, ids: () => devices.described(id)?.state.ids.sorted() ?? [] };
      },
    };
    deps.metrics.onCollect(() => { deps.metrics.gauge('nameplate_instance_keys_dropped').set(this.#dropped); });
  }

  /** A device said something at `time`. */
  hear(device: Device, parameter: string, value: string, time: number): void {
    const heard = this.#heard.get(parameter);
    if (heard === undefined || value.length > VALUE_MAX || heard.get(value) === device) return;
    if (this.#heardCount >= HEARD_MAX) {
      for (const values of this.#heard.values()) values.clear();
      this.#heardCount = 0;
    }
    heard.set(value, device);
    this.#heardCount += 1;
    const key = instanceKey(device.slot.tenant.name, parameter, value, device.mac);
    if (key === undefined) return;
    if (this.#waiting.length >= WAITING_MAX) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push({ hash: key.hash, device: device.id, strength: STRENGTHS.indexOf(key.strength), at: time });
  }

  /** What a full checkpoint writes, in order of the table's key. */
  plan(): readonly InstanceKeyRow[] { return this.#waiting.sort((a, b) => a.hash - b.hash || a.device - b.device); }
  committed(rows: readonly InstanceKeyRow[]): void { this.#waiting = this.#waiting.slice(rows.length); }

  /** The identity with its instance tier, of devices as they are now. */
  added(identity: Identity, device: Device): Identity { return withInstance(identity, device.id, this.#around); }
}

function merged(stored: readonly InstanceKeyRow[], waiting: readonly InstanceKeyRow[]): readonly InstanceKeyRow[] {
  return waiting.length === 0 ? stored : [...stored, ...waiting.filter((row) => !stored.some(({ hash, device }) => hash === row.hash && device === row.device))];
}

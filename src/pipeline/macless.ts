/** Devices without a MAC: an address in firewall logs that nobody is known to hold gets a device of its own once there is enough of it (R28). */
import type { Device, ScopeSlot } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import { UnheldAddresses } from '../mapping/index.ts';
import { addressKey, type DeviceKey, type Ipv4 } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

export class Macless {
  readonly #devices: DeviceTable;
  readonly #store: Store;
  readonly #metrics: Metrics;
  readonly #segments = new Map<ScopeSlot, UnheldAddresses>();

  constructor(devices: DeviceTable, store: Store, metrics: Metrics) {
    this.#devices = devices;
    this.#store = store;
    this.#metrics = metrics;
    metrics.onCollect(() => {
      const all = [...this.#segments.values()];
      metrics.gauge('nameplate_unheld_addresses').set(all.reduce((sum, { size }) => sum + size, 0));
      metrics.gauge('nameplate_unheld_addresses_forgotten').set(all.reduce((sum, { forgotten }) => sum + forgotten, 0));
    });
  }

  /** The device of an address that answered at `time` and that nobody in memory holds; undefined while there is too little of it. */
  deviceAt(slot: ScopeSlot, ip: Ipv4, time: number): DeviceKey | undefined {
    const key = addressKey(ip), known = slot.byMac.get(key);
    if (known === undefined && !this.#of(slot).heard(ip, time)) return undefined;
    // Who holds it may have left memory; then the address comes back with its holder.
    for (const id of this.#store.devices.atAddress(slot.id, ip)) this.#devices.byId(id);
    const holder = slot.addresses.holderOf(ip);
    if (holder !== undefined) return holder.mac === key ? key : undefined;
    this.#take(known ?? this.#devices.device(slot, key, time), ip, time);
    return key;
  }

  #take(device: Device, ip: Ipv4, time: number): void {
    const { slot } = device;
    if (!device.stored) this.#metrics.counter('nameplate_macless_devices_total').add();
    this.#devices.warm(device);
    for (const changed of slot.addresses.claim(device, ip, time, 'traffic', time)) slot.touched.add(changed);
    this.#devices.unsaved.add(device);
  }

  #of(slot: ScopeSlot): UnheldAddresses {
    let segment = this.#segments.get(slot);
    if (segment === undefined) this.#segments.set(slot, (segment = new UnheldAddresses(slot.addresses.served)));
    return segment;
  }
}

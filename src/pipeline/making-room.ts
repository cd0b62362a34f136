/** Keeps the device table within `devices.max`: the ones idle for longest go, never who was given an address by people. Static devices leave the others a share, so that neither crowds out the other. */
import type { DeviceTable } from './device-table.ts';
import type { PeoplesWord } from './peoples-word.ts';
import type { Store } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Of `devices.max` that is for devices without an address given by people, however many of the others there are. */
const SHARE = 10;
/** So much more than needed goes, a part of `devices.max`: a full table does not search at every new device. */
const SLACK = 100;
/** Devices read in one look, beside those known to be static. */
const LOOK = 10_000;
/** A look that found nobody who may go is not repeated for so many ticks. */
const REST_TICKS = 10;

export interface MakingRoomOptions {
  readonly devices: DeviceTable;
  readonly people: PeoplesWord;
  readonly store: Store;
  readonly maxDevices: number;
  readonly metrics: Metrics;
  /** Told once when static devices take more than their part, until they no longer do. */
  readonly onCrowded?: ((given: number) => void) | undefined;
}

export class MakingRoom {
  readonly #options: MakingRoomOptions;
  #rest = 0;
  #crowded = false;

  constructor(options: MakingRoomOptions) {
    this.#options = options;
    options.metrics.onCollect(() => { this.#report(); });
  }

  /** Once a tick. Two comparisons while there is room. */
  step(): void {
    const { devices, people, maxDevices, onCrowded, metrics } = this.#options, given = people.givenCount;
    const share = Math.ceil(maxDevices / SHARE), crowded = given > maxDevices - share;
    if (crowded && !this.#crowded) onCrowded?.(given);
    this.#crowded = crowded;
    const over = devices.count - given - Math.max(maxDevices - given, share);
    if (over <= 0) return;
    if (this.#rest > 0) { this.#rest -= 1; return; }
    const gone = this.#evict(over + Math.ceil(maxDevices / SLACK), given);
    if (gone === 0) this.#rest = REST_TICKS;
    else metrics.counter('nameplate_devices_evicted_total').add(gone);
  }

  #evict(wanted: number, given: number): number {
    const { devices, people, store } = this.#options;
    let gone = 0, looked = 0;
    for (const id of store.devices.idlest(wanted + given)) {
      if (gone >= wanted || looked >= LOOK) break;
      if (devices.stays(id)) continue;
      looked += 1;
      // After a start not everybody who was given an address stands in the table as such yet.
      if (devices.evict(id, ({ slot, mac }) => people.isGiven(slot.id, mac))) gone += 1;
    }
    return gone;
  }

  #report(): void {
    const { devices, people, maxDevices, metrics } = this.#options;
    metrics.gauge('nameplate_devices').set(devices.count);
    metrics.gauge('nameplate_devices_static').set(people.givenCount);
    metrics.gauge('nameplate_devices_over_max').set(Math.max(0, devices.count - maxDevices));
  }
}

/** What a tick writes to the store, and what memory may forget once it is written. Activity goes to a log at once and to its table a slice a tick. */
import type { Device, DeviceTable, TenantSlot } from './device-table.ts';
import type { Plan } from './mapping/index.ts';
import type { BatchRow, MappingRow, Seen, TenantWrite, TickWrite } from './store/index.ts';

/** After a whole round of slices every log row before it says nothing new. */
const SLICES = 60;
/** Neighbours by id share a slice, so that a slice rewrites whole pages. */
const SLICE_BITS = 10;

export class Checkpoint {
  /** Active since the last checkpoint. */
  readonly seen = new Set<Device>();
  readonly #devices: DeviceTable;
  /** Devices whose activity is in the log and not yet in its table. */
  readonly #unsettled: readonly Set<Device>[] = Array.from({ length: SLICES }, () => new Set<Device>());
  #tick: number;

  constructor(devices: DeviceTable, lastTick: number) {
    this.#devices = devices;
    this.#tick = lastTick;
  }

  get empty(): boolean {
    const { unsaved, moved, evicted } = this.#devices;
    return unsaved.size === 0 && moved.size === 0 && evicted.size === 0 && this.seen.size === 0;
  }

  /** Everything: devices, activity, uploads and mappings. */
  full(plans: ReadonlyMap<TenantSlot, Plan>, batches: readonly BatchRow[], forgetBatchesBefore: number): TickWrite {
    const tick = this.#tick + 1;
    const { unsaved, moved, evicted } = this.#devices;
    for (const device of this.seen) this.#sliceOf(device).add(device);
    const newcomers = [...unsaved].filter((device) => !device.stored);
    return {
      tick, batches, forgetBatchesBefore, tenants: tenantWrites(plans), evicted: [...evicted],
      devices: [...unsaved].filter(stays).map((device) => this.#devices.row(device)),
      moved: [...moved].filter((device) => stays(device) && !unsaved.has(device)).map(({ id, ip, ipProof }) => ({ id, ip, ipProof })),
      seen: [...this.seen].filter(stays).map(seenOf),
      settled: [...new Set([...this.#slice(tick), ...newcomers])].filter(stays).map(seenOf),
      settledBefore: tick - SLICES,
    };
  }

  /** Mappings only: the evidence behind them waits for its checkpoint, and so do the uploads that brought it. */
  mappingsOnly(plans: ReadonlyMap<TenantSlot, Plan>): TickWrite {
    return {
      tick: this.#tick, batches: [], forgetBatchesBefore: 0, tenants: tenantWrites(plans), evicted: [], devices: [], moved: [], seen: [], settled: [], settledBefore: 0,
    };
  }

  /** A full write is committed. */
  committed(write: TickWrite): void {
    this.#tick = write.tick;
    this.#slice(write.tick).clear();
    this.seen.clear();
    this.#devices.saved((device) => this.#sliceOf(device).has(device) || device.slot.fold.get(device.mac)?.dirty === true);
  }

  #sliceOf(device: Device): Set<Device> { return this.#slice(device.id >>> SLICE_BITS); }

  #slice(number: number): Set<Device> {
    const slice = this.#unsettled[number % SLICES];
    if (!slice) throw new Error('there is a slice for every number');
    return slice;
  }
}

const stays = (device: Device): boolean => !device.gone;
const seenOf = ({ id, lastActivity, ipTime }: Device): Seen => ({ id, lastActivity, ipTime });

function tenantWrites(plans: ReadonlyMap<TenantSlot, Plan>): TenantWrite[] {
  return [...plans].map(([tenant, plan]) => {
    const numbers = new Map([...tenant.scopes.values()].map((slot) => [slot.place, slot.id]));
    const scopeOf = (place: Plan['removals'][number]['place']): number => {
      const scope = numbers.get(place);
      if (scope === undefined) throw new Error('a plan names a place of another tenant');
      return scope;
    };
    return {
      name: tenant.name, revision: plan.revision, at: plan.at, floor: plan.floor,
      upserts: plan.upserts.map(({ place, ip, mac, hostname, verdict, confidence, source, identifiedAt }): MappingRow =>
        ({ scope: scopeOf(place), ip, mac, hostname, verdict, confidence, source, identifiedAt })),
      removals: plan.removals.map(({ place, ip }) => ({ scope: scopeOf(place), ip })),
    };
  });
}

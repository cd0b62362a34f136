/** What a tick writes to the store, and what memory may forget once it is written. Many changed devices go to a journal at once and to their tables by turns. */
import type { Device, TenantSlot } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import type { Plan } from '../mapping/index.ts';
import { MappingTurns } from './mapping-turns.ts';
import type { BatchRow, Seen, TickWrite } from '../store/index.ts';

/** Every slice has its turn within so many ticks: journal rows before that say nothing new. */
const SLICES = 60;
/** Neighbours by id share a slice, so that a turn rewrites whole pages and not one page a device. */
const SLICE_BITS = 8;
/** Up to this many changed devices a tick go straight to their tables: a small node has nothing in its journal but activity. */
const DIRECT = 512;

export class Checkpoint {
  /** Active since the last checkpoint. */
  readonly seen = new Set<Device>();
  readonly #devices: DeviceTable;
  /** More devices behind the journal than this, and slices have their turn early: their evidence stays in memory, packed, until then. */
  readonly #maxBehind: number;
  /** Devices with something in the journal that is not in their tables. */
  readonly #slices: readonly Set<Device>[] = Array.from({ length: SLICES }, () => new Set<Device>());
  readonly #mappings: MappingTurns;
  #behind = 0;
  #tick: number;
  /** The slice that has its extra turn next. */
  #hand = 0;
  /** Slices that the write under way settles. */
  #turn: readonly number[] = [];
  /** Devices of that write, in their tables and in the journal. */
  #direct: ReadonlySet<Device> = new Set();
  #logged: readonly Device[] = [];

  constructor(devices: DeviceTable, lastTick: number, maxBehind: number) {
    this.#devices = devices;
    this.#mappings = new MappingTurns(devices.tenants, SLICES);
    this.#tick = lastTick;
    this.#maxBehind = maxBehind;
  }

  get empty(): boolean {
    const { unsaved, evicted } = this.#devices; // who was named is unsaved, too
    return unsaved.size === 0 && evicted.size === 0 && this.seen.size === 0;
  }

  /** Everything: devices, activity, uploads and mappings. `settle` leaves nothing in the journal. */
  full(plans: ReadonlyMap<TenantSlot, Plan>, batches: readonly BatchRow[], forgetBatchesBefore: number, settle: boolean): TickWrite {
    const tick = this.#tick + 1;
    const { unsaved, evicted } = this.#devices;
    for (const device of this.seen) this.#sliceOf(device).add(device);
    for (const device of unsaved) this.#sliceOf(device).add(device);
    this.#turn = this.#turnOf(tick, settle);
    const turn = new Set(this.#turn.flatMap((index) => [...this.#slice(index)]));
    const direct = unsaved.size <= DIRECT;
    const rows = new Set<Device>(), logged: Device[] = [];
    for (const device of [...turn].sort((a, b) => a.id - b.id)) if (!device.gone && (device.behind || unsaved.has(device))) rows.add(device);
    for (const device of unsaved) {
      if (device.gone || rows.has(device)) continue;
      if (direct || !device.stored) rows.add(device);
      else logged.push(device);
    }
    this.#direct = rows;
    this.#logged = logged;
    return {
      tick, batches, forgetBatchesBefore, evicted: [...evicted],
      ...this.#mappings.write(plans, tick, settle),
      rows: [...rows].map((device) => this.#devices.row(device)),
      logged: logged.map((device) => this.#devices.row(device)),
      seen: [...this.seen].filter((device) => !device.gone && !rows.has(device) && !turn.has(device)).map(seenOf),
      settled: [...turn].filter((device) => !device.gone && !rows.has(device)).map(seenOf),
      settledBefore: settle ? tick : tick - SLICES,
      names: [...this.#devices.named].flatMap(([{ id, gone }, at]) => (gone ? [] : [{ device: id, at }])),
    };
  }

  /** Mappings only: the evidence behind them waits for its checkpoint, and so do the uploads that brought it. */
  mappingsOnly(plans: ReadonlyMap<TenantSlot, Plan>): TickWrite {
    return {
      tick: this.#tick, batches: [], forgetBatchesBefore: 0, ...this.#mappings.write(plans), evicted: [], rows: [], logged: [], seen: [], settled: [], settledBefore: 0,
    };
  }

  /** A full write is committed. */
  committed(write: TickWrite): void {
    const { unsaved } = this.#devices;
    this.#mappings.committed();
    for (const index of this.#turn) {
      for (const device of this.#slice(index)) this.#caughtUp(device);
      this.#slice(index).clear();
      this.#hand = index + 1;
    }
    for (const device of unsaved) device.stored = true;
    for (const device of this.#direct) this.#caughtUp(device);
    this.#logged.forEach((device, i) => {
      if (!device.behind) this.#behind += 1;
      device.behind = write.logged[i]?.evidence ?? null;
    });
    this.#tick = write.tick;
    for (const device of this.seen) device.seen = false;
    this.seen.clear();
    const speaks = (device: Device): boolean => device.slot.fold.get(device.mac)?.dirty === true;
    this.#devices.saved(speaks, (device) => this.#sliceOf(device).has(device) || speaks(device));
  }

  #caughtUp(device: Device): void {
    if (!device.behind) return;
    device.behind = null;
    this.#behind -= 1;
  }

  /** Slices whose turn it is: one by the clock, more while too many devices are behind. */
  #turnOf(tick: number, settle: boolean): number[] {
    const turn = [tick % SLICES];
    if (settle) return Array.from({ length: SLICES }, (_, i) => i);
    let behind = this.#behind;
    for (let i = 0; i < SLICES && behind > this.#maxBehind; i++) {
      const index = (this.#hand + i) % SLICES;
      if (!turn.includes(index)) turn.push(index);
      for (const device of this.#slice(index)) if (device.behind) behind -= 1;
    }
    return turn;
  }

  #sliceOf(device: Device): Set<Device> { return this.#slice((device.id >>> SLICE_BITS) % SLICES); }

  #slice(index: number): Set<Device> {
    const slice = this.#slices[index % SLICES];
    if (!slice) throw new Error('there is a slice for every number');
    return slice;
  }
}

const seenOf = ({ id, lastActivity, ipTime }: Device): Seen => ({ id, lastActivity, ipTime });

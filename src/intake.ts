/** Uploads in: folds their rows into devices at once, and answers each when the commit that has it is done. */
import { KIND_REJECT } from '../assembly/layout.ts';
import type { Device, DeviceTable, ScopeSlot, TenantSlot } from './device-table.ts';
import { bindable, hear, NO_IP, refusal } from './mapping/index.ts';
import { RowMemo, type SaidRow } from './row-memo.ts';
import { EdgeError, isGroupMac, type BindingProof, type Ipv4, type Mac, type ObservationSink, type RowReader, type Scope } from './model/index.ts';
import { storeError, type BatchRow, type Store } from './store/index.ts';
import type { Metrics } from './telemetry/index.ts';

/** One upload. A large one comes as several row batches; it is one for the books. */
export interface Batch {
  readonly scope: Scope;
  readonly firewall: string;
  readonly batchId: string;
  readonly rows: RowReader | Iterable<RowReader> | AsyncIterable<RowReader>;
  /** Added to every record's time, milliseconds: a replay of old records says how old. */
  readonly shiftMs?: number;
}

export interface Receipt { readonly records: number; readonly rejects: number; readonly revision: number; readonly repeated: boolean }

/** What became of rows nobody waits for. `bindings` counts those that told who holds an address and were news. */
export interface Absorbed { readonly records: number; readonly rejects: number; readonly bindings: number }

/** An upload folded in completely that waits for its commit. */
export interface Pending {
  readonly row: Omit<BatchRow, 'revision' | 'committedAt'>;
  readonly tenant: TenantSlot;
  readonly done: (receipt: Receipt) => void;
  readonly fail: (error: unknown) => void;
}

export interface IntakeDeps {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly devices: DeviceTable;
  /** Who was active since the last checkpoint. */
  readonly seen: Set<Device>;
  readonly observe: (rows: RowReader, sink: ObservationSink, repeated: (row: number) => boolean) => void;
  readonly kindName: (kind: number) => string;
  readonly reasonName: (reason: number) => string;
  readonly now: () => number;
  readonly activeMs: number;
  readonly quietMs: number;
  readonly maxPending: number;
  /** One more upload of this firewall waits for its commit. */
  readonly waits: (firewall: string) => void;
}

/** A row's kind is a byte. */
const KINDS = 256;

export class Intake {
  readonly #deps: IntakeDeps;
  readonly #inFlight = new Map<string, Promise<Receipt>>();
  readonly #memo = new RowMemo();
  #pending: Pending[] = [];

  constructor(deps: IntakeDeps) { this.#deps = deps; }

  get pending(): readonly Pending[] { return this.#pending; }
  waitingFirewalls(): ReadonlySet<string> { return new Set(this.#pending.map(({ row }) => row.firewall)); }
  /** How many of a firewall's wait. */
  waiting(firewall: string): number {
    let count = 0;
    for (const { row } of this.#pending) if (row.firewall === firewall) count += 1;
    return count;
  }
  /** The first so many are answered. */
  answered(count: number): void { this.#pending = this.#pending.slice(count); }

  /** What was said when this batch was committed: lets a caller skip reading a repeated upload. */
  receiptOf(scope: Scope, firewall: string, batchId: string): Receipt | undefined {
    const row = this.#deps.store.batches.find({ tenant: scope.tenant, firewall, batch: batchId });
    return row && { records: row.records, rejects: row.rejects, revision: row.revision, repeated: true };
  }

  async offer(batch: Batch): Promise<Receipt> {
    const key = JSON.stringify([batch.scope.tenant, batch.firewall, batch.batchId]);
    const going = this.#inFlight.get(key);
    if (going) return { ...(await going), repeated: true };
    const known = this.receiptOf(batch.scope, batch.firewall, batch.batchId);
    if (known) return known;
    if (this.#inFlight.size >= this.#deps.maxPending) {
      throw new EdgeError('overloaded', 'too many uploads wait for a commit', { fields: { pending: this.#inFlight.size } });
    }
    const receipt = this.#take(batch).finally(() => this.#inFlight.delete(key));
    this.#inFlight.set(key, receipt);
    return receipt;
  }

  /**
   * Rows that nobody waits for and nobody sends again, such as syslog: folded now, committed with the next checkpoint. They are in no books: an id for each
   * fifth of a second of each sender would be half a million rows a day that nobody asks for.
   */
  absorb(scope: Scope, rows: RowReader): Absorbed {
    try {
      const slot = this.#deps.devices.scope(scope), bindings = this.#fold(slot, rows, 0), rejects = this.#count(rows);
      if (rows.count > rejects) hear(slot.pulse, this.#deps.now(), this.#deps.quietMs);
      return { records: rows.count - rejects, rejects, bindings };
    } catch (error) {
      throw storeError(this.#deps.store.dir, error);
    }
  }

  /** Folding a part again, after an upload broke off and came back, changes nothing: evidence is a set. Only the books count, and they count whole uploads. */
  async #take(batch: Batch): Promise<Receipt> {
    const { scope, firewall, batchId, rows, shiftMs = 0 } = batch;
    let records = 0, rejects = 0;
    let slot: ScopeSlot;
    try {
      slot = this.#deps.devices.scope(scope);
      for await (const part of 'count' in rows ? [rows] : rows) {
        this.#fold(slot, part, shiftMs);
        const bad = this.#count(part);
        // Rejects do not count: a log format nobody can read is a broken path, too (design law 6).
        if (part.count > bad) hear(slot.pulse, this.#deps.now(), this.#deps.quietMs);
        rejects += bad;
        records += part.count - bad;
      }
    } catch (error) {
      throw storeError(this.#deps.store.dir, error);
    }
    return new Promise((done, fail) => {
      this.#pending.push({ row: { tenant: scope.tenant, firewall, batch: batchId, records, rejects }, tenant: slot.tenant, done, fail });
      this.#deps.waits(firewall);
    });
  }

  /** Returns how many bindings were news. */
  #fold(slot: ScopeSlot, rows: RowReader, shiftMs: number): number {
    const now = this.#deps.now();
    let learned = 0;
    let last: Device | undefined;
    const deviceOf = (mac: Mac, time: number): Device => {
      if (last?.mac === mac) return last;
      last = this.#deps.devices.device(slot, mac, time);
      this.#deps.devices.warm(last);
      return last;
    };
    const ignored = this.#deps.metrics.counter('nameplate_observations_ignored_total');
    // Whole milliseconds. A record without a time, or from a clock ahead of ours, is of now.
    const when = (time: number): number => (time > 0 ? Math.min(Math.floor(time) + shiftMs, now) : now);
    let said: SaidRow | undefined, sawLast: Device | undefined, sawAt = 0;
    const fresh = (row: SaidRow): void => { said = row; };
    // A row says many things of one device at one time.
    const saw = (device: Device, at: number): void => {
      if (device === sawLast && at === sawAt) return;
      sawLast = device;
      sawAt = at;
      this.#saw(device, at, now);
    };
    const sink: ObservationSink = {
      fact: (mac, time, parameter, value) => {
        if (mac === 0 || isGroupMac(mac)) return ignored.add();
        const at = when(time), device = deviceOf(mac, at);
        saw(device, at);
        const state = slot.fold.fact(mac, at, parameter, value);
        if (state !== undefined) said?.spoke(device, state, parameter, value);
      },
      binding: (mac, ip, time, proof) => {
        if (mac === 0 || isGroupMac(mac) || !(bindable(ip) || refusal(ip, proof))) return ignored.add();
        const at = when(time), device = deviceOf(mac, at);
        saw(device, at);
        const state = slot.fold.binding(mac, ip, at, proof);
        if (this.#bind(slot, device, ip, at, proof, now)) learned += 1;
        if (state !== undefined) said?.bound(device, state, ip, proof);
      },
    };
    const repeated = (row: number): boolean => {
      const known = this.#memo.recall(slot, rows, row, fresh);
      if (known === undefined) return false;
      const at = when(rows.timeMs(row));
      const { device, state, holder, lastWords, others, bindings } = known;
      if (device !== undefined && state !== undefined) {
        saw(device, at);
        slot.fold.alive(state, at);
      }
      if (others !== undefined) for (const other of others) {
        saw(other.device, at);
        slot.fold.alive(other.state, at);
      }
      if (lastWords !== undefined) for (const word of lastWords) slot.fold.keepAgain(word.state, word.kept, word.value);
      if (holder !== undefined && this.#bind(slot, holder, known.ip, at, known.proof, now)) learned += 1;
      if (bindings !== undefined) for (const bound of bindings) if (this.#bind(slot, bound.device, bound.ip, at, bound.proof, now)) learned += 1;
      return true;
    };
    try {
      this.#deps.observe(rows, sink, repeated);
    } catch (error) {
      said?.forget();
      throw error;
    }
    return learned;
  }

  #saw(device: Device, at: number, now: number): void {
    // It may be published no longer because it was idle: look at its address again.
    if (device.ip !== NO_IP && device.lastActivity < now - this.#deps.activeMs) device.slot.touched.add(device.ip);
    if (at > device.lastActivity) device.lastActivity = at;
    if (at < device.firstSeen) { device.firstSeen = at; this.#deps.devices.unsaved.add(device); }
    if (device.seen) return;
    device.seen = true;
    this.#deps.seen.add(device);
  }

  /** Whether it was news that the device holds the address. */
  #bind(slot: ScopeSlot, device: Device, ip: Ipv4, at: number, proof: BindingProof, now: number): boolean {
    const before = device.ip === ip ? device : slot.addresses.holderOf(ip), changes = slot.addresses.claim(device, ip, at, proof, now);
    if (changes.length === 0) return false;
    for (const changed of changes) slot.touched.add(changed);
    this.#deps.devices.unsaved.add(device);
    if (before && before !== device) this.#deps.devices.unsaved.add(before);
    return before !== device && slot.addresses.holderOf(ip) === device;
  }

  /** Counts rows by kind and rejects by reason; returns the rejects. */
  #count(rows: RowReader): number {
    const kinds = new Uint32Array(KINDS), reasons = new Map<number, number>();
    for (let row = 0; row < rows.count; row++) {
      const kind = rows.kind(row);
      if (kind === KIND_REJECT) reasons.set(rows.a(row), (reasons.get(rows.a(row)) ?? 0) + 1);
      else kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
    const { metrics, kindName, reasonName } = this.#deps;
    kinds.forEach((count, kind) => { if (count > 0) metrics.counter('nameplate_records_total', { kind: kindName(kind) }).add(count); });
    let rejects = 0;
    for (const [reason, count] of reasons) {
      metrics.counter('nameplate_rejects_total', { reason: reasonName(reason) }).add(count);
      rejects += count;
    }
    return rejects;
  }
}

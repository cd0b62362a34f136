/** Uploads in: folds their rows into devices at once, and answers each when the commit that has it is done. */
import { KIND_REJECT } from '../../assembly/layout.ts';
import type { Archiving, Stage } from '../archive/index.ts';
import { AttributedRows, lacksMacs, Outcomes } from './attribution.ts';
import { axisOf, type Behaviour } from '../behaviour/index.ts';
import { Bookkeeping } from './bookkeeping.ts';
import { CATALOGUED, type Catalogue } from './catalogue.ts';
import type { UploadTally } from '../books/index.ts';
import type { Device, ScopeSlot, TenantSlot } from './device.ts';
import type { DeviceTable } from './device-table.ts';
import { hash32 } from '../features/index.ts';
import { Forwarding } from './forwarding.ts';
import type { Inspection } from './inspection.ts';
import { bindable, hear, NO_IP, refusal } from '../mapping/index.ts';
import type { Origins } from './origins.ts';
import type { InstanceBook } from './instance-book.ts';
import { Macless } from './macless.ts';
import { RowMemo, type SaidRow } from './row-memo.ts';
import { addressOf, EdgeError, isGroupMac, type BindingWord, type Ipv4, type DeviceKey, type ObservationSink, type RowReader, type Scope } from '../model/index.ts';
import { storeError, type BatchRow, type Store } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** One upload. A large one comes as several row batches; it is one for the books. */
export interface Batch {
  readonly scope: Scope;
  readonly firewall: string;
  readonly batchId: string;
  /** Whom its evidence is said to be from; the firewall without it. */
  readonly sender?: string;
  /** How it came, for the books; an upload without it. */
  readonly path?: string;
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
  /** Its lines, where the tenant keeps raw logs. */
  readonly stage: Stage | undefined;
  readonly tally: UploadTally;
  readonly done: (receipt: Receipt) => void;
  readonly fail: (error: unknown) => void;
}

export interface IntakeDeps {
  readonly store: Store;
  readonly archive: Archiving | undefined;
  /** What keeps ticks from committing now. */
  readonly metrics: Metrics;
  readonly devices: DeviceTable;
  readonly origins: Origins;
  readonly catalogue: Catalogue;
  /** Who was active since the last checkpoint. */
  readonly seen: Set<Device>;
  /** Told of what is new to a device; nobody is without it. */
  readonly behaviour?: Behaviour | undefined;
  /** Looks at what requests carry; nobody does without it. */
  readonly inspection?: Inspection | undefined;
  readonly observe: (rows: RowReader, sink: ObservationSink, repeated: (row: number) => boolean) => void;
  readonly kindName: (kind: number) => string;
  readonly reasonName: (reason: number) => string;
  readonly now: () => number;
  readonly activeMs: number;
  readonly quietMs: number;
  readonly maxPending: number;
  readonly instances: InstanceBook;
  /** Addresses of logs that nobody holds become devices. */
  readonly withoutMac: boolean;
  /** A device or an address changed. */
  readonly changed: () => void;
  /** One more upload of this firewall waits for its commit. */
  readonly waits: (firewall: string) => void;
}

export class Intake {
  readonly #deps: IntakeDeps;
  /** Beside the line: what came from whom. */
  readonly books: Bookkeeping;
  readonly #inFlight = new Map<string, Promise<Receipt>>();
  readonly #memo = new RowMemo();
  readonly #outcomes = new Outcomes();
  readonly #forwarding: Forwarding;
  readonly #macless: Macless | undefined;
  #pending: Pending[] = [];
  readonly #absorbed: Stage[] = [];

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
    this.books = new Bookkeeping(deps);
    this.#forwarding = new Forwarding(deps.devices, deps.metrics);
    this.#macless = deps.withoutMac ? new Macless(deps.devices, deps.store, deps.metrics) : undefined;
    deps.metrics.onCollect(() => {
      const books = [...deps.devices.tenants.values()].flatMap(({ scopes }) => [...scopes.values()].map(({ addresses }) => addresses));
      deps.metrics.gauge('nameplate_tenures_forgotten').set(books.reduce((sum, { forgotten }) => sum + forgotten, 0));
    });
  }

  get pending(): readonly Pending[] { return this.#pending; }
  /** Raw lines that were absorbed and are not packed yet. */
  get absorbed(): readonly Stage[] { return this.#absorbed; }
  /** The first so many are packed. */
  packed(count: number): void { this.#absorbed.splice(0, count); }
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
   * Rows that nobody waits for and nobody sends again, such as syslog: folded now, committed with the next checkpoint, and with it in the books. No batch id
   * is kept of them: one for each fifth of a second of each sender would be half a million rows a day that nobody asks for. `overloaded` when too much waits for a commit: nothing is taken then.
   */
  async absorb(scope: Scope, sender: string, rows: RowReader): Promise<Absorbed> {
    const stage = this.#deps.archive?.stage(scope, sender, 0);
    try {
      await stage?.add(rows);
    } catch (error) {
      stage?.drop();
      throw error;
    }
    if (stage !== undefined) this.#absorbed.push(stage);
    try {
      const slot = this.#deps.devices.scope(scope), bindings = this.#fold(slot, rows, 0, sender);
      const rejects = this.#count(this.books.absorbing({ tenant: scope.tenant, scope: slot.id, uploader: '', path: 'syslog' }), rows, 0);
      if (rows.count > rejects) hear(slot.pulse, this.#deps.now(), this.#deps.quietMs);
      return { records: rows.count - rejects, rejects, bindings };
    } catch (error) {
      throw storeError(this.#deps.store.dir, error);
    }
  }

  /** Folding a part again, after an upload broke off and came back, changes nothing: evidence is a set. Only the books count, and they count whole uploads. */
  async #take(batch: Batch): Promise<Receipt> {
    const { scope, firewall, batchId, rows, shiftMs = 0, path = 'upload', sender = firewall } = batch;
    let records = 0, rejects = 0;
    const stage = this.#deps.archive?.stage(scope, firewall, shiftMs);
    let slot: ScopeSlot, tally: UploadTally | undefined;
    try {
      slot = this.#deps.devices.scope(scope);
      tally = this.books.open({ tenant: scope.tenant, scope: slot.id, uploader: firewall, path });
      for await (const part of 'count' in rows ? [rows] : rows) {
        this.#fold(slot, part, shiftMs, sender);
        if (stage !== undefined) await stage.add(part);
        const bad = this.#count(tally, part, shiftMs);
        // Rejects do not count: a log format nobody can read is a broken path, too (design law 6).
        if (part.count > bad) hear(slot.pulse, this.#deps.now(), this.#deps.quietMs);
        rejects += bad;
        records += part.count - bad;
      }
    } catch (error) {
      stage?.drop();
      if (tally !== undefined) this.books.disown(tally);
      throw storeError(this.#deps.store.dir, error);
    }
    return new Promise((done, reject) => {
      const fail = (error: unknown): void => {
        this.books.disown(tally);
        reject(error);
      };
      this.#pending.push({ row: { tenant: scope.tenant, firewall, batch: batchId, records, rejects }, tenant: slot.tenant, stage, tally, done, fail });
      this.#deps.waits(firewall);
    });
  }

  /** Returns how many bindings were news. */
  #fold(slot: ScopeSlot, raw: RowReader, shiftMs: number, sender: string): number {
    const now = this.#deps.now(), sourceOf = this.#deps.origins.of(sender);
    let learned = 0;
    let last: Device | undefined;
    const deviceOf = (mac: DeviceKey, time: number): Device => {
      if (last?.mac === mac) return last;
      last = this.#deps.devices.device(slot, mac, time);
      this.#deps.devices.warm(last);
      return last;
    };
    const ignored = this.#deps.metrics.counter('nameplate_observations_ignored_total');
    // Whole milliseconds. A record without a time, or from a clock ahead of ours, is of now.
    const when = (time: number): number => (time > 0 ? Math.min(Math.floor(time) + shiftMs, now) : now);
    const lent = lacksMacs(raw) ? new AttributedRows(raw, slot.addresses, when, this.#outcomes, this.#macless && ((ip, at) => (this.#forwarding.of(slot).isShared(ip) ? undefined : this.#macless?.deviceAt(slot, ip, at)))) : undefined, rows = lent ?? raw;
    const routers = this.#forwarding.of(slot);
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
        // A router passed it on.
        if (mac === routers.source || mac === routers.target) return;
        const at = when(time), device = deviceOf(mac, at);
        saw(device, at);
        if (CATALOGUED.has(parameter)) this.#deps.catalogue.hear(slot.tenant.name, slot.id, parameter, value, at);
        const state = slot.fold.fact(mac, at, parameter, value);
        this.#deps.instances.hear(device, parameter, value, at);
        if (state !== undefined) said?.spoke(device, state, parameter, value);
        if (slot.fold.taught > 0) this.#news(device, parameter, value, at);
      },
      binding: (mac, ip, time, proof) => {
        if (mac === 0 || isGroupMac(mac) || !(bindable(ip) || refusal(ip, proof))) return ignored.add();
        if (mac === routers.claimant || (proof === 'traffic' && (mac === routers.source || mac === routers.target))) return;
        const at = when(time), device = deviceOf(mac, at);
        if (proof === 'dhcp-release') {
          // That a lease ended is no sign of life, not even when it is said again.
          said?.forget();
          this.#bind(slot, device, ip, at, proof, now);
          return;
        }
        saw(device, at);
        const state = slot.fold.binding(mac, ip, at, proof);
        // What the address book lent proves nothing to the address book, but that the device known by it is there.
        if (lent?.lends(mac) === true && addressOf(mac) === undefined) { if (state !== undefined) said?.met(device, state); return; }
        if (this.#bind(slot, device, ip, at, proof, now)) learned += 1;
        if (state !== undefined) said?.bound(device, state, ip, proof);
      },
    };
    const repeated = (row: number): boolean => {
      if (lent?.mute(row) === true) return true;
      const known = this.#memo.recall(slot, rows, row, fresh);
      if (known === undefined) {
        slot.fold.from(sourceOf(rows.kind(row)));
        routers.hear(raw, row, when(raw.timeMs(row)));
        this.#deps.inspection?.hear(slot, rows, row, when(rows.timeMs(row)));
        return false;
      }
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
      if (lastWords !== undefined) {
        slot.fold.from(sourceOf(rows.kind(row)));
        for (const { state: teller, word } of lastWords) slot.fold.sayAgain(teller, word, at);
      }
      if (holder !== undefined && this.#bind(slot, holder, known.ip, at, known.proof, now)) learned += 1;
      if (bindings !== undefined) for (const bound of bindings) if (this.#bind(slot, bound.device, bound.ip, at, bound.proof, now)) learned += 1;
      return true;
    };
    try {
      this.#deps.observe(rows, sink, repeated);
    } catch (error) {
      said?.forget();
      throw error;
    } finally {
      this.#outcomes.report(this.#deps.metrics);
    }
    if (slot.fold.dirty || slot.touched.size > 0) this.#deps.changed();
    return learned;
  }

  #news({ slot, mac, verdict, metAt }: Device, parameter: string, value: string, at: number): void {
    if (axisOf(parameter) !== undefined) this.#deps.behaviour?.hear({ tenant: slot.tenant.name, scope: slot.id, device: mac, profile: verdict?.profile ?? null, metAt, parameter, value, habit: hash32(parameter, value), at });
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
  #bind(slot: ScopeSlot, device: Device, ip: Ipv4, at: number, proof: BindingWord, now: number): boolean {
    const before = device.ip === ip ? device : slot.addresses.holderOf(ip), changes = slot.addresses.claim(device, ip, at, proof, now);
    if (changes.length === 0) return false;
    for (const changed of changes) slot.touched.add(changed);
    this.#deps.devices.unsaved.add(device);
    if (before && before !== device) this.#deps.devices.unsaved.add(before);
    return before !== device && slot.addresses.holderOf(ip) === device;
  }

  /** Counts rows by kind and rejects by reason; returns the rejects. */
  #count(tally: UploadTally, rows: RowReader, shiftMs: number): number {
    const now = this.#deps.now(), { metrics, kindName, reasonName } = this.#deps;
    const { kinds, reasons, six } = tally.read(rows, (time) => Math.min(Math.floor(time) + shiftMs, now));
    metrics.counter('nameplate_ipv6_records_total').add(six);
    metrics.counter('nameplate_unfinished_datagrams_total').add(rows.unfinished);
    let rejects = 0;
    for (const [reason, count] of reasons) {
      metrics.counter('nameplate_rejects_total', { reason: reasonName(reason) }).add(count);
      rejects += count;
      kinds[KIND_REJECT]! -= count;
    }
    kinds.forEach((count, kind) => { if (count > 0) metrics.counter('nameplate_records_total', { kind: kindName(kind) }).add(count); });
    return rejects;
  }
}

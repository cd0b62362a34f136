/** What is counted of each sender and when it was last heard: in memory while it happens, in the store about once a second (R36, R39). */
import { SENDER_KINDS, type SenderKind, type SenderProtocol } from '../../model/index.ts';
import type { SenderState, Stranger } from '../../store/index.ts';
import type { SyslogDeps } from './deps.ts';

/** Everybody who was not added. */
export const STRANGERS = 0;
/** Addresses kept of those who were refused; the one refused longest ago makes room. */
const STRANGERS_KEPT = 64;
/** A last-seen time that moved by less is not worth a write. */
const STALE_MS = 1000;
/** Strangers must not decide how often the disk is written. */
const STRANGERS_MS = 10_000;

/** The metric of an event, of all senders of a kind together. */
export type SeriesOf = (kind: SenderKind, event: string) => { add(amount: number): void };
interface Cell { value: number; readonly series: ReturnType<SeriesOf> }

/** One sender's page. */
export class Account {
  readonly kind: SenderKind;
  readonly sender: number;
  connections = 0;
  lastSeen: number | null;
  changed = false;
  readonly #cells = new Map<string, Cell>();
  readonly #series: SeriesOf;
  #heardAt: number | undefined;

  constructor(saved: SenderState, series: SeriesOf) {
    this.kind = saved.kind;
    this.sender = saved.sender;
    this.lastSeen = saved.lastSeen;
    this.#series = series;
    for (const [event, value] of saved.counts) this.#cells.set(event, { value, series: series(saved.kind, event) });
  }

  get counts(): ReadonlyMap<string, number> { return new Map([...this.#cells].map(([event, { value }]) => [event, value])); }

  /** Names are of a fixed set: received, parsed, bindings, rejected_x, dropped_x, refused_x, closed_x ... */
  count(event: string, amount = 1): void {
    if (amount === 0) return;
    let cell = this.#cells.get(event);
    if (cell === undefined) this.#cells.set(event, (cell = { value: 0, series: this.#series(this.kind, event) }));
    cell.value += amount;
    cell.series.add(amount);
    this.changed = true;
  }
  /** `at` of a clock that never goes back. */
  heard(at: number): void {
    this.#heardAt = at;
    this.changed = true;
  }
  connected(by: 1 | -1): void {
    this.connections += by;
    this.changed = true;
  }
  /** The wall clock may have been set since: the time that went by is the steady clock's word. What an earlier process heard in a time yet to come was heard now at the latest. */
  settle(nowMs: number, steadyMs: number): void {
    const seen = this.#heardAt === undefined ? this.lastSeen && Math.min(this.lastSeen, nowMs) : Math.floor(nowMs - (steadyMs - this.#heardAt));
    if (seen === null || (this.lastSeen !== null && Math.abs(seen - this.lastSeen) < STALE_MS)) return;
    this.lastSeen = seen;
    this.changed = true;
  }
  state(): SenderState { return { kind: this.kind, sender: this.sender, connections: this.connections, lastSeen: this.lastSeen, counts: this.counts }; }
}

export class Ledger {
  readonly #deps: Pick<SyslogDeps, 'books' | 'metrics' | 'now'>;
  readonly #accounts = new Map<string, Account>();
  readonly #strangers = new Map<string, Stranger>();
  readonly #series: SeriesOf;
  readonly #steady: () => number;
  #strangersChanged = false;
  #strangersAt = -Infinity;

  /** `steady` in milliseconds, and never back. */
  constructor(deps: Pick<SyslogDeps, 'books' | 'metrics' | 'now'>, steady: () => number = () => performance.now()) {
    this.#deps = deps;
    this.#steady = steady;
    this.#series = (kind, event) => deps.metrics.counter('nameplate_syslog_total', { kind, event });
    for (const saved of deps.books.load()) this.#accounts.set(`${saved.kind} ${saved.sender}`, new Account({ ...saved, connections: 0 }, this.#series));
    // Theirs exist from the start: a datagram's handler must not be the one that reads the store.
    for (const kind of SENDER_KINDS) this.account(kind, STRANGERS);
  }

  account(kind: SenderKind, sender: number): Account {
    const key = `${kind} ${sender}`;
    let account = this.#accounts.get(key);
    if (account === undefined) {
      // It may have a page from before it was disabled.
      const saved = this.#deps.books.load().find((state) => state.kind === kind && state.sender === sender);
      this.#accounts.set(key, (account = new Account({ kind, sender, lastSeen: null, counts: new Map(), ...saved, connections: 0 }, this.#series)));
    }
    return account;
  }

  /** Pages of who is not heard any more stay in the store only. */
  keep(exists: (kind: SenderKind, sender: number) => boolean): void {
    for (const [key, { kind, sender, connections, changed }] of this.#accounts) {
      if (sender !== STRANGERS && connections === 0 && !changed && !exists(kind, sender)) this.#accounts.delete(key);
    }
  }

  refused(kind: SenderKind, address: string, protocol: SenderProtocol, reason: string): void {
    this.account(kind, STRANGERS).count(`refused_${reason}`);
    if (reason !== 'unknown_sender') return;
    const key = `${kind} ${address} ${protocol}`, before = this.#strangers.get(key);
    this.#strangers.delete(key); // last in line again
    this.#strangers.set(key, { kind, address, protocol, attempts: (before?.attempts ?? 0) + 1, lastAt: this.#deps.now() });
    if (this.#strangers.size > STRANGERS_KEPT) for (const oldest of this.#strangers.keys()) { this.#strangers.delete(oldest); break; }
    this.#strangersChanged = true;
  }

  /** Throws what the store throws: nothing is marked as saved then. `all` at the end, when there is no later. */
  save(all = false): void {
    const now = this.#deps.now(), steady = this.#steady(), strangersToo = all || steady - this.#strangersAt >= STRANGERS_MS;
    for (const account of this.#accounts.values()) account.settle(now, steady);
    const changed = [...this.#accounts.values()].filter((account) => account.changed && (strangersToo || account.sender !== STRANGERS));
    const refused = strangersToo && this.#strangersChanged ? [...this.#strangers.values()] : undefined;
    if (changed.length === 0 && refused === undefined) return;
    this.#deps.books.save(changed.map((account) => account.state()), refused);
    for (const account of changed) account.changed = false;
    if (refused !== undefined) this.#strangersChanged = false;
    if (strangersToo) this.#strangersAt = steady;
  }
}

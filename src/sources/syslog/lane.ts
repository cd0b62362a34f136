/** One sender's messages on their way to the kernels: copied into batches, cut by size or time, parsed and folded in one after the other, so that their order stands. */
import { logState, RECORD_NAMES, reasonName, type RowBatch } from '../../kernels/index.ts';
import { EdgeError, type Scope } from '../../model/index.ts';
import { MESSAGE_PARSER, type SyslogDeps } from './deps.ts';
import type { Account } from './ledger.ts';

const BATCH_BYTES = 256 * 1024;
const FIRST_BYTES = 4 * 1024;
/** A message waits at most this long for company. */
const LINGER_MS = 200;
/** Waiting bytes of one sender; its connections are read again when half of that is left. */
const LANE_BYTES = 1024 * 1024;
/** The same where nobody can be made to wait: what the system hands over in one turn, before any batch comes back, must find room. */
const DATAGRAM_BYTES = 16 * 1024 * 1024;
/** Time between two tries while the kernels are taken or nothing can be committed. */
const AGAIN_MS = 50;
const REJECT = RECORD_NAMES.indexOf('reject');
const NUL = 0, LF = 10, SPACE = 32;

/** The bytes of all senders that wait to be parsed. */
export class Budget {
  readonly #max: number;
  readonly #lanes = new Set<Lane>();
  bytes = 0;
  constructor(max: number) { this.#max = max; }
  get spent(): boolean { return this.bytes >= this.#max; }
  /** To be told when there is room again. */
  wait(lane: Lane): void { this.#lanes.add(lane); }
  release(bytes: number): void {
    this.bytes -= bytes;
    if (this.bytes > this.#max / 2) return;
    for (const lane of [...this.#lanes]) {
      this.#lanes.delete(lane);
      lane.wake();
    }
  }
}

export type LaneDeps = Pick<SyslogDeps, 'pool' | 'absorb' | 'ready' | 'log' | 'clock'>;

export class Lane {
  readonly scope: Scope;
  /** The sender, as people know it. */
  readonly name: string;
  readonly account: Account;
  readonly #deps: LaneDeps;
  readonly #budget: Budget;
  readonly #queue: Uint8Array[] = [];
  readonly #sleepers = new Set<() => void>();
  #open: Uint8Array = new Uint8Array(0);
  #used = 0;
  #bytes = 0;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #working: Promise<void> | undefined;
  #closing = false;

  constructor(scope: Scope, name: string, account: Account, budget: Budget, deps: LaneDeps) {
    this.scope = scope;
    this.name = name;
    this.account = account;
    this.#budget = budget;
    this.#deps = deps;
  }

  get full(): boolean { return this.#bytes >= LANE_BYTES || this.#budget.spent; }
  get overflows(): boolean { return this.#bytes >= DATAGRAM_BYTES || this.#budget.spent; }
  get bytes(): number { return this.#bytes; }

  /** Copies the message: inside it newlines and NULs become spaces, behind it stands the newline. */
  add(message: Uint8Array): void {
    const length = message.length + 1;
    if (this.#used + length > BATCH_BYTES) this.#cut();
    this.#room(this.#used + length);
    this.#open.set(message, this.#used);
    blank(this.#open.subarray(this.#used, this.#used + message.length));
    this.#open[this.#used + message.length] = LF;
    this.#used += length;
    this.#bytes += length;
    this.#budget.bytes += length;
    this.#linger ??= setTimeout(() => { this.#cut(); }, LINGER_MS);
  }

  /** Calls back once there is room again. */
  whenRoom(wake: () => void): void {
    this.#sleepers.add(wake);
    if (this.#bytes < LANE_BYTES) this.#budget.wait(this);
  }
  forget(wake: () => void): void { this.#sleepers.delete(wake); }
  wake(): void {
    if (this.#bytes > LANE_BYTES / 2) return;
    const sleepers = [...this.#sleepers];
    this.#sleepers.clear();
    for (const wake of sleepers) wake();
  }

  /** Whatever was taken is parsed and folded in, unless that cannot be committed. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#cut();
    await this.#working;
  }

  #cut(): void {
    clearTimeout(this.#linger);
    this.#linger = undefined;
    if (this.#used === 0) return;
    this.#queue.push(this.#open.subarray(0, this.#used));
    this.#open = new Uint8Array(0);
    this.#used = 0;
    this.#working ??= this.#work();
  }

  #room(need: number): void {
    if (need <= this.#open.length) return;
    const larger = new Uint8Array(Math.max(need, Math.min(BATCH_BYTES, Math.max(FIRST_BYTES, this.#open.length * 2))));
    larger.set(this.#open.subarray(0, this.#used));
    this.#open = larger;
  }

  async #work(): Promise<void> {
    for (let batch = this.#queue.shift(); batch !== undefined; batch = this.#queue.shift()) {
      const length = batch.length;
      await this.#take(batch);
      this.#bytes -= length;
      this.#budget.release(length);
      if (this.#budget.spent) this.#budget.wait(this);
      else this.wake();
    }
    this.#working = undefined;
  }

  async #take(batch: Uint8Array): Promise<void> {
    try {
      while (!this.#deps.ready()) {
        if (this.#closing) return this.#lost(batch, 'not_committed');
        await Bun.sleep(AGAIN_MS);
      }
      const rows = await this.#parse(batch);
      this.#countRejects(rows);
      const { records, bindings } = await this.#patiently(() => this.#deps.absorb(this.scope, this.name, rows));
      this.account.count('parsed', records);
      this.account.count('bindings', bindings);
    } catch (error) {
      this.#lost(batch, 'failed');
      this.#deps.log.error('messages of a sender could not be taken in', error);
    }
  }

  #parse(batch: Uint8Array): Promise<RowBatch> {
    return this.#patiently(() => this.#deps.pool.parse(MESSAGE_PARSER, batch, logState(this.#deps.clock(), true), 0, true));
  }

  /** Whoever is overloaded refuses without touching what it was given: it is given again. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (this.#closing || !(error instanceof EdgeError) || error.code !== 'overloaded') throw error;
        await Bun.sleep(AGAIN_MS);
      }
    }
  }

  #countRejects(rows: RowBatch): void {
    for (let row = 0; row < rows.count; row++) if (rows.kind(row) === REJECT) this.account.count(`rejected_${reasonName(rows.a(row))}`);
  }

  /** A failed worker may have the bytes: then how many messages they were is not known. */
  #lost(batch: Uint8Array, why: string): void {
    let messages = 0;
    for (const byte of batch) if (byte === LF) messages += 1;
    this.account.count(`dropped_${why}`, Math.max(1, messages));
  }
}

/** Almost no message has one: two searches by the runtime's own hand are cheaper than a walk. */
function blank(message: Uint8Array): void {
  for (const bad of [NUL, LF]) for (let at = message.indexOf(bad); at >= 0; at = message.indexOf(bad, at + 1)) message[at] = SPACE;
}

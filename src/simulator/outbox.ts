/** Batches on their way to a node that may be away: each is sent until it is committed, under one id; beyond a bound the oldest that wait are given up and counted. */
import { EdgeClient, greet, type Identity } from '../client/index.ts';
import { EdgeError } from '../model/index.ts';
import { upload } from './uploading.ts';

export interface OutboxOptions {
  readonly edgeUrl: string;
  readonly identity: Identity;
  /** What to show from now on: it may have been renewed. */
  readonly newest?: (() => Identity) | undefined;
  /** First part of every batch id, of this run alone. */
  readonly run: string;
  readonly format: string;
  /** Bytes that may wait or be under way. */
  readonly maxBytes: number;
  /** One sentence for people: the node went away, came back, or batches had to go. */
  readonly onNews: (text: string) => void;
  /** The node refuses us for good; nothing is sent any more. */
  readonly onRefused: (error: unknown) => void;
}

export interface OutboxReport {
  /** Committed by the node, with what it counted. */
  readonly batches: number;
  readonly bytes: number;
  readonly records: number;
  readonly rejects: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly retries: number;
  /** Given up because too much waited. */
  readonly dropped_batches: number;
  readonly dropped_records: number;
  /** Still waiting or under way. */
  readonly waiting_batches: number;
  readonly waiting_bytes: number;
}

interface Waiting { readonly id: string; readonly body: Uint8Array; readonly records: number }

/** Batches under way at once: each waits for a commit, so one at a time would be one a tick. */
const WINDOW = 4;

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #client: EdgeClient;
  readonly #giveUp = new AbortController();
  readonly #total = { batches: 0, bytes: 0, records: 0, rejects: 0, retries: 0, dropped_batches: 0, dropped_records: 0 };
  readonly #reasons: Record<string, number> = {};
  #waiting: Waiting[] = [];
  #underway = 0;
  #held = 0;
  #next = 0;
  #away = false;
  #dropping = false;
  #refused = false;
  #onIdle: (() => void) | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#client = new EdgeClient(options.edgeUrl, options.identity);
  }

  /** Throws what no waiting will mend: a wrong certificate, a node that is another's. One that does not answer may come back. */
  async greet(): Promise<void> {
    try {
      await greet(this.#client);
    } catch (error) {
      if (!(error instanceof EdgeError) || error.code !== 'timeout') throw error;
      this.#wentAway(String(error.fields['reason'] ?? error.message));
    }
  }

  get report(): OutboxReport { return { ...this.#total, reasons: { ...this.#reasons }, waiting_batches: this.#waiting.length + this.#underway, waiting_bytes: this.#held }; }

  /** Takes a batch at once, whatever the node does. */
  add(body: Uint8Array, records: number): void {
    this.#waiting.push({ id: `${this.#options.run}-${this.#next++}`, body, records });
    this.#held += body.length;
    while (this.#held > this.#options.maxBytes && this.#waiting.length > 1) this.#drop();
    this.#pump();
  }

  /** Until everything is committed, or the patience is over: `graceMs` once the signal has come. What is left then stays undelivered. */
  async drain({ patienceMs, graceMs, signal }: { readonly patienceMs: number; readonly graceMs: number; readonly signal: AbortSignal }): Promise<void> {
    const idle = Promise.withResolvers<void>();
    this.#onIdle = idle.resolve;
    let timer = setTimeout(() => { this.#giveUp.abort(); }, patienceMs);
    const hurry = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => { this.#giveUp.abort(); }, graceMs);
    };
    if (signal.aborted) hurry();
    else signal.addEventListener('abort', hurry, { once: true });
    this.#pump();
    await idle.promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', hurry);
  }

  close(): void {
    this.#giveUp.abort();
    this.#client.drop();
  }

  #drop(): void {
    const oldest = this.#waiting.shift();
    if (oldest === undefined) return;
    this.#held -= oldest.body.length;
    this.#total.dropped_batches += 1;
    this.#total.dropped_records += oldest.records;
    if (this.#dropping) return;
    this.#dropping = true;
    this.#options.onNews('too much waits for the node: the oldest batches are dropped from here on, and counted');
  }

  #pump(): void {
    while (this.#underway < WINDOW && !this.#giveUp.signal.aborted && !this.#refused) {
      const batch = this.#waiting.shift();
      if (batch === undefined) break;
      this.#underway += 1;
      void this.#send(batch);
    }
    if (this.#underway === 0 && (this.#waiting.length === 0 || this.#giveUp.signal.aborted || this.#refused)) this.#onIdle?.();
  }

  async #send(batch: Waiting): Promise<void> {
    try {
      this.#present();
      const receipt = await upload(this.#client, { id: batch.id, format: this.#options.format, body: batch.body, shiftMs: 0 }, {
        signal: this.#giveUp.signal, patienceMs: Number.POSITIVE_INFINITY,
        onRetry: (reason) => {
          this.#total.retries += 1;
          this.#present();
          this.#wentAway(reason);
        },
      });
      this.#held -= batch.body.length;
      this.#total.batches += 1;
      this.#total.bytes += batch.body.length;
      this.#total.records += receipt.records;
      this.#total.rejects += receipt.rejects;
      for (const [reason, count] of Object.entries(receipt.reasons)) this.#reasons[reason] = (this.#reasons[reason] ?? 0) + count;
      if (this.#away) this.#options.onNews('the node answers again');
      this.#away = this.#dropping = false;
    } catch (error) {
      this.#waiting.unshift(batch); // undelivered
      if (!this.#giveUp.signal.aborted && !this.#refused) {
        this.#refused = true;
        this.#options.onRefused(error);
      }
    }
    this.#underway -= 1;
    this.#pump();
  }

  #present(): void { this.#client.present(this.#options.newest?.() ?? this.#options.identity); }

  #wentAway(reason: string): void {
    if (this.#away) return;
    this.#away = true;
    this.#options.onNews(`the node does not answer (${reason}): batches wait here, at most ${Math.round(this.#options.maxBytes / 1048576)} MiB of them`);
  }
}

/** The load test: many firewalls, each with its own certificate and connection, poll once a second and compare their map with the node's digest. */
import { pause, PollingClient, type Identity, type PollOutcome } from '../client/index.ts';
import { Latencies } from './latency.ts';

export interface LoadOptions {
  readonly edgeUrl: string;
  readonly identities: readonly Identity[];
  readonly seconds: number;
  /** Time between the polls of one firewall, milliseconds. */
  readonly intervalMs: number;
  /** Held polls instead: the next one follows the answer at once. 0 is off. */
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
  readonly onProgress: (report: LoadReport) => void;
}

export interface LoadReport {
  readonly firewalls: number;
  readonly seconds: number;
  readonly connected: number;
  readonly polls: number;
  readonly polls_per_second: number;
  readonly bytes: number;
  readonly replies: Readonly<Record<'idle' | 'delta' | 'snapshot', number>>;
  /** By kind: a lost call, an HTTP status, a frame that did not fit. */
  readonly errors: Readonly<Record<string, number>>;
  /** Maps that came out different from the node's digest, during the run and at its end. */
  readonly wrong_maps: number;
  /** Firewalls whose last reply confirmed their map; at the end this is all of them. */
  readonly confirmed: number;
  /** Entries of the largest map. */
  readonly entries: number;
  readonly connects: number;
  /** From the moment a poll was due, so that a late client does not flatter the node; held polls are left out while idle. */
  readonly latency_ms: { readonly p50: number; readonly p90: number; readonly p99: number; readonly p999: number; readonly max: number };
}

const TIMEOUT_MS = 10_000;
const PROGRESS_MS = 500;
/** Connections opened at a time: a node that restarts sees its firewalls come back over a while, too. */
const OPENING = 32;
const BACKOFF_MAX_MS = 8000;
/** Polls that each firewall may take at the end to become current. */
const FINAL_POLLS = 50;

export async function simulate(options: LoadOptions): Promise<LoadReport> {
  const run = new LoadRun(options);
  const progress = setInterval(() => { options.onProgress(run.report()); }, PROGRESS_MS);
  try {
    return await run.go();
  } finally {
    clearInterval(progress);
    run.close();
  }
}

class LoadRun {
  readonly #options: LoadOptions;
  readonly #firewalls: readonly PollingClient<undefined>[];
  readonly #confirmed = new Set<PollingClient<undefined>>();
  readonly #latencies = new Latencies();
  readonly #errors = new Map<string, number>();
  readonly #replies = { idle: 0, delta: 0, snapshot: 0 };
  #polls = 0;
  #bytes = 0;
  #wrong = 0;
  #connected = 0;
  #begun = performance.now();
  #elapsedMs = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#firewalls = options.identities.map((identity) => new PollingClient(options.edgeUrl, identity, () => undefined));
  }

  async go(): Promise<LoadReport> {
    await this.#open();
    this.#begun = performance.now();
    const end = this.#begun + this.#options.seconds * 1000;
    await Promise.all(this.#firewalls.map((firewall) => this.#keepPolling(firewall, end)));
    this.#elapsedMs = performance.now() - this.#begun;
    if (!this.#options.signal.aborted) await this.#compare();
    return this.report();
  }

  close(): void { for (const { client } of this.#firewalls) client.drop(); }

  report(): LoadReport {
    const seconds = (this.#elapsedMs || performance.now() - this.#begun) / 1000;
    const figure = (share: number): number => Math.round(this.#latencies.at(share) * 1000) / 1000;
    return {
      firewalls: this.#firewalls.length, seconds: Math.round(seconds * 100) / 100, connected: this.#connected, polls: this.#polls, polls_per_second: Math.round(this.#polls / Math.max(seconds, 0.001)),
      bytes: this.#bytes, replies: { ...this.#replies }, errors: Object.fromEntries(this.#errors), wrong_maps: this.#wrong, confirmed: this.#confirmed.size,
      entries: this.#firewalls.reduce((most, { map }) => Math.max(most, map.size), 0), connects: this.#firewalls.reduce((sum, { client }) => sum + client.connects, 0),
      latency_ms: { p50: figure(0.5), p90: figure(0.9), p99: figure(0.99), p999: figure(0.999), max: Math.round(this.#latencies.max * 1000) / 1000 },
    };
  }

  /** Everybody's first poll, some at a time; it brings the snapshot. Not part of the measured polls. */
  async #open(): Promise<void> {
    const queue = [...this.#firewalls];
    const opener = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined && !this.#options.signal.aborted; next = queue.pop()) {
        let outcome = await next.poll({ waitSeconds: 0, timeoutMs: TIMEOUT_MS });
        while ('more' in outcome && outcome.more) outcome = await next.poll({ waitSeconds: 0, timeoutMs: TIMEOUT_MS });
        if (this.#count(next, outcome)) this.#connected += 1;
      }
    };
    await Promise.all(Array.from({ length: Math.min(OPENING, queue.length) }, opener));
  }

  async #keepPolling(firewall: PollingClient<undefined>, end: number): Promise<void> {
    const { intervalMs, waitSeconds, signal } = this.#options;
    let due = this.#begun + Math.random() * intervalMs, failures = 0;
    while (due < end && !signal.aborted) {
      await pause(due - performance.now(), signal);
      if (signal.aborted) return;
      const outcome = await firewall.poll({ waitSeconds, timeoutMs: TIMEOUT_MS });
      const now = performance.now();
      this.#polls += 1;
      const good = this.#count(firewall, outcome);
      if (waitSeconds === 0 || outcome.kind !== 'idle') this.#latencies.add(now - due);
      failures = good ? 0 : failures + 1;
      // Ten per cent of jitter, as real firewalls drift apart; a late poll does not make the next ones bunch up.
      due = 'more' in outcome && outcome.more ? now
        : !good ? now + Math.min(BACKOFF_MAX_MS, 100 * 2 ** failures) * (0.5 + Math.random())
        : waitSeconds > 0 ? now
        : Math.max(due + intervalMs * (0.95 + Math.random() * 0.1), now);
    }
  }

  /** Each firewall polls until it is idle, and its map must have the node's digest then. */
  async #compare(): Promise<void> {
    this.#confirmed.clear();
    const queue = [...this.#firewalls];
    const comparer = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        for (let left = FINAL_POLLS; left > 0; left--) {
          const outcome = await next.poll({ waitSeconds: 0, timeoutMs: TIMEOUT_MS });
          this.#count(next, outcome);
          if (outcome.kind === 'idle') break;
          if (outcome.kind === 'lost' || outcome.kind === 'status') await pause(100, this.#options.signal);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(OPENING, queue.length) }, comparer));
  }

  /** True when the reply was applied and the map is right. */
  #count(firewall: PollingClient<undefined>, outcome: PollOutcome): boolean {
    if ('bytes' in outcome) this.#bytes += outcome.bytes;
    const note = (kind: string): boolean => {
      this.#errors.set(kind, (this.#errors.get(kind) ?? 0) + 1);
      this.#confirmed.delete(firewall);
      return false;
    };
    switch (outcome.kind) {
      case 'lost': return note(outcome.how);
      case 'status': return note(`status_${outcome.status}`);
      case 'fault':
        if (outcome.fault === 'digest') this.#wrong += 1;
        return note(outcome.fault);
      default:
        this.#replies[outcome.kind] += 1;
        if (!outcome.more) this.#confirmed.add(firewall);
        return true;
    }
  }
}

/** The load test: many firewalls, each with its own certificate and connection, follow the node's map by polls, held polls or streams, through storms; every map is compared at the end. */
import { greet, pause } from '../client/index.ts';
import { EdgeError } from '../model/index.ts';
import { DictionaryReaders } from './load-dictionary.ts';
import { LoadFirewall, type Outcome } from './load-firewall.ts';
import type { LoadOptions, LoadReport } from './load-report.ts';
import { keepUploading } from './load-uploads.ts';
import { Probe } from './probe.ts';
import { SharedMaps } from './shared-maps.ts';
import { Tally } from './tally.ts';
import { some, verify } from './verify.ts';

const TIMEOUT_MS = 10_000;
const PROGRESS_MS = 500;
/** Connections opened at a time: a node that restarts sees its firewalls come back over a while, too. */
const OPENING = 32;
const BACKOFF_MAX_MS = 8000;
/** After Ctrl-C the maps are still compared, for so long. */
const GRACE_MS = 15_000;
const JITTER = 0.05;

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
  readonly #firewalls: readonly LoadFirewall[];
  readonly #tally: Tally;
  readonly #probe: Probe | undefined;
  /** When the measured time ends; aborted then, or before by Ctrl-C. */
  #end = Number.POSITIVE_INFINITY;
  readonly #over = new AbortController();
  readonly #work: Promise<void>[] = [];

  constructor(options: LoadOptions) {
    const { identities, edgeUrl, slow = 0, stream = false, waitSeconds, probe } = options, maps = new SharedMaps();
    this.#options = options;
    // Spread evenly, so that every part of the crowd has its slow readers.
    this.#firewalls = identities.map((identity, n) => new LoadFirewall(edgeUrl, identity, maps, Math.floor((n + 1) * slow) > Math.floor(n * slow)));
    this.#tally = new Tally(this.#firewalls, stream ? 'stream' : waitSeconds > 0 ? 'held' : 'poll');
    this.#probe = probe === undefined ? undefined : new Probe(this.#tally, probe.vendorClass);
  }

  async go(): Promise<LoadReport> {
    const { signal, seconds, upload, probe, dictionary } = this.#options, work = this.#work;
    const over = this.#over, stop = (): void => { over.abort(); };
    signal.addEventListener('abort', stop, { once: true });
    await this.#knock();
    await this.#open();
    const end = (this.#end = this.#tally.begin() + seconds * 1000);
    const timer = setTimeout(stop, seconds * 1000);
    // A held poll would keep a person waiting who pressed Ctrl-C.
    const leave = (): void => { if (this.#options.waitSeconds > 0) for (const firewall of this.#firewalls) firewall.cutOff(); };
    if (!this.#pollsEarly) for (const firewall of this.#firewalls) this.#follow(firewall);
    if (upload !== undefined) for (const firewall of this.#firewalls) work.push(keepUploading(firewall, upload, this.#tally, end, signal));
    if (dictionary !== undefined) {
      const readers = new DictionaryReaders(this.#tally);
      for (const firewall of this.#firewalls) work.push(readers.keep(firewall, dictionary.intervalMs, end, over.signal));
    }
    if (probe !== undefined && this.#probe !== undefined) work.push(this.#probe.run(this.#firewalls, probe.intervalMs, end, over.signal));
    work.push(this.#storms(over.signal));
    if (signal.aborted) stop();
    signal.addEventListener('abort', leave, { once: true });
    await Promise.all(work);
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    signal.removeEventListener('abort', leave);
    this.#tally.end();
    await this.#compare();
    this.#tally.phase = 'done';
    return this.report();
  }

  close(): void {
    this.#over.abort();
    for (const { client } of this.#firewalls) client.drop();
  }

  report(): LoadReport { return this.#tally.report(); }

  /** What is wrong for all of them is said at once, in one sentence. */
  async #knock(): Promise<void> {
    const first = this.#firewalls[0];
    if (first === undefined) return;
    try {
      await greet(first.client);
    } catch (error) {
      if (error instanceof EdgeError && (error.code === 'certificate' || error.code === 'timeout')) throw error;
    }
  }

  /** Who has its map polls while the others still connect, as firewalls do, and is not met far behind when the measured time begins. What is held would last into it. */
  get #pollsEarly(): boolean { return this.#options.stream !== true && this.#options.waitSeconds === 0; }
  #follow(firewall: LoadFirewall): void {
    const work = this.#options.stream === true ? this.#keepStream(firewall, this.#over.signal) : this.#keepPolling(firewall);
    work.catch(() => undefined); // `go` waits for all of them, and hears of it then
    this.#work.push(work);
  }

  /** Everybody's first map. Not part of the measured polls. */
  async #open(): Promise<void> {
    const { signal, cold = false, rampSeconds = 0 } = this.#options, count = this.#firewalls.length, begun = performance.now();
    const places = [...this.#firewalls.entries()];
    const open = async ([place, firewall]: readonly [number, LoadFirewall]): Promise<void> => {
      if (rampSeconds > 0) await pause(begun + (place / count) * rampSeconds * 1000 - performance.now(), signal);
      firewall.awaySince = performance.now();
      for (let more = true; more && !signal.aborted;) {
        const outcome = await firewall.poll({ waitSeconds: 0, timeoutMs: TIMEOUT_MS });
        this.#tally.count(firewall, outcome);
        more = 'more' in outcome && outcome.more;
      }
      if (this.#pollsEarly) this.#follow(firewall);
    };
    await some(places, open, signal, cold || rampSeconds > 0 ? count : OPENING);
  }

  async #keepPolling(firewall: LoadFirewall): Promise<void> {
    const { intervalMs, waitSeconds, jitter = JITTER } = this.#options, { signal } = this.#over;
    let due = performance.now() + Math.random() * intervalMs, failures = 0;
    while (due < this.#end && !signal.aborted) {
      await pause(due - performance.now(), signal);
      if (signal.aborted) return;
      const wait = Math.min(waitSeconds, Math.max(0, Math.ceil((this.#end - performance.now()) / 1000)));
      const away = firewall.awaySince !== undefined, from = Math.min(due, performance.now()); // a timer may ring early
      const outcome = await firewall.poll({ waitSeconds: wait, timeoutMs: TIMEOUT_MS });
      const now = performance.now(), cut = outcome.kind === 'lost' && firewall.cut;
      const good = this.#count(firewall, outcome), measured = this.#tally.phase === 'running';
      if (measured) this.#tally.polls += 1;
      // How long the way back took after a storm is told apart.
      if (measured && !cut && !away && (wait === 0 || outcome.kind !== 'idle')) this.#tally.latencies.add(now - from);
      failures = good || cut ? 0 : failures + 1;
      // A late poll does not make the next ones bunch up.
      due = cut || ('more' in outcome && outcome.more) ? now
        : !good ? now + backoff(failures, outcome)
        : waitSeconds > 0 ? now
        : Math.max(due + intervalMs * (1 - jitter + 2 * jitter * Math.random()), now);
    }
  }

  async #keepStream(firewall: LoadFirewall, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const ended = await firewall.stream((outcome) => {
        failures = 0;
        this.#tally.polls += 1;
        this.#count(firewall, outcome);
      }, signal);
      if (signal.aborted) break;
      const cut = ended?.kind === 'lost' && firewall.cut;
      firewall.awaySince ??= performance.now();
      failures = cut ? 0 : failures + 1;
      if (ended === undefined) this.#tally.note('stream_ended');
      else this.#count(firewall, ended);
      if (!cut) await pause(backoff(failures, ended), signal);
    }
  }

  async #storms(signal: AbortSignal): Promise<void> {
    const { stormSeconds = 0 } = this.#options;
    while (stormSeconds > 0 && !signal.aborted) {
      await pause(stormSeconds * 1000, signal);
      if (signal.aborted) return;
      for (const firewall of this.#firewalls) {
        if (firewall.awaySince !== undefined) continue; // not back from the last one
        firewall.cutOff();
        this.#tally.cut();
      }
    }
  }

  async #compare(): Promise<void> {
    const { edgeUrl, identities, signal } = this.#options, identityOf = new Map(this.#firewalls.map((firewall, n) => [firewall, identities[n]]));
    const patience = signal.aborted ? AbortSignal.timeout(GRACE_MS) : signal;
    await this.#probe?.release(patience);
    await verify({
      edgeUrl, firewalls: this.#firewalls, tally: this.#tally, signal: patience,
      identityOf: (firewall) => {
        const identity = identityOf.get(firewall);
        if (identity === undefined) throw new Error('a firewall without an identity');
        return identity;
      },
    });
  }

  #count(firewall: LoadFirewall, outcome: Outcome): boolean {
    const good = this.#tally.count(firewall, outcome);
    if (good) this.#probe?.look(firewall);
    return good;
  }
}

function backoff(failures: number, outcome: Outcome | undefined): number {
  return Math.max(outcome?.kind === 'status' ? outcome.retryMs : 0, Math.min(BACKOFF_MAX_MS, 100 * 2 ** failures) * (0.5 + Math.random()));
}

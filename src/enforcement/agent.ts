/** The agent: polls like a firewall, and keeps rules of this machine in step. What is enforced stays when the node, a source or the agent itself goes away. */
import { pause, type HeldMap, type PollOutcome } from '../client/index.ts';
import { EdgeError, mappingHash, mappingKeyText, parseIp, type MappingKey } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';
import type { Applied, Enforcer } from './enforcer.ts';
import { LicenceWatch } from './licence.ts';
import { sentence } from './sentence.ts';
import type { Home, SetBook } from './set-book.ts';
import { placedOf, type Placed } from './set-names.ts';
import type { SixBook } from './six-book.ts';
import type { AgentState } from './state-file.ts';
import type { Surroundings } from './surroundings.ts';

/** The node as the agent sees it; over the wire it is a PollingClient, in a test what the test likes. */
export interface Link {
  /** Where this client belongs, how long polls may be held, and the session reply as it came. Rejects with EdgeError. */
  session(): Promise<{ readonly home: Home; readonly holdSeconds: number; readonly reply: unknown }>;
  poll(waitSeconds: number): Promise<PollOutcome>;
  readonly map: HeldMap<Kept>;
  /** Connections made so far: a new one asks for a new session. */
  readonly connects: number;
  drop(): void;
}
export interface Kept { readonly place: Placed; readonly hash: bigint }

/** What the map keeps of an entry. */
export function keptOf(entry: Parameters<typeof placedOf>[0]): Kept { return { place: placedOf(entry), hash: mappingHash(entry) }; }

export interface AgentParts {
  readonly book: SetBook;
  readonly six: SixBook;
  readonly around: Surroundings;
  readonly enforcer: Enforcer;
  /** Called once what was kept is in force: a bad certificate, or a clock that makes it one, must not keep rules out. */
  readonly connect: () => Link;
  readonly load: () => AgentState | undefined;
  readonly save: (state: AgentState) => void;
  readonly now: () => number;
  readonly once: boolean;
  readonly signal: AbortSignal;
  readonly onApplied: (applied: Applied, why: string) => void;
  /** One sentence for people. */
  readonly onNews: (text: string) => void;
}

const CHECK_MS = 5000;
/** A camera that takes another IPv6 address, or somebody who writes another policy, waits so long at most. */
const WATCH_MS = 1000;
const SECOND_MS = 1000;
const SESSION_MS = 300_000;
const EXPIRED_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;
/** Saving takes at most this part of the time. */
const SAVE_SHARE = 10;

export class Agent {
  readonly #parts: AgentParts;
  readonly #licence = new LicenceWatch();
  #link: Link | undefined;
  /** Read at the start, until the map has it. */
  #kept: AgentState | undefined;
  #home: Home | undefined;
  #hold = 0;
  #sessionAt = -Infinity;
  #sessionOf = 0;
  /** Pages of a delta that is not complete. */
  #pages: Extract<PollFrame, { kind: 'delta' }>[] = [];
  #away = false;
  #met = false;
  #cleared = false;
  #saveDue: ReturnType<typeof setTimeout> | undefined;
  #saveMs = 0;
  #savedAt = -Infinity;
  readonly #count = { polls: 0, idle: 0, delta: 0, snapshot: 0, faults: 0, lost: 0, refused: 0, invalid: 0, save_failures: 0 };
  #contactAt: number | undefined;

  constructor(parts: AgentParts) { this.#parts = parts; }

  report(): Readonly<Record<string, unknown>> {
    const { book, six, enforcer, around } = this.#parts, time = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
    return {
      connected: this.#met && !this.#away, last_contact: time(this.#contactAt), revision: this.#link?.map.revision ?? 0, in_force: enforcer.inForce,
      licence: this.#licence.expired ? 'expired' : 'active', expired_since: time(this.#licence.expiredSince), cleared: this.#cleared,
      mappings: book.size, addresses: book.addresses, addresses_ipv6: six.sets.addresses, sets: book.sets.size, evicted: book.evicted, evicted_ipv6: six.sets.evicted, sets_refused: book.refused, contested: book.contested,
      transactions: enforcer.applied, transactions_failed: enforcer.failures, repairs: enforcer.repairs, ...around.counts, ...this.#count,
    };
  }

  /** Until the signal, or with `once` until one whole map is in force. Throws what no waiting will mend, before the first contact only. */
  async run(): Promise<void> {
    const { signal } = this.#parts;
    await this.#restore();
    const link = this.#link = this.#parts.connect();
    this.#restoreMap(link);
    const checking = setInterval(() => { void this.#look(); }, CHECK_MS), watching = setInterval(() => { void this.lookAround(); }, WATCH_MS);
    const stop = (): void => { link.drop(); };
    signal.addEventListener('abort', stop, { once: true });
    try {
      await this.#poll(link);
    } finally {
      signal.removeEventListener('abort', stop);
      clearInterval(checking);
      clearInterval(watching);
      clearTimeout(this.#saveDue);
      link.drop();
      if (this.#saveDue !== undefined) this.#save();
    }
  }

  /** What was in force before: on a machine that has just booted nothing else protects it until the node answers. */
  async #restore(): Promise<void> {
    const { book, six, enforcer, load, onNews } = this.#parts;
    try {
      this.#kept = load();
    } catch (error) {
      onNews(sentence(error));
    }
    const kept = this.#kept;
    if (kept === undefined) {
      // Whatever an earlier run left in the kernel is better than empty sets.
      if (!await enforcer.leaveStanding()) await this.#write(true, 'rules without a map');
      return;
    }
    this.#licence.expiredSince = kept.expiredSince;
    this.#home = kept.home;
    if (kept.home !== undefined) this.#standAt(kept.home);
    for (const { place } of kept.entries) book.put(place);
    six.see(kept.neighbours);
    await this.#write(true, 'the map of before');
  }

  #restoreMap({ map }: Link): void {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept?.position === undefined) return;
    map.restore(kept.position, [...kept.entries, ...kept.beyond].map((entry) => ({ key: entry.place, hash: entry.hash, kept: entry })));
  }

  async #poll(link: Link): Promise<void> {
    const { signal, now, once, onNews } = this.#parts;
    for (let failures = 0; !signal.aborted;) {
      let outcome: PollOutcome;
      try {
        await this.#greet(link);
        if (this.#licence.expired) {
          await this.#clearIfDue();
          if (once) return;
          await pause(EXPIRED_MS * (0.5 + Math.random()), signal);
          this.#sessionAt = -Infinity;
          continue;
        }
        this.#count.polls += 1;
        const asked = performance.now();
        outcome = await link.poll(once ? 0 : this.#hold);
        // A node that does not hold polls is asked once a second (R74), not as fast as it answers.
        if (outcome.kind === 'idle' && !once) await pause(asked + SECOND_MS * (0.95 + Math.random() * 0.1) - performance.now(), signal);
      } catch (error) {
        if (signal.aborted) return;
        // Only a node that does not answer may come back by itself; but who was in once stays, whatever the node says now.
        if (once || (!this.#met && !(error instanceof EdgeError && ['timeout', 'overloaded', 'rate_limited'].includes(error.code)))) throw error;
        this.#wentAway(sentence(error));
        this.#sessionAt = -Infinity;
        failures += 1;
        await pause(backoff(failures), signal);
        continue;
      }
      if (signal.aborted) return;
      if ('frame' in outcome) {
        failures = 0;
        this.#met = true;
        this.#contactAt = now();
        if (this.#away) onNews('the node answers again');
        this.#away = false;
        this.#count[outcome.kind] += 1;
        await this.#take(link, outcome.frame);
        if (once && !outcome.more) return;
        continue;
      }
      failures += 1;
      let least = 0;
      this.#pages = [];
      if (outcome.kind === 'fault') {
        this.#count.faults += 1;
        onNews(`the map does not fit what the node has (${outcome.fault}): the whole map is asked for, what is enforced stays`);
      } else if (outcome.kind === 'status') {
        this.#count.refused += 1;
        this.#sessionAt = -Infinity; // it may say why
        least = outcome.retryMs;
        this.#wentAway(`status ${outcome.status}`);
      } else {
        this.#count.lost += 1;
        if (outcome.how === 'timeout') link.drop(); // a connection that died without a word looks like a slow one
        this.#wentAway(outcome.how);
      }
      if (once && failures > 3) throw new EdgeError('timeout', 'the node gave no whole map', { fields: { reason: outcome.kind } });
      await pause(Math.max(least, backoff(failures)), signal);
    }
  }

  async #greet(link: Link): Promise<void> {
    const { now } = this.#parts;
    if (this.#sessionOf === link.connects && performance.now() - this.#sessionAt < SESSION_MS) return;
    const { home, holdSeconds, reply } = await link.session();
    this.#sessionAt = performance.now();
    this.#sessionOf = link.connects;
    this.#met = true;
    const before = this.#licence.expiredSince;
    this.#licence.hear(reply, now());
    this.#hold = Math.min(HOLD_SECONDS, Math.max(0, holdSeconds));
    if (before === undefined && this.#licence.expired) this.#parts.onNews('the licence has expired: what is mapped stays in force for 200 minutes and is then cleared');
    if (before !== undefined && !this.#licence.expired) {
      this.#cleared = false;
      this.#parts.onNews('the licence is good again');
    }
    if (before !== this.#licence.expiredSince) this.#save();
    if (this.#home?.site === home.site && this.#home.segment === home.segment) return;
    this.#home = home;
    this.#standAt(home);
    await this.#write(false, 'where this machine stands');
  }

  /** Only a complete answer that the digest confirmed reaches the kernel. */
  async #take({ map }: Link, frame: PollFrame): Promise<void> {
    const { book } = this.#parts;
    if (frame.kind === 'idle') {
      this.#pages = [];
      return;
    }
    if (frame.kind === 'snapshot') {
      this.#pages = [];
      if (frame.more) return;
      book.replace([...map.entries()].map(({ kept }) => kept.place).filter((place) => this.#valid(place)));
      await this.#write(true, `snapshot ${frame.to}`);
    } else {
      this.#pages.push(frame);
      if (frame.more) return;
      for (const page of this.#pages.splice(0)) {
        for (const entry of page.upsert) if (this.#valid(entry)) book.put(placedOf(entry));
        for (const key of page.remove) book.remove(key);
      }
      await this.#write(false, `revision ${frame.to}`);
    }
    this.#cleared = false;
    this.#saveSoon();
  }

  #standAt(home: Home): void {
    this.#parts.book.standAt(home);
    this.#parts.six.standAt(home);
  }

  async lookAround(): Promise<void> {
    await this.#parts.around.look(async () => {
      await this.#write(false, 'IPv6 neighbours');
      this.#saveSoon();
    });
  }

  #valid(place: MappingKey): boolean {
    if (parseIp(place.ip_address) !== undefined) return true;
    this.#count.invalid += 1;
    return false;
  }

  /** A failure leaves the table as it was, and is mended by the next check. */
  async #write(whole: boolean, why: string): Promise<void> {
    const { book, six, enforcer, onApplied, onNews } = this.#parts;
    try {
      six.settle(book.places());
      const applied = await enforcer.apply(whole);
      if (applied.how !== 'nothing') onApplied(applied, why);
    } catch (error) {
      onNews(sentence(error));
    }
  }

  async #look(): Promise<void> {
    try {
      await this.#clearIfDue();
      const applied = await this.#parts.enforcer.check();
      if (applied !== undefined) this.#parts.onApplied(applied, 'the table was not what it should be');
    } catch (error) {
      this.#parts.onNews(sentence(error));
    }
  }

  async #clearIfDue(): Promise<void> {
    const { book, now, onNews } = this.#parts;
    if (this.#cleared || !this.#licence.due(now())) return;
    this.#cleared = true;
    book.replace([]);
    this.#link?.map.restart();
    await this.#write(true, 'the licence expired 200 minutes ago');
    this.#save();
    onNews('the licence expired 200 minutes ago: all mappings are cleared');
  }

  #wentAway(reason: string): void {
    if (this.#away) return;
    this.#away = true;
    this.#parts.onNews(`the node does not answer (${reason}): what is enforced stays`);
  }

  /** Large maps are saved less often: after a crash the node sends what is missing. */
  #saveSoon(): void {
    const wait = this.#savedAt + SAVE_SHARE * this.#saveMs - performance.now();
    if (wait <= 0) this.#save();
    else this.#saveDue ??= setTimeout(() => { this.#save(); }, wait);
  }

  #save(): void {
    clearTimeout(this.#saveDue);
    this.#saveDue = undefined;
    const begun = performance.now(), { book, six, save, onNews } = this.#parts, position = this.#cleared ? undefined : this.#link?.map.position;
    const left = new Map([...(this.#link?.map.entries() ?? [])].map(({ kept }) => [mappingKeyText(kept.place), kept]));
    // What is in force is saved, not what a faulty answer may have made of the map: a hash that is not its own only brings a snapshot.
    const entries = [...book.places()].map((place) => {
      const hash = left.get(mappingKeyText(place))?.hash ?? 0n;
      left.delete(mappingKeyText(place));
      return { place, hash };
    });
    try {
      const macs = new Set(entries.map(({ place }) => place.mac));
      save({ position, home: this.#home, expiredSince: this.#licence.expiredSince, entries, beyond: this.#cleared ? [] : [...left.values()].filter(({ place }) => parseIp(place.ip_address) !== undefined), neighbours: [...six.neighbours].filter(({ mac }) => macs.has(mac)) });
    } catch (error) {
      this.#count.save_failures += 1;
      if (this.#count.save_failures === 1) onNews(sentence(error));
    }
    this.#saveMs = performance.now() - begun;
    this.#savedAt = performance.now();
  }
}

/** A poll waits at most so long for news. */
const HOLD_SECONDS = 25;

function backoff(failures: number): number { return Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures) * (0.5 + Math.random()); }

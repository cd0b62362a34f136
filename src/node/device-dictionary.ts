/** A node's device dictionary, made anew at the start and every two hours (R109, R110): what is shipped, and what the devices of all tenants turned out to be. */
import { CAPS, candidatesOf, collected, hashOf, isForeignProfile, keyOf, KINDS, objection, rowOf, shipped, WITHHELD, type Kind, type Wanted, type Withheld, type Witness } from '../dictionary/index.ts';
import type { DictionaryShelf } from './dictionary-shelf.ts';
import { createDeviceFeatures, Words } from '../features/index.ts';
import type { JudgeParts } from '../pipeline/index.ts';
import { EdgeError } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import { errorFields, type Log, type Metrics } from '../telemetry/index.ts';

export interface DictionaryDeps {
  readonly store: Pick<Store, 'devices' | 'sighted' | 'dictionary'>;
  readonly shelf: DictionaryShelf;
  readonly parts: Pick<JudgeParts, 'vendorOf' | 'worth' | 'namesModel'>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => number;
  /** Lowest confidence of a device whose verdict counts: that of a mapping. */
  readonly least: number;
  readonly everyMs: number;
}

/** Devices whose evidence is looked at in one rebuild, and names that need not be looked at again. What is beyond waits for the next. */
const WITNESSES_MOST = 20_000, REMEMBERED_MOST = 100_000;

export class DeviceDictionary {
  readonly #deps: DictionaryDeps;
  /** Names that a witness was enough for once: what a book reads in a text does not change while we run. */
  readonly #vouched = new Set<string>();
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(deps: DictionaryDeps) { this.#deps = deps; }

  /** Once the node answers: until the first rebuild, which this waits for, is done it serves what the last run left. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => { this.#again(); }, this.#deps.everyMs);
    this.#again();
    await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  #again(): void { this.#running = this.#running.then(() => this.#round()); }

  /** One that fails is counted and said; firewalls keep getting the version before. */
  async #round(): Promise<void> {
    const { metrics, log } = this.#deps;
    if (this.#stopped) return;
    try {
      await this.rebuild();
    } catch (error) {
      metrics.counter('nameplate_loop_failures_total', { loop: 'dictionary' }).add();
      log.warn('the device dictionary could not be made anew; firewalls get the one before', error instanceof EdgeError ? errorFields(error) : errorFields(new EdgeError('internal', 'the rebuild failed', { cause: error })));
    }
  }

  /** Reads a slice at a time, so that ticks and polls go on meanwhile; then one transaction. */
  async rebuild(): Promise<void> {
    const { store, shelf, metrics, log, now } = this.#deps, begun = performance.now(), before = store.dictionary.head()?.version;
    const withheld = new Map<Withheld, number>(), found = await this.#turnedOut((why) => { withheld.set(why, (withheld.get(why) ?? 0) + 1); });
    if (this.#stopped) return;
    const ours = shipped();
    const wanted = capped(collected(ours, found.filter(withOwner([...ours, ...found]))), () => { withheld.set('full', (withheld.get('full') ?? 0) + 1); });
    const refused = store.dictionary.replace(wanted.map(rowOf), now(), hashOf), version = store.dictionary.head()?.version;
    shelf.refresh();
    withheld.set('full', (withheld.get('full') ?? 0) + refused);
    for (const why of WITHHELD) metrics.gauge('nameplate_dictionary_withheld', { reason: why }).set(withheld.get(why) ?? 0);
    for (const kind of KINDS) metrics.gauge('nameplate_dictionary_entries', { kind }).set(wanted.filter((one) => one.kind === kind).length);
    metrics.gauge('nameplate_dictionary_version').set(version ?? 0);
    metrics.gauge('nameplate_dictionary_rebuild_seconds').set((performance.now() - begun) / 1000);
    if (version !== before) log.info('the device dictionary has a new version', { version, entries: wanted.length });
  }

  async #turnedOut(out: (why: Withheld) => void): Promise<readonly Wanted[]> {
    const { store, least } = this.#deps, found = new Map<string, Wanted>(), open = new Map<string, { wanted: Wanted; witnesses: Set<number> }>();
    let foreign = 0;
    for (let after: number | null = 0; after !== null && !this.#stopped;) {
      const { verdicts, next } = store.sighted.slice(after, least);
      for (const { verdict, first, last } of verdicts) {
        if (isForeignProfile(verdict)) foreign++;
        for (const wanted of candidatesOf(verdict)) {
          const key = keyOf(wanted);
          if (this.#vouched.has(key)) found.set(key, wanted);
          else if (!found.has(key)) {
            const known = open.get(key) ?? { wanted, witnesses: new Set<number>() };
            if (known.witnesses.size < WITNESSES_EACH) { known.witnesses.add(first); known.witnesses.add(last); }
            if (open.size < REMEMBERED_MOST) open.set(key, known);
          }
        }
      }
      after = next;
      await breath();
    }
    for (let i = 0; i < foreign; i++) out('profile');
    await this.#examine(open, found, out);
    return [...found.values()];
  }

  async #examine(open: ReadonlyMap<string, { readonly wanted: Wanted; readonly witnesses: ReadonlySet<number> }>, found: Map<string, Wanted>, out: (why: Withheld) => void): Promise<void> {
    const { namesModel } = this.#deps.parts, words = new Words(this.#deps.parts.worth);
    let looked = 0;
    for (const [key, { wanted, witnesses }] of open) {
      let why: Withheld | undefined = 'unexamined';
      for (const id of witnesses) {
        if (looked >= WITNESSES_MOST || this.#stopped) break;
        if (++looked % BREATH_EVERY === 0) await breath();
        const witness = this.#witness(id, words);
        why = witness === undefined ? 'unvouched' : objection(wanted, witness, namesModel);
        if (why === undefined) break;
      }
      if (why !== undefined) { out(why); continue; }
      if (this.#vouched.size >= REMEMBERED_MOST) this.#vouched.clear();
      this.#vouched.add(key);
      found.set(key, wanted);
    }
  }

  #witness(id: number, words: Words): Witness | undefined {
    const { store, parts: { vendorOf } } = this.#deps, row = store.devices.byId(id), bytes = row && store.devices.evidence(id);
    if (row === undefined || bytes === undefined) return undefined;
    const fold = createDeviceFeatures({ vendorOf, words, capacity: 1 });
    return { device: row.mac, hostname: row.hostname, company: vendorOf(row.mac), claims: fold.restore(row.mac, bytes) ? (fold.get(row.mac)?.claims() ?? []) : [] };
  }
}

/** Devices looked at for one name, and after how many of them the loop gets its turn. */
const WITNESSES_EACH = 8, BREATH_EVERY = 200;
async function breath(): Promise<void> { await new Promise<void>((done) => { setImmediate(done); }); }

/** A model without its maker, or a version without its family, would refer to nothing. */
function withOwner(all: readonly Wanted[]): (wanted: Wanted) => boolean {
  const vendors = new Set(all.filter(({ kind }) => kind === 'vendor').map(({ name }) => name)), families = new Set(all.filter(({ kind }) => kind === 'os-family').map(({ name }) => name));
  return ({ kind, vendor, family }) => (kind !== 'model' && kind !== 'profile' || vendor === undefined || vendors.has(vendor)) && (kind !== 'os-version' || families.has(family ?? ''));
}

/** Of those that are too many the last stay out: what is shipped comes first. */
function capped(wanted: readonly Wanted[], out: () => void): readonly Wanted[] {
  const counts = new Map<Kind, number>();
  return wanted.filter(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    if (count > CAPS[kind]) { out(); return false; }
    counts.set(kind, count);
    return true;
  });
}

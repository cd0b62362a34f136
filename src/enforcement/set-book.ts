/** Which address is in which set: bounded, the oldest mapping goes first when it is full (R78), and only what changed is handed out. */
import { mappingKeyText, type MappingKey } from '../model/index.ts';
import { setsOf, type Placed } from './set-names.ts';

export interface SetChanges {
  readonly made: readonly string[];
  readonly gone: readonly string[];
  readonly added: ReadonlyMap<string, readonly string[]>;
  readonly removed: ReadonlyMap<string, readonly string[]>;
  readonly empty: boolean;
}

/** Of books whose sets are called differently. */
export function together(all: readonly SetChanges[]): SetChanges {
  return {
    made: all.flatMap(({ made }) => made), gone: all.flatMap(({ gone }) => gone), added: new Map(all.flatMap(({ added }) => [...added])), removed: new Map(all.flatMap(({ removed }) => [...removed])),
    empty: all.every(({ empty }) => empty),
  };
}

export interface Home { readonly site: string; readonly segment: string }

interface Held { readonly place: Placed; readonly sets: readonly string[] }

export interface SetBookOptions {
  /** Mappings enforced at once. */
  readonly cap: number;
  /** Different sets (R81). */
  readonly setsMax: number;
  /** Sets that rules name: always there, even empty. */
  readonly pinned: readonly string[];
  /** What a set of this book is called beside those of other books. */
  readonly named?: (name: string) => string;
}

export class SetBook {
  readonly #options: SetBookOptions;
  #pinned: ReadonlySet<string>;
  /** By key, the one that came first before the others. */
  readonly #held = new Map<string, Held>();
  /** Segments may overlap: several devices may have one address. */
  readonly #byIp = new Map<string, Held[]>();
  /** What is in the sets now. */
  readonly #shown = new Map<string, readonly string[]>();
  readonly #sets = new Map<string, Set<string>>();
  /** Since the last changes(): what was in a set then, by set and address. */
  #before = new Map<string, Map<string, boolean>>();
  #known = new Set<string>();
  #home: Home | undefined;
  /** Mappings dropped to make room, and sets not made because there were too many of them. */
  evicted = 0;
  refused = 0;

  constructor(options: SetBookOptions) {
    this.#options = options;
    this.#pinned = new Set(options.pinned);
    for (const name of options.pinned) this.#sets.set(name, new Set());
  }

  get size(): number { return this.#held.size; }
  get addresses(): number { return this.#shown.size; }
  get sets(): ReadonlyMap<string, ReadonlySet<string>> { return this.#sets; }
  /** Addresses of which the machines of several segments say different things. */
  get contested(): number { return this.#byIp.values().reduce((count, held) => count + (this.#chosen(held) === undefined ? 1 : 0), 0); }
  /** Oldest first, as it is to be kept. */
  places(): Iterable<Placed> { return this.#held.values().map(({ place }) => place); }

  /** Other sets than before are the ones that rules name; the whole table is to be written after it. */
  pin(names: readonly string[]): void {
    const before = this.#pinned;
    this.#pinned = new Set(names);
    for (const name of before) if (!this.#pinned.has(name)) { this.#known.add(name); if (this.#sets.get(name)?.size === 0) this.#sets.delete(name); }
    const fresh = names.filter((name) => !this.#sets.has(name));
    for (const name of fresh) this.#sets.set(name, new Set());
    if (fresh.length > 0) for (const ip of [...this.#byIp.keys()]) this.#settle(ip); // there may have been no room for a set that has to be there now
  }

  /** Where this machine stands: of two devices with one address it means the one here. */
  standAt(home: Home): void {
    if (this.#home?.site === home.site && this.#home.segment === home.segment) return;
    this.#home = home;
    for (const ip of [...this.#byIp.keys()]) this.#settle(ip);
  }

  /** What is modified is new again, as on a firewall. */
  put(place: Placed): void {
    this.#drop(mappingKeyText(place));
    const held = { place, sets: setsOf(place).map(this.#options.named ?? plain) }, others = this.#byIp.get(place.ip_address);
    this.#held.set(mappingKeyText(place), held);
    if (others === undefined) this.#byIp.set(place.ip_address, [held]);
    else others.push(held);
    this.#settle(place.ip_address);
    if (this.#held.size <= this.#options.cap) return;
    const [oldest] = this.#held;
    if (oldest === undefined) return;
    this.evicted += 1;
    this.#drop(oldest[0]);
    this.#settle(oldest[1].place.ip_address);
  }

  remove(key: MappingKey): void {
    this.#drop(mappingKeyText(key));
    this.#settle(key.ip_address);
  }

  /** Exactly these from now on. Who was here before keeps its age; the others come in the order in which they were identified. */
  replace(places: Iterable<Placed>): void {
    const wanted = new Map([...places].map((place) => [mappingKeyText(place), place]));
    const kept: Placed[] = [];
    for (const [key, { place }] of [...this.#held]) {
      const now = wanted.get(key);
      wanted.delete(key);
      if (now === undefined) this.remove(place);
      else kept.push(now);
    }
    const fresh = [...wanted.values()].sort((a, b) => (a.identified_at < b.identified_at ? -1 : a.identified_at > b.identified_at ? 1 : 0));
    for (const place of [...kept, ...fresh]) this.put(place);
  }

  /** Sets made and gone, addresses in and out, since the last call; an address that came and went is neither. */
  changes(): SetChanges {
    const added = new Map<string, readonly string[]>(), removed = new Map<string, readonly string[]>();
    for (const [name, ips] of this.#before) {
      const now = this.#sets.get(name), entries = [...ips];
      const came = entries.filter(([ip, was]) => !was && now?.has(ip) === true).map(([ip]) => ip);
      const went = entries.filter(([ip, was]) => was && now?.has(ip) !== true).map(([ip]) => ip);
      if (came.length > 0) added.set(name, came);
      if (went.length > 0) removed.set(name, went);
    }
    const made = [...this.#before.keys()].filter((name) => this.#sets.has(name) && !this.#known.has(name) && !this.#pinned.has(name));
    const gone = [...this.#before.keys()].filter((name) => !this.#sets.has(name) && this.#known.has(name));
    this.#settled();
    return { made, gone, added, removed, empty: added.size + removed.size + made.length + gone.length === 0 };
  }

  #settled(): void {
    for (const name of this.#before.keys()) {
      if (this.#sets.has(name)) this.#known.add(name);
      else this.#known.delete(name);
    }
    this.#before = new Map();
  }

  #drop(key: string): void {
    const held = this.#held.get(key);
    if (held === undefined) return;
    this.#held.delete(key);
    const ip = held.place.ip_address, others = this.#byIp.get(ip)?.filter((other) => other !== held) ?? [];
    if (others.length === 0) this.#byIp.delete(ip);
    else this.#byIp.set(ip, others);
  }

  #chosen(held: readonly Held[]): Held | undefined {
    return held.length === 1 ? held[0] : held.find(({ place }) => place.site === this.#home?.site && place.segment === this.#home.segment);
  }

  /** Of one address: the device here, else what all that have it agree on. */
  #settle(ip: string): void {
    const held = this.#byIp.get(ip) ?? [], [first, ...rest] = held;
    const wanted = this.#chosen(held)?.sets ?? (first?.sets ?? []).filter((name) => rest.every(({ sets }) => sets.includes(name)));
    const shown = this.#shown.get(ip) ?? [];
    for (const name of shown) if (!wanted.includes(name)) this.#leave(name, ip);
    const now = wanted.filter((name) => shown.includes(name) || this.#enter(name, ip));
    if (now.length === 0) this.#shown.delete(ip);
    else this.#shown.set(ip, now);
  }

  #enter(name: string, ip: string): boolean {
    let members = this.#sets.get(name);
    if (members === undefined) {
      if (this.#sets.size >= this.#options.setsMax) {
        this.refused += 1;
        return false;
      }
      this.#sets.set(name, (members = new Set()));
    }
    this.#note(name, ip, false);
    members.add(ip);
    return true;
  }

  #leave(name: string, ip: string): void {
    const members = this.#sets.get(name);
    if (members === undefined) return;
    this.#note(name, ip, true);
    members.delete(ip);
    if (members.size === 0 && !this.#pinned.has(name)) this.#sets.delete(name);
  }

  #note(name: string, ip: string, was: boolean): void {
    const ips = this.#before.get(name) ?? new Map<string, boolean>();
    if (!ips.has(ip)) ips.set(ip, was);
    this.#before.set(name, ips);
  }
}

function plain(name: string): string { return name; }

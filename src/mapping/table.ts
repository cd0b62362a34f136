/** One tenant's mappings: entries and tombstones on one list ordered by last revision, so that a delta costs what changed and nothing else. */
import { addHash, removeHash, type Ipv4 } from '../model/index.ts';
import { entryHash, sameEntry, type Entry, type EntryKey, type Place } from './entry.ts';
import { snapshotIsSmaller } from './reply.ts';

export interface TableOptions {
  /** Random, made when the table was; another epoch means another history. */
  readonly epoch: string;
  readonly revision?: number;
  readonly floor?: number;
  readonly horizonMs?: number;
  readonly maxEntries?: number;
  readonly maxTombstones?: number;
}

/** What should stand at an address now; null is nothing. */
export interface Wanted extends EntryKey { readonly entry: Entry | null }

/** One tick's changes, not yet in force: first commit, then apply. */
export interface Plan {
  readonly revision: number;
  readonly at: number;
  /** Removals up to this revision are forgotten with this plan. */
  readonly floor: number;
  readonly upserts: readonly Entry[];
  readonly removals: readonly EntryKey[];
}

export interface Delta { readonly upserts: readonly Entry[]; readonly removals: readonly EntryKey[] }

/** What came after a revision: as many entries and removals, the oldest of them at `oldestAt`; `more` when they were not all looked at. */
export interface Backlog { readonly entries: number; readonly oldestAt: number | null; readonly more: boolean }

/** A saved row: an entry, or a tombstone when `entry` is null. */
export interface SavedNode extends EntryKey { readonly entry: Entry | null; readonly revision: number; readonly at: number }

/** Hears of each change as it comes in force, by the one object of its place. */
export interface TableWatcher { changed(place: Place, ip: Ipv4, before: Entry | null, now: Entry | null): void }

/** Does a view include this site? Undefined is every site. */
export type Sites = ReadonlySet<string> | undefined;

/** `hash` is the entry's share of the digest, kept so that taking it out costs nothing. */
interface Node { readonly key: number; readonly ip: Ipv4; readonly room: Room; entry: Entry | null; hash: bigint; revision: number; at: number; prev: Node | null; next: Node | null }
/** A place with its running totals; digests of places add up to those of sites and of the tenant. */
interface Room { readonly index: number; readonly place: Place; digest: bigint; live: number; rank: number }

/** So that a limit lowered by a million costs ticks of the usual length. */
const SHRINK_AT_ONCE = 20_000;

export class MappingTable {
  readonly epoch: string;
  readonly #horizonMs: number;
  readonly #maxEntries: number;
  readonly #maxTombstones: number;
  readonly #nodes = new Map<number, Node>();
  readonly #rooms = new Map<string, Room>();
  /** The same rooms by the place objects callers hold, to spare the name. */
  readonly #known = new WeakMap<Place, Room>();
  #ranked: Room[] = [];
  #newest: Node | null = null;
  /** Tombstones, oldest first: one a key, and none for a key that lives again. */
  readonly #graves = new Set<Node>();
  #revision: number;
  #floor: number;
  #refused = 0;
  #watcher: TableWatcher | undefined;

  constructor(options: TableOptions) {
    this.epoch = options.epoch;
    this.#revision = options.revision ?? 0;
    this.#floor = options.floor ?? 0;
    this.#horizonMs = options.horizonMs ?? 900_000;
    this.#maxEntries = options.maxEntries ?? 1_000_000;
    this.#maxTombstones = options.maxTombstones ?? 250_000;
  }

  get revision(): number { return this.#revision; }
  get floor(): number { return this.#floor; }
  get tombstones(): number { return this.#graves.size; }
  /** Entries not taken in because the table was full (law 7). */
  get refused(): number { return this.#refused; }

  live(sites?: Sites): number { return this.#seen(sites).reduce((sum, room) => sum + room.live, 0); }
  digest(sites?: Sites): bigint { return this.#seen(sites).reduce((sum, room) => addHash(sum, room.digest), 0n); }
  get(place: Place, ip: Ipv4): Entry | undefined {
    return this.#nodes.get(keyOf(this.#room(place), ip))?.entry ?? undefined;
  }

  /** What stands at an address since when: an entry, or a tombstone that is not forgotten. */
  saved(place: Place, ip: Ipv4): { readonly entry: Entry | null; readonly revision: number; readonly at: number } | undefined {
    return this.#nodes.get(keyOf(this.#room(place), ip));
  }

  /** Rows in any order, each key once, before the first plan. */
  restore(rows: Iterable<SavedNode>): void {
    const byRevision = new Map<number, Node[]>();
    for (const { place, ip, entry, revision, at } of rows) {
      const node = this.#make(this.#room(place), ip, revision, at);
      this.#fill(node, entry);
      const same = byRevision.get(revision);
      if (same) same.push(node);
      else byRevision.set(revision, [node]);
    }
    for (const revision of [...byRevision.keys()].sort((a, b) => a - b)) for (const node of byRevision.get(revision) ?? []) this.#link(node);
  }

  /** The changes between what stands and what is wanted; undefined when there are none. When a key is named twice the last counts. Nothing changes yet. */
  plan(wanted: Iterable<Wanted>, now: number): Plan | undefined {
    const last = new Map<number, Wanted>();
    for (const want of wanted) last.set(keyOf(this.#room(want.place), want.ip), want);
    const upserts: Entry[] = [];
    const removals: EntryKey[] = [];
    let live = this.live();
    for (const [key, want] of last) if (!want.entry && this.#nodes.get(key)?.entry) { removals.push(want); live -= 1; }
    for (const [key, { entry }] of last) {
      if (!entry) continue;
      const stands = this.#nodes.get(key)?.entry;
      if (stands && sameEntry(stands, entry)) continue;
      if (!stands) {
        if (live >= this.#maxEntries) { this.#refused += 1; continue; }
        live += 1;
      }
      upserts.push(entry);
    }
    removals.push(...this.#excess(live - this.#maxEntries, last));
    if (upserts.length === 0 && removals.length === 0) return undefined;
    return { revision: this.#revision + 1, at: now, floor: this.#floorAt(now, removals.length), upserts, removals };
  }

  /** Entries beyond a limit that was lowered: those that changed longest ago, as removals that firewalls hear of, some a tick. */
  #excess(count: number, named: ReadonlyMap<number, Wanted>): EntryKey[] {
    if (count <= 0) return [];
    const standing: Node[] = [];
    for (let node = this.#newest; node; node = node.prev) if (node.entry && !named.has(node.key)) standing.push(node);
    return standing.slice(-Math.min(count, SHRINK_AT_ONCE)).map(({ room, ip }) => ({ place: room.place, ip }));
  }

  /** Puts a committed plan in force. */
  apply(plan: Plan): void {
    if (plan.revision !== this.#revision + 1) throw new Error('a plan was applied out of order');
    for (const entry of plan.upserts) this.#put(entry.place, entry.ip, entry, plan.revision, plan.at);
    for (const { place, ip } of plan.removals) this.#put(place, ip, null, plan.revision, plan.at);
    this.#revision = plan.revision;
    this.#forget(plan.floor);
  }

  /** What changed after `since`, sorted by key; undefined when the whole map is smaller. `since` is at or after the floor. */
  delta(since: number, sites?: Sites): Delta | undefined {
    const live = this.live(sites);
    const nodes: Node[] = [];
    let upserts = 0;
    for (let node = this.#newest; node && node.revision > since; node = node.prev) {
      if (sites && !sites.has(node.room.place.site)) continue;
      nodes.push(node);
      if (node.entry) upserts += 1;
      if (snapshotIsSmaller(upserts, nodes.length - upserts, live)) return undefined;
    }
    nodes.sort((a, b) => a.room.rank - b.room.rank || a.ip - b.ip);
    const out = { upserts: [] as Entry[], removals: [] as EntryKey[] };
    for (const node of nodes) {
      if (node.entry) out.upserts.push(node.entry);
      else out.removals.push({ place: node.room.place, ip: node.ip });
    }
    return out;
  }

  /** The newest revision that changed something this view sees; `since` when nothing did after it. */
  lastChange(since: number, sites?: Sites): number {
    for (let node = this.#newest; node && node.revision > since; node = node.prev) {
      if (!sites || sites.has(node.room.place.site)) return node.revision;
    }
    return since;
  }

  /** Of each of these revisions, the newest first, what came after it. Looks at `most` changes, whatever the number of revisions. */
  backlogs(sinces: readonly number[], most: number, sites?: Sites): Backlog[] {
    let node = this.#newest, looked = 0, entries = 0, oldestAt: number | null = null;
    return sinces.map((since) => {
      for (; node && node.revision > since && looked < most; node = node.prev) {
        looked += 1;
        if (sites && !sites.has(node.room.place.site)) continue;
        entries += 1;
        oldestAt = node.at;
      }
      return { entries, oldestAt, more: node !== null && node.revision > since };
    });
  }

  /** Every entry, sorted by key. The array is the caller's; the entries are never written again. */
  snapshot(sites?: Sites): Entry[] {
    const out: Entry[] = [];
    const rooms = this.#seen(sites);
    const keys = new Float64Array(rooms.reduce((sum, room) => sum + room.live, 0));
    let count = 0;
    for (const node of this.#nodes.values()) {
      if (node.entry && (!sites || sites.has(node.room.place.site))) keys[count++] = node.room.rank * 2 ** 32 + node.ip;
    }
    keys.sort();
    for (const key of keys) {
      const room = this.#ranked[Math.floor(key / 2 ** 32)];
      const entry = room && this.#nodes.get(room.index * 2 ** 32 + (key % 2 ** 32))?.entry;
      if (entry) out.push(entry);
    }
    return out;
  }

  /** One hears of every change from now on; what stands already it is told one entry a step, so that the caller may do something else meanwhile. */
  *watch(watcher: TableWatcher): Generator<void> {
    this.#watcher = watcher;
    for (const { entry, ip, room } of this.#nodes.values()) {
      if (entry) watcher.changed(room.place, ip, null, entry);
      yield;
    }
  }

  #put(place: Place, ip: Ipv4, entry: Entry | null, revision: number, at: number): void {
    const room = this.#room(place);
    let node = this.#nodes.get(keyOf(room, ip));
    this.#watcher?.changed(room.place, ip, node?.entry ?? null, entry);
    if (node) {
      this.#unlink(node);
      if (node.entry) { room.digest = removeHash(room.digest, node.hash); room.live -= 1; }
      else this.#graves.delete(node);
      node.revision = revision;
      node.at = at;
    } else node = this.#make(room, ip, revision, at);
    this.#fill(node, entry);
    this.#link(node);
  }

  #make(room: Room, ip: Ipv4, revision: number, at: number): Node {
    const node: Node = { key: keyOf(room, ip), ip, room, entry: null, hash: 0n, revision, at, prev: null, next: null };
    this.#nodes.set(node.key, node);
    return node;
  }

  #fill(node: Node, entry: Entry | null): void {
    const { room } = node;
    node.entry = entry;
    node.hash = entry ? entryHash(entry) : 0n;
    if (!entry) return;
    room.digest = addHash(room.digest, node.hash);
    room.live += 1;
  }

  /** Puts a node at the new end of the list. */
  #link(node: Node): void {
    if (!node.entry) this.#graves.add(node);
    node.prev = this.#newest;
    node.next = null;
    if (this.#newest) this.#newest.next = node;
    this.#newest = node;
  }

  /** The floor after a tick at `now`: past every tombstone older than the horizon, and past the oldest ones when there are too many. */
  #floorAt(now: number, added: number): number {
    let floor = this.#floor;
    let kept = this.#graves.size + added;
    for (const { at, revision } of this.#graves) {
      if (at >= now - this.#horizonMs && kept <= this.#maxTombstones) break;
      floor = Math.max(floor, revision);
      kept -= 1;
    }
    return floor;
  }

  #forget(floor: number): void {
    this.#floor = floor;
    for (const node of this.#graves) {
      if (node.revision > floor) break;
      this.#unlink(node);
      this.#nodes.delete(node.key);
      this.#graves.delete(node);
    }
  }

  #unlink(node: Node): void {
    if (node.prev) node.prev.next = node.next;
    if (node.next) node.next.prev = node.prev;
    else this.#newest = node.prev;
  }

  #seen(sites: Sites): Room[] { return sites ? this.#ranked.filter((room) => sites.has(room.place.site)) : this.#ranked; }

  #room(place: Place): Room {
    const known = this.#known.get(place);
    if (known) return known;
    const name = placeName(place);
    let room = this.#rooms.get(name);
    if (!room) {
      room = { index: this.#rooms.size, place, digest: 0n, live: 0, rank: 0 };
      this.#rooms.set(name, room);
      this.#ranked = [...this.#rooms.values()].sort((a, b) => compare(a.place.site, b.place.site) || compare(a.place.segment, b.place.segment));
      this.#ranked.forEach((one, rank) => { one.rank = rank; });
    }
    this.#known.set(place, room);
    return room;
  }
}

/** By code unit, not by locale: every node sorts alike. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const placeName = (place: Place): string => JSON.stringify([place.site, place.segment]);
/** Below 2^53 for two million places. */
const keyOf = (room: Room, ip: Ipv4): number => room.index * 2 ** 32 + ip;

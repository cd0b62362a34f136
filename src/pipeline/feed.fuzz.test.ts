/** Whatever is lost, repeated or late, and however often the node restarts: every firewall ends with the snapshot's map and digest. Seeded. */
import { expect, test } from 'bun:test';
import { HeldMap as ClientMap } from '../client/index.ts';
import { Feed } from './feed.ts';
import { best, MappingTable, placedMapping, type Entry, type Place, type SavedNode, type Verdict } from '../mapping/index.ts';
import { addHash, digestText, mappingHash, type Ipv4, type Mac, type PlacedMapping } from '../model/index.ts';
import { decode, frameCheck, type PollFrame, type View } from '../wire/index.ts';

const SEEDS = 15;
const STEPS = 200;

/** Mulberry32: small, seeded, good enough to choose what goes wrong. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below | 0;
  };
}

const PLACES: readonly Place[] = [{ site: 'default', segment: 'default' }, { site: 'north', segment: 'default' }, { site: 'north', segment: 'guests' }];
const VERDICTS: readonly Verdict[] = ['Camera', 'Printer', 'Phone'].map((profile) => (
  { device_type: 'IoT', category: null, profile, vendor: null, model: null, os_family: null, os_version: null, risk_score: null, risk_level: null }));

/** A node: the table, its rows as the store keeps them, and a feed that is new after each start. */
class Node {
  now = 0;
  table: MappingTable;
  feed: Feed;
  readonly #rows = new Map<string, SavedNode>();
  readonly #pageBytes: number;
  #saved = { epoch: 'a'.repeat(16), revision: 0, floor: 0 };
  #older: { readonly rows: Map<string, SavedNode>; readonly revision: number; readonly floor: number } | undefined;

  constructor(pageBytes: number) {
    this.#pageBytes = pageBytes;
    [this.table, this.feed] = this.#open();
  }

  #open(): [MappingTable, Feed] {
    const table = new MappingTable({ ...this.#saved, horizonMs: 20_000 });
    table.restore([...this.#rows.values()].sort((a, b) => a.revision - b.revision));
    return [table, new Feed({ tableOf: () => table, pageBytes: this.#pageBytes, deltas: true, now: () => this.now })];
  }

  tick(wanted: readonly { readonly place: Place; readonly ip: Ipv4; readonly entry: Entry | null }[]): void {
    this.now += 1000;
    const plan = this.table.plan(wanted, this.now);
    if (!plan) return;
    for (const entry of plan.upserts) this.#rows.set(JSON.stringify([entry.place, entry.ip]), { place: entry.place, ip: entry.ip, entry, revision: plan.revision, at: plan.at });
    for (const { place, ip } of plan.removals) this.#rows.set(JSON.stringify([place, ip]), { place, ip, entry: null, revision: plan.revision, at: plan.at });
    for (const [key, row] of this.#rows) if (row.entry === null && row.revision <= plan.floor) this.#rows.delete(key);
    this.#saved = { ...this.#saved, revision: plan.revision, floor: plan.floor };
    this.table.apply(plan);
    this.feed.published('default');
  }

  restart(): void { [this.table, this.feed] = this.#open(); }

  backup(): void { this.#older = { rows: new Map(this.#rows), revision: this.#saved.revision, floor: this.#saved.floor }; }
  /** A restored backup is another history: its epoch is new. */
  restoreBackup(epoch: string): void {
    if (!this.#older) return;
    this.#rows.clear();
    for (const [key, row] of this.#older.rows) this.#rows.set(key, row);
    this.#saved = { epoch, revision: this.#older.revision, floor: this.#older.floor };
    this.restart();
  }
}

type Fault = 'epoch' | 'gap' | 'page' | 'digest';

/** The client rules, as plainly as they can be written. */
class HeldMap {
  entries = new Map<string, PlacedMapping>();
  revision = 0;
  cursor: string | undefined;
  #epoch = '';
  #draft = new Map<string, PlacedMapping>();

  apply(frame: PollFrame): Fault | undefined {
    if (frame.kind === 'snapshot') {
      if (frame.start === 0) this.#draft = new Map();
      if (this.#draft.size !== frame.start) return 'page';
      for (const entry of frame.entries) this.#draft.set(keyOf(entry), entry);
      this.cursor = frame.cursor;
      if (frame.more) return undefined;
      this.entries = this.#draft;
      this.#draft = new Map();
      this.#epoch = frame.epoch;
      this.revision = frame.to;
      return this.#check(frame.digest);
    }
    if (frame.epoch !== this.#epoch) return 'epoch';
    if (frame.kind === 'idle') {
      if (frame.at < this.revision) return 'gap';
      this.revision = frame.at;
      this.cursor = frame.cursor;
      return this.#check(frame.digest);
    }
    if (frame.from > this.revision || this.revision > frame.to) return 'gap';
    for (const entry of frame.upsert) this.entries.set(keyOf(entry), entry);
    for (const key of frame.remove) this.entries.delete(keyOf(key));
    this.cursor = frame.cursor;
    if (frame.more) return undefined;
    this.revision = frame.to;
    return this.#check(frame.digest);
  }

  /** Every hash is computed from the entry as it came over the wire, once. */
  get digest(): string {
    let sum = 0n;
    for (const entry of this.entries.values()) {
      let hash = this.#hashes.get(entry);
      if (hash === undefined) this.#hashes.set(entry, (hash = mappingHash(entry)));
      sum = addHash(sum, hash);
    }
    return digestText(sum);
  }
  readonly #hashes = new WeakMap<PlacedMapping, bigint>();
  #check(digest: string): Fault | undefined { return digest === this.digest ? undefined : 'digest'; }
}

const keyOf = (key: { readonly site: string; readonly segment: string; readonly ip_address: string }): string => `${key.site} ${key.segment} ${key.ip_address}`;

/** A firewall whose answers get lost, come twice or come late. */
class Firewall {
  readonly map = new HeldMap();
  readonly view: View;
  readonly kinds = new Map<string, number>();
  digestFaults = 0;
  readonly #old: PollFrame[] = [];
  #error: string | undefined;

  constructor(view: View) { this.view = view; }

  poll(node: Node, fate: 'arrives' | 'lost' | 'twice' | 'late', pick: (below: number) => number): PollFrame {
    const answer = node.feed.poll(this.view, this.map.cursor, { format: 'msgpack', ...(this.#error !== undefined && { error: this.#error }) });
    const frame = decode(answer.bytes, 'msgpack');
    if (!frameCheck.is(frame)) throw new Error(frameCheck.complaint(frame));
    this.kinds.set(frame.kind, (this.kinds.get(frame.kind) ?? 0) + 1);
    this.#old.push(frame);
    if (fate === 'lost') return frame;
    this.#take(frame);
    if (fate === 'twice') this.#take(frame);
    const late = this.#old[pick(this.#old.length)];
    if (fate === 'late' && late) this.#take(late);
    return frame;
  }

  #take(frame: PollFrame): void {
    const cursor = this.map.cursor;
    const fault = this.map.apply(frame);
    if (fault === 'digest') this.digestFaults += 1;
    // A frame that does not fit what is held was late: it is dropped, and so is its cursor.
    if (fault === 'gap' || fault === 'epoch') this.map.cursor = cursor;
    this.#error = fault === 'digest' || fault === 'page' ? fault : undefined;
  }

  catchUp(node: Node, pick: (below: number) => number): void {
    for (let i = 0; i < 500; i++) {
      const frame = this.poll(node, 'arrives', pick);
      if (frame.kind === 'idle' && this.#error === undefined) return;
    }
    throw new Error('never caught up');
  }
}

function run(seed: number, pageBytes: number): readonly Firewall[] {
  const pick = chance(seed);
  const node = new Node(pageBytes);
  const firewalls = [undefined, ['north'], ['default'], ['nowhere'], undefined].map((sites) => new Firewall({ tenant: 'default', ...(sites && { sites }) }));
  // Caps that are reached now and then, always and never (R80).
  for (const [cap, sites] of [[150, undefined], [40, undefined], [30, ['north']], [1000, undefined], [0, undefined]] as const) firewalls.push(new Firewall({ tenant: 'default', cap, ...(sites && { sites }) }));
  const wanted = () => {
    const place = PLACES[pick(PLACES.length)] ?? PLACES[0] as Place; // the index is in range
    const ip = (0x0a000000 + pick(120)) as Ipv4, verdict = VERDICTS[pick(VERDICTS.length)] as Verdict; // the index is in range
    const entry: Entry = { place, ip, mac: pick(50) as Mac, hostname: pick(2) ? `host-${pick(9)}` : null, verdict, confidence: 90 + pick(10), source: 'arp', identifiedAt: pick(5) };
    return { place, ip, entry: pick(3) ? entry : null };
  };
  for (let step = 0; step < STEPS; step++) {
    if (pick(3)) node.tick(Array.from({ length: pick(pick(20) ? 8 : 150) }, wanted));
    if (pick(40) === 0) node.now += 30_000;
    if (pick(30) === 0) node.restart();
    if (pick(80) === 0) node.backup();
    if (pick(150) === 0) node.restoreBackup(step.toString(16).padStart(16, 'b'));
    for (const firewall of firewalls) {
      const fate = pick(12);
      if (pick(3)) firewall.poll(node, fate === 0 ? 'lost' : fate === 1 ? 'twice' : fate === 2 ? 'late' : 'arrives', pick);
    }
  }
  for (const firewall of firewalls) {
    firewall.catchUp(node, pick);
    const sites = firewall.view.sites && new Set(firewall.view.sites);
    const entries = best(node.table.snapshot(sites), firewall.view.cap ?? Infinity).map(placedMapping);
    expect({ seed, revision: firewall.map.revision }).toEqual({ seed, revision: node.table.revision });
    expect([...firewall.map.entries].sort()).toEqual(entries.map((entry): [string, PlacedMapping] => [keyOf(entry), entry]).sort());
  }
  return firewalls;
}

test('[R79] any interleaving of lost, repeated and late answers, restarts and restored backups ends in the snapshot’s map', () => {
  const kinds = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed++) {
    for (const firewall of run(seed, 1 << 22)) {
      expect({ seed, faults: firewall.digestFaults }).toEqual({ seed, faults: 0 });
      for (const [kind, count] of firewall.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
    }
  }
  // The protocol was really used, not healed by snapshots all the time.
  expect(kinds.get('delta') ?? 0).toBeGreaterThan(5 * (kinds.get('snapshot') ?? 0));
  expect(kinds.get('idle') ?? 0).toBeGreaterThan(500);
}, 60_000);

test('[R79] the same in small pages, which a restart or a newer revision may cut short', () => {
  for (let seed = 1000; seed < 1000 + SEEDS; seed++) run(seed, 3000);
}, 60_000);

/** The program's own client, over a network that loses, repeats and reorders what is under way. */
class Outsider {
  readonly map = new ClientMap((entry) => entry);
  readonly #underway: PollFrame[] = [];
  #error: string | undefined;

  ask(node: Node): PollFrame {
    const { bytes } = node.feed.poll({ tenant: 'default' }, this.map.cursor, { format: 'msgpack', ...(this.#error !== undefined && { error: this.#error }) });
    const frame = decode(bytes, 'msgpack');
    if (!frameCheck.is(frame)) throw new Error(frameCheck.complaint(frame));
    this.#underway.push(frame);
    return frame;
  }
  deliver(pick: (below: number) => number): void {
    const at = pick(this.#underway.length), frame = this.#underway[at];
    if (frame === undefined) return;
    if (pick(4)) this.#underway.splice(at, 1); // else it comes again
    this.take(frame);
  }
  lose(pick: (below: number) => number): void { this.#underway.splice(pick(this.#underway.length), 1); }
  /** As PollingClient does it: any fault forgets the cursor and is told. */
  take(frame: PollFrame): void {
    this.#error = this.map.apply(frame);
    if (this.#error !== undefined) this.map.restart();
  }
}

test('[R79] answers that are missed, repeated and out of order end the client in the server’s map', () => {
  let deltas = 0;
  for (let seed = 5000; seed < 5000 + SEEDS; seed++) {
    const pick = chance(seed), node = new Node(seed % 2 ? 3000 : 1 << 22), clients = [new Outsider(), new Outsider(), new Outsider()];
    const change = () => {
      const place = PLACES[pick(PLACES.length)] ?? PLACES[0] as Place, ip = (0x0a000000 + pick(90)) as Ipv4, verdict = VERDICTS[pick(VERDICTS.length)] as Verdict; // the index is in range
      const entry: Entry = { place, ip, mac: pick(50) as Mac, hostname: pick(2) ? `host-${pick(9)}` : null, verdict, confidence: 90 + pick(10), source: 'arp', identifiedAt: pick(5) };
      return { place, ip, entry: pick(4) ? entry : null };
    };
    for (let step = 0; step < STEPS; step++) {
      if (pick(2)) node.tick(Array.from({ length: pick(12) }, change));
      if (pick(60) === 0) node.restart();
      for (const client of clients) {
        if (pick(3)) client.ask(node);
        for (let n = pick(3); n > 0; n--) client.deliver(pick);
        if (pick(6) === 0) client.lose(pick);
      }
    }
    const want = node.table.snapshot(undefined).map(placedMapping).map((entry): [string, PlacedMapping] => [keyOf(entry), entry]).sort();
    for (const client of clients) {
      for (let left = 500, kind = ''; kind !== 'idle' && left > 0; left--) {
        const frame = client.ask(node);
        if (frame.kind === 'delta') deltas += 1;
        client.take(frame);
        kind = frame.kind;
      }
      expect({ seed, digest: client.map.digest }).toEqual({ seed, digest: digestText(node.table.digest(undefined)) });
      expect([...client.map.entries()].map(({ kept }): [string, PlacedMapping] => [keyOf(kept), kept]).sort()).toEqual(want);
    }
  }
  expect(deltas).toBeGreaterThan(0);
}, 60_000);

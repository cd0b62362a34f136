/** The table: compaction by construction, tombstones and their horizon, digests, limits. */
import { heapStats } from 'bun:jsc';
import { expect, test } from 'bun:test';
import { digestOf, digestText, parseIp, type Ipv4, type Mac } from '../model/index.ts';
import { MappingTable, placedMapping, sameEntry, type Entry, type Place, type TableOptions, type Verdict } from './index.ts';

const HOME: Place = { site: 'default', segment: 'default' };
const CAMERA: Verdict = {
  device_type: 'IoT', category: 'Cameras', profile: 'Camera', vendor: 'Acme', model: null, os_family: null, os_version: null, risk_score: null, risk_level: null,
};
const MINUTE = 60_000;

function ip(text: string): Ipv4 {
  const value = parseIp(text);
  if (value === undefined) throw new Error('not an address');
  return value;
}
function entry(address: string, over: Partial<Entry> = {}): Entry {
  return { place: HOME, ip: ip(address), mac: 1 as Mac, hostname: null, verdict: CAMERA, confidence: 97, source: 'dhcp-ack', identifiedAt: 0, ...over };
}
function table(options: Partial<TableOptions> = {}): MappingTable { return new MappingTable({ epoch: '0123456789abcdef', ...options }); }

/** Commits what the plan says at once. */
function tick(t: MappingTable, now: number, ...wanted: readonly (Entry | string)[]): number {
  const plan = t.plan(wanted.map((want) => (typeof want === 'string' ? { place: HOME, ip: ip(want), entry: null } : { place: want.place, ip: want.ip, entry: want })), now);
  if (plan) t.apply(plan);
  return t.revision;
}
const shown = (t: MappingTable, since: number) => {
  const delta = t.delta(since);
  return delta && { up: delta.upserts.map((e) => `${placedMapping(e).ip_address} ${e.confidence}`), gone: delta.removals.map((k) => k.ip) };
};

test('a tick that changes nothing has no revision', () => {
  const t = table();
  expect(tick(t, 0, entry('10.0.0.1'))).toBe(1);
  expect(tick(t, 1, entry('10.0.0.1'), '10.0.0.9')).toBe(1);
  expect(t.plan([], 2)).toBeUndefined();
});

test('a plan changes nothing until it is applied, and may be made again', () => {
  const t = table();
  const wanted = [{ place: HOME, ip: ip('10.0.0.1'), entry: entry('10.0.0.1') }];
  expect(t.plan(wanted, 0)).toEqual(t.plan(wanted, 0));
  expect(t.revision).toBe(0);
  expect(t.live()).toBe(0);
  const plan = t.plan(wanted, 0);
  if (!plan) throw new Error('no plan');
  t.apply(plan);
  expect(() => t.apply(plan)).toThrow('out of order');
});

test('ten changes to one address cost one upsert, added and removed within the gap costs one removal', () => {
  const t = table();
  tick(t, 0, entry('10.0.0.1'));
  for (let i = 0; i < 10; i++) tick(t, i, entry('10.0.0.2', { confidence: 90 + i }));
  tick(t, 20, entry('10.0.0.3'));
  tick(t, 21, '10.0.0.3');
  expect(t.revision).toBe(13);
  expect(shown(t, 1)).toEqual({ up: ['10.0.0.2 99'], gone: [ip('10.0.0.3')] });
  expect(shown(t, 11)).toEqual({ up: [], gone: [ip('10.0.0.3')] });
  expect(shown(t, 13)).toEqual({ up: [], gone: [] });
});

test('when a key is wanted twice the last counts', () => {
  const t = table();
  tick(t, 0, entry('10.0.0.1', { confidence: 91 }), entry('10.0.0.1', { confidence: 92 }));
  expect(t.get(HOME, ip('10.0.0.1'))?.confidence).toBe(92);
  tick(t, 0, entry('10.0.0.1'), '10.0.0.1');
  expect(t.live()).toBe(0);
});

test('deltas and snapshots are sorted by place and address, whatever the order of the changes', () => {
  const t = table();
  const north = { site: 'a-north', segment: 'default' }, guests = { site: 'a-north', segment: 'guests' };
  tick(t, 0, entry('10.0.0.200'), entry('9.255.0.1'), entry('10.0.0.3', { place: guests }), entry('192.168.0.1', { place: north }), entry('10.0.0.20'));
  const sorted = ['192.168.0.1', '10.0.0.3', '9.255.0.1', '10.0.0.20', '10.0.0.200'];
  expect(t.snapshot().map((e) => placedMapping(e).ip_address)).toEqual(sorted);
  expect(t.delta(0)?.upserts.map((e) => placedMapping(e).ip_address)).toEqual(sorted);
});

test('overlapping address ranges of two segments are two entries', () => {
  const t = table();
  const guests = { site: 'default', segment: 'guests' };
  tick(t, 0, entry('10.0.0.1'), entry('10.0.0.1', { place: guests, confidence: 95 }));
  expect(t.live()).toBe(2);
  expect(t.get({ ...guests }, ip('10.0.0.1'))?.confidence).toBe(95);
});

test('a tombstone is kept for the horizon, exactly, and forgotten with the first change after it', () => {
  const t = table({ horizonMs: 15 * MINUTE });
  tick(t, 0, entry('10.0.0.1'), entry('10.0.0.2'));
  tick(t, 1, '10.0.0.1');
  tick(t, 1 + 15 * MINUTE, entry('10.0.0.2', { confidence: 91 }));
  expect([t.tombstones, t.floor]).toEqual([1, 0]);
  tick(t, 2 + 15 * MINUTE, entry('10.0.0.2', { confidence: 92 }));
  expect([t.tombstones, t.floor]).toEqual([0, 2]);
});

test('a tombstone whose address is used again does not raise the floor', () => {
  const t = table({ horizonMs: MINUTE });
  tick(t, 0, entry('10.0.0.1'));
  tick(t, 1, '10.0.0.1');
  tick(t, 2, entry('10.0.0.1'));
  tick(t, 10 * MINUTE, entry('10.0.0.2'));
  expect([t.tombstones, t.floor]).toEqual([0, 0]);
  expect(shown(t, 1)).toEqual({ up: ['10.0.0.1 97', '10.0.0.2 97'], gone: [] });
});

test('addresses that come and go leave nothing behind: one tombstone a key, and what is older than the horizon is dropped', () => {
  const t = table({ horizonMs: 15 * MINUTE });
  const keys = Array.from({ length: 100 }, (_, i) => `10.0.0.${i}`);
  const flap = (from: number, ticks: number): void => {
    for (let i = from; i < from + ticks; i++) tick(t, i * 1000, ...keys.map((key) => (i % 2 === 0 ? entry(key, { identifiedAt: i }) : key)));
  };
  const objects = (): number => {
    Bun.gc(true);
    return heapStats().objectTypeCounts['Object'] ?? 0;
  };
  flap(0, 100);
  const before = objects();
  flap(100, 1000);
  expect(objects() - before).toBeLessThan(5000);
  expect([t.tombstones, t.live(), t.revision]).toEqual([100, 0, 1100]);
  tick(t, 10 * 3600 * 1000, entry('10.0.1.1'));
  expect([t.tombstones, t.floor]).toEqual([0, 1100]);
});

test('too many tombstones push out the oldest, early', () => {
  const t = table({ maxTombstones: 3 });
  for (let i = 1; i <= 6; i++) { tick(t, i, entry(`10.0.0.${i}`)); tick(t, i, `10.0.0.${i}`); }
  expect(t.tombstones).toBe(3);
  expect(t.floor).toBe(6);
});

test('a full table takes no new address, counts it, and still changes those it has', () => {
  const t = table({ maxEntries: 2 });
  tick(t, 0, entry('10.0.0.1'), entry('10.0.0.2'), entry('10.0.0.3'));
  expect([t.live(), t.refused]).toEqual([2, 1]);
  tick(t, 1, '10.0.0.1', entry('10.0.0.3'), entry('10.0.0.2', { confidence: 91 }));
  expect(t.snapshot().map((e) => placedMapping(e).ip_address)).toEqual(['10.0.0.2', '10.0.0.3']);
});

test('a table over a limit that was lowered shrinks to it: removals, and tombstones, of what changed longest ago', () => {
  const wide = table();
  for (let n = 1; n <= 5; n++) tick(wide, n, entry(`10.0.0.${n}`));
  tick(wide, 6, entry('10.0.0.1', { confidence: 98 }));
  const saved = wide.snapshot().map((one, n) => ({ place: one.place, ip: one.ip, entry: one, revision: [6, 2, 3, 4, 5][n] ?? 0, at: 0 })).sort((a, b) => a.revision - b.revision);
  const t = table({ maxEntries: 3, revision: 6 });
  t.restore(saved);
  expect(t.live()).toBe(5);
  expect(tick(t, 7, entry('10.0.0.2', { confidence: 99 }), entry('10.0.0.9'))).toBe(7);
  expect(shown(t, 6)).toEqual({ up: ['10.0.0.2 99'], gone: [ip('10.0.0.3'), ip('10.0.0.4')] });
  expect([t.live(), t.tombstones, t.refused]).toEqual([3, 2, 1]);
  expect(t.plan([], 8)).toBeUndefined();
});

test('[R79] the digest is the sum over the entries, and sites add up to the tenant', () => {
  const t = table();
  const north = { site: 'north', segment: 'default' }, south = { site: 'south', segment: 'default' };
  tick(t, 0, entry('10.0.0.1', { place: north }), entry('10.0.0.2', { place: north }), entry('10.0.0.1', { place: south }));
  tick(t, 1, entry('10.0.0.2', { place: north, confidence: 91 }));
  expect(digestText(t.digest())).toBe(digestOf(t.snapshot().map(placedMapping)));
  expect(BigInt.asUintN(64, t.digest(new Set(['north'])) + t.digest(new Set(['south'])))).toBe(t.digest());
  const plan = t.plan([{ place: north, ip: ip('10.0.0.1'), entry: null }, { place: north, ip: ip('10.0.0.2'), entry: null }, { place: south, ip: ip('10.0.0.1'), entry: null }], 2);
  if (plan) t.apply(plan);
  expect(digestText(t.digest())).toBe('0000000000000000');
});

test('the hash of an entry is what the documentation says, so that anyone can recompute it', () => {
  const text = '["default","default","10.0.0.1","00:00:00:00:00:01",null,"IoT","Cameras","Camera","Acme",null,null,null,null,null,97,"dhcp-ack","1970-01-01T00:00:00.000Z"]';
  expect(digestOf([placedMapping(entry('10.0.0.1'))])).toBe(Bun.hash.xxHash64(text).toString(16).padStart(16, '0'));
});

test('a view sees only changes at its sites', () => {
  const t = table();
  const north = { site: 'north', segment: 'default' };
  tick(t, 0, entry('10.0.0.1', { place: north }));
  tick(t, 1, entry('10.0.0.2'));
  const sites = new Set(['north']);
  expect(t.delta(0, sites)?.upserts).toHaveLength(1);
  expect(t.delta(1, sites)).toEqual({ upserts: [], removals: [] });
  expect(t.lastChange(0, sites)).toBe(1);
  expect(t.lastChange(1, sites)).toBe(1);
  expect(t.lastChange(0)).toBe(2);
  expect(t.live(sites)).toBe(1);
});

test('a delta that would be larger than the snapshot is none', () => {
  const t = table();
  const many = Array.from({ length: 200 }, (_, i) => `10.0.1.${i}`);
  tick(t, 0, ...many.map((a) => entry(a)));
  tick(t, 1, ...many.slice(1));
  expect(t.live()).toBe(1);
  expect(t.delta(1)).toBeUndefined();
  expect(t.delta(0)).toBeUndefined();
});

test('restored rows give the same deltas, digest and floor as before', () => {
  const t = table({ horizonMs: MINUTE });
  for (let i = 0; i < 20; i++) tick(t, i * 10_000, entry(`10.0.0.${i}`), ...(i > 3 ? [`10.0.0.${i - 3}`] : []));
  const again = table({ horizonMs: MINUTE, revision: t.revision, floor: t.floor });
  const nodes = [...t.snapshot().map((e) => ({ place: e.place, ip: e.ip, entry: e as Entry | null, revision: 0, at: 0 })), ...(t.delta(t.floor)?.removals ?? []).map((k) => ({ ...k, entry: null, revision: 0, at: 0 }))]
    .map((node) => ({ ...node, revision: revisionOf(t, node.ip) })).sort((a, b) => a.revision - b.revision);
  again.restore(nodes);
  expect(again.digest()).toBe(t.digest());
  for (let since = t.floor; since <= t.revision; since++) expect(again.delta(since)).toEqual(t.delta(since));
});

/** The last revision of an address, by asking. */
function revisionOf(t: MappingTable, address: Ipv4): number {
  let since = t.revision;
  while (since > 0) {
    const delta = t.delta(since - 1);
    if (delta && [...delta.upserts, ...delta.removals].some((k) => k.ip === address)) return since;
    since -= 1;
  }
  return 0;
}

test('each field a firewall can see makes two entries differ', () => {
  const a = entry('10.0.0.1');
  expect(sameEntry(a, { ...a, verdict: { ...CAMERA } })).toBe(true);
  const others: readonly Partial<Entry>[] = [{ mac: 2 as Mac }, { hostname: 'x' }, { confidence: 98 }, { source: 'arp' }, { identifiedAt: 5 }, { ip: ip('10.0.0.2') },
    ...(Object.keys(CAMERA) as (keyof Verdict)[]).map((field) => ({ verdict: { ...CAMERA, [field]: 'other' } }))];
  expect(others.map((over) => sameEntry(a, { ...a, ...over }))).toEqual(others.map(() => false));
});

test('[R79] what came after each of several revisions, and when the oldest of it did: one walk, bounded, within a view', () => {
  const t = table(), south: Place = { site: 'south', segment: 'default' };
  tick(t, 100, entry('10.0.0.1'), entry('10.0.0.2'));
  tick(t, 200, entry('10.0.0.3', { place: south }));
  tick(t, 300, '10.0.0.2');
  tick(t, 400, entry('10.0.0.1', { confidence: 98 }));
  expect(t.backlogs([4, 3, 1, 0], 100)).toEqual([
    { entries: 0, oldestAt: null, more: false }, { entries: 1, oldestAt: 400, more: false }, { entries: 3, oldestAt: 200, more: false }, { entries: 3, oldestAt: 200, more: false },
  ]);
  expect(t.backlogs([3, 0], 2)).toEqual([{ entries: 1, oldestAt: 400, more: false }, { entries: 2, oldestAt: 300, more: true }]);
  expect(t.backlogs([2, 0], 100, new Set(['south']))).toEqual([{ entries: 0, oldestAt: null, more: false }, { entries: 1, oldestAt: 200, more: false }]);
});

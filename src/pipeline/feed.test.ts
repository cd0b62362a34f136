/** The feed: shared bytes, pages, held polls, and the same cost at any table size. */
import { expect, test } from 'bun:test';
import { Feed } from './feed.ts';
import { MappingTable, type Entry, type Place, type Verdict } from '../mapping/index.ts';
import type { Ipv4, Mac } from '../model/index.ts';
import { decode, encodeCursor, frameCheck, type PollAnswer, type PollFrame } from '../wire/index.ts';

const HOME: Place = { site: 'default', segment: 'default' };
const NORTH: Place = { site: 'north', segment: 'default' };
const CAMERA: Verdict = {
  device_type: 'IoT', category: 'Cameras', profile: 'Camera', vendor: 'Acme', model: null, os_family: null, os_version: null, risk_score: null, risk_level: null,
};
const ALL = { tenant: 'default' };

function setUp(over: { readonly pageBytes?: number; readonly deltas?: boolean } = {}) {
  const table = new MappingTable({ epoch: '0123456789abcdef' });
  const clock = { now: 0 };
  const feed = new Feed({ tableOf: () => table, pageBytes: 1 << 22, deltas: true, now: () => clock.now, ...over });
  const change = (entries: readonly (readonly [number, number])[], place = HOME): void => {
    clock.now += 1000;
    const plan = table.plan(entries.map(([n, confidence]) => {
      const ip = (0x0a000000 + n) as Ipv4;
      const entry: Entry = { place, ip, mac: n as Mac, hostname: `device-${n}`, verdict: CAMERA, confidence, source: 'arp', identifiedAt: 0 };
      return { place, ip, entry: confidence > 0 ? entry : null };
    }), clock.now);
    if (plan) table.apply(plan);
    feed.published('default');
  };
  return { table, clock, feed, change };
}
function frameOf(answer: PollAnswer, format: 'msgpack' | 'json' = 'msgpack'): PollFrame {
  const frame = decode(answer.bytes, format);
  if (!frameCheck.is(frame)) throw new Error(frameCheck.complaint(frame));
  return frame;
}
const MSGPACK = { format: 'msgpack' } as const, JSON_TWIN = { format: 'json' } as const;

test('every current firewall gets the same idle bytes, every firewall one behind the same delta bytes', () => {
  const { feed, change } = setUp();
  change([[1, 97]]);
  const old = frameOf(feed.poll(ALL, undefined, MSGPACK)).cursor;
  change([[2, 97]]);
  const cursor = frameOf(feed.poll(ALL, undefined, MSGPACK)).cursor;
  expect(feed.poll(ALL, cursor, MSGPACK)).toBe(feed.poll({ tenant: 'default' }, cursor, MSGPACK));
  expect(feed.poll(ALL, old, MSGPACK)).toBe(feed.poll(ALL, old, MSGPACK));
  expect(frameOf(feed.poll(ALL, old, JSON_TWIN), 'json')).toEqual(frameOf(feed.poll(ALL, old, MSGPACK)));
});

test('a garbage cursor is no position, a cursor ahead of us and an error earn a snapshot', () => {
  const { feed, change } = setUp();
  change([[1, 97]]);
  expect(frameOf(feed.poll(ALL, 'garbage', MSGPACK))).toMatchObject({ kind: 'snapshot', reason: 'no-position' });
  const { cursor } = frameOf(feed.poll(ALL, undefined, MSGPACK));
  expect(frameOf(feed.poll(ALL, cursor, { ...MSGPACK, error: 'digest' }))).toMatchObject({ kind: 'snapshot', reason: 'error' });
  const other = setUp();
  other.change([[1, 97]]);
  other.change([[2, 97]]);
  expect(frameOf(feed.poll(ALL, frameOf(other.feed.poll(ALL, undefined, MSGPACK)).cursor, MSGPACK))).toMatchObject({ kind: 'snapshot', reason: 'ahead' });
  expect(feed.position(cursor)).toEqual({ epoch: '0123456789abcdef', revision: 1 });
  expect(feed.position('garbage')).toBeUndefined();
});

test('with deltas switched off every changed poll is a snapshot', () => {
  const { feed, change } = setUp({ deltas: false });
  change([[1, 97]]);
  const { cursor } = frameOf(feed.poll(ALL, undefined, MSGPACK));
  expect(feed.poll(ALL, cursor, MSGPACK).kind).toBe('idle');
  change([[2, 97]]);
  expect(frameOf(feed.poll(ALL, cursor, MSGPACK))).toMatchObject({ kind: 'snapshot', reason: 'deltas-off' });
});

function pages(feed: Feed, first: string | undefined, between: (n: number) => void = () => {}): PollFrame[] {
  const out: PollFrame[] = [];
  let cursor = first;
  for (let n = 0; n < 1000; n++) {
    const frame = frameOf(feed.poll(ALL, cursor, MSGPACK));
    out.push(frame);
    if (frame.kind === 'idle' || !frame.more) return out;
    cursor = frame.cursor;
    between(n);
  }
  throw new Error('no end of pages');
}

test('a large snapshot comes in pages that stay as they were while the table moves on', () => {
  const { feed, change, table } = setUp({ pageBytes: 4096 });
  change(Array.from({ length: 300 }, (_, i) => [i, 97] as const));
  const digest = frameOf(feed.poll(ALL, undefined, MSGPACK)).digest;
  const got = pages(feed, undefined, (n) => change([[n, 91]]));
  expect(got.length).toBeGreaterThan(10);
  expect(got.map((frame) => frame.kind === 'snapshot' && frame.to)).toEqual(got.map(() => 1));
  expect(new Set(got.map((frame) => frame.digest))).toEqual(new Set([digest]));
  const entries = got.flatMap((frame) => (frame.kind === 'snapshot' ? frame.entries : []));
  expect(entries).toHaveLength(300);
  expect(entries.every((entry) => entry.confidence === 97)).toBe(true);
  expect(got.slice(1).every((frame) => frame.kind === 'snapshot' && frame.reason === 'continued')).toBe(true);
  // What changed meanwhile is the next delta.
  expect(frameOf(feed.poll(ALL, got.at(-1)?.cursor, MSGPACK))).toMatchObject({ kind: 'delta', from: 1, to: table.revision });
});

test('no page is larger than its bound, in either twin', () => {
  const { feed, change } = setUp({ pageBytes: 4096 });
  change(Array.from({ length: 200 }, (_, i) => [i, 97] as const));
  for (const wants of [MSGPACK, JSON_TWIN]) {
    let cursor: string | undefined;
    for (let more = true; more;) {
      const answer = feed.poll(ALL, cursor, wants);
      expect(answer.bytes.length).toBeLessThanOrEqual(4096);
      cursor = frameOf(answer, wants.format).cursor;
      more = answer.more;
    }
  }
});

test('a large delta comes in pages; cut short, it starts again from the same place', () => {
  const { feed, change } = setUp({ pageBytes: 4096 });
  change(Array.from({ length: 500 }, (_, i) => [i, 97] as const));
  const from = pages(feed, undefined).at(-1)?.cursor;
  change(Array.from({ length: 100 }, (_, i) => [i, i % 2 ? 91 : 0] as const));
  const got = pages(feed, from);
  expect(got.length).toBeGreaterThan(3);
  expect(got.flatMap((frame) => (frame.kind === 'delta' ? [...frame.upsert, ...frame.remove] : []))).toHaveLength(100);
  expect(got.map((frame) => frame.kind === 'delta' && [frame.from, frame.to])).toEqual(got.map(() => [1, 2]));
  const begun = frameOf(feed.poll(ALL, from, MSGPACK));
  for (let i = 0; i < 70; i++) change([[i, 92]]); // a minute passes: the pages are gone
  expect(frameOf(feed.poll(ALL, begun.cursor, MSGPACK))).toMatchObject({ kind: 'delta', from: 1, to: 72 });
});

test('a storm of new firewalls shares one large snapshot for a while; a small one is always of now', () => {
  const large = setUp({ pageBytes: 4096 });
  large.change(Array.from({ length: 300 }, (_, i) => [i, 97] as const));
  const first = large.feed.poll(ALL, undefined, MSGPACK);
  large.change([[1, 91]]);
  expect(large.feed.poll(ALL, undefined, MSGPACK)).toBe(first);
  large.clock.now += 20_000;
  large.change([[1, 92]]);
  expect(large.feed.poll(ALL, undefined, MSGPACK).revision).toBe(3);
  const small = setUp();
  small.change([[1, 97]]);
  small.feed.poll(ALL, undefined, MSGPACK);
  small.change([[1, 91]]);
  expect(small.feed.poll(ALL, undefined, MSGPACK).revision).toBe(2);
});

test('a held poll ends with the change, with its time, with its client, or with the node', async () => {
  const { feed, change } = setUp();
  change([[1, 97]]);
  const { cursor } = frameOf(feed.poll(ALL, undefined, MSGPACK));
  const changed = feed.waitForChange(ALL, cursor, 60_000);
  const timed = feed.waitForChange(ALL, cursor, 1);
  const leaves = new AbortController();
  const left = feed.waitForChange(ALL, cursor, 60_000, leaves.signal);
  leaves.abort();
  expect([await timed, await left]).toEqual([false, false]);
  change([[2, 97]]);
  expect(await changed).toBe(true);
  expect(await feed.waitForChange(ALL, cursor, 60_000)).toBe(true);
  expect(await feed.waitForChange(ALL, undefined, 60_000)).toBe(true);
  expect(await feed.waitForChange(ALL, 'garbage', 60_000)).toBe(true);
  const now = frameOf(feed.poll(ALL, undefined, MSGPACK)).cursor;
  const held = feed.waitForChange(ALL, now, 60_000);
  expect(await feed.waitForChange(ALL, now, 60_000, leaves.signal)).toBe(false);
  expect(feed.waiting).toBe(1);
  feed.release();
  expect([await held, feed.waiting]).toEqual([false, 0]);
});

test('a change at another site does not wake a firewall that cannot see it', async () => {
  const { feed, change } = setUp();
  change([[1, 97]], NORTH);
  const view = { tenant: 'default', sites: ['north'] };
  const { cursor } = frameOf(feed.poll(view, undefined, MSGPACK));
  const held = feed.waitForChange(view, cursor, 60_000);
  change([[2, 97]]);
  expect(feed.waiting).toBe(1);
  change([[3, 97]], NORTH);
  expect(await held).toBe(true);
});

test('what a view looked at once it does not look at again, however many views there are and whatever others do', () => {
  const { table, feed, change } = setUp(), asked: number[] = [], lastChange = table.lastChange.bind(table);
  table.lastChange = (since, sites) => { asked.push(since); return lastChange(since, sites); };
  const views = Array.from({ length: 1500 }, (_, n) => ({ tenant: 'default', sites: [`branch-${n}`] }));
  change([[1, 97]], { site: 'branch-0', segment: 'default' });
  const cursors = views.map((view) => frameOf(feed.poll(view, undefined, MSGPACK)).cursor);
  for (const n of [2, 3, 4]) {
    change([[n, 97]]);
    asked.length = 0;
    views.forEach((view, at) => { expect(feed.poll(view, cursors[at], MSGPACK).kind).toBe('idle'); });
    expect([asked.length, Math.min(...asked)]).toEqual([views.length, table.revision - 1]);
  }
  change([[1, 98]], { site: 'branch-0', segment: 'default' });
  expect(views.slice(0, 2).map((view, at) => feed.poll(view, cursors[at], MSGPACK).kind)).toEqual(['delta', 'idle']);
});

test('[R74] an idle poll and a small delta cost the same beside a thousand mappings and beside two hundred thousand', () => {
  const steps = [1000, 200_000].map((size) => {
    const { change, table } = setUp();
    change(Array.from({ length: size }, (_, i) => [i, 97] as const));
    const before = table.revision;
    change([[5, 91]]);
    // Counted, not timed: what a delta and an idle poll read of the table.
    let read = 0;
    const watched = new Proxy(table, { get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => { read += 1; if (name === 'snapshot') throw new Error('an idle poll read the whole table'); return Reflect.apply(value, target, args) as unknown; };
    } });
    const other = new Feed({ tableOf: () => watched, pageBytes: 1 << 22, deltas: true, now: () => 0 });
    expect(table.delta(before)?.upserts).toHaveLength(1);
    const cursor = encodeCursor({ epoch: table.epoch, view: 0, revision: table.revision });
    for (let i = 0; i < 1000; i++) other.poll(ALL, cursor, MSGPACK);
    return read;
  });
  expect(steps[1]).toBe(steps[0] ?? -1);
  expect(steps[1]).toBeLessThan(10);
});

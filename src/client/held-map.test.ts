/** The map of a firewall: what is held, what arrives, what is held then. */
import { describe, expect, test } from 'bun:test';
import { digestOf, type PlacedMapping } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';
import { HeldMap } from './held-map.ts';

const EPOCH = '00000000000000aa';
function entry(n: number, profile = 'Camera', site = 'default'): PlacedMapping {
  return {
    site, segment: 'default', ip_address: `10.0.0.${n}`, mac_address: `02:00:00:00:00:0${n}`, hostname: null, device_type: 'IoT', category: null, profile, vendor: null, model: null,
    os_family: null, os_version: null, risk_score: null, risk_level: null, confidence: 95, source: 'dhcp-ack', identified_at: '2026-01-02T03:04:05.000Z',
  };
}
const key = (n: number, site = 'default') => ({ site, segment: 'default', ip_address: `10.0.0.${n}` });
const head = { wire: 1, epoch: EPOCH, cursor: 'c' };
function snapshot(to: number, entries: PlacedMapping[], all = entries, more: Partial<Extract<PollFrame, { kind: 'snapshot' }>> = {}): PollFrame {
  return { kind: 'snapshot', ...head, digest: digestOf(all), to, start: 0, total: all.length, more: false, reason: 'no-position', entries, ...more };
}
function delta(from: number, to: number, upsert: PlacedMapping[], remove: number[], all: PlacedMapping[], more: Partial<Extract<PollFrame, { kind: 'delta' }>> = {}): PollFrame {
  return { kind: 'delta', ...head, digest: digestOf(all), from, to, more: false, upsert, remove: remove.map((n) => key(n)), ...more };
}
function idle(at: number, all: PlacedMapping[], more: Partial<Extract<PollFrame, { kind: 'idle' }>> = {}): PollFrame { return { kind: 'idle', ...head, digest: digestOf(all), at, ...more }; }
function holding(to: number, entries: PlacedMapping[]): HeldMap<PlacedMapping> {
  const map = new HeldMap((entry) => entry);
  expect(map.apply(snapshot(to, entries))).toBeUndefined();
  return map;
}
const one = entry(1), two = entry(2), three = entry(3), changed = entry(1, 'Printer');

describe('[R79] applies', () => {
  const cases: readonly (readonly [string, readonly PlacedMapping[], PollFrame, readonly PlacedMapping[]])[] = [
    ['an empty snapshot', [one, two], snapshot(6, []), []],
    ['a snapshot over what was there', [one, two], snapshot(6, [two, three]), [two, three]],
    ['an upsert of something new', [one], delta(5, 6, [two], [], [one, two]), [one, two]],
    ['an upsert of something known', [one, two], delta(5, 6, [changed], [], [changed, two]), [changed, two]],
    ['a removal', [one, two], delta(5, 6, [], [1], [two]), [two]],
    ['a removal of what was never there', [one], delta(5, 6, [], [9], [one]), [one]],
    ['a delta that begins before what is held, twice', [one, two], delta(2, 5, [one], [], [one, two]), [one, two]],
    ['the same address at two sites', [one], delta(5, 6, [entry(1, 'Phone', 'branch')], [], [one, entry(1, 'Phone', 'branch')]), [one, entry(1, 'Phone', 'branch')]],
    ['nothing', [one], idle(5, [one]), [one]],
  ];
  test.each(cases)('%s', (_, held, frame, want) => {
    const map = holding(5, [...held]);
    expect(map.apply(frame)).toBeUndefined();
    expect([map.size, map.digest]).toEqual([want.length, digestOf(want)]);
    for (const wanted of want) if (wanted.site === 'default') expect(map.find(wanted.ip_address)?.ip_address).toBe(wanted.ip_address);
  });
  test('a snapshot in pages, which shows only when it is whole', () => {
    const map = holding(5, [one]), all = [one, two, three];
    expect(map.apply(snapshot(9, [one, two], all, { more: true }))).toBeUndefined();
    expect([map.size, map.revision]).toEqual([1, 5]);
    expect(map.apply(snapshot(9, [three], all, { start: 2, reason: 'continued' }))).toBeUndefined();
    expect([map.size, map.revision, map.digest]).toEqual([3, 9, digestOf(all)]);
  });
  test('a delta in pages, whose digest counts at the last', () => {
    const map = holding(5, [one]);
    expect(map.apply(delta(5, 7, [two], [], [two, three], { more: true }))).toBeUndefined();
    expect(map.revision).toBe(5);
    expect(map.apply(delta(5, 7, [three], [1], [two, three]))).toBeUndefined();
    expect(map.revision).toBe(7);
  });
});

describe('refuses, and keeps what it has', () => {
  const cases: readonly (readonly [string, PollFrame, string])[] = [
    ['a delta after a gap', delta(6, 7, [two], [], [one, two]), 'gap'],
    ['a delta into the past', delta(1, 4, [two], [], [one, two]), 'gap'],
    ['a delta of another epoch', delta(5, 6, [two], [], [one, two], { epoch: '00000000000000bb' }), 'epoch'],
    ['an idle of another epoch', idle(5, [one], { epoch: '00000000000000bb' }), 'epoch'],
    ['a revision taken back', idle(4, [one]), 'gap'],
    ['a page without its beginning', snapshot(9, [three], [one, two, three], { start: 2 }), 'page'],
    ['fewer entries than were promised', snapshot(9, [two], [two, three]), 'page'],
  ];
  test.each(cases)('%s', (_, frame, fault) => {
    const map = holding(5, [one]);
    expect(map.apply(frame)).toBe(fault as never);
    expect([map.size, map.digest]).toEqual([1, digestOf([one])]);
    map.restart();
    expect([map.size, map.cursor]).toEqual([1, undefined]);
  });
  test('a digest of another map', () => {
    expect(holding(5, [one]).apply(idle(5, [two]))).toBe('digest');
    expect(holding(5, [one]).apply(delta(5, 6, [two], [], [two]))).toBe('digest');
    expect(new HeldMap(() => undefined).apply(snapshot(5, [one], [one], { digest: digestOf([two]) }))).toBe('digest');
  });
});

test('[R79] a map that was kept over a restart goes on from where it stood, and its digest is the same', () => {
  const before = holding(5, [one, two]), position = before.position;
  expect(position).toEqual({ epoch: EPOCH, revision: 5, cursor: 'c' });
  if (position === undefined) return;
  const after = new HeldMap((entry) => entry);
  expect(after.position).toBeUndefined();
  after.restore(position, [...before.entries()].map((held) => ({ ...held, key: held.kept })));
  expect([after.size, after.digest, after.cursor, after.find('10.0.0.2')]).toEqual([2, before.digest, 'c', two]);
  expect(after.apply(delta(5, 6, [three], [1], [two, three]))).toBeUndefined();
  expect(after.apply(idle(6, [one, two]))).toBe('digest');
});

test('a map of more entries than any node publishes is not begun', () => {
  expect(new HeldMap(() => undefined).apply(snapshot(5, [one], [one], { total: 10_000_001, more: true }))).toBe('full');
});

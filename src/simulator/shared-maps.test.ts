/** Shared maps: what many firewalls hold is worked out once, and nobody's frame changes another's map. */
import { expect, test } from 'bun:test';
import { digestOf, type PlacedMapping } from '../model/index.ts';
import { encode, type PollFrame } from '../wire/index.ts';
import { differences, SharedMaps, type FirewallMap } from './shared-maps.ts';

const HEAD = { wire: 2, epoch: '00000000000000aa' };
function entry(n: number, profile = 'Camera'): PlacedMapping {
  return {
    site: 'default', segment: 'default', ip_address: `10.0.${n >> 8}.${n & 255}`, mac_address: null, hostname: null, device_type: 'IoT', category: null, profile, vendor: null, model: null, os_family: null, os_version: null,
    risk_score: null, risk_level: null, confidence: 95, source: 'arp', identified_at: '2026-01-02T03:04:05.000Z',
  };
}
function bytes(frame: PollFrame): Uint8Array { return encode(frame, 'msgpack'); }
function snapshot(to: number, entries: PlacedMapping[]): Uint8Array { return bytes({ kind: 'snapshot', ...HEAD, cursor: `c${to}`, digest: digestOf(entries), to, start: 0, total: entries.length, more: false, reason: 'no-position', entries }); }
function delta(from: number, to: number, upsert: PlacedMapping[], remove: number[], all: PlacedMapping[]): Uint8Array {
  return bytes({ kind: 'delta', ...HEAD, cursor: `c${to}`, digest: digestOf(all), from, to, more: false, upsert, remove: remove.map((n) => ({ site: 'default', segment: 'default', ip_address: entry(n).ip_address })) });
}

test('firewalls that receive the same hold one map; by whatever way they came there', () => {
  const maps = new SharedMaps(), one = entry(1), two = entry(2), changed = entry(1, 'Printer');
  const a = maps.take(maps.empty, snapshot(1, [one])).map, b = maps.take(maps.empty, snapshot(1, [one])).map;
  expect(b).toBe(a);
  const direct = maps.take(a, delta(1, 3, [changed, two], [], [changed, two])).map;
  const step = maps.take(b, delta(1, 2, [two], [], [one, two])).map, byTwo = maps.take(step, delta(2, 3, [changed], [], [changed, two])).map;
  expect(byTwo).toBe(direct);
  expect(maps.take(maps.empty, snapshot(3, [changed, two])).map).toBe(direct);
  expect([a.size, a.find('10.0.0.1')?.profile, direct.size, direct.find('10.0.0.1')?.profile]).toEqual([1, 'Camera', 2, 'Printer']);
});

test('a frame that does not fit changes nothing that others hold, and is a fault for each that receives it', () => {
  const maps = new SharedMaps(), one = entry(1), held = maps.take(maps.empty, snapshot(1, [one])).map;
  const lie = delta(1, 2, [entry(2)], [], [one]);
  for (let n = 0; n < 2; n++) {
    const step = maps.take(held, lie);
    expect([step.kind === 'fault' && step.fault, step.map.cursor]).toEqual(['digest', undefined]);
  }
  expect(maps.take(held, Buffer.from('noise'))).toMatchObject({ kind: 'fault', fault: 'bad_frame' });
  expect([held.size, held.cursor, held.revision]).toEqual([1, 'c1', 1]);
});

test('entries that differ are counted, on whichever side they stand', () => {
  const maps = new SharedMaps();
  const holding = (...entries: PlacedMapping[]): FirewallMap => new SharedMaps().take(maps.empty, snapshot(1, entries)).map;
  expect(differences(holding(entry(1), entry(2)), holding(entry(1), entry(2)))).toBe(0);
  expect(differences(holding(entry(1), entry(2)), holding(entry(1)))).toBe(1);
  expect(differences(holding(entry(1)), holding(entry(1), entry(2)))).toBe(1);
  expect(differences(holding(entry(1)), holding(entry(2)))).toBe(2);
  expect(differences(holding({ ...entry(1), identified_at: '2026-01-02T03:04:06.000Z' }), holding(entry(1)))).toBe(1);
});

test('ten thousand firewalls with ten thousand entries each, changing a hundred times, cost what one does', () => {
  const maps = new SharedMaps(), entries = Array.from({ length: 10_000 }, (_, n) => entry(n));
  const first = snapshot(1, entries), held = Array.from({ length: 10_000 }, () => maps.take(maps.empty, first).map);
  for (let round = 0; round < 100; round++) {
    entries[round] = entry(round, `Camera ${round}`);
    const change = delta(round + 1, round + 2, [entries[round] as PlacedMapping], [], entries); // the index is in range
    for (let n = 0; n < held.length; n++) held[n] = maps.take(held[n] as FirewallMap, change).map; // the index is in range
  }
  expect(new Set(held).size).toBe(1);
  expect(held[0]?.digest).toBe(digestOf(entries));
}, 60_000);

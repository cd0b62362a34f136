/** The book of sets: what is in them, what changed, who goes when it is full. */
import { expect, test } from 'bun:test';
import { SetBook, type SetChanges } from './set-book.ts';
import type { Placed } from './set-names.ts';

function place(n: number, category: string | null = 'Camera', more: Partial<Placed> = {}): Placed {
  return { site: 'default', segment: 'default', ip_address: `10.0.${n >> 8}.${n & 255}`, profile: null, category, vendor: null, risk: null, mac: null, identified_at: '2026-01-01T00:00:00.000Z', ...more };
}
function book(cap = 100, setsMax = 100, pinned: readonly string[] = []): SetBook { return new SetBook({ cap, setsMax, pinned }); }
function members(of: SetBook): Record<string, string[]> { return Object.fromEntries([...of.sets].map(([name, ips]) => [name, [...ips].sort()])); }
function plain({ made, gone, added, removed }: SetChanges): unknown { return { made, gone, added: Object.fromEntries(added), removed: Object.fromEntries(removed) }; }

test('only what changed is handed out, once', () => {
  const sets = book();
  sets.put(place(1));
  expect(plain(sets.changes())).toEqual({ made: ['category_Camera'], gone: [], added: { category_Camera: ['10.0.0.1'] }, removed: {} });
  expect(sets.changes().empty).toBe(true);
  sets.put(place(1));
  expect(sets.changes().empty).toBe(true);
  sets.put(place(1, 'Printer'));
  expect(plain(sets.changes())).toEqual({ made: ['category_Printer'], gone: ['category_Camera'], added: { category_Printer: ['10.0.0.1'] }, removed: { category_Camera: ['10.0.0.1'] } });
});

test('what came and went between two looks is no change', () => {
  const sets = book();
  sets.put(place(1));
  sets.remove(place(1));
  expect(sets.changes().empty).toBe(true);
  sets.put(place(1));
  sets.changes();
  sets.remove(place(1));
  sets.put(place(1));
  expect(sets.changes().empty).toBe(true);
});

test('a set that rules name stays when it is empty', () => {
  const sets = book(100, 100, ['category_Camera']);
  sets.put(place(1));
  sets.remove(place(1));
  expect([members(sets), sets.changes().empty]).toEqual([{ category_Camera: [] }, true]);
});

test('[R78] a full cache loses its oldest mapping, and a modified one counts as new', () => {
  const sets = book(3);
  for (const n of [1, 2, 3]) sets.put(place(n));
  sets.put(place(1, 'Printer'));
  sets.put(place(4));
  expect([sets.size, sets.evicted]).toEqual([3, 1]);
  expect(members(sets)).toEqual({ category_Printer: ['10.0.0.1'], category_Camera: ['10.0.0.3', '10.0.0.4'] });
});

test('[R78] of a snapshot larger than the cache the latest identified stay, and who was here keeps its age', () => {
  const sets = book(2);
  sets.replace([place(1, 'Camera', { identified_at: '2026-01-03' }), place(2, 'Camera', { identified_at: '2026-01-01' }), place(3, 'Camera', { identified_at: '2026-01-02' })]);
  expect(members(sets)).toEqual({ category_Camera: ['10.0.0.1', '10.0.0.3'] });
  sets.replace([place(1, 'Camera', { identified_at: '2026-01-03' }), place(3, 'Camera', { identified_at: '2026-01-02' }), place(4, 'Camera', { identified_at: '2020-01-01' })]);
  expect(members(sets)).toEqual({ category_Camera: ['10.0.0.1', '10.0.0.4'] }); // 3 came before 1: it was the oldest here
});

test('a snapshot leaves exactly what it says', () => {
  const sets = book();
  for (const n of [1, 2, 3]) sets.put(place(n));
  sets.changes();
  sets.replace([place(2), place(3, 'Printer'), place(9)]);
  expect(plain(sets.changes())).toEqual({ made: ['category_Printer'], gone: [], added: { category_Camera: ['10.0.0.9'], category_Printer: ['10.0.0.3'] }, removed: { category_Camera: ['10.0.0.1', '10.0.0.3'] } });
});

test('[R81] beyond a thousand objects there are no more sets; the ones that rules name are there first', () => {
  const sets = book(5000, 1000, ['category_Camera']);
  for (let n = 0; n < 1500; n++) sets.put(place(n, `Kind ${n}`));
  sets.put(place(1500));
  expect([sets.sets.size, sets.refused, members(sets)['category_Camera']]).toEqual([1000, 501, ['10.0.5.220']]);
});

test('an address in two segments means the device here, else what both agree on', () => {
  const here = place(1, 'Camera', { segment: 'here', vendor: 'Acme' }), there = place(1, 'Printer', { segment: 'there', vendor: 'Acme' });
  const sets = book();
  sets.put(here);
  sets.put(there);
  expect([members(sets), sets.contested]).toEqual([{ vendor_Acme: ['10.0.0.1'] }, 1]);
  sets.standAt({ site: 'default', segment: 'here' });
  expect([members(sets), sets.contested]).toEqual([{ category_Camera: ['10.0.0.1'], vendor_Acme: ['10.0.0.1'] }, 0]);
  sets.remove(here);
  expect(members(sets)).toEqual({ category_Printer: ['10.0.0.1'], vendor_Acme: ['10.0.0.1'] });
});

test('thousands of random changes: the differences, summed up, are the sets', () => {
  let seed = 7;
  const chance = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const sets = book(60), mirror = new Map<string, Set<string>>(), words = ['Camera', 'Printer', 'Nurse Call', 'x;y', null];
  for (let turn = 0; turn < 3000; turn++) {
    const one = place(chance(80), words[chance(5)] ?? null, { vendor: words[chance(5)] ?? null, segment: chance(4) === 0 ? 'other' : 'default' });
    if (chance(3) === 0) sets.remove(one);
    else if (chance(200) === 0) sets.replace(Array.from({ length: chance(80) }, (_, n) => place(n, words[chance(5)] ?? null)));
    else sets.put(one);
    if (chance(4) !== 0) continue;
    const { made, gone, added, removed } = sets.changes();
    for (const name of made) { expect(mirror.has(name)).toBe(false); mirror.set(name, new Set()); }
    for (const [name, ips] of removed) for (const ip of ips) expect(mirror.get(name)?.delete(ip)).toBe(true);
    for (const [name, ips] of added) for (const ip of ips) { expect(mirror.get(name)?.has(ip)).toBe(false); mirror.get(name)?.add(ip); }
    for (const name of gone) { expect(mirror.get(name)?.size).toBe(0); mirror.delete(name); }
    expect(new Map([...sets.sets].map(([name, ips]) => [name, [...ips].sort()]))).toEqual(new Map([...mirror].map(([name, ips]) => [name, [...ips].sort()]).sort() as [string, string[]][]));
    expect(sets.size).toBeLessThanOrEqual(60);
  }
});

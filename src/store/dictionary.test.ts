/** The dictionary's tables: an id is an entry's for ever, a version is never given twice, and changes lead from any remembered version to the present. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceKey, Ipv4, Mac } from '../model/index.ts';
import { openStore, type DictionaryRow, type SavedVerdict, type Store, type TickWrite } from './index.ts';

type Row = Omit<DictionaryRow, 'id'>;
const row = (name: string, facts = '{}', kind = 'vendor', owner = ''): Row => ({ kind, owner, name, facts });
const hash = (rows: readonly DictionaryRow[]): string => Bun.hash(JSON.stringify(rows)).toString(16);
function inFolder(work: (dir: string, open: () => Store) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-dictionary-store-'));
  try { work(dir, () => openStore(dir, { role: 'node', now: 0 })); } finally { rmSync(dir, { recursive: true }); }
}
const ids = (store: Store): Record<string, number> => Object.fromEntries(store.dictionary.entries().map(({ name, id }) => [name, id]));

test('[R113] ids stay through rebuilds, restarts, removal and return, and none is given again', () => {
  inFolder((_, open) => {
    let store = open();
    store.dictionary.replace(['a', 'b', 'c'].map((name) => row(name)), 1, hash);
    const first = ids(store);
    store.dictionary.replace(['c', 'a'].map((name) => row(name)), 2, hash);
    store.close();
    store = open();
    expect(ids(store)).toEqual({ a: first['a'] ?? 0, c: first['c'] ?? 0 });
    store.dictionary.replace(['d', 'c'].map((name) => row(name)), 3, hash);
    expect(Object.values(first)).not.toContain(ids(store)['d']);
    store.dictionary.replace(['a', 'b', 'c', 'd'].map((name) => row(name)), 4, hash);
    const { d, ...back } = ids(store);
    expect(back).toEqual(first);
    expect(d).toBe(4);
    store.dictionary.replace([row('a'), row('a', '{}', 'model', 'x'), row('a', '{}', 'model', 'y')], 5, hash);
    expect(new Set(store.dictionary.entries().map(({ id }) => id)).size).toBe(3);
    store.close();
  });
});

test('[R109] a version comes with a change alone, rises by one, and lives through a restart; no first one is skipped', () => {
  inFolder((_, open) => {
    let store = open();
    expect(store.dictionary.head()).toBeUndefined();
    store.dictionary.replace([], 7, hash);
    expect(store.dictionary.head()).toEqual({ version: 1, generated: 7, sha256: hash([]) });
    store.dictionary.replace([], 8, hash);
    expect(store.dictionary.head()?.version).toBe(1);
    store.dictionary.replace([row('a')], 9, hash);
    store.close();
    store = open();
    expect(store.dictionary.head()).toMatchObject({ version: 2, generated: 9 });
    store.dictionary.replace([row('a')], 3, hash);
    store.dictionary.replace([row('a', '{"type":"IT"}')], 3, hash); // the clock went back; the version does not
    expect(store.dictionary.head()).toMatchObject({ version: 3, generated: 3 });
    expect(store.dictionary.since(2)).toMatchObject({ added: [], changed: [{ name: 'a' }], removed: [] });
    expect([store.dictionary.since(0), store.dictionary.since(4)]).toEqual([undefined, undefined]);
    store.close();
  });
});

test('[R110] changes since any version, applied to that version, give the present one: random histories', () => {
  let seed = 20261127;
  const random = (below: number): number => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed % below; };
  for (let round = 0; round < 12; round++) {
    const store = openStore(':memory:', { role: 'tool', now: 0 }), held = new Map<number, readonly DictionaryRow[]>();
    for (let step = 0; step < 25; step++) {
      const names = Array.from({ length: random(12) }, () => random(16));
      store.dictionary.replace([...new Set(names)].map((name) => row(`n${name}`, `{"type":"${['IoT', 'IT', 'OT'][random(3)] ?? ''}"}`)), step, hash);
      held.set(store.dictionary.head()?.version ?? 0, store.dictionary.entries());
    }
    const now = store.dictionary.entries();
    for (const [version, entries] of held) {
      const changes = store.dictionary.since(version), map = new Map(entries.map((one) => [one.id, one]));
      if (changes === undefined) throw new Error(`version ${version} is forgotten`);
      expect(changes.from.sha256).toBe(hash(entries));
      for (let twice = 0; twice < 2; twice++) {
        for (const { id } of changes.removed) map.delete(id);
        for (const one of [...changes.added, ...changes.changed]) map.set(one.id, one);
      }
      expect([...map.values()].sort((a, b) => a.id - b.id)).toEqual([...now]);
    }
    store.close();
  }
});

test('changes are told from the last 256 versions; a table full of names gives no more ids and counts what stays out', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 });
  for (let i = 1; i <= 300; i++) store.dictionary.replace([row(`n${i % 7}`)], i, hash);
  expect(store.dictionary.since(299)?.from.version).toBe(299);
  expect([store.dictionary.since(45) !== undefined, store.dictionary.since(44)]).toEqual([true, undefined]);
  const many = Array.from({ length: 200_010 }, (_, i) => row(`m${i}`));
  expect(store.dictionary.replace(many, 301, () => '')).toBe(17);
  expect(store.dictionary.replace([row('new'), row('n3')], 302, hash)).toBe(1);
  expect(store.dictionary.entries().map(({ name }) => name)).toEqual(['n3']);
  store.close();
});

const VERDICT: SavedVerdict = { device_type: null, category: null, profile: null, vendor: 'HP', model: 'M1', os_family: null, os_version: null, risk_score: null, risk_level: null };
const NOTHING: TickWrite = { tick: 1, rows: [], logged: [], seen: [], settled: [], settledBefore: 0, evicted: [], tenants: [], changed: [], mappings: [], batches: [], forgetBatchesBefore: 0 };

test('[R111] verdicts of all tenants come without whose they are, and none that people had a word in', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 }), scopes = ['red', 'blue'].map((tenant) => store.scopes.idOf({ tenant, site: 'default', segment: 'default' }));
  const device = (id: number, model: string, confidence: number, scope = 0): TickWrite['rows'][number] => ({
    row: { id, scope: scopes[scope] ?? 0, mac: (0x020000000000 + id) as Mac, firstSeen: 1, metAt: 1, lastActivity: 1, ip: 0 as Ipv4, ipTime: 0, ipProof: 'arp', hostname: null, confidence, identifiedAt: 1, verdict: { ...VERDICT, model } }, evidence: new Uint8Array([1]),
  });
  store.commitTick({ ...NOTHING, rows: [device(1, 'M1', 95), device(2, 'M1', 99, 1), device(3, 'unsure', 89), device(4, 'edited', 100), device(5, 'of a merged one', 100), device(20_001, 'M2', 95, 1)] });
  const at = (id: number) => ({ scope: scopes[0] ?? 0, device: (0x020000000000 + id) as DeviceKey }), note = { at: 1, action: 'edited', actor: 'x', reason: '' };
  store.edits.change([at(4)], note, () => ({ edit: '{}', primary: null, ip: null }));
  store.edits.change([at(9)], note, () => ({ edit: '{}', primary: at(5), ip: null }));
  const found: string[] = [];
  let slices = 0;
  for (let after: number | null = 0; after !== null; slices++) {
    const { verdicts, next } = store.sighted.slice(after, 90);
    for (const { verdict, first, last } of verdicts) found.push(`${verdict.model} ${first}-${last}`);
    after = next;
  }
  expect(found).toEqual(['M1 1-2', 'M2 20001-20001']);
  expect(slices).toBe(3);
  store.close();
});

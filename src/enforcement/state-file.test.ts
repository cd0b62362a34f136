/** The last map on disk: back as it was, its owner's alone, and damage is said instead of believed. */
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadState, saveState, type AgentState } from './state-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'np-state-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
const entry = (n: number, category: string | null) => ({ hash: 0xffff_ffff_ffff_ff00n + BigInt(n), place: { site: 's', segment: 'g', ip_address: `10.0.0.${n}`, profile: null, category, vendor: 'A "b"\n', risk: 'low', mac: '02:00:00:00:00:01', identified_at: '2026-01-01T00:00:00Z' } });
const STATE: AgentState = { position: { epoch: '00000000000000aa', revision: 2 ** 40, cursor: 'AQ' }, home: { site: 's', segment: 'g' }, expiredSince: 5, entries: [entry(2, 'Camera'), entry(1, null)], beyond: [entry(3, 'Printer')], neighbours: [{ ip: '2001:db8::2', mac: '02:00:00:00:00:01' }] };

test('[R79] comes back as it was, in its order', () => {
  const path = join(folder, 'deep', 'map.json');
  expect(loadState(path)).toBeUndefined();
  saveState(path, STATE);
  expect(loadState(path)).toEqual(STATE);
  expect([statSync(path).mode & 0o777, statSync(join(folder, 'deep')).mode & 0o777]).toEqual([0o600, 0o700]);
  writeFileSync(`${path}.new`, 'half of one, from a crash');
  const empty: AgentState = { position: undefined, home: undefined, expiredSince: undefined, entries: [], beyond: [], neighbours: [] };
  saveState(path, empty);
  expect([loadState(path), readdirSync(join(folder, 'deep'))]).toEqual([empty, ['map.json']]);
});

test('what an agent of before kept is taken, without the MACs that it did not keep', () => {
  const path = join(folder, 'first.json');
  writeFileSync(path, '{"version":1,"position":null,"home":null,"expired_since":null,"entries":[["s","g","10.0.0.1",null,"Camera",null,null,"2026","ff"]],"beyond":[]}');
  expect(loadState(path)).toMatchObject({ entries: [{ hash: 255n, place: { ip_address: '10.0.0.1', category: 'Camera', mac: null } }], neighbours: [] });
});

test('a file that is damaged anywhere is damaged', () => {
  const path = join(folder, 'map.json');
  saveState(path, STATE);
  const good = readFileSync(path, 'utf8');
  const bad = ['', '{', 'null', '[]', good.slice(0, -5), good.replace('"version":2', '"version":3'), good.replace('2001:db8::2', '2001:DB8::2'), good.replace('10.0.0.2', '10.0.0.2/8'), good.replace('10.0.0.2', '::1'), good.replace('ffffffffffffff02', 'xyz'), good.replace('"revision":1099511627776', '"revision":"1"'), good.replace('"A \\"b\\"\\n"', '7')];
  for (const text of bad) {
    writeFileSync(path, text);
    expect(() => loadState(path)).toThrow('the state of the agent is damaged');
  }
});

test('a place that cannot be written is said', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => { saveState(join(folder, 'file', 'map.json'), STATE); }).toThrow('cannot write the state of the agent');
});

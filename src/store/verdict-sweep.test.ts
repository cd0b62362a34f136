/** Verdicts that nobody refers to are collected; those of a device, of a mapping or of a change that waits in a journal are not. */
import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ipv4, Mac } from '../model/index.ts';
import { openStore, type DeviceRow, type SavedVerdict, type Store, type TickWrite } from './index.ts';
import { SWEEP_AFTER } from './verdict-sweep.ts';

const NOTHING: TickWrite = {
  tick: 1, rows: [], logged: [], seen: [], settled: [], settledBefore: 0, evicted: [], tenants: [], changed: [], mappings: [], batches: [], forgetBatchesBefore: 0,
};
/** Another object each time, as a device's own is. */
const verdict = (version: string): SavedVerdict => ({
  device_type: 'IT', category: 'Phones', profile: 'Phone', vendor: null, model: null, os_family: 'Android', os_version: version, risk_score: null, risk_level: null,
});
const write = (id: number, version: string) => {
  const row: DeviceRow = {
    id, scope: 1, mac: (0x020000000000 + id) as Mac, firstSeen: 1, metAt: 1, lastActivity: 1, ip: 0 as Ipv4, ipTime: 0, ipProof: 'arp', hostname: null, confidence: 90, identifiedAt: 1, verdict: verdict(version),
  };
  return { row, evidence: new Uint8Array(1) };
};
const mapping = (ip: number, version: string) => ({
  scope: 1, ip: ip as Ipv4, revision: 1, at: 1, entry: { mac: 5 as Mac, hostname: null, verdict: verdict(version), confidence: 95, source: 'arp' as const, identifiedAt: 3 },
});
function versions(dir: string): string[] {
  const db = new Database(join(dir, 'nameplate.db'), { readonly: true });
  const found = db.prepare<{ v: string }, []>('SELECT os_version AS v FROM verdicts ORDER BY v').all().map(({ v }) => v);
  db.close();
  return found;
}
function inFolder(work: (dir: string, store: Store) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-sweep-'));
  const store = openStore(dir, { role: 'node', now: 0 });
  try { work(dir, store); } finally { store.close(); rmSync(dir, { recursive: true }); }
}
/** Fewer than a sweep is worth, and those that make it so. */
const ALL = Array.from({ length: SWEEP_AFTER - 10 }, (_, i) => i + 1), MORE = Array.from({ length: 20 }, (_, i) => SWEEP_AFTER + i);

test('what nobody refers to is collected, and its number is given out no more', () => {
  inFolder((dir, store) => {
    // Two are known from a journal alone, two are of a device and a mapping, the rest of devices that say something else by now.
    store.commitTick({ ...NOTHING, logged: [write(1, 'logged')], changed: [mapping(9, 'changed')], mappings: [mapping(8, 'mapped')], rows: [write(1, 'old'), write(2, 'kept')] });
    const first = ALL.map((id) => write(id + 10, `v${id}`));
    store.commitTick({ ...NOTHING, tick: 2, rows: first });
    store.commitTick({ ...NOTHING, tick: 3, rows: ALL.map((id) => write(id + 10, 'kept')) });
    store.commitTick({ ...NOTHING, tick: 4, rows: MORE.map((id) => write(id + 10, 'kept')), logged: MORE.map((id) => write(id + 10, `v${id}`)) });
    for (let tick = 5; tick < 20; tick++) store.commitTick({ ...NOTHING, tick, settledBefore: 4 });
    // The journals may still say it.
    expect(versions(dir)).toHaveLength(ALL.length + MORE.length + 5);
    store.commitTick({ ...NOTHING, tick: 20, settledBefore: 4, rows: [write(1, 'logged')], mappings: [mapping(9, 'changed')] });
    for (let tick = 21; tick < 30; tick++) store.commitTick({ ...NOTHING, tick, settledBefore: tick - 5 });
    // The row of device 1 said "old" when it was looked at: that goes with the next sweep.
    expect(versions(dir)).toEqual(['changed', 'kept', 'logged', 'mapped', 'old']);
    store.commitTick({ ...NOTHING, tick: 30, rows: [...first.slice(0, 2), write(3, 'old')] });
    expect([11, 12, 3, 13].map((id) => store.devices.byId(id)?.verdict?.os_version)).toEqual(['v1', 'v2', 'old', 'kept']);
  });
});

test('a tick that failed in the middle of a sweep takes nothing that is in use', () => {
  inFolder((dir, store) => {
    const all = [...ALL, ...MORE], again = all.map((id) => write(id, 'new'));
    store.commitTick({ ...NOTHING, rows: all.map((id) => write(id, `v${id}`)) });
    store.commitTick({ ...NOTHING, tick: 2, settledBefore: 1 });
    const bad: TickWrite = { ...NOTHING, tick: 3, settledBefore: 3, rows: [...again, { ...write(1, 'x'), evidence: 'no bytes' as unknown as Uint8Array }] }; // what the database refuses
    expect(() => store.commitTick(bad)).toThrow();
    for (let tick = 4; tick < 20; tick++) store.commitTick({ ...NOTHING, tick, settledBefore: tick - 1 });
    expect(versions(dir)).toHaveLength(all.length);
    expect(store.devices.byId(7)?.verdict?.os_version).toBe('v7');
  });
});

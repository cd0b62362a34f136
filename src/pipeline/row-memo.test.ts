/** A repeated row costs little and changes nothing but activity; what depends on order is said again. */
import { expect, test } from 'bun:test';
import { DeviceTable } from './device-table.ts';
import { Words } from '../features/index.ts';
import { FactRows } from '../journeys/fact-rows.ts';
import { judgeParts } from './judge.ts';
import { identifyFiles } from '../desk/index.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { DEFAULT_SCOPE } from '../model/index.ts';
import { DEFAULT_RULE } from '../mapping/index.ts';
import { createPipeline, type PipelineDeps } from './pipeline.ts';
import { RowMemo } from './row-memo.ts';
import { openStore } from '../store/index.ts';
import { makeMetrics } from '../telemetry/index.ts';

const lease = (second: number, hostname: string): string => JSON.stringify({
  record: 'dhcp', time: `2026-01-02T03:04:${String(second).padStart(2, '0')}Z`, src_mac: '02:00:00:00:00:01', chaddr: '02:00:00:00:00:01', xid: second, message_type: 3, hostname, vendor_class: 'udhcp 1.19.4',
});
const query = (fields: object): string => JSON.stringify({ record: 'dns', src_mac: '02:00:00:00:00:01', src_ip: '10.0.0.1', dst_ip: '10.0.0.2', dst_port: 53, query_name: ['a.example'], query_type: [1], ...fields });
const digests = (lines: readonly string[]): number[] => {
  const batch = loadKernel().parse(PARSERS.eal, new TextEncoder().encode(`${lines.join('\n')}\n`));
  return lines.map((_, row) => batch.digest(row));
};

test('a digest knows a row by what it says, not by when or from which port', () => {
  const [first, later, other, host] = digests([
    query({ time: '2026-01-02T03:04:05Z', src_port: 40000, id: 1 }), query({ time: '2026-01-02T03:05:05Z', src_port: 50000, id: 2 }),
    query({ query_name: ['b.example'] }), query({ src_mac: '02:00:00:00:00:02' }),
  ]);
  expect(later).toBe(first!);
  expect(new Set([first, other, host]).size).toBe(3);
});

test('a name taken back is the last name again', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-memo-')), file = join(dir, 'in.eal');
  try {
    writeFileSync(file, [lease(1, 'alpha'), lease(2, 'beta'), lease(3, 'alpha')].join('\n'));
    const { devices, records } = await identifyFiles({ files: [file], from: undefined, signal: new AbortController().signal, progress: () => undefined });
    expect(records).toBe(3);
    expect(devices.map((device) => [device.hostname, device.last_activity])).toEqual([['alpha', '2026-01-02T03:04:03.000Z']]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('a row whose first reading failed is read in full when it comes again', async () => {
  const now = Date.parse('2026-01-02T04:00:00Z'), store = openStore(':memory:', { role: 'tool', now }), parts = judgeParts();
  let failing = true;
  const observe: PipelineDeps['observe'] = (rows, sink, repeated) => parts.observe(rows, failing ? { ...sink, fact: () => { throw new Error('no room'); } } : sink, repeated);
  const pipeline = createPipeline({ ...parts, observe, store, metrics: makeMetrics(), now: () => now, newEpoch: () => '0'.repeat(16), onTrouble: (error) => { throw error; } }, { checkpointMs: 0 });
  const offer = (): Promise<unknown> => pipeline.offer({
    scope: DEFAULT_SCOPE, firewall: 'F', batchId: 'one', rows: loadKernel().parse(PARSERS.eal, new TextEncoder().encode(lease(1, 'alpha'))),
  });
  expect(await offer().then(() => 'taken', () => 'refused')).toBe('refused');
  failing = false;
  const again = offer();
  await Bun.sleep(0);
  await pipeline.tick();
  expect(await again).toMatchObject({ records: 1, repeated: false });
  expect((await pipeline.describe([1])).map(({ row }) => row.hostname)).toEqual(['alpha']);
  await pipeline.stop();
  store.close();
});

test('what is said once pushes out what is said once, and not what is repeated; the last to come is always there', () => {
  class Digests extends FactRows {
    constructor(readonly values: readonly number[]) { super([]); }
    override digest(row?: number): number { return this.values[row ?? 0] ?? 0; }
  }
  const store = openStore(':memory:', { role: 'tool', now: 0 }), memo = new RowMemo();
  const slot = new DeviceTable({ store, vendorOf: () => undefined, words: new Words(), newEpoch: () => '0'.repeat(16), now: () => 0, maxDevices: 9, memoryDevices: 9, memoryEvidence: 9, rule: DEFAULT_RULE, horizonMs: 1, maxEntries: 9 }).scope(DEFAULT_SCOPE);
  const known = (digest: number): boolean => memo.recall(slot, new Digests([digest]), 0, () => undefined) !== undefined;
  const repeated = [1, 2], once = Array.from({ length: 500 }, (_, n) => 100 + n); // below 2^21: all in one group of the memo
  for (let round = 0; round < 3; round++) for (const digest of repeated) known(digest);
  for (const digest of once) {
    expect(known(digest)).toBe(false);
    expect(known(digest)).toBe(true);
    expect(repeated.map(known)).toEqual([true, true]);
  }
  expect(once.slice(0, -4).map(known)).not.toContain(true);
  store.close();
});

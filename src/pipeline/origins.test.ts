/** Numbers of what evidence came from: for ever the same, bounded, in words again after a restart. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKernel, logState, PARSERS, RECORD_NAMES, reasonName } from '../kernels/index.ts';
import { DEFAULT_SCOPE, type RowReader } from '../model/index.ts';
import { judgeParts } from './judge.ts';
import { Origins } from './origins.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { openStore, type Store } from '../store/index.ts';
import { makeMetrics } from '../telemetry/index.ts';

const KINDS = ['none', 'dhcp', 'dns'], kindName = (kind: number): string => KINDS[kind] ?? 'other';

test('a kind of record from a sender has one number, and the number its words', () => {
  const origins = new Origins([], kindName), of = origins.of('FW1');
  expect([of(1), of(2), of(1), origins.of('FW2')(1), origins.of('')(2)]).toEqual([1, 2, 1, 3, 4]);
  expect([1, 2, 3, 4, 0, 9].map((source) => origins.textOf(source))).toEqual(['dhcp from FW1', 'dns from FW1', 'dhcp from FW2', 'dns', null, null]);
});

test('what was stored keeps its number; only what is new is written, until it is', () => {
  const origins = new Origins([{ id: 1, record: 'dns', sender: 'FW1' }], kindName), of = origins.of('FW1');
  expect([of(1), of(2)]).toEqual([2, 1]);
  expect(origins.unsaved()).toEqual([{ id: 2, record: 'dhcp', sender: 'FW1' }]);
  const written = origins.unsaved();
  origins.of('FW2')(1);
  origins.committed(written);
  expect(origins.unsaved()).toEqual([{ id: 3, record: 'dhcp', sender: 'FW2' }]);
});

test('a full table gives no number to what is new, and counts it', () => {
  const origins = new Origins([], kindName, 2), of = origins.of('FW1');
  expect([of(1), of(2), origins.of('FW2')(1), of(1)]).toEqual([1, 2, 0, 1]);
  expect([origins.size, origins.refused]).toEqual([2, 1]);
});

const T = Date.UTC(2026, 10, 20, 9), kernel = loadKernel();
const leases = (lines: readonly string[]): RowReader => kernel.parse(PARSERS.log, Buffer.from(`${lines.join('\n')}\n`), logState({ referenceMs: T, zoneMinutes: 0 }));

function node(dir: string): { readonly store: Store; readonly pipeline: Pipeline } {
  const store = openStore(dir, { role: 'node', now: T });
  const pipeline = createPipeline({
    ...judgeParts(), store, metrics: makeMetrics(), kindName: (kind) => RECORD_NAMES[kind] ?? '', reasonName, now: () => T + 60_000, newEpoch: () => '0'.repeat(16), onTrouble: (error) => { throw error; },
  }, { checkpointMs: 0 });
  return { store, pipeline };
}

test('[R48] after a restart a device still says what it said, when, and which record of which sender had it', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-origins-'));
  const said = async (pipeline: Pipeline): Promise<string[]> => (await pipeline.describe([1])).flatMap(({ state }) => state.sayings().map(({ parameter, value, time, source }) => `${parameter} ${value} ${new Date(time).toISOString()} ${pipeline.recordOf(source)}`));
  let { store, pipeline } = node(dir);
  const receipt = pipeline.offer({ scope: DEFAULT_SCOPE, firewall: '007200002536', batchId: 'b1', rows: leases(['Nov 20 08:30:05 dhcpd[1]: DHCPACK on 10.9.0.1 to 1c:5f:2b:00:00:01 (xqz-1) via eth0']) });
  await Bun.sleep(0);
  await pipeline.tick();
  await receipt;
  const before = await said(pipeline);
  expect(before).toEqual(['dhcp.hostname xqz-1 2026-11-20T08:30:05.000Z lease from 007200002536']);
  await pipeline.stop();
  store.close();
  ({ store, pipeline } = node(dir));
  expect(await said(pipeline)).toEqual(before);
  // Another sender after the restart has another number, and takes nobody's.
  await pipeline.absorb(DEFAULT_SCOPE, 'dc1', leases(['Nov 20 08:40:05 dhcpd[1]: DHCPACK on 10.9.0.1 to 1c:5f:2b:00:00:01 (xqz-2) via eth0']));
  await pipeline.tick();
  expect(await said(pipeline)).toEqual(['dhcp.hostname xqz-2 2026-11-20T08:40:05.000Z lease from dc1']);
  expect(store.evidenceSources.list()).toEqual([{ id: 1, record: 'lease', sender: '007200002536' }, { id: 2, record: 'lease', sender: 'dc1' }]);
  await pipeline.stop();
  store.close();
  rmSync(dir, { recursive: true });
});

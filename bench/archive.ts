/** Raw logs: what keeping them costs uploads, what a record takes on disk, and how long a search in a million records takes beside zstdcat and grep. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ealLines } from './eal-lines.ts';
import { percentiles, type BenchRow } from './row.ts';
import { Archive, deviceKey, linesOf, newCounts, searchLogs, Sweeper, type LogQuery } from '../src/archive/index.ts';
import { createPipeline, judgeParts } from '../src/pipeline/index.ts';
import { createPool, loadKernel } from '../src/kernels/index.ts';
import { DEFAULT_SCOPE } from '../src/model/index.ts';
import { logUploads } from '../src/sources/index.ts';
import { openStore, type Store } from '../src/store/index.ts';
import { makeLog, makeMetrics } from '../src/telemetry/index.ts';

const RECORDS = 1_000_000, UPLOAD_BYTES = 4 * 1024 * 1024, UPLOADERS = 12;
/** The lines of every upload begin at the same time and span less than this: each is moved behind the one before. */
const SPAN_MS = 50_000;
/** Searches of one kind; the median counts. */
const ROUNDS = 3;

interface Run { readonly perSecond: number; readonly commitMs: number; readonly records: number; readonly mainSeconds: number }

/** Uploads as the listener hands them over, several at a time, against a ticking pipeline; the last acknowledgement ends it. */
async function intake(dir: string, keep: 'raw' | 'facts', bodies: readonly Buffer[]): Promise<Run> {
  const store = openStore(dir, { role: 'node', now: Date.now() }), metrics = makeMetrics(), pool = createPool();
  const archive = new Archive({ store, metrics, linesOf, now: Date.now, steady: Date.now, retention: { keep, days: 30, typeDays: {}, maxBytes: 2 ** 40 } });
  const pipeline = createPipeline({ ...judgeParts(), store, metrics, archive, now: Date.now, newEpoch: () => '0'.repeat(16), onTrouble: (error) => { throw error; } });
  const receive = logUploads({ now: Date.now, erspan: false, pool, kernel: loadKernel(), inflatedMaxBytes: 2 ** 30, receiptOf: (scope, firewall, batch) => pipeline.receiptOf(scope, firewall, batch), offer: (batch) => pipeline.offer(batch) });
  pipeline.start();
  const begun = performance.now(), cpu = process.cpuUsage();
  let next = 0, records = 0;
  await Promise.all(Array.from({ length: UPLOADERS }, async (_, uploader) => {
    for (let i = next++; i < bodies.length; i = next++) {
      const body = bodies[i];
      const receipt = await receive({ scope: DEFAULT_SCOPE, firewall: `FW-${uploader}`, batch: `b${i}`, format: 'eal', encoding: '', shiftMs: i * SPAN_MS, signal: new AbortController().signal, body: (async function* () { if (body) yield body; })() });
      records += receipt.records;
    }
  }));
  const seconds = (performance.now() - begun) / 1000, used = process.cpuUsage(cpu);
  await pipeline.stop();
  await pool.close();
  const commit = metrics.histogram('nameplate_archive_write_seconds');
  store.close();
  return { perSecond: records / seconds, commitMs: commit.count === 0 ? 0 : (commit.sum / commit.count) * 1000, records, mainSeconds: (used.user + used.system) / 1e6 };
}

async function timed(store: Store, query: Partial<LogQuery>): Promise<{ readonly ms: number; readonly found: number; readonly unpacked: number; readonly frames: number }> {
  const samples: number[] = [];
  let found = 0, counts = newCounts();
  const kernel = loadKernel();
  for (let round = 0; round < ROUNDS; round++) {
    counts = newCounts();
    found = 0;
    const begun = performance.now();
    for await (const _ of searchLogs({ store, kernel, counts }, { tenant: 'default', from: 0, to: Infinity, types: [], oldestFirst: false, limit: Infinity, ...query })) found += 1;
    samples.push(performance.now() - begun);
  }
  if (counts.missing > 0) throw new Error('the archive is not whole');
  return { ms: percentiles(samples).p50, found, unpacked: counts.unpacked, frames: counts.frames };
}

export async function run(): Promise<BenchRow[]> {
  const bodies: Buffer[] = [];
  let lines = 0;
  for (let seed = 1; lines < RECORDS; seed++) {
    const body = Buffer.from(ealLines(seed, UPLOAD_BYTES));
    for (let at = body.indexOf(10); at >= 0; at = body.indexOf(10, at + 1)) lines += 1;
    bodies.push(body);
  }
  const plain = bodies.reduce((sum, body) => sum + body.length, 0);
  const runs: Record<'raw' | 'facts', Run[]> = { raw: [], facts: [] };
  let dir = '';
  for (const keep of ['raw', 'facts', 'facts', 'raw'] as const) {
    if (dir !== '') rmSync(dir, { recursive: true });
    dir = mkdtempSync(join(tmpdir(), 'nameplate-bench-'));
    runs[keep].push(await intake(dir, keep, bodies));
  }
  const best = (keep: 'raw' | 'facts'): Run => runs[keep].reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
  const raw = best('raw'), facts = best('facts');
  const store = openStore(dir, { role: 'node', now: Date.now() });
  const { records, bytes, frames } = store.archive.totals('default');
  const found = Array.from((await Array.fromAsync(searchLogs({ store, kernel: loadKernel(), counts: newCounts() }, { tenant: 'default', from: 0, to: Infinity, types: ['dhcp'], oldestFirst: false, limit: 1 })))), mac = String(found[0]?.record['chaddr']), middle = (found[0]?.time ?? 0);
  const kernel = loadKernel();
  const device = await timed(store, { device: deviceKey(kernel, mac) }), newest = await timed(store, { limit: 100 });
  const window = await timed(store, { from: middle - 60_000, to: middle, types: ['dns'] }), type = await timed(store, { types: ['dhcp'] }), all = await timed(store, {});
  const grep = peerGrep(dir, mac);
  const sweep = await packed(store);
  store.close();
  rmSync(dir, { recursive: true });
  const of = `${(plain / lines).toFixed(0)} B a line as received; ${frames} frames`;
  return [
    { name: 'records a second, uploads to acknowledgement, raw logs kept', value: raw.perSecond, unit: '/s', better: 'higher', peer: { name: 'facts only', value: facts.perSecond }, aim: { ofPeer: 0.8 }, note: `${raw.records.toLocaleString('en')} records in ${bodies.length} uploads, ${UPLOADERS} at a time` },
    { name: 'processor time a record, raw logs kept', value: (raw.mainSeconds / raw.records) * 1e6, unit: 'µs', better: 'lower', peer: { name: 'facts only', value: (facts.mainSeconds / facts.records) * 1e6 } },
    { name: 'time a tick waits for the archive', value: raw.commitMs, unit: 'ms', better: 'lower', note: 'mean of write and sync' },
    { name: 'archive bytes a record', value: bytes / records, unit: 'B', better: 'lower', note: of },
    { name: 'archive bytes a record, packed', value: sweep, unit: 'B', better: 'lower' },
    { name: 'search of 1 M records for one device', value: device.ms, unit: 'ms', better: 'lower', peer: { name: 'zstd -dc and grep', value: grep }, note: `${device.found} found, ${device.unpacked} of ${device.frames} frames unpacked` },
    { name: 'search of 1 M records, the newest 100', value: newest.ms, unit: 'ms', better: 'lower', note: `${newest.unpacked} frames unpacked` },
    { name: 'search of 1 M records, one type in one minute', value: window.ms, unit: 'ms', better: 'lower', note: `${window.found} found` },
    { name: 'search of 1 M records, all of one type', value: type.ms, unit: 'ms', better: 'lower', note: `${type.found.toLocaleString('en')} found` },
    { name: 'reading 1 M records back, in the order of time', value: all.ms, unit: 'ms', better: 'lower', note: `${all.found.toLocaleString('en')} found` },
  ];
}

function peerGrep(dir: string, mac: string): number {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    Bun.spawnSync(['sh', '-c', `zstd -dcq "$0"/archive/t-default/*.zst | grep -c '${mac}'`, dir], { stdout: 'ignore' });
    samples.push(performance.now() - begun);
  }
  return percentiles(samples).p50;
}

/** Bytes a record after every segment was packed. */
async function packed(store: Store): Promise<number> {
  const metrics = makeMetrics(), log = makeLog({ level: 'error', format: 'json', now: () => 0, write: (line) => { process.stderr.write(`${line}\n`); } });
  const archive = new Archive({ store, metrics, linesOf, now: Date.now, steady: Date.now, retention: { keep: 'raw', days: 30, typeDays: {}, maxBytes: 2 ** 40 } });
  for (const { id } of store.archive.segments()) archive.close(id);
  const sweeper = new Sweeper({ archive, store, metrics, log, kernel: loadKernel, cutoff: () => 0 });
  for (let round = 0; round < 10; round++) await sweeper.sweep();
  const { bytes, records } = store.archive.totals('default');
  return bytes / records;
}

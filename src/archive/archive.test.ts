/** The archive over a real store and the real kernel: what is kept, what a failed commit and a kill leave, what is swept, and what a search finds. */
import { afterEach, expect, test } from 'bun:test';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { loadKernel, PARSERS, toRecord, type RowBatch } from '../kernels/index.ts';
import { DEFAULT_SCOPE, EdgeError, type Scope } from '../model/index.ts';
import { openStore, type Retention, type Store } from '../store/index.ts';
import { makeLog, makeMetrics, type Metrics } from '../telemetry/index.ts';
import { Archive, deviceKey, linesOf, newCounts, searchLogs, Sweeper, type LogQuery } from './index.ts';

const kernel = loadKernel();
const T0 = Date.UTC(2026, 5, 1, 12), HOUR = 3_600_000, DAY = 24 * HOUR;
const RAW: Retention = { keep: 'raw', days: 30, typeDays: {}, maxBytes: 2 ** 40 };
const NOTHING = { tick: 0, rows: [], logged: [], seen: [], settled: [], settledBefore: 0, evicted: [], tenants: [], changed: [], mappings: [], batches: [], forgetBatchesBefore: 0 };
const folders: string[] = [];
afterEach(() => { for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true }); });

class Kept {
  readonly dir: string;
  readonly metrics: Metrics = makeMetrics();
  readonly lines: string[] = [];
  now = T0;
  store: Store;
  archive: Archive;
  sweeper: Sweeper;
  constructor(readonly options: { readonly retention?: Retention; readonly waitingMax?: number; readonly segmentMax?: number } = {}) {
    this.dir = mkdtempSync(join(tmpdir(), 'nameplate-archive-'));
    folders.push(this.dir);
    [this.store, this.archive, this.sweeper] = this.#open();
  }
  #open(): [Store, Archive, Sweeper] {
    const store = openStore(this.dir, { role: 'node', now: this.now }), { metrics } = this;
    const { retention = RAW, ...bounds } = this.options;
    const archive = new Archive({ store, metrics, linesOf, retention, now: () => this.now, steady: () => this.now, ...bounds });
    const log = makeLog({ level: 'debug', format: 'human', now: () => this.now, write: (line) => { this.lines.push(line); } });
    return [store, archive, new Sweeper({ archive, store, metrics, log, kernel: () => kernel, cutoff: (ms) => this.now - ms })];
  }
  /** As after a kill. */
  again(): void {
    this.store.close();
    [this.store, this.archive, this.sweeper] = this.#open();
  }
  /** One upload, without its commit. */
  async stage(lines: string | RowBatch, firewall = 'fw-1', scope: Scope = DEFAULT_SCOPE, shift = 0) {
    const stage = this.archive.stage(scope, firewall, shift);
    await stage?.add(typeof lines === 'string' ? kernel.parse(PARSERS.eal, Buffer.from(lines)) : lines);
    return stage;
  }
  commit(fail = false): void {
    const write = this.archive.write();
    if (fail) return;
    this.store.commitTick(NOTHING, write);
    this.archive.committed();
  }
  async upload(lines: string | RowBatch, firewall?: string, scope?: Scope, shift?: number): Promise<void> {
    await this.archive.prepare([await this.stage(lines, firewall, scope, shift)]);
    this.commit();
  }
  async find(query: Partial<LogQuery> & { readonly near?: string } = {}) {
    const counts = newCounts(), { near, ...more } = query;
    const found = await Array.fromAsync(searchLogs({ store: this.store, kernel, counts }, {
      tenant: 'default', from: 0, to: Infinity, types: [], oldestFirst: true, limit: Infinity, ...(near !== undefined && { device: deviceKey(kernel, near) }), ...more,
    }));
    return { found, lines: found.map(({ line }) => line), counts };
  }
  files(): string[] { return existsSync(join(this.dir, 'archive')) ? readdirSync(join(this.dir, 'archive'), { recursive: true }).map(String).filter((name) => name.endsWith('.zst')).sort() : []; }
}

const at = (ms: number): string => new Date(ms).toISOString();
const mac = (n: number): string => `02:00:00:00:${(n >>> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`;
function dns(n: number, time: number): string { return `{ "record":"dns", "time":"${at(time)}","src_mac":"${mac(n)}","src_ip":"10.0.${n >>> 8}.${n & 255}","query_name":["host-${n}.example"]}`; }
function dhcp(n: number, time: number): string { return `{"record":"dhcp","time":"${at(time)}","src_mac":"02:ff:00:00:00:01","chaddr":"${mac(n)}","yiaddr":"10.9.${n >>> 8}.${n & 255}","message_type":5,"xid":${n}}`; }
const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

test('[R2] a tenant that keeps facts only has no archive; one that keeps raw logs has every line as it came, by its own setting', async () => {
  const kept = new Kept({ retention: { ...RAW, keep: 'facts' } });
  kept.store.retention.set('acme', RAW);
  await kept.upload(text(dns(1, T0)));
  await kept.upload(text(dns(2, T0), '  {"record":"what"}  ', dhcp(3, T0)).slice(0, -1), 'fw-2', { ...DEFAULT_SCOPE, tenant: 'acme' });
  expect((await kept.find()).lines).toEqual([]);
  const acme = await kept.find({ tenant: 'acme' });
  expect(acme.lines.sort()).toEqual([dhcp(3, T0), dns(2, T0)].sort());
  expect(acme.found[0]?.owner).toMatchObject({ firewall: 'fw-2', site: 'default', received: T0 });
  expect((await kept.find({ tenant: 'acme', types: ['reject'] })).lines).toEqual(['  {"record":"what"}  ']);
  expect(kept.files()).toEqual(['t-acme/2026-06-01-000000001.zst']);
});

test('a segment is a plain .zst file: whoever has zstd has the logs', async () => {
  const kept = new Kept();
  await kept.upload(text(dns(1, T0), dns(2, T0)));
  await kept.upload(text(dns(3, T0)));
  const file = readFileSync(join(kept.dir, 'archive', kept.files()[0] ?? ''));
  expect(zstdDecompressSync(file).toString()).toBe(text(dns(1, T0), dns(2, T0), dns(3, T0)));
});

test('[R2] a capture is kept as its records, and they are read back as they were', async () => {
  const kept = new Kept();
  const bytes = readFileSync(join(import.meta.dir, '../../fixtures/dhcp/good-dhclient-laptop/in.pcap'));
  const rows = kernel.parse(PARSERS.capture, bytes);
  await kept.upload(rows);
  const records = Array.from({ length: rows.count }, (_, row) => toRecord(rows, row)).filter(({ record }) => record !== 'reject');
  expect(records.length).toBeGreaterThan(0);
  expect((await kept.find({ to: Infinity })).found.map(({ record }) => record)).toEqual(records);
});

test('[R5] a search takes time, firewall, type and device, newest or oldest first, and unpacks only what may have it', async () => {
  const kept = new Kept();
  for (let i = 0; i < 20; i++) {
    const time = T0 + i * HOUR;
    kept.now = time + 1000;
    await kept.upload(text(...Array.from({ length: 50 }, (_, k) => dns(i * 50 + k, time + k)), dhcp(i, time)), i % 2 === 0 ? 'fw-1' : 'fw-2');
  }
  kept.now = T0 + 30 * HOUR;
  const all = await kept.find();
  expect(all.found).toHaveLength(1020);
  expect(all.found.map(({ time }) => time)).toEqual(all.found.map(({ time }) => time).sort((a, b) => a - b));
  expect((await kept.find({ types: ['dhcp'] })).lines).toHaveLength(20);
  expect((await kept.find({ types: ['dhcp'] })).counts.unpacked).toBe(20);
  expect((await kept.find({ firewall: 'fw-2', types: ['dhcp'] })).found.map(({ owner }) => owner.firewall)).toEqual(Array<string>(10).fill('fw-2'));
  expect((await kept.find({ from: T0 + 2 * HOUR, to: T0 + 2 * HOUR + 3 })).lines.sort()).toEqual([dhcp(2, T0 + 2 * HOUR), ...[0, 1, 2, 3].map((k) => dns(100 + k, T0 + 2 * HOUR + k))].sort());
  const one = await kept.find({ near: mac(777) });
  expect(one.lines).toEqual([dns(777, T0 + 15 * HOUR + 27)]);
  expect(one.counts.unpacked).toBeLessThan(4);
  expect((await kept.find({ near: '10.0.3.9' })).lines).toEqual(one.lines);
  expect((await kept.find({ near: '10.9.0.7' })).lines).toEqual([dhcp(7, T0 + 7 * HOUR)]); // only the answer names this address
  expect((await kept.find({ near: mac(7).toUpperCase().replaceAll(':', '-'), types: ['dhcp'] })).lines).toEqual([dhcp(7, T0 + 7 * HOUR)]);
  const newest = await kept.find({ oldestFirst: false, limit: 5 });
  expect(newest.lines).toEqual([49, 48, 47, 46, 45].map((k) => dns(950 + k, T0 + 19 * HOUR + k)));
  expect(newest.counts.unpacked).toBeLessThan(4);
});

test('an IPv6 address is found in whatever spelling; what is no address is wrong usage', async () => {
  const kept = new Kept();
  const line = '{"record":"mdns","src_ip6":"fe80::1:2","query_name":["a.local"]}';
  await kept.upload(text(line, '{"record":"mdns","src_ip6":"fe80::1:3","query_name":["a.local"]}'));
  expect((await kept.find({ near: 'FE80:0::1:2' })).lines).toEqual([line]);
  for (const bad of ['', 'host', '10.0.0', '1.2.3.4","x":"']) expect(() => deviceKey(kernel, bad)).toThrow('a device is a MAC or an IP address');
});

test('times: without one it is when it came, a clock ahead is not believed, and a replay says how old it is', async () => {
  const kept = new Kept();
  await kept.upload(text('{"record":"dns","src_ip":"10.0.0.1"}'));
  await kept.upload(text(dns(2, T0 + 100 * DAY)));
  await kept.upload(text(dns(3, T0 - 400 * DAY)), 'fw-1', DEFAULT_SCOPE, 399 * DAY);
  expect((await kept.find()).found.map(({ time }) => time)).toEqual([T0 - DAY, T0, T0]);
});

test('[R79] a commit that fails takes nothing back and doubles nothing: the next one writes all of it in the same place', async () => {
  const kept = new Kept();
  await kept.upload(text(dns(1, T0)));
  await kept.archive.prepare([await kept.stage(text(dns(2, T0 - 2)))]);
  kept.commit(true);
  await kept.archive.prepare([await kept.stage(text(dns(3, T0 - 1)))]);
  kept.commit(true);
  kept.commit();
  expect((await kept.find()).lines.sort()).toEqual([dns(1, T0), dns(2, T0 - 2), dns(3, T0 - 1)].sort());
  expect(kept.files()).toHaveLength(1);
});

test('what was refused after it was packed is in no later commit, and a stage is taken once', async () => {
  const kept = new Kept();
  await kept.archive.prepare([await kept.stage(text(dns(1, T0)))]);
  kept.commit(true);
  kept.archive.forget();
  const stage = await kept.stage(text(dns(2, T0)));
  await kept.archive.prepare([stage, undefined]);
  await kept.archive.prepare([stage]);
  kept.commit();
  expect((await kept.find()).lines).toEqual([dns(2, T0)]);
  expect(kept.archive.waiting).toBe(0);
});

test('[R79] after a kill: bytes and files that no commit knows are gone, what was committed stays, and appending goes on', async () => {
  const kept = new Kept();
  await kept.upload(text(dns(1, T0)));
  const [name = ''] = kept.files(), path = join(kept.dir, 'archive', name);
  appendFileSync(path, 'half a frame');
  writeFileSync(join(kept.dir, 'archive', 't-default', '2026-06-01-000000009.zst'), 'a segment nobody committed');
  kept.again();
  expect(kept.archive.recovered).toEqual({ cutBytes: 12, orphans: 1, lostRecords: 0 });
  kept.now += 1;
  await kept.upload(text(dns(2, T0 + 1)));
  expect((await kept.find()).lines).toEqual([dns(1, T0), dns(2, T0 + 1)]);
  expect(kept.files()).toEqual([name]);
});

test('a file that lost its end or is gone is said and counted; the rest is found', async () => {
  const kept = new Kept({ segmentMax: 1 });
  for (let i = 0; i < 3; i++) await kept.upload(text(dns(i, T0), dhcp(i, T0)));
  const paths = kept.files().map((name) => join(kept.dir, 'archive', name));
  expect(paths.length).toBe(6);
  rmSync(paths[0] ?? '');
  truncateSync(paths[1] ?? '', 20);
  kept.again();
  expect(kept.archive.recovered).toEqual({ cutBytes: 0, orphans: 0, lostRecords: 2 });
  expect((await kept.find()).lines).toHaveLength(4);
  await kept.sweeper.sweep();
  await kept.sweeper.sweep();
  expect(kept.files()).toHaveLength(4);
});

test('a damaged frame costs its own records only, and the search says so', async () => {
  const kept = new Kept();
  await kept.upload(text(dns(1, T0)));
  await kept.upload(text(dns(2, T0)));
  const path = join(kept.dir, 'archive', kept.files()[0] ?? ''), bytes = readFileSync(path);
  bytes[bytes.length - 8] = (bytes[bytes.length - 8] ?? 0) ^ 255;
  writeFileSync(path, bytes);
  const { lines, counts } = await kept.find();
  expect(lines).toEqual([dns(1, T0)]);
  expect(counts.missing).toBe(1);
});

test('beyond the bytes that may wait an upload is refused as overloaded, and dropped ones make room', async () => {
  const kept = new Kept({ waitingMax: 2000 });
  const lines = text(...Array.from({ length: 8 }, (_, i) => dns(i, T0)));
  const first = await kept.stage(lines);
  expect(kept.stage(lines)).rejects.toMatchObject({ code: 'overloaded' });
  first?.drop();
  expect(kept.archive.waiting).toBeLessThan(2000);
});

test('[R3] retention by type: records go when their days are over, by the steady clock, and those of other types stay', async () => {
  const kept = new Kept({ retention: { ...RAW, days: 10, typeDays: { dns: 2 } } });
  for (let day = 0; day < 5; day++) {
    kept.now = T0 + day * DAY;
    await kept.upload(text(dns(day, kept.now), dhcp(day, kept.now)));
  }
  for (let round = 0; round < 3; round++) await kept.sweeper.sweep();
  expect((await kept.find({ types: ['dns'] })).lines).toEqual([2, 3, 4].map((day) => dns(day, T0 + day * DAY)));
  expect((await kept.find({ types: ['dhcp'] })).lines).toHaveLength(5);
  kept.now = T0 + 13 * DAY + 1;
  for (let round = 0; round < 3; round++) await kept.sweeper.sweep();
  expect((await kept.find()).lines).toEqual([dhcp(4, T0 + 4 * DAY)]);
  expect(kept.files()).toHaveLength(1);
  expect(kept.metrics.counter('nameplate_archive_swept_records_total', { reason: 'age' }).value).toBe(9);
  kept.store.retention.set('default', { ...RAW, days: 0 });
  kept.now += 1;
  for (let round = 0; round < 2; round++) await kept.sweeper.sweep();
  expect(kept.files()).toEqual([]);
  await kept.upload(text(dns(9, kept.now)));
  expect((await kept.find()).lines).toEqual([dns(9, kept.now)]);
});

test('[R3] beyond its bytes the oldest segments go first, counted and said', async () => {
  const kept = new Kept({ segmentMax: 1, retention: { ...RAW, maxBytes: 1500 } });
  for (let i = 0; i < 10; i++) {
    kept.now += 1000;
    await kept.upload(text(dns(i, kept.now)));
  }
  for (let round = 0; round < 3; round++) await kept.sweeper.sweep();
  const { lines } = await kept.find(), { bytes } = kept.store.archive.totals('default');
  expect(bytes).toBeLessThanOrEqual(1500);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines).toEqual(Array.from({ length: 10 }, (_, i) => dns(i, T0 + (i + 1) * 1000)).slice(-lines.length));
  expect(kept.metrics.counter('nameplate_archive_swept_records_total', { reason: 'size' }).value).toBe(10 - lines.length);
  expect(kept.lines.some((line) => line.includes('the archive reached its size'))).toBe(true);
});

test('many small frames become few large ones with the same records, devices and owners', async () => {
  const kept = new Kept();
  for (let i = 0; i < 60; i++) {
    kept.now = T0 + i * 1000;
    await kept.upload(text(dns(i, kept.now), dhcp(i, kept.now)), `fw-${i % 3}`);
  }
  kept.now = T0 + DAY;
  await kept.upload(text(dns(60, kept.now)));
  const whole = await kept.find(), before = kept.store.archive.totals('default');
  await kept.sweeper.sweep();
  const after = kept.store.archive.totals('default');
  expect(before).toMatchObject({ frames: 121, records: 121 });
  expect(after).toMatchObject({ frames: 3, records: 121 });
  expect(after.bytes * 3).toBeLessThan(before.bytes);
  const byLine = (found: typeof whole.found) => found.map(({ line, time, owner }) => `${time} ${owner.firewall} ${line}`).sort();
  expect(byLine((await kept.find()).found)).toEqual(byLine(whole.found));
  expect((await kept.find({ near: mac(33), types: ['dns'] })).lines).toEqual([dns(33, T0 + 33_000)]);
  expect((await kept.find({ firewall: 'fw-2' })).found).toHaveLength(40);
  kept.again();
  expect(kept.archive.recovered.orphans).toBe(1); // the file that a search may still have read
  expect(byLine((await kept.find()).found)).toEqual(byLine(whole.found));
});

test('[R79] random uploads, failed commits, kills and sweeps: every committed record is there once, no other', async () => {
  let state = 20261127;
  const below = (n: number): number => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * n); };
  const kept = new Kept({ segmentMax: 3000 });
  const committed: string[] = [];
  let n = 0;
  for (let step = 0; step < 150; step++) {
    kept.now += below(2 * HOUR);
    const batches = Array.from({ length: below(4) }, () => Array.from({ length: 1 + below(6) }, () => (n++, below(2) === 0 ? dns(n, kept.now) : dhcp(n, kept.now))));
    await kept.archive.prepare(await Promise.all(batches.map((lines) => kept.stage(text(...lines)))));
    let waits = batches.flat();
    for (let tries = below(3); tries > 0; tries--) kept.commit(true);
    if (below(8) === 0) { kept.again(); waits = []; } else kept.commit();
    committed.push(...waits);
    if (below(5) === 0) await kept.sweeper.sweep();
  }
  expect((await kept.find()).lines.sort()).toEqual(committed.sort());
  expect((await kept.find()).counts).toMatchObject({ missing: 0, unordered: 0 });
});

test('EdgeErrors of a full disk name the archive', async () => {
  const kept = new Kept();
  await kept.archive.prepare([await kept.stage(text(dns(1, T0)))]);
  writeFileSync(join(kept.dir, 'archive'), 'a file where the folder should be');
  expect(() => kept.archive.write()).toThrow(EdgeError);
});

test('when uploads are refused their lines go, and what was absorbed beside them stays for the next commit', async () => {
  const kept = new Kept();
  const upload = await kept.stage('{"record":"dns","src_ip":"10.0.0.1"}\n', 'fw-1'), absorbed = await kept.stage('{"record":"dns","src_ip":"10.0.0.2"}\n', 'dc1');
  await kept.archive.prepare([upload], absorbed === undefined ? [] : [absorbed]);
  kept.commit(true);
  kept.archive.forget();
  kept.commit();
  expect(kept.store.archive.totals('default').records).toBe(1);
  expect(kept.archive.prepared).toBe(false);
});

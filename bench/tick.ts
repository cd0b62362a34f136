/**
 * The lower half of a node: ticks, bytes written, memory, frames, restarts, at 1 k, 100 k and 1 M devices, through the real fold, table, store and feed.
 * Verdicts come from a plain identifier: scoring has a bench of its own. Peers: the same rows upserted by a plain bun:sqlite loop, and the whole
 * map as JSON each time something changed.
 */
import { Database } from 'bun:sqlite';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentiles, type BenchRow } from './row.ts';
import { FactRows, type Said } from '../src/journeys/fact-rows.ts';
import { at, is, mac, named, settle, smallNode, type SmallNode } from '../src/journeys/small-node.ts';
import { DEFAULT_SCOPE, macText } from '../src/model/index.ts';
import { decodeCursor, encodeCursor } from '../src/wire/index.ts';

interface Figures {
  readonly memoryMb: number;
  readonly tickMs: readonly number[];
  readonly tickBytes: number;
  readonly activeTickMs: readonly number[];
  readonly activeTickBytes: number;
  readonly peerTickMs: readonly number[];
  readonly peerBytes: number;
  readonly jsonMs: number;
  readonly snapshotMs: number;
  readonly snapshotBytes: number;
  readonly deltaMs: number;
  readonly deltaBytes: number;
  readonly idleNs: number;
  readonly restartMs: number;
  readonly restartMb: number;
}

const SIZES = [{ devices: 1000, facts: 30 }, { devices: 100_000, facts: 30 }, { devices: 1_000_000, facts: 6 }] as const;
const CHANGED = 10_000;
/** Devices introduced in one tick: a network comes up over minutes, not in one flood. */
const INTRODUCED = 2000;
/** The allocator gives memory back to the system some seconds after it is free. */
const REST_MS = 4000;
const ROUNDS = 8;
const VIEW = { tenant: 'default' } as const;

export async function run(): Promise<BenchRow[]> {
  const figures: Figures[] = [];
  for (const { devices, facts } of SIZES) {
    const child = Bun.spawn([process.execPath, import.meta.path, String(devices), String(facts)], { stdout: 'pipe', stderr: 'inherit' });
    figures.push(JSON.parse(await new Response(child.stdout).text()));
  }
  const [small, middle, large] = figures;
  if (!small || !middle || !large) throw new Error('a size was not measured');
  const ticks = percentiles([...middle.tickMs]), active = percentiles([...middle.activeTickMs]), peer = percentiles([...middle.peerTickMs]);
  const rows: BenchRow[] = [
    { name: 'tick, 10 k changed of 100 k devices, commit included', value: ticks.p50, unit: 'ms', better: 'lower', ...ticks, aim: { value: 250 }, memoryMb: middle.memoryMb,
      peer: { name: 'plain upserts of the same rows', value: peer.p50 }, note: 'each of them: new evidence, new host name, mapping upsert' },
    { name: 'tick, 10 k active of 100 k devices, nothing new', value: active.p50, unit: 'ms', better: 'lower', ...active },
    { name: 'bytes written a changed device', value: middle.tickBytes / CHANGED, unit: 'B', better: 'lower', peer: { name: 'plain upserts of the same rows', value: middle.peerBytes / CHANGED } },
    { name: 'bytes written an active device', value: middle.activeTickBytes / CHANGED, unit: 'B', better: 'lower' },
    { name: 'snapshot of 100 k mappings, encoded', value: middle.snapshotMs, unit: 'ms', better: 'lower', peer: { name: 'whole map as JSON', value: middle.jsonMs }, note: `${(middle.snapshotBytes / 1e6).toFixed(1)} MB in pages` },
    { name: 'delta of 10 k changes of 100 k, encoded', value: middle.deltaMs, unit: 'ms', better: 'lower', peer: { name: 'whole map as JSON', value: middle.jsonMs }, note: `${(middle.deltaBytes / 1e6).toFixed(1)} MB` },
    { name: 'idle poll answered at 1 M mappings', value: large.idleNs, unit: 'ns', better: 'lower', peer: { name: 'at 1 k mappings', value: small.idleNs } },
    { name: 'restart with 100 k devices, pipeline ready', value: middle.restartMs, unit: 'ms', better: 'lower', memoryMb: middle.restartMb },
    { name: 'restart with 1 M devices, pipeline ready', value: large.restartMs, unit: 'ms', better: 'lower', memoryMb: large.restartMb },
  ];
  figures.forEach((one, i) => {
    const size = SIZES[i];
    if (size) rows.push({ name: `resident memory with ${size.devices.toLocaleString('en')} devices, all published`, value: one.memoryMb, unit: 'MB', better: 'lower', ...(size.devices === 100_000 && { aim: { value: 500 } }),
      note: `${size.facts} facts a device; after ${ROUNDS * 2} ticks of ${Math.min(CHANGED, size.devices).toLocaleString('en')}` });
  });
  return rows;
}

async function measure(devices: number, facts: number): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-bench-'));
  const options = { maxDevices: 2_000_000, maxEntries: 2_000_000 };
  let node = smallNode({ dir, pipeline: options });
  let batch = 0, seed = 7;
  const pick = (): number => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return 1 + (seed % devices); };
  const tick = async (said: readonly Said[]): Promise<{ readonly ms: number; readonly bytes: number }> => {
    const receipt = node.pipeline.offer({ scope: DEFAULT_SCOPE, firewall: 'bench', batchId: `b${batch++}`, rows: new FactRows(said) });
    await settle();
    node.clock.now += 1000;
    const wrote = written(), begun = performance.now();
    await node.pipeline.tick();
    const ms = performance.now() - begun;
    await receipt;
    return { ms, bytes: written() - wrote };
  };
  const changed = Math.min(CHANGED, devices);
  for (let from = 1; from <= devices; from += INTRODUCED) {
    const said: Said[] = [];
    for (let i = from; i < Math.min(devices + 1, from + INTRODUCED); i++) said.push(...introduction(i, facts, node.clock.now));
    await tick(said);
  }
  const tickMs: number[] = [], activeTickMs: number[] = [];
  let tickBytes = 0, activeTickBytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const said: Said[] = [];
    for (let i = 0; i < changed; i++) {
      const n = pick();
      said.push(named(n, `round-${round}-${n}`, node.clock.now), { mac: mac(n), time: node.clock.now, parameter: 'dns.query', value: `round${round}.example.com` });
    }
    const { ms, bytes } = await tick(said);
    tickMs.push(ms);
    tickBytes += bytes / ROUNDS;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const said: Said[] = [];
    for (let i = 0; i < changed; i++) { const n = pick(); said.push(at(n, address(n), node.clock.now)); }
    const { ms, bytes } = await tick(said);
    if (round > 0) { activeTickMs.push(ms); activeTickBytes += bytes / (ROUNDS - 1); }
  }
  const memoryMb = await atRest();
  const frames = frameFigures(node, changed);
  const peer = plainUpserts(devices, changed, pick);
  await node.close();
  await atRest();
  const begun = performance.now();
  node = smallNode({ dir, pipeline: options, clock: node.clock });
  const restartMs = performance.now() - begun;
  const restartMb = await atRest();
  await node.close();
  rmSync(dir, { recursive: true });
  return { memoryMb, tickMs, tickBytes, activeTickMs, activeTickBytes, ...peer, ...frames, restartMs, restartMb };
}

async function atRest(): Promise<number> {
  Bun.gc(true);
  await Bun.sleep(REST_MS);
  Bun.gc(true);
  return process.memoryUsage.rss() / 1e6;
}

function introduction(n: number, facts: number, time: number): Said[] {
  const said: Said[] = [is(n, 'Camera/97', time), named(n, `device-${n}`, time), at(n, address(n), time)];
  for (let k = said.length; k < facts; k++) said.push({ mac: mac(n), time, parameter: k % 2 ? 'dns.query' : 'tls.server_name', value: `host${(n * 7 + k * 13) % 997}.example.com` });
  return said;
}
function address(n: number): string { return `10.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`; }

/** Bytes handed to the kernel to write, whatever the disk does with them. */
function written(): number { return Number(/wchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? 0); }

function frameFigures(node: SmallNode, changed: number) {
  const { feed } = node.pipeline;
  const cursor = wholeCursor(node), position = decodeCursor(cursor);
  if (!position) throw new Error('no cursor');
  let begun = performance.now(), snapshotBytes = 0, next: string | undefined;
  for (let more = true; more;) {
    const answer = feed.poll(VIEW, next, { format: 'msgpack' });
    snapshotBytes += answer.bytes.length;
    more = answer.more;
    next = lastCursor(answer.bytes);
  }
  const snapshotMs = performance.now() - begun;
  begun = performance.now();
  let deltaBytes = 0;
  const back = position.revision - Math.max(1, Math.round(CHANGED / changed) - 1);
  next = encodeCursor({ ...position, revision: back });
  for (let more = true; more;) {
    const answer = feed.poll(VIEW, next, { format: 'msgpack' });
    deltaBytes += answer.bytes.length;
    more = answer.more;
    next = lastCursor(answer.bytes);
  }
  const deltaMs = performance.now() - begun;
  const polls = 300_000;
  for (let i = 0; i < 10_000; i++) feed.poll(VIEW, cursor, { format: 'msgpack' });
  begun = performance.now();
  let bytes = 0;
  for (let i = 0; i < polls; i++) bytes += feed.poll(VIEW, cursor, { format: 'msgpack' }).bytes.length;
  if (bytes === 0) throw new Error('nothing was polled');
  const idleNs = ((performance.now() - begun) / polls) * 1e6;
  return { snapshotMs, snapshotBytes, deltaMs, deltaBytes, idleNs };
}

/** The current position, from an answer that leaves the snapshot unmade. */
function wholeCursor(node: SmallNode): string {
  const tenant = node.store.tenants.list()[0];
  if (!tenant) throw new Error('no tenant');
  return encodeCursor({ epoch: tenant.epoch, view: 0, revision: tenant.revision });
}

/** The cursor text inside a frame: found and not decoded, so that the client's work is not in the figure. */
function lastCursor(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 400)).toString('latin1');
  const found = /cursor[^\w-]{1,2}([\w-]{40}|[\w-]{27})/.exec(text)?.[1];
  if (found === undefined) throw new Error('a frame without a cursor');
  return found;
}

/** The plain design: each changed device, its features and its mapping upserted in one transaction; and the whole map as JSON for the firewalls. */
function plainUpserts(devices: number, changed: number, pick: () => number): { readonly peerTickMs: number[]; readonly peerBytes: number; readonly jsonMs: number } {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-bench-peer-'));
  const db = new Database(join(dir, 'plain.db'), { create: true });
  db.run('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE devices (mac TEXT PRIMARY KEY, identity TEXT, last_activity INTEGER); CREATE TABLE features (mac TEXT PRIMARY KEY, ids BLOB); CREATE TABLE mappings (ip TEXT PRIMARY KEY, entry TEXT)');
  const device = db.prepare('INSERT OR REPLACE INTO devices VALUES (?, ?, ?)'), features = db.prepare('INSERT OR REPLACE INTO features VALUES (?, ?)'), mapping = db.prepare('INSERT OR REPLACE INTO mappings VALUES (?, ?)');
  const entry = (n: number, round: number) => ({
    ip_address: address(n), mac_address: macText(mac(n)), hostname: `round-${round}-${n}`, device_type: 'IoT', category: 'Cameras', profile: 'Camera', vendor: 'Acme', model: null,
    os_family: null, os_version: null, risk_score: null, risk_level: null, confidence: 97, source: 'dhcp-ack', identified_at: '2026-01-02T12:00:01.000Z',
  });
  const ids = new Uint8Array(200);
  const write = db.transaction((numbers: readonly number[], round: number) => {
    for (const n of numbers) {
      const one = entry(n, round), text = JSON.stringify(one);
      device.run(one.mac_address, text, round);
      features.run(one.mac_address, ids);
      mapping.run(one.ip_address, text);
    }
  });
  for (let from = 1; from <= devices; from += CHANGED) write(Array.from({ length: Math.min(CHANGED, devices - from + 1) }, (_, i) => from + i), 0);
  const peerTickMs: number[] = [];
  const before = written();
  for (let round = 1; round <= ROUNDS; round++) {
    const numbers = Array.from({ length: changed }, pick), begun = performance.now();
    write(numbers, round);
    peerTickMs.push(performance.now() - begun);
  }
  const peerBytes = (written() - before) / ROUNDS;
  const all = Array.from({ length: Math.min(devices, 100_000) }, (_, n) => entry(n, 1)), begun = performance.now();
  if (new TextEncoder().encode(JSON.stringify(all)).length === 0) throw new Error('nothing was encoded');
  const jsonMs = performance.now() - begun;
  db.close();
  rmSync(dir, { recursive: true });
  return { peerTickMs, peerBytes, jsonMs };
}

if (import.meta.main) process.stdout.write(JSON.stringify(await measure(Number(process.argv[2]), Number(process.argv[3]))));

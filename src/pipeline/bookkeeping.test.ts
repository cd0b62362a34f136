/** Logs through the pipeline: the same books and devices in whatever order and over however many connections they come, and exact after a restart. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { log, traffic } from '../journeys/panos-lines.ts';
import { identifyPlainly } from '../journeys/small-node.ts';
import { loadKernel, logState, PARSERS, reasonName, RECORD_NAMES } from '../kernels/index.ts';
import { DEFAULT_SCOPE, EdgeError, keyText, type RowReader } from '../model/index.ts';
import { createPipeline, type Pipeline, type Receipt } from './pipeline.ts';
import { observe } from '../protocols/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { makeMetrics } from '../telemetry/index.ts';

const T = Date.UTC(2026, 10, 20, 9);
const kernel = loadKernel();
const read = (lines: readonly string[]): RowReader => kernel.parse(PARSERS.log, Buffer.from(`${lines.join('\n')}\n`), logState({ referenceMs: T, zoneMinutes: 0 }));

interface Node { readonly pipeline: Pipeline; readonly store: Store; close(): Promise<void> }
function node(dir = ':memory:'): Node {
  const store = openStore(dir, { role: 'node', now: T });
  const pipeline = createPipeline({
    store, metrics: makeMetrics(), observe, identify: identifyPlainly, modelVersion: 'plain', vendorOf: () => undefined, kindName: (kind) => RECORD_NAMES[kind] ?? '', reasonName, now: () => T + 60_000,
    newEpoch: () => '0'.repeat(16), onTrouble: (error) => { throw error; },
  }, { checkpointMs: 0 });
  return { pipeline, store, async close() { await pipeline.stop(); store.close(); } };
}
const offer = (to: Node, batchId: string, rows: RowReader | AsyncIterable<RowReader>, firewall = 'A'): Promise<Receipt> => to.pipeline.offer({ scope: DEFAULT_SCOPE, firewall, batchId, rows });
async function settle(to: Node, receipts: readonly Promise<unknown>[]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  await to.pipeline.tick();
  await Promise.all(receipts);
}
function books({ store }: Node): string[] { return store.books.logs().map((b) => `${b.firewall} ${b.type}/${b.subtype} ${b.used} ${b.records} ${b.rejects} ${b.bytes} ${b.firstRecord} ${b.lastRecord}`); }
function devices({ store }: Node): string[] {
  return store.devices.idsAfter(0, 100).flatMap((id) => {
    const row = store.devices.byId(id), evidence = store.devices.evidence(id);
    return row === undefined ? [] : [`${keyText(row.mac)} ${row.ip} ${row.lastActivity} ${evidence?.length}`];
  }).sort();
}
const leases = Array.from({ length: 10 }, (_, i) => `Nov 20 08:30:0${i} dhcpd[1]: DHCPACK on 10.9.0.${i + 1} to 02:00:00:00:00:0${i} (cam-${i}) via eth0`);

/** Seeded, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed;
  return () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
}
function shuffled<V>(values: readonly V[], next: () => number): V[] {
  const out = [...values];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1)), held = out[i];
    out[i] = out[j] as V; // both are within the array
    out[j] = held as V;
  }
  return out;
}

test('[R6] twenty parallel uploads of shuffled, overlapping logs give the books and devices of one upload in order', async () => {
  const next = random(20), apps = ['ssl', 'dns', 'rtsp', 'ntp', 'http'];
  const lines = Array.from({ length: 2000 }, (_, i) => (i % 50 === 0
    ? log({ LogType: 'SYSTEM', Subtype: 'general', SequenceNo: i, TimeGenerated: new Date(T + i).toISOString(), EventDescription: 'x' })
    : traffic({ at: T + i * 10, sequence: i, src: `10.9.0.${1 + (i % 10)}`, app: apps[i % 5] ?? 'ssl', clientPort: 20_000 + i, port: 440 + (i % 7), bytes: i, inInterface: `ethernet1/${i % 2}` })));
  const one = node(), many = node();
  for (const each of [one, many]) await settle(each, [offer(each, 'leases', read(leases))]);
  await settle(one, [offer(one, 'all', read(lines))]);
  // Each line goes over its own connection and one more; each upload comes in parts that are folded between the others'.
  const uploads = Array.from({ length: 20 }, (_, i) => shuffled(lines.filter((_, at) => at % 20 === i || (at + 7) % 20 === i), next));
  async function* parts(of: readonly string[]): AsyncGenerator<RowReader> {
    for (let at = 0; at < of.length; at += 17) {
      yield read(of.slice(at, at + 17));
      for (let i = Math.floor(next() * 4); i > 0; i--) await Promise.resolve();
    }
  }
  await settle(many, uploads.map((of, i) => offer(many, `part-${i}`, parts(of))));
  expect(books(many)).toEqual(books(one));
  expect(books(one).some((book) => book.includes('TRAFFIC/end true 1960'))).toBe(true);
  expect(devices(many)).toEqual(devices(one));
  expect(devices(one)).toHaveLength(10);
  expect(one.store.devices.idsAfter(0, 100).every((id) => (one.store.devices.byId(id)?.lastActivity ?? 0) >= T)).toBe(true); // the logs were credited
  expect(many.store.books.logs().reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(2000);
  await one.close();
  await many.close();
});

test('[R75] a session that a firewall let through is a sign of life; a denied one is none', async () => {
  const own = node();
  await settle(own, [offer(own, 'leases', read(leases.slice(0, 2)))]);
  await settle(own, [offer(own, 'logs', read([traffic({ at: T, src: '10.9.0.1' }), traffic({ at: T + 1000, src: '10.9.0.2', action: 'deny' })]))]);
  const seen = new Map(own.store.devices.idsAfter(0, 10).flatMap((id) => { const row = own.store.devices.byId(id); return row === undefined ? [] : [[keyText(row.mac), row] as const]; }));
  expect(seen.get('02:00:00:00:00:00')).toMatchObject({ lastActivity: T, ipTime: T - 1_800_000 });
  expect(seen.get('02:00:00:00:00:01')).toMatchObject({ lastActivity: T - 1_799_000 });
  await own.close();
});

test('an address that moves takes nothing with it: the same words of a new holder are the new holder’s', async () => {
  const own = node(), line = (at: number): string => traffic({ at, src: '10.9.0.1', app: 'rtsp' });
  await settle(own, [offer(own, 'a', read(leases.slice(0, 1)))]);
  await settle(own, [offer(own, 'b', read([line(T - 1_000_000)]))]);
  await settle(own, [offer(own, 'c', read(['Nov 20 08:50:00 dhcpd[1]: DHCPACK on 10.9.0.1 to 02:00:00:00:00:09 (other) via eth0']))]);
  const before = devices(own);
  await settle(own, [offer(own, 'd', read([line(T)]))]);
  const after = devices(own);
  expect(after.filter((one) => one.startsWith('02:00:00:00:00:00'))).toEqual(before.filter((one) => one.startsWith('02:00:00:00:00:00')));
  expect(after.find((one) => one.startsWith('02:00:00:00:00:09'))).toContain(` ${T} `);
  await own.close();
});

test('books are exact: nothing of an upload that broke off, all of it when it comes again, the same after a restart', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-books-'));
  const first = node(dir), lines = [traffic({ at: T, sequence: 1 }), traffic({ at: T, sequence: 2, clientPort: 40_001 }), 'not a log'];
  async function* broken(): AsyncGenerator<RowReader> {
    yield read(lines);
    await Promise.resolve();
    throw new EdgeError('bad_request', 'the connection broke off');
  }
  expect(offer(first, 'a', broken())).rejects.toThrow('broke off');
  await settle(first, []);
  expect(books(first)).toEqual([]);
  await settle(first, [offer(first, 'a', read(lines))]);
  const counted = ['007200002536 TRAFFIC/end true 2 0 2000', 'A reject/unknown_log true 0 1 0'];
  expect(books(first).map((book) => book.split(' ').slice(0, 6).join(' '))).toEqual(counted);
  await first.close();
  const again = node(dir);
  await settle(again, [offer(again, 'a', read(lines))]);
  expect(books(again).map((book) => book.split(' ').slice(0, 6).join(' '))).toEqual(counted);
  await settle(again, [offer(again, 'b', read([traffic({ at: T, sequence: 3, clientPort: 40_002 })]))]);
  expect(books(again)[0]).toContain('TRAFFIC/end true 3 0 3000');
  await again.close();
  rmSync(dir, { recursive: true });
});

test('[R42] [R7] what comes by syslog is in the books, too, and what came by both ways once', async () => {
  const own = node(), lines = [traffic({ at: T, sequence: 1 }), traffic({ at: T, sequence: 2, clientPort: 40_001 }), log({ LogType: 'SCTP' })];
  await own.pipeline.absorb(DEFAULT_SCOPE, 'sender', read(lines));
  await own.pipeline.tick();
  await settle(own, [offer(own, 'a', read(lines.slice(0, 2)))]);
  await own.pipeline.absorb(DEFAULT_SCOPE, 'sender', read([lines[0] ?? '', traffic({ at: T, sequence: 3, clientPort: 40_002 })]));
  await own.pipeline.tick();
  expect(own.store.books.logs().map((b) => `${b.type} ${b.path} ${b.records}+${b.duplicates}`)).toEqual(['SCTP syslog 1+0', 'TRAFFIC syslog 3+1', 'TRAFFIC upload 0+2']);
  await own.close();
});

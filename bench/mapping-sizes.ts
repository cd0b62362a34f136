/**
 * What the number of mappings costs: an idle poll through mutual TLS, HTTP/2 and the real route at 1 k, 100 k and 1 M mappings, by h2load in turns; a whole map of 100 k fetched by a client,
 * encoded for the first time and from the cache; bytes a mapping in each form, beside SPIRE, whose registration entries take 235 to 400 bytes on the wire.
 * Last figures (quiet, 2 cores, 2026-11-27): idle poll 11.0, 10.8 and 11.8 µs of CPU; whole map 0.82 s, from the cache 0.67 s; 318 B a mapping, zstd 16, gzip 36; delta 326 B.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeClient } from '../src/client/index.ts';
import { writeIdentity } from '../src/pki/index.ts';
import { decode, type PollFrame } from '../src/wire/index.ts';
import { clientCertPreload, h2load } from './h2load.ts';
import type { BenchRow } from './row.ts';
import { cpuMicros, firstJson, onCore, pinned, residentMb } from './served.ts';

const SIZES = [1000, 100_000, 1_000_000] as const;
const ROUNDS = 7, REQUESTS = 40_000, CONNECTIONS = 20, STREAMS = 4;
const FETCHES = 5, TIMEOUT_MS = 60_000;
/** Of a SPIFFE registration entry as SPIRE sends it, the smallest. */
const SPIRE_BYTES = 235;

interface Node { readonly size: number; readonly url: string; readonly cursor: string; readonly behind: string; readonly pid: number; readonly identity: { readonly serial: string; readonly certificate: string; readonly key: string; readonly ca: string }; readonly folder: string; readonly stop: () => Promise<void> }
interface Fetched { readonly ms: number; readonly bytes: number; readonly entries: number }

export async function run(): Promise<BenchRow[]> {
  const { nodeCore } = pinned(), folder = mkdtempSync(join(tmpdir(), 'nameplate-sizes-')), nodes: Node[] = [];
  try {
    for (const size of SIZES) nodes.push(await start(size, folder, nodeCore));
    const [small, middle, large] = nodes;
    if (small === undefined || middle === undefined || large === undefined) throw new Error('a size is missing');
    const idle = idlePolls(nodes, clientCertPreload(folder)), rows: BenchRow[] = [];
    if (idle === undefined) console.error('mapping-sizes: idle polls skipped, because h2load, cc or its preload cannot be found');
    else {
      const at = (node: Node): number => idle.get(node) ?? Number.NaN;
      rows.push({ name: 'CPU of an idle poll at 1 M mappings, mTLS, h2, real route', value: at(large), unit: 'µs', better: 'lower', peer: { name: 'at 1 k', value: at(small) }, aim: { ofPeer: 1 / 1.2 }, note: `at 100 k ${at(middle).toFixed(2)} µs; middle of ${ROUNDS} rounds`, memoryMb: residentMb(large.pid), peerMemoryMb: residentMb(small.pid) });
    }
    const whole = await fetches(middle, undefined), zstd = await fetches(middle, 'zstd'), gzip = await fetches(middle, 'gzip'), delta = (await fetches(middle, undefined, middle.behind))[0];
    const first = whole[0], later = whole.slice(1).map(({ ms }) => ms).sort((a, b) => a - b)[(FETCHES - 1) >> 1], each = (all: Fetched | undefined): number => (all === undefined ? Number.NaN : all.bytes / all.entries);
    rows.push(
      { name: 'whole map of 100 k mappings, asked to received, first time', value: first?.ms ?? Number.NaN, unit: 'ms', better: 'lower', aim: { value: 1000 }, note: `from the cache ${Math.round(later ?? Number.NaN)} ms; coded first time: zstd ${Math.round(zstd[0]?.ms ?? Number.NaN)} ms, gzip ${Math.round(gzip[0]?.ms ?? Number.NaN)} ms` },
      { name: 'bytes a mapping, whole map', value: each(first), unit: 'B', better: 'lower', peer: { name: 'SPIRE entry, smallest', value: SPIRE_BYTES }, note: `zstd ${each(zstd[0]).toFixed(1)} B, gzip ${each(gzip[0]).toFixed(1)} B` },
      { name: 'bytes a mapping, delta of 1 k changed', value: each(delta), unit: 'B', better: 'lower', peer: { name: 'SPIRE entry, smallest', value: SPIRE_BYTES } },
    );
    return rows;
  } finally {
    for (const node of nodes) await node.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(size: number, parent: string, core: number | undefined): Promise<Node> {
  const folder = mkdtempSync(join(parent, 'node-'));
  const child = Bun.spawn([...onCore(core), process.execPath, join(import.meta.dir, 'sized-node.ts'), String(size)], { stdin: 'pipe', stdout: 'pipe', stderr: 'inherit' });
  const ready = await firstJson(child.stdout), { serial, certificate, key, ca } = ready as Record<string, string>; // our own
  const identity = { serial: String(serial), certificate: String(certificate), key: String(key), ca: String(ca) };
  writeIdentity(folder, 'BENCH', identity);
  return {
    size, url: String(ready['url']), cursor: String(ready['cursor']), behind: String(ready['behind']), pid: child.pid, identity, folder,
    stop: async () => {
      await child.stdin.end();
      await child.exited;
    },
  };
}

/** CPU of the node a poll, µs: middle of rounds in turns. */
function idlePolls(nodes: readonly Node[], preload: string | undefined): Map<Node, number> | undefined {
  if (preload === undefined) return undefined;
  const samples = new Map(nodes.map((node) => [node, [] as number[]]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const node of nodes) {
      const before = cpuMicros(node.pid);
      h2load({ url: `${node.url}/edge/v1/mappings?cursor=${node.cursor}`, requests: REQUESTS, connections: CONNECTIONS, streams: STREAMS, preload, identity: join(node.folder, 'BENCH') });
      if (round >= 0) samples.get(node)?.push((cpuMicros(node.pid) - before) / REQUESTS); // the first warms up
    }
  }
  return new Map(nodes.map((node) => [node, (samples.get(node) ?? []).sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN]));
}

async function fetches(node: Node, coding: string | undefined, from?: string): Promise<Fetched[]> {
  const client = new EdgeClient(node.url, node.identity), all: Fetched[] = [];
  for (let n = 0; n < FETCHES; n++) {
    const begun = performance.now();
    let bytes = 0, cursor = from, ms = 0, entries = 0;
    for (let more = true; more;) {
      const reply = await client.call({ method: 'GET', path: `/edge/v1/mappings${cursor === undefined ? '' : `?cursor=${cursor}`}`, timeoutMs: TIMEOUT_MS, ...(coding !== undefined && { headers: { 'accept-encoding': coding } }) });
      bytes += reply.bytes.length;
      ms = performance.now() - begun;
      // A client needs the next cursor before it can ask on: reading it is part of the time.
      const frame = frameOf(reply.bytes, reply.headers['content-encoding']);
      more = frame.kind !== 'idle' && frame.more;
      cursor = frame.cursor;
      entries += frame.kind === 'snapshot' ? frame.entries.length : frame.kind === 'delta' ? frame.upsert.length : 0;
    }
    all.push({ ms, bytes, entries });
  }
  client.drop();
  return all;
}

function frameOf(bytes: Uint8Array, coding: unknown): PollFrame {
  const plain = coding === 'zstd' ? Bun.zstdDecompressSync(Buffer.from(bytes)) : coding === 'gzip' ? Bun.gunzipSync(Buffer.from(bytes)) : bytes;
  return decode(plain, 'msgpack') as PollFrame; // our own node's
}

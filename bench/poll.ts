/**
 * Polls through mutual TLS and the real Hono route, by h2load with a client certificate, beside nginx that verifies the same certificates and sends a body of the same size.
 * Both servers and the client share the machine's cores; rounds are interleaved. Idle is the whole node as `serve` runs it; delta is the same listener, store and feed
 * with a plain identifier, so that the size of the delta does not depend on a model.
 * Last figures (2 cores shared with a load of 15, 2026-11-21): idle 18.0 k/s beside 31.9 k/s from a static file and 24.9 k/s from `return`; delta of 10 entries 14.6 k/s beside 18.3 k/s.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolFirewall } from '../src/cli/index.ts';
import { dial, ask } from '../src/journeys/knock.ts';
import { writeIdentity } from '../src/pki/index.ts';
import { clientCertPreload, h2load } from './h2load.ts';
import { startNginx } from './nginx.ts';
import type { BenchRow } from './row.ts';
import { cpuMicros, firstJson, residentMb, serveNode } from './served.ts';

const ROUNDS = 5, WARM_UP = 20_000, REQUESTS = 40_000, CONNECTIONS = 20, STREAMS = 4;
const NO_LIMIT = '10000000';

interface Target { readonly name: string; readonly url: string; readonly pid: number; readonly samples: Sample[] }
interface Sample { readonly perSecond: number; readonly cpuMicros: number }
interface Running { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> }

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nameplate-poll-'));
  const running: Running[] = [];
  try {
    const preload = clientCertPreload(folder);
    if (preload === undefined || Bun.which('nginx') === null) {
      console.error('poll: skipped, because nginx, h2load, cc or the client-certificate preload for h2load cannot be found');
      return [];
    }
    const idle = await idleNode(folder);
    running.push(idle);
    const delta = await deltaNode(folder, idle.dataDir);
    running.push(delta);
    const nginx = await nginxOf(folder, idle.dataDir, { idle: idle.bytes, delta: delta.bytes });
    running.push(nginx);
    const target = (name: string, url: string, pid: number): Target => ({ name, url, pid, samples: [] });
    const targets = {
      idle: target('idle', idle.pollUrl, idle.pid), idleFile: target('nginx, static file', `${nginx.url}/idle`, nginx.pid), idleReturn: target('nginx, return', `${nginx.url}/return`, nginx.pid),
      delta: target('delta', delta.pollUrl, delta.pid), deltaFile: target('nginx, static file', `${nginx.url}/delta`, nginx.pid),
    };
    for (const one of Object.values(targets)) load(one, folder, preload, WARM_UP);
    for (let round = 0; round < ROUNDS; round++) for (const one of Object.values(targets)) one.samples.push(load(one, folder, preload, REQUESTS));
    return rows(targets, { idle: idle.bytes, delta: delta.bytes });
  } finally {
    for (const one of running) await one.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rows(targets: Readonly<Record<'idle' | 'idleFile' | 'idleReturn' | 'delta' | 'deltaFile', Target>>, bytes: { readonly idle: number; readonly delta: number }): BenchRow[] {
  const row = (name: string, own: Target, peer: Target, aim: number | undefined, size: number): BenchRow => ({
    name, value: middle(own, 'perSecond'), unit: 'req/s', better: 'higher', peer: { name: peer.name, value: middle(peer, 'perSecond') }, ...(aim === undefined ? {} : { aim: { ofPeer: aim } }),
    memoryMb: residentMb(own.pid), peerMemoryMb: residentMb(peer.pid),
    note: `${size} byte body; CPU a request ${middle(own, 'cpuMicros').toFixed(1)} µs, peer ${middle(peer, 'cpuMicros').toFixed(1)} µs`,
  });
  return [
    row('idle poll, mTLS, h2', targets.idle, targets.idleFile, 0.65, bytes.idle),
    row('idle poll, mTLS, h2, peer without a file', targets.idle, targets.idleReturn, 0.65, bytes.idle),
    row('delta poll of 10 entries, mTLS, h2', targets.delta, targets.deltaFile, undefined, bytes.delta),
  ];
}

function load(target: Target, folder: string, preload: string, requests: number): Sample {
  const before = cpuMicros(target.pid);
  const perSecond = h2load({ url: target.url, requests, connections: CONNECTIONS, streams: STREAMS, preload, identity: join(folder, 'BENCH') });
  return { perSecond, cpuMicros: (cpuMicros(target.pid) - before) / requests };
}

function middle(target: Target, what: keyof Sample): number {
  const sorted = target.samples.map((sample) => sample[what]).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

type Node = Running & { readonly pollUrl: string; readonly bytes: number };

async function idleNode(folder: string): Promise<Node & { readonly dataDir: string }> {
  const dataDir = join(folder, 'data');
  const { url, pid, stop } = await serveNode(dataDir, [`edge.requestsPerSecond=${NO_LIMIT}`]);
  const identity = await enrolFirewall(dataDir, { serial: 'BENCH' });
  writeIdentity(folder, 'BENCH', identity);
  const at = new URL(url).port;
  const { cursor } = await poll(`https://127.0.0.1:${at}`, identity);
  const { bytes } = await poll(`https://127.0.0.1:${at}`, identity, cursor);
  return {
    dataDir, url, pid, stop, bytes, pollUrl: `https://127.0.0.1:${at}/edge/v1/mappings?cursor=${cursor}`,
  };
}

/** Its certificates are those of the idle node, so that one client serves both. */
async function deltaNode(folder: string, dataDir: string): Promise<Node> {
  const own = join(folder, 'delta');
  Bun.spawnSync(['cp', '-r', dataDir, own]); // certificates alone are no data folder; the other node is idle
  const child = Bun.spawn([process.execPath, join(import.meta.dir, 'poll-node.ts'), own, folder], { stdin: 'pipe', stdout: 'pipe', stderr: 'inherit' });
  const { url, cursor, bytes } = await firstJson(child.stdout);
  return {
    url: String(url), pid: child.pid, bytes: Number(bytes), pollUrl: `${String(url)}/edge/v1/mappings?cursor=${String(cursor)}`,
    stop: async () => {
      await child.stdin.end();
      await child.exited;
    },
  };
}

async function nginxOf(folder: string, dataDir: string, sizes: { readonly idle: number; readonly delta: number }): Promise<Running> {
  const pki = join(dataDir, 'pki');
  mkdirSync(join(folder, 'www'));
  for (const [name, size] of Object.entries(sizes)) writeFileSync(join(folder, 'www', name), 'x'.repeat(size));
  return await startNginx(folder, (port) => `
  access_log off; default_type application/msgpack; open_file_cache max=10;
  server {
    listen 127.0.0.1:${port} ssl http2; http2_max_requests 1000000000; keepalive_requests 1000000000;
    ssl_certificate ${pki}/server.crt; ssl_certificate_key ${pki}/server.key; ssl_client_certificate ${pki}/ca.crt; ssl_verify_client on; ssl_session_tickets off;
    root ${folder}/www;
    location /return { return 200 "${'x'.repeat(sizes.idle)}"; }
  }`);
}

async function poll(url: string, identity: { readonly certificate: string; readonly key: string; readonly ca: string }, cursor = ''): Promise<{ readonly cursor: string; readonly bytes: number }> {
  const session = dial(url, identity.ca, identity);
  const path = `/edge/v1/mappings?cursor=${cursor}`;
  const json = await ask(session, { ':path': path, accept: 'application/json' }), packed = await ask(session, { ':path': path });
  session.destroy();
  return { cursor: JSON.parse(String(json?.body)).cursor, bytes: packed?.body.length ?? 0 };
}

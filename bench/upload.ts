/**
 * Uploads from TLS to commit: one firewall keeps 20 uploads of 1 MiB under way on 5 connections (R6), each answered after its commit by the whole node as `serve` runs it; client and node share the cores.
 * Two kinds of traffic: nine rows of ten repeat, as measured of real devices (site-lines.ts), and the worst case, where no row was ever said before. Each batch has a new id; times are shifted to now.
 * Peers: JSON.parse of the same lines on one thread, and nginx, which reads the same bodies into memory over mutual TLS and throws them away: the ceiling of the transport.
 * Last figures (2 cores, 2026-11-27). 300 s, other work beside it for half of the time: identity 646 k records/s, node 1.6 CPU s a million records, client 0.13, memory 403 MB at the start and -0.9 MB a
 * minute; zstd 569 k, 2.1 CPU s, 361 MB and -0.1 MB a minute. 20 s, quiet, with knowledge asked: identity 620 k, zstd 594 k; no row repeats: 205 k and 198 k.
 * `--seconds 300` is the run that shows flat memory. Memory is resident, its slope a regression over the samples of each second.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync, zstdCompressSync } from 'node:zlib';
import { enrolFirewall } from '../src/cli/index.ts';
import { startNginx } from './nginx.ts';
import type { BenchOptions, BenchRow } from './row.ts';
import { site } from './site-lines.ts';
import type { ClientReport, ClientTask } from './upload-client.ts';
import type { Identity } from './upload-wire.ts';

const ROOT = join(import.meta.dir, '..');
const BINARY = join(ROOT, 'build/out/nameplate');
const SECONDS = 20, WARM_UP_SECONDS = 5, AIM = 500_000;
const CASES = [
  { what: 'identity, 90 % repeat', encoding: 'identity', fresh: 10, aim: AIM },
  { what: 'zstd, 90 % repeat', encoding: 'zstd', fresh: 10, aim: AIM },
  { what: 'identity, no row repeats', encoding: 'identity', fresh: 100, aim: undefined },
  { what: 'zstd, no row repeats', encoding: 'zstd', fresh: 100, aim: undefined },
] as const;
type Case = (typeof CASES)[number];

interface Commits { readonly commitMs: number; readonly tickMs: number; readonly count: number }

export async function run({ seconds = SECONDS }: BenchOptions = {}): Promise<BenchRow[]> {
  if (Bun.which('nginx') === null) console.error('upload: no figures of the transport alone, because nginx cannot be found');
  const rows: BenchRow[] = [];
  for (const one of CASES) {
    const { report, commits, transport } = await measured(one, seconds);
    rows.push(row(one, report, commits, parseAlone(one)));
    if (transport !== undefined) rows.push(ceiling(one, report, transport));
  }
  return rows;
}

function row(one: Case, report: ClientReport, { commitMs, tickMs, count }: Commits, parsed: number): BenchRow {
  const million = report.rows / 1e6, perSecond = report.rows / report.seconds, { startMb, mbPerMinute, mostMb } = memory(report.residentMb);
  if (report.failed > 0) throw new Error(`${report.failed} uploads were not answered 200`);
  return {
    name: `upload to commit, ${one.what}`, value: perSecond, unit: 'records/s', better: 'higher', peer: { name: 'JSON.parse, one thread', value: parsed }, ...(one.aim !== undefined && { aim: { value: one.aim } }),
    p50: report.p50, p99: report.p99, memoryMb: mostMb,
    note: `p50 and p99 are ms to the acknowledgement; ${(report.bytes / report.seconds / 1e6).toFixed(0)} MB/s plain, ${(report.sentBytes / report.seconds / 1e6).toFixed(0)} sent; CPU s a million records: node ${(report.serverCpuSeconds / million).toFixed(2)}, client ${(report.clientCpuSeconds / million).toFixed(2)}; `
      + `memory ${startMb.toFixed(0)} MB at the start, ${mbPerMinute >= 0 ? '+' : ''}${mbPerMinute.toFixed(1)} MB a minute over ${report.seconds.toFixed(0)} s; commit ${commitMs.toFixed(1)} ms, tick ${tickMs.toFixed(1)} ms, ${count} of them`,
  };
}

function ceiling(one: Case, own: ClientReport, peer: ClientReport): BenchRow {
  const million = peer.rows / 1e6;
  return {
    name: `upload to commit beside transport alone, ${one.what}`, value: own.rows / own.seconds, unit: 'records/s', better: 'higher', peer: { name: 'nginx, body read and dropped', value: peer.rows / peer.seconds },
    note: `nginx: ${(peer.bytes / peer.seconds / 1e6).toFixed(0)} MB/s plain, CPU s a million records ${(peer.serverCpuSeconds / million).toFixed(2)}, client ${(peer.clientCpuSeconds / million).toFixed(2)}, p50 ${peer.p50.toFixed(0)} ms; it neither decompresses nor parses`,
  };
}

/** Least squares over one sample a second. */
function memory(samples: readonly number[]): { readonly startMb: number; readonly mbPerMinute: number; readonly mostMb: number } {
  const n = samples.length, meanX = (n - 1) / 2, meanY = samples.reduce((sum, y) => sum + y, 0) / n;
  const over = samples.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0), under = samples.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0);
  return { startMb: samples[0] ?? Number.NaN, mbPerMinute: under === 0 ? 0 : (60 * over) / under, mostMb: Math.max(...samples) };
}

/** What a plain program would do at the least: lines to objects, decompressed first where they came so. */
function parseAlone({ encoding, fresh }: Case): number {
  const { text, rows } = site(2000, 7).lines(1 << 20, fresh), plain = Buffer.from(text), packed = zstdCompressSync(plain);
  const times: number[] = [];
  for (let round = 0; round < 30; round++) {
    const begun = performance.now();
    const lines = (encoding === 'zstd' ? zstdDecompressSync(packed) : plain).toString().split('\n');
    let read = 0;
    for (const line of lines) if (line !== '' && typeof JSON.parse(line).record === 'string') read += 1;
    if (read !== rows) throw new Error('not every line was read');
    if (round >= 10) times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return (rows * 1000) / (times[times.length >> 1] ?? Number.NaN);
}

/** The node first, then nginx with the node's certificates. A node of its own for each case, so that its memory is of this traffic alone. */
async function measured(one: Case, seconds: number): Promise<{ readonly report: ClientReport; readonly commits: Commits; readonly transport: ClientReport | undefined }> {
  const folder = mkdtempSync(join(tmpdir(), 'nameplate-upload-'));
  const program = existsSync(BINARY) ? [BINARY] : [process.execPath, join(ROOT, 'src/main.ts')];
  const child = Bun.spawn([...program, 'serve', '--data', folder, '--edge-port', '0', '--portal-port', '0', '--set', 'edge.requestsPerSecond=10000000', '--set', 'log.level=error', '--set', 'syslog.dhcpListen=', '--json'], { stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await child.exited;
  };
  try {
    const { value } = await child.stdout.getReader().read();
    if (value === undefined) throw new Error('the node ended before it was ready');
    const { edge_url: edge, portal_url: portal } = JSON.parse(new TextDecoder().decode(value));
    const identity = await enrolFirewall(folder, { serial: 'BENCH' });
    const report = await client({ url: `https://127.0.0.1:${new URL(edge).port}`, identity, encoding: one.encoding, fresh: one.fresh, seconds, warmUpSeconds: WARM_UP_SECONDS, pids: [child.pid] });
    const commits = await committed(portal, report);
    await stop();
    const transport = one.fresh === 10 && Bun.which('nginx') !== null ? await transportAlone(one, Math.min(seconds, SECONDS), folder, identity) : undefined;
    return { report, commits, transport };
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The node's own count: what was acknowledged is what it read, and nothing was refused. */
async function committed(portal: string, { allRows }: ClientReport): Promise<Commits> {
  const metrics = await (await fetch(`${portal}/metrics`)).text();
  const sum = (name: string): number => [...metrics.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce((total, match) => total + Number(match[1]), 0);
  if (sum('nameplate_records_total') !== allRows || sum('nameplate_rejects_total') !== 0) throw new Error(`${allRows} records were acknowledged and ${sum('nameplate_records_total')} read`);
  const count = sum('nameplate_commit_seconds_count');
  return { count, commitMs: (1000 * sum('nameplate_commit_seconds_sum')) / count, tickMs: (1000 * sum('nameplate_tick_seconds_sum')) / sum('nameplate_tick_seconds_count') };
}

async function client(task: ClientTask): Promise<ClientReport> {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, 'upload-client.ts')], { stdin: 'pipe', stdout: 'pipe', stderr: 'inherit', timeout: (task.seconds + 120) * 1000 });
  child.stdin.write(JSON.stringify(task));
  await child.stdin.end();
  const text = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error('the client failed');
  return JSON.parse(text);
}

/** Its worker answers when it has the whole body: it hands on the head alone, to a server of its own that says 200. */
async function transportAlone(one: Case, seconds: number, folder: string, identity: Identity): Promise<ClientReport> {
  const pki = join(folder, 'pki');
  const nginx = await startNginx(folder, (port) => `
  access_log off; client_max_body_size 8m; client_body_buffer_size 2m; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  upstream sink { server unix:${folder}/sink; keepalive 32; }
  server { listen unix:${folder}/sink; keepalive_requests 1000000000; location / { return 200 "{}"; } }
  server {
    listen 127.0.0.1:${port} ssl http2; http2_max_requests 1000000000; keepalive_requests 1000000000;
    ssl_certificate ${pki}/server.crt; ssl_certificate_key ${pki}/server.key; ssl_client_certificate ${pki}/ca.crt; ssl_verify_client on; ssl_session_tickets off;
    location / { proxy_pass http://sink; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Content-Length ""; proxy_pass_request_body off; }
  }`);
  try {
    return await client({ url: nginx.url, identity, encoding: one.encoding, fresh: one.fresh, seconds, warmUpSeconds: WARM_UP_SECONDS, pids: [nginx.pid] });
  } finally {
    await nginx.stop();
  }
}

/**
 * Ten thousand firewalls poll once a second while mappings change: the node on one core of the machine, `nameplate simulate` on another, both as users run them.
 * Latency counts from the moment a poll was due; every map is compared with the node's digest after each reply, and with a fresh snapshot entry by entry at the end.
 * 30 seconds, or `--seconds 300`.
 * Last figures (quiet, 2 cores, 2026-11-27). 300 s: p99 53 ms, slowest 143 ms. 30 s: p99 36.8 ms, slowest 57 ms, node 51 % of its core, simulator 53 %, 66 KB a connection.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadReport } from '../src/simulator/index.ts';
import { changingSite } from './changing-site.ts';
import type { BenchOptions, BenchRow } from './row.ts';
import { cpuMicros, onCore, pinned, PROGRAM, residentMb, serveNode, type ServedNode } from './served.ts';

const FIREWALLS = 10_000, DEVICES = 5000, CHANGING = 20;
const SAMPLE_MS = 250;

interface Sample { readonly at: number; readonly cpuMicros: number; readonly memoryMb: number }

export async function run({ seconds = 30 }: BenchOptions): Promise<BenchRow[]> {
  const { nodeCore, clientCore } = pinned();
  if (nodeCore === undefined) {
    console.error('firewalls: skipped, because it takes two cores and taskset');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'nameplate-firewalls-'));
  // All come from one address here, which no real firewalls do.
  const node = await serveNode(join(folder, 'data'), [`edge.handshakesPerAddress=${FIREWALLS}`], nodeCore);
  try {
    const idleMb = residentMb(node.pid), site = await changingSite(node, DEVICES, CHANGING), samples: Sample[] = [];
    const watch = setInterval(() => { samples.push({ at: Date.now(), cpuMicros: cpuMicros(node.pid), memoryMb: residentMb(node.pid) }); }, SAMPLE_MS);
    const report = await simulated(node, seconds, clientCore);
    clearInterval(watch);
    await site.stop();
    return rows(report, samples, idleMb, site.changes);
  } finally {
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function simulated(node: ServedNode, seconds: number, core: number | undefined): Promise<LoadReport> {
  const child = Bun.spawn([...onCore(core), ...PROGRAM, 'simulate', '--edge', `https://localhost:${new URL(node.url).port}`, '--data', node.dataDir, '--firewalls', String(FIREWALLS), '--seconds', String(seconds), '--json'], { stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' });
  const text = await new Response(child.stdout).text();
  if ((await child.exited) > 1 || text === '') throw new Error('the load test did not end with a report');
  return JSON.parse(text); // our own program's
}

function rows(report: LoadReport, samples: readonly Sample[], idleMb: number, changes: number): BenchRow[] {
  const begun = Date.parse(report.began ?? ''), during = samples.filter(({ at }) => at >= begun && at <= begun + report.seconds * 1000), first = during[0], last = during.at(-1);
  if (first === undefined || last === undefined) throw new Error('the node was not watched');
  const cores = (last.cpuMicros - first.cpuMicros) / 1000 / (last.at - first.at), memoryMb = Math.max(...during.map((one) => one.memoryMb));
  const { latency_ms: { p50, p90, p99, p999, max }, replies, errors } = report;
  const wrong = report.wrong_maps + report.firewalls - Math.min(report.confirmed, report.compared);
  return [
    {
      name: `${report.firewalls.toLocaleString('en')} firewalls at 1 Hz, node on one core, poll due to map, p99`, value: p99, unit: 'ms', better: 'lower', p50, p99, aim: { value: 250 }, memoryMb,
      note: `${report.seconds} s; p90 ${p90} ms, p99.9 ${p999} ms, slowest ${max} ms; ${replies.idle} idle, ${replies.delta} delta, ${replies.snapshot} snapshot; errors ${JSON.stringify(errors)}; ${report.entries} mappings, ${changes} changed`,
    },
    { name: 'polls answered a second', value: report.polls_per_second, unit: '1/s', better: 'higher', aim: { value: 0.99 * report.firewalls }, note: `simulator: ${report.cpu_percent} % of a core, ${Math.round(report.resident_bytes / 1e6)} MB` },
    { name: 'maps wrong or not confirmed at the end', value: wrong, unit: '', better: 'lower', aim: { value: 0 }, note: `${report.compared} the same as a fresh snapshot entry by entry` },
    { name: 'CPU of the node a poll', value: (cores * 1e6) / report.polls_per_second, unit: 'µs', better: 'lower', note: `${(100 * cores).toFixed(0)} % of its core` },
    { name: 'memory of the node a connection', value: ((memoryMb - idleMb) * 1000) / report.firewalls, unit: 'KB', better: 'lower', note: 'devices and caches included' },
  ];
}

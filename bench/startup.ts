/** Start-up of the built binary: time until a node with an empty store answers on both ports, its memory then, and the time of a trivial command. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure.ts';
import { percentiles, type BenchRow } from './row.ts';

const ROOT = join(import.meta.dir, '..');
const BINARY = join(ROOT, 'build/out/nameplate');
const ROUNDS = 10;

export async function run(): Promise<BenchRow[]> {
  const nameplate = existsSync(BINARY) ? [BINARY] : [process.execPath, join(ROOT, 'src/main.ts')];
  const note = existsSync(BINARY) ? 'built binary' : 'from source (no binary built)';
  const first: number[] = [], again: number[] = [], memory: number[] = [], trivial: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const data = mkdtempSync(join(tmpdir(), 'nameplate-bench-'));
    const fresh = await startOnce(nameplate, data);
    first.push(fresh.milliseconds);
    memory.push(fresh.memoryMb);
    again.push((await startOnce(nameplate, data)).milliseconds);
    rmSync(data, { recursive: true });
    trivial.push((await measure([...nameplate, 'version'])).seconds * 1000);
  }
  const row = (name: string, samples: number[], aim?: number): BenchRow => {
    const found = percentiles(samples);
    return { name, value: found.p50, unit: 'ms', better: 'lower', ...found, note, ...(aim === undefined ? {} : { aim: { value: aim } }) };
  };
  return [
    { ...row('node ready, empty store', again, 300), memoryMb: percentiles(memory).p50 },
    row('node ready, first start (makes its CA)', first, 300),
    { name: 'resident memory, empty store', value: percentiles(memory).p50, unit: 'MB', better: 'lower', aim: { value: 100 }, note },
    row('nameplate version', trivial),
  ];
}

/** From starting the process to its line with the addresses, which it prints when both ports answer. */
async function startOnce(nameplate: readonly string[], data: string): Promise<{ milliseconds: number; memoryMb: number }> {
  const started = performance.now();
  const child = Bun.spawn([...nameplate, 'serve', '--data', data, '--edge-port', '0', '--portal-port', '0', '--set', 'syslog.dhcpListen=udp:0,tcp:0,tls:0', '--json'], { stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' });
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const milliseconds = performance.now() - started;
  if (value === undefined) throw new Error('the node ended before it was ready');
  await Bun.sleep(2500); // a few ticks, so that what they load is counted
  const memoryMb = residentMb(child.pid);
  child.kill('SIGTERM');
  await child.exited;
  return { milliseconds, memoryMb };
}

function residentMb(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

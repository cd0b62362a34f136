/** Lines of logs to rows, format by format, against JSON.parse on the same records written as JSON: in turns, in one process. And the slowest of lines made to be slow.
 * Last figures (2026-11-27, 2 vCPUs, a load of 5 to 9 beside it): medians of 1.4 to 4.5 million lines a second, 1.1 to 3.6 times JSON.parse of the same records;
 * the worst line of 64 KiB 4.6 ns a byte. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostileLines } from '../fixtures/hostile-lines.ts';
import { PARSERS } from '../src/kernels/index.ts';
import { LOG_FORMATS, logLines, type LogFormat } from './log-lines.ts';
import { percentiles, type BenchRow } from './row.ts';

const OUT = join(import.meta.dir, '../build/out');
const BATCH = 1_048_576, WARM_UP = 20, ROUNDS = 60;
/** Bytes of a hostile line: in as many pieces as PARTS it must not be much quicker. */
const HOSTILE = 65_536, PARTS = 16;

/** The kernel as the worker calls it, without the copies of its rows: bytes in, row count out. */
function kernelCall(file: string): (bytes: Uint8Array) => number {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(OUT, file))), {});
  const { memory, prepare, inputBase, stateBase, parse } = exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof prepare !== 'function' || typeof inputBase !== 'function' || typeof stateBase !== 'function' || typeof parse !== 'function') throw new Error(`${file} has other exports`);
  prepare();
  const input = new Uint8Array(memory.buffer, Number(inputBase()), BATCH + 4096);
  new DataView(memory.buffer).setUint32(Number(stateBase()), Date.UTC(2026, 10, 27) / 1000, true);
  return (bytes) => {
    input.set(bytes);
    return Number(parse(PARSERS.log, bytes.length));
  };
}

const encoder = new TextEncoder();
const once = (work: () => number, count: number): number => {
  const started = performance.now();
  if (work() !== count) throw new Error('not every line was read');
  return performance.now() - started;
};

function measure(format: LogFormat, simd: (bytes: Uint8Array) => number): BenchRow {
  const lines = logLines(format, 1, BATCH - 1200), bytes = encoder.encode(lines.map(({ line }) => `${line}\n`).join('')), json = lines.map(({ record }) => JSON.stringify(record));
  const own: number[] = [], peer: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const a = once(() => simd(bytes), lines.length), b = once(() => json.reduce((sum, text) => sum + (typeof JSON.parse(text).record === 'string' ? 1 : 0), 0), lines.length);
    if (round >= 0) { own.push(lines.length / a / 1000); peer.push(lines.length / b / 1000); }
  }
  const { p50 } = percentiles(own), other = percentiles(peer).p50, best = Math.max(...own) / Math.max(...peer), mean = bytes.length / lines.length;
  return { name: `log lines, ${format}`, value: p50, unit: 'M records/s', better: 'higher', peer: { name: 'JSON.parse of the same records', value: other }, p50, aim: { ofPeer: 1 }, note: `${Math.round(mean)} bytes a line, ${(p50 * mean / 1000).toFixed(2)} GB/s; best rounds ${best.toFixed(1)} times` };
}

function least(work: () => number): number {
  let best = Infinity;
  for (let i = 0; i < 20; i++) { const started = performance.now(); work(); best = Math.min(best, performance.now() - started); }
  return best;
}

export async function run(): Promise<BenchRow[]> {
  const simd = kernelCall('kernels.wasm');
  const formats = LOG_FORMATS.map((format) => measure(format, simd));
  let worst = 0, name = '', growth = 0, growing = '';
  const short = hostileLines(HOSTILE / PARTS);
  for (const [i, hostile] of hostileLines(HOSTILE).entries()) {
    const whole = encoder.encode(`${hostile.line}\n`), parts = encoder.encode(`${short[i]?.line ?? ''}\n`.repeat(PARTS));
    const one = least(() => simd(whole)), many = least(() => simd(parts));
    if (one / HOSTILE > worst) { worst = one / HOSTILE; name = hostile.name; }
    if (one / many > growth) { growth = one / many; growing = hostile.name; }
  }
  return [...formats,
    { name: 'log lines made to be slow, the worst', value: worst * 1e6, unit: 'ns/byte', better: 'lower', aim: { value: 100 }, note: `64 KiB in one line: ${JSON.stringify(name.slice(0, 60))}` },
    { name: 'the same against lines of 4 KiB', value: growth, unit: 'times', better: 'lower', aim: { value: 2 }, note: `most: ${JSON.stringify(growing.slice(0, 60))}` },
  ];
}

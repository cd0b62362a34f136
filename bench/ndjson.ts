/** EAL lines to rows by the kernel, against JSON.parse on the same lines: in turns, in one process, escapes and validation included.
 * Last figures (2026-11-21, 2 vCPUs of a Xeon at 2.5 GHz): the quietest run, medians: SIMD 973 MB/s, scalar 204, JSON.parse 166 (5.9 and 1.2
 * times); with a load of 10 beside it 183, 42 and 38 (4.9 and 1.1 times). Best single round of the SIMD kernel: 1,160 MB/s. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKernel, PARSERS } from '../src/kernels/index.ts';
import { ealLines } from './eal-lines.ts';
import { percentiles, type BenchRow } from './row.ts';

const OUT = join(import.meta.dir, '../build/out');
const BATCH = 1048576, BATCHES = 4, WARM_UP = 40, ROUNDS = 120;

/** The kernel as the worker calls it, without the copies of its rows: bytes in, row count out. */
function kernelCall(file: string): (bytes: Uint8Array) => number {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(OUT, file))), {});
  const { memory, prepare, inputBase, parse } = exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof prepare !== 'function' || typeof inputBase !== 'function' || typeof parse !== 'function') throw new Error(`${file} has other exports`);
  prepare();
  const input = new Uint8Array(memory.buffer, Number(inputBase()), BATCH + 4096);
  return (bytes) => {
    input.set(bytes);
    return Number(parse(PARSERS.eal, bytes.length));
  };
}

interface Batch { readonly bytes: Uint8Array; readonly lines: readonly string[] }
/** `times` makes the samples of all ways about equally long: on a busy machine a short one would be disturbed less often. */
interface Way { readonly times: number; readonly parse: (batch: Batch) => number }

export async function run(): Promise<BenchRow[]> {
  const batches = Array.from({ length: BATCHES }, (_, index): Batch => {
    const text = ealLines(index + 1, BATCH - 400);
    return { bytes: new TextEncoder().encode(text), lines: text.trimEnd().split('\n') };
  });
  const simd = kernelCall('kernels.wasm'), scalar = kernelCall('kernels-scalar.wasm'), kernel = loadKernel('simd'), decoder = new TextDecoder();
  // Each reads all lines of a batch and returns how many it read; JSON.parse's objects are looked at, so that none is optimised away.
  const ways: Readonly<Record<string, Way>> = {
    simd: { times: 6, parse: ({ bytes }) => simd(bytes) },
    parts: { times: 5, parse: ({ bytes }) => kernel.parseParts(PARSERS.eal, bytes).rows.length / 64 },
    scalar: { times: 1, parse: ({ bytes }) => scalar(bytes) },
    ready: { times: 1, parse: ({ lines }) => lines.reduce((sum, line) => sum + (typeof JSON.parse(line).record === 'string' ? 1 : 0), 0) },
    whole: { times: 1, parse: ({ bytes }) => decoder.decode(bytes).split('\n').reduce((sum, line) => sum + (line !== '' && typeof JSON.parse(line).record === 'string' ? 1 : 0), 0) },
  };
  const samples = new Map(Object.keys(ways).map((way) => [way, [] as number[]]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const batch = batches[Math.abs(round) % BATCHES];
    if (batch === undefined) throw new Error('no batch');
    for (const [way, { times, parse }] of Object.entries(ways)) {
      const started = performance.now();
      for (let i = 0; i < times; i++) if (parse(batch) !== batch.lines.length) throw new Error(`${way} did not read every line`);
      if (round >= 0) samples.get(way)?.push((times * batch.bytes.length) / (performance.now() - started) / 1000);
    }
  }
  const speed = new Map([...samples].map(([way, all]) => [way, { ...percentiles(all), best: Math.max(...all) }]));
  const lines = batches.reduce((sum, batch) => sum + batch.lines.length, 0), bytes = batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
  const row = (what: string, way: string, peer: string, peerName: string, note: string, aim?: number): BenchRow => {
    const own = speed.get(way), other = speed.get(peer);
    if (own === undefined || other === undefined) throw new Error('no samples');
    return {
      name: what, value: own.p50, unit: 'MB/s', better: 'higher', peer: { name: peerName, value: other.p50 }, p50: own.p50,
      ...(aim === undefined ? {} : { aim: { ofPeer: aim } }), note: `${note}; best rounds ${Math.round(own.best)} to ${Math.round(other.best)}`,
    };
  };
  const mean = `${Math.round(bytes / lines)} bytes a line`;
  return [
    row('NDJSON parse, 1 MiB batches', 'simd', 'ready', 'JSON.parse on ready strings', `${mean}, copy into the kernel included`, 3),
    row('NDJSON parse, from bytes', 'simd', 'whole', 'decode + split + JSON.parse', mean),
    row('NDJSON parse, rows copied out', 'parts', 'ready', 'JSON.parse on ready strings', 'as a worker hands a batch back', 3),
    row('NDJSON parse, without SIMD', 'scalar', 'ready', 'JSON.parse on ready strings', 'the fallback build'),
  ];
}

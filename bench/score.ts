/** Scoring 10,000 changed devices with the committed model: the kernel in one call, its scalar build, and the same model in plain TypeScript;
 * then the verdicts from the scores. In turns, in one process. Last figures (2026-11-21, 2 shared cores of a Xeon at 2.5 GHz, others at work
 * on them): kernel 34 ms, scalar 82 ms, TypeScript 170 ms; verdicts 110 ms. */
import { readFileSync } from 'node:fs';
import modelPath from '../src/identify/model/home.npm1' with { type: 'file' };
import { identify, loadModel } from '../src/identify/index.ts';
import { createPlainScorer, createScorer } from '../src/kernels/index.ts';
import { percentiles, type BenchRow } from './row.ts';

const DEVICES = 10_000, IDS = 90, KNOWN = 0.8, ROUNDS = 30, WARM_UP = 6;

export async function run(): Promise<BenchRow[]> {
  const model = loadModel(readFileSync(modelPath)), { ids, offsets } = vectors(model.keys), width = model.leaves;
  const ways = { simd: createScorer(model, 'simd'), scalar: createScorer(model, 'scalar'), plain: createPlainScorer(model) };
  const results = Object.fromEntries(Object.keys(ways).map((way) => [way, new Float32Array(DEVICES * width)]));
  const samples = new Map<string, number[]>([...Object.keys(ways), 'verdicts'].map((way) => [way, []]));
  const said = { claims: [], traceOf: () => undefined, recordOf: () => null };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [way, scorer] of Object.entries(ways)) {
      const started = performance.now();
      scorer.score(ids, offsets, results[way] ?? new Float32Array());
      if (round >= 0) samples.get(way)?.push(performance.now() - started);
    }
    const logits = results['simd'] ?? new Float32Array(), started = performance.now();
    let total = 0;
    for (let d = 0; d < DEVICES; d++) total += identify({ logits: logits.subarray(d * width, (d + 1) * width), ids: ids.subarray(offsets[d], offsets[d + 1]), vendor: undefined, isProved: true, ...said }, model, () => undefined).evidence.length;
    if (round >= 0) samples.get('verdicts')?.push(performance.now() - started);
    if (total === 0) throw new Error('no evidence at all');
  }
  const [simd, scalar, plain] = ['simd', 'scalar', 'plain'].map((way) => Buffer.from(results[way]?.buffer ?? new ArrayBuffer(0)));
  if (simd === undefined || scalar === undefined || plain === undefined || !simd.equals(scalar) || !simd.equals(plain)) throw new Error('the builds disagree');
  const of = (way: string): { p50: number; p99: number } => percentiles(samples.get(way) ?? []);
  const row = (name: string, way: string, peer?: string): BenchRow => ({
    name, value: of(way).p50, unit: 'ms', better: 'lower', ...of(way), note: `${DEVICES} devices of ${IDS} ids, ${model.keys.length} ids known, ${width} leaves`,
    ...(peer === undefined ? {} : { peer: { name: 'the same model in TypeScript', value: of(peer).p50 } }),
  });
  return [row('Scoring in one kernel call', 'simd', 'plain'), row('Scoring without SIMD', 'scalar', 'plain'), { ...row('Verdicts with evidence from scores', 'verdicts'), aim: { value: 100 } }];
}

/** Devices of ordinary size: most of their ids are known to the model, as in a home. Deterministic. */
function vectors(keys: Uint32Array): { ids: Uint32Array; offsets: Uint32Array } {
  let state = 1;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const ids = Uint32Array.from({ length: DEVICES * IDS }, () => (next() < KNOWN ? (keys[Math.floor(next() * keys.length)] ?? 1) : 1 + Math.floor(next() * 0xfffffffe)));
  return { ids, offsets: Uint32Array.from({ length: DEVICES + 1 }, (_, d) => d * IDS) };
}

/**
 * Naming devices: the scoring kernel against ONNX Runtime and plain TypeScript on the committed model, and the whole path of a tick for 100,000 changed
 * devices: packing, kernel, claims, verdicts. In turns, in one process. ONNX Runtime is looked for in build/out/peers; put it there by
 * `npm install --prefix build/out/peers --no-save --ignore-scripts onnxruntime-node@1.30.0`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import modelPath from '../src/identify/model/home.npm1' with { type: 'file' };
import { encodeFeatures, Words } from '../src/features/index.ts';
import { loadModel, type Model } from '../src/identify/index.ts';
import { judgeParts } from '../src/pipeline/index.ts';
import { createPlainScorer, createScorer } from '../src/kernels/index.ts';
import { crowd } from './crowd.ts';
import { onnxModel } from './onnx-model.ts';
import { percentiles, type BenchRow } from './row.ts';

const DEVICES = 10_000, IDS = 90, KNOWN = 0.8, ROUNDS = 30, WARM_UP = 6, CROWD = 100_000, CROWD_ROUNDS = 5;
const ONNX = join(import.meta.dir, '../build/out/peers/node_modules/onnxruntime-node');

/** ONNX Runtime, as far as it is used here. */
interface Runtime {
  readonly Tensor: new (type: 'float32', values: Float32Array, dims: readonly number[]) => object;
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<{ run(feeds: object): Promise<Readonly<Record<string, { readonly data: Float32Array }>>> }> };
}

export async function run(): Promise<BenchRow[]> { return [...await kernels(), ...wholePath()]; }

async function kernels(): Promise<BenchRow[]> {
  const model = loadModel(readFileSync(modelPath)), { ids, offsets } = vectors(model.keys), width = model.leaves;
  const scorers = { simd: createScorer(model, 'simd'), scalar: createScorer(model, 'scalar'), plain: createPlainScorer(model) }, onnx = existsSync(ONNX) ? await onnxScorer(model) : undefined;
  const results = new Map(Object.keys(scorers).map((way) => [way, new Float32Array(DEVICES * width)])), samples = new Map<string, number[]>();
  const took = (way: string, round: number, started: number): void => { if (round >= 0) samples.set(way, [...(samples.get(way) ?? []), performance.now() - started]); };
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [way, scorer] of Object.entries(scorers)) {
      const started = performance.now();
      scorer.score(ids, offsets, results.get(way) ?? new Float32Array());
      took(way, round, started);
    }
    if (onnx === undefined) continue;
    const started = performance.now(), logits = await onnx(ids, offsets);
    took('onnx', round, started);
    if (round === 0) agree(results.get('simd') ?? new Float32Array(), logits);
  }
  const [simd, scalar, plain] = ['simd', 'scalar', 'plain'].map((way) => Buffer.from(results.get(way)?.buffer ?? new ArrayBuffer(0)));
  if (simd === undefined || scalar === undefined || plain === undefined || !simd.equals(scalar) || !simd.equals(plain)) throw new Error('the builds disagree');
  const of = (way: string): { p50: number; p99: number } => percentiles(samples.get(way) ?? []);
  const row = (name: string, way: string, peer: string, peerName: string): BenchRow => ({
    name, value: of(way).p50, unit: 'ms', better: 'lower', ...of(way), note: `${DEVICES} devices of ${IDS} ids, ${model.keys.length} ids known, ${width} leaves`, peer: { name: peerName, value: of(peer).p50 },
  });
  const typescript = 'the same model in TypeScript';
  return [
    ...(onnx === undefined ? [] : [{ ...row('Scoring in one kernel call, against ONNX Runtime', 'simd', 'onnx', 'onnxruntime-node, one thread, from the same ids'), aim: { ofPeer: 1 } }]),
    row('Scoring in one kernel call', 'simd', 'plain', typescript), row('Scoring without SIMD', 'scalar', 'plain', typescript),
  ];
}

/** From ids to logits, as a node would have to: one dense row a device, then one Gemm. */
async function onnxScorer(model: Model): Promise<(ids: Uint32Array, offsets: Uint32Array) => Promise<Float32Array>> {
  const { Tensor, InferenceSession } = await import(ONNX) as Runtime;
  const session = await InferenceSession.create(onnxModel(model), { intraOpNumThreads: 1, interOpNumThreads: 1, executionProviders: ['cpu'] });
  const columns = new Map([...model.keys].map((key, column) => [key, column])), dense = new Float32Array(DEVICES * model.keys.length);
  return async (ids, offsets) => {
    dense.fill(0);
    for (let d = 0; d < DEVICES; d++) for (let i = offsets[d]!; i < offsets[d + 1]!; i++) {
      const column = columns.get(ids[i]!);
      if (column !== undefined) dense[d * model.keys.length + column]! += 1;
    }
    return (await session.run({ ids: new Tensor('float32', dense, [DEVICES, model.keys.length]) }))['logits']?.data ?? new Float32Array();
  };
}

function agree(ours: Float32Array, theirs: Float32Array): void {
  if (ours.length !== theirs.length) throw new Error('ONNX Runtime scored other devices');
  for (let i = 0; i < ours.length; i++) if (Math.abs(ours[i]! - theirs[i]!) > 1e-3 * Math.max(1, Math.abs(ours[i]!))) throw new Error('ONNX Runtime disagrees');
}

function wholePath(): BenchRow[] {
  const parts = judgeParts(), before = heap(), fold = crowd(CROWD, new Words(parts.worth), parts.vendorOf), states = [...fold.states()], held = heap() - before;
  const samples: number[] = [];
  let named = 0;
  for (let round = -1; round < CROWD_ROUNDS; round++) {
    const started = performance.now(), identities = parts.identify(states, () => null);
    if (round >= 0) samples.push(performance.now() - started);
    named = identities.filter(({ profile }) => profile !== null).length;
  }
  const stored = states.reduce((sum, state) => sum + encodeFeatures(state).length, 0) / states.length, ids = states.reduce((sum, state) => sum + state.ids.size, 0) / states.length, claims = states.reduce((sum, state) => sum + state.claims().length, 0) / states.length;
  const note = `${CROWD} devices of ${ids.toFixed(0)} ids and ${claims.toFixed(0)} claims on average, ${named} get a profile`, { p50, p99 } = percentiles(samples);
  return [
    { name: 'Naming 100,000 changed devices: pack, score, weigh claims', value: p50, unit: 'ms', better: 'lower', p50, p99, aim: { value: 1000 }, note },
    { name: 'Evidence of a device in the store', value: stored, unit: 'bytes', better: 'lower', aim: { value: 2048 }, note },
    { name: 'Evidence of a device in memory', value: held / CROWD, unit: 'bytes', better: 'lower', aim: { value: 2048 }, note: `${note}; growth of the heap after collection` },
  ];
}

/** Bytes that are held, after what is not has been collected. */
function heap(): number {
  Bun.gc(true);
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Devices of ordinary size: most of their ids are known to the model, as in a home. Deterministic. */
function vectors(keys: Uint32Array): { ids: Uint32Array; offsets: Uint32Array } {
  let state = 1;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const ids = Uint32Array.from({ length: DEVICES * IDS }, () => (next() < KNOWN ? (keys[Math.floor(next() * keys.length)] ?? 1) : 1 + Math.floor(next() * 0xfffffffe)));
  return { ids, offsets: Uint32Array.from({ length: DEVICES + 1 }, (_, d) => d * IDS) };
}

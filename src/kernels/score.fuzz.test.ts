/** The scoring kernel: SIMD, scalar and plain TypeScript give the same bits. */
import { expect, test } from 'bun:test';
import { createPlainScorer, createScorer, type ScoreModel } from './index.ts';

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomModel(next: () => number, entries: number, classes: number): ScoreModel {
  const keys = new Set<number>();
  while (keys.size < entries) keys.add(1 + Math.floor(next() * 0xfffffffe));
  return {
    keys: Uint32Array.from(keys), bias: Float32Array.from({ length: classes }, () => next() * 4 - 2),
    weights: Float32Array.from({ length: entries * classes }, () => next() * 8 - 4),
  };
}

interface Batch { readonly ids: Uint32Array; readonly offsets: Uint32Array }
function randomBatch(next: () => number, model: ScoreModel, devices: number): Batch {
  const ids: number[] = [], offsets = [0];
  for (let d = 0; d < devices; d++) {
    for (let i = Math.floor(next() * 120); i > 0; i--) ids.push(next() < 0.6 && model.keys.length > 0 ? model.keys[Math.floor(next() * model.keys.length)] ?? 1 : 1 + Math.floor(next() * 0xfffffffe));
    offsets.push(ids.length);
  }
  return { ids: Uint32Array.from(ids), offsets: Uint32Array.from(offsets) };
}

const bits = (scores: Float32Array): Uint8Array => new Uint8Array(scores.buffer);

test('SIMD, scalar and TypeScript agree bit for bit on 60 random models and batches', () => {
  const next = random(7);
  for (let round = 0; round < 60; round++) {
    const classes = 1 + Math.floor(next() * 40), model = randomModel(next, Math.floor(next() * 600), classes);
    const scorers = [createScorer(model, 'simd'), createScorer(model, 'scalar'), createPlainScorer(model)];
    for (let batch = 0; batch < 3; batch++) {
      const { ids, offsets } = randomBatch(next, model, Math.floor(next() * 50)), results = scorers.map((scorer) => {
        const out = new Float32Array((offsets.length - 1) * classes);
        scorer.score(ids, offsets, out);
        return bits(out);
      });
      expect(results[1]).toEqual(results[0]!);
      expect(results[2]).toEqual(results[0]!);
    }
  }
});

test('a device without ids, or with none the model knows, gets the bias', () => {
  const model = randomModel(random(3), 10, 5), out = new Float32Array(10);
  createScorer(model).score(Uint32Array.of(77), Uint32Array.of(0, 0, 1), out);
  expect([...out]).toEqual([...model.bias, ...model.bias]);
});

test('ids that share their low bits do not hide each other', () => {
  const keys = Uint32Array.from({ length: 500 }, (_, i) => (i + 1) * 0x10000), weights = Float32Array.from(keys, (_, i) => i);
  const scorer = createScorer({ keys, bias: Float32Array.of(0), weights }), out = new Float32Array(keys.length);
  scorer.score(keys, Uint32Array.from({ length: keys.length + 1 }, (_, i) => i), out);
  expect([...out]).toEqual([...weights]);
});

test('a batch that outgrows the memory so far is scored, and a small one after it too', () => {
  const next = random(11), model = randomModel(next, 50, 28), scorer = createScorer(model), plain = createPlainScorer(model);
  for (const devices of [3, 30_000, 3]) {
    const { ids, offsets } = randomBatch(next, model, devices), out = new Float32Array(devices * 28), same = new Float32Array(devices * 28);
    scorer.score(ids, offsets, out);
    plain.score(ids, offsets, same);
    expect(Buffer.compare(bits(out), bits(same))).toBe(0);
  }
});

test('vectors and results that do not fit each other are refused', () => {
  const scorer = createScorer(randomModel(random(1), 4, 3));
  expect(() => scorer.score(Uint32Array.of(1), Uint32Array.of(0, 2), new Float32Array(3))).toThrow('vectors and results do not fit');
  expect(() => scorer.score(Uint32Array.of(1), Uint32Array.of(0, 1), new Float32Array(2))).toThrow('vectors and results do not fit');
  expect(() => createScorer({ keys: Uint32Array.of(1), bias: new Float32Array(3), weights: new Float32Array(2) })).toThrow('model weights do not fit');
});

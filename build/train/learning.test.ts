/** The parts of training, on small made-up data: they need no captures. */
import { expect, test } from 'bun:test';
import { hash32, PRESENT } from '../../src/features/index.ts';
import { parameterIndex } from '../../src/model/index.ts';
import { calibrated } from '../../src/identify/index.ts';
import { calibrate } from './calibrate.ts';
import { FOLDS, stratify, type Judged } from './cross-validate.ts';
import type { Label, Sample, Word } from './dataset.ts';
import { fit, type Example } from './fit.ts';
import { learn, uncalibrated } from './learn.ts';
import { predictor } from './predict.ts';
import { random } from './random.ts';

const example = (columns: readonly number[], target: number): Example => ({ columns: Uint16Array.from(columns), target, weight: 1 });
const COSTS = Float64Array.of(0.1, 0.1, 0.1);

test('regression finds what tells classes apart, and only that', () => {
  const { weights } = fit([example([0, 2], 0), example([0, 2], 0), example([1, 2], 1), example([1, 2], 1)], COSTS, 2);
  expect(weights[0]! - weights[1]!).toBeGreaterThan(1);
  expect(weights[3]! - weights[2]!).toBeGreaterThan(1);
  expect(Math.abs(weights[4]! - weights[5]!)).toBeLessThan(1e-3);
});

test('the optimum is one: the order of the examples does not matter, and a run is the same twice', () => {
  const next = random(5), examples = Array.from({ length: 60 }, () => example([0, 1, 2].filter(() => next() < 0.5), Math.floor(next() * 3)));
  const first = fit(examples, COSTS, 3), again = fit(examples, COSTS, 3), turned = fit([...examples].reverse(), COSTS, 3);
  expect(again.weights).toEqual(first.weights);
  first.weights.forEach((weight, i) => expect(turned.weights[i]).toBeCloseTo(weight, 1));
});

test('dear columns get smaller weights', () => {
  const examples = [example([0, 1], 0), example([], 1)], { weights } = fit([...examples, ...examples], Float64Array.of(0.05, 5, 1), 2);
  expect(Math.abs(weights[0]!)).toBeGreaterThan(Math.abs(weights[2]!) * 10);
});

/** Two makers' products with names, a stack of their own and a common one, and strangers. */
const words = new Map<number, Word>();
function idsOf(said: readonly (readonly [parameter: string, token: string])[]): Uint32Array {
  return Uint32Array.from(said.flatMap(([name, token]) => [token, PRESENT].map((text) => {
    const id = hash32(name, text);
    words.set(id, { parameter: parameterIndex(name), token: text });
    return id;
  }))).sort();
}
const label = (type: string): Label => ({ type, category: `${type} things`, profile: `${type} profile`, vendor: type, model: type, vertical: 'Generic IoT' });
const SAID = (type: string): (readonly [string, string])[] => [['dhcp.hostname', `${type}-hub`], ['dns.domain', `${type}.com`], ['tls.ja3', type], ['mac.vendor', type], ['dhcp.vendor_class', 'udhcp'], ['traffic.ttl', '64'], ['arp.kind', 'probe']];
const ALONE = { claims: [], company: undefined, isProved: true };
const samples = ['acme', 'brew', 'corp'].flatMap((type) => Array.from({ length: 12 }, (_, i): Sample => ({ capture: `${type}/${i}`, mac: '', label: label(type), ids: idsOf(SAID(type)), ...ALONE })));
const background = Array.from({ length: 20 }, (_, i): Sample => ({ capture: `other/${i}`, mac: '', label: undefined, ids: idsOf([['dhcp.vendor_class', 'udhcp'], ['traffic.ttl', '64'], ['dns.domain', `x${i}.org`]]), ...ALONE }));
const LABELS = ['acme', 'brew', 'corp'].map(label);

test('a learned model names its products, and neither a stranger nor an unmet product of the same build', () => {
  const predict = predictor(uncalibrated(learn(LABELS, samples, background, words)));
  for (const sample of samples) expect([predict(sample).type, predict(sample).isOther]).toEqual([sample.label?.type ?? '', false]);
  for (const sample of background) expect(predict(sample).isOther).toBe(true);
  const unmet = { capture: '', mac: '', label: label('dyno'), ids: idsOf(SAID('dyno')), ...ALONE };
  expect(predict(unmet).isOther).toBe(true);
});

test('folds hold each type in like parts', () => {
  const folds = stratify(samples);
  for (const type of ['acme', 'brew', 'corp']) {
    const counts = new Array<number>(FOLDS).fill(0);
    for (const [sample, fold] of folds) if (sample.label?.type === type) counts[fold]!++;
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
});

test('calibration rises with the odds and is near the truth', () => {
  const next = random(9), predict = predictor(uncalibrated(learn(LABELS, samples, background, words))), base = predict(samples[0]!);
  const judged = Array.from({ length: 4000 }, (): Judged => {
    const odds = next() * 8 - 4, right = next() < 1 / (1 + Math.exp(-2 * odds)), tier = { value: '', odds, ceiling: 1, right };
    return { ...base, ids: new Uint32Array(), view: 'all', fold: 0, left: undefined, leftKind: undefined, isModule: false, isEnough: true, isContradicted: false, isDistinct: true, tiers: { category: tier, profile: tier, vendor: tier, model: tier } };
  });
  const { profile } = calibrate(judged).tiers;
  let before = 0;
  for (const [, confidence] of profile.points) { expect(confidence).toBeGreaterThanOrEqual(before); before = confidence; }
  for (const odds of [-2, -1, 0, 1, 2]) expect(Math.abs(calibrated(profile, odds) - 1 / (1 + Math.exp(-2 * odds)))).toBeLessThan(0.12);
});

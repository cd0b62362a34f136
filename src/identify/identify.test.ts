/** Verdicts of a small model whose every number is known: tiers, thresholds, twins, contradictions, evidence that adds up. */
import { expect, test } from 'bun:test';
import { assemble, contribution, evidenceFor, identify, judge, loadModel, opinionOf, Remembered, type Calibration, type Leaf, type Lookup, type Model, type Subject, type Traced } from './index.ts';
import { encodeModel } from '../../build/train/artefact.ts';
import { hash32, PRESENT } from '../features/index.ts';
import { createPlainScorer } from '../kernels/index.ts';

const leaf = (type: string, profile: string, model: string, category: string, vendor: string): Leaf => ({ type, profile, model, category, vendor, profile_type: 'IoT', profile_vertical: 'Generic IoT', captures: 10, worded: type === 'mute' ? 0 : 1 });
/** A maker with a plug and a camera in two models; a kettle and its twin; something else. */
const LEAVES: readonly (Leaf | null)[] = [
  leaf('plug', 'Acme Plug', 'P1', 'Smart Plug', 'Acme'), leaf('cam a', 'Acme Camera', 'C1', 'Camera', 'Acme'), leaf('cam b', 'Acme Camera', 'C2', 'Camera', 'Acme'),
  leaf('kettle', 'Brew Appliance', 'K1', 'Smart Appliance', 'Brew'), leaf('coffee', 'Brew Appliance', 'K2', 'Smart Appliance', 'Brew'), null,
];
const WORDS: readonly (readonly [parameter: string, token: string, ...weights: number[]])[] = [
  ['dhcp.hostname', PRESENT, 0, 0, 0, 0, 0, 0], ['dhcp.hostname', 'PLUG', 4, -1, -1, -1, -1, 0], ['dhcp.hostname', 'C1', -1, 4, 1, -1, -1, 0], ['dhcp.hostname', 'C2', -1, 1, 4, -1, -1, 0],
  ['dns.domain', 'acme.com', 2, 2, 2, -1, -1, -1], ['mac.vendor', 'Acme', 1, 1, 1, -1, -1, -1], ['tls.ja3', 'aa', 1, 2, 2, 0, 0, 0],
  ['dhcp.vendor_class', 'brew', -1, -1, -1, 5, 5, -1], ['http.agent_product', 'Brewer', 0, 0, 0, 1, 1, 0], ['dns.domain', 'brew.com', -1, -1, -1, 3, 3, -1], ['mac.vendor', 'Brew', 0, 0, 0, 2, 2, -1],
];
/** As raw as it comes: confidence follows the odds of the probability. */
const steps = (least: number): Calibration => ({ points: [[-2, 0.1], [0, 0.5], [2, 0.9], [6, 0.999]], least });
const TIERS_BY_STEPS = { category: steps(50), profile: steps(50), vendor: steps(50), model: steps(70) };
function build(leastIds = 3): Model {
  const typical = new Uint8Array(WORDS.length);
  WORDS.forEach(([, , ...weights], row) => weights.forEach((weight, c) => { if (weight >= 2) typical[row] = (typical[row] ?? 0) | (1 << c); }));
  return assemble({ format: 2, leaves: LEAVES, tiers: TIERS_BY_STEPS, alike: TIERS_BY_STEPS, leastIds, leastParameters: 3, words: WORDS.map(([p, t]) => [p, t] as const) }, {
    keys: Uint32Array.from(WORDS, ([p, t]) => hash32(p, t)), bias: Float32Array.of(0, 0, 0, 0, 0, 1), weights: Float32Array.from(WORDS.flatMap(([, , ...weights]) => weights)), typical,
  });
}

const NO_PROFILES: Lookup = { profileOf: () => undefined, makerOf: (text) => new Remembered().makerOf(text), opinionOf: (heard) => opinionOf(heard, NO_PROFILES) };
const UNTRACED: Traced = { traceOf: () => undefined, recordOf: () => null };
const model = build();
function subject(said: Readonly<Record<string, string>>, vendor?: string, of: Model = model): Subject {
  const ids = Uint32Array.from(Object.entries(said).flatMap(([p, t]) => (p === 'dhcp.hostname' ? [hash32(p, t), hash32(p, PRESENT)] : [hash32(p, t)]))), logits = new Float32Array(of.leaves);
  createPlainScorer(of).score(ids, Uint32Array.of(0, ids.length), logits);
  return { logits, ids, vendor, claims: [], isProved: true, ...UNTRACED };
}
const PLUG = { 'dhcp.hostname': 'PLUG', 'dns.domain': 'acme.com', 'mac.vendor': 'Acme', 'tls.ja3': 'aa' };
const BREW = { 'dhcp.vendor_class': 'brew', 'dns.domain': 'brew.com', 'mac.vendor': 'Brew', 'http.agent_product': 'Brewer' };

test('[R48] [R49] a device that says what it is is named in every tier, with vendor and model', () => {
  expect(identify(subject(PLUG), model, NO_PROFILES)).toMatchObject({ category: 'Smart Plug', profile: 'Acme Plug', vendor: 'Acme', model: 'P1', profile_type: 'IoT', profile_vertical: 'Generic IoT' });
});

test('[R52] confidence is a whole number 0-100, the profile\'s; wider tiers are at least as sure, narrower ones at most', () => {
  const { confidence_score: score, tiers } = identify(subject(PLUG), model, NO_PROFILES);
  expect(Number.isInteger(score) && score >= 90 && score <= 99).toBe(true);
  expect(score).toBe(tiers.profile.confidence);
  expect(tiers.category.confidence).toBeGreaterThanOrEqual(score);
  expect(tiers.vendor.confidence).toBeGreaterThanOrEqual(score);
  expect(tiers.model.confidence).toBeLessThanOrEqual(score);
});

test('twins that send the same bytes share their profile: it is named, the model is not', () => {
  const identity = identify(subject(BREW), model, NO_PROFILES);
  expect(identity).toMatchObject({ profile: 'Brew Appliance', category: 'Smart Appliance', vendor: 'Brew', model: null });
  expect(identity.confidence_score).toBeGreaterThanOrEqual(90);
});

test('a name that belongs to no known model of the profile leaves the model unknown', () => {
  const known = { 'dns.domain': 'acme.com', 'mac.vendor': 'Acme', 'tls.ja3': 'aa' };
  expect(identify(subject({ ...known, 'dhcp.hostname': 'C1' }), model, NO_PROFILES)).toMatchObject({ profile: 'Acme Camera', model: 'C1' });
  expect(identify(subject({ ...known, 'dhcp.hostname': 'C9' }), model, NO_PROFILES)).toMatchObject({ profile: 'Acme Camera', model: null });
});

test('a profile that nobody named in words is never high', () => {
  const unnamed = identify(subject({ 'dns.domain': 'brew.com', 'mac.vendor': 'Brew', 'tls.ja3': 'aa', 'dhcp.vendor_class': 'brew' }), model, NO_PROFILES);
  expect([unnamed.profile, unnamed.confidence_score]).toEqual(['Brew Appliance', 89]);
  expect(identify(subject(BREW), model, NO_PROFILES).confidence_score).toBeGreaterThanOrEqual(90);
});

test('too little evidence, or evidence from too few places, is no evidence', () => {
  const nothing = { category: null, profile: null, model: null, confidence_score: 0 };
  expect(identify(subject({ 'dhcp.vendor_class': 'brew', 'dns.domain': 'brew.com' }), model, NO_PROFILES)).toMatchObject(nothing);
  expect(identify(subject(BREW, undefined, build(5)), build(5), NO_PROFILES)).toMatchObject(nothing);
  expect(identify(subject({}), model, NO_PROFILES)).toMatchObject({ ...nothing, vendor: null, evidence: [] });
});

test('an unknown device keeps the company of its MAC prefix, at medium confidence; a module maker is nobody\'s maker', () => {
  const stranger = identify(subject({ 'tls.ja3': 'zz' }, 'Contoso'), model, NO_PROFILES);
  expect(stranger).toMatchObject({ profile: null, category: null, vendor: 'Contoso', confidence_score: 0, evidence: [{ source: 'mac.vendor', value: 'Contoso' }] });
  expect(stranger.tiers.vendor.confidence).toBe(77);
  expect(identify(subject({}, 'Espressif'), model, NO_PROFILES)).toMatchObject({ vendor: null, evidence: [] });
});

test('unknown is null, never an empty string', () => {
  const identity = identify(subject({}), model, NO_PROFILES);
  for (const value of [identity.category, identity.profile, identity.profile_type, identity.profile_vertical, identity.vendor, identity.model, identity.os_family, identity.os_version]) expect(value).toBeNull();
  for (const tier of Object.values(identity.tiers)) expect(tier).toEqual({ value: null, confidence: 0 });
});

test('evidence adds up: the parts and the bias make the margin of the leaf over the average', () => {
  const { logits, ids } = subject(PLUG), rows = model.rowsOf(ids), mean = logits.reduce((sum, x) => sum + x, 0) / model.leaves;
  const bias = (model.bias[0] ?? 0) - model.bias.reduce((sum, x) => sum + x, 0) / model.leaves;
  const parts = [...rows].reduce((sum, row) => sum + contribution(model, row, 0), 0);
  expect(parts + bias).toBeCloseTo((logits[0] ?? 0) - mean, 4);
});

test('evidence is in words, strongest first, without what only shows that something was said', () => {
  const { ids } = subject(PLUG), evidence = evidenceFor(model.rowsOf(ids), 0, model, UNTRACED);
  expect(evidence.map(({ source, value }) => `${source}=${value}`)).toEqual(['dhcp.hostname=PLUG', 'dns.domain=acme.com', 'mac.vendor=Acme', 'tls.ja3=aa']);
  expect(evidence.map(({ weight }) => weight).every((weight, i, all) => i === 0 || weight <= (all[i - 1] ?? 0))).toBe(true);
});

test('more evidence of the same kind never lowers the confidence', () => {
  let before = 0;
  for (const said of [{ 'dns.domain': 'acme.com', 'mac.vendor': 'Acme', 'tls.ja3': 'aa' }, PLUG]) {
    const confidence = judge(subject(said).logits, model.rowsOf(subject(said).ids), model).tiers.vendor.confidence;
    expect(confidence).toBeGreaterThanOrEqual(before);
    before = confidence;
  }
});

test('a model file comes back as it was written; a cut or foreign one is refused', () => {
  const bytes = encodeModel(model.header, model), back = loadModel(bytes);
  expect(back.header).toEqual(model.header);
  expect([back.keys, back.bias, back.weights, back.typical]).toEqual([model.keys, model.bias, model.weights, model.typical]);
  expect(identify(subject(PLUG), back, NO_PROFILES)).toEqual(identify(subject(PLUG), model, NO_PROFILES));
  for (const broken of [bytes.subarray(0, bytes.length - 1), bytes.subarray(1), new Uint8Array(0)]) expect(() => loadModel(broken)).toThrow('the identification model cannot be read');
});

/** A refused name is not said again; what comes instead is the best of the rest, and low. */
import { expect, test } from 'bun:test';
import { hash32 } from '../features/index.ts';
import { assemble, identify, identifyBut, opinionOf, Remembered, type Calibration, type Leaf, type Lookup, type Subject } from './index.ts';

const leaf = (profile: string, model: string, category: string, vendor: string): Leaf => ({ type: model, profile, model, category, vendor, profile_type: 'IoT', profile_vertical: 'Generic IoT', captures: 10, worded: 1 });
const LEAVES: readonly (Leaf | null)[] = [leaf('Acme Camera', 'C1', 'Camera', 'Acme'), leaf('Acme Camera', 'C2', 'Camera', 'Acme'), leaf('Bcme Camera', 'B', 'Camera', 'Bcme'), leaf('Brew Kettle', 'K', 'Smart Appliance', 'Brew'), null];
const WORDS = [['dhcp.hostname', 'cam'], ['dhcp.vendor_class', 'cam'], ['dns.domain', 'cam.com']] as const;
const plain: Calibration = { points: [[-2, 0.1], [0, 0.5], [2, 0.9], [6, 0.999]], least: 30 };
const TIERS = { category: plain, profile: plain, vendor: plain, model: plain };
const model = assemble({ format: 2, leaves: LEAVES, tiers: TIERS, alike: TIERS, leastIds: 3, leastParameters: 3, words: WORDS.map(([p, t]) => [p, t] as const) }, {
  keys: Uint32Array.from(WORDS, ([p, t]) => hash32(p, t)), bias: new Float32Array(5), weights: Float32Array.from(WORDS.flatMap(() => [4, 1, 2, -1, -1])), typical: new Uint8Array(WORDS.length).fill(1),
});
const NO_PROFILES: Lookup = { profileOf: () => undefined, makerOf: (text) => new Remembered().makerOf(text), opinionOf: (heard) => opinionOf(heard, NO_PROFILES) };
const subject: Subject = {
  logits: Float32Array.of(12, 3, 8, -3, -3), ids: Uint32Array.from(WORDS, ([p, t]) => hash32(p, t)), vendor: 'Acme', claims: [], isProved: true, traceOf: () => undefined, recordOf: () => null,
};

test('[R62] with nothing refused that is said, it is the verdict as ever', () => {
  expect(identifyBut(subject, [], model, NO_PROFILES)).toMatchObject({ profile: 'Acme Camera', model: 'C1' });
  expect(identifyBut(subject, [{ tier: 'profile', value: 'Brew Kettle' }], model, NO_PROFILES).confidence_score).toBe(identify(subject, model, NO_PROFILES).confidence_score);
});

test('[R62] the next best comes in the place of a refused profile, low, and its category as sure as before', () => {
  const first = identify(subject, model, NO_PROFILES), second = identifyBut(subject, [{ tier: 'profile', value: 'Acme Camera' }], model, NO_PROFILES);
  expect(second).toMatchObject({ category: 'Camera', profile: 'Bcme Camera', vendor: 'Bcme' });
  expect(second.confidence_score).toBeLessThanOrEqual(69);
  expect(second.tiers.category.confidence).toBeLessThanOrEqual(first.tiers.category.confidence);
});

test('[R62] a refused model leaves its profile, a refused category takes all that is in it', () => {
  const sister = identifyBut(subject, [{ tier: 'model', value: 'C1' }], model, NO_PROFILES);
  expect(sister.model).not.toBe('C1');
  const none = identifyBut(subject, [{ tier: 'category', value: 'Camera' }, { tier: 'category', value: 'Smart Appliance' }], model, NO_PROFILES);
  expect(none).toMatchObject({ category: null, profile: null, model: null, confidence_score: 0 });
  expect(Number.isNaN(none.tiers.vendor.confidence)).toBe(false);
});

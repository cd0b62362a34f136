/** What lets a verdict be high: words of its own, or the traffic of a product that never says any. */
import { expect, test } from 'bun:test';
import { hash32, PRESENT } from '../features/index.ts';
import { assemble, isDistinct, type Calibration, type Leaf } from './index.ts';

const leaf = (type: string, worded: number): Leaf => ({ type, profile: type, model: type, category: 'Camera', vendor: 'Acme', profile_type: 'IoT', profile_vertical: 'Office', captures: 9, worded });
const LEAVES = [leaf('mute hub', 0), leaf('talker', 1), null];
const WORDS: readonly (readonly [parameter: string, token: string, ...weights: number[]])[] = [
  ['traffic.asks', 'tcp/9292', 1, 0, 0], ['traffic.head', 'tcp/9292 82~', 1, 0, 0], ['traffic.asks', 'tcp/7531', 0, 2, 0], ['dns.domain', 'talker.example', 0, 2, 0],
  ['traffic.asks', 'udp/69', 3, 0, 0], ['dhcp.hostname', PRESENT, 0, 0, 0], ['dhcp.hostname', 'Talker', 0, 3, 0],
];
const flat: Calibration = { points: [[0, 0.95]], least: 50 }, tiers = { category: flat, profile: flat, vendor: flat, model: flat };
const model = assemble({ format: 2, leaves: LEAVES, tiers, alike: tiers, leastIds: 1, leastParameters: 1, words: WORDS.map(([p, t]) => [p, t] as const) }, {
  keys: Uint32Array.from(WORDS, ([p, t]) => hash32(p, t)), bias: new Float32Array(3), weights: Float32Array.from(WORDS.flatMap(([, , ...weights]) => weights)),
  typical: Uint8Array.from(WORDS, ([, , ...weights]) => weights.reduce((bits, weight, c) => (weight >= 1 ? bits | (1 << c) : bits), 0)),
});
const distinct = (of: number, ...said: readonly (readonly [string, string])[]): boolean => isDistinct(model.rowsOf(Uint32Array.from(said, ([p, t]) => hash32(p, t))), of, of, model);

test('a product that never names itself is told by traffic of its own, if that is enough', () => {
  expect(distinct(0, ['traffic.asks', 'tcp/9292'], ['traffic.head', 'tcp/9292 82~'])).toBe(true);
  expect(distinct(0, ['traffic.asks', 'tcp/9292'])).toBe(false);
});

test('a service that everybody has is nobody\'s own', () => {
  expect(distinct(0, ['traffic.asks', 'udp/69'])).toBe(false);
});

test('a product that names itself is not told by its platform: its sisters have that, too', () => {
  expect(distinct(1, ['traffic.asks', 'tcp/7531'], ['dns.domain', 'talker.example'])).toBe(false);
  expect(distinct(1, ['dhcp.hostname', PRESENT], ['dhcp.hostname', 'Talker'])).toBe(true);
});

test('[R51] a device that says a name the product does not have is a sister, whatever else it shows', () => {
  expect(distinct(1, ['dhcp.hostname', PRESENT], ['traffic.asks', 'tcp/7531'], ['dns.domain', 'talker.example'])).toBe(false);
  expect(distinct(0, ['dhcp.hostname', PRESENT], ['traffic.asks', 'tcp/9292'], ['traffic.head', 'tcp/9292 82~'])).toBe(false);
});

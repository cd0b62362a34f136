/** Likeness: what few have counts more, who said less is not another for that, and strangers are not alike. */
import { expect, test } from 'bun:test';
import { likeness, Rarity } from './index.ts';

/** Ids of feature names, rising. */
const ids = (...names: number[]): Uint32Array => Uint32Array.from(names.map((name) => Math.imul(name, 0x9e3779b1) >>> 0)).sort();
const COMMON = [1, 2, 3, 4, 5, 6, 7, 8];

test('[R62] equal sets are wholly alike, sets without a common id not at all', () => {
  const rarity = new Rarity();
  for (let i = 0; i < 100; i++) rarity.add(ids(...COMMON));
  expect(likeness(ids(...COMMON), ids(...COMMON), rarity)).toMatchObject({ score: expect.closeTo(1, 6), shared: 8 });
  expect(likeness(ids(1, 2), ids(11, 12), rarity)).toEqual({ score: 0, shared: 0 });
  expect(likeness(ids(), ids(), rarity).score).toBe(0);
});

test('[R62] what everybody has makes nobody alike; what few have does, also where one said less', () => {
  const rarity = new Rarity(), press = [100, 101, 102, 103], oven = [200, 201, 202, 203];
  for (let i = 0; i < 200; i++) rarity.add(ids(...COMMON));
  for (let i = 0; i < 5; i++) { rarity.add(ids(...COMMON, ...press)); rarity.add(ids(...COMMON, ...oven)); }
  const same = likeness(ids(...COMMON, ...press), ids(...COMMON, ...press.slice(0, 3)), rarity).score, other = likeness(ids(...COMMON, ...press), ids(...COMMON, ...oven), rarity).score;
  expect(same).toBeGreaterThan(0.8);
  expect(other).toBeLessThan(0.2);
});

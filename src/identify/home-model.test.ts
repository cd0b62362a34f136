/** The committed model: what it may hold, and what it must not. */
import { expect, test } from 'bun:test';
import { readFileSync, statSync } from 'node:fs';
import modelPath from './model/home.npm1' with { type: 'file' };
import { hash32 } from '../features/index.ts';
import { PARAMETERS } from '../model/index.ts';
import { loadModel, TIERS } from './index.ts';

const model = loadModel(readFileSync(modelPath));

test('it is small, and its ids are the hashes of its words', () => {
  expect(statSync(modelPath).size).toBeLessThan(1_000_000);
  model.words.forEach(({ source, token }, row) => expect(model.keys[row]).toBe(hash32(source, token)));
});

test('no word belongs to one unit or one network', () => {
  const fingerprints = new Set(['tls.ja3', 'tls.ja4']);
  const offences = model.words.filter(({ source, token }) => !fingerprints.has(source) && (
    /[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}/i.test(token) || /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/.test(token) || /[0-9a-f]{8}-[0-9a-f]{4}-/i.test(token)
    || (/\d{6}/.test(token) && !source.endsWith('sizes')) || /(?<![0-9a-z])(?=[a-f]*\d)[0-9a-f]{6,}(?![0-9a-z])/i.test(token)
  ));
  expect(offences).toEqual([]);
  const instances = new Set(PARAMETERS.filter((parameter) => parameter.identifies === 'instance').map((parameter) => parameter.name));
  expect(model.words.filter(({ source }) => [...instances].some((name) => name === source))).toEqual([]);
});

test('it has the 27 types and something else, and calibrated tiers whose confidence never falls', () => {
  expect(model.header.leaves.filter((leaf) => leaf !== null).length).toBe(27);
  expect(model.header.leaves.filter((leaf) => leaf === null).length).toBe(1);
  for (const { points } of TIERS.flatMap((tier) => [model.header.tiers[tier], model.header.alike[tier]])) {
    expect(points.length).toBeGreaterThan(1);
    points.forEach(([odds, confidence], i) => {
      const [before, less] = points[i - 1] ?? [-Infinity, 0];
      expect(odds > before && confidence >= less && confidence > 0 && confidence < 1).toBe(true);
    });
  }
});

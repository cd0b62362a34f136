/** Stored features: what is written comes back, and damaged bytes give undefined, never a throw. */
import { expect, test } from 'bun:test';
import { createDeviceFeatures, decodeFeatures, encodeFeatures, MOST_IDS, type FeatureFold } from './index.ts';
import { MOST_SAYINGS } from './sayings.ts';
import { PARAMETERS, parseMac, type Mac } from '../model/index.ts';

const UNIT = parseMac('1c:5f:2b:aa:fd:4e') as Mac; // a literal that is one

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

function randomFold(next: () => number): FeatureFold {
  const fold = createDeviceFeatures(), alphabet = ['a', 'B', '7', '-', '.', ' ', 'é', '☎', '\u{1f50c}', '\u0000'];
  fold.fact(UNIT, 1_700_000_000_123, 'arp.kind', 'probe');
  for (let i = Math.floor(next() * 700); i > 0; i--) {
    const text = Array.from({ length: Math.floor(next() * 60) }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
    fold.fact(UNIT, 1_700_000_000_000 + next() * 1e6, PARAMETERS[Math.floor(next() * PARAMETERS.length)]?.name ?? '', text);
  }
  return fold;
}

test('round trip of 200 random devices, byte for byte', () => {
  const next = random(1);
  for (let round = 0; round < 200; round++) {
    const state = randomFold(next).get(UNIT);
    if (state === undefined) throw new Error('no state');
    const bytes = encodeFeatures(state), back = createDeviceFeatures();
    expect(back.restore(UNIT, bytes)).toBe(true);
    const restored = back.get(UNIT);
    if (restored === undefined) throw new Error('not restored');
    expect(encodeFeatures(restored)).toEqual(bytes);
    expect([...restored.ids.sorted()]).toEqual([...state.ids.sorted()]);
    expect([restored.firstSeen, restored.lastSeen, restored.ids.dropped, restored.hostname]).toEqual([state.firstSeen, state.lastSeen, state.ids.dropped, state.hostname]);
    expect(back.drainDirty()).toEqual([]);
  }
});

test('equal sets are equal bytes, whatever order the facts came in', () => {
  const facts = [['dns.query', 'a.example.com'], ['arp.kind', 'probe'], ['tls.domain', 'example.com'], ['dhcp.hostname', 'x']] as const;
  const encoded = (order: readonly (readonly [string, string])[]): Uint8Array => {
    const fold = createDeviceFeatures();
    for (const [parameter, value] of order) fold.fact(UNIT, 5, parameter, value);
    const state = fold.get(UNIT);
    return state === undefined ? new Uint8Array() : encodeFeatures(state);
  };
  expect(encoded([...facts].reverse())).toEqual(encoded(facts));
});

test('cut, changed and random bytes are refused or harmless', () => {
  const next = random(2), state = randomFold(random(3)).get(UNIT);
  if (state === undefined) throw new Error('no state');
  const bytes = encodeFeatures(state);
  for (let length = 0; length < bytes.length; length++) expect(decodeFeatures(bytes.subarray(0, length))).toBeUndefined();
  for (let round = 0; round < 3000; round++) {
    const damaged = bytes.slice();
    for (let i = 0; i <= next() * 4; i++) damaged[Math.floor(next() * damaged.length)] = Math.floor(next() * 256);
    const decoded = decodeFeatures(damaged);
    if (decoded === undefined) continue;
    expect(decoded.ids.length).toBeLessThanOrEqual(MOST_IDS);
    expect(decoded.sayings.length).toBeLessThanOrEqual(MOST_SAYINGS);
  }
  for (let round = 0; round < 3000; round++) decodeFeatures(Uint8Array.from({ length: Math.floor(next() * 300) }, () => Math.floor(next() * 256)));
});

test('a damaged blob restores nothing', () => {
  const fold = createDeviceFeatures();
  expect(fold.restore(UNIT, new Uint8Array(40))).toBe(false);
  expect(fold.size).toBe(0);
});

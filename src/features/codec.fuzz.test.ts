/** Stored features: what is written comes back, and damaged bytes give undefined, never a throw. */
import { expect, test } from 'bun:test';
import { createDeviceFeatures, decodeFeatures, encodeFeatures, hash32, MOST_IDS, Words, type FeatureFold } from './index.ts';
import { codeOf } from './codes.ts';
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

/** Every third value claims something. */
function knowing(): Words { return new Words((_, value) => (value.length % 3 === 0 ? [{ rule: 'test/rule', vendor: 'Acme', certainty: (value.length % 10) / 10 }] : [])); }

function randomFold(next: () => number): FeatureFold {
  const fold = createDeviceFeatures({ words: knowing() }), alphabet = ['a', 'B', '7', '-', '.', ' ', 'é', '☎', '\u{1f50c}', '\u0000'];
  fold.fact(UNIT, 1_700_000_000_123, 'arp.kind', 'probe');
  for (let i = Math.floor(next() * 700); i > 0; i--) {
    const text = Array.from({ length: Math.floor(next() * 60) }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
    if (next() < 0.3) fold.from(Math.floor(next() * 65_536));
    fold.fact(UNIT, 1_700_000_000_000 + next() * 1e9, PARAMETERS[Math.floor(next() * PARAMETERS.length)]?.name ?? '', text);
  }
  return fold;
}

test('round trip of 200 random devices, byte for byte', () => {
  const next = random(1);
  for (let round = 0; round < 200; round++) {
    const state = randomFold(next).get(UNIT);
    if (state === undefined) throw new Error('no state');
    const bytes = encodeFeatures(state), back = createDeviceFeatures({ words: knowing() });
    expect(back.restore(UNIT, bytes)).toBe(true);
    const restored = back.get(UNIT);
    if (restored === undefined) throw new Error('not restored');
    expect(encodeFeatures(restored)).toEqual(bytes);
    expect([...restored.ids.sorted()]).toEqual([...state.ids.sorted()]);
    expect([restored.firstSeen, restored.lastSeen, restored.ids.dropped, restored.hostname]).toEqual([state.firstSeen, state.lastSeen, state.ids.dropped, state.hostname]);
    expect([restored.claims().length, restored.clear.refused]).toEqual([state.claims().length, Math.min(state.clear.refused, 0xffff)]);
    expect(sorted(restored.sayings())).toEqual(sorted(state.sayings()));
    for (const { name } of PARAMETERS) expect(restored.traceOf(name)).toEqual(state.traceOf(name));
    expect(back.drainDirty()).toEqual([]);
  }
});

function sorted(sayings: readonly unknown[]): readonly string[] { return sayings.map((one) => JSON.stringify(one)).sort(); }

test('no two parameters have one code, and the hashes behind them stay as they are', () => {
  expect(new Set(PARAMETERS.map(({ name }) => codeOf(name))).size).toBe(PARAMETERS.length);
  expect(codeOf('dhcp.hostname')).toBe(0x16aac8);
});

test('evidence that version 1 stored is read: its ids, its times, and its texts without when and whence', () => {
  const fold = createDeviceFeatures(), ids = [hash32('dns.query', 'a.example.com'), hash32('dns.query', '*')].sort((a, b) => a - b);
  expect(fold.restore(UNIT, one(ids, [[0, 'cam-1'], [5, 'curl/8']]))).toBe(true);
  const state = fold.get(UNIT);
  expect([...(state?.ids.sorted() ?? [])]).toEqual(ids);
  expect([state?.firstSeen, state?.lastSeen, state?.ids.dropped, state?.hostname, state?.attribute('http.user_agent')]).toEqual([1000, 2000, 3, 'cam-1', 'curl/8']);
  expect(state?.sayings().map(({ time, source }) => [time, source])).toEqual([[0, 0], [0, 0]]);
  expect(state?.traceOf('dns.query')).toBeUndefined();
  for (const damaged of [one([5, 5], []), one([], [[2, 'x'], [1, 'y']]), one([], [[11, 'x']]), one([], [[0, 'x'.repeat(121)]]), one(ids, [[0, 'cam-1']]).subarray(0, -1)]) expect(decodeFeatures(damaged)).toBeUndefined();
});

function one(ids: readonly number[], attributes: readonly (readonly [slot: number, text: string])[]): Uint8Array {
  const head = Buffer.alloc(24 + ids.length * 4);
  head.set([1, attributes.length], 0);
  head.writeUInt16LE(ids.length, 2);
  head.writeUInt32LE(3, 4);
  head.writeDoubleLE(1000, 8);
  head.writeDoubleLE(2000, 16);
  ids.forEach((id, i) => head.writeUInt32LE(id, 24 + i * 4));
  return Buffer.concat([head, ...attributes.map(([slot, text]) => Buffer.concat([Buffer.from([slot, Buffer.byteLength(text) & 255, Buffer.byteLength(text) >> 8]), Buffer.from(text)]))]);
}

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
  for (const bytes of [encodeFeatures(state), one([5, 9, 300], [[0, 'cam-1'], [5, 'curl/8'], [10, 'é☎']])]) damage(bytes, next);
  for (let round = 0; round < 3000; round++) decodeFeatures(Uint8Array.from({ length: Math.floor(next() * 300) }, (_, at) => (at === 0 ? 1 + round % 2 : Math.floor(next() * 256))));
});

function damage(bytes: Uint8Array, next: () => number): void {
  for (let length = 0; length < bytes.length; length++) expect(decodeFeatures(bytes.subarray(0, length))).toBeUndefined();
  for (let round = 0; round < 3000; round++) {
    const damaged = bytes.slice();
    for (let i = 0; i <= next() * 4; i++) damaged[Math.floor(next() * damaged.length)] = Math.floor(next() * 256);
    const decoded = decodeFeatures(damaged);
    if (decoded === undefined) continue;
    expect(decoded.ids.length).toBeLessThanOrEqual(MOST_IDS);
    expect(decoded.sayings.length).toBeLessThanOrEqual(MOST_SAYINGS);
  }
}

test('a damaged blob restores nothing', () => {
  const fold = createDeviceFeatures();
  expect(fold.restore(UNIT, new Uint8Array(40))).toBe(false);
  expect(fold.size).toBe(0);
});

/** Industrial messages with bytes changed, cut and doubled at random: no build traps, both say the same, no packet is lost, and no text lies outside of its region. */
import { describe, expect, test } from 'bun:test';
import * as L from '../../assembly/layout.ts';
import { PLANT } from '../../fixtures/plant/cases.ts';
import { account } from './accounting.ts';
import { be16, bytes, pcapFile } from './frames.ts';
import { loadKernel, PARSERS, RowBatch } from './index.ts';
import type { Kernel } from './index.ts';

const SEED = 20261127, ROUNDS = 60, FRAMES = 60;
const TELLING = [0, 1, 2, 4, 7, 8, 14, 16, 32, 62, 63, 127, 128, 192, 254, 255];

/** Mulberry32: small, seeded, the same everywhere. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function mutate(seed: Uint8Array, next: (below: number) => number): Uint8Array {
  let data = Uint8Array.from(seed);
  for (let i = next(5); i > 0 && data.length > 0; i--) {
    const at = next(data.length);
    switch (next(5)) {
      case 0: data[at] = next(256); break;
      case 1: data[at] = TELLING[next(TELLING.length)] ?? 0; break;
      case 2: data = data.slice(0, at); break;
      case 3: data = Uint8Array.from(bytes(data.subarray(0, at), data.subarray(next(data.length)))); break;
      default: data = Uint8Array.from(bytes(data.subarray(0, at), new Uint8Array(next(40)).fill(next(256)), data.subarray(at)));
    }
  }
  return data.subarray(0, 1400);
}

/** The frame with its payload changed and its lengths put right; `port`: moved to a flow of its own. */
function changed(frame: Uint8Array, next: (below: number) => number, port: number): Uint8Array {
  const ip = frame[12] === 8 && frame[13] === 0, udp = frame[23] === 17, head = ip ? (udp ? 42 : 54) : 14;
  const out = Uint8Array.from(bytes(frame.subarray(0, head), mutate(frame.subarray(head), next)));
  if (!ip) return out;
  out.set(be16(out.length - 14), 16);
  if (udp) out.set(be16(out.length - 34), 38);
  // The side that is not the well-known port's
  if (port !== 0) out.set(be16(port), ((out[34] ?? 0) << 8) + (out[35] ?? 0) < 40_000 ? 36 : 34);
  return out;
}

function read(kernel: Kernel, capture: Uint8Array): { readonly parts: ReturnType<Kernel['parseParts']>; readonly kinds: number[] } {
  const parts = kernel.parseParts(PARSERS.capture, capture);
  let outside = 0;
  for (let at = 0; at < parts.fields.length; at += 4) {
    const word = parts.fields[at] ?? 0, region = word >>> 24 === L.REGION_ARENA ? parts.arena : parts.input, type = (word >>> 16) & 255;
    if ((type === L.T_TEXT || type === L.T_BYTES) && (parts.fields[at + 1] ?? 0) + (parts.fields[at + 2] ?? 0) > region.length) outside++;
  }
  expect(outside).toBe(0);
  const batch = new RowBatch(parts), { packets, accounted } = account(batch);
  expect(accounted).toBe(packets);
  return { parts, kinds: Array.from({ length: batch.count }, (_, row) => batch.kind(row)) };
}

const same = (a: ArrayBufferView, b: ArrayBufferView): boolean => Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0;
const protocols = [...Map.groupBy(Object.entries(PLANT), ([path]) => path.slice(0, path.indexOf('/')))].map(([name, cases]) => [name, cases.flatMap(([, frames]) => frames)] as const);

describe.each(protocols)('%s', (name, frames) => {
  const simd = loadKernel('simd'), scalar = loadKernel('scalar');
  const dirt = [new Uint8Array(262_144), new Uint8Array(262_144).fill(0xff)] as const;

  test(`${ROUNDS * FRAMES} changed messages: both builds agree, whatever lay in memory before`, () => {
    const next = random(SEED + name.length * 7 + name.charCodeAt(0)), kinds = new Map<number, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const own = next(2) === 0;
      const capture = pcapFile(Array.from({ length: FRAMES }, (_, i) => changed(frames[next(frames.length)] ?? new Uint8Array(), next, own ? 50_000 + i : 0)), next(4) === 0 ? 40 + next(200) : 262_144);
      simd.split(PARSERS.capture, dirt[0]);
      scalar.split(PARSERS.capture, dirt[1]);
      const one = read(simd, capture), two = read(scalar, capture);
      expect(same(one.parts.rows, two.parts.rows) && same(one.parts.fields, two.parts.fields) && same(one.parts.arena, two.parts.arena)).toBe(true);
      for (const kind of one.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    // the mutations must leave enough whole, or the test looks at nothing
    const rows = [...kinds].filter(([kind]) => kind >= L.PLANT_FIRST && kind <= L.PLANT_LAST).reduce((sum, [, count]) => sum + count, 0);
    expect(rows).toBeGreaterThan(ROUNDS * FRAMES * 0.05);
  });

  test('a message says the same wherever it is cut, up to the cut', () => {
    for (const frame of frames.slice(0, 40)) {
      for (let length = 14; length <= frame.length; length++) {
        const capture = pcapFile([frame], length);
        simd.split(PARSERS.capture, dirt[length & 1] ?? dirt[0]);
        scalar.split(PARSERS.capture, dirt[1 - (length & 1)] ?? dirt[1]);
        const one = read(simd, capture), two = read(scalar, capture);
        expect(same(one.parts.rows, two.parts.rows) && same(one.parts.arena, two.parts.arena)).toBe(true);
      }
    }
  });
});

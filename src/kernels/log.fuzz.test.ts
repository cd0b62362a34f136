/** Good lines of every log dialect with bytes changed, cut and doubled at random: no build traps, both say the same, neighbours are unharmed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'bun:test';
import { hostileLines } from '../../fixtures/hostile-lines.ts';
import { loadKernel, logState, PARSERS, toRecord } from './index.ts';
import type { JsonRecord, Kernel } from './index.ts';

const SEED = 20261127, ROUNDS = 150, LINES = 60;
const FIXTURES = join(import.meta.dir, '../../fixtures');
const simd = loadKernel('simd'), scalar = loadKernel('scalar'), encoder = new TextEncoder(), STATE = logState({ referenceMs: Date.UTC(2026, 10, 27), zoneMinutes: 0 }, true);

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

const goodLines = [...new Bun.Glob('*/good-*/in.txt').scanSync({ cwd: FIXTURES })].sort().map((file) => join(FIXTURES, file))
  .flatMap((file) => readFileSync(file, 'utf8').split('\n')).filter((line) => line !== '');
const TELLING = [0, 9, 13, 32, 34, 40, 41, 44, 46, 47, 48, 57, 58, 61, 91, 92, 93, 123, 124, 127, 128, 255];

function mutate(line: string, next: (below: number) => number): Uint8Array {
  let data = Buffer.from(line);
  for (let i = 1 + next(5); i > 0 && data.length > 0; i--) {
    const at = next(data.length);
    switch (next(5)) {
      case 0: data[at] = next(256); break;
      case 1: data[at] = TELLING[next(TELLING.length)] ?? 0; break;
      case 2: data = Buffer.from(data.subarray(0, at)); break;
      case 3: data = Buffer.concat([data.subarray(0, at), data.subarray(next(data.length))]); break;
      default: data = Buffer.concat([data.subarray(0, at), Buffer.alloc(next(60), next(256)), data.subarray(at)]);
    }
  }
  return data.map((byte) => (byte === 10 ? 32 : byte));
}

function read(kernel: Kernel, bytes: Uint8Array): JsonRecord[] {
  const batch = kernel.parse(PARSERS.log, bytes, STATE);
  return Array.from({ length: batch.count }, (_, row) => ({ at: batch.offset(row), ...toRecord(batch, row) }));
}

test('both builds read mutated lines alike, whatever they are, and a good line among them as if it stood alone', () => {
    const next = random(SEED), good = 'DHCPACK on 10.9.0.7 to 02:00:00:00:00:01 (press-3) via eth1', alone = toRecord(simd.parse(PARSERS.log, encoder.encode(`${good}\n`), STATE), 0);
    expect(goodLines.length).toBeGreaterThan(150);
    let leases = 0, rejects = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const parts: Uint8Array[] = [], starts: number[] = [];
      let size = 0;
      for (let i = 0; i < LINES; i++) {
        const line = mutate(goodLines[next(goodLines.length)] ?? '', next);
        starts.push(size + line.length + 1);
        parts.push(line, encoder.encode(`\n${good}\n`));
        size += line.length + good.length + 2;
      }
      const bytes = Buffer.concat(parts), rows = read(simd, bytes);
      expect(read(scalar, bytes)).toEqual(rows);
      const byStart = new Map(rows.map((row) => [row['at'], row]));
      for (const start of starts) {
        const { at: _, ...row } = byStart.get(start) ?? {};
        expect(row).toEqual(alone);
      }
      for (const row of rows) { if (row['record'] === 'lease') leases++; else if (row['record'] === 'reject') rejects++; }
    }
    expect(leases).toBeGreaterThan(ROUNDS * LINES);
    expect(rejects).toBeGreaterThan(ROUNDS);
}, 60_000);

test('lines made to be slow are read to their end, alike by both builds, and harm no neighbour (what they cost: bench/logs.ts)', () => {
  const good = 'DHCPACK on 10.9.0.7 to 02:00:00:00:00:01 via eth1';
  for (const { name, line } of hostileLines(65_536)) {
    const bytes = encoder.encode(`${line}\n${good}\n`), rows = read(simd, bytes);
    expect(read(scalar, bytes)).toEqual(rows);
    expect({ name, last: rows.find((row) => row['at'] === bytes.length - good.length - 1) }).toMatchObject({ name, last: { record: 'lease', ip: '10.9.0.7' } });
  }
}, 60_000);

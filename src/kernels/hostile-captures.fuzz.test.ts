/** Captures that other projects keep for their own regressions, whole and damaged, through every parser: also captures as logs. Skipped, visibly, without the data folder. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BATCH_CAPACITY, loadKernel, PARSERS, type CaptureState, type Parser } from './index.ts';

const DATA = join(import.meta.dir, '../../../shared/data');
const files = existsSync(DATA) ? [...new Bun.Glob('{captures,attacks,logs}/**/*').scanSync({ cwd: DATA })].sort() : [];
const kernel = loadKernel();

/** Numbers that are the same in each run (mulberry32). */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Reads all batches. Whatever the bytes say, each call makes progress and every packet is told of. */
function readAll(parser: Parser, bytes: Uint8Array): void {
  let state: CaptureState | undefined;
  for (let at = 0; at < bytes.length;) {
    const part = kernel.parseWhole(parser, bytes.subarray(at, at + BATCH_CAPACITY), { state, base: at, last: at + BATCH_CAPACITY >= bytes.length, lend: true });
    expect(part.batch.count).toBeLessThanOrEqual(65_536);
    if (part.length === 0) return; // a record larger than a batch
    at += part.length;
    state = part.state;
  }
}

test.skipIf(files.length === 0)('every parser takes every file of other projects, capture or log', () => {
  for (const file of files) {
    const bytes = readFileSync(join(DATA, file));
    for (const parser of Object.values(PARSERS)) readAll(parser, bytes);
  }
}, 120_000);

test.skipIf(files.length === 0)('every parser takes 300 of them cut short and with bits turned over', () => {
  const next = random(20_260_101), step = Math.max(1, Math.floor(files.length / 300));
  for (let i = 0; i < files.length; i += step) {
    const whole = readFileSync(join(DATA, files[i] ?? ''));
    for (let round = 0; round < 6; round++) {
      const bytes = Buffer.from(round < 2 ? whole.subarray(0, Math.floor(next() * whole.length)) : whole);
      for (let flips = round < 2 ? 0 : 4 ** round; flips > 0 && bytes.length > 0; flips--) { const at = Math.floor(next() * bytes.length); bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(next() * 8)); }
      for (const parser of Object.values(PARSERS)) readAll(parser, bytes);
    }
  }
}, 120_000);

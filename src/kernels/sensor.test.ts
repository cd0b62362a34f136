/** Zeek and Suricata logs: state over batches, both builds alike under fire, and what real logs become. */
import { describe, expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type Kernel } from './index.ts';

const FIXTURES = join(import.meta.dir, '../../fixtures/known'), DATA = join(import.meta.dir, '../../../shared/data');
const simd = loadKernel('simd'), scalar = loadKernel('scalar');
function records(kernel: Kernel, bytes: Uint8Array): JsonRecord[] {
  const batch = kernel.parse(PARSERS.log, bytes);
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
}
const inputs = readdirSync(FIXTURES).map((name) => [name, readFileSync(join(FIXTURES, name, 'in.txt'))] as const);

/** As a source reads: pieces of `size` bytes, whole records each time, the state going from one batch to the next. */
function inPieces(kernel: Kernel, bytes: Uint8Array, size: number, splitFirst: boolean): JsonRecord[] {
  const all: JsonRecord[] = [];
  let state: Uint8Array | undefined, from = 0, to = Math.min(size, bytes.length);
  while (from < bytes.length) {
    const last = to === bytes.length, part = bytes.subarray(from, to);
    const cut = splitFirst && !last ? kernel.split(PARSERS.log, part, state) : undefined;
    const got = cut === undefined ? kernel.parseWhole(PARSERS.log, part, { state, base: from, last, lend: false })
      : { ...cut, batch: kernel.parse(PARSERS.log, part.subarray(0, cut.length), state, from) };
    for (let row = 0; row < got.batch.count; row++) all.push(toRecord(got.batch, row));
    state = got.state;
    from += got.length;
    to = Math.min(to + size, bytes.length);
    if (last) break;
  }
  return all;
}

describe('batches', () => {
  test.each(inputs)('%s reads the same however it is cut, parsed here or split for a pool', (_, bytes) => {
    const whole = records(simd, bytes);
    for (const size of [37, 300, 1009, 4096]) {
      expect(inPieces(simd, bytes, size, false)).toEqual(whole);
      expect(inPieces(simd, bytes, size, true)).toEqual(whole);
      expect(inPieces(scalar, bytes, size, true)).toEqual(whole);
    }
  });

  test('more rows than a batch holds keep their table, and names of logs do not fill the arena', () => {
    const bytes = Buffer.from(`#separator \\x09\n#path\ta_log_with_quite_a_long_name_of_its_own\n#fields\tts\n#types\ttime\n${'1.0\n'.repeat(200_000)}`);
    const batch = simd.parse(PARSERS.log, bytes);
    expect([batch.count, toRecord(batch, 0), toRecord(batch, 199_999)]).toEqual([200_000,
      { record: 'unused', time: '1970-01-01T00:00:01.000000Z', log_type: 'a_log_with_quite_a_long_name_of_its_own' },
      { record: 'unused', time: '1970-01-01T00:00:01.000000Z', log_type: 'a_log_with_quite_a_long_name_of_its_own' }]);
  });

  test('an element that never ends is one reject, and the lines behind a broken one are read', () => {
    const open = Buffer.from(`[\n{"event_type":"stats","timestamp":"2026-01-01T00:00:00Z","a":"${'{'.repeat(100_000)}`);
    expect(records(simd, open)).toEqual([{ record: 'reject', offset: 2, reason: 'truncated' }]);
  });
});

describe('fuzz', () => {
  /** A generator of our own: the same seed gives the same lines everywhere. */
  function chance(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 0x100000000;
    };
  }
  test('bytes changed, cut and doubled: no trap, both builds alike, never more rejects than lines', () => {
    const next = chance(20_261_127), pick = (most: number): number => Math.floor(next() * most);
    for (let round = 0; round < 400; round++) {
      const source = inputs[pick(inputs.length)]?.[1] ?? Buffer.alloc(0), start = pick(source.length), bytes = Buffer.from(source.subarray(next() < 0.5 ? 0 : start, start + 1 + pick(6000)));
      for (let change = pick(12); change > 0 && bytes.length > 0; change--) {
        const at = pick(bytes.length);
        if (next() < 0.5) bytes[at] = pick(256);
        else bytes.copy(bytes, at, pick(bytes.length));
      }
      const all = records(simd, bytes);
      expect(records(scalar, bytes)).toEqual(all);
      expect(all.filter((one) => one['record'] === 'reject').length).toBeLessThanOrEqual(bytes.toString('latin1').split('\n').length + (bytes.toString('latin1').match(/\{/g)?.length ?? 0));
    }
  });

  test('depth, keys and columns beyond their bounds are counted rejects', () => {
    const deep = `{"event_type":"dns","timestamp":"x","a":${'{"b":'.repeat(100_000)}1${'}'.repeat(100_000)}}\n`;
    const many = `{"event_type":"dns","timestamp":"x"${',"src_ip":"10.0.0.1"'.repeat(50_000)}}\n`;
    expect([deep, many].flatMap((line) => records(simd, Buffer.from(line)).map((one) => one['reason']))).toEqual(['too_deep', 'too_many_fields']);
  });
});

const files = (path: string): string[] => (statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => files(join(path, name))) : [path]);
/** A baseline without the line that Zeek's test program puts in front. */
function logBytes(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes.subarray(0, 4).toString() === '### ' ? bytes.subarray(bytes.indexOf(10) + 1) : bytes;
}
/** Lines that say nothing of their format: excerpts of columns without their names, and a list of script names. */
const NOT_TOLD = /loaded_scripts\.log$/;

describe.skipIf(!existsSync(DATA))('real logs', () => {
  const kinds: readonly (readonly [name: string, paths: () => string[]])[] = [
    ['Zeek JSON', () => files(join(DATA, 'logs/zeek-json')).filter((path) => path.endsWith('.json'))],
    ['Suricata EVE', () => [...files(join(DATA, 'logs/suricata-eve')).filter((path) => path.endsWith('.json')), join(DATA, 'attacks/slips/test6-malicious.suricata.json')]],
    ['Zeek tables', () => files(join(DATA, 'captures/zeek/Baseline')).filter((path) => path.endsWith('.log') && /^(?:#separator|ts\t|uid\t)/.test(logBytes(path).toString('latin1')))],
    ['Zeek folders of slips', () => files(join(DATA, 'attacks/slips')).filter((path) => /\.log(?:\.labeled)?$/.test(path) && !NOT_TOLD.test(path))],
  ];
  test.each(kinds)('%s: at least 99.5 %% of the lines are records or known as unused', (_, paths) => {
    let parsed = 0, rejected = 0;
    const reasons: Record<string, number> = {};
    for (const path of paths()) {
      const bytes = logBytes(path);
      for (let at = 0, state: Uint8Array | undefined; at < bytes.length;) {
        const end = Math.min(at + 1_000_000, bytes.length), got = simd.parseWhole(PARSERS.log, bytes.subarray(at, end), { state, base: at, last: end === bytes.length, lend: true });
        for (let row = 0; row < got.batch.count; row++) {
          const record = toRecord(got.batch, row);
          if (record['record'] !== 'reject') { parsed++; continue; }
          rejected++;
          reasons[String(record['reason'])] = (reasons[String(record['reason'])] ?? 0) + 1;
        }
        at += got.length;
        state = got.state;
        if (end === bytes.length) break;
      }
    }
    expect({ enough: parsed > 1000, share: parsed / (parsed + rejected) >= 0.995 ? 'enough' : `${parsed} of ${parsed + rejected}: ${JSON.stringify(reasons)}` }).toEqual({ enough: true, share: 'enough' });
  });
});

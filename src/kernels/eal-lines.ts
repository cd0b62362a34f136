/** Seeded generator of EAL lines for the tests, good, odd and broken, and the comparison of both kernels with the oracle on them. */
import { expect } from 'bun:test';
import * as L from '../../assembly/layout.ts';
import { expectedRecord } from './eal-oracle.ts';
import { EAL_DEMANDS, EAL_KEYS, EAL_RECORDS, type EalKey } from './eal-schema.ts';
import { loadKernel, type Kernel } from './instance.ts';
import { PARSERS } from './parsers.ts';
import { toRecord } from './record.ts';
import type { RowBatch } from './row-batch.ts';

export const kernels = { simd: loadKernel('simd'), scalar: loadKernel('scalar') };
const encoder = new TextEncoder();
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

export function parseEal(kernel: Kernel, bytes: Uint8Array): RowBatch { return kernel.parse(PARSERS.eal, bytes); }

/** Parses with both kernels, demands the same rows, fields and arena bit for bit, and gives the batch. */
export function parseBoth(bytes: Uint8Array): RowBatch {
  const simd = kernels.simd.parseParts(PARSERS.eal, bytes), scalar = kernels.scalar.parseParts(PARSERS.eal, bytes);
  for (const part of ['rows', 'fields', 'arena'] as const) {
    const a = Buffer.from(simd[part].buffer, simd[part].byteOffset, simd[part].byteLength), b = Buffer.from(scalar[part].buffer, scalar[part].byteOffset, scalar[part].byteLength);
    if (!a.equals(b)) throw new Error(`${part} differ from byte ${a.findIndex((byte, at) => byte !== b[at])} on: ${new TextDecoder().decode(bytes.subarray(0, 4000))}`);
  }
  return parseEal(kernels.simd, bytes);
}

/** Demands of both kernels what the oracle says of every line. Returns how many were accepted and refused. */
export function checkLines(bytes: Uint8Array): { accepted: number; refused: number } {
  const batch = parseBoth(bytes);
  let row = 0, at = 0, accepted = 0;
  while (at < bytes.length) {
    const feed = bytes.indexOf(10, at), end = feed < 0 ? bytes.length : feed, line = bytes.subarray(at, end);
    if (line.some((byte) => byte !== 32 && byte !== 9 && byte !== 13)) {
      const expected = expectedRecord(line), got = row < batch.count ? toRecord(batch, row) : undefined;
      const right = expected === undefined ? got?.['record'] === 'reject' : Bun.deepEquals(got, expected);
      if (!right) throw new Error(`line ${new TextDecoder().decode(line)}\nis ${JSON.stringify(got)}\nnot ${JSON.stringify(expected) ?? 'a reject'}`);
      expect(batch.offset(row)).toBe(at);
      if (expected !== undefined) accepted++;
      row++;
    }
    at = end + 1;
  }
  expect(batch.count).toBe(row);
  return { accepted, refused: row - accepted };
}

/** Reason of the only row, 0 when it was accepted. */
export function reasonOf(line: string | Uint8Array): number {
  const batch = parseBoth(typeof line === 'string' ? bytesOf(line) : line);
  expect(batch.count).toBe(1);
  return batch.kind(0) === L.KIND_REJECT ? batch.a(0) : 0;
}

export class Random {
  #state: number;
  /** Percentage of strings written with escapes that need not be. Most lines have none, as most printers write none. */
  escapes = 0;
  constructor(seed: number) { this.#state = seed >>> 0; }
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  }
  chance(percent: number): boolean { return this.below(100) < percent; }
  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('empty choice');
    return value;
  }
}

const PIECES = ['a', 'printer', ' ', 'x'.repeat(15), 'y'.repeat(33), 'ü', '会', '\u{1f600}', '"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\0', '\u001f', '\u007f', '\u0080', '\uffff', '::', '{', ']', ','];
const ODD_JSON = ['null', 'true', 'false', '0', '-1', '1.5', '1e3', '-0', '01', '""', '"x"', '[]', '{}', '[1]', '[[]]', '{"a":[1,{"b":null}]}', '[1,]', '{"a"}', 'nul', '1.', '.5', '+1', '"\\u12"', '"\\x"', '"\\ud800"',
  '"\\ud83d\\ude00"', '4294967295', '4294967296', '9007199254740991', '9007199254740992', '12345678901234567', '65535', '65536', '255', '256', '[1,2,300]', '["a","b"]', '[1,"a"]', ' 1', '1 ', '"\u00ff"', '\t"a"\t'];

export function randomText(random: Random): string {
  let text = '';
  for (let i = random.below(5); i > 0; i--) text += random.pick(PIECES);
  return text;
}

/** A JSON string token, some of its characters escaped that need not be. */
export function token(random: Random, text: string): string {
  if (!random.chance(random.escapes)) return JSON.stringify(text);
  return `"${[...text].map((char) => (char.length === 1 && random.chance(40)) || char < ' ' ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : JSON.stringify(char).slice(1, -1)).join('')}"`;
}

const octet = (random: Random): number => (random.chance(30) ? random.pick([0, 9, 10, 99, 100, 199, 200, 249, 250, 255]) : random.below(256));
const hex = (random: Random, bytes: number): string => Array.from({ length: bytes }, () => octet(random).toString(16).padStart(2, '0')).join('');
const IP6 = ['::', '::1', 'fe80::1', '2001:db8::ff00:42:8329', '1:2:3:4:5:6:7:8', '::ffff:10.0.0.1', '1::8', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1:2:3:4:5:6:1.2.3.4', 'FE80::ABCD'];
const BAD_TEXT = ['', '1.2.3', '1.2.3.4.', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.04', '1..2.3', 'aa:bb:cc:dd:ee', 'aa:bb:cc:dd:ee:f', 'aa:bb:cc:dd:ee:fg', 'aa-bb-cc-dd-ee-ff', 'abc', ':::', '1::2::3', '1:2:3:4:5:6:7', '12345::', '::1.2.3', 'fe80::1%eth0',
  '2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:61Z', '2026-01-01 00:00:00Z', '2026-01-01T00:00:00', '2026-01-01T00:00:00.Z', '2026-01-01T00:00:00.1234567890Z', '1969-12-31T23:59:59Z', '2106-02-07T06:28:16Z'];

function timestamp(random: Random): string {
  const base = new Date(random.chance(80) ? Date.UTC(2026, 4, 12, 9, random.below(2), random.below(60)) : random.below(4294967295) * 1000).toISOString().slice(0, 19);
  const digits = random.pick([0, 3, 6, 6, 6, 9, 1 + random.below(9)]);
  const fraction = digits === 0 ? '' : `.${String(random.below(1e9)).padStart(9, '0').slice(0, digits)}`;
  return `${base}${fraction}${random.chance(85) ? 'Z' : random.pick(['z', '+00:00', '-05:30', '+14:00', '+23:59', '+24:00', ''])}`;
}

function one(random: Random, key: EalKey): string {
  switch (key.type) {
    case 'number': case 'codes': return String(random.chance(25) ? random.pick([0, 1, key.max, key.max - 1, 9, 10, 99, 100]) : random.below(Math.min(key.max, 4294967295) + 1));
    case 'bool': return random.pick(['true', 'false']);
    case 'record': return JSON.stringify(random.pick(EAL_RECORDS));
    case 'time': return token(random, timestamp(random));
    case 'ip': return token(random, [octet(random), octet(random), octet(random), octet(random)].join('.'));
    case 'mac': return token(random, random.pick([hex(random, 6), hex(random, 6).toUpperCase()]).replace(/..(?!$)/g, '$&:'));
    case 'ip6': return token(random, random.pick(IP6));
    case 'hex': return token(random, hex(random, random.below(9)));
    default: return token(random, randomText(random));
  }
}

function value(random: Random, key: EalKey, oddPercent: number): string {
  if (random.chance(oddPercent)) return random.chance(50) ? random.pick(ODD_JSON) : JSON.stringify(random.pick(BAD_TEXT));
  if (key.type === 'relay') return `{${EAL_KEYS.filter(({ name }) => name.startsWith('relay.') && random.chance(50)).map((inner) => `"${inner.name.slice(6)}":${value(random, inner, oddPercent)}`).join(',')}}`;
  if (!key.list && key.type !== 'codes') return one(random, key);
  return `[${Array.from({ length: random.below(5) }, () => one(random, key)).join(random.pick([',', ',', ', ']))}]`;
}

function shuffle<T>(random: Random, values: T[]): void {
  for (let left = values.length - 1; left > 0; left--) {
    const other = random.below(left + 1), kept = values[left]!; // left is an index
    values[left] = values[other]!;
    values[other] = kept;
  }
}

/** One key of each group that some kind demands. */
const DEMANDED: readonly string[] = [...new Set(Object.values(EAL_DEMANDS).flatMap((groups) => groups.map((group) => group[0] ?? '')))];

/** One line. The rates are percentages: of odd values, and of lines with a byte changed, put in or taken out. */
export function randomLine(random: Random, oddPercent: number, brokenPercent: number): Uint8Array {
  random.escapes = random.pick([0, 0, 0, 15]);
  const top = EAL_KEYS.filter(({ name }) => !name.startsWith('relay.') && name !== 'record');
  const keys = top.filter(() => random.chance(10));
  if (random.chance(90)) for (const name of DEMANDED) if (!keys.some((key) => key.name === name)) keys.push(...top.filter((key) => key.name === name));
  if (random.chance(40)) shuffle(random, keys);
  if (random.chance(4)) keys.push(random.pick(top));
  const [comma, colon] = random.pick([[',', ':'], [',', ':'], [',', ':'], [',', ':'], [',', ':'], [', ', ': '], [', ', ': '], [' ,', ' :'], ['\t,', ':\r']] as const);
  const parts = keys.map((key) => `${token(random, key.name)}${colon}${value(random, key, oddPercent)}`);
  if (random.chance(97)) parts.splice(random.chance(90) ? 0 : random.below(parts.length + 1), 0, `"record"${colon}${random.chance(oddPercent) ? random.pick(['"reject"', '"DNS"', '""', '1', '"traffic "', '"dn\\u0073"']) : one(random, { ...top[0]!, type: 'record' })}`);
  if (random.chance(15)) parts.splice(random.below(parts.length + 1), 0, `${token(random, random.pick(['x', 'unknown_key', 'src_macs', 'parameter_request_lists', 'parameter_request_lis', '', 'é', randomText(random)]))}${colon}${random.pick(ODD_JSON)}`);
  const line = bytesOf(`${random.chance(3) ? ' ' : ''}{${parts.join(comma)}}${random.chance(5) ? random.pick([' ', '\r', '\r\r', '}', 'x', ',']) : ''}`);
  return random.chance(brokenPercent) ? broken(random, line) : line;
}

const SPECIAL = [0, 9, 10, 13, 31, 32, 34, 44, 46, 47, 48, 57, 58, 91, 92, 93, 95, 97, 101, 110, 116, 117, 123, 125, 127, 128, 0xc0, 0xc3, 0xed, 0xf0, 0xf5, 0xff];
function broken(random: Random, line: Uint8Array): Uint8Array {
  const copy = [...line], at = random.below(copy.length + 1);
  const how = random.below(4);
  if (how === 0) copy[at] = random.pick(SPECIAL);
  else if (how === 1) copy.splice(at, 0, random.pick(SPECIAL));
  else if (how === 2) copy.splice(at, 1 + random.below(4));
  else copy.length = at;
  return Uint8Array.from(copy, (byte) => byte ?? 0);
}

export function joined(lines: readonly Uint8Array[], random: Random): Uint8Array {
  const parts = lines.flatMap((line, index) => [line, bytesOf(index + 1 === lines.length && random.chance(50) ? '' : random.chance(20) ? '\r\n' : random.chance(5) ? '\n \t\n\n' : '\n')]);
  return Buffer.concat(parts);
}

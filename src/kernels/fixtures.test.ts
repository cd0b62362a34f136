/** Goldens: what the kernels read in each fixture, on both builds, stands beside it. `UPDATE_GOLDEN=1 bun test` writes them; the diff is for review. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'bun:test';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord, Parser } from './index.ts';

const FIXTURES = join(import.meta.dir, '../../fixtures');
const PARSER_OF: Readonly<Record<string, Parser>> = { 'in.pcap': PARSERS.capture, 'in.pcapng': PARSERS.capture, 'in.jsonl': PARSERS.eal, 'in.txt': PARSERS.log };
const GOLDEN = 'out.json', update = process.env['UPDATE_GOLDEN'] === '1';
const simd = loadKernel('simd'), scalar = loadKernel('scalar');

const folders = (path: string): string[] => readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
const cases = folders(FIXTURES).flatMap((protocol) => folders(join(FIXTURES, protocol)).map((name) => `${protocol}/${name}`));

function records(kernel: typeof simd, parser: Parser, bytes: Uint8Array): JsonRecord[] {
  const batch = kernel.parse(parser, bytes);
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
}
/** A JSON array with one record a line: valid JSON, and a diff shows the record that changed. */
const shown = (all: readonly JsonRecord[]): string => `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`;

describe.each(cases)('fixture %s', (name) => {
  const folder = join(FIXTURES, name), inputs = readdirSync(folder).filter((file) => file.startsWith('in.'));

  test('has one input the kernels know, and its golden', () => {
    expect(inputs.length).toBe(1);
    expect(Object.keys(PARSER_OF)).toContain(inputs[0] ?? '');
    if (!update) expect(existsSync(join(folder, GOLDEN))).toBe(true);
  });

  test('reads as its golden says, on both builds', () => {
    const input = inputs[0] ?? '', parser = PARSER_OF[input];
    if (parser === undefined) throw new Error(`no parser for ${input}`);
    const bytes = readFileSync(join(folder, input)), all = records(simd, parser, bytes);
    expect(records(scalar, parser, bytes)).toEqual(all);
    if (update) writeFileSync(join(folder, GOLDEN), shown(all));
    expect(shown(all)).toBe(readFileSync(join(folder, GOLDEN), 'utf8'));
    if (/\/hostile/.test(name)) expect(all.some((one) => one['record'] === 'reject') || !/^(?:dns|tls|dhcp|eal|capture)\//.test(name)).toBe(true);
    if (/\/good|^demo/.test(name)) expect(all.filter((one) => one['record'] === 'reject')).toEqual([]);
  });

  test('its records, written as EAL lines, are read as the same records', () => {
    const kept = (JSON.parse(readFileSync(join(folder, GOLDEN), 'utf8')) as JsonRecord[]).filter((one) => one['record'] !== 'reject'); // the golden is an array of records
    expect(records(simd, PARSERS.eal, Buffer.from(kept.map((one) => `${JSON.stringify(one)}\n`).join('')))).toEqual(kept);
  });
});

/** What is kept of a batch reads back as its records, also where a line says nothing without those before it. */
import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKernel, PARSERS, RECORD_NAMES, toRecord } from '../kernels/index.ts';
import { linesOf } from './lines.ts';
import { rowsOf } from './rows.ts';

const FIXTURES = join(import.meta.dir, '../../fixtures/known'), kernel = loadKernel();

test.each(readdirSync(FIXTURES))('sensor logs %s: a Zeek table, an array and lines of several rows come back whole', (name) => {
  const batch = kernel.parse(PARSERS.log, readFileSync(join(FIXTURES, name, 'in.txt')));
  const records = Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)), kept = linesOf(batch, (ms) => ms);
  expect(batch.fromLines).toBe(false);
  for (const { type, format, bytes, records: count } of kept) {
    if (type === RECORD_NAMES[0]) continue; // a reject is no record when it is read again
    const back = [...rowsOf(kernel, format, Buffer.from(bytes), 0)].flatMap((rows) => Array.from({ length: rows.count }, (_, row) => toRecord(rows, row)));
    expect([type, back.length]).toEqual([type, count]);
    expect(back).toEqual(records.filter((one) => one['record'] === type));
  }
});

test('lines that stand alone are kept as they came', () => {
  const line = '{"_path":"conn","ts":1700000000.5,"uid":"C1","id.orig_h":"10.0.0.1","id.resp_h":"10.0.0.2","proto":"tcp"}\n', batch = kernel.parse(PARSERS.log, Buffer.from(line));
  expect([batch.fromLines, linesOf(batch, (ms) => ms).map(({ format, bytes }) => [format, Buffer.from(bytes).toString()])]).toEqual([true, [['log', line]]]);
});

test('what several lines of dnsmasq say together is kept as records: it cannot be read again from one line', () => {
  const text = 'Nov 27 10:00:01 gw dnsmasq-dhcp[9]: 111 DHCPOFFER(eth0) 10.9.0.7 02:00:00:00:00:01\nnobody knows this\nNov 27 10:00:02 gw dnsmasq-dhcp[9]: 111 requested options: 1:netmask, 3:router\n';
  const batch = kernel.parse(PARSERS.log, Buffer.from(text)), kept = linesOf(batch, (ms) => ms);
  expect(batch.fromLines).toBe(false);
  expect(kept.reduce((sum, { records }) => sum + records, 0)).toBe(batch.count);
});

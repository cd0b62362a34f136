/** What one line of a log may change for the lines behind it: nothing, where each is a message of its own. */
import { expect, test } from 'bun:test';
import { loadKernel, logState, PARSERS, toRecord } from './index.ts';

const kernel = loadKernel(), CLOCK = { referenceMs: Date.UTC(2026, 10, 27), zoneMinutes: 0 };
const LEASE = 'DHCPACK on 10.9.0.7 to 02:00:00:00:00:01 (press-3) via eth1';
function kinds(lines: readonly string[], messages: boolean): unknown[] {
  const batch = kernel.parse(PARSERS.log, new TextEncoder().encode(`${lines.join('\n')}\n`), logState(CLOCK, messages));
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)['record']);
}

test('among messages neither a table header nor an open array governs what other senders say behind it', () => {
  expect(kinds(['#separator \\x20', '#fields ts uid a', LEASE], true).at(-1)).toBe('lease');
  expect(kinds(['ts\tuid\tid.orig_h\tid.orig_p', LEASE.replaceAll(' ', ' ')], true).at(-1)).toBe('lease');
  expect(kinds(['[{"event_type":"flow"', LEASE], true).at(-1)).toBe('lease');
});

test('in a file a header and an array govern what follows', () => {
  expect(kinds(['#separator \\x09', '#path\tdhcp_unknown', '#fields\tts\tuid', '1.0\tC1'], false)).toEqual(['unused']);
  expect(kinds(['[{"timestamp":"2026-11-20T09:00:00.000100+0000","event_type":"stats","stats":{}},', '{"timestamp":"2026-11-20T09:00:00.000100+0000","event_type":"stats","stats":{}}]'], false)).toEqual(['unused', 'unused']);
});

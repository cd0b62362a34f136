/** A paged table on a narrow terminal: what names a device is never cut, whatever else has to give way. */
import { expect, test } from 'bun:test';
import { makeIo } from './io.ts';
import { PagedTable } from './paged-table.ts';

function printed(width: number | undefined, whole?: ReadonlySet<string>): string[] {
  let out = '';
  const io = makeIo({ stdoutIsTerminal: true, stderrIsTerminal: true, noColour: true, width, signal: new AbortController().signal, write: (_, text) => { out += text; } });
  const table = new PagedTable(io, ['ip_address', 'mac_address', 'profile', 'last_activity'], whole);
  table.add(['192.168.100.200', '02:00:00:00:00:01', 'Acme Industrial Press Controller', '2026-01-01T00:00:00Z']);
  table.flush();
  io.flush();
  return out.trimEnd().split('\n');
}

test('addresses stay whole, the rest gives way', () => {
  const [header, row] = printed(60, new Set(['ip_address', 'mac_address']));
  expect(row).toStartWith('192.168.100.200  02:00:00:00:00:01  Acme ');
  expect([header, row].map((line) => Bun.stringWidth(line ?? '') <= 60)).toEqual([true, true]);
  expect(printed(30, new Set(['ip_address', 'mac_address']))[1]).toStartWith('192.168.100.200  02:00:00:00:00:01  Acme …');
  expect(printed(60)[1]).toContain('…  02:00:00');
  expect(printed(undefined)[1]).toEndWith('Acme Industrial Press Controller  2026-01-01T00:00:00Z');
});

/** IPv6 of mapped devices: whose neighbour it is, what goes when there is no room, and what the neighbour table says. */
import { expect, test } from 'bun:test';
import { neighboursOf } from './neighbours.ts';
import { SixBook } from './six-book.ts';
import type { Placed } from './set-names.ts';

const macOf = (n: number): string => `02:00:00:00:00:${n.toString(16).padStart(2, '0')}`;
function place(n: number, category = 'Camera', more: Partial<Placed> = {}): Placed {
  return { site: 'default', segment: 'default', ip_address: `10.0.0.${n}`, mac: macOf(n), profile: null, category, vendor: null, risk: null, identified_at: '2026-01-01', ...more };
}
const at = (n: number, mac = n) => ({ ip: `2001:db8::${n.toString(16)}`, mac: macOf(mac) });
function book(cap = 100): SixBook { return new SixBook({ cap, setsMax: 100, pinned: [] }); }
function members({ sets }: SixBook): Record<string, string[]> { return Object.fromEntries([...sets.sets].map(([name, ips]) => [name, [...ips].sort()])); }

test('every address of a mapped MAC is in its sets, and one that is now at another MAC is the other device', () => {
  const six = book();
  expect(six.see([at(1), at(0x11, 1), at(2), at(9)])).toBe(true);
  six.settle([place(1), place(2, 'Printer'), place(3, 'Phone', { mac: null })]);
  expect(members(six)).toEqual({ 'category_Camera.6': ['2001:db8::1', '2001:db8::11'], 'category_Printer.6': ['2001:db8::2'] });
  expect(six.see([at(1)])).toBe(false); // the rest is quiet, and stays
  six.settle([place(1), place(2, 'Printer')]);
  expect(members(six)['category_Printer.6']).toEqual(['2001:db8::2']);
  expect(six.see([at(1, 2)])).toBe(true);
  six.settle([place(1), place(2, 'Printer')]);
  expect(members(six)).toEqual({ 'category_Camera.6': ['2001:db8::11'], 'category_Printer.6': ['2001:db8::1', '2001:db8::2'] });
  six.settle([place(1)]);
  expect(members(six)).toEqual({ 'category_Camera.6': ['2001:db8::11'] });
});

test('[R78] a full book loses its oldest, which does not come back by itself and push out another', () => {
  const six = book(2), mapped = [1, 2, 3].map((n) => place(n));
  six.see([at(1), at(2)]);
  six.settle(mapped);
  six.see([at(3)]);
  for (let turn = 0; turn < 3; turn++) six.settle(mapped);
  expect([members(six)['category_Camera.6'], six.sets.evicted]).toEqual([['2001:db8::2', '2001:db8::3'], 1]);
  six.settle([place(1, 'Printer'), place(2), place(3)]); // modified is new again
  expect(members(six)).toEqual({ 'category_Printer.6': ['2001:db8::1'], 'category_Camera.6': ['2001:db8::3'] });
});

test('neighbours that were not seen for longest are forgotten when there are too many', () => {
  const six = book();
  six.see([at(1)]);
  six.see(Array.from({ length: 65_535 }, (_, n) => ({ ip: `2001:db8:1::${n.toString(16)}`, mac: macOf(2) })));
  six.see([at(1)]);
  six.see([at(3)]);
  const known = [...six.neighbours].map(({ ip }) => ip);
  expect([known.length, known.includes('2001:db8::1'), known.includes('2001:db8:1::0')]).toEqual([65_536, true, false]);
});

test('the neighbour table as ip prints it, of iproute2 and of busybox', () => {
  expect(neighboursOf([
    '2001:DB8::5 dev eth0 lladdr 02:00:00:AA:00:05 REACHABLE', '2001:db8::6 dev eth0 lladdr 02:00:00:00:00:06 router STALE', 'fe80::1 dev eth0 lladdr 02:00:00:00:00:07 STALE', '2001:db8::8 dev eth0  FAILED',
    '2001:db8::9 dev eth0 lladdr 02:00:00:00:00:09 ref 1 used 0/0/0 probes 4 DELAY', 'ff02::1 dev eth0 lladdr 33:33:00:00:00:01 NOARP', '2001:db8::a dev eth0 lladdr 02:00:00:00:00:0a FAILED', '', 'nonsense', '10.0.0.1 dev eth0 lladdr 02:00:00:00:00:0b STALE',
  ].join('\n'))).toEqual([{ ip: '2001:db8::5', mac: '02:00:00:aa:00:05' }, { ip: '2001:db8::6', mac: '02:00:00:00:00:06' }, { ip: '2001:db8::9', mac: '02:00:00:00:00:09' }]);
});

/** The filter: nothing in it is ever missed, little else is taken for it, and it is as small as its different keys allow. */
import { expect, test } from 'bun:test';
import { filterOf, ipKey, macKey, mayHave, nameKey } from './key-filter.ts';

const NEAR = 0x020000000000;
const keys = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => [macKey(NEAR + from + i), ipKey((10 << 24) + from + i), nameKey(`fw-${from + i}`)]).flat();

test.each([0, 1, 2, 7, 100, 5000])('%d devices with their addresses: all are found, at most one in thirty of others', (count) => {
  const inside = keys(0, count), filter = filterOf(inside);
  expect(inside.filter((key) => !mayHave(filter, key))).toEqual([]);
  const others = keys(1_000_000, 5000);
  expect(others.filter((key) => mayHave(filter, key)).length).toBeLessThan(others.length / 30);
});

test('what repeats takes no room, and a filter of nothing has nothing', () => {
  const once = keys(0, 20), often = Array.from({ length: 500 }, () => once).flat();
  expect(filterOf(often).length).toBeLessThanOrEqual(2 * filterOf(once).length);
  expect(once.filter((key) => !mayHave(filterOf(often), key))).toEqual([]);
  expect(mayHave(filterOf([]), macKey(1))).toBe(false);
  expect(mayHave(new Uint8Array(0), macKey(1))).toBe(false);
});

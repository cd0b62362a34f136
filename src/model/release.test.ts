/** Order of PAN-OS releases and of content. */
import { expect, test } from 'bun:test';
import { compareContent, comparePanos, parsePanos } from './release.ts';

test('[R24] releases in order: numbers, not text, and a hotfix behind what it mends', () => {
  const order = ['9.1.16', '10.0.12', '10.1.9-h8', '10.1.10', '10.1.10-h1', '10.1.10-h10', '10.1.11', '10.2.4', '11.0.0', '11.0.1', '11.0.1-h2', '11.0.2', '11.1.0'];
  for (let i = 1; i < order.length; i++) expect([order[i], (comparePanos(order[i] ?? '', order[i - 1] ?? '') ?? 0) > 0]).toEqual([order[i], true]);
  expect([...order].reverse().sort((a, b) => comparePanos(a, b) ?? 0)).toEqual(order);
  expect(comparePanos('10.2.4', ' 10.2.4 ')).toBe(0);
});

test('what is no release is none', () => {
  for (const text of ['', '10.1', '10.1.x', '10.1.10-c1', 'v10.1.10', '10.1.10-h', '1000.1.1']) expect(parsePanos(text)).toBeUndefined();
  expect([comparePanos('10.1.1', 'newest'), compareContent('8367', '8367-6513')]).toEqual([undefined, undefined]);
});

test('[R43] content in order', () => {
  expect([compareContent('8367-6513', '8367-6513'), Math.sign(compareContent('8366-9999', '8367-6513') ?? 0), Math.sign(compareContent('10000-1', '9999-9') ?? 0)]).toEqual([0, -1, 1]);
});

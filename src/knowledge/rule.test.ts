/** Rules read in turn, after one look whether any of them can match. */
import { expect, test } from 'bun:test';
import { byRules, matchesAny, type Rule } from './rule.ts';

test('one look finds what one of the patterns finds, whatever their flags, groups and ends', () => {
  const patterns = [/^a(b)?c$/, /^X|y$/i, /(\d)(\d)/, /end$/s], some = matchesAny(patterns);
  for (const value of ['', 'ac', 'abc', 'abcd', 'x', 'Xz', 'zY', 'zyx', '1', '12', 'the end', 'the end\n', 'AC', 'END', 'a|b', 'q'])
    expect({ value, found: some(value) }).toEqual({ value, found: patterns.some((pattern) => pattern.test(value)) });
  expect(matchesAny([])('a')).toBe(false);
  expect(() => matchesAny([/(a)\1/])).toThrow('back references');
});

test('the first rule that matches claims, with what it caught', () => {
  const rules: Rule[] = [['one', /^acme-(\w+)$/, { vendor: 'Acme', model: '$1' }, 0.9], ['two', /^ACME/i, { vendor: 'Acme' }, 0.5]], read = byRules('test', rules);
  expect(read('acme-x1')).toEqual([{ rule: 'test/one', vendor: 'Acme', model: 'x1', certainty: 0.9 }]);
  expect(read('Acme box')).toEqual([{ rule: 'test/two', vendor: 'Acme', certainty: 0.5 }]);
  expect(read('another')).toEqual([]);
});

/** Patterns: what they catch is what JavaScript's own engine catches; what we refuse; words a text must have. */
import { expect, test } from 'bun:test';
import { compile, Machine, parsePattern, PatternError, requiredWords, WordIndex, type Flags } from './index.ts';

const PLAIN: Flags = { i: false, s: false, m: false };
const match = (source: string, text: string, flags: Flags = PLAIN): (string | undefined)[] | undefined => {
  const slots = new Machine().match(compile(parsePattern(source, flags)), text);
  return slots === undefined ? undefined : Array.from({ length: slots.length / 2 }, (_, i) => { const from = slots[2 * i] ?? -1; return from < 0 ? undefined : text.slice(from, slots[2 * i + 1]); });
};

test.each([
  ['^(\\S+) v(\\d+)\\.(\\d+)$', 'Box v1.20', ['Box v1.20', 'Box', '1', '20']],
  ['a|ab', 'ab', ['a']],
  ['(a+)(a*)', 'aaa', ['aaa', 'aaa', '']],
  ['(a+?)(a*)', 'aaa', ['aaa', 'a', 'aa']],
  ['(?:x(\\d))?y', 'y', ['y', undefined]],
  ['(?i)HELLO (w.+d)', 'hello World', ['hello World', 'World']],
  ['a(?i:B)c', 'abc', ['abc']],
  ['[^\\d-]{2,3}', '1-abcd', ['abc']],
  ['\\Aab\\z', 'ab', ['ab']],
  ['ab$', 'ab\r\n', ['ab']],
  ['\\bone\\b', 'an one!', ['one']],
  ['\\x41\\u0042[\\x43-]', 'AB-', ['AB-']],
  ['(?:ab|a)(?:c|bcd)(d*)', 'abcd', ['abcd', 'd']],
] as const)('%p catches in %p', (source, text, caught) => { expect(match(source, text)).toEqual([...caught]); });

test('a dot takes newlines, and ^ and $ stand at lines, only where the flags say so', () => {
  expect(match('a.b', 'a\nb')).toBeUndefined();
  expect(match('a.b', 'a\nb', { ...PLAIN, s: true })).toEqual(['a\nb']);
  expect(match('^b', 'a\nb')).toBeUndefined();
  expect(match('^b$', 'a\nb\nc', { i: false, s: true, m: true })).toEqual(['b']);
});

test('a class without regard to case leaves out both letters when it is inverted', () => {
  expect(match('[^p]+', 'aPb', { ...PLAIN, i: true })).toEqual(['a']);
});

test('what cannot be matched in bounded time, or is not understood, is refused', () => {
  for (const source of ['(a)\\1', '(?=a)', '(?<!a)b', '(?>a+)', 'a++', '(a', 'a)', '[a', '*a', '\\q', '[[:alpha:]]', 'a{3,2}', '(?:(?:a{100}){100}){100}']) {
    expect(() => compile(parsePattern(source, PLAIN))).toThrow(PatternError);
  }
});

test('a text meets only the patterns whose words it has', () => {
  const sources = ['^Cisco (\\S+)', '(?:alpha|beta) box', '\\d+', 'x(?:foo)?bar', '(?i)CiScO'];
  const words = sources.map((source) => requiredWords(parsePattern(source, PLAIN)));
  expect(words).toEqual([['cisco '], [' box'], undefined, ['bar'], ['cisco']]);
  const index = new WordIndex(words);
  expect(index.candidates('a CISCO switch')).toEqual([0, 2, 4]);
  expect(index.candidates('beta box')).toEqual([1, 2]);
  expect(index.candidates('')).toEqual([2]);
});

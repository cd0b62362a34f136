/** Patterns, fuzzed: the same groups as JavaScript's engine on random patterns and texts, and a bound on steps where that engine would never end. */
import { expect, test } from 'bun:test';
import { compile, Machine, parsePattern, requiredWords, WordIndex } from './index.ts';

/** xorshift32: the same run every time. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const ATOMS = ['a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', '1', 'abc', '\\b'] as const;
const REPEATS = ['', '', '', '*', '+', '?', '*?', '+?', '??', '{1,3}', '{2}', '{0,2}?'] as const;
function pattern(next: (below: number) => number, depth: number, catching = true): string {
  let source = '';
  for (let parts = 1 + next(4); parts > 0; parts--) {
    const atom = ATOMS[next(ATOMS.length)] ?? 'a', repeat = REPEATS[next(REPEATS.length)] ?? '';
    // Of loops engines differ in two things: JavaScript takes an empty turn back, and forgets what the turn before caught; Ruby and Java do not.
    // So each turn has a letter, and catches nothing.
    if (depth > 0 && next(3) === 0) source += repeat === '' && catching ? `(${pattern(next, depth - 1)})` : `(?:[ab](?:${pattern(next, depth - 1, false)}))${repeat}`;
    else source += atom + (atom === '\\b' ? '' : repeat);
    if (depth > 0 && next(5) === 0) source += '|';
  }
  return source;
}

test('groups are those of the built-in engine', () => {
  const next = random(20_261_127), machine = new Machine();
  let compared = 0, matched = 0;
  for (let round = 0; round < 4_000; round++) {
    const source = (next(3) === 0 ? '^' : '') + pattern(next, 2) + (next(4) === 0 ? '$' : '');
    const i = next(2) === 0, tree = parsePattern(source, { i, s: false, m: false }), program = compile(tree), theirs = new RegExp(source, i ? 'di' : 'd'), words = requiredWords(tree), index = new WordIndex([words]);
    for (let texts = 0; texts < 4; texts++) {
      const text = Array.from({ length: next(12) }, () => 'abcAB1 x'[next(8)]).join('');
      const expected = theirs.exec(text), slots = machine.match(program, text);
      expect([source, text, slots === undefined ? null : [...slots]]).toEqual([source, text, expected === null ? null : (expected.indices ?? []).flatMap((at) => at ?? [-1, -1])]);
      if (slots !== undefined) { matched++; expect([source, text, index.candidates(text)]).toEqual([source, text, [0]]); }
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(5_000);
  expect(matched).toBeGreaterThan(1_000);
});

test('a pattern that backtracks without end elsewhere ends here', () => {
  const machine = new Machine();
  for (const source of ['^(?:a+)+$', '^(?:a|aa)+$', '(?:a*)*b', '(?:\\S)*\\s*::', '^(a?){30}a{30}$', '(.*)(.*)(.*)(.*)x', '(?:(?:a*)*)*c']) {
    const before = machine.steps, program = compile(parsePattern(source, { i: false, s: false, m: false }));
    machine.match(program, 'a'.repeat(1_000));
    expect(machine.steps - before).toBeLessThan(8_000_000);
  }
});

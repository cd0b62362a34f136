/** Who goes first when there is no more room. */
import { expect, test } from 'bun:test';
import { largest, Recency } from './recency.ts';

const filled = (keys: readonly string[]): Recency<string, string> => {
  const recency = new Recency<string, string>();
  for (const key of keys) recency.add(key, key);
  return recency;
};

test('the one met least recently goes first', () => {
  const recency = filled(['a', 'b', 'c']);
  expect([recency.meet('a'), recency.meet('nobody')]).toEqual(['a', undefined]);
  expect([recency.drop(), recency.drop(), recency.drop(), recency.drop()]).toEqual(['b', 'c', 'a', undefined]);
});

test('a flood of what comes once does not push out what came again, and new ones always have an eighth', () => {
  const recency = filled(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  for (const key of 'abcdefgh') recency.meet(key);
  const gone: (string | undefined)[] = [];
  for (let n = 0; n < 100; n++) {
    recency.add(`flood-${n}`, `flood-${n}`);
    if (recency.size > 8) gone.push(recency.drop());
  }
  expect(gone.filter((one) => one?.startsWith('flood') === false)).toEqual(['a']);
  expect(recency.size).toBe(8);
});

test('of several owners the one with most gives up', () => {
  expect(largest([filled(['a']), filled(['b', 'c']), filled(['d', 'e'])])?.drop()).toBe('b');
  expect(largest([])).toBeUndefined();
});

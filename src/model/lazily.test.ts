/** When tables are made. */
import { expect, test } from 'bun:test';
import { lazily } from './lazily.ts';

test('a table is made when somebody first asks, and once', () => {
  let made = 0;
  const table = lazily(() => ({ number: ++made }));
  expect(made).toBe(0);
  expect([table().number, table().number, made]).toEqual([1, 1, 1]);
});

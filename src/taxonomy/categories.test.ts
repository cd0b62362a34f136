/** The categories: how many, and that each is placed. */
import { expect, test } from 'bun:test';
import { CATEGORIES, categoryOf } from './index.ts';

test('[R48] there are at least 60 categories, each named once', () => {
  expect(CATEGORIES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(CATEGORIES.map(({ name }) => name)).size).toBe(CATEGORIES.length);
});

test('[R69] what runs a process has a Purdue level', () => {
  expect(CATEGORIES.filter(({ type, purdue }) => type === 'OT' && purdue === null)).toEqual([]);
  expect(categoryOf('Industrial Controller')?.purdue).toBe(1);
  expect(categoryOf('Toaster')).toBeUndefined();
});

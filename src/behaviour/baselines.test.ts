/** Baselines are bounded, and no tenant crowds out another. */
import { expect, test } from 'bun:test';
import { Baselines } from './baselines.ts';

test('a tenant with profiles without end takes no room from another', () => {
  const baselines = new Baselines();
  baselines.count('small', 'Acme Camera', 1);
  for (let n = 0; n < 5000; n++) baselines.count('loud', `profile-${n}`, 1);
  expect([baselines.count('small', 'Acme Camera', 1), baselines.count('new', 'Kiln', 1), baselines.count('new', 'Kiln', 1)]).toEqual([1, 0, 1]);
  expect(baselines.forgotten).toBe(5002 - 2000);
});

test('habits that one device alone takes up, without end, do not push out those of many; late ones are remembered too', () => {
  const baselines = new Baselines();
  for (const _device of [1, 2, 3]) for (let habit = 0; habit < 3000; habit++) baselines.count('default', 'Acme Camera', habit);
  for (let habit = 10_000; habit < 20_000; habit++) baselines.count('default', 'Acme Camera', habit);
  expect([baselines.count('default', 'Acme Camera', 7), baselines.count('default', 'Acme Camera', 19_999), baselines.forgotten]).toEqual([3, 1, 13_000 - 4096]);
});

/** R75 at its edges, silence told from idleness, and the wheel that finds what is due. */
import { expect, test } from 'bun:test';
import { eligible, expiresAt, ExpiryWheel, hear, idleSince, type Pulse } from './index.ts';

const HOUR = 3_600_000;

test('[R75] confidence 90 is enough, 89 is not; exactly one hour ago is within the hour', () => {
  expect([eligible(90, 0, HOUR), eligible(89, 0, 0), eligible(100, 0, HOUR + 1), eligible(90, 0, 0)]).toEqual([true, false, false, true]);
  expect(eligible(90, 0, expiresAt(0) - 1)).toBe(true);
  expect(eligible(90, 0, expiresAt(0))).toBe(false);
});

test('[R79] while its source is quiet a published device is not idle; when it speaks again the hour begins anew', () => {
  const pulse: Pulse = { heardAt: -Infinity, resumedAt: -Infinity };
  const quietMs = 60_000;
  expect(idleSince(0, true, pulse, 5 * HOUR, quietMs)).toBe(5 * HOUR);
  hear(pulse, 6 * HOUR, quietMs);
  expect(idleSince(0, true, pulse, 6 * HOUR, quietMs)).toBe(6 * HOUR);
  for (let t = 6 * HOUR; t <= 7 * HOUR; t += quietMs) hear(pulse, t, quietMs);
  expect(idleSince(0, true, pulse, 7 * HOUR, quietMs)).toBe(6 * HOUR);
  expect(idleSince(0, false, pulse, 7 * HOUR, quietMs)).toBe(0);
});

test('the wheel gives each item back once, at or after its time', () => {
  const wheel = new ExpiryWheel<string>(0);
  wheel.schedule('a', 1500);
  wheel.schedule('b', 1000);
  wheel.schedule('late', -5);
  expect(wheel.due(999)).toEqual([]);
  expect(wheel.due(1000)).toEqual(['b', 'late']);
  expect(wheel.due(1999)).toEqual([]);
  expect(wheel.due(2000)).toEqual(['a']);
  expect([wheel.due(5000), wheel.size]).toEqual([[], 0]);
});

test('a clock that jumps ahead or back loses nothing and repeats nothing', () => {
  const wheel = new ExpiryWheel<number>(0);
  for (let i = 1; i <= 50; i++) wheel.schedule(i, i * 1000);
  expect(wheel.due(10_000)).toHaveLength(10);
  expect(wheel.due(3_000)).toEqual([]);
  wheel.schedule(99, 4_000);
  expect(wheel.due(10_999)).toEqual([]);
  expect(wheel.due(1e12)).toEqual([11, 99, ...Array.from({ length: 39 }, (_, i) => i + 12)]);
});

test('what is due costs what is due: a million sleeping items are not looked at', () => {
  const wheel = new ExpiryWheel<number>(0);
  for (let i = 0; i < 1_000_000; i++) wheel.schedule(i, HOUR + (i % 1000) * 1000);
  let given = 0;
  for (let second = 1; second < 3600; second++) given += wheel.due(second * 1000).length;
  expect(given).toBe(0);
  expect(wheel.due(HOUR)).toHaveLength(1000);
});

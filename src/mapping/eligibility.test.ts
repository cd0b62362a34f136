/** R75 at its edges, silence told from idleness, and the wheel that finds what is due. */
import { expect, test } from 'bun:test';
import { eligible, expiresAt, ExpiryWheel, hear, idleSince, newPulse, type Pulse } from './index.ts';

const HOUR = 3_600_000;

test('[R75] confidence 90 is enough, 89 is not; exactly one hour ago is within the hour', () => {
  expect([eligible(90, 0, HOUR), eligible(89, 0, 0), eligible(100, 0, HOUR + 1), eligible(90, 0, 0)]).toEqual([true, false, false, true]);
  expect(eligible(90, 0, expiresAt(0) - 1)).toBe(true);
  expect(eligible(90, 0, expiresAt(0))).toBe(false);
});

const QUIET = 60_000;
/** Heard every so often from one time to another, both included. */
function heardFrom(pulse: Pulse, from: number, to: number, every: number): void { for (let t = from; t <= to; t += every) hear(pulse, t, QUIET); }

test('[R79] while its source is quiet the idle clock of a published device stands still, and then goes on from there', () => {
  const pulse = newPulse();
  heardFrom(pulse, 0, HOUR / 2, QUIET);
  expect(idleSince(0, true, pulse, HOUR / 2, QUIET)).toBe(0);
  expect(idleSince(0, true, pulse, 9 * HOUR, QUIET)).toBe(8.5 * HOUR - QUIET);
  expect(idleSince(0, false, pulse, 9 * HOUR, QUIET)).toBe(0);
  heardFrom(pulse, 9 * HOUR, 9.5 * HOUR, QUIET);
  expect(idleSince(0, true, pulse, 9.5 * HOUR, QUIET)).toBe(8.5 * HOUR - QUIET);
  expect(idleSince(9 * HOUR, true, pulse, 9.5 * HOUR, QUIET)).toBe(9 * HOUR);
  expect(idleSince(2 * HOUR, true, pulse, 9.5 * HOUR, QUIET)).toBe(9 * HOUR);
});

test('[R79] after a restart the clock stands until the source speaks', () => {
  const pulse = newPulse();
  expect(idleSince(0, true, pulse, 5 * HOUR, QUIET)).toBe(5 * HOUR);
  hear(pulse, 6 * HOUR, QUIET);
  expect(idleSince(0, true, pulse, 6 * HOUR, QUIET)).toBe(6 * HOUR);
  heardFrom(pulse, 6 * HOUR, 7 * HOUR, QUIET);
  expect(idleSince(0, true, pulse, 7 * HOUR, QUIET)).toBe(6 * HOUR);
});

test('[R75] a source heard every two minutes does not renew anybody: the minute after each record counts, the rest does not', () => {
  const pulse = newPulse();
  heardFrom(pulse, 0, 2 * HOUR, 2 * QUIET);
  expect(idleSince(0, true, pulse, 2 * HOUR, QUIET)).toBe(HOUR);
  heardFrom(pulse, 2 * HOUR, 1000 * HOUR, 2 * QUIET);
  expect(1000 * HOUR - idleSince(0, true, pulse, 1000 * HOUR, QUIET)).toBeGreaterThan(HOUR);
  expect(pulse.pauses.length).toBe(2048);
});

test('[R79] a clock set back takes back the pauses it had not reached', () => {
  const pulse = newPulse();
  hear(pulse, 0, QUIET);
  hear(pulse, 10 * HOUR, QUIET);
  hear(pulse, HOUR, QUIET);
  expect(pulse).toEqual({ heardAt: HOUR, pauses: [{ from: -Infinity, to: 0 }] });
  expect(idleSince(5 * HOUR, true, pulse, HOUR, QUIET)).toBe(5 * HOUR);
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

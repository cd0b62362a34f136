/** Waiting: ends by time or by the signal, for one and for many. */
import { expect, test } from 'bun:test';
import { pause } from './pause.ts';

test('a pause ends by itself, at once when there is nothing to wait for, and at once when it was stopped before', async () => {
  const { signal } = new AbortController();
  await pause(1, signal);
  await pause(0, signal);
  await pause(-5, signal);
  await pause(3_600_000, AbortSignal.abort());
});

test('many pauses of one signal cost it one listener, and end together', async () => {
  const stop = new AbortController();
  let listeners = 0;
  const add = stop.signal.addEventListener.bind(stop.signal);
  stop.signal.addEventListener = (...listener: Parameters<typeof add>): void => {
    listeners += 1;
    add(...listener);
  };
  const all = Array.from({ length: 1000 }, () => pause(3_600_000, stop.signal));
  await pause(1, stop.signal); // one that ended leaves the others waiting
  stop.abort();
  await Promise.all(all);
  expect(listeners).toBe(1);
});

/** Percentiles from buckets: close enough, and never beyond the slowest sample. */
import { expect, test } from 'bun:test';
import { Latencies } from './latency.ts';

test('nothing measured is nothing', () => {
  const none = new Latencies();
  expect([none.count, none.at(0.5), none.max]).toEqual([0, 0, 0]);
});

test('percentiles are within two and a half per cent, over five decades', () => {
  for (const scale of [0.05, 1, 40, 3000]) {
    const some = new Latencies();
    for (let n = 1; n <= 10_000; n++) some.add((n / 10_000) * scale);
    for (const share of [0.5, 0.9, 0.99, 0.999]) expect(Math.abs(some.at(share) / (share * scale) - 1)).toBeLessThan(0.025);
    expect(some.at(1)).toBe(some.max);
  }
});

test('times below and above the scale are counted at its ends', () => {
  const odd = new Latencies();
  for (const ms of [0, -1, 1e-9, 1e12]) odd.add(ms);
  expect([odd.count, odd.at(1)]).toEqual([4, 0.01 * 2 ** 32]);
});

/** The request rate of one firewall. */
import { expect, test } from 'bun:test';
import { TokenBucket } from './token-bucket.ts';

test('gives twice the rate at once, then the rate, and says when to come back', () => {
  const bucket = new TokenBucket(10, 0);
  const taken = (now: number, tries: number): number => Array.from({ length: tries }, () => bucket.take(now)).filter((wait) => wait === 0).length;
  expect(taken(0, 100)).toBe(20);
  expect(bucket.take(0)).toBe(1);
  expect(taken(1000, 100)).toBe(10);
  expect(taken(1500, 100)).toBe(5);
  expect(taken(3_600_000, 100)).toBe(20);
});

test('a clock that goes back gives nothing and takes nothing', () => {
  const bucket = new TokenBucket(1, 10_000);
  expect([bucket.take(10_000), bucket.take(0), bucket.take(0) > 0, bucket.take(10_000) > 0]).toEqual([0, 0, true, true]);
});

test('a rate below one a second says how long', () => {
  const bucket = new TokenBucket(0.1, 0);
  expect(bucket.take(0)).toBe(8); // a burst of 0.2: one token is there eight seconds from now
});

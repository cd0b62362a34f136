/** The request rate of one firewall. */
import { expect, test } from 'bun:test';
import { TokenBucket } from './token-bucket.ts';

function bucketAt(perSecond: number): { take(atMs: number): number } {
  let ms = 0;
  const bucket = new TokenBucket(perSecond, () => ms);
  return { take: (atMs) => { ms = atMs; return bucket.take(); } };
}

test('gives twice the rate at once, then the rate, and says when to come back', () => {
  const bucket = bucketAt(10);
  const taken = (now: number, tries: number): number => Array.from({ length: tries }, () => bucket.take(now)).filter((wait) => wait === 0).length;
  expect(taken(0, 100)).toBe(20);
  expect(bucket.take(0)).toBe(1);
  expect(taken(1000, 100)).toBe(10);
  expect(taken(1500, 100)).toBe(5);
  expect(taken(3_600_000, 100)).toBe(20);
});

test('a rate below one a second says how long', () => {
  expect(bucketAt(0.1).take(0)).toBe(8); // a burst of 0.2: one token is there eight seconds from now
});

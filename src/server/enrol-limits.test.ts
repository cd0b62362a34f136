/** Tries of strangers: so many an address, a pause after too many wrong ones, and a bounded memory. */
import { expect, test } from 'bun:test';
import { Attempts, keyOf } from './enrol-limits.ts';

const LIMITS = { burst: 3, everyMs: 1000, failures: 2, lockMs: 60_000, addresses: 4 };

test('a burst, then one by one', () => {
  let now = 0;
  const attempts = new Attempts(LIMITS, () => now);
  expect([1, 2, 3, 4].map(() => attempts.enter('a'))).toEqual([0, 0, 0, 1]);
  expect(attempts.enter('b')).toBe(0);
  now = 1000;
  expect([attempts.enter('a'), attempts.enter('a')]).toEqual([0, 1]);
});

test('too many failures lock an address for a while, and only that one', () => {
  let now = 0;
  const attempts = new Attempts(LIMITS, () => now);
  expect([attempts.failed('a'), attempts.failed('a')]).toEqual([false, true]);
  expect([attempts.enter('a'), attempts.enter('b')]).toEqual([60, 0]);
  now = 60_001;
  expect(attempts.enter('a')).toBe(0);
});

test('many addresses cost a bounded memory', () => {
  const attempts = new Attempts(LIMITS, () => 0);
  for (let i = 0; i < 100; i++) attempts.enter(`10.0.0.${i}`);
  expect(attempts.size).toBe(4);
});

test('an IPv6 network of 64 bits is one address, IPv4 in IPv6 is IPv4', () => {
  expect(keyOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(keyOf('2001:db8:0:1::5')).toBe(keyOf('2001:DB8:0:1:ffff:1:2:3'));
  expect(keyOf('2001:db8:0:1::5')).not.toBe(keyOf('2001:db8:0:2::5'));
  expect(keyOf('fe80::1%eth0')).toBe(keyOf('fe80::2%eth0'));
  expect(keyOf('::1')).toBe('0:0:0:0');
  expect(keyOf('')).toBe('');
});

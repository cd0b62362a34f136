/** Who held an address at a time: the holder of then, or nobody (law 3). */
import { expect, test } from 'bun:test';
import type { BindingProof, Ipv4, Mac } from '../model/index.ts';
import { AddressBook, NO_IP, type Holder } from './index.ts';
import { Tenures } from './tenures.ts';

const HOUR = 3_600_000, NOW = 100 * HOUR;
const IP = 0x0a000001 as Ipv4, OTHER = 0x0a000002 as Ipv4;
const X = 1 as Mac, Y = 2 as Mac;

function book(...claims: readonly (readonly [who: Mac, time: number, proof?: BindingProof, ip?: Ipv4])[]): AddressBook<Holder> {
  const addresses = new AddressBook<Holder>(), holders = new Map<Mac, Holder>();
  for (const [mac, time, proof = 'dhcp-ack', ip = IP] of claims) {
    const holder = holders.get(mac) ?? { mac, ip: NO_IP, ipTime: 0, ipSince: 0, ipProof: 'traffic' as const, weakMoves: 0, weakSince: 0, hope: null, forwards: false, claimsMany: false };
    holders.set(mac, holder);
    addresses.claim(holder, ip, time, proof, NOW);
  }
  return addresses;
}

test('an address that moved credits old logs to the old holder while it was proved, and nobody in between', () => {
  const moved = book([X, HOUR], [X, 2 * HOUR, 'arp'], [Y, 4 * HOUR]);
  expect(moved.heldDuring(IP, HOUR, 2 * HOUR)).toBe(X);
  expect(moved.heldDuring(IP, 3 * HOUR, 3 * HOUR)).toBe('moved');
  expect(moved.heldDuring(IP, 2 * HOUR, 5 * HOUR)).toBe('moved');
  expect(moved.heldDuring(IP, 4 * HOUR, 5 * HOUR)).toBe(Y);
  expect(moved.heldDuring(IP, 0, 0)).toBe('moved');
  expect(moved.heldDuring(OTHER, 5 * HOUR, 5 * HOUR)).toBe('nobody');
});

test('a holder that left for another address, or is gone, is still the holder of then', () => {
  const left = book([X, HOUR], [X, 2 * HOUR], [X, 3 * HOUR, 'dhcp-ack', OTHER]);
  expect(left.heldDuring(IP, HOUR, 2 * HOUR)).toBe(X);
  expect(left.heldDuring(IP, 3 * HOUR, 3 * HOUR)).toBe('moved');
  expect(left.heldDuring(OTHER, 3 * HOUR, 4 * HOUR)).toBe(X);
});

test('proofs in any order give the same interval', () => {
  expect(book([X, 3 * HOUR], [X, HOUR], [X, 2 * HOUR]).heldDuring(IP, HOUR, 3 * HOUR)).toBe(X);
  expect(book([X, HOUR], [Y, 2 * HOUR], [Y, 3 * HOUR], [Y, HOUR / 2]).heldDuring(IP, HOUR / 2, HOUR / 2)).toBe('moved');
});

test('what only traffic or an open request ties to a MAC is nobody’s', () => {
  expect(book([X, HOUR, 'traffic']).heldDuring(IP, HOUR, HOUR)).toBe('weak');
  expect(book([X, HOUR, 'dhcp-request']).heldDuring(IP, HOUR, HOUR)).toBe('weak');
  expect(book([X, HOUR, 'dhcp-request'], [X, HOUR + 1, 'traffic']).heldDuring(IP, HOUR + 1, HOUR + 1)).toBe(X);
});

test('a proof is believed for a day when a server gave the address, for an hour otherwise', () => {
  expect([book([X, HOUR]).heldDuring(IP, 25 * HOUR, 25 * HOUR), book([X, HOUR]).heldDuring(IP, 25 * HOUR, 25 * HOUR + 1)]).toEqual([X, 'stale']);
  expect([book([X, HOUR, 'arp']).heldDuring(IP, 2 * HOUR, 2 * HOUR), book([X, HOUR, 'arp']).heldDuring(IP, 2 * HOUR, 2 * HOUR + 1)]).toEqual([X, 'stale']);
});

test('two devices that fight for one address are credited with nothing', () => {
  expect(book([X, HOUR, 'arp'], [Y, HOUR + 10, 'arp'], [X, HOUR + 20, 'arp']).heldDuring(IP, HOUR + 25, HOUR + 25)).toBe('contested');
  expect(book([X, HOUR, 'arp'], [Y, HOUR + 10, 'arp'], [X, 3 * HOUR, 'arp']).heldDuring(IP, 3 * HOUR, 3 * HOUR)).toBe(X);
});

test('the past is bounded: what went is counted', () => {
  const past = new Tenures();
  for (let i = 0; i < 20_000; i++) past.add(i as Ipv4, { mac: X, from: i, to: i });
  expect([past.forgotten, past.after(0 as Ipv4, -1), past.after(19_999 as Ipv4, -1)]).toEqual([20_000 - 16_384, false, true]);
  for (let i = 0; i < 10; i++) past.add(IP, { mac: X, from: i, to: i });
  expect(past.during(IP, 0, 0)).toBeUndefined();
  expect(past.during(IP, 9, 9)).toBe(X);
});

/** Who holds an address: latest proof wins, a weak proof only over a weak or a stale one. */
import { expect, test } from 'bun:test';
import type { BindingWord, Ipv4, Mac } from '../model/index.ts';
import { AddressBook, bindable, NO_IP, refusal, type Holder } from './index.ts';

const HOUR = 3_600_000;
const LATER = Number.MAX_SAFE_INTEGER;
const A = 0x0a000001 as Ipv4, B = 0x0a000002 as Ipv4;
function holder(mac: number): Holder { return { mac: mac as Mac, ip: NO_IP, ipTime: 0, ipSince: 0, ipProof: 'traffic', weakMoves: 0, weakSince: 0, hope: null, forwards: false, claimsMany: false }; }

type Claim = readonly [who: 'x' | 'y', ip: Ipv4, time: number, proof: BindingWord];
/** Who holds A and B after these claims. */
function after(...claims: readonly Claim[]): string {
  const book = new AddressBook<Holder>(), x = holder(1), y = holder(2);
  for (const [who, ip, time, proof] of claims) book.claim(who === 'x' ? x : y, ip, time, proof, LATER);
  const name = (held: Holder | undefined): string => (held === x ? 'x' : held === y ? 'y' : '-');
  return `${name(book.holderOf(A))}${name(book.holderOf(B))}`;
}

test('[R68] two addresses for one MAC: the latest wins, whatever came in last', () => {
  expect(after(['x', A, 10, 'dhcp-ack'], ['x', B, 20, 'arp'])).toBe('-x');
  expect(after(['x', B, 20, 'arp'], ['x', A, 10, 'dhcp-ack'])).toBe('-x');
});

test('[R68] one address claimed by two MACs: the latest proof wins', () => {
  expect(after(['x', A, 10, 'dhcp-ack'], ['y', A, 20, 'arp'])).toBe('y-');
  expect(after(['y', A, 20, 'arp'], ['x', A, 10, 'dhcp-ack'])).toBe('y-');
});

test('[R29] [R68] the server\'s word that a lease ended takes that address from that client, and nothing that was proved since', () => {
  expect(after(['x', A, 10, 'dhcp-ack'], ['x', A, 20, 'dhcp-release'])).toBe('--');
  expect(after(['x', A, 10, 'dhcp-ack'], ['y', A, 20, 'dhcp-release'])).toBe('x-');
  expect(after(['x', A, 10, 'dhcp-ack'], ['x', B, 20, 'dhcp-release'])).toBe('x-');
  expect(after(['x', A, 30, 'dhcp-ack'], ['x', A, 20, 'dhcp-release'])).toBe('x-');
  expect(after(['x', A, 10, 'dhcp-ack'], ['x', B, 20, 'dhcp-ack'], ['x', A, 20, 'dhcp-release'])).toBe('-x');
  expect(after(['x', A, 10, 'dhcp-request'], ['x', A, 20, 'dhcp-release'], ['y', A, 30, 'dhcp-request'])).toBe('y-');
});

test('[R68] the segment of another device is another book', () => {
  const guests = new AddressBook<Holder>(), home = new AddressBook<Holder>(), x = holder(1), y = holder(2);
  home.claim(x, A, 10, 'arp', LATER);
  guests.claim(y, A, 20, 'arp', LATER);
  expect([home.holderOf(A), guests.holderOf(A)]).toEqual([x, y]);
});

test('at the same instant the stronger proof wins', () => {
  expect(after(['x', A, 10, 'arp'], ['y', A, 10, 'dhcp-ack'])).toBe('y-');
  expect(after(['x', A, 10, 'dhcp-ack'], ['y', A, 10, 'arp'])).toBe('x-');
});

test('traffic takes an address from a real proof only after an hour of silence', () => {
  expect(after(['x', A, 0, 'arp'], ['y', A, HOUR, 'traffic'])).toBe('x-');
  expect(after(['x', A, 0, 'arp'], ['y', A, HOUR + 1, 'traffic'])).toBe('y-');
  expect(after(['x', A, 0, 'arp'], ['x', B, 10, 'traffic'])).toBe('x-');
  expect(after(['x', A, 0, 'traffic'], ['y', A, 10, 'traffic'])).toBe('y-');
});

test('[R68] asking is not having: a request takes an address from nobody, whatever it was proved by', () => {
  for (const proof of ['dhcp-ack', 'arp', 'traffic', 'dhcp-request'] as const) {
    expect(after(['x', A, 10, proof], ['y', A, 20, 'dhcp-request'])).toBe('x-');
    expect(after(['x', A, 10, proof], ['y', A, 2 * HOUR, 'dhcp-request'])).toBe('x-');
  }
  expect(after(['y', B, 5, 'dhcp-ack'], ['y', A, 20, 'dhcp-request'])).toBe('-y');
});

test('[R68] a request binds a free address, until somebody shows that it has it', () => {
  expect(after(['y', A, 20, 'dhcp-request'])).toBe('y-');
  expect(after(['y', A, 20, 'dhcp-request'], ['x', A, 30, 'traffic'])).toBe('x-');
  expect(after(['y', A, 20, 'dhcp-request'], ['x', A, 30, 'arp'])).toBe('x-');
  expect(after(['y', A, 20, 'dhcp-request'], ['y', B, 30, 'dhcp-request'])).toBe('-y');
  expect(after(['x', B, 10, 'arp'], ['y', A, 20, 'dhcp-request'], ['y', B, 30, 'dhcp-request'])).toBe('-x');
});

test('[R68] what was asked for is had by ACK, by ARP, or by use', () => {
  const asked = [['x', A, 10, 'dhcp-ack'], ['y', A, 20, 'dhcp-request']] as const;
  for (const proof of ['dhcp-ack', 'arp', 'traffic'] as const) expect(after(...asked, ['y', A, 30, proof])).toBe('y-');
  expect(after(...asked, ['y', A, 20 + HOUR + 1, 'arp'])).toBe('y-');
  expect(after(['y', A, 20, 'dhcp-request'], ['y', A, 30, 'traffic'], ['x', A, 40, 'traffic'])).toBe('y-');
  expect(after(['y', B, 5, 'dhcp-ack'], ['y', A, 20, 'dhcp-request'], ['y', A, 30, 'traffic'])).toBe('y-');
});

test('[R68] a NAK takes back the request, and nothing that was proved', () => {
  const nak = (who: 'x' | 'y', time: number): Claim => [who, NO_IP, time, 'dhcp-request'];
  expect(after(['y', A, 20, 'dhcp-request'], nak('y', 21))).toBe('--');
  expect(after(['y', A, 20, 'dhcp-request'], nak('y', 19), nak('x', 21))).toBe('y-');
  expect(after(['x', A, 10, 'dhcp-ack'], ['y', A, 20, 'dhcp-request'], nak('y', 21), ['y', A, 30, 'traffic'])).toBe('x-');
  expect(after(['x', A, 10, 'dhcp-ack'], ['x', A, 20, 'dhcp-request'], nak('x', 21))).toBe('x-');
  expect([refusal(NO_IP, 'dhcp-request'), refusal(NO_IP, 'traffic'), refusal(A, 'dhcp-request')]).toEqual([true, false, false]);
});

test('[R68] a request that was not yet proved when it was saved gives way to use after a restart, too', () => {
  const book = new AddressBook<Holder>(), x = holder(1), y = holder(2);
  Object.assign(y, { ip: A, ipTime: 5, ipProof: 'dhcp-request' });
  book.restore(y);
  expect(book.claim(x, A, 10, 'traffic', LATER)).toEqual([A]);
});

test('[R68] a clock set back freezes no address: what is proved now displaces a proof from the future', () => {
  const ahead = 24 * HOUR, now = 10;
  for (const proof of ['dhcp-ack', 'arp'] as const) {
    const book = new AddressBook<Holder>(), x = holder(1), y = holder(2);
    book.claim(x, A, ahead, 'dhcp-ack', ahead);
    expect(book.claim(y, A, now, proof, now)).toEqual([A]);
    expect([book.holderOf(A), y.ipTime, x.ip]).toEqual([y, now, NO_IP]);
  }
  const book = new AddressBook<Holder>(), x = holder(1), y = holder(2);
  book.claim(x, A, ahead, 'dhcp-ack', ahead);
  expect(book.claim(x, B, now, 'dhcp-ack', now)).toEqual([A, B]);
  book.claim(x, B, ahead, 'arp', ahead);
  expect(book.claim(y, B, now, 'traffic', now)).toEqual([]);
  expect(book.claim(y, B, now + HOUR + 1, 'traffic', now + HOUR + 1)).toEqual([B]);
});

test('a refresh keeps the strongest proof and the latest time, and says nothing changed', () => {
  const book = new AddressBook<Holder>(), x = holder(1);
  expect(book.claim(x, A, 10, 'arp', LATER)).toEqual([A]);
  expect(book.claim(x, A, 30, 'dhcp-ack', LATER)).toEqual([A]);
  expect(book.claim(x, A, 20, 'arp', LATER)).toEqual([]);
  expect(x).toMatchObject({ ipTime: 30, ipProof: 'dhcp-ack' });
});

test('a MAC that forwards for many addresses ends up with none', () => {
  const book = new AddressBook<Holder>(), x = holder(1);
  for (let i = 0; i < 100; i++) book.claim(x, (A + i) as Ipv4, i, 'traffic', LATER);
  expect([x.ip, book.size]).toEqual([NO_IP, 0]);
  expect(book.claim(x, A, 200, 'arp', LATER)).toEqual([A]);
});

test('released addresses are free, restored ones are held', () => {
  const book = new AddressBook<Holder>(), x = holder(1), y = holder(2);
  book.claim(x, A, 10, 'arp', LATER);
  book.release(x);
  expect([book.holderOf(A), x.ip]).toEqual([undefined, NO_IP]);
  Object.assign(y, { ip: B, ipTime: 5, ipProof: 'arp' });
  book.restore(y);
  expect(book.holderOf(B)).toBe(y);
});

test('[R72] only an IPv4 address that one device can have is bound', () => {
  const usable = ['0a000001', 'c0a80001', '08080808', '64400001'], not = ['00000000', '7f000001', 'e00000fb', 'ffffffff', 'f0000001'];
  expect([...usable, ...not].map((hex) => bindable(Number.parseInt(hex, 16) as Ipv4))).toEqual([true, true, true, true, false, false, false, false, false]);
});

/** Rules of a sender's entry and its status. */
import { expect, test } from 'bun:test';
import { canonicalAddress, checkFirewallModel, checkSenderAddress, checkSenderDescription, checkSenderName, senderStatus, UDP_CONNECTED_MS } from './sender.ts';

const refused = (work: () => unknown): unknown => {
  try { work(); } catch (error) { return error instanceof Error && 'code' in error ? error.code : error; }
  return 'taken';
};

test('[R31] a name has up to 32 characters, a description up to 256', () => {
  for (const name of ['a', 'DC 1 - north.wing_2', 'x'.repeat(32)]) expect(checkSenderName(name)).toBe(name);
  for (const name of ['', ' a', 'a ', '-a', 'x'.repeat(33), 'a/b', '../up', 'a\n', 'dhcp\u0000', 'käse']) expect({ name, is: refused(() => checkSenderName(name)) }).toEqual({ name, is: 'usage' });
  expect(checkSenderDescription('ü'.repeat(256))).toHaveLength(256);
  for (const text of ['x'.repeat(257), 'two\nlines', '\u001b[2J']) expect(refused(() => checkSenderDescription(text))).toBe('usage');
});

test('[R31] the address is a literal, kept in one form; names are refused', () => {
  const forms: readonly (readonly [string, string])[] = [['10.0.0.1', '10.0.0.1'], ['2001:DB8:0:0::1', '2001:db8::1'], ['::FFFF:10.0.0.1', '10.0.0.1'], ['fe80::1%eth0', 'fe80::1'], ['::1', '::1']];
  for (const [text, canonical] of forms) expect(checkSenderAddress(text)).toBe(canonical);
  for (const text of ['dhcp.example.com', 'localhost', '10.0.0', '10.0.0.256', '010.0.0.1', '10.0.0.1/24', '10.0.0.1:514', '', '1::2::3', '[::1]', '0x7f.1', '2130706433', '224.0.0.1', '255.255.255.255', '0.0.0.0', '::', 'ff02::1', 'fe80::1%a%b/']) {
    expect({ text, is: refused(() => checkSenderAddress(text)) }).toEqual({ text, is: 'usage' });
  }
  expect(canonicalAddress('::ffff:127.0.0.1')).toBe('127.0.0.1');
});

test('[R34] firewalls of the CN, M and WF series have no DHCP servers', () => {
  for (const model of ['CN-SERIES', 'cn-mgmt', 'M-200', 'M-700', 'WF-500-B']) expect(refused(() => { checkFirewallModel(model); })).toBe('unsupported');
  for (const model of ['PA-440', 'PA-5220', 'VM-300', 'MX-1', null]) expect(refused(() => { checkFirewallModel(model); })).toBe('taken');
});

test('[R36] Connected: TCP and SSL while connected, UDP for two hours, else empty, whichever way the clock jumps', () => {
  const now = 1e12;
  for (const protocol of ['TCP', 'SSL'] as const) {
    expect(senderStatus({ protocol, connections: 2, lastSeen: null }, now)).toBe('Connected');
    expect(senderStatus({ protocol, connections: 0, lastSeen: now }, now)).toBe('');
  }
  const udp = (lastSeen: number | null): string => senderStatus({ protocol: 'UDP', connections: 0, lastSeen }, now);
  expect([udp(now), udp(now - UDP_CONNECTED_MS), udp(now - UDP_CONNECTED_MS - 1), udp(null)]).toEqual(['Connected', 'Connected', '', '']);
  expect([udp(now + 60_000), udp(now + 10 * UDP_CONNECTED_MS)]).toEqual(['Connected', '']);
});

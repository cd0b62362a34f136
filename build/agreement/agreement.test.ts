/** A part of `npm run agreement` that every test run can afford: a few captures of each source against tshark. Skipped, visibly, where tshark or the captures are not at hand. */
import { expect, test } from 'bun:test';
import { loadKernel } from '../../src/kernels/index.ts';
import { capturesOf, compareCapture, DATA, Tally } from './agreement.ts';
import { explain } from './explained.ts';
import type { Difference } from './compare.ts';

const captures = capturesOf(DATA), ready = captures.length > 0 && Bun.which('tshark') !== null;
/** What holds most of the protocols or was hard to explain; the rest is spread over the sources. */
const CHOSEN = /ndpi\/pcap\/(upnp|fuzz-2006-06-26-2594|haproxy|dns_fragmented|http-manipulated)\.pcap|Traces\/(dns\/dynamic-update|tls\/hrr|http\/pipelined-requests)\.pcap|Hue(Bridge|Switch)\/Setup-A-1-STA|tcpdump\/(dhcp-rfc4388|time_2106_overflow)/;
const every = (step: number): string[] => captures.filter((name, i) => CHOSEN.test(name) || i % step === 0);

test.skipIf(!ready)('agrees with tshark on every field of DHCP, DNS, mDNS, SSDP, HTTP and TLS, or says why not', () => {
  const kernel = loadKernel(), tally = new Tally();
  for (const capture of every(60)) tally.add(compareCapture(kernel, DATA, capture));
  expect(tally.open).toEqual([]);
  for (const sum of Object.values(tally.sums)) expect(sum.equal).toBeGreaterThan(0);
}, 120_000);

test('a difference that no rule explains stays open', () => {
  const one: Difference = { capture: 'captures/a.pcap', protocol: 'dns', place: '1.000000 53 4000', field: 'a', ours: ['192.0.2.1'], theirs: ['192.0.2.2'], elsewhere: false, unread: false, rejected: undefined,
    circumstances: { frame: 1, layers: ['eth', 'ip', 'udp', 'dns'], malformed: false, cut: false, disordered: false, packets: 1 }, message: { ours: { a: ['192.0.2.1'] }, theirs: { a: ['192.0.2.2'] } } };
  expect(explain(one)).toBeUndefined();
  expect(explain({ ...one, field: 'message', ours: undefined })).toBeUndefined();
  expect(explain({ ...one, field: 'message', ours: undefined, circumstances: { frame: 1, layers: ['eth', 'ip', 'icmp', 'ip', 'udp', 'dns'], malformed: false, cut: false, disordered: false, packets: 1 } })).toMatch(/ICMP/);
});

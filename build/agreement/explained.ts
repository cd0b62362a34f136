/** Why the kernel and tshark may differ, each by a rule as narrow as it can be told. A difference that no rule explains fails the comparison. */
import type { Difference } from './compare.ts';

export interface Rule {
  readonly reason: string;
  readonly explains: (difference: Difference) => boolean;
}

const layersOf = (one: Difference): readonly string[] => one.circumstances?.layers ?? [];
const carriedBy = (...names: readonly string[]) => (one: Difference): boolean => layersOf(one).some((layer) => names.includes(layer));
const alone = (one: Difference, who: 'ours' | 'theirs'): boolean => one.field === 'message' && (who === 'ours' ? one.theirs : one.ours) === undefined;
const isDns = (one: Difference): boolean => one.protocol === 'dns' || one.protocol === 'mdns';
const ports = (one: Difference): readonly string[] => one.place.split(' ').slice(1);
const heads = (fields: Difference['message']['ours']): number => (fields['method']?.length ?? 0) + (fields['status']?.length ?? 0);
/** The first values are the same: one of the two stopped. */
const begins = (short: readonly string[] = [], long: readonly string[] = []): boolean => short.length < long.length && short.every((value, i) => value === long[i]);
/** One of the two read no more than a beginning of what the other read, or we rejected all of it. */
const stopped = (one: Difference): boolean => one.field === 'message' ? one.rejected !== undefined || one.ours !== undefined : begins(one.ours, one.theirs) || begins(one.theirs, one.ours);
/** tshark, too, saw no more than the fixed header of DHCP or DNS. */
const headOnly = (one: Difference): boolean => alone(one, 'theirs') && one.message.theirs['options'] === undefined && one.message.theirs['query_name'] === undefined;
const isHead = (one: Difference): boolean => one.protocol === 'http' || one.protocol === 'ssdp';
const same = (a: readonly string[], b: readonly string[] = []): boolean => a.length === b.length && a.every((value, i) => value === b[i]);
const startLine = (fields: Difference['message']['ours']): string => [...fields['uri'] ?? [], ...fields['version'] ?? []].join(' ').replaceAll(/ +/g, ' ');

/** All of `some` stands in `all`, in that order. */
const contains = (all: readonly string[], some: readonly string[]): boolean => { let at = 0; for (const value of all) if (value === some[at]) at++; return at === some.length; };

export const RULES: readonly Rule[] = [
  { reason: 'quoted in an ICMP error: nobody sent this message there (ours counts the error alone)',
    explains: (one) => alone(one, 'theirs') && carriedBy('icmp', 'icmpv6')(one) },
  { reason: 'inside QUIC, RDP over UDP or OpenVPN, which we do not open',
    explains: (one) => alone(one, 'theirs') && one.protocol === 'tls' && carriedBy('quic', 'rdpudp', 'openvpn')(one) },
  { reason: 'tunnel or link type that we do not read',
    explains: (one) => alone(one, 'theirs') && carriedBy('ayiya', 'pktap', 'arcnet', 'capwap.data')(one) },
  { reason: 'tshark reads no packet of this capture: it does not know the link type',
    explains: (one) => alone(one, 'ours') && one.unread },
  { reason: 'malformed by the word of tshark, too: we keep what stands before the damage or reject all of it',
    explains: (one) => one.circumstances?.malformed === true && stopped(one) },
  { reason: 'the capture kept only a part of the packet: we reject a DHCP message without its cookie and drop a record that is not whole',
    explains: (one) => one.circumstances?.cut === true && (stopped(one) || headOnly(one)) },
  { reason: 'another opcode than QUERY: we keep the questions alone, since the records mean something else (RFC 2136, RFC 3425)',
    explains: (one) => isDns(one) && one.message.theirs['opcode'] !== undefined && one.ours === undefined },
  { reason: 'several heads in one packet: we read the first, the others are requests sent without waiting or what a body hides',
    explains: (one) => one.protocol === 'http' && heads(one.message.theirs) > heads(one.message.ours) && begins(one.ours, one.theirs) },
  { reason: 'tshark goes by the port and takes the packet for another protocol; we go by the first bytes',
    explains: (one) => alone(one, 'ours') && layersOf(one).includes('tcp') && !layersOf(one).some((layer) => [one.protocol as string, 'json', 'xml'].includes(layer)) && one.circumstances?.disordered === false },
  { reason: 'a search from or a reply to another port than 1900 (UPnP Device Architecture 1.1 section 1.3.3): tshark goes by the port, we by the first word',
    explains: (one) => alone(one, 'ours') && one.protocol === 'ssdp' && layersOf(one).at(-1) === 'data' && !ports(one).includes('1900') },
  { reason: 'sent again, out of order or with bytes missing: tshark waits for the right order or passes over it, we read what stands in the segment',
    explains: (one) => alone(one, 'ours') && one.circumstances?.disordered === true },
  { reason: 'tshark, told not to wait for bodies, takes the text of a body for a head without end and joins the next head to it; we read the head that starts a segment',
    explains: (one) => alone(one, 'ours') && (one.circumstances?.packets ?? 0) > 1 },
  { reason: 'DNS on a port of its own: tshark knows it by heuristics, we read ports 53, 5353 and 5355',
    explains: (one) => alone(one, 'theirs') && isDns(one) && !ports(one).some((port) => port === '53' || port === '5353') },
  { reason: 'the same message sent twice: one program read the first copy, the other the second',
    explains: (one) => one.field === 'message' && one.elsewhere && layersOf(one).includes('tcp') },
  { reason: 'rejected as bad_length: a length in the packet contradicts another or what was sent; tshark reads on and warns',
    explains: (one) => alone(one, 'theirs') && one.rejected === 'bad_length' },
  { reason: 'rejected as bad_name: a label or pointer that RFC 1035 does not allow; tshark says so in place of the name',
    explains: (one) => alone(one, 'theirs') && one.rejected === 'bad_name' },
  { reason: 'tshark puts the types that an NSEC3 lists among those of the records; we leave the bitmap as it is',
    explains: (one) => isDns(one) && one.field === 'answer_type' && one.ours?.includes('50') === true && contains(one.theirs ?? [], one.ours) },
  { reason: 'a clock past the year 2106, which 32 bits of seconds do not hold: the record has no time with us',
    explains: (one) => one.field === 'message' && one.elsewhere && (Number(one.place.split(' ')[0]) >= 2 ** 32 || Number(one.place.split(' ')[0]) === 0) },
  { reason: 'a NUL byte in a header: tshark shows what stands before it, we what was sent',
    explains: (one) => isHead(one) && same((one.ours ?? []).map((value) => value.split('\0')[0] ?? '').filter((value) => value !== ''), one.theirs) },
  { reason: 'bytes above 127 in a header: tshark shows each as U+FFFD, we read UTF-8',
    explains: (one) => isHead(one) && same((one.ours ?? []).map((value) => Buffer.from(value).reduce((text, byte) => text + (byte > 127 ? '\uFFFD' : String.fromCharCode(byte)), '')), one.theirs) },
  { reason: 'spaces around or in a request target: we split at the first and the last (RFC 9112 section 3), tshark at the first two',
    explains: (one) => one.protocol === 'http' && (one.field === 'uri' || one.field === 'version') && startLine(one.message.ours) === startLine(one.message.theirs) },
  { reason: 'IP directly in UDP (foo over UDP), a tunnel that we do not read',
    explains: (one) => alone(one, 'theirs') && /udp:ip(v6)?:/.test(layersOf(one).join(':')) },
  { reason: 'behind a PROXY protocol header, which is not part of TLS',
    explains: (one) => alone(one, 'theirs') && carriedBy('proxy')(one) },
];

/** Single captures, where no rule says it better. */
export const SINGLES: readonly { readonly capture: string; readonly protocol: string; readonly field: string; readonly reason: string }[] = [
  { capture: 'zeek/Traces/tls/hrr.pcap', protocol: 'tls', field: 'message', reason: 'second hello after a HelloRetryRequest, behind a ChangeCipherSpec record: we read the first, which says the same of its sender' },
  { capture: 'tcpdump/LINKTYPE_IPV6_invalid.pcap', protocol: 'dns', field: 'message', reason: 'IPv4 packets under the link type of IPv6: we go by the version, tshark by the link type' },
  { capture: 'arkime/arkime_synthetic.pcap', protocol: 'dns', field: 'message', reason: 'Geneve only by its source port: the destination port tells the tunnel (RFC 8926 section 3.3)' },
];

export function explain(one: Difference): string | undefined {
  return RULES.find((rule) => rule.explains(one))?.reason
    ?? SINGLES.find((single) => one.capture.endsWith(single.capture) && one.protocol === single.protocol && (single.field === '*' || one.field === single.field))?.reason;
}

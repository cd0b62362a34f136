/** Messages of the office protocols built from bytes: whole ones for fuzzing and row tests, and the pieces hostile fixtures are made of. */
import { be16, be32, bytes, udpFrame } from './frames.ts';
import type { Ends } from './frames.ts';

type Part = string | number | readonly number[] | Uint8Array;
/** A kernel's name, a sound message, how it is framed, and its port. */
export type OfficeSeed = readonly [name: string, message: Uint8Array, frame: (payload: Uint8Array, ends: Ends) => Uint8Array, port: number];

const SENDER = [2, 0, 0, 0, 0, 10];
/** An Ethernet frame of this type. */
export const etherFrame = (payload: Uint8Array, type: number): Uint8Array => bytes([1, 0x80, 0xc2, 0, 0, 0x0e], SENDER, be16(type), payload);
/** An 802.3 frame with Cisco's SNAP header. */
export const cdpFrame = (payload: Uint8Array): Uint8Array => bytes([1, 0, 0x0c, 0xcc, 0xcc, 0xcc], SENDER, be16(payload.length + 8), [0xaa, 0xaa, 3, 0, 0, 0x0c, 0x20, 0], payload);

/** A NetBIOS name as its 32 letters between length and root (RFC 1001 section 14.1). */
export function netbios(name: string, suffix: number): Uint8Array {
  const plain = bytes(name.padEnd(15), suffix);
  return bytes([32], [...plain].flatMap((byte) => [65 + (byte >> 4), 65 + (byte & 15)]), [0]);
}
const dnsHead = (flags: number, ...counts: readonly number[]): Uint8Array => bytes(be16(7), be16(flags), ...counts.map(be16));
const label = (text: string): Uint8Array => bytes([text.length], text);

/** An LLMNR question, and the answer: the question, and an address under a pointer to it. */
export const llmnrQuestion = bytes(dnsHead(0, 1, 0, 0, 0), label('printer-9'), [0], be16(1), be16(1));
export const llmnrAnswer = bytes(dnsHead(0x8000, 1, 1, 0, 0), label('printer-9'), [0], be16(1), be16(1), be16(0xc00c), be16(1), be16(1), be32(30), be16(4), [192, 168, 77, 9]);
/** A claim of a name: question, and its record under a pointer. */
export const nbnsClaim = bytes(dnsHead(0x2910, 1, 0, 0, 1), netbios('OFFICE-PC', 0x20), be16(0x20), be16(1), be16(0xc00c), be16(0x20), be16(1), be32(300), be16(6), be16(0), [192, 168, 77, 9]);
/** The answer to a node status request. */
export const nodeStatus = bytes(dnsHead(0x8400, 0, 1, 0, 0), netbios('*', 0), be16(0x21), be16(1), be32(0), be16(1 + 36 + 6), [2], 'OFFICE-PC'.padEnd(15), [0x20], be16(0x0400), 'OFFICE'.padEnd(15), [0], be16(0x8400), [2, 0x4e, 0x50, 0, 0x20, 9]);

export const lldpElement = (type: number, ...value: readonly Part[]): Uint8Array => { const body = bytes(...value); return bytes(be16((type << 9) | body.length), body); };
const med = (subtype: number, value: Part): Uint8Array => lldpElement(127, [0, 0x12, 0xbb, subtype], value);
export const lldpHead = bytes(lldpElement(1, [4], SENDER), lldpElement(2, [5], 'port 7'), lldpElement(3, be16(120)));
export const lldpPhone = bytes(lldpHead, lldpElement(4, 'LAN port'), lldpElement(5, 'phone-11'), lldpElement(6, 'Nameplate NP-330, firmware 4.1'), lldpElement(7, be16(0x24), be16(0x20)),
  lldpElement(8, [5, 1, 192, 168, 77, 9, 2], be32(1), [0]), med(1, [0, 0x33, 3]), med(5, 'rev 2'), med(6, '4.1.0'), med(7, '4.1.0-app'), med(8, 'NP0004711'), med(9, 'Nameplate'), med(10, 'NP-330'), med(11, 'asset-9'),
  lldpElement(127, [0, 0, 0x5e, 1], 'https://mud.example/np330.json'), lldpElement(127, [0, 0x80, 0xc2, 1], be16(12)), lldpElement(0));

export const cdpElement = (type: number, ...value: readonly Part[]): Uint8Array => { const body = bytes(...value); return bytes(be16(type), be16(body.length + 4), body); };
export const cdpHead = bytes([2, 180], be16(0));
const cdpAddress = bytes(be32(1), [1, 1, 0xcc], be16(4), [192, 168, 77, 9]);
export const cdpSwitch = bytes(cdpHead, cdpElement(1, 'switch-9'), cdpElement(2, cdpAddress), cdpElement(3, 'GigabitEthernet0/7'), cdpElement(4, be32(0x28)), cdpElement(5, 'Nameplate OS, version 4.1'), cdpElement(6, 'nameplate NP-24'),
  cdpElement(10, be16(12)), cdpElement(0x14, 'switch-9.lan'), cdpElement(0x16, cdpAddress), cdpElement(0x17, [0], 'rack 4'));

/** A request as ntpd sends it, and a stratum 1 answer. */
export const ntpRequest = bytes([0x23, 0, 6, 0xe9], be32(0), be32(0x10000), new Uint8Array(28), be32(0xe9000000), be32(7));
export const ntpAnswer = bytes([0x24, 1, 6, 0xe9], be32(0), be32(0x100), 'GPS', [0], new Uint8Array(32));

export const OFFICE_SEEDS: readonly OfficeSeed[] = [
  ['llmnr', llmnrAnswer, udpFrame, 5355], ['nbns', nodeStatus, udpFrame, 137], ['lldp', lldpPhone, (payload) => etherFrame(payload, 0x88cc), 0x88cc], ['cdp', cdpSwitch, cdpFrame, 0x2000], ['ntp', ntpAnswer, udpFrame, 123],
];

/** Messages of the office protocols built from bytes: whole ones for fuzzing and row tests, and the pieces hostile fixtures are made of. */
import { be16, be32, bytes, tcpFrame, udpFrame } from './frames.ts';
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

const lines = (...all: readonly string[]): Uint8Array => bytes(all.map((line) => `${line}\r\n`).join(''));
/** A BER element; lengths from 128 on in two bytes. */
export const ber = (tag: number, ...content: readonly Part[]): Uint8Array => { const body = bytes(...content); return bytes(tag, body.length < 128 ? [body.length] : [0x82, ...be16(body.length)], body); };
const oid = (...arcs: readonly number[]): Uint8Array => ber(6, arcs);
const SYSTEM = [0x2b, 6, 1, 2, 1, 1] as const;
const integer = (value: number): Uint8Array => ber(2, [value]);
export const snmpBinding = (name: readonly number[], value: Uint8Array): Uint8Array => ber(0x30, oid(...name), value);
export const snmpMessage = (version: number, pdu: Uint8Array): Uint8Array => ber(0x30, integer(version), ber(4, 'a secret'), pdu);
/** An agent's answer about its system, and the first of its parts (ENTITY-MIB). */
export const snmpAnswer = snmpMessage(1, ber(0xa2, integer(7), integer(0), integer(0), ber(0x30, snmpBinding([...SYSTEM, 1, 0], ber(4, 'Nameplate NP-24 switch, firmware 4.1')), snmpBinding([...SYSTEM, 2, 0], oid(0x2b, 6, 1, 4, 1, 0xbf, 8, 3, 2, 10)),
  snmpBinding([...SYSTEM, 4, 0], ber(4, 'a person')), snmpBinding([...SYSTEM, 5, 0], ber(4, 'switch-9')), snmpBinding([...SYSTEM, 6, 0], ber(4, 'rack 4')), snmpBinding([0x2b, 6, 1, 2, 1, 47, 1, 1, 1, 1, 11, 1], ber(4, 'NP0004711')), snmpBinding([0x2b, 6, 1, 2, 1, 47, 1, 1, 1, 1, 13, 1], ber(4, 'NP-24')))));
/** An ONVIF camera's answer to a probe. */
export const wsdMatch = bytes('<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Header>'
  + '<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</a:Action></s:Header><s:Body><d:ProbeMatches><d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:4e500000-0000-0000-0000-024e50001101</a:Address></a:EndpointReference>'
  + '<d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types><d:Scopes>onvif://www.onvif.org/Profile/Streaming onvif://www.onvif.org/hardware/NP-330 onvif://www.onvif.org/name/Front%20door onvif://www.onvif.org/location/yard</d:Scopes>'
  + '<d:XAddrs>http://192.168.77.9/onvif/device_service</d:XAddrs></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>');
export const sshGreeting = lines('SSH-2.0-OpenSSH_9.2p1 Nameplate-1');

const name = (common: string, organisation: string): Uint8Array => ber(0x30, ber(0x31, ber(0x30, oid(0x55, 4, 10), ber(0x13, organisation))), ber(0x31, ber(0x30, oid(0x55, 4, 3), ber(12, common))));
const three = (value: number): number[] => be32(value).slice(1);
/** A certificate of a device that signs itself; without key and signature, which nobody here reads. */
export const certificate = ber(0x30, ber(0x30, ber(0xa0, integer(2)), ber(2, [1, 2, 3, 4, 5, 6, 7, 8]), ber(0x30, oid(0x2a, 0x86, 0x48)), name('np-330.lan', 'Nameplate'), ber(0x30, ber(0x17, '260101000000Z'), ber(0x18, '20360101000000Z')), name('np-330.lan', 'Nameplate'),
  ber(0x30, ber(3, new Uint8Array(70))), ber(0xa3, ber(0x30, ber(0x30, oid(0x55, 0x1d, 0x11), ber(4, ber(0x30, ber(0x82, 'np-330.lan'), ber(0x87, [192, 168, 77, 9]))))))));
const handshake = (type: number, body: Uint8Array): Uint8Array => bytes(type, three(body.length), body);
const tlsRecord = (body: Uint8Array): Uint8Array => bytes([22, 3, 3], be16(body.length), body);
/** What a server of TLS 1.2 says first, with this certificate, in records of at most `size` bytes. */
export function serverFlight(leaf: Uint8Array, size = 200): Uint8Array {
  const said = bytes(handshake(2, bytes([3, 3], new Uint8Array(32), [0], be16(0xc02f), [0])), handshake(11, bytes(three(leaf.length + 3), three(leaf.length), leaf)), handshake(14, new Uint8Array(0))), parts: Uint8Array[] = [];
  for (let at = 0; at < said.length; at += size) parts.push(tlsRecord(said.subarray(at, at + size)));
  return bytes(...parts);
}
export const sipRequest = lines('REGISTER sip:192.168.77.1 SIP/2.0', 'Via: SIP/2.0/UDP 192.168.77.9', 'From: <sip:100@192.168.77.1>;tag=1', 'User-Agent: Nameplate NP-330/4.1', 'Content-Length: 0', '');
export const rtspAnswer = lines('RTSP/1.0 401 Unauthorized', 'CSeq: 1', 'Server: Nameplate RTSP/1.4', 'WWW-Authenticate: Digest realm="NP-330", nonce="4711"', '');

const wide = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const le16 = (value: number): number[] => [value & 255, value >>> 8];
const pair = (id: number, text: string): Uint8Array => bytes(le16(id), le16(text.length * 2), wide(text));
const targetInfo = bytes(pair(2, 'OFFICE'), pair(1, 'FILES'), pair(4, 'office.lan'), pair(3, 'files.office.lan'), le16(0), le16(0));
const challenge = bytes('NTLMSSP', [0, 2, 0, 0, 0], le16(12), le16(12), le16(56), [0, 0], [5, 0, 0x82, 2], new Uint8Array(16), le16(targetInfo.length), le16(targetInfo.length), le16(68), [0, 0], [10, 0], le16(19041), [0, 0, 0, 15], wide('OFFICE'), targetInfo);
export const smbFrame = (message: Uint8Array): Uint8Array => bytes(be32(message.length), message);
/** The head of an SMB 1 message: command, then flags (bit 7: a response), two-byte strings. */
export const smb1 = (command: number, flags: number, ...words: readonly Part[]): Uint8Array => bytes([0xff], 'SMB', command, be32(0), flags, le16(0x8001), new Uint8Array(20), ...words);
const smb2 = (command: number, flags: number, body: Uint8Array): Uint8Array => bytes([0xfe], 'SMB', le16(64), new Uint8Array(6), le16(command), le16(1), [flags, 0, 0, 0], new Uint8Array(44), body);
/** A session set-up of SMB 2 with the server's challenge, and one of SMB 1 that names its system. */
export const smbChallenge = smbFrame(smb2(1, 1, bytes(le16(9), le16(0), le16(72), le16(challenge.length), challenge)));
const systems = bytes([0], wide('Unix\0'), wide('Samba 4.17\0'), wide('OFFICE\0'));
export const smbSetup = smbFrame(smb1(0x73, 0x88, [3], new Uint8Array(6), le16(systems.length), systems));

/** A host's announcement by NetBIOS datagram (RFC 1002 section 4.4.2, MS-BRWS section 2.2.1). */
export const smbAnnouncement = ((data: Uint8Array): Uint8Array => {
  const slot = bytes('\\MAILSLOT\\BROWSE', [0]), offset = 32 + 1 + 34 + 2 + slot.length;
  const message = smb1(0x25, 0, [17], le16(0), le16(data.length), new Uint8Array(18), le16(data.length), le16(offset), [3, 0], le16(1), le16(0), le16(2), le16(slot.length + data.length), slot, data);
  const names = bytes(netbios('NP-330', 0), netbios('OFFICE', 0x1e));
  return bytes([0x11, 10], be16(1), [192, 168, 77, 9], be16(138), be16(names.length + message.length), be16(0), names, message);
})(bytes([1, 0], [0x80, 0xfc, 10, 0], 'NP-330', new Uint8Array(10), [6, 1], [3, 0x9a, 0x81, 0], [15, 1, 0x55, 0xaa], 'Front door', [0]));

const item = (type: number, ...content: readonly Part[]): Uint8Array => { const body = bytes(...content); return bytes([type, 0], be16(body.length), body); };
const dicomHead = bytes(be16(1), be16(0), 'NP_ARCHIVE'.padEnd(16), 'NP_MODALITY'.padEnd(16), new Uint8Array(32));
export const dicomRequest = ((body: Uint8Array): Uint8Array => bytes([1, 0], be32(body.length), body))(bytes(dicomHead, item(0x10, '1.2.840.10008.3.1.1.1'), item(0x20, [1, 0, 0, 0], item(0x30, '1.2.840.10008.5.1.4.1.1.2'), item(0x40, '1.2.840.10008.1.2')),
  item(0x50, item(0x51, be32(16384)), item(0x52, '1.2.276.0.7230010.3.0.3.6.7'), item(0x55, 'OFFIS_DCMTK_367'))));

export const OFFICE_SEEDS: readonly OfficeSeed[] = [
  ['llmnr', llmnrAnswer, udpFrame, 5355], ['nbns', nodeStatus, udpFrame, 137], ['lldp', lldpPhone, (payload) => etherFrame(payload, 0x88cc), 0x88cc], ['cdp', cdpSwitch, cdpFrame, 0x2000], ['ntp', ntpAnswer, udpFrame, 123],
  ['snmp', snmpAnswer, udpFrame, 161], ['wsd', wsdMatch, udpFrame, 3702], ['banner', sshGreeting, tcpFrame, 22], ['cert', serverFlight(certificate), tcpFrame, 443], ['sip', sipRequest, udpFrame, 5060],
  ['rtsp', rtspAnswer, tcpFrame, 554], ['smb', smbChallenge, tcpFrame, 445], ['dicom', dicomRequest, tcpFrame, 104],
  ['nbns', nbnsClaim, udpFrame, 137], ['smb', smbSetup, tcpFrame, 139], ['smb', smbAnnouncement, udpFrame, 138],
];

/** Seeded damage to good captures: no input traps or hangs a kernel, both builds agree, and every packet stays accounted for. */
import { describe, expect, test } from 'bun:test';
import { account } from './accounting.ts';
import { pcap, Pcapng } from './capture-files.ts';
import { dhcpFrame, dhcpMessage, longOption, option } from './dhcp-messages.ts';
import { alpn, helloMessage, serverName, sized16, versions } from './hello.ts';
import { be16, be32, bytes, tcpFrames, udpFrame } from './frames.ts';
import { address6, duidLl, frame6, lease6, message6, option6, relayed } from './dhcpv6-messages.ts';
import { erspan1, erspan2, erspan3, geneve, gre, gtp, ipip, ipv4, ipv6, IPV4, IPV6, mpls, outerFrame, packetOf, pppoe, udp, vxlan } from './wraps.ts';
import { loadKernel, PARSERS, RowBatch, toRecord } from './index.ts';

/** xorshift32: the same damage on every machine. */
function chance(seed: number): (below: number) => number {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const ends = { srcPort: 40000, dstPort: 80 };
const question = bytes(be16(7), be16(0x0100), be16(1), be16(0), be16(0), be16(0), 6, 'camera', 5, 'local', 0, be16(12), be16(1));
const hello = helloMessage({ ciphers: [0x1301, 0xc02f], extensions: [serverName('cloud.example'), alpn('h2', 'http/1.1'), versions(0x0304, 0x0303)] });
const dhcp = dhcpMessage({ file: bytes(option(12, 'from-file'), 255), sname: bytes(option(60, 'x'), 255) }, option(53, 1), option(52, 3), option(55, [1, 3, 6, 15, 44]), option(61, 1, [2, 0, 0, 0, 0, 10]),
  option(81, [4, 0, 0], 4, 'host', 0), option(82, [1, 2, 7, 7, 2, 1, 9]), option(77, 4, 'iPXE'), option(93, be16(7)), option(125, be32(9), 2, [1, 2]), longOption(43, new Uint8Array(300).fill(65)), bytes(255));
const arp = bytes([255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 10], be16(0x8100), be16(5), be16(0x0806), be16(1), be16(0x0800), 6, 4, be16(1), [2, 0, 0, 0, 0, 10], [10, 0, 0, 5], [0, 0, 0, 0, 0, 0], [10, 0, 0, 1]);
const six = bytes([0x33, 0x33, 0, 0, 0, 0xfb, 2, 0, 0, 0, 0, 10], be16(0x86dd), 0x60, 0, 0, 0, be16(8 + 8 + question.length), 0, 255, [0xfe, 0x80], new Uint8Array(13), 1, [0xff, 2], new Uint8Array(13), 0xfb,
  17, 0, new Uint8Array(6), be16(5353), be16(5353), be16(8 + question.length), be16(0), question);
const FRAMES = [
  arp, six, dhcpFrame(dhcp), udpFrame(question, { srcPort: 5353, dstPort: 5353 }), udpFrame(question, { srcPort: 40000, dstPort: 53 }),
  udpFrame(bytes('NOTIFY * HTTP/1.1\r\nNT: upnp:rootdevice\r\nUSN: uuid:1\r\n\r\n'), { srcPort: 40000, dstPort: 1900 }),
  ...tcpFrames(bytes('GET / HTTP/1.1\r\nHost: h.example\r\n', 'X: ', 'y'.repeat(200), '\r\n\r\n'), ends, 60),
  ...tcpFrames(bytes([22, 3, 1], sized16(hello)), { srcPort: 40001, dstPort: 443 }, 50), ...tcpFrames(bytes(be16(question.length), question), { srcPort: 40002, dstPort: 53 }, 20),
];
/** Every encapsulation, one inside another, datagrams in fragments, and what only other links bring. */
const inner = udpFrame(question, { srcPort: 40000, dstPort: 53 }), pieces = udp(53, bytes(question, new Uint8Array(100)));
const WRAPPED = [
  erspan1(inner), erspan2(7, 12)(inner), erspan3(7, 12, { platform: true })(inner), gre(0x6558, { key: 1, checksum: true, sequence: 2 })(inner), vxlan(3)(inner), geneve(4, 0x6558, new Uint8Array(12))(inner), gtp(5, bytes(be16(1), 0, 0x85, [1, 0, 9, 0]))(inner),
  ipip(inner), pppoe(6)(inner), mpls(16, 17)(packetOf(inner)), mpls(18)(bytes([0, 0, 0, 0], inner)), erspan2(1, 0)(vxlan(2)(gre(0x0800)(packetOf(inner)))), outerFrame(IPV6, ipv6(4, packetOf(inner))),
  ...[0, 48, 96].map((from) => outerFrame(IPV4, ipv4(17, pieces.subarray(from, Math.min(from + 48, pieces.length)), { fragment: (from + 48 < pieces.length ? 0x2000 : 0) | (from >> 3) }))),
  ...[0, 64].map((from) => outerFrame(IPV6, ipv6(44, bytes(17, 0, be16(from | (from === 0 ? 1 : 0)), be32(5), pieces.subarray(from, from === 0 ? 64 : pieces.length))))),
  frame6(relayed(message6(1, duidLl(), option6(6, be16(23)), lease6(1, option6(5, address6(1), be32(1), be32(2))), option6(39, 0, 3, 'cam', 0)), { more: [option6(18, 'p'), option6(79, be16(1), [2, 0, 0, 0, 0, 10])] })),
];
const WLAN = bytes(0, 0, 18, 0, 3, 0, 0, 0, new Uint8Array(8), 0, 0, [0x88, 1, 0, 0, 2, 0, 0, 0, 0, 2], inner.subarray(6, 12), inner.subarray(0, 6), 0, 0, 0, 0, [0xaa, 0xaa, 3, 0, 0, 0], inner.subarray(12));
const LINKS: readonly (readonly [number, Uint8Array])[] = [[127, WLAN], [105, WLAN.subarray(18)], [9, bytes([0xff, 3, 0, 0x21], packetOf(inner))], [107, bytes([0x18, 0x41, 3, 0xcc], packetOf(inner))],
  [239, bytes(2, 0, 0, 0, [16, 0, 8, 0, 0, 6, 0, 0, 2, 0, 0, 0, 0, 10, 0, 0, 4 + packetOf(inner).length, 0, 9, 0], packetOf(inner))], [192, bytes([0, 0, 8, 0, 1, 0, 0, 0], inner)], [285, bytes(inner.subarray(0, 12), [0xda, 0xda, 0, 0, 0xe0, 0, 0, 5], inner.subarray(12))]];
const ng = new Pcapng(), gn = new Pcapng(true);
const CORPUS = [
  pcap(FRAMES.map((data) => ({ data }))), pcap(FRAMES.map((data) => ({ data })), { big: true, nanos: true }), pcap(FRAMES.map((data) => ({ data: data.subarray(14) })), { link: 101 }),
  Buffer.concat([ng.section(), ng.interface({ resolution: 9 }), ...FRAMES.map((data) => ng.enhanced(data, 1_700_000_000_000_000_000n)), gn.section(), gn.interface(), ...FRAMES.map((data) => gn.obsolete(data, 5n)), gn.simple(FRAMES[2] ?? bytes())]),
  pcap(WRAPPED.map((data) => ({ data }))),
  Buffer.concat([ng.section(), ...LINKS.map(([link]) => ng.interface({ link })), ...[0, 1].flatMap(() => LINKS.map(([, data], face) => ng.enhanced(data, 5n, { face })))]),
];
const NASTY = [0, 1, 2, 7, 8, 0x0a, 0x0d, 0x14, 0x16, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xfe, 0xff];

function damaged(original: Uint8Array, pick: (below: number) => number): Uint8Array {
  let out = Buffer.from(original);
  for (let times = 1 + pick(8); times > 0; times--) {
    const at = pick(out.length || 1);
    switch (pick(7)) {
      case 0: out[at] = pick(256); break;
      case 1: out[at] = NASTY[pick(NASTY.length)] ?? 0; break;
      case 2: out[at] = (out[at] ?? 0) ^ (1 << pick(8)); break;
      case 3: out = Buffer.concat([out.subarray(0, at), out.subarray(at + pick(40))]); break;
      case 4: out = Buffer.concat([out.subarray(0, at), Buffer.alloc(pick(40), NASTY[pick(NASTY.length)]), out.subarray(at)]); break;
      case 5: out = Buffer.concat([out.subarray(0, at), out.subarray(pick(out.length || 1)).subarray(0, 200), out.subarray(at)]); break;
      default: if (pick(4) === 0) out = out.subarray(0, at);
    }
  }
  return out;
}

const ROUNDS = 1500;
const simd = loadKernel('simd'), scalar = loadKernel('scalar');
const same = (a: ArrayBufferView, b: ArrayBufferView): boolean => Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0;

describe('damaged captures', () => {
  CORPUS.forEach((original, which) => {
    test(`capture ${which}: ${ROUNDS} kinds of damage`, () => {
      const pick = chance(0x5eed + which);
      for (let round = 0; round < ROUNDS; round++) {
        const capture = damaged(original, pick);
        const one = simd.parseParts(PARSERS.capture, capture), two = scalar.parseParts(PARSERS.capture, capture);
        const alike = same(one.rows, two.rows) && same(one.fields, two.fields) && same(one.arena, two.arena) && same(one.state, two.state);
        const batch = new RowBatch(one), { packets, accounted } = account(batch);
        // Nothing of one batch may shine through in the next.
        if (round % 100 === 0) expect(same(loadKernel('simd').parseParts(PARSERS.capture, capture).fields, one.fields)).toBe(true);
        const cut = simd.split(PARSERS.capture, capture);
        const head = cut.length === 0 ? 0 : simd.parseParts(PARSERS.capture, capture.subarray(0, cut.length)).packets;
        const tail = cut.length === capture.length ? 0 : simd.parseParts(PARSERS.capture, capture.subarray(cut.length), cut.state).packets;
        for (let row = 0; row < batch.count; row++) JSON.parse(JSON.stringify(toRecord(batch, row)));
        if (!alike || (packets !== accounted && !(packets === 0 && accounted === 1)) || head + tail !== packets) {
          expect({ round, alike, packets, accounted, halves: head + tail }).toEqual({ round, alike: true, packets, accounted: packets, halves: packets });
        }
      }
    }, 30_000);
  });

  test('noise is never a capture for long', () => {
    const pick = chance(99);
    for (let round = 0; round < 300; round++) {
      const noise = Buffer.from(Array.from({ length: pick(600) }, () => pick(256)));
      if (round % 3 === 0) CORPUS[round % CORPUS.length]?.subarray(0, 24).forEach((byte, i) => { if (i < noise.length) noise[i] = byte; });
      const one = simd.parseParts(PARSERS.capture, noise), two = scalar.parseParts(PARSERS.capture, noise);
      expect(same(one.rows, two.rows) && same(one.fields, two.fields) && same(one.arena, two.arena)).toBe(true);
    }
  });
});

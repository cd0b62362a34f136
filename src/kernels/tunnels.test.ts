/** Packets inside tunnels: what is inside is read as if it had been captured there, and the tunnel's ends are no evidence. */
import { describe, expect, test } from 'bun:test';
import { account } from './accounting.ts';
import { be16, be32, bytes, pcapFile, udpFrame } from './frames.ts';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type Variant } from './index.ts';
import { erspan1, erspan2, erspan3, geneve, gre, gtp, ipip, ipv4, ipv6, IPV4, IPV6, mpls, outerFrame, packetOf, pppoe, TRANSPARENT, udp, vxlan, type Wrap } from './wraps.ts';

const QUERY = bytes(be16(7), be16(0x0100), be16(1), be16(0), be16(0), be16(0), 3, 'cam', 7, 'example', 0, be16(1), be16(1));
const FRAME = udpFrame(QUERY, { srcPort: 40_000, dstPort: 53 });
const ARP = bytes([255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 10], be16(0x0806), be16(1), be16(0x0800), 6, 4, be16(1), [2, 0, 0, 0, 0, 10], [10, 0, 0, 5], [0, 0, 0, 0, 0, 0], [10, 0, 0, 1]);
const tagged = (vlan: number): Uint8Array => bytes(FRAME.subarray(0, 12), be16(0x8100), be16(vlan), FRAME.subarray(12));

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const records = (frames: readonly Uint8Array[], snap?: number): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, pcapFile(frames, snap)), { packets, accounted } = account(batch);
    expect([packets, accounted]).toEqual([frames.length, frames.length]);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
  };
  const outside = records([FRAME]);
  /** The same packet, without what a tunnel without Ethernet cannot tell. */
  const bare = outside.map(({ src_mac: _src, dst_mac: _dst, ...rest }) => rest);
  const shorter = (all: readonly JsonRecord[], by: number): JsonRecord[] => all.map((one) => ({ ...one, length: Number(one['length']) - by, ...(one['bytes_sent'] === undefined ? {} : { bytes_sent: Number(one['bytes_sent']) - by }) }));
  const inside = (wrap: Wrap, more: JsonRecord): void => { expect(records([wrap(FRAME)])).toEqual(outside.map((one) => ({ ...one, ...more }))); };
  const insideIp = (wrap: Wrap, more: JsonRecord): void => { expect(records([wrap(FRAME)])).toEqual(shorter(bare, 14).map((one) => ({ ...one, ...more }))); };

  test('[R149] a mirrored frame is read as if it had been captured at the switch: ERSPAN I, II and III, with session and VLAN', () => {
    inside(erspan1, { tunnel: 'erspan1' });
    inside(erspan2(100, 0), { tunnel: 'erspan2', tunnel_id: 100 });
    inside(erspan2(1023, 865), { tunnel: 'erspan2', tunnel_id: 1023, vlan: 865 });
    inside(erspan3(5, 20), { tunnel: 'erspan3', tunnel_id: 5, vlan: 20 });
    inside(erspan3(5, 0, { platform: true }), { tunnel: 'erspan3', tunnel_id: 5 });
    insideIp((frame) => erspan3(5, 0, { type: 2 })(packetOf(frame)), { tunnel: 'erspan3', tunnel_id: 5 });
    expect(records([erspan2(7, 12)(ARP)])).toMatchObject([{ record: 'arp', vlan: 12, tunnel: 'erspan2', tunnel_id: 7, sender_mac: '02:00:00:00:00:0a', length: 42 }]);
  });

  test('[R149] a tag of the mirrored frame is believed before the VLAN of its header', () => {
    expect(records([erspan2(7, 12)(tagged(99))])).toMatchObject([{ vlan: 99 }, { vlan: 99 }]);
  });

  test('[R149] a frame the switch received broken, or of a kind we do not read, is the tunnel\'s own traffic; one it cut short says so', () => {
    for (const wrap of [erspan3(5, 0, { flags: 0x1800 }), erspan3(5, 0, { type: 1 }), gre(0x88be, { sequence: 1 })]) expect(records([wrap(FRAME)])).toMatchObject([{ record: 'traffic', proto: 47, src_mac: '02:ee:00:00:00:01' }]);
    expect(records([erspan2(5, 0, 0x0400)(FRAME.subarray(0, 60))])).toMatchObject([{ record: 'dns', truncated: true }, { record: 'traffic', truncated: true }]);
  });

  test('Ethernet in GRE, VXLAN on both ports, GENEVE with and without options, and in MPLS', () => {
    inside(gre(TRANSPARENT, { key: 0x1234, checksum: true, sequence: 9 }), { tunnel: 'gre', tunnel_id: 0x1234 });
    inside(vxlan(4242), { tunnel: 'vxlan', tunnel_id: 4242 });
    inside(vxlan(1, 8472), { tunnel: 'vxlan', tunnel_id: 1 });
    inside(geneve(11), { tunnel: 'geneve', tunnel_id: 11 });
    inside(geneve(11, TRANSPARENT, new Uint8Array(8)), { tunnel: 'geneve', tunnel_id: 11 });
    inside(mpls(16, 17), { tunnel: 'mpls', tunnel_id: 17 });
    inside((frame) => mpls(17)(bytes([0, 0, 0, 0], frame)), { tunnel: 'mpls', tunnel_id: 17 });
    inside((frame) => outerFrame(IPV4, ipv4(97, bytes([0x30, 0], frame))), { tunnel: 'etherip' });
    inside((frame) => outerFrame(IPV4, ipv4(17, udp(4789, bytes([0x0c, 0, 0, 3], be32(9 << 8), frame)))), { tunnel: 'vxlan', tunnel_id: 9 });
    inside((frame) => outerFrame(IPV4, ipv4(17, udp(4754, bytes(be16(0), be16(TRANSPARENT), frame)))), { tunnel: 'gre' });
    inside((frame) => outerFrame(IPV4, ipv4(17, udp(4790, bytes([0x0c, 0, 0, 3], be32(9 << 8), frame)))), { tunnel: 'vxlan', tunnel_id: 9 });
  });

  test('IP in GRE, in IP, in GTP-U, GENEVE, MPLS: it brings no MAC, and the tunnel\'s ends lend it none', () => {
    insideIp((frame) => gre(IPV4)(packetOf(frame)), { tunnel: 'gre' });
    insideIp(ipip, { tunnel: 'ipip' });
    insideIp((frame) => outerFrame(IPV6, ipv6(4, packetOf(frame))), { tunnel: 'ipip' });
    insideIp(gtp(77), { tunnel: 'gtp', tunnel_id: 77 });
    insideIp(gtp(77, bytes(be16(1), 0, 0x85, [1, 0, 9, 0])), { tunnel: 'gtp', tunnel_id: 77 });
    insideIp((frame) => geneve(3, IPV4)(packetOf(frame)), { tunnel: 'geneve', tunnel_id: 3 });
    insideIp((frame) => mpls(30)(packetOf(frame)), { tunnel: 'mpls', tunnel_id: 30 });
    insideIp((frame) => outerFrame(IPV4, ipv4(17, udp(6635, mpls(30)(packetOf(frame)).subarray(14)))), { tunnel: 'mpls', tunnel_id: 30 });
    insideIp((frame) => gre(0x8847)(mpls(30)(packetOf(frame)).subarray(14)), { tunnel: 'mpls', tunnel_id: 30 });
    insideIp((frame) => outerFrame(IPV4, ipv4(47, bytes(be16(0x3081), be16(0x880b), be16(20), be16(9), be32(1), be32(1), [0xff, 3, 0x21], packetOf(frame)))), { tunnel: 'gre', tunnel_id: 9 });
    expect(records([outerFrame(IPV4, ipv4(41, ipv6(17, udp(53, QUERY))))])).toMatchObject([{ record: 'dns', tunnel: '6in4', src_ip6: 'fd00::1' }, { record: 'traffic', tunnel: '6in4' }]);
  });

  test('what Aruba access points send to their controller is 802.11: the stations count', () => {
    const wlan = (control: number): Uint8Array => bytes(0x08, control, 0, 0, [2, 0, 0, 0, 0, 2], FRAME.subarray(6, 12), FRAME.subarray(0, 6), 0, 0, [0xaa, 0xaa, 3, 0, 0, 0], FRAME.subarray(12));
    inside(() => gre(0x8200)(wlan(1)), { tunnel: 'gre' });
    expect(records([gre(0x8240, { key: 3 })(wlan(0x41))])).toMatchObject([{ record: 'traffic', ethertype: 25, src_mac: '02:00:00:00:00:0a', tunnel: 'gre', tunnel_id: 3 }]);
  });

  test('PPPoE stands between the two stations of one wire: their MACs stay', () => {
    expect(records([pppoe(1693)(FRAME)])).toEqual(outside.map((one) => ({ ...one, tunnel: 'pppoe', tunnel_id: 1693, length: FRAME.length + 8, ...(one['bytes_sent'] === undefined ? {} : { bytes_sent: FRAME.length + 8 }) })));
    expect(records([pppoe(1, 0xc021)(FRAME)])).toMatchObject([{ record: 'traffic', ethertype: 0x8864 }]);
    expect(records([bytes(FRAME.subarray(0, 12), be16(0x8863), 0x11, 9, be16(0), be16(0))])).toMatchObject([{ record: 'traffic', ethertype: 0x8863 }]);
  });

  test('a tunnel in a tunnel: the innermost frame counts', () => {
    inside((frame) => erspan2(20, 0)(vxlan(3)(frame)), { tunnel: 'vxlan', tunnel_id: 3 });
    inside((frame) => pppoe(1)(gre(TRANSPARENT)(frame)), { tunnel: 'gre' });
  });

  test('tunnels beyond eight deep are a counted reject, however many there are', () => {
    const nested = (times: number): Uint8Array => outerFrame(IPV4, Array.from({ length: times }).reduce((packet: Uint8Array) => ipv4(4, packet), packetOf(FRAME)));
    expect(records([nested(8)])).toMatchObject([{ record: 'dns', tunnel: 'ipip' }, { record: 'traffic' }]);
    expect(records([nested(9)])).toMatchObject([{ reason: 'too_deep' }]);
    expect(records([nested(3000), FRAME])).toMatchObject([{ reason: 'too_deep' }, { record: 'dns' }, { record: 'traffic' }]);
  });

  test('what only looks like a tunnel is traffic: other heads on their ports, and answers to clients that chose such a port', () => {
    const payloads = [bytes([9, 0, 0, 0], be32(1 << 8), FRAME), bytes([8, 0, 1, 0], be32(1 << 8), FRAME), bytes([8, 0, 0, 0], be32(257), FRAME), bytes([8, 0, 0, 0], be32(1 << 8), [1, 2, 3])];
    for (const payload of payloads) expect(records([outerFrame(IPV4, ipv4(17, udp(4789, payload)))])).toMatchObject([{ record: 'traffic', dst_port: 4789, src_mac: '02:ee:00:00:00:01' }]);
    for (const payload of [bytes([0x40, 0], be16(0x6558), be32(0), FRAME), bytes([0, 0], be16(0x1234), be32(0), FRAME), bytes([63, 0], be16(0x6558), be32(0), FRAME)]) {
      expect(records([outerFrame(IPV4, ipv4(17, udp(6081, payload)))])).toMatchObject([{ record: 'traffic', dst_port: 6081 }]);
    }
    for (const payload of [bytes([0x30, 1], be16(9), be32(0), packetOf(FRAME)), bytes([0x34, 255], be16(900), be32(0), be16(0), 0, 0x85, 0, packetOf(FRAME)), bytes([0x30, 255], be16(4), be32(0), 1, 2, 3, 4)]) {
      expect(records([outerFrame(IPV4, ipv4(17, udp(2152, payload)))])).toMatchObject([{ record: 'traffic', dst_port: 2152 }]);
    }
    const answer = bytes([8, 0, 0x81, 0x80], be16(1), be16(0), be16(0), be16(0), 3, 'cam', 7, 'example', 0, be16(1), be16(1));
    expect(records([outerFrame(IPV4, ipv4(17, udp(8472, answer, 53)))])).toMatchObject([{ record: 'dns', response: true }, { record: 'traffic', src_port: 8472 }]);
  });

  test('GRE that is deprecated, unknown or cut is traffic of its ends', () => {
    for (const payload of [bytes(be16(0x4000), be16(IPV4), packetOf(FRAME)), bytes(be16(2), be16(IPV4), packetOf(FRAME)), bytes(be16(0), be16(0x883e), packetOf(FRAME)), bytes(be16(0x2000), be16(IPV4)), bytes(1), bytes(be16(0xb000), be16(IPV4), 1, 2, 3)]) {
      expect(records([outerFrame(IPV4, ipv4(47, payload))])).toMatchObject([{ record: 'traffic', proto: 47 }]);
    }
  });

  test('a frame cut at any byte is read as far as it goes, or is its tunnel\'s', () => {
    for (const whole of [erspan2(7, 12)(FRAME), vxlan(3)(FRAME), gtp(9)(FRAME), mpls(16, 17)(packetOf(FRAME)), pppoe(3)(FRAME)]) {
      for (let snap = 14; snap < whole.length; snap++) records([whole], snap);
      for (let end = 14; end < whole.length; end++) records([whole.subarray(0, end)]);
    }
  });
});

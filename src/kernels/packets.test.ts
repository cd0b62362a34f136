/** From the link layer to the transport: tags, ARP, IPv4, IPv6, fragments, link types, and headers that lie. */
import { describe, expect, test } from 'bun:test';
import { pcap } from './capture-files.ts';
import { be16, be32, bytes, pcapFile, udpFrame } from './frames.ts';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type Variant } from './index.ts';

const A = [2, 0, 0, 0, 0, 10], B = [2, 0, 0, 0, 0, 1], NOBODY = [0, 0, 0, 0, 0, 0];
const ethernet = (type: number, payload: Uint8Array, ...tags: readonly (readonly [number, number])[]): Uint8Array =>
  bytes(B, A, ...tags.flatMap(([kind, id]) => [be16(kind), be16(id)]), be16(type), payload);
const arp = (opcode: number, senderMac: readonly number[], sender: readonly number[], targetMac: readonly number[], target: readonly number[]): Uint8Array =>
  bytes(be16(1), be16(0x0800), 6, 4, be16(opcode), senderMac, sender, targetMac, target);
const ipv4 = (protocol: number, payload: Uint8Array, { total = 20 + payload.length, fragment = 0, first = 0x45, options = bytes() } = {}): Uint8Array =>
  bytes(first, 0, be16(total), be16(7), be16(fragment), 61, protocol, be16(0), [10, 0, 0, 5], [10, 0, 0, 9], options, payload);
const udp = (payload: Uint8Array, from = 40000, to = 9, length = 8 + payload.length): Uint8Array => bytes(be16(from), be16(to), be16(length), be16(0), payload);
const FE80 = [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], FF02 = [0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xfb];
const ipv6 = (next: number, payload: Uint8Array, length = payload.length): Uint8Array => bytes(0x60, 0, 0, 0, be16(length), next, 255, FE80, FF02, payload);
const HELLO = bytes('hello world');

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const parsed = (capture: Uint8Array): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, capture);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
  };
  const records = (...frames: Uint8Array[]): JsonRecord[] => parsed(pcapFile(frames));
  const one = (frame: Uint8Array, snap?: number): JsonRecord => parsed(pcapFile([frame], snap))[0] ?? {};

  test('reads ARP requests, replies, probes and announcements', () => {
    expect(one(ethernet(0x0806, arp(1, A, [10, 0, 0, 5], NOBODY, [10, 0, 0, 1])))).toEqual({
      record: 'arp', time: '2026-01-01T00:00:00.000000Z', src_mac: '02:00:00:00:00:0a', dst_mac: '02:00:00:00:00:01', src_ip: '10.0.0.5', dst_ip: '10.0.0.1', length: 42, opcode: 1,
      sender_mac: '02:00:00:00:00:0a', sender_ip: '10.0.0.5', target_ip: '10.0.0.1',
    });
    expect(one(ethernet(0x0806, arp(2, A, [10, 0, 0, 5], B, [10, 0, 0, 1])))).toMatchObject({ opcode: 2, target_mac: '02:00:00:00:00:01' });
    const probe = one(ethernet(0x0806, arp(1, A, [0, 0, 0, 0], NOBODY, [10, 0, 0, 1])));
    expect([probe['sender_ip'], probe['src_ip'], probe['target_ip']]).toEqual([undefined, undefined, '10.0.0.1']);
    const batch = kernel.parse(PARSERS.capture, pcapFile([ethernet(0x0806, arp(1, A, [10, 0, 0, 5], NOBODY, [10, 0, 0, 5])), ethernet(0x0806, arp(1, A, [0, 0, 0, 0], NOBODY, [0, 0, 0, 0]))]));
    expect([batch.flags(0) & 16, batch.flags(1) & 16]).toEqual([16, 0]);
  });

  test('rejects ARP that is cut, or for other networks', () => {
    const whole = ethernet(0x0806, arp(1, A, [10, 0, 0, 5], NOBODY, [10, 0, 0, 1]));
    for (let end = 14; end < whole.length; end++) expect(one(whole.subarray(0, end))['reason']).toBe('truncated');
    for (const [at, value, reason] of [[14, 9, 'bad_value'], [16, 9, 'bad_value'], [18, 8, 'bad_length'], [19, 16, 'bad_length']] as const) {
      const bad = Buffer.from(whole);
      bad[at] = value;
      expect(one(bad)['reason']).toBe(reason);
    }
  });

  test('reads 802.1Q and QinQ tags of all three kinds', () => {
    const payload = arp(1, A, [10, 0, 0, 5], NOBODY, [10, 0, 0, 1]);
    for (const kind of [0x8100, 0x88a8, 0x9100]) {
      expect(one(ethernet(0x0806, payload, [kind, 0xe064]))).toMatchObject({ record: 'arp', vlan: 100 });
      expect(one(ethernet(0x0806, payload, [kind, 100], [0x8100, 4094]))).toMatchObject({ record: 'arp', vlan: 100, inner_vlan: 4094 });
    }
    expect(one(ethernet(0x0806, payload, [0x8100, 0]))['vlan']).toBeUndefined();
    expect(one(ethernet(0x0806, payload, [0x8100, 1], [0x8100, 2], [0x8100, 3]))).toMatchObject({ record: 'arp', vlan: 1, inner_vlan: 2 });
    expect(one(ethernet(0x0806, payload, [0x8100, 1], [0x8100, 2], [0x8100, 3], [0x8100, 4], [0x8100, 5]))).toMatchObject({ record: 'traffic', ethertype: 0x8100 });
    expect(one(bytes(B, A, be16(0x8100), 0, 1))['reason']).toBe('truncated');
  });

  test('frames nobody reads become flows named by their type: EAPOL, LLC, SNAP', () => {
    expect(one(ethernet(0x888e, bytes(1, 3)))).toMatchObject({ record: 'traffic', ethertype: 0x888e, packets_sent: 1, first_sent: '0103' });
    expect(one(ethernet(6, bytes(0x42, 0x42, 3, 0, 0, 0)))).toMatchObject({ record: 'traffic', ethertype: 4 });
    expect(one(ethernet(36, bytes(0xaa, 0xaa, 3, 0, 0, 0, be16(0x0806), arp(1, A, [10, 0, 0, 5], NOBODY, [10, 0, 0, 1]))))).toMatchObject({ record: 'arp' });
    expect(one(ethernet(10, bytes(0xaa, 0xaa, 3, 0, 0, 0x0c, be16(0x2003), 1, 2)))).toMatchObject({ record: 'traffic', ethertype: 4 }); // VTP
  });

  test('reads IPv4 with options, padding behind it, and the zero length of segmentation offload', () => {
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO))))).toMatchObject({ record: 'traffic', src_ip: '10.0.0.5', dst_ip: '10.0.0.9', src_port: 40000, dst_port: 9, proto: 17, ttl: 61, sent_sizes: [11], first_sent: '68656c6c6f20776f726c64' });
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO), { first: 0x47, total: 28 + 19, options: bytes(1, 1, 1, 1, 1, 1, 1, 0) })))).toMatchObject({ src_port: 40000, sent_sizes: [11] });
    expect(one(ethernet(0x0800, bytes(ipv4(17, udp(HELLO)), new Uint8Array(20))))).toMatchObject({ sent_sizes: [11] });
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO), { total: 0 })))).toMatchObject({ sent_sizes: [11] });
  });

  test('rejects IPv4 headers that contradict the frame', () => {
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO), { first: 0x55 })))['reason']).toBe('bad_value');
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO), { first: 0x44 })))['reason']).toBe('bad_length');
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO), { total: 19 })))['reason']).toBe('bad_length');
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO), { total: 4000 })))['reason']).toBe('bad_length');
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO)).subarray(0, 19)))['reason']).toBe('truncated');
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO, 1, 2, 7))))['reason']).toBe('bad_length');
    expect(one(ethernet(0x0800, ipv4(17, udp(HELLO, 1, 2, 900))))['reason']).toBe('bad_length');
    expect(one(ethernet(0x0800, ipv4(17, bytes(1, 2, 3))))['reason']).toBe('bad_length');
    expect(one(ethernet(0x0800, ipv4(6, bytes(be16(1), be16(2), be32(0), be32(0), 0x40, 0x10, be16(0), be32(0)))))['reason']).toBe('bad_length');
    expect(one(ethernet(0x0800, ipv4(6, bytes(be16(1), be16(2), be32(0), be32(0), 0xf0, 0x10, be16(0), be32(0)))))['reason']).toBe('bad_length');
  });

  test('fragments that nothing completes are one flow, flagged, without a payload of their own; without the first one nobody knows their ports', () => {
    const batch = kernel.parse(PARSERS.capture, pcapFile([ethernet(0x0800, ipv4(17, udp(bytes(HELLO, 'again'), 40000, 53, 900), { fragment: 0x2000 })), ethernet(0x0800, ipv4(17, HELLO, { fragment: 100 }))]));
    expect([batch.count, batch.flags(0) & 8]).toEqual([1, 8]);
    expect(toRecord(batch, 0)).toMatchObject({ record: 'traffic', dst_port: 53, packets_sent: 2 });
    expect([toRecord(batch, 0)['first_sent'], toRecord(batch, 0)['sent_sizes']]).toEqual([undefined, undefined]);
    expect(one(ethernet(0x0800, ipv4(17, HELLO, { fragment: 100 })))['dst_port']).toBeUndefined();
  });

  test('reads IPv6 behind extension headers, addresses as fields', () => {
    const datagram = udp(bytes(be16(0), be16(0), be16(1), be16(0), be16(0), be16(0), 4, 'test', 5, 'local', 0, be16(255), be16(1)), 5353, 5353);
    const chain = (...headers: readonly (readonly [number, Uint8Array])[]): Uint8Array => {
      const first = headers[0]?.[0] ?? 17;
      return ethernet(0x86dd, ipv6(first, bytes(...headers.map(([, body], i) => bytes(headers[i + 1]?.[0] ?? 17, body)), datagram)));
    };
    const plain = bytes(0, be16(0), be32(0)), longer = bytes(1, new Uint8Array(14)), auth = bytes(4, new Uint8Array(22));
    for (const frame of [chain(), chain([0, plain]), chain([60, longer], [43, plain]), chain([51, auth]), chain([0, plain], [60, plain], [135, plain]), chain([44, plain])]) {
      const got = records(frame);
      expect(got.map((record) => record['record'])).toEqual(['mdns', 'traffic']);
      expect(got[0]).toMatchObject({ src_ip6: 'fe80::1', dst_ip6: 'ff02::fb', query_name: ['test.local'], ttl: 255, proto: 17 });
      expect(got[1]).toMatchObject({ src_ip6: 'fe80::1', dst_ip6: 'ff02::fb', src_port: 5353 });
    }
    const later = records(chain([44, bytes(0, be16(0x0010), be32(1))]));
    expect(later).toMatchObject([{ record: 'traffic', proto: 17 }]);
    expect(later[0]?.['src_port']).toBeUndefined();
  });

  test('rejects IPv6 whose lengths or header chain lead out of the packet', () => {
    expect(one(ethernet(0x86dd, ipv6(17, udp(HELLO), 4000)))['reason']).toBe('bad_length');
    expect(one(ethernet(0x86dd, ipv6(0, bytes(17, 200, new Uint8Array(6)))))['reason']).toBe('bad_length');
    expect(one(ethernet(0x86dd, ipv6(0, bytes(17))))['reason']).toBe('bad_length');
    expect(one(ethernet(0x86dd, ipv6(17, udp(HELLO)).subarray(0, 39)))['reason']).toBe('truncated');
    expect(one(ethernet(0x86dd, bytes(0x45, ipv6(17, udp(HELLO)).subarray(1))))['reason']).toBe('bad_value');
  });

  test('keeps what a short snap length left of a packet, and says it was cut', () => {
    const frame = udpFrame(HELLO, { srcPort: 40000, dstPort: 9 });
    for (let snap = 34; snap < frame.length; snap++) {
      const got = one(frame, snap);
      expect(got).toMatchObject({ record: 'traffic', truncated: true, length: frame.length });
      expect(got['src_port']).toBe(snap < 38 ? undefined : 40000);
      expect(got['first_sent']).toBe(snap <= 42 ? undefined : Buffer.from(HELLO).toString('hex').slice(0, (snap - 42) * 2));
    }
    for (let snap = 0; snap < 34; snap++) expect(one(frame, snap)['reason']).toBe('truncated');
  });

  test('reads raw IP, BSD loopback and Linux cooked captures', () => {
    const packet = ipv4(17, udp(HELLO)), six = ipv6(17, udp(HELLO));
    for (const link of [12, 14, 101, 228]) expect(parsed(pcap([{ data: packet }], { link }))).toMatchObject([{ record: 'traffic', src_ip: '10.0.0.5' }]);
    for (const link of [12, 101, 229]) expect(parsed(pcap([{ data: six }], { link }))).toMatchObject([{ record: 'traffic', src_ip6: 'fe80::1' }]);
    for (const link of [0, 108]) expect(parsed(pcap([{ data: bytes(2, 0, 0, 0, packet) }], { link }))).toMatchObject([{ record: 'traffic', src_ip: '10.0.0.5' }]);
    const cooked = bytes(be16(0), be16(1), be16(6), A, be16(0), be16(0x0800), packet), cooked2 = bytes(be16(0x0800), be16(0), be32(3), be16(1), 0, 6, A, be16(0), packet);
    expect(parsed(pcap([{ data: cooked }], { link: 113 }))).toMatchObject([{ record: 'traffic', src_mac: '02:00:00:00:00:0a', src_ip: '10.0.0.5' }]);
    expect(parsed(pcap([{ data: cooked2 }], { link: 276 }))).toMatchObject([{ record: 'traffic', src_mac: '02:00:00:00:00:0a', src_ip: '10.0.0.5' }]);
    expect(parsed(pcap([{ data: packet }], { link: 101 }))[0]?.['src_mac']).toBeUndefined();
    expect(parsed(pcap([{ data: bytes(0x12, 0x34) }], { link: 101 }))).toMatchObject([{ reason: 'bad_value' }]);
    for (const link of [0, 101, 113, 276]) expect(parsed(pcap([{ data: new Uint8Array(0) }], { link }))).toMatchObject([{ reason: 'truncated' }]);
  });
});

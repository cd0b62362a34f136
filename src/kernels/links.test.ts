/** Link types beyond Ethernet and raw IP: 802.11, PPP, Cisco HDLC, frame relay, logs and switches that put their own head in front. */
import { describe, expect, test } from 'bun:test';
import { account } from './accounting.ts';
import { pcap } from './capture-files.ts';
import { be16, bytes, udpFrame } from './frames.ts';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type Variant } from './index.ts';

const QUERY = bytes(be16(7), be16(0x0100), be16(1), be16(0), be16(0), be16(0), 3, 'cam', 7, 'example', 0, be16(1), be16(1));
const FRAME = udpFrame(QUERY, { srcPort: 40_000, dstPort: 53 }), PACKET = FRAME.subarray(14);
const PPP = [9, 50, 166], HDLC = 104, WLAN = 105, RELAY = 107, RADIOTAP = 127, PPI = 192, NFLOG = 239, PKTAP = 258;
const STATION = [2, 0, 0, 0, 0, 10], POINT = [2, 0, 0, 0, 0, 2], TARGET = [2, 0, 0, 0, 0, 1];
const SNAP = bytes([0xaa, 0xaa, 3, 0, 0, 0, 8, 0]);
const le16 = (value: number): number[] => [value & 255, value >> 8], le32 = (value: number): number[] => [...le16(value & 0xffff), ...le16(value >>> 16)];
const wlan = (control: number, flags: number, addresses: readonly (readonly number[])[], ...body: readonly Uint8Array[]): Uint8Array =>
  bytes(control, flags, 0, 0, ...addresses.slice(0, 3), 0, 0, addresses[3] ?? [], ...body);
const radiotap = (frame: Uint8Array, flags: number, padding: readonly number[] = []): Uint8Array => bytes(0, 0, le16(18 + padding.length), le32(3), new Uint8Array(8), flags, 0, padding, frame);

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const records = (link: number, ...packets: readonly Uint8Array[]): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, pcap(packets.map((data) => ({ data })), { link })), { packets: seen, accounted } = account(batch);
    expect([seen, accounted]).toEqual([packets.length, packets.length]);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
  };
  const wired = records(1, FRAME), bare = wired.map(({ src_mac: _src, dst_mac: _dst, ...rest }) => rest);
  const without = (all: readonly JsonRecord[]): JsonRecord[] => all.map(({ length: _length, bytes_sent: _bytes, ...rest }) => rest);
  const reads = (link: number, packet: Uint8Array): void => { expect(without(records(link, packet))).toEqual(without(bare)); };

  test('802.11 data: sender and receiver whichever way it goes through access points, as long as on a wire', () => {
    const data = bytes(SNAP, PACKET);
    expect(records(WLAN, wlan(0x08, 1, [POINT, STATION, TARGET], data))).toEqual(wired);
    expect(records(WLAN, wlan(0x08, 2, [TARGET, POINT, STATION], data))).toEqual(wired);
    expect(records(WLAN, wlan(0x08, 0, [TARGET, STATION, POINT], data))).toEqual(wired);
    expect(records(WLAN, wlan(0x08, 3, [POINT, POINT, TARGET, STATION], data))).toEqual(wired);
    expect(records(WLAN, wlan(0x88, 1, [POINT, STATION, TARGET], bytes(0, 0), data))).toEqual(wired);
    expect(records(WLAN, wlan(0x88, 0x81, [POINT, STATION, TARGET], bytes(0, 0, 0, 0, 0, 0), data))).toEqual(wired);
  });

  test('a radiotap head is taken off, with padding and checksum; a frame heard wrong is passed over', () => {
    const frame = wlan(0x08, 1, [POINT, STATION, TARGET], SNAP, PACKET);
    expect(records(RADIOTAP, radiotap(frame, 0))).toEqual(wired);
    expect(records(RADIOTAP, radiotap(bytes(frame, 1, 2, 3, 4), 0x10, [1, 2, 3]))).toEqual(wired);
    expect(records(RADIOTAP, radiotap(wlan(0x88, 1, [POINT, STATION, TARGET], bytes(0, 0, 0, 0), SNAP, PACKET), 0x20))).toEqual(wired);
    expect(records(RADIOTAP, bytes(0, 0, le16(16), le32(0x80000002), le32(0), 0x10, 0, 0, 0, frame, 1, 2, 3, 4))).toEqual(wired);
    expect(records(RADIOTAP, radiotap(frame, 0x50))).toEqual([]);
    for (const [bad, reason] of [[bytes(1, 0, le16(8), le32(0), frame), 'bad_value'], [bytes(0, 0, le16(4), le32(0), frame), 'bad_length'], [bytes(0, 0, le16(900), le32(0), frame), 'truncated'], [bytes(0, 0, 8), 'truncated']] as const) expect(records(RADIOTAP, bad)).toMatchObject([{ reason }]);
  });

  test('what is encrypted, aggregated, in parts, or no data is traffic between its stations', () => {
    const data = bytes(SNAP, PACKET), ends = [POINT, STATION, TARGET];
    for (const frame of [wlan(0x08, 0x41, ends, data), wlan(0x08, 5, ends, data), wlan(0x88, 1, ends, bytes(0x80, 0), data), wlan(0x48, 1, ends), wlan(0x08, 1, ends, bytes(1, 2, 3))]) {
      expect(records(WLAN, frame)).toMatchObject([{ record: 'traffic', ethertype: 25, src_mac: '02:00:00:00:00:0a', dst_mac: '02:00:00:00:00:01' }]);
    }
    expect(records(WLAN, wlan(0x80, 0, [[255, 255, 255, 255, 255, 255], POINT, POINT], bytes(1)))).toMatchObject([{ ethertype: 25, src_mac: '02:00:00:00:00:02' }]);
    expect(records(WLAN, bytes(0xd4, 0, 0, 0, STATION))).toMatchObject([{ ethertype: 25, src_mac: '00:00:00:00:00:00' }]);
    expect([records(WLAN, bytes(0x08, 1)), records(WLAN, bytes(0x08, 1, new Uint8Array(12))), records(WLAN, wlan(0x09, 1, ends))]).toMatchObject([[{ reason: 'truncated' }], [{ reason: 'truncated' }], [{ reason: 'bad_value' }]]);
  });

  test('PPP in all its framings, Cisco HDLC, frame relay in both', () => {
    for (const link of PPP) for (const head of [[0xff, 3, 0, 0x21], [0, 0x21], [0x21], [0x0f, 0, 8, 0]]) reads(link, bytes(head, PACKET));
    reads(166, bytes([1, 3, 0, 0x21], PACKET));
    expect(records(9, bytes([0xff, 3, 0xc0, 0x21, 1, 1, 0, 4]))).toMatchObject([{ record: 'traffic', ethertype: 0x880b }]);
    reads(HDLC, bytes([0x0f, 0, 8, 0], PACKET));
    for (const head of [[0x18, 0x41, 3, 0xcc], [0x18, 0x41, 8, 0], [0x18, 0x41, 3, 0, 0x80, 0, 0, 0, 8, 0], [0x18, 0x40, 0x10, 0x41, 3, 0xcc]]) reads(RELAY, bytes(head, PACKET));
    expect(records(RELAY, bytes([0x18, 0x41, 3, 0, 0x80, 0, 0x80, 0xc2, 0, 7], FRAME))).toMatchObject([{ record: 'dns', src_mac: '02:00:00:00:00:0a' }, {}]);
    expect(records(RELAY, bytes([0x18, 0x41, 3, 0x81, 1, 2]))).toMatchObject([{ record: 'traffic', ethertype: 0x6559 }]);
    for (const link of [...PPP, HDLC, RELAY]) expect(records(link, bytes(1))).toMatchObject([{ reason: 'truncated' }]);
  });

  test('NFLOG in the writer\'s byte order, with the sender\'s MAC when it is there', () => {
    expect(records(NFLOG, bytes(2, 0, 0, 0, le16(16), le16(8), be16(6), 0, 0, STATION, 0, 0, le16(4 + PACKET.length), le16(9), PACKET))).toMatchObject([{ record: 'dns', src_mac: '02:00:00:00:00:0a', src_ip: '192.168.77.10' }, {}]);
    reads(NFLOG, bytes(2, 0, 0, 0, le16(5), le16(10), 0, 0, 0, 0, le16(4 + PACKET.length), le16(9), PACKET));
    expect([records(NFLOG, bytes(2, 0, 0, 0, le16(2), le16(9), 1)), records(NFLOG, bytes(2, 0, 0, 0)), records(NFLOG, bytes(2, 0, 0, 0, le16(4), le16(9)))]).toMatchObject([[{ reason: 'bad_length' }], [{ reason: 'truncated' }], [{ reason: 'truncated' }]]);
  });

  test('a link type inside a link type: PKTAP and PPI, not without end', () => {
    const pktap = (inner: Uint8Array, link = 1): Uint8Array => bytes(le32(12), le32(1), le32(link), inner), ppi = (inner: Uint8Array, link = 1): Uint8Array => bytes(0, 0, le16(8), le32(link), inner);
    expect(records(PKTAP, pktap(FRAME))).toEqual(wired);
    expect(records(PPI, ppi(FRAME))).toEqual(wired);
    expect(records(PPI, ppi(pktap(FRAME), PKTAP))).toEqual(wired);
    expect(records(PPI, ppi(FRAME, 147))).toMatchObject([{ reason: 'unsupported_link' }]);
    expect(records(PPI, Array.from({ length: 5000 }).reduce((inner: Uint8Array) => ppi(inner, PPI), FRAME))).toMatchObject([{ reason: 'too_deep' }]);
    expect([records(PPI, bytes(0, 0, le16(3), le32(1))), records(PKTAP, bytes(le32(900), le32(1), le32(1)))]).toMatchObject([[{ reason: 'bad_length' }], [{ reason: 'truncated' }]]);
  });

  test('a switch\'s own tag behind or before the MACs is passed over, and its VLAN kept', () => {
    const tagged = (tag: readonly number[]): Uint8Array => bytes(FRAME.subarray(0, 12), tag, FRAME.subarray(12));
    expect(records(281, tagged([1, 2, 3, 4]))).toEqual(wired);
    expect(records(282, bytes([1, 2, 3, 4], FRAME))).toEqual(wired);
    expect(records(284, tagged([0xc0, 0, 0, 0]))).toEqual(wired);
    expect(records(284, tagged([0xe0, 0, 0, 20]))).toMatchObject([{ record: 'dns', vlan: 20 }, { vlan: 20 }]);
    expect(records(285, tagged([0xda, 0xda, 0, 0, 0xe0, 0, 0x10, 20]))).toMatchObject([{ record: 'dns', vlan: 20 }, { vlan: 20 }]);
  });
});

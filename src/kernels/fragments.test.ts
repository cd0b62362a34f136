/** IP fragments put together again: in any order, twice, in tunnels; and those that overlap, lie or never end. */
import { describe, expect, test } from 'bun:test';
import { account } from './accounting.ts';
import { be16, be32, bytes, pcapFile } from './frames.ts';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type Variant } from './index.ts';
import { erspan2, IPV4, ipv4, IPV6, ipv6, outerFrame, udp } from './wraps.ts';

const NAME = Array.from({ length: 4 }, (_, i) => bytes(50, 'abcd'.charAt(i).repeat(50)));
const QUERY = bytes(be16(7), be16(0x0100), be16(1), be16(0), be16(0), be16(0), ...NAME, 0, be16(1), be16(1));
const DATAGRAM = udp(53, QUERY);
const ASKED = { record: 'dns', query_name: ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(50)).join('.') };
const asked = { ...ASKED, query_name: [ASKED.query_name] };

interface Piece { readonly from: number; readonly to: number; readonly more?: boolean }
/** `size` bytes at a time. */
const cut = (length: number, size: number): Piece[] => Array.from({ length: Math.ceil(length / size) }, (_, i) => ({ from: i * size, to: Math.min((i + 1) * size, length) }));
const fragment4 = (datagram: Uint8Array, { from, to, more = to < datagram.length }: Piece, id = 7, protocol = 17): Uint8Array =>
  outerFrame(IPV4, ipv4(protocol, datagram.subarray(from, to), { fragment: (more ? 0x2000 : 0) | (from >> 3), id }));
const fragment6 = (datagram: Uint8Array, { from, to, more = to < datagram.length }: Piece, id = 7): Uint8Array =>
  outerFrame(IPV6, ipv6(44, bytes(17, 0, be16(from | (more ? 1 : 0)), be32(id), datagram.subarray(from, to))));

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const records = (frames: readonly Uint8Array[]): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, pcapFile(frames)), { packets, accounted } = account(batch);
    expect([packets, accounted]).toEqual([frames.length, frames.length]);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
  };
  const dns = (frames: readonly Uint8Array[]): JsonRecord[] => records(frames).filter((one) => one['record'] === 'dns');
  const reasons = (frames: readonly Uint8Array[]): unknown[] => records(frames).filter((one) => one['record'] === 'reject').map((one) => one['reason']);

  test('a message in fragments is read, of IPv4 and of IPv6, in any order, and all of its packets are of one flow', () => {
    for (const fragment of [fragment4, fragment6]) {
      const frames = cut(DATAGRAM.length, 64).map((piece) => fragment(DATAGRAM, piece));
      expect(frames.length).toBe(4);
      const [a, b, c, d] = frames as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
      expect(records(frames)).toMatchObject([asked, { record: 'traffic', src_port: 50_000, dst_port: 53, packets_sent: 4, sent_sizes: [QUERY.length], bytes_sent: frames.reduce((sum, frame) => sum + frame.length, 0) }]);
      for (const order of [[d, c, b, a], [b, d, a, c], [c, a, d, b]]) expect(dns(order)).toMatchObject([asked]);
    }
  });

  test('IPv6 extension headers behind the fragment header are read with the datagram', () => {
    const inner = bytes(17, 0, new Uint8Array(6), DATAGRAM);
    const frames = cut(inner.length, 64).map(({ from, to }) => outerFrame(IPV6, ipv6(44, bytes(60, 0, be16(from | (to < inner.length ? 1 : 0)), be32(3), inner.subarray(from, to)))));
    expect(records(frames)).toMatchObject([asked, { record: 'traffic', proto: 60, packets_sent: 3 }, { record: 'traffic', dst_port: 53, packets_sent: 1 }]);
    expect(records([outerFrame(IPV6, ipv6(44, bytes(17, 0, be16(0), be32(3), DATAGRAM)))])).toMatchObject([asked, { record: 'traffic' }]); // RFC 6946: in one piece
  });

  test('fragments of a mirrored frame\'s tunnel, and fragments inside it, are put together', () => {
    const whole = erspan2(5, 0)(outerFrame(IPV4, ipv4(17, DATAGRAM))).subarray(34); // from the GRE head on
    expect(records(cut(whole.length, 128).map((piece) => fragment4(whole, piece, 7, 47)))).toMatchObject([asked, { record: 'traffic', proto: 47, packets_sent: 2 }, { record: 'traffic', tunnel: 'erspan2', dst_port: 53, packets_sent: 1 }]);
    expect(dns(cut(DATAGRAM.length, 64).map((piece) => erspan2(5, 0)(fragment4(DATAGRAM, piece))))).toMatchObject([{ ...asked, tunnel: 'erspan2' }]);
    const both = cut(DATAGRAM.length, 64).flatMap((piece) => { const tunnel = erspan2(5, 0)(fragment4(DATAGRAM, piece)).subarray(34); return cut(tunnel.length, 48).map((part) => fragment4(tunnel, part, 100 + piece.from, 47)); });
    expect(dns(both)).toMatchObject([asked]);
  });

  test('what fragments belong to is told by addresses, protocol, number, sender and tunnel', () => {
    const [first, second] = cut(DATAGRAM.length, 128) as [Piece, Piece];
    const frame = fragment4(DATAGRAM, second), other = (at: number, value: number): Uint8Array => { const copy = Uint8Array.from(frame); copy[at] = value; return copy; };
    expect(dns([fragment4(DATAGRAM, first), frame])).toHaveLength(1);
    for (const wrong of [other(11, 9), other(19, 8), other(23, 6), other(29, 9), other(33, 9), erspan2(1, 0)(frame)]) expect(dns([fragment4(DATAGRAM, first), wrong])).toHaveLength(0);
  });

  test('a fragment captured twice is one; the datagram sent again is another', () => {
    const frames = cut(DATAGRAM.length, 64).map((piece) => fragment4(DATAGRAM, piece));
    expect(dns(frames.flatMap((frame) => [frame, frame]))).toHaveLength(1);
    expect(dns([...frames, ...frames])).toHaveLength(2);
  });

  test('teardrop: fragments that overlap end their datagram with one reject, whatever comes after', () => {
    const pieces = (...all: readonly Piece[]): Uint8Array[] => all.map((piece) => fragment4(DATAGRAM, piece));
    const rest = { from: 64, to: DATAGRAM.length };
    for (const attack of [
      [{ from: 0, to: 64 }, { from: 56, to: DATAGRAM.length }], [{ from: 0, to: 64 }, { from: 8, to: 16 }, rest], [rest, { from: 56, to: 72 }, { from: 0, to: 64 }],
      [{ from: 64, to: 128, more: false }, { from: 128, to: 136, more: true }, { from: 0, to: 64 }], [rest, { from: 128, to: 136, more: false }, { from: 0, to: 64 }], [{ from: 0, to: 64 }, { from: 0, to: 128 }, rest],
    ]) {
      expect(reasons(pieces(...attack))).toEqual(['bad_fragment']);
      expect(dns(pieces(...attack))).toHaveLength(0);
    }
    const changed = fragment4(DATAGRAM, { from: 0, to: 64 });
    changed[60] = 1;
    expect(reasons([fragment4(DATAGRAM, { from: 0, to: 64 }), changed])).toEqual(['bad_fragment']);
  });

  test('fragments of no multiple of eight, or beyond the longest datagram (ping of death), are rejects', () => {
    expect(reasons([fragment4(DATAGRAM, { from: 0, to: 63, more: true })])).toEqual(['bad_fragment']);
    expect(reasons([outerFrame(IPV4, ipv4(1, new Uint8Array(100), { fragment: 8189 }))])).toEqual(['bad_fragment']);
    expect(reasons([outerFrame(IPV6, ipv6(44, bytes(58, 0, be16(0xfff8), be32(1), new Uint8Array(9))))])).toEqual(['bad_fragment']);
    expect(reasons([outerFrame(IPV4, ipv4(17, bytes(), { fragment: 0x2000 }))])).toEqual(['bad_fragment']);
  });

  test('a datagram in more pieces than are kept, and one nobody completes, are traffic', () => {
    const long = udp(9, new Uint8Array(8 * 80)), tiny = cut(long.length, 8);
    expect(records(tiny.map((piece) => fragment4(long, piece)))).toMatchObject([{ record: 'traffic', dst_port: 9 }, { record: 'traffic' }]);
    expect(records([fragment4(DATAGRAM, { from: 0, to: 64 })])).toMatchObject([{ record: 'traffic', dst_port: 53, packets_sent: 1 }]);
    const unfinished = (...frames: readonly Uint8Array[]): number => kernel.parse(PARSERS.capture, pcapFile(frames)).unfinished;
    const pieces = cut(DATAGRAM.length, 64).map((piece) => fragment4(DATAGRAM, piece));
    expect([unfinished(...pieces), unfinished(...pieces.slice(1)), unfinished(...tiny.map((piece) => fragment4(long, piece))), unfinished(...Array.from({ length: 300 }, (_, id) => fragment4(DATAGRAM, { from: 0, to: 64 }, id)))]).toEqual([0, 1, 1, 300]);
  });

  test('more datagrams at a time than the table holds: the stalest are given up, the newest are read, no packet is lost', () => {
    const [first, second] = cut(DATAGRAM.length, 128) as [Piece, Piece], ids = Array.from({ length: 2000 }, (_, id) => id);
    const read = dns([...ids.map((id) => fragment4(DATAGRAM, first, id)), ...ids.toReversed().map((id) => fragment4(DATAGRAM, second, id))]).length;
    expect(read).toBeGreaterThanOrEqual(200);
    expect(read).toBeLessThanOrEqual(256);
    // A number that comes round again long after is another datagram's.
    const between = ids.slice(0, 1000).flatMap((id) => cut(200, 8).slice(0, 17).map((piece) => fragment4(new Uint8Array(200), { ...piece, more: true }, 10_000 + (id % 3))));
    expect(between.length).toBeGreaterThan(16_384);
    expect(dns([fragment4(DATAGRAM, first, 1), ...between, fragment4(DATAGRAM, second, 1)])).toHaveLength(0);
  });

  test('the largest datagrams fill a batch and their rows stay theirs', () => {
    const big = udp(53, bytes(QUERY, new Uint8Array(60_000)));
    const frames = Array.from({ length: 30 }, (_, id) => cut(big.length, 1480).map((piece) => fragment4(big, piece, id))).flat();
    expect(dns(frames)).toEqual(Array.from({ length: 30 }, () => expect.objectContaining(asked)));
  });
});

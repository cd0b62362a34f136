/** Flows: one row a conversation and batch, who opened it, what is remembered of it, and messages put together from segments. */
import { describe, expect, test } from 'bun:test';
import { be16, be32, bytes, pcapFile, tcpFrame, tcpFrames, udpFrame, type Ends } from './frames.ts';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type RowBatch, type Variant } from './index.ts';

const CLIENT = { srcMac: '02:00:00:00:00:0a', dstMac: '02:00:00:00:00:01', srcIp: '10.0.0.5', dstIp: '10.0.0.9' };
const SERVER = { srcMac: CLIENT.dstMac, dstMac: CLIENT.srcMac, srcIp: CLIENT.dstIp, dstIp: CLIENT.srcIp };
const up = (srcPort: number, dstPort: number): Ends => ({ ...CLIENT, srcPort, dstPort });
const down = (srcPort: number, dstPort: number): Ends => ({ ...SERVER, srcPort, dstPort });
const SYN = 2, SYN_ACK = 18;

/** A TCP frame with flags, window and options of its own. */
function segment(ends: Ends, flags: number, window = 64240, options: readonly number[] = []): Uint8Array {
  const frame = Buffer.from(tcpFrame(bytes(options), ends));
  frame[14 + 20 + 12] = (5 + options.length / 4) << 4;
  frame[14 + 20 + 13] = flags;
  frame.writeUInt16BE(window, 14 + 20 + 14);
  return frame;
}

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const batchOf = (frames: readonly Uint8Array[], snap?: number): RowBatch => kernel.parse(PARSERS.capture, pcapFile(frames, snap));
  const all = (batch: RowBatch): JsonRecord[] => Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
  const flows = (...frames: Uint8Array[]): JsonRecord[] => all(batchOf(frames)).filter((one) => one['record'] === 'traffic');
  const others = (...frames: Uint8Array[]): JsonRecord[] => all(batchOf(frames)).filter((one) => one['record'] !== 'traffic');

  test('both directions of a conversation are one flow', () => {
    const got = flows(udpFrame(bytes('question'), up(40000, 9)), udpFrame(bytes('a longer answer'), down(9, 40000)), udpFrame(bytes('again'), up(40000, 9)));
    expect(got).toEqual([{
      record: 'traffic', time: '2026-01-01T00:00:00.000000Z', src_mac: '02:00:00:00:00:0a', dst_mac: '02:00:00:00:00:01', src_ip: '10.0.0.5', dst_ip: '10.0.0.9', src_port: 40000, dst_port: 9,
      proto: 17, ttl: 64, length: 42 * 3 + 8 + 15 + 5, packets_sent: 2, packets_received: 1, bytes_sent: 42 * 2 + 13, bytes_received: 42 + 15, duration_ms: 2,
      first_sent: Buffer.from('question').toString('hex'), first_received: Buffer.from('a longer answer').toString('hex'), next_sent: [Buffer.from('again').toString('hex')], sent_sizes: [8, 5], received_sizes: [15],
    }]);
  });

  test('other ports, addresses, machines, tags or protocols are other flows', () => {
    const frames = [udpFrame(bytes('x'), up(40000, 9)), udpFrame(bytes('x'), up(40001, 9)), udpFrame(bytes('x'), { ...up(40000, 9), srcIp: '10.0.0.6' }), udpFrame(bytes('x'), { ...up(40000, 9), srcMac: '02:00:00:00:00:0b' }),
      tcpFrame(bytes('x'), up(40000, 9))];
    const tagged = Buffer.concat([frames[0]!.subarray(0, 12), bytes(be16(0x8100), be16(5)), frames[0]!.subarray(12)]);
    expect(flows(...frames, tagged)).toHaveLength(6);
  });

  test('the source is the side that sent the SYN, also when the answer is seen first', () => {
    const opener = { src_ip: '10.0.0.5', src_port: 80, dst_port: 40000 };
    expect(flows(segment(up(80, 40000), SYN), segment(down(40000, 80), SYN_ACK))).toMatchObject([{ ...opener, packets_sent: 1, packets_received: 1 }]);
    expect(flows(segment(down(40000, 80), SYN_ACK), segment(up(80, 40000), 16))).toMatchObject([{ ...opener, packets_sent: 1, packets_received: 1 }]);
  });

  test('without a SYN the side with the higher port opened it; UDP goes by its first packet unless only one port is a service', () => {
    expect(flows(tcpFrame(bytes('x'), down(443, 50000)))).toMatchObject([{ src_ip: '10.0.0.5', src_port: 50000, dst_port: 443, packets_sent: 0, packets_received: 1 }]);
    expect(flows(tcpFrame(bytes('x'), up(50000, 443)))).toMatchObject([{ src_port: 50000, packets_sent: 1 }]);
    expect(flows(udpFrame(bytes('x'), down(123, 50000)))).toMatchObject([{ src_port: 50000, dst_port: 123, packets_received: 1 }]);
    expect(flows(udpFrame(bytes('x'), down(5683, 50000)))).toMatchObject([{ src_port: 5683, packets_sent: 1 }]);
  });

  test('the time to live is the source\'s, not the answering side\'s', () => {
    const reply = Buffer.from(tcpFrame(bytes('x'), down(443, 50000)));
    reply[14 + 8] = 17;
    expect(flows(reply, tcpFrame(bytes('y'), up(50000, 443)))).toMatchObject([{ ttl: 64 }]);
    expect(flows(reply)[0]?.['ttl']).toBeUndefined();
  });

  test('remembers the opening SYN: window, time to live, MSS, scale and options in order', () => {
    const options = [2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7];
    expect(flows(segment(up(40000, 80), SYN, 64240, options))[0]?.['syn']).toBe('64240:64:1460:7:2-4-8-1-3');
    expect(flows(segment(up(40000, 80), SYN, 8192))[0]?.['syn']).toBe('8192:64:0:0:');
    expect(flows(segment(down(80, 40000), SYN_ACK, 1, options))[0]?.['syn']).toBeUndefined();
    expect(flows(segment(up(40000, 80), SYN, 1, [2, 0, 1, 1]))[0]?.['syn']).toBe('1:64:0:0:2');
    expect(flows(segment(up(40000, 80), SYN, 1, [2, 9, 1, 1]))[0]?.['syn']).toBe('1:64:0:0:2');
    expect(flows(segment(up(40000, 80), SYN, 1, Array.from({ length: 40 }, () => 1)))[0]?.['syn']).toBe(`1:64:0:0:${Array.from({ length: 40 }, () => 1).join('-')}`);
  });

  test('keeps the first 128 bytes each way, eight sizes, and three later payloads of new lengths', () => {
    const sizes = [200, 5, 5, 200, 7, 9, 11, 300, 4, 6];
    const got = flows(...sizes.map((size, i) => udpFrame(bytes(String.fromCharCode(97 + i).repeat(size)), up(40000, 9))))[0] ?? {};
    expect(got['first_sent']).toBe('61'.repeat(128));
    expect(got['sent_sizes']).toEqual(sizes.slice(0, 8));
    expect(got['next_sent']).toEqual(['62'.repeat(5), '65'.repeat(7), '66'.repeat(9)]);
    expect(got['next_received']).toBeUndefined();
  });

  test('every packet is in exactly one flow, also when the table overflows', () => {
    const frames: Uint8Array[] = [];
    for (let i = 0; i < 10_000; i++) frames.push(udpFrame(bytes('x'), up(20_000 + i, 9)), udpFrame(bytes('y'), down(9, 20_000 + i)));
    const got = flows(...frames);
    expect(got).toHaveLength(10_000);
    expect(got.every((one) => one['packets_sent'] === 1 && one['packets_received'] === 1)).toBe(true);
    // A conversation that goes on after the table was written out is begun again.
    const again = flows(...frames.filter((_, i) => i % 2 === 0), ...frames.filter((_, i) => i % 2 === 1));
    expect(again.reduce((sum, one) => sum + Number(one['packets_sent']) + Number(one['packets_received']), 0)).toBe(20_000);
  });

  test('a rejected packet is in no flow', () => {
    const bad = udpFrame(bytes('short'), up(68, 67));
    expect(all(batchOf([bad]))).toEqual([{ record: 'reject', offset: 24, reason: 'truncated' }]);
    expect(flows(bad, udpFrame(bytes('x'), up(40000, 9)), bad)).toHaveLength(1);
  });

  const REQUEST = bytes('GET /index.html HTTP/1.1\r\nHost: camera.example\r\nUser-Agent: probe/1.0\r\n', 'X-Filler: ', 'z'.repeat(3000), '\r\n\r\n');
  const wanted = { record: 'http', method: 'GET', uri: '/index.html', host: 'camera.example', user_agent: 'probe/1.0' };

  test('puts a request head together from segments of any size, on any port', () => {
    for (const size of [1, 2, 3, 16, 17, 100, 1460, 4000]) {
      const got = others(...tcpFrames(REQUEST, up(40000, 31337), size));
      expect(got).toMatchObject([size === 1 || size === 2 || size === 3 ? {} : wanted].filter((one) => 'record' in one));
    }
  });

  test('segments sent again, or overlapping, change nothing', () => {
    const frame = (from: number, to: number): Uint8Array => tcpFrame(REQUEST.subarray(from, to), up(40000, 80), 1 + from);
    const plain = others(frame(0, 1000), frame(1000, 2000), frame(2000, 4000));
    expect(plain).toMatchObject([wanted]);
    expect(others(frame(0, 1000), frame(0, 1000), frame(500, 1800), frame(1000, 2000), frame(1800, 4000), frame(0, 1000), frame(1000, 2000))).toMatchObject([wanted]);
  });

  test('a gap ends a stream: what was there is kept as truncated', () => {
    const frame = (from: number, to: number): Uint8Array => tcpFrame(REQUEST.subarray(from, to), up(40000, 80), 1 + from);
    expect(others(frame(0, 1000), frame(2000, 4000))).toMatchObject([{ ...wanted, truncated: true }]);
    expect(others(frame(0, 1000))).toMatchObject([{ ...wanted, truncated: true }]);
  });

  test('a head longer than a stream may be is kept as truncated; more streams than there are slots still give rows', () => {
    const huge = bytes('GET / HTTP/1.1\r\nHost: big.example\r\nX: ', 'z'.repeat(40_000), '\r\n\r\n');
    expect(others(...tcpFrames(huge, up(40000, 80)))).toMatchObject([{ host: 'big.example', truncated: true }]);
    const many = Array.from({ length: 200 }, (_, i) => tcpFrames(REQUEST, up(10_000 + i, 80)));
    const interleaved = Array.from({ length: Math.max(...many.map((frames) => frames.length)) }, (_, i) => many.flatMap((frames) => frames.slice(i, i + 1))).flat();
    const got = others(...interleaved);
    expect(got).toHaveLength(200);
    expect(got.filter((one) => one['truncated'] === undefined)).toHaveLength(64);
    expect(got.every((one) => one['host'] === 'camera.example')).toBe(true);
  });

  test('several DNS messages in one TCP stream are several rows, whole or across segments', () => {
    const message = (id: number): Uint8Array => bytes(be16(id), be16(0x0100), be16(1), be16(0), be16(0), be16(0), 3, 'nas', 3, 'lan', 0, be16(1), be16(1));
    const framed = (id: number): Uint8Array => bytes(be16(message(id).length), message(id));
    expect(others(tcpFrame(bytes(framed(1), framed(2), framed(3)), up(40000, 53))).map((one) => one['id'])).toEqual([1, 2, 3]);
    expect(others(...tcpFrames(framed(7), up(40000, 53), 10))).toMatchObject([{ record: 'dns', id: 7, query_name: ['nas.lan'] }]);
    expect(others(tcpFrame(bytes(framed(1), framed(2).subarray(0, 9)), up(40000, 53), 1), tcpFrame(framed(2).subarray(9), up(40000, 53), 1 + framed(1).length + 9)).map((one) => one['id'])).toEqual([1, 2]);
  });

  test('requests that follow on one connection are a row each, answers too', () => {
    const request = (path: string): Uint8Array => bytes(`GET ${path} HTTP/1.1\r\nHost: h\r\n\r\n`), answer = bytes('HTTP/1.1 200 OK\r\nServer: tiny\r\n\r\nbody');
    const got = others(tcpFrame(request('/1'), up(40000, 8080), 1), tcpFrame(answer, down(8080, 40000), 1), tcpFrame(request('/2'), up(40000, 8080), 1 + request('/1').length));
    expect(got.map((one) => one['uri'] ?? one['server'])).toEqual(['/1', 'tiny', '/2']);
  });

  test('unused bytes of a window are no message', () => {
    expect(others(tcpFrame(bytes(be32(0), be32(0)), up(40000, 80)), tcpFrame(bytes(0x16, 3, 1, be16(500), 2, 0, 0, 9), up(40000, 443), 9))).toEqual([]);
  });
});

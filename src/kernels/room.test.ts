/** Packets and lines that write more than others expect: a row is never written over its neighbours, and none is lost, however full the batch is. */
import { describe, expect, test } from 'bun:test';
import { KIND_DNS, KIND_REJECT, KIND_TLS, REASON_ARENA_FULL, REASON_BAD_LENGTH, REASON_DUPLICATE_KEY, REASON_TOO_MANY_FIELDS } from '../../assembly/layout.ts';
import { account } from './accounting.ts';
import { be16, bytes, pcapFile, tcpFrame, udpFrame } from './frames.ts';
import { loadKernel, PARSERS, toRecord, type RowBatch, type Variant } from './index.ts';

const ENDS = { srcPort: 41000, dstPort: 53 };
const SMALLEST = bytes(be16(12), be16(9), be16(0x0100), be16(0), be16(0), be16(0), be16(0));
const question = (name: string): Uint8Array => bytes(be16(7), be16(0x0100), be16(1), be16(0), be16(0), be16(0), ...name.split('.').flatMap((label) => [label.length, label]), 0, be16(1), be16(1));
const victims = Array.from({ length: 50 }, (_, i) => udpFrame(question(`victim${i}.example.com`), { srcPort: 40000 + i, dstPort: 53 }));
/** The IP length as segmentation offload leaves it. */
function offloaded(frame: Uint8Array): Uint8Array {
  const copy = Buffer.from(frame);
  copy.writeUInt16BE(0, 14 + 2);
  if (copy[14 + 9] === 17) copy.writeUInt16BE(0, 14 + 20 + 4);
  return copy;
}
const dhcp = (...options: readonly Uint8Array[]): Uint8Array => bytes([1, 1, 6, 0], new Uint8Array(232), [0x63, 0x82, 0x53, 0x63], [53, 1, 1], ...options, 255);

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const first = (batch: RowBatch, rows: number): string[] => Array.from({ length: rows }, (_, row) => JSON.stringify(toRecord(batch, row)));
  const untouched = first(kernel.parse(PARSERS.capture, pcapFile(victims)), 50);
  const rejects = (batch: RowBatch): number[] => Array.from({ length: batch.count }, (_, row) => row).filter((row) => batch.kind(row) === KIND_REJECT).map((row) => batch.a(row));
  const count = (batch: RowBatch, kind: number): number => Array.from({ length: batch.count }, (_, row) => row).filter((row) => batch.kind(row) === kind).length;

  test('segments full of the smallest DNS messages: every message has its row, and earlier rows stay as they were', () => {
    const segment = bytes(...Array.from({ length: 101 }, () => SMALLEST));
    const frames = Array.from({ length: 680 }, (_, i) => tcpFrame(segment, ENDS, 1 + i * segment.length));
    const batch = kernel.parse(PARSERS.capture, pcapFile([...victims, ...frames]));
    expect(first(batch, 50)).toEqual(untouched);
    expect(count(batch, KIND_DNS)).toBe(50 + 680 * 101);
    expect(account(batch)).toEqual({ packets: 730, accounted: 730 });
  });

  test('a segment of more messages than a packet may write is a reject behind those it may; the next packet is read', () => {
    const segment = bytes(...Array.from({ length: 4600 }, () => SMALLEST));
    const frames = Array.from({ length: 30 }, (_, i) => offloaded(tcpFrame(segment, ENDS, 1 + i * segment.length)));
    const batch = kernel.parse(PARSERS.capture, pcapFile([...victims, ...frames, victims[0]!]));
    expect(first(batch, 50)).toEqual(untouched);
    expect(count(batch, KIND_DNS)).toBe(51 + 30 * 1024);
    expect(rejects(batch)).toEqual(Array.from({ length: 30 }, () => REASON_TOO_MANY_FIELDS));
    expect(account(batch)).toEqual({ packets: 81, accounted: 81 });
  });

  test('what one message may write hangs on the message, not on the room left', () => {
    // 5,040 user classes (RFC 3004) of one byte each: a field each.
    const classes = Array.from({ length: 80 }, () => bytes([77, 126], ...Array.from({ length: 63 }, () => [1, 65])));
    const large = udpFrame(dhcp(...classes), { srcPort: 68, dstPort: 67 });
    const batch = kernel.parse(PARSERS.capture, pcapFile([...victims, large, victims[0]!]));
    expect(first(batch, 50)).toEqual(untouched);
    expect(rejects(batch)).toEqual([REASON_ARENA_FULL]);
    expect(count(batch, KIND_DNS)).toBe(51);
  });

  test('DHCP longer than any datagram is refused: its options are joined in memory of that size', () => {
    const long = offloaded(udpFrame(dhcp(...Array.from({ length: 4000 }, () => bytes([61, 255], new Uint8Array(255).fill(7)))), { srcPort: 68, dstPort: 67 }));
    const batch = kernel.parse(PARSERS.capture, pcapFile([...victims, long, victims[0]!]));
    expect(first(batch, 50)).toEqual(untouched);
    expect(rejects(batch)).toEqual([REASON_BAD_LENGTH]);
    expect(first(kernel.parse(PARSERS.capture, pcapFile(victims)), 50)).toEqual(untouched);
  });

  test('streams that the end of the batch cuts have their rows and flows theirs, when the arena is nearly full', () => {
    // A record that says it goes on behind a hello that is whole: its row comes when the batch ends.
    const extension = bytes(be16(10), be16(5002), be16(5000), new Uint8Array(5000).fill(0xfe));
    const body = bytes(be16(0x0303), new Uint8Array(32), 0, be16(2), be16(0x1301), [1, 0], be16(extension.length), extension);
    const hello = bytes([22, 3, 1], be16(16000), [1, 0], be16(body.length), body);
    const opened = Array.from({ length: 64 }, (_, i) => tcpFrame(hello, { srcPort: 50000 + i, dstPort: 443 }));
    const talk = Array.from({ length: 1200 }, (_, i) => udpFrame(question(`${`${'\\'.repeat(60)}.`.repeat(3)}x`), { srcPort: 20000 + i, dstPort: 53 }));
    const batch = kernel.parse(PARSERS.capture, pcapFile([...victims, ...opened, ...talk]));
    expect(first(batch, 50)).toEqual(untouched);
    expect([count(batch, KIND_TLS), count(batch, KIND_DNS), rejects(batch)]).toEqual([64, 1250, []]);
    expect(account(batch)).toEqual({ packets: 1314, accounted: 1314 });
  });

  test.each([['"st":"",', ''], ['"relay":{', '"circuit_id":"",']])('a line that repeats %s does not write over others, though the table is nearly full', (key, member) => {
    const victim = '{"record":"dhcp","src_mac":"02:00:00:00:00:01","chaddr":"02:00:00:00:00:01","xid":1,"hostname":"victim\\u002dname","options":[53,55,12]}\n'.repeat(50);
    const list = `{"record":"dns","src_mac":"02:00:00:00:00:01","query_name":["a"],"query_type":[${Array<number>(4090).fill(1).join(',')}]}\n`;
    const text = victim + list.repeat(127), line = '{"record":"ssdp","src_mac":"02:00:00:00:00:01",';
    const repeats = Math.floor((2_097_152 - text.length - 200) / (member || key).length);
    const bad = member === '' ? `${line}${key.repeat(repeats)}"x":1}\n` : `${line}${key}${member.repeat(repeats)}"remote_id":""}}\n`;
    const whole = first(kernel.parse(PARSERS.eal, Buffer.from(text)), 50);
    const batch = kernel.parse(PARSERS.eal, Buffer.from(text + bad));
    expect(first(batch, 50)).toEqual(whole);
    expect([batch.count, rejects(batch)]).toEqual([178, [REASON_DUPLICATE_KEY]]);
  });
});

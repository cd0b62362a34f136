/** DNS and mDNS through the capture parser, on both builds: examples of the RFCs, and messages that lie. */
import { describe, expect, test } from 'bun:test';
import { be16, be32, bytes, pcapFile, tcpFrame, udpFrame, UDP_HEADERS } from './frames.ts';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord, Variant } from './index.ts';

/** Labels; `*12` is a compression pointer, and ends the name like `''` does. */
function name(...labels: readonly string[]): Uint8Array {
  const last = labels.at(-1);
  const ended = last === undefined || !last.startsWith('*') ? [...labels, ''] : labels;
  return bytes(...ended.map((label) => label.startsWith('*') ? be16(0xc000 | Number(label.slice(1))) : bytes(Buffer.byteLength(label), label)));
}
const question = (owner: Uint8Array, type: number, klass = 1): Uint8Array => bytes(owner, be16(type), be16(klass));
const record = (owner: Uint8Array, type: number, data: Uint8Array, klass = 1, ttl = 120): Uint8Array =>
  bytes(owner, be16(type), be16(klass), be32(ttl), be16(data.length), data);
const header = (flags: number, counts: readonly [number, number, number, number], id = 0x1234): Uint8Array => bytes(be16(id), be16(flags), ...counts.map(be16));
const ANSWER = 0x8180;
const example = name('example', 'com');

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const records = (capture: Uint8Array): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, capture);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] !== 'traffic');
  };
  const dns = (message: Uint8Array, port = 53, snap?: number): JsonRecord | undefined =>
    records(pcapFile([udpFrame(message, { srcPort: port, dstPort: port })], snap))[0];
  const answers = (...parts: Uint8Array[]): JsonRecord | undefined => dns(bytes(header(ANSWER, [1, parts.length, 0, 0]), question(example, 1), ...parts));
  const data = (type: number, raw: Uint8Array, klass = 1): unknown => answers(record(name('*12'), type, raw, klass))?.['answer_data'];

  test('reads the compressed message of RFC 1035 section 4.1.4', () => {
    // F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40, ARPA at 64, the root at 92; offsets there count from the header
    const filler = (n: number): Uint8Array => record(name(), 10, new Uint8Array(n));
    const first = record(name('F', 'ISI', 'ARPA'), 1, bytes([10, 1, 0, 52]));
    const message = bytes(header(ANSWER, [0, 4, 0, 0]), first, record(name('FOO', '*12'), 1, bytes([10, 1, 0, 53])), record(name('*18'), 1, bytes([10, 1, 0, 54])), filler(0));
    expect(dns(message)).toMatchObject({ record: 'dns', response: true, id: 0x1234, rcode: 0, answer_name: ['F.ISI.ARPA', 'FOO.F.ISI.ARPA', 'ARPA', '.'],
      answer_type: [1, 1, 1, 10], answer_ttl: [120, 120, 120, 120], answer_data: ['10.1.0.52', '10.1.0.53', '10.1.0.54', ''] });
  });

  test('keeps every question, as sent, and says nothing of a response code in a query', () => {
    const record = dns(bytes(header(0x0100, [2, 0, 0, 0]), question(name('CamCloud', 'Example', 'NET'), 1), question(name(), 2)));
    expect(record).toMatchObject({ record: 'dns', id: 0x1234, query_name: ['CamCloud.Example.NET', '.'], query_type: [1, 2] });
    expect(record).not.toHaveProperty('rcode');
    expect(record).not.toHaveProperty('response');
  });

  test('what a name server answers to port 5353 is DNS, not what the asker says of itself', () => {
    const from = (srcPort: number, dstPort: number): unknown => records(pcapFile([udpFrame(bytes(header(0, [1, 0, 0, 0]), question(example, 255)), { srcPort, dstPort })]))[0]?.['record'];
    expect([from(5353, 53), from(53, 5353), from(5353, 5353), from(40000, 5353)]).toEqual(['dns', 'dns', 'mdns', 'mdns']);
  });

  test('writes record data as text by type', () => {
    expect(data(28, bytes([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]))).toEqual(['2001:db8::1']);
    expect(data(28, bytes([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]))).toEqual(['2001:db8:0:1:1:1:1:1']); // RFC 5952 4.2.2
    expect(data(28, bytes([0x20, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]))).toEqual(['2001::1:0:0:1']); // the longest run
    expect(data(28, new Uint8Array(16))).toEqual(['::']);
    expect(data(28, bytes(new Uint8Array(10), [255, 255, 192, 168, 1, 2]))).toEqual(['::ffff:192.168.1.2']);
    expect(data(5, name('www', '*12'))).toEqual(['www.example.com']);
    expect(data(15, bytes(be16(10), name('mx', '*12')))).toEqual(['10 mx.example.com']);
    expect(data(33, bytes(be16(1), be16(2), be16(8009), name('tv', 'local')))).toEqual(['1 2 8009 tv.local']);
    expect(data(6, bytes(name('ns', '*12'), name('root', '*12'), be32(1), be32(2), be32(3), be32(4), be32(0xffffffff)))).toEqual(['ns.example.com root.example.com 1 2 3 4 4294967295']);
    expect(data(13, bytes([3], 'ARM', [5], 'LINUX'))).toEqual(['ARM\nLINUX']);
    expect(data(47, bytes(name('*12'), [0, 4, 0x40, 0, 0, 8]))).toEqual(['example.com 1 28']);
    expect(data(47, bytes(name('*12'), [0, 1, 0x40, 1, 1, 0x80]))).toEqual(['example.com 1 256']);
    expect(data(65, bytes([0, 1, 0]))).toEqual(['000100']);
    expect(data(1, bytes([1, 2, 3, 4, 5]), 3)).toEqual(['0102030405']); // class CHAOS
  });

  test('joins TXT strings so that they can be told apart again', () => {
    expect(data(16, bytes([6], 'md=Cam', [4], 'a\nb\\', [0], [3], 'c=1'))).toEqual(['md=Cam\na\\010b\\\\\n\nc=1']);
    expect(data(16, new Uint8Array(0))).toEqual(['']);
    expect(data(16, bytes([5], 'Küche'.slice(0, 4), [4], 'Kü', 0xff))).toEqual(['Küch\nKü\\255']);
  });

  test('escapes what a name cannot show (RFC 1035 section 5.1) and keeps UTF-8 (RFC 6762 section 16)', () => {
    const asked = dns(bytes(header(0, [3, 0, 0, 0]), question(name('Küche. 2\\', 'local'), 12), question(bytes([3, 1, 0xff, 0x7f, 0]), 1), question(bytes([4, 0xed, 0xa0, 0x80, 0xc3, 0]), 1)));
    expect(asked?.['query_name']).toEqual(['Küche\\. 2\\\\.local', '\\001\\255\\127', '\\237\\160\\128\\195']);
  });

  test('mDNS: masks the cache-flush and unicast bits, reads all three sections', () => {
    const instance = name('Cam', '_http', '_tcp', 'local');
    const message = bytes(header(0x8400, [0, 1, 1, 1], 0), record(name('_http', '_tcp', 'local'), 12, name('Cam', '*12'), 1), record(instance, 33, bytes(be16(0), be16(0), be16(80), name('cam', '*23')), 0x8001),
      record(name('cam', '*23'), 1, bytes([192, 168, 77, 5]), 0x8001));
    expect(dns(message, 5353)).toMatchObject({ record: 'mdns', response: true, answer_name: ['_http._tcp.local', 'Cam._http._tcp.local', 'cam.local'],
      answer_type: [12, 33, 1], answer_data: ['Cam._http._tcp.local', '0 0 80 cam.local', '192.168.77.5'] });
  });

  test('leaves OPT out and keeps only the questions of NOTIFY and UPDATE', () => {
    const opt = record(name(), 41, bytes([0, 10, 0, 2, 1, 2]), 4096);
    expect(dns(bytes(header(ANSWER, [1, 1, 0, 1]), question(example, 1), record(name('*12'), 1, bytes([1, 2, 3, 4])), opt))).toMatchObject({ answer_type: [1] });
    const update = dns(bytes(header(0x2800, [1, 0, 1, 0]), question(example, 6), bytes('not a record at all')));
    expect(update).toMatchObject({ record: 'dns', dns_opcode: 5, query_name: ['example.com'] });
    expect(update).not.toHaveProperty('answer_name');
  });

  test('reads DNS over TCP, two messages in one segment', () => {
    const message = bytes(header(0x0100, [1, 0, 0, 0]), question(example, 1));
    const framed = bytes(be16(message.length), message);
    const all = records(pcapFile([tcpFrame(bytes(framed, framed), { srcPort: 40000, dstPort: 53 })]));
    expect(all.map((one) => one['query_name'])).toEqual([['example.com'], ['example.com']]);
  });

  test('a cut capture keeps what was there', () => {
    const message = bytes(header(ANSWER, [1, 2, 0, 0]), question(example, 1), record(name('*12'), 1, bytes([1, 2, 3, 4])), record(name('*12'), 1, bytes([5, 6, 7, 8])));
    const kept = dns(message, 53, UDP_HEADERS + message.length - 3);
    expect(kept).toMatchObject({ truncated: true, query_name: ['example.com'], answer_data: ['1.2.3.4'] });
    expect((kept?.['answer_name'] as string[]).length).toBe(1);
    expect(dns(bytes(header(0x8380, [1, 5, 0, 0]), question(example, 1)))).toMatchObject({ truncated: true, query_name: ['example.com'] }); // TC bit
  });

  const hostile: readonly (readonly [string, Uint8Array, string])[] = [
    ['a pointer to itself', bytes(header(0, [1, 0, 0, 0]), question(name('*12'), 1)), 'bad_name'],
    ['two pointers to each other', bytes(header(ANSWER, [1, 1, 0, 0]), question(name('a', '*19'), 1), record(name('b', '*12'), 1, bytes([1, 2, 3, 4]))), 'bad_name'],
    ['a label that leads back to itself', bytes(header(0, [1, 0, 0, 0]), question(name('a', '*12'), 1)), 'bad_name'],
    ['a pointer forward', bytes(header(ANSWER, [1, 1, 0, 0]), question(name('*18'), 1), record(example, 1, bytes([1, 2, 3, 4]))), 'bad_name'],
    ['a pointer into the header', bytes(header(0, [1, 0, 0, 0]), question(name('*2'), 1)), 'bad_name'],
    ['a label of 64 bytes', bytes(header(0, [1, 0, 0, 0]), [64], 'x'.repeat(64), [0], be16(1), be16(1)), 'bad_name'],
    ['a name of 300 bytes', bytes(header(0, [1, 0, 0, 0]), question(name(...Array.from({ length: 6 }, () => 'x'.repeat(49))), 1)), 'bad_name'],
    ['a name of 256 bytes', bytes(header(0, [1, 0, 0, 0]), question(name(...Array.from({ length: 3 }, () => 'x'.repeat(63)), 'x'.repeat(62)), 1)), 'bad_name'],
    ['counts of records that are not there', bytes(header(ANSWER, [1, 65535, 65535, 65535]), question(example, 1)), 'bad_length'],
    ['65535 questions and bytes for two', bytes(header(0, [65535, 0, 0, 0]), question(example, 1), question(example, 1)), 'bad_length'],
    ['data longer than the message', bytes(header(ANSWER, [0, 1, 0, 0]), example, be16(16), be16(1), be32(1), be16(9), [1]), 'truncated'],
    ['an address of three bytes', bytes(header(ANSWER, [0, 1, 0, 0]), record(example, 1, bytes([1, 2, 3]))), 'bad_length'],
    ['a string longer than its data', bytes(header(ANSWER, [0, 1, 0, 0]), record(example, 16, bytes([9], 'abc'))), 'bad_length'],
    ['a name that runs out of its data', bytes(header(ANSWER, [0, 2, 0, 0]), record(example, 12, bytes([9], 'abc')), record(example, 1, bytes([1, 2, 3, 4]))), 'bad_length'],
    ['an NSEC window of 33 bytes', bytes(header(ANSWER, [0, 1, 0, 0]), record(example, 47, bytes(example, [0, 33], new Uint8Array(33)))), 'bad_length'],
    ['eleven bytes', bytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), 'truncated'],
  ];
  test.each(hostile)('rejects %s', (_what, message, reason) => { expect(dns(message)).toEqual({ record: 'reject', offset: 24, reason }); });

  test('takes the longest name there is: 255 bytes', () => {
    const labels = [...Array.from({ length: 3 }, () => 'x'.repeat(63)), 'x'.repeat(61)];
    expect(dns(bytes(header(0, [1, 0, 0, 0]), question(name(...labels), 1)))?.['query_name']).toEqual([labels.join('.')]);
  });

  test('a message made to grow is cut at its bounds and its neighbours stand', () => {
    // 5,000 owners of 255 bytes by one pointer each: 1.2 MB of text if nothing stopped it
    const long = name(...Array.from({ length: 3 }, () => '\x01'.repeat(63)), '\x01'.repeat(61));
    const flood = bytes(header(ANSWER, [1, 5000, 0, 0]), question(long, 1), ...Array.from({ length: 5000 }, () => record(name('*12'), 1, bytes([1, 2, 3, 4]))));
    const framed = bytes(be16(15999), flood.subarray(0, 15999));
    const good = bytes(header(0x0100, [1, 0, 0, 0]), question(example, 1));
    const all = records(pcapFile([tcpFrame(framed.subarray(0, 16000), { srcPort: 53, dstPort: 40000 }), udpFrame(good, { srcPort: 40001, dstPort: 53 })]));
    expect(all.at(-1)).toMatchObject({ query_name: ['example.com'] });
    const many = bytes(header(ANSWER, [0, 1000, 0, 0]), ...Array.from({ length: 1000 }, () => record(name('a'), 1, bytes([1, 2, 3, 4]))));
    const kept = dns(many);
    expect(kept).toMatchObject({ truncated: true });
    expect((kept?.['answer_name'] as string[]).length).toBe(900);
    const grown = bytes(header(ANSWER, [1, 400, 0, 0]), question(long, 1), ...Array.from({ length: 400 }, () => record(name('*12'), 1, bytes([1, 2, 3, 4]))));
    const bounded = dns(grown);
    expect(bounded).toMatchObject({ truncated: true });
    expect((bounded?.['answer_name'] as string[]).length).toBeLessThan(110);
  });
});

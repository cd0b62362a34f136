/** ClientHellos through the capture parser, on both builds: the published JA3 and JA4 examples, and hellos that lie. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'bun:test';
import { be16, bytes, pcapFile, tcpFrame, tcpFrames, TCP_HEADERS } from './frames.ts';
import { alpn, empty, groups, helloMessage, points, records as tlsRecords, serverName, signatures, values, versions } from './hello.ts';
import type { HelloParts } from './hello.ts';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord, Variant } from './index.ts';

const WEB = { srcPort: 40000, dstPort: 443 };
const hash12 = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
/** The example of the JA4 description, in the order sent, with a GREASE value in every list. */
const EXAMPLE: HelloParts = {
  ciphers: [0x0a0a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035], session: 32,
  extensions: [empty(0x1a1a), empty(0x001b), serverName('cam.example'), empty(0x0033), alpn('h2', 'http/1.1'), empty(0x4469), empty(0x0017), empty(0x002d),
    signatures(0x2a2a, 0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601), empty(0x0005), empty(0x0023), empty(0x0012), versions(0x3a3a, 0x0304, 0x0303), empty(0xff01),
    points(0), groups(0x4a4a, 0x001d, 0x0017, 0x0018), empty(0x0015)],
};

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const all = (capture: Uint8Array): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, capture);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] !== 'traffic');
  };
  const raw = (payload: Uint8Array): JsonRecord | undefined => all(pcapFile([tcpFrame(payload, WEB)]))[0];
  const tls = (parts: HelloParts): JsonRecord | undefined => raw(tlsRecords(helloMessage(parts)));

  test('JA4: the published example, GREASE left out everywhere', () => {
    expect(tls(EXAMPLE)).toMatchObject({ record: 'tls', tls_version: 0x0303, sni: 'cam.example', alpn: ['h2', 'http/1.1'], ja4: 't13d1516h2_8daaf6152771_e5627efa2ab1' });
  });
  test('JA4: without signature algorithms there is no underscore in what is hashed', () => {
    const extensions = EXAMPLE.extensions?.map((one) => one[0] === 13 ? empty(13) : one).filter((one) => one[0] !== 13).concat([[13, bytes(be16(0))]]);
    expect(tls({ ...EXAMPLE, extensions })?.['ja4']).toBe('t13d1516h2_8daaf6152771_6d807ffa2a79');
  });
  test('JA3: the published examples', () => {
    const first: HelloParts = { version: 769, ciphers: [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4], extensions: [serverName('a'), groups(23, 24, 25), points(0)] };
    expect(tls(first)).toMatchObject({ ja3_text: '769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0', ja3: 'ada70206e40642a3e4461f35503241d5', ja4: expect.stringMatching(/^t10d120300_/) });
    expect(tls({ version: 769, ciphers: [4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99] }))
      .toMatchObject({ ja3_text: '769,4-5-10-9-100-98-3-6-19-18-99,,,', ja3: 'de350869b8c85de67a350c8d186f11e6', ja4: expect.stringMatching(/^t10i110000_[0-9a-f]{12}_000000000000$/) });
  });
  test('JA3 leaves GREASE out', () => { expect(tls(EXAMPLE)?.['ja3_text']).toBe('771,4865-4866-4867-49195-49199-49196-49200-52393-52392-49171-49172-156-157-47-53,27-0-51-16-17513-23-45-13-5-35-18-43-65281-11-10-21,29-23-24,0'); });

  test('digests: hellos of every size across the block borders', () => {
    for (let n = 1; n <= 60; n++) {
      const ciphers = Array.from({ length: n }, (_, i) => 0xc000 + ((i * 7919) % 251)), one = tls({ ciphers, extensions: [signatures(0x0403)] });
      const text = `771,${ciphers.join('-')},13,,`;
      const sorted = [...ciphers].sort((a, b) => a - b).map((value) => value.toString(16).padStart(4, '0')).join(',');
      expect(one).toMatchObject({ ja3_text: text, ja3: createHash('md5').update(text).digest('hex'), ja4: `t12i${String(n).padStart(2, '0')}0100_${hash12(sorted)}_${hash12('000d_0403')}` });
    }
  });
  test('JA4 counts stop at 99 and long lists are sorted', () => {
    const ciphers = Array.from({ length: 3000 }, (_, i) => 0xb000 - i), extensions = Array.from({ length: 150 }, (_, i) => empty(0x2100 + ((i * 37) % 150)));
    const sorted = ciphers.toReversed().map((value) => value.toString(16)).join(','), types = extensions.map(([type]) => type).sort((a, b) => a - b).map((type) => type.toString(16)).join(',');
    expect(tls({ ciphers, extensions })?.['ja4']).toBe(`t12i999900_${hash12(sorted.replaceAll('aaaa,', ''))}_${hash12(types)}`);
  });
  test('JA4 versions', () => {
    for (const [version, shown] of [[0x0303, '12'], [0x0302, '11'], [0x0301, '10'], [0x0300, 's3'], [0x0002, 's2'], [0x7f12, '00']] as const) expect(String(tls({ version })?.['ja4']).slice(1, 3)).toBe(shown);
    expect(String(tls({ extensions: [versions(0x0302, 0x0303, 0xfafa)] })?.['ja4']).slice(1, 3)).toBe('12');
  });
  test('JA4 protocol characters, and their hex when they are not letters or digits', () => {
    const shown = (protocol: string | number[]): string => String(tls({ extensions: [alpn(typeof protocol === 'string' ? protocol : bytes(protocol))] })?.['ja4']).slice(8, 10);
    expect([shown('http/1.1'), shown('h2'), shown('x'), shown([0xab]), shown([0xab, 0xcd]), shown([0x30, 0xab]), shown([0x30, 0x31, 0xab, 0xcd]), shown([0x30, 0xab, 0xcd, 0x31]), shown('')])
      .toEqual(['h1', 'h2', 'xx', 'ab', 'ad', '3b', '3d', '01', '00']);
  });

  test('one message in several records, and in several segments', () => {
    const message = helloMessage({ ...EXAMPLE, extensions: [...EXAMPLE.extensions ?? [], [0x0029, new Uint8Array(3000)]] });
    const whole = raw(tlsRecords(message))?.['ja4'];
    for (const size of [1, 3, 100, 1000]) expect(all(pcapFile(tcpFrames(tlsRecords(message, Math.max(size, 4)), WEB, 700)))).toMatchObject([{ sni: 'cam.example', ja4: whole }]);
  });
  test('a server name that is empty or absent is left out', () => {
    for (const content of [new Uint8Array(0), values(0)]) expect(tls({ extensions: [[0, content]] })).not.toHaveProperty('sni');
    expect(tls({ extensions: [[0, new Uint8Array(0)]] })?.['ja4']).toMatch(/^t12d/);
  });
  test('a hello that is cut, or is none, is nothing', () => {
    const message = tlsRecords(helloMessage(EXAMPLE));
    for (const length of [6, 9, 12, 44, 60, 80, 100, message.length - 1]) expect(raw(message.subarray(0, length))).toBeUndefined();
    expect(raw(bytes([22, 3, 3, 0, 4, 2, 0, 0, 0]))).toBeUndefined(); // ServerHello
    expect(raw(bytes([23, 3, 3, 0, 4, 1, 0, 0, 0]))).toBeUndefined();
  });

  const body = helloMessage(EXAMPLE);
  const changed = (at: number, ...to: readonly number[]): Uint8Array => { const copy = Uint8Array.from(body); copy.set(to, at); return tlsRecords(copy); };
  const ext = (type: number, ...content: readonly number[]): Uint8Array => tlsRecords(helloMessage({ extensions: [[type, bytes(content)]] }));
  const hostile: readonly (readonly [string, Uint8Array])[] = [
    ['a session id of 33 bytes', changed(38, 33)], ['ciphers past the end', changed(71, 0xff, 0xfe)], ['an odd cipher length', changed(71, 0, 31)],
    ['an extensions length past the end', changed(107, 0xff, 0xff)], ['an extension past the end', changed(111, 0xff, 0xff)],
    ['a message shorter than its fixed part', tlsRecords(bytes([1, 0, 0, 10], new Uint8Array(10)))],
    ['a name list longer than its extension', ext(0, 0, 9, 0, 0, 1, 97)], ['a name longer than its list', ext(0, 0, 4, 0, 0, 9, 97)],
    ['groups of odd length', ext(10, 0, 3, 0, 1, 2)], ['a protocol longer than its list', ext(16, 0, 3, 9, 104, 50)], ['versions that do not fill their extension', ext(43, 2, 3, 4, 3)],
    ['points that do not fill their extension', ext(11, 9, 0)], ['signatures without a length', ext(13, 0)],
  ];
  test.each(hostile)('rejects %s', (_what, payload) => { expect(raw(payload)).toEqual({ record: 'reject', offset: 24, reason: 'bad_length' }); });
  test('rejects a cut hello whose lengths contradict each other', () => { 
    expect(all(pcapFile([tcpFrame(changed(71, 0xff, 0xfe), WEB)], TCP_HEADERS + 90))).toEqual([{ record: 'reject', offset: 24, reason: 'bad_length' }]);
    expect(all(pcapFile([tcpFrame(tlsRecords(body), WEB)], TCP_HEADERS + 90))).toEqual([]);
  });
});

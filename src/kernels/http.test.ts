/** HTTP heads and SSDP datagrams through the capture parser, on both builds. */
import { describe, expect, test } from 'bun:test';
import { pcapFile, tcpFrame, tcpFrames, udpFrame, UDP_HEADERS } from './frames.ts';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord, Variant } from './index.ts';

const WEB = { srcPort: 40000, dstPort: 80 };
const SSDP = { srcPort: 50000, dstPort: 1900, dstIp: '239.255.255.250' };
const lines = (...all: string[]): string => all.map((line) => `${line}\r\n`).join('');

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const records = (capture: Uint8Array): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, capture);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] !== 'traffic');
  };
  const http = (text: string | Uint8Array): JsonRecord | undefined => records(pcapFile([tcpFrame(Buffer.from(text), WEB)]))[0];
  const ssdp = (text: string, snap?: number): JsonRecord | undefined => records(pcapFile([udpFrame(Buffer.from(text), SSDP)], snap))[0];

  test('reads a request (RFC 9112 section 2.1)', () => {
    const request = http(lines('GET /hello.txt HTTP/1.1', 'User-Agent: curl/7.64.1', 'Host: www.example.com', 'Accept-Language: en, mi', 'REFERER:http://www.example.com/', 'X-Requested-With:  com.vendor.app  ', ''));
    expect(request).toMatchObject({ record: 'http', src_port: 40000, method: 'GET', uri: '/hello.txt', version: '1.1', host: 'www.example.com', user_agent: 'curl/7.64.1',
      referer: 'http://www.example.com/', x_requested_with: 'com.vendor.app' });
    expect(request).not.toHaveProperty('response');
  });

  test('reads a response and stops at the blank line', () => {
    const response = http(lines('HTTP/1.1 401 Unauthorized', 'Server: Hikvision-Webs', 'WWW-Authenticate: Basic realm="IP Camera(C1234)"', 'Content-Type: text/html', 'Location: /login', '', 'Host: in the body'));
    expect(response).toMatchObject({ record: 'http', response: true, version: '1.1', status: 401, server: 'Hikvision-Webs', www_authenticate: 'Basic realm="IP Camera(C1234)"', content_type: 'text/html', location: '/login' });
    expect(response).not.toHaveProperty('host');
    expect(http(lines('HTTP/1.0 200', ''))).toMatchObject({ status: 200, version: '1.0' });
  });

  test('joins folded lines, takes the first of a repeated field, ignores case, leaves empty values out', () => {
    expect(http(lines('POST /a HTTP/1.1', 'uSER-aGENT: one', ' \ttwo', '   three ', 'Host: first', 'Host: second', 'Server:', 'Content-Type: ', '\ttext/xml', '')))
      .toMatchObject({ user_agent: 'one two three', host: 'first', content_type: 'text/xml' });
    expect(http(lines('GET / HTTP/1.1', 'Host:', ''))).not.toHaveProperty('host');
  });

  test('tolerates bare line feeds and lines that are no header', () => {
    expect(http('GET /x HTTP/1.1\nthis line has no colon\nHost : not a name\nUser-Agent: ok\n\n')).toMatchObject({ uri: '/x', user_agent: 'ok' });
    expect(http('GET /x HTTP/1.1\nHost : not a name\n\n')).not.toHaveProperty('host');
  });

  test('keeps what came complete of a head that ends early', () => {
    const cut = http('GET /x HTTP/1.1\r\nHost: a.example\r\nUser-Agent: Mozilla/5.0 (Lin');
    expect(cut).toMatchObject({ record: 'http', host: 'a.example', truncated: true });
    expect(cut).not.toHaveProperty('user_agent');
    expect(http('GET /an-uri-that-is-cu')).toBeUndefined();
  });

  test('puts a head together from segments', () => {
    const head = lines('GET /index.html HTTP/1.1', 'Host: camera.example', `Cookie: ${'c'.repeat(3000)}`, 'User-Agent: after the cookie', '');
    expect(records(pcapFile(tcpFrames(Buffer.from(head), WEB, 500)))).toMatchObject([{ host: 'camera.example', user_agent: 'after the cookie' }]);
  });

  test('knows methods of the registry and of UPnP, and leaves other protocols alone', () => {
    for (const method of ['PROPFIND', 'OPTIONS', 'SUBSCRIBE', 'NOTIFY', 'DELETE']) expect(http(lines(`${method} /x HTTP/1.1`, 'Host: a', ''))).toMatchObject({ method });
    expect(http('OPTIONS rtsp://a/ RTSP/1.0\r\n\r\n')).toMatchObject({ record: 'rtsp' });
    for (const text of ['GETX / HTTP/1.1\r\n\r\n', 'GET /\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'get / HTTP/1.1\r\n\r\n', 'HTTP/x 200\r\n\r\n']) expect(http(text)).toBeUndefined();
  });

  test('a URI with blanks is what stands between method and version', () => {
    expect(http(lines('GET /a b  c HTTP/1.1', ''))).toMatchObject({ uri: '/a b  c' });
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['a status that is no number', lines('HTTP/1.1 abc OK', '')], ['a status of four digits', lines('HTTP/1.1 2000 OK', '')],
    ['a version that goes on', lines('GET / HTTP/1.1x', '')], ['a request without a target', lines('GET HTTP/1.1', '')], ['a status line that stops', lines('HTTP/1.1 20', '')],
  ];
  test.each(hostile)('rejects %s', (_what, text) => { expect(http(text)).toEqual({ record: 'reject', offset: 24, reason: 'bad_value' }); });

  test('64 KiB of one header costs only itself', () => {
    const head = `GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: ${'x'.repeat(65_536)}\r\n\r\n`;
    const all = records(pcapFile([...tcpFrames(Buffer.from(head), WEB), tcpFrame(Buffer.from(lines('GET /next HTTP/1.1', '')), { srcPort: 40001, dstPort: 80 })]));
    expect(all).toMatchObject([{ uri: '/', host: 'a', truncated: true }, { uri: '/next' }]);
  });

  test('bytes that are not UTF-8 are text all the same', () => {
    expect(http(Buffer.concat([Buffer.from('GET / HTTP/1.1\r\nHost: a'), Buffer.from([0xff, 0x00]), Buffer.from('\r\n\r\n')]))).toMatchObject({ host: 'a\uFFFD\0' });
  });

  test('SSDP: search, announcement and answer (UPnP Device Architecture 2.0 section 1)', () => {
    expect(ssdp(lines('M-SEARCH * HTTP/1.1', 'HOST: 239.255.255.250:1900', 'MAN: "ssdp:discover"', 'MX: 1', 'ST: urn:dial-multiscreen-org:service:dial:1', 'USER-AGENT: Google Chrome/90 Linux', '')))
      .toMatchObject({ record: 'ssdp', method: 'M-SEARCH', uri: '*', host: '239.255.255.250:1900', st: 'urn:dial-multiscreen-org:service:dial:1', user_agent: 'Google Chrome/90 Linux' });
    expect(ssdp(lines('NOTIFY * HTTP/1.1', 'Location: http://192.168.77.5:49152/desc.xml', 'NT: upnp:rootdevice', 'NTS: ssdp:alive', 'Server: Linux/3.14 UPnP/1.0 IpBridge/1.16', 'USN: uuid:2f402f80-da50::upnp:rootdevice', '')))
      .toMatchObject({ record: 'ssdp', method: 'NOTIFY', location: 'http://192.168.77.5:49152/desc.xml', nt: 'upnp:rootdevice', nts: 'ssdp:alive', server: 'Linux/3.14 UPnP/1.0 IpBridge/1.16', usn: 'uuid:2f402f80-da50::upnp:rootdevice' });
    expect(records(pcapFile([udpFrame(Buffer.from(lines('HTTP/1.1 200 OK', 'ST: upnp:rootdevice', '')), { srcPort: 1900, dstPort: 50000 })]))).toMatchObject([{ record: 'ssdp', response: true, status: 200, st: 'upnp:rootdevice' }]);
  });

  test('SSDP: a datagram without its last newline is whole, one that the capture cut is not', () => {
    const text = 'M-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\nUSER-AGENT: cut here';
    expect(ssdp(text)).toMatchObject({ st: 'ssdp:all', user_agent: 'cut here' });
    const cut = ssdp(text, UDP_HEADERS + text.length - 4);
    expect(cut).toMatchObject({ st: 'ssdp:all', truncated: true });
    expect(cut).not.toHaveProperty('user_agent');
    expect(ssdp('NOTIFY * HTTP/1.1')).toMatchObject({ record: 'ssdp', method: 'NOTIFY' });
    expect(ssdp('GET / HTTP/1.1\r\n\r\n')).toBeUndefined();
  });
});

/** DHCPv4: every option that is read, in every place it may stand, and messages that lie. */
import { describe, expect, test } from 'bun:test';
import { dhcpFrame, dhcpMessage, longOption, option, type DhcpHead } from './dhcp-messages.ts';
import { be16, be32, bytes, pcapFile, udpFrame } from './frames.ts';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type Variant } from './index.ts';

const END = bytes(255);
const DISCOVER = option(53, 1);

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const records = (...frames: Uint8Array[]): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, pcapFile(frames));
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] !== 'traffic');
  };
  const one = (head: DhcpHead, ...options: Uint8Array[]): JsonRecord => records(dhcpFrame(dhcpMessage(head, ...options)))[0] ?? {};
  const read = (...options: Uint8Array[]): JsonRecord => one({}, DISCOVER, ...options, END);
  const reason = (...options: Uint8Array[]): unknown => read(...options)['reason'];

  test('reads the fixed part, and leaves out what is not filled in', () => {
    expect(one({ xid: 0xfedcba98, ciaddr: [10, 0, 0, 1], yiaddr: [10, 0, 0, 2], siaddr: [10, 0, 0, 3], giaddr: [10, 0, 0, 4] }, DISCOVER, END)).toEqual({
      record: 'dhcp', time: '2026-01-01T00:00:00.000000Z', src_mac: '02:00:00:00:00:0a', dst_mac: 'ff:ff:ff:ff:ff:ff', dst_ip: '255.255.255.255', src_port: 68, dst_port: 67, proto: 17, ttl: 64,
      length: 286, xid: 0xfedcba98, message_type: 1, chaddr: '02:00:00:00:00:0a', ciaddr: '10.0.0.1', yiaddr: '10.0.0.2', siaddr: '10.0.0.3', giaddr: '10.0.0.4', options: [53],
    });
    for (const key of ['ciaddr', 'yiaddr', 'siaddr', 'giaddr', 'src_ip']) expect(read()[key]).toBeUndefined();
  });

  test('reads the options of a client in wire order', () => {
    expect(read(bytes(0, 0), option(61, 1, [2, 0, 0, 0, 0, 10]), option(60, 'MSFT 5.0'), option(12, 'printer-7'), option(50, [10, 0, 0, 9]), option(57, be16(1500)), option(55, [1, 3, 6, 15, 119, 252]), option(161, 'https://x.example/mud')))
      .toMatchObject({ options: [53, 61, 60, 12, 50, 57, 55, 161], client_id: '0102000000000a', vendor_class: 'MSFT 5.0', hostname: 'printer-7', requested_ip: '10.0.0.9', max_message_size: 1500,
        parameter_request_list: [1, 3, 6, 15, 119, 252], mud_url: 'https://x.example/mud' });
  });

  test('reads the options of a server', () => {
    expect(read(option(54, [10, 0, 0, 1]), option(51, be32(86400)), option(1, [255, 255, 255, 0]), option(3, [10, 0, 0, 1], [10, 0, 0, 2]), option(6, [8, 8, 8, 8], [9, 9, 9, 9]), option(15, 'lab.example')))
      .toMatchObject({ server_id: '10.0.0.1', lease_seconds: 86400, subnet_mask: '255.255.255.0', router: ['10.0.0.1', '10.0.0.2'], dns_server: ['8.8.8.8', '9.9.9.9'], domain_name: 'lab.example' });
  });

  test('a lease without end is a number like any other', () => {
    expect(read(option(51, be32(0xffffffff)))['lease_seconds']).toBe(0xffffffff);
  });

  test('trims the NULs some clients end text with; text of nothing is left out', () => {
    expect(read(option(12, 'camera\0\0'), option(60, 'udhcp 1.19.4\0'))).toMatchObject({ hostname: 'camera', vendor_class: 'udhcp 1.19.4' });
    const nothing = read(option(12), option(60, '\0'), option(15, ''), option(55), option(61));
    for (const key of ['hostname', 'vendor_class', 'domain_name', 'parameter_request_list', 'client_id']) expect(nothing[key]).toBeUndefined();
    expect(nothing['options']).toEqual([53, 12, 60, 15, 55, 61]);
  });

  test('text that is not UTF-8 is shown with replacement characters, not refused', () => {
    expect(read(option(12, [0x61, 0xff, 0x62]))['hostname']).toBe('a\ufffdb');
  });

  test('reads options that continue in file and sname, in that order (option 52)', () => {
    const file = bytes(option(12, 'from-file'), 255), sname = bytes(option(60, 'from-sname'), 255);
    expect(one({ file, sname }, DISCOVER, option(52, 3), END)).toMatchObject({ options: [53, 52, 12, 60], hostname: 'from-file', vendor_class: 'from-sname' });
    expect(one({ file, sname }, DISCOVER, option(52, 1), END)).toMatchObject({ options: [53, 52, 12] });
    expect(one({ file, sname }, DISCOVER, option(52, 2), END)).toMatchObject({ options: [53, 52, 60] });
    expect(one({ file, sname }, DISCOVER, END)['options']).toEqual([53]);
    // A second 52 inside `file` opens nothing.
    expect(one({ file: bytes(option(52, 3), 255), sname }, DISCOVER, option(52, 1), END)['options']).toEqual([53, 52, 52]);
  });

  test('an option that runs past file or sname is rejected', () => {
    expect(one({ file: bytes(12, 200, 'x') }, DISCOVER, option(52, 1), END)['reason']).toBe('bad_option');
    expect(one({ sname: bytes(new Uint8Array(63), 12) }, DISCOVER, option(52, 2), END)['reason']).toBe('bad_option');
  });

  test('joins long options that were split (RFC 3396), also across areas', () => {
    const list = Array.from({ length: 600 }, (_, i) => i % 250 + 1);
    expect(read(longOption(55, bytes(list)))).toMatchObject({ options: [53, 55, 55, 55], parameter_request_list: list });
    expect(read(option(12, 'first-'), option(60, 'between'), option(12, 'second'))).toMatchObject({ hostname: 'first-second', vendor_class: 'between', options: [53, 12, 60, 12] });
    expect(one({ file: bytes(option(12, 'b'), 255), sname: bytes(option(12, 'c'), 255) }, DISCOVER, option(52, 3), option(12, 'a'), END)['hostname']).toBe('abc');
    expect(read(option(6, [8, 8]), option(6, [8, 8, 9, 9, 9, 9]))['dns_server']).toEqual(['8.8.8.8', '9.9.9.9']);
    expect(read(option(82, [1, 6, 97]), option(82, 'bcdef', [2, 1, 0x7a]))['relay']).toEqual({ circuit_id: '616263646566', remote_id: '7a' });
  });

  test('a fixed-length option given twice counts once', () => {
    expect(read(option(50, [10, 0, 0, 9]), option(50, [10, 0, 0, 8]))).toMatchObject({ requested_ip: '10.0.0.9', options: [53, 50, 50] });
  });

  test('reads relay agent information', () => {
    expect(read(option(82, [1, 3, 1, 2, 3], [2, 2, 0xaa, 0xbb], [5, 4, 10, 1, 0, 0], [151, 1, 7]))['relay']).toEqual({ circuit_id: '010203', remote_id: 'aabb', link_selection: '10.1.0.0' });
  });

  test('rejects option 82 longer than packet, and sub-options longer than option 82', () => {
    expect(reason(bytes(82, 200, 1, 3))).toBe('bad_option');
    expect(reason(option(82, [1, 9, 1]))).toBe('bad_option');
    expect(reason(option(82, [1]))).toBe('bad_option');
    expect(reason(option(82, [5, 3, 10, 0, 0]))).toBe('bad_length');
  });

  test('reads the client FQDN as ASCII and as labels (RFC 4702)', () => {
    expect(read(option(81, [0, 0, 0], 'host.example'))['client_fqdn']).toBe('host.example');
    expect(read(option(81, [4, 0, 0], 4, 'host', 7, 'example', 0))['client_fqdn']).toBe('host.example');
    expect(read(option(81, [4, 0, 0], 4, 'host'))['client_fqdn']).toBe('host');
    expect(read(option(81, [4, 0, 0], 0))['client_fqdn']).toBeUndefined();
    expect(read(option(81, [1, 0, 0]))['client_fqdn']).toBeUndefined();
    expect(reason(option(81, [0, 0]))).toBe('bad_length');
    expect(reason(option(81, [4, 0, 0], 9, 'host'))).toBe('bad_name');
    expect(reason(option(81, [4, 0, 0], 4, 'host', 0xc0, 3))).toBe('bad_name');
  });

  test('reads user classes as a list (RFC 3004) and as the bare text many clients send', () => {
    expect(read(option(77, 4, 'iPXE', 3, 'abc'))['user_class']).toEqual(['iPXE', 'abc']);
    expect(read(option(77, 'iPXE'))['user_class']).toEqual(['iPXE']);
    expect(read(option(77, 'RRAS.Microsoft'))['user_class']).toEqual(['RRAS.Microsoft']);
  });

  test('reads client architectures and vendor-identifying options', () => {
    expect(read(option(93, be16(7), be16(9)))['client_arch']).toEqual([7, 9]);
    expect(reason(option(93, 1))).toBe('bad_length');
    expect(read(option(124, be32(9), 3, 'abc'), option(125, be32(3561), 2, [1, 2], be32(311), 0))).toMatchObject({ vendor_id: [9, 3561, 311], vendor_data: ['616263', '0102', ''] });
    expect(reason(option(125, be32(9), 200, 'abc'))).toBe('bad_option');
    expect(reason(option(124, be16(9)))).toBe('bad_option');
  });

  test('rejects options of the wrong length', () => {
    for (const [code, length] of [[53, 2], [50, 3], [54, 5], [51, 2], [57, 1], [1, 3]] as const) expect(one({}, option(code, new Uint8Array(length)), END)['reason']).toBe('bad_length');
    for (const [code, length] of [[3, 3], [3, 0], [6, 5]] as const) expect(reason(option(code, new Uint8Array(length)))).toBe('bad_length');
  });

  test('an option that runs past the packet, or a code without a length, is rejected', () => {
    expect(one({}, DISCOVER, bytes(12, 5, 'abcd'))['reason']).toBe('bad_option');
    expect(one({}, DISCOVER, bytes(12))['reason']).toBe('bad_option');
    expect(one({}, DISCOVER)['options']).toEqual([53]); // no end option: the packet's end will do
  });

  test('rejects a wrong cookie, an unknown operation, an impossible hardware length and half a message', () => {
    expect(one({ cookie: 0x63825364 }, DISCOVER, END)['reason']).toBe('bad_magic');
    expect(one({ op: 3 }, DISCOVER, END)['reason']).toBe('bad_value');
    expect(one({ hlen: 17 }, DISCOVER, END)['reason']).toBe('bad_length');
    expect(records(dhcpFrame(dhcpMessage({}, DISCOVER, END).subarray(0, 239)))[0]?.['reason']).toBe('truncated');
  });

  test('BOOTP without a message type is kept; other hardware is named', () => {
    expect(one({}, END)).toMatchObject({ record: 'dhcp', xid: 0x1234abcd });
    expect(one({ htype: 32, hlen: 0 }, DISCOVER, END)).toMatchObject({ htype: 32 });
    expect(one({ htype: 32, hlen: 0 }, DISCOVER, END)['chaddr']).toBeUndefined();
    expect(one({ htype: 6 }, DISCOVER, END)).toMatchObject({ htype: 6, chaddr: '02:00:00:00:00:0a' });
  });

  test('a message the capture cut short is kept as far as it goes, and says so', () => {
    const frame = dhcpFrame(dhcpMessage({}, DISCOVER, option(12, 'printer'), option(60, 'vendor class'), END));
    const batch = kernel.parse(PARSERS.capture, pcapFile([frame], frame.length - 8));
    expect(toRecord(batch, 0)).toMatchObject({ record: 'dhcp', truncated: true, hostname: 'printer', options: [53, 12] });
  });

  test('knows DHCP on other ports by its cookie', () => {
    expect(records(udpFrame(dhcpMessage({}, DISCOVER, END), { srcPort: 4011, dstPort: 4011 }))[0]?.['record']).toBe('dhcp');
    expect(records(udpFrame(dhcpMessage({ cookie: 1 }, DISCOVER, END), { srcPort: 4011, dstPort: 4011 }))).toEqual([]);
  });

  test('a malformed message costs its neighbours nothing', () => {
    const good = dhcpFrame(dhcpMessage({}, DISCOVER, option(12, 'good'), END)), bad = dhcpFrame(dhcpMessage({}, DISCOVER, option(12, 'bad'), bytes(60, 99)));
    const got = records(good, bad, good, bad, bad, good);
    expect(got.map((record) => record['reason'] ?? record['hostname'])).toEqual(['good', 'bad_option', 'good', 'bad_option', 'bad_option', 'good']);
    expect(got[2]?.['options']).toEqual([53, 12]);
  });
});

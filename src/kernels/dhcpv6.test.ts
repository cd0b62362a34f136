/** DHCPv6 messages, plain and relayed, and those that lie. */
import { describe, expect, test } from 'bun:test';
import { account } from './accounting.ts';
import { address6, duidLl, frame6, lease6, message6, option6, relayed } from './dhcpv6-messages.ts';
import { be16, be32, bytes, pcapFile, udpFrame } from './frames.ts';
import { loadKernel, PARSERS, toRecord, type JsonRecord, type Variant } from './index.ts';

const label = (text: string): Uint8Array => bytes(text.length, text);
const SOLICIT = message6(1, duidLl(), option6(6, be16(23), be16(24)), option6(8, be16(0)), lease6(7, option6(5, address6(9), be32(1), be32(2))),
  option6(25, be32(8), be32(0), be32(0), option6(26, be32(1), be32(2), 56, address6(0))), option6(15, be16(2), 'ab'), option6(16, be32(40_712), be16(3), 'cam', be16(1), 'x'), option6(39, 0, label('camera'), label('example'), 0),
  option6(61, be16(7), be16(9)), option6(112, 'https://mud.example/cam'));

for (const variant of ['simd', 'scalar'] as const satisfies readonly Variant[]) describe(variant, () => {
  const kernel = loadKernel(variant);
  const records = (frames: readonly Uint8Array[], snap?: number): JsonRecord[] => {
    const batch = kernel.parse(PARSERS.capture, pcapFile(frames, snap)), { packets, accounted } = account(batch);
    expect([packets, accounted]).toEqual([frames.length, frames.length]);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
  };
  const one = (message: Uint8Array): JsonRecord => records([frame6(message)])[0] ?? {};
  const said = {
    record: 'dhcpv6', dhcpv6_message: 1, transaction_id: 0x123456, client_duid: '0003000102000000000a', option_codes: [1, 6, 8, 3, 25, 15, 16, 39, 61, 112], option_request: [23, 24], iaid: [7, 8], address6: ['fd00:77::9'],
    prefix6: ['fd00:77::/56'], user_class: ['ab'], vendor_class: 'cam', vendor_id: [40_712], client_fqdn: 'camera.example', client_arch: [7, 9], mud_url: 'https://mud.example/cam',
  };

  test('[R72] reads what a client says; the record is of IPv6 and has no address of IPv4', () => {
    const solicit = one(SOLICIT);
    expect(solicit).toMatchObject({ ...said, src_ip6: 'fe80::ff:fe00:a', src_mac: '02:ee:00:00:00:01' });
    expect([solicit['src_ip'], solicit['dst_ip']]).toEqual([undefined, undefined]);
    expect(one(message6(7, option6(2, be16(3), be16(1), [2, 0, 0, 0, 0, 1]), option6(23, address6(1), address6(2))))).toMatchObject({ response: true, server_duid: '00030001020000000001', dns_server6: ['fd00:77::1', 'fd00:77::2'] });
  });

  test('a relayed message is unwrapped, and the relay next to the client says where that is', () => {
    const outer = relayed(relayed(SOLICIT, { more: [option6(18, 'port7'), option6(37, be32(9), 'sw'), option6(79, be16(1), [2, 0, 0, 0, 0, 10])] }), { hops: 1, peer: address6(3), more: [option6(18, 'uplink')] });
    expect(one(outer)).toMatchObject({ ...said, relay_peer_ip6: 'fe80::ff:fe00:a', relay_link_ip6: 'fd00::1', relay_client_mac: '02:00:00:00:00:0a', relay: { circuit_id: Buffer.from('port7').toString('hex'), remote_id: Buffer.from('sw').toString('hex') } });
    expect(one(relayed(message6(7), { type: 13 }))).toMatchObject({ dhcpv6_message: 7, response: true });
  });

  test('relays without end are too deep, one with nothing inside lacks it', () => {
    const nested = (times: number): Uint8Array => Array.from({ length: times }).reduce((message: Uint8Array) => relayed(message), SOLICIT);
    expect(one(nested(8))).toMatchObject({ dhcpv6_message: 1 });
    for (const times of [9, 200]) expect(one(nested(times))).toMatchObject({ reason: 'too_deep' });
    expect(one(relayed(SOLICIT).subarray(0, 34))).toMatchObject({ reason: 'missing_field' });
    expect(one(relayed(SOLICIT).subarray(0, 20))).toMatchObject({ reason: 'truncated' });
    expect(one(relayed(bytes()))).toMatchObject({ reason: 'truncated' });
  });

  test('options that lead out of their message, or are not what they must be, are rejects', () => {
    const bad = (...options: readonly Uint8Array[]): unknown => one(message6(1, ...options))['reason'];
    expect([bad(bytes(be16(1), be16(200), 1)), bad(bytes(0)), bad(relayed(SOLICIT).subarray(0, 3))]).toEqual(['bad_option', 'bad_option', 'bad_option']);
    for (const option of [option6(1, 1), option6(2, new Uint8Array(131)), option6(3, be32(1)), option6(6, 1), option6(23, address6(1), 1), option6(39), option6(61, 1), option6(16, 1), lease6(1, option6(5, 1)), option6(25, be32(1), be32(0), be32(0), option6(26, be32(1), be32(2), 200, address6(0)))]) expect(bad(option)).toBe('bad_length');
    expect([bad(lease6(1, bytes(be16(5), be16(90)))), bad(option6(15, be16(9), 'ab')), bad(option6(16, be32(1), be16(9), 'ab'))]).toEqual(['bad_option', 'bad_option', 'bad_option']);
    expect(bad(option6(39, 0, 70, 'x'))).toBe('bad_name');
    expect([one(message6(0))['reason'], one(message6(99))['reason'], one(bytes(1, 2))['reason']]).toEqual(['bad_value', 'bad_value', 'truncated']);
  });

  test('a message of more options than a row may have is a reject, and its neighbours are read', () => {
    expect(records([frame6(message6(1, ...Array.from({ length: 9000 }, () => option6(8)))), frame6(SOLICIT)]).map((record) => record['reason'] ?? record['record'])).toEqual(['arena_full', 'dhcpv6', 'traffic']);
  });

  test('on IPv4 those ports are nobody\'s; DHCPv4 in DHCPv6 says only that it is', () => {
    expect(records([udpFrame(SOLICIT, { srcPort: 546, dstPort: 547 })])).toMatchObject([{ record: 'traffic' }]);
    expect(one(message6(20, option6(87, new Uint8Array(240))))).toMatchObject({ record: 'dhcpv6', dhcpv6_message: 20 });
  });

  test('cut at any byte, a message is read as far as it goes', () => {
    const frame = frame6(relayed(SOLICIT));
    for (let snap = 62; snap < frame.length; snap++) records([frame], snap);
    expect(records([frame], frame.length - 40)[0]).toMatchObject({ record: 'dhcpv6', truncated: true, client_duid: '0003000102000000000a' });
    for (let end = 0; end < SOLICIT.length; end++) one(SOLICIT.subarray(0, end));
  });
});

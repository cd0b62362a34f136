/** EAL lines: what is read where, every reason to refuse, batch edges, and exhaustive sweeps of the small parsers. */
import { expect, test } from 'bun:test';
import * as L from '../../assembly/layout.ts';
import { expectedRecord } from './eal-oracle.ts';
import { bytesOf, checkLines, kernels, parseBoth, parseEal, reasonOf } from './eal-lines.ts';
import { EAL_DEMANDS, EAL_KEYS, EAL_LIMITS, EAL_RECORDS } from './eal-schema.ts';
import { pcapFile } from './frames.ts';
import { OFFICE_SEEDS } from './office-messages.ts';
import { PARSERS } from './parsers.ts';
import { toRecord } from './record.ts';

const DNS = '{"record":"dns","src_ip":"10.0.0.1"';
/** A DNS record with more members. */
const dns = (members: string): string => `${DNS},${members}}`;
const recordOf = (line: string): unknown => toRecord(parseBoth(bytesOf(line)), 0);
const sweep = (values: Iterable<string>, member: (value: string) => string): { accepted: number; refused: number } => {
  const sum = { accepted: 0, refused: 0 };
  let lines: string[] = [];
  const flush = (): void => {
    const part = checkLines(bytesOf(lines.join('\n')));
    sum.accepted += part.accepted; sum.refused += part.refused;
    lines = [];
  };
  for (const value of values) {
    lines.push(dns(member(value)));
    if (lines.length === 8192) flush();
  }
  flush();
  return sum;
};

test('[R1] a record of every kind comes back as it was written', () => {
  const records = [
    { record: 'arp', time: '2026-05-12T09:30:00.003190Z', src_mac: 'a4:3c:02:04:77:00', dst_mac: 'ff:ff:ff:ff:ff:ff', vlan: 20, inner_vlan: 7, src_ip: '10.0.0.9', dst_ip: '10.0.0.1', length: 60, opcode: 1, sender_mac: 'a4:3c:02:04:77:00', sender_ip: '10.0.0.9', target_ip: '10.0.0.1' },
    { record: 'dhcp', time: '2026-05-12T09:30:00.003190123Z', src_mac: 'a4:3c:02:04:77:00', src_port: 68, dst_port: 67, proto: 17, ttl: 64, length: 342, xid: 4294967295, message_type: 3, chaddr: 'a4:3c:02:04:77:00', ciaddr: '0.0.0.0', options: [53, 61, 255, 0],
      parameter_request_list: [1, 3, 6], vendor_class: 'MSFT 5.0', hostname: 'Küche "1"', client_id: '01a43c02047700', lease_seconds: 86400, relay: { circuit_id: '0004', remote_id: '', link_selection: '10.0.0.0' }, user_class: ['a', ''], client_arch: [0, 7], vendor_id: [311], vendor_data: ['00ff'], router: ['10.0.0.1', '10.0.0.2'] },
    { record: 'dns', src_port: 5000, dst_port: 53, proto: 17, response: true, truncated: true, src_ip6: 'fe80::1', dst_ip6: '2001:db8::1:0:0:1', id: 65535, rcode: 3, query_name: ['a.example', 'b.example'], query_type: [1, 28], answer_name: ['a.example'], answer_type: [1], answer_ttl: [4294967295], answer_data: ['1.2.3.4'] },
    { record: 'mdns', src_ip: '10.0.0.1', dst_ip: '224.0.0.251', query_name: ['_ipp._tcp.local'], query_type: [12] },
    { record: 'ssdp', src_ip: '10.0.0.1', method: 'NOTIFY', uri: '*', version: '1.1', location: 'http://10.0.0.1/x', nts: 'ssdp:alive', usn: 'uuid:1' },
    { record: 'http', src_ip: '10.0.0.1', response: true, version: '1.1', status: 200, server: 'x' },
    { record: 'tls', src_ip: '10.0.0.1', tls_version: 771, sni: 'www.example.com', alpn: ['h2', 'http/1.1'], ja3: '0'.repeat(32), ja4: 't13d' },
    { record: 'traffic', src_mac: '00:00:00:00:00:01', src_ip: '10.0.0.1', packets_sent: 3, packets_received: 0, bytes_sent: 9007199254740991, bytes_received: 4294967296, duration_ms: 10, first_sent: '00', sent_sizes: [1, 2], app: 'ssl', ethertype: 34958 },
    { record: 'lease', chaddr: '00:00:00:00:00:01', hostname: 'press-3', ip: '10.0.0.7', action: 'ack', dialect: 'dhcpd', via: 'eth1' },
    { record: 'threat', src_ip: '10.0.0.1', dst_ip: '198.51.100.9', app: 'web-browsing', log_type: 'THREAT', subtype: 'spyware', firewall: '007200002536', severity: 'high', threat_id: 'Suspicious(14978)' },
    { record: 'hip', src_ip: '10.0.0.1', log_type: 'HIPMATCH', hip_name: 'Cameras', hip_type: 'profile', host_mac: '02:00:00:00:00:01' },
    { record: 'system', log_type: 'SYSTEM', event_id: 'general', module: 'general', description: 'ready' },
    { record: 'gtp', src_ip: '10.0.0.1', log_type: 'GTP', imsi: '208950000000001', imei: '490154203237518', end_user_ip: '10.45.0.2' },
    { record: 'unused', log_type: 'SCTP', firewall: '007200002536' },
    { record: 'dhcpv6', src_mac: '00:00:00:00:00:01', src_ip6: 'fe80::1', tunnel: 'erspan2', tunnel_id: 7, vendor_class: 'cam', dhcpv6_message: 1, transaction_id: 16777215, client_duid: '00030001000000000001', option_codes: [1, 65535], option_request: [23], iaid: [4294967295], address6: ['fd00::1'], prefix6: ['fd00::/56'], dns_server6: ['fd00::2'], relay_link_ip6: 'fd00::1', relay_peer_ip6: 'fe80::2', relay_client_mac: '00:00:00:00:00:02' },
    ...OFFICE_SEEDS.map(([, message, frame, port]) => toRecord(kernels.simd.parse(PARSERS.capture, pcapFile([frame(message, { srcPort: port, dstPort: 40_000 })])), 0)),
    { record: 'modbus', src_ip: '10.0.0.1', response: true, vendor: 'x', function: 'diagnostics', unit_id: 255, exception_code: 2 },
    { record: 'bacnet', src_ip: '10.0.0.1', response: true, vendor_code: 5, object_id: '7', function: 'i_am', max_apdu: 480, segmentation: 3, origin_ip: '10.0.0.2', origin_port: 47808, source_network: 3, source_address: '6c' },
    { record: 'enip', src_ip: '10.0.0.1', response: true, vendor_code: 1, product: 'x', device_status: 48, device_state: 3 },
    { record: 'pndcp', src_mac: '00:00:00:00:00:01', response: true, name: 'x', function: 'hello', device_role: 1, station_ip: '10.0.0.1', station_netmask: '255.0.0.0', station_gateway: '10.0.0.2', ip_state: 1, station_alias: 'y', oem_id: '0x0001:0x0002' },
    { record: 's7comm', src_ip: '10.0.0.1', response: true, product_code: '6ES7', module_name: 'a', plant_designation: 'b', copyright: 'c', memory_card_serial: 'd', called_selector: '0102' },
    { record: 'dnp3', src_ip: '10.0.0.1', vendor: 'x', link_source: 65535, link_destination: 3, user_id_code: 'y' },
    { record: 'opcua', src_ip: '10.0.0.1', url: 'opc.tcp://x', application_uri: 'urn:a', product_uri: 'urn:b', security_policy: ['c', 'd'], build_number: '1' },
    { record: 'fins', src_ip: '10.0.0.1', response: true, model: 'x', firmware: 'y' },
    { record: 'known', src_ip: '10.0.0.1', src_port: 22, log_type: 'ssh', software: 'SSH-2.0-dropbear', known_role: 'server' },
  ];
  const batch = parseBoth(bytesOf(records.map((record) => JSON.stringify(record)).join('\n')));
  expect(records.map((_, row) => JSON.stringify(toRecord(batch, row)))).toEqual(records.map((record) => JSON.stringify(record)));
  expect(new Set(records.map(({ record }) => String(record)))).toEqual(new Set(EAL_RECORDS));
});

test('every key is known: it is read, refused when doubled, and refused with a value of another type', () => {
  const samples: Record<string, string> = { text: '"x"', hex: '"00ff"', number: '1', ip: '"10.1.2.3"', ip6: '"fe80::1"', mac: '"a4:3c:02:04:77:00"', bool: 'true', codes: '[1]', time: '"2026-05-12T09:30:00Z"', relay: '{}' };
  for (const { name, type, list } of EAL_KEYS.filter((key) => !['record', 'src_ip'].includes(key.name))) {
    const sample = samples[type] ?? '', value = list ? `[${sample}]` : sample;
    const member = (text: string): string => (name.startsWith('relay.') ? `"relay":{${text}}` : text), bare = name.replace('relay.', '');
    expect([name, reasonOf(dns(member(`"${bare}":${value}`)))]).toEqual([name, 0]);
    expect([name, reasonOf(dns(member(`"${bare}":${value},"${bare}":${value}`)))]).toEqual([name, L.REASON_DUPLICATE_KEY]);
    for (const other of ['null', '[[]]', '{"a":1}', list || type === 'codes' ? sample.replace('[1]', '1') : '[]', type === 'bool' ? '1' : 'false']) {
      if (type === 'relay' && other.startsWith('{')) continue;
      expect([name, other, reasonOf(dns(member(`"${bare}":${other}`)))]).toEqual([name, other, L.REASON_BAD_VALUE]);
    }
    checkLines(bytesOf([`"${bare}":${value}`, `"${bare}" : ${value}`, `"${bare}": ${value}`, `"\\u${bare.charCodeAt(0).toString(16).padStart(4, '0')}${bare.slice(1)}":${value}`, `"${bare}x":${value}`, `"${bare.slice(1)}":${value}`].map((text) => dns(member(text))).join('\n')));
  }
});

test('a key doubled however often, and beside whatever others, is refused', () => {
  const simple = EAL_KEYS.filter(({ type, list, name }) => type === 'number' && !list && !name.startsWith('relay.')).map(({ name }) => `"${name}":0`);
  for (const times of [2, 3, 4, 16, 128, 255, 256, 257, 512, 65535, 65536, 65537, 131072]) {
    for (const [index, member] of simple.entries()) {
      if (times > 512 && (index % 6 !== 0 || times * (member.length + 1) > L.INPUT_CAPACITY - 2000)) continue;
      const others = simple.filter((_, other) => other !== index && (other > index || times % 2 === 0));
      expect([times, member, reasonOf(dns([...new Array<string>(times).fill(member), ...others].join(',')))]).toEqual([times, member, L.REASON_DUPLICATE_KEY]);
    }
  }
});

const reasons: readonly (readonly [string, number])[] = [
  ['', L.REASON_BAD_JSON], ['x', L.REASON_BAD_JSON], ['[]', L.REASON_BAD_JSON], ['1', L.REASON_BAD_JSON], ['\ufeff{}', L.REASON_BAD_JSON], [`${DNS}`, L.REASON_BAD_JSON], [`${DNS},}`, L.REASON_BAD_JSON],
  [`${DNS}}}`, L.REASON_BAD_JSON], [`${DNS}} x`, L.REASON_BAD_JSON], [`${DNS} "x":1}`, L.REASON_BAD_JSON], [dns('x:1'), L.REASON_BAD_JSON], [dns('"x" 1'), L.REASON_BAD_JSON], [dns('"x":01'), L.REASON_BAD_JSON],
  [dns('"x":1.'), L.REASON_BAD_JSON], [dns('"x":.1'), L.REASON_BAD_JSON], [dns('"x":1e'), L.REASON_BAD_JSON], [dns('"x":+1'), L.REASON_BAD_JSON], [dns('"x":-'), L.REASON_BAD_JSON], [dns('"x":nul'), L.REASON_BAD_JSON],
  [dns('"x":[1,]'), L.REASON_BAD_JSON], [dns('"x":{"a"}'), L.REASON_BAD_JSON], [dns('"x":[1}'), L.REASON_BAD_JSON], [dns('"x":"'), L.REASON_BAD_JSON], [dns('"sni":"a\tb"'), L.REASON_BAD_JSON], [dns('"sni":"a\0b"'), L.REASON_BAD_JSON],
  [dns('"dst_port":01'), L.REASON_BAD_JSON], [dns('"dst_port":1.'), L.REASON_BAD_JSON], [dns('"dst_port":-'), L.REASON_BAD_JSON], [dns("'x':1"), L.REASON_BAD_JSON],
  [dns('"sni":"\\x"'), L.REASON_BAD_ESCAPE], [dns('"sni":"\\u12g4"'), L.REASON_BAD_ESCAPE], [dns('"sni":"\\ud800"'), L.REASON_BAD_ESCAPE], [dns('"sni":"\\udc00"'), L.REASON_BAD_ESCAPE], [dns('"x":"\\ud800\\ud800"'), L.REASON_BAD_ESCAPE], [dns('"\\ud800x":1'), L.REASON_BAD_ESCAPE],
  [dns('"dst_port":65536'), L.REASON_BAD_VALUE], [dns('"dst_port":-1'), L.REASON_BAD_VALUE], [dns('"dst_port":1.0'), L.REASON_BAD_VALUE], [dns('"dst_port":1e2'), L.REASON_BAD_VALUE], [dns('"dst_port":"1"'), L.REASON_BAD_VALUE], [dns('"vlan":4096'), L.REASON_BAD_VALUE],
  [dns('"bytes_sent":9007199254740992'), L.REASON_BAD_VALUE], [dns('"duration_ms":4294967296'), L.REASON_BAD_VALUE], [dns('"dst_ip":"010.0.0.1"'), L.REASON_BAD_VALUE], [dns('"dst_ip":"1.2.3.4.5678901x"'), L.REASON_BAD_VALUE], [dns('"dst_ip":"1.2.3.4 "'), L.REASON_BAD_VALUE],
  [dns('"src_mac":"a4:3c:02:04:77"'), L.REASON_BAD_VALUE], [dns('"src_mac":"a4-3c-02-04-77-00"'), L.REASON_BAD_VALUE], [dns('"client_id":"0"'), L.REASON_BAD_VALUE], [dns('"client_id":"0g"'), L.REASON_BAD_VALUE], [dns('"options":[256]'), L.REASON_BAD_VALUE], [dns('"query_type":[65536]'), L.REASON_BAD_VALUE],
  [dns('"time":"yesterday"'), L.REASON_BAD_VALUE], [dns('"time":"2026-02-29T00:00:00Z"'), L.REASON_BAD_VALUE], [dns('"time":1'), L.REASON_BAD_VALUE], [dns('"response":1'), L.REASON_BAD_VALUE], [dns('"relay":[]'), L.REASON_BAD_VALUE], [dns('"src_ip6":"fe80::1%eth0"'), L.REASON_BAD_VALUE],
  ['{"record":1,"src_ip":"10.0.0.1"}', L.REASON_BAD_VALUE], ['{}', L.REASON_MISSING_FIELD], ['{"src_ip":"10.0.0.1"}', L.REASON_MISSING_FIELD], ['{"record":"dns"}', L.REASON_MISSING_FIELD], ['{"record":"arp","src_ip":"10.0.0.1"}', L.REASON_MISSING_FIELD], ['{"record":"http","src_ip":"10.0.0.1"}', L.REASON_MISSING_FIELD],
  ['{"record":"reject","offset":0,"reason":"x"}', L.REASON_UNKNOWN_RECORD], ['{"record":"","src_ip":"10.0.0.1"}', L.REASON_UNKNOWN_RECORD], ['{"record":"DNS","src_ip":"10.0.0.1"}', L.REASON_UNKNOWN_RECORD], ['{"record":"traffics","src_ip":"10.0.0.1"}', L.REASON_UNKNOWN_RECORD],
  [dns('"record":"dns"'), L.REASON_DUPLICATE_KEY], [dns('"src\\u005fip":"10.0.0.1"'), L.REASON_DUPLICATE_KEY], [dns('"relay":{},"relay":{}'), L.REASON_DUPLICATE_KEY], [dns('"relay":{"circuit_id":"00","circuit_id":"00"}'), L.REASON_DUPLICATE_KEY],
  [dns(`"x":${'['.repeat(33)}${']'.repeat(33)}`), L.REASON_TOO_DEEP], [dns(`"sni":${'['.repeat(40)}${']'.repeat(40)}`), L.REASON_TOO_DEEP], [dns(`"x":${'{"a":'.repeat(100000)}`), L.REASON_TOO_DEEP],
  [dns(`"query_type":[${'1,'.repeat(EAL_LIMITS.fields)}1]`), L.REASON_TOO_MANY_FIELDS], [dns(`"query_type":[${'1,'.repeat(EAL_LIMITS.fields - 1)}1],"sni":"x"`), L.REASON_TOO_MANY_FIELDS],
  [dns('"parameter_request_lists:[1],"x":1'), L.REASON_BAD_JSON], [dns('"relay":{"circuit_id":"00\\}'), L.REASON_BAD_ESCAPE], [dns('"client_id":"00\\,"x":1'), L.REASON_BAD_ESCAPE],
];
test.each(reasons.filter(([line]) => line !== ''))('the line %p is refused, and why', (line, reason) => {
  expect(reasonOf(line)).toBe(reason);
  expect(expectedRecord(bytesOf(line))).toBeUndefined();
});

test('bytes that are not UTF-8 are refused in values, names and unknown keys', () => {
  for (const bad of [[0x80], [0xc0, 0x80], [0xc3], [0xc3, 0x22], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff], [0xe2, 0x82]]) {
    for (const [before, after] of [['"sni":"a', 'b"}'], ['"x":"', '"}'], ['"x":["', '"]}'], ['"y', '":1}'], ['"sni', '":1}']] as const) {
      expect(reasonOf(Buffer.concat([bytesOf(`${DNS},${before}`), Uint8Array.from(bad), bytesOf(after)]))).toBe(L.REASON_BAD_UTF8);
    }
  }
});

test('lists and nesting up to their limits are accepted', () => {
  expect(reasonOf(dns(`"query_type":[${'1,'.repeat(EAL_LIMITS.fields - 1)}1]`))).toBe(0);
  expect(reasonOf(dns(`"x":${'['.repeat(32)}${']'.repeat(32)}`))).toBe(0);
  expect(reasonOf(dns(`"x":${'{"a":'.repeat(31)}{}${'}'.repeat(31)}`))).toBe(0);
  expect(reasonOf(dns('"options":[],"query_name":[],"relay":{}'))).toBe(0);
});

test('escapes are decoded into text, names and typed values alike', () => {
  expect(recordOf(dns('"sni":"\\u0041\\n\\"\\\\\\/\\b\\f\\r\\t\\u00fc\\u4f1a\\ud83d\\ude00\\u0000"'))).toEqual({ record: 'dns', src_ip: '10.0.0.1', sni: 'A\n"\\/\b\f\r\tü会\u{1f600}\0' });
  expect(recordOf('{"rec\\u006frd":"dn\\u0073","src_ip":"10\\u002e0.0.1","ti\\u006de":"2026-05-12T09:30:00\\u005a","src_ip6":"\\u003a:1","client_id":"0\\u0030"}')).toEqual(
    { record: 'dns', src_ip: '10.0.0.1', time: '2026-05-12T09:30:00.000000Z', src_ip6: '::1', client_id: '00' });
});

test('keys that belong to another kind are checked and forgotten, in any order', () => {
  expect(recordOf('{"opcode":2,"xid":7,"packets_sent":9,"record":"arp","sender_mac":"a4:3c:02:04:77:00"}')).toEqual({ record: 'arp', src_mac: '00:00:00:00:00:00', opcode: 2, sender_mac: 'a4:3c:02:04:77:00' });
  expect(recordOf(dns('"opcode":2'))).toEqual({ record: 'dns', src_ip: '10.0.0.1' });
  expect(reasonOf(dns('"opcode":70000'))).toBe(L.REASON_BAD_VALUE);
});

test('flags that follow from the fields: IPv6 addresses, an ARP announcement', () => {
  expect(parseBoth(bytesOf('{"record":"dns","dst_ip6":"::1","src_ip":"10.0.0.1"}')).flags(0)).toBe(L.FLAG_IPV6);
  const arp = (sender: string, target: string): number => parseBoth(bytesOf(`{"record":"arp","sender_mac":"a4:3c:02:04:77:00","sender_ip":"${sender}","target_ip":"${target}"}`)).flags(0);
  expect([arp('10.0.0.1', '10.0.0.1'), arp('10.0.0.1', '10.0.0.2'), arp('0.0.0.0', '0.0.0.0')]).toEqual([L.FLAG_GRATUITOUS, 0, 0]);
});

test('line ends: CRLF, blank lines, no newline at the end, and offsets of records and rejects', () => {
  const batch = parseBoth(bytesOf(`\n \t\r\n${DNS}}\r\nbad\n\r\n${DNS}}  \r\n{\n${DNS}}`));
  expect(Array.from({ length: batch.count }, (_, row) => [batch.kind(row), batch.offset(row)])).toEqual([[3, 5], [0, 43], [3, 49], [0, 89], [3, 91]]);
  expect(parseBoth(new Uint8Array(0)).count).toBe(0);
  expect(parseBoth(bytesOf('\n\n\r\n ')).count).toBe(0);
});

test('more rows, or more fields, than one call holds: the batch goes on where it stopped', () => {
  const many = bytesOf('{}\n'.repeat(200000));
  expect(parseBoth(many).count).toBe(200000);
  const wide = `${dns(`"query_type":[${'1,'.repeat(3999)}1]`)}\n`, batch = parseBoth(bytesOf(wide.repeat(200)));
  expect(batch.count).toBe(200);
  for (let row = 0; row < 200; row += 7) expect([batch.offset(row), batch.numbers(row, L.F_DNS_QUERY_TYPE).length]).toEqual([row * wide.length, 4000]);
});

test('a list longer than the field table harms no record before it', () => {
  for (const [name, value] of [['query_name', '""'], ['query_type', '1'], ['router', '"0.0.0.0"'], ['vendor_data', '""']] as const) {
    const first = dns('"sni":"\\u0041 name that lies in the arena"'), head = `${DNS},"${name}":[`;
    const long = `${head}${`${value},`.repeat(Math.floor((L.INPUT_CAPACITY - first.length - head.length - 20) / (value.length + 1)))}${value}]}`;
    const batch = parseBoth(bytesOf(`${first}\n${long}`));
    expect([batch.text(0, L.F_TLS_SNI), batch.kind(1), batch.a(1)]).toEqual(['A name that lies in the arena', L.KIND_REJECT, L.REASON_TOO_MANY_FIELDS]);
  }
});

test('an input filled by one line without an end is one row', () => {
  const room = L.INPUT_CAPACITY;
  const fill = (before: string, fillWith: string, after: string): Uint8Array => bytesOf(before + fillWith.repeat(Math.floor((room - before.length - after.length) / fillWith.length)) + after);
  expect(reasonOf(fill('', 'x', ''))).toBe(L.REASON_BAD_JSON);
  expect(reasonOf(fill(`${DNS},"x":"`, 'x', ''))).toBe(L.REASON_BAD_JSON);
  expect(reasonOf(fill(`${DNS},"x":"`, '\\u0041', '"}'))).toBe(0);
  expect(reasonOf(fill(`${DNS},"x":[`, '[', ''))).toBe(L.REASON_TOO_DEEP);
  expect(reasonOf(fill(`${DNS},"x":[`, '1,', '1]}'))).toBe(0);
  expect(reasonOf(fill(`${DNS}`, ',"x":[0]', '}'))).toBe(0);
  expect(reasonOf(fill(`${DNS},"options":[`, '1,', '1]}'))).toBe(0);
  expect(parseBoth(fill(`${DNS},"sni":"`, 'x', '"}')).text(0, L.F_TLS_SNI)?.length).toBe(room - DNS.length - 10);
});

test('a number of ours: every value up to four digits, those around its bound, and the edges above', () => {
  const numbers = function* (): Generator<string> { for (let n = 0; n < 67000; n += n === 9999 ? 55001 : 1) yield String(n); };
  expect(sweep(numbers(), (n) => `"dst_port":${n}`)).toEqual({ accepted: 10536, refused: 1464 });
  const edges = Array.from({ length: 60 }, (_, bits) => [0, 1, 2].map((more) => String(2n ** BigInt(bits) - 1n + BigInt(more)))).flat();
  const tens = Array.from({ length: 20 }, (_, digits) => [`1${'0'.repeat(digits)}`, '9'.repeat(digits + 1), `0${'9'.repeat(digits)}`]).flat();
  for (const name of ['bytes_sent', 'duration_ms', 'length', 'ttl']) sweep([...edges, ...tens], (n) => `"${name}":${n}`);
  sweep([...edges, ...tens], (n) => `"answer_ttl":[${n},${n}]`);
  sweep(Array.from({ length: 1000 }, (_, n) => String(n)), (n) => `"options":[${n},1]`);
});

test('an IPv4 address: every octet at every place, every shape, and what only looks like one', () => {
  const values: string[] = [];
  for (let place = 0; place < 4; place++) for (let octet = 0; octet < 1000; octet++) values.push(Array.from({ length: 4 }, (_, at) => (at === place ? octet : 10)).join('.'));
  const forms = ['0', '7', '10', '99', '100', '249', '255', '00', '01', '010', '256', '', '1000', 'a', '-1', '+1', ' 1', '1 '];
  for (const a of forms) for (const b of forms) for (const c of forms.slice(0, 3)) for (const d of forms) values.push(`${a}.${b}.${c}.${d}`);
  values.push(...['1.2.3', '1.2.3.4.5', '1.2.3.4.', '.1.2.3.4', '1.2.3.4.5678901x', `1.2.3.4.${'x'.repeat(24)}`, '1.2.3.4.5.6.7.8.', '1,2,3,4', '....', '...', '1.2.3.456789012345', '255.255.255.255', '255.255.255.2555']);
  expect(sweep(values, (ip) => `"dst_ip":"${ip}","sender_ip":"${ip}"`).accepted).toBeGreaterThan(2000);
  sweep(values.filter((_, index) => index % 5 === 0), (ip) => `"router":["10.0.0.1","${ip}"]`);
});

test('a MAC address: every byte at every place', () => {
  const values: string[] = [];
  for (let place = 0; place < 17; place++) {
    for (let code = 32; code < 127; code++) {
      const char = String.fromCharCode(code);
      if (char !== '"' && char !== '\\') values.push(`${'a4:3C:02:04:f9:E0'.slice(0, place)}${char}${'a4:3C:02:04:f9:E0'.slice(place + 1)}`);
    }
  }
  expect(sweep(values, (mac) => `"src_mac":"${mac}","chaddr":"${mac}"`).accepted).toBe(12 * 22 + 5);
});

test('hex: every length up to 70 digits, and every byte at every place of two vectors and a tail', () => {
  sweep(Array.from({ length: 71 }, (_, n) => '0123456789abcdefABCDEF'.repeat(4).slice(0, n)), (hex) => `"client_id":"${hex}","vendor_data":["${hex}","${hex}"],"relay":{"remote_id":"${hex}"}`);
  const values: string[] = [];
  for (let place = 0; place < 36; place++) for (let code = 32; code < 127; code++) if (code !== 34 && code !== 92) values.push(`${'9f'.repeat(18).slice(0, place)}${String.fromCharCode(code)}${'9f'.repeat(18).slice(place + 1)}`);
  expect(sweep(values, (hex) => `"client_id":"${hex}"`).accepted).toBe(36 * 22);
});

test('a timestamp: first and last days of months from 1970 to 2106, the times of a day, every length of fraction', () => {
  const days = function* (): Generator<string> {
    for (let year = 1969; year <= 2107; year += year > 1972 && year < 2096 ? 3 : 1) for (let month = 0; month <= 13; month++) for (const day of [0, 1, 28, 29, 30, 31, 32]) yield `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  };
  sweep(days(), (day) => `"time":"${day}T06:28:15Z"`);
  const clock = function* (): Generator<string> { for (let n = 0; n < 86400; n += 37) yield new Date(Date.UTC(2024, 1, 29) + n * 1000).toISOString().slice(0, 19); };
  sweep(clock(), (time) => `"time":"${time}.5Z"`);
  sweep(Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0')), (n) => `"time":"2026-05-12T${n}:30:00Z"`);
  sweep(Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0')), (n) => `"time":"2026-05-12T09:${n}:00.25Z"`);
  sweep(Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0')), (n) => `"time":"2026-05-12T09:30:${n}Z"`);
  const zones = ['Z', 'z', '+00:00', '+05:30', '-12:00'], fractions = Array.from({ length: 12 }, (_, n) => `.${'123456789012'.slice(0, n)}`);
  sweep(zones.flatMap((zone) => ['', ...fractions].map((fraction) => fraction + zone)), (rest) => `"time":"2026-05-12T09:30:00${rest}"`);
  sweep(zones.flatMap((zone) => ['', ...fractions].map((fraction) => fraction.replace(/\d/g, '0') + zone)), (rest) => `"time":"1970-01-01T00:00:00${rest}"`);
  sweep(['z', '+00:00', '-00:00', '+05:30', '-12:00', '+24:00', '+1:00', '+01:60', '+0100', '', 'ZZ', ' Z'], (zone) => `"time":"2026-05-12T09:30:00.123456${zone}"`);
  for (let place = 0; place < 27; place++) sweep(Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).filter((char) => char !== '"' && char !== '\\'), (char) => {
    const time = '2026-05-12T09:30:07.123456Z';
    return `"time":"${time.slice(0, place)}${char}${time.slice(place + 1)}"`;
  });
});

test('an IPv6 address: zeros shortened at every place, and every byte at every place', () => {
  const values: string[] = [];
  for (let from = 0; from <= 8; from++) for (let to = from; to <= 9; to++) values.push([...Array.from({ length: from }, (_, n) => (n + 1).toString(16)), '', ...Array.from({ length: Math.max(0, 8 - to) }, (_, n) => `fff${n}`)].join(':'));
  for (const base of ['fe80::a1:2', '::ffff:10.0.0.255', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:77.88.99.0']) {
    for (let place = 0; place <= base.length; place++) for (const char of ['', ':', '::', '.', '0', 'f', 'G', '12345']) values.push(base.slice(0, place) + char + base.slice(place + 1), base.slice(0, place) + char + base.slice(place));
  }
  sweep(values, (ip) => `"src_ip6":"${ip}"`);
});

test('what a kind demands', () => {
  for (const kind of EAL_RECORDS) {
    const groups = EAL_DEMANDS[kind] ?? [];
    expect(groups.length).toBeGreaterThan(0);
    const samples: Record<string, string> = { src_mac: '"a4:3c:02:04:77:00"', chaddr: '"a4:3c:02:04:77:00"', sender_mac: '"a4:3c:02:04:77:00"', src_ip: '"10.0.0.1"', src_ip6: '"::1"', client_id: '"00"', ip: '"10.0.0.1"', dst_ip: '"10.0.0.1"', dst_ip6: '"::1"', log_type: '"TRAFFIC"', method: '"GET"', status: '200', client_duid: '"00"', action: '"ack"' };
    const choices = groups.reduce<string[][]>((all, group) => all.flatMap((chosen) => group.map((name) => [...chosen, name])), [[]]);
    for (const names of choices) {
      const line = (some: readonly string[]): string => `{"record":"${kind}"${some.map((name) => `,"${name}":${samples[name]}`).join('')}}`;
      expect(reasonOf(line(names))).toBe(0);
      for (const name of names) expect(reasonOf(line(names.filter((one) => one !== name)))).toBe(L.REASON_MISSING_FIELD);
    }
  }
});

test('a kernel reads a batch the same whatever it read before: its guesses are no part of the result', () => {
  const a = bytesOf(`${dns('"time":"2026-05-12T09:30:00Z","app":"x"')}\n`.repeat(3)), b = bytesOf('{"src_mac":"a4:3c:02:04:77:00","app":"y","record":"tls","sni":"z"}\n'.repeat(3));
  const before = toRecord(parseEal(kernels.simd, a), 2);
  parseBoth(b);
  expect(toRecord(parseBoth(a), 2)).toEqual(before);
});

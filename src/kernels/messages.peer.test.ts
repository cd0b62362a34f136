/** What tshark reads in public captures, field by field: names and record data of DNS and mDNS, heads of HTTP and SSDP, server names and JA3 of TLS. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'bun:test';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord } from './index.ts';

const DATA = join(import.meta.dir, '../../../shared/data');
const hasTshark = spawnSync('tshark', ['--version']).status === 0;

/** tshark takes most of a second a file, so these are few: chosen for what is in them. */
const FILES = ['iot-sentinel/HueBridge/Setup-C-1-STA.pcap', 'iot-sentinel/WeMoSwitch/Setup-C-4-STA.pcap', 'iot-sentinel/D-LinkCam/Setup-A-2-STA.pcap', 'iot-sentinel/Withings/Setup-C-2-STA.pcap',
  'iot-sentinel/Aria/Setup-A-3-STA.pcap', 'iot-sentinel/EdimaxCam1/Setup-A-3-STA.pcap', 'iot-sentinel/EdnetGateway/Setup-C-16-STA.pcap',
  ...['arkime/dns-mx.pcap', 'arkime/dns-dnskey.pcap', 'arkime/dns-tcp.pcap', 'arkime/dns-punycode.pcap', 'arkime/http-wrapped-header.pcap', 'arkime/http-xff.pcap', 'arkime/curl-enabled-tls13.pcap',
    'ndpi/pcap/sonos.pcapng', 'ndpi/pcap/http_ipv6.pcap', 'ndpi/pcap/upnp.pcap', 'ndpi/pcap/6in6tunnel.pcap', 'ndpi/pcap/chrome.pcap', 'ndpi/pcap/firefox.pcap', 'ndpi/pcap/android.pcap',
    'zeek/Traces/dns/mdns-no-assoc.pcap', 'zeek/Traces/http/get.pcap', 'zeek/Traces/http/http-single-conn-22.pcap'].map((name) => `captures/${name}`)];
const FIELDS = ['frame.time_epoch', 'tcp.srcport', 'udp.srcport', '_ws.malformed', 'dns.flags.response', 'dns.flags.opcode', 'dns.qry.name', 'dns.qry.type', 'dns.a', 'dns.aaaa', 'dns.ptr.domain_name', 'dns.cname',
  'dns.ns', 'dns.srv.target', 'dns.srv.port', 'dns.mx.mail_exchange', 'dns.soa.mname', 'dns.txt', 'dns.hinfo.cpu', 'http.request.method', 'http.request.uri', 'http.response.code', 'http.host', 'http.user_agent', 'http.server',
  'http.referer', 'http.location', 'tls.handshake.ja3', 'tls.handshake.ja3_full', 'tls.handshake.extensions_server_name'] as const;
const FILTER = '!icmp && !icmpv6 && !quic && (((dns || mdns) && !llmnr && !nbns) || http.request || http.response || tls.handshake.type == 1)';
type Field = (typeof FIELDS)[number];
type Packet = ReadonlyMap<Field, readonly string[]>;

function tshark(file: string): Packet[] {
  const run = spawnSync('tshark', ['-n', '-r', file, '-Y', FILTER, '-T', 'fields', '-E', 'aggregator=\u0001', ...FIELDS.flatMap((field) => ['-e', field])], { maxBuffer: 1 << 28 });
  return run.stdout.toString().split('\n').filter((line) => line !== '').map((line) => {
    const cells = line.split('\t');
    return new Map(FIELDS.map((field, i) => [field, (cells[i] ?? '') === '' ? [] : (cells[i] ?? '').split('\u0001')]));
  });
}

const kernel = loadKernel();
function ours(file: string): JsonRecord[] {
  const batch = kernel.parse(PARSERS.capture, readFileSync(file));
  return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row));
}

const list = (value: unknown): string[] => Array.isArray(value) ? value.map(String) : [];
const text = (value: unknown): string => value === undefined ? '' : String(value);
/** tshark shows the root as <Root> and escapes neither dots nor backslashes. */
const bare = (name: string): string => name === '<Root>' ? '.' : name.replaceAll(/\\(?!\d)/g, '');
const word = (n: number) => (data: string): string => bare(data.split(' ')[n] ?? '');

/** One DNS message, as both say it: the questions, and each type's data in order. */
function dnsOf(record: JsonRecord): Record<string, string[]> {
  const types = list(record['answer_type']), data = (type: number, of: (text: string) => string = bare): string[] => list(record['answer_data']).filter((_, i) => types[i] === String(type)).map(of);
  return { name: list(record['query_name']).map(bare), type: list(record['query_type']), a: data(1), aaaa: data(28), ptr: data(12), cname: data(5), ns: data(2), mx: data(15, word(1)), soa: data(6, word(0)),
    srv: data(33, (one) => bare(one.split(' ').slice(3).join(' '))), port: data(33, word(2)), txt: data(16, (one) => one).flatMap((one) => one === '' ? [] : one.split('\n')), cpu: data(13, (one) => one.split('\n')[0] ?? '') };
}
function dnsIn(packet: Packet): Record<string, string[]> {
  const of = (field: Field): string[] => (packet.get(field) ?? []).map(bare);
  return { name: of('dns.qry.name'), type: of('dns.qry.type'), a: of('dns.a'), aaaa: of('dns.aaaa'), ptr: of('dns.ptr.domain_name'), cname: of('dns.cname'), ns: of('dns.ns'), mx: of('dns.mx.mail_exchange'), soa: of('dns.soa.mname'),
    srv: of('dns.srv.target'), port: of('dns.srv.port'), txt: [...packet.get('dns.txt') ?? []], cpu: of('dns.hinfo.cpu') };
}
const HEAD = [['method', 'http.request.method'], ['uri', 'http.request.uri'], ['status', 'http.response.code'], ['host', 'http.host'], ['user_agent', 'http.user_agent'], ['server', 'http.server'], ['referer', 'http.referer'], ['location', 'http.location']] as const;
const HELLO = [['ja3', 'tls.handshake.ja3'], ['ja3_text', 'tls.handshake.ja3_full'], ['sni', 'tls.handshake.extensions_server_name']] as const;

/** Time to the microsecond and source port: what a packet is found by. */
function place(record: JsonRecord): string {
  const time = text(record['time']);
  return `${Date.parse(`${time.slice(0, 19)}Z`) / 1000}.${time.slice(20, 26)} ${text(record['src_port'])}`;
}

describe('the kernels and tshark', () => {
  test.skipIf(!hasTshark || !existsSync(DATA)).each(FILES)('say the same of %s', (name) => {
    const file = join(DATA, name), records = ours(file).filter((one) => one['record'] !== 'traffic' && one['record'] !== 'reject');
    const at = Map.groupBy(records, place);
    for (const packet of tshark(file)) {
      if (packet.get('_ws.malformed')?.length !== 0) continue;
      const first = (field: Field): string => packet.get(field)?.[0] ?? '', port = first('tcp.srcport') || first('udp.srcport');
      const [seconds = '', fraction = ''] = first('frame.time_epoch').split('.');
      // Several DNS messages in one packet cannot be told apart in tshark's columns; other opcodes than QUERY we read in part.
      if (packet.get('dns.flags.response')?.length === 1 && first('dns.flags.opcode') === '0') {
        const mine = at.get(`${Number(seconds)}.${fraction.slice(0, 6)} ${port}`)?.find((one) => one['record'] === 'dns' || one['record'] === 'mdns');
        expect(mine === undefined ? undefined : dnsOf(mine)).toEqual(dnsIn(packet));
      }
      // A head or hello in several segments has its first packet's time with us and its last one's with tshark.
      const has = (pairs: readonly (readonly [string, Field])[]): boolean => records.some((one) => text(one['src_port']) === port && pairs.every(([key, field]) => text(one[key]) === first(field)));
      if (first('tls.handshake.ja3') !== '') expect([name, packet, has(HELLO)]).toEqual([name, packet, true]);
      if (first('http.request.method') + first('http.response.code') !== '') expect([name, packet, has(HEAD)]).toEqual([name, packet, true]);
    }
  }, 60_000);
});

/** What tshark reads of the office protocols in public captures and in our recordings, field by field. It has no dissector for WS-Discovery. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'bun:test';
import { inBatches } from './accounting.ts';
import { loadKernel, PARSERS, toRecord } from './index.ts';
import type { JsonRecord } from './index.ts';
import { OFFICE_CAPTURES } from './office-captures.ts';

const DATA = join(import.meta.dir, '../../../shared/data'), FIXTURES = join(import.meta.dir, '../../fixtures');
const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const RECORDED = ['nbns/good-samba', 'lldp/good-lldpd', 'cdp/good-lldpd', 'ntp/good-chrony-and-clients', 'snmp/good-net-snmp', 'banner/good-servers', 'banner/good-greetings', 'cert/good-openssl', 'sip/good-sipp', 'rtsp/good-curl', 'smb/good-samba', 'dicom/good-dcmtk'];

type Values = readonly string[];
/** One key of ours with tshark's columns (the first that says something) and how their text becomes ours. */
type Pair = readonly [key: string, columns: string, ours?: (value: string) => string];
interface Protocol {
  /** Whether a packet is one of these, from what stands in these columns. */
  readonly column: string;
  readonly pairs: readonly Pair[];
  /** TCP: a message of several segments has its first packet's time with us and its last one's with tshark. */
  readonly stream?: true;
}

const trimmed = (value: string): string => value.replaceAll(/^[\s\0]+|[\s\0]+$/g, '');
const signed = (value: string): string => String((Number(value) + 256) % 256);
const netbiosName = (name: string): string => name.startsWith('<01><02>__MSBROWSE__') ? '\u0001\u0002__MSBROWSE__\u0002' : trimmed(name.replace(/<[0-9a-f]{2}>.*$/, '')).replace(/^\*.*/, '*');
/** A local chassis id is shown as bytes, a zero address as one. */
const chassis = (id: string): string => trimmed(/^(?:[0-9a-f]{2})+$/.test(id) ? Buffer.from(id, 'hex').toString() : id);
const notZero = (ip: string): string => ip === '0.0.0.0' ? '' : ip;
const FUNCTIONS = ['get', 'get-next', 'response', 'set', 'trap', 'get-bulk', 'inform', 'trap', 'report'];
const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  nbns: { column: 'nbns.flags', pairs: [['netbios_name', 'nbns.netbios_name nbns.name', netbiosName], ['netbios_ip', 'nbns.addr', notZero]] },
  llmnr: { column: 'dns.flags', pairs: [['query_name', 'dns.qry.name'], ['query_type', 'dns.qry.type']] },
  lldp: {
    column: 'lldp.chassis.subtype', pairs: [['name', 'lldp.tlv.system.name', trimmed], ['description', 'lldp.tlv.system.desc', trimmed], ['chassis_type', 'lldp.chassis.subtype'], ['chassis_id', 'lldp.chassis.id.mac lldp.chassis.id.ip4 lldp.chassis.id', chassis], ['port_type', 'lldp.port.subtype'],
      ['port_id', 'lldp.port.id.mac lldp.port.id', trimmed], ['port_description', 'lldp.port.desc', trimmed], ['management_ip', 'lldp.mgn.addr.ip4', notZero], ['hardware', 'lldp.media.hardware', trimmed], ['firmware', 'lldp.media.firmware', trimmed], ['software', 'lldp.media.software', trimmed],
      ['serial', 'lldp.media.sn', trimmed], ['vendor', 'lldp.media.manufacturer', trimmed], ['model', 'lldp.media.model', trimmed], ['asset_id', 'lldp.media.asset', trimmed]],
  },
  cdp: { column: 'cdp.version', pairs: [['cdp_device', 'cdp.deviceid', trimmed], ['model', 'cdp.platform', trimmed], ['software', 'cdp.software_version', trimmed], ['port_id', 'cdp.portid', trimmed], ['native_vlan', 'cdp.native_vlan'], ['name', 'cdp.system_name', trimmed]] },
  ntp: { column: 'ntp.stratum', pairs: [['ntp_version', 'ntp.flags.vn'], ['ntp_mode', 'ntp.flags.mode'], ['ntp_stratum', 'ntp.stratum'], ['ntp_poll', 'ntp.ppoll'], ['ntp_precision', 'ntp.precision', signed]] },
  snmp: { column: 'snmp.version snmp.msgVersion', pairs: [['snmp_version', 'snmp.version snmp.msgVersion', (version) => version === '1' ? '2' : version === '0' ? '1' : version], ['function', 'snmp.data', (data) => FUNCTIONS[Number(data)] ?? data]] },
  sip: { column: 'sip.Method sip.Status-Code', pairs: [['method', 'sip.Method'], ['status', 'sip.Status-Code'], ['user_agent', 'sip.User-Agent', trimmed], ['server', 'sip.Server', trimmed]], stream: true },
  rtsp: { column: 'rtsp.method rtsp.status', pairs: [['method', 'rtsp.method'], ['status', 'rtsp.status']], stream: true },
  ssh: { column: 'ssh.protocol', pairs: [['banner', 'ssh.protocol', trimmed]], stream: true },
  vnc: { column: 'vnc.server_proto_ver', pairs: [['banner', 'vnc.server_proto_ver', (version) => `RFB ${version}`]], stream: true },
  mysql: { column: 'mysql.version', pairs: [['banner', 'mysql.version']], stream: true },
  smb1: { column: 'smb.native_lanman', pairs: [['native_os', 'smb.native_os'], ['native_lan_manager', 'smb.native_lanman']], stream: true },
  ntlm: { column: 'ntlmssp.challenge.target_info.nb_computer_name', pairs: [['name', 'ntlmssp.challenge.target_info.nb_computer_name'], ['netbios_domain', 'ntlmssp.challenge.target_info.nb_domain_name'], ['dns_name', 'ntlmssp.challenge.target_info.dns_computer_name'], ['dns_domain', 'ntlmssp.challenge.target_info.dns_domain_name']], stream: true },
  browser: { column: 'browser.server', pairs: [['name', 'browser.server', trimmed], ['description', 'browser.comment', trimmed]] },
  dicom: { column: 'dicom.assoc.ae.called', pairs: [['called_ae', 'dicom.assoc.ae.called', trimmed], ['calling_ae', 'dicom.assoc.ae.calling', trimmed], ['implementation_version', 'dicom.userinfo.version', trimmed]], stream: true },
};
const FRAME = ['frame.time_epoch', 'frame.protocols', 'tcp.srcport', 'udp.srcport', '_ws.malformed', 'ip.fragment.count', 'ipv6.fragment.count', 'dns.flags', 'udp.port', 'tls.handshake.certificate', 'x509ce.dNSName', 'x509sat.uTF8String', 'x509sat.printableString', 'x509sat.teletexString', 'browser.command', 'snmp.value.octets', 'snmp.value.oid', 'snmp.enterprise'] as const;
const COLUMNS = [...new Set([...FRAME, ...Object.values(PROTOCOLS).flatMap(({ column, pairs }) => [column, ...pairs.map((pair) => pair[1])].flatMap((names) => names.split(' ')))])];
const FILTER = 'nbns || llmnr || lldp || cdp || ntp || snmp || sip || rtsp || ssh.protocol || vnc.server_proto_ver || mysql.version || smb.native_lanman || ntlmssp.messagetype == 2 || browser.server || dicom || tls.handshake.certificate';

type Packet = (columns: string) => Values;
function tshark(file: string): Packet[] {
  const run = spawnSync('tshark', ['-n', '-r', file, '-Y', FILTER, '-T', 'fields', '-E', 'aggregator=\u0001', ...COLUMNS.flatMap((field) => ['-e', field])], { maxBuffer: 1 << 28 });
  return run.stdout.toString().split('\n').filter((line) => line !== '').map((line) => {
    const cells = line.split('\t'), found = new Map(COLUMNS.map((field, i) => [field, (cells[i] ?? '') === '' ? [] : (cells[i] ?? '').split('\u0001').map(unescaped)]));
    return (columns) => columns.split(' ').map((name) => found.get(name) ?? []).find((values) => values.length > 0) ?? [];
  });
}
/** tshark writes line ends and tabs of a value as escapes. */
function unescaped(text: string): string { return text.replaceAll(/\\([\\nrt])/g, (_, c: string) => c === 'n' ? '\n' : c === 'r' ? '\r' : c === 't' ? '\t' : '\\'); }

const kernel = loadKernel();
function ours(file: string): JsonRecord[] {
  return [...inBatches(kernel, readFileSync(file), 1 << 20)].flatMap(({ bytes, state }) => {
    const batch = kernel.parse(PARSERS.capture, bytes, state);
    return Array.from({ length: batch.count }, (_, row) => toRecord(batch, row)).filter((one) => one['record'] !== 'traffic' && one['record'] !== 'reject');
  });
}
const said = (value: unknown): Values => value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
/** What tshark says of a key, as we would; what it repeats (further entries of a list that we hold as one) after the first is left out where we have one. */
function wanted(packet: Packet, [, columns, map = (value) => value]: Pair): Values { return packet(columns).map(map).filter((value) => value !== ''); }
function agrees(record: JsonRecord, packet: Packet, pairs: readonly Pair[]): boolean {
  return pairs.every((pair) => {
    const mine = said(record[pair[0]]), theirs = wanted(packet, pair);
    // Lines of one text are entries of a list there.
    return mine.length === 0 ? theirs.length === 0 : mine[0] === theirs[0] || mine[0]?.split(/\r?\n/).map(trimmed).join('\n') === theirs.map(trimmed).join('\n');
  });
}
const place = (record: JsonRecord): string => { const time = String(record['time'] ?? '1970-01-01T00:00:00.000000Z'); return `${Date.parse(`${time.slice(0, 19)}Z`) / 1000}.${time.slice(20, 26)} ${String(record['src_port'] ?? '')}`; };
const RECORD_OF: Readonly<Record<string, string>> = { ssh: 'banner', vnc: 'banner', mysql: 'banner', smb1: 'smb', ntlm: 'smb', browser: 'smb' };

/** What we read of an agent stands among the values tshark shows, which it shows without their names. */
function holdsValues(record: JsonRecord, packet: Packet): boolean {
  const octets = packet('snmp.value.octets').map((hex) => trimmed(Buffer.from(hex.replaceAll(':', ''), 'hex').toString())), ids = [...packet('snmp.value.oid'), ...packet('snmp.enterprise')];
  return ['description', 'name', 'location_name', 'model', 'serial'].every((key) => record[key] === undefined || octets.includes(String(record[key]))) && (record['object_id'] === undefined || ids.includes(String(record['object_id'])));
}

/** Why a packet is not compared; undefined when it is. */
function apart(packet: Packet, protocol: string): string | undefined {
  const layers = packet('frame.protocols')[0] ?? '';
  if (packet('_ws.malformed').length > 0) return 'malformed';
  if (packet('ip.fragment.count').length + packet('ipv6.fragment.count').length > 0) return 'put together from fragments, which we do not';
  if ((layers.match(/:(?:ip|ipv6)(?=:|$)/g) ?? []).length > 1 || /:(?:gre|icmp|icmpv6|mpls|ppp|teredo|vxlan|erspan|wlan|wlan_radio|capwap|geneve|gtp|tr|fr|pppoes|ipcomp|nbss:smb:.*nbss)(?=:|$)/.test(layers)) return 'in a tunnel or on another link';
  if (protocol === 'browser' && (packet('udp.srcport').length === 0 || !['1', '15', '0x01', '0x0f'].includes(packet('browser.command')[0] ?? ''))) return 'names another, or came without IP';
  if (protocol === 'snmp' && packet('snmp.data').length === 0) return 'enciphered or broken';
  if (protocol === 'llmnr' && !layers.endsWith(':llmnr')) return 'another DNS';
  if (['ntlm', 'smb1'].includes(protocol) && !/:nbss:smb/.test(layers)) return 'NTLMSSP of another protocol';
  return undefined;
}

function differences(file: string): { readonly compared: number; readonly wrong: readonly unknown[] } {
  const records = ours(file), at = Map.groupBy(records, place), wrong: unknown[] = [];
  let compared = 0;
  for (const packet of tshark(file)) {
    const [seconds = '', fraction = ''] = (packet('frame.time_epoch')[0] ?? '').split('.'), port = packet('tcp.srcport udp.srcport')[0] ?? '';
    for (const [protocol, { column, pairs, stream }] of Object.entries(PROTOCOLS)) {
      if (packet(column).length === 0 || apart(packet, protocol) !== undefined) continue;
      compared++;
      const kind = RECORD_OF[protocol] ?? protocol, here = (stream === true ? records.filter((one) => String(one['src_port'] ?? '') === port) : at.get(`${Number(seconds)}.${fraction.slice(0, 6)} ${port}`) ?? []).filter((one) => one['record'] === kind);
      if (!here.some((one) => agrees(one, packet, pairs) && (protocol !== 'snmp' || holdsValues(one, packet)))) wrong.push({ protocol, time: `${seconds}.${fraction}`, port, theirs: Object.fromEntries(pairs.map((pair) => [pair[0], wanted(packet, pair)])), here: here.slice(0, 2) });
    }
    if (packet('tls.handshake.certificate').length > 0 && apart(packet, 'cert') === undefined && !/:(?:dtls|quic|eap)/.test(packet('frame.protocols')[0] ?? '')) {
      compared++;
      const names = packet('x509ce.dNSName'), strings = new Set([...packet('x509sat.uTF8String'), ...packet('x509sat.printableString'), ...packet('x509sat.teletexString')].map(trimmed));
      const found = records.some((one) => one['record'] === 'cert' && String(one['src_port']) === port && [one['cert_subject'], one['cert_issuer'], one['cert_subject_org'], one['cert_issuer_org']].every((text) => text === undefined || strings.has(String(text)))
        && said(one['cert_name']).filter((name) => !/^[\d.]+$|:/.test(name)).every((name, i) => name === names[i]));
      if (!found) wrong.push({ protocol: 'cert', time: `${seconds}.${fraction}`, port, names: names.slice(0, 3), strings: [...strings].slice(0, 6) });
    }
  }
  return { compared, wrong };
}

describe('the office kernels and tshark', () => {
  test.skipIf(!hasTshark).each(RECORDED)('say the same of our recording %s', (name) => {
    const { compared, wrong } = differences(join(FIXTURES, name, 'in.pcap'));
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(0);
  }, 60_000);

  test.skipIf(!hasTshark || !existsSync(DATA)).each([...OFFICE_CAPTURES])('say the same of %s', (name) => {
    const { compared, wrong } = differences(join(DATA, name));
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(0);
  }, 60_000);
});

/** What tshark reads in a capture: one run, all fields, each packet a line; in the shape that is compared. */
import { bareName } from './ours.ts';
import type { Circumstances, Fields, Message, Protocol } from './messages.ts';

const LIST = '\x01';
const PACKET = ['frame.number', 'frame.time_epoch', 'frame.protocols', 'tcp.srcport', 'tcp.dstport', 'udp.srcport', 'udp.dstport', 'tcp.segment', 'tcp.analysis.flags', '_ws.malformed', 'frame.len', 'frame.cap_len'] as const;
/** Our field -> theirs, where the value is the same text. */
const DHCP = {
  ciaddr: 'dhcp.ip.client', yiaddr: 'dhcp.ip.your', siaddr: 'dhcp.ip.server', giaddr: 'dhcp.ip.relay', parameter_request_list: 'dhcp.option.request_list_item',
  vendor_class: 'dhcp.option.vendor_class_id', hostname: 'dhcp.option.hostname', client_fqdn: 'dhcp.fqdn.name', requested_ip: 'dhcp.option.requested_ip_address', server_id: 'dhcp.option.dhcp_server_id',
  lease_seconds: 'dhcp.option.ip_address_lease_time', router: 'dhcp.option.router', dns_server: 'dhcp.option.domain_name_server', domain_name: 'dhcp.option.domain_name', subnet_mask: 'dhcp.option.subnet_mask',
  max_message_size: 'dhcp.option.dhcp_max_message_size', mud_url: 'dhcp.option.mudurl', 'relay.circuit_id': 'dhcp.option.agent_information_option.agent_circuit_id',
  'relay.remote_id': 'dhcp.option.agent_information_option.agent_remote_id', 'relay.link_selection': 'dhcp.option.agent_information_option.link_selection',
} as const;
const DNS_NAMES = { query_name: 'dns.qry.name', answer_name: 'dns.resp.name', ptr: 'dns.ptr.domain_name', cname: 'dns.cname', dname: 'dns.dname', ns: 'dns.ns', srv_target: 'dns.srv.target', mx: 'dns.mx.mail_exchange',
  soa_mname: 'dns.soa.mname', soa_rname: 'dns.soa.rname', nsec: 'dns.nsec.next_domain_name' } as const;
const DNS = { query_type: 'dns.qry.type', a: 'dns.a', aaaa: 'dns.aaaa', srv_priority: 'dns.srv.priority', srv_weight: 'dns.srv.weight', srv_port: 'dns.srv.port', mx_preference: 'dns.mx.preference',
  soa_serial: 'dns.soa.serial_number', soa_minimum: 'dns.soa.minimum_ttl', txt: 'dns.txt', spf: 'dns.spf', hinfo_cpu: 'dns.hinfo.cpu', hinfo_os: 'dns.hinfo.os' } as const;
const REST = ['dhcp.id', 'dhcp.hw.mac_addr', 'dhcp.option.type', 'dhcp.option.value', 'dhcp.option.dhcp', 'dhcp.option.client_system_architecture', 'dhcp.option.vi.enterprise', 'dhcp.option.vi_class.enterprise',
  'dns.id', 'dns.flags.response', 'dns.flags.opcode', 'dns.flags.rcode', 'dns.resp.type', 'dns.resp.ttl',
  'http.request.method', 'http.request.uri', 'http.request.version', 'http.response.version', 'http.response.code', 'http.request.line', 'http.response.line', 'http.unknown_header', 'http.host', 'http.server', 'http.location', 'http.user_agent', 'http.content_type',
  'tls.handshake.type', 'tls.handshake.version', 'tls.handshake.ja3', 'tls.handshake.ja3_full', 'tls.handshake.extensions_server_name', 'tls.handshake.extensions_alpn_str'] as const;
export const TSHARK_FIELDS = [...PACKET, ...Object.values(DHCP), ...Object.values(DNS_NAMES), ...Object.values(DNS), ...REST] as const;
type Field = (typeof TSHARK_FIELDS)[number];
type Cells = (field: Field) => readonly string[];

/** Heads of HTTP are compared, not bodies, so tshark is told not to wait for them. */
export function runTshark(path: string): string {
  const run = Bun.spawnSync(['tshark', '-n', '-r', path, '-o', 'http.desegment_body:FALSE', '-o', 'http.decompress_body:FALSE', '-T', 'fields', '-E', 'header=y', '-E', `aggregator=${LIST}`, ...TSHARK_FIELDS.flatMap((field) => ['-e', field])],
    { stderr: 'ignore' });
  return run.stdout.toString(); // a damaged capture ends with a code: what was read before counts
}

export interface Peer {
  readonly messages: readonly Message[];
  /** Every packet by its place, also where tshark read no message: what it took it for. */
  readonly packets: ReadonlyMap<string, Circumstances>;
}

/** `output` starts with the names of its columns. */
export function theirsOf(output: string): Peer {
  const [head = '', ...lines] = output.split('\n'), column = new Map(head.split('\t').map((field, i) => [field, i] as const)), times = new Map<string, string>(), messages: Message[] = [], packets = new Map<string, Circumstances>();
  for (const line of lines) {
    if (line === '') continue;
    const values = line.split('\t');
    const cells: Cells = (field) => { const value = values[column.get(field) ?? -1] ?? ''; return value === '' ? [] : value.split(LIST); };
    const first = (field: Field): string => cells(field)[0] ?? '';
    times.set(first('frame.number'), micros(first('frame.time_epoch')));
    const layers = first('frame.protocols').split(':'), segments = cells('tcp.segment');
    const circumstances: Circumstances = { frame: Number(first('frame.number')), layers, malformed: cells('_ws.malformed').length > 0, cut: Number(first('frame.cap_len')) < Number(first('frame.len')), disordered: cells('tcp.analysis.flags').length > 0, packets: Math.max(1, segments.length) };
    const transport = layers.lastIndexOf('tcp') > layers.lastIndexOf('udp') ? 'tcp' : 'udp', ports = `${cells(`${transport}.srcport`).at(-1) ?? '0'} ${cells(`${transport}.dstport`).at(-1) ?? '0'}`;
    packets.set(`${micros(first('frame.time_epoch'))} ${ports}`, circumstances);
    // A message in several packets has its first packet's time with us.
    const at = (transport === 'tcp' ? times.get(segments[0] ?? '') : undefined) ?? micros(first('frame.time_epoch'));
    const put = (protocol: Protocol, count: number, fields: Fields): void => {
      for (const name of Object.keys(fields)) if (fields[name]?.length === 0) delete fields[name];
      messages.push({ protocol, place: `${at} ${ports}`, fields, count, circumstances });
    };
    if (cells('dhcp.id').length > 0) put('dhcp', cells('dhcp.id').length, dhcp(cells));
    if (cells('dns.id').length > 0 && (layers.includes('dns') || layers.includes('mdns'))) put(layers.includes('mdns') ? 'mdns' : 'dns', cells('dns.id').length, dns(cells));
    const heads = cells('http.request.method').length + cells('http.response.code').length;
    if (heads > 0) put(layers.includes('ssdp') ? 'ssdp' : 'http', heads, http(cells, layers.includes('ssdp')));
    const hellos = cells('tls.handshake.ja3').length;
    if (hellos > 0) put('tls', hellos, tls(cells));
  }
  return { messages, packets };
}

function micros(time: string): string {
  const [seconds = '0', fraction = ''] = time.split('.');
  return `${Number(seconds)}.${fraction.slice(0, 6).padEnd(6, '0')}`;
}
/** tshark writes control bytes in octal, we in decimal (RFC 1035 section 5.1). */
const decimalEscapes = (name: string): string => name.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => `\\${String(Number.parseInt(octal, 8)).padStart(3, '0')}`);
const decimal = (values: readonly string[]): string[] => values.map((value) => String(Number(value)));
const filled = (values: readonly string[]): string[] => values.filter((value) => value !== '0.0.0.0');

/** Options 0 and 255 carry nothing; tshark lists the end as a 0 without a value. The hardware address stands again in a client id. */
function dhcp(cells: Cells): Fields {
  const codes = cells('dhcp.option.type').filter((code) => code !== '0' && code !== '255'), values = cells('dhcp.option.value');
  const fields: Fields = {};
  for (const [name, field] of Object.entries(DHCP)) fields[name] = [...cells(field)];
  for (const name of ['ciaddr', 'yiaddr', 'siaddr', 'giaddr', 'requested_ip']) fields[name] = filled(fields[name] ?? []);
  for (const name of ['relay.circuit_id', 'relay.remote_id']) fields[name] = (fields[name] ?? []).map((value) => value.replaceAll(':', ''));
  return { ...fields, xid: decimal(cells('dhcp.id')), chaddr: cells('dhcp.hw.mac_addr').slice(0, 1), options: codes, message_type: [...cells('dhcp.option.dhcp')],
    client_id: codes.flatMap((code, i) => code === '61' ? [values[i] ?? ''] : []), client_arch: decimal(cells('dhcp.option.client_system_architecture')),
    vendor_id: [...cells('dhcp.option.vi_class.enterprise'), ...cells('dhcp.option.vi.enterprise')] };
}

/** OPT is no record of the zone and is left out with us; tshark has no time to live for it, and puts the types that an NSEC lists among those of the records. */
function dns(cells: Cells): Fields {
  const fields: Fields = {}, types = cells('dns.resp.type').filter((type) => type !== '41');
  for (const [name, field] of Object.entries(DNS)) fields[name] = [...cells(field)];
  for (const [name, field] of Object.entries(DNS_NAMES)) fields[name] = cells(field).map(decimalEscapes).map(bareName);
  fields['answer_name'] = (fields['answer_name'] ?? []).filter((name) => name !== '.'); // the root owns OPT, which is left out with us
  for (const name of ['txt', 'spf']) fields[name] = (fields[name] ?? []).filter((text) => text !== '');
  return { ...fields, id: decimal(cells('dns.id')), opcode: cells('dns.flags.opcode').filter((code) => code !== '0'), rcode: [...cells('dns.flags.rcode')], answer_type: types,
    answer_ttl: [...cells('dns.resp.ttl')] };
}

const HEADERS: Readonly<Record<string, string>> = { host: 'host', 'user-agent': 'user_agent', server: 'server', 'content-type': 'content_type', referer: 'referer', 'www-authenticate': 'www_authenticate',
  'x-requested-with': 'x_requested_with', location: 'location', st: 'st', nt: 'nt', nts: 'nts', usn: 'usn' };

const KNOWN = ['host', 'server', 'location', 'user_agent', 'content_type'] as const;

/** Header lines as they stand, the first of each name, as we keep them; where one packet holds several heads, all of them. Of a NOTIFY tshark gives no lines, but headers one by one. */
function http(cells: Cells, ssdp: boolean): Fields {
  const several = cells('http.request.method').length + cells('http.response.code').length > 1;
  const fields: Fields = { method: [...cells('http.request.method')], uri: [...cells('http.request.uri')], version: [...cells('http.request.version'), ...cells('http.response.version')].map((version) => version.replace('HTTP/', '')), status: [...cells('http.response.code')] };
  const known = ssdp ? KNOWN.flatMap((name) => cells(`http.${name}`).map((value) => `${name.replace('_', '-')}:${value}`)) : [];
  for (const line of [...cells('http.request.line'), ...cells('http.response.line'), ...known, ...cells('http.unknown_header').filter(() => ssdp)]) {
    const text = line.replace(/(\\r)?\\n$/, ''), colon = text.indexOf(':'), name = HEADERS[text.slice(0, colon).toLowerCase()], value = text.slice(colon + 1).replaceAll('\\t', '\t').replaceAll(/(\\r)?\\n[ \t]+/g, ' ').trim();
    if (colon > 0 && name !== undefined && value !== '' && (several || fields[name] === undefined)) fields[name] = [...fields[name] ?? [], value];
  }
  return fields;
}

function tls(cells: Cells): Fields {
  const versions = cells('tls.handshake.version'), hellos = cells('tls.handshake.type').filter((type) => type === '1' || type === '2');
  return { tls_version: decimal(versions.filter((_, i) => hellos[i] === '1')), ja3: [...cells('tls.handshake.ja3')], ja3_text: [...cells('tls.handshake.ja3_full')], sni: [...cells('tls.handshake.extensions_server_name')], alpn: [...cells('tls.handshake.extensions_alpn_str')] };
}

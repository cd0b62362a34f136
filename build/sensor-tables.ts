/** Writes assembly/sensor/tables.ts: which value of a Zeek or Suricata log has which slot, and what each log type is read as. Run it after a change here. */
import { join } from 'node:path';

export const SENSOR_FILE = join(import.meta.dir, '../assembly/sensor/tables.ts');

/** How a log type is read. The order is the ABI of the generated file only. */
const READINGS = ['UNUSED', 'CONN', 'DHCP', 'DNS', 'HTTP', 'TLS', 'ARP', 'HOST', 'SERVICE', 'SOFTWARE', 'SSH', 'SNMP', 'NTLM', 'SIP', 'RDP', 'ROLE', 'MODBUS_ID', 'CIP_ID',
  'BACNET_ID', 'BACNET_VALUE', 'EVE_DHCP', 'EVE_DNS', 'EVE_FLOW', 'EVE_ALERT', 'EVE_SMB'] as const;
type Reading = (typeof READINGS)[number];

/** Zeek's log names (scripts/base, scripts/policy, and the ICS packages of icsnpp). One that is not here is known by its form and says nothing here. */
const ZEEK: Partial<Record<Reading, readonly string[]>> = {
  CONN: ['conn'], DHCP: ['dhcp'], DNS: ['dns'], HTTP: ['http'], TLS: ['ssl', 'quic'], ARP: ['arp'], HOST: ['known_hosts', 'known_devices', 'known_certs', 'known_modbus'],
  SERVICE: ['known_services'], SOFTWARE: ['software'], SSH: ['ssh'], SNMP: ['snmp'], NTLM: ['ntlm'], SIP: ['sip'], RDP: ['rdp'],
  ROLE: ['modbus', 'modbus_detailed', 'dnp3', 'dnp3_control', 'dnp3_objects', 'enip', 'cip', 'cip_io', 's7comm', 's7comm_plus', 's7comm_read_szl', 's7comm_upload_download',
    's7comm_known_devices', 'profinet', 'profinet_dcerpc', 'profinet_io_cm', 'opcua_binary', 'opcua_binary_create_session', 'omron_fins_general', 'ge_srtp', 'hart_ip', 'genisys',
    'bsap_ip_header', 'roc_plus', 'synchrophasor'],
  MODBUS_ID: ['modbus_read_device_identification'], CIP_ID: ['cip_identity'], BACNET_ID: ['bacnet_discovery'], BACNET_VALUE: ['bacnet_property'],
};
/** Suricata's event types. */
const EVE: Partial<Record<Reading, readonly string[]>> = {
  EVE_DHCP: ['dhcp'], EVE_DNS: ['dns', 'mdns'], HTTP: ['http'], TLS: ['tls', 'quic'], EVE_FLOW: ['flow', 'netflow'], EVE_ALERT: ['alert', 'drop'], SSH: ['ssh'], SNMP: ['snmp'],
  EVE_SMB: ['smb'], RDP: ['rdp'], ROLE: ['modbus', 'dnp3', 'enip'],
};

interface Slot { readonly name: string; readonly keys: readonly string[] }
const slot = (name: string, ...keys: string[]): Slot => ({ name, keys });

/** Keys as they are written; those inside an object have its name and a dot in front, which is also how Zeek writes them flat. */
export const SENSOR_SLOTS: readonly Slot[] = [
  slot('PATH', '_path'), slot('EVENT', 'event_type'), slot('TIME', 'ts', 'timestamp'), slot('UID', 'uid', 'flow_id', 'uids'),
  slot('SRC', 'id.orig_h', 'src_ip', 'orig_h'), slot('SPORT', 'id.orig_p', 'src_port'), slot('DST', 'id.resp_h', 'dest_ip', 'resp_h'), slot('DPORT', 'id.resp_p', 'dest_port'),
  slot('PROTO', 'proto'), slot('SRC_MAC', 'orig_l2_addr', 'ether.src_mac', 'ether.src_macs', 'src_mac'), slot('DST_MAC', 'resp_l2_addr', 'ether.dest_mac', 'ether.dest_macs', 'dst_mac'),
  slot('VLAN', 'vlan'), slot('INNER_VLAN', 'inner_vlan'), slot('SERVICE', 'service', 'app_proto'), slot('DURATION', 'duration', 'flow.age', 'netflow.age'),
  slot('SENT', 'orig_ip_bytes', 'flow.bytes_toserver', 'netflow.bytes'), slot('RECEIVED', 'resp_ip_bytes', 'flow.bytes_toclient'),
  slot('SENT_PACKETS', 'orig_pkts', 'flow.pkts_toserver', 'netflow.pkts'), slot('RECEIVED_PACKETS', 'resp_pkts', 'flow.pkts_toclient'),
  slot('SENT_PAYLOAD', 'orig_bytes'), slot('RECEIVED_PAYLOAD', 'resp_bytes'),
  // DHCP
  slot('MAC', 'mac', 'dhcp.client_mac'), slot('CLIENT_IP', 'client_addr', 'dhcp.client_ip'), slot('SERVER_IP', 'server_addr'), slot('ASSIGNED', 'assigned_addr', 'dhcp.assigned_ip'),
  slot('REQUESTED', 'requested_addr', 'dhcp.requested_ip'), slot('HOSTNAME', 'host_name', 'dhcp.hostname'), slot('FQDN', 'client_fqdn'), slot('DOMAIN', 'domain', 'dhcp.domain'),
  slot('LEASE', 'lease_time', 'dhcp.lease_time'), slot('MESSAGES', 'msg_types', 'dhcp.dhcp_type'), slot('XID', 'dhcp.id'), slot('RELAY', 'dhcp.relay_ip'), slot('NEXT_SERVER', 'dhcp.next_server_ip'),
  slot('CLIENT_ID', 'dhcp.client_id'), slot('VENDOR_CLASS', 'dhcp.vendor_class_identifier'), slot('MASK', 'dhcp.subnet_mask'), slot('ROUTERS', 'dhcp.routers'), slot('DNS_SERVERS', 'dhcp.dns_servers'),
  slot('SOFTWARE_ID', 'client_software'),
  // DNS: Suricata's first version names one answer a line, the second lists answers, the third lists queries too
  slot('QUERY', 'query', 'dns.rrname', 'dns.query.rrname', 'dns.queries.rrname', 'mdns.rrname', 'mdns.queries.rrname', 'mdns.queries'),
  slot('QTYPE', 'qtype', 'dns.query.rrtype', 'dns.queries.rrtype', 'mdns.queries.rrtype'), slot('QTYPE_NAME', 'dns.rrtype', 'mdns.rrtype'), slot('RCODE', 'rcode', 'dns.rcode', 'mdns.rcode'),
  slot('TRANSACTION', 'trans_id', 'dns.id', 'dns.query.id', 'mdns.id'), slot('OPCODE', 'opcode', 'dns.opcode'), slot('ANSWERS', 'answers'), slot('TTLS', 'TTLs'), slot('DNS_KIND', 'dns.type', 'mdns.type', 'dns.query.type'),
  slot('ANSWER_NAME', 'dns.answers.rrname', 'dns.answer.rrname', 'mdns.answers.rrname'), slot('ANSWER_TYPE', 'dns.answers.rrtype', 'dns.answer.rrtype', 'mdns.answers.rrtype'),
  slot('ANSWER_TTL', 'dns.answers.ttl', 'dns.ttl', 'mdns.answers.ttl'), slot('ANSWER_DATA', 'dns.answers.rdata', 'dns.rdata', 'mdns.answers.rdata'),
  // HTTP
  slot('METHOD', 'method', 'http.http_method'), slot('HOST', 'host', 'http.hostname'), slot('URI', 'uri', 'http.url'), slot('HTTP_VERSION', 'version', 'http.protocol', 'ssh.client.proto_version'),
  slot('AGENT', 'user_agent', 'http.http_user_agent'), slot('REFERER', 'referrer', 'http.http_refer'), slot('STATUS', 'status_code', 'http.status'), slot('SERVER', 'server_header', 'http.server'),
  slot('CONTENT_TYPE', 'http.http_content_type'), slot('STATUS_TEXT', 'status_msg'),
  // TLS
  slot('SNI', 'server_name', 'tls.sni', 'quic.sni'), slot('JA3', 'ja3', 'tls.ja3.hash', 'quic.ja3.hash'), slot('JA3_TEXT', 'tls.ja3.string', 'quic.ja3.string'), slot('JA4', 'ja4', 'tls.ja4', 'quic.ja4'),
  slot('ALPNS', 'tls.client_alpns'), slot('SUBJECT', 'subject', 'tls.subject'), slot('ISSUER', 'issuer', 'issuer_subject', 'tls.issuerdn'),
  // what a device says of itself
  slot('CLIENT', 'client', 'ssh.client.software_version'), slot('SERVER_SAYS', 'server', 'ssh.server.software_version'), slot('DESCRIPTION', 'display_string'), slot('USER_HOST', 'hostname', 'smb.ntlmssp.host'),
  slot('NT_DOMAIN', 'domainname', 'smb.ntlmssp.domain'), slot('SERVER_NAME', 'server_dns_computer_name'), slot('SERVER_NB_NAME', 'server_nb_computer_name'),
  slot('CLIENT_OS', 'smb.request.native_os'), slot('SERVER_OS', 'smb.response.native_os'), slot('RDP_NAME', 'client_name', 'rdp.client.client_name'), slot('RDP_BUILD', 'client_build', 'rdp.client.build'),
  slot('SOFTWARE_TYPE', 'software_type'), slot('UNPARSED', 'unparsed_version'), slot('NAME', 'name'), slot('PORT', 'port_num', 'host_p'), slot('PORT_PROTO', 'port_proto'),
  slot('DEVICE_NAME', 'dhcp_host_name'), slot('DEVICE_TYPE', 'device_type', 'device_type_name'),
  // ARP
  slot('OPERATION', 'operation'), slot('SENDER_MAC', 'orig_hw'), slot('TARGET_MAC', 'resp_hw'),
  // industrial: who says it, and what
  slot('SAYS', 'source_h'), slot('FROM_ORIGIN', 'is_orig'), slot('OBJECT', 'object_id'), slot('OBJECT_VALUE', 'object_value'), slot('VENDOR', 'vendor_name', 'vendor'), slot('VENDOR_ID', 'vendor_id'),
  slot('PRODUCT', 'product_name'), slot('PRODUCT_CODE', 'product_code'), slot('REVISION', 'revision'), slot('SERIAL', 'serial_number'), slot('PDU', 'pdu_service'),
  slot('OBJECT_TYPE', 'object_type'), slot('INSTANCE', 'instance_number'), slot('OBJECT_NAME', 'object_name'), slot('PROPERTY', 'property'), slot('VALUE', 'value'),
  // alerts
  slot('SIGNATURE', 'alert.signature'), slot('SIGNATURE_ID', 'alert.signature_id'), slot('ALERT_CATEGORY', 'alert.category'), slot('ALERT_ACTION', 'alert.action'), slot('SEVERITY', 'alert.severity'),
  slot('DIRECTION', 'direction', 'alert.direction'),
];

/** Keys that only one log has, for lines that do not name theirs (a log in a file of its own, without `_path`). */
const TELLTALES: Readonly<Record<string, string>> = {
  conn_state: 'conn', qtype_name: 'dns', trans_id: 'dns', RD: 'dns', tags: 'http', resumed: 'ssl', msg_types: 'dhcp', software_type: 'software', port_proto: 'known_services', auth_attempts: 'ssh',
  get_requests: 'snmp', domainname: 'ntlm', server_nb_computer_name: 'ntlm', orig_hw: 'arp', dhcp_host_name: 'known_devices', client_build: 'rdp', keyboard_layout: 'rdp', call_id: 'sip', fc_request: 'dnp3',
  conformity_level: 'modbus_read_device_identification', device_type_name: 'cip_identity', client_scid: 'quic', 'certificate.serial': 'x509', tx_hosts: 'files', conn_uids: 'files',
  is_exe: 'pe', note: 'notice', notice: 'weird', tunnel_type: 'tunnel', percent_lost: 'capture_loss', mailfrom: 'smtp', helo: 'smtp', ref_id: 'ntp', location: 'reporter', filter: 'packet_filter',
};

/** One hash of a path: FNV-1a, so that a nested key goes on from its object's. The parser computes the same. */
function hash(key: string): number {
  let mixed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) mixed = Math.imul(mixed ^ byte, 0x01000193) >>> 0;
  return mixed;
}
const SLOT_BITS = 12;

function findMultiplier(hashes: readonly number[]): number {
  for (let multiplier = 0x9e3779b1; ; multiplier = (multiplier + 2) >>> 0) {
    if (new Set(hashes.map((one) => Math.imul(one, multiplier) >>> (32 - SLOT_BITS))).size === hashes.length) return multiplier;
  }
}

function data(name: string, comment: string, type: string, values: readonly number[]): string {
  const lines: string[] = [];
  for (let i = 0; i < values.length; i += 64) lines.push(`  ${values.slice(i, i + 64).join(', ')},`);
  return `/** ${comment} */\nexport const ${name}: usize = memory.data<${type}>([\n${lines.join('\n')}\n], 8);\n`;
}

/** Type names, Zeek's with `z.` in front and Suricata's with `e.`; telltales lead to Zeek's. */
const NAMES: readonly { readonly name: string; readonly reading: Reading }[] = [
  ...Object.entries(ZEEK).flatMap(([reading, names]) => names.map((name) => ({ name: `z.${name}`, reading: reading as Reading }))), // a key of that very object
  ...Object.entries(EVE).flatMap(([reading, names]) => names.map((name) => ({ name: `e.${name}`, reading: reading as Reading }))),
];
const TOLD = [...new Set(Object.values(TELLTALES))];

export function renderSensor(): string {
  const number = new Map(SENSOR_SLOTS.map(({ name }, index) => [name, index + 1]));
  const rows = new Map<string, { slot: number; told: number; reading: number }>();
  const row = (key: string): { slot: number; told: number; reading: number } => {
    const made = rows.get(key) ?? { slot: 0, told: 0, reading: 0 };
    rows.set(key, made);
    return made;
  };
  for (const { name, keys } of SENSOR_SLOTS) {
    for (const key of keys) {
      if (row(key).slot !== 0) throw new Error(`a key stands twice: ${key}`);
      row(key).slot = number.get(name) ?? 0;
    }
  }
  for (const [key, type] of Object.entries(TELLTALES)) row(key).told = TOLD.indexOf(type) + 1;
  for (const { name, reading } of NAMES) row(name).reading = READINGS.indexOf(reading);
  const entries = [...rows].map(([key, value]) => ({ hash: hash(key), ...value }));
  if (new Set(entries.map((one) => one.hash)).size < entries.length) throw new Error('two keys have one hash');
  const multiplier = findMultiplier(entries.map((one) => one.hash)), table = new Array<number>(2 << SLOT_BITS).fill(0);
  for (const one of entries) {
    const at = (Math.imul(one.hash, multiplier) >>> (32 - SLOT_BITS)) * 2;
    table[at] = one.hash;
    table[at + 1] = one.slot | (one.told << 8) | (one.reading << 16);
  }
  const text = TOLD.map((name) => [...new TextEncoder().encode(name.padEnd(48, '\0'))]).flat();
  return [
    '// Generated by build/sensor-tables.ts; a test compares. Not edited by hand.',
    '',
    '/** The values of a line: a slot each, from 1. */',
    ...SENSOR_SLOTS.map(({ name }) => `export const S_${name}: i32 = ${number.get(name) ?? 0};`),
    `export const SLOT_COUNT: i32 = ${SENSOR_SLOTS.length + 1};`,
    '',
    '/** How a log type is read. */',
    ...READINGS.map((name, index) => `export const AS_${name}: i32 = ${index};`),
    '',
    data('TOLD_NAMES', 'Log types that keys tell, 48 bytes of name each.', 'u8', text),
    `export const KEY_MULTIPLIER: u32 = 0x${multiplier.toString(16)};`,
    `export const KEY_SHIFT: i32 = ${32 - SLOT_BITS};`,
    data('KEY_TABLE', 'u32 hash; u8 slot of the key, u8 number of the log type that the key tells, u8 reading of the log type of that name.', 'u32', table),
  ].join('\n');
}

if (import.meta.main) await Bun.write(SENSOR_FILE, renderSensor());

/** The EAL record: its version, every key with type and range, and what each kind demands. The kernel's key table is generated from here (build/eal-keys.ts). */
import * as L from '../../assembly/layout.ts';
import { MAX_DEPTH, MAX_FIELDS } from '../../assembly/eal/limits.ts';
import { FIELDS, RECORD_NAMES, ROW_FIELDS, type FieldSpec } from './fields.ts';

/** Raised when a record that was accepted would be refused or read differently; a new optional key does not raise it. History:
 * 1 - 2026-11-21: first version. */
export const EAL_VERSION = 1;

/** Longest nesting inside an unknown key, and most field entries of one record. */
export const EAL_LIMITS = { depth: MAX_DEPTH, fields: MAX_FIELDS } as const;

export type EalType = FieldSpec['type'] | 'record' | 'time' | 'relay';
export interface EalKey {
  /** As in the record; a key of the object `relay` is written `relay.x`. */
  readonly name: string;
  readonly type: EalType;
  readonly list: boolean;
  /** Largest value of a number; numbers are integers from 0. Elements of `codes` are 0-255. */
  readonly max: number;
  /** Field id, or 0 when the value lives in the row itself. */
  readonly id: number;
}

const U8 = 255, U16 = 65535, U32 = 4294967295;

type RowKey = (typeof ROW_FIELDS)[number];
const row = (type: EalType, max = 0): { readonly type: EalType; readonly max: number } => ({ type, max });
const ROW_KEYS: Readonly<Record<RowKey, { readonly type: EalType; readonly max: number }>> = {
  record: row('record'), time: row('time'), src_mac: row('mac'), dst_mac: row('mac'), vlan: row('number', 4095), inner_vlan: row('number', 4095),
  src_ip: row('ip'), dst_ip: row('ip'), src_port: row('number', U16), dst_port: row('number', U16), proto: row('number', U8), ttl: row('number', U8),
  length: row('number', U32), response: row('bool'), truncated: row('bool'), opcode: row('number', U16), xid: row('number', U32),
  message_type: row('number', U8), packets_sent: row('number', U32), packets_received: row('number', U32),
};

/** Where a number is narrower or wider than 32 bits. */
const FIELD_MAX: ReadonlyMap<number, number> = new Map([
  [L.F_DHCP_CLIENT_ARCH, U16], [L.F_DHCP_MAX_SIZE, U16], [L.F_DHCP_HTYPE, U8],
  [L.F_DHCP6_MESSAGE, U8], [L.F_DHCP6_TRANSACTION, 0xffffff], [L.F_DHCP6_OPTIONS, U16], [L.F_DHCP6_OPTION_REQUEST, U16],
  [L.F_DNS_ID, U16], [L.F_DNS_RCODE, 4095], [L.F_DNS_OPCODE, 15], [L.F_DNS_QUERY_TYPE, U16], [L.F_DNS_ANSWER_TYPE, U16],
  [L.F_HTTP_STATUS, 999], [L.F_TLS_VERSION, U16], [L.F_TRAFFIC_ETHERTYPE, U16],
  [L.F_TRAFFIC_BYTES_SENT, Number.MAX_SAFE_INTEGER], [L.F_TRAFFIC_BYTES_RECEIVED, Number.MAX_SAFE_INTEGER],
  [L.F_NB_SUFFIX, U8], [L.F_NB_FLAGS, U16], [L.F_LLDP_CHASSIS_TYPE, U8], [L.F_LLDP_PORT_TYPE, U8], [L.F_NATIVE_VLAN, U16],
  [L.F_NTP_VERSION, 7], [L.F_NTP_MODE, 7], [L.F_NTP_STRATUM, U8], [L.F_NTP_POLL, U8], [L.F_NTP_PRECISION, U8], [L.F_SNMP_VERSION, U8], [L.F_CERT_SERIAL_BYTES, U16],
]);

/** Keys at the top of a record, then those inside `relay`; the order is that of the kernel's key table. */
export const EAL_KEYS: readonly EalKey[] = [
  ...ROW_FIELDS.map((name): EalKey => ({ name, list: false, id: 0, ...ROW_KEYS[name] })),
  ...FIELDS.filter((field) => !field.name.startsWith('relay.')).map(fieldKey),
  { name: 'relay', type: 'relay', list: false, max: 0, id: 0 },
  ...FIELDS.filter((field) => field.name.startsWith('relay.')).map(fieldKey),
];

function fieldKey({ name, type, list, id }: FieldSpec): EalKey {
  return { name, type, list, id, max: type === 'number' ? (FIELD_MAX.get(id) ?? U32) : type === 'codes' ? U8 : 0 };
}

const SOURCE = ['src_mac', 'src_ip', 'src_ip6'];
const START_LINE = ['method', 'status'];
/** Beside `record`: of each group at least one key must be there. A record that names no device, or nothing of its protocol, is of no use. */
export const EAL_DEMANDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  arp: [['sender_mac']],
  dhcp: [['chaddr', 'client_id', 'src_mac']],
  dns: [SOURCE],
  mdns: [SOURCE],
  ssdp: [SOURCE, START_LINE],
  http: [SOURCE, START_LINE],
  tls: [SOURCE],
  traffic: [[...SOURCE, 'dst_ip', 'dst_ip6']],
  lease: [['chaddr', 'ip', 'action']],
  threat: [[...SOURCE, 'dst_ip', 'dst_ip6']],
  hip: [['log_type']],
  system: [['log_type']],
  gtp: [[...SOURCE, 'dst_ip', 'dst_ip6']],
  unused: [['log_type']],
  dhcpv6: [['client_duid', ...SOURCE]],
  llmnr: [SOURCE], nbns: [SOURCE], lldp: [SOURCE], cdp: [SOURCE], ntp: [SOURCE], wsd: [SOURCE], snmp: [SOURCE], banner: [SOURCE], cert: [SOURCE], sip: [SOURCE, START_LINE], rtsp: [SOURCE, START_LINE], smb: [SOURCE], dicom: [SOURCE],
  modbus: [SOURCE],
  bacnet: [SOURCE],
  enip: [SOURCE],
  pndcp: [SOURCE],
  s7comm: [SOURCE],
  dnp3: [SOURCE],
  opcua: [SOURCE],
  fins: [SOURCE],
  known: [['log_type'], SOURCE],
};

/** Record names a line may carry: all but `reject`, which is what a bad line becomes. */
export const EAL_RECORDS: readonly string[] = RECORD_NAMES.slice(1).filter((name) => name !== '');

/** Writes assembly/panos/tables.ts: where each value of a PAN-OS log stands in the CSV of its type, and under which keys in CEF, LEEF and JSON. Run it after a change here. */
import { join } from 'node:path';

export const PANOS_FILE = join(import.meta.dir, '../assembly/panos/tables.ts');

/** The CSV orders, by the log types that share one; the receive time is column 2. Later releases append columns, older ones stop early. `hipsls` is
 * HIP-MATCH as the logging service sends it, whose published list does not count the column before the time. */
const TYPES = ['traffic', 'threat', 'hip', 'hipsls', 'system', 'gtp'] as const;
type Columns = Partial<Record<(typeof TYPES)[number], number>>;

interface Slot { readonly name: string; readonly columns: Columns; readonly keys: readonly string[] }
const slot = (name: string, columns: Columns, ...keys: string[]): Slot => ({ name, columns, keys });
const all = (column: number): Columns => Object.fromEntries(TYPES.map((type) => [type, column]));
/** The eight columns of a side, in the order PAN-OS writes them. */
const DEVICE = ['CATEGORY', 'PROFILE', 'MODEL', 'VENDOR', 'OSFAMILY', 'OSVERSION', 'HOST', 'MAC'] as const;
const DEVICE_KEYS = ['Category', 'Profile', 'Model', 'Vendor', 'OSFamily', 'OSVersion', 'Host', 'Mac'] as const;

function side(prefix: 'SRC' | 'DST', traffic: number, threat: number, hipsls: readonly number[]): Slot[] {
  const word = prefix === 'SRC' ? 'Source' : 'Destination';
  return DEVICE.map((name, i) => slot(`${prefix}_${name}`, { traffic: traffic + i, threat: threat + i, ...(hipsls[i] === undefined ? {} : { hipsls: hipsls[i] }) },
    `PanOS${word}Device${DEVICE_KEYS[i] ?? ''}`, `${word}Device${DEVICE_KEYS[i] ?? ''}`));
}

/**
 * Column numbers: Palo Alto Networks' field lists of PAN-OS 9.1 to 11.x. Keys: the CEF of the firewall and of Strata Logging Service, the LEEF of the
 * firewall, the JSON of Strata Logging Service.
 */
export const PANOS_SLOTS: readonly Slot[] = [
  slot('RECEIVED', all(2), 'rt', 'TimeReceived', 'LogTime', 'ReceiveTime'),
  slot('SERIAL', all(3), 'deviceExternalId', 'PanOSDeviceSN', 'DeviceSN', 'LogSourceID', 'SerialNumber'),
  slot('TYPE', all(4), 'LogType', 'cat', 'Type'),
  slot('SUBTYPE', all(5), 'Subtype'),
  slot('VERSION', all(6), 'PanOSConfigVersion', 'ConfigVersion'),
  slot('GENERATED', all(7), 'start', 'TimeGenerated', 'EventTime', 'devTime'),
  slot('FINE', { traffic: 103, threat: 108, hip: 31, hipsls: 40, system: 26, gtp: 84 }, 'PanOSTimeGeneratedHighResolution', 'TimeGeneratedHighResolution'),
  slot('SRC', { traffic: 8, threat: 8, hip: 12, hipsls: 12, gtp: 8 }, 'src', 'SourceAddress', 'SourceIP'),
  slot('DST', { traffic: 9, threat: 9, gtp: 9 }, 'dst', 'DestinationAddress'),
  slot('SRC6', { hip: 27, hipsls: 27 }, 'c6a2', 'SourceIPv6'),
  slot('RULE', { traffic: 12, threat: 12, gtp: 12 }, 'cs1', 'Rule', 'RuleName'),
  slot('USER', { traffic: 13, threat: 13, hip: 8, hipsls: 8 }, 'suser', 'SourceUser', 'usrName', 'suser0'),
  slot('APP', { traffic: 15, threat: 15, gtp: 15 }, 'app', 'Application'),
  slot('VSYS', { traffic: 16, threat: 16, gtp: 16, hip: 9, hipsls: 9, system: 8 }, 'cs3', 'VirtualLocation', 'VirtualSystem'),
  slot('FROM', { traffic: 17, threat: 17, gtp: 17 }, 'cs4', 'FromZone', 'SourceZone'),
  slot('TO', { traffic: 18, threat: 18, gtp: 18 }, 'cs5', 'ToZone', 'DestinationZone'),
  slot('IN_IF', { traffic: 19, threat: 19, gtp: 19 }, 'deviceInboundInterface', 'InboundInterface', 'IngressInterface'),
  slot('OUT_IF', { traffic: 20, threat: 20, gtp: 20 }, 'deviceOutboundInterface', 'OutboundInterface', 'EgressInterface'),
  slot('SESSION', { traffic: 23, threat: 23, gtp: 23 }, 'cn1', 'SessionID'),
  slot('SPORT', { traffic: 25, threat: 25, gtp: 25 }, 'spt', 'SourcePort', 'srcPort'),
  slot('DPORT', { traffic: 26, threat: 26, gtp: 26 }, 'dpt', 'DestinationPort', 'dstPort'),
  slot('PROTO', { traffic: 30, threat: 30, gtp: 30 }, 'proto', 'Protocol'),
  slot('ACTION', { traffic: 31, threat: 31, gtp: 31 }, 'act', 'Action'),
  slot('BYTES', { traffic: 32 }, 'flexNumber1', 'Bytes', 'totalBytes', 'PanOSBytes'),
  slot('SENT', { traffic: 33 }, 'in', 'BytesSent', 'srcBytes'),
  slot('RECEIVED_BYTES', { traffic: 34 }, 'out', 'BytesReceived', 'dstBytes'),
  slot('ELAPSED', { traffic: 37 }, 'cn3', 'SessionDuration', 'ElapsedTime'),
  slot('CATEGORY', { traffic: 38, threat: 34 }, 'cs2', 'URLCategory'),
  slot('SEQUENCE', { traffic: 40, threat: 37, hip: 18, hipsls: 18, system: 16 }, 'externalId', 'SequenceNo', 'sequence'),
  slot('PACKETS_SENT', { traffic: 45 }, 'PanOSPacketsSent', 'PacketsSent', 'srcPackets'),
  slot('PACKETS_RECEIVED', { traffic: 46 }, 'PanOSPacketsReceived', 'PacketsReceived', 'dstPackets'),
  slot('END_REASON', { traffic: 47 }, 'reason', 'SessionEndReason'),
  slot('DEVICE_NAME', { traffic: 53, threat: 60, hip: 25, hipsls: 25, system: 23 }, 'dvchost', 'DeviceName', 'LogSourceName'),
  slot('MISC', { threat: 32 }, 'request', 'filePath', 'fname', 'URL', 'FileName', 'Miscellaneous', 'url'),
  slot('THREAT_ID', { threat: 33 }, 'PanOSThreatID', 'ThreatID', 'cat1'),
  slot('SEVERITY', { threat: 35, gtp: 42, system: 14 }, 'PanOSSeverity', 'VendorSeverity', 'sev', 'Severity', 'number-of-severity'),
  slot('DIRECTION', { threat: 36 }, 'flexString2', 'DirectionOfAttack', 'Direction'),
  slot('CONTENT_TYPE', { threat: 42 }, 'requestContext', 'ContentType'),
  slot('FILE_HASH', { threat: 44 }, 'fileHash', 'PanOSFileHash', 'FileHash', 'FileDigest'),
  slot('USER_AGENT', { threat: 47 }, 'requestClientApplication', 'UserAgent', 'identUserAgent'),
  slot('FILE_TYPE', { threat: 48 }, 'fileType', 'PanOSFileType', 'FileType'),
  slot('REFERER', { threat: 50 }, 'PanOSReferer', 'Referer'),
  slot('METHOD', { threat: 64 }, 'requestMethod', 'HTTPMethod'),
  slot('THREAT_CATEGORY', { threat: 70 }, 'PanOSThreatCategory', 'ThreatCategory'),
  slot('CONTENT_VERSION', { threat: 71 }, 'PanOSContentVersion', 'ContentVersion'),
  ...side('SRC', 77, 81, [30, 31, 32, 33, 34, 35, 37, 36]),
  ...side('DST', 85, 89, []),
  slot('MACHINE', { hip: 10, hipsls: 10 }, 'PanOSEndpointDeviceName', 'EndpointDeviceName', 'shost'),
  slot('OS', { hip: 11, hipsls: 11 }, 'PanOSEndpointOSType', 'EndpointOSType'),
  slot('HIP_NAME', { hip: 13, hipsls: 13 }, 'PanOSHipMatchName', 'HipMatchName'),
  slot('HIP_TYPE', { hip: 15, hipsls: 15 }, 'PanOSHipMatchType', 'HipMatchType'),
  slot('HOST_MAC', { hip: 30 }, 'smac', 'EndpointMac'),
  slot('SOURCE', { hipsls: 38 }, 'PanOSSource', 'Source'),
  slot('IDENTIFIED', { hipsls: 39 }, 'PanOSTimestampDeviceIdentification', 'TimestampDeviceIdentification'),
  slot('EVENT_ID', { system: 9 }, 'EventName', 'PanOSEventName'),
  slot('OBJECT', { system: 10 }, 'EventComponent'),
  slot('MODULE', { system: 13 }, 'Module'),
  slot('DESCRIPTION', { system: 15 }, 'EventDescription', 'msg'),
  slot('EVENT_TYPE', { gtp: 32 }, 'GTPEventType', 'PanOSGTPEventType'),
  slot('MSISDN', { gtp: 33 }, 'MSISDN', 'MobileSubscriberISDN', 'PanOSMobileSubscriberISDN'),
  slot('APN', { gtp: 34 }, 'APN', 'AccessPointName', 'PanOSAccessPointName'),
  slot('RAT', { gtp: 35 }, 'RAT', 'RadioAccessTechnology', 'PanOSRadioAccessTechnology'),
  slot('GTP_MESSAGE', { gtp: 36 }, 'GTPMessageType', 'PanOSGTPMessageType'),
  slot('END_USER_IP', { gtp: 37 }, 'EndUserIPAddress', 'EndIPAddress', 'PanOSEndIPAddress'),
  slot('MCC', { gtp: 43 }, 'MobileCountryCode', 'PanOSMobileCountryCode'),
  slot('MNC', { gtp: 44 }, 'MobileNetworkCode', 'PanOSMobileNetworkCode'),
  slot('CELL', { gtp: 46 }, 'CellID', 'PanOSCellID'),
  slot('IMSI', { gtp: 59, traffic: 57, threat: 65 }, 'IMSI', 'PanOSIMSI'),
  slot('IMEI', { gtp: 60, traffic: 58, threat: 66 }, 'IMEI', 'PanOSIMEI'),
];

const SLOT_BITS = 11;
const K = 0x9e3779b97f4a7c15n, WORD = (1n << 64n) - 1n;
/** Eight bytes at a time, each step a product whose halves are mixed: the parser computes the same (assembly/panos/keys.ts). */
export function panosHash(key: string): number {
  const bytes = new TextEncoder().encode(key);
  let mixed = BigInt(bytes.length);
  for (let at = 0; at < bytes.length; at += 8) {
    const word = bytes.subarray(at, at + 8).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n), product = ((mixed ^ word) * K) & WORD;
    mixed = product ^ (product >> 32n);
  }
  return Number(mixed >> 32n);
}

/** The first multiplier that gives every key a slot of its own. */
function findMultiplier(hashes: readonly number[]): number {
  for (let multiplier = 0x9e3779b1; ; multiplier = (multiplier + 2) >>> 0) {
    if (new Set(hashes.map((hash) => Math.imul(hash, multiplier) >>> (32 - SLOT_BITS))).size === hashes.length) return multiplier;
  }
}

function data(name: string, comment: string, type: string, values: readonly number[]): string {
  const lines: string[] = [];
  for (let i = 0; i < values.length; i += 64) lines.push(`  ${values.slice(i, i + 64).join(', ')},`);
  return `/** ${comment} */\nexport const ${name}: usize = memory.data<${type}>([\n${lines.join('\n')}\n], 8);\n`;
}

export function renderPanos(): string {
  const number = new Map(PANOS_SLOTS.map(({ name }, index) => [name, index + 1]));
  const keys = PANOS_SLOTS.flatMap(({ name, keys: names }) => names.map((key) => ({ hash: panosHash(key), slot: number.get(name) ?? 0 })));
  if (new Set(keys.map(({ hash }) => hash)).size < keys.length) throw new Error('two keys have one hash, or a key stands twice');
  const multiplier = findMultiplier(keys.map(({ hash }) => hash)), table = new Array<number>(2 << SLOT_BITS).fill(0);
  for (const { hash, slot: index } of keys) {
    const at = (Math.imul(hash, multiplier) >>> (32 - SLOT_BITS)) * 2;
    table[at] = hash;
    table[at + 1] = index;
  }
  const order = (type: (typeof TYPES)[number]): number[] => {
    const columns = PANOS_SLOTS.flatMap(({ name, columns: at }) => (at[type] === undefined ? [] : [{ column: at[type], slot: number.get(name) ?? 0 }]));
    const bytes = new Array<number>(Math.max(...columns.map(({ column }) => column))).fill(0);
    for (const { column, slot: index } of columns) bytes[column - 1] = index;
    return bytes;
  };
  return [
    '// Generated by build/panos-tables.ts; a test compares. Not edited by hand.',
    '',
    '/** The values of a line, whatever its format: a slot each, from 1. */',
    ...PANOS_SLOTS.map(({ name }) => `export const S_${name}: i32 = ${number.get(name) ?? 0};`),
    `export const SLOT_COUNT: i32 = ${PANOS_SLOTS.length + 1};`,
    '',
    ...TYPES.flatMap((type) => {
      const bytes = order(type);
      return [`export const ${type.toUpperCase()}_COLUMNS: i32 = ${bytes.length};`, data(`${type.toUpperCase()}_ORDER`, 'Slot of each column; 0 = of no interest.', 'u8', bytes)];
    }),
    `export const KEY_MULTIPLIER: u32 = 0x${multiplier.toString(16)};`,
    `export const KEY_SHIFT: i32 = ${32 - SLOT_BITS};`,
    data('KEY_TABLE', 'u32 hash of the key, u32 slot; 0 where there is none.', 'u32', table),
  ].join('\n');
}

if (import.meta.main) await Bun.write(PANOS_FILE, renderPanos());

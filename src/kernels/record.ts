/** A row as its JSON record (design section 5): fixed key order, unknown left out, so that equal rows give equal lines. */
import * as L from '../../assembly/layout.ts';
import { ipText, macText } from '../model/index.ts';
import type { Ipv4, Mac } from '../model/index.ts';
import { FIELDS, RECORD_NAMES } from './fields.ts';
import { ip6Text } from './ip6.ts';
import { reasonName } from './reasons.ts';
import type { RowBatch } from './row-batch.ts';

export type RecordValue = string | number | boolean | readonly (string | number)[] | { readonly [key: string]: string | number };
export type JsonRecord = Record<string, RecordValue>;

const RELAY = 'relay.';
/** Field id -> place in FIELDS, the order of keys. */
const PLACE = new Map(FIELDS.map((spec, place) => [spec.id, place]));

export function toRecord(batch: RowBatch, row: number): JsonRecord {
  const kind = batch.kind(row);
  if (kind === L.KIND_REJECT) return { record: 'reject', offset: batch.base + batch.offset(row), reason: reasonName(batch.a(row)) };
  const record: JsonRecord = { record: RECORD_NAMES[kind] ?? 'unknown' };
  const time = timeText(batch, row);
  if (time !== undefined) record['time'] = time;
  const srcMac = batch.srcMac(row), dstMac = batch.dstMac(row), srcIp = batch.srcIp(row), dstIp = batch.dstIp(row);
  // Every frame names its source: one that tells neither MAC nor address (a serial line's capture) says so with the zero MAC.
  const framed = kind < L.LOG_KINDS_FIRST || kind > L.LOG_KINDS_LAST;
  if (srcMac !== 0 || (framed && srcIp === 0 && (batch.flags(row) & L.FLAG_IPV6) === 0)) record['src_mac'] = macText(srcMac);
  if (dstMac !== 0) record['dst_mac'] = macText(dstMac);
  number(record, 'vlan', batch.vlan(row));
  number(record, 'inner_vlan', batch.innerVlan(row));
  if (srcIp !== 0) record['src_ip'] = ipText(srcIp);
  if (dstIp !== 0) record['dst_ip'] = ipText(dstIp);
  number(record, 'src_port', batch.srcPort(row));
  number(record, 'dst_port', batch.dstPort(row));
  number(record, 'proto', batch.proto(row));
  number(record, 'ttl', batch.ttl(row));
  number(record, 'length', batch.length(row));
  const flags = batch.flags(row);
  if ((flags & L.FLAG_RESPONSE) !== 0) record['response'] = true;
  if ((flags & L.FLAG_TRUNCATED) !== 0) record['truncated'] = true;
  if (kind === L.KIND_ARP) record['opcode'] = batch.a(row);
  if (kind === L.KIND_DHCP) {
    record['xid'] = batch.a(row);
    number(record, 'message_type', batch.b(row));
  }
  if (kind === L.KIND_TRAFFIC) {
    record['packets_sent'] = batch.a(row);
    record['packets_received'] = batch.b(row);
  }
  addFields(record, batch, row);
  return record;
}

function number(record: JsonRecord, key: string, value: number): void { if (value !== 0) record[key] = value; }

/** RFC 3339 with 6 digits, or 9 when the source's clock was finer. */
function timeText(batch: RowBatch, row: number): string | undefined {
  const seconds = batch.seconds(row), nanos = batch.nanos(row);
  if (seconds === 0 && nanos === 0) return undefined;
  const fraction = String(nanos).padStart(9, '0').slice(0, (batch.flags(row) & L.FLAG_NANOS) !== 0 ? 9 : 6);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}

function addFields(record: JsonRecord, batch: RowBatch, row: number): void {
  const { first, end } = batch.positions(row);
  const byPlace = new Map<number, number[]>();
  for (let at = first; at < end; at += 4) {
    const place = PLACE.get(batch.idAt(at));
    if (place === undefined) continue;
    const positions = byPlace.get(place);
    if (positions === undefined) byPlace.set(place, [at]); else positions.push(at);
  }
  const relay: Record<string, string | number> = {};
  for (const place of [...byPlace.keys()].sort((a, b) => a - b)) {
    const spec = FIELDS[place]!, positions = byPlace.get(place)!;
    if (spec.name.startsWith(RELAY)) {
      relay[spec.name.slice(RELAY.length)] = scalar(batch, positions[0]!, spec.type);
      record['relay'] = relay;
    } else if (spec.type === 'codes') record[spec.name] = Array.from(batch.bytesAt(positions[0]!));
    else if (spec.type === 'bool') record[spec.name] = batch.numberAt(positions[0]!) !== 0;
    else record[spec.name] = spec.list ? positions.map((at) => scalar(batch, at, spec.type)) : scalar(batch, positions[0]!, spec.type);
  }
}

function scalar(batch: RowBatch, at: number, type: (typeof FIELDS)[number]['type']): string | number {
  switch (type) {
    case 'text': return batch.textAt(at);
    case 'hex': return batch.hexAt(at);
    case 'ip': return ipText(batch.numberAt(at) as Ipv4); // any 32 bits are an address
    case 'ip6': return ip6Text(batch.bytesAt(at));
    case 'mac': return macText(batch.bytesAt(at).reduce((sum, byte) => sum * 256 + byte, 0) as Mac); // six bytes, by its spec
    default: return batch.numberAt(at);
  }
}

/** The rows of a batch as lines of text by type: the lines as received where each can be read alone, the records where not (captures, tables, arrays). */
import * as L from '../../assembly/layout.ts';
import { FIELDS, PARSERS, RECORD_NAMES, RowBatch, toRecord } from '../kernels/index.ts';
import type { RowReader } from '../model/index.ts';
import { ipKey, macKey, nameKey } from './key-filter.ts';

/** Lines of one type that stood in one batch. */
export interface Lines {
  readonly type: string;
  /** The parser that reads them back. */
  readonly format: string;
  /** Each with its newline. */
  readonly bytes: Uint8Array;
  readonly records: number;
  /** Times of the first and the last record, epoch milliseconds. */
  readonly first: number;
  readonly last: number;
  /** Addresses in them, as keys of the filter; they may repeat. */
  readonly keys: readonly number[];
}

/** While they are being gathered. */
interface Heap { records: number; first: number; last: number; readonly keys: number[]; readonly ranges: number[]; readonly parts: Uint8Array[]; size: number }

const NEWLINE = 10;
const MAC_FIELDS: ReadonlySet<number> = new Set(FIELDS.filter(({ type }) => type === 'mac').map(({ id }) => id));
/** Kinds whose addresses are all in the row itself, unless they are IPv6. */
const PLAIN_KINDS: ReadonlySet<number> = new Set([L.KIND_DNS, L.KIND_MDNS, L.KIND_SSDP, L.KIND_HTTP, L.KIND_TLS, L.KIND_TRAFFIC]);
const EAL = 'eal';

/** `when` says of a record's own time what the node takes it for. */
export function linesOf(rows: RowReader, when: (timeMs: number) => number): Lines[] {
  if (!(rows instanceof RowBatch)) throw new Error('only rows of the kernels have lines');
  const asRecords = !rows.fromLines, text = rows.source;
  const heaps = new Map<number, Heap>();
  let kind = -1, heap: Heap | undefined;
  for (let row = 0; row < rows.count; row++) {
    const start = asRecords ? 0 : rows.offset(row);
    // A record longer than any batch: its bytes were passed over.
    if (!asRecords && start >= text.length) continue;
    if (rows.kind(row) !== kind || heap === undefined) {
      kind = rows.kind(row);
      heap = heaps.get(kind);
      if (heap === undefined) heaps.set(kind, heap = { records: 0, first: Infinity, last: -Infinity, keys: [], ranges: [], parts: [], size: 0 });
    }
    const at = when(rows.timeMs(row));
    if (at < heap.first) heap.first = at;
    if (at > heap.last) heap.last = at;
    heap.records += 1;
    if (kind !== L.KIND_REJECT) keysOf(rows, row, heap.keys);
    if (asRecords) {
      const line = Buffer.from(`${JSON.stringify(toRecord(rows, row))}\n`);
      heap.parts.push(line);
      heap.size += line.length;
    } else {
      const end = row + 1 < rows.count ? Math.min(rows.offset(row + 1), text.length) : text.length;
      if (heap.ranges.at(-1) === start) heap.ranges[heap.ranges.length - 1] = end;
      else heap.ranges.push(start, end);
      heap.size += end - start;
    }
  }
  const format = asRecords ? EAL : (Object.entries(PARSERS).find(([, parser]) => parser === rows.parser)?.[0] ?? EAL);
  return [...heaps].map(([of, { ranges, parts, size, ...heap }]) => ({ ...heap, format, type: RECORD_NAMES[of] ?? 'unknown', bytes: asRecords ? Buffer.concat(parts, size) : copied(text, ranges, size) }));
}

/** A copy: the batch's own buffer is a megabyte, and may hold ten lines. */
function copied(text: Uint8Array, ranges: readonly number[], size: number): Uint8Array {
  const whole = text[(ranges.at(-1) ?? 0) - 1] === NEWLINE;
  const bytes = new Uint8Array(whole ? size : size + 1);
  let at = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    const part = text.subarray(ranges[i], ranges[i + 1]);
    bytes.set(part, at);
    at += part.length;
  }
  if (!whole) bytes[at] = NEWLINE;
  return bytes;
}

/** Every address that a search may ask for, added to `keys`. */
export function keysOf(rows: RowBatch, row: number, keys: number[] = []): number[] {
  const srcMac = rows.srcMac(row), dstMac = rows.dstMac(row), srcIp = rows.srcIp(row), dstIp = rows.dstIp(row);
  if (srcMac !== 0) keys.push(macKey(srcMac));
  if (dstMac !== 0) keys.push(macKey(dstMac));
  if (srcIp !== 0) keys.push(ipKey(srcIp));
  if (dstIp !== 0) keys.push(ipKey(dstIp));
  if (PLAIN_KINDS.has(rows.kind(row)) && (rows.flags(row) & L.FLAG_IPV6) === 0) return keys;
  const { first, end } = rows.positions(row);
  for (let at = first; at < end; at += 4) {
    const id = rows.idAt(at), type = rows.typeAt(at);
    if (type === L.T_IP4) keys.push(ipKey(rows.numberAt(at)));
    else if (type === L.T_IP6) keys.push(nameKey(rows.bytesAt(at)));
    else if (MAC_FIELDS.has(id)) {
      const mac = rows.mac(row, id);
      if (mac !== undefined) keys.push(macKey(mac));
    }
  }
  return keys;
}

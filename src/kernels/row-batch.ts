/** The rows of one batch and their fields, read where the kernel wrote them (layout: assembly/layout.ts). */
import * as L from '../../assembly/layout.ts';
import type { Ipv4, Mac, RowReader } from '../model/index.ts';
import type { Parser } from './parsers.ts';

/** A batch as plain arrays: what crosses from a worker. */
export interface BatchParts {
  readonly rows: Uint8Array;
  /** Two words a row. */
  readonly digests: Uint32Array;
  readonly fields: Uint32Array;
  readonly arena: Uint8Array;
  readonly input: Uint8Array;
  /** Packet records in the batch, and how many of them were passed over for their link type. Zero for logs. */
  readonly packets: number;
  readonly skipped: number;
  /** Datagrams whose fragments never made a whole. */
  readonly unfinished: number;
  /** Capture state behind the batch. */
  readonly state: Uint8Array;
}

// A Buffer decodes a range of itself without a view in between.
const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export class RowBatch implements RowReader {
  readonly count: number;
  readonly base: number;
  readonly packets: number;
  readonly skipped: number;
  readonly unfinished: number;
  readonly state: Uint8Array;
  /** What read it; undefined for the reject of a record longer than any batch. */
  readonly parser: Parser | undefined;
  #rows: DataView;
  #digests: Uint32Array;
  #fields: Uint32Array;
  #arena: Buffer;
  #input: Buffer;

  /** Whether each row comes from a line of its own that says the same wherever it stands; not so in a capture, a table, an array, or where a line gave several rows. */
  get fromLines(): boolean { return this.parser !== L.PARSER_CAPTURE && !(this.parser === L.PARSER_LOG && this.state[L.LOG_BOUND] !== 0); }

  /** `base` is where the batch starts in its source, bytes. */
  constructor(parts: BatchParts, base = 0, parser?: Parser) {
    this.count = parts.rows.length / L.ROW_BYTES;
    this.base = base;
    this.parser = parser;
    this.packets = parts.packets;
    this.skipped = parts.skipped;
    this.unfinished = parts.unfinished;
    this.state = parts.state;
    this.#rows = new DataView(parts.rows.buffer, parts.rows.byteOffset, parts.rows.length);
    this.#digests = parts.digests;
    this.#fields = parts.fields;
    this.#arena = buffer(parts.arena);
    this.#input = buffer(parts.input);
  }

  /** The bytes that `offset` counts in. */
  get source(): Uint8Array { return this.#input; }

  /** Gives back the bytes the batch was parsed from; from now on reading it fails. For sources that use their buffers again. */
  retire(): Uint8Array {
    const input = this.#input;
    this.#rows = new DataView(new ArrayBuffer(0));
    this.#digests = this.#fields = new Uint32Array(0);
    this.#arena = this.#input = Buffer.alloc(0);
    return input;
  }

  kind(row: number): number { return this.#rows.getUint8(row * L.ROW_BYTES); }
  flags(row: number): number { return this.#rows.getUint8(row * L.ROW_BYTES + L.ROW_FLAGS); }
  proto(row: number): number { return this.#rows.getUint8(row * L.ROW_BYTES + L.ROW_PROTO); }
  ttl(row: number): number { return this.#rows.getUint8(row * L.ROW_BYTES + L.ROW_TTL); }
  offset(row: number): number { return this.#word(row, L.ROW_OFFSET); }
  timeMs(row: number): number { return this.seconds(row) * 1000 + this.nanos(row) / 1e6; }
  seconds(row: number): number { return this.#word(row, L.ROW_SECONDS); }
  nanos(row: number): number { return this.#word(row, L.ROW_NANOS); }
  srcMac(row: number): Mac { return this.#mac(row * L.ROW_BYTES + L.ROW_SRC_MAC); }
  dstMac(row: number): Mac { return this.#mac(row * L.ROW_BYTES + L.ROW_DST_MAC); }
  vlan(row: number): number { return this.#half(row, L.ROW_VLAN); }
  innerVlan(row: number): number { return this.#half(row, L.ROW_INNER_VLAN); }
  srcIp(row: number): Ipv4 { return this.#word(row, L.ROW_SRC_IP) as Ipv4; } // any 32 bits are an address
  dstIp(row: number): Ipv4 { return this.#word(row, L.ROW_DST_IP) as Ipv4; } // any 32 bits are an address
  srcPort(row: number): number { return this.#half(row, L.ROW_SRC_PORT); }
  dstPort(row: number): number { return this.#half(row, L.ROW_DST_PORT); }
  length(row: number): number { return this.#word(row, L.ROW_LENGTH); }
  a(row: number): number { return this.#word(row, L.ROW_A); }
  b(row: number): number { return this.#word(row, L.ROW_B); }

  digest(row: number): number { return this.#digests[row * 2]! * 0x200000 + (this.#digests[row * 2 + 1]! >>> 11); }

  mark(row: number, ids: readonly number[], seed: number): number {
    let low = seed | 0x811c9dc5, high = seed ^ 0x9e3779b9;
    const first = this.#first(row), last = this.#end(row);
    for (let i = 0, next = first; i < ids.length; i++) {
      // Fields mostly stand in the order they are asked for.
      let field = this.#next(ids[i]!, next, last);
      if (field === last && next !== first) field = this.#next(ids[i]!, first, next);
      field = field < last && (this.#fields[field]! & 0xffff) === ids[i] ? field : -1;
      next = field < 0 ? next : field + 4;
      // A field that is missing is another than an empty one.
      low = Math.imul(low ^ (field < 0 ? 257 : 256), 0x01000193);
      high = Math.imul(high ^ (field < 0 ? 257 : 256), 0x85ebca6b);
      if (field < 0) continue;
      const bytes = this.#regionOf(field), start = this.#fields[field + 1]!, end = start + this.#fields[field + 2]!;
      for (let at = start; at < end; at++) {
        low = Math.imul(low ^ bytes[at]!, 0x01000193);
        high = Math.imul(high ^ bytes[at]!, 0x85ebca6b);
        high ^= high >>> 15;
      }
    }
    return (low >>> 0) * 0x200000 + ((high ^ (low >>> 13)) >>> 11);
  }

  hasAny(row: number, from: number, to: number): boolean {
    const end = this.#end(row), fields = this.#fields;
    for (let at = this.#first(row); at < end; at += 4) {
      const id = fields[at]! & 0xffff;
      if (id >= from && id <= to) return true;
    }
    return false;
  }
  has(row: number, id: number): boolean { return this.#find(row, id) >= 0; }
  text(row: number, id: number): string | undefined {
    const at = this.#find(row, id);
    return at < 0 ? undefined : this.textAt(at);
  }
  texts(row: number, id: number): string[] {
    const found: string[] = [], end = this.#end(row);
    for (let at = this.#next(id, this.#first(row), end); at < end; at = this.#next(id, at + 4, end)) found.push(this.textAt(at));
    return found;
  }
  number(row: number, id: number): number | undefined {
    const at = this.#find(row, id);
    return at < 0 ? undefined : this.numberAt(at);
  }
  numbers(row: number, id: number, most = Infinity): number[] {
    const found: number[] = [], end = this.#end(row);
    for (let at = this.#next(id, this.#first(row), end); at < end && found.length < most; at = this.#next(id, at + 4, end)) found.push(this.numberAt(at));
    return found;
  }
  ip(row: number, id: number): Ipv4 | undefined {
    const at = this.#find(row, id);
    return at < 0 || this.typeAt(at) !== L.T_IP4 ? undefined : (this.#fields[at + 1]! as Ipv4);
  }
  mac(row: number, id: number): Mac | undefined {
    const at = this.#find(row, id);
    const bytes = at < 0 ? undefined : this.bytesAt(at);
    return bytes?.length === 6 ? (readMac(bytes, 0) as Mac) : undefined;
  }
  hex(row: number, id: number): string | undefined {
    const at = this.#find(row, id);
    return at < 0 ? undefined : this.hexAt(at);
  }
  bytes(row: number, id: number): Uint8Array | undefined {
    const at = this.#find(row, id);
    return at < 0 ? undefined : this.bytesAt(at);
  }
  bytesList(row: number, id: number): Uint8Array[] {
    const found: Uint8Array[] = [], end = this.#end(row);
    for (let at = this.#next(id, this.#first(row), end); at < end; at = this.#next(id, at + 4, end)) found.push(this.bytesAt(at));
    return found;
  }
  codes(row: number, id: number): number[] {
    const at = this.#find(row, id);
    return at < 0 ? [] : Array.from(this.bytesAt(at));
  }

  /** The fields of a row as positions for the *At functions, in the order they stand. */
  positions(row: number): { readonly first: number; readonly end: number } {
    return { first: this.#first(row), end: this.#end(row) };
  }
  idAt(at: number): number { return this.#fields[at]! & 0xffff; }
  typeAt(at: number): number { return (this.#fields[at]! >>> 16) & 255; }
  bytesAt(at: number): Uint8Array {
    const start = this.#fields[at + 1]!;
    return this.#regionOf(at).subarray(start, start + this.#fields[at + 2]!);
  }
  /** A byte order mark is text like any other; a byte that is not UTF-8 becomes U+FFFD. */
  textAt(at: number): string {
    const start = this.#fields[at + 1]!;
    return this.#regionOf(at).toString('utf8', start, start + this.#fields[at + 2]!);
  }
  hexAt(at: number): string { return this.bytesAt(at).toHex(); }
  numberAt(at: number): number {
    const low = this.#fields[at + 1]!;
    return this.typeAt(at) === L.T_U64 ? this.#fields[at + 2]! * 0x100000000 + low : low;
  }

  #regionOf(at: number): Buffer { return this.#fields[at]! >>> 24 === L.REGION_ARENA ? this.#arena : this.#input; }
  #word(row: number, at: number): number { return this.#rows.getUint32(row * L.ROW_BYTES + at, true); }
  #half(row: number, at: number): number { return this.#rows.getUint16(row * L.ROW_BYTES + at, true); }
  #mac(at: number): Mac { return (this.#rows.getUint16(at) * 0x100000000 + this.#rows.getUint32(at + 2)) as Mac; } // any 48 bits are an address
  #first(row: number): number { return this.#word(row, L.ROW_FIRST_FIELD) * 4; }
  #end(row: number): number { return (this.#word(row, L.ROW_FIRST_FIELD) + this.#word(row, L.ROW_FIELD_COUNT)) * 4; }
  #find(row: number, id: number): number {
    const end = this.#end(row), at = this.#next(id, this.#first(row), end);
    return at < end ? at : -1;
  }
  /** The first field from `at` on that is `id`; `end` when there is none. */
  #next(id: number, at: number, end: number): number {
    const fields = this.#fields;
    let next = at;
    while (next < end && (fields[next]! & 0xffff) !== id) next += 4;
    return next;
  }
}

function readMac(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; i < at + 6; i++) value = value * 256 + bytes[i]!;
  return value;
}

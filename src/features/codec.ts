/**
 * A device's features as bytes, for the store. Little endian:
 *
 *   0 u8  version        1
 *   1 u8  attributes     how many
 *   2 u16 ids            how many, at most 512
 *   4 u32 dropped        ids that came after the cap
 *   8 f64 first seen     epoch milliseconds
 *  16 f64 last seen
 *  24 u32 id ...         rising
 *     u8 slot, u16 length, UTF-8 ...   attributes, slots rising
 */
import { MOST_IDS } from './id-set.ts';
import { KEPT, KEPT_LENGTH, type DeviceState } from './state.ts';

const VERSION = 1, HEAD = 24;
const decoder = new TextDecoder('utf-8', { fatal: true });

export interface DecodedFeatures {
  readonly ids: Uint32Array;
  readonly attributes: readonly (string | undefined)[];
  readonly dropped: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export function encodeFeatures(state: DeviceState): Uint8Array {
  const ids = state.ids.sorted(), { attributes } = state;
  let size = HEAD + ids.length * 4, texts = 0;
  for (const value of attributes) if (value !== undefined) { texts++; size += 3 + Buffer.byteLength(value); }
  // A Buffer and not a DataView: asking a small array for its buffer costs more than all the rest of this.
  const out = Buffer.allocUnsafe(size);
  out.writeUInt8(VERSION, 0);
  out.writeUInt8(texts, 1);
  out.writeUInt16LE(ids.length, 2);
  out.writeUInt32LE(Math.min(state.ids.dropped, 0xffffffff), 4);
  out.writeDoubleLE(state.firstSeen, 8);
  out.writeDoubleLE(state.lastSeen, 16);
  let at = HEAD;
  for (let i = 0; i < ids.length; i++, at += 4) out.writeUInt32LE(ids[i] ?? 0, at);
  for (let slot = 0; slot < attributes.length; slot++) {
    const value = attributes[slot];
    if (value === undefined) continue;
    const length = out.write(value, at + 3);
    out.writeUInt8(slot, at);
    out.writeUInt16LE(length, at + 1);
    at += 3 + length;
  }
  return out;
}

/** Undefined when the bytes are not what `encodeFeatures` writes: a damaged blob costs one device its evidence, nothing else. */
export function decodeFeatures(bytes: Uint8Array): DecodedFeatures | undefined {
  if (bytes.length < HEAD || bytes[0] !== VERSION) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint16(2, true), end = HEAD + count * 4;
  const firstSeen = view.getFloat64(8, true), lastSeen = view.getFloat64(16, true);
  if (count > MOST_IDS || end > bytes.length || !Number.isFinite(firstSeen) || !Number.isFinite(lastSeen)) return undefined;
  const ids = new Uint32Array(count);
  let before = 0;
  for (let i = 0; i < count; i++) {
    const id = view.getUint32(HEAD + i * 4, true);
    if (id <= before) return undefined;
    ids[i] = before = id;
  }
  const attributes = decodeAttributes(bytes, view, end);
  return attributes === undefined ? undefined : { ids, attributes, dropped: view.getUint32(4, true), firstSeen, lastSeen };
}

function decodeAttributes(bytes: Uint8Array, view: DataView, from: number): (string | undefined)[] | undefined {
  const attributes: (string | undefined)[] = [];
  let at = from;
  for (let left = bytes[1] ?? 0; left > 0; left--) {
    if (at + 3 > bytes.length) return undefined;
    const slot = view.getUint8(at), end = at + 3 + view.getUint16(at + 1, true);
    if (slot < attributes.length || slot >= KEPT.length || end > bytes.length) return undefined;
    const text = read(bytes.subarray(at + 3, end));
    if (text === undefined || text.length > KEPT_LENGTH) return undefined;
    while (attributes.length < slot) attributes.push(undefined);
    attributes.push(text);
    at = end;
  }
  return at === bytes.length ? attributes : undefined;
}

function read(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return undefined; // not UTF-8
    throw cause;
  }
}

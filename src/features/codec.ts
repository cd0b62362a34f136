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
import { putText, UTF8_MOST } from '../model/index.ts';
import { KEPT, KEPT_LENGTH, type DeviceState } from './state.ts';

const VERSION = 1, HEAD = 24;
/** Where `encodeFeatures` puts a device together before it copies what it took: room for the largest. */
const words = new Uint32Array((HEAD + MOST_IDS * 4 + KEPT.length * (3 + KEPT_LENGTH * UTF8_MOST)) / 4 + 1), out = Buffer.from(words.buffer);
const decoder = new TextDecoder('utf-8', { fatal: true });

export interface DecodedFeatures {
  readonly ids: Uint32Array;
  readonly attributes: readonly (string | undefined)[];
  readonly dropped: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export function encodeFeatures(state: DeviceState): Uint8Array {
  const { attributes } = state, count = state.ids.sortedInto(words, HEAD / 4);
  let at = HEAD + count * 4, texts = 0;
  for (let slot = 0; slot < attributes.length; slot++) {
    const value = attributes[slot];
    if (value === undefined) continue;
    const length = putText(out, at + 3, value);
    out[at] = slot;
    out.writeUInt16LE(length, at + 1);
    at += 3 + length;
    texts++;
  }
  out[0] = VERSION;
  out[1] = texts;
  out.writeUInt16LE(count, 2);
  out.writeUInt32LE(Math.min(state.ids.dropped, 0xffffffff), 4);
  out.writeDoubleLE(state.firstSeen, 8);
  out.writeDoubleLE(state.lastSeen, 16);
  return new Uint8Array(out.subarray(0, at));
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

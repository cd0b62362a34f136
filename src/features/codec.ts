/**
 * A device's features as bytes, for the store. Little endian:
 *
 *   0 u8  version        2
 *   1 u8  sayings        how many
 *   2 u16 ids            how many, at most 512
 *   4 u32 dropped        ids that came after the cap
 *   8 f64 first seen     epoch milliseconds
 *  16 f64 last seen
 *  24 u16 traces         how many
 *  26 u16 refused        sayings there was no room for
 *  28 u32 id ...         rising
 *     u24 parameter, u8 ids learned, u32 seconds, u16 source ...                    traces, parameters rising
 *     u24 parameter, u32 seconds, u16 source, u16 length, UTF-8 ...                 sayings, parameters not falling
 *
 * A parameter is its code (codes.ts). Version 1 (codec-one.ts) is read, too.
 */
import { MOST_IDS } from './id-set.ts';
import { putText, UTF8_MOST } from '../model/index.ts';
import { decodeOne, VERSION_ONE } from './codec-one.ts';
import { readIds, readText } from './codec-parts.ts';
import { indexOfCode, parameterCode } from './codes.ts';
import { MOST_SAYINGS } from './sayings.ts';
import type { DeviceState } from './state.ts';
import { PARAMETERS_MOST } from './traces.ts';
import { LONGEST_VALUE } from './words.ts';

const VERSION = 2, HEAD = 28, TRACE = 10, SAYING = 11;
const U32 = 0xffffffff, U16 = 0xffff;
/** Where `encodeFeatures` puts a device together before it copies what it took: room for the largest. */
const words = new Uint32Array((HEAD + MOST_IDS * 4 + PARAMETERS_MOST * TRACE + MOST_SAYINGS * (SAYING + LONGEST_VALUE * UTF8_MOST)) / 4 + 1), out = new Uint8Array(words.buffer), view = new DataView(words.buffer);

export interface DecodedTrace { readonly index: number; readonly learned: number; readonly seconds: number; readonly source: number }
export interface DecodedSaying { readonly index: number; readonly value: string; readonly seconds: number; readonly source: number }
export interface DecodedFeatures {
  readonly ids: Uint32Array;
  readonly traces: readonly DecodedTrace[];
  /** Of one parameter the last one last. */
  readonly sayings: readonly DecodedSaying[];
  readonly dropped: number;
  readonly refused: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export function encodeFeatures(state: DeviceState): Uint8Array {
  const ids = state.ids.sortedInto(words, HEAD / 4);
  let at = HEAD + ids * 4;
  state.traces.each((index, learned, seconds, source) => {
    putCode(at, index);
    out[at + 3] = learned;
    view.setUint32(at + 4, seconds, true);
    view.setUint16(at + 8, source, true);
    at += TRACE;
  });
  state.clear.each((word, stamp) => {
    const length = putText(out, at + SAYING, word.value);
    putCode(at, word.index);
    // As markOf reads it; an object for each would cost more than the bytes.
    view.setUint32(at + 3, Math.floor(stamp / 0x10000), true);
    view.setUint16(at + 7, stamp % 0x10000, true);
    view.setUint16(at + 9, length, true);
    at += SAYING + length;
  });
  out[0] = VERSION;
  out[1] = state.clear.count;
  view.setUint16(2, ids, true);
  view.setUint32(4, Math.min(state.ids.dropped, U32), true);
  view.setFloat64(8, state.firstSeen, true);
  view.setFloat64(16, state.lastSeen, true);
  view.setUint16(24, state.traces.count, true);
  view.setUint16(26, Math.min(state.clear.refused, U16), true);
  return new Uint8Array(out.subarray(0, at));
}

function putCode(at: number, index: number): void {
  const code = parameterCode(index);
  out[at] = code;
  out[at + 1] = code >>> 8;
  out[at + 2] = code >>> 16;
}

/** Undefined when the bytes are not what `encodeFeatures` writes, or wrote in version 1: a damaged blob costs one device its evidence, nothing else. */
export function decodeFeatures(bytes: Uint8Array): DecodedFeatures | undefined {
  if (bytes[0] === VERSION_ONE) return decodeOne(bytes);
  if (bytes.length < HEAD || bytes[0] !== VERSION) return undefined;
  const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = from.readUInt16LE(2), traced = HEAD + count * 4, traceCount = from.readUInt16LE(24), said = traced + traceCount * TRACE;
  const firstSeen = from.readDoubleLE(8), lastSeen = from.readDoubleLE(16);
  if (count > MOST_IDS || traceCount > PARAMETERS_MOST || said > bytes.length || !Number.isFinite(firstSeen) || !Number.isFinite(lastSeen)) return undefined;
  const ids = readIds(from, HEAD, count), traces = readTraces(from, traced, said), sayings = readSayings(from, said, bytes[1] ?? 0);
  if (ids === undefined || traces === undefined || sayings === undefined) return undefined;
  return { ids, traces, sayings, dropped: from.readUInt32LE(4), refused: from.readUInt16LE(26), firstSeen, lastSeen };
}

function readTraces(bytes: Buffer, from: number, end: number): DecodedTrace[] | undefined {
  const traces: DecodedTrace[] = [];
  let before = -1;
  for (let at = from; at < end; at += TRACE) {
    const code = bytes.readUIntLE(at, 3), index = indexOfCode(code);
    if (code <= before) return undefined;
    before = code;
    if (index >= 0) traces.push({ index, learned: bytes.readUInt8(at + 3), seconds: bytes.readUInt32LE(at + 4), source: bytes.readUInt16LE(at + 8) });
  }
  return traces;
}

function readSayings(bytes: Buffer, from: number, count: number): DecodedSaying[] | undefined {
  if (count > MOST_SAYINGS) return undefined;
  const sayings: DecodedSaying[] = [];
  let at = from, before = -1;
  for (let left = count; left > 0; left--) {
    if (at + SAYING > bytes.length) return undefined;
    const code = bytes.readUIntLE(at, 3), index = indexOfCode(code), end = at + SAYING + bytes.readUInt16LE(at + 9);
    if (code < before || end > bytes.length) return undefined;
    before = code;
    const value = readText(bytes.subarray(at + SAYING, end));
    if (value === undefined || value.length > LONGEST_VALUE) return undefined;
    if (index >= 0) sayings.push({ index, value, seconds: bytes.readUInt32LE(at + 3), source: bytes.readUInt16LE(at + 7) });
    at = end;
  }
  return at === bytes.length ? sayings : undefined;
}

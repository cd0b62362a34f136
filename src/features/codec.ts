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
import { markOf, MOST_SAYINGS, type Stamp } from './sayings.ts';
import type { DeviceState } from './state.ts';
import { PARAMETERS_MOST } from './traces.ts';
import { LONGEST_VALUE, type Word } from './words.ts';

const VERSION = 2, HEAD = 28, TRACE = 10, SAYING = 11;
const U32 = 0xffffffff, U16 = 0xffff;
/** Where `encodeFeatures` puts a device together before it copies what it took: room for the largest. */
const words = new Uint32Array((HEAD + MOST_IDS * 4 + PARAMETERS_MOST * TRACE + MOST_SAYINGS * (SAYING + LONGEST_VALUE * UTF8_MOST)) / 4 + 1), out = Buffer.from(words.buffer);

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
  const ids = state.ids.sortedInto(words, HEAD / 4), traced = HEAD + ids * 4, said = traced + putTraces(state, traced);
  const { end, count } = putSayings(state, said);
  out[0] = VERSION;
  out[1] = count;
  out.writeUInt16LE(ids, 2);
  out.writeUInt32LE(Math.min(state.ids.dropped, U32), 4);
  out.writeDoubleLE(state.firstSeen, 8);
  out.writeDoubleLE(state.lastSeen, 16);
  out.writeUInt16LE(state.traces.count, 24);
  out.writeUInt16LE(Math.min(state.clear.refused, U16), 26);
  return new Uint8Array(out.subarray(0, end));
}

/** Returns the bytes it took. */
function putTraces(state: DeviceState, from: number): number {
  let at = from;
  state.traces.each((index, learned, seconds, source) => {
    const code = parameterCode(index);
    // In order of their codes: few, and nearly in order after the first time.
    let to = at;
    for (; to > from && out.readUIntLE(to - TRACE, 3) > code; to -= TRACE) out.copyWithin(to, to - TRACE, to);
    out.writeUIntLE(code, to, 3);
    out[to + 3] = learned;
    out.writeUInt32LE(seconds, to + 4);
    out.writeUInt16LE(source, to + 8);
    at += TRACE;
  });
  return at - from;
}

function putSayings(state: DeviceState, from: number): { readonly end: number; readonly count: number } {
  const said: (readonly [code: number, word: Word, stamp: Stamp])[] = [];
  state.clear.each((word, stamp) => { said.push([parameterCode(word.index), word, stamp]); });
  said.sort(([a], [b]) => a - b); // keeps the order within a parameter
  let at = from;
  for (const [code, word, stamp] of said) {
    const { seconds, source } = markOf(stamp), length = putText(out, at + SAYING, word.value);
    out.writeUIntLE(code, at, 3);
    out.writeUInt32LE(seconds, at + 3);
    out.writeUInt16LE(source, at + 7);
    out.writeUInt16LE(length, at + 9);
    at += SAYING + length;
  }
  return { end: at, count: said.length };
}

/** Undefined when the bytes are not what `encodeFeatures` writes, or wrote in version 1: a damaged blob costs one device its evidence, nothing else. */
export function decodeFeatures(bytes: Uint8Array): DecodedFeatures | undefined {
  if (bytes[0] === VERSION_ONE) return decodeOne(bytes);
  if (bytes.length < HEAD || bytes[0] !== VERSION) return undefined;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.readUInt16LE(2), traced = HEAD + count * 4, traceCount = view.readUInt16LE(24), said = traced + traceCount * TRACE;
  const firstSeen = view.readDoubleLE(8), lastSeen = view.readDoubleLE(16);
  if (count > MOST_IDS || traceCount > PARAMETERS_MOST || said > bytes.length || !Number.isFinite(firstSeen) || !Number.isFinite(lastSeen)) return undefined;
  const ids = readIds(view, HEAD, count), traces = readTraces(view, traced, said), sayings = readSayings(view, said, bytes[1] ?? 0);
  if (ids === undefined || traces === undefined || sayings === undefined) return undefined;
  return { ids, traces, sayings, dropped: view.readUInt32LE(4), refused: view.readUInt16LE(26), firstSeen, lastSeen };
}

function readTraces(view: Buffer, from: number, end: number): DecodedTrace[] | undefined {
  const traces: DecodedTrace[] = [];
  let before = -1;
  for (let at = from; at < end; at += TRACE) {
    const code = view.readUIntLE(at, 3), index = indexOfCode(code);
    if (code <= before) return undefined;
    before = code;
    if (index >= 0) traces.push({ index, learned: view.readUInt8(at + 3), seconds: view.readUInt32LE(at + 4), source: view.readUInt16LE(at + 8) });
  }
  return traces;
}

function readSayings(view: Buffer, from: number, count: number): DecodedSaying[] | undefined {
  if (count > MOST_SAYINGS) return undefined;
  const sayings: DecodedSaying[] = [];
  let at = from, before = -1;
  for (let left = count; left > 0; left--) {
    if (at + SAYING > view.length) return undefined;
    const code = view.readUIntLE(at, 3), index = indexOfCode(code), end = at + SAYING + view.readUInt16LE(at + 9);
    if (code < before || end > view.length) return undefined;
    before = code;
    const value = readText(view.subarray(at + SAYING, end));
    if (value === undefined || value.length > LONGEST_VALUE) return undefined;
    if (index >= 0) sayings.push({ index, value, seconds: view.readUInt32LE(at + 3), source: view.readUInt16LE(at + 7) });
    at = end;
  }
  return at === view.length ? sayings : undefined;
}

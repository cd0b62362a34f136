// One EAL line by plain byte loops: the oracle of the wide twin (line-wide.ts), the judge of every line that twin does not
// take, and all there is in a build without SIMD. The first fault from the left is the reason of a reject.
import {
  FIELD_BYTES, FLAG_NANOS, KIND_COUNT, REASON_ARENA_FULL, REASON_BAD_JSON, REASON_BAD_VALUE, REASON_DUPLICATE_KEY, REASON_MISSING_FIELD,
  REASON_TOO_MANY_FIELDS, REASON_UNKNOWN_RECORD, ROW_A, ROW_B, ROW_FLAGS, ROW_KIND, ROW_NANOS, ROW_SECONDS, T_BYTES, T_CODES, T_IP6, T_TEXT,
} from "../layout";
import { arenaReserve, beginRow, endRow, fieldArena, fieldBool, fieldCopy, fieldCount, fieldInput, fieldIp, fieldU32, fieldU64, overflowed, reject } from "../memory/emit";
import { fieldBase, inputBase } from "../memory/regions";
import { decodeHex } from "../text/hex";
import { parseIp4, parseIp6 } from "../text/ip";
import { parseMac } from "../text/mac";
import { integer, numberEnd } from "../text/number";
import { lineEnd } from "../text/scan";
import { parseTime } from "../text/timestamp";
import { fail, failure } from "./failure";
import {
  C_BOOL, C_CODES, C_FLAG, C_HELD, C_HEX, C_HEX_LIST, C_IP, C_IP6, C_IP_LIST, C_MAC, C_RECORD, C_RELAY, C_ROW_IP, C_ROW_MAC, C_ROW_U16, C_ROW_U32, C_ROW_U8,
  C_TEXT, C_TEXT_LIST, C_TIME, C_U32, C_U32_LIST, C_U64, KEY_BYTES, KEY_COUNT, KEY_INNER, KEY_NAMES, KEY_NONE, KEY_SLOTS, KEY_TABLE, SLOT_MULTIPLIER, SLOT_SHIFT,
} from "./keys";
import { MAX_FIELDS } from "./limits";
import { demandsMet, deriveFlags, kindOf } from "./record";
import { readName, skipSpace, skipValue } from "./skip";
import { contentAt, contentEnd, escaped, readString, unescape } from "./strings";

const QUOTE: u8 = 34, COMMA: u8 = 44, ARRAY: u8 = 91, ARRAY_END: u8 = 93, OBJECT: u8 = 123, OBJECT_END: u8 = 125;

/** Values whose place in the row depends on the kind, which may come behind them: u32 a and u32 b for each kind. */
const HELD: usize = memory.data(KIND_COUNT * 8, 8);
const IP6: usize = memory.data(16, 8);

let row: usize = 0;
let kind: i32 = 0;
let firstField: i32 = 0;
/** The keys seen, a bit each; and the same as the sets that demands are made of, where some keys share a bit. */
const SEEN_BYTES: i32 = ((KEY_COUNT + 63) >> 6) << 3;
const SEEN: usize = memory.data(SEEN_BYTES, 8);
let seenLow: u64 = 0;
let seenHigh: u64 = 0;
/** Decoded content of the string read last, and whether it lies in the arena (reserved, not committed) instead of the input. */
let textAt: usize = 0;
let textEnd: usize = 0;
let decoded: bool = false;

/** Reads the line at `at` of the input, which ends at `end`, whatever it is: a record, a reject, or blank. Address of the next line. */
export function readOther(at: usize, end: usize): usize {
  const behind = lineEnd(at, end);
  if (skipSpace(at, behind) < behind) readLine(at, behind, <i32>(at - inputBase()));
  return behind + 1;
}

/** Reads [at, end), the record at `offset` of the input, into one row or one reject. */
function readLine(at: usize, end: usize, offset: i32): void {
  row = beginRow(0, offset);
  kind = 0;
  firstField = fieldCount();
  seenLow = 0;
  seenHigh = 0;
  memory.fill(HELD, 0, KIND_COUNT * 8);
  memory.fill(SEEN, 0, SEEN_BYTES);
  if (readObject(at, end) == 0) { reject(offset, failure()); return; }
  if (kind == 0 || !demandsMet(kind, seenLow, seenHigh)) { reject(offset, REASON_MISSING_FIELD); return; }
  if (overflowed()) { reject(offset, REASON_ARENA_FULL); return; }
  if (fieldCount() - firstField > MAX_FIELDS) { reject(offset, REASON_TOO_MANY_FIELDS); return; }
  store<u8>(row + ROW_KIND, <u8>kind);
  store<u32>(row + ROW_A, load<u32>(HELD + <usize>(kind << 3)));
  store<u32>(row + ROW_B, load<u32>(HELD + <usize>(kind << 3), 4));
  deriveFlags(row, kind, fieldBase() + <usize>(firstField * FIELD_BYTES), fieldBase() + <usize>(fieldCount() * FIELD_BYTES));
  endRow(row);
}

/** The record's object, and inside it the object `relay`: one loop for both, for nothing of ours goes deeper. 0 = refused. */
function readObject(at: usize, end: usize): usize {
  at = skipSpace(at, end);
  if (at >= end || load<u8>(at) != OBJECT) return fail(REASON_BAD_JSON);
  at = skipSpace(at + 1, end);
  let inner = false, first = true;
  while (true) {
    if (first && at < end && load<u8>(at) == OBJECT_END) at++; // an empty object
    else {
      first = false;
      at = readName(at, end);
      if (at == 0) return 0;
      const key = findKey(inner);
      if (key == KEY_NONE) at = skipValue(at, end);
      else {
        if (!see(key)) return fail(REASON_DUPLICATE_KEY);
        const entry = KEY_TABLE + <usize>key * KEY_BYTES;
        if (load<u8>(entry, 33) == <u8>C_RELAY) {
          if (at >= end || load<u8>(at) != OBJECT) return wrongType(at, end);
          at = skipSpace(at + 1, end);
          inner = true; first = true;
          continue;
        }
        at = readValue(entry, at, end);
      }
      if (at == 0) return 0;
      at = skipSpace(at, end);
      if (at >= end) return fail(REASON_BAD_JSON);
      const next = load<u8>(at++);
      if (next == COMMA) { at = skipSpace(at, end); continue; }
      if (next != OBJECT_END) return fail(REASON_BAD_JSON);
    }
    // An object has ended: `relay` is followed by more of the record, the record by the end of the line.
    at = skipSpace(at, end);
    if (!inner) return at == end ? at : fail(REASON_BAD_JSON);
    inner = false; first = false;
    if (at >= end) return fail(REASON_BAD_JSON);
    const next = load<u8>(at++);
    if (next == OBJECT_END) {
      at = skipSpace(at, end);
      return at == end ? at : fail(REASON_BAD_JSON);
    }
    if (next != COMMA) return fail(REASON_BAD_JSON);
    at = skipSpace(at, end);
  }
}

/** The key whose name was read last, or KEY_NONE. */
function findKey(inner: bool): i32 {
  if (!decodeContent()) return KEY_NONE;
  const length = <i32>(textEnd - textAt);
  if (inner) {
    for (let key = KEY_INNER; key < KEY_COUNT; key++) if (isKey(key, length)) return key;
    return KEY_NONE;
  }
  let low: u64 = 0, high: u64 = 0;
  for (let i: i32 = 0; i < length && i < 16; i++) {
    const byte = <u64>load<u8>(textAt + <usize>i);
    if (i < 8) low |= byte << (i << 3);
    else high |= byte << ((i - 8) << 3);
  }
  const key = <i32>load<u16>(KEY_SLOTS + (<usize>(((low + (high << 5)) * SLOT_MULTIPLIER) >> SLOT_SHIFT) << 1));
  return key != KEY_NONE && isKey(key, length) ? key : KEY_NONE;
}

function isKey(key: i32, length: i32): bool {
  const name = KEY_NAMES + (<usize>key << 5);
  return <i32>load<u8>(name, 31) == length && memory.compare(name, textAt, <usize>length) == 0;
}

/** Notes a key; false when it was there before. */
function see(key: i32): bool {
  const word = SEEN + (<usize>(key >> 6) << 3), bit = <u64>1 << (key & 63), before = load<u64>(word);
  if ((before & bit) != 0) return false;
  store<u64>(word, before | bit);
  const entry = KEY_TABLE + <usize>key * KEY_BYTES;
  seenLow |= load<u64>(entry, 48);
  seenHigh |= load<u64>(entry, 56);
  return true;
}

/** Makes textAt..textEnd the string read last, without escapes. False when the arena has no room for it. */
function decodeContent(): bool {
  textAt = contentAt;
  textEnd = contentEnd;
  decoded = escaped;
  if (!escaped) return true;
  textAt = arenaReserve(<i32>(contentEnd - contentAt));
  if (textAt == 0) return false;
  textEnd = unescape(contentAt, contentEnd, textAt);
  return true;
}

/** A value that is JSON, but not what the key holds; 0 as every failure. */
function wrongType(at: usize, end: usize): usize {
  return skipValue(at, end) == 0 ? 0 : fail(REASON_BAD_VALUE);
}

function readValue(entry: usize, at: usize, end: usize): usize {
  switch (<i32>load<u8>(entry, 33)) {
    case C_RECORD: case C_TIME: case C_ROW_MAC: case C_ROW_IP: case C_TEXT: case C_HEX: case C_IP: case C_IP6: case C_MAC: return readText(entry, at, end);
    case C_FLAG: case C_BOOL: return readBool(entry, at, end);
    case C_CODES: return readCodes(entry, at, end);
    case C_TEXT_LIST: case C_HEX_LIST: case C_IP_LIST: case C_U32_LIST: return readList(entry, at, end);
    default: return readNumber(entry, at, end);
  }
}

/** A value that is a string in JSON. */
function readText(entry: usize, at: usize, end: usize): usize {
  if (at >= end || load<u8>(at) != QUOTE) return wrongType(at, end);
  at = readString(at, end);
  if (at == 0) return 0;
  if (!decodeContent()) return fail(REASON_ARENA_FULL);
  const why = putText(entry, <i32>load<u16>(entry, 36));
  return why == 0 ? at : fail(why);
}

/** Puts textAt..textEnd where the key wants it; the reason when it cannot be that. */
function putText(entry: usize, id: i32): i32 {
  const place = row + <usize>load<u8>(entry, 34);
  switch (<i32>load<u8>(entry, 33)) {
    case C_RECORD: {
      kind = kindOf(textAt, textEnd);
      return kind == 0 ? REASON_UNKNOWN_RECORD : 0;
    }
    case C_TIME: {
      const time = parseTime(textAt, textEnd);
      if (time < 0) return REASON_BAD_VALUE;
      store<u32>(row + ROW_SECONDS, <u32>(time >> 30));
      store<u32>(row + ROW_NANOS, <u32>(time & 0x3fffffff));
      if ((time >> 62) != 0) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_NANOS);
      return 0;
    }
    case C_ROW_MAC: case C_MAC: {
      const mac = parseMac(textAt, textEnd);
      if (mac < 0) return REASON_BAD_VALUE;
      if (id == 0) {
        store<u32>(place, <u32>mac);
        store<u16>(place, <u16>(mac >> 32), 4);
        return 0;
      }
      const out = arenaReserve(6);
      if (out == 0) return REASON_ARENA_FULL;
      store<u32>(out, <u32>mac);
      store<u16>(out, <u16>(mac >> 32), 4);
      fieldArena(id, T_BYTES, 6);
      return 0;
    }
    case C_ROW_IP: case C_IP: case C_IP_LIST: {
      const ip = parseIp4(textAt, textEnd);
      if (ip < 0) return REASON_BAD_VALUE;
      if (id == 0) store<u32>(place, <u32>ip);
      else fieldIp(id, <u32>ip);
      return 0;
    }
    case C_IP6: {
      if (!parseIp6(textAt, textEnd, IP6)) return REASON_BAD_VALUE;
      fieldCopy(id, T_IP6, IP6, 16);
      return 0;
    }
    case C_HEX: case C_HEX_LIST: {
      const out = arenaReserve(<i32>(textEnd - textAt) >> 1);
      if (out == 0) return REASON_ARENA_FULL;
      const length = decodeHex(textAt, textEnd, out);
      if (length < 0) return REASON_BAD_VALUE;
      fieldArena(id, T_BYTES, length);
      return 0;
    }
    default: {
      const length = <i32>(textEnd - textAt);
      if (decoded) fieldArena(id, T_TEXT, length);
      else fieldInput(id, T_TEXT, textAt, length);
      return 0;
    }
  }
}

/** 2^53 - 1: the largest integer that every JSON reader holds exactly. */
const INTEGER_MAX: u64 = 9007199254740991;
function largest(entry: usize): u64 {
  return load<u8>(entry, 33) == <u8>C_U64 ? INTEGER_MAX : <u64>load<u32>(entry, 40);
}

/** The integer at `at`, at most `max`, into `number`; address behind it, or 0. */
let number: i64 = 0;
function readInteger(at: usize, end: usize, max: u64): usize {
  if (at >= end || (load<u8>(at) != 45 && <u32>load<u8>(at) - 48 > 9)) return wrongType(at, end);
  const behind = numberEnd(at, end);
  if (behind == 0) return fail(REASON_BAD_JSON);
  number = integer(at, behind);
  return number < 0 || <u64>number > max ? fail(REASON_BAD_VALUE) : behind;
}

function readNumber(entry: usize, at: usize, end: usize): usize {
  at = readInteger(at, end, largest(entry));
  if (at == 0) return 0;
  const place = row + <usize>load<u8>(entry, 34), id = <i32>load<u16>(entry, 36);
  switch (<i32>load<u8>(entry, 33)) {
    case C_ROW_U8: store<u8>(place, <u8>number); break;
    case C_ROW_U16: store<u16>(place, <u16>number); break;
    case C_ROW_U32: store<u32>(place, <u32>number); break;
    case C_HELD: store<u32>(HELD + <usize>(load<u8>(entry, 35) << 3) + <usize>(load<u8>(entry, 34) - <u8>ROW_A), <u32>number); break;
    case C_U64: fieldU64(id, <u64>number); break;
    default: fieldU32(id, <u32>number);
  }
  return at;
}

function readBool(entry: usize, at: usize, end: usize): usize {
  const behind = skipValue(at, end);
  if (behind == 0) return 0;
  const yes = load<u8>(at) == 116;
  if (!yes && load<u8>(at) != 102) return fail(REASON_BAD_VALUE);
  if (load<u8>(entry, 33) == <u8>C_BOOL) fieldBool(<i32>load<u16>(entry, 36), yes);
  else if (yes) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | load<u8>(entry, 34));
  return behind;
}

/** `[1, 3, 6]` as bytes of one field. */
function readCodes(entry: usize, at: usize, end: usize): usize {
  if (at >= end || load<u8>(at) != ARRAY) return wrongType(at, end);
  const out = arenaReserve(<i32>(end - at) >> 1);
  if (out == 0) return fail(REASON_ARENA_FULL);
  let count: i32 = 0;
  at = skipSpace(at + 1, end);
  if (at < end && load<u8>(at) == ARRAY_END) at++;
  else while (true) {
    at = readInteger(at, end, largest(entry));
    if (at == 0) return 0;
    store<u8>(out + <usize>count, <u8>number);
    count++;
    at = skipSpace(at, end);
    if (at >= end) return fail(REASON_BAD_JSON);
    const next = load<u8>(at++);
    if (next == ARRAY_END) break;
    if (next != COMMA) return fail(REASON_BAD_JSON);
    at = skipSpace(at, end);
  }
  fieldArena(<i32>load<u16>(entry, 36), T_CODES, count);
  return at;
}

/** An array whose elements are one field entry each. */
function readList(entry: usize, at: usize, end: usize): usize {
  if (at >= end || load<u8>(at) != ARRAY) return wrongType(at, end);
  at = skipSpace(at + 1, end);
  if (at < end && load<u8>(at) == ARRAY_END) return at + 1;
  while (true) {
    at = load<u8>(entry, 33) == <u8>C_U32_LIST ? readNumber(entry, at, end) : readText(entry, at, end);
    if (at == 0) return 0;
    if (fieldCount() - firstField > MAX_FIELDS) return fail(REASON_TOO_MANY_FIELDS);
    at = skipSpace(at, end);
    if (at >= end) return fail(REASON_BAD_JSON);
    const next = load<u8>(at++);
    if (next == ARRAY_END) return at;
    if (next != COMMA) return fail(REASON_BAD_JSON);
    at = skipSpace(at, end);
  }
}

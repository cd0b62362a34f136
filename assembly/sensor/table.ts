// Zeek's tables: lines of columns under header lines (#separator, #fields, #path, ...). What a header says is kept in the log state, for the batches behind it.
import {
  LOG_BOUND, LOG_COLUMNS, LOG_COLUMN_CAPACITY, LOG_COLUMN_SLOTS, LOG_EMPTY, LOG_LIST, LOG_PATH, LOG_PATH_CAPACITY, LOG_PATH_LENGTH, LOG_READING, LOG_SEPARATOR, LOG_SET_SEPARATOR,
  LOG_UNSET, REASON_TRUNCATED,
} from "../layout";
import { stateBase } from "../memory/regions";
import { hexDigit } from "../text/hex";
import { PLAIN, put, ZEEK_ESCAPED } from "./entries";
import { BASIS, entryOf, hashOf, readingOf } from "./keys";
import { AS_UNUSED, S_MESSAGES, TOLD_NAMES } from "./tables";

const HASH: u8 = 35, BACKSLASH: u8 = 92, LETTER_Z: u32 = 122;
/** Longest text that may stand for no value or an empty one. */
const LONGEST_MARK: usize = 15;

/** Whether a table's header has been read: lines are its rows then. */
export function hasTable(): bool { return load<u16>(stateBase() + LOG_COLUMNS) != 0; }

/** `word` at `at`, and behind it the separator; address behind both, or 0. */
function headerValue(at: usize, end: usize, low: u64, length: usize): usize {
  if (at + 1 + length >= end || load<u64>(at, 1) << (64 - (min<u64>(length, 8) << 3)) != low << (64 - (min<u64>(length, 8) << 3))) return 0;
  return load<u8>(at + 1 + length) == load<u8>(stateBase() + LOG_SEPARATOR) ? at + 2 + length : 0;
}

/** `word` at `at` with a blank behind it: nobody reads the date that follows. */
function isDated(at: usize, end: usize, low: u64, length: usize): bool {
  return at + 1 + length < end && load<u64>(at, 1) << (64 - (length << 3)) == low << (64 - (length << 3)) && load<u8>(at + 1 + length) <= 32;
}

/** Reads the line when it is one of a header or a footer; false when it is not. */
export function readTableHeader(at: usize, end: usize): bool {
  while (at < end && load<u8>(at) <= 32) at++; // people paste logs
  const state = stateBase();
  if (at + 6 <= end && isNames(at)) {
    clearTable(9); // TAB
    readFields(at, end);
    return true;
  }
  if (at + 6 > end || load<u8>(at) != HASH) return false;
  if (end - at >= 12 && load<u64>(at, 1) == 0x6f74617261706573 && load<u8>(at, 9) == 114 && load<u8>(at, 10) == 32) { // "separator "
    clearTable(separatorAt(at + 11, end));
    return true;
  }
  if (load<u8>(state + LOG_SEPARATOR) == 0) return false;
  let value = headerValue(at, end, 0x7365707974, 5); // types
  if (value != 0) { readTypes(value, end); return true; }
  value = headerValue(at, end, 0x73646c656966, 6); // fields
  if (value != 0) { readFields(value, end); return true; }
  value = headerValue(at, end, 0x68746170, 4); // path
  if (value != 0) { keepPath(value, end); return true; }
  value = headerValue(at, end, 0x617065735f746573, 13); // set_sepa, rator
  if (value != 0 && value < end) { store<u8>(state + LOG_SET_SEPARATOR, load<u8>(value)); return true; }
  value = headerValue(at, end, 0x69665f7465736e75, 11); // unset_fi, eld
  if (value != 0) { keepMark(LOG_UNSET, value, end); return true; }
  value = headerValue(at, end, 0x69665f7974706d65, 11); // empty_fi, eld
  if (value != 0) { keepMark(LOG_EMPTY, value, end); return true; }
  return isDated(at, end, 0x6e65706f, 4) || isDated(at, end, 0x65736f6c63, 5); // open, close
}

/** The column names alone, as zeek-cut -m writes them. */
function isNames(at: usize): bool { return (load<u32>(at) & 0xffffff) == 0x097374 || load<u32>(at) == 0x09646975; } // ts, uid

function clearTable(separator: u8): void {
  const state = stateBase(), bound = load<u8>(state + LOG_BOUND);
  memory.fill(state + LOG_SEPARATOR, 0, LOG_COLUMN_SLOTS - LOG_SEPARATOR);
  store<u8>(state + LOG_BOUND, bound);
  store<u8>(state + LOG_SEPARATOR, separator);
  store<u8>(state + LOG_SET_SEPARATOR, 44);
  mark(LOG_UNSET, 0x2d, 1); // -
  mark(LOG_EMPTY, 0x297974706d6528, 7); // (empty)
}

/** `\x09` as a byte, or the character itself. */
function separatorAt(at: usize, end: usize): u8 {
  if (end - at >= 4 && load<u8>(at) == BACKSLASH && load<u8>(at, 1) == 120) {
    const high = hexDigit(load<u8>(at, 2)), low = hexDigit(load<u8>(at, 3));
    if ((high | low) >= 0) return <u8>((high << 4) | low);
  }
  return load<u8>(at);
}

function mark(place: i32, text: u64, length: i32): void {
  store<u8>(stateBase() + <usize>place, <u8>length);
  store<u64>(stateBase() + <usize>place + 1, text);
}
function keepMark(place: i32, at: usize, end: usize): void {
  const length = min<usize>(end - at, LONGEST_MARK);
  store<u8>(stateBase() + <usize>place, <u8>length);
  memory.copy(stateBase() + <usize>place + 1, at, length);
}

function keepPath(at: usize, end: usize): void {
  const length = min<usize>(end - at, LOG_PATH_CAPACITY);
  store<u8>(stateBase() + LOG_PATH_LENGTH, <u8>length);
  memory.copy(stateBase() + LOG_PATH, at, length);
  store<u8>(stateBase() + LOG_READING, <u8>readingOf(LETTER_Z, at, end));
}

function readFields(at: usize, end: usize): void {
  const separator = load<u8>(stateBase() + LOG_SEPARATOR);
  let columns = 0, told: u32 = 0;
  while (at <= end && columns < LOG_COLUMN_CAPACITY) {
    const stop = columnEnd(at, end, separator), entry = entryOf(hashOf(BASIS, at, stop));
    // The one list that decides something is known without its type.
    store<u16>(stateBase() + LOG_COLUMN_SLOTS + (<usize>columns << 1), <u16>((entry & 255) | ((entry & 255) == S_MESSAGES ? LOG_LIST : 0)));
    if (told == 0) told = (entry >> 8) & 255;
    columns++;
    at = stop + 1;
  }
  store<u16>(stateBase() + LOG_COLUMNS, <u16>columns);
  if (load<u8>(stateBase() + LOG_PATH_LENGTH) == 0 && told != 0) {
    const name = TOLD_NAMES + <usize>((told - 1) * 48);
    keepPath(name, nameEnd(name));
  }
}

/** End of a name that zeros fill up to 48 bytes. */
export function nameEnd(name: usize): usize {
  let stop = name;
  while (stop < name + 48 && load<u8>(stop) != 0) stop++;
  return stop;
}

/** set[...] and vector[...] have members. */
function readTypes(at: usize, end: usize): void {
  const separator = load<u8>(stateBase() + LOG_SEPARATOR), columns = <i32>load<u16>(stateBase() + LOG_COLUMNS);
  for (let column = 0; column < columns && at <= end; column++) {
    const stop = columnEnd(at, end, separator), place = stateBase() + LOG_COLUMN_SLOTS + (<usize>column << 1);
    if (stop > at && load<u8>(stop - 1) == 93) store<u16>(place, load<u16>(place) | <u16>LOG_LIST);
    at = stop + 1;
  }
}

function columnEnd(at: usize, end: usize, separator: u8): usize {
  if (ASC_FEATURE_SIMD) {
    while (at + 16 <= end) {
      const hits = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(separator)));
      if (hits != 0) return at + <usize>ctz(hits);
      at += 16;
    }
  }
  while (at < end && load<u8>(at) != separator) at++;
  return at;
}

function isMark(place: i32, at: usize, end: usize): bool {
  const length = <usize>load<u8>(stateBase() + <usize>place);
  return end - at == length && memory.compare(stateBase() + <usize>place + 1, at, length) == 0;
}

/** Whether the line can be a row at all: what is in one piece, where there are several columns, stands among the rows and is somebody else's. */
export function hasColumns(at: usize, end: usize): bool {
  return load<u16>(stateBase() + LOG_COLUMNS) < 2 || columnEnd(at, end, load<u8>(stateBase() + LOG_SEPARATOR)) < end;
}

/** Reads a row into values: how it is to be read, or minus a reason. */
export function readTableRow(at: usize, end: usize): i32 {
  const state = stateBase(), separator = load<u8>(state + LOG_SEPARATOR), columns = <i32>load<u16>(state + LOG_COLUMNS);
  let column = 0;
  for (; column < columns && at <= end; column++) {
    const stop = columnEnd(at, end, separator), slot = load<u16>(state + LOG_COLUMN_SLOTS + (<usize>column << 1));
    if ((slot & 255) != 0 && !isMark(LOG_UNSET, at, stop) && !isMark(LOG_EMPTY, at, stop)) {
      if ((slot & LOG_LIST) != 0) keepMembers(<i32>(slot & 255), at, stop, load<u8>(state + LOG_SET_SEPARATOR));
      else keep(<i32>(slot & 255), at, stop);
    }
    at = stop + 1;
  }
  if (column < columns && load<u8>(state + LOG_READING) != <u8>AS_UNUSED) return -REASON_TRUNCATED;
  return <i32>load<u8>(state + LOG_READING);
}

function keepMembers(slot: i32, at: usize, end: usize, separator: u8): void {
  while (at < end) {
    const stop = columnEnd(at, end, separator);
    keep(slot, at, stop);
    at = stop + 1;
  }
}

function keep(slot: i32, at: usize, end: usize): void {
  for (let here = at; here < end; here++) if (load<u8>(here) == BACKSLASH) { put(slot, at, end, ZEEK_ESCAPED); return; }
  put(slot, at, end, PLAIN);
}

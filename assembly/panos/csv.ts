// PAN-OS logs as CSV (and brace-wrapped lists with commas of their own): finding the line's first column behind headers and host names, and its columns.
import { GTP_COLUMNS, GTP_ORDER, HIPSLS_COLUMNS, HIPSLS_ORDER, HIP_COLUMNS, HIP_ORDER, SYSTEM_COLUMNS, SYSTEM_ORDER, S_SUBTYPE, S_TYPE, THREAT_COLUMNS, THREAT_ORDER, TRAFFIC_COLUMNS, TRAFFIC_ORDER } from "./tables";
import { shortDate } from "../log/clock";
import { byteEnd } from "../text/scan";
import { put, scratch } from "./slots";
import { LOG_GTP, LOG_HIP, LOG_SYSTEM, LOG_THREAT, LOG_TRAFFIC, logType } from "./log-type";

/** "12/31/99 23:59" and the comma in front. */
const LONGEST_SHORT: usize = 16;
const COMMA: u8 = 44, QUOTE: u8 = 34, OPEN: u8 = 123, CLOSE: u8 = 125, SPACE: u8 = 32;
/** Host names and tags stand before the first column, no more. */
const FARTHEST: usize = 600;
/** Columns that are looked at; newer releases append what nobody here reads. */
const MOST_COLUMNS: i32 = 192;

// @ts-ignore: decorator
@inline function digit(at: usize): bool { return <u32>load<u8>(at) - 48 < 10; }

/** "YYYY/MM/DD hh:mm:ss" or the ISO form of later releases, at `at`. */
function isTime(at: usize, end: usize): bool {
  if (at + 19 > end) return false;
  const mark = load<u8>(at, 4);
  return digit(at) && digit(at + 3) && (mark == 47 || mark == 45) && load<u8>(at, 7) == mark && digit(at + 8) && load<u8>(at, 13) == 58 && load<u8>(at, 16) == 58;
}

/** Address of the column that holds the receive time, or 0: "1,2021/03/02 18:43:12,serial,TYPE," with anything in front. */
export function findColumns(at: usize, end: usize): usize {
  const last = min(end, at + FARTHEST);
  for (at = byteEnd(at, last, COMMA); at < last; at = byteEnd(at + 1, last, COMMA)) {
    if (!isTime(at + 1, end) && shortDate(at + 1, byteEnd(at + 1, min(end, at + LONGEST_SHORT), COMMA)) < 0) continue;
    // The serial number and the type stand near; a line of quotes and braces must not be searched to its end again and again.
    const near = min(end, at + FARTHEST), serial = columnEnd(at + 1, near);
    if (serial >= near) return 0;
    const type = columnEnd(serial + 1, near);
    if (type < near && logType(type + 1, columnEnd(type + 1, near)) != 0) return at + 1;
  }
  return 0;
}

/** End of the column at `at`: its comma, or `end`. */
function columnEnd(at: usize, end: usize): usize {
  if (at < end && load<u8>(at) == QUOTE) {
    for (at++; at < end; at++) {
      if (load<u8>(at) != QUOTE) continue;
      if (at + 1 < end && load<u8>(at, 1) == QUOTE) at++;
      else break;
    }
    while (at < end && load<u8>(at) != COMMA) at++;
    return at;
  }
  if (at < end && load<u8>(at) == OPEN) {
    let close = at;
    while (close < end && load<u8>(close) != CLOSE) close++;
    if (close < end) at = close;
  }
  if (ASC_FEATURE_SIMD) {
    while (at + 16 <= end) {
      const hits = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(44)));
      if (hits != 0) return at + <usize>ctz(hits);
      at += 16;
    }
  }
  while (at < end && load<u8>(at) != COMMA) at++;
  return at;
}

/** The column [at, stop) into its slot: without blanks around it, and without quotes. */
function keep(slot: i32, at: usize, stop: usize): void {
  while (at < stop && load<u8>(at) == SPACE) at++;
  while (stop > at && load<u8>(stop - 1) == SPACE) stop--;
  if (stop - at < 2 || load<u8>(at) != QUOTE) { put(slot, at, stop); return; }
  at++;
  if (load<u8>(stop - 1) == QUOTE) stop--;
  let doubled = false;
  for (let here = at; here + 1 < stop; here++) if (load<u16>(here) == 0x2222) { doubled = true; break; }
  if (!doubled) { put(slot, at, stop); return; }
  const out = scratch(<i32>(stop - at));
  if (out == 0) { put(slot, at, stop); return; }
  let to = out;
  while (at < stop) {
    const byte = load<u8>(at++);
    store<u8>(to++, byte);
    if (byte == QUOTE && at < stop && load<u8>(at) == QUOTE) at++;
  }
  put(slot, out, to);
}

/** Reads the columns from the receive time on into slots; the log type. */
export function readColumns(at: usize, end: usize): i32 {
  const serial = columnEnd(at, end), typeAt = columnEnd(serial + 1, end) + 1, typeEnd = columnEnd(typeAt, end);
  const type = logType(typeAt, typeEnd);
  let order: usize = 0, columns = 0;
  switch (type) {
    case LOG_TRAFFIC: order = TRAFFIC_ORDER; columns = TRAFFIC_COLUMNS; break;
    case LOG_THREAT: order = THREAT_ORDER; columns = THREAT_COLUMNS; break;
    case LOG_HIP: order = HIP_ORDER; columns = HIP_COLUMNS; break;
    case LOG_SYSTEM: order = SYSTEM_ORDER; columns = SYSTEM_COLUMNS; break;
    case LOG_GTP: order = GTP_ORDER; columns = GTP_COLUMNS; break;
    default: order = SYSTEM_ORDER; columns = 7; // the common head
  }
  // Which of the two HIP-MATCH forms it is shows in its length only: the firewall's own has at most 32 columns, the logging service's 39.
  if (type == LOG_HIP && countColumns(at, end) > 36) { order = HIPSLS_ORDER; columns = HIPSLS_COLUMNS; }
  let here = at;
  for (let column = 1; column < columns && here <= end; column++) {
    const stop = columnEnd(here, end), slot = <i32>load<u8>(order + <usize>column);
    if (slot != 0) keep(slot, here, stop);
    here = stop + 1;
  }
  put(S_TYPE, typeAt, typeEnd);
  put(S_SUBTYPE, typeEnd + 1, columnEnd(typeEnd + 1, end));
  return type;
}

function countColumns(at: usize, end: usize): i32 {
  let count = 1;
  for (; at <= end && count < MOST_COLUMNS; count++) at = columnEnd(at, end) + 1;
  return count;
}

// Times of log lines that are not RFC 3339: dates without a year, without a zone, with slashes.
import { LOG_REFERENCE, LOG_ZONE } from "../layout";
import { stateBase } from "../memory/regions";
import { decimal } from "../text/number";
import { days, monthDays, SECONDS_MAX, two } from "../text/timestamp";

const DAY: i64 = 86400;

/** Where the text read last ends, and the nanoseconds it had behind its seconds. */
export let timeEnd: usize = 0;
export let timeNanos: u32 = 0;

/** Month by its first three letters in English, 1 to 12; 0 when it is none. */
export function monthOf(at: usize): i32 {
  switch (load<u32>(at) & 0xdfdfdf) {
    case 0x4e414a: return 1; // JAN
    case 0x424546: return 2; // FEB
    case 0x52414d: return 3; // MAR
    case 0x525041: return 4; // APR
    case 0x59414d: return 5; // MAY
    case 0x4e554a: return 6; // JUN
    case 0x4c554a: return 7; // JUL
    case 0x475541: return 8; // AUG
    case 0x504553: return 9; // SEP
    case 0x54434f: return 10; // OCT
    case 0x564f4e: return 11; // NOV
    case 0x434544: return 12; // DEC
    default: return 0;
  }
}

/** Local time of a place without a zone as seconds since 1970 UTC; -1 when there is no such time. */
export function civil(year: i32, month: i32, day: i32, secondOfDay: i32): i64 {
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > monthDays(year, month) || secondOfDay < 0) return -1;
  const seconds = <i64>days(year, month, day) * DAY + <i64>secondOfDay - <i64>load<i32>(stateBase() + LOG_ZONE) * 60;
  return seconds < 0 || seconds > SECONDS_MAX ? -1 : seconds;
}

/** Second of the day of "hh:mm:ss" at `at`, -1 when it is none. timeEnd stands behind it and behind a fraction. A leap second is the one behind it. */
export function clockTime(at: usize, end: usize): i32 {
  if (at + 8 > end || load<u8>(at, 2) != 58 || load<u8>(at, 5) != 58) return -1;
  const hour = two(at), minute = two(at + 3), second = two(at + 6);
  if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 60) return -1;
  at += 8;
  timeNanos = 0;
  if (at + 1 < end && (load<u8>(at) == 46 || load<u8>(at) == 44) && <u32>load<u8>(at, 1) - 48 < 10) {
    let unit: u32 = 100000000;
    for (at++; at < end && <u32>load<u8>(at) - 48 < 10; at++) { timeNanos += (<u32>load<u8>(at) - 48) * unit; unit /= 10; }
  }
  timeEnd = at;
  return hour * 3600 + minute * 60 + second;
}

/** The day whose midnight was found last, for what reference and zone: neighbours in a log share it. */
let knownDay: i32 = 0;
let knownReference: i64 = 0;
let knownZone: i32 = 0;
let midnight: i64 = 0;

/** A date without a year belongs to the year in which it is at most a day ahead of the reference. -1 without a reference. */
export function yearless(month: i32, day: i32, secondOfDay: i32): i64 {
  const reference = <i64>load<u32>(stateBase() + LOG_REFERENCE);
  if (reference == 0) return -1;
  const key = (month << 5) | day, zone = load<i32>(stateBase() + LOG_ZONE);
  if (key == knownDay && reference == knownReference && zone == knownZone && secondOfDay >= 0) return midnight + <i64>secondOfDay;
  const year = yearOf(reference);
  for (let guess = year + 1; guess >= year - 4; guess--) { // four back: a leap day
    const seconds = civil(guess, month, day, secondOfDay);
    if (seconds < 0 || seconds > reference + DAY) continue;
    const start = seconds - <i64>secondOfDay;
    // The whole day belongs to this year, and not to the next.
    if (start >= 0 && start <= reference && start + 365 * DAY > reference + DAY) {
      knownDay = key;
      knownReference = reference;
      knownZone = zone;
      midnight = start;
    }
    return seconds;
  }
  return -1;
}

function yearOf(seconds: i64): i32 {
  let year = 1970 + <i32>(seconds / (365 * DAY));
  while (<i64>days(year, 1, 1) * DAY > seconds) year--;
  return year;
}

/** "YYYY-MM-DD hh:mm:ss", with slashes too, "T" for the space, and a zone or none, at `at`: seconds since 1970 UTC, -1 when it is none. */
export function dateTime(at: usize, end: usize): i64 {
  if (at + 19 > end) return -1;
  const mark = load<u8>(at, 4), between = load<u8>(at, 10);
  if ((mark != 45 && mark != 47) || load<u8>(at, 7) != mark || (between != 32 && (between | 32) != 116)) return -1;
  const century = two(at), decade = two(at + 2), month = two(at + 5), day = two(at + 8);
  if ((century | decade | month | day) < 0) return -1;
  const second = clockTime(at + 11, end);
  const seconds = civil(century * 100 + decade, month, day, second);
  if (seconds < 0) return -1;
  return zoned(seconds, end);
}

/** `seconds`, read as local time, when a zone stands at timeEnd: Z, +hh:mm, +hhmm. */
export function zoned(seconds: i64, end: usize): i64 {
  if (timeEnd >= end) return seconds;
  const sign = load<u8>(timeEnd);
  const local = seconds + <i64>load<i32>(stateBase() + LOG_ZONE) * 60;
  if ((sign | 32) == 122) { timeEnd++; return local; }
  if ((sign != 43 && sign != 45) || timeEnd + 5 > end) return seconds;
  const colon: usize = load<u8>(timeEnd, 3) == 58 ? 1 : 0;
  if (timeEnd + 5 + colon > end) return seconds;
  const hours = two(timeEnd + 1), minutes = two(timeEnd + 3 + colon);
  if ((hours | minutes) < 0 || hours > 23 || minutes > 59) return seconds;
  timeEnd += 5 + colon;
  const offset = <i64>(hours * 3600 + minutes * 60);
  return max<i64>(local + (sign == 43 ? -offset : offset), 0);
}

/** A whole value that is a time, in any of the shapes logs have: with slashes or RFC 3339, "Mmm dd yyyy hh:mm:ss", or seconds, milliseconds, microseconds
 * since 1970. Seconds since 1970 UTC, with timeNanos; -1 when it is none. */
export function logDate(at: usize, end: usize): i64 {
  if (end - at < 10) return -1;
  const seconds = dateTime(at, end);
  if (seconds >= 0) return seconds;
  const short = shortDate(at, end);
  if (short >= 0) return short;
  const month = monthOf(at);
  if (month != 0 && end - at >= 20 && load<u8>(at, 3) == 32 && load<u8>(at, 6) == 32 && load<u8>(at, 11) == 32) {
    const day = load<u8>(at, 4) == 32 ? <i32>load<u8>(at, 5) - 48 : two(at + 4);
    const second = clockTime(at + 12, end);
    return second < 0 ? -1 : civil(two(at + 7) * 100 + two(at + 9), month, day, second);
  }
  return epoch(at, end);
}

/** Seconds since 1970 by the number of digits: 10 are seconds, 13 milliseconds, 16 microseconds; a fraction may follow the seconds. */
function epoch(at: usize, end: usize): i64 {
  let dot = at;
  while (dot < end && <u32>load<u8>(dot) - 48 < 10) dot++;
  const value = decimal(at, dot), digits = <i32>(dot - at);
  if (value < 0 || (dot < end && (digits != 10 || load<u8>(dot) != 46))) return -1;
  const unit: i64 = digits == 10 ? 1 : digits == 13 ? 1000 : digits == 16 ? 1000000 : 0;
  if (unit == 0 || value / unit > SECONDS_MAX) return -1;
  timeNanos = <u32>((value % unit) * (1000000000 / unit));
  let place: u32 = 100000000;
  for (dot++; dot < end && place > 0; dot++, place /= 10) {
    const digit = <u32>load<u8>(dot) - 48;
    if (digit > 9) return -1;
    timeNanos += digit * place;
  }
  return value / unit;
}

/** One or two digits at `at`, timeEnd behind them; -1 when there are none, or more. */
function small(at: usize, end: usize): i32 {
  let value: i32 = 0;
  timeEnd = at;
  while (timeEnd < end && timeEnd - at < 2 && <u32>load<u8>(timeEnd) - 48 < 10) { value = value * 10 + <i32>load<u8>(timeEnd) - 48; timeEnd++; }
  return timeEnd > at ? value : -1;
}

/** "M/D/YY h:mm", as a log has it that went through a spreadsheet; it must be all of [at, end). Seconds since 1970 UTC, -1 when it is none. */
export function shortDate(at: usize, end: usize): i64 {
  const month = small(at, end);
  if (month < 0 || timeEnd >= end || load<u8>(timeEnd) != 47) return -1;
  const day = small(timeEnd + 1, end);
  if (day < 0 || timeEnd >= end || load<u8>(timeEnd) != 47) return -1;
  const year = small(timeEnd + 1, end);
  if (year < 0 || timeEnd >= end || load<u8>(timeEnd) != 32) return -1;
  const hour = small(timeEnd + 1, end);
  if (hour < 0 || hour > 23 || timeEnd >= end || load<u8>(timeEnd) != 58) return -1;
  const minute = small(timeEnd + 1, end);
  timeNanos = 0;
  return minute < 0 || minute > 59 || timeEnd != end ? -1 : civil(2000 + year, month, day, hour * 3600 + minute * 60);
}

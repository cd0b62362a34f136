// RFC 3339 timestamps: YYYY-MM-DDTHH:MM:SS[.1 to 9 digits](Z|+HH:MM|-HH:MM), from 1970 to 2106 (what 32 bits of seconds hold).
// Result, packed: bit 62 = more than six fraction digits, bits 30-61 = seconds since 1970 UTC, bits 0-29 = nanoseconds. -1 = none.
import { digitCount, digitsValue } from "./number";

export const SECONDS_MAX: i64 = 0xffffffff;

/** The two digits at `at` as a number, or -1. */
export function two(at: usize): i32 {
  const tens = <u32>load<u8>(at) - 48, ones = <u32>load<u8>(at, 1) - 48;
  return tens < 10 && ones < 10 ? <i32>(tens * 10 + ones) : -1;
}

export function monthDays(year: i32, month: i32): i32 {
  if (month == 2) return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar: years begin in March, so the leap day comes last. */
export function days(year: i32, month: i32, day: i32): i32 {
  if (month <= 2) { year--; month += 12; }
  return year * 365 + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day - 719469;
}

const NO_DAY: i32 = -1000000;
/** The day of an X.509 time (RFC 5280 section 4.1.2.5): YYMMDD, where years from 50 on are of the last century, or YYYYMMDD. NO_DAY when it is none. */
function certificateDay(at: usize, length: i32, century: bool): i32 {
  const least = century ? 8 : 6;
  if (length < least) return NO_DAY;
  const hundreds = century ? two(at) : 0, rest = century ? at + 2 : at, year = two(rest), month = two(rest + 2), day = two(rest + 4);
  if ((hundreds | year | month | day) < 0 || month < 1 || month > 12 || day < 1 || day > 31) return NO_DAY;
  return days(century ? hundreds * 100 + year : year < 50 ? 2000 + year : 1900 + year, month, day);
}
/** Days from the one X.509 time to the other; -1 when one is none or they are turned round. */
export function daysUntil(from: usize, fromLength: i32, fromLong: bool, to: usize, toLength: i32, toLong: bool): i32 {
  const first = certificateDay(from, fromLength, fromLong), last = certificateDay(to, toLength, toLong);
  return first == NO_DAY || last == NO_DAY ? -1 : max(last - first, -1);
}

const NO_MINUTE: i64 = i64.MIN_VALUE;
/** Seconds since 1970 of the 16 bytes "YYYY-MM-DDTHH:MM" at `at`, negative before 1970; NO_MINUTE when they are not that. */
function minuteSeconds(at: usize): i64 {
  const century = two(at), decade = two(at + 2), month = two(at + 5), day = two(at + 8), hour = two(at + 11), minute = two(at + 14);
  if ((century | decade | month | day | hour | minute) < 0) return NO_MINUTE;
  if (load<u8>(at, 4) != 45 || load<u8>(at, 7) != 45 || (load<u8>(at, 10) | 32) != 116 || load<u8>(at, 13) != 58) return NO_MINUTE;
  const year = century * 100 + decade;
  if (month < 1 || month > 12 || day < 1 || day > monthDays(year, month) || hour > 23 || minute > 59) return NO_MINUTE;
  return <i64>days(year, month, day) * 86400 + <i64>(hour * 3600 + minute * 60);
}

/** The timestamp in [at, end). */
export function parseTime(at: usize, end: usize): i64 {
  if (end - at < 20 || end - at > 35) return -1;
  let seconds = minuteSeconds(at);
  const second = two(at + 17);
  // 60 is a leap second (section 5.6): it becomes the second behind it.
  if (seconds == NO_MINUTE || load<u8>(at, 16) != 58 || second < 0 || second > 60) return -1;
  seconds += second;
  at += 19;
  let nanos: i64 = 0, digits: i32 = 0;
  if (load<u8>(at) == 46) {
    at++;
    while (at < end && <u32>load<u8>(at) - 48 < 10) {
      nanos = nanos * 10 + (<i64>load<u8>(at) - 48);
      digits++;
      at++;
    }
    if (digits == 0 || digits > 9) return -1;
    for (let i = digits; i < 9; i++) nanos *= 10;
  }
  if (at >= end) return -1;
  const zone = load<u8>(at);
  if ((zone | 32) == 122) at++;
  else {
    if ((zone != 43 && zone != 45) || end - at != 6 || load<u8>(at, 3) != 58) return -1;
    const hours = two(at + 1), minutes = two(at + 4);
    if ((hours | minutes) < 0 || hours > 23 || minutes > 59) return -1;
    const offset = <i64>(hours * 3600 + minutes * 60);
    seconds += zone == 43 ? -offset : offset;
    at += 6;
  }
  if (at != end || seconds < 0 || seconds > SECONDS_MAX) return -1;
  return (digits > 6 ? <i64>1 << 62 : 0) | (seconds << 30) | nanos;
}

/** The minute read last, 16 bytes of text and its seconds: neighbours in a log share it. It begins as "1970-01-01T00:00". */
const MINUTE: usize = memory.data<u8>([49, 57, 55, 48, 45, 48, 49, 45, 48, 49, 84, 48, 48, 58, 48, 48, 0, 0, 0, 0, 0, 0, 0, 0], 16);
const POWERS: usize = memory.data<u64>([1000000000, 100000000, 10000000, 1000000, 100000, 10000, 1000, 100, 10]);

/** SIMD twin of `parseTime` for the shapes a log has, `...:SS[.1-9 digits]Z` closed by a quote: stores u32 seconds and u32 nanoseconds
 * at `out`; address of the quote, or 0 when the text has another shape, good or bad. */
export function parseTimeWide(at: usize, out: usize): usize {
  const minute = v128.load(at);
  if (v128.any_true(v128.xor(minute, v128.load(MINUTE)))) {
    const fresh = minuteSeconds(at);
    if (fresh < 0 || fresh > SECONDS_MAX - 60) return 0;
    v128.store(MINUTE, minute);
    store<i64>(MINUTE, fresh, 16);
  }
  const word = load<u32>(at, 16), tens = ((word >> 8) & 255) - 48, ones = ((word >> 16) & 255) - 48;
  if ((word & 255) != 58 || tens > 5 || ones > 9) return 0;
  const seconds = load<u64>(MINUTE, 16) + <u64>(tens * 10 + ones);
  at += 20;
  let nanos: u64 = 0;
  if ((word >> 24) == 46) {
    const fraction = load<u64>(at);
    const count = digitCount(fraction);
    if (count == 0) return 0;
    nanos = digitsValue(fraction, count) * load<u64>(POWERS + (<usize>count << 3));
    at += <usize>count;
    const ninth = <u32>load<u8>(at) - 48;
    if (ninth < 10) { nanos += ninth; at++; } // only behind eight
    if (load<u8>(at++) != 90) return 0;
  } else if ((word >> 24) != 90) return 0;
  if (load<u8>(at) != 34) return 0;
  store<u64>(out, seconds | (nanos << 32));
  return at;
}

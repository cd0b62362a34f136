// Syslog headers in front of a message: RFC 5424, RFC 3164 and what devices make of it (years, fractions, zones, relays that put a second header before
// the first). What follows the last time is the body: a format looks for itself in it, host names and tags in front included.
import { monthOf, clockTime, civil, dateTime, timeEnd, timeNanos, yearless, zoned } from "./clock";
import { two } from "../text/timestamp";

/** Where the message starts; its time as the header says, 0 when it does not. */
export let bodyAt: usize = 0;
export let headerSeconds: u32 = 0;
export let headerNanos: u32 = 0;
/** The application RFC 5424 names in front of the message; both 0 when none does. Elsewhere it is a tag in the body. */
export let appAt: usize = 0;
export let appEnd: usize = 0;

/** Relays put their own header before what they pass on; more than this is text. */
const MOST_HEADERS: i32 = 4;
/** A host name or a relay's address in front of a second time. */
const LONGEST_WORD: usize = 255;

// @ts-ignore: decorator
@inline function digit(at: usize): bool { return <u32>load<u8>(at) - 48 < 10; }

function skipBlank(at: usize, end: usize): usize {
  while (at < end && load<u8>(at) <= 32) at++;
  return at;
}

/** Reads the header of the line [at, end). */
export function readHeader(at: usize, end: usize): void {
  headerSeconds = 0;
  headerNanos = 0;
  appAt = 0;
  appEnd = 0;
  at = skipBlank(at, end);
  for (let i = 0; i < MOST_HEADERS; i++) {
    const behind = readOne(at, end);
    if (behind == 0) break;
    at = skipBlank(behind, end);
  }
  bodyAt = at;
}

/** Address behind one header, or 0 when there is none. A later header is nearer to the device: its time counts. */
function readOne(at: usize, end: usize): usize {
  const behind = priority(at, end);
  if (behind != 0) {
    const structured = readStructured(behind, end);
    if (structured != 0) return structured;
    const plain = readTime(skipBlank(behind, end), end);
    return plain != 0 ? plain : behind;
  }
  const time = readTime(at, end);
  if (time != 0) return time;
  // A host name between two times.
  let word = at;
  while (word < end && load<u8>(word) > 32 && word - at <= LONGEST_WORD) word++;
  return word < end && word > at && headerSeconds != 0 && load<u8>(word) == 32 ? readTime(word + 1, end) : 0;
}

/** Address behind `<PRI>`, also behind the octet count of RFC 6587 in front of it; 0 when it is none. */
function priority(at: usize, end: usize): usize {
  let start = at;
  for (let i = 0; i < 6 && start < end && digit(start); i++) start++;
  if (start > at) {
    if (start >= end || load<u8>(start) != 32) return 0;
    start++;
  }
  if (start + 3 > end || load<u8>(start) != 60) return 0;
  start++;
  let digits = 0;
  while (start < end && digits < 4 && digit(start)) { start++; digits++; }
  return digits > 0 && digits < 4 && start < end && load<u8>(start) == 62 ? start + 1 : 0;
}

/** RFC 5424 section 6 from its version on: time, host, application, process, message id, structured data. Address of the message, or 0. */
function readStructured(at: usize, end: usize): usize {
  if (at + 2 > end || load<u8>(at) != 49 || load<u8>(at, 1) != 32) return 0;
  at += 2;
  if (load<u8>(at) == 45) at++;
  else {
    const seconds = dateTime(at, end);
    if (seconds < 0) return 0;
    note(seconds);
    at = timeEnd;
  }
  for (let field = 0; field < 4; field++) {
    if (at >= end || load<u8>(at) != 32) return 0;
    at++;
    const start = at;
    while (at < end && load<u8>(at) > 32) at++;
    if (at == start) return 0;
    if (field == 1) { appAt = start; appEnd = at; }
  }
  if (at >= end || load<u8>(at) != 32) return 0;
  at++;
  if (at < end && load<u8>(at) == 45) at++;
  else at = structuredEnd(at, end);
  at = skipBlank(at, end);
  // The message may begin with a byte order mark.
  return at + 3 <= end && (load<u32>(at) & 0xffffff) == 0xbfbbef ? at + 3 : at;
}

/** Behind `[id name="value"...]...`; a quote or bracket inside a value is escaped by a backslash. Data that never ends is taken as text. */
function structuredEnd(at: usize, end: usize): usize {
  let quoted = false, here = at;
  while (here < end && load<u8>(here) == 91) {
    for (here++; here < end; here++) {
      const byte = load<u8>(here);
      if (byte == 92 && quoted) here++;
      else if (byte == 34) quoted = !quoted;
      else if (byte == 93 && !quoted) break;
    }
    if (here >= end) return at;
    here++;
  }
  return here;
}

function note(seconds: i64): void {
  headerSeconds = <u32>seconds;
  headerNanos = timeNanos;
}

/** A time at `at`, in any of the shapes devices write; address behind it, or 0. An asterisk or dot before it says that the clock is not set. */
function readTime(at: usize, end: usize): usize {
  if (at < end && (load<u8>(at) == 42 || load<u8>(at) == 46)) at++;
  if (at + 15 > end) return 0;
  if (digit(at)) {
    const seconds = dateTime(at, end);
    if (seconds < 0) return 0;
    note(seconds);
    return closed(timeEnd, end);
  }
  return readMonthTime(at, end);
}

/** "Mmm dd hh:mm:ss", "Mmm dd yyyy hh:mm:ss": the month may be in a language nobody here reads, then only its place is known. */
function readMonthTime(at: usize, end: usize): usize {
  let here = at;
  while (here < end && <u32>(load<u8>(here) | 32) - 97 < 26 && here - at < 4) here++;
  if (here - at != 3 || load<u8>(here) != 32) return 0;
  const month = monthOf(at);
  here = skipBlank(here, end);
  if (here + 11 > end || !digit(here)) return 0;
  let day = <i32>load<u8>(here) - 48;
  here++;
  if (digit(here)) { day = day * 10 + <i32>load<u8>(here) - 48; here++; }
  if (load<u8>(here) != 32) return 0;
  here++;
  let year = 0;
  if (here + 5 < end && two(here) >= 19 && two(here + 2) >= 0 && load<u8>(here, 4) == 32) {
    year = two(here) * 100 + two(here + 2);
    here += 5;
  }
  const second = clockTime(here, end);
  if (second < 0) return 0;
  const seconds = month == 0 ? -1 : year != 0 ? civil(year, month, day, second) : yearless(month, day, second);
  if (seconds >= 0) note(zoned(seconds, end));
  return closed(timeEnd, end);
}

/** A time ends at a space or a colon; anything else makes it part of something longer. */
function closed(at: usize, end: usize): usize {
  if (at >= end) return at;
  const byte = load<u8>(at);
  return byte == 58 ? at + 1 : byte <= 32 ? at : 0;
}

// The head of an HTTP/1 message (RFC 9112): start line and header fields, for HTTP and SSDP alike.
import {
  F_HTTP_METHOD, F_HTTP_STATUS, F_HTTP_URI, F_HTTP_VERSION, F_HTTP_HOST, FLAG_RESPONSE, REASON_ARENA_FULL, REASON_BAD_VALUE, ROW_FLAGS, T_TEXT,
} from "../layout";
import { arenaReserve, fieldArena, fieldText, fieldU32 } from "../memory/emit";
import { headerField } from "./headers";
import { isMethod, METHOD_MAX, METHODS_SSDP } from "./methods";
import { findByte } from "./scan";
export { METHODS_HTTP, METHODS_SSDP } from "./methods";

const LF: u8 = 10, CR: u8 = 13, SP: u8 = 32, TAB: u8 = 9, COLON: u8 = 58;

// @ts-ignore: decorator
@inline function isBlank(c: u8): bool { return c == SP || c == TAB; }
// @ts-ignore: decorator
@inline function isDigit(at: usize): bool { return <u32>load<u8>(at) - 48 < 10; }

/** Where the text of the line [at, feed) ends: without its CR (a bare LF is tolerated, RFC 9112 section 2.2) and without blanks. */
function lineEnd(at: usize, feed: usize): usize {
  if (feed > at && load<u8>(feed - 1) == CR) feed--;
  while (feed > at && isBlank(load<u8>(feed - 1))) feed--;
  return feed;
}
function skipBlanks(at: usize, end: usize): usize {
  while (at < end && isBlank(load<u8>(at))) at++;
  return at;
}

/** True for `HTTP/` at `at`, which has at least 6 bytes before `end`. */
function isHttp(at: usize, end: usize): bool {
  return at + 6 <= end && load<u32>(at) == 0x50545448 && load<u8>(at, 4) == 47;
}
/** Length of the version `d` or `d.d` at `at`, 0 if there is none. */
function versionLength(at: usize, end: usize): i32 {
  if (at >= end || !isDigit(at)) return 0;
  return at + 3 <= end && load<u8>(at, 1) == 46 && isDigit(at + 2) ? 3 : 1;
}

/** `HTTP/1.1 200 OK` in [at, end). */
function statusLine(at: usize, end: usize, row: usize): i32 {
  const version = at + 5, n = versionLength(version, end);
  if (n == 0) return 1;
  const code = version + <usize>n + 1;
  if (code + 3 > end || load<u8>(code - 1) != SP) return -REASON_BAD_VALUE;
  if (!isDigit(code) || !isDigit(code + 1) || !isDigit(code + 2) || (code + 3 < end && isDigit(code + 3))) return -REASON_BAD_VALUE;
  store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldText(F_HTTP_VERSION, version, n);
  fieldU32(F_HTTP_STATUS, (<u32>load<u8>(code) - 48) * 100 + (<u32>load<u8>(code, 1) - 48) * 10 + (<u32>load<u8>(code, 2) - 48));
  return 0;
}

/** `GET /path HTTP/1.1` in [at, end). The target is what stands between the method and the last word. */
function requestLine(at: usize, methodEnd: usize, end: usize): i32 {
  let last = end;
  while (last > methodEnd && load<u8>(last - 1) != SP) last--;
  if (!isHttp(last, end)) return 1; // RTSP and SIP share some methods; HTTP/0.9 has no version
  const version = last + 5, n = versionLength(version, end);
  if (n == 0 || version + <usize>n != end) return -REASON_BAD_VALUE;
  const uri = skipBlanks(methodEnd, last), uriEnd = lineEnd(uri, last);
  if (uri == uriEnd) return -REASON_BAD_VALUE;
  fieldText(F_HTTP_METHOD, at, <i32>(methodEnd - at));
  fieldText(F_HTTP_URI, uri, <i32>(uriEnd - uri));
  fieldText(F_HTTP_VERSION, version, n);
  return 0;
}

/** Address behind the folded lines (obs-fold, RFC 9112 section 5.2) that follow at `at`; one that is cut does not count. */
function foldEnd(at: usize, end: usize, whole: bool): usize {
  while (at < end && isBlank(load<u8>(at))) {
    const feed = findByte(at, end, LF);
    if (feed == end) return whole ? end : at;
    at = feed + 1;
  }
  return at;
}

/** The lines of [at, end) joined by one space, as an arena field. False when the arena is full. */
function joinFolded(id: i32, at: usize, end: usize): bool {
  const out = arenaReserve(<i32>(end - at));
  if (out == 0) return false;
  let to = out;
  while (at < end) {
    const feed = findByte(at, end, LF), from = skipBlanks(at, feed), until = lineEnd(from, feed);
    if (until > from) {
      if (to != out) { store<u8>(to, SP); to++; }
      memory.copy(to, from, until - from);
      to += until - from;
    }
    at = feed == end ? end : feed + 1;
  }
  if (to != out) fieldArena(id, T_TEXT, <i32>(to - out));
  return true;
}

/** Header lines from `at` on. A line without a colon or with blanks in its name is passed over: it says nothing and spoils nothing. */
export function readHeaders(at: usize, end: usize, whole: bool): i32 {
  let seen: u32 = 0;
  while (at < end) {
    const feed = findByte(at, end, LF);
    if (feed == end && !whole) return 0; // the cut line
    const next = feed == end ? end : feed + 1, until = lineEnd(at, feed);
    if (until == at) return 0; // the blank line
    const colon = findByte(at, until, COLON), id = colon == until ? 0 : headerField(at, <i32>(colon - at));
    const folded = foldEnd(next, end, whole);
    const bit: u32 = 1 << (id - F_HTTP_HOST);
    if (id != 0 && (seen & bit) == 0) {
      seen |= bit; // the first of a repeated field counts: RFC 9110 section 5.3 lets a sender repeat none of these
      if (folded == next) {
        const value = skipBlanks(colon + 1, until);
        if (value < until) fieldText(id, value, <i32>(until - value));
      } else if (!joinFolded(id, colon + 1, folded)) return -REASON_ARENA_FULL;
    }
    at = folded;
  }
  return 0;
}

/** Reads a head into `row`; `whole`: the end of the bytes ends the last line. 0 = keep, 1 = another protocol, -REASON = malformed. */
export function readHead(payload: usize, length: i32, row: usize, set: i32, whole: bool): i32 {
  const end = payload + <usize>length;
  if (length < 8) return 1;
  const response = isHttp(payload, end);
  // The method is looked at before the end of the line is searched: bodies and other protocols come here most often.
  const space = response ? payload : findByte(payload, min(end, payload + <usize>METHOD_MAX + 1), SP);
  if (!response && (space == end || !isMethod(payload, <i32>(space - payload), set))) return 1;
  const feed = findByte(payload, end, LF);
  if (feed == end && !(whole && set == METHODS_SSDP)) return 1;
  const until = lineEnd(payload, feed);
  const code = response ? statusLine(payload, until, row) : requestLine(payload, space, until);
  if (code != 0) return code;
  return feed == end ? 0 : readHeaders(feed + 1, end, whole);
}

// The start line of SIP (RFC 3261 section 7) and RTSP (RFC 2326 section 4): HTTP's grammar with another version, so HTTP reads the header fields behind it.
import { F_HTTP_METHOD, F_HTTP_STATUS, FLAG_RESPONSE, FLAG_TRUNCATED, REASON_BAD_VALUE, ROW_FLAGS } from "../layout";
import { fieldText, fieldU32 } from "../memory/emit";
import { findByte } from "../http/scan";
import { readHeaders } from "../http/head";
import { spells } from "../text/fields";

const LF: u8 = 10, SP: u8 = 32;
const METHOD_MAX: i32 = 16;
/** Start lines that are looked at: the target may be long, but the version stands at the end. */
const LINE_MAX: i32 = 2048;

// @ts-ignore: decorator
@inline function digit(at: usize): u32 { return <u32>load<u8>(at) - 48; }

/** Where the text of the first line ends, or 0 when the line does not end within its bounds. */
function lineEnd(at: usize, length: i32): usize {
  const limit = at + <usize>min(length, LINE_MAX);
  let feed = findByte(at, limit, LF);
  if (feed == limit) return 0;
  while (feed > at && load<u8>(feed - 1) <= SP) feed--;
  return feed;
}

// @ts-ignore: decorator
@inline function versionAt(at: usize, version: string): bool { return spells(at, version); }

/** Whether `length` bytes at `at` begin with a request or status line of this version ("SIP/2.0", "RTSP/1.0"). */
export function isDialog(at: usize, length: i32, version: string): bool {
  if (length < version.length + 5) return false;
  if (versionAt(at, version)) return true;
  const end = lineEnd(at, length);
  return end != 0 && end >= at + <usize>(version.length + 4) && load<u8>(end - <usize>version.length - 1) == SP && versionAt(end - <usize>version.length, version);
}

/** Method or status, then the header fields. The target names people and addresses and stays unread. 0, 1 or -REASON. */
export function readDialog(payload: usize, length: i32, row: usize, version: string): i32 {
  if (!isDialog(payload, length, version)) return 1;
  const end = payload + <usize>length, until = lineEnd(payload, length);
  if (until == 0) return 1;
  if (versionAt(payload, version)) {
    const code = payload + <usize>version.length + 1;
    if (code + 3 > until || digit(code) > 9 || digit(code + 1) > 9 || digit(code + 2) > 9) return -REASON_BAD_VALUE;
    store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
    fieldU32(F_HTTP_STATUS, digit(code) * 100 + digit(code + 1) * 10 + digit(code + 2));
  } else {
    const space = findByte(payload, min(until, payload + METHOD_MAX), SP);
    for (let at = payload; at < space; at++) if (<u32>load<u8>(at) - 65 >= 26 && load<u8>(at) != 95) return 1;
    if (space == payload || space >= payload + METHOD_MAX || load<u8>(space) != SP) return 1;
    fieldText(F_HTTP_METHOD, payload, <i32>(space - payload));
  }
  const whole = (load<u8>(row + ROW_FLAGS) & <u8>FLAG_TRUNCATED) == 0;
  return readHeaders(findByte(until, end, LF) + 1, end, whole);
}

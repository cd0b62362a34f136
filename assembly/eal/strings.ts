// JSON strings (RFC 8259 section 7): finding their end with everything in them validated, and decoding their escapes.
import { REASON_BAD_ESCAPE, REASON_BAD_JSON, REASON_BAD_UTF8 } from "../layout";
import { hex4 } from "../text/hex";
import { plainEnd } from "../text/scan";
import { putCodePoint, sequenceLength } from "../text/utf8";
import { fail } from "./failure";

const QUOTE: u8 = 34, SLASH: u8 = 47, BACKSLASH: u8 = 92, LETTER_U: u8 = 117;

/** Where the content of the string read last begins and ends, and whether it holds an escape. */
export let contentAt: usize = 0;
export let contentEnd: usize = 0;
export let escaped: bool = false;

/** Reads the string whose opening quote is at `at`; address behind its closing quote, or 0. */
export function readString(at: usize, end: usize): usize {
  const start = at + 1;
  at = start;
  escaped = false;
  while (true) {
    at = plainEnd(at, end);
    if (at >= end) return fail(REASON_BAD_JSON);
    const byte = load<u8>(at);
    if (byte == QUOTE) break;
    if (byte == BACKSLASH) {
      const length = escapeLength(at, end);
      if (length == 0) return fail(REASON_BAD_ESCAPE);
      escaped = true;
      at += <usize>length;
    } else if (byte >= 128) {
      const length = sequenceLength(at, end);
      if (length == 0) return fail(REASON_BAD_UTF8);
      at += <usize>length;
    } else return fail(REASON_BAD_JSON); // control bytes must be escaped
  }
  contentAt = start;
  contentEnd = at;
  return at + 1;
}

/** What a one-letter escape stands for, or 0. */
function simpleEscape(letter: u8): u8 {
  switch (letter) {
    case QUOTE: case SLASH: case BACKSLASH: return letter;
    case 98: return 8; // \b
    case 102: return 12; // \f
    case 110: return 10; // \n
    case 114: return 13; // \r
    case 116: return 9; // \t
    default: return 0;
  }
}

/** Bytes of the escape at `at`; 0 when it is none, or half a surrogate pair. */
function escapeLength(at: usize, end: usize): i32 {
  if (end - at < 2) return 0;
  const letter = load<u8>(at, 1);
  if (letter != LETTER_U) return simpleEscape(letter) != 0 ? 2 : 0;
  if (end - at < 6) return 0;
  const unit = hex4(at + 2);
  if (unit < 0 || unit >= 0xdc00 && unit < 0xe000) return 0;
  if (unit < 0xd800 || unit >= 0xe000) return 6;
  if (end - at < 12 || load<u8>(at, 6) != BACKSLASH || load<u8>(at, 7) != LETTER_U) return 0;
  const low = hex4(at + 8);
  return low >= 0xdc00 && low < 0xe000 ? 12 : 0;
}

/** Content [at, end) that `readString` has accepted, decoded at `out`, where it takes no more room; address behind it. */
export function unescape(at: usize, end: usize, out: usize): usize {
  while (at < end) {
    const byte = load<u8>(at);
    if (byte != BACKSLASH) {
      store<u8>(out, byte);
      at++; out++;
      continue;
    }
    const letter = load<u8>(at, 1);
    if (letter != LETTER_U) {
      store<u8>(out, simpleEscape(letter));
      at += 2; out++;
      continue;
    }
    let point = <u32>hex4(at + 2);
    at += 6;
    if (point >= 0xd800 && point < 0xe000) {
      point = 0x10000 + ((point & 0x3ff) << 10) + (<u32>hex4(at + 2) & 0x3ff);
      at += 6;
    }
    out = putCodePoint(out, point);
  }
  return out;
}

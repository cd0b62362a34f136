// BACnet tags (ASHRAE 135 section 20.2.1): number, class and length of what follows. Inside one message's bounds.
import { be16, be32 } from "../memory/bytes";

/** Opening and closing tags have no content. */
export const OPENING: i32 = -2;
export const CLOSING: i32 = -3;

let number: i32 = 0;
let context: bool = false;
let length: i32 = 0;
let content: usize = 0;

// @ts-ignore: decorator
@inline export function tagNumber(): i32 { return number; }
/** Bytes of content, OPENING or CLOSING. An application tag's boolean has none. */
// @ts-ignore: decorator
@inline export function tagLength(): i32 { return length; }
// @ts-ignore: decorator
@inline export function tagContent(): usize { return content; }
/** Whether the tag read last is the application tag `n`. */
// @ts-ignore: decorator
@inline export function isApplication(n: i32): bool { return !context && number == n && length >= 0; }
/** Whether it is the context tag `n` with content. */
// @ts-ignore: decorator
@inline export function isContext(n: i32): bool { return context && number == n && length >= 0; }
// @ts-ignore: decorator
@inline export function isOpening(n: i32): bool { return context && number == n && length == OPENING; }
// @ts-ignore: decorator
@inline export function isClosing(n: i32): bool { return context && number == n && length == CLOSING; }

/** Reads the tag at `at`; returns the address behind it and its content, or 0 when it does not fit before `end`. */
export function readTag(at: usize, end: usize): usize {
  if (at >= end) return 0;
  const first = load<u8>(at);
  number = <i32>(first >> 4);
  context = (first & 8) != 0;
  length = <i32>(first & 7);
  at++;
  if (number == 15) {
    if (at >= end) return 0;
    number = load<u8>(at);
    at++;
  }
  content = at;
  if (context && length == 6) { length = OPENING; return at; }
  if (context && length == 7) { length = CLOSING; return at; }
  if (!context && number == 1) { length = 0; return at; }
  if (length == 5) {
    if (at >= end) return 0;
    length = load<u8>(at);
    at++;
    if (length == 254) {
      if (at + 2 > end) return 0;
      length = <i32>be16(at);
      at += 2;
    } else if (length == 255) {
      if (at + 4 > end) return 0;
      length = <i32>be32(at);
      at += 4;
    }
  }
  content = at;
  return length < 0 || <usize>length > end - at ? 0 : at + <usize>length;
}

/** The content as an unsigned number; what is longer than four bytes is none of ours. */
export function tagValue(): u32 {
  let value: u32 = 0;
  for (let i = 0; i < min(length, 4); i++) value = (value << 8) | load<u8>(content + <usize>i);
  return value;
}

/** Passes over one value, with all that an opening tag holds. Returns 0 when it does not end. */
export function skipValue(at: usize, end: usize): usize {
  let depth = 0;
  do {
    at = readTag(at, end);
    if (at == 0) return 0;
    if (length == OPENING) depth++;
    else if (length == CLOSING) depth--;
  } while (depth > 0);
  return depth < 0 ? 0 : at;
}

// NetBIOS names: 16 bytes, of which the last is a suffix, each written as two letters A to P (RFC 1001 section 14.1).
import { F_NB_NAME, F_NB_SUFFIX, REASON_BAD_NAME, REASON_TRUNCATED, T_TEXT } from "../layout";
import { fieldCopy, fieldU32 } from "../memory/emit";

const LETTERS: i32 = 32;
const NAME: i32 = 15;
const DECODED: usize = memory.data(16, 16);
const LABELS_MAX: i32 = 32;

let behind: usize = 0;
/** Address behind the name read last, where it stands. */
export function netbiosEnd(): usize { return behind; }

/** Reads the name at `at` of the message [start, end): its letters here or where one pointer leads, its scope passed over. 0, or -REASON. */
export function readNetbios(start: usize, end: usize, at: usize): i32 {
  if (at >= end) return -REASON_TRUNCATED;
  let letters = at;
  if (load<u8>(at) >= 0xc0) {
    if (at + 2 > end) return -REASON_TRUNCATED;
    letters = start + <usize>((<i32>(load<u8>(at) & 0x3f) << 8) | <i32>load<u8>(at, 1));
    if (letters >= at) return -REASON_BAD_NAME;
    behind = at + 2;
  }
  if (letters + 1 + LETTERS > end) return -REASON_TRUNCATED;
  if (load<u8>(letters) != LETTERS) return -REASON_BAD_NAME;
  for (let i: i32 = 0; i < 16; i++) {
    const high = <u32>load<u8>(letters + 1 + <usize>(i * 2)) - 65, low = <u32>load<u8>(letters + 2 + <usize>(i * 2)) - 65;
    if ((high | low) > 15) return -REASON_BAD_NAME;
    store<u8>(DECODED + <usize>i, <u8>((high << 4) | low));
  }
  return letters == at ? scopeEnd(end, letters + 1 + LETTERS) : 0;
}

/** Behind the letters stand the labels of a scope, hardly ever any. */
function scopeEnd(end: usize, at: usize): i32 {
  for (let labels = 0; labels < LABELS_MAX; labels++) {
    if (at >= end) return -REASON_TRUNCATED;
    const n = <i32>load<u8>(at);
    if (n == 0) { behind = at + 1; return 0; }
    if (n >= 0xc0) { behind = at + 2; return 0; }
    if (n > 63) return -REASON_BAD_NAME;
    at += 1 + <usize>n;
  }
  return -REASON_BAD_NAME;
}

/** The name read last as fields. */
export function emitNetbios(): void { emitName(DECODED); }

/** The 16 bytes at `at`, not encoded, as fields: without the blanks that fill it. An empty name is written as its one blank. */
export function emitName(at: usize): void {
  let length: i32 = 0;
  while (length < NAME && load<u8>(at + <usize>length) != 0) length++;
  while (length > 1 && load<u8>(at + <usize>(length - 1)) == 32) length--;
  fieldCopy(F_NB_NAME, T_TEXT, at, length);
  fieldU32(F_NB_SUFFIX, load<u8>(at, NAME));
}

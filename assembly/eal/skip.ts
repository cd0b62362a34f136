// JSON values nobody asked for: validated in full, skipped without recursion.
import { REASON_BAD_JSON, REASON_TOO_DEEP } from "../layout";
import { numberEnd } from "../text/number";
import { fail } from "./failure";
import { MAX_DEPTH } from "./limits";
import { readString } from "./strings";

const QUOTE: u8 = 34, COMMA: u8 = 44, COLON: u8 = 58, ARRAY: u8 = 91, ARRAY_END: u8 = 93, OBJECT: u8 = 123, OBJECT_END: u8 = 125;

/** First byte in [at, end) that is no JSON whitespace, or `end`. */
export function skipSpace(at: usize, end: usize): usize {
  while (at < end) {
    const byte = load<u8>(at);
    if (byte > 32 || (byte != 32 && byte != 9 && byte != 10 && byte != 13)) break;
    at++;
  }
  return at;
}

/** Address behind `true`, `false` or `null` at `at`, or 0. */
function literalEnd(at: usize, end: usize): usize {
  if (end - at < 4) return fail(REASON_BAD_JSON);
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4; // "true", "null"
  if (end - at < 5 || word != 0x736c6166 || load<u8>(at, 4) != 101) return fail(REASON_BAD_JSON); // "fals", "e"
  return at + 5;
}

/** Reads `"name":` from [at, end); address of the value, or 0. */
export function readName(at: usize, end: usize): usize {
  if (at >= end || load<u8>(at) != QUOTE) return fail(REASON_BAD_JSON);
  at = readString(at, end);
  if (at == 0) return 0;
  at = skipSpace(at, end);
  if (at >= end || load<u8>(at) != COLON) return fail(REASON_BAD_JSON);
  return skipSpace(at + 1, end);
}

/** Validates the value at `at`; address behind it, or 0. */
export function skipValue(at: usize, end: usize): usize {
  let depth: i32 = 0;
  let objects: u64 = 0; // one bit an open bracket, the innermost lowest: 1 = object
  while (true) {
    if (at >= end) return fail(REASON_BAD_JSON);
    const byte = load<u8>(at);
    if (byte == OBJECT || byte == ARRAY) {
      if (depth == MAX_DEPTH) return fail(REASON_TOO_DEEP);
      depth++;
      objects = (objects << 1) | <u64>(byte == OBJECT);
      at = skipSpace(at + 1, end);
      const close = at < end && load<u8>(at) == byte + 2; // `}` and `]` stand two behind their opening brackets
      if (!close) {
        if (byte == OBJECT) at = readName(at, end);
        if (at == 0) return 0;
        continue;
      }
      at++;
      depth--;
      objects >>= 1;
    } else if (byte == QUOTE) at = readString(at, end);
    else if (byte == 45 || <u32>byte - 48 < 10) {
      at = numberEnd(at, end);
      if (at == 0) return fail(REASON_BAD_JSON);
    } else at = literalEnd(at, end);
    if (at == 0) return 0;
    // A value has ended: close what closes behind it, or go on behind a comma.
    while (true) {
      if (depth == 0) return at;
      at = skipSpace(at, end);
      if (at >= end) return fail(REASON_BAD_JSON);
      const next = load<u8>(at);
      if (next == COMMA) break;
      if (next != ((objects & 1) != 0 ? OBJECT_END : ARRAY_END)) return fail(REASON_BAD_JSON);
      at++;
      depth--;
      objects >>= 1;
    }
    at = skipSpace(at + 1, end);
    if ((objects & 1) != 0) at = readName(at, end);
    if (at == 0) return 0;
  }
}

// One JSON object of a sensor into values by slot: nested objects and flat keys with dots are the same, members of an array are values of one slot.
import { REASON_BAD_JSON, REASON_TOO_DEEP } from "../layout";
import { fail } from "../eal/failure";
import { MAX_DEPTH } from "../eal/limits";
import { readName, skipSpace, skipValue } from "../eal/skip";
import { contentAt, contentEnd, escaped, readString } from "../eal/strings";
import { JSON_ESCAPED, PLAIN, put } from "./entries";
import { BASIS, entryOf, hashOf, step } from "./keys";

const QUOTE: u8 = 34, COMMA: u8 = 44, ARRAY: u8 = 91, ARRAY_END: u8 = 93, OBJECT: u8 = 123, OBJECT_END: u8 = 125, DOT: u32 = 46;

/** For each open bracket the hash that the names inside it go on from. */
const OPEN: usize = memory.data((MAX_DEPTH + 1) * 4, 8);
/** The log type that a key told, a number; 0 = none. */
export let told: i32 = 0;

/** Reads the object at `at`; address behind it, or 0 (failure). What was read until then is kept. */
export function readSensorObject(at: usize, end: usize): usize {
  let depth = 0, path = BASIS;
  let objects: u64 = 0; // a bit an open bracket, the innermost lowest: 1 = object
  told = 0;
  while (true) {
    if (at >= end) return fail(REASON_BAD_JSON);
    const byte = load<u8>(at);
    if (byte == OBJECT || byte == ARRAY) {
      if (depth == MAX_DEPTH) return fail(REASON_TOO_DEEP);
      const inside = byte == OBJECT && depth != 0 ? step(path, DOT) : path;
      depth++;
      objects = (objects << 1) | <u64>(byte == OBJECT);
      store<u32>(OPEN + (<usize>depth << 2), inside);
      at = skipSpace(at + 1, end);
      if (at >= end || load<u8>(at) != byte + 2) { // `}` and `]` stand two behind their opening brackets
        if (byte == OBJECT) {
          at = readName(at, end);
          if (at == 0) return 0;
          path = hashOf(inside, contentAt, contentEnd);
        }
        continue;
      }
      at++;
      depth--;
      objects >>= 1;
    } else {
      const entry = entryOf(path), value = at;
      if (byte == QUOTE) {
        at = readString(at, end);
        if (at != 0) put(<i32>(entry & 255), contentAt, contentEnd, escaped ? JSON_ESCAPED : PLAIN);
      } else {
        at = skipValue(at, end);
        if (at != 0 && byte != 110) put(<i32>(entry & 255), value, at, PLAIN); // null says nothing
      }
      if (at == 0) return 0;
      if (told == 0) told = <i32>((entry >> 8) & 255);
    }
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
    path = load<u32>(OPEN + (<usize>depth << 2));
    if ((objects & 1) != 0) {
      at = readName(at, end);
      if (at == 0) return 0;
      path = hashOf(path, contentAt, contentEnd);
    }
  }
}

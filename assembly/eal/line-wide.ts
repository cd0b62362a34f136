// One EAL line by SIMD and word loads: takes lines in the shape our own printers write (known keys, no space but one behind a colon
// or comma) and leaves every other line, good or bad, to line.ts. So it never rejects, and what it takes it takes as line.ts does.
//
// It runs without a bounds check: a newline stands at the input's end, no token holds one, and the reads that look further stay
// within the spare bytes. Addresses advance by what the last token showed, so the processor can predict ahead across keys.
import {
  FLAG_IPV6, FLAG_NANOS, F_DST_IP6, F_SRC_IP6, KIND_ARP, REGION_ARENA, ROW_FIELD_COUNT, ROW_FIRST_FIELD, ROW_FLAGS, ROW_KIND, ROW_OFFSET, ROW_SECONDS,
} from "../layout";
import { arenaCursor, commitRow, fieldCount, fieldCursor, rowCursor } from "../memory/emit";
import { arenaBase, inputBase } from "../memory/regions";
import { decodeHex } from "../text/hex";
import { parseIp4Wide, parseIp6 } from "../text/ip";
import { parseMacWide } from "../text/mac";
import { digitCount, digitsValue } from "../text/number";
import { plainEndWide } from "../text/scan";
import { parseTimeWide } from "../text/timestamp";
import {
  C_CODES, C_FLAG, C_HELD, C_HEX, C_IP, C_IP6, C_IP_LIST, C_MAC, C_RECORD, C_ROW_IP, C_ROW_MAC, C_ROW_U16, C_ROW_U32, C_ROW_U8,
  C_TEXT, C_TEXT_LIST, C_TIME, C_U32, C_U32_LIST, C_U64, KEY_BYTES, KEY_NONE, KEY_SLOTS, KEY_TABLE, KIND_MULTIPLIER, KIND_SLOTS, SLOT_MULTIPLIER,
} from "./keys";
import { MAX_FIELDS } from "./limits";
import { demandsMet, deriveFlags } from "./record";
import { escaped, readString, unescape } from "./strings";

/** Sixteen bytes of ones, then sixteen of zeros: a load `n` before the middle masks the first n bytes of a vector. */
const WINDOW: usize = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
], 16);
const POWERS: usize = memory.data<u64>([1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000]);

const QUOTE: u8 = 34;

/** The integer of 1 to 15 digits at `at`: number << 4 | digits, or 0. */
// @ts-ignore: decorator
@inline function integerWide(at: usize): u64 {
  const word = load<u64>(at);
  const count = digitCount(word);
  if (count == 0 || ((word & 255) == 48 && count > 1)) return 0;
  const number = digitsValue(word, count);
  return count == 8 ? longInteger(at + 8, number) : (number << 4) | <u64>count;
}

/** `number` is the first eight digits, the others are at `at`. */
function longInteger(at: usize, number: u64): u64 {
  const word = load<u64>(at);
  const count = digitCount(word);
  if (count == 8) return 0;
  if (count != 0) number = number * load<u64>(POWERS + (<usize>count << 3)) + digitsValue(word, count);
  return (number << 4) | <u64>(8 + count);
}

// @ts-ignore: decorator
@inline function putEntry(field: usize, head: u32, offset: u32, length: u32): void {
  store<u64>(field, <u64>head | (<u64>offset << 32));
  store<u64>(field, <u64>length, 8);
}

/** Where the arena goes on behind the string, hex or address that a function below has put there. */
let arenaNext: usize = 0;

/** A string with escapes or non-ASCII characters, its opening quote at `at`, as the entry at `field`; address of its closing quote, or 0. */
function putRich(at: usize, end: usize, field: usize, head: u32, arena: usize): usize {
  const behind = readString(at, end);
  if (behind == 0) return 0;
  if (!escaped) putEntry(field, head, <u32>(at + 1 - inputBase()), <u32>(behind - at - 2));
  else {
    arenaNext = unescape(at + 1, behind - 1, arena);
    putEntry(field, head | (<u32>REGION_ARENA << 24), <u32>(arena - arenaBase()), <u32>(arenaNext - arena));
  }
  return behind - 1;
}

/** Reads the line that begins at `line`, the record at `offset`; address of the next line, or 0 when it is left to line.ts (nothing is kept then). */
export function readLineWide(line: usize, end: usize): usize {
  if (load<u16>(line) != 0x227b) return 0; // {"
  const row = rowCursor(), firstField = fieldCursor(), zero = i64x2.splat(0);
  v128.store(row, zero); v128.store(row, zero, 16); v128.store(row, zero, 32); v128.store(row, zero, 48);
  let field = firstField, arena = arenaCursor(), kind: i32 = 0, seenLow: u64 = 0, seenHigh: u64 = 0;
  let at = line + 2; // always behind the opening quote of a key
  while (true) {
    const bytes = v128.load(at);
    const length = ctz(i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(34))) | 0x10000);
    const name = v128.and(bytes, v128.load(WINDOW + 16 - <usize>length));
    const low = <u64>i64x2.extract_lane(name, 0), high = <u64>i64x2.extract_lane(name, 1);
    const key = <u32>load<u8>(KEY_SLOTS + <usize>(((low + (high << 5)) * SLOT_MULTIPLIER) >> 55));
    if (key == KEY_NONE) return 0;
    const entry = KEY_TABLE + <usize>key * KEY_BYTES;
    if (load<u64>(entry) != low || load<u64>(entry, 8) != high) return 0;
    at += <usize>length;
    if (length == 16) { // the rest of a long name
      const rest = <usize>load<u8>(entry, 32) - 16;
      if (memory.compare(at, entry + 16, rest) != 0) return 0;
      at += rest;
    }
    if (load<u16>(at) != 0x3a22) return 0; // ":
    at += 2;
    if (load<u8>(at) == 32) at++;
    const bitLow = load<u64>(entry, 48), bitHigh = load<u64>(entry, 56);
    if (((seenLow & bitLow) | (seenHigh & bitHigh)) != 0) return 0;
    seenLow |= bitLow;
    seenHigh |= bitHigh;
    const place = row + <usize>load<u8>(entry, 34), head = load<u32>(entry, 36);
    switch (<i32>load<u8>(entry, 33)) {
      case C_RECORD: {
        if (load<u8>(at) != QUOTE) return 0;
        const word = load<u64>(at, 1);
        const slot = KIND_SLOTS + <usize>((<u32>word * KIND_MULTIPLIER) >> 28 << 5);
        if ((word & load<u64>(slot, 8)) != load<u64>(slot)) return 0;
        kind = <i32>load<u8>(slot, 16);
        if (kind == 0) return 0;
        at += 1 + <usize>load<u8>(slot, 17);
        break;
      }
      case C_TIME: {
        if (load<u8>(at) != QUOTE) return 0;
        const stop = parseTimeWide(at + 1, row + ROW_SECONDS);
        if (stop == 0) return 0;
        if (stop - at > 28) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_NANOS); // "YYYY-MM-DDTHH:MM:SS.ssssssZ is 28
        at = stop + 1;
        break;
      }
      case C_ROW_MAC: {
        const mac = parseMacWide(at + 1);
        if (mac < 0 || load<u8>(at) != QUOTE || load<u8>(at, 18) != QUOTE) return 0;
        store<u32>(place, <u32>mac);
        store<u16>(place, <u16>(mac >> 32), 4);
        at += 19;
        break;
      }
      case C_MAC: {
        const mac = parseMacWide(at + 1);
        if (mac < 0 || load<u8>(at) != QUOTE || load<u8>(at, 18) != QUOTE) return 0;
        store<u64>(arena, <u64>mac);
        putEntry(field, head, <u32>(arena - arenaBase()), 6);
        arena += 6;
        field += 16;
        at += 19;
        break;
      }
      case C_ROW_IP: {
        const ip = parseIp4Wide(at + 1);
        if (ip < 0 || load<u8>(at) != QUOTE) return 0;
        store<u32>(place, <u32>ip);
        at += 2 + <usize>(ip >> 32);
        break;
      }
      case C_IP: {
        const ip = parseIp4Wide(at + 1);
        if (ip < 0 || load<u8>(at) != QUOTE) return 0;
        putEntry(field, head, <u32>ip, 0);
        field += 16;
        at += 2 + <usize>(ip >> 32);
        break;
      }
      case C_ROW_U8: {
        const number = integerWide(at);
        if (number == 0 || (number >> 4) > load<u64>(entry, 40)) return 0;
        store<u8>(place, <u8>(number >> 4));
        at += <usize>(number & 15);
        break;
      }
      case C_ROW_U16: {
        const number = integerWide(at);
        if (number == 0 || (number >> 4) > load<u64>(entry, 40)) return 0;
        store<u16>(place, <u16>(number >> 4));
        at += <usize>(number & 15);
        break;
      }
      case C_ROW_U32: {
        const number = integerWide(at);
        if (number == 0 || (number >> 4) > load<u64>(entry, 40)) return 0;
        store<u32>(place, <u32>(number >> 4));
        at += <usize>(number & 15);
        break;
      }
      case C_HELD: {
        const number = integerWide(at), owner = <i32>load<u8>(entry, 35);
        if (number == 0 || (number >> 4) > load<u64>(entry, 40) || kind == 0) return 0;
        if (kind == owner) store<u32>(place, <u32>(number >> 4));
        at += <usize>(number & 15);
        break;
      }
      case C_U32: case C_U64: {
        const number = integerWide(at);
        if (number == 0 || (number >> 4) > load<u64>(entry, 40)) return 0;
        store<u64>(field, <u64>head | (number >> 4 << 32));
        store<u64>(field, number >> 36, 8);
        field += 16;
        at += <usize>(number & 15);
        break;
      }
      case C_FLAG: {
        const word = load<u32>(at);
        if (word == 0x65757274) { // true
          store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | load<u8>(entry, 34));
          at += 4;
        } else if (word == 0x736c6166 && load<u8>(at, 4) == 101) at += 5; // false
        else return 0;
        break;
      }
      case C_TEXT: {
        if (load<u8>(at) != QUOTE) return 0;
        let stop = plainEndWide(at + 1);
        if (load<u8>(stop) == QUOTE) putEntry(field, head, <u32>(at + 1 - inputBase()), <u32>(stop - at - 1));
        else {
          arenaNext = arena;
          stop = putRich(at, end, field, head, arena);
          if (stop == 0) return 0;
          arena = arenaNext;
        }
        field += 16;
        at = stop + 1;
        break;
      }
      case C_TEXT_LIST: {
        if (load<u8>(at) != 91) return 0;
        if (load<u8>(at, 1) == 93) { at += 2; break; }
        do { // behind the bracket or a comma, and perhaps a space
          at++;
          if (load<u8>(at) == 32) at++;
          if (load<u8>(at) != QUOTE) return 0;
          let stop = plainEndWide(at + 1);
          if (load<u8>(stop) == QUOTE) putEntry(field, head, <u32>(at + 1 - inputBase()), <u32>(stop - at - 1));
          else {
            arenaNext = arena;
            stop = putRich(at, end, field, head, arena);
            if (stop == 0) return 0;
            arena = arenaNext;
          }
          field += 16;
          at = stop + 1;
          if (field - firstField > <usize>MAX_FIELDS << 4) return 0;
        } while (load<u8>(at) == 44);
        if (load<u8>(at++) != 93) return 0;
        break;
      }
      case C_U32_LIST: {
        if (load<u8>(at) != 91) return 0;
        if (load<u8>(at, 1) == 93) { at += 2; break; }
        do {
          at++;
          if (load<u8>(at) == 32) at++;
          const number = integerWide(at);
          if (number == 0 || (number >> 4) > load<u64>(entry, 40)) return 0;
          putEntry(field, head, <u32>(number >> 4), 0);
          field += 16;
          at += <usize>(number & 15);
          if (field - firstField > <usize>MAX_FIELDS << 4) return 0;
        } while (load<u8>(at) == 44);
        if (load<u8>(at++) != 93) return 0;
        break;
      }
      case C_IP_LIST: {
        if (load<u8>(at) != 91) return 0;
        if (load<u8>(at, 1) == 93) { at += 2; break; }
        do {
          at++;
          if (load<u8>(at) == 32) at++;
          const ip = parseIp4Wide(at + 1);
          if (ip < 0 || load<u8>(at) != QUOTE) return 0;
          putEntry(field, head, <u32>ip, 0);
          field += 16;
          at += 2 + <usize>(ip >> 32);
          if (field - firstField > <usize>MAX_FIELDS << 4) return 0;
        } while (load<u8>(at) == 44);
        if (load<u8>(at++) != 93) return 0;
        break;
      }
      case C_CODES: {
        if (load<u8>(at) != 91) return 0;
        const start = arena;
        if (load<u8>(at, 1) == 93) at++;
        else do {
          at++;
          if (load<u8>(at) == 32) at++;
          const number = integerWide(at);
          if (number == 0 || number >> 4 > 255) return 0;
          store<u8>(arena++, <u8>(number >> 4));
          at += <usize>(number & 15);
        } while (load<u8>(at) == 44);
        if (load<u8>(at++) != 93) return 0;
        putEntry(field, head, <u32>(start - arenaBase()), <u32>(arena - start));
        field += 16;
        break;
      }
      case C_HEX: {
        if (load<u8>(at) != QUOTE) return 0;
        const stop = plainEndWide(at + 1);
        const count = decodeHex(at + 1, stop, arena);
        if (load<u8>(stop) != QUOTE || count < 0) return 0;
        putEntry(field, head, <u32>(arena - arenaBase()), <u32>count);
        arena += <usize>count;
        field += 16;
        at = stop + 1;
        break;
      }
      case C_IP6: {
        if (load<u8>(at) != QUOTE) return 0;
        const stop = plainEndWide(at + 1);
        if (load<u8>(stop) != QUOTE || !parseIp6(at + 1, stop, arena)) return 0;
        putEntry(field, head, <u32>(arena - arenaBase()), 16);
        arena += 16;
        field += 16;
        const id = <i32>(head & 0xffff);
        if (id == F_SRC_IP6 || id == F_DST_IP6) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_IPV6);
        at = stop + 1;
        break;
      }
      default: return 0;
    }
    const next = <u32>load<u16>(at);
    if (next == 0x222c) { at += 2; continue; } // ,"
    if ((next & 255) == 125) break;
    if (next != 0x202c || load<u8>(at, 2) != QUOTE) return 0; // , "
    at += 3;
  }
  // Behind the closing brace: the end of the line, or of the input, where the sentinel newline stands.
  at++;
  if (load<u8>(at) == 13) at++;
  if (load<u8>(at) != 10 || kind == 0 || !demandsMet(kind, seenLow, seenHigh)) return 0;
  store<u8>(row + ROW_KIND, <u8>kind);
  store<u32>(row + ROW_OFFSET, <u32>(line - inputBase()));
  store<u32>(row + ROW_FIRST_FIELD, <u32>fieldCount());
  store<u32>(row + ROW_FIELD_COUNT, <u32>((field - firstField) >> 4));
  if (kind == KIND_ARP) deriveFlags(row, kind, firstField, field);
  commitRow(field, arena);
  return at + 1;
}

// EAL lines by SIMD and word loads: takes lines in the shape printers write (no space but one behind a colon or comma) and leaves
// every other line, good or bad, to line.ts. So it never rejects, and what it takes it takes as line.ts does.
//
// It runs without a bounds check: a newline stands at the input's end, no token holds one, and the reads that look further stay
// within the spare bytes. Which key comes next is guessed from the line of the same kind before and checked by one compare, so that
// addresses do not wait for a search. One function for the whole batch: what the loop needs stays in registers from line to line.
import {
  FIELD_BYTES, FIELD_CAPACITY, FLAG_IPV6, FLAG_NANOS, F_DST_IP6, F_SRC_IP6, KIND_ARP, KIND_COUNT, ROW_BYTES, ROW_CAPACITY, ROW_FIRST_FIELD, ROW_OFFSET, ROW_SECONDS,
} from "../layout";
import { arenaCursor, fieldCursor, resumeAt, rowCursor, stopAt } from "../memory/emit";
import { arenaBase, fieldBase, inputBase, rowBase } from "../memory/regions";
import { decodeHexWide } from "../text/hex";
import { parseIp4Wide, parseIp6 } from "../text/ip";
import { parseMacWide } from "../text/mac";
import { byteListCount, byteListWide, integerWide } from "../text/number";
import { lineEnd, plainEndWide } from "../text/scan";
import { parseTimeWide } from "../text/timestamp";
import {
  C_CODES, C_FLAG, C_HELD, C_HEX, C_HEX_LIST, C_IP, C_IP6, C_IP_LIST, C_MAC, C_NONE, C_RECORD, C_RELAY, C_ROW_IP, C_ROW_MAC, C_ROW_U16, C_ROW_U32, C_ROW_U8,
  C_TEXT, C_TEXT_LIST, C_TIME, C_U32, C_U32_LIST, C_U64, KEY_BYTES, KEY_NONE, KEY_TABLE, KEY_TABLE_BYTES, KIND_DEMANDS, KIND_MULTIPLIER, KIND_SHIFT, KIND_SLOTS,
} from "./keys";
import { FIELD_ROOM, MAX_FIELDS } from "./limits";
import { readOther } from "./line";
import { deriveFlags } from "./record";
import { RELAY_SEEN, arenaNext, fieldNext, findKey, found, putEntry, putRelay, putRich, putTime, skipUnknown, timeIsFine } from "./wide-parts";

const KEY_BITS_HIGH: u64 = (1 << 48) - 1;
/** A longer line is left to line.ts: it may hold more keys than `isComplete` can count. */
const LINE_LIMIT: usize = 262144;
const FIELDS_LIMIT: usize = <usize>(MAX_FIELDS * FIELD_BYTES);
/** A copy of the key table for each kind. A key's u32 at 44 is the node of the key that came behind it last time in a record of that
 * kind: a guess, never more. */
const NODES: usize = memory.data(<i32>KEY_TABLE_BYTES * KIND_COUNT, 16);
/** The node before the first key of a line: all that is read of it is its guess. */
const FIRST: usize = memory.data(64, 16);

function prepareNodes(): void {
  for (let kind: usize = 0; kind < <usize>KIND_COUNT; kind++) memory.copy(NODES + kind * KEY_TABLE_BYTES, KEY_TABLE, KEY_TABLE_BYTES);
  for (let node = NODES; node < NODES + <usize>KIND_COUNT * KEY_TABLE_BYTES; node += KEY_BYTES) store<u32>(node, <u32>NODES, 44);
  store<u32>(FIRST, <u32>NODES, 44);
}

const QUOTE: u8 = 34;

/** True when the record has a kind and what that demands, no key of ours came twice, and no two came that share a bit. `seen` is the sum of the keys' bits, and in its
 * highest 16 bits of their number: a bit added twice carries, and then there are fewer bits than keys (37,000 keys fit in LINE_LIMIT, so
 * that the number does not wrap, whatever is carried into it). */
// @ts-ignore: decorator
@inline function isComplete(kind: i32, seen: v128): bool {
  const demands = KIND_DEMANDS + <usize>(kind << 5);
  const low = <u64>i64x2.extract_lane(seen, 0), high = <u64>i64x2.extract_lane(seen, 1);
  return kind != 0 && popcnt(low) + popcnt(high & KEY_BITS_HIGH) == high >> 48
    && v128.any_true(v128.and(seen, v128.load(demands))) && v128.any_true(v128.and(seen, v128.load(demands, 16)));
}

/** Parses the lines of [at, end), and has line.ts read those it does not take. Stops between lines when there may be no room for one more. */
export function readBatchWide(at: usize, end: usize): void {
  const rowLimit = rowBase() + <usize>(ROW_CAPACITY * ROW_BYTES), fieldLimit = fieldBase() + <usize>((FIELD_CAPACITY - FIELD_ROOM) * FIELD_BYTES);
  let row = rowCursor(), field = fieldCursor(), arena = arenaCursor(), lineStop: usize = 0;
  store<u8>(end, 10);
  if (load<u32>(FIRST, 44) == 0) prepareNodes();
  while (at < end) {
    if (row >= rowLimit || field > fieldLimit) { stopAt(<i32>(at - inputBase())); break; }
    const line = at, firstField = field, firstArena = arena, zero = i64x2.splat(0);
    v128.store(row, zero); v128.store(row, zero, 16); v128.store(row, zero, 32); v128.store(row, zero, 48);
    let next: usize = 0, kind: i32 = 0, flags: u32 = 0, seen = zero, nodes = NODES, entry = FIRST;
    if (load<u16>(at) == 0x227b) { // {"
      at += 2;
      while (true) {
      // A key of ours that comes again is found at the line's end: until then it must not fill the table.
      if (field - firstField > FIELDS_LIMIT) break;
      // A case that does not take its value sets `at` to 0, and nothing at address 0 goes on like a record.
      const before = entry;
      entry = <usize>load<u32>(before, 44);
      if (v128.any_true(v128.and(v128.xor(v128.load(at), v128.load(entry)), v128.load(entry, 16)))) {
        at = findKey(at);
        if (at == 0) break;
        entry = nodes + found;
        if (found == <u32>KEY_NONE << 6) {
          if (at >= lineStop) lineStop = lineEnd(at, end);
        } else if (load<u8>(entry, 32) != 0) store<u32>(before, <u32>entry, 44);
      } else at += <usize>load<u8>(entry, 32);
      seen = i64x2.add(seen, v128.load(entry, 48));
      switch (<i32>load<u8>(entry, 33)) {
        case C_RECORD: {
          const word = load<u64>(at);
          const slot = KIND_SLOTS + <usize>((<u32>word * KIND_MULTIPLIER) >> KIND_SHIFT << 5);
          if ((word & load<u64>(slot, 8)) != load<u64>(slot)) { at = 0; break; }
          kind = <i32>load<u8>(slot, 16); // 0 where the slot is empty
          nodes = NODES + <usize>kind * KEY_TABLE_BYTES;
          entry = nodes; // the guesses of this kind
          at += <usize>load<u8>(slot, 17);
          break;
        }
        case C_TIME: {
          let stop = parseTimeWide(at, row + ROW_SECONDS);
          if (stop == 0) {
            stop = putTime(at, row + ROW_SECONDS);
            if (stop == 0) { at = 0; break; }
            if (timeIsFine) flags |= FLAG_NANOS;
          } else if (stop - at > 27) flags |= FLAG_NANOS; // YYYY-MM-DDTHH:MM:SS.ssssssZ is 27
          at = stop + 1;
          break;
        }
        case C_ROW_MAC: {
          const mac = parseMacWide(at);
          if (mac < 0 || load<u8>(at, 17) != QUOTE) { at = 0; break; }
          const place = row + <usize>load<u8>(entry, 34);
          store<u32>(place, <u32>mac);
          store<u16>(place, <u16>(mac >> 32), 4);
          at += 18;
          break;
        }
        case C_MAC: {
          const mac = parseMacWide(at);
          if (mac < 0 || load<u8>(at, 17) != QUOTE) { at = 0; break; }
          store<u64>(arena, <u64>mac);
          putEntry(field, load<u32>(entry, 36), <u32>(arena - arenaBase()), 6);
          arena += 6;
          field += FIELD_BYTES;
          at += 18;
          break;
        }
        case C_ROW_IP: {
          const ip = parseIp4Wide(at);
          if (ip < 0) { at = 0; break; }
          store<u32>(row + <usize>load<u8>(entry, 34), <u32>ip);
          at += 1 + <usize>(ip >> 32);
          break;
        }
        case C_IP: {
          const ip = parseIp4Wide(at);
          if (ip < 0) { at = 0; break; }
          putEntry(field, load<u32>(entry, 36), <u32>ip, 0);
          field += FIELD_BYTES;
          at += 1 + <usize>(ip >> 32);
          break;
        }
        case C_ROW_U8: {
          if (load<u8>(at) == 32) at++;
          const number = integerWide(at);
          if (number == 0 || (number >> 4) > <u64>load<u32>(entry, 40)) { at = 0; break; }
          store<u8>(row + <usize>load<u8>(entry, 34), <u8>(number >> 4));
          at += <usize>(number & 15);
          break;
        }
        case C_ROW_U16: {
          if (load<u8>(at) == 32) at++;
          const number = integerWide(at);
          if (number == 0 || (number >> 4) > <u64>load<u32>(entry, 40)) { at = 0; break; }
          store<u16>(row + <usize>load<u8>(entry, 34), <u16>(number >> 4));
          at += <usize>(number & 15);
          break;
        }
        case C_ROW_U32: {
          if (load<u8>(at) == 32) at++;
          const number = integerWide(at);
          if (number == 0 || (number >> 4) > <u64>load<u32>(entry, 40)) { at = 0; break; }
          store<u32>(row + <usize>load<u8>(entry, 34), <u32>(number >> 4));
          at += <usize>(number & 15);
          break;
        }
        case C_HELD: { // its place depends on the kind: when that is not known yet, the line is left
          if (load<u8>(at) == 32) at++;
          const number = integerWide(at), owner = <i32>load<u8>(entry, 35);
          if (number == 0 || (number >> 4) > <u64>load<u32>(entry, 40) || kind == 0) { at = 0; break; }
          if (kind == owner) store<u32>(row + <usize>load<u8>(entry, 34), <u32>(number >> 4));
          at += <usize>(number & 15);
          break;
        }
        case C_U32: {
          if (load<u8>(at) == 32) at++;
          const number = integerWide(at);
          if (number == 0 || (number >> 4) > <u64>load<u32>(entry, 40)) { at = 0; break; }
          putEntry(field, load<u32>(entry, 36), <u32>(number >> 4), 0);
          field += FIELD_BYTES;
          at += <usize>(number & 15);
          break;
        }
        case C_U64: { // 15 digits are below its bound
          if (load<u8>(at) == 32) at++;
          const number = integerWide(at);
          if (number == 0) { at = 0; break; }
          store<u64>(field, <u64>load<u32>(entry, 36) | (number >> 4 << 32));
          store<u64>(field, number >> 36, 8);
          field += FIELD_BYTES;
          at += <usize>(number & 15);
          break;
        }
        case C_FLAG: {
          if (load<u8>(at) == 32) at++;
          const word = load<u32>(at);
          if (word == 0x65757274) { // true
            flags |= <u32>load<u8>(entry, 34);
            at += 4;
          } else at = word == 0x736c6166 && load<u8>(at, 4) == 101 ? at + 5 : 0; // false
          break;
        }
        case C_TEXT: {
          let stop = plainEndWide(at);
          if (load<u8>(stop) == QUOTE) putEntry(field, load<u32>(entry, 36), <u32>(at - inputBase()), <u32>(stop - at));
          else {
            stop = putRich(at, end, field, load<u32>(entry, 36), arena);
            if (stop == 0) { at = 0; break; }
            arena = arenaNext;
          }
          field += FIELD_BYTES;
          at = stop + 1;
          break;
        }
        case C_TEXT_LIST: {
          if (load<u8>(at) == 93) { at++; break; }
          at--;
          do { // at a comma or the bracket
            at++;
            if (load<u8>(at) == 32) at++;
            if (load<u8>(at) != QUOTE || field - firstField >= FIELDS_LIMIT) { at = 0; break; }
            at++;
            let stop = plainEndWide(at);
            if (load<u8>(stop) == QUOTE) putEntry(field, load<u32>(entry, 36), <u32>(at - inputBase()), <u32>(stop - at));
            else {
              stop = putRich(at, end, field, load<u32>(entry, 36), arena);
              if (stop == 0) { at = 0; break; }
              arena = arenaNext;
            }
            field += FIELD_BYTES;
            at = stop + 1;
          } while (load<u8>(at) == 44);
          at = load<u8>(at) == 93 ? at + 1 : 0;
          break;
        }
        case C_U32_LIST: {
          if (load<u8>(at) == 93) { at++; break; }
          at--;
          do {
            at++;
            if (load<u8>(at) == 32) at++;
          const number = integerWide(at);
            if (number == 0 || (number >> 4) > <u64>load<u32>(entry, 40) || field - firstField >= FIELDS_LIMIT) { at = 0; break; }
            putEntry(field, load<u32>(entry, 36), <u32>(number >> 4), 0);
            field += FIELD_BYTES;
            at += <usize>(number & 15);
          } while (load<u8>(at) == 44);
          at = load<u8>(at) == 93 ? at + 1 : 0;
          break;
        }
        case C_IP_LIST: {
          if (load<u8>(at) == 93) { at++; break; }
          at--;
          do {
            at++;
            if (load<u8>(at) == 32) at++;
            const ip = parseIp4Wide(at + 1);
            if (ip < 0 || load<u8>(at) != QUOTE || field - firstField >= FIELDS_LIMIT) { at = 0; break; }
            putEntry(field, load<u32>(entry, 36), <u32>ip, 0);
            field += FIELD_BYTES;
            at += 2 + <usize>(ip >> 32);
          } while (load<u8>(at) == 44);
          at = load<u8>(at) == 93 ? at + 1 : 0;
          break;
        }
        case C_CODES: {
          at = byteListWide(at, arena);
          if (at == 0) break;
          putEntry(field, load<u32>(entry, 36), <u32>(arena - arenaBase()), <u32>byteListCount);
          arena += <usize>byteListCount;
          field += FIELD_BYTES;
          break;
        }
        case C_HEX: {
          const stop = plainEndWide(at);
          const count = decodeHexWide(at, stop, arena);
          if (load<u8>(stop) != QUOTE || count < 0) { at = 0; break; }
          putEntry(field, load<u32>(entry, 36), <u32>(arena - arenaBase()), <u32>count);
          arena += <usize>count;
          field += FIELD_BYTES;
          at = stop + 1;
          break;
        }
        case C_HEX_LIST: {
          if (load<u8>(at) == 93) { at++; break; }
          at--;
          do {
            at++;
            if (load<u8>(at) == 32) at++;
            if (load<u8>(at) != QUOTE || field - firstField >= FIELDS_LIMIT) { at = 0; break; }
            at++;
            const stop = plainEndWide(at), count = decodeHexWide(at, stop, arena);
            if (load<u8>(stop) != QUOTE || count < 0) { at = 0; break; }
            putEntry(field, load<u32>(entry, 36), <u32>(arena - arenaBase()), <u32>count);
            arena += <usize>count;
            field += FIELD_BYTES;
            at = stop + 1;
          } while (load<u8>(at) == 44);
          at = load<u8>(at) == 93 ? at + 1 : 0;
          break;
        }
        case C_IP6: {
          const stop = plainEndWide(at), id = <i32>load<u16>(entry, 36);
          if (load<u8>(stop) != QUOTE || !parseIp6(at, stop, arena)) { at = 0; break; }
          putEntry(field, load<u32>(entry, 36), <u32>(arena - arenaBase()), 16);
          arena += 16;
          field += FIELD_BYTES;
          if (id == F_SRC_IP6 || id == F_DST_IP6) flags |= FLAG_IPV6;
          at = stop + 1;
          break;
        }
        case C_RELAY: {
          at = putRelay(at, field, arena);
          if (at == 0) break;
          seen = i64x2.add(seen, v128.load(RELAY_SEEN));
          field = fieldNext;
          arena = arenaNext;
          break;
        }
        case C_NONE: at = skipUnknown(at, lineStop); break;
        default: at = 0;
      }
      const tail = <u32>load<u16>(at);
      if (tail == 0x222c) at += 2; // ,"
      else if ((tail & 255) == 125) { // the closing brace, and behind it the end of the line, or the newline set at the input's end
        at++;
        if (load<u8>(at) == 13) at++;
        if (load<u8>(at) == 10 && isComplete(kind, seen) && field - firstField <= FIELDS_LIMIT && at - line < LINE_LIMIT) next = at + 1;
        break;
      } else if (tail == 0x202c && load<u8>(at, 2) == QUOTE) at += 3;
      else break;
    }
    }
    if (next == 0) {
      resumeAt(row, firstField, firstArena);
      at = readOther(line, end);
      row = rowCursor(); field = fieldCursor(); arena = arenaCursor();
      continue;
    }
    store<u16>(row, <u16>(<u32>kind | (flags << 8)));
    store<u32>(row + ROW_OFFSET, <u32>(line - inputBase()));
    store<u64>(row + ROW_FIRST_FIELD, <u64>((firstField - fieldBase()) >> 4) | (<u64>(field - firstField) << 28));
    if (kind == KIND_ARP) deriveFlags(row, kind, firstField, field);
    row += ROW_BYTES;
    at = next;
  }
  resumeAt(row, field, arena);
}

// Parts of the wide reader that a line needs seldom, or that do not pay for standing in its loop.
import { REGION_ARENA, T_BYTES } from "../layout";
import { arenaBase, inputBase } from "../memory/regions";
import { decodeHexWide } from "../text/hex";
import { plainEndWide } from "../text/scan";
import { parseTime } from "../text/timestamp";
import { KEY_BYTES, KEY_COUNT, KEY_INNER, KEY_NAMES, KEY_NONE, KEY_SLOTS, KEY_TABLE, SLOT_MULTIPLIER, SLOT_SHIFT } from "./keys";
import { skipValue } from "./skip";
import { escaped, readString, unescape } from "./strings";

/** Sixteen bytes of ones, then sixteen of zeros: a load `n` before the middle masks the first n bytes of a vector. */
const WINDOW: usize = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
], 16);

const QUOTE: u8 = 34;

// @ts-ignore: decorator
@inline export function putEntry(field: usize, head: u32, offset: u32, length: u32): void {
  store<u64>(field, <u64>head | (<u64>offset << 32));
  store<u64>(field, <u64>length, 8);
}

/** Where the arena goes on behind what a function here has put there. */
export let arenaNext: usize = 0;

/** A string with escapes or non-ASCII characters, its content from `at` on, as the entry at `field`; address of its closing quote, or 0. */
export function putRich(at: usize, end: usize, field: usize, head: u32, arena: usize): usize {
  arenaNext = arena;
  const behind = readString(at - 1, end);
  if (behind == 0) return 0;
  if (!escaped) putEntry(field, head, <u32>(at - inputBase()), <u32>(behind - at - 1));
  else {
    arenaNext = unescape(at, behind - 1, arena);
    putEntry(field, head | (<u32>REGION_ARENA << 24), <u32>(arena - arenaBase()), <u32>(arenaNext - arena));
  }
  return behind - 1;
}

/** What `findKey` found: the key's offset in the key table, or that of the entry for keys that are not ours. */
export let found: u32 = 0;

/** The key whose name begins at `at`; address of its value (behind the quote or bracket that opens it, for a key of ours). 0 when the line
 * is left to line.ts: broken, or a name with escapes, which may still be one of ours. */
export function findKey(at: usize): usize {
  const bytes = v128.load(at);
  const length = ctz(i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(34))) | 0x10000);
  const name = v128.and(bytes, v128.load(WINDOW + 16 - <usize>length));
  const low = <u64>i64x2.extract_lane(name, 0), high = <u64>i64x2.extract_lane(name, 1);
  const key = <u32>load<u16>(KEY_SLOTS + (<usize>(((low + (high << 5)) * SLOT_MULTIPLIER) >> SLOT_SHIFT) << 1));
  const known = KEY_NAMES + <usize>(key << 5), whole = <usize>load<u8>(known, 31);
  found = KEY_NONE << 6;
  let stop = at + whole, opener: u8 = 0;
  if (load<u64>(known) == low && load<u64>(known, 8) == high && (length < 16 || (memory.compare(at, known, whole) == 0 && load<u8>(stop) == QUOTE))) {
    found = key << 6;
    opener = load<u8>(known, 30);
  } else {
    stop = plainEndWide(at);
    if (load<u8>(stop) != QUOTE) return 0;
  }
  if (load<u8>(stop, 1) != 58) return 0;
  stop += 2;
  if (load<u8>(stop) == 32) stop++;
  if (opener == 0) return stop;
  return load<u8>(stop) == opener ? stop + 1 : 0;
}

/** Skips the value of a key that is not ours; address behind it, or 0. `stop` is the end of the line. */
export function skipUnknown(at: usize, stop: usize): usize {
  if (load<u8>(at) == QUOTE) {
    const behind = plainEndWide(at + 1);
    if (load<u8>(behind) == QUOTE) return behind + 1;
  }
  return skipValue(at, stop);
}

/** Whether the timestamp read last by `putTime` has more than six fraction digits. */
export let timeIsFine: bool = false;

/** A timestamp in a shape that parseTimeWide does not take: seconds and nanoseconds to `out`; address of its closing quote, or 0. */
export function putTime(at: usize, out: usize): usize {
  const stop = plainEndWide(at), time = parseTime(at, stop);
  if (time < 0 || load<u8>(stop) != QUOTE) return 0;
  timeIsFine = (time >> 62) != 0;
  store<u32>(out, <u32>(time >> 30));
  store<u32>(out, <u32>(time & 0x3fffffff), 4);
  return stop;
}

/** Where the fields go on behind what `putRelay` has put there, and the sum of its keys' bits (u64[2]). */
export let fieldNext: usize = 0;
export const RELAY_SEEN: usize = memory.data(16, 16);

/** The members of `relay` from behind its brace, when they are hex strings under keys that fit a pattern; address behind the closing brace, or 0. */
export function putRelay(at: usize, field: usize, arena: usize): usize {
  let seen = i64x2.splat(0);
  const most = field + <usize>((KEY_COUNT - KEY_INNER) * 16);
  if (load<u8>(at) == 125) at++;
  else while (true) {
    if (field == most) return 0; // one has come twice
    if (load<u8>(at) != QUOTE) return 0;
    const text = v128.load(at, 1);
    let entry = KEY_TABLE + <usize>KEY_INNER * KEY_BYTES;
    const last = KEY_TABLE + <usize>KEY_COUNT * KEY_BYTES;
    while (entry < last && (load<u8>(entry, 32) == 0 || v128.any_true(v128.and(v128.xor(text, v128.load(entry)), v128.load(entry, 16))))) entry += KEY_BYTES;
    if (entry == last || load<u8>(entry, 38) != <u8>T_BYTES) return 0;
    at += 1 + <usize>load<u8>(entry, 32);
    const stop = plainEndWide(at), count = decodeHexWide(at, stop, arena);
    if (count < 0 || load<u8>(stop) != QUOTE) return 0;
    putEntry(field, load<u32>(entry, 36), <u32>(arena - arenaBase()), <u32>count);
    field += 16;
    arena += <usize>count;
    seen = i64x2.add(seen, v128.load(entry, 48));
    at = stop + 2;
    const next = load<u8>(stop, 1);
    if (next == 125) break;
    if (next != 44) return 0;
    if (load<u8>(at) == 32) at++;
  }
  v128.store(RELAY_SEEN, seen);
  fieldNext = field;
  arenaNext = arena;
  return at;
}

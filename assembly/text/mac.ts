// MAC addresses as text: six pairs of hex digits with colons between them.
import { hexDigit, nibblesWide } from "./hex";

export const MAC_TEXT: i32 = 17;

/** The address in [at, end) with its first octet lowest, as it lies in a packet; -1 when it is none. */
export function parseMac(at: usize, end: usize): i64 {
  if (end - at != <usize>MAC_TEXT) return -1;
  let value: i64 = 0;
  for (let i: i32 = 0; i < 6; i++) {
    const pair = at + <usize>(i * 3);
    const high = hexDigit(load<u8>(pair)), low = hexDigit(load<u8>(pair, 1));
    if ((high | low) < 0) return -1;
    if (i < 5 && load<u8>(pair, 2) != 58) return -1;
    value |= <i64>((high << 4) | low) << (i << 3);
  }
  return value;
}

/** SIMD twin of `parseMac`: reads the 17 bytes at `at`, whatever follows them. */
// @ts-ignore: decorator
@inline export function parseMacWide(at: usize): i64 {
  const front = v128.load(at), back = v128.load(at, 1);
  // First digits of the six pairs to lanes 0-5, second digits to 8-13; the spare lanes repeat a digit.
  const text = i8x16.shuffle(front, back, 0, 3, 6, 9, 12, 15, 0, 0, 16, 19, 22, 25, 28, 31, 16, 16);
  const nibbles = nibblesWide(text);
  const colons = i8x16.bitmask(i8x16.eq(front, i8x16.splat(58))) & 0x4924;
  if (colons != 0x4924 || !i8x16.all_true(nibbles)) return -1;
  const high = i64x2.extract_lane(nibbles, 0), low = i64x2.extract_lane(nibbles, 1);
  return ((high << 4) & 0xf0f0f0f0f0f0) | (low & 0x0f0f0f0f0f0f);
}

/** The address in [at, end) as people and devices write it: with colons, dashes, Cisco's dots or nothing between the digits; -1 when it is none. */
export function parseMacAny(at: usize, end: usize): i64 {
  if (end - at < 12 || end - at > 17) return -1;
  let value: i64 = 0, nibbles: i32 = 0;
  for (; at < end; at++) {
    const byte = load<u8>(at), digit = hexDigit(byte);
    if (digit < 0) {
      // A mark stands between whole octets (or, with dots, pairs of octets).
      if ((byte != 58 && byte != 45 && byte != 46) || nibbles == 0 || nibbles == 12 || (nibbles & 1) != 0) return -1;
      continue;
    }
    if (nibbles == 12) return -1;
    value |= <i64>digit << (((nibbles >> 1) << 3) + ((nibbles & 1) == 0 ? 4 : 0));
    nibbles++;
  }
  return nibbles == 12 ? value : -1;
}

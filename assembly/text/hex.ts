// Hexadecimal digits: one digit, and whole byte strings.

/** Value of the digit, or -1. */
export function hexDigit(byte: u32): i32 {
  if (byte - 48 < 10) return <i32>(byte - 48);
  const letter = (byte | 32) - 97;
  return letter < 6 ? <i32>(letter + 10) : -1;
}

/** Four digits at `at` as a number, or -1. The caller has checked that they are there. */
export function hex4(at: usize): i32 {
  let value: i32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const digit = hexDigit(load<u8>(at + i));
    if (digit < 0) return -1;
    value = (value << 4) | digit;
  }
  return value;
}

/** Digits of [at, end) as bytes at `out` (which may be `at`); how many, or -1 for an odd count or a byte that is no digit. */
export function decodeHex(at: usize, end: usize, out: usize): i32 {
  const digits = <i32>(end - at);
  if ((digits & 1) != 0) return -1;
  for (let i: i32 = 0; i < digits; i += 2) {
    const high = hexDigit(load<u8>(at + <usize>i)), low = hexDigit(load<u8>(at + <usize>i, 1));
    if ((high | low) < 0) return -1;
    store<u8>(out + <usize>(i >> 1), <u8>((high << 4) | low));
  }
  return digits >> 1;
}

/** Sixteen digits as their values with bit 4 set, 0 for a byte that is no digit. By swizzle: an index of 16 or more gives 0. */
// @ts-ignore: decorator
@inline export function nibblesWide(text: v128): v128 {
  return v128.or(
    i8x16.swizzle(i8x16(16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 0, 0, 0, 0, 0, 0), i8x16.sub(text, i8x16.splat(48))),
    i8x16.swizzle(i8x16(26, 27, 28, 29, 30, 31, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), i8x16.sub(v128.or(text, i8x16.splat(32)), i8x16.splat(97))),
  );
}

/** SIMD twin of `decodeHex`; `out` must not be within [at, end). */
export function decodeHexWide(at: usize, end: usize, out: usize): i32 {
  const start = out;
  while (end - at >= 16) {
    const nibbles = nibblesWide(v128.load(at));
    if (!i8x16.all_true(nibbles)) return -1;
    const pairs = v128.and(nibbles, i8x16.splat(15)); // lanes of 16 bits: first digit low, second high
    const bytes = v128.and(v128.or(i16x8.shl(pairs, 4), i16x8.shr_u(pairs, 8)), i16x8.splat(255));
    store<u64>(out, i64x2.extract_lane(i8x16.narrow_i16x8_u(bytes, bytes), 0));
    at += 16;
    out += 8;
  }
  const rest = decodeHex(at, end, out);
  return rest < 0 ? -1 : <i32>(out - start) + rest;
}

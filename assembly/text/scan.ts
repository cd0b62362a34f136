// Finding line ends and the end of plain string content. Plain: not a quote, a backslash, a control byte, or part of a non-ASCII character.

const ONES: u64 = 0x0101010101010101, TOPS: u64 = 0x8080808080808080;

// The top bit of the first byte of `word` that is zero; bits above that byte may be wrong, so only the lowest counts.
// @ts-ignore: decorator
@inline function zeroByte(word: u64): u64 { return (word - ONES) & ~word & TOPS; }

/** Address of the first newline in [at, end), or `end`. Reads nothing at or behind `end`. */
export function lineEnd(at: usize, end: usize): usize {
  if (ASC_FEATURE_SIMD) {
    while (at + 16 <= end) {
      const hits = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(10)));
      if (hits != 0) return at + <usize>ctz(hits);
      at += 16;
    }
  }
  while (at + 8 <= end) {
    const hits = zeroByte(load<u64>(at) ^ (ONES * 10));
    if (hits != 0) return at + <usize>(ctz(hits) >> 3);
    at += 8;
  }
  while (at < end && load<u8>(at) != 10) at++;
  return at;
}

/** Address of the first `byte` in [at, end), or `end`. */
export function byteEnd(at: usize, end: usize, byte: u8): usize {
  if (ASC_FEATURE_SIMD) {
    while (at + 16 <= end) {
      const hits = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(byte)));
      if (hits != 0) return at + <usize>ctz(hits);
      at += 16;
    }
  }
  while (at < end && load<u8>(at) != byte) at++;
  return at;
}

/** Address of the first of two bytes in [at, end), or `end`. */
export function eitherEnd(at: usize, end: usize, one: u8, other: u8): usize {
  if (ASC_FEATURE_SIMD) {
    while (at + 16 <= end) {
      const bytes = v128.load(at), hits = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(one)), i8x16.eq(bytes, i8x16.splat(other))));
      if (hits != 0) return at + <usize>ctz(hits);
      at += 16;
    }
  }
  while (at < end && load<u8>(at) != one && load<u8>(at) != other) at++;
  return at;
}

/** Address of the first "dhcp" in [at, end), in capitals or not, or 0. */
export function dhcpAt(at: usize, end: usize): usize {
  if (ASC_FEATURE_SIMD) {
    const small = i8x16.splat(32);
    while (at + 19 <= end) {
      const d = i8x16.eq(v128.or(v128.load(at), small), i8x16.splat(100)), p = i8x16.eq(v128.or(v128.load(at, 3), small), i8x16.splat(112));
      for (let hits = i8x16.bitmask(v128.and(d, p)); hits != 0; hits &= hits - 1) {
        const here = at + <usize>ctz(hits);
        if ((load<u32>(here) | 0x20202020) == 0x70636864) return here;
      }
      at += 16;
    }
  }
  for (; at + 4 <= end; at++) if ((load<u32>(at) | 0x20202020) == 0x70636864) return at;
  return 0;
}

/** Address of the first byte in [at, end) that is not plain, or `end`. */
export function plainEnd(at: usize, end: usize): usize {
  while (at + 8 <= end) {
    const word = load<u64>(at);
    // A byte below 32 borrows into its top bit; like in zeroByte, the lowest hit is right.
    const hits = zeroByte(word ^ (ONES * 34)) | zeroByte(word ^ (ONES * 92)) | ((word - ONES * 32) & ~word & TOPS) | (word & TOPS);
    if (hits != 0) return at + <usize>(ctz(hits) >> 3);
    at += 8;
  }
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == 34 || byte == 92 || byte < 32 || byte >= 128) break;
    at++;
  }
  return at;
}

// Signed compare: control bytes and the bytes of non-ASCII characters (negative) are both below a space.
// @ts-ignore: decorator
@inline function special(bytes: v128): v128 {
  return v128.or(v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))), i8x16.lt_s(bytes, i8x16.splat(32)));
}

/** SIMD twin of `plainEnd` without an end: a newline must stand at or before the input's end, and 32 spare bytes behind that. */
// @ts-ignore: decorator
@inline export function plainEndWide(at: usize): usize {
  let hits = i8x16.bitmask(special(v128.load(at))) | (i8x16.bitmask(special(v128.load(at, 16))) << 16);
  while (hits == 0) {
    at += 32;
    hits = i8x16.bitmask(special(v128.load(at))) | (i8x16.bitmask(special(v128.load(at, 16))) << 16);
  }
  return at + <usize>ctz(hits);
}

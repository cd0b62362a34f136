// Finding a byte: a SIMD twin of 16 bytes a step, and the scalar loop that is its oracle and its tail.

/** Address of the first `byte` in [at, end), or `end`. Reads nothing at or behind `end`. */
export function findByte(at: usize, end: usize, byte: u8): usize {
  if (ASC_FEATURE_SIMD) {
    const wanted = i8x16.splat(<i8>byte);
    while (at + 16 <= end) {
      const hits = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
      if (hits != 0) return at + <usize>ctz(hits);
      at += 16;
    }
  }
  while (at < end && load<u8>(at) != byte) at++;
  return at;
}

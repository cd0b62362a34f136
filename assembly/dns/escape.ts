// Bytes of a label or character-string as text: RFC 1035 section 5.1 escapes for what cannot be shown, UTF-8 kept (RFC 6762 section 16).

/** Most text bytes one byte becomes: `\DDD`. */
export const ESCAPE_MAX: i32 = 4;

// @ts-ignore: decorator
@inline function continues(at: usize, low: u32, high: u32): bool { const c = <u32>load<u8>(at); return c >= low && c <= high; }

/** Length of the UTF-8 sequence at `at` when it is complete before `end` and well formed (RFC 3629 section 4), else 0. */
function sequence(at: usize, end: usize): i32 {
  const c = <u32>load<u8>(at), left = <i32>(end - at);
  if (c < 0xc2 || c > 0xf4 || left < 2) return 0;
  if (c < 0xe0) return continues(at + 1, 0x80, 0xbf) ? 2 : 0;
  if (left < 3) return 0;
  if (c < 0xf0) {
    const low: u32 = c == 0xe0 ? 0xa0 : 0x80, high: u32 = c == 0xed ? 0x9f : 0xbf;
    return continues(at + 1, low, high) && continues(at + 2, 0x80, 0xbf) ? 3 : 0;
  }
  if (left < 4) return 0;
  const low: u32 = c == 0xf0 ? 0x90 : 0x80, high: u32 = c == 0xf4 ? 0x8f : 0xbf;
  return continues(at + 1, low, high) && continues(at + 2, 0x80, 0xbf) && continues(at + 3, 0x80, 0xbf) ? 4 : 0;
}

// @ts-ignore: decorator
@inline function decimal(out: usize, c: u32): usize {
  store<u8>(out, 92);
  store<u8>(out, <u8>(48 + c / 100), 1);
  store<u8>(out, <u8>(48 + (c / 10) % 10), 2);
  store<u8>(out, <u8>(48 + c % 10), 3);
  return out + 4;
}

/** Bits of those of the 16 bytes at `from` that do not stand for themselves. The regions have spare bytes behind them for the wide load. */
// @ts-ignore: decorator
@inline function special(from: usize, label: bool): i32 {
  const bytes = v128.load(from);
  // Signed: 0x80 and above are negative, so one comparison finds them and the control characters.
  let bad = v128.or(i8x16.lt_s(bytes, i8x16.splat(0x20)), v128.or(i8x16.eq(bytes, i8x16.splat(0x7f)), i8x16.eq(bytes, i8x16.splat(92))));
  if (label) bad = v128.or(bad, i8x16.eq(bytes, i8x16.splat(46)));
  return i8x16.bitmask(bad);
}

/** Writes `length` bytes at `from` to `out` (room for ESCAPE_MAX times as many, and 16) and returns the address behind them. */
export function escape(out: usize, from: usize, length: i32, label: bool): usize {
  const end = from + <usize>length;
  if (ASC_FEATURE_SIMD) {
    // Plain text, which nearly all names are, is copied 16 bytes at a time; the first byte that is not ends this.
    while (from < end) {
      const left = <i32>(end - from), mask = left >= 16 ? 0xffff : (1 << left) - 1;
      if ((special(from, label) & mask) != 0) break;
      v128.store(out, v128.load(from));
      if (left <= 16) return out + <usize>left;
      out += 16; from += 16;
    }
  }
  while (from < end) {
    const c = <u32>load<u8>(from);
    if (c >= 0x80) {
      const n = sequence(from, end);
      if (n == 0) { out = decimal(out, c); from++; continue; }
      memory.copy(out, from, <usize>n);
      out += <usize>n; from += <usize>n;
      continue;
    }
    if (c < 0x20 || c == 0x7f) out = decimal(out, c);
    else {
      if (c == 92 || (label && c == 46)) { store<u8>(out, 92); out++; }
      store<u8>(out, <u8>c);
      out++;
    }
    from++;
  }
  return out;
}

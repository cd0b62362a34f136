// UTF-8 as RFC 3629 has it: no overlong form, no surrogate, nothing above U+10FFFF.

/** Bytes of the well-formed sequence that starts at `at` with a byte >= 0x80; 0 when there is none before `end`. */
export function sequenceLength(at: usize, end: usize): i32 {
  const lead = <i32>load<u8>(at), room = <i32>(end - at);
  if (lead < 0xc2 || room < 2) return 0; // a continuation, or an overlong two-byte form
  const second = <i32>load<u8>(at, 1);
  if (lead < 0xe0) return (second & 0xc0) == 0x80 ? 2 : 0;
  if (room < 3 || (load<u8>(at, 2) & 0xc0) != 0x80) return 0;
  if (lead < 0xf0) {
    const low = lead == 0xe0 ? 0xa0 : 0x80; // below: overlong
    const high = lead == 0xed ? 0x9f : 0xbf; // above: surrogates
    return second >= low && second <= high ? 3 : 0;
  }
  if (lead > 0xf4 || room < 4 || (load<u8>(at, 3) & 0xc0) != 0x80) return 0;
  const low = lead == 0xf0 ? 0x90 : 0x80;
  const high = lead == 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high ? 4 : 0;
}

/** Writes one code point (no surrogate); returns the address behind it. */
export function putCodePoint(out: usize, point: u32): usize {
  if (point < 0x80) { store<u8>(out, <u8>point); return out + 1; }
  if (point < 0x800) {
    store<u8>(out, <u8>(0xc0 | (point >> 6)));
    store<u8>(out, <u8>(0x80 | (point & 63)), 1);
    return out + 2;
  }
  if (point < 0x10000) {
    store<u8>(out, <u8>(0xe0 | (point >> 12)));
    store<u8>(out, <u8>(0x80 | ((point >> 6) & 63)), 1);
    store<u8>(out, <u8>(0x80 | (point & 63)), 2);
    return out + 3;
  }
  store<u8>(out, <u8>(0xf0 | (point >> 18)));
  store<u8>(out, <u8>(0x80 | ((point >> 12) & 63)), 1);
  store<u8>(out, <u8>(0x80 | ((point >> 6) & 63)), 2);
  store<u8>(out, <u8>(0x80 | (point & 63)), 3);
  return out + 4;
}

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

// Numbers as text into memory: decimal and lower-case hex. Each function returns the address behind what it wrote.

/** Most bytes putDecimal writes. */
export const DECIMAL_MAX: i32 = 10;

export function putDecimal(out: usize, value: u32): usize {
  let digits: i32 = 1;
  for (let rest = value; rest >= 10; rest /= 10) digits++;
  let at = out + <usize>digits;
  do {
    at--;
    store<u8>(at, <u8>(48 + value % 10));
    value /= 10;
  } while (at > out);
  return out + <usize>digits;
}

// @ts-ignore: decorator
@inline function hexDigit(nibble: u32): u8 { return <u8>(nibble < 10 ? 48 + nibble : 87 + nibble); }

// @ts-ignore: decorator
@inline export function putHex8(out: usize, value: u32): usize {
  store<u8>(out, hexDigit((value >> 4) & 15));
  store<u8>(out, hexDigit(value & 15), 1);
  return out + 2;
}

// @ts-ignore: decorator
@inline export function putHex16(out: usize, value: u32): usize { return putHex8(putHex8(out, value >> 8), value); }

/** `length` bytes at `from` as 2 * length digits. */
export function putHexBytes(out: usize, from: usize, length: i32): usize {
  for (let i: i32 = 0; i < length; i++) out = putHex8(out, load<u8>(from + <usize>i));
  return out;
}

/** A hex group without leading zeros, as an IPv6 group is written (RFC 5952 section 4.1). */
export function putHexGroup(out: usize, value: u32): usize {
  if (value >= 0x1000) { store<u8>(out, hexDigit(value >> 12)); out++; }
  if (value >= 0x100) { store<u8>(out, hexDigit((value >> 8) & 15)); out++; }
  if (value >= 0x10) { store<u8>(out, hexDigit((value >> 4) & 15)); out++; }
  store<u8>(out, hexDigit(value & 15));
  return out + 1;
}

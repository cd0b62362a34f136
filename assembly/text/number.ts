// Decimal numbers: the JSON grammar (RFC 8259 section 6), and unsigned integers of our own fields.

/** More digits than any of our integers has; a longer one is out of range without being computed. */
const DIGITS_MAX: i32 = 16;

// @ts-ignore: decorator
@inline function isDigit(at: usize, end: usize): bool { return at < end && <u32>load<u8>(at) - 48 < 10; }

/** Address behind the JSON number at `at`, or 0 when the grammar is broken. What follows it is the caller's question. */
export function numberEnd(at: usize, end: usize): usize {
  if (at < end && load<u8>(at) == 45) at++;
  if (!isDigit(at, end)) return 0;
  if (load<u8>(at) == 48) at++;
  else while (isDigit(at, end)) at++;
  if (at < end && load<u8>(at) == 46) {
    at++;
    if (!isDigit(at, end)) return 0;
    while (isDigit(at, end)) at++;
  }
  if (at < end && (load<u8>(at) | 32) == 101) {
    at++;
    if (at < end && (load<u8>(at) == 43 || load<u8>(at) == 45)) at++;
    if (!isDigit(at, end)) return 0;
    while (isDigit(at, end)) at++;
  }
  return at;
}

/** The digits of [at, end) as a number; -1 when a sign, a fraction or an exponent stands there, or it has more than 16 digits. */
export function integer(at: usize, end: usize): i64 {
  if (at >= end || end - at > <usize>DIGITS_MAX) return -1;
  let value: i64 = 0;
  while (at < end) {
    const digit = <i64>load<u8>(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
    at++;
  }
  return value;
}

/** How many of the eight bytes of `word` (little endian) are digits before the first that is not: 0 to 8. */
// @ts-ignore: decorator
@inline export function digitCount(word: u64): i32 {
  const digits = word ^ 0x3030303030303030;
  // A byte is a digit when it is now below 10: adding 0x76 then leaves its top bit clear.
  const others = ((digits + 0x7676767676767676) | digits) & 0x8080808080808080;
  return <i32>(ctz(others) >> 3);
}

/** The first `count` (1 to 8) bytes of `word`, all digits, as a number. */
// @ts-ignore: decorator
@inline export function digitsValue(word: u64, count: i32): u64 {
  // Move the digits to the high end; zeros come in before them. Then pairs, fours, eights.
  let value = (word ^ 0x3030303030303030) << (64 - (<u64>count << 3));
  value = value * 10 + (value >> 8);
  return (((value & 0x000000ff000000ff) * 0x000f424000000064) + (((value >> 16) & 0x000000ff000000ff) * 0x0000271000000001)) >> 32;
}

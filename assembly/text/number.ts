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

const POWERS: usize = memory.data<u64>([1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000]);

/** Word twin of `integer` for 1 to 15 digits at `at`, whatever follows them: number << 4 | digits, or 0. */
// @ts-ignore: decorator
@inline export function integerWide(at: usize): u64 {
  const word = load<u64>(at);
  const count = digitCount(word);
  if (count == 0 || ((word & 255) == 48 && count > 1)) return 0; // a leading zero
  const number = digitsValue(word, count);
  return count == 8 ? longInteger(at + 8, number) : (number << 4) | <u64>count;
}

/** `number` is the first eight digits, the others are at `at`. */
function longInteger(at: usize, number: u64): u64 {
  const word = load<u64>(at);
  const count = digitCount(word);
  if (count == 8) return 0; // 16 digits and more
  if (count != 0) number = number * load<u64>(POWERS + (<usize>count << 3)) + digitsValue(word, count);
  return (number << 4) | <u64>(8 + count);
}

/** Numbers 0 to 255 between commas from `at` to the bracket that closes them, without spaces, as bytes at `out`: address behind the bracket,
 * or 0. `out` gets as many bytes as there are numbers; `byteListCount` says how many. */
export function byteListWide(at: usize, out: usize): usize {
  const start = out;
  while (true) {
    const text = v128.load(at);
    const commas = i8x16.bitmask(i8x16.eq(text, i8x16.splat(44)));
    const others = i8x16.bitmask(i8x16.gt_u(i8x16.sub(text, i8x16.splat(48)), i8x16.splat(9))) & ~commas;
    let stops = others == 0 ? commas : (commas | others) & (others ^ (others - 1)); // up to the first byte that is neither
    let begin: usize = 0;
    while (stops != 0) {
      const stop = <usize>ctz(stops), length = <u32>(stop - begin);
      if (length - 1 > 2) return 0;
      const digits = (load<u32>(at + begin) ^ 0x30303030) << (32 - (length << 3)); // the last digit highest, zeros before the first
      const number = (digits >> 24) + ((digits >> 16) & 255) * 10 + ((digits >> 8) & 255) * 100;
      if (number > 255 || number < <u32>load<u8>(LEAST + <usize>length)) return 0;
      store<u8>(out++, <u8>number);
      begin = stop + 1;
      stops &= stops - 1;
    }
    if (begin == 0) return 0;
    at += begin;
    if (others != 0) {
      byteListCount = <i32>(out - start);
      return load<u8>(at - 1) == 93 ? at : 0;
    }
  }
}
export let byteListCount: i32 = 0;
/** Least number with one, two and three digits. */
const LEAST: usize = memory.data<u8>([0, 0, 10, 100]);

/** The unsigned number in [at, end), digits only, at most 18 of them; -1 when it is none. */
export function decimal(at: usize, end: usize): i64 {
  if (at >= end || end - at > 18) return -1;
  let value: i64 = 0;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit > 9) return -1;
    value = value * 10 + <i64>digit;
  }
  return value;
}

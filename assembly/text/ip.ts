// IPv4 as strict dotted quads, IPv6 as RFC 4291 section 2.2 writes it.
import { hexDigit } from "./hex";
import { PATTERN_MULTIPLIER, PATTERN_SHIFT, PATTERN_SLOTS, PATTERN_TABLE } from "./ip-patterns";

/** The dotted quad in [at, end) as a<<24|b<<16|c<<8|d; -1 when it is none. No leading zeros: "010" is 8 to some and 10 to others. */
export function parseIp4(at: usize, end: usize): i64 {
  let value: i64 = 0;
  for (let i: i32 = 0; i < 4; i++) {
    if (i > 0) {
      if (at >= end || load<u8>(at) != 46) return -1;
      at++;
    }
    const start = at;
    let octet: i64 = 0;
    while (at < end && <u32>load<u8>(at) - 48 < 10 && at - start < 3) {
      octet = octet * 10 + (<i64>load<u8>(at) - 48);
      at++;
    }
    if (at == start || octet > 255 || (load<u8>(start) == 48 && at - start > 1)) return -1;
    value = (value << 8) | octet;
  }
  return at == end ? value : -1;
}

/** The IPv6 address in [at, end) as 16 bytes at `out`; false when it is none (then `out` is undefined). No zone, no prefix length. */
export function parseIp6(at: usize, end: usize, out: usize): bool {
  let groups: i32 = 0, gap: i32 = -1;
  if (at + 1 < end && load<u8>(at) == 58) {
    if (load<u8>(at, 1) != 58) return false;
    gap = 0;
    at += 2;
  }
  while (at < end && groups < 8) {
    const start = at;
    let value: i32 = 0;
    while (at < end && at - start < 4 && hexDigit(load<u8>(at)) >= 0) {
      value = (value << 4) | hexDigit(load<u8>(at));
      at++;
    }
    if (at == start) return false;
    if (at < end && load<u8>(at) == 46) { // the last 32 bits may stand as a dotted quad
      const quad = groups <= 6 ? parseIp4(start, end) : -1;
      if (quad < 0) return false;
      store<u32>(out + <usize>(groups << 1), bswap<u32>(<u32>quad));
      groups += 2;
      at = end;
      break;
    }
    store<u16>(out + <usize>(groups << 1), bswap<u16>(<u16>value));
    groups++;
    if (at == end) break;
    if (load<u8>(at) != 58) return false;
    at++;
    if (at == end) return false; // a single colon at the end
    if (load<u8>(at) == 58) {
      if (gap >= 0) return false;
      gap = groups;
      at++;
    }
  }
  if (at != end) return false;
  if (gap < 0) return groups == 8;
  if (groups > 7) return false; // "::" stands for at least one group
  const tail = groups - gap;
  memory.copy(out + <usize>(16 - (tail << 1)), out + <usize>(gap << 1), <usize>(tail << 1));
  memory.fill(out + <usize>(gap << 1), 0, <usize>(16 - (groups << 1)));
  return true;
}

/** SIMD twin of `parseIp4` for a quad that a quote closes: its length << 32 | its value, or -1. Reads the 16 bytes at `at`. */
// @ts-ignore: decorator
@inline export function parseIp4Wide(at: usize): i64 {
  const text = v128.load(at);
  const quotes = i8x16.bitmask(i8x16.eq(text, i8x16.splat(34)));
  const dots = i8x16.bitmask(i8x16.eq(text, i8x16.splat(46)));
  const bits = (quotes | dots) & (quotes ^ (quotes - 1)); // up to the first quote
  const entry = PATTERN_TABLE + (<usize>load<u8>(PATTERN_SLOTS + <usize>((<u32>bits * PATTERN_MULTIPLIER) >> PATTERN_SHIFT)) << 5);
  const digits = i8x16.swizzle(i8x16.sub(text, i8x16.splat(48)), v128.load(entry));
  const weighted = i16x8.extmul_low_i8x16_u(digits, i8x16(100, 100, 100, 100, 10, 10, 10, 10, 0, 0, 0, 0, 0, 0, 0, 0));
  const ones = i16x8.extend_high_i8x16_u(digits);
  // Four lanes of 16 bits, the last octet lowest; none can overflow into the next.
  const octets = <u64>i64x2.extract_lane(weighted, 0) + <u64>i64x2.extract_lane(weighted, 1) + <u64>i64x2.extract_lane(ones, 0);
  const short = ~((octets | 0x8000800080008000) - load<u64>(entry, 16)) & 0x8000800080008000; // a leading zero
  if (quotes == 0 || ((octets & 0xff00ff00ff00ff00) | short) != 0 || <i32>load<u16>(entry, 24) != bits || v128.any_true(i8x16.gt_u(digits, i8x16.splat(9)))) return -1;
  const pairs = (octets | (octets >> 8)) & 0x0000ffff0000ffff;
  return (<i64>ctz(quotes) << 32) | <i64>((pairs | (pairs >> 16)) & 0xffffffff);
}

// IP addresses as text into memory: dotted quad, and IPv6 in the one form of RFC 5952.
import { putDecimal, putHexGroup } from "./number";

/** Most bytes putIpv6 writes. */
export const IPV6_MAX: i32 = 45;

/** Four bytes at `from` as a.b.c.d. */
export function putIpv4(out: usize, from: usize): usize {
  for (let i: i32 = 0; i < 4; i++) {
    if (i != 0) { store<u8>(out, 46); out++; }
    out = putDecimal(out, load<u8>(from + <usize>i));
  }
  return out;
}

// @ts-ignore: decorator
@inline function group(from: usize, index: i32): u32 { return <u32>bswap<u16>(load<u16>(from + <usize>(index << 1))); }

/** Sixteen bytes at `from`: the longest run of two or more zero groups becomes `::`, the first such run on a tie (section 4.2). */
export function putIpv6(out: usize, from: usize): usize {
  let best: i32 = -1, bestLength: i32 = 1;
  for (let i: i32 = 0; i < 8; i++) {
    let run: i32 = 0;
    while (i + run < 8 && group(from, i + run) == 0) run++;
    if (run > bestLength) { best = i; bestLength = run; }
    if (run > 0) i += run;
  }
  // ::ffff:a.b.c.d, section 5
  const mapped = best == 0 && bestLength == 5 && group(from, 5) == 0xffff;
  for (let i: i32 = 0; i < 8; i++) {
    if (i == best) {
      store<u8>(out, 58); store<u8>(out, 58, 1);
      out += 2;
      i += bestLength - 1;
      continue;
    }
    if (i != 0 && i != best + bestLength) { store<u8>(out, 58); out++; }
    if (mapped && i == 6) return putIpv4(out, from + 12);
    out = putHexGroup(out, group(from, i));
  }
  return out;
}

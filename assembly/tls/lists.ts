// Lists of 16-bit values as TLS carries them: walking past GREASE, copying, sorting, writing as text.
import { be16 } from "../memory/bytes";
import { putDecimal, putHex16 } from "../print/number";

/** Values RFC 8701 sends to keep peers honest: 0x0a0a, 0x1a1a, ... 0xfafa. They differ each time, so no fingerprint holds them. */
// @ts-ignore: decorator
@inline export function isGrease(value: u32): bool { return (value & 0x0f0f) == 0x0a0a && (value >> 8) == (value & 0xff); }

/** The big-endian values in [at, end) without GREASE, into `out` as native u16. Returns how many. */
export function copyValues(at: usize, end: usize, out: usize): i32 {
  let n: i32 = 0;
  for (; at + 2 <= end; at += 2) {
    const value = be16(at);
    if (isGrease(value)) continue;
    store<u16>(out + <usize>(n << 1), <u16>value);
    n++;
  }
  return n;
}

/** Shell sort with Ciura's gaps: no memory of its own, and far from quadratic on a hello made to be slow. */
export function sortValues(at: usize, count: i32): void {
  for (let gap: i32 = 1750; gap > 0; gap = next(gap)) {
    for (let i = gap; i < count; i++) {
      const value = load<u16>(at + <usize>(i << 1));
      let j = i;
      for (; j >= gap; j -= gap) {
        const other = load<u16>(at + <usize>((j - gap) << 1));
        if (other <= value) break;
        store<u16>(at + <usize>(j << 1), other);
      }
      store<u16>(at + <usize>(j << 1), value);
    }
  }
}
function next(gap: i32): i32 {
  return gap > 701 ? 701 : gap > 301 ? 301 : gap > 132 ? 132 : gap > 57 ? 57 : gap > 23 ? 23 : gap > 10 ? 10 : gap > 4 ? 4 : gap > 1 ? 1 : 0;
}

/** Values as decimal text with dashes between (JA3). Returns the address behind. */
export function putDashed(out: usize, at: usize, count: i32): usize {
  for (let i: i32 = 0; i < count; i++) {
    if (i != 0) { store<u8>(out, 45); out++; }
    out = putDecimal(out, <u32>load<u16>(at + <usize>(i << 1)));
  }
  return out;
}

/** Values as four hex digits with commas between (JA4). Returns the address behind. */
export function putCommas(out: usize, at: usize, count: i32): usize {
  for (let i: i32 = 0; i < count; i++) {
    if (i != 0) { store<u8>(out, 44); out++; }
    out = putHex16(out, <u32>load<u16>(at + <usize>(i << 1)));
  }
  return out;
}

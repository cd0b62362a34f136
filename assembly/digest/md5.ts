// MD5 (RFC 1321), for JA3 only: a name for a string, not a protection.
import { BLOCK, pad } from "./block";

// prettier-ignore
const SINES: usize = memory.data<u32>([
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391]);
const SHIFTS: usize = memory.data<u8>([7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]);

let a0: u32 = 0, b0: u32 = 0, c0: u32 = 0, d0: u32 = 0;

function round(block: usize): void {
  let a = a0, b = b0, c = c0, d = d0;
  for (let i: u32 = 0; i < 64; i++) {
    const kind = i >> 4;
    let f: u32, g: u32;
    if (kind == 0) { f = (b & c) | (~b & d); g = i; }
    else if (kind == 1) { f = (d & b) | (~d & c); g = 5 * i + 1; }
    else if (kind == 2) { f = b ^ c ^ d; g = 3 * i + 5; }
    else { f = c ^ (b | ~d); g = 7 * i; }
    const sum = a + f + load<u32>(SINES + <usize>(i << 2)) + load<u32>(block + <usize>((g & 15) << 2));
    a = d; d = c; c = b;
    b += rotl<u32>(sum, <u32>load<u8>(SHIFTS + <usize>((kind << 2) | (i & 3))));
  }
  a0 += a; b0 += b; c0 += c; d0 += d;
}

/** Digest of `length` bytes at `from`: 16 bytes written to `out`. */
export function md5(from: usize, length: i32, out: usize): void {
  a0 = 0x67452301; b0 = 0xefcdab89; c0 = 0x98badcfe; d0 = 0x10325476;
  let rest = length;
  for (; rest >= 64; rest -= 64, from += 64) round(from);
  if (!pad(from, rest)) { round(BLOCK); memory.fill(BLOCK, 0, 64); }
  store<u64>(BLOCK, <u64>length << 3, 56);
  round(BLOCK);
  store<u32>(out, a0); store<u32>(out, b0, 4); store<u32>(out, c0, 8); store<u32>(out, d0, 12);
}

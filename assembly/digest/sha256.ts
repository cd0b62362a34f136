// SHA-256 (FIPS 180-4), for JA4.
import { BLOCK, pad } from "./block";

// prettier-ignore
const PRIMES: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2]);
const STATE: usize = memory.data(32, 16);
const SCHEDULE: usize = memory.data(256, 16);

// @ts-ignore: decorator
@inline function word(i: i32): u32 { return load<u32>(SCHEDULE + <usize>(i << 2)); }

function round(block: usize): void {
  for (let i: i32 = 0; i < 16; i++) store<u32>(SCHEDULE + <usize>(i << 2), bswap<u32>(load<u32>(block + <usize>(i << 2))));
  for (let i: i32 = 16; i < 64; i++) {
    const x = word(i - 15), y = word(i - 2);
    const s0 = rotr<u32>(x, 7) ^ rotr<u32>(x, 18) ^ (x >> 3), s1 = rotr<u32>(y, 17) ^ rotr<u32>(y, 19) ^ (y >> 10);
    store<u32>(SCHEDULE + <usize>(i << 2), word(i - 16) + s0 + word(i - 7) + s1);
  }
  let a = load<u32>(STATE), b = load<u32>(STATE, 4), c = load<u32>(STATE, 8), d = load<u32>(STATE, 12);
  let e = load<u32>(STATE, 16), f = load<u32>(STATE, 20), g = load<u32>(STATE, 24), h = load<u32>(STATE, 28);
  for (let i: i32 = 0; i < 64; i++) {
    const s1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25), choice = (e & f) ^ (~e & g);
    const t1 = h + s1 + choice + load<u32>(PRIMES + <usize>(i << 2)) + word(i);
    const s0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22), majority = (a & b) ^ (a & c) ^ (b & c);
    h = g; g = f; f = e; e = d + t1;
    d = c; c = b; b = a; a = t1 + s0 + majority;
  }
  add(0, a); add(4, b); add(8, c); add(12, d); add(16, e); add(20, f); add(24, g); add(28, h);
}
// @ts-ignore: decorator
@inline function add(at: usize, value: u32): void { store<u32>(STATE + at, load<u32>(STATE + at) + value); }

// prettier-ignore
const START: usize = memory.data<u32>([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);

/** Digest of `length` bytes at `from`: 32 bytes written to `out`. */
export function sha256(from: usize, length: i32, out: usize): void {
  memory.copy(STATE, START, 32);
  let rest = length;
  for (; rest >= 64; rest -= 64, from += 64) round(from);
  if (!pad(from, rest)) { round(BLOCK); memory.fill(BLOCK, 0, 64); }
  store<u64>(BLOCK, bswap<u64>(<u64>length << 3), 56);
  round(BLOCK);
  for (let i: usize = 0; i < 32; i += 4) store<u32>(out + i, bswap<u32>(load<u32>(STATE + i)));
}

// Big-endian loads. No bounds check here: the caller has checked against the end of its packet.

// @ts-ignore: decorator
@inline export function be16(at: usize): u32 { const v = <u32>load<u16>(at); return ((v & 255) << 8) | (v >> 8); }
// @ts-ignore: decorator
@inline export function be32(at: usize): u32 { return bswap<u32>(load<u32>(at)); }
// @ts-ignore: decorator
@inline export function be64(at: usize): u64 { return bswap<u64>(load<u64>(at)); }

// Fixed small sizes, written out: the bulk instructions are calls into the host and cost more than such a copy.

/** 48 bytes, both 8-byte aligned or not. */
// @ts-ignore: decorator
@inline export function copy48(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from)); store<u64>(to, load<u64>(from, 8), 8); store<u64>(to, load<u64>(from, 16), 16);
  store<u64>(to, load<u64>(from, 24), 24); store<u64>(to, load<u64>(from, 32), 32); store<u64>(to, load<u64>(from, 40), 40);
}
/** `bytes`, a multiple of 8, of zero. */
// @ts-ignore: decorator
@inline export function clear8(to: usize, bytes: i32): void {
  const end = to + <usize>bytes;
  if (ASC_FEATURE_SIMD) for (const none = i64x2.splat(0); to + 16 <= end; to += 16) v128.store(to, none);
  for (; to < end; to += 8) store<u64>(to, 0);
}

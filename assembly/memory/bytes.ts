// Big-endian loads. No bounds check here: the caller has checked against the end of its packet.

// @ts-ignore: decorator
@inline export function be16(at: usize): u32 { const v = <u32>load<u16>(at); return ((v & 255) << 8) | (v >> 8); }
// @ts-ignore: decorator
@inline export function be32(at: usize): u32 { return bswap<u32>(load<u32>(at)); }
// @ts-ignore: decorator
@inline export function be64(at: usize): u64 { return bswap<u64>(load<u64>(at)); }

// The 64-byte block both digests share: feeding bytes in, padding, and the length at the end.

/** One block being filled. */
export const BLOCK: usize = memory.data(64, 16);

/** Bytes from `from` that are left for the last block(s) are copied, padded with 0x80 and zeros; true when the length fits the same block. */
export function pad(from: usize, rest: i32): bool {
  memory.fill(BLOCK, 0, 64);
  memory.copy(BLOCK, from, <usize>rest);
  store<u8>(BLOCK + <usize>rest, 0x80);
  return rest < 56;
}

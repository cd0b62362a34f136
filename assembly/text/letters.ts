// Short words as one number, for a switch over them.

/** Up to eight letters at `at` in lower case, the first lowest; a byte that is no letter is kept as it is. */
export function letters(at: usize, length: i32): u64 {
  let word: u64 = 0;
  for (let i = 0; i < length && i < 8; i++) {
    const byte = <u64>load<u8>(at + <usize>i);
    word |= (byte >= 65 && byte <= 90 ? byte | 32 : byte) << (i << 3);
  }
  return word;
}

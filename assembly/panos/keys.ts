// Which slot a key of CEF, LEEF or JSON belongs to.
import { KEY_MULTIPLIER, KEY_SHIFT, KEY_TABLE } from "./tables";

const K: u64 = 0x9e3779b97f4a7c15;

/** Slot of the key [at, end), 0 when nobody asked for it. Eight bytes at a time; a last word is cut to the key (every region has spare bytes behind it). */
export function slotOfKey(at: usize, end: usize): i32 {
  let mixed = <u64>(end - at);
  for (; at + 8 <= end; at += 8) mixed = mix(mixed ^ load<u64>(at));
  if (at < end) mixed = mix(mixed ^ (load<u64>(at) & ((<u64>1 << (<u64>(end - at) << 3)) - 1)));
  const hash = <u32>(mixed >> 32), entry = KEY_TABLE + (<usize>((hash * KEY_MULTIPLIER) >> KEY_SHIFT) << 3);
  return load<u32>(entry) == hash ? load<i32>(entry, 4) : 0;
}

// @ts-ignore: decorator
@inline function mix(word: u64): u64 {
  const product = word * K;
  return product ^ (product >> 32);
}

// Which slot a key of CEF, LEEF or JSON belongs to.
import { KEY_MULTIPLIER, KEY_SHIFT, KEY_TABLE } from "./tables";

/** Slot of the key [at, end), 0 when nobody asked for it. */
export function slotOfKey(at: usize, end: usize): i32 {
  let hash: u32 = 0x811c9dc5;
  for (; at < end; at++) hash = (hash ^ <u32>load<u8>(at)) * 0x01000193;
  const entry = KEY_TABLE + (<usize>((hash * KEY_MULTIPLIER) >> KEY_SHIFT) << 3);
  return load<u32>(entry) == hash ? load<i32>(entry, 4) : 0;
}

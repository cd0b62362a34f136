// Keys and type names by hash: FNV-1a, which goes on from an object's name to those inside it.
import { AS_UNUSED, KEY_MULTIPLIER, KEY_SHIFT, KEY_TABLE } from "./tables";

export const BASIS: u32 = 0x811c9dc5;
// @ts-ignore: decorator
@inline export function step(hash: u32, byte: u32): u32 { return (hash ^ byte) * 0x01000193; }

export function hashOf(hash: u32, at: usize, end: usize): u32 {
  for (; at < end; at++) hash = step(hash, load<u8>(at));
  return hash;
}

/** u8 slot, u8 number of the log type the key tells, u8 reading; 0 when nobody asked for such a key. */
export function entryOf(hash: u32): u32 {
  const entry = KEY_TABLE + (<usize>((hash * KEY_MULTIPLIER) >> KEY_SHIFT) << 3);
  return load<u32>(entry) == hash ? load<u32>(entry, 4) : 0;
}

/** How the log type named in [at, end) is read; `family` is 'z' for Zeek's names, 'e' for Suricata's. */
export function readingOf(family: u32, at: usize, end: usize): i32 {
  const entry = entryOf(hashOf(step(step(BASIS, family), 46), at, end));
  return entry == 0 ? AS_UNUSED : <i32>((entry >> 16) & 255);
}

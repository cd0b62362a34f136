// Text of packets as fields: words of our own, padded text, and UTF-16.
import { T_TEXT } from "../layout";
import { arenaReserve, fieldArena, fieldText } from "../memory/emit";
import { putCodePoint } from "./utf8";

/** True when the bytes at `at` are the ASCII `word`. The caller has checked that they are there. */
// @ts-ignore: decorator
@inline export function spells(at: usize, word: string): bool {
  const from = changetype<usize>(word);
  for (let i: i32 = 0; i < word.length; i++) if (<u16>load<u8>(at + <usize>i) != load<u16>(from + <usize>(i << 1))) return false;
  return true;
}

/** An ASCII word of ours as a field. */
export function fieldWord(id: i32, word: string): void {
  const out = arenaReserve(word.length), from = changetype<usize>(word);
  if (out == 0) return;
  for (let i: i32 = 0; i < word.length; i++) store<u8>(out + <usize>i, <u8>load<u16>(from + <usize>(i << 1)));
  fieldArena(id, T_TEXT, word.length);
}

/** The text of a padded place: up to the first zero byte, without blanks and control characters at its ends. False when nothing is left. */
export function fieldTrimmed(id: i32, at: usize, length: i32): bool {
  let end = at;
  const limit = at + <usize>length;
  while (end < limit && load<u8>(end) != 0) end++;
  while (at < end && load<u8>(at) <= 32) at++;
  while (end > at && load<u8>(end - 1) <= 32) end--;
  if (at == end) return false;
  fieldText(id, at, <i32>(end - at));
  return true;
}

/** `length` bytes of UTF-16 up to the first zero unit, as UTF-8; half a pair becomes U+FFFD. */
export function fieldUtf16(id: i32, at: usize, length: i32, big: bool): void {
  const end = at + <usize>(length & ~1), out = arenaReserve((length >> 1) * 3);
  if (out == 0) return;
  let to = out;
  while (at < end) {
    let point = unit(at, big);
    at += 2;
    if (point == 0) break;
    if (point - 0xd800 < 0x800) {
      const low = point < 0xdc00 && at < end ? unit(at, big) : 0;
      if (low - 0xdc00 < 0x400) { point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00); at += 2; }
      else point = 0xfffd;
    }
    to = putCodePoint(to, point);
  }
  if (to != out) fieldArena(id, T_TEXT, <i32>(to - out));
}

// @ts-ignore: decorator
@inline function unit(at: usize, big: bool): u32 { const v = load<u16>(at); return <u32>(big ? bswap<u16>(v) : v); }

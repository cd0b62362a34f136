// Text fields of binary protocols: words of our own, numbers as text, and what a device pads with NULs and blanks.
import { T_TEXT } from "../layout";
import { DECIMAL_MAX, putDecimal } from "../print/number";
import { arenaReserve, fieldArena, fieldText } from "./emit";

/** A word of ours. ASCII only. */
export function fieldWord(id: i32, word: string): void {
  const out = arenaReserve(word.length), from = changetype<usize>(word);
  if (out == 0) return;
  for (let i: i32 = 0; i < word.length; i++) store<u8>(out + <usize>i, <u8>load<u16>(from + <usize>(i << 1)));
  fieldArena(id, T_TEXT, word.length);
}

/** A number where the field is text: a code that has no name. */
export function fieldDecimal(id: i32, value: u32): void {
  const out = arenaReserve(DECIMAL_MAX);
  if (out != 0) fieldArena(id, T_TEXT, <i32>(putDecimal(out, value) - out));
}

/** `first.second`, a revision. */
export function fieldDotted(id: i32, first: u32, second: u32): void {
  const out = arenaReserve(DECIMAL_MAX * 2 + 1);
  if (out == 0) return;
  const dot = putDecimal(out, first);
  store<u8>(dot, 46);
  fieldArena(id, T_TEXT, <i32>(putDecimal(dot + 1, second) - out));
}

// @ts-ignore: decorator
@inline function isPadding(c: u8): bool { return c == 0 || c == 32; }

/** Text up to the first NUL, without blanks around it. Nothing when that is all. */
export function fieldTrimmed(id: i32, at: usize, length: i32): void {
  let from: i32 = 0, to: i32 = 0;
  while (from < length && isPadding(load<u8>(at + <usize>from))) from++;
  for (to = from; to < length && load<u8>(at + <usize>to) != 0; to++);
  while (to > from && isPadding(load<u8>(at + <usize>to - 1))) to--;
  if (to > from) fieldText(id, at + <usize>from, to - from);
}

// Words of a line, by blanks between them: a cursor over them, and what a word can be.
import { hexDigit } from "../text/hex";
import { parseIp4 } from "../text/ip";
import { parseMacAny } from "../text/mac";

/** End of the word that nextWord gave. */
export let wordEnd: usize = 0;

/** The word at or behind `at`: its start; wordEnd is its end. Both are `end` when there is none. */
export function nextWord(at: usize, end: usize): usize {
  while (at < end && load<u8>(at) <= 32) at++;
  wordEnd = at;
  while (wordEnd < end && load<u8>(wordEnd) > 32) wordEnd++;
  return at;
}

/** The word ends elsewhere than at a blank. */
export function moveTo(end: usize): void { wordEnd = end; }

/** No word of the vocabulary is longer. */
const LONGEST_WORD: usize = 40;

/** FNV-1a of [at, end): what W_* of the vocabulary are; 0 for what is longer than any of them. */
export function hashOf(at: usize, end: usize): u32 {
  if (end - at > LONGEST_WORD) return 0;
  let hash: u32 = 0x811c9dc5;
  for (; at < end; at++) hash = (hash ^ <u32>load<u8>(at)) * 0x01000193;
  return hash;
}

/** End of [at, end) without the marks that close a sentence or a bracket. */
export function bare(at: usize, end: usize): usize {
  for (; end > at; end--) {
    const byte = load<u8>(end - 1);
    if (byte != 46 && byte != 44 && byte != 58 && byte != 59 && byte != 41 && byte != 93) break;
  }
  return end;
}

/** Behind the brackets that open [at, end). */
export function opened(at: usize, end: usize): usize {
  while (at < end && (load<u8>(at) == 40 || load<u8>(at) == 91)) at++;
  return at;
}

/** The IPv4 address in the word [at, end), brackets and marks around it ignored; -1 when it is none. */
export function wordIp(at: usize, end: usize): i64 {
  at = opened(at, end);
  return parseIp4(at, bare(at, end));
}
/** The MAC address in the word [at, end), likewise. */
export function wordMac(at: usize, end: usize): i64 {
  at = opened(at, end);
  return parseMacAny(at, bare(at, end));
}

/** Longest client id, vendor class or user class in bytes (one option, RFC 2132). */
export const LONGEST_OPTION: i32 = 255;

/** The hex digits of [at, end) as bytes at `out`, marks of `mark` between them passed over; their count, 0 when it is not hex or an odd number of digits. */
export function hexBytes(at: usize, end: usize, mark: u8, out: usize): i32 {
  let nibbles: i32 = 0, value: i32 = 0;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == mark && nibbles > 0 && (nibbles & 1) == 0) continue;
    const digit = hexDigit(byte);
    if (digit < 0) return 0;
    value = (value << 4) | digit;
    nibbles++;
    if ((nibbles & 1) != 0) continue;
    if (nibbles >> 1 > LONGEST_OPTION) return 0;
    store<u8>(out + <usize>(nibbles >> 1) - 1, <u8>value);
  }
  return (nibbles & 1) != 0 ? 0 : nibbles >> 1;
}

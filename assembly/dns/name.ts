// A domain name of a DNS message as text: labels with dots between, compression followed (RFC 1035 section 4.1.4).
import { REASON_BAD_NAME, REASON_TRUNCATED } from "../layout";
import { escape, ESCAPE_MAX } from "./escape";

/** Most text bytes of one name: 255 wire bytes, each escaped. */
export const NAME_TEXT: i32 = 255 * ESCAPE_MAX;
const WIRE_MAX: i32 = 255;
const LABEL_MAX: i32 = 63;
const HEADER: usize = 12;

let behind: usize = 0;
/** Address behind the name read last, where it stands (not where its pointers lead). */
// @ts-ignore: decorator
@inline export function nameEnd(): usize { return behind; }

/**
 * Reads the name at `at` of the message [start, end) into `out` (room for NAME_TEXT). Text length, or -REASON.
 * Every pointer must lead before the place where reading last started, so a loop ends at its first return; and a name has
 * at most 127 labels, so more jumps than that carry nothing and are refused. That bounds the work for one name to 382 steps.
 */
export function readName(start: usize, end: usize, at: usize, out: usize): i32 {
  let to = out, from = at, floor = at, wire: i32 = 1, jumps: i32 = 0;
  behind = 0;
  while (true) {
    if (from >= end) return -REASON_TRUNCATED;
    const n = <i32>load<u8>(from);
    if (n == 0) { if (behind == 0) behind = from + 1; break; }
    if (n >= 0xc0) {
      if (from + 2 > end) return -REASON_TRUNCATED;
      const target = start + <usize>(((n & 0x3f) << 8) | <i32>load<u8>(from, 1));
      if (behind == 0) behind = from + 2;
      if (target >= floor || target < start + HEADER || ++jumps > 127) return -REASON_BAD_NAME;
      floor = target; from = target;
      continue;
    }
    if (n > LABEL_MAX) return -REASON_BAD_NAME; // 0x40 and 0x80 are label kinds nobody sends (RFC 6891 section 5)
    if (from + 1 + <usize>n > end) return -REASON_TRUNCATED;
    wire += n + 1;
    if (wire > WIRE_MAX) return -REASON_BAD_NAME;
    if (to != out) { store<u8>(to, 46); to++; }
    to = escape(to, from + 1, n, true);
    from += 1 + <usize>n;
  }
  if (to == out) { store<u8>(out, 46); return 1; } // the root is "."
  return <i32>(to - out);
}

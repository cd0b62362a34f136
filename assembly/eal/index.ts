// Newline-delimited EAL records: the batch loop. A line is a record, a blank line is nothing, a bad line is one reject.
import { roomFor, rowCount, stopAt } from "../memory/emit";
import { inputBase } from "../memory/regions";
import { lineEnd } from "../text/scan";
import { FIELD_ROOM } from "./limits";
import { readLine } from "./line";
import { readLineWide } from "./line-wide";
import { skipSpace } from "./skip";

/** Parses the first `length` bytes of the input; how many rows. Stops between lines when there may be no room for one more (stopAt). */
export function parseEal(length: i32): i32 {
  const base = inputBase(), end = base + <usize>length;
  if (ASC_FEATURE_SIMD) store<u8>(end, 10); // readLineWide relies on it
  let at = base;
  while (at < end) {
    if (!roomFor(1, FIELD_ROOM)) { stopAt(<i32>(at - base)); break; }
    if (ASC_FEATURE_SIMD) {
      const next = readLineWide(at, end);
      if (next != 0) { at = next; continue; }
    }
    const behind = lineEnd(at, end);
    if (skipSpace(at, behind) < behind) readLine(at, behind, <i32>(at - base));
    at = behind + 1;
  }
  return rowCount();
}

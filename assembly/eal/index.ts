// Newline-delimited EAL records: a line is a record, a blank line is nothing, a bad line is one reject.
import { roomFor, rowCount, stopAt } from "../memory/emit";
import { inputBase } from "../memory/regions";
import { readBatchWide } from "./batch-wide";
import { FIELD_ROOM } from "./limits";
import { readOther } from "./line";

/** Parses the first `length` bytes of the input; how many rows. Stops between lines when there may be no room for one more (stopAt). */
export function parseEal(length: i32): i32 {
  const base = inputBase(), end = base + <usize>length;
  if (ASC_FEATURE_SIMD) {
    readBatchWide(base, end);
    return rowCount();
  }
  let at = base;
  while (at < end) {
    // The arena cannot fill: what a line puts there is shorter than the line.
    if (!roomFor(1, FIELD_ROOM, 0)) { stopAt(<i32>(at - base)); break; }
    at = readOther(at, end);
  }
  return rowCount();
}

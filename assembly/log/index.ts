// Lines of other people's logs: a line is a record, a blank line is nothing, a line nobody claims is one reject.
import { REASON_ARENA_FULL, REASON_UNKNOWN_LOG } from "../layout";
import { FIELD_ROOM } from "../eal/limits";
import { dropRow, overflowed, reject, roomFor, rowCount, stopAt } from "../memory/emit";
import { inputBase } from "../memory/regions";
import { skipSpace } from "../eal/skip";
import { lineEnd } from "../text/scan";
import { closeExchanges, EXCHANGES, forgetExchanges } from "../lease/exchanges";
import { readLease } from "../lease/lease";
import { readPanos } from "../panos/panos";
import { NOT_MINE } from "./claim";
import { readHeader, bodyAt } from "./header";

/** Parses the first `length` bytes of the input; how many rows. Stops between lines when there may be no room for one more (stopAt). */
export function parseLog(length: i32): i32 {
  const base = inputBase(), end = base + <usize>length;
  let at = base;
  forgetExchanges();
  while (at < end) {
    // Of the line, and of dnsmasq's exchanges that wait. The arena cannot fill: what a line puts there is shorter than the line.
    if (!roomFor(1 + EXCHANGES, FIELD_ROOM, 0)) { stopAt(<i32>(at - base)); break; }
    let stop = lineEnd(at, end);
    const next = stop + 1;
    while (stop > at && load<u8>(stop - 1) <= 32) stop--;
    if (skipSpace(at, stop) < stop) readLine(at, stop, <i32>(at - base));
    at = next;
  }
  closeExchanges();
  return rowCount();
}

/** Reads [at, end), the record at `offset` of the input, into one row or one reject: the first format that claims it decides. */
function readLine(at: usize, end: usize, offset: i32): void {
  readHeader(at, end);
  let result = readPanos(bodyAt, end, offset);
  if (result == NOT_MINE) result = readLease(bodyAt, end, offset);
  if (result == NOT_MINE) result = REASON_UNKNOWN_LOG;
  if (result == 0 && overflowed()) result = REASON_ARENA_FULL;
  if (result != 0) { dropRow(); reject(offset, result); }
}

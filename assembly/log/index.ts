// Lines of other people's logs: a line is a record, a blank line is nothing, a line nobody claims is one reject. Elements of a JSON array are records too.
import { ARENA_CAPACITY, LOG_BOUND, REASON_ARENA_FULL, REASON_TRUNCATED, REASON_UNKNOWN_LOG } from "../layout";
import { setNeed } from "../capture/state";
import { FIELD_ROOM } from "../eal/limits";
import { dropRow, overflowed, reject, roomFor, rowCount, stopAt } from "../memory/emit";
import { inputBase, stateBase } from "../memory/regions";
import { skipSpace } from "../eal/skip";
import { lineEnd } from "../text/scan";
import { closeExchanges, EXCHANGES, forgetExchanges } from "../lease/exchanges";
import { readLease } from "../lease/lease";
import { readPanos } from "../panos/panos";
import { readSensor, readTable } from "../sensor/sensor";
import { readTableHeader } from "../sensor/table";
import { arrayBegin, ELEMENT, elementAt, elementEnd, inArray, nextElement, NOTHING, STRAY } from "./array";
import { NOT_MINE } from "./claim";
import { readHeader, bodyAt } from "./header";

const OBJECT: u8 = 123;
/** Rows that one line may become, and arena bytes beside its own: the names of its log. */
const ROWS_OF_LINE: i32 = 4, ARENA_OF_LINE: i32 = 512;

/** Parses the first `length` bytes of the input; how many rows. Stops before a record that is not whole unless it is the `last` of the input, and where there may be
 * no room for one more (stopAt). */
export function parseLog(length: i32, last: bool): i32 {
  forgetExchanges();
  walk(length, last, true);
  closeExchanges();
  return rowCount();
}

/** How many of the bytes are whole records; the log state becomes that behind them. */
export function splitLog(length: i32): i32 { return walk(length, false, false); }

/** Goes over whole records, and reads them or only what the log state depends on; how many bytes they are. */
function walk(length: i32, last: bool, read: bool): i32 {
  setNeed(0);
  const base = inputBase(), end = base + <usize>length;
  let at = base;
  while (at < end) {
    let stop: usize = 0, next: usize = 0, array = inArray();
    if (!array) {
      const inside = arrayBegin(at, end);
      if (inside != 0) { at = inside; array = true; }
    }
    if (array) {
      const found = nextElement(at, end);
      at = elementAt;
      if (found == NOTHING) return length;
      if (found == STRAY) { stop = lineEnd(at, end); next = stop; }
      else if (found == ELEMENT) {
        stop = elementEnd(at, end);
        if (stop == 0) {
          if (!last) return partial(at, base, read);
          if (read) reject(<i32>(at - base), REASON_TRUNCATED);
          return length;
        }
        next = stop;
      } else continue;
    } else {
      stop = lineEnd(at, end);
      if (stop == end && !last) return partial(at, base, read);
      next = stop + 1;
      while (stop > at && load<u8>(stop - 1) <= 32) stop--;
    }
    if (!read) readTableHeader(at, stop);
    else if (skipSpace(at, stop) < stop) {
      // Of the line, and of dnsmasq's exchanges that wait. What a line puts into the arena is shorter than twice the line.
      if (!roomFor(ROWS_OF_LINE + EXCHANGES, FIELD_ROOM, min(<i32>(stop - at) * 2 + ARENA_OF_LINE, ARENA_CAPACITY))) { stopAt(<i32>(at - base)); break; }
      const before = rowCount();
      readLine(at, stop, <i32>(at - base));
      if (array || rowCount() - before > 1) store<u8>(stateBase() + LOG_BOUND, 1);
    }
    at = next;
  }
  return length;
}

/** The record at `at` goes on in the next batch. */
function partial(at: usize, base: usize, read: bool): i32 {
  setNeed(1);
  if (read) stopAt(<i32>(at - base));
  return <i32>(at - base);
}

/** Reads [at, end), the record at `offset` of the input, into its rows or one reject: the first format that claims it decides. */
function readLine(at: usize, end: usize, offset: i32): void {
  let result = readTable(at, end, offset);
  if (result == NOT_MINE) {
    readHeader(at, end);
    // Sensors write their keys small and firewalls large: who most likely wrote an object is asked first, so that it is read once.
    const sensorFirst = bodyAt + 2 < end && load<u8>(bodyAt) == OBJECT && <u32>load<u8>(bodyAt, 2) - 65 > 25;
    result = sensorFirst ? readSensor(bodyAt, end, offset) : readPanos(bodyAt, end, offset);
    if (result == NOT_MINE) result = sensorFirst ? readPanos(bodyAt, end, offset) : readSensor(bodyAt, end, offset);
  }
  if (result == NOT_MINE) result = readLease(bodyAt, end, offset);
  if (result == NOT_MINE) result = REASON_UNKNOWN_LOG;
  if (result == 0 && overflowed()) result = REASON_ARENA_FULL;
  if (result != 0) { dropRow(); reject(offset, result); }
}

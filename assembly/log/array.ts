// Logs that are one JSON array: where its elements end, over however many lines they stretch. That one is open is kept in the log state.
import { LOG_ARRAY, LOG_BEGUN, LOG_MODE, LOG_RESYNC } from "../layout";
import { stateBase } from "../memory/regions";

const QUOTE: u8 = 34, BACKSLASH: u8 = 92, OPEN: u8 = 123, CLOSE: u8 = 125, NEWLINE: u8 = 10, ARRAY: u8 = 91, ARRAY_END: u8 = 93, COMMA: u8 = 44;

export function inArray(): bool { return (load<u8>(stateBase() + LOG_MODE) & <u8>LOG_ARRAY) != 0; }
/** Whatever it is now, the input has begun: a bracket further on, perhaps of a sender who means ill, swallows nobody else's lines. */
function setMode(mode: i32): void { store<u8>(stateBase() + LOG_MODE, <u8>(mode | LOG_BEGUN)); }

function blankEnd(at: usize, end: usize): usize {
  while (at < end && load<u8>(at) <= 32) at++;
  return at;
}

/** Address behind the bracket when the input begins at `at` with an array of objects, else 0. A bracket with anything else behind it is text. */
export function arrayBegin(at: usize, end: usize): usize {
  if ((load<u8>(stateBase() + LOG_MODE) & <u8>LOG_BEGUN) != 0) return 0;
  at = blankEnd(at, end);
  if (at >= end) return 0;
  const inside = blankEnd(at + 1, end);
  if (load<u8>(at) != ARRAY || (inside < end && load<u8>(inside) != OPEN)) { setMode(0); return 0; }
  setMode(LOG_ARRAY);
  return at + 1;
}

/** What stands at the place that nextElement gives: an element; the array's end or what is no element; nothing more in this batch. */
export const ELEMENT: i32 = 0;
export const OUTSIDE: i32 = 1;
export const NOTHING: i32 = 2;
/** Something else stands where an element should, told once until one comes again. */
export const STRAY: i32 = 3;
export let elementAt: usize = 0;

/** Goes to the next element from `at`: sets elementAt, says what is there. */
export function nextElement(at: usize, end: usize): i32 {
  while (at < end && (load<u8>(at) <= 32 || load<u8>(at) == COMMA)) at++;
  elementAt = at;
  if (at >= end) return NOTHING;
  const byte = load<u8>(at);
  if (byte == OPEN) { setMode(LOG_ARRAY); return ELEMENT; }
  if (byte == ARRAY_END && (load<u8>(stateBase() + LOG_MODE) & <u8>LOG_RESYNC) == 0) {
    store<u8>(stateBase() + LOG_MODE, 0); // another array may follow
    elementAt = at + 1;
    return OUTSIDE;
  }
  const told = (load<u8>(stateBase() + LOG_MODE) & <u8>LOG_RESYNC) != 0;
  setMode(LOG_ARRAY | LOG_RESYNC);
  if (told) {
    while (at < end && load<u8>(at) != NEWLINE) at++;
    return nextLine(at, end);
  }
  return STRAY;
}
/** Elements begin lines, so behind a broken one the next line may. */
function nextLine(at: usize, end: usize): i32 {
  while (at < end) {
    const start = blankEnd(at, end);
    if (start < end && load<u8>(start) == OPEN) break;
    at = start;
    while (at < end && load<u8>(at) != NEWLINE) at++;
  }
  elementAt = blankEnd(at, end);
  if (elementAt >= end) return NOTHING;
  setMode(LOG_ARRAY);
  return ELEMENT;
}

/** Address behind the object at `at`: 0 when it goes on behind `end`. A line end inside a string breaks it: it ends there. */
export function elementEnd(at: usize, end: usize): usize {
  let depth = 0;
  while (at < end) {
    const byte = load<u8>(at++);
    if (byte == OPEN) depth++;
    else if (byte == CLOSE) { if (--depth == 0) return at; }
    else if (byte == QUOTE) {
      while (at < end) {
        const inside = load<u8>(at++);
        if (inside == BACKSLASH) at++;
        else if (inside == QUOTE) break;
        else if (inside == NEWLINE) return at - 1;
      }
    }
  }
  return 0;
}

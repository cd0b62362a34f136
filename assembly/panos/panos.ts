// PAN-OS log lines, whatever they are wrapped in: CSV, CEF, LEEF, or the JSON of Strata Logging Service.
import { REASON_TOO_LONG } from "../layout";
import { NOT_MINE } from "../log/claim";
import { findColumns, readColumns } from "./csv";
import { findEvent, readEvent } from "./event";
import { readObject } from "./object";
import { clearSlots, LONGEST } from "./slots";
import { writeRow } from "./rows";

const BRACE: u8 = 123;

/** Reads the message at [at, end) of the line at `offset`: 0, a reason, or NOT_MINE. */
export function readPanos(at: usize, end: usize, offset: i32): i32 {
  if (at >= end) return NOT_MINE;
  const object = load<u8>(at) == BRACE;
  let event: usize = 0, columns: usize = 0;
  if (!object) {
    event = findEvent(at, end);
    if (event == 0) columns = findColumns(at, end);
    if (event == 0 && columns == 0) return NOT_MINE;
  }
  if (end - at > <usize>LONGEST) return object ? NOT_MINE : REASON_TOO_LONG;
  clearSlots();
  const type = columns != 0 ? readColumns(columns, end) : event != 0 ? readEvent(event, end) : readObject(at, end);
  return type <= 0 ? NOT_MINE : writeRow(type, offset);
}

// Parser id -> parse function: the one table.
import { PARSER_CAPTURE, PARSER_EAL, PARSER_LOG, ERR_BAD_CALL, INPUT_CAPACITY } from "./layout";
import { parseCapture, splitCapture } from "./capture/container";
import { resetCounts } from "./capture/state";
import { parseEal } from "./eal/index";
import { parseLog, splitLog } from "./log/index";
import { digestRows } from "./digest/row";
import { resetOutput } from "./memory/emit";

/** Parses `length` input bytes into rows and their digests; `last` says that nothing follows them. Returns the row count or ERR_*. */
export function parse(parser: i32, length: i32, last: bool): i32 {
  if (length < 0 || length > INPUT_CAPACITY) return ERR_BAD_CALL;
  resetOutput();
  resetCounts();
  const rows = run(parser, length, last);
  digestRows(rows);
  return rows;
}
function run(parser: i32, length: i32, last: bool): i32 {
  switch (parser) {
    case PARSER_CAPTURE: return parseCapture(length, last);
    case PARSER_EAL: return parseEal(length);
    case PARSER_LOG: return parseLog(length, last);
    default: return ERR_BAD_CALL;
  }
}

/** Bytes of `length` input bytes that are whole records, for formats whose boundaries only the kernel can find. */
export function split(parser: i32, length: i32): i32 {
  if (length < 0 || length > INPUT_CAPACITY) return ERR_BAD_CALL;
  return parser == PARSER_CAPTURE ? splitCapture(length) : parser == PARSER_LOG ? splitLog(length) : ERR_BAD_CALL;
}

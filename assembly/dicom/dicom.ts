// DICOM associations (PS3.8 section 9.3): the names both sides give themselves, the software behind them, and which kinds of objects it handles.
import {
  F_DICOM_CALLED, F_DICOM_CALLING, F_DICOM_IMPLEMENTATION, F_DICOM_SYNTAX, F_DICOM_VERSION, F_ID_FUNCTION, FLAG_RESPONSE, FLAG_TRUNCATED, REASON_BAD_LENGTH, ROW_FLAGS,
} from "../layout";
import { be16, be32 } from "../memory/bytes";
import { fieldTrimmed, fieldWord } from "../text/fields";

const REQUEST: u8 = 1, ACCEPT: u8 = 2;
const HEADER: i32 = 6;
/** Header, protocol version, two titles, reserved bytes. */
const FIXED: i32 = 74;
const TITLE: i32 = 16;
const LONGEST: u32 = 1 << 20;
const CONTEXT: u8 = 0x20, USER: u8 = 0x50, ABSTRACT: u8 = 0x30, IMPLEMENTATION: u8 = 0x52, VERSION_NAME: u8 = 0x55;
const ITEMS_MAX: i32 = 256;
const SYNTAXES_MAX: i32 = 128;

function isTitle(at: usize): bool {
  let letters: i32 = 0;
  for (let i = 0; i < TITLE; i++) {
    const c = <u32>load<u8>(at + <usize>i);
    if (c != 0 && (c < 32 || c > 126)) return false;
    if (c > 32) letters++;
  }
  return letters > 0;
}

/** Whether an association is asked for or accepted here: type, a zero, a length, version 1, two zeros, two titles. */
export function isDicom(at: usize, length: i32): bool {
  if (length < FIXED || load<u8>(at, 1) != 0) return false;
  const type = load<u8>(at), size = be32(at + 2);
  return (type == REQUEST || type == ACCEPT) && size >= <u32>(FIXED - HEADER) && size < LONGEST && (be16(at + 6) & 1) == 1 && load<u16>(at, 8) == 0 && isTitle(at + 10) && isTitle(at + 10 + TITLE);
}
export function dicomLength(at: usize): i32 { return HEADER + <i32>be32(at + 2); }

let syntaxes: i32 = 0;
/** Bit 0: the implementation was told, bit 1: its version. */
let told: u32 = 0;

/** Items inside an item. False when one does not fit. */
function inner(at: usize, end: usize, user: bool): bool {
  for (let i = 0; i < ITEMS_MAX && at + 4 <= end; i++) {
    const type = load<u8>(at), length = <i32>be16(at + 2), value = at + 4;
    at = value + <usize>length;
    if (at > end) return false;
    if (user) {
      if (type == IMPLEMENTATION && (told & 1) == 0) { if (fieldTrimmed(F_DICOM_IMPLEMENTATION, value, length)) told |= 1; }
      else if (type == VERSION_NAME && (told & 2) == 0) { if (fieldTrimmed(F_DICOM_VERSION, value, length)) told |= 2; }
    } else if (type == ABSTRACT && syntaxes < SYNTAXES_MAX) { if (fieldTrimmed(F_DICOM_SYNTAX, value, length)) syntaxes++; }
  }
  return true;
}

/** 0 = keep, 1 = no association, -REASON = malformed. */
export function parseDicom(payload: usize, length: i32, row: usize): i32 {
  if (!isDicom(payload, length)) return 1;
  const cut = (load<u8>(row + ROW_FLAGS) & <u8>FLAG_TRUNCATED) != 0, end = payload + <usize>length, accepted = load<u8>(payload) == ACCEPT;
  if (accepted) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldWord(F_ID_FUNCTION, accepted ? "associate-accept" : "associate-request");
  fieldTrimmed(F_DICOM_CALLED, payload + 10, TITLE);
  fieldTrimmed(F_DICOM_CALLING, payload + 10 + TITLE, TITLE);
  syntaxes = 0;
  told = 0;
  let at = payload + FIXED;
  for (let i = 0; i < ITEMS_MAX && at + 4 <= end; i++) {
    const type = load<u8>(at), body = at + 4;
    at = body + <usize>be16(at + 2);
    if (at > end && !cut) return -REASON_BAD_LENGTH;
    const stop = min(at, end);
    // A presentation context begins with its number and three more bytes.
    const sound = type == CONTEXT ? body + 4 > stop || inner(body + 4, stop, false) : type != USER || inner(body, stop, true);
    if (!sound && !cut) return -REASON_BAD_LENGTH;
  }
  return 0;
}

// Modbus over TCP (Modbus Messaging on TCP/IP 1.0b; application protocol 1.1b3): which functions each side uses, and what a device says it is.
import {
  F_ID_DESCRIPTION, F_ID_FIRMWARE, F_ID_FUNCTION, F_ID_MODEL, F_ID_PRODUCT, F_ID_PRODUCT_CODE, F_ID_SOFTWARE, F_ID_URL, F_ID_VENDOR,
  F_PLANT_EXCEPTION, F_PLANT_UNIT, FLAG_RESPONSE, ROW_FLAGS, ROW_SRC_PORT,
} from "../layout";
import { be16 } from "../memory/bytes";
import { fieldText, fieldU32 } from "../memory/emit";
import { fieldTrimmed } from "../memory/words";
import { firstSaid } from "../capture/said";
import { functionName } from "./functions";

export const MODBUS_PORT: i32 = 502;
// 0 u16 transaction, 2 u16 protocol (0), 4 u16 bytes behind it, 6 u8 unit, 7 u8 function
const HEAD: i32 = 8;
/** Largest unit and PDU together (application protocol section 4.1: an ADU of 260 bytes). */
const LONGEST: i32 = 254;
const ENCAPSULATED: i32 = 0x2b, READ_DEVICE_ID: u8 = 0x0e, REPORT_SERVER_ID: i32 = 0x11;
const EXCEPTION: u8 = 0x80;
/** Keys of said.ts: functions by their number, refusals behind them. */
const REFUSALS: i32 = 128;
/** A device's own text in a server id: shorter runs are numbers that happen to be letters. */
const SHORTEST_TEXT: i32 = 4;

/** The port may carry something else: the protocol number and the length must be Modbus's own. */
export function isModbus(at: usize, length: i32): bool {
  if (be16(at + 2) != 0) return false;
  const bytes = length >= 6 ? <i32>be16(at + 4) : 2;
  return bytes >= 2 && bytes <= LONGEST;
}

export function modbusLength(at: usize, length: i32): i32 {
  if (!isModbus(at, length)) return -1;
  const bytes = length >= 6 ? 6 + <i32>be16(at + 4) : 0;
  return bytes > length ? 0 : bytes;
}

/** 0 = keep, 1 = nothing new. */
export function parseModbus(at: usize, length: i32, row: usize): i32 {
  if (length < HEAD) return 1;
  const code = load<u8>(at + 7), plain = <i32>(code & 0x7f), refused = (code & EXCEPTION) != 0;
  const response = load<u16>(row + ROW_SRC_PORT) == MODBUS_PORT;
  if (response) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldU32(F_PLANT_UNIT, load<u8>(at + 6));
  functionName(F_ID_FUNCTION, plain);
  const body = at + HEAD, bytes = length - HEAD;
  if (refused) {
    if (!response || bytes < 1) return 1;
    fieldU32(F_PLANT_EXCEPTION, load<u8>(body));
    return firstSaid(REFUSALS + (plain & 63)) ? 0 : 1;
  }
  const first = firstSaid(plain);
  if (response && plain == ENCAPSULATED && readIdentification(body, bytes)) return 0;
  if (response && plain == REPORT_SERVER_ID && readServerId(body, bytes)) return 0;
  return first ? 0 : 1;
}

/** Read Device Identification (section 6.21): objects of id, length and text. True when one names the device. */
function readIdentification(at: usize, length: i32): bool {
  // 0 MEI type, 1 level asked for, 2 conformity, 3 more follows, 4 next object, 5 how many
  if (length < 6 || load<u8>(at) != READ_DEVICE_ID) return false;
  let offset = 6, any = false;
  for (let left = <i32>load<u8>(at + 5); left > 0 && offset + 2 <= length; left--) {
    const id = <i32>load<u8>(at + <usize>offset), bytes = <i32>load<u8>(at + <usize>offset + 1);
    offset += 2;
    if (offset + bytes > length) break;
    const field = objectField(id);
    if (field != 0) { fieldTrimmed(field, at + <usize>offset, bytes); any = true; }
    offset += bytes;
  }
  return any;
}

function objectField(id: i32): i32 {
  switch (id) {
    case 0: return F_ID_VENDOR;
    case 1: return F_ID_PRODUCT_CODE;
    case 2: return F_ID_FIRMWARE; // MajorMinorRevision
    case 3: return F_ID_URL;
    case 4: return F_ID_PRODUCT;
    case 5: return F_ID_MODEL;
    case 6: return F_ID_SOFTWARE; // UserApplicationName
    default: return 0; // 7-127 reserved, 128-255 the maker's own
  }
}

// @ts-ignore: decorator
@inline function isPrintable(c: u8): bool { return c >= 32 && c < 127; }

/** Report Server ID (section 6.13) is each maker's own, but for its length: the longest text in it says what the device is. */
function readServerId(at: usize, length: i32): bool {
  if (length < 1) return false;
  const end = min(length, 1 + <i32>load<u8>(at));
  let best: i32 = 0, bestAt: i32 = 0;
  for (let from: i32 = 1; from < end; from++) {
    let to = from;
    while (to < end && isPrintable(load<u8>(at + <usize>to))) to++;
    if (to - from > best) { best = to - from; bestAt = from; }
    from = to;
  }
  if (best < SHORTEST_TEXT) return false;
  fieldText(F_ID_DESCRIPTION, at + <usize>bestAt, best);
  return true;
}

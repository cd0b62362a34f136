// Parts of the system status list (SZL) that name a controller: 0x0011 module identification, 0x001C component identification.
import {
  F_ID_FIRMWARE, F_ID_HARDWARE, F_ID_LOCATION, F_ID_MODEL, F_ID_NAME, F_ID_PRODUCT_CODE, F_ID_SERIAL, F_ID_VENDOR_CODE, F_S7_CARD_SERIAL, F_S7_COPYRIGHT,
  F_S7_MODULE_NAME, F_S7_PLANT, T_TEXT,
} from "../layout";
import { be16 } from "../memory/bytes";
import { arenaReserve, fieldArena, fieldCount, fieldU32 } from "../memory/emit";
import { fieldDecimal, fieldTrimmed } from "../memory/words";
import { DECIMAL_MAX, putDecimal } from "../print/number";

/** 0 result 0xff, 1 transport size, 2 bytes, 4 list, 6 index, 8 bytes of an entry, 10 entries. */
const HEAD: i32 = 12;
const GOOD: u8 = 0xff;
const MODULE: u32 = 0x11, COMPONENT: u32 = 0x1c;
const MOST_ENTRIES: i32 = 32;
const ORDER_NUMBER: i32 = 20, TEXT: i32 = 32, SHORT_TEXT: i32 = 24;

/** True when an entry names something. A list that goes on in another message is read as far as this one goes. */
export function readStatusList(at: usize, end: usize): bool {
  if (at + HEAD > end || load<u8>(at) != GOOD) return false;
  const list = be16(at + 4) & 0xff, bytes = <i32>be16(at + 8), first = fieldCount();
  if (bytes < 2) return false;
  let left = min(<i32>be16(at + 10), MOST_ENTRIES);
  for (at += HEAD; left > 0 && at + <usize>bytes <= end; left--, at += <usize>bytes) {
    if (list == MODULE && bytes >= 28) readModule(at);
    else if (list == COMPONENT && bytes >= 2 + SHORT_TEXT) readComponent(at, bytes);
  }
  return fieldCount() > first;
}

/** 0 index, 2 order number, 22 kind of module, 24 and 26 version. */
function readModule(at: usize): void {
  switch (be16(at)) {
    case 1: fieldTrimmed(F_ID_PRODUCT_CODE, at + 2, ORDER_NUMBER); break;
    case 6: fieldDecimal(F_ID_HARDWARE, load<u8>(at + 25)); break; // hardware state
    case 7: if (load<u8>(at + 24) == 86) version(at + 25); break; // V, then three numbers
    default: break;
  }
}

/** Three bytes as `V1.2.3`. */
function version(at: usize): void {
  const out = arenaReserve(3 + DECIMAL_MAX * 3);
  if (out == 0) return;
  store<u8>(out, 86);
  let to = putDecimal(out + 1, load<u8>(at));
  for (let i: usize = 1; i < 3; i++) {
    store<u8>(to, 46);
    to = putDecimal(to + 1, load<u8>(at + i));
  }
  fieldArena(F_ID_FIRMWARE, T_TEXT, <i32>(to - out));
}

/** 0 index, 2 text; of the manufacturer a number. */
function readComponent(at: usize, bytes: i32): void {
  const text = at + 2, length = min(bytes - 2, TEXT);
  switch (be16(at)) {
    case 1: fieldTrimmed(F_ID_NAME, text, length); break;
    case 2: fieldTrimmed(F_S7_MODULE_NAME, text, length); break;
    case 3: fieldTrimmed(F_S7_PLANT, text, length); break;
    case 4: fieldTrimmed(F_S7_COPYRIGHT, text, length); break;
    case 5: fieldTrimmed(F_ID_SERIAL, text, length); break;
    case 7: fieldTrimmed(F_ID_MODEL, text, length); break;
    case 8: fieldTrimmed(F_S7_CARD_SERIAL, text, length); break;
    case 9: fieldU32(F_ID_VENDOR_CODE, be16(text)); break; // PI's registry, as in PROFINET
    case 11: fieldTrimmed(F_ID_LOCATION, text, length); break;
    default: break;
  }
}

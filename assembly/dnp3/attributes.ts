// Device attributes, object group 0 (IEEE 1815 annex A, tables ): an outstation in its own words.
import {
  F_DNP3_USER_ID, F_ID_FIRMWARE, F_ID_HARDWARE, F_ID_LOCATION, F_ID_NAME, F_ID_PRODUCT, F_ID_SERIAL, F_ID_VENDOR,
} from "../layout";
import { fieldTrimmed } from "../memory/words";

/** Range: start and stop index of one byte each. Attributes have one index, that of their set. */
const RANGE8: u8 = 0x00;
const TEXT: u8 = 1;
const MOST: i32 = 32;

/** Object headers of group 0, each with one attribute: type, length, value. Ends at the first that is something else. */
export function readAttributes(at: usize, end: usize): void {
  for (let count = 0; count < MOST && at + 7 <= end; count++) {
    // 0 group, 1 variation, 2 qualifier, 3 start, 4 stop, 5 type, 6 length
    if (load<u8>(at) != 0 || load<u8>(at + 2) != RANGE8 || load<u8>(at + 3) != load<u8>(at + 4)) return;
    const field = fieldOf(load<u8>(at + 1)), bytes = <i32>load<u8>(at + 6), value = at + 7;
    if (value + <usize>bytes > end) return;
    // Set 0 is the standard's; in others the maker numbers them
    if (field != 0 && load<u8>(at + 3) == 0 && load<u8>(at + 5) == TEXT) fieldTrimmed(field, value, bytes);
    at = value + <usize>bytes;
  }
}

function fieldOf(variation: i32): i32 {
  switch (variation) {
    case 242: return F_ID_FIRMWARE; // software version of the maker
    case 243: return F_ID_HARDWARE;
    case 245: return F_ID_LOCATION; // as the user wrote it
    case 246: return F_DNP3_USER_ID;
    case 247: return F_ID_NAME;
    case 248: return F_ID_SERIAL;
    case 250: return F_ID_PRODUCT; // product name and model
    case 252: return F_ID_VENDOR;
    default: return 0;
  }
}

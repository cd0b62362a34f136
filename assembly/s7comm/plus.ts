// S7comm-plus: that it is spoken, and the order number and version that a controller gives when a session begins.
import { F_ID_FIRMWARE, F_ID_PRODUCT_CODE, FLAG_RESPONSE, ROW_FLAGS } from "../layout";
import { fieldTrimmed } from "../memory/words";

const RESPONSE: u8 = 0x32, NOTIFICATION: u8 = 0x33;
/** As far into a message as such a text is looked for. */
const FURTHEST: i32 = 512;

// @ts-ignore: decorator
@inline function isPlain(c: u8): bool { return c >= 32 && c < 127 && c != 59; }

/** 1 version, 2 bytes, 4 operation. True when the controller names itself: `1;6ES7 212-1BE31-0XB0 ;V3.0` in its answer. */
export function readPlus(at: usize, end: usize, row: usize): bool {
  if (at + 5 > end) return false;
  const operation = load<u8>(at + 4);
  if (operation != RESPONSE && operation != NOTIFICATION) return false;
  store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  if (operation != RESPONSE) return false;
  const stop = at + <usize>min(<i32>(end - at), FURTHEST);
  for (let i = at + 5; i + 8 <= stop; i++) {
    // ;6 and then ES7, AG1, GK7, ...
    if (load<u8>(i) != 59 || load<u8>(i + 1) != 54 || !isPlain(load<u8>(i - 1))) continue;
    let order = i + 1;
    while (order < stop && isPlain(load<u8>(order))) order++;
    if (order - i < 12 || order + 2 > stop || load<u8>(order) != 59 || load<u8>(order + 1) != 86) continue;
    let version = order + 1;
    while (version < stop && isPlain(load<u8>(version))) version++;
    fieldTrimmed(F_ID_PRODUCT_CODE, i + 1, <i32>(order - i - 1));
    fieldTrimmed(F_ID_FIRMWARE, order + 1, <i32>(version - order - 1));
    return true;
  }
  return false;
}

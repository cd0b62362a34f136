// DNP3 (IEEE 1815): who is master and who outstation, which functions they use, and the attributes an outstation gives of itself.
import {
  F_DNP3_DESTINATION, F_DNP3_SOURCE, F_ID_FUNCTION, FLAG_RESPONSE, REASON_BAD_VALUE, ROW_FLAGS,
} from "../layout";
import { fieldU32 } from "../memory/emit";
import { fieldDecimal, fieldWord } from "../memory/words";
import { firstSaid } from "../capture/said";
import { readAttributes } from "./attributes";
import { firstBlock, fragmentAt, fragmentLength, joinFragment } from "./link";

const FROM_MASTER: u8 = 0x80;
const FIRST: u8 = 0x40;
const HEAD: i32 = 10;
const RESPONSE: i32 = 129, UNSOLICITED: i32 = 130;
/** Keys of said.ts: functions by their number, with answers behind 128; frames of the link layer alone. */
const KEY_LINK: i32 = 190, KEY_ANSWER: i32 = 128;

/** 0 = keep, 1 = nothing new, -REASON = malformed. */
export function parseDnp3(at: usize, length: i32, row: usize): i32 {
  if (length < HEAD) return 1;
  const control = load<u8>(at + 3), master = (control & FROM_MASTER) != 0;
  if (!master) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldU32(F_DNP3_SOURCE, load<u16>(at + 6));
  fieldU32(F_DNP3_DESTINATION, load<u16>(at + 4));
  if (load<u8>(at + 2) == 5) {
    fieldWord(F_ID_FUNCTION, "link");
    return firstSaid(KEY_LINK) ? 0 : 1;
  }
  // Transport byte, application control, function: in the first block.
  const sound = load<u8>(at + 2) < 8 ? -1 : firstBlock(at, length);
  if (sound < 0 || (load<u8>(at + HEAD) & FIRST) == 0) return 1;
  if (sound == 0) return -REASON_BAD_VALUE;
  const code = <i32>load<u8>(at + HEAD + 2), answer = code == RESPONSE || code == UNSOLICITED;
  const attributes = answer && load<u8>(at + 2) > 10 && load<u8>(at + HEAD + 5) == 0;
  if (!firstSaid(code < 128 ? code : KEY_ANSWER + (code & 31)) && !attributes) return 1;
  if (!joinFragment(at, length)) return -REASON_BAD_VALUE;
  functionName(code);
  // Behind control, function and the two bytes of internal indications
  if (attributes && fragmentLength() > 4) readAttributes(fragmentAt() + 4, fragmentAt() + <usize>fragmentLength());
  return 0;
}

function functionName(code: i32): void {
  const word = nameOf(code);
  if (word.length > 0) fieldWord(F_ID_FUNCTION, word); else fieldDecimal(F_ID_FUNCTION, <u32>code);
}

/** IEEE 1815 clause 4.4, table 4-2. */
function nameOf(code: i32): string {
  switch (code) {
    case 0: return "confirm";
    case 1: return "read";
    case 2: return "write";
    case 3: return "select";
    case 4: return "operate";
    case 5: return "direct_operate";
    case 6: return "direct_operate_no_response";
    case 7: return "immediate_freeze";
    case 8: return "immediate_freeze_no_response";
    case 9: return "freeze_clear";
    case 10: return "freeze_clear_no_response";
    case 11: return "freeze_at_time";
    case 12: return "freeze_at_time_no_response";
    case 13: return "cold_restart";
    case 14: return "warm_restart";
    case 15: return "initialize_data";
    case 16: return "initialize_application";
    case 17: return "start_application";
    case 18: return "stop_application";
    case 19: return "save_configuration";
    case 20: return "enable_unsolicited";
    case 21: return "disable_unsolicited";
    case 22: return "assign_class";
    case 23: return "delay_measurement";
    case 24: return "record_current_time";
    case 25: return "open_file";
    case 26: return "close_file";
    case 27: return "delete_file";
    case 28: return "get_file_information";
    case 29: return "authenticate_file";
    case 30: return "abort_file";
    case 31: return "activate_configuration";
    case 32: return "authentication_request";
    case 33: return "authentication_request_no_response";
    case 129: return "response";
    case 130: return "unsolicited_response";
    case 131: return "authentication_response";
    default: return "";
  }
}

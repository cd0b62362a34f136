// NTP and SNTP (RFC 5905 section 7.3): what of the header tells one program's clock from another's. Times are nobody's kind.
import {
  F_NTP_BARE, F_NTP_MODE, F_NTP_POLL, F_NTP_PRECISION, F_NTP_REFERENCE, F_NTP_STRATUM, F_NTP_VERSION, FLAG_RESPONSE, ROW_FLAGS,
} from "../layout";
import { fieldBool, fieldU32 } from "../memory/emit";
import { fieldTrimmed } from "../text/fields";

const HEADER: i32 = 48;
const TRANSMIT: i32 = 40;
const CLIENT: u32 = 3;
const SERVER: u32 = 4;
const BROADCAST: u32 = 5;

/** Letters, digits and the zeros behind them. */
function isCode(at: usize): bool {
  if (load<u8>(at) < 33) return false;
  for (let i = 0; i < 4; i++) {
    const c = <u32>load<u8>(at + <usize>i);
    if (c != 0 && (c < 32 || c > 126)) return false;
  }
  return true;
}

/** 0 = keep, 1 = a control message or something else on its port. */
export function parseNtp(payload: usize, length: i32, row: usize): i32 {
  if (length < HEADER) return 1;
  const first = <u32>load<u8>(payload), version = (first >> 3) & 7, mode = first & 7, stratum = <u32>load<u8>(payload, 1);
  if (version < 1 || version > 4 || mode < 1 || mode > BROADCAST) return 1;
  if (mode == SERVER) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldU32(F_NTP_VERSION, version);
  fieldU32(F_NTP_MODE, mode);
  fieldU32(F_NTP_STRATUM, stratum);
  fieldU32(F_NTP_POLL, load<u8>(payload, 2));
  fieldU32(F_NTP_PRECISION, load<u8>(payload, 3));
  if (mode >= SERVER && stratum < 2 && isCode(payload + 12)) fieldTrimmed(F_NTP_REFERENCE, payload + 12, 4);
  if (mode != CLIENT) return 0;
  let all: u32 = 0;
  for (let i = 1; i < TRANSMIT; i++) all |= load<u8>(payload + <usize>i);
  fieldBool(F_NTP_BARE, all == 0);
  return 0;
}

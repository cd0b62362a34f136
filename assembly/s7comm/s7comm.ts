// Siemens S7 communication on TCP port 102: RFC 1006 packets, the ISO transport (RFC 905), and the S7 protocol in it, as far as it is known
// from open implementations. The makers of both protocols published neither.
import {
  F_ID_FUNCTION, F_S7_CALLED, FLAG_RESPONSE, ROW_FLAGS, T_BYTES,
} from "../layout";
import { be16 } from "../memory/bytes";
import { fieldInput } from "../memory/emit";
import { fieldWord } from "../memory/words";
import { firstSaid } from "../capture/said";
import { jobName, userName } from "./functions";
import { readPlus } from "./plus";
import { readStatusList } from "./status-list";

export const S7_PORT: i32 = 102;
/** RFC 1006: version 3, a byte of nothing, length with this head. */
const TPKT: i32 = 4;
const CONNECT: i32 = 0xe0, CONFIRM: i32 = 0xd0, DATA: i32 = 0xf0;
const CALLED: u8 = 0xc2;
const S7: u8 = 0x32, PLUS: u8 = 0x72;
const JOB: i32 = 1, ACK: i32 = 2, ACK_DATA: i32 = 3, USER_DATA: i32 = 7;
/** Keys of said.ts: jobs by their number (of which none is 126 or 127), user data behind them. */
const KEY_CONNECT: i32 = 126, KEY_PLUS: i32 = 127, KEY_USER: i32 = 128;

export function isTpkt(at: usize, length: i32): bool { return load<u8>(at) == 3 && load<u8>(at + 1) == 0 && be16(at + 2) >= 7; }

export function tpktLength(at: usize, length: i32): i32 {
  if (!isTpkt(at, length)) return -1;
  const bytes = <i32>be16(at + 2);
  return bytes > length ? 0 : bytes;
}

/** 0 = keep, 1 = nothing new or another protocol of the same transport (MMS, ...). */
export function parseS7(at: usize, length: i32, row: usize): i32 {
  const end = at + <usize>min(length, <i32>be16(at + 2));
  at += TPKT;
  if (at + 2 > end) return 1;
  const head = at + 1 + <usize>load<u8>(at), kind = <i32>load<u8>(at + 1);
  if ((kind & 0xf0) == CONNECT || (kind & 0xf0) == CONFIRM) return readConnect(at + 7, min(head, end), (kind & 0xf0) == CONFIRM, row);
  if (kind != DATA || head + 2 > end) return 1;
  if (load<u8>(head) == S7) return readPdu(head, end, row);
  if (load<u8>(head) != PLUS) return 1;
  const named = readPlus(head, end, row);
  fieldWord(F_ID_FUNCTION, "s7comm_plus");
  return firstSaid(KEY_PLUS) || named ? 0 : 1;
}

function answers(row: usize): void { store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE); }

/** Parameters of a connection: a called selector of S7's kind shows the protocol before a word of it is said. */
function readConnect(at: usize, end: usize, confirmed: bool, row: usize): i32 {
  while (at + 2 <= end) {
    const code = load<u8>(at), bytes = <i32>load<u8>(at + 1), value = at + 2;
    if (value + <usize>bytes > end) return 1;
    if (code == CALLED) {
      // Connection type 1 to 3 (programming device, panel, other) with rack and slot, or the word that S7 plus calls
      const known = bytes == 2 ? load<u8>(value) >= 1 && load<u8>(value) <= 3 : bytes >= 7 && load<u32>(value) == 0x414d4953; // SIMA(TIC)
      if (!known) return 1;
      fieldInput(F_S7_CALLED, T_BYTES, value, bytes);
      if (confirmed) answers(row);
      fieldWord(F_ID_FUNCTION, "connect");
      return firstSaid(KEY_CONNECT) ? 0 : 1;
    }
    at = value + <usize>bytes;
  }
  return 1;
}

/** 1 kind, 2 nothing, 4 reference, 6 bytes of parameters, 8 bytes of data, in answers 10 error; then both. */
function readPdu(at: usize, end: usize, row: usize): i32 {
  if (at + 10 > end) return 1;
  const kind = <i32>load<u8>(at + 1), parameters = <i32>be16(at + 6);
  const error: u32 = kind == ACK || kind == ACK_DATA ? 2 : 0;
  const body = at + 10 + <usize>error;
  if (body + <usize>parameters > end || parameters < 1) return 1;
  if (kind == USER_DATA) return readUserData(body, parameters, body + <usize>parameters, end, row);
  if (kind != JOB && kind != ACK_DATA && kind != ACK) return 1;
  if (kind != JOB) {
    if (be16(at + 10) != 0) return 1; // refused
    answers(row);
  }
  const job = <i32>load<u8>(body);
  jobName(F_ID_FUNCTION, job);
  return firstSaid(job & 127) ? 0 : 1;
}

/** 0 head 00 01 12, 3 length, 4 method, 5 kind and group, 6 function, 7 sequence, in answers 8 unit, 9 last, 10 error. */
function readUserData(at: usize, bytes: i32, data: usize, end: usize, row: usize): i32 {
  if (bytes < 8) return 1;
  const kind = <i32>(load<u8>(at + 5) >> 4), group = <i32>(load<u8>(at + 5) & 15), part = <i32>load<u8>(at + 6), response = kind == 8;
  if (response) answers(row);
  else if (kind != 4) return 1; // pushed: neither asked nor answered
  if (response && bytes >= 12 && be16(at + 10) != 0) return 1;
  userName(F_ID_FUNCTION, group, part);
  const first = firstSaid(KEY_USER + ((group & 7) << 3) + (part & 7));
  const named = response && group == 4 && part == 1 && readStatusList(data, end);
  return first || named ? 0 : 1;
}

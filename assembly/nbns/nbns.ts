// NetBIOS name service (RFC 1002 section 4.2): who asks for, claims and holds which name on UDP port 137.
import {
  F_ID_DEVICE_MAC, F_ID_FUNCTION, F_NB_FLAGS, F_NB_IP, FLAG_RESPONSE, FLAG_TRUNCATED, REASON_BAD_LENGTH, REASON_TRUNCATED,
  ROW_FLAGS, T_BYTES,
} from "../layout";
import { fieldInput, fieldIp, fieldU32 } from "../memory/emit";
import { be16, be32 } from "../memory/bytes";
import { fieldWord } from "../text/fields";
import { emitName, emitNetbios, netbiosEnd, readNetbios } from "./name";

const HEADER: i32 = 12;
const TYPE_NB: u32 = 0x20;
const TYPE_STATUS: u32 = 0x21;
const STATUS_ENTRY: i32 = 18;
/** A name server answers for one name; more questions or records than this are a flood. */
const MOST: i32 = 32;
/** Addresses of one record: a domain's controllers. */
const MOST_IPS: i32 = 64;

function operation(opcode: u32): string {
  switch (opcode) {
    case 0: return "query";
    case 5: return "registration";
    case 6: return "release";
    case 7: return "wait";
    case 8: case 9: return "refresh";
    case 15: return "multi-homed registration";
    default: return "other";
  }
}

/** Names a node holds: 15 bytes, the suffix, flags; behind them the address of its card. */
function nodeStatus(data: usize, length: i32): i32 {
  const count = length < 1 ? 0 : <i32>load<u8>(data), behind = 1 + count * STATUS_ENTRY;
  if (behind > length) return -REASON_BAD_LENGTH;
  for (let i = 0; i < count; i++) {
    const entry = data + 1 + <usize>(i * STATUS_ENTRY);
    emitName(entry);
    fieldU32(F_NB_FLAGS, be16(entry + 16));
  }
  const card = data + <usize>behind;
  if (behind + 6 <= length && (load<u32>(card) != 0 || load<u16>(card, 4) != 0)) fieldInput(F_ID_DEVICE_MAC, T_BYTES, card, 6);
  return 0;
}

/** Flags and address of each holder of the name. */
function holders(data: usize, length: i32): void {
  for (let at = 0; at + 6 <= length && at < MOST_IPS * 6; at += 6) {
    fieldU32(F_NB_FLAGS, be16(data + at));
    if (be32(data + at + 2) != 0) fieldIp(F_NB_IP, be32(data + at + 2));
  }
}

let cursor: usize = 0;

/** The question at the cursor. 0, or -REASON. */
function question(start: usize, end: usize): i32 {
  const code = readNetbios(start, end, cursor);
  if (code != 0) return code;
  cursor = netbiosEnd() + 4;
  if (cursor > end) return -REASON_TRUNCATED;
  emitNetbios();
  return 0;
}

/** The record at the cursor. Its name is told only where no question told it before. 0, or -REASON. */
function record(start: usize, end: usize, named: bool): i32 {
  const code = readNetbios(start, end, cursor);
  if (code != 0) return code;
  const at = netbiosEnd(), data = at + 10;
  if (data > end) return -REASON_TRUNCATED;
  const type = be16(at), length = <i32>be16(at + 8);
  cursor = data + <usize>length;
  if (cursor > end) return -REASON_TRUNCATED;
  if (type == TYPE_STATUS) return nodeStatus(data, length);
  if (!named) emitNetbios();
  if (type == TYPE_NB) holders(data, length);
  return 0;
}

/** 0 = keep, -REASON = malformed. */
export function parseNbns(payload: usize, length: i32, row: usize): i32 {
  if (length < HEADER) return -REASON_TRUNCATED;
  const end = payload + <usize>length, bits = be16(payload + 2);
  const cut = (load<u8>(row + ROW_FLAGS) & <u8>FLAG_TRUNCATED) != 0;
  const questions = <i32>be16(payload + 4), records = <i32>(be16(payload + 6) + be16(payload + 8) + be16(payload + 10));
  if (questions > MOST || records > MOST) return -REASON_BAD_LENGTH;
  if ((bits & 0x8000) != 0) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldWord(F_ID_FUNCTION, operation((bits >> 11) & 15));
  cursor = payload + HEADER;
  let code = 0;
  for (let i = 0; i < questions && code == 0; i++) code = question(payload, end);
  for (let i = 0; i < records && code == 0; i++) code = record(payload, end, questions > 0);
  return code == -REASON_TRUNCATED && cut ? 0 : code;
}

// A DNS or mDNS message (RFC 1035, RFC 6762) into its row: id, rcode, questions, and the records of all three sections.
import {
  F_DNS_ANSWER_DATA, F_DNS_ANSWER_NAME, F_DNS_ANSWER_TTL, F_DNS_ANSWER_TYPE, F_DNS_ID, F_DNS_OPCODE, F_DNS_QUERY_NAME, F_DNS_QUERY_TYPE, F_DNS_RCODE,
  FLAG_RESPONSE, FLAG_TRUNCATED, KIND_DNS, KIND_MDNS, REASON_ARENA_FULL, REASON_BAD_LENGTH, REASON_TRUNCATED,
  ROW_DST_PORT, ROW_FLAGS, ROW_KIND, ROW_SRC_PORT, T_TEXT,
} from "../layout";
import { arenaReserve, arenaUsed, fieldArena, fieldU32 } from "../memory/emit";
import { be16, be32 } from "../memory/bytes";
import { readName, nameEnd, NAME_TEXT } from "./name";
import { readData, DATA_RESERVE } from "./rdata";

const HEADER: i32 = 12;
const MDNS_PORT: u16 = 5353;
const DNS_PORT: u16 = 53;
const TYPE_OPT: i32 = 41;
const CLASS_IN: u32 = 1;
/** What one message may write. Behind these the rest is left out and the row says truncated. */
const QUESTIONS_MAX: i32 = 200;
const RECORDS_MAX: i32 = 900;
const TEXT_MAX: i32 = 98304;

let base: usize = 0;
let limit: usize = 0;
let cursor: usize = 0;
let textStart: i32 = 0;
let mdns: bool = false;

/** One question at the cursor. 0, or -REASON. */
function question(): i32 {
  const text = arenaReserve(NAME_TEXT);
  if (text == 0) return -REASON_ARENA_FULL;
  const name = readName(base, limit, cursor, text);
  if (name < 0) return name;
  const at = nameEnd();
  if (at + 4 > limit) return -REASON_TRUNCATED;
  fieldArena(F_DNS_QUERY_NAME, T_TEXT, name);
  fieldU32(F_DNS_QUERY_TYPE, be16(at));
  cursor = at + 4;
  return 0;
}

/** One resource record at the cursor: written whole or not at all, so that the four lists stay parallel. 0, or -REASON. */
function record(): i32 {
  const text = arenaReserve(NAME_TEXT + DATA_RESERVE);
  if (text == 0) return -REASON_ARENA_FULL;
  const name = readName(base, limit, cursor, text);
  if (name < 0) return name;
  const at = nameEnd();
  if (at + 10 > limit) return -REASON_TRUNCATED;
  const type = <i32>be16(at), length = <i32>be16(at + 8), data = at + 10;
  if (data + <usize>length > limit) return -REASON_TRUNCATED;
  cursor = data + <usize>length;
  if (type == TYPE_OPT) return 0; // RFC 6891: about the message, not about a name
  let klass = be16(at + 2);
  if (mdns) klass &= 0x7fff; // cache-flush bit, RFC 6762 section 10.2
  const written = readData(base, data, length, type, klass == CLASS_IN, text + <usize>name);
  if (written < 0) return written;
  fieldArena(F_DNS_ANSWER_NAME, T_TEXT, name);
  fieldU32(F_DNS_ANSWER_TYPE, <u32>type);
  fieldU32(F_DNS_ANSWER_TTL, be32(at + 4));
  fieldArena(F_DNS_ANSWER_DATA, T_TEXT, written);
  return 0;
}

/** A message that ends before its counts say so is kept as far as it goes when it says why: cut by the capture or by the server (TC). */
function ended(code: i32, row: usize, cut: bool): i32 {
  if (code != -REASON_TRUNCATED || !cut) return code;
  store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_TRUNCATED);
  return 0;
}

/** 0 = keep, 1 = not DNS, -REASON = malformed. Over TCP the two length bytes are already gone. */
export function parseDns(payload: usize, length: i32, row: usize): i32 {
  if (length == 0) return 1;
  const source = load<u16>(row + ROW_SRC_PORT), target = load<u16>(row + ROW_DST_PORT);
  // A name server may be asked from port 5353: its answers are not what the asker says of itself (RFC 6762 section 6.7).
  mdns = load<u8>(row + ROW_KIND) == <u8>KIND_MDNS || ((source == MDNS_PORT || target == MDNS_PORT) && source != DNS_PORT && target != DNS_PORT);
  store<u8>(row + ROW_KIND, <u8>(mdns ? KIND_MDNS : KIND_DNS));
  if (length < HEADER) return -REASON_TRUNCATED;
  base = payload; limit = payload + <usize>length; cursor = payload + <usize>HEADER;
  textStart = arenaUsed();
  const bits = be16(payload + 2), opcode = (bits >> 11) & 15, response = (bits & 0x8000) != 0;
  const cut = (load<u8>(row + ROW_FLAGS) & <u8>FLAG_TRUNCATED) != 0 || (bits & 0x0200) != 0;
  const questions = <i32>be16(payload + 4), records = <i32>(be16(payload + 6) + be16(payload + 8) + be16(payload + 10));
  // A question is at least 5 bytes, a record 11: counts that cannot fit are lies, found before any work.
  if (!cut && HEADER + questions * 5 + (opcode == 0 ? records * 11 : 0) > length) return -REASON_BAD_LENGTH;
  fieldU32(F_DNS_ID, be16(payload));
  if (opcode != 0) fieldU32(F_DNS_OPCODE, opcode);
  if (response) {
    store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
    fieldU32(F_DNS_RCODE, bits & 15);
  }
  for (let i: i32 = 0; i < questions; i++) {
    if (i >= QUESTIONS_MAX || arenaUsed() - textStart > TEXT_MAX) return ended(-REASON_TRUNCATED, row, true);
    const code = question();
    if (code != 0) return ended(code, row, cut);
  }
  if (opcode != 0) return 0; // NOTIFY and UPDATE (RFC 1996, RFC 2136) use the other sections for something else
  for (let i: i32 = 0; i < records; i++) {
    if (i >= RECORDS_MAX || arenaUsed() - textStart > TEXT_MAX) return ended(-REASON_TRUNCATED, row, true);
    const code = record();
    if (code != 0) return ended(code, row, cut);
  }
  return 0;
}

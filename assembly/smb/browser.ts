// Announcements of the Windows browser service by NetBIOS datagram, UDP port 138 (RFC 1002 section 4.4, MS-BRWS section 2.2): what a host offers, its version, its comment.
import {
  F_ID_DESCRIPTION, F_ID_FUNCTION, F_ID_NAME, F_SMB_OS_VERSION, F_SMB_SERVER_TYPE, REASON_BAD_LENGTH, REASON_TRUNCATED, T_TEXT,
} from "../layout";
import { arenaReserve, fieldArena, fieldU32 } from "../memory/emit";
import { be32 } from "../memory/bytes";
import { putDecimal } from "../print/number";
import { fieldTrimmed, fieldWord, spells } from "../text/fields";
import { emitNetbios, netbiosEnd, readNetbios } from "../nbns/name";

const HEADER: i32 = 14;
const SMB1: u32 = 0xff534d42, TRANSACTION: u8 = 0x25;
const SMB_HEADER: i32 = 32;
const WORDS: i32 = 17;
const NAME: i32 = 16;
const HOST: u8 = 1, DOMAIN: u8 = 12, MASTER: u8 = 15;

/** The announcement in [at, end): command, count, period, name, version, kind of server, browser version, signature, comment. */
function announcement(at: usize, end: usize): void {
  const command = load<u8>(at);
  fieldWord(F_ID_FUNCTION, command == HOST ? "host announcement" : command == DOMAIN ? "domain announcement" : command == MASTER ? "master announcement" : command == 8 ? "election" : command == 2 ? "announcement request" : "other");
  if (command != HOST && command != MASTER) return; // a domain's names its master, not itself
  if (at + 32 > end) return;
  fieldTrimmed(F_ID_NAME, at + 6, NAME);
  const out = arenaReserve(8);
  if (out != 0) {
    let to = putDecimal(out, load<u8>(at, 22));
    store<u8>(to, 46);
    to = putDecimal(to + 1, load<u8>(at, 23));
    fieldArena(F_SMB_OS_VERSION, T_TEXT, <i32>(to - out));
  }
  fieldU32(F_SMB_SERVER_TYPE, load<u32>(at, 24));
  fieldTrimmed(F_ID_DESCRIPTION, at + 32, <i32>(end - at) - 32);
}

/** 0 = keep, 1 = another datagram, -REASON = malformed. */
export function readBrowser(payload: usize, end: usize): i32 {
  if (payload + HEADER > end) return -REASON_TRUNCATED;
  const type = load<u8>(payload);
  if (type < 0x10 || type > 0x12) return 1;
  const source = readNetbios(payload, end, payload + HEADER);
  if (source != 0) return source;
  emitNetbios();
  const target = readNetbios(payload, end, netbiosEnd());
  if (target != 0) return target;
  const smb = netbiosEnd(), parameters = smb + SMB_HEADER + 1;
  if (parameters + WORDS * 2 + 2 > end || be32(smb) != SMB1 || load<u8>(smb, 4) != TRANSACTION || load<u8>(smb, SMB_HEADER) != <u8>WORDS) return 1;
  const mailslot = parameters + WORDS * 2 + 2;
  if (mailslot + 16 > end || !spells(mailslot, "\\MAILSLOT\\BROWSE")) return 1;
  const size = <usize>load<u16>(parameters, 22), data = smb + <usize>load<u16>(parameters, 24);
  if (data < mailslot || data + size > end || size < 1) return -REASON_BAD_LENGTH;
  announcement(data, data + size);
  return 0;
}

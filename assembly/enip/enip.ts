// EtherNet/IP (CIP volume 2, chapter 2): the encapsulation, ListIdentity, and the identity object where it was asked for.
import { F_ID_FUNCTION, FLAG_RESPONSE, ROW_FLAGS, ROW_SRC_PORT } from "../layout";
import { firstSaid } from "../capture/said";
import { fieldDecimal, fieldWord } from "../memory/words";
import { parseCip } from "./cip";
import { readListIdentity } from "./identity";

export const ENIP_PORT: i32 = 44818;
/** 0 command, 2 length, 4 session, 8 status, 12 sender context, 20 options; little endian. */
const HEAD: i32 = 24;
const NOP: i32 = 0, LIST_SERVICES: i32 = 0x04, LIST_IDENTITY: i32 = 0x63, LIST_INTERFACES: i32 = 0x64, REGISTER: i32 = 0x65, UNREGISTER: i32 = 0x66, SEND_RR: i32 = 0x6f, SEND_UNIT: i32 = 0x70;
/** Longest message taken, bytes: CIP's large connections carry 4,000. */
const LONGEST: i32 = 8192;

function isCommand(command: i32): bool { return command == NOP || command == LIST_SERVICES || (command >= LIST_IDENTITY && command <= UNREGISTER) || command == SEND_RR || command == SEND_UNIT; }

/** Whether the bytes begin a message: a known command, a length that can be, and no options (section 2-3.7). */
export function isEnip(at: usize, length: i32): bool {
  if (length < 4 || !isCommand(load<u16>(at)) || <i32>load<u16>(at + 2) > LONGEST) return false;
  return length < HEAD || load<u32>(at + 20) == 0;
}

export function enipLength(at: usize, length: i32): i32 {
  if (!isEnip(at, length)) return -1;
  const bytes = HEAD + <i32>load<u16>(at + 2);
  return bytes > length ? 0 : bytes;
}

/** 0 = keep, 1 = nothing new. */
export function parseEnip(at: usize, length: i32, row: usize): i32 {
  if (length < HEAD) return 1;
  const command = <i32>load<u16>(at), response = load<u16>(row + ROW_SRC_PORT) == <u16>ENIP_PORT;
  if (response) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  const body = at + HEAD, end = at + <usize>min(length, HEAD + <i32>load<u16>(at + 2));
  if (command == SEND_RR || command == SEND_UNIT) return parseCip(body, end, response);
  if (command == NOP || (response && load<u32>(at + 8) != 0)) return 1; // says nothing, or no
  if (command == LIST_SERVICES) fieldWord(F_ID_FUNCTION, "list_services");
  else if (command == LIST_IDENTITY) fieldWord(F_ID_FUNCTION, "list_identity");
  else if (command == LIST_INTERFACES) fieldWord(F_ID_FUNCTION, "list_interfaces");
  else if (command == REGISTER) fieldWord(F_ID_FUNCTION, "register_session");
  else if (command == UNREGISTER) fieldWord(F_ID_FUNCTION, "unregister_session");
  else fieldDecimal(F_ID_FUNCTION, <u32>command);
  if (command == LIST_IDENTITY && body < end) return readListIdentity(body, end) ? 0 : 1;
  return firstSaid(command & 127) ? 0 : 1;
}

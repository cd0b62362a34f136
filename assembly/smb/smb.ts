// SMB over TCP: the negotiation and session set-up of SMB 2 and 3 (MS-SMB2), of SMB 1 in session.ts, and announcements by datagram in browser.ts.
import { F_ID_FUNCTION, F_SMB_DIALECT, F_SMB_OFFERED, FLAG_RESPONSE, ROW_FLAGS, ROW_PROTO } from "../layout";
import { be32 } from "../memory/bytes";
import { fieldWord } from "../text/fields";
import { readBrowser } from "./browser";
import { readNtlm } from "./ntlm";
import { negotiate1, setup1 } from "./session";

const UDP: u8 = 17;
const FRAME: i32 = 4; // NetBIOS session header: type 0 and three bytes of length (RFC 1002 section 4.3.1)
const SMB1: u32 = 0xff534d42, SMB2: u32 = 0xfe534d42;
const HEADER2: i32 = 64;
const NEGOTIATE1: u8 = 0x72, SETUP1: u8 = 0x73;
const NEGOTIATE2: u32 = 0, SETUP2: u32 = 1;
const DIALECTS_MAX: i32 = 16;

/** Whether a message of the two commands begins at `at`; all others are files and their traffic. */
export function isSmb(at: usize, length: i32): bool {
  if (length < FRAME + 35 || load<u8>(at) != 0) return false;
  const word = be32(at + 4);
  if (word == SMB1) return load<u8>(at, 8) == NEGOTIATE1 || load<u8>(at, 8) == SETUP1;
  return word == SMB2 && load<u16>(at, 16) <= <u16>SETUP2;
}
export function smbLength(at: usize): i32 { return FRAME + <i32>(be32(at) & 0xffffff); }

function dialectName(dialect: u32): string {
  switch (dialect) {
    case 0x0202: return "2.0.2";
    case 0x0210: return "2.1";
    case 0x02ff: return "2.x";
    case 0x0300: return "3.0";
    case 0x0302: return "3.0.2";
    case 0x0311: return "3.1.1";
    default: return "other";
  }
}

function smb2(at: usize, end: usize, row: usize): i32 {
  if (at + HEADER2 + 6 > end) return 1;
  const command = <u32>load<u16>(at, 12), response = (load<u8>(at, 16) & 1) != 0, body = at + HEADER2;
  if (response) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldWord(F_ID_FUNCTION, command == NEGOTIATE2 ? "negotiate" : "session-setup");
  if (command == SETUP2) { readNtlm(body, end); return 0; }
  if (response) { fieldWord(F_SMB_DIALECT, dialectName(load<u16>(body, 4))); return 0; }
  const count = min(<i32>load<u16>(body, 2), DIALECTS_MAX);
  for (let i = 0; i < count && body + 38 + <usize>(i * 2) <= end; i++) fieldWord(F_SMB_OFFERED, dialectName(load<u16>(body + 36 + <usize>(i * 2))));
  return 0;
}

/** 0 = keep, 1 = not SMB or nothing of it that is read, -REASON = malformed. */
export function parseSmb(payload: usize, length: i32, row: usize): i32 {
  const end = payload + <usize>length;
  if (load<u8>(row + ROW_PROTO) == UDP) return readBrowser(payload, end);
  if (!isSmb(payload, length)) return 1;
  const at = payload + FRAME;
  if (be32(at) == SMB2) return smb2(at, end, row);
  const response = (load<u8>(at, 9) & 0x80) != 0;
  if (response) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  if (load<u8>(at, 4) == NEGOTIATE1) {
    fieldWord(F_ID_FUNCTION, "negotiate");
    negotiate1(at, end, response);
  } else {
    fieldWord(F_ID_FUNCTION, "session-setup");
    setup1(at, end, response);
  }
  return 0;
}

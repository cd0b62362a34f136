// NTLMSSP messages inside a session set-up (MS-NLMP section 2.2.1): what the challenge says about the server, and the version of either system. Users stay unread.
import { F_ID_NAME, F_SMB_DNS_DOMAIN, F_SMB_DNS_NAME, F_SMB_DOMAIN, F_SMB_OS_VERSION, T_TEXT } from "../layout";
import { arenaReserve, fieldArena } from "../memory/emit";
import { putDecimal } from "../print/number";
import { fieldTrimmed, fieldUtf16 } from "../text/fields";

const SIGNATURE: u64 = 0x005053534d4c544e; // "NTLMSSP\0"
const NEGOTIATE: u32 = 1, CHALLENGE: u32 = 2, AUTHENTICATE: u32 = 3;
const UNICODE: u32 = 1, VERSION: u32 = 0x02000000;
const PAIRS_MAX: i32 = 32;

/** Where the message stands in [at, end), or 0. */
function find(at: usize, end: usize): usize {
  for (; at + 12 <= end; at++) if (load<u64>(at) == SIGNATURE) return at;
  return 0;
}

/** Major, minor and build number: `10.0.19041`. */
function version(at: usize, end: usize): void {
  if (at + 8 > end || load<u32>(at) == 0) return;
  const out = arenaReserve(40);
  if (out == 0) return;
  let to = putDecimal(out, load<u8>(at));
  store<u8>(to, 46);
  to = putDecimal(to + 1, load<u8>(at, 1));
  store<u8>(to, 46);
  to = putDecimal(to + 1, load<u16>(at, 2));
  fieldArena(F_SMB_OS_VERSION, T_TEXT, <i32>(to - out));
}

/** Pairs of the challenge: 1 NetBIOS name, 2 NetBIOS domain, 3 DNS name, 4 DNS domain; 0 ends them. */
function targetInfo(at: usize, end: usize): void {
  for (let i = 0; i < PAIRS_MAX && at + 4 <= end; i++) {
    const kind = load<u16>(at), length = <i32>load<u16>(at, 2), value = at + 4;
    if (kind == 0 || value + <usize>length > end) return;
    const id = kind == 1 ? F_ID_NAME : kind == 2 ? F_SMB_DOMAIN : kind == 3 ? F_SMB_DNS_NAME : kind == 4 ? F_SMB_DNS_DOMAIN : 0;
    if (id != 0) fieldUtf16(id, value, length, false);
    at = value + <usize>length;
  }
}

/** Reads the message in [at, end), when there is one. */
export function readNtlm(at: usize, end: usize): void {
  const message = find(at, end);
  if (message == 0) return;
  const type = load<u32>(message, 8);
  if (type == NEGOTIATE && message + 40 <= end && (load<u32>(message, 12) & VERSION) != 0) version(message + 32, end);
  else if (type == CHALLENGE && message + 48 <= end) {
    const flags = load<u32>(message, 20), length = <i32>load<u16>(message, 40), info = message + <usize>load<u32>(message, 44);
    if (info > message && info + <usize>length <= end) targetInfo(info, info + <usize>length);
    if ((flags & VERSION) != 0) version(message + 48, end);
  } else if (type == AUTHENTICATE && message + 64 <= end) {
    const flags = load<u32>(message, 60), length = <i32>load<u16>(message, 44), station = message + <usize>load<u32>(message, 48);
    if (length > 0 && station > message && station + <usize>length <= end) {
      if ((flags & UNICODE) != 0) fieldUtf16(F_ID_NAME, station, length, false);
      else fieldTrimmed(F_ID_NAME, station, length);
    }
    if ((flags & VERSION) != 0) version(message + 64, end);
  }
}

// BACnet character strings (ASHRAE 135 section 20.2.9): UTF-8 as it stands, ISO 8859-1 and UCS-2 turned into it.
import { T_TEXT } from "../layout";
import { be16 } from "../memory/bytes";
import { arenaReserve, fieldArena } from "../memory/emit";
import { fieldTrimmed } from "../memory/words";

const UTF8: u8 = 0, UCS2: u8 = 4, LATIN1: u8 = 5;
/** Longest string taken, bytes: a name is much shorter. */
const LONGEST: i32 = 1024;

/** A field of the string whose first byte tells its character set. Sets that nobody uses any more (DBCS, JIS, UCS-4) are left out. */
export function fieldString(id: i32, at: usize, length: i32): void {
  if (length < 2 || length > LONGEST) return;
  const set = load<u8>(at), text = at + 1, bytes = length - 1;
  if (set == UTF8) { fieldTrimmed(id, text, bytes); return; }
  if (set != UCS2 && set != LATIN1) return;
  const out = arenaReserve(bytes * 2 + 2);
  if (out == 0) return;
  let to = out;
  if (set == LATIN1) for (let i = 0; i < bytes; i++) to = put(to, load<u8>(text + <usize>i));
  else for (let i = 0; i + 2 <= bytes; i += 2) to = put(to, be16(text + <usize>i));
  if (to > out) fieldArena(id, T_TEXT, <i32>(to - out));
}

/** One character of the basic plane; half of a surrogate pair is none. */
function put(out: usize, c: u32): usize {
  if (c >= 0xd800 && c < 0xe000) c = 0xfffd;
  if (c < 0x80) { store<u8>(out, <u8>c); return out + 1; }
  if (c < 0x800) {
    store<u8>(out, <u8>(0xc0 | (c >> 6)));
    store<u8>(out, <u8>(0x80 | (c & 63)), 1);
    return out + 2;
  }
  store<u8>(out, <u8>(0xe0 | (c >> 12)));
  store<u8>(out, <u8>(0x80 | ((c >> 6) & 63)), 1);
  store<u8>(out, <u8>(0x80 | (c & 63)), 2);
  return out + 3;
}

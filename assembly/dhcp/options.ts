// Finding DHCP options: three areas (options, then `file`, then `sname` when option 52 says so), long options split over several (RFC 3396).
import { REASON_BAD_OPTION, T_CODES, F_DHCP_OPTIONS } from "../layout";
import { arenaReserve, fieldArena } from "../memory/emit";

const PAD: i32 = 0;
const END: i32 = 255;
const OVERLOAD: i32 = 52;
const FILE_AT: i32 = 108;
const FILE_BYTES: i32 = 128;
const SNAME_AT: i32 = 44;
const SNAME_BYTES: i32 = 64;
const OPTIONS_AT: i32 = 240;

// One entry a code: u32 where its first part stands, u32 bytes of the first part, u32 bytes of all parts, u32 parts.
const ENTRY_BYTES: i32 = 16;
const TABLE: usize = memory.data(256 * ENTRY_BYTES, 16);
/** Joined parts: all of them together are no longer than the largest datagram. */
const JOINED: usize = memory.data(65536 + 64, 16);
let joined: usize = 0;
let packet: usize = 0;
let packetEnd: usize = 0;
let overload: i32 = 0;
let codes: usize = 0;
let codeCount: i32 = 0;

// @ts-ignore: decorator
@inline function entryOf(code: i32): usize { return TABLE + <usize>(code * ENTRY_BYTES); }

/** Indexes every option of the message at `at`. Returns 0 or a reason. `cut`: the capture ended early, so an option may, too. */
export function indexOptions(at: usize, end: usize, cut: bool): i32 {
  memory.fill(TABLE, 0, 256 * ENTRY_BYTES);
  joined = JOINED; packet = at; packetEnd = end; overload = 0; codeCount = 0;
  codes = arenaReserve(<i32>(end - at));
  if (codes == 0) return 0; // overflow is marked: the row is given up
  let reason = walkArea(at + OPTIONS_AT, end, cut, true);
  if (reason == 0 && (overload & 1) != 0) reason = walkArea(at + FILE_AT, at + FILE_AT + FILE_BYTES, false, false);
  if (reason == 0 && (overload & 2) != 0) reason = walkArea(at + SNAME_AT, at + SNAME_AT + SNAME_BYTES, false, false);
  if (reason == 0 && codeCount > 0) fieldArena(F_DHCP_OPTIONS, T_CODES, codeCount);
  return reason;
}

function walkArea(at: usize, end: usize, cut: bool, main: bool): i32 {
  while (at < end) {
    const code = <i32>load<u8>(at);
    if (code == END) return 0;
    if (code == PAD) { at++; continue; }
    if (at + 2 > end || at + 2 + load<u8>(at + 1) > end) return cut ? 0 : REASON_BAD_OPTION;
    const bytes = <i32>load<u8>(at + 1), value = at + 2, e = entryOf(code);
    store<u8>(codes + codeCount, <u8>code);
    codeCount++;
    if (load<u32>(e + 12) == 0) { store<u32>(e, <u32>value); store<u32>(e + 4, bytes); }
    store<u32>(e + 8, load<u32>(e + 8) + bytes);
    store<u32>(e + 12, load<u32>(e + 12) + 1);
    // RFC 2132 section 9.3; inside `file` or `sname` it would have no meaning.
    if (main && code == OVERLOAD && bytes == 1) overload = load<u8>(value) & 3;
    at = value + <usize>bytes;
  }
  return 0;
}

// @ts-ignore: decorator
@inline export function hasOption(code: i32): bool { return load<u32>(entryOf(code) + 12) != 0; }
/** Bytes of the first instance: for options of a fixed length, which are never split. */
// @ts-ignore: decorator
@inline export function firstLength(code: i32): i32 { return load<i32>(entryOf(code) + 4); }
// @ts-ignore: decorator
@inline export function firstValue(code: i32): usize { return load<u32>(entryOf(code)); }
/** Bytes of all instances together. */
// @ts-ignore: decorator
@inline export function wholeLength(code: i32): i32 { return load<i32>(entryOf(code) + 8); }

/** All instances in one piece (RFC 3396 section 7): where the first stands when there is but one, else a joined copy. */
export function wholeValue(code: i32): usize {
  if (load<u32>(entryOf(code) + 12) < 2) return firstValue(code);
  const begin = joined;
  joinArea(code, packet + OPTIONS_AT, packetEnd);
  if ((overload & 1) != 0) joinArea(code, packet + FILE_AT, packet + FILE_AT + FILE_BYTES);
  if ((overload & 2) != 0) joinArea(code, packet + SNAME_AT, packet + SNAME_AT + SNAME_BYTES);
  return begin;
}

function joinArea(wanted: i32, at: usize, end: usize): void {
  while (at < end) {
    const code = <i32>load<u8>(at);
    if (code == END) return;
    if (code == PAD) { at++; continue; }
    if (at + 2 > end || at + 2 + load<u8>(at + 1) > end) return;
    const bytes = <usize>load<u8>(at + 1);
    if (code == wanted) { memory.copy(joined, at + 2, bytes); joined += bytes; }
    at += 2 + bytes;
  }
}

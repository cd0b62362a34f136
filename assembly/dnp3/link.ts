// The DNP3 link and transport layers (IEEE 1815 clauses 8 and 9): frames with a checksum a block, joined to one fragment of the application.
import { STREAM_BYTES } from "../layout";
import { be16 } from "../memory/bytes";

// 0 u16 0564, 2 u8 length of what follows without checksums, 3 u8 control, 4 u16 destination, 6 u16 source (little endian), 8 u16 checksum; then
// blocks of 16 bytes with a checksum each
const HEAD: i32 = 10;
const START: u32 = 0x0564;
const BLOCK: i32 = 16;
const FIRST: u8 = 0x40, FINAL: u8 = 0x80;
/** Reflected x^16 + x^13 + x^12 + x^11 + x^10 + x^8 + x^6 + x^5 + x^2 + 1. */
const POLYNOMIAL: u32 = 0xa6bc;
const JOINED: usize = memory.data(STREAM_BYTES, 16);

let joined: i32 = 0;
// @ts-ignore: decorator
@inline export function fragmentAt(): usize { return JOINED; }
/** Bytes of the fragment that joinFragment gathered. */
// @ts-ignore: decorator
@inline export function fragmentLength(): i32 { return joined; }

function isSound(at: usize, bytes: i32): bool {
  let crc: u32 = 0;
  for (let i = 0; i < bytes; i++) {
    crc ^= load<u8>(at + <usize>i);
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ POLYNOMIAL : crc >> 1;
  }
  return <u16>~crc == load<u16>(at + <usize>bytes);
}

/** Bytes of user data in the frame at `at`. */
// @ts-ignore: decorator
@inline function userBytes(at: usize): i32 { return <i32>load<u8>(at + 2) - 5; }
// @ts-ignore: decorator
@inline function frameBytes(at: usize): i32 { const bytes = userBytes(at); return HEAD + bytes + ((bytes + BLOCK - 1) / BLOCK << 1); }

/** A frame begins here, whatever the port: its checksum says so. */
export function isDnp3(at: usize, length: i32): bool {
  if (length < HEAD) return false;
  return be16(at) == START && load<u8>(at + 2) >= 5 && isSound(at, 8);
}

/** The frames of one fragment: those behind the first while the transport layer says that more come. */
export function dnp3Length(at: usize, length: i32): i32 {
  if (!isDnp3(at, length)) return -1;
  let offset = 0, ends = false;
  while (!ends) {
    const frame = at + <usize>offset, bytes = frameBytes(frame);
    if (offset + bytes > length) return 0;
    const user = userBytes(frame), transport = user > 0 ? load<u8>(frame + HEAD) : FINAL;
    offset += bytes;
    if ((transport & FINAL) != 0 || ((transport & FIRST) == 0 && offset == bytes)) break;
    if (offset + HEAD > length) return 0;
    // What follows must go on with it
    const next = at + <usize>offset;
    ends = !isDnp3(next, length - offset) || userBytes(next) < 1 || (offset + HEAD < length && (load<u8>(next + HEAD) & FIRST) != 0);
  }
  return offset;
}

/** Whether the first block of user data is sound: 1, 0, or -1 when it is not all there. */
export function firstBlock(at: usize, length: i32): i32 {
  const bytes = min(BLOCK, userBytes(at));
  return HEAD + bytes + 2 > length ? -1 : isSound(at + HEAD, bytes) ? 1 : 0;
}

/** Joins the user data of the frames, without checksums and transport bytes; ends at the first block that is not sound or not there. False when one was not sound. */
export function joinFragment(at: usize, length: i32): bool {
  joined = 0;
  let offset = 0;
  while (offset + HEAD <= length && be16(at + <usize>offset) == START && load<u8>(at + <usize>offset + 2) >= 5) {
    const frame = at + <usize>offset, user = userBytes(frame), before = joined;
    for (let from = 0, block = offset + HEAD; from < user; from += BLOCK) {
      const bytes = min(BLOCK, user - from);
      if (block + bytes + 2 > length || joined + bytes > STREAM_BYTES) return true;
      if (!isSound(at + <usize>block, bytes)) return false;
      // The first byte of a frame's data is the transport layer's
      const skip = from == 0 ? 1 : 0;
      memory.copy(JOINED + <usize>joined, at + <usize>(block + skip), <usize>(bytes - skip));
      joined += bytes - skip;
      block += bytes + 2;
    }
    offset += frameBytes(frame);
    if (joined == before) break;
  }
  return true;
}

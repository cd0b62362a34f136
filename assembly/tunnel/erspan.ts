// Mirrored frames in GRE (draft-foschiano-erspan-03): what a switch saw on its ports, as if the capture stood there (R149).
import { FLAG_TRUNCATED, ROW_FLAGS, STATE_SEALED } from "../layout";
import { be16 } from "../memory/bytes";
import { packetBase, stateBase } from "../memory/regions";
import { readFrame } from "../ether/ethernet";
import { readIp, NOT_INSIDE } from "./inner";
import { enter, ERSPAN1, ERSPAN2, ERSPAN3 } from "./tunnel";

// Type II: 0 version 4 bits and VLAN 12, 2 class 3, encapsulation 2, truncated 1, session 10, 4 reserved 12 and port index 20.
// Type III: the same words with an integrity flag for the encapsulation, then 4 time stamp, 8 group tag, 10 P 1, frame type 5, hardware 6, D 1, granularity 2, O 1
const HEAD2: i32 = 8;
const HEAD3: i32 = 12;
const PLATFORM: usize = 8; // behind the head when O is set
const ETHERNET: i32 = 14;
const CUT: u32 = 0x0400; // the switch kept only the frame's beginning
const BAD_FRAME: u32 = 3; // received with a wrong checksum: its addresses may be anything

/** Whoever reads for a node that was not told to open it leaves it closed (R152). */
export function erspanSealed(): bool { return load<u8>(stateBase() + STATE_SEALED) != 0; }

export function readErspan1(at: usize, end: usize): i32 { return readMirrored(ERSPAN1, 0, 0, at, end); }

export function readErspan2(at: usize, end: usize): i32 {
  if (at + HEAD2 > end || load<u8>(at) >> 4 != 1) return NOT_INSIDE;
  return readMirrored(ERSPAN2, be16(at + 2), be16(at) & 0xfff, at + HEAD2, end);
}

export function readErspan3(at: usize, end: usize): i32 {
  if (at + HEAD3 > end || load<u8>(at) >> 4 != 2) return NOT_INSIDE;
  const word = be16(at + 2), last = be16(at + 10), type = (last >> 10) & 31;
  if (((word >> 11) & 3) == BAD_FRAME) return NOT_INSIDE;
  const body = at + HEAD3 + ((last & 1) != 0 ? PLATFORM : 0);
  if (type == 0) return readMirrored(ERSPAN3, word, be16(at) & 0xfff, body, end);
  return type == 2 ? readIp(ERSPAN3, word & 0x3ff, body, end) : NOT_INSIDE;
}

function readMirrored(kind: u32, word: u32, vlan: u32, at: usize, end: usize): i32 {
  if (at + ETHERNET > end) return NOT_INSIDE;
  const reason = enter(kind, word & 0x3ff, at, end);
  if (reason != 0) return reason;
  if ((word & CUT) != 0) store<u8>(packetBase() + ROW_FLAGS, load<u8>(packetBase() + ROW_FLAGS) | FLAG_TRUNCATED);
  return readFrame(at, end, vlan, 0);
}

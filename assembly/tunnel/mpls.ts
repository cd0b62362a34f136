// MPLS label stacks (RFC 3032). The label does not say what it carries: IP shows by its version, a pseudowire (RFC 4448) by its control word or its frame.
import { be16, be32 } from "../memory/bytes";
import { readEthernet } from "../ether/ethernet";
import { isIp, readIp, NOT_INSIDE } from "./inner";
import { enter, MPLS } from "./tunnel";

const BOTTOM: u32 = 0x100;
const MOST_LABELS: i32 = 16;
const ETHERNET: i32 = 14;

/** Returns 0, a reason, or NOT_INSIDE. */
export function readMpls(at: usize, end: usize): i32 {
  for (let labels = 0; labels < MOST_LABELS && at + 4 <= end; labels++) {
    const word = be32(at);
    at += 4;
    if ((word & BOTTOM) != 0) return readPayload(word >> 12, at, end);
  }
  return NOT_INSIDE;
}

function readPayload(label: u32, at: usize, end: usize): i32 {
  if (isIp(at, end)) return readIp(MPLS, label, at, end);
  // RFC 4385: a control word begins with 0; 1 is the wire's own signalling.
  const nibble = at < end ? load<u8>(at) >> 4 : 1;
  if (nibble == 0 && isFrame(at + 4, end)) return readFrame(label, at + 4, end);
  return nibble != 1 && isFrame(at, end) ? readFrame(label, at, end) : NOT_INSIDE;
}

/** A frame that could be one: a sender that is no group, and a type we read. */
function isFrame(at: usize, end: usize): bool {
  if (at + ETHERNET > end || (load<u8>(at + 6) & 1) != 0) return false;
  const type = be16(at + 12);
  return type == 0x0800 || type == 0x0806 || type == 0x86dd || type == 0x8100 || type == 0x88a8;
}

function readFrame(label: u32, at: usize, end: usize): i32 {
  const reason = enter(MPLS, label, at, end);
  return reason != 0 ? reason : readEthernet(at, end);
}

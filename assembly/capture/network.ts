// The office protocols of ids/network.ts: how a frame or payload is known as theirs, and who reads it. The shared layers call each function here once.
import { KIND_CDP, KIND_LLDP, KIND_LLMNR, KIND_NBNS, KIND_NTP } from "../layout";
import { be32 } from "../memory/bytes";
import { parseCdp } from "../cdp/cdp";
import { parseLldp } from "../lldp/lldp";
import { parseLlmnr } from "../llmnr/llmnr";
import { parseNbns } from "../nbns/nbns";
import { parseNtp } from "../ntp/ntp";
import { readApplication } from "./applications";

const LLDP: u32 = 0x88cc;
/** LLC with SNAP; Cisco's organisation and protocol. */
const LLC: u32 = 4;
const SNAP: u32 = 0xaaaa0300;
const CISCO_CDP: u32 = 0x000c2000;

/** Reads a frame that is not IP, when it is one of these. 0, or the reason to reject the packet. */
export function networkFrame(type: u32, at: usize, end: usize): i32 {
  if (type == LLDP) return readApplication(KIND_LLDP, at, <i32>(end - at));
  if (type == LLC && at + 8 <= end && be32(at) == SNAP && be32(at + 4) == CISCO_CDP) return readApplication(KIND_CDP, at + 8, <i32>(end - at) - 8);
  return 0;
}

function kindOfPort(port: i32): i32 {
  switch (port) {
    case 123: return KIND_NTP;
    case 137: return KIND_NBNS;
    case 5355: return KIND_LLMNR;
    default: return 0;
  }
}

/** The record kind of a datagram, or 0. */
export function networkUdpKind(source: i32, target: i32): i32 {
  const kind = kindOfPort(target);
  return kind != 0 ? kind : kindOfPort(source);
}

/** As parsers do: 0 keeps the row, 1 = not this protocol after all, or a negated reason. */
export function parseNetwork(kind: i32, at: usize, length: i32, row: usize): i32 {
  switch (kind) {
    case KIND_LLMNR: return parseLlmnr(at, length, row);
    case KIND_NBNS: return parseNbns(at, length, row);
    case KIND_LLDP: return parseLldp(at, length, row);
    case KIND_CDP: return parseCdp(at, length, row);
    case KIND_NTP: return parseNtp(at, length, row);
    default: return 1;
  }
}

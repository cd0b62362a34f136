// GRE (RFC 2784, keys and sequence numbers RFC 2890, PPTP's version 1 RFC 2637) and what it carries: Ethernet, IP, MPLS, PPP, mirrored frames,
// and 802.11 as Aruba's access points send it to their controller.
import { be16, be32 } from "../memory/bytes";
import { readEthernet } from "../ether/ethernet";
import { readIp, NOT_INSIDE } from "./inner";
import { erspanSealed, readErspan1, readErspan2, readErspan3 } from "./erspan";
import { readMpls } from "./mpls";
import { readPpp } from "./ppp";
import { readWlan } from "../wlan/wlan";
import { enter, GRE } from "./tunnel";

const CHECKSUM: u32 = 0x8000;
const ROUTING: u32 = 0x4000; // RFC 1701; deprecated
const KEY: u32 = 0x2000;
const SEQUENCE: u32 = 0x1000;
const ACKNOWLEDGMENT: u32 = 0x0080; // version 1
const VERSION: u32 = 7;
const PPTP: u32 = 1;
const ARUBA: u32 = 0x82; // and the queue in the low byte

/** Returns 0, a reason, or NOT_INSIDE: what it carries is not for us, and the packet stands for itself. */
export function readGre(at: usize, end: usize): i32 {
  if (at + 4 > end) return NOT_INSIDE;
  const flags = be16(at), type = be16(at + 2), version = flags & VERSION;
  if (version > PPTP || (flags & ROUTING) != 0) return NOT_INSIDE;
  let body = at + 4, key: u32 = 0;
  if ((flags & CHECKSUM) != 0) body += 4;
  if ((flags & KEY) != 0) { if (body + 4 <= end) key = be32(body); body += 4; }
  if ((flags & SEQUENCE) != 0) body += 4;
  if (version == PPTP && (flags & ACKNOWLEDGMENT) != 0) body += 4;
  if (body >= end) return NOT_INSIDE;
  if (type >>> 8 == ARUBA) {
    const reason = enter(GRE, key, body, end);
    return reason != 0 ? reason : readWlan(body, end, false);
  }
  if (version == PPTP) {
    // The key is length and call id.
    return type == 0x880b ? readPpp(GRE, key & 0xffff, body, end) : NOT_INSIDE;
  }
  switch (type) {
    case 0x0800: case 0x86dd: return readIp(GRE, key, body, end);
    case 0x6558: { // transparent Ethernet bridging; NVGRE's key is its network and flow
      if (body + 14 > end) return NOT_INSIDE;
      const reason = enter(GRE, key, body, end);
      return reason != 0 ? reason : readEthernet(body, end);
    }
    case 0x88be: if (erspanSealed()) return NOT_INSIDE; return (flags & SEQUENCE) == 0 ? readErspan1(body, end) : readErspan2(body, end);
    case 0x22eb: if (erspanSealed()) return NOT_INSIDE; return readErspan3(body, end);
    case 0x8847: case 0x8848: return readMpls(body, end);
    case 0x880b: return readPpp(GRE, key, body, end);
    default: return NOT_INSIDE;
  }
}

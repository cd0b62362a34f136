// PPP frames (RFC 1661, HDLC-like framing RFC 1662), PPPoE sessions (RFC 2516).
import { be16 } from "../memory/bytes";
import { readIpv4 } from "../ipv4/ipv4";
import { readIpv6 } from "../ipv6/ipv6";
import { isIp, readIp, NOT_INSIDE } from "./inner";
import { readMpls } from "./mpls";
import { wrap, PPPOE } from "./tunnel";

const IPV4: u32 = 0x0021;
const IPV6: u32 = 0x0057;
const MPLS: u32 = 0x0281;

let body: usize = 0;

/** The protocol of the frame at `at`, 0 when there is none. Address and control bytes, and the first byte of a small protocol number, may have been left out. */
export function pppProtocol(at: usize, end: usize): u32 {
  if (at + 2 <= end && be16(at) == 0xff03) at += 2;
  if (at >= end) return 0;
  const first = <u32>load<u8>(at);
  if ((first & 1) != 0) { body = at + 1; return first; }
  if (at + 2 > end) return 0;
  body = at + 2;
  return be16(at);
}
/** Where the packet behind the protocol begins. Valid after pppProtocol. */
export function pppBody(): usize { return body; }

/** IP in PPP in a tunnel. Returns 0, a reason, or NOT_INSIDE. */
export function readPpp(kind: u32, id: u32, at: usize, end: usize): i32 {
  const protocol = pppProtocol(at, end);
  return protocol == IPV4 || protocol == IPV6 ? readIp(kind, id, body, end) : protocol == MPLS ? readMpls(body, end) : NOT_INSIDE;
}

/** A PPPoE session frame: 0x11, code 0, session 2, length 2, then PPP without address and control. Its two MACs are the two ends of one wire, so they stay. */
export function readPppoe(at: usize, end: usize): i32 {
  if (at + 8 > end || load<u8>(at) != 0x11 || load<u8>(at + 1) != 0) return NOT_INSIDE;
  const stop = min(at + 6 + <usize>be16(at + 4), end), protocol = pppProtocol(at + 6, stop), inside = body;
  if (protocol == MPLS) return readMpls(inside, stop);
  if ((protocol != IPV4 && protocol != IPV6) || !isIp(inside, stop)) return NOT_INSIDE;
  const reason = wrap(PPPOE, be16(at + 2));
  if (reason != 0) return reason;
  return load<u8>(inside) >> 4 == 4 ? readIpv4(inside, stop) : readIpv6(inside, stop);
}

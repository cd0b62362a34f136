// IP straight inside a tunnel: it brings no MAC, so its packets speak for no device.
import { readIpv4 } from "../ipv4/ipv4";
import { readIpv6 } from "../ipv6/ipv6";
import { enter } from "./tunnel";

/** There is no packet inside that we read: the outer one stands for itself, as if it were not a tunnel. */
export const NOT_INSIDE: i32 = -1;
const IPV4_HEAD: i32 = 20;
const IPV6_HEAD: i32 = 40;

/** The IP packet at `at`, by its version. Returns 0, a reason or NOT_INSIDE. */
export function readIp(kind: u32, id: u32, at: usize, end: usize): i32 {
  if (!isIp(at, end)) return NOT_INSIDE;
  const reason = enter(kind, id, at, end);
  if (reason != 0) return reason;
  return load<u8>(at) >> 4 == 4 ? readIpv4(at, end) : readIpv6(at, end);
}

/** Whether an IP header stands there whole. */
export function isIp(at: usize, end: usize): bool {
  if (at + IPV4_HEAD > end) return false;
  const version = load<u8>(at) >> 4;
  return version == 4 || (version == 6 && at + IPV6_HEAD <= end);
}

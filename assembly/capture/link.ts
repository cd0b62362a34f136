// Link types (https://www.tcpdump.org/linktypes.html) and what stands behind them.
import {
  FLAG_TRUNCATED, ROW_FLAGS, ROW_SRC_MAC, REASON_TRUNCATED, REASON_BAD_VALUE,
} from "../layout";
import { packetBase } from "../memory/regions";
import { be16 } from "../memory/bytes";
import { readEthernet } from "../ether/ethernet";
import { readArp } from "../arp/arp";
import { readIpv4 } from "../ipv4/ipv4";
import { readIpv6 } from "../ipv6/ipv6";
import { PROFINET, readProfinet } from "../pndcp/pndcp";
import { addFlow } from "../traffic/flows";

const NULL: i32 = 0; // BSD loopback: 4 bytes of address family, then IP
const ETHERNET: i32 = 1;
const RAW_BSD: i32 = 12;
const RAW_OPENBSD: i32 = 14;
const RAW: i32 = 101;
const LOOP: i32 = 108; // as NULL
const COOKED: i32 = 113; // Linux "any" device, version 1
const IPV4: i32 = 228;
const IPV6: i32 = 229;
const COOKED2: i32 = 276;

export function knownLink(link: i32): bool {
  return link == ETHERNET || link == RAW || link == COOKED || link == RAW_BSD || link == RAW_OPENBSD || link == IPV4 || link == IPV6
    || link == COOKED2 || link == NULL || link == LOOP;
}

/** Returns 0, or the reason to reject the packet. */
export function readLink(link: i32, at: usize, end: usize): i32 {
  if (link == ETHERNET) return readEthernet(at, end);
  if (link == COOKED) {
    // packet type 2, ARPHRD 2, address length 2, address 8, protocol 2. Only the sender's address is there.
    if (at + 16 > end) return REASON_TRUNCATED;
    if (be16(at + 2) == 1 && be16(at + 4) == 6) memory.copy(packetBase() + ROW_SRC_MAC, at + 6, 6);
    return readNetwork(be16(at + 14), at + 16, end);
  }
  if (link == COOKED2) {
    // protocol 2, reserved 2, interface index 4, ARPHRD 2, packet type 1, address length 1, address 8
    if (at + 20 > end) return REASON_TRUNCATED;
    if (be16(at + 8) == 1 && load<u8>(at + 11) == 6) memory.copy(packetBase() + ROW_SRC_MAC, at + 12, 6);
    return readNetwork(be16(at), at + 20, end);
  }
  if (link == NULL || link == LOOP) at += 4;
  if (at >= end) return REASON_TRUNCATED;
  const version = load<u8>(at) >> 4;
  return version == 4 ? readIpv4(at, end) : version == 6 ? readIpv6(at, end) : REASON_BAD_VALUE;
}

/** Reads what an Ethernet type announces; types nobody here reads become flows named by their type. */
export function readNetwork(type: u32, at: usize, end: usize): i32 {
  if (type == 0x0800) return readIpv4(at, end);
  if (type == 0x0806) return readArp(at, end);
  if (type == 0x86dd) return readIpv6(at, end);
  if (type == PROFINET) return readProfinet(at, end);
  addFlow(type, at, <i32>(end - at), <i32>(end - at));
  return 0;
}

/** Whether the capture, and not the sender, ended this packet early. */
// @ts-ignore: decorator
@inline export function cutShort(): bool { return (load<u8>(packetBase() + ROW_FLAGS) & FLAG_TRUNCATED) != 0; }

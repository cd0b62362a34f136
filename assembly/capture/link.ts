// Link types (https://www.tcpdump.org/linktypes.html) and what stands behind them.
import {
  FLAG_TRUNCATED, ROW_FLAGS, ROW_SRC_MAC, REASON_TRUNCATED, REASON_BAD_VALUE,
} from "../layout";
import { packetBase } from "../memory/regions";
import { be16 } from "../memory/bytes";
import { readEthernet, readFrame } from "../ether/ethernet";
import { readArp } from "../arp/arp";
import { readIpv4 } from "../ipv4/ipv4";
import { readIpv6 } from "../ipv6/ipv6";
import { PROFINET, readProfinet } from "../pndcp/pndcp";
import { addFlow } from "../traffic/flows";
import { NOT_INSIDE } from "../tunnel/inner";
import { readMpls } from "../tunnel/mpls";
import { readPppoe } from "../tunnel/ppp";
import { readRadiotap, readWlan } from "../wlan/wlan";
import { measureFrom } from "./packet";
import { readFrameRelay, readHdlc, readNflog, readPktap, readPpi, readPppLink } from "./serial-links";
import { networkFrame } from "./network";

const NULL: i32 = 0; // BSD loopback: 4 bytes of address family, then IP
const ETHERNET: i32 = 1;
const PPP: i32 = 9;
const RAW_BSD: i32 = 12;
const RAW_OPENBSD: i32 = 14;
const PPP_HDLC: i32 = 50;
const RAW: i32 = 101;
const HDLC: i32 = 104;
const WLAN: i32 = 105;
const FRAME_RELAY: i32 = 107;
const LOOP: i32 = 108; // as NULL
const COOKED: i32 = 113; // Linux "any" device, version 1
const RADIOTAP: i32 = 127;
const PPP_PPPD: i32 = 166;
const PPI: i32 = 192;
const IPV4: i32 = 228;
const IPV6: i32 = 229;
const NFLOG: i32 = 239;
const PKTAP: i32 = 258;
const COOKED2: i32 = 276;
const BROADCOM: i32 = 281; // Ethernet with a switch's own tag behind the MACs
const BROADCOM_FRONT: i32 = 282; // or before them
const MARVELL: i32 = 284; // the same, with the VLAN in its last 12 bits
const MARVELL_TYPED: i32 = 285; // and a type of its own before

export function knownLink(link: i32): bool {
  if (link == ETHERNET) return true;
  switch (link) {
    case NULL: case ETHERNET: case PPP: case RAW_BSD: case RAW_OPENBSD: case PPP_HDLC: case RAW: case HDLC: case WLAN: case FRAME_RELAY: case LOOP: case COOKED: case RADIOTAP:
    case PPP_PPPD: case PPI: case IPV4: case IPV6: case NFLOG: case PKTAP: case COOKED2: case BROADCOM: case BROADCOM_FRONT: case MARVELL: case MARVELL_TYPED:
      return true;
    default:
      return false;
  }
}

/** Returns 0, or the reason to reject the packet. */
export function readLink(link: i32, at: usize, end: usize): i32 {
  if (link == ETHERNET) return readEthernet(at, end);
  switch (link) {
    case COOKED:
      // packet type 2, ARPHRD 2, address length 2, address 8, protocol 2. Only the sender's address is there.
      if (at + 16 > end) return REASON_TRUNCATED;
      if (be16(at + 2) == 1 && be16(at + 4) == 6) memory.copy(packetBase() + ROW_SRC_MAC, at + 6, 6);
      return readNetwork(be16(at + 14), at + 16, end);
    case COOKED2:
      // protocol 2, reserved 2, interface index 4, ARPHRD 2, packet type 1, address length 1, address 8
      if (at + 20 > end) return REASON_TRUNCATED;
      if (be16(at + 8) == 1 && load<u8>(at + 11) == 6) memory.copy(packetBase() + ROW_SRC_MAC, at + 12, 6);
      return readNetwork(be16(at), at + 20, end);
    case RADIOTAP: return readRadiotap(at, end);
    case WLAN: return readWlan(at, end, false);
    case PPP: case PPP_HDLC: case PPP_PPPD: return readPppLink(at, end);
    case HDLC: return readHdlc(at, end);
    case FRAME_RELAY: return readFrameRelay(at, end);
    case NFLOG: return readNflog(at, end);
    case PKTAP: return readPktap(at, end);
    case PPI: return readPpi(at, end);
    case BROADCOM: return readFrame(at, end, 0, 4);
    case BROADCOM_FRONT:
      measureFrom(at + 4, end);
      return readEthernet(at + 4, end);
    case MARVELL: return readFrame(at, end, at + 16 <= end ? be16(at + 14) & 0xfff : 0, 4);
    case MARVELL_TYPED: return readFrame(at, end, at + 20 <= end ? be16(at + 18) & 0xfff : 0, 8);
    default: return readByVersion(link == NULL || link == LOOP ? at + 4 : at, end);
  }
}

function readByVersion(at: usize, end: usize): i32 {
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
  const reason = readWrapped(type, at, end);
  if (reason != NOT_INSIDE) return reason;
  const office = networkFrame(type, at, end);
  if (office != 0) return office;
  addFlow(type, at, <i32>(end - at), <i32>(end - at));
  return 0;
}
function readWrapped(type: u32, at: usize, end: usize): i32 {
  if (type == 0x8864) return readPppoe(at, end);
  return type == 0x8847 || type == 0x8848 ? readMpls(at, end) : NOT_INSIDE;
}

/** Whether the capture, and not the sender, ended this packet early. */
// @ts-ignore: decorator
@inline export function cutShort(): bool { return (load<u8>(packetBase() + ROW_FLAGS) & FLAG_TRUNCATED) != 0; }

// Link types without MACs: PPP, Cisco HDLC, frame relay; and heads that others put in front of a packet: NFLOG, PKTAP, PPI.
import { REASON_BAD_LENGTH, REASON_TRUNCATED, REASON_UNSUPPORTED_LINK, ROW_SRC_MAC } from "../layout";
import { readEthernet } from "../ether/ethernet";
import { be16, be32 } from "../memory/bytes";
import { packetBase } from "../memory/regions";
import { addFlow } from "../traffic/flows";
import { pppBody, pppProtocol } from "../tunnel/ppp";
import { descend } from "../tunnel/tunnel";
import { knownLink, readLink, readNetwork } from "./link";
import { measureFrom } from "./packet";
import { num16 } from "./state";

/** Ethernet types that stand for what is not read of these links. */
const PPP: u32 = 0x880b;
const FRAME_RELAY: u32 = 0x6559;
const CISCO_UNICAST: u8 = 0x0f;
const CISCO_MULTICAST: u8 = 0x8f;

/** A PPP frame in HDLC-like framing; some of these links carry Cisco's framing instead. */
export function readPppLink(at: usize, end: usize): i32 {
  if (at + 2 > end) return REASON_TRUNCATED;
  if (load<u8>(at) == CISCO_UNICAST || load<u8>(at) == CISCO_MULTICAST) return readHdlc(at, end);
  // pppd's own captures have the direction, 0 or 1, where the address byte was.
  if (load<u8>(at) < 2 && load<u8>(at + 1) == 3) at += 2;
  const protocol = pppProtocol(at, end), body = pppBody();
  if (protocol == 0x0021) return readNetwork(0x0800, body, end);
  if (protocol == 0x0057) return readNetwork(0x86dd, body, end);
  if (protocol == 0x0281) return readNetwork(0x8847, body, end);
  addFlow(PPP, at, <i32>(end - at), <i32>(end - at));
  return 0;
}

/** Cisco HDLC: address, control, an Ethernet type. */
export function readHdlc(at: usize, end: usize): i32 { return at + 4 > end ? REASON_TRUNCATED : readNetwork(be16(at + 2), at + 4, end); }

/** Frame relay (RFC 2427, or Cisco's: an Ethernet type behind the address). The address ends with the byte whose last bit is set. */
export function readFrameRelay(at: usize, end: usize): i32 {
  let body = at;
  while (body < end && body - at < 4 && (load<u8>(body) & 1) == 0) body++;
  body++;
  if (body + 2 > end) return REASON_TRUNCATED;
  if (load<u8>(body) != 3) return readNetwork(be16(body), body + 2, end);
  body++;
  if (load<u8>(body) == 0 && body + 1 < end) body++; // padding
  switch (load<u8>(body)) {
    case 0xcc: return readNetwork(0x0800, body + 1, end);
    case 0x8e: return readNetwork(0x86dd, body + 1, end);
    case 0x80: // SNAP: organisation and type
      if (body + 6 > end) return REASON_TRUNCATED;
      if (be16(body + 1) == 0 && load<u8>(body + 3) == 0) return readNetwork(be16(body + 4), body + 6, end);
      if (be32(body + 1) >>> 8 == 0x0080c2 && (be16(body + 4) == 1 || be16(body + 4) == 7)) return readEthernet(body + 6, end); // bridged, with and without checksum
      break;
    default:
  }
  addFlow(FRAME_RELAY, at, <i32>(end - at), <i32>(end - at));
  return 0;
}

/** Linux netfilter's log: family, version, group, then attributes in the writer's byte order; 8 is the sender's MAC, 9 the packet. */
export function readNflog(at: usize, end: usize): i32 {
  let attribute = at + 4;
  while (attribute + 4 <= end) {
    const bytes = num16(attribute), type = num16(attribute + 2) & 0x7fff, value = attribute + 4;
    if (bytes < 4) return REASON_BAD_LENGTH;
    const stop = attribute + <usize>bytes;
    if (type == 8 && bytes >= 14 && stop <= end && be16(value) == 6) memory.copy(packetBase() + ROW_SRC_MAC, value + 4, 6);
    if (type == 9) {
      const payload = min(stop, end);
      if (value >= payload) return REASON_TRUNCATED;
      return readNetwork(load<u8>(value) >> 4 == 6 ? 0x86dd : 0x0800, value, payload);
    }
    attribute += <usize>((bytes + 3) & ~3);
  }
  return REASON_TRUNCATED;
}

/** Apple's PKTAP: its length, a type, the link type of what follows; little endian. */
export function readPktap(at: usize, end: usize): i32 { return at + 12 > end ? REASON_TRUNCATED : readBehind(at, load<u32>(at), 12, load<u32>(at + 8), end); }
/** Per-packet information: version, flags, length, link type; little endian. */
export function readPpi(at: usize, end: usize): i32 { return at + 8 > end ? REASON_TRUNCATED : readBehind(at, load<u16>(at + 2), 8, load<u32>(at + 4), end); }

function readBehind(at: usize, bytes: u32, least: u32, link: u32, end: usize): i32 {
  if (bytes < least) return REASON_BAD_LENGTH;
  if (bytes > <u32>(end - at)) return REASON_TRUNCATED;
  if (link > 0xffff || !knownLink(<i32>link)) return REASON_UNSUPPORTED_LINK;
  measureFrom(at + <usize>bytes, end);
  const reason = descend();
  return reason != 0 ? reason : readLink(<i32>link, at + <usize>bytes, end);
}

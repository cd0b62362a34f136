// Tunnels in UDP, known by their port and their own head: VXLAN (RFC 7348, VXLAN-GPE draft-ietf-nvo3-vxlan-gpe), GENEVE (RFC 8926), GTP-U (3GPP TS 29.281),
// GRE (RFC 8086) and MPLS (RFC 7510) in UDP.
import { be16, be32 } from "../memory/bytes";
import { readEthernet } from "../ether/ethernet";
import { readGre } from "./gre";
import { isIp, readIp, NOT_INSIDE } from "./inner";
import { readMpls } from "./mpls";
import { enter, GENEVE, GTP, VXLAN } from "./tunnel";

const ETHERNET: i32 = 14;
const VXLAN_HEAD: i32 = 8;
const GENEVE_HEAD: i32 = 8;
const GTP_HEAD: i32 = 8;
const TPDU: u8 = 255;

/** By where the datagram goes: nobody has to send from there. Returns 0, a reason, or NOT_INSIDE, also when the head does not fit the port. */
export function readTunnelDatagram(port: u32, at: usize, end: usize): i32 {
  switch (port) {
    case 4789: case 8472: return readVxlan(at, end); // 8472 is Linux's from before the assignment
    case 4754: return readGre(at, end);
    case 6635: return readMpls(at, end);
    case 4790: return readVxlanGpe(at, end);
    case 6081: return readGeneve(at, end);
    case 2152: return readGtp(at, end);
    default: return NOT_INSIDE;
  }
}

//  0 flags, 1 reserved 3, 4 VNI 3, 7 reserved. The reserved bytes are 0, but where the group policy bit is set.
function readVxlan(at: usize, end: usize): i32 {
  if (at + VXLAN_HEAD + ETHERNET > end || load<u8>(at + 7) != 0) return NOT_INSIDE;
  const flags = load<u8>(at);
  if ((flags & 4) != 0) return readVxlanGpe(at, end); // it says what it carries, on whatever port
  if (flags != 0x88 && (flags != 0x08 || be32(at) != 0x08000000)) return NOT_INSIDE;
  return readFrame(VXLAN, be32(at + 4) >> 8, at + VXLAN_HEAD, end);
}

//  0 flags with version 2 bits, 1 reserved 2, 3 next protocol, 4 VNI 3, 7 reserved
function readVxlanGpe(at: usize, end: usize): i32 {
  if (at + VXLAN_HEAD + ETHERNET > end || (load<u8>(at) & 0xf8) != 0x08 || be16(at + 1) != 0 || load<u8>(at + 7) != 0) return NOT_INSIDE;
  const next = load<u8>(at + 3), network = be32(at + 4) >> 8;
  if (next == 3) return readFrame(VXLAN, network, at + VXLAN_HEAD, end);
  return next == 1 || next == 2 ? readIp(VXLAN, network, at + VXLAN_HEAD, end) : NOT_INSIDE;
}

//  0 version 2 bits and option words 6, 1 flags, 2 protocol 2, 4 VNI 3, 7 reserved
function readGeneve(at: usize, end: usize): i32 {
  if (at + GENEVE_HEAD > end || load<u8>(at) >> 6 != 0 || (load<u8>(at + 1) & 0x3f) != 0 || load<u8>(at + 7) != 0) return NOT_INSIDE;
  const body = at + GENEVE_HEAD + (<usize>(load<u8>(at) & 63) << 2), type = be16(at + 2), network = be32(at + 4) >> 8;
  if (type == 0x6558) return body + ETHERNET > end ? NOT_INSIDE : readFrame(GENEVE, network, body, end);
  return type == 0x0800 || type == 0x86dd ? readIp(GENEVE, network, body, end) : NOT_INSIDE;
}

function readFrame(kind: u32, id: u32, at: usize, end: usize): i32 {
  const reason = enter(kind, id, at, end);
  return reason != 0 ? reason : readEthernet(at, end);
}

//  0 version 3 bits, protocol 1, reserved 1, E, S, PN, 1 message type, 2 length behind the head 2, 4 TEID; with any of E, S, PN: 8 sequence 2, 10 N-PDU, 11 next extension
function readGtp(at: usize, end: usize): i32 {
  if (at + GTP_HEAD > end || load<u8>(at) >> 4 != 3 || load<u8>(at + 1) != TPDU) return NOT_INSIDE;
  const stop = min(at + GTP_HEAD + <usize>be16(at + 2), end);
  let body = at + GTP_HEAD;
  if ((load<u8>(at) & 7) != 0) {
    if (body + 4 > stop) return NOT_INSIDE;
    let next = load<u8>(body + 3);
    body += 4;
    // Each is a number of words, counted in its first byte; its last byte says what follows.
    while (next != 0) {
      if (body >= stop) return NOT_INSIDE;
      const bytes = <usize>load<u8>(body) << 2;
      if (bytes == 0 || body + bytes > stop) return NOT_INSIDE;
      next = load<u8>(body + bytes - 1);
      body += bytes;
    }
  }
  return isIp(body, stop) ? readIp(GTP, be32(at + 4), body, stop) : NOT_INSIDE;
}

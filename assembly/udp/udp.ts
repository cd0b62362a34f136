// UDP datagrams (RFC 768): known by port, and SSDP and DHCP also by their first bytes.
import {
  KIND_DHCP, KIND_DNS, KIND_MDNS, KIND_SSDP, KIND_DHCPV6, FLAG_IPV6, ROW_FLAGS, ROW_SRC_PORT, ROW_DST_PORT, REASON_BAD_LENGTH,
} from "../layout";
import { packetBase } from "../memory/regions";
import { be16, be32 } from "../memory/bytes";
import { cutShort } from "../capture/link";
import { addFlow } from "../traffic/flows";
import { readApplication } from "../capture/applications";
import { NOT_INSIDE } from "../tunnel/inner";
import { readTunnelDatagram } from "../tunnel/datagrams";
import { networkUdpKind } from "../capture/network";
import { plantUdpKind } from "../capture/plant";

const HEAD: i32 = 8;
const DHCP_COOKIE: i32 = 236;

function kindOf(source: i32, target: i32, at: usize, length: i32): i32 {
  if (source == 67 || target == 67 || source == 68 || target == 68) return KIND_DHCP;
  if (source == 53 || target == 53) return KIND_DNS;
  if (source == 5353 || target == 5353) return KIND_MDNS;
  if ((source >= 546 && source <= 547) || (target >= 546 && target <= 547)) return (load<u8>(packetBase() + ROW_FLAGS) & FLAG_IPV6) != 0 ? KIND_DHCPV6 : 0;
  if (length < 8) return plantUdpKind(source, target, at, length);
  const network = networkUdpKind(source, target);
  if (network != 0) return network;
  // A unicast reply to a search comes from any port to any port (UPnP device architecture 1.1, section 1.3.3).
  const word = be32(at);
  if (source == 1900 || target == 1900) return KIND_SSDP;
  if (word == 0x4854_5450 /* HTTP */ || word == 0x4e4f_5449 /* NOTI */ || word == 0x4d2d_5345 /* M-SE */) return KIND_SSDP;
  // PXE (port 4011) and relays that moved: the cookie tells.
  if (length > DHCP_COOKIE + 4 && be32(at + DHCP_COOKIE) == 0x63825363) return KIND_DHCP;
  return plantUdpKind(source, target, at, length);
}

export function readUdp(at: usize, captured: usize, length: i32): i32 {
  let datagram = <i32>be16(at + 4);
  if (datagram == 0) datagram = length; // jumbogram or offload
  if (datagram < HEAD || (datagram > length && !cutShort())) return REASON_BAD_LENGTH;
  const body = at + HEAD;
  const bytes = <i32>(min(at + <usize>datagram, captured) - body);
  if (bytes > 0) {
    const packet = packetBase();
    const kind = kindOf(load<u16>(packet + ROW_SRC_PORT), load<u16>(packet + ROW_DST_PORT), body, bytes);
    if (kind != 0) {
      const reason = readApplication(kind, body, bytes);
      if (reason != 0) return reason;
    } else {
      const reason = readTunnelDatagram(load<u16>(packet + ROW_DST_PORT), body, body + <usize>bytes);
      if (reason != NOT_INSIDE) return reason;
    }
  }
  addFlow(0, body, max(bytes, 0), datagram - HEAD);
  return 0;
}

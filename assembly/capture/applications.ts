// One application message inside a packet: begins its row, hands it to the protocol's parser, keeps it, drops it or says why not.
import {
  KIND_DHCP, KIND_DNS, KIND_MDNS, KIND_SSDP, KIND_HTTP, KIND_TLS, KIND_DHCPV6, FLAG_IPV6, FLAG_TRUNCATED, ROW_FLAGS, T_IP6, F_SRC_IP6, F_DST_IP6, REASON_ARENA_FULL,
} from "../layout";
import { packetBase } from "../memory/regions";
import { beginRowFrom, endRow, dropRow, fieldInput, overflowed } from "../memory/emit";
import { ip6Source } from "../ipv6/ipv6";
import { tunnel, writeTunnel } from "../tunnel/tunnel";
import { packetOffset } from "./packet";
import { parseDhcp } from "../dhcp/dhcp";
import { parseDhcp6 } from "../dhcpv6/dhcpv6";
import { parseDns } from "../dns/dns";
import { parseSsdp } from "../ssdp/ssdp";
import { parseHttp } from "../http/http";
import { parseTls } from "../tls/tls";
import { parseNetwork } from "./network";
import { isPlant, parsePlant } from "./plant";

/** A parser returns 0 to keep the row, 1 when the bytes are not its protocol, or a negated reason. */
function parseMessage(kind: i32, at: usize, length: i32, row: usize): i32 {
  switch (kind) {
    case KIND_DHCP: return parseDhcp(at, length, row);
    case KIND_DNS: return parseDns(at, length, row);
    case KIND_MDNS: return parseDns(at, length, row);
    case KIND_SSDP: return parseSsdp(at, length, row);
    case KIND_HTTP: return parseHttp(at, length, row);
    case KIND_TLS: return parseTls(at, length, row);
    case KIND_DHCPV6: return parseDhcp6(at, length, row);
    default: return isPlant(kind) ? parsePlant(kind, at, length, row) : parseNetwork(kind, at, length, row);
  }
}

/** Returns 0 (kept, or not this protocol after all), or the reason to reject the packet. */
export function readApplication(kind: i32, at: usize, length: i32): i32 {
  const packet = packetBase();
  const row = beginRowFrom(packet, kind, packetOffset());
  if ((load<u8>(packet + ROW_FLAGS) & FLAG_IPV6) != 0) {
    fieldInput(F_SRC_IP6, T_IP6, ip6Source(), 16);
    fieldInput(F_DST_IP6, T_IP6, ip6Source() + 16, 16);
  }
  writeTunnel(tunnel());
  const result = parseMessage(kind, at, length, row);
  if (result == 0 && !overflowed()) { endRow(row); return 0; }
  const full = overflowed();
  dropRow();
  return full ? REASON_ARENA_FULL : result < 0 ? -result : 0;
}

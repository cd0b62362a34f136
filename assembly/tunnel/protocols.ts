// Tunnels that are an IP protocol of their own.
import { be16 } from "../memory/bytes";
import { readEthernet } from "../ether/ethernet";
import { readGre } from "./gre";
import { readIp, NOT_INSIDE } from "./inner";
import { readMpls } from "./mpls";
import { enter, ETHERIP, IPIP, SIXIN } from "./tunnel";

const ETHERNET: i32 = 14;

/** `protocol` is the IP header's, `at` what stands behind it. Returns 0, a reason, or NOT_INSIDE. */
export function readTunnel(protocol: i32, at: usize, end: usize): i32 {
  switch (protocol) {
    case 4: return readIp(IPIP, 0, at, end); // RFC 2003
    case 41: return readIp(SIXIN, 0, at, end); // RFC 4213, RFC 2473
    case 47: return readGre(at, end);
    case 97: { // RFC 3378: version 3 and 12 reserved bits
      if (at + 2 + ETHERNET > end || be16(at) != 0x3000) return NOT_INSIDE;
      const reason = enter(ETHERIP, 0, at + 2, end);
      return reason != 0 ? reason : readEthernet(at + 2, end);
    }
    case 137: return readMpls(at, end); // RFC 4023
    default: return NOT_INSIDE;
  }
}

// What stands behind an IP header, of either version: UDP, TCP, or something that is only counted.
import { ROW_SRC_PORT, ROW_DST_PORT, REASON_BAD_LENGTH } from "../layout";
import { packetBase } from "../memory/regions";
import { be16 } from "../memory/bytes";
import { cutShort } from "../capture/link";
import { addFlow } from "../traffic/flows";
import { readTunnel } from "../tunnel/protocols";
import { NOT_INSIDE } from "../tunnel/inner";
import { readTcp } from "../tcp/tcp";
import { readUdp } from "./udp";

const TCP: i32 = 6;
const UDP: i32 = 17;
const FRAGMENT_OFFSET: u32 = 0x1fff;

/** `captured` is where the captured bytes of the IP packet end, `length` what the header says stands behind `at`; `fragment` is 0 or IPv4's fragment word. */
export function readTransport(protocol: i32, at: usize, captured: usize, length: i32, fragment: u32): i32 {
  if ((fragment & FRAGMENT_OFFSET) != 0 || (protocol != TCP && protocol != UDP)) {
    const reason = fragment == 0 ? readTunnel(protocol, at, captured) : NOT_INSIDE;
    if (reason != NOT_INSIDE) return reason;
    addFlow(0, at, <i32>(captured - at), length);
    return 0;
  }
  const head = protocol == TCP ? 20 : 8;
  if (length < head && !cutShort() && fragment == 0) return REASON_BAD_LENGTH;
  const packet = packetBase();
  if (at + 4 <= captured) {
    store<u16>(packet + ROW_SRC_PORT, <u16>be16(at));
    store<u16>(packet + ROW_DST_PORT, <u16>be16(at + 2));
  }
  // Not enough captured, or a first fragment whose rest is elsewhere: the ports are all there is to learn.
  if (at + <usize>head > captured || fragment != 0) {
    const body = min(at + <usize>head, captured);
    addFlow(0, body, <i32>(captured - body), max(length - head, 0));
    return 0;
  }
  return protocol == TCP ? readTcp(at, captured, length) : readUdp(at, captured, length);
}

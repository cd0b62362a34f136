// What becomes of a packet that is a fragment: the last missing one is read as the datagram, the others are counted.
import { FLAG_FRAGMENT, REASON_BAD_FRAGMENT, ROW_DST_PORT, ROW_FLAGS, ROW_SRC_PORT } from "../layout";
import { be16 } from "../memory/bytes";
import { packetBase } from "../memory/regions";
import { addFlow } from "../traffic/flows";
import { readTransport } from "../udp/transport";
import { BAD, HELD, firstPiece, wholeAt, wholeLength } from "./table";

const TCP: i32 = 6;
const UDP: i32 = 17;

/** The packet says all that its datagram said. */
export function unflagFragment(): void {
  const flags = packetBase() + ROW_FLAGS;
  store<u8>(flags, load<u8>(flags) & <u8>~FLAG_FRAGMENT);
}

export function readWhole(protocol: i32): i32 {
  unflagFragment();
  return readTransport(protocol, wholeAt(), wholeAt() + <usize>wholeLength(), wholeLength(), 0);
}

/** A fragment that completes nothing. `state` is what the table said of it; the rest is as for readTransport. */
export function readPiece(state: i32, protocol: i32, at: usize, captured: usize, length: i32, fragment: u32): i32 {
  if (state == BAD) return REASON_BAD_FRAGMENT;
  if (state != HELD) return readTransport(protocol, at, captured, length, fragment);
  const first = firstPiece(), packet = packetBase();
  // No fragment is shorter than the ports.
  if (first != 0 && (protocol == TCP || protocol == UDP)) {
    store<u16>(packet + ROW_SRC_PORT, <u16>be16(first));
    store<u16>(packet + ROW_DST_PORT, <u16>be16(first + 2));
  }
  addFlow(0, at, 0, 0);
  return 0;
}

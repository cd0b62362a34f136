// IPv4 headers (RFC 791). The checksum is not believed: captures on a sender see it before the card fills it in.
import {
  FLAG_FRAGMENT, ROW_FLAGS, ROW_PROTO, ROW_TTL, ROW_SRC_IP, ROW_DST_IP, REASON_TRUNCATED, REASON_BAD_VALUE, REASON_BAD_LENGTH,
} from "../layout";
import { packetBase } from "../memory/regions";
import { be16, be32 } from "../memory/bytes";
import { cutShort } from "../capture/link";
import { readWhole, readPiece } from "../fragments/packet";
import { WHOLE, hold, STRAY } from "../fragments/table";
import { readTransport } from "../udp/transport";

const SMALLEST: i32 = 20;

export function readIpv4(at: usize, end: usize): i32 {
  if (at + SMALLEST > end) return REASON_TRUNCATED;
  const first = load<u8>(at);
  if (first >> 4 != 4) return REASON_BAD_VALUE;
  const head = <i32>(first & 15) << 2;
  if (head < SMALLEST) return REASON_BAD_LENGTH;
  let total = <i32>be16(at + 2);
  // Segmentation offload: the sender's capture sees 0, the card would have cut it up.
  if (total == 0) total = <i32>(end - at);
  if (total < head) return REASON_BAD_LENGTH;
  const cut = cutShort();
  if (at + <usize>total > end && !cut) return REASON_BAD_LENGTH;
  const packet = packetBase();
  store<u8>(packet + ROW_PROTO, load<u8>(at + 9));
  store<u8>(packet + ROW_TTL, load<u8>(at + 8));
  store<u32>(packet + ROW_SRC_IP, be32(at + 12));
  store<u32>(packet + ROW_DST_IP, be32(at + 16));
  const fragment = be16(at + 6) & 0x3fff; // more fragments, or an offset
  if (fragment != 0) store<u8>(packet + ROW_FLAGS, load<u8>(packet + ROW_FLAGS) | FLAG_FRAGMENT);
  const body = at + <usize>head;
  // Bytes behind the total length are Ethernet padding.
  const captured = min(at + <usize>total, end);
  if (body > captured) return REASON_TRUNCATED;
  const protocol = load<u8>(at + 9), length = total - head;
  if (fragment == 0) return readTransport(protocol, body, captured, length, 0);
  // A fragment that the capture cut is none that could be put together.
  const state = body + <usize>length > captured ? STRAY : hold(at + 12, 8, be16(at + 4), protocol, <i32>(fragment & 0x1fff) << 3, (fragment & 0x2000) != 0, body, length);
  return state == WHOLE ? readWhole(protocol) : readPiece(state, protocol, body, captured, length, fragment);
}

// IPv6 headers (RFC 8200) and the extension headers in front of the transport. Addresses stay where they are; fields point to them.
import {
  FLAG_IPV6, FLAG_FRAGMENT, ROW_FLAGS, ROW_PROTO, ROW_TTL, REASON_TRUNCATED, REASON_BAD_VALUE, REASON_BAD_LENGTH,
} from "../layout";
import { packetBase } from "../memory/regions";
import { be16, be32 } from "../memory/bytes";
import { cutShort } from "../capture/link";
import { readPiece } from "../fragments/packet";
import { STRAY, WHOLE, hold, wholeAt, wholeLength } from "../fragments/table";
import { readTransport } from "../udp/transport";

const HEAD: i32 = 40;
const HOP_BY_HOP: i32 = 0;
const ROUTING: i32 = 43;
const FRAGMENT: i32 = 44;
const AUTHENTICATION: i32 = 51;
const DESTINATION: i32 = 60;
const MOBILITY: i32 = 135;

let header: usize = 0;
/** The source address of the IPv6 packet being read; the destination stands 16 bytes behind it. Only with FLAG_IPV6. */
export function ip6Source(): usize { return header + 8; }
export function ip6Header(): usize { return header; }
export function setIp6Header(at: usize): void { header = at; }

export function readIpv6(at: usize, end: usize): i32 {
  if (at + HEAD > end) return REASON_TRUNCATED;
  if (load<u8>(at) >> 4 != 6) return REASON_BAD_VALUE;
  const declared = <i32>be16(at + 4);
  const cut = cutShort();
  // 0 is a jumbogram or segmentation offload: the rest of the frame.
  const total = declared == 0 ? <i32>(end - at) : HEAD + declared;
  if (at + <usize>total > end && !cut) return REASON_BAD_LENGTH;
  const packet = packetBase();
  header = at;
  let flags = <i32>load<u8>(packet + ROW_FLAGS) | FLAG_IPV6;
  store<u8>(packet + ROW_TTL, load<u8>(at + 7));
  let captured = min(at + <usize>total, end);
  let next = <i32>load<u8>(at + 6), body = at + HEAD, length = total - HEAD, fragment: u32 = 0, state = STRAY;
  // Each header is at least 8 bytes long, so the walk ends.
  while (next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT || next == AUTHENTICATION || next == DESTINATION || next == MOBILITY) {
    if (body + 8 > captured) {
      if (!cut) return REASON_BAD_LENGTH;
      body = captured;
      break;
    }
    const bytes = next == FRAGMENT ? 8 : next == AUTHENTICATION ? (<i32>load<u8>(body + 1) + 2) << 2 : (<i32>load<u8>(body + 1) + 1) << 3;
    const head = body, kind = next;
    next = load<u8>(body);
    body += <usize>bytes;
    length -= bytes;
    if (kind != FRAGMENT) continue;
    fragment = be16(head + 2) & 0xfff9;
    if (fragment == 0) continue;
    flags |= FLAG_FRAGMENT;
    // One that the capture cut cannot be put together; behind a later fragment's header stands the middle of something.
    if (body + <usize>length > captured) { if ((fragment & 0xfff8) != 0) break; continue; }
    state = hold(at + 8, 32, be32(head + 4), next, <i32>(fragment & 0xfff8), (fragment & 1) != 0, body, length);
    if (state != WHOLE) break;
    // From here on it is the datagram that is read.
    flags &= ~FLAG_FRAGMENT;
    fragment = 0;
    body = wholeAt();
    length = wholeLength();
    captured = body + <usize>length;
  }
  store<u8>(packet + ROW_FLAGS, <u8>flags);
  store<u8>(packet + ROW_PROTO, <u8>next);
  if (body > captured) {
    if (!cut) return REASON_BAD_LENGTH;
    body = captured;
  }
  length = max(length, 0);
  if (fragment == 0) return readTransport(next, body, captured, length, 0);
  return readPiece(state, next, body, captured, length, (fragment & 0xfff8) != 0 ? 2 : 0x2000);
}

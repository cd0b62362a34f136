// Ethernet II and 802.3 frames, 802.1Q and QinQ tags (0x8100, 0x88a8, 0x9100).
import { ROW_SRC_MAC, ROW_DST_MAC, ROW_VLAN, ROW_INNER_VLAN, REASON_TRUNCATED } from "../layout";
import { packetBase } from "../memory/regions";
import { be16, be32 } from "../memory/bytes";
import { readNetwork } from "../capture/link";
import { measureFrom } from "../capture/packet";

/** Frames whose type field is a length: LLC. The number is Linux's ETH_P_802_2; no real Ethernet type is that low. */
const LLC: u32 = 4;
const MOST_TAGS: i32 = 4;

// @ts-ignore: decorator
@inline function isTag(type: u32): bool { return type == 0x8100 || type == 0x88a8 || type == 0x9100; }

export function readEthernet(at: usize, end: usize): i32 { return readFrame(at, end, 0, 0); }

/** A frame of which something else tells the VLAN it was on; a tag of its own says it better. A switch put `tag` bytes of its own behind the MACs. */
export function readFrame(at: usize, end: usize, vlan: u32, tag: usize): i32 {
  if (at + 14 + tag > end) return REASON_TRUNCATED;
  const packet = packetBase();
  // Row byte 22 is the VLAN behind the 6 bytes of the source, 30 the inner one behind the destination.
  store<u64>(packet + ROW_DST_MAC, load<u64>(at) & 0xffffffffffff);
  store<u64>(packet + ROW_SRC_MAC, (load<u64>(at + 6) & 0xffffffffffff) | (<u64>vlan << 48));
  if (tag != 0) measureFrom(at + tag, end);
  let type = be16(at + 12 + tag);
  at += 14 + tag;
  for (let tags = 0; isTag(type) && tags < MOST_TAGS; tags++) {
    if (at + 4 > end) return REASON_TRUNCATED;
    const id = <u16>(be16(at) & 0xfff);
    if (tags == 0) { if (id != 0) store<u16>(packet + ROW_VLAN, id); } else if (tags == 1) store<u16>(packet + ROW_INNER_VLAN, id);
    type = be16(at + 2);
    at += 4;
  }
  if (type >= 0x600) return readNetwork(type, at, end);
  // RFC 1042: SNAP with an all-zero organisation carries an Ethernet type behind it.
  if (at + 8 <= end && be32(at) == 0xaaaa0300 && load<u8>(at + 4) == 0 && load<u8>(at + 5) == 0) return readNetwork(be16(at + 6), at + 8, end);
  return readNetwork(LLC, at, end);
}

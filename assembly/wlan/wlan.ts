// IEEE 802.11 frames as a radio heard them, and the radiotap head in front (radiotap.org): data frames that are not encrypted are read, the rest is counted.
import { REASON_BAD_LENGTH, REASON_BAD_VALUE, REASON_TRUNCATED, ROW_DST_MAC, ROW_SRC_MAC } from "../layout";
import { be16, be32 } from "../memory/bytes";
import { packetBase } from "../memory/regions";
import { readNetwork } from "../capture/link";
import { measureFrom } from "../capture/packet";
import { countSkipped } from "../capture/state";
import { addFlow } from "../traffic/flows";

/** Linux's ETH_P_80211_RAW: no real Ethernet type is that low. */
const WLAN: u32 = 0x19;
const MANAGEMENT: u32 = 0;
const DATA: u32 = 2;
// Frame control, second byte
const TO_DS: u32 = 1;
const FROM_DS: u32 = 2;
const MORE_FRAGMENTS: u32 = 4;
const PROTECTED: u32 = 0x40;
const ORDER: u32 = 0x80;
// Data subtypes are bits.
const NO_DATA: u32 = 4;
const QOS: u32 = 8;
const AGGREGATE: u32 = 0x80; // in the QoS control: several frames in one
const ETHERNET: usize = 14;
const FCS_BYTES: usize = 4;

// Radiotap: 0 version, 2 u16 length, 4 u32 which fields are there, bit 31 = another such word follows; little endian
const HAS_CLOCK: u32 = 1;
const HAS_FLAGS: u32 = 2;
const MORE_WORDS: u32 = 0x80000000;
const ENDS_IN_FCS: u32 = 0x10;
const IS_PADDED: u32 = 0x20; // the MAC header, to a multiple of four
const BAD_FCS: u32 = 0x40;

export function readRadiotap(at: usize, end: usize): i32 {
  if (at + 8 > end) return REASON_TRUNCATED;
  const head = at + <usize>load<u16>(at + 2);
  if (load<u8>(at) != 0) return REASON_BAD_VALUE;
  if (head < at + 8) return REASON_BAD_LENGTH;
  if (head > end) return REASON_TRUNCATED;
  const present = load<u32>(at + 4);
  let field = at + 8;
  for (let word = present; (word & MORE_WORDS) != 0 && field + 4 <= head; field += 4) word = load<u32>(field);
  let flags: u32 = 0;
  if ((present & HAS_FLAGS) != 0) {
    // The clock is eight bytes, aligned to eight from the head's beginning.
    if ((present & HAS_CLOCK) != 0) field = at + ((field - at + 7) & ~7) + 8;
    if (field < head) flags = load<u8>(field);
  }
  // Its addresses may be anything.
  if ((flags & BAD_FCS) != 0) { countSkipped(); return 0; }
  return readWlan(head, (flags & ENDS_IN_FCS) != 0 && head + FCS_BYTES <= end ? end - FCS_BYTES : end, (flags & IS_PADDED) != 0);
}

export function readWlan(at: usize, end: usize, padded: bool): i32 {
  if (at + 10 > end) return REASON_TRUNCATED;
  const type = <u32>(load<u8>(at) >> 2) & 3, subtype = <u32>load<u8>(at) >> 4, flags = <u32>load<u8>(at + 1);
  if ((load<u8>(at) & 3) != 0) return REASON_BAD_VALUE; // the protocol's version
  if (type != DATA) {
    if (type == MANAGEMENT && at + 24 <= end) name(at + 10, at + 4);
    return counted(at);
  }
  const both = (flags & (TO_DS | FROM_DS)) == (TO_DS | FROM_DS);
  let body = at + 24 + (both ? 6 : 0);
  if (body > end) return REASON_TRUNCATED;
  // Where sender and receiver stand hangs on the way through access points.
  name(both ? at + 24 : (flags & FROM_DS) != 0 ? at + 16 : at + 10, (flags & TO_DS) != 0 ? at + 16 : at + 4);
  let several = false;
  if ((subtype & QOS) != 0) {
    if (body + 2 > end) return REASON_TRUNCATED;
    several = (load<u8>(body) & AGGREGATE) != 0;
    body += 2;
    if ((flags & ORDER) != 0) body += 4; // HT control
  }
  if (padded) body = at + ((body - at + 3) & ~3);
  const part = (flags & MORE_FRAGMENTS) != 0 || (load<u8>(at + 22) & 15) != 0;
  if ((subtype & NO_DATA) != 0 || (flags & PROTECTED) != 0 || several || part) return counted(at);
  // RFC 1042 and 802.1H: an Ethernet type behind SNAP.
  if (body + 8 > end || be32(body) != 0xaaaa0300 || load<u8>(body + 4) != 0 || (load<u8>(body + 5) & 0x07) != 0) return counted(at);
  // As long as on a wire, so that a message weighs the same however it was heard.
  measureFrom(body + 8 - ETHERNET, end);
  return readNetwork(be16(body + 6), body + 8, end);
}

function name(source: usize, target: usize): void {
  store<u64>(packetBase() + ROW_SRC_MAC, load<u64>(source) & 0xffffffffffff);
  store<u64>(packetBase() + ROW_DST_MAC, load<u64>(target) & 0xffffffffffff);
}

/** The frame is traffic between its stations; what it holds is not looked at. */
function counted(at: usize): i32 {
  addFlow(WLAN, at, 0, 0);
  return 0;
}

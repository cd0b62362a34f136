// Cisco Discovery Protocol, version 1 and 2: a chain of type, length and value behind a SNAP header (Cisco's own description, and IEEE 802.3 LLC/SNAP).
import {
  F_CDP_ADDRESS, F_CDP_DEVICE, F_ID_LOCATION, F_ID_MANAGEMENT_IP, F_ID_MODEL, F_ID_NAME, F_ID_PORT, F_ID_SOFTWARE, F_NATIVE_VLAN, FLAG_TRUNCATED, REASON_BAD_LENGTH,
  REASON_BAD_VALUE, REASON_TRUNCATED, ROW_FLAGS,
} from "../layout";
import { fieldIp, fieldU32 } from "../memory/emit";
import { be16, be32 } from "../memory/bytes";
import { fieldTrimmed } from "../text/fields";
import { fieldCapability } from "../lldp/tlv";

const HEADER: i32 = 4;
const MOST: i32 = 128;
const MOST_ADDRESSES: i32 = 32;

let seen: u32 = 0;
function first(type: i32): bool {
  const mask: u32 = 1 << type;
  if ((seen & mask) != 0) return false;
  seen |= mask;
  return true;
}

/** A count, then entries: protocol type and length, protocol, address length, address. IPv4 is NLPID 0xcc. */
function addresses(id: i32, at: usize, length: i32, most: i32): void {
  if (length < 4) return;
  const end = at + <usize>length, count = <i32>min<u32>(be32(at), <u32>MOST_ADDRESSES);
  at += 4;
  for (let i = 0, told = 0; i < count && told < most; i++) {
    if (at + 2 > end) return;
    const protocol = at + 2, behind = protocol + <usize>load<u8>(at, 1);
    if (behind + 2 > end) return;
    const address = behind + 2, size = <i32>be16(behind);
    if (address + <usize>size > end) return;
    if (load<u8>(at) == 1 && load<u8>(at, 1) == 1 && load<u8>(protocol) == 0xcc && size == 4 && be32(address) != 0) { fieldIp(id, be32(address)); told++; }
    at = address + <usize>size;
  }
}

function capabilities(bits: u32): void {
  fieldCapability(bits, 1, "router"); fieldCapability(bits, 2, "bridge"); fieldCapability(bits, 4, "source-route-bridge"); fieldCapability(bits, 8, "switch");
  fieldCapability(bits, 16, "host"); fieldCapability(bits, 32, "igmp"); fieldCapability(bits, 64, "repeater"); fieldCapability(bits, 128, "telephone");
  fieldCapability(bits, 256, "remote"); fieldCapability(bits, 512, "cvta"); fieldCapability(bits, 1024, "two-port-relay");
}

function element(type: i32, at: usize, length: i32): void {
  if (type > 0x17 || !first(type)) return;
  switch (type) {
    case 1: fieldTrimmed(F_CDP_DEVICE, at, length); break;
    case 2: addresses(F_CDP_ADDRESS, at, length, MOST_ADDRESSES); break;
    case 3: fieldTrimmed(F_ID_PORT, at, length); break;
    case 4: if (length >= 4) capabilities(be32(at)); break;
    case 5: fieldTrimmed(F_ID_SOFTWARE, at, length); break;
    case 6: fieldTrimmed(F_ID_MODEL, at, length); break;
    case 10: if (length >= 2 && be16(at) != 0) fieldU32(F_NATIVE_VLAN, be16(at)); break;
    case 0x14: fieldTrimmed(F_ID_NAME, at, length); break;
    case 0x16: addresses(F_ID_MANAGEMENT_IP, at, length, 1); break;
    case 0x17: if (length > 1) fieldTrimmed(F_ID_LOCATION, at + 1, length - 1); break;
  }
}

/** 0 = keep, -REASON = malformed. `at` is behind the SNAP header. */
export function parseCdp(at: usize, length: i32, row: usize): i32 {
  const end = at + <usize>length, cut = (load<u8>(row + ROW_FLAGS) & <u8>FLAG_TRUNCATED) != 0;
  if (length < HEADER) return -REASON_TRUNCATED;
  if (load<u8>(at) < 1 || load<u8>(at) > 2) return -REASON_BAD_VALUE;
  seen = 0;
  at += HEADER;
  for (let count = 0; count < MOST; count++) {
    if (at + 4 > end) return 0;
    const type = <i32>be16(at), size = <i32>be16(at + 2);
    if (type == 0 && size == 0) return 0; // padding of a short frame
    if (size < 4) return -REASON_BAD_LENGTH;
    if (at + <usize>size > end) return cut ? 0 : -REASON_TRUNCATED;
    element(type, at + 4, size - 4);
    at += <usize>size;
  }
  return -REASON_BAD_LENGTH;
}

// LLDP (IEEE 802.1AB-2016 section 8): a chain of type, length and value in an Ethernet frame of its own; the inventory of LLDP-MED (ANSI/TIA-1057).
import {
  F_DHCP_MUD_URL, F_ID_DESCRIPTION, F_ID_DEVICE_TYPE, F_ID_FIRMWARE, F_ID_HARDWARE, F_ID_MANAGEMENT_IP, F_ID_MODEL, F_ID_NAME, F_ID_PORT, F_ID_SERIAL, F_ID_SOFTWARE,
  F_ID_VENDOR, F_LLDP_ASSET, F_LLDP_CHASSIS, F_LLDP_CHASSIS_TYPE, F_LLDP_PORT_DESCRIPTION, F_LLDP_PORT_TYPE, F_NATIVE_VLAN, FLAG_TRUNCATED, REASON_BAD_LENGTH,
  REASON_BAD_VALUE, REASON_TRUNCATED, ROW_FLAGS,
} from "../layout";
import { fieldIp, fieldU32 } from "../memory/emit";
import { be16, be32 } from "../memory/bytes";
import { fieldTrimmed, fieldWord } from "../text/fields";
import { fieldAddressText, fieldCapability, fieldMacText } from "./tlv";

const MOST: i32 = 256;
const TIA: u32 = 0x0012bb;
const IEEE_8021: u32 = 0x0080c2;
const IANA: u32 = 0x00005e;

let seen: u64 = 0;
/** False when a value of this sort was there before: the first counts, and a record has one of each. */
function first(bit: i32): bool {
  const mask: u64 = 1 << <u64>bit;
  if ((seen & mask) != 0) return false;
  seen |= mask;
  return true;
}

/** Chassis or port id; `mac` and `net` are the subtypes of such addresses. */
function identifier(typeId: i32, id: i32, at: usize, length: i32, mac: u32, net: u32): i32 {
  if (length < 2) return -REASON_BAD_LENGTH;
  const subtype = <u32>load<u8>(at);
  fieldU32(typeId, subtype);
  if (subtype == mac && length == 7) fieldMacText(id, at + 1);
  // IANA's address family comes first: 1 IPv4, 2 IPv6.
  else if (subtype == net && length > 2) fieldAddressText(id, at + 2, length - 2);
  else fieldTrimmed(id, at + 1, length - 1);
  return 0;
}

/** What is switched on; a device that says nothing is on tells what it could be. */
function capabilities(at: usize, length: i32): void {
  if (length < 4) return;
  const on = be16(at + 2), bits = on != 0 ? on : be16(at);
  fieldCapability(bits, 1, "other"); fieldCapability(bits, 2, "repeater"); fieldCapability(bits, 4, "bridge"); fieldCapability(bits, 8, "access-point");
  fieldCapability(bits, 16, "router"); fieldCapability(bits, 32, "telephone"); fieldCapability(bits, 64, "docsis"); fieldCapability(bits, 128, "station");
  fieldCapability(bits, 256, "c-vlan"); fieldCapability(bits, 512, "s-vlan"); fieldCapability(bits, 1024, "two-port-relay");
}

function med(subtype: i32, at: usize, length: i32): void {
  if (subtype < 1 || subtype > 11 || (subtype > 1 && subtype < 5) || !first(16 + subtype)) return;
  switch (subtype) {
    case 1:
      if (length >= 3) fieldWord(F_ID_DEVICE_TYPE, load<u8>(at, 2) == 1 ? "generic endpoint" : load<u8>(at, 2) == 2 ? "media endpoint" : load<u8>(at, 2) == 3 ? "communication endpoint" : load<u8>(at, 2) == 4 ? "network connectivity" : "undefined");
      break;
    case 5: fieldTrimmed(F_ID_HARDWARE, at, length); break;
    case 6: fieldTrimmed(F_ID_FIRMWARE, at, length); break;
    case 7: fieldTrimmed(F_ID_SOFTWARE, at, length); break;
    case 8: fieldTrimmed(F_ID_SERIAL, at, length); break;
    case 9: fieldTrimmed(F_ID_VENDOR, at, length); break;
    case 10: fieldTrimmed(F_ID_MODEL, at, length); break;
    case 11: fieldTrimmed(F_LLDP_ASSET, at, length); break;
  }
}

function organisation(at: usize, length: i32): void {
  if (length < 4) return;
  const owner = be32(at) >> 8, subtype = <i32>load<u8>(at, 3), value = at + 4, rest = length - 4;
  if (owner == TIA) med(subtype, value, rest);
  // RFC 8520 section 11
  else if (owner == IANA && subtype == 1 && first(28)) fieldTrimmed(F_DHCP_MUD_URL, value, rest);
  else if (owner == IEEE_8021 && subtype == 1 && rest >= 2 && be16(value) != 0 && first(29)) fieldU32(F_NATIVE_VLAN, be16(value));
}

/** One TLV. 0, or -REASON. */
function element(type: i32, at: usize, length: i32): i32 {
  if (type == 127) { organisation(at, length); return 0; }
  if (type > 8 || !first(type)) return 0;
  switch (type) {
    case 1: return identifier(F_LLDP_CHASSIS_TYPE, F_LLDP_CHASSIS, at, length, 4, 5);
    case 2: return identifier(F_LLDP_PORT_TYPE, F_ID_PORT, at, length, 3, 4);
    case 4: fieldTrimmed(F_LLDP_PORT_DESCRIPTION, at, length); break;
    case 5: fieldTrimmed(F_ID_NAME, at, length); break;
    case 6: fieldTrimmed(F_ID_DESCRIPTION, at, length); break;
    case 7: capabilities(at, length); break;
    case 8: // length of family and address, family, address; an IPv6 one or a MAC is no management_ip
      if (length >= 6 && load<u8>(at) == 5 && load<u8>(at, 1) == 1 && be32(at + 2) != 0) fieldIp(F_ID_MANAGEMENT_IP, be32(at + 2));
      else seen &= ~(1 << 8);
      break;
  }
  return 0;
}

/** 0 = keep, -REASON = malformed. */
export function parseLldp(at: usize, length: i32, row: usize): i32 {
  const end = at + <usize>length, cut = (load<u8>(row + ROW_FLAGS) & <u8>FLAG_TRUNCATED) != 0;
  seen = 0;
  for (let count = 0; count < MOST; count++) {
    if (at + 2 > end) return cut ? 0 : -REASON_TRUNCATED;
    const head = be16(at), type = <i32>(head >> 9), size = <i32>(head & 0x1ff), value = at + 2;
    if (type == 0) return count == 0 ? -REASON_BAD_VALUE : 0;
    // The chassis comes first (section 8.2); what begins otherwise is no LLDP.
    if (count == 0 && type != 1) return -REASON_BAD_VALUE;
    at = value + <usize>size;
    if (at > end) return cut ? 0 : -REASON_TRUNCATED;
    const code = element(type, value, size);
    if (code != 0) return code;
  }
  return -REASON_BAD_LENGTH;
}

// DHCP options with an inner structure: client FQDN (81), relay agent (82), user class (77), vendor-identifying (124, 125). Each returns 0 or a reason.
import {
  T_TEXT, T_BYTES, REASON_BAD_LENGTH, REASON_BAD_NAME, REASON_BAD_OPTION, F_DHCP_CLIENT_FQDN, F_DHCP_CIRCUIT_ID, F_DHCP_REMOTE_ID, F_DHCP_LINK_SELECTION,
  F_DHCP_USER_CLASS, F_DHCP_VENDOR_ID, F_DHCP_VENDOR_DATA,
} from "../layout";
import { be32 } from "../memory/bytes";
import { arenaReserve, fieldArena, fieldInput, fieldIp, fieldU32 } from "../memory/emit";

const WIRE_NAME: i32 = 4; // the E bit of RFC 4702 section 2.1

/** RFC 4702: flags, two result codes, then the name: labels when the E bit is set, else ASCII. */
export function readFqdn(at: usize, bytes: i32): i32 {
  if (bytes < 3) return REASON_BAD_LENGTH;
  let name = at + 3, left = bytes - 3;
  if ((load<u8>(at) & WIRE_NAME) != 0) return readLabels(name, left);
  while (left > 0 && load<u8>(name + left - 1) == 0) left--;
  if (left > 0) fieldInput(F_DHCP_CLIENT_FQDN, T_TEXT, name, left);
  return 0;
}

/** Labels to dotted text. A partial name has no root label at its end; pointers are not allowed here (RFC 4702 section 2.3.1). */
export function readLabels(at: usize, bytes: i32): i32 {
  const out = arenaReserve(bytes);
  if (out == 0) return 0; // overflow is marked: the row is given up
  let i = 0, o = 0;
  while (i < bytes) {
    const label = <i32>load<u8>(at + i);
    if (label == 0) break;
    if (label > 63 || i + 1 + label > bytes) return REASON_BAD_NAME;
    if (o > 0) { store<u8>(out + o, 0x2e); o++; }
    memory.copy(out + o, at + i + 1, label);
    o += label;
    i += 1 + label;
  }
  if (o > 0) fieldArena(F_DHCP_CLIENT_FQDN, T_TEXT, o);
  return 0;
}

/** RFC 3046: sub-options. 1 circuit id, 2 remote id, 5 link selection (RFC 3527). */
export function readRelay(at: usize, bytes: i32): i32 {
  const end = at + <usize>bytes;
  while (at < end) {
    if (at + 2 > end || at + 2 + load<u8>(at + 1) > end) return REASON_BAD_OPTION;
    const code = load<u8>(at), size = <i32>load<u8>(at + 1), value = at + 2;
    if (code == 1 && size > 0) fieldInput(F_DHCP_CIRCUIT_ID, T_BYTES, value, size);
    else if (code == 2 && size > 0) fieldInput(F_DHCP_REMOTE_ID, T_BYTES, value, size);
    else if (code == 5) {
      if (size != 4) return REASON_BAD_LENGTH;
      fieldIp(F_DHCP_LINK_SELECTION, be32(value));
    }
    at = value + <usize>size;
  }
  return 0;
}

/** RFC 3004: length and data, repeated. Many clients send the bare text instead: when the lengths do not add up it is one class. */
export function readUserClass(at: usize, bytes: i32): i32 {
  let i = 0;
  while (i < bytes && load<u8>(at + i) != 0 && i + 1 + <i32>load<u8>(at + i) <= bytes) i += 1 + <i32>load<u8>(at + i);
  if (i != bytes) {
    if (bytes > 0) fieldInput(F_DHCP_USER_CLASS, T_TEXT, at, bytes);
    return 0;
  }
  for (i = 0; i < bytes; i += 1 + <i32>load<u8>(at + i)) fieldInput(F_DHCP_USER_CLASS, T_TEXT, at + i + 1, load<u8>(at + i));
  return 0;
}

/** RFC 3925: enterprise number, length, data, repeated. */
export function readVendorIdentifying(at: usize, bytes: i32): i32 {
  const end = at + <usize>bytes;
  while (at < end) {
    if (at + 5 > end || at + 5 + load<u8>(at + 4) > end) return REASON_BAD_OPTION;
    const size = <i32>load<u8>(at + 4);
    fieldU32(F_DHCP_VENDOR_ID, be32(at));
    fieldInput(F_DHCP_VENDOR_DATA, T_BYTES, at + 5, size);
    at += 5 + <usize>size;
  }
  return 0;
}

// DHCPv6 messages (RFC 8415): a relayed one is unwrapped to what the client or the server said; then every option that says something about a device.
import {
  F_DHCP6_ADDRESS, F_DHCP6_CLIENT_DUID, F_DHCP6_DNS_SERVER, F_DHCP6_IAID, F_DHCP6_MESSAGE, F_DHCP6_OPTIONS, F_DHCP6_OPTION_REQUEST, F_DHCP6_PREFIX,
  F_DHCP6_SERVER_DUID, F_DHCP6_TRANSACTION, F_DHCP_CLIENT_ARCH, F_DHCP_MUD_URL, F_DHCP_USER_CLASS, F_DHCP_VENDOR_CLASS, F_DHCP_VENDOR_DATA, F_DHCP_VENDOR_ID,
  FLAG_RESPONSE, FLAG_TRUNCATED, REASON_BAD_LENGTH, REASON_BAD_OPTION, REASON_BAD_VALUE, REASON_TRUNCATED, ROW_FLAGS, T_BYTES, T_TEXT,
} from "../layout";
import { readLabels } from "../dhcp/structured";
import { be16, be32 } from "../memory/bytes";
import { arenaReserve, fieldArena, fieldInput, fieldU32 } from "../memory/emit";
import { IPV6_MAX, putIpv6 } from "../print/address";
import { putDecimal } from "../print/number";
import { unwrapRelays, innerAt, innerEnd, writeRelay } from "./relay";

const ADVERTISE: i32 = 2;
const REPLY: i32 = 7;
const RECONFIGURE: i32 = 10;
/** The last type whose head is a transaction id and options (RFC 8415 section 7.3, DHCPv6 registry). */
const LAST_PLAIN: i32 = 36;
const DHCPV4_QUERY: i32 = 20; // RFC 7341: what is inside is DHCPv4
const DHCPV4_RESPONSE: i32 = 21;
const HEAD: i32 = 4;
const ADDRESS_TEXT: i32 = IPV6_MAX + 4;

export function parseDhcp6(at: usize, length: i32, row: usize): i32 {
  const cut = (load<u8>(row + ROW_FLAGS) & FLAG_TRUNCATED) != 0;
  const relayed = unwrapRelays(at, at + <usize>length, cut);
  if (relayed != 0) return -relayed;
  const from = innerAt(), end = innerEnd();
  if (from + HEAD > end) return -REASON_TRUNCATED;
  const type = <i32>load<u8>(from);
  if (type == 0 || type > LAST_PLAIN) return -REASON_BAD_VALUE;
  if (type == ADVERTISE || type == REPLY || type == RECONFIGURE || type == DHCPV4_RESPONSE) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldU32(F_DHCP6_MESSAGE, type);
  writeRelay();
  if (type == DHCPV4_QUERY || type == DHCPV4_RESPONSE) return 0;
  fieldU32(F_DHCP6_TRANSACTION, be32(from) & 0xffffff);
  return -readOptions(from + HEAD, end, cut, true);
}

/** Code, length, value, repeated; also inside an identity association. Returns 0 or a reason. */
function readOptions(at: usize, end: usize, cut: bool, top: bool): i32 {
  while (at < end) {
    if (at + 4 > end) return cut ? 0 : REASON_BAD_OPTION;
    const code = <i32>be16(at), bytes = <i32>be16(at + 2), value = at + 4;
    if (value + <usize>bytes > end) return cut ? 0 : REASON_BAD_OPTION;
    if (top) fieldU32(F_DHCP6_OPTIONS, code);
    const reason = top ? readOption(code, value, bytes) : readLease(code, value, bytes);
    if (reason != 0) return reason;
    at = value + <usize>bytes;
  }
  return 0;
}

function readOption(code: i32, at: usize, bytes: i32): i32 {
  switch (code) {
    case 1: return duid(F_DHCP6_CLIENT_DUID, at, bytes);
    case 2: return duid(F_DHCP6_SERVER_DUID, at, bytes);
    case 3: case 25: return association(at, bytes, 12); // addresses, prefixes: with two times
    case 4: return association(at, bytes, 4); // temporary addresses
    case 6: return numbers(F_DHCP6_OPTION_REQUEST, at, bytes);
    case 15: return strings(at, bytes);
    case 16: return vendorClass(at, bytes);
    case 17: return vendor(at, bytes);
    case 23: return addresses(at, bytes);
    case 39: // RFC 4704: flags, then labels
      return bytes < 1 ? REASON_BAD_LENGTH : readLabels(at + 1, bytes - 1);
    case 61: return numbers(F_DHCP_CLIENT_ARCH, at, bytes); // RFC 5970
    case 112: // RFC 8520
      if (bytes > 0) fieldInput(F_DHCP_MUD_URL, T_TEXT, at, bytes);
      return 0;
    default: return 0;
  }
}

/** RFC 8415 section 11.1: a type of two bytes, and at most 128 behind it. */
function duid(id: i32, at: usize, bytes: i32): i32 {
  if (bytes < 3 || bytes > 130) return REASON_BAD_LENGTH;
  fieldInput(id, T_BYTES, at, bytes);
  return 0;
}

function association(at: usize, bytes: i32, head: i32): i32 {
  if (bytes < head) return REASON_BAD_LENGTH;
  fieldU32(F_DHCP6_IAID, be32(at));
  return readOptions(at + head, at + <usize>bytes, false, false);
}

/** What an association holds: 5 an address with two lifetimes, 26 a prefix behind two lifetimes and its length. Their own options say nothing. */
function readLease(code: i32, at: usize, bytes: i32): i32 {
  if (code == 5) {
    if (bytes < 24) return REASON_BAD_LENGTH;
    address(F_DHCP6_ADDRESS, at, -1);
  } else if (code == 26) {
    if (bytes < 25 || load<u8>(at + 8) > 128) return REASON_BAD_LENGTH;
    address(F_DHCP6_PREFIX, at + 9, load<u8>(at + 8));
  }
  return 0;
}

function addresses(at: usize, bytes: i32): i32 {
  if (bytes == 0 || (bytes & 15) != 0) return REASON_BAD_LENGTH;
  for (let i = 0; i < bytes; i += 16) address(F_DHCP6_DNS_SERVER, at + i, -1);
  return 0;
}

function address(id: i32, at: usize, prefix: i32): void {
  const out = arenaReserve(ADDRESS_TEXT);
  if (out == 0) return; // overflow is marked: the row is given up
  let end = putIpv6(out, at);
  if (prefix >= 0) { store<u8>(end, 0x2f); end = putDecimal(end + 1, prefix); }
  fieldArena(id, T_TEXT, <i32>(end - out));
}

function numbers(id: i32, at: usize, bytes: i32): i32 {
  if ((bytes & 1) != 0) return REASON_BAD_LENGTH;
  for (let i = 0; i < bytes; i += 2) fieldU32(id, be16(at + i));
  return 0;
}

/** User class (section 21.15): a length of two bytes and its data, repeated. */
function strings(at: usize, bytes: i32): i32 {
  const end = at + <usize>bytes;
  while (at < end) {
    if (at + 2 > end || at + 2 + be16(at) > end) return REASON_BAD_OPTION;
    if (be16(at) > 0) fieldInput(F_DHCP_USER_CLASS, T_TEXT, at + 2, be16(at));
    at += 2 + <usize>be16(at);
  }
  return 0;
}

/** Section 21.16: enterprise number, then strings; the first one is the client's class, as in DHCPv4. */
function vendorClass(at: usize, bytes: i32): i32 {
  const reason = vendor(at, bytes);
  if (reason != 0 || bytes < 6) return reason;
  const size = <i32>be16(at + 4);
  if (6 + size > bytes) return REASON_BAD_OPTION;
  if (size > 0) fieldInput(F_DHCP_VENDOR_CLASS, T_TEXT, at + 6, size);
  return 0;
}

function vendor(at: usize, bytes: i32): i32 {
  if (bytes < 4) return REASON_BAD_LENGTH;
  fieldU32(F_DHCP_VENDOR_ID, be32(at));
  fieldInput(F_DHCP_VENDOR_DATA, T_BYTES, at + 4, bytes - 4);
  return 0;
}

// DHCPv4 messages (RFC 2131, options RFC 2132): the fixed part and every option that says something about a device.
import {
  FLAG_TRUNCATED, ROW_FLAGS, ROW_A, ROW_B, T_TEXT, T_BYTES, T_CODES, REASON_TRUNCATED, REASON_BAD_VALUE, REASON_BAD_LENGTH, REASON_BAD_MAGIC,
  F_DHCP_CHADDR, F_DHCP_CIADDR, F_DHCP_YIADDR, F_DHCP_SIADDR, F_DHCP_GIADDR, F_DHCP_PARAMETER_REQUEST_LIST, F_DHCP_VENDOR_CLASS, F_DHCP_HOSTNAME,
  F_DHCP_CLIENT_ID, F_DHCP_REQUESTED_IP, F_DHCP_SERVER_ID, F_DHCP_LEASE_SECONDS, F_DHCP_CLIENT_ARCH, F_DHCP_MAX_SIZE, F_DHCP_ROUTER, F_DHCP_DNS_SERVER,
  F_DHCP_DOMAIN_NAME, F_DHCP_SUBNET_MASK, F_DHCP_MUD_URL, F_DHCP_HTYPE,
} from "../layout";
import { be16, be32 } from "../memory/bytes";
import { fieldInput, fieldIp, fieldU32 } from "../memory/emit";
import { indexOptions, hasOption, firstLength, firstValue, wholeLength, wholeValue } from "./options";
import { readFqdn, readRelay, readUserClass, readVendorIdentifying } from "./structured";

//  0 op, 1 htype, 2 hlen, 3 hops, 4 xid, 8 secs, 10 flags, 12 ciaddr, 16 yiaddr, 20 siaddr, 24 giaddr, 28 chaddr 16, 44 sname 64, 108 file 128, 236 cookie
const COOKIE_AT: i32 = 236;
const COOKIE: u32 = 0x63825363;
const LONGEST_HARDWARE: u8 = 16;
/** No datagram is longer; a packet whose lengths were left to the network card may claim to be. The options are joined in memory of this size. */
const LONGEST: i32 = 65535;

export function parseDhcp(at: usize, length: i32, row: usize): i32 {
  const cut = (load<u8>(row + ROW_FLAGS) & FLAG_TRUNCATED) != 0;
  if (length < COOKIE_AT + 4) return -REASON_TRUNCATED;
  if (length > LONGEST) return -REASON_BAD_LENGTH;
  const op = load<u8>(at);
  if (op != 1 && op != 2) return -REASON_BAD_VALUE;
  if (load<u8>(at + 2) > LONGEST_HARDWARE) return -REASON_BAD_LENGTH;
  if (be32(at + COOKIE_AT) != COOKIE) return -REASON_BAD_MAGIC;
  store<u32>(row + ROW_A, be32(at + 4));
  const hardware = load<u8>(at + 1);
  if (load<u8>(at + 2) == 6) fieldInput(F_DHCP_CHADDR, T_BYTES, at + 28, 6);
  if (hardware != 1) fieldU32(F_DHCP_HTYPE, hardware);
  address(F_DHCP_CIADDR, be32(at + 12));
  address(F_DHCP_YIADDR, be32(at + 16));
  address(F_DHCP_SIADDR, be32(at + 20));
  address(F_DHCP_GIADDR, be32(at + 24));
  const broken = indexOptions(at, at + <usize>length, cut);
  return broken != 0 ? -broken : -readOptions(row);
}

/** 0.0.0.0 is "not filled in". */
function address(id: i32, value: u32): void { if (value != 0) fieldIp(id, value); }

/** Returns 0 or a reason. */
function readOptions(row: usize): i32 {
  if (!sized(53, 1) || !sized(50, 4) || !sized(54, 4) || !sized(51, 4) || !sized(57, 2) || !sized(1, 4)) return REASON_BAD_LENGTH;
  if (hasOption(53)) store<u32>(row + ROW_B, load<u8>(firstValue(53)));
  if (hasOption(50)) address(F_DHCP_REQUESTED_IP, be32(firstValue(50)));
  if (hasOption(54)) address(F_DHCP_SERVER_ID, be32(firstValue(54)));
  if (hasOption(51)) fieldU32(F_DHCP_LEASE_SECONDS, be32(firstValue(51)));
  if (hasOption(57)) fieldU32(F_DHCP_MAX_SIZE, be16(firstValue(57)));
  if (hasOption(1)) address(F_DHCP_SUBNET_MASK, be32(firstValue(1)));
  if (hasOption(55) && wholeLength(55) > 0) fieldInput(F_DHCP_PARAMETER_REQUEST_LIST, T_CODES, wholeValue(55), wholeLength(55));
  if (hasOption(61) && wholeLength(61) > 0) fieldInput(F_DHCP_CLIENT_ID, T_BYTES, wholeValue(61), wholeLength(61));
  text(60, F_DHCP_VENDOR_CLASS);
  text(12, F_DHCP_HOSTNAME);
  text(15, F_DHCP_DOMAIN_NAME);
  text(161, F_DHCP_MUD_URL);
  let reason = addresses(3, F_DHCP_ROUTER);
  if (reason == 0) reason = addresses(6, F_DHCP_DNS_SERVER);
  if (reason == 0) reason = architectures();
  if (reason == 0 && hasOption(81)) reason = readFqdn(wholeValue(81), wholeLength(81));
  if (reason == 0 && hasOption(82)) reason = readRelay(wholeValue(82), wholeLength(82));
  if (reason == 0 && hasOption(77)) reason = readUserClass(wholeValue(77), wholeLength(77));
  if (reason == 0 && hasOption(124)) reason = readVendorIdentifying(wholeValue(124), wholeLength(124));
  if (reason == 0 && hasOption(125)) reason = readVendorIdentifying(wholeValue(125), wholeLength(125));
  return reason;
}

function sized(code: i32, bytes: i32): bool { return !hasOption(code) || firstLength(code) == bytes; }

/** Text without the NULs some clients end it with (RFC 2132 section 2 asks receivers to trim them). */
function text(code: i32, id: i32): void {
  if (!hasOption(code)) return;
  const at = wholeValue(code);
  let bytes = wholeLength(code);
  while (bytes > 0 && load<u8>(at + bytes - 1) == 0) bytes--;
  if (bytes > 0) fieldInput(id, T_TEXT, at, bytes);
}

function addresses(code: i32, id: i32): i32 {
  if (!hasOption(code)) return 0;
  const at = wholeValue(code), bytes = wholeLength(code);
  if (bytes == 0 || (bytes & 3) != 0) return REASON_BAD_LENGTH;
  for (let i = 0; i < bytes; i += 4) fieldIp(id, be32(at + i));
  return 0;
}

/** RFC 4578 section 2.1: a list of 16-bit client architectures. */
function architectures(): i32 {
  if (!hasOption(93)) return 0;
  const at = wholeValue(93), bytes = wholeLength(93);
  if (bytes == 0 || (bytes & 1) != 0) return REASON_BAD_LENGTH;
  for (let i = 0; i < bytes; i += 2) fieldU32(F_DHCP_CLIENT_ARCH, be16(at + i));
  return 0;
}

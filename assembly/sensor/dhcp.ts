// DHCP as sensors write it: Zeek one line an exchange, Suricata one a message.
import {
  F_DHCP_CHADDR, F_DHCP_CIADDR, F_DHCP_CLIENT_FQDN, F_DHCP_CLIENT_ID, F_DHCP_DNS_SERVER, F_DHCP_DOMAIN_NAME, F_DHCP_GIADDR, F_DHCP_HOSTNAME, F_DHCP_LEASE_SECONDS,
  F_DHCP_REQUESTED_IP, F_DHCP_ROUTER, F_DHCP_SERVER_ID, F_DHCP_SIADDR, F_DHCP_SUBNET_MASK, F_DHCP_VENDOR_CLASS, F_DHCP_YIADDR, KIND_DHCP, REASON_BAD_VALUE,
  REASON_MISSING_FIELD, ROW_A, ROW_B, ROW_DST_IP, ROW_DST_PORT, ROW_PROTO, ROW_SRC_IP, ROW_SRC_PORT, F_SRC_IP6, F_DST_IP6, T_BYTES,
} from "../layout";
import { arenaReserve, endRow, fieldArena } from "../memory/emit";
import { hexDigit } from "../text/hex";
import { letters } from "../text/letters";
import { at, end, first, next } from "./entries";
import {
  S_ASSIGNED, S_CLIENT_ID, S_CLIENT_IP, S_DNS_SERVERS, S_DOMAIN, S_FQDN, S_HOSTNAME, S_LEASE, S_MAC, S_MASK, S_MESSAGES, S_NEXT_SERVER, S_RELAY, S_REQUESTED, S_ROUTERS,
  S_SERVER_IP, S_SOFTWARE_ID, S_VENDOR_CLASS, S_XID,
} from "./tables";
import { address, begin, ends, ip, ipOf, mac, number32, numberOf, text } from "./values";

const OFFER: i32 = 2, DECLINE: i32 = 4, ACK: i32 = 5, NAK: i32 = 6, RELEASE: i32 = 7;
const UDP: u8 = 17, SERVER_PORT: u16 = 67, CLIENT_PORT: u16 = 68;

/** Message type by its name in any case (RFC 2132 section 9.6), 0 when it is none. */
function messageType(entry: i32): i32 {
  switch (letters(at(entry), <i32>min<usize>(end(entry) - at(entry), 8))) {
    case 0x7265766f63736964: return 1; // discover
    case 0x726566666f: return OFFER;
    case 0x74736575716572: return 3; // request
    case 0x656e696c636564: return DECLINE;
    case 0x6b6361: return ACK;
    case 0x6b616e: return NAK;
    case 0x657361656c6572: return RELEASE;
    case 0x6d726f666e69: return 8; // inform
    default: return 0;
  }
}

/** Zeek: the client's last message and the server's last one, as they would have been seen; an address given back is not granted. */
export function writeZeekDhcp(offset: i32): i32 {
  let client = 0, server = 0;
  for (let entry = first(S_MESSAGES); entry != 0; entry = next(entry)) {
    const type = messageType(entry);
    if (type == OFFER || type == ACK || type == NAK) server = type;
    else if (type != 0) client = type;
    if (type == DECLINE || type == RELEASE) server = 0;
  }
  if (client == 0 && server == 0) return REASON_MISSING_FIELD;
  if (client != 0) {
    const row = begin(KIND_DHCP, offset);
    if (!zeekRow(row, client, false)) return REASON_MISSING_FIELD;
    text(F_DHCP_HOSTNAME, S_HOSTNAME);
    text(F_DHCP_CLIENT_FQDN, S_FQDN);
    text(F_DHCP_VENDOR_CLASS, S_SOFTWARE_ID);
    ip(F_DHCP_REQUESTED_IP, S_REQUESTED);
    endRow(row);
  }
  if (server != 0) {
    const row = begin(KIND_DHCP, offset);
    if (!zeekRow(row, server, true)) return REASON_MISSING_FIELD;
    if (server != NAK) {
      // An exchange whose address Zeek did not see assigned ended with the client's own (INFORM, or a renewal).
      if (first(S_ASSIGNED) != 0) ip(F_DHCP_YIADDR, S_ASSIGNED);
      else if (server == ACK) ip(F_DHCP_CIADDR, S_CLIENT_IP);
      number32(F_DHCP_LEASE_SECONDS, S_LEASE, 0xffffffff);
      text(F_DHCP_DOMAIN_NAME, S_DOMAIN);
    }
    ip(F_DHCP_SERVER_ID, S_SERVER_IP);
    endRow(row);
  }
  return 0;
}

function zeekRow(row: usize, type: i32, answer: bool): bool {
  store<u32>(row + ROW_B, <u32>type);
  store<u8>(row + ROW_PROTO, UDP);
  store<u16>(row + ROW_SRC_PORT, answer ? SERVER_PORT : CLIENT_PORT);
  store<u16>(row + ROW_DST_PORT, answer ? CLIENT_PORT : SERVER_PORT);
  if (answer) address(row, S_SERVER_IP, ROW_SRC_IP, F_SRC_IP6);
  else address(row, S_SERVER_IP, ROW_DST_IP, F_DST_IP6);
  return mac(F_DHCP_CHADDR, S_MAC);
}

/** Suricata. Its `params` names eight of the codes a client may ask for and drops all others: half a list is no fingerprint, so it is left out. */
export function writeEveDhcp(offset: i32): i32 {
  const row = begin(KIND_DHCP, offset);
  if (!ends(row, false)) return REASON_BAD_VALUE;
  const xid = numberOf(first(S_XID));
  if (xid > 0 && xid <= 0xffffffff) store<u32>(row + ROW_A, <u32>xid);
  if (first(S_MESSAGES) != 0) store<u32>(row + ROW_B, <u32>messageType(first(S_MESSAGES)));
  if (!mac(F_DHCP_CHADDR, S_MAC)) return REASON_MISSING_FIELD;
  ip(F_DHCP_CIADDR, S_CLIENT_IP);
  ip(F_DHCP_YIADDR, S_ASSIGNED);
  ip(F_DHCP_SIADDR, S_NEXT_SERVER);
  ip(F_DHCP_GIADDR, S_RELAY);
  text(F_DHCP_VENDOR_CLASS, S_VENDOR_CLASS);
  text(F_DHCP_HOSTNAME, S_HOSTNAME);
  text(F_DHCP_DOMAIN_NAME, S_DOMAIN);
  clientId(first(S_CLIENT_ID));
  ip(F_DHCP_REQUESTED_IP, S_REQUESTED);
  number32(F_DHCP_LEASE_SECONDS, S_LEASE, 0xffffffff);
  for (let entry = first(S_ROUTERS); entry != 0; entry = next(entry)) ipOf(F_DHCP_ROUTER, entry);
  for (let entry = first(S_DNS_SERVERS); entry != 0; entry = next(entry)) ipOf(F_DHCP_DNS_SERVER, entry);
  ip(F_DHCP_SUBNET_MASK, S_MASK);
  endRow(row);
  return 0;
}

/** Suricata drops the type byte. An id that is the client's own MAC had type 1 (RFC 2132 section 9.14); what another had is unknown, and it is left out. */
function clientId(entry: i32): void {
  const own = first(S_MAC);
  if (entry == 0 || own == 0 || end(entry) - at(entry) != 17 || end(own) - at(own) != 17 || memory.compare(at(entry), at(own), 17) != 0) return;
  const out = arenaReserve(7);
  if (out == 0) return;
  store<u8>(out, 1);
  for (let i: usize = 0; i < 6; i++) {
    const high = hexDigit(load<u8>(at(entry) + i * 3)), low = hexDigit(load<u8>(at(entry) + i * 3 + 1));
    if ((high | low) < 0) return;
    store<u8>(out + i + 1, <u8>((high << 4) | low));
  }
  fieldArena(F_DHCP_CLIENT_ID, T_BYTES, 7);
}

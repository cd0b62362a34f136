// Cisco IOS: "DHCPD: assigned IP address 10.0.0.7 to client 0100.5056.be76.8c.", %DHCPD-..., %DHCP_SNOOPING-... and the ASA's. They name no host (R30).
import { F_DHCP_CLIENT_ID, F_DHCP_GIADDR, T_BYTES } from "../layout";
import { arenaReserve, fieldArena, fieldIp } from "../memory/emit";
import { parseMacAny } from "../text/mac";
import { messageAction } from "./action";
import { beginLease, endLease, leaseIp, leaseMac, leaseRemark, leaseVia } from "./row";
import {
  A_ACK, A_CONFLICT, A_DECLINE, A_DROP, A_EXPIRE, A_NOTICE, A_RELEASE, D_CISCO, W_ASSIGNED, W_CHADDR, W_CHADDR_COLON, W_CLIENT, W_DECLINED, W_EXPIRED, W_GIADDR, W_GRANTED, W_INTERFACE, W_PINGED, W_RELAY, W_RELEASED, W_TO,
} from "./vocabulary";
import { bare, hashOf, hexBytes, LONGEST_OPTION, nextWord, opened, wordEnd, wordIp, wordMac } from "./words";

const DOT: u8 = 46, EQUALS: u8 = 61;
const MOST_WORDS: i32 = 40;
const ID: usize = memory.data(LONGEST_OPTION + 1, 8);

/** Reads the line from its "DHCPD:" or "%DHCP..." at `at` on. */
export function readCisco(at: usize, end: usize, offset: i32): i32 {
  const snooping = load<u8>(at, 4) == 95; // DHCP_SNOOPING: a switch threw a message away
  const text = at;
  let action = snooping ? A_DROP : -1, ip: i64 = -1, mac: i64 = -1, relay: i64 = -1, ids = 0, viaAt: usize = 0, viaEnd: usize = 0;
  let words = 0;
  at = nextWord(at, end);
  for (at = nextWord(wordEnd, end); at < end && words < MOST_WORDS; at = nextWord(wordEnd, end), words++) {
    const word = hashOf(at, wordEnd);
    if (word == W_CLIENT || word == W_CHADDR || word == W_CHADDR_COLON) {
      at = nextWord(wordEnd, end);
      const stop = bare(at, wordEnd);
      if (word != W_CLIENT) { if (mac < 0) mac = parseMacAny(at, stop); }
      else if (ids == 0) {
        ids = hexBytes(at, stop, DOT, ID);
        if (mac < 0) mac = clientMac(ids);
        if (mac < 0) mac = parseMacAny(at, stop);
        if (ids == 6) ids = 0; // its hardware address is no client id
      }
    } else if (word == W_ASSIGNED) action = A_ACK;
    else if (word == W_DECLINED) action = A_DECLINE;
    else if (word == W_PINGED) action = A_CONFLICT;
    else if (word == W_EXPIRED) { if (action < 0) action = A_EXPIRE; }
    else if (word == W_RELAY || word == W_GIADDR) {
      at = nextWord(wordEnd, end);
      if (load<u8>(at) == EQUALS) at = nextWord(wordEnd, end);
      relay = wordIp(at, wordEnd);
    } else if (word == W_INTERFACE) {
      at = nextWord(wordEnd, end);
      if (load<u8>(at) == EQUALS) at = nextWord(wordEnd, end);
      viaAt = at;
      viaEnd = bare(at, wordEnd);
    } else if (word == W_TO) { // "assigned 10.0.0.7 to 0050.56be.768c"
      const next = nextWord(wordEnd, end), client = wordMac(next, wordEnd);
      if (client >= 0 && mac < 0) mac = client;
      else nextWord(at, end);
    } else if (action < 0 && wordEnd - at > 6 && load<u32>(opened(at, wordEnd)) == 0x50434844) action = messageAction(opened(at, wordEnd) + 4, wordEnd);
    else if (ip < 0) ip = wordIp(at, wordEnd);
  }
  const row = beginLease(offset, action < 0 ? A_NOTICE : action, D_CISCO);
  leaseIp(ip);
  leaseMac(mac);
  if (relay > 0) fieldIp(F_DHCP_GIADDR, <u32>relay);
  leaseVia(viaAt, viaEnd);
  const out = ids > 0 ? arenaReserve(ids) : 0;
  if (out != 0) {
    memory.copy(out, ID, ids);
    fieldArena(F_DHCP_CLIENT_ID, T_BYTES, ids);
  }
  if (action < 0 || snooping) leaseRemark(text, end);
  return endLease(row);
}

/** Reads an ASA's line from "DHCP daemon interface inside: address granted 0100.5056.be76.8c (10.0.0.7)" on. */
export function readAsa(at: usize, end: usize, offset: i32): i32 {
  nextWord(at, end);
  nextWord(wordEnd, end);
  nextWord(wordEnd, end);
  const via = nextWord(wordEnd, end), viaEnd = bare(via, wordEnd);
  nextWord(wordEnd, end);
  const what = nextWord(wordEnd, end), word = hashOf(what, wordEnd);
  const row = beginLease(offset, word == W_GRANTED ? A_ACK : word == W_RELEASED ? A_RELEASE : A_NOTICE, D_CISCO);
  leaseVia(via, viaEnd);
  at = nextWord(wordEnd, end);
  const stop = bare(at, wordEnd), mac = clientMac(hexBytes(at, stop, DOT, ID));
  leaseMac(mac >= 0 ? mac : parseMacAny(at, stop));
  at = nextWord(wordEnd, end);
  leaseIp(wordIp(at, wordEnd));
  return endLease(row);
}

/** The MAC in a client id of `count` bytes: behind the hardware type 1 (RFC 2132 section 9.14), or in Cisco's own text "cisco-0050.56be.768c-Gi0/1"; -1. */
function clientMac(count: i32): i64 {
  if (count == 7 && load<u8>(ID) == 1) return <i64>load<u32>(ID, 1) | (<i64>load<u16>(ID, 5) << 32);
  if (count >= 21 && load<u8>(ID) == 0 && load<u32>(ID, 1) == 0x63736963) return parseMacAny(ID + 7, ID + 21); // "cisc"
  return -1;
}

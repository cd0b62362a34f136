// Kea's files: rows of the lease file ("address,hwaddr,client_id,valid_lifetime,expire,...") and the lines of its legal log ("Address: 10.0.0.7 has been assigned for ...").
import { F_DHCP_GIADDR, REASON_BAD_VALUE } from "../layout";
import { fieldIp } from "../memory/emit";
import { parseIp4 } from "../text/ip";
import { parseMac, parseMacAny } from "../text/mac";
import { decimal } from "../text/number";
import { byteEnd } from "../text/scan";
import { NOT_MINE } from "../log/claim";
import { beginLease, endLease, leaseClientId, leaseHost, leaseIp, leaseMac, leaseSeconds, leaseTime } from "./row";
import { A_ACK, A_DECLINE, A_EXPIRE, A_NOTICE, A_RELEASE, A_RENEW, D_KEA, W_ADDRESS_COLON, W_ASSIGNED, W_CLIENT_ID_COLON, W_HWTYPE, W_RELEASED, W_RELAY, W_RENEWED } from "./vocabulary";
import { bare, hashOf, nextWord, wordEnd, wordIp } from "./words";

const COMMA: u8 = 44;
/** Columns in front of user_context; later versions append a pool id. */
const COLUMNS: i32 = 10;
/** Words of a line of the legal log that are looked at, and how far into the line it begins (a syslog tag, a time zone's name). */
const MOST_WORDS: i32 = 48, TAG_WORDS: i32 = 8;

/** Reads a row of leases4.csv at `at`: 0, a reason, or NOT_MINE. */
export function readKeaRow(at: usize, end: usize, offset: i32): i32 {
  const first = byteEnd(at, min(end, at + 16), COMMA), ip = parseIp4(at, first);
  if (ip < 0) return NOT_MINE;
  let column = first, mac: i64 = -1, idAt: usize = 0, idEnd: usize = 0, hostAt: usize = 0, hostEnd: usize = 0, lifetime: i64 = -1, expire: i64 = -1, state: i64 = -1;
  for (let i = 1; i < COLUMNS; i++) {
    if (column >= end) return NOT_MINE;
    const start = column + 1;
    column = byteEnd(start, end, COMMA);
    switch (i) {
      case 1: mac = parseMac(start, column); if (mac < 0 && column > start) return NOT_MINE; break;
      case 2: idAt = start; idEnd = column; break;
      case 3: lifetime = decimal(start, column); if (lifetime < 0) return NOT_MINE; break;
      case 4: expire = decimal(start, column); if (expire < 0) return NOT_MINE; break;
      case 8: hostAt = start; hostEnd = column; break;
      case 9: state = decimal(start, column); break;
      default:
    }
  }
  if (expire > 0xffffffff || lifetime > expire) return REASON_BAD_VALUE;
  // State 0 with no lifetime is a lease that was given back; 1 was declined, 2 has expired and was reclaimed, 3 was released.
  const action = state == 0 ? (lifetime == 0 ? A_RELEASE : A_ACK) : state == 1 ? A_DECLINE : state == 2 ? A_EXPIRE : state == 3 ? A_RELEASE : A_NOTICE;
  const row = beginLease(offset, action, D_KEA);
  // The row was written when the client last asked; an expiry, when it expired.
  leaseTime(row, <u32>(action == A_EXPIRE ? expire : expire - lifetime), 0);
  leaseIp(ip);
  leaseMac(mac);
  leaseClientId(idAt, idEnd);
  leaseHost(hostAt, hostEnd);
  if (lifetime > 0) leaseSeconds(lifetime);
  return endLease(row);
}

/** "address,hwaddr," at `at`: the head of the lease file. */
export function isKeaHead(at: usize, end: usize): bool { return at + 16 <= end && load<u64>(at) == 0x2c73736572646461 && load<u64>(at, 8) == 0x632c726464617768; }

/** Reads a line of the legal log: 0, a reason, or NOT_MINE. */
export function readKeaLegal(at: usize, end: usize, offset: i32): i32 {
  let words = 0;
  for (at = nextWord(at, end); at < end && hashOf(at, wordEnd) != W_ADDRESS_COLON; at = nextWord(wordEnd, end)) if (++words > TAG_WORDS) return NOT_MINE;
  if (at >= end) return NOT_MINE;
  at = nextWord(wordEnd, end);
  const ip = parseIp4(at, wordEnd);
  if (ip < 0) return NOT_MINE;
  let action = -1;
  for (words = 0; words < 4 && action < 0; words++) {
    at = nextWord(wordEnd, end);
    const word = hashOf(at, wordEnd);
    action = word == W_ASSIGNED ? A_ACK : word == W_RENEWED ? A_RENEW : word == W_RELEASED ? A_RELEASE : -1;
  }
  if (action < 0) return NOT_MINE;
  const row = beginLease(offset, action, D_KEA);
  leaseIp(ip);
  for (words = 0; at < end && words < MOST_WORDS; at = nextWord(wordEnd, end), words++) {
    const word = hashOf(at, wordEnd);
    if (word == W_HWTYPE) {
      at = nextWord(wordEnd, end);
      leaseMac(parseMacAny(at, bare(at, wordEnd)));
    } else if (word == W_CLIENT_ID_COLON) {
      at = nextWord(wordEnd, end);
      leaseClientId(at, bare(at, wordEnd));
    } else if (word == W_RELAY) {
      nextWord(wordEnd, end);
      nextWord(wordEnd, end);
      at = nextWord(wordEnd, end); // "at address: 10.0.0.1,"
      const relay = wordIp(at, wordEnd);
      if (relay > 0) fieldIp(F_DHCP_GIADDR, <u32>relay);
    }
  }
  return endLease(row);
}

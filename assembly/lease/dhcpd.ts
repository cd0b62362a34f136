// ISC dhcpd, and Infoblox, EfficientIP and WatchGuard, which are built on it: "DHCPACK on 10.0.0.7 to 02:00:00:00:00:01 (host) via eth0 ...".
import { F_DHCP_CLIENT_ID, F_DHCP_GIADDR, F_DHCP_SERVER_ID, REASON_BAD_VALUE, T_BYTES } from "../layout";
import { arenaReserve, fieldArena, fieldIp } from "../memory/emit";
import { parseIp4 } from "../text/ip";
import { parseMac } from "../text/mac";
import { decimal } from "../text/number";
import { beginLease, endLease, leaseClientId, leaseHost, leaseIp, leaseMac, leaseRemark, leaseSeconds, leaseVia } from "./row";
import {
  D_DHCPD, W_FOR, W_FOUND, W_FROM, W_LEASE_DURATION, W_NOT_FOUND, W_NO_ID, W_OF, W_OFFERED_DURATION, W_ON, W_RELAY, W_RENEW, W_TO, W_UID, W_VIA,
} from "./vocabulary";
import { hashOf, LONGEST_OPTION, moveTo, nextWord, wordEnd } from "./words";

const OPEN: u8 = 40, CLOSE: u8 = 41, BRACKET: u8 = 91, COLON: u8 = 58, QUOTE: u8 = 34, BACKSLASH: u8 = 92;
/** A client id of seven bytes; what is shorter is an address that was cut. */
const LEAST_ID: usize = 20;
/** Bytes in which a name in brackets must end. */
const LONGEST_NAME: usize = 260;

/** Reads what stands at `at`, behind the name of a message that says `action`: 0 or a reason. */
export function readDhcpd(at: usize, end: usize, offset: i32, action: i32): i32 {
  const row = beginLease(offset, action, D_DHCPD);
  let ip: i64 = -1, mac: i64 = -1, relay: i64 = -1, seconds: i64 = -1;
  for (at = nextWord(at, end); at < end; at = nextWord(wordEnd, end)) {
    const first = load<u8>(at);
    if (first == OPEN) {
      const close = closing(at, end), inner = at + 1;
      moveTo(min(close + 1, end));
      if (mac < 0) {
        // "DHCPACK to 10.0.0.7 (02:00:00:00:00:01)" answers an INFORM; behind "for" it is the server's address.
        mac = parseMac(inner, close);
        const server = parseIp4(inner, close);
        if (server >= 0) fieldIp(F_DHCP_SERVER_ID, <u32>server);
      } else if (!isRemark(inner, close)) leaseHost(inner, close);
      continue;
    }
    if (first == BRACKET) { // EfficientIP: the lease in seconds
      seconds = decimal(at + 1, wordEnd - 1);
      continue;
    }
    const word = hashOf(at, wordEnd);
    if (word == W_ON || word == W_FOR || word == W_OF || word == W_TO || word == W_FROM) {
      at = nextWord(wordEnd, end);
      const stop = withoutColon(at), client = parseMac(at, stop);
      if (client >= 0) { mac = client; if (stop < wordEnd) { leaseRemark(wordEnd, end); break; } continue; }
      const address = parseIp4(at, stop);
      if (address < 0) {
        if (!isIdentifier(at, end)) return REASON_BAD_VALUE;
        continue;
      }
      if (ip < 0) ip = address;
    } else if (word == W_VIA) { // an interface, or the relay
      at = nextWord(wordEnd, end);
      leaseVia(at, withoutColon(at));
      relay = max(relay, parseIp4(at, withoutColon(at)));
    } else if (word == W_RELAY) {
      at = nextWord(wordEnd, end);
      relay = max(relay, parseIp4(at, withoutColon(at)));
    } else if (word == W_UID) {
      at = nextWord(wordEnd, end);
      clientId(at, end);
    } else if (word == W_LEASE_DURATION || word == W_OFFERED_DURATION) {
      at = nextWord(wordEnd, end);
      seconds = decimal(at, wordEnd);
    }
    // What stands behind a colon is why the server did otherwise.
    if (wordEnd > at && load<u8>(wordEnd - 1) == COLON) { leaseRemark(wordEnd, end); break; }
  }
  leaseIp(ip);
  leaseMac(mac);
  if (relay > 0) fieldIp(F_DHCP_GIADDR, <u32>relay);
  leaseSeconds(seconds);
  return endLease(row);
}

// @ts-ignore: decorator
@inline function withoutColon(at: usize): usize { return wordEnd > at && load<u8>(wordEnd - 1) == COLON ? wordEnd - 1 : wordEnd; }

/** The bracket that closes the one at `at`: names have blanks and brackets of their own, so the one before " via", else the first. */
function closing(at: usize, end: usize): usize {
  const last = min(end, at + LONGEST_NAME);
  let first: usize = 0;
  for (let here = at + 1; here < last; here++) {
    const byte = load<u8>(here);
    if (byte == OPEN && first != 0) break;
    if (byte != CLOSE) continue;
    if (first == 0) first = here;
    if (here + 5 <= end && load<u32>(here, 1) == 0x61697620) return here; // " via"
  }
  return first != 0 ? first : wordEnd;
}

/** A client without a hardware address: "<no identifier>", or its id where the address belongs. */
function isIdentifier(at: usize, end: usize): bool {
  if (hashOf(at, wordEnd) == W_NO_ID) { nextWord(wordEnd, end); return true; }
  if (wordEnd - at < LEAST_ID || load<u8>(at, 2) != COLON) return false;
  leaseClientId(at, wordEnd);
  return true;
}

/** "(RENEW)", "(found)" and "(not found)" are remarks, no host names. */
function isRemark(at: usize, end: usize): bool {
  const word = hashOf(at, end);
  return word == W_FOUND || word == W_NOT_FOUND || word == W_RENEW;
}

/** "01:02:..." or a quoted string with octal escapes, as dhcpd writes it in its lease file. */
function clientId(at: usize, end: usize): void {
  if (at >= end || load<u8>(at) != QUOTE) { leaseClientId(at, withoutColon(at)); return; }
  const out = arenaReserve(LONGEST_OPTION);
  if (out == 0) return;
  let count = 0;
  for (at++; at < end && load<u8>(at) != QUOTE && count < LONGEST_OPTION; at++, count++) {
    let byte = load<u8>(at);
    if (byte == BACKSLASH && at + 1 < end) {
      const octal = at + 3 < end ? octalByte(at + 1) : -1;
      byte = octal >= 0 ? <u8>octal : load<u8>(at, 1);
      at += octal >= 0 ? 3 : 1;
    }
    store<u8>(out + <usize>count, byte);
  }
  moveTo(min(at + 1, end));
  if (count > 0) fieldArena(F_DHCP_CLIENT_ID, T_BYTES, count);
}

function octalByte(at: usize): i32 {
  const a = <u32>load<u8>(at) - 48, b = <u32>load<u8>(at, 1) - 48, c = <u32>load<u8>(at, 2) - 48;
  return a < 4 && b < 8 && c < 8 ? <i32>((a << 6) | (b << 3) | c) : -1;
}

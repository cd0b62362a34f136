// ISC dhcpd, and Infoblox and EfficientIP, which are built on it: "DHCPACK on 10.0.0.7 to 02:00:00:00:00:01 (host) via eth0 ...".
import { F_DHCP_CLIENT_ID, F_DHCP_GIADDR, F_DHCP_LEASE_SECONDS, F_DHCP_SERVER_ID, REASON_BAD_VALUE, REASON_MISSING_FIELD, T_BYTES } from "../layout";
import { arenaReserve, endRow, fieldArena, fieldIp, fieldU32 } from "../memory/emit";
import { hexDigit } from "../text/hex";
import { parseIp4 } from "../text/ip";
import { parseMac } from "../text/mac";
import { decimal } from "../text/number";
import { NOT_MINE } from "../log/claim";
import { actionEnd, findMessage, letters } from "./action";
import { beginLease, leaseAction, leaseDialect, leaseHost, leaseIp, leaseMac, leaseVia } from "./row";

const OPEN: u8 = 40, CLOSE: u8 = 41, BRACKET: u8 = 91;
/** Hex pairs of a client id that are kept (RFC 2132 section 9.14: 255 bytes at most). */
const LONGEST_ID: i32 = 255;

let wordEnd: usize = 0;
/** The word at or behind `at`: its start; wordEnd is its end. */
function nextWord(at: usize, end: usize): usize {
  while (at < end && load<u8>(at) == 32) at++;
  wordEnd = at;
  while (wordEnd < end && load<u8>(wordEnd) != 32) wordEnd++;
  return at;
}

function isWord(at: usize, text: u64, length: usize): bool { return wordEnd - at == length && letters(at, <i32>length) == text; }

/** Reads the message at [at, end): 0, a reason, or NOT_MINE. */
export function readDhcpd(at: usize, end: usize, offset: i32): i32 {
  at = findMessage(at, end);
  if (at == 0) return NOT_MINE;
  const behind = actionEnd(at, end);
  if (behind >= end || load<u8>(behind) != 32) return NOT_MINE;
  const row = beginLease(offset), length = <i32>(behind - at) - 4;
  leaseAction(letters(at + 4, length), length);
  leaseDialect(0x6470636864, 5); // dhcpd
  let haveIp = false, haveMac = false;
  for (at = nextWord(behind, end); at < end; at = nextWord(wordEnd, end)) {
    const first = load<u8>(at);
    if (first == OPEN) {
      const close = load<u8>(wordEnd - 1) == CLOSE ? wordEnd - 1 : wordEnd;
      const inner = at + 1;
      if (!haveMac) {
        // "DHCPACK to 10.0.0.7 (02:00:00:00:00:01)" answers an INFORM; behind "for" it is the server's address.
        const mac = parseMac(inner, close), server = parseIp4(inner, close);
        if (mac >= 0) { leaseMac(mac); haveMac = true; }
        else if (server >= 0) fieldIp(F_DHCP_SERVER_ID, <u32>server);
      } else if (!isRemark(inner, close)) leaseHost(inner, close);
      continue;
    }
    if (first == BRACKET) { // EfficientIP: the lease in seconds
      const seconds = decimal(at + 1, wordEnd - 1);
      if (seconds >= 0 && seconds <= 0xffffffff) fieldU32(F_DHCP_LEASE_SECONDS, <u32>seconds);
      continue;
    }
    if (isWord(at, 0x6e6f, 2) || isWord(at, 0x726f66, 3) || isWord(at, 0x666f, 2) || isWord(at, 0x6f74, 2) || isWord(at, 0x6d6f7266, 4)) { // on for of to from
      at = nextWord(wordEnd, end);
      const stop = wordEnd > at && load<u8>(wordEnd - 1) == 58 ? wordEnd - 1 : wordEnd, mac = parseMac(at, stop);
      if (mac >= 0) { leaseMac(mac); haveMac = true; continue; }
      const ip = parseIp4(at, stop);
      if (ip < 0) return REASON_BAD_VALUE;
      if (!haveIp) leaseIp(<u32>ip);
      haveIp = true;
    } else if (isWord(at, 0x616976, 3)) { // via: an interface, or the relay
      at = nextWord(wordEnd, end);
      const stop = wordEnd > at && load<u8>(wordEnd - 1) == 58 ? wordEnd - 1 : wordEnd;
      leaseVia(at, stop);
      const relay = parseIp4(at, stop);
      if (relay > 0) fieldIp(F_DHCP_GIADDR, <u32>relay);
      if (stop < wordEnd) break;
    } else if (isWord(at, 0x646975, 3)) { // uid
      at = nextWord(wordEnd, end);
      clientId(at, wordEnd);
    } else if (wordEnd - at == 14 && letters(at, 8) == 0x75642d657361656c) { // lease-duration
      at = nextWord(wordEnd, end);
      const seconds = decimal(at, wordEnd);
      if (seconds >= 0 && seconds <= 0xffffffff) fieldU32(F_DHCP_LEASE_SECONDS, <u32>seconds);
    }
  }
  if (!haveIp && !haveMac) return REASON_MISSING_FIELD;
  endRow(row);
  return 0;
}

/** "(RENEW)", "(found)" and "(not found)" are remarks, no host names. */
function isRemark(at: usize, end: usize): bool {
  const word = letters(at, <i32>min<usize>(end - at, 8));
  return word == 0x646e756f66 || word == 0x746f6e || word == 0x77656e6572;
}

/** "01:02:..." as bytes; what is not that is left out. */
function clientId(at: usize, end: usize): void {
  const out = arenaReserve(LONGEST_ID);
  if (out == 0) return;
  let count = 0;
  while (at + 2 <= end && count < LONGEST_ID) {
    const high = hexDigit(load<u8>(at)), low = hexDigit(load<u8>(at, 1));
    if ((high | low) < 0) return;
    store<u8>(out + <usize>count, <u8>((high << 4) | low));
    count++;
    at += 2;
    if (at < end && load<u8>(at++) != 58) return;
  }
  if (count > 0) fieldArena(F_DHCP_CLIENT_ID, T_BYTES, count);
}

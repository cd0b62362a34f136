// MikroTik ("dhcp1 assigned 10.0.0.7 to 02:00:00:00:00:01 host") and Meraki ("dhcp lease of ip 10.0.0.7 from mx mac ... for client mac ... from router ...").
import { F_DHCP_DNS_SERVER, F_DHCP_ROUTER, F_DHCP_SUBNET_MASK } from "../layout";
import { fieldIp } from "../memory/emit";
import { logDate, timeNanos } from "../log/clock";
import { NOT_MINE } from "../log/claim";
import { parseIp4 } from "../text/ip";
import { parseMacAny } from "../text/mac";
import { beginLease, endLease, leaseHost, leaseIp, leaseMac, leaseTime, leaseVia } from "./row";
import { A_ACK, A_RELEASE, D_MERAKI, D_MIKROTIK, W_ASSIGNED, W_CLIENT, W_DEASSIGNED, W_DNS, W_FOR, W_FROM, W_HOSTNAME, W_IP, W_MAC, W_ROUTER, W_SUBNET, W_TO } from "./vocabulary";
import { hashOf, nextWord, wordEnd, wordIp } from "./words";

/** Words of a line that are looked at, and words in front of "assigned": topics, tags, the server's name. */
const MOST_WORDS: i32 = 40, FRONT_WORDS: i32 = 12;
const COLON: u8 = 58;

/** Reads a MikroTik line: 0, or NOT_MINE. */
export function readMikrotik(at: usize, end: usize, offset: i32): i32 {
  let server = at, serverEnd = at, action = -1;
  for (let words = 0; words < FRONT_WORDS && action < 0; words++) {
    at = nextWord(words == 0 ? at : wordEnd, end);
    if (at >= end) return NOT_MINE;
    const length = wordEnd - at;
    if (length == 8 || length == 10) {
      const word = hashOf(at, wordEnd);
      if (word == W_ASSIGNED) action = A_ACK;
      else if (word == W_DEASSIGNED) action = A_RELEASE;
    }
    if (action < 0) { server = at; serverEnd = wordEnd; }
  }
  if (action < 0) return NOT_MINE;
  at = nextWord(wordEnd, end);
  const ip = parseIp4(at, wordEnd);
  if (ip < 0) return NOT_MINE;
  at = nextWord(wordEnd, end);
  const link = hashOf(at, wordEnd);
  if (link != W_TO && link != W_FOR && link != W_FROM) return NOT_MINE;
  at = nextWord(wordEnd, end);
  const mac = parseMacAny(at, wordEnd);
  if (mac < 0) return NOT_MINE;
  const row = beginLease(offset, action, D_MIKROTIK);
  leaseIp(ip);
  leaseMac(mac);
  if (serverEnd > server && load<u8>(serverEnd - 1) != COLON) leaseVia(server, serverEnd);
  leaseHost(nextWord(wordEnd, end), end);
  return endLease(row);
}

/** Reads a Meraki line whose text began at `start`, from its "dhcp lease of ip" at `at` on. */
export function readMeraki(start: usize, at: usize, end: usize, offset: i32): i32 {
  const row = beginLease(offset, A_ACK, D_MERAKI);
  ownTime(row, start, at);
  let ip: i64 = -1, mac: i64 = -1, ofClient = false, hostAt: usize = 0, hostEnd: usize = 0, router: i64 = -1, mask: i64 = -1, dns = false, words = 0;
  at = nextWord(at, end);
  for (; at < end && words < MOST_WORDS; at = nextWord(wordEnd, end), words++) {
    switch (hashOf(at, wordEnd)) {
      case W_IP: at = nextWord(wordEnd, end); if (ip < 0) ip = parseIp4(at, wordEnd); break;
      case W_CLIENT: ofClient = true; break; // the MAC of the appliance stands before it
      case W_MAC: at = nextWord(wordEnd, end); if (ofClient && mac < 0) mac = parseMacAny(at, wordEnd); break;
      case W_HOSTNAME: at = nextWord(wordEnd, end); hostAt = at; hostEnd = wordEnd; break;
      case W_ROUTER: at = nextWord(wordEnd, end); router = wordIp(at, wordEnd); break;
      case W_SUBNET: at = nextWord(wordEnd, end); mask = wordIp(at, wordEnd); break;
      case W_DNS: dns = true; break;
      default:
        if (dns) {
          const server = wordIp(at, wordEnd);
          if (server > 0) fieldIp(F_DHCP_DNS_SERVER, <u32>server);
        }
    }
  }
  leaseIp(ip);
  leaseMac(mac);
  leaseHost(hostAt, hostEnd);
  if (router > 0) fieldIp(F_DHCP_ROUTER, <u32>router);
  if (mask > 0) fieldIp(F_DHCP_SUBNET_MASK, <u32>mask);
  return endLease(row);
}

/** Meraki's time is seconds with a fraction, the first or second word of the line. */
function ownTime(row: usize, start: usize, at: usize): void {
  for (let words = 0; words < 2; words++) {
    start = nextWord(start, at);
    const seconds = logDate(start, wordEnd);
    if (seconds > 0) { leaseTime(row, <u32>seconds, timeNanos / 1000 * 1000); return; }
    start = wordEnd;
  }
}

// What dhcpd says beside messages: Infoblox's lease events ("r-l-e:10.0.0.7,Issued,host,MAC,start,end,..."), abandoned addresses, and remarks that mention a client or nobody.
import { REASON_BAD_VALUE } from "../layout";
import { parseIp4 } from "../text/ip";
import { parseMac, parseMacAny } from "../text/mac";
import { decimal } from "../text/number";
import { byteEnd } from "../text/scan";
import { beginLease, endLease, leaseHost, leaseIp, leaseMac, leaseRemark, leaseSeconds, leaseTime } from "./row";
import {
  A_ABANDON, A_ACK, A_EXPIRE, A_NOTICE, A_RELEASE, A_RENEW, D_DHCPD, D_INFOBLOX, W_ABANDONED, W_ABANDONING, W_EXPIRED_CAPITAL, W_FIXED, W_FREED, W_ISSUED, W_RELEASED_CAPITAL,
  W_RENEWED_CAPITAL,
} from "./vocabulary";
import { hashOf, nextWord, wordEnd, wordIp } from "./words";

const COMMA: u8 = 44;
/** Words of a remark that are looked at. */
const MOST_WORDS: i32 = 24;

/** "r-l-e:" at `at`. */
export function isLeaseEvent(at: usize, end: usize): bool { return at + 6 <= end && load<u32>(at) == 0x2d6c2d72 && load<u16>(at, 4) == 0x3a65; }

/** Reads the lease event behind "r-l-e:" at `at`: 0 or a reason. */
export function readLeaseEvent(at: usize, end: usize, offset: i32): i32 {
  const ipEnd = byteEnd(at + 6, end, COMMA), ip = parseIp4(at + 6, ipEnd);
  if (ip < 0 || ipEnd >= end) return REASON_BAD_VALUE;
  const stateEnd = byteEnd(ipEnd + 1, end, COMMA), hostEnd = byteEnd(min(stateEnd + 1, end), end, COMMA), macEnd = byteEnd(min(hostEnd + 1, end), end, COMMA);
  const startEnd = byteEnd(min(macEnd + 1, end), end, COMMA), stopEnd = byteEnd(min(startEnd + 1, end), end, COMMA);
  const row = beginLease(offset, eventAction(ipEnd + 1, stateEnd), D_INFOBLOX);
  const start = decimal(macEnd + 1, startEnd), stop = decimal(startEnd + 1, stopEnd);
  if (start > 0 && start <= 0xffffffff) leaseTime(row, <u32>start, 0);
  leaseIp(ip);
  leaseMac(parseMacAny(hostEnd + 1, macEnd));
  leaseHost(stateEnd + 1, hostEnd);
  if (start > 0) leaseSeconds(stop - start);
  return endLease(row);
}

function eventAction(at: usize, end: usize): i32 {
  switch (hashOf(at, end)) {
    case W_ISSUED: case W_FIXED: return A_ACK;
    case W_RENEWED_CAPITAL: return A_RENEW;
    case W_FREED: case W_EXPIRED_CAPITAL: return A_EXPIRE;
    case W_RELEASED_CAPITAL: return A_RELEASE;
    case W_ABANDONED: return A_ABANDON;
    default: return A_NOTICE;
  }
}

/** Reads a line of `dialect` that is no message: the first address and the first client it mentions, if any. */
export function readRemark(at: usize, end: usize, offset: i32, dialect: i32): i32 {
  const start = nextWord(at, end), abandoned = dialect == D_DHCPD && hashOf(start, wordEnd) == W_ABANDONING;
  const row = beginLease(offset, abandoned ? A_ABANDON : A_NOTICE, dialect);
  let ip: i64 = -1, mac: i64 = -1, words = 0;
  for (at = start; at < end && words < MOST_WORDS; at = nextWord(wordEnd, end), words++) {
    const stop = wordEnd > at && load<u8>(wordEnd - 1) == 58 ? wordEnd - 1 : wordEnd;
    if (mac < 0) mac = parseMac(at, stop);
    if (ip < 0) ip = wordIp(at, wordEnd);
  }
  leaseIp(ip);
  leaseMac(mac);
  leaseRemark(start, end);
  return endLease(row);
}

// Kea: "... INFO [kea-dhcp4.leases/1.2] DHCP4_LEASE_ALLOC [hwtype=1 MAC], cid=[01:...], tid=0x...: lease 10.0.0.7 has been allocated for 600 seconds".
import { dateTime, timeNanos } from "../log/clock";
import { parseMac } from "../text/mac";
import { messageAction } from "./action";
import { beginLease, endLease, leaseClientId, leaseIp, leaseMac, leaseRemark, leaseSecondsText, leaseTime } from "./row";
import {
  A_ACK, A_DECLINE, A_EXPIRE, A_NAK, A_NOTICE, A_OFFER, A_RELEASE, A_RENEW, A_REQUEST, D_KEA, W_DECLINE_LEASE, W_EXTEND, W_FOR, W_HWTYPE, W_INIT_REBOOT, W_KEA_RELEASE, W_LEASE_ADVERT,
  W_LEASE_ALLOC, W_LEASE_OFFER, W_LEASE_REUSE, W_PACKET_RECEIVED, W_PACKET_SEND, W_RECLAIM, W_RELEASE_DELETED, W_RELEASE_EXPIRED,
} from "./vocabulary";
import { bare, hashOf, nextWord, opened, wordEnd, wordIp } from "./words";

const BRACKET: u8 = 91, DASH: u8 = 45, SPACE: u8 = 32;
/** Words behind the message's id that are looked at. */
const MOST_WORDS: i32 = 32;
/** "DHCP4_PACKET_NAK_0001" and its like. */
const NAK_PREFIX: usize = 16;

function actionOf(at: usize, end: usize): i32 {
  switch (hashOf(at, end)) {
    case W_LEASE_ADVERT: case W_LEASE_OFFER: return A_OFFER;
    case W_LEASE_ALLOC: return A_ACK;
    case W_LEASE_REUSE: case W_EXTEND: return A_RENEW;
    case W_KEA_RELEASE: case W_RELEASE_DELETED: case W_RELEASE_EXPIRED: return A_RELEASE;
    case W_DECLINE_LEASE: return A_DECLINE;
    case W_INIT_REBOOT: return A_REQUEST;
    case W_RECLAIM: return A_EXPIRE;
    default: return end - at > NAK_PREFIX && load<u64>(at, 6) == 0x4e5f54454b434150 ? A_NAK : A_NOTICE; // "PACKET_N"
  }
}

/** Reads the message whose id stands at `at`; the line began at `start`. */
export function readKea(start: usize, at: usize, end: usize, offset: i32): i32 {
  let idEnd = at;
  while (idEnd < end && load<u8>(idEnd) > SPACE) idEnd++;
  const id = hashOf(at, idEnd), packet = id == W_PACKET_RECEIVED || id == W_PACKET_SEND;
  let action = packet ? A_NOTICE : actionOf(at, idEnd), ip: i64 = -1;
  if (packet) {
    const message = packetAction(idEnd, end);
    if (message >= 0) action = message;
  }
  const row = beginLease(offset, action, D_KEA);
  ownTime(row, start, at);
  at = nextWord(idEnd, end);
  for (let words = 0; at < end && words < MOST_WORDS; at = nextWord(wordEnd, end), words++) {
    if (load<u8>(at) == BRACKET && hashOf(at + 1, wordEnd) == W_HWTYPE) {
      at = nextWord(wordEnd, end);
      leaseMac(parseMac(at, bare(at, wordEnd)));
    } else if (wordEnd - at > 5 && load<u32>(at) == 0x3d646963) { // "cid="
      leaseClientId(opened(at + 4, wordEnd), bare(at, wordEnd));
    } else if (hashOf(at, wordEnd) == W_FOR && ip >= 0 && (action == A_ACK || action == A_RENEW)) { // "allocated for 600 seconds"
      at = nextWord(wordEnd, end);
      leaseSecondsText(at, wordEnd);
    } else if (ip <= 0 && !packet) ip = wordIp(at, wordEnd); // the addresses of a packet are those of its IP header
  }
  leaseIp(ip);
  if (action == A_NOTICE) leaseRemark(idEnd, end);
  return endLease(row);
}

/** A_* of the "DHCPREQUEST (type 3)" in a packet's line. */
function packetAction(at: usize, end: usize): i32 {
  for (let words = 0; words < MOST_WORDS; words++) {
    at = nextWord(at, end);
    if (at >= end) break;
    if (wordEnd - at > 6 && load<u32>(at) == 0x50434844) return messageAction(at + 4, wordEnd);
    at = wordEnd;
  }
  return -1;
}

/** Kea writes its own time behind whatever a syslog puts in front. */
function ownTime(row: usize, start: usize, at: usize): void {
  for (; start + 19 < at; start++) {
    if (load<u8>(start, 4) != DASH || load<u8>(start, 7) != DASH || load<u8>(start, 10) != SPACE) continue;
    const seconds = dateTime(start, at);
    if (seconds > 0) { leaseTime(row, <u32>seconds, timeNanos); return; }
  }
}

/** The id behind the logger's "[kea-dhcp4.leases/...]" at `at` (its name), or 0. */
export function keaId(at: usize, end: usize): usize {
  for (; at + 2 < end; at++) {
    if (load<u8>(at) == 93 && load<u8>(at, 1) == SPACE) {
      const id = nextWord(at + 1, end);
      return id < end && <u32>load<u8>(id) - 65 < 26 ? id : 0;
    }
  }
  return 0;
}

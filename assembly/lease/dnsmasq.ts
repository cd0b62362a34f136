// dnsmasq: "DHCPACK(br0) 10.0.0.7 02:00:00:00:00:01 host", and with log-dhcp lines about the same exchange, which its number in front ties together.
import { decimal } from "../text/number";
import { parseIp4 } from "../text/ip";
import { parseMac } from "../text/mac";
import { headerNanos, headerSeconds } from "../log/header";
import { NOT_MINE } from "../log/claim";
import { beginLease, endLease, leaseHost, leaseIp, leaseMac, leaseRemark, leaseVia } from "./row";
import { DETAIL_NAME, DETAIL_OPTIONS, DETAIL_USER_CLASS, DETAIL_VENDOR, noteDetail, noteMessage, settleMessage } from "./exchanges";
import { A_ACK, D_DNSMASQ, W_CLIENT_NAME, W_REQUESTED, W_USER_CLASS, W_VENDOR_CLASS } from "./vocabulary";
import { hashOf, nextWord, wordEnd } from "./words";

const CLOSE: u8 = 41, COLON: u8 = 58, SPACE: u8 = 32;
/** The longest name of a detail, "client provides name". */
const LONGEST_DETAIL: usize = 24;
/** An exchange's number has 32 bits. */
const MOST_DIGITS: usize = 10;

/** The exchange's number in front of `at`, -1 when there is none; nothing before `start` is looked at. */
function numberBefore(start: usize, at: usize): i64 {
  if (at <= start || load<u8>(at - 1) != SPACE) return -1;
  const stop = at - 1;
  let first = stop;
  while (first > start && <u32>load<u8>(first - 1) - 48 < 10 && stop - first <= MOST_DIGITS) first--;
  if (first > start && load<u8>(first - 1) > SPACE) return -1;
  const value = decimal(first, stop);
  return value >= 0 && value <= 0xffffffff ? value : -1;
}

/** Reads the message whose "DHCP" stands at `at` and whose interface in brackets at `via`; the line's text began at `start`. */
export function readDnsmasq(start: usize, at: usize, via: usize, end: usize, offset: i32, action: i32): i32 {
  const number = numberBefore(start, at);
  let close = via + 1;
  while (close < end && load<u8>(close) != CLOSE && load<u8>(close) > SPACE) close++;
  let ip: i64 = -1, mac: i64 = -1, word = nextWord(min(close + 1, end), end);
  ip = parseIp4(word, wordEnd);
  if (ip >= 0) word = nextWord(wordEnd, end);
  mac = parseMac(word, wordEnd);
  const rest = nextWord(wordEnd, end);
  if (number >= 0) {
    noteMessage(<u32>number, offset, headerSeconds, headerNanos, action, ip, mac, via + 1, close, rest, end);
    return 0;
  }
  const row = beginLease(offset, action, D_DNSMASQ);
  leaseIp(ip);
  leaseMac(mac);
  leaseVia(via + 1, close);
  // Behind an ACK stands the host's name; behind the others, why.
  if (action == A_ACK) leaseHost(rest, wordEnd);
  else leaseRemark(rest, end);
  return endLease(row);
}

/** Reads "NUMBER what: value" at [at, end): 0, or NOT_MINE when it has no number. */
export function readDetail(at: usize, end: usize, offset: i32): i32 {
  at = nextWord(at, end);
  const value = wordEnd - at <= MOST_DIGITS ? decimal(at, wordEnd) : -1;
  if (value < 0 || value > 0xffffffff || wordEnd >= end) return NOT_MINE;
  const number = <u32>value, name = nextWord(wordEnd, end), last = min(end, name + LONGEST_DETAIL);
  let colon = name;
  while (colon < last && load<u8>(colon) != COLON) colon++;
  const text = nextWord(min(colon + 1, end), end);
  switch (colon < last ? hashOf(name, colon) : 0) {
    case W_VENDOR_CLASS: noteDetail(number, offset, DETAIL_VENDOR, text, end); break;
    case W_CLIENT_NAME: noteDetail(number, offset, DETAIL_NAME, text, end); break;
    case W_USER_CLASS: noteDetail(number, offset, DETAIL_USER_CLASS, text, end); break;
    case W_REQUESTED: noteDetail(number, offset, DETAIL_OPTIONS, text, end); break;
    default: settleMessage(number); // tags, server names, what was sent: of the server
  }
  return 0;
}

// FortiGate: pairs key=value with and without quotes, of which dhcp_msg="Ack" names the message.
import { civil, clockTime } from "../log/clock";
import { parseIp4 } from "../text/ip";
import { parseMacAny } from "../text/mac";
import { decimal } from "../text/number";
import { byteEnd } from "../text/scan";
import { two } from "../text/timestamp";
import { messageAction } from "./action";
import { beginLease, endLease, leaseHost, leaseIp, leaseMac, leaseSecondsText, leaseTime, leaseVia } from "./row";
import { A_NOTICE, D_FORTIGATE, W_DATE, W_DHCP_MSG, W_EVENTTIME, W_HOSTNAME, W_INTERFACE, W_IP, W_LEASE, W_MAC, W_NONE, W_TIME } from "./vocabulary";
import { hashOf } from "./words";

const QUOTE: u8 = 34, EQUALS: u8 = 61, SPACE: u8 = 32;
/** Pairs of a line that are looked at. */
const MOST_PAIRS: i32 = 64;

/** Reads the pairs of [at, end). */
export function readFortigate(at: usize, end: usize, offset: i32): i32 {
  let message = -1, ip: i64 = -1, mac: i64 = -1, hostAt: usize = 0, hostEnd: usize = 0, viaAt: usize = 0, viaEnd: usize = 0, leaseAt: usize = 0, leaseEnd: usize = 0, time: i64 = -1, nanos: u32 = 0, dateAt: usize = 0, clockAt: usize = 0;
  for (let pairs = 0; at < end && pairs < MOST_PAIRS; pairs++) {
    const sign = byteEnd(at, end, EQUALS);
    if (sign >= end) break;
    let key = sign;
    while (key > at && load<u8>(key - 1) > SPACE) key--;
    let value = sign + 1, stop: usize = 0;
    if (value < end && load<u8>(value) == QUOTE) { value++; stop = byteEnd(value, end, QUOTE); at = stop + 1; }
    else { stop = byteEnd(value, end, SPACE); at = stop; }
    switch (hashOf(key, sign)) {
      case W_DHCP_MSG: message = messageAction(value, stop); break;
      case W_IP: ip = parseIp4(value, stop); break;
      case W_MAC: mac = parseMacAny(value, stop); break;
      case W_HOSTNAME: if (hashOf(value, stop) != W_NONE) { hostAt = value; hostEnd = stop; } break;
      case W_INTERFACE: viaAt = value; viaEnd = stop; break;
      case W_LEASE: leaseAt = value; leaseEnd = stop; break;
      case W_EVENTTIME: // seconds since 1970, with nine more digits since FortiOS 6.2.1
        if (stop - value >= 10) { time = decimal(value, value + 10); if (stop - value == 19) nanos = <u32>decimal(value + 10, stop); }
        break;
      case W_DATE: if (stop - value == 10) dateAt = value; break;
      case W_TIME: if (stop - value == 8) clockAt = value; break;
      default:
    }
  }
  // Older releases have no eventtime: local time, in two fields.
  if (time < 0 && dateAt != 0 && clockAt != 0) time = civil(two(dateAt) * 100 + two(dateAt + 2), two(dateAt + 5), two(dateAt + 8), clockTime(clockAt, clockAt + 8));
  const row = beginLease(offset, message < 0 ? A_NOTICE : message, D_FORTIGATE);
  if (time > 0) leaseTime(row, <u32>time, nanos / 1000 * 1000);
  leaseIp(ip);
  leaseMac(mac);
  leaseHost(hostAt, hostEnd);
  leaseVia(viaAt, viaEnd);
  leaseSecondsText(leaseAt, leaseEnd);
  return endLease(row);
}

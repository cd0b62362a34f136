// Values of a line as what they mean: text without escapes, numbers, addresses, times.
import {
  FLAG_IPV6, FLAG_NANOS, F_DST_IP6, F_SRC_IP6, F_TRAFFIC_APP, ROW_DST_IP, ROW_DST_MAC, ROW_DST_PORT, ROW_FLAGS, ROW_INNER_VLAN, ROW_NANOS, ROW_PROTO, ROW_SECONDS, ROW_SRC_IP, ROW_SRC_MAC,
  ROW_SRC_PORT, ROW_VLAN, T_BYTES, T_IP6, T_TEXT,
} from "../layout";
import { unescape } from "../eal/strings";
import { headerNanos, headerSeconds } from "../log/header";
import { logDate, timeNanos } from "../log/clock";
import { arenaReserve, beginRow, fieldArena, fieldCopy, fieldIp, fieldText, fieldU32 } from "../memory/emit";
import { protocolNumber } from "../panos/protocol";
import { hexDigit } from "../text/hex";
import { parseIp4, parseIp6 } from "../text/ip";
import { parseMacAny } from "../text/mac";
import { decimal } from "../text/number";
import { SECONDS_MAX } from "../text/timestamp";
import { at, end, first, form, JSON_ESCAPED, next, PLAIN } from "./entries";
import { S_DPORT, S_DST, S_DST_MAC, S_INNER_VLAN, S_PROTO, S_SERVICE, S_SPORT, S_SRC, S_SRC_MAC, S_TIME, S_VLAN } from "./tables";

const IP6: usize = memory.data(16, 8);
const BACKSLASH: u8 = 92, DOT: u8 = 46;
const IPPROTO_ICMP: i32 = 1, IPPROTO_ICMPV6: i32 = 58;

/** The first value of a slot as text; nothing when there is none. */
export function text(id: i32, slot: i32): void { textOf(id, first(slot)); }
/** Every value of a slot, a list. */
export function texts(id: i32, slot: i32): void { for (let entry = first(slot); entry != 0; entry = next(entry)) textOf(id, entry); }

export function textOf(id: i32, entry: i32): void {
  if (entry == 0) return;
  const from = at(entry), to = end(entry), length = <i32>(to - from);
  if (form(entry) == PLAIN) { fieldText(id, from, length); return; }
  const out = arenaReserve(length);
  if (out != 0) fieldArena(id, T_TEXT, <i32>(copyText(entry, out) - out));
}

/** Writes a value without its escapes at `out`, where there is room for its length; address behind it. */
export function copyText(entry: i32, out: usize): usize {
  const from = at(entry), to = end(entry);
  if (form(entry) == PLAIN) { memory.copy(out, from, to - from); return out + (to - from); }
  return form(entry) == JSON_ESCAPED ? unescape(from, to, out) : unescapeZeek(from, to, out);
}

/** `\xHH` is a byte, `\\` a backslash; another backslash stands for itself. */
function unescapeZeek(from: usize, to: usize, out: usize): usize {
  while (from < to) {
    const byte = load<u8>(from);
    if (byte == BACKSLASH && from + 1 < to) {
      if (load<u8>(from, 1) == BACKSLASH) from++;
      else if (load<u8>(from, 1) == 120 && from + 4 <= to) {
        const high = hexDigit(load<u8>(from, 2)), low = hexDigit(load<u8>(from, 3));
        if ((high | low) >= 0) {
          store<u8>(out++, <u8>((high << 4) | low));
          from += 4;
          continue;
        }
      }
    }
    store<u8>(out++, byte);
    from++;
  }
  return out;
}

/** A text of ours of at most 16 letters. */
export function word(id: i32, low: u64, high: u64, length: i32): void {
  const out = arenaReserve(16);
  if (out == 0) return;
  store<u64>(out, low);
  store<u64>(out, high, 8);
  fieldArena(id, T_TEXT, length);
}

/** The whole part of a number, -1 when it is none: sensors write counts as floats too. */
export function numberOf(entry: i32): i64 {
  if (entry == 0) return -1;
  let stop = at(entry);
  const to = end(entry);
  while (stop < to && load<u8>(stop) != DOT) stop++;
  return decimal(at(entry), stop);
}
/** The number in a slot, 0 when there is none or it is above `most`. */
export function number(slot: i32, most: u64): u64 {
  const value = numberOf(first(slot));
  return value >= 0 && <u64>value <= most ? <u64>value : 0;
}
export function number32(id: i32, slot: i32, most: u64): void {
  const value = numberOf(first(slot));
  if (value >= 0 && <u64>value <= most) fieldU32(id, <u32>value);
}

/** Seconds with a fraction as milliseconds, 0 when that is none. */
export function milliseconds(slot: i32): u32 {
  const entry = first(slot), whole = numberOf(entry);
  if (whole < 0 || whole > 4294966) return 0;
  let stop = at(entry), part: u32 = 0, unit: u32 = 100;
  const to = end(entry);
  while (stop < to && load<u8>(stop) != DOT) stop++;
  for (stop++; stop < to && unit > 0 && <u32>load<u8>(stop) - 48 < 10; stop++, unit /= 10) part += (<u32>load<u8>(stop) - 48) * unit;
  return <u32>whole * 1000 + part;
}

/** An address field; what is no IPv4 address is left out. */
export function ipOf(id: i32, entry: i32): void {
  if (entry == 0) return;
  const ip = parseIp4(at(entry), end(entry));
  if (ip > 0) fieldIp(id, <u32>ip);
}
export function ip(id: i32, slot: i32): void { ipOf(id, first(slot)); }

/** A MAC field. False when the slot holds none. */
export function mac(id: i32, slot: i32): bool {
  const value = macOf(slot);
  if (value <= 0) return false;
  const out = arenaReserve(6);
  if (out == 0) return true;
  store<u32>(out, <u32>value);
  store<u16>(out, <u16>(value >> 32), 4);
  fieldArena(id, T_BYTES, 6);
  return true;
}
/** The MAC in a slot with its first octet lowest, -1 when there is none. */
export function macOf(slot: i32): i64 { return first(slot) == 0 ? -1 : parseMacAny(at(first(slot)), end(first(slot))); }

/** Begins a row with the line's time, or the syslog header's. */
export function begin(kind: i32, offset: i32): usize {
  const row = beginRow(kind, offset), entry = first(S_TIME), seconds = entry == 0 ? -1 : sensorTime(at(entry), end(entry));
  store<u32>(row + ROW_SECONDS, seconds >= 0 ? <u32>seconds : headerSeconds);
  store<u32>(row + ROW_NANOS, seconds >= 0 ? nanos : headerNanos);
  if (seconds >= 0 && nanos % 1000 != 0) store<u8>(row + ROW_FLAGS, <u8>FLAG_NANOS);
  return row;
}

let nanos: u32 = 0;
/** Seconds since 1970 with a fraction, of any age, or any of the shapes of logDate. */
function sensorTime(from: usize, to: usize): i64 {
  let dot = from;
  while (dot < to && <u32>load<u8>(dot) - 48 < 10) dot++;
  if (dot == to || load<u8>(dot) != DOT || dot == from) {
    const date = logDate(from, to);
    nanos = timeNanos;
    return date;
  }
  const seconds = decimal(from, dot), stop = min<usize>(to, dot + 7); // behind the sixth digit a float has noise
  let unit: u32 = 100000000;
  nanos = 0;
  for (dot++; dot < stop; dot++, unit /= 10) {
    const digit = <u32>load<u8>(dot) - 48;
    if (digit > 9) return -1;
    nanos += digit * unit;
  }
  return seconds > SECONDS_MAX ? -1 : seconds;
}

/** An address of either version into the row. False when it is neither. */
export function address(row: usize, slot: i32, place: i32, six: i32): bool {
  const entry = first(slot);
  if (entry == 0) return true;
  const ip = parseIp4(at(entry), end(entry));
  if (ip >= 0) { store<u32>(row + <usize>place, <u32>ip); return true; }
  if (!parseIp6(at(entry), end(entry), IP6)) return false;
  store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_IPV6);
  fieldCopy(six, T_IP6, IP6, 16);
  return true;
}

export function rowMac(row: usize, place: i32, slot: i32): void {
  const value = macOf(slot);
  if (value <= 0) return;
  store<u32>(row + <usize>place, <u32>value);
  store<u16>(row + <usize>place, <u16>(value >> 32), 4);
}

function isIcmp(proto: i32): bool { return proto == IPPROTO_ICMP || proto == IPPROTO_ICMPV6; }

/** Addresses, ports, MACs and VLANs as the line has them; `turned` when the row speaks from the other side. False for an address that is none. */
export function ends(row: usize, turned: bool): bool {
  const source = turned ? S_DST : S_SRC, target = turned ? S_SRC : S_DST;
  if (!address(row, source, ROW_SRC_IP, F_SRC_IP6) || !address(row, target, ROW_DST_IP, F_DST_IP6)) return false;
  const proto = first(S_PROTO) == 0 ? 0 : protocolOf();
  store<u8>(row + ROW_PROTO, <u8>proto);
  if (!isIcmp(proto)) { // Zeek writes an ICMP message's type and code there
    store<u16>(row + ROW_SRC_PORT, <u16>number(turned ? S_DPORT : S_SPORT, 65535));
    store<u16>(row + ROW_DST_PORT, <u16>number(turned ? S_SPORT : S_DPORT, 65535));
  }
  rowMac(row, ROW_SRC_MAC, turned ? S_DST_MAC : S_SRC_MAC);
  rowMac(row, ROW_DST_MAC, turned ? S_SRC_MAC : S_DST_MAC);
  store<u16>(row + ROW_VLAN, <u16>number(S_VLAN, 4095));
  const inner = next(first(S_VLAN));
  const second = first(S_VLAN) != 0 && inner != 0 ? numberOf(inner) : <i64>number(S_INNER_VLAN, 4095);
  if (second > 0 && second <= 4095) store<u16>(row + ROW_INNER_VLAN, <u16>second);
  return true;
}
function protocolOf(): i32 {
  const entry = first(S_PROTO), from = at(entry), to = end(entry);
  // "IPv6-ICMP" is Suricata's word.
  return to - from == 9 && (load<u64>(from) | 0x2020202020202020) == 0x6d63692d36767069 ? IPPROTO_ICMPV6 : protocolNumber(from, to);
}

/** The one who sent it, alone: the row of what is known of a side. False when that address is none. */
export function side(row: usize, turned: bool): bool {
  if (!address(row, turned ? S_DST : S_SRC, ROW_SRC_IP, F_SRC_IP6)) return false;
  rowMac(row, ROW_SRC_MAC, turned ? S_DST_MAC : S_SRC_MAC);
  return true;
}
export function sideHas(turned: bool): bool { return first(turned ? S_DST : S_SRC) != 0 || macOf(turned ? S_DST_MAC : S_SRC_MAC) > 0; }

/** The application, where the sensor knows one: Suricata writes "failed" where it does not. */
export function application(): void {
  const entry = first(S_SERVICE);
  if (entry != 0 && !(end(entry) - at(entry) == 6 && (load<u64>(at(entry)) & 0xffffffffffff) == 0x64656c696166)) textOf(F_TRAFFIC_APP, entry);
}

// The audit log of the Windows DHCP server: "10,09/20/21,09:16:15,Assign,172.16.0.7,host.example.com,0200000000AB,..." with 7 columns, later ones with 18 or 19; MM/DD/YY, local time.
import { F_DHCP_CIRCUIT_ID, F_DHCP_CLIENT_ID, F_DHCP_REMOTE_ID, F_DHCP_USER_CLASS, F_DHCP_VENDOR_CLASS, F_LEASE_REMARK, REASON_BAD_VALUE, T_BYTES, T_TEXT } from "../layout";
import { arenaReserve, fieldArena, fieldCopy } from "../memory/emit";
import { civil, clockTime } from "../log/clock";
import { parseIp4 } from "../text/ip";
import { parseMacAny } from "../text/mac";
import { decimal } from "../text/number";
import { byteEnd } from "../text/scan";
import { two } from "../text/timestamp";
import { beginLease, endLease, leaseHex, leaseHost, leaseIp, leaseMac, leaseText, leaseTime } from "./row";
import { A_ACK, A_CONFLICT, A_DELETE, A_DNS, A_DROP, A_EXPIRE, A_NAK, A_NOTICE, A_RELEASE, A_RENEW, D_WINDOWS } from "./vocabulary";
import { hexBytes, LONGEST_OPTION } from "./words";

const COMMA: u8 = 44;
/** What a forwarder puts in front ends before this. */
const FARTHEST: usize = 512;
/** Events from 50 on are about the server's own authorization. */
const FIRST_OF_SERVER: i64 = 50;
/** Columns by place. */
const C_WHAT: i32 = 3, C_IP: i32 = 4, C_HOST: i32 = 5, C_MAC: i32 = 6, C_VENDOR_HEX: i32 = 13, C_VENDOR: i32 = 14, C_USER_HEX: i32 = 15, C_USER: i32 = 16, C_RELAY: i32 = 17, COLUMNS: i32 = 19;
/** Where each column begins; one more for the end of the last. */
const STARTS: usize = memory.data((COLUMNS + 1) * 4, 4);
const HEX: usize = memory.data(LONGEST_OPTION + 1, 8);

// @ts-ignore: decorator
@inline function start(column: i32): usize { return <usize>load<u32>(STARTS + (<usize>column << 2)); }
// @ts-ignore: decorator
@inline function stop(column: i32): usize { return max(start(column), <usize>load<u32>(STARTS + (<usize>column << 2), 4) - 1); }

/** Address of the event id in [at, end), or 0: two to five digits, then a date and a time between commas. */
export function findWindows(at: usize, end: usize): usize {
  const last = min(end, at + FARTHEST);
  for (let comma = byteEnd(at, last, COMMA); comma < last; comma = byteEnd(comma + 1, last, COMMA)) {
    if (comma + 18 > end || load<u8>(comma, 3) != 47 || load<u8>(comma, 6) != 47 || load<u8>(comma, 9) != COMMA || load<u8>(comma, 12) != 58 || load<u8>(comma, 15) != 58) continue;
    let first = comma;
    while (first > at && <u32>load<u8>(first - 1) - 48 < 10 && comma - first < 5) first--;
    if (comma - first >= 2) return first;
  }
  return 0;
}

function actionOf(id: i64): i32 {
  switch (<i32>id) {
    case 10: case 20: case 21: return A_ACK; // assigned; BOOTP
    case 11: return A_RENEW;
    case 12: return A_RELEASE;
    case 13: return A_CONFLICT; // somebody answers at the address
    case 15: return A_NAK;
    case 16: case 23: return A_DELETE; // by an administrator; BOOTP
    case 17: case 18: return A_EXPIRE;
    case 30: case 31: case 32: case 34: case 35: return A_DNS;
    case 33: case 36: return A_DROP;
    default: return A_NOTICE; // the server's own life
  }
}

/** Reads the columns from the event id at `at` on: 0 or a reason. */
export function readWindows(at: usize, end: usize, offset: i32): i32 {
  let columns = 0, here = at;
  for (; columns < COLUMNS && here <= end; columns++) {
    store<u32>(STARTS + (<usize>columns << 2), <u32>here);
    here = byteEnd(here, end, COMMA) + 1;
  }
  for (let column = columns; column <= COLUMNS; column++) store<u32>(STARTS + (<usize>column << 2), <u32>here);
  const id = decimal(at, stop(0)), date = start(1), clock = clockTime(start(2), stop(2));
  const seconds = civil(2000 + two(date + 6), two(date), two(date + 3), clock);
  if (seconds < 0 || stop(1) - date != 8) return REASON_BAD_VALUE;
  const action = actionOf(id), row = beginLease(offset, action, D_WINDOWS);
  leaseTime(row, <u32>seconds, 0);
  leaseIp(parseIp4(start(C_IP), stop(C_IP)));
  // From there on it is the domain, and of an address in conflict the server's own word BAD_ADDRESS.
  if (id < FIRST_OF_SERVER && action != A_CONFLICT) leaseHost(start(C_HOST), stop(C_HOST));
  const mac = parseMacAny(start(C_MAC), stop(C_MAC));
  if (mac >= 0) leaseMac(mac);
  else leaseHex(F_DHCP_CLIENT_ID, start(C_MAC), stop(C_MAC), 45);
  optionText(F_DHCP_VENDOR_CLASS, C_VENDOR, C_VENDOR_HEX);
  optionText(F_DHCP_USER_CLASS, C_USER, C_USER_HEX);
  relay();
  if (action == A_NOTICE || action == A_DROP || action == A_CONFLICT) leaseText(F_LEASE_REMARK, start(C_WHAT), stop(C_WHAT));
  return endLease(row);
}

/** "0x4D53..." as bytes in HEX; their count. */
function hexColumn(column: i32): i32 {
  const from = start(column);
  if (stop(column) - from < 4 || load<u8>(from) != 48 || (load<u8>(from, 1) | 32) != 120) return 0;
  return hexBytes(from + 2, stop(column), 0, HEX);
}

/** An option as the server shows it, or, where it cannot, from its hex digits: without zeros at the end. */
function optionText(id: i32, text: i32, hex: i32): void {
  if (stop(text) > start(text)) { leaseText(id, start(text), stop(text)); return; }
  let count = hexColumn(hex);
  while (count > 0 && load<u8>(HEX + <usize>count - 1) == 0) count--;
  if (count == 0) return;
  const out = arenaReserve(count);
  if (out == 0) return;
  memory.copy(out, HEX, count);
  fieldArena(id, T_TEXT, count);
}

/** Option 82: circuit id and remote id (RFC 3046 section 2.0). */
function relay(): void {
  const count = hexColumn(C_RELAY);
  for (let at = 0; at + 2 <= count;) {
    const code = load<u8>(HEX + <usize>at), length = <i32>load<u8>(HEX + <usize>at, 1);
    if (at + 2 + length > count) return;
    if (length > 0 && (code == 1 || code == 2)) fieldCopy(code == 1 ? F_DHCP_CIRCUIT_ID : F_DHCP_REMOTE_ID, T_BYTES, HEX + <usize>at + 2, length);
    at += 2 + length;
  }
}

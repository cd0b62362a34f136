// The row that every dialect writes: client, address, action, and what the server knows of the client.
import {
  F_DHCP_CHADDR, F_DHCP_CLIENT_ID, F_DHCP_HOSTNAME, F_DHCP_LEASE_SECONDS, F_LEASE_ACTION, F_LEASE_DIALECT, F_LEASE_IP, F_LEASE_REMARK, F_LEASE_VIA, KIND_LEASE, ROW_NANOS,
  ROW_SECONDS, REASON_MISSING_FIELD, T_BYTES, T_TEXT,
} from "../layout";
import { arenaReserve, beginRow, endRow, fieldArena, fieldIp, fieldText, fieldU32 } from "../memory/emit";
import { headerNanos, headerSeconds } from "../log/header";
import { decimal } from "../text/number";
import { A_DROP, A_NOTICE, ACTIONS, DIALECTS } from "./vocabulary";
import { hexBytes, LONGEST_OPTION } from "./words";

/** Whether the row begun last names a client or an address, or says something that needs neither. */
let said: bool = false;

/** Begins the row of the line at `offset` with the header's time, what happened (A_*) and whose words it is in (D_*); its address. */
export function beginLease(offset: i32, action: i32, dialect: i32): usize {
  const row = beginRow(KIND_LEASE, offset);
  leaseTime(row, headerSeconds, headerNanos);
  word(F_LEASE_ACTION, ACTIONS + (<usize>action << 4));
  word(F_LEASE_DIALECT, DIALECTS + (<usize>dialect << 4));
  said = action == A_NOTICE || action == A_DROP;
  return row;
}

/** Keeps the row: 0, or a reason when it says that something happened and to nobody. */
export function endLease(row: usize): i32 {
  if (!said) return REASON_MISSING_FIELD;
  endRow(row);
  return 0;
}

/** A time nearer to the server than the header's. */
export function leaseTime(row: usize, seconds: u32, nanos: u32): void {
  store<u32>(row + ROW_SECONDS, seconds);
  store<u32>(row + ROW_NANOS, nanos);
}

/** A word of ours, as text: a row of the vocabulary. */
function word(id: i32, entry: usize): void {
  const at = arenaReserve(16);
  if (at == 0) return;
  store<u64>(at, load<u64>(entry, 1));
  store<u64>(at, load<u64>(entry, 8), 7);
  fieldArena(id, T_TEXT, load<u8>(entry));
}

/** `mac` with its first octet lowest, as parseMac gives it; none, or all zeros, is no client. */
export function leaseMac(mac: i64): void {
  if (mac <= 0) return;
  const at = arenaReserve(6);
  if (at == 0) return;
  store<u32>(at, <u32>mac);
  store<u16>(at, <u16>(mac >> 32), 4);
  fieldArena(F_DHCP_CHADDR, T_BYTES, 6);
  said = true;
}
export function leaseIp(ip: i64): void {
  if (ip < 0) return;
  fieldIp(F_LEASE_IP, <u32>ip);
  said = true;
}
/** A text of the line that is not empty. */
export function leaseText(id: i32, at: usize, end: usize): void { if (end > at) fieldText(id, at, <i32>(end - at)); }
/** A host name; servers write the dot of a full name behind it. */
export function leaseHost(at: usize, end: usize): void {
  if (end > at && load<u8>(end - 1) == 46) end--;
  leaseText(F_DHCP_HOSTNAME, at, end);
}
export function leaseVia(at: usize, end: usize): void { leaseText(F_LEASE_VIA, at, end); }
export function leaseRemark(at: usize, end: usize): void {
  while (at < end && load<u8>(at) <= 32) at++;
  leaseText(F_LEASE_REMARK, at, end);
}

export function leaseSeconds(seconds: i64): void { if (seconds >= 0 && seconds <= 0xffffffff) fieldU32(F_DHCP_LEASE_SECONDS, <u32>seconds); }
export function leaseSecondsText(at: usize, end: usize): void { leaseSeconds(decimal(at, end)); }

/** Hex digits with `mark` between them, as bytes of field `id`; what is not that is left out. */
export function leaseHex(id: i32, at: usize, end: usize, mark: u8): void {
  const out = arenaReserve(LONGEST_OPTION);
  if (out == 0) return;
  const count = hexBytes(at, end, mark, out);
  if (count > 0) fieldArena(id, T_BYTES, count);
}
export function leaseClientId(at: usize, end: usize): void { leaseHex(F_DHCP_CLIENT_ID, at, end, 58); }

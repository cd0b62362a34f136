// The row that every dialect writes: client, address, action, and what the server knows of the client.
import {
  F_DHCP_CHADDR, F_DHCP_HOSTNAME, F_LEASE_ACTION, F_LEASE_DIALECT, F_LEASE_IP, F_LEASE_VIA, KIND_LEASE, ROW_NANOS, ROW_SECONDS, T_BYTES, T_TEXT,
} from "../layout";
import { arenaReserve, beginRow, fieldArena, fieldIp, fieldText } from "../memory/emit";
import { headerNanos, headerSeconds } from "../log/header";

/** Begins the row of the line at `offset` with the header's time; its address. */
export function beginLease(offset: i32): usize {
  const row = beginRow(KIND_LEASE, offset);
  store<u32>(row + ROW_SECONDS, headerSeconds);
  store<u32>(row + ROW_NANOS, headerNanos);
  return row;
}

/** A word of ours, as text: at most 16 letters, stored as two little-endian words. */
function word(id: i32, low: u64, high: u64, length: i32): void {
  const at = arenaReserve(16);
  if (at == 0) return;
  store<u64>(at, low);
  store<u64>(at, high, 8);
  fieldArena(id, T_TEXT, length);
}

export function leaseAction(low: u64, length: i32): void { word(F_LEASE_ACTION, low, 0, length); }
export function leaseDialect(low: u64, length: i32): void { word(F_LEASE_DIALECT, low, 0, length); }

/** `mac` with its first octet lowest, as parseMac gives it. */
export function leaseMac(mac: i64): void {
  const at = arenaReserve(6);
  if (at == 0) return;
  store<u32>(at, <u32>mac);
  store<u16>(at, <u16>(mac >> 32), 4);
  fieldArena(F_DHCP_CHADDR, T_BYTES, 6);
}
export function leaseIp(ip: u32): void { fieldIp(F_LEASE_IP, ip); }
export function leaseHost(at: usize, end: usize): void { if (end > at) fieldText(F_DHCP_HOSTNAME, at, <i32>(end - at)); }
export function leaseVia(at: usize, end: usize): void { if (end > at) fieldText(F_LEASE_VIA, at, <i32>(end - at)); }

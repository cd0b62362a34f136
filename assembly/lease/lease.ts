// What DHCP servers write about their clients, by dialect: one row of kind lease a line.
import { readDhcpd } from "./dhcpd";

/** Reads the message at [at, end) of the line at `offset`: 0, a reason, or NOT_MINE. */
export function readLease(at: usize, end: usize, offset: i32): i32 {
  return readDhcpd(at, end, offset);
}

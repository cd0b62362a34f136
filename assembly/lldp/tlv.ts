// Addresses and capability bits as LLDP and CDP both print them.
import { F_ID_CAPABILITIES, T_TEXT } from "../layout";
import { arenaReserve, fieldArena } from "../memory/emit";
import { putIpv4, putIpv6, IPV6_MAX } from "../print/address";
import { putHex8 } from "../print/number";
import { fieldWord } from "../text/fields";

/** Six bytes as aa:bb:cc:dd:ee:ff. */
export function fieldMacText(id: i32, at: usize): void {
  const out = arenaReserve(17);
  if (out == 0) return;
  let to = out;
  for (let i = 0; i < 6; i++) {
    if (i != 0) { store<u8>(to, 58); to++; }
    to = putHex8(to, load<u8>(at + <usize>i));
  }
  fieldArena(id, T_TEXT, 17);
}

/** Four or 16 bytes as an address; nothing for another length. */
export function fieldAddressText(id: i32, at: usize, length: i32): void {
  if (length != 4 && length != 16) return;
  const out = arenaReserve(IPV6_MAX);
  if (out == 0) return;
  fieldArena(id, T_TEXT, <i32>((length == 4 ? putIpv4(out, at) : putIpv6(out, at)) - out));
}

/** One capability when its bit is set. */
export function fieldCapability(bits: u32, bit: u32, word: string): void { if ((bits & bit) != 0) fieldWord(F_ID_CAPABILITIES, word); }

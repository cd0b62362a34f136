// ARP for IPv4 over Ethernet (RFC 826): one row a packet. Announcements (RFC 5227) are flagged.
import {
  KIND_ARP, FLAG_GRATUITOUS, ROW_FLAGS, ROW_SRC_IP, ROW_DST_IP, ROW_A, T_BYTES, REASON_TRUNCATED, REASON_BAD_VALUE, REASON_BAD_LENGTH, REASON_ARENA_FULL,
  F_ARP_SENDER_MAC, F_ARP_SENDER_IP, F_ARP_TARGET_MAC, F_ARP_TARGET_IP,
} from "../layout";
import { packetBase } from "../memory/regions";
import { be16, be32 } from "../memory/bytes";
import { beginRowFrom, endRow, fieldInput, fieldIp, overflowed } from "../memory/emit";
import { packetOffset } from "../capture/packet";
import { tunnel, writeTunnel } from "../tunnel/tunnel";

//  0 u16 hardware type, 2 u16 protocol type, 4 u8 hardware length, 5 u8 protocol length, 6 u16 opcode,
//  8 sender MAC, 14 sender IP, 18 target MAC, 24 target IP
const LENGTH: i32 = 28;

export function readArp(at: usize, end: usize): i32 {
  if (at + 8 > end) return REASON_TRUNCATED;
  if (be16(at + 2) != 0x0800) return REASON_BAD_VALUE;
  // 1 is Ethernet, 6 IEEE 802: both with 6-byte addresses.
  if (be16(at) != 1 && be16(at) != 6) return REASON_BAD_VALUE;
  if (load<u8>(at + 4) != 6 || load<u8>(at + 5) != 4) return REASON_BAD_LENGTH;
  if (at + LENGTH > end) return REASON_TRUNCATED;
  const sender = be32(at + 14), target = be32(at + 24);
  const row = beginRowFrom(packetBase(), KIND_ARP, packetOffset());
  store<u32>(row + ROW_SRC_IP, sender);
  store<u32>(row + ROW_DST_IP, target);
  store<u32>(row + ROW_A, be16(at + 6));
  if (sender == target && sender != 0) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | FLAG_GRATUITOUS);
  writeTunnel(tunnel());
  fieldInput(F_ARP_SENDER_MAC, T_BYTES, at + 8, 6);
  // Zero is "not known": a probe's sender (RFC 5227), a request's target hardware.
  if (sender != 0) fieldIp(F_ARP_SENDER_IP, sender);
  if (be32(at + 18) != 0 || be16(at + 22) != 0) fieldInput(F_ARP_TARGET_MAC, T_BYTES, at + 18, 6);
  if (target != 0) fieldIp(F_ARP_TARGET_IP, target);
  if (overflowed()) return REASON_ARENA_FULL;
  endRow(row);
  return 0;
}

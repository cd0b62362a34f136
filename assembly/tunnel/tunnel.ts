// What a packet was taken out of. An inner packet starts from nothing: the addresses, MACs and VLAN of the tunnel's ends are no evidence about who speaks inside.
import {
  F_TUNNEL, F_TUNNEL_ID, FLAG_NANOS, FLAG_TRUNCATED, REASON_TOO_DEEP, ROW_DST_MAC, ROW_FLAGS, ROW_PROTO, ROW_SRC_IP, ROW_SRC_MAC, ROW_SRC_PORT,
  ROW_TTL, T_TEXT,
} from "../layout";
import { fieldCopy, fieldU32 } from "../memory/emit";
import { packetBase } from "../memory/regions";
import { measureFrom } from "../capture/packet";

export const ERSPAN1: u32 = 1;
export const ERSPAN2: u32 = 2;
export const ERSPAN3: u32 = 3;
export const GRE: u32 = 4;
export const VXLAN: u32 = 5;
export const GENEVE: u32 = 6;
export const IPIP: u32 = 7;
export const SIXIN: u32 = 8; // IPv6 in IP
export const GTP: u32 = 9;
export const PPPOE: u32 = 10;
export const MPLS: u32 = 11;
export const ETHERIP: u32 = 12;
/** Names by number, 8 bytes each, zero padded. */
const NAMES: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0,
  0x65, 0x72, 0x73, 0x70, 0x61, 0x6e, 0x31, 0, // erspan1
  0x65, 0x72, 0x73, 0x70, 0x61, 0x6e, 0x32, 0, // erspan2
  0x65, 0x72, 0x73, 0x70, 0x61, 0x6e, 0x33, 0, // erspan3
  0x67, 0x72, 0x65, 0, 0, 0, 0, 0, // gre
  0x76, 0x78, 0x6c, 0x61, 0x6e, 0, 0, 0, // vxlan
  0x67, 0x65, 0x6e, 0x65, 0x76, 0x65, 0, 0, // geneve
  0x69, 0x70, 0x69, 0x70, 0, 0, 0, 0, // ipip
  0x36, 0x69, 0x6e, 0x34, 0, 0, 0, 0, // 6in4
  0x67, 0x74, 0x70, 0, 0, 0, 0, 0, // gtp
  0x70, 0x70, 0x70, 0x6f, 0x65, 0, 0, 0, // pppoe
  0x6d, 0x70, 0x6c, 0x73, 0, 0, 0, 0, // mpls
  0x65, 0x74, 0x68, 0x65, 0x72, 0x69, 0x70, 0, // etherip
]);
/** Encapsulations of one packet: more is REASON_TOO_DEEP. Real ones have two or three. */
const DEEPEST: i32 = 8;

/** Number and kind, or 0: u32 id, then u32 kind. Conversations that differ in the kind are two flows; the number is often one a direction (TEIDs, labels). */
let current: u64 = 0;
let depth: i32 = 0;

export function leaveTunnels(): void { current = 0; depth = 0; }
// @ts-ignore: decorator
@inline export function tunnel(): u64 { return current; }
export function setTunnel(value: u64): void { current = value; }

/** One layer deeper: 0, or REASON_TOO_DEEP. For what is no tunnel but a layer that may hold itself (a link type inside a link type). */
export function descend(): i32 { return depth++ < DEEPEST ? 0 : REASON_TOO_DEEP; }

/** Notes the encapsulation and leaves the packet as it is: for layers between two stations of one wire (PPPoE). */
export function wrap(kind: u32, id: u32): i32 {
  current = (<u64>kind << 32) | <u64>id;
  return descend();
}

/** Goes on to the packet inside, which stands at `at` up to `end`: nothing of the outer one but its time remains. Returns 0 or a reason. */
export function enter(kind: u32, id: u32, at: usize, end: usize): i32 {
  const packet = packetBase();
  store<u8>(packet + ROW_FLAGS, load<u8>(packet + ROW_FLAGS) & <u8>(FLAG_TRUNCATED | FLAG_NANOS));
  store<u8>(packet + ROW_PROTO, 0);
  store<u8>(packet + ROW_TTL, 0);
  store<u64>(packet + ROW_SRC_MAC, 0); // with the VLAN
  store<u64>(packet + ROW_DST_MAC, 0);
  store<u64>(packet + ROW_SRC_IP, 0);
  store<u32>(packet + ROW_SRC_PORT, 0);
  measureFrom(at, end);
  return wrap(kind, id);
}

/** The tunnel's fields of a row, if there is one. */
// @ts-ignore: decorator
@inline export function writeTunnel(wrapped: u64): void { if (wrapped != 0) writeFields(wrapped); }
function writeFields(wrapped: u64): void {
  const name = NAMES + (<usize>(wrapped >> 32) << 3);
  let bytes = 0;
  while (bytes < 8 && load<u8>(name + bytes) != 0) bytes++;
  fieldCopy(F_TUNNEL, T_TEXT, name, bytes);
  if (<u32>wrapped != 0) fieldU32(F_TUNNEL_ID, <u32>wrapped);
}

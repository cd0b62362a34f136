// A flow as a `traffic` row.
import {
  KIND_TRAFFIC, FLAG_IPV6, ROW_FLAGS, ROW_LENGTH, ROW_SECONDS, ROW_NANOS, ROW_A, ROW_B, T_BYTES, T_TEXT, T_IP6, F_SRC_IP6, F_DST_IP6,
  F_TRAFFIC_BYTES_SENT, F_TRAFFIC_BYTES_RECEIVED, F_TRAFFIC_DURATION_MS, F_TRAFFIC_FIRST_SENT, F_TRAFFIC_FIRST_RECEIVED, F_TRAFFIC_SYN,
  F_TRAFFIC_SENT_SIZES, F_TRAFFIC_SYN_ACK, F_TRAFFIC_RECEIVED_SIZES, F_TRAFFIC_ETHERTYPE, F_TRAFFIC_NEXT_SENT, F_TRAFFIC_NEXT_RECEIVED,
} from "../layout";
import { arenaReserve, beginRowFrom, endRow, fieldArena, fieldInput, fieldU32, fieldU64 } from "../memory/emit";
import { writeTunnel } from "../tunnel/tunnel";
import {
  E_ETHERTYPE, E_SYN, E_SENT_SIZES, E_RECEIVED_SIZES, E_OFFSET, E_PACKETS_SENT, E_PACKETS_RECEIVED, E_BYTES_SENT, E_BYTES_RECEIVED, E_LAST_SECONDS,
  E_LAST_NANOS, E_SOURCE_IP6, E_TARGET_IP6, E_FIRST_SENT, E_FIRST_RECEIVED, E_SENT, E_RECEIVED, E_NEXT_SENT, E_NEXT_RECEIVED, E_SYN_ACK,
  E_TUNNEL, NEXT, NEXT_BYTES, SYN_COUNT, SYN_KINDS, SYN_MSS, SYN_SEEN, SYN_TTL, SYN_WINDOW, SYN_WSCALE,
} from "./entry";

export function writeFlow(e: usize): void {
  const sent = load<u32>(e + E_PACKETS_SENT), received = load<u32>(e + E_PACKETS_RECEIVED);
  // Opened by a packet that was then rejected.
  if (sent + received == 0) return;
  const row = beginRowFrom(e, KIND_TRAFFIC, load<i32>(e + E_OFFSET));
  const bytesSent = load<u64>(e + E_BYTES_SENT), bytesReceived = load<u64>(e + E_BYTES_RECEIVED);
  store<u32>(row + ROW_LENGTH, <u32>min<u64>(bytesSent + bytesReceived, 0xffffffff));
  store<u32>(row + ROW_A, sent);
  store<u32>(row + ROW_B, received);
  if ((load<u8>(e + ROW_FLAGS) & FLAG_IPV6) != 0) {
    fieldInput(F_SRC_IP6, T_IP6, load<u32>(e + E_SOURCE_IP6), 16);
    fieldInput(F_DST_IP6, T_IP6, load<u32>(e + E_TARGET_IP6), 16);
  }
  writeTunnel(load<u64>(e + E_TUNNEL));
  fieldU64(F_TRAFFIC_BYTES_SENT, bytesSent);
  fieldU64(F_TRAFFIC_BYTES_RECEIVED, bytesReceived);
  const nanos = (<i64>load<u32>(e + E_LAST_SECONDS) - <i64>load<u32>(e + ROW_SECONDS)) * 1000000000 + <i64>load<u32>(e + E_LAST_NANOS) - <i64>load<u32>(e + ROW_NANOS);
  fieldU32(F_TRAFFIC_DURATION_MS, <u32>min<i64>(max<i64>(nanos, 0) / 1000000, 0xffffffff));
  if (load<u32>(e + E_FIRST_SENT) != 0) fieldInput(F_TRAFFIC_FIRST_SENT, T_BYTES, load<u32>(e + E_FIRST_SENT), load<i32>(e + E_FIRST_SENT + 4));
  if (load<u32>(e + E_FIRST_RECEIVED) != 0) fieldInput(F_TRAFFIC_FIRST_RECEIVED, T_BYTES, load<u32>(e + E_FIRST_RECEIVED), load<i32>(e + E_FIRST_RECEIVED + 4));
  payloads(F_TRAFFIC_NEXT_SENT, e + E_NEXT_SENT);
  payloads(F_TRAFFIC_NEXT_RECEIVED, e + E_NEXT_RECEIVED);
  if (load<u8>(e + E_SYN + SYN_SEEN) != 0) writeSyn(F_TRAFFIC_SYN, e + E_SYN);
  if (load<u8>(e + E_SYN_ACK + SYN_SEEN) != 0) writeSyn(F_TRAFFIC_SYN_ACK, e + E_SYN_ACK);
  sizes(F_TRAFFIC_SENT_SIZES, e + E_SENT, load<u8>(e + E_SENT_SIZES));
  sizes(F_TRAFFIC_RECEIVED_SIZES, e + E_RECEIVED, load<u8>(e + E_RECEIVED_SIZES));
  if (load<u16>(e + E_ETHERTYPE) != 0) fieldU32(F_TRAFFIC_ETHERTYPE, load<u16>(e + E_ETHERTYPE));
  endRow(row);
}

function sizes(id: i32, at: usize, count: i32): void {
  for (let i = 0; i < count; i++) fieldU32(id, load<u16>(at + (<usize>i << 1)));
}

function payloads(id: i32, at: usize): void {
  for (let i = 0; i < NEXT && load<u32>(at) != 0; i++, at += NEXT_BYTES) fieldInput(id, T_BYTES, load<u32>(at), load<u16>(at + 4));
}

/** "window:ttl:mss:wscale:kinds", the kinds in order with dashes; 0 where an option is absent (the kinds tell). */
function writeSyn(id: i32, syn: usize): void {
  const begin = arenaReserve(192);
  if (begin == 0) return;
  let at = decimal(begin, load<u16>(syn + SYN_WINDOW));
  at = decimal(colon(at), load<u8>(syn + SYN_TTL));
  at = decimal(colon(at), load<u16>(syn + SYN_MSS));
  at = colon(decimal(colon(at), load<u8>(syn + SYN_WSCALE)));
  const count = <i32>load<u8>(syn + SYN_COUNT);
  for (let i = 0; i < count; i++) {
    if (i > 0) store<u8>(at++, 0x2d);
    at = decimal(at, load<u8>(syn + SYN_KINDS + i));
  }
  fieldArena(id, T_TEXT, <i32>(at - begin));
}

function colon(at: usize): usize { store<u8>(at, 0x3a); return at + 1; }

function decimal(at: usize, value: u32): usize {
  // Option kinds are most of it.
  if (value < 10) { store<u8>(at, <u8>(0x30 + value)); return at + 1; }
  let unit: u32 = 10000;
  while (unit > 1 && value < unit) unit /= 10;
  for (; unit > 0; unit /= 10) store<u8>(at++, <u8>(0x30 + (value / unit) % 10));
  return at;
}

// One flow in the flow table: 384 bytes. The first 48 are a packet's head (layout.ts) turned so that its source is the side that opened the flow.
import { FLOW_BYTES } from "../layout";
import { flowBase } from "../memory/regions";

// Behind them, by name; "sent" is source -> destination.
export const E_HASH: i32 = 48; // u32
export const E_ETHERTYPE: i32 = 52; // u16, frames that are not IP
export const E_SENT_SIZES: i32 = 55; // u8, how many of the eight
export const E_RECEIVED_SIZES: i32 = 56; // u8
export const E_SEEN: i32 = 57; // u8, bit 0: TCP bytes sent were parsed up to E_SENT_DONE, bit 1: received
export const E_OFFSET: i32 = 60; // u32, record of the first packet
export const E_PACKETS_SENT: i32 = 64; // u32
export const E_PACKETS_RECEIVED: i32 = 68; // u32
export const E_BYTES_SENT: i32 = 72; // u64
export const E_BYTES_RECEIVED: i32 = 80; // u64
export const E_LAST_SECONDS: i32 = 88; // u32
export const E_LAST_NANOS: i32 = 92; // u32
export const E_SOURCE_IP6: i32 = 96; // u32, where the address stands
export const E_TARGET_IP6: i32 = 100; // u32
export const E_FIRST_SENT: i32 = 104; // u32, where the first payload stands; u32 its length
export const E_FIRST_RECEIVED: i32 = 112; // u32, u32
export const E_SENT: i32 = 120; // u16[8] payload sizes
export const E_RECEIVED: i32 = 136; // u16[8]
export const E_SYN: i32 = 152; // 48 bytes, see below
export const E_SENT_DONE: i32 = 200; // u32, TCP sequence number
export const E_RECEIVED_DONE: i32 = 204; // u32
export const E_SENT_STREAM: i32 = 208; // u8, stream slot + 1
export const E_RECEIVED_STREAM: i32 = 209; // u8
export const E_NEXT_SENT: i32 = 212; // three later payloads: u32 where it stands, u16 captured length, u16 size as sent (0 = none)
export const E_NEXT_RECEIVED: i32 = 236;
export const E_SYN_ACK: i32 = 260; // 48 bytes, the same of the side that answered
export const E_TUNNEL: i32 = 312; // u64, tunnel/tunnel.ts
export const E_SENT_SAID: i32 = 320; // u8[24], what an industrial protocol said already, a bit a key (capture/said.ts)
export const E_RECEIVED_SAID: i32 = 344; // u8[24]
export const SAID_BYTES: i32 = 24;
// What an opening segment said.
export const SYN_SEEN: i32 = 0; // u8, 1 = the rest is filled in
export const SYN_WSCALE: i32 = 1; // u8
export const SYN_TTL: i32 = 2; // u8
export const SYN_COUNT: i32 = 3; // u8, option kinds
export const SYN_WINDOW: i32 = 4; // u16
export const SYN_MSS: i32 = 6; // u16
export const SYN_KINDS: i32 = 8; // u8[40], the option kinds in order
export const SIZES: i32 = 8;
export const NEXT: i32 = 3;
export const NEXT_BYTES: i32 = 8;
/** Bytes kept of the first payload each way. */
export const FIRST_BYTES: i32 = 128;

// @ts-ignore: decorator
@inline export function entryAt(index: i32): usize { return flowBase() + <usize>(index * FLOW_BYTES); }

// The flow table of one batch: open addressing over packet heads, both directions of a conversation in one entry.
import {
  FLOW_CAPACITY, FLOW_SLOTS, FLOW_BYTES, STREAM_BYTES, FLAG_IPV6, ROW_FLAGS, ROW_PROTO, ROW_TTL, ROW_SECONDS, ROW_NANOS, ROW_SRC_MAC, ROW_DST_MAC,
  ROW_SRC_IP, ROW_SRC_PORT, ROW_LENGTH,
} from "../layout";
import { packetBase, flowSlotBase } from "../memory/regions";
import { clear8, copy48 } from "../memory/bytes";
import { roomFor } from "../memory/emit";
import { packetOffset } from "../capture/packet";
import { PACKET_ARENA, PACKET_FIELDS, PACKET_ROWS, STREAM_ARENA, STREAM_FIELDS, STREAM_TIMES } from "../capture/bounds";
import { ip6Source } from "../ipv6/ipv6";
import { endStreams, openStreams, streamBytes } from "../tcp/streams";
import { tunnel } from "../tunnel/tunnel";
import { wholeCount } from "../fragments/table";
import { writeFlow } from "./rows";
import {
  E_HASH, E_ETHERTYPE, E_SENT_SIZES, E_RECEIVED_SIZES, E_OFFSET, E_PACKETS_SENT, E_PACKETS_RECEIVED, E_BYTES_SENT, E_BYTES_RECEIVED, E_LAST_SECONDS,
  E_LAST_NANOS, E_SOURCE_IP6, E_TARGET_IP6, E_FIRST_SENT, E_FIRST_RECEIVED, E_SENT, E_RECEIVED, E_NEXT_SENT, E_NEXT_RECEIVED, E_TUNNEL, SIZES,
  NEXT, NEXT_BYTES, FIRST_BYTES, entryAt,
} from "./entry";

const MAC_BITS: u64 = 0xffffffffffff;
const TCP: i32 = 6;
/** What one flow may write at most: fields, arena bytes. */
const FLOW_FIELDS: i32 = 40;
const FLOW_ARENA: i32 = 400;

/** What the flows keep of a datagram that does not stand in the input: two addresses, one payload. */
const WHOLE_ARENA: i32 = 192;

let used: i32 = 0;
let forward: bool = true;

export function beginFlows(): void {
  used = 0;
  memory.fill(flowSlotBase(), 0, FLOW_SLOTS * 2);
}
/** Writes every flow as a row and empties the table. */
export function endFlows(): void {
  endStreams();
  for (let i = 0; i < used; i++) writeFlow(entryAt(i));
  beginFlows();
}
/** Room for the rows of the flows and streams so far, with one of each that the next packet opens, and for whatever else it brings. */
export function roomForPacket(): bool {
  const flows = used + 1, streams = openStreams() + 1;
  const arena = flows * FLOW_ARENA + streams * STREAM_ARENA + (streamBytes() + STREAM_BYTES) * STREAM_TIMES + (wholeCount() + 1) * WHOLE_ARENA + PACKET_ARENA;
  return roomFor(flows + streams + PACKET_ROWS, flows * FLOW_FIELDS + streams * STREAM_FIELDS + PACKET_FIELDS, arena);
}

/** Whether the packet goes the way its flow was opened. Valid after findFlow. */
export function goesForward(): bool { return forward; }

// A side is a MAC, an address and a port; both sides are mixed alike and added, so either direction finds the same slot.
// @ts-ignore: decorator
@inline function mix(mac: u64, ip: u64, port: u64): u64 {
  let h = (mac * 0x9e3779b97f4a7c15) ^ (((ip << 16) | port) * 0xc2b2ae3d27d4eb4f);
  return h ^ (h >> 29);
}
// @ts-ignore: decorator
@inline function fold6(at: usize): u64 { return load<u64>(at) * 31 + load<u64>(at + 8); }
// @ts-ignore: decorator
@inline function same6(a: usize, b: usize): bool { return load<u64>(a) == load<u64>(b) && load<u64>(a + 8) == load<u64>(b + 8); }

/** The packet's flow, opened when it is new. `opener` says who opened it: 1 the sender, -1 the receiver, 0 not known. */
export function findFlow(ethertype: u32, opener: i32): usize {
  const p = packetBase();
  const source = load<u64>(p + ROW_SRC_MAC), target = load<u64>(p + ROW_DST_MAC);
  const ips = load<u64>(p + ROW_SRC_IP), ports = load<u32>(p + ROW_SRC_PORT);
  const six = (load<u8>(p + ROW_FLAGS) & FLAG_IPV6) != 0;
  const proto = load<u8>(p + ROW_PROTO);
  const address6 = ip6Source(), wrapped = tunnel() >> 32; // ids may differ by direction
  const sourceIp = six ? fold6(address6) : ips & 0xffffffff, targetIp = six ? fold6(address6 + 16) : ips >> 32;
  const wide = (mix(source & MAC_BITS, sourceIp, ports & 0xffff) + mix(target & MAC_BITS, targetIp, ports >> 16) + proto + ethertype + wrapped * 0xc2b2ae3d27d4eb4f) * 0x9e3779b97f4a7c15;
  const hash = <u32>(wide >> 32);
  let slot = hash & (FLOW_SLOTS - 1);
  for (;;) {
    const index = <i32>load<u16>(flowSlotBase() + (<usize>slot << 1));
    if (index == 0) break;
    const e = entryAt(index - 1);
    if (load<u32>(e + E_HASH) == hash && load<u8>(e + ROW_PROTO) == proto && load<u16>(e + E_ETHERTYPE) == <u16>ethertype && <u64>load<u32>(e + E_TUNNEL + 4) == wrapped
      && ((load<u8>(e + ROW_FLAGS) & FLAG_IPV6) != 0) == six) {
      const s = load<u64>(e + ROW_SRC_MAC), t = load<u64>(e + ROW_DST_MAC), i = load<u64>(e + ROW_SRC_IP), o = load<u32>(e + ROW_SRC_PORT);
      if (s == source && t == target && i == ips && o == ports
        && (!six || (same6(load<u32>(e + E_SOURCE_IP6), address6) && same6(load<u32>(e + E_TARGET_IP6), address6 + 16)))) { forward = true; return e; }
      if ((s & MAC_BITS) == (target & MAC_BITS) && (t & MAC_BITS) == (source & MAC_BITS) && s >> 48 == source >> 48 && t >> 48 == target >> 48
        && rotr<u64>(i, 32) == ips && rotr<u32>(o, 16) == ports
        && (!six || (same6(load<u32>(e + E_SOURCE_IP6), address6 + 16) && same6(load<u32>(e + E_TARGET_IP6), address6)))) { forward = false; return e; }
    }
    slot = (slot + 1) & (FLOW_SLOTS - 1);
  }
  if (used == FLOW_CAPACITY) { endFlows(); slot = hash & (FLOW_SLOTS - 1); }
  store<u16>(flowSlotBase() + (<usize>slot << 1), <u16>(used + 1));
  const e = entryAt(used++);
  open(e, hash, ethertype, opener);
  return e;
}

function open(e: usize, hash: u32, ethertype: u32, opener: i32): void {
  const p = packetBase();
  copy48(e, p);
  clear8(e + 48, FLOW_BYTES - 48);
  store<u32>(e + E_HASH, hash);
  store<u16>(e + E_ETHERTYPE, <u16>ethertype);
  store<u64>(e + E_TUNNEL, tunnel());
  store<u32>(e + E_OFFSET, packetOffset());
  store<u32>(e + E_LAST_SECONDS, load<u32>(p + ROW_SECONDS));
  store<u32>(e + E_LAST_NANOS, load<u32>(p + ROW_NANOS));
  const six = (load<u8>(p + ROW_FLAGS) & FLAG_IPV6) != 0;
  const address6 = <u32>ip6Source();
  forward = opener >= 0;
  if (six) {
    store<u32>(e + E_SOURCE_IP6, forward ? address6 : address6 + 16);
    store<u32>(e + E_TARGET_IP6, forward ? address6 + 16 : address6);
  }
  if (forward) return;
  const source = load<u64>(e + ROW_SRC_MAC), target = load<u64>(e + ROW_DST_MAC);
  store<u64>(e + ROW_SRC_MAC, (source & ~MAC_BITS) | (target & MAC_BITS));
  store<u64>(e + ROW_DST_MAC, (target & ~MAC_BITS) | (source & MAC_BITS));
  store<u64>(e + ROW_SRC_IP, rotr<u64>(load<u64>(e + ROW_SRC_IP), 32));
  store<u32>(e + ROW_SRC_PORT, rotr<u32>(load<u32>(e + ROW_SRC_PORT), 16));
  // The time to live is the answering side's: the opener's is not known yet.
  store<u8>(e + ROW_TTL, 0);
}

/** Who opened a flow whose opening was not seen: the side with the lower port serves. UDP's first sender opens unless only its port is a service's. */
export function guessOpener(proto: i32): i32 {
  const source = load<u16>(packetBase() + ROW_SRC_PORT), target = load<u16>(packetBase() + ROW_SRC_PORT + 2);
  if (proto == TCP) return source < target ? -1 : 1;
  return source != 0 && source < 1024 && target >= 1024 ? -1 : 1;
}

/** Adds the packet to its flow: `at` and `captured` are its payload as captured, `size` as sent. */
export function countInFlow(e: usize, at: usize, captured: i32, size: i32): void {
  const p = packetBase();
  const wire = <u64>load<u32>(p + ROW_LENGTH);
  store<u8>(e + ROW_FLAGS, load<u8>(e + ROW_FLAGS) | load<u8>(p + ROW_FLAGS));
  const seconds = load<u32>(p + ROW_SECONDS), nanos = load<u32>(p + ROW_NANOS), last = load<u32>(e + E_LAST_SECONDS);
  if (seconds > last || (seconds == last && nanos > load<u32>(e + E_LAST_NANOS))) {
    store<u32>(e + E_LAST_SECONDS, seconds);
    store<u32>(e + E_LAST_NANOS, nanos);
  }
  if (forward) {
    store<u32>(e + E_PACKETS_SENT, load<u32>(e + E_PACKETS_SENT) + 1);
    store<u64>(e + E_BYTES_SENT, load<u64>(e + E_BYTES_SENT) + wire);
    if (load<u8>(e + ROW_TTL) == 0) store<u8>(e + ROW_TTL, load<u8>(p + ROW_TTL));
    if (size > 0) note(e, E_SENT_SIZES, E_SENT, E_FIRST_SENT, E_NEXT_SENT, at, captured, size);
  } else {
    store<u32>(e + E_PACKETS_RECEIVED, load<u32>(e + E_PACKETS_RECEIVED) + 1);
    store<u64>(e + E_BYTES_RECEIVED, load<u64>(e + E_BYTES_RECEIVED) + wire);
    if (size > 0) note(e, E_RECEIVED_SIZES, E_RECEIVED, E_FIRST_RECEIVED, E_NEXT_RECEIVED, at, captured, size);
  }
}

function note(e: usize, count: i32, sizes: i32, first: i32, next: i32, at: usize, captured: i32, size: i32): void {
  const n = <i32>load<u8>(e + count), kept = min(captured, FIRST_BYTES);
  size = min(size, 65535);
  if (n < SIZES) {
    store<u8>(e + count, <u8>(n + 1));
    store<u16>(e + sizes + (<usize>n << 1), <u16>size);
  }
  if (kept <= 0) return;
  if (n == 0) {
    store<u32>(e + first, <u32>at);
    store<u32>(e + first + 4, <u32>kept);
    return;
  }
  // Payloads of a length not kept before: a device often names its model in a later datagram of the same flow.
  if (load<u16>(e + sizes) == <u16>size) return;
  for (let i = 0; i < NEXT; i++) {
    const entry = e + next + i * NEXT_BYTES, before = load<u16>(entry + 6);
    if (before == <u16>size) return;
    if (before != 0) continue;
    store<u32>(entry, <u32>at);
    store<u16>(entry + 4, <u16>kept);
    store<u16>(entry + 6, <u16>size);
    return;
  }
}

/** Counts a packet nobody looks into further. */
export function addFlow(ethertype: u32, at: usize, captured: i32, size: i32): void {
  const e = findFlow(ethertype, guessOpener(load<u8>(packetBase() + ROW_PROTO)));
  countInFlow(e, at, max(captured, 0), size);
}

// What each row says, as 64 bits: rows that differ only in when, in counters and in what no adapter reads (src/protocols) have the same.
// Keyed by a seed, so nobody outside can choose a row to look like another one.
import * as L from "../layout";
import { arenaBase, digestBase, fieldBase, inputBase, rowBase } from "../memory/regions";

/** Ports from here on are a client's own choice (RFC 6335 section 6). */
const EPHEMERAL: u32 = 32768;
const K: u64 = 0x9e3779b97f4a7c15;

let seed: u64 = 0;
let hash: u64 = 0;

/** All instances of a process are given the same. */
export function seedDigests(low: u32, high: u32): void { seed = <u64>low | (<u64>high << 32); }

// The product hangs on the seed, so which difference undoes another one cannot be known.
// @ts-ignore: decorator
@inline function mix(value: u64): void {
  const x = hash ^ value;
  hash = ((x & 0xffffffff) * (x >> 32)) ^ (rotl<u64>(x, 29) * K);
}

/** Digests of the first `rows` rows, where `digestBase` says. */
export function digestRows(rows: i32): void {
  for (let i = 0; i < rows; i++) {
    digestRow(rowBase() + <usize>(i * L.ROW_BYTES));
    store<u64>(digestBase() + <usize>(i * L.DIGEST_BYTES), hash ^ (hash >> 31));
  }
}

function digestRow(row: usize): void {
  const kind = <i32>load<u8>(row);
  hash = seed;
  mix(load<u32>(row)); // kind, flags, protocol, ttl
  mix(load<u64>(row, L.ROW_SRC_MAC)); // with the VLAN
  mix(load<u64>(row, L.ROW_DST_MAC));
  mix(<u64>place(load<u32>(row, L.ROW_SRC_IP)) | (<u64>place(load<u32>(row, L.ROW_DST_IP)) << 32));
  const first = fieldBase() + <usize>load<u32>(row, L.ROW_FIRST_FIELD) * L.FIELD_BYTES;
  const end = first + <usize>load<u32>(row, L.ROW_FIELD_COUNT) * L.FIELD_BYTES;
  if (kind == L.KIND_TRAFFIC) return digestFlow(row, first, end);
  if (kind == L.KIND_DHCP) mix(<u64>load<u32>(row, L.ROW_B) | (<u64>load<u32>(row, L.ROW_LENGTH) << 32)); // message type
  else mix(load<u32>(row, L.ROW_A)); // opcode
  if (kind == L.KIND_DNS && (load<u8>(row, L.ROW_FLAGS) & L.FLAG_RESPONSE) != 0) return; // only that it answers
  for (let field = first; field < end; field += L.FIELD_BYTES) {
    const id = idOf(field);
    // Of a lease's remark it only matters that there is one.
    if (id == L.F_LEASE_REMARK) mix(id);
    else if (!saysNothing(kind, id)) mixField(field);
  }
}

/** Numbers of a message, times to live, how long a lease lasts and where it was asked for, and what is the log's own affair. */
function saysNothing(kind: i32, id: i32): bool {
  if (id == L.F_DNS_ID || id == L.F_DHCP6_TRANSACTION || id == L.F_DNS_ANSWER_TTL) return true;
  if (kind == L.KIND_LEASE) return id == L.F_DHCP_LEASE_SECONDS || id == L.F_LEASE_VIA;
  return kind == L.KIND_THREAT && isLogs(id);
}

/** Which public address it is, of the many of one service, says nothing; the first octets of others are kept apart here. */
function place(ip: u32): u32 {
  const net = ip >> 24;
  return net >= 224 || net == 10 || net == 172 || net == 192 || net == 169 || net == 100 || net == 127 || net == 0 ? ip : 1 << 24;
}

function digestFlow(row: usize, first: usize, end: usize): void {
  let known = false, http = false;
  for (let field = first; field < end; field += L.FIELD_BYTES) {
    const id = idOf(field);
    if (id == L.F_TRAFFIC_SYN || id == L.F_TRAFFIC_APP || id == L.F_TRAFFIC_ETHERTYPE) known = true;
    else if ((id == L.F_TRAFFIC_FIRST_SENT || id == L.F_TRAFFIC_FIRST_RECEIVED) && isHttp(bytesOf(field), load<u32>(field, 8))) http = true;
  }
  const from = <u32>load<u16>(row, L.ROW_SRC_PORT), to = <u32>load<u16>(row, L.ROW_DST_PORT);
  const group = (load<u8>(row, L.ROW_DST_MAC) & 1) != 0 || load<u32>(row, L.ROW_DST_IP) >> 28 >= 14;
  // The service: without the SYN the first packet seen may be an answer, so the lower port is it.
  const answered = !group && !known && from < to, port = answered ? from : to;
  const service = !group && !known && port >= EPHEMERAL ? EPHEMERAL : port;
  mix(<u64>service | (answered ? 0x10000 : 0) | (load<u32>(row, L.ROW_B) > 0 ? 0x20000 : 0) | (http ? 0x40000 : 0));
  const nobodys = service == EPHEMERAL && !group && !known, parsed = isParsed(port);
  let sizes = 0, sized = 0;
  for (let field = first; field < end; field += L.FIELD_BYTES) {
    const id = idOf(field);
    switch (id) {
      case L.F_TRAFFIC_BYTES_SENT: case L.F_TRAFFIC_BYTES_RECEIVED: case L.F_TRAFFIC_DURATION_MS: break;
      case L.F_TRAFFIC_SENT_SIZES: case L.F_TRAFFIC_RECEIVED_SIZES:
        sizes = id == sized ? sizes + 1 : 1;
        sized = id;
        if (sizes <= 2 && !group && !parsed && !nobodys) mixField(field);
        break;
      case L.F_TRAFFIC_FIRST_SENT: case L.F_TRAFFIC_FIRST_RECEIVED: case L.F_TRAFFIC_NEXT_SENT: case L.F_TRAFFIC_NEXT_RECEIVED:
        if (http || parsed || nobodys) break;
        if (isTls(bytesOf(field), load<u32>(field, 8))) mix(id); // cipher text
        else mixField(field);
        break;
      default: if (!isLogs(id)) mixField(field);
    }
  }
}

/** What a firewall writes beside what the device said, its own serial and numbers included: no adapter reads it in a flow or a threat. */
// @ts-ignore: decorator
@inline function isLogs(id: i32): bool { return id >= L.F_LOG_TYPE && id <= L.F_LOG_SEVERITY; }
/** Ports whose payloads have adapters of their own. */
function isParsed(port: u32): bool { return port == 53 || port == 67 || port == 68 || port == 80 || port == 1900 || port == 5353; }
function isTls(at: usize, length: u32): bool { return length > 1 && load<u8>(at) >= 0x14 && load<u8>(at) <= 0x17 && load<u8>(at, 1) == 3; }
/** Only what is certainly one; a missed one costs reading it. */
function isHttp(at: usize, length: u32): bool {
  if (length < 5) return false;
  const word = load<u32>(at);
  return word == 0x20544547 /* "GET " */ || (word == 0x54534f50 /* "POST" */ && load<u8>(at, 4) == 0x20) || (word == 0x50545448 /* "HTTP" */ && load<u8>(at, 4) == 0x2f);
}

// @ts-ignore: decorator
@inline function idOf(field: usize): i32 { return <i32>load<u16>(field); }
// @ts-ignore: decorator
@inline function bytesOf(field: usize): usize { return (load<u8>(field, 3) == L.REGION_ARENA ? arenaBase() : inputBase()) + <usize>load<u32>(field, 4); }

function mixField(field: usize): void {
  const type = <i32>load<u8>(field, 2), length = load<u32>(field, 8);
  mix(<u64>(load<u32>(field) & 0xffffff) | (<u64>length << 32));
  if (type != L.T_TEXT && type != L.T_BYTES && type != L.T_CODES && type != L.T_IP6) return mix(load<u32>(field, 4));
  let at = bytesOf(field);
  const whole = at + <usize>(length & ~7);
  for (; at < whole; at += 8) mix(load<u64>(at));
  // Both regions have spare bytes behind them.
  if ((length & 7) != 0) mix(load<u64>(at) & ((<u64>1 << (<u64>(length & 7) << 3)) - 1));
}

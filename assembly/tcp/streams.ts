// A message that spans segments is put together here: in order, bounded, within one batch. Everything else is parsed where it stands.
import {
  KIND_DNS, FLAG_TRUNCATED, REASON_TOO_MANY_FIELDS, ROW_FLAGS, STREAM_CAPACITY, STREAM_BYTES,
} from "../layout";
import { packetBase, streamBase } from "../memory/regions";
import { arenaUsed, fieldCount } from "../memory/emit";
import { SEGMENT_ARENA, SEGMENT_FIELDS, SEGMENT_MESSAGES, STREAM_MESSAGES } from "../capture/bounds";
import { packetOffset, setPacketOffset } from "../capture/packet";
import { readApplication } from "../capture/applications";
import { isPlant } from "../capture/plant";
import { enterFlow } from "../capture/said";
import { ip6Header, setIp6Header } from "../ipv6/ipv6";
import { goesForward } from "../traffic/flows";
import { E_SYN, E_SEEN, E_SENT_DONE, E_RECEIVED_DONE, E_SENT_STREAM, E_RECEIVED_STREAM, E_TUNNEL } from "../traffic/entry";
import { setTunnel, tunnel } from "../tunnel/tunnel";
import { messageKind, messageLength, MORE, NONE } from "./messages";

// One stream being put together. 0..47 the head of the packet that began it.
const S_FLOW: i32 = 48; // u32, its flow entry, 0 = the slot is free
const S_NEXT: i32 = 52; // u32, sequence number expected next
const S_LENGTH: i32 = 56; // i32, bytes gathered
const S_OFFSET: i32 = 60; // i32, record of the packet that began it
const S_IP6: i32 = 64; // u32, its IPv6 header
const S_KIND: i32 = 68; // u8
const S_FORWARD: i32 = 69; // u8
const S_BYTES: i32 = 72;
const TABLE: usize = memory.data(STREAM_CAPACITY * S_BYTES, 8);
const SAVED_HEAD: usize = memory.data(48, 8);
let open: i32 = 0;
let gathered: i32 = 0;

// @ts-ignore: decorator
@inline function slotAt(slot: i32): usize { return TABLE + <usize>(slot * S_BYTES); }
// @ts-ignore: decorator
@inline function streamField(forward: bool): i32 { return forward ? E_SENT_STREAM : E_RECEIVED_STREAM; }

/** Reads the payload of one segment of flow `e`. Returns 0 or the reason to reject the packet. */
export function readSegment(e: usize, sequence: u32, at: usize, length: i32, cut: bool): i32 {
  const forward = goesForward();
  const held = <i32>load<u8>(e + streamField(forward));
  if (held != 0) {
    const done = append(held - 1, sequence, at, length, cut);
    if (done >= 0) return done;
  }
  const bit = forward ? 1 : 2, doneField = forward ? E_SENT_DONE : E_RECEIVED_DONE;
  // Sent again: its message has its row.
  if ((<i32>load<u8>(e + E_SEEN) & bit) != 0 && <i32>(sequence + <u32>length - load<u32>(e + doneField)) <= 0) return 0;
  const firstField = fieldCount(), firstArena = arenaUsed();
  let offset = 0, reason = 0, messages = 0;
  while (offset < length && reason == 0) {
    const kind = messageKind(at + offset, length - offset, load<u8>(e + E_SYN) != 0 && (<i32>load<u8>(e + E_SEEN) & bit) == 0);
    if (kind == 0) return 0;
    const bytes = messageLength(kind, at + offset, length - offset, 0);
    if (bytes == NONE) return 0;
    if (bytes == MORE && !cut && begin(e, kind, sequence + offset, at + offset, length - offset)) return 0;
    store<u8>(e + E_SEEN, load<u8>(e + E_SEEN) | <u8>bit);
    store<u32>(e + doneField, sequence + <u32>length);
    if (isPlant(kind)) enterFlow(e, forward);
    if (bytes == MORE) return readPartial(kind, at + offset, length - offset);
    // What is behind the bounds is not read, and the packet is a reject: a batch must have room for all that a packet writes.
    if (messages++ == SEGMENT_MESSAGES || fieldCount() - firstField > SEGMENT_FIELDS || arenaUsed() - firstArena > SEGMENT_ARENA) return REASON_TOO_MANY_FIELDS;
    reason = readWhole(kind, at + offset, bytes);
    if (!inRows(kind)) break;
    offset += bytes;
  }
  return reason;
}

/** Whether messages of the kind may follow one another in one segment (RFC 7766 for DNS). */
// @ts-ignore: decorator
@inline function inRows(kind: i32): bool { return kind == KIND_DNS || isPlant(kind); }

function readWhole(kind: i32, at: usize, length: i32): i32 {
  return kind == KIND_DNS ? readApplication(kind, at + 2, length - 2) : readApplication(kind, at, length);
}

/** The capture or a bound ended the message early: its row says so. Half a DNS message says nothing. */
function readPartial(kind: i32, at: usize, length: i32): i32 {
  if (kind == KIND_DNS) return 0;
  const flags = packetBase() + ROW_FLAGS, before = load<u8>(flags);
  store<u8>(flags, before | FLAG_TRUNCATED);
  const reason = readApplication(kind, at, length);
  store<u8>(flags, before);
  return reason;
}

/** False when every slot is taken. */
function begin(e: usize, kind: i32, sequence: u32, at: usize, length: i32): bool {
  if (open == STREAM_CAPACITY || length >= STREAM_BYTES) return false;
  let slot = 0;
  while (load<u32>(slotAt(slot) + S_FLOW) != 0) slot++;
  const s = slotAt(slot), forward = goesForward();
  memory.copy(s, packetBase(), 48);
  store<u32>(s + S_FLOW, <u32>e);
  store<u32>(s + S_NEXT, sequence + <u32>length);
  store<i32>(s + S_LENGTH, length);
  store<i32>(s + S_OFFSET, packetOffset());
  store<u32>(s + S_IP6, <u32>ip6Header());
  store<u8>(s + S_KIND, <u8>kind);
  store<u8>(s + S_FORWARD, forward ? 1 : 0);
  memory.copy(streamBase(slot), at, length);
  store<u8>(e + streamField(forward), <u8>(slot + 1));
  open++;
  gathered += length;
  return true;
}

/** Adds a segment to its stream. Returns 0 or a reject reason when that was all there is to do, -1 when the stream was given up and the segment stands for itself. */
function append(slot: i32, sequence: u32, at: usize, length: i32, cut: bool): i32 {
  const s = slotAt(slot);
  const ahead = <i32>(sequence - load<u32>(s + S_NEXT));
  if (ahead > 0) { finish(slot, false); return -1; }
  // Sent again, in part or whole.
  if (ahead + length <= 0) return 0;
  const before = load<i32>(s + S_LENGTH);
  const take = min(length + ahead, STREAM_BYTES - before);
  memory.copy(streamBase(slot) + before, at - ahead, take);
  store<i32>(s + S_LENGTH, before + take);
  gathered += take;
  store<u32>(s + S_NEXT, load<u32>(s + S_NEXT) + <u32>take);
  const bytes = messageLength(load<u8>(s + S_KIND), streamBase(slot), before + take, before);
  if (bytes == MORE && !cut && before + take < STREAM_BYTES) return 0;
  return finish(slot, bytes > 0);
}

/** Parses what a stream has gathered, under the head of the packet that began it, and frees its slot. */
function finish(slot: i32, whole: bool): i32 {
  const s = slotAt(slot), e = <usize>load<u32>(s + S_FLOW);
  const forward = load<u8>(s + S_FORWARD) != 0;
  const offset = packetOffset(), header = ip6Header(), wrapped = tunnel();
  memory.copy(SAVED_HEAD, packetBase(), 48);
  memory.copy(packetBase(), s, 48);
  setPacketOffset(load<i32>(s + S_OFFSET));
  setIp6Header(load<u32>(s + S_IP6));
  setTunnel(load<u64>(e + E_TUNNEL));
  const kind = <i32>load<u8>(s + S_KIND), length = load<i32>(s + S_LENGTH);
  const bytes = messageLength(kind, streamBase(slot), length, 0);
  // Packets that only began the message are counted already: an unfinished one has nobody to reject.
  if (isPlant(kind)) enterFlow(e, forward);
  const reason = whole ? readWhole(kind, streamBase(slot), bytes) : 0;
  if (whole && isPlant(kind) && reason == 0) readFollowers(kind, streamBase(slot) + <usize>bytes, length - bytes);
  if (!whole) readPartial(kind, streamBase(slot), length);
  memory.copy(packetBase(), SAVED_HEAD, 48);
  setPacketOffset(offset);
  setIp6Header(header);
  setTunnel(wrapped);
  store<u8>(e + E_SEEN, load<u8>(e + E_SEEN) | (forward ? 1 : 2));
  store<u32>(e + (forward ? E_SENT_DONE : E_RECEIVED_DONE), load<u32>(s + S_NEXT));
  store<u8>(e + streamField(forward), 0);
  store<u32>(s + S_FLOW, 0);
  open--;
  gathered -= length;
  return reason;
}

/** The whole messages behind the first one of a stream, until they have said enough. */
function readFollowers(kind: i32, at: usize, length: i32): void {
  const firstField = fieldCount(), firstArena = arenaUsed();
  for (let messages = 0; messages < STREAM_MESSAGES && length > 0 && fieldCount() == firstField && arenaUsed() == firstArena; messages++) {
    const bytes = messageLength(kind, at, length, 0);
    if (bytes <= 0 || readWhole(kind, at, bytes) != 0) return;
    at += <usize>bytes;
    length -= bytes;
  }
}

/** Streams being put together. */
export function openStreams(): i32 { return open; }
export function streamBytes(): i32 { return gathered; }
/** The batch ends: streams still open are parsed as far as they go. */
export function endStreams(): void {
  for (let slot = 0; slot < STREAM_CAPACITY && open > 0; slot++) if (load<u32>(slotAt(slot) + S_FLOW) != 0) finish(slot, false);
}

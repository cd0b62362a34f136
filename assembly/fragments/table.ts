// IP datagrams being put together from fragments (RFC 791 section 3.2, RFC 8200 section 4.5), bounded in all ways, within one batch. The pieces stay where
// they are, in the batch; only a whole datagram is copied. Overlaps are attacks or damage (RFC 5722): the datagram is given up.
import { FRAGMENT_BYTES, FRAGMENT_CAPACITY, ROW_SRC_MAC, WHOLE_CAPACITY } from "../layout";
import { packetBase, fragmentBase, wholeBase } from "../memory/regions";
import { tunnel } from "../tunnel/tunnel";

/** A fragment is counted as traffic, as if nobody put them together: the table has no use for it. */
export const STRAY: i32 = 0;
/** It is one of a datagram that is not whole yet. */
export const HELD: i32 = 1;
/** It was the last one missing: the datagram stands at wholeAt(). */
export const WHOLE: i32 = 2;
/** It overlaps another, or leads out of its datagram. */
export const BAD: i32 = 3;

const WAYS: i32 = 4;
const SETS: i32 = FRAGMENT_CAPACITY / WAYS;
/** Fragments seen since, after which an entry is another datagram's: identification numbers come round again (RFC 6864). */
const OLDEST: u32 = 16384;
const LONGEST: i32 = 65535;
const UNKNOWN: i32 = -1;

// One datagram. u64 hash of its key, 0 = free.
const D_KEY: i32 = 0;
const D_SENDER: i32 = 8; // u64, source MAC and VLAN
const D_TUNNEL: i32 = 16; // u64
const D_ADDRESSES: i32 = 24; // u32, where source and destination stand
const D_BYTES: i32 = 28; // i32, bytes of both
const D_ID: i32 = 32; // u32
const D_PROTOCOL: i32 = 36; // u8
const D_BROKEN: i32 = 37; // u8, 1 = given up; remembered, so that its other fragments do not begin it anew
const D_SEEN: i32 = 40; // u32, when a fragment of it came last
const D_TOTAL: i32 = 44; // i32, its length, UNKNOWN before the last fragment came
const D_HAVE: i32 = 48; // i32, bytes that are there
const D_COUNT: i32 = 52; // i32, pieces
const D_FIRST: i32 = 56; // u32, where its beginning stands, 0 = not there yet
const D_PIECES: i32 = 64; // u32 where, u16 offset, u16 length; by offset

const PIECES: i32 = (FRAGMENT_BYTES - D_PIECES) / 8;

let clock: u32 = 0;
let dirty: bool = false;
let wholeUsed: i32 = 0;
let wholes: i32 = 0;
let at: usize = 0;
let size: i32 = 0;
let first: usize = 0;
let givenUp: i32 = 0;

/** A batch begins: pieces of the one before are gone. */
export function beginFragments(): void {
  if (dirty) memory.fill(fragmentBase(), 0, FRAGMENT_CAPACITY * FRAGMENT_BYTES);
  dirty = false; clock = 0; wholeUsed = 0; wholes = 0; givenUp = 0;
}
/** The whole datagram, without its IP header. Valid after WHOLE; it stays where it is to the end of the batch. */
export function wholeAt(): usize { return at; }
export function wholeLength(): i32 { return size; }
/** Datagrams put together so far: what flows keep of them is copied, not pointed to. */
export function wholeCount(): i32 { return wholes; }
/** Where the beginning of the fragment's datagram stands, or 0. Valid after HELD. */
export function firstPiece(): usize { return first; }
/** Datagrams of this batch that were begun and never whole: pushed out, damaged, without room, or still waiting. */
export function unfinishedCount(): i32 {
  let waiting = 0;
  if (dirty) for (let i = 0; i < FRAGMENT_CAPACITY; i++) if (load<u64>(entryAt(i) + D_KEY) != 0 && load<u8>(entryAt(i) + D_BROKEN) == 0) waiting++;
  return givenUp + waiting;
}

// @ts-ignore: decorator
@inline function entryAt(index: i32): usize { return fragmentBase() + <usize>(index * FRAGMENT_BYTES); }
// @ts-ignore: decorator
@inline function mix(hash: u64, value: u64): u64 { const x = (hash ^ value) * 0x9e3779b97f4a7c15; return x ^ (x >> 29); }

/** One fragment: `addresses` is where source and destination stand, both of `bytes`; `offset` in bytes; its data at `data`. */
export function hold(addresses: usize, bytes: i32, id: u32, protocol: i32, offset: i32, more: bool, data: usize, length: i32): i32 {
  clock++;
  if (length <= 0 || (more && (length & 7) != 0) || offset + length > LONGEST) return BAD;
  const sender = load<u64>(packetBase() + ROW_SRC_MAC);
  let key = mix(mix(sender, <u64>id << 8 | <u64>protocol), tunnel());
  for (let i = 0; i < bytes; i += 8) key = mix(key, load<u64>(addresses + i));
  key |= 1;
  const set = <i32>(key >> 32) & (SETS - 1);
  let chosen: usize = 0, age: u32 = 0;
  for (let way = 0; way < WAYS; way++) {
    const e = entryAt(set * WAYS + way);
    const free = load<u64>(e + D_KEY) == 0, idle = clock - load<u32>(e + D_SEEN);
    if (!free && load<u64>(e + D_KEY) == key && idle <= OLDEST && isSame(e, sender, addresses, bytes, id, protocol)) return add(e, offset, more, data, length);
    if (free || (idle >= age && (chosen == 0 || load<u64>(chosen + D_KEY) != 0))) { chosen = e; age = free ? 0xffffffff : idle; }
  }
  if (load<u64>(chosen + D_KEY) != 0 && load<u8>(chosen + D_BROKEN) == 0) givenUp++;
  begin(chosen, key, sender, addresses, bytes, id, protocol);
  return add(chosen, offset, more, data, length);
}

function isSame(e: usize, sender: u64, addresses: usize, bytes: i32, id: u32, protocol: i32): bool {
  return load<u64>(e + D_SENDER) == sender && load<u64>(e + D_TUNNEL) == tunnel() && load<u32>(e + D_ID) == id && load<u8>(e + D_PROTOCOL) == <u8>protocol
    && load<i32>(e + D_BYTES) == bytes && memory.compare(load<u32>(e + D_ADDRESSES), addresses, bytes) == 0;
}

function begin(e: usize, key: u64, sender: u64, addresses: usize, bytes: i32, id: u32, protocol: i32): void {
  dirty = true;
  memory.fill(e, 0, D_PIECES);
  store<u64>(e + D_KEY, key);
  store<u64>(e + D_SENDER, sender);
  store<u64>(e + D_TUNNEL, tunnel());
  store<u32>(e + D_ADDRESSES, <u32>addresses);
  store<i32>(e + D_BYTES, bytes);
  store<u32>(e + D_ID, id);
  store<u8>(e + D_PROTOCOL, <u8>protocol);
  store<i32>(e + D_TOTAL, UNKNOWN);
}

function giveUp(e: usize, result: i32): i32 {
  store<u8>(e + D_BROKEN, 1);
  givenUp++;
  return result;
}

function add(e: usize, offset: i32, more: bool, data: usize, length: i32): i32 {
  store<u32>(e + D_SEEN, clock);
  if (load<u8>(e + D_BROKEN) != 0) return STRAY;
  const count = load<i32>(e + D_COUNT), end = offset + length, total = load<i32>(e + D_TOTAL);
  // Most come in order: looked for from the end.
  let place = count;
  while (place > 0 && offsetOf(e, place - 1) > offset) place--;
  const before = place > 0 ? place - 1 : UNKNOWN;
  // Sent or captured twice: nothing new. The same bytes, or the sender means two things.
  if (before != UNKNOWN && offsetOf(e, before) == offset && lengthOf(e, before) == length && more == (end != total)) {
    return memory.compare(pieceOf(e, before), data, length) == 0 ? held(e) : giveUp(e, BAD);
  }
  if (before != UNKNOWN && offsetOf(e, before) + lengthOf(e, before) > offset) return giveUp(e, BAD);
  if (place < count && end > offsetOf(e, place)) return giveUp(e, BAD);
  if (more ? total != UNKNOWN && end >= total : total != UNKNOWN || place < count) return giveUp(e, BAD);
  if (count == PIECES) return giveUp(e, STRAY);
  const piece = e + D_PIECES + (place << 3);
  if (place < count) memory.copy(piece + 8, piece, (count - place) << 3);
  store<u32>(piece, <u32>data);
  store<u16>(piece + 4, <u16>offset);
  store<u16>(piece + 6, <u16>length);
  store<i32>(e + D_COUNT, count + 1);
  store<i32>(e + D_HAVE, load<i32>(e + D_HAVE) + length);
  if (offset == 0) store<u32>(e + D_FIRST, <u32>data);
  if (!more) store<i32>(e + D_TOTAL, end);
  return load<i32>(e + D_HAVE) == load<i32>(e + D_TOTAL) ? join(e) : held(e);
}

// @ts-ignore: decorator
@inline function pieceOf(e: usize, place: i32): usize { return load<u32>(e + D_PIECES + (place << 3)); }
// @ts-ignore: decorator
@inline function offsetOf(e: usize, place: i32): i32 { return load<u16>(e + D_PIECES + (place << 3) + 4); }
// @ts-ignore: decorator
@inline function lengthOf(e: usize, place: i32): i32 { return load<u16>(e + D_PIECES + (place << 3) + 6); }

function held(e: usize): i32 { first = load<u32>(e + D_FIRST); return HELD; }

/** No gap and no overlap is left, so the pieces fill it. */
function join(e: usize): i32 {
  size = load<i32>(e + D_TOTAL);
  if (wholeUsed + size > WHOLE_CAPACITY) return giveUp(e, STRAY);
  at = wholeBase() + <usize>wholeUsed;
  for (let place = 0; place < load<i32>(e + D_COUNT); place++) memory.copy(at + offsetOf(e, place), pieceOf(e, place), lengthOf(e, place));
  wholeUsed += (size + 15) & ~7;
  wholes++;
  store<u64>(e + D_KEY, 0);
  return WHOLE;
}

// CEF ("CEF:0|vendor|product|version|type|subtype|severity|key=value ...") and LEEF ("LEEF:2.0|vendor|product|version|id|delimiter|key=value...").
import { byteEnd, eitherEnd } from "../text/scan";
import { put, scratch } from "./slots";
import { S_SUBTYPE, S_TYPE } from "./tables";
import { slotOfKey } from "./keys";
import { logType } from "./log-type";
import { end as slotEnd, at as slotAt } from "./slots";

const PIPE: u8 = 124, BACKSLASH: u8 = 92, EQUALS: u8 = 61, SPACE: u8 = 32, TAB: u8 = 9, COLON: u8 = 58;
/** Host names and tags stand before it, no more. */
const FARTHEST: usize = 600;

/** Address of "CEF:" or "LEEF:" in [at, end), or 0. */
export function findEvent(at: usize, end: usize): usize {
  const last = min(end, at + FARTHEST);
  for (let colon = byteEnd(at, last, COLON); colon < last; colon = byteEnd(colon + 1, last, COLON)) {
    if (colon - at < 3 || colon + 5 > end) continue;
    const word = load<u32>(colon - 3);
    if (word == 0x3a464543) return colon - 3;
    if (word == 0x3a464545 && colon - at >= 4 && load<u8>(colon - 4) == 76) return colon - 4;
  }
  return 0;
}

/** Address behind the next bar that no backslash escapes, 0 when there is none. */
function part(at: usize, end: usize): usize {
  for (; at < end; at++) {
    if (load<u8>(at) == BACKSLASH) at++;
    else if (load<u8>(at) == PIPE) return at + 1;
  }
  return 0;
}

/** "Palo Alto Networks" at [at, end). */
function isVendor(at: usize, end: usize): bool { return end - at >= 18 && load<u64>(at) == 0x746c41206f6c6150; }

/** Reads the event at `at` into slots; its log type, 0 when it is none of ours. */
export function readEvent(at: usize, end: usize): i32 {
  const leef = load<u8>(at) == 76;
  let here = part(at, end);
  if (here == 0) return 0;
  const vendor = here;
  here = part(here, end);
  if (here == 0 || !isVendor(vendor, here - 1)) return 0;
  here = part(here, end); // product
  if (here == 0) return 0;
  here = part(here, end); // version
  if (here == 0) return 0;
  if (leef) return readLeef(at, here, end);
  const typeAt = here;
  here = part(here, end);
  if (here == 0) return 0;
  const typeEnd = here - 1, subtypeAt = here;
  here = part(here, end);
  if (here == 0) return 0;
  const type = typeOf(typeAt, typeEnd, subtypeAt, here - 1);
  here = part(here, end); // severity
  if (here == 0) return 0;
  if (type == 0) return 0;
  readSpaced(here, end);
  return type;
}

/** The firewall's own CEF has the subtype where the logging service has the type. */
function typeOf(at: usize, end: usize, subtypeAt: usize, subtypeEnd: usize): i32 {
  const type = logType(at, end);
  if (type != 0) {
    put(S_TYPE, at, end);
    put(S_SUBTYPE, subtypeAt, subtypeEnd);
    return type;
  }
  const swapped = logType(subtypeAt, subtypeEnd);
  if (swapped != 0) {
    put(S_TYPE, subtypeAt, subtypeEnd);
    put(S_SUBTYPE, at, end);
  }
  return swapped;
}

/** Behind the version: the event id, in LEEF 2.0 the delimiter as a character or "x7C", then the pairs; their key `cat` names the type. */
function readLeef(event: usize, at: usize, end: usize): i32 {
  let here = part(at, end);
  if (here == 0) return 0;
  let delimiter = TAB;
  if (load<u8>(event, 5) == 50) { // LEEF:2.0
    const stop = part(here, end);
    if (stop != 0 && stop - here <= 6) {
      if (stop - 1 - here == 1) delimiter = load<u8>(here);
      else if (stop - 1 > here) delimiter = hexByte(stop - 3);
      here = stop;
    }
  }
  readDelimited(here, end, delimiter);
  return logType(slotAt(S_TYPE), slotEnd(S_TYPE));
}

function hexByte(at: usize): u8 {
  let value: u32 = 0;
  for (let i: usize = 0; i < 2; i++) {
    const byte = <u32>load<u8>(at + i);
    value = (value << 4) | (byte - 48 < 10 ? byte - 48 : ((byte | 32) - 87) & 15);
  }
  return <u8>value;
}

/** Letters and digits: what a key is made of. */
// @ts-ignore: decorator
@inline function isKeyByte(byte: u8): bool { return (<u32>(byte | 32) - 97 < 26) || (<u32>byte - 48 < 10) || byte == 95 || byte == 45 || byte == 46; }

/** Every pair of LEEF into its slot: a value ends at the delimiter. */
function readDelimited(at: usize, end: usize, delimiter: u8): void {
  while (at < end) {
    while (at < end && (load<u8>(at) == delimiter || load<u8>(at) == SPACE)) at++;
    const stop = byteEnd(at, end, delimiter), sign = byteEnd(at, stop, EQUALS), slot = sign < stop ? slotOfKey(at, sign) : 0;
    if (slot != 0) keep(slot, sign + 1, stop);
    at = stop;
  }
}

let keyAt: usize = 0;
let keySlot: i32 = 0;
/** The sign behind the next "key=" at or behind `at`, `end` when there is none; keyAt is where the key begins, behind a space or at `at`, and keySlot its slot.
 * A sign behind a backslash is none. */
function nextSign(at: usize, end: usize): usize {
  let since = at;
  for (let sign = eitherEnd(at, end, EQUALS, BACKSLASH); sign < end; sign = eitherEnd(since, end, EQUALS, BACKSLASH)) {
    if (load<u8>(sign) == BACKSLASH) { since = min(sign + 2, end); continue; }
    const key = wordBefore(sign, since);
    if (key == at || key > since) {
      keyAt = key;
      keySlot = slotOfKey(key, sign);
      if (keySlot != 0 || isKey(key, sign)) return sign;
    }
    since = sign + 1; // what stands before it was looked at
  }
  return end;
}

/** Where the word begins that ends at `end`: behind the last space, not before `at`. */
function wordBefore(end: usize, at: usize): usize {
  if (ASC_FEATURE_SIMD) {
    const spaces = i8x16.bitmask(i8x16.eq(v128.load(end - 16), i8x16.splat(SPACE)));
    if (spaces != 0) return max(end - 16 + <usize>(32 - clz(spaces)), at);
  }
  while (end > at && load<u8>(end - 1) != SPACE) end--;
  return end;
}

function isKey(at: usize, end: usize): bool {
  while (at < end && isKeyByte(load<u8>(at))) at++;
  return at == end;
}

/** Every pair of CEF into its slot: a value ends at the space before the next "key=". */
function readSpaced(at: usize, end: usize): void {
  while (at < end && load<u8>(at) == SPACE) at++;
  for (let sign = nextSign(at, end); sign < end;) {
    const slot = keySlot, value = sign + 1, next = nextSign(value, end);
    // At the value's own beginning no key can stand: "a==b".
    if (slot != 0) keep(slot, value, next < end ? max(keyAt - 1, value) : end);
    sign = next;
  }
}

/** A value without its escapes (CEF section on character encoding: \\ \= \n \r). */
function keep(slot: i32, at: usize, stop: usize): void {
  while (stop > at && load<u8>(stop - 1) == SPACE) stop--;
  const out = byteEnd(at, stop, BACKSLASH) < stop ? scratch(<i32>(stop - at)) : 0;
  if (out == 0) { put(slot, at, stop); return; }
  let to = out;
  for (let here = at; here < stop; here++) {
    let byte = load<u8>(here);
    if (byte == BACKSLASH && here + 1 < stop) {
      const next = load<u8>(here, 1);
      if (next == BACKSLASH || next == EQUALS || next == PIPE) { byte = next; here++; }
      else if (next == 110 || next == 114) { byte = SPACE; here++; }
    }
    store<u8>(to++, byte);
  }
  put(slot, out, to);
}

// CEF ("CEF:0|vendor|product|version|type|subtype|severity|key=value ...") and LEEF ("LEEF:2.0|vendor|product|version|id|delimiter|key=value...").
import { put, scratch } from "./slots";
import { S_SUBTYPE, S_TYPE } from "./tables";
import { slotOfKey } from "./keys";
import { logType } from "./log-type";
import { end as slotEnd, at as slotAt } from "./slots";

const PIPE: u8 = 124, BACKSLASH: u8 = 92, EQUALS: u8 = 61, SPACE: u8 = 32, TAB: u8 = 9;
/** Host names and tags stand before it, no more. */
const FARTHEST: usize = 600;

/** Address of "CEF:" or "LEEF:" in [at, end), or 0. */
export function findEvent(at: usize, end: usize): usize {
  const last = min(end, at + FARTHEST);
  for (; at + 8 < last; at++) {
    const word = load<u32>(at);
    if (word == 0x3a464543 || (word == 0x4645454c && load<u8>(at, 4) == 58)) return at;
  }
  return 0;
}

let headerAt: usize = 0;
/** Address behind the next bar that no backslash escapes, 0 when there is none; headerAt is where the part before it began. */
function part(at: usize, end: usize): usize {
  headerAt = at;
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
  readPairs(here, end, SPACE);
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
  readPairs(here, end, delimiter);
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

/** Every pair into its slot. In CEF a value ends where " key=" begins; in LEEF at the delimiter. */
function readPairs(at: usize, end: usize, delimiter: u8): void {
  while (at < end) {
    while (at < end && (load<u8>(at) == delimiter || load<u8>(at) == SPACE)) at++;
    const key = at;
    while (at < end && isKeyByte(load<u8>(at))) at++;
    if (at >= end || load<u8>(at) != EQUALS) {
      while (at < end && load<u8>(at) != delimiter) at++;
      continue;
    }
    const keyEnd = at, value = ++at, stop = delimiter == SPACE ? spacedEnd(at, end) : delimitedEnd(at, end, delimiter);
    const slot = slotOfKey(key, keyEnd);
    if (slot != 0) keep(slot, value, stop);
    at = stop;
  }
}

function delimitedEnd(at: usize, end: usize, delimiter: u8): usize {
  while (at < end && load<u8>(at) != delimiter) at++;
  return at;
}

/** End of a CEF value: the space before the next "key=", where no backslash escapes the sign. */
function spacedEnd(at: usize, end: usize): usize {
  let space: usize = 0;
  for (let here = at; here < end; here++) {
    const byte = load<u8>(here);
    if (byte == BACKSLASH) { here++; continue; }
    if (byte == SPACE) space = here;
    else if (byte == EQUALS && space != 0) return space;
    else if (space != 0 && !isKeyByte(byte)) space = 0;
  }
  return end;
}

/** A value without its escapes (CEF section on character encoding: \\ \= \n \r). */
function keep(slot: i32, at: usize, stop: usize): void {
  while (stop > at && load<u8>(stop - 1) == SPACE) stop--;
  let escaped = false;
  for (let here = at; here < stop; here++) if (load<u8>(here) == BACKSLASH) { escaped = true; break; }
  const out = escaped ? scratch(<i32>(stop - at)) : 0;
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

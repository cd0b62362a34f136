// ASN.1 as BER and DER write it (X.690): one element at a time, definite lengths, and object identifiers as text. SNMP and certificates are made of it.
import { T_TEXT } from "../layout";
import { arenaReserve, fieldArena } from "../memory/emit";
import { putDecimal } from "../print/number";

export const INTEGER: i32 = 0x02;
export const OCTETS: i32 = 0x04;
export const OID: i32 = 0x06;
export const SEQUENCE: i32 = 0x30;
export const SET: i32 = 0x31;

/** RFC 2578 section 3.5: at most 128 numbers, hardly ever more than a byte each. A longer one is left out. */
const OID_MAX: i32 = 256;

let tag: i32 = 0;
let content: usize = 0;
let next: usize = 0;
// The element read last: its tag, where its content stands, and what is behind it.
// @ts-ignore: decorator
@inline export function berTag(): i32 { return tag; }
// @ts-ignore: decorator
@inline export function berContent(): usize { return content; }
// @ts-ignore: decorator
@inline export function berNext(): usize { return next; }
// @ts-ignore: decorator
@inline export function berLength(): i32 { return <i32>(next - content); }

/** Reads the element at `at`. False when it does not lie before `end`; `cut`: one that runs past it ends there (tags of more bytes are used by neither protocol). */
export function readBer(at: usize, end: usize, cut: bool): bool {
  if (at + 2 > end) return false;
  tag = load<u8>(at);
  let length = <u32>load<u8>(at, 1);
  at += 2;
  if (length >= 0x80) {
    const bytes = length & 0x7f;
    if (bytes == 0 || bytes > 4 || at + <usize>bytes > end) return false;
    length = 0;
    for (let i: u32 = 0; i < bytes; i++) length = (length << 8) | load<u8>(at + <usize>i);
    at += <usize>bytes;
  }
  content = at;
  const room = <u32>(end - at);
  if (length > room) {
    if (!cut) return false;
    length = room;
  }
  next = at + <usize>length;
  return true;
}

/** The same, and it must have this tag. */
export function readTagged(at: usize, end: usize, wanted: i32, cut: bool): bool { return readBer(at, end, cut) && tag == wanted; }

/** The integer of the element read last; 0xffffffff when it is longer than four bytes. */
export function berInteger(): u32 {
  const length = berLength();
  if (length < 1 || length > 5 || (length == 5 && load<u8>(content) != 0)) return 0xffffffff;
  let value: u32 = 0;
  for (let at = content; at < next; at++) value = (value << 8) | load<u8>(at);
  return value;
}

/** `length` bytes of an object identifier as dotted numbers; numbers beyond 32 bits are cut to them. */
export function fieldOid(id: i32, at: usize, length: i32): void {
  if (length == 0 || length > OID_MAX) return;
  const out = arenaReserve(length * 4 + 16), end = at + <usize>length;
  if (out == 0) return;
  let to = out, arc: u32 = 0, first = true;
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at);
    arc = (arc << 7) | (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (first) {
      const root = min<u32>(arc / 40, 2);
      to = putDecimal(to, root);
      arc -= root * 40;
      first = false;
    }
    store<u8>(to, 46);
    to = putDecimal(to + 1, arc);
    arc = 0;
  }
  if (to != out) fieldArena(id, T_TEXT, <i32>(to - out));
}

// The data of one resource record as text: see README.md for the form of each type.
import { REASON_BAD_LENGTH, REASON_TRUNCATED } from "../layout";
import { be16, be32 } from "../memory/bytes";
import { putDecimal, putHexBytes } from "../print/number";
import { putIpv4, putIpv6 } from "../print/address";
import { escape, ESCAPE_MAX } from "./escape";
import { readName, nameEnd, NAME_TEXT } from "./name";

/** Most text bytes of one record's data; longer data is cut at a whole string or byte. */
export const DATA_TEXT: i32 = 4096;

const TYPE_A: i32 = 1, TYPE_NS: i32 = 2, TYPE_CNAME: i32 = 5, TYPE_SOA: i32 = 6, TYPE_PTR: i32 = 12, TYPE_HINFO: i32 = 13, TYPE_MX: i32 = 15, TYPE_TXT: i32 = 16;
const TYPE_AAAA: i32 = 28, TYPE_SRV: i32 = 33, TYPE_DNAME: i32 = 39, TYPE_NSEC: i32 = 47, TYPE_SPF: i32 = 99;

// @ts-ignore: decorator
@inline function space(out: usize): usize { store<u8>(out, 32); return out + 1; }

/** Names inside data run into its end, never past it. A name cut there is a length that lies, not a cut capture. */
function nameWithin(start: usize, end: usize, at: usize, out: usize): i32 {
  const n = readName(start, end, at, out);
  return n == -REASON_TRUNCATED ? -REASON_BAD_LENGTH : n;
}

/** Character-strings (RFC 1035 section 3.3), one a line: U+000A stands only between strings, for within one it is escaped. */
function readStrings(at: usize, end: usize, out: usize): i32 {
  let to = out;
  const first = at;
  while (at < end) {
    const n = <i32>load<u8>(at);
    if (at + 1 + <usize>n > end) return -REASON_BAD_LENGTH;
    if (<i32>(to - out) + 1 + n * ESCAPE_MAX > DATA_TEXT) break;
    if (at != first) { store<u8>(to, 10); to++; }
    to = escape(to, at + 1, n, false);
    at += 1 + <usize>n;
  }
  return <i32>(to - out);
}

/** `mname rname serial refresh retry expire minimum` (RFC 1035 section 3.3.13). */
function readSoa(start: usize, end: usize, at: usize, out: usize): i32 {
  let to = out;
  for (let i = 0; i < 2; i++) {
    const n = nameWithin(start, end, at, to);
    if (n < 0) return n;
    to = space(to + <usize>n);
    at = nameEnd();
  }
  if (at + 20 > end) return -REASON_BAD_LENGTH;
  for (let i: usize = 0; i < 5; i++) {
    if (i != 0) to = space(to);
    to = putDecimal(to, be32(at + (i << 2)));
  }
  return <i32>(to - out);
}

/** `next type type ...`, the types as numbers, from the bitmap windows of RFC 4034 section 4.1.2. */
function readNsec(start: usize, end: usize, at: usize, out: usize): i32 {
  const n = nameWithin(start, end, at, out);
  if (n < 0) return n;
  let to = out + <usize>n;
  at = nameEnd();
  while (at < end) {
    if (at + 2 > end) return -REASON_BAD_LENGTH;
    const window = <u32>load<u8>(at), bytes = <u32>load<u8>(at, 1);
    at += 2;
    if (bytes < 1 || bytes > 32 || at + <usize>bytes > end) return -REASON_BAD_LENGTH;
    for (let bit: u32 = 0; bit < bytes << 3; bit++) {
      if (!(load<u8>(at + <usize>(bit >> 3)) & (0x80 >> (bit & 7)))) continue;
      if (<i32>(to - out) + 6 > DATA_TEXT) return <i32>(to - out);
      to = putDecimal(space(to), (window << 8) | bit);
    }
    at += <usize>bytes;
  }
  return <i32>(to - out);
}

/** `length` bytes of data at `at` of the message at `start`, into `out` (room for DATA_TEXT). Text length, or -REASON. */
export function readData(start: usize, at: usize, length: i32, type: i32, internet: bool, out: usize): i32 {
  const end = at + <usize>length;
  if (internet) {
    if (type == TYPE_A) return length == 4 ? <i32>(putIpv4(out, at) - out) : -REASON_BAD_LENGTH;
    if (type == TYPE_AAAA) return length == 16 ? <i32>(putIpv6(out, at) - out) : -REASON_BAD_LENGTH;
  }
  if (type == TYPE_PTR || type == TYPE_CNAME || type == TYPE_NS || type == TYPE_DNAME) return nameWithin(start, end, at, out);
  if (type == TYPE_TXT || type == TYPE_HINFO || type == TYPE_SPF) return readStrings(at, end, out);
  if (type == TYPE_SOA) return readSoa(start, end, at, out);
  if (type == TYPE_NSEC) return readNsec(start, end, at, out);
  if (type == TYPE_SRV || type == TYPE_MX) {
    const numbers: i32 = type == TYPE_SRV ? 3 : 1;
    if (length < numbers * 2 + 1) return -REASON_BAD_LENGTH;
    let to = out;
    for (let i: i32 = 0; i < numbers; i++) to = space(putDecimal(to, be16(at + <usize>(i << 1))));
    const n = nameWithin(start, end, at + <usize>(numbers << 1), to);
    return n < 0 ? n : <i32>(to - out) + n;
  }
  return <i32>(putHexBytes(out, at, min(length, DATA_TEXT >> 1)) - out);
}

/** SOA is the longest data with names; it must fit what the caller reserves. */
export const DATA_RESERVE: i32 = DATA_TEXT > NAME_TEXT * 2 + 64 ? DATA_TEXT : NAME_TEXT * 2 + 64;

// Which protocol a TCP payload begins, whatever its port, and how long its first message is.
import { KIND_DNS, KIND_HTTP, KIND_TLS, ROW_SRC_PORT, ROW_DST_PORT, STREAM_BYTES } from "../layout";
import { packetBase } from "../memory/regions";
import { be16, be32 } from "../memory/bytes";
import { AS_HTTP, headKind, networkTcpKind, networkTcpLength } from "../capture/network";
import { isPlant, plantLength, plantTcpKind } from "../capture/plant";

const HANDSHAKE: i32 = 22;
const CLIENT_HELLO: i32 = 1;
const DNS_HEAD: i32 = 12;
/** RFC 8446 section 5.1: 2^14; older versions allowed a little more. */
const LONGEST_RECORD: i32 = 16640;

/** More bytes are needed before the length can be told. */
export const MORE: i32 = 0;
/** Not a message of that kind after all. */
export const NONE: i32 = -1;

function isHttpWord(w: u32): bool {
  switch (w) {
    case 0x4745_5420: // GET
    case 0x504f_5354: // POST
    case 0x4854_5450: // HTTP
    case 0x4845_4144: // HEAD
    case 0x5055_5420: // PUT
    case 0x4f50_5449: // OPTIONS
    case 0x4445_4c45: // DELETE
    case 0x434f_4e4e: // CONNECT
    case 0x5041_5443: // PATCH
    case 0x5452_4143: // TRACE
    case 0x5052_4f50: // PROPFIND (WebDAV)
    case 0x5355_4253: // SUBSCRIBE (UPnP eventing)
    case 0x554e_5355: // UNSUBSCRIBE
    case 0x4e4f_5449: // NOTIFY
      return true;
    default:
      return false;
  }
}

/** The record kind the payload begins, or 0. `opened`: the connection's SYN was seen and nothing read since in this direction. */
export function messageKind(at: usize, length: i32, opened: bool): i32 {
  if (length < 4) return 0;
  const word = be32(at);
  if (word >>> 16 == 0x1603) return length < 6 || load<u8>(at + 5) == CLIENT_HELLO ? KIND_TLS : networkTcpKind(word, at, length, opened);
  // All of HTTP's words begin with a capital letter, and most segments with something else.
  if ((word >>> 24) - 65 < 26 && isHttpWord(word)) return headKind(word, at, length);
  const packet = packetBase();
  if (load<u16>(packet + ROW_SRC_PORT) == 53 || load<u16>(packet + ROW_DST_PORT) == 53) return <i32>(word >>> 16) >= DNS_HEAD ? KIND_DNS : 0;
  // Encrypted data of TLS 1.0 to 1.3, the most frequent of all: no other message begins like this.
  if (word >>> 16 == 0x1703 && ((word >>> 8) & 255) - 1 < 4) return 0;
  const office = networkTcpKind(word, at, length, opened);
  return office != 0 ? office : plantTcpKind(at, length);
}

/** Bytes of the first message at `at`, MORE or NONE. `scanned` bytes are known to hold no end. */
export function messageLength(kind: i32, at: usize, length: i32, scanned: i32): i32 {
  if (kind == KIND_TLS) return helloLength(at, length);
  if (kind == KIND_HTTP) return headLength(at, length, scanned);
  if (isPlant(kind)) return plantLength(kind, at, length);
  if (kind != KIND_DNS) {
    const bytes = networkTcpLength(kind, at, length);
    return bytes == AS_HTTP ? headLength(at, length, scanned) : bytes;
  }
  const need = length < 2 ? 0 : 2 + <i32>be16(at);
  return need > length ? MORE : need;
}

/** A ClientHello may span records, and a record segments. */
function helloLength(at: usize, length: i32): i32 {
  let offset = 0, have = 0, want = -1;
  while (offset + 5 <= length) {
    const record = at + <usize>offset;
    const bytes = <i32>be16(record + 3);
    if (load<u8>(record) != HANDSHAKE || bytes == 0 || bytes > LONGEST_RECORD) return NONE;
    if (want < 0) {
      if (bytes < 4) return NONE;
      if (offset + 9 > length) return MORE;
      want = 4 + <i32>(be32(record + 5) & 0xffffff);
      if (want > STREAM_BYTES) return NONE;
    }
    have += bytes;
    offset += 5 + bytes;
    if (have >= want) return offset <= length ? offset : MORE;
  }
  return MORE;
}

/** The head ends behind an empty line (RFC 9112 section 2.2: a bare line feed counts, too). */
function headLength(at: usize, length: i32, scanned: i32): i32 {
  // The end may straddle what was scanned before: its first line feed stands up to two bytes earlier.
  let i = max(scanned - 2, 0);
  while (i < length) {
    i = nextLineFeed(at, i, length);
    if (i >= length) return MORE;
    if (i + 1 < length && load<u8>(at + i + 1) == 10) return i + 2;
    if (i + 2 < length && load<u8>(at + i + 1) == 13 && load<u8>(at + i + 2) == 10) return i + 3;
    i++;
  }
  return MORE;
}

/** Index of the first line feed at or behind `from`, or `length`. */
function nextLineFeed(at: usize, from: i32, length: i32): i32 {
  let i = from;
  if (ASC_FEATURE_SIMD) {
    const feed = i8x16.splat(10);
    for (; i + 16 <= length; i += 16) {
      const hits = i8x16.bitmask(i8x16.eq(v128.load(at + i), feed));
      if (hits != 0) return i + ctz(hits);
    }
  }
  while (i < length && load<u8>(at + i) != 10) i++;
  return i;
}

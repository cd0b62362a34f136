// A server's first TLS messages (RFC 5246 section 7.4): finding the certificate of its own in them, over records and segments. TLS 1.3 enciphers it.
import { be16, be32 } from "../memory/bytes";

const HANDSHAKE: u8 = 22, ALERT: u8 = 21;
/** A warning that comes before the hello: that the name asked for is not the server's (RFC 6066 section 3). */
const WARNING_RECORD: i32 = 7;
const SERVER_HELLO: i32 = 2, CERTIFICATE: i32 = 11, SUPPLEMENT: i32 = 23;
const RECORD_HEADER: i32 = 5;
const MESSAGE_HEADER: i32 = 4;
/** RFC 8446 section 5.1; older versions allowed a little more. */
const LONGEST_RECORD: i32 = 16640;
const HELLO_MAX: i32 = 1024;
const SUPPORTED_VERSIONS: u32 = 43;
const TLS13: u32 = 0x0304;
/** Bytes of messages that are joined: a leaf that ends later is not read. */
const JOINED_MAX: i32 = 16384;
const JOINED: usize = memory.data(JOINED_MAX + 16, 16);

/** What `findLeaf` came to. */
export const LEAF_FOUND: i32 = 1;
export const LEAF_LATER: i32 = 0;
export const LEAF_NONE: i32 = -1;

let leaf: usize = 0;
let leafBytes: i32 = 0;
export function leafAt(): usize { return leaf; }
export function leafLength(): i32 { return leafBytes; }

let ended: bool = false;

// @ts-ignore: decorator
@inline function warned(at: usize, length: i32): bool { return length > WARNING_RECORD && load<u8>(at) == ALERT && be16(at + 3) == 2; }

/** Copies the handshake bytes of the records at `at`; `ended`: something else follows them. */
function gather(at: usize, length: i32): i32 {
  let offset = warned(at, length) ? WARNING_RECORD : 0, have = 0;
  ended = false;
  while (offset + RECORD_HEADER <= length) {
    const record = at + <usize>offset, size = <i32>be16(record + 3);
    if (load<u8>(record) != HANDSHAKE || load<u8>(record, 1) != 3 || size == 0 || size > LONGEST_RECORD) { ended = true; break; }
    const take = min(min(size, length - offset - RECORD_HEADER), JOINED_MAX - have);
    memory.copy(JOINED + <usize>have, record + RECORD_HEADER, <usize>take);
    have += take;
    if (have == JOINED_MAX) { ended = true; break; }
    offset += RECORD_HEADER + size;
  }
  return have;
}

/** Whether a ServerHello of `length` bytes chose TLS 1.3 or is none. */
function hidesCertificate(at: usize, length: i32): bool {
  const end = at + <usize>length;
  if (length < 38 || load<u8>(at) != 3) return true;
  let next = at + 38 + <usize>load<u8>(at, 34); // version, random, session id, cipher suite, compression
  if (next + 2 > end) return false;
  next += 2;
  while (next + 4 <= end) {
    if (be16(next) == SUPPORTED_VERSIONS && next + 6 <= end && be16(next + 4) == TLS13) return true;
    next += 4 + <usize>be16(next + 2);
  }
  return false;
}

// @ts-ignore: decorator
@inline function three(at: usize): i32 { return <i32>(be32(at) >> 8); }

/** Looks for the first certificate of the chain in the records at `at`. */
export function findLeaf(at: usize, length: i32): i32 {
  const have = gather(at, length);
  const open = ended ? LEAF_NONE : LEAF_LATER;
  let offset = 0;
  while (offset + MESSAGE_HEADER <= have) {
    const message = JOINED + <usize>offset, type = <i32>load<u8>(message), size = three(message + 1);
    if (type == CERTIFICATE) {
      if (offset + 10 > have) return open;
      const chain = three(message + 4), first = three(message + 7);
      if (chain + 3 != size || first + 3 > chain) return LEAF_NONE;
      if (offset + 10 + first > have) return first > JOINED_MAX - offset - 10 ? LEAF_NONE : open;
      leaf = message + 10;
      leafBytes = first;
      return LEAF_FOUND;
    }
    if (type == SERVER_HELLO ? size > HELLO_MAX : type != SUPPLEMENT) return LEAF_NONE;
    if (offset + MESSAGE_HEADER + size > have) return open;
    if (type == SERVER_HELLO && hidesCertificate(message + MESSAGE_HEADER, size)) return LEAF_NONE;
    offset += MESSAGE_HEADER + size;
  }
  return open;
}

/** Whether the record at `at` begins a server's part. */
export function beginsServerPart(at: usize, length: i32): bool {
  if (warned(at, length)) { at += WARNING_RECORD; length -= WARNING_RECORD; }
  if (length < 6 || load<u8>(at) != HANDSHAKE || load<u8>(at, 1) != 3) return false;
  const type = <i32>load<u8>(at, 5);
  return type == SERVER_HELLO || type == CERTIFICATE;
}

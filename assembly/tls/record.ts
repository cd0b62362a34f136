// The TLS record layer (RFC 8446 section 5.1): finding the whole ClientHello message in one or several records.
import { REASON_BAD_LENGTH, REASON_BAD_VALUE, REASON_TOO_LONG } from "../layout";
import { be16 } from "../memory/bytes";

/** Longest ClientHello taken, bytes: one full record. Hellos with post-quantum keys have about 2,000. */
export const HELLO_MAX: i32 = 16384;
/** findHello: these bytes do not start a ClientHello. */
export const NOT_A_HELLO: i32 = 1 << 30;
const FRAGMENT_MAX: i32 = 16640; // 2^14 + 256, RFC 8446 section 5.2
const RECORD_HEADER: i32 = 5;
const MESSAGE_HEADER: i32 = 4;
const HANDSHAKE: u8 = 22, CLIENT_HELLO: u8 = 1;
const JOINED: usize = memory.data(HELLO_MAX + MESSAGE_HEADER, 16);

let hello: usize = 0;
let announced: i32 = 0;
/** First byte of the ClientHello body found last, in the input or in static memory. */
// @ts-ignore: decorator
@inline export function helloAt(): usize { return hello; }
/** How long its handshake header says it is. */
// @ts-ignore: decorator
@inline export function helloLength(): i32 { return announced; }

// @ts-ignore: decorator
@inline function messageLength(at: usize): i32 { return (<i32>load<u8>(at, 1) << 16) | <i32>be16(at + 2); }

/** True when the message at `at`, of which `have` bytes are there, is complete; sets helloAt and helloLength once its header is there. */
function complete(at: usize, have: i32): bool {
  if (have < MESSAGE_HEADER) return false;
  hello = at + MESSAGE_HEADER;
  announced = messageLength(at);
  return have >= MESSAGE_HEADER + announced;
}

/** Joins the fragments of several records in static memory. Bytes joined, or -REASON. */
function join(at: usize, end: usize): i32 {
  let have: i32 = 0;
  while (at + RECORD_HEADER <= end) {
    if (load<u8>(at) != HANDSHAKE || load<u8>(at, 1) != 3) return -REASON_BAD_VALUE; // a message may not be interrupted
    const size = <i32>be16(at + 3), body = at + RECORD_HEADER;
    if (size == 0 || size > FRAGMENT_MAX) return -REASON_BAD_LENGTH;
    const take = min(min(size, <i32>(end - body)), HELLO_MAX + MESSAGE_HEADER - have);
    memory.copy(JOINED + <usize>have, body, <usize>take);
    have += take;
    if (complete(JOINED, have) || have == HELLO_MAX + MESSAGE_HEADER) break;
    at = body + <usize>size;
  }
  return have;
}

/** How many bytes of the ClientHello that starts `payload` are there: helloLength(), or fewer when the payload ends first. NOT_A_HELLO, or -REASON. */
export function findHello(payload: usize, length: i32): i32 {
  if (length <= RECORD_HEADER) return NOT_A_HELLO;
  if (load<u8>(payload) != HANDSHAKE || load<u8>(payload, 1) != 3 || load<u8>(payload, 2) > 4 || load<u8>(payload, RECORD_HEADER) != CLIENT_HELLO) return NOT_A_HELLO;
  announced = -1;
  let have = min(<i32>be16(payload + 3), length - RECORD_HEADER);
  if (!complete(payload + RECORD_HEADER, have)) have = join(payload, payload + <usize>length);
  if (have < 0) return have;
  if (announced < 0) return NOT_A_HELLO;
  if (announced > HELLO_MAX) return -REASON_TOO_LONG;
  return min(have - MESSAGE_HEADER, announced);
}

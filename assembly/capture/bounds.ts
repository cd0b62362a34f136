// What one message and one packet of a capture may write. A packet is begun only when there is room for all of it (traffic/flows.ts), so
// that what is read never hangs on how full the batch is. Constants only.
import { MAX_FIELDS } from "../eal/limits";

/** One message, an IPv6 packet's two addresses included: no more fields than its record may have when it is read again as EAL. The arena
 * takes the longest DNS text (104 KB), ClientHello (70 KB) or DHCP message (98 KB). More is REASON_ARENA_FULL. */
export const MESSAGE_FIELDS: i32 = MAX_FIELDS;
export const MESSAGE_ARENA: i32 = 131072;
/** DNS messages that follow one another in one segment (RFC 7766): more than fit into a jumbo frame. */
export const SEGMENT_MESSAGES: i32 = 1024;
/** When the messages of a segment have written so much, no further one is begun. */
export const SEGMENT_FIELDS: i32 = 16384;
export const SEGMENT_ARENA: i32 = 524288;
/** Messages behind the first one of a stream that are read when it is whole; the first that says something is the last. */
export const STREAM_MESSAGES: i32 = 64;
/** One packet: its segment, the last message of which may go beyond, a stream that it ends before with one message behind it, and rejects: its own and one at the input's end. */
export const PACKET_ROWS: i32 = SEGMENT_MESSAGES + STREAM_MESSAGES + 8;
export const PACKET_FIELDS: i32 = SEGMENT_FIELDS + MESSAGE_FIELDS * 3;
export const PACKET_ARENA: i32 = SEGMENT_ARENA + MESSAGE_ARENA * 3;
/** A stream that the batch's end cuts: an HTTP head, a ClientHello, or a message of network.ts, whose lists end at 128. Its text is at most three times its bytes (JA3, tls/ja3.ts), but for this. */
export const STREAM_FIELDS: i32 = 288;
export const STREAM_ARENA: i32 = 1280;
export const STREAM_TIMES: i32 = 3;

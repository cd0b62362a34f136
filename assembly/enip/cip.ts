// CIP messages in the encapsulation (CIP volume 1, section 2-4; volume 2, section 2-6): services, and who was asked for its identity.
import { F_ID_FUNCTION } from "../layout";
import { firstSaid, otherSaid } from "../capture/said";
import { fieldDecimal, fieldWord } from "../memory/words";
import { readAttributes } from "./identity";

const CONNECTED: u16 = 0x00b1, UNCONNECTED: u16 = 0x00b2;
const REPLY: u8 = 0x80;
const GET_ALL: i32 = 1, UNCONNECTED_SEND: i32 = 0x52;
const MOST_ITEMS: i32 = 8;
/** Keys of said.ts: services by their number; commands (enip.ts) have 0x63-0x70, which no service here has. */
const KEY_SERVICE: i32 = 128;
/** This side asked the device itself for the identity object; it asked for some other object, or another device behind it. */
const KEY_ASKED: i32 = 126, KEY_ASKED_OTHERS: i32 = 127;
/** Class 1, instance 1, as an 8-bit path. */
const IDENTITY_PATH: u32 = 0x01240120;

/** Interface handle 4, timeout 2, then items; the data item is the last. 0 = keep, 1 = nothing new. */
export function parseCip(at: usize, end: usize, response: bool): i32 {
  if (at + 8 > end) return 1;
  let left = min<i32>(load<u16>(at + 6), MOST_ITEMS);
  at += 8;
  for (; left > 0 && at + 4 <= end; left--) {
    const type = load<u16>(at), item = at + 4, bytes = <usize>load<u16>(at + 2);
    const stop = bytes < end - item ? item + bytes : end;
    if (type == UNCONNECTED) return readService(item, stop, response);
    if (type == CONNECTED) return item + 2 <= stop ? readService(item + 2, stop, response) : 1; // a sequence count stands first
    at = stop;
  }
  return 1;
}

function readService(at: usize, end: usize, response: bool): i32 {
  if (at + 2 > end) return 1;
  const code = load<u8>(at), service = <i32>(code & 0x7f);
  if (((code & REPLY) != 0) != response) return 1; // a device that asks another one through the same port: not told apart
  serviceName(service);
  const first = firstSaid(KEY_SERVICE + (service & 63));
  if (!response) {
    const path = at + 2, words = <usize>load<u8>(at + 1) << 1;
    if (service == GET_ALL) firstSaid(words == 4 && path + 4 <= end && load<u32>(path) == IDENTITY_PATH ? KEY_ASKED : KEY_ASKED_OTHERS);
    else if (service == UNCONNECTED_SEND) firstSaid(KEY_ASKED_OTHERS);
    return first ? 0 : 1;
  }
  // 1 reserved, 2 status, 3 words of additional status
  if (at + 4 > end || load<u8>(at + 2) != 0) return 1;
  const data = at + 4 + (<usize>load<u8>(at + 3) << 1);
  // The answer does not say what was asked: it is believed when nothing else was.
  const named = service == GET_ALL && otherSaid(KEY_ASKED) && !otherSaid(KEY_ASKED_OTHERS) && data < end && readAttributes(data, end);
  return first || named ? 0 : 1;
}

function serviceName(service: i32): void {
  const word = nameOf(service);
  if (word.length > 0) fieldWord(F_ID_FUNCTION, word); else fieldDecimal(F_ID_FUNCTION, <u32>service);
}

/** Services that all objects share (volume 1, appendix A), and those of the connection manager. */
function nameOf(service: i32): string {
  switch (service) {
    case 0x01: return "get_attributes_all";
    case 0x02: return "set_attributes_all";
    case 0x03: return "get_attribute_list";
    case 0x04: return "set_attribute_list";
    case 0x05: return "reset";
    case 0x06: return "start";
    case 0x07: return "stop";
    case 0x08: return "create";
    case 0x09: return "delete";
    case 0x0a: return "multiple_service_packet";
    case 0x0e: return "get_attribute_single";
    case 0x10: return "set_attribute_single";
    case 0x4b: return "execute_pccc";
    case 0x4c: return "read_tag";
    case 0x4d: return "write_tag";
    case 0x4e: return "forward_close";
    case 0x52: return "unconnected_send";
    case 0x54: return "forward_open";
    case 0x5b: return "large_forward_open";
    default: return "";
  }
}

// OPC UA services by the node id of their binary encoding (OPC 10000-6 annex A), and those in which an application is described (OPC 10000-4).
import { fieldWord } from "../memory/words";
import { byte, count, diagnostics, extensionObject, int32, nodeId, skip, readString } from "./reader";
import { readApplication, readBuild, readEndpoints } from "./application";

const FIND_SERVERS: i32 = 422, GET_ENDPOINTS: i32 = 428, CREATE_SESSION: i32 = 461, READ: i32 = 631;
/** An answer's node id is that of its request and three. */
const REPLY: i32 = 3;
const REQUESTS: usize = memory.data<u16>([422, 428, 437, 446, 452, 461, 467, 473, 488, 494, 527, 533, 554, 560, 566, 615, 631, 664, 673, 700, 712, 751, 769, 787, 793, 826, 847]);
const COUNT: i32 = 27;
/** Values of a read that are looked at. */
const MOST_VALUES: i32 = 16;
const BUILD_INFO: i32 = 340, SERVER_STATUS: i32 = 864;
const EXTENSION_OBJECT: i32 = 22;

/** Twice the place in the table, and one for an answer; -1 for what is not in it. */
export function serviceIndex(id: i32): i32 {
  for (let i = 0; i < COUNT; i++) {
    const request = <i32>load<u16>(REQUESTS + <usize>(i << 1));
    if (id == request) return i << 1;
    if (id == request + REPLY) return (i << 1) + 1;
  }
  return -1;
}
// @ts-ignore: decorator
@inline export function isReply(index: i32): bool { return (index & 1) != 0; }

export function serviceName(id: i32, index: i32): void { fieldWord(id, nameOf(load<u16>(REQUESTS + <usize>((index >> 1) << 1)))); }

function nameOf(request: i32): string {
  switch (request) {
    case 422: return "find_servers";
    case 428: return "get_endpoints";
    case 437: return "register_server";
    case 446: return "open_secure_channel";
    case 452: return "close_secure_channel";
    case 461: return "create_session";
    case 467: return "activate_session";
    case 473: return "close_session";
    case 488: return "add_nodes";
    case 494: return "add_references";
    case 527: return "browse";
    case 533: return "browse_next";
    case 554: return "translate_browse_paths";
    case 560: return "register_nodes";
    case 566: return "unregister_nodes";
    case 615: return "query_first";
    case 631: return "read";
    case 664: return "history_read";
    case 673: return "write";
    case 700: return "history_update";
    case 712: return "call";
    case 751: return "create_monitored_items";
    case 769: return "modify_monitored_items";
    case 787: return "create_subscription";
    case 793: return "modify_subscription";
    case 826: return "publish";
    default: return "delete_subscriptions";
  }
}

/** Behind the node id: true when the message says who its sender is. */
export function readService(index: i32): bool {
  const request = <i32>load<u16>(REQUESTS + <usize>((index >> 1) << 1));
  if (!isReply(index)) {
    if (request != CREATE_SESSION) return false;
    requestHead();
    return readApplication(true); // the client's own
  }
  if (request != FIND_SERVERS && request != GET_ENDPOINTS && request != CREATE_SESSION && request != READ) return false;
  if (!replyHead()) return false;
  if (request == FIND_SERVERS) return int32() == 1 && readApplication(true); // several: a directory, which is none of them
  if (request == READ) return readValues();
  if (request == CREATE_SESSION) {
    nodeId();
    nodeId();
    skip(8);
    readString(); // nonce
    readString(); // certificate
  }
  return readEndpoints();
}

/** Token, time, handle, wishes, audit entry, timeout, and more. */
function requestHead(): void {
  nodeId();
  skip(8 + 4 + 4);
  readString();
  skip(4);
  extensionObject();
}

/** Time, handle, result, diagnosis, strings, and more. False when the service failed. */
function replyHead(): bool {
  skip(8 + 4);
  const result = int32();
  diagnostics();
  for (let left = count(64); left > 0; left--) readString();
  extensionObject();
  return result == 0;
}

/** A server's build information, when that is what was read. */
function readValues(): bool {
  for (let left = count(MOST_VALUES); left > 0; left--) {
    const mask = byte();
    if ((mask & 1) != 0) {
      // Other values' lengths hang on their kinds: the first that is not ours ends this
      if (byte() != EXTENSION_OBJECT) return false;
      const kind = nodeId();
      if (byte() != 1) return false;
      const bytes = int32();
      if (kind == BUILD_INFO) return readBuild();
      if (kind == SERVER_STATUS) {
        skip(8 + 8 + 4);
        return readBuild();
      }
      skip(bytes);
    }
    if ((mask & 2) != 0) skip(4);
    if ((mask & 4) != 0) skip(8);
    if ((mask & 16) != 0) skip(2);
    if ((mask & 8) != 0) skip(8);
    if ((mask & 32) != 0) skip(2);
  }
  return false;
}

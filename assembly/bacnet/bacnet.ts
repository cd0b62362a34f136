// BACnet/IP (ASHRAE 135 annex J): the virtual link, the network layer, and who asks whom for what.
import {
  F_BACNET_ADDRESS, F_BACNET_NETWORK, F_BACNET_ORIGIN_IP, F_BACNET_ORIGIN_PORT, F_ID_FUNCTION, FLAG_RESPONSE, REASON_BAD_LENGTH, ROW_FLAGS, T_BYTES, FLAG_TRUNCATED,
} from "../layout";
import { be16, be32 } from "../memory/bytes";
import { fieldInput, fieldIp, fieldU32 } from "../memory/emit";
import { firstSaid } from "../capture/said";
import { readIAm, readIHave, readPropertiesAck, readPropertyAck } from "./device";
import { confirmedName, linkName, networkName, unconfirmedName } from "./services";

/** Sites with several networks on one cable use the ports behind it, too (annex J.1). */
const PORT: i32 = 47808, LAST_PORT: i32 = 47823;
const BVLC: u8 = 0x81;
const FORWARDED: i32 = 4, FOREIGN: i32 = 9, UNICAST: i32 = 10, BROADCAST: i32 = 11;
// Kinds of APDU
const CONFIRMED: i32 = 0, UNCONFIRMED: i32 = 1, SIMPLE_ACK: i32 = 2, COMPLEX_ACK: i32 = 3;
const I_AM: i32 = 0, I_HAVE: i32 = 1, READ_PROPERTY: i32 = 12, READ_MULTIPLE: i32 = 14;
/** Keys of said.ts: unconfirmed services, confirmed ones, their answers, network and link messages. */
const KEY_REQUEST: i32 = 32, KEY_ANSWER: i32 = 80, KEY_NETWORK: i32 = 128, KEY_LINK: i32 = 160;
/** Services are numbered below it; what is not shares the last key. */
const SERVICES: i32 = 48;

// @ts-ignore: decorator
@inline function isPort(port: i32): bool { return port >= PORT && port <= LAST_PORT; }
export function isBacnet(source: i32, target: i32, at: usize, length: i32): bool { return (isPort(source) || isPort(target)) && length >= 4 && load<u8>(at) == BVLC; }

/** 0 = keep, 1 = nothing new, -REASON = malformed. */
export function parseBacnet(at: usize, length: i32, row: usize): i32 {
  const cut = (load<u8>(row + ROW_FLAGS) & FLAG_TRUNCATED) != 0, announced = <i32>be16(at + 2);
  if (announced < 4 || (announced > length && !cut)) return -REASON_BAD_LENGTH;
  const which = <i32>load<u8>(at + 1), end = at + <usize>min(announced, length);
  at += 4;
  if (which == FORWARDED) {
    if (at + 6 > end) return 1;
    fieldIp(F_BACNET_ORIGIN_IP, be32(at));
    fieldU32(F_BACNET_ORIGIN_PORT, be16(at + 4));
    return readNetwork(at + 6, end, row);
  }
  if (which == UNICAST || which == BROADCAST || which == FOREIGN) return readNetwork(at, end, row);
  if (which > 8) return 1;
  linkName(F_ID_FUNCTION, which);
  return firstSaid(KEY_LINK + which) ? 0 : 1;
}

/** The network layer (section 6.2): where a message comes from and goes to, when that is beyond this network. */
function readNetwork(at: usize, end: usize, row: usize): i32 {
  if (at + 2 > end || load<u8>(at) != 1) return 1;
  const control = load<u8>(at + 1);
  at += 2;
  if ((control & 0x20) != 0) {
    if (at + 3 > end) return 1;
    at += 3 + <usize>load<u8>(at + 2);
  }
  if ((control & 0x08) != 0) {
    if (at + 3 > end) return 1;
    const bytes = <i32>load<u8>(at + 2);
    if (bytes == 0 || at + 3 + <usize>bytes > end) return 1;
    fieldU32(F_BACNET_NETWORK, be16(at));
    fieldInput(F_BACNET_ADDRESS, T_BYTES, at + 3, bytes);
    at += 3 + <usize>bytes;
  }
  if ((control & 0x20) != 0) at++; // hops left
  if (at >= end) return 1;
  if ((control & 0x80) == 0) return readApplication(at, end, row);
  const type = <i32>load<u8>(at);
  networkName(F_ID_FUNCTION, type);
  return firstSaid(KEY_NETWORK + (type & 31)) ? 0 : 1;
}

function readApplication(at: usize, end: usize, row: usize): i32 {
  const head = load<u8>(at), kind = <i32>(head >> 4), segmented = (head & 8) != 0;
  if (kind == UNCONFIRMED) {
    if (at + 2 > end) return 1;
    const service = <i32>load<u8>(at + 1);
    unconfirmedName(F_ID_FUNCTION, service);
    if (service == I_AM) return answer(row, readIAm(at + 2, end));
    if (service == I_HAVE) return answer(row, readIHave(at + 2, end));
    return firstSaid(min(service, 31)) ? 0 : 1;
  }
  if (kind == CONFIRMED) {
    // 1 sizes, 2 invoke id, and two bytes more of a segment
    const service = at + (segmented ? 5 : 3);
    if (service >= end) return 1;
    confirmedName(F_ID_FUNCTION, load<u8>(service));
    return firstSaid(KEY_REQUEST + min<i32>(load<u8>(service), SERVICES - 1)) ? 0 : 1;
  }
  if (kind != SIMPLE_ACK && kind != COMPLEX_ACK) return 1; // segment-ack, error, reject, abort
  const service = at + (kind == COMPLEX_ACK && segmented ? 4 : 2);
  if (service >= end) return 1;
  const which = <i32>load<u8>(service), first = firstSaid(KEY_ANSWER + min(which, SERVICES - 1));
  confirmedName(F_ID_FUNCTION, which);
  // Of an answer in segments the first says what it can.
  const begins = kind == COMPLEX_ACK && (!segmented || load<u8>(at + 2) == 0);
  const named = begins && ((which == READ_PROPERTY && readPropertyAck(service + 1, end)) || (which == READ_MULTIPLE && readPropertiesAck(service + 1, end)));
  answer(row, true);
  return first || named ? 0 : 1;
}

function answer(row: usize, whole: bool): i32 {
  store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  return whole ? 0 : 1;
}

// WS-Discovery (OASIS 1.1, and the 2005 draft that ONVIF and Windows speak): one SOAP envelope in a datagram. No XML parser: elements by their local name, text up to the next tag.
import {
  F_ID_FUNCTION, F_WSD_ADDRESS, F_WSD_ENDPOINT, F_WSD_SCOPE, F_WSD_TYPE, FLAG_RESPONSE, ROW_FLAGS,
} from "../layout";
import { fieldText } from "../memory/emit";
import { findByte } from "../http/scan";
import { fieldTrimmed, spells } from "../text/fields";

const LT: u8 = 60, GT: u8 = 62, SLASH: u8 = 47, COLON: u8 = 58;
/** Words of one kind that a message may list. */
const MOST: i32 = 64;

let types: i32 = 0;
let scopes: i32 = 0;
let addresses: i32 = 0;
let inEndpoint: bool = false;
let told: u32 = 0;

// @ts-ignore: decorator
@inline function is(at: usize, length: i32, word: string): bool { return length == word.length && spells(at, word); }

/** The words of a list; `local`: without the prefix of a qualified name. Returns how many there are now. */
function words(id: i32, at: usize, end: usize, local: bool, count: i32): i32 {
  while (at < end && count < MOST) {
    while (at < end && load<u8>(at) <= 32) at++;
    let stop = at;
    while (stop < end && load<u8>(stop) > 32) stop++;
    const colon = local ? findByte(at, stop, COLON) : stop, from = colon < stop ? colon + 1 : at;
    if (from < stop) { fieldText(id, from, <i32>(stop - from)); count++; }
    at = stop;
  }
  return count;
}

/** The last segment of the action's address: Hello, Bye, Probe, ProbeMatches, Resolve, ResolveMatches. */
function action(at: usize, end: usize, row: usize): void {
  while (end > at && load<u8>(end - 1) <= 32) end--;
  let from = end;
  while (from > at && load<u8>(from - 1) != SLASH) from--;
  const length = <i32>(end - from);
  if (length == 0) return;
  fieldText(F_ID_FUNCTION, from, length);
  if (is(from, length, "ProbeMatches") || is(from, length, "ResolveMatches")) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
}

/** An element's start with the text behind it. The first action and the first endpoint count. */
function element(name: usize, length: i32, at: usize, end: usize, row: usize): void {
  if (is(name, length, "EndpointReference")) inEndpoint = true;
  else if (is(name, length, "Types")) types = words(F_WSD_TYPE, at, end, true, types);
  else if (is(name, length, "Scopes")) scopes = words(F_WSD_SCOPE, at, end, false, scopes);
  else if (is(name, length, "XAddrs")) addresses = words(F_WSD_ADDRESS, at, end, false, addresses);
  else if (is(name, length, "Action") && (told & 1) == 0) { told |= 1; action(at, end, row); }
  else if (is(name, length, "Address") && inEndpoint && (told & 2) == 0) { if (fieldTrimmed(F_WSD_ENDPOINT, at, <i32>(end - at))) told |= 2; }
}

/** 0 = keep, 1 = no envelope. A datagram that ends early is kept as far as it goes. */
export function parseWsd(payload: usize, length: i32, row: usize): i32 {
  const end = payload + <usize>length;
  types = 0; scopes = 0; addresses = 0; told = 0;
  inEndpoint = false;
  let envelope = false, at = findByte(payload, end, LT);
  while (at < end) {
    const close = load<u8>(min(at + 1, end - 1)) == SLASH;
    let name = at + (close ? 2 : 1), stop = name;
    while (stop < end && load<u8>(stop) > 32 && load<u8>(stop) != GT && load<u8>(stop) != SLASH) {
      if (load<u8>(stop) == COLON) name = stop + 1;
      stop++;
    }
    const gt = findByte(stop, end, GT);
    if (gt == end) break;
    const next = findByte(gt, end, LT), size = <i32>(stop - name);
    if (!envelope && is(name, size, "Envelope")) envelope = true;
    // Text that the end cuts is not told: half an address is another one.
    else if (close) { if (is(name, size, "EndpointReference")) inEndpoint = false; }
    else if (envelope && next < end) element(name, size, gt + 1, next, row);
    at = next;
  }
  return envelope && (told & 1) != 0 ? 0 : 1;
}

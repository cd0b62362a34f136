// dnsmasq's exchanges that are open in this batch: what their lines said of a client until the message they belong to is complete. A bounded table; the
// oldest gives way, written out.
import { F_DHCP_PARAMETER_REQUEST_LIST, F_DHCP_USER_CLASS, F_DHCP_VENDOR_CLASS, LOG_BOUND, REASON_MISSING_FIELD, T_CODES } from "../layout";
import { fieldCopy, reject } from "../memory/emit";
import { stateBase } from "../memory/regions";
import { beginLease, endLease, leaseHost, leaseIp, leaseMac, leaseRemark, leaseText, leaseTime, leaseVia } from "./row";
import { A_ACK, A_NOTICE, A_OFFER, D_DNSMASQ } from "./vocabulary";

export const DETAIL_VENDOR: i32 = 0;
export const DETAIL_NAME: i32 = 1;
export const DETAIL_USER_CLASS: i32 = 2;
export const DETAIL_OPTIONS: i32 = 3;

/** Exchanges that are open at the same time. */
export const EXCHANGES: i32 = 64;
const SPACE: u8 = 32;

// An entry: 0 u8 state, 1 u8 action, 2 u8 options kept, 4 u32 number, 8 i32 offset of its line, 12 u32 seconds, 16 u32 nanos, 24 i64 MAC, 32 i64 IP,
// 40 texts as u32 address and end: vendor class, name, user class, interface, rest of the message; 80 option 55.
const BYTES: usize = 344;
const ACTION: usize = 1, COUNT: usize = 2, NUMBER: usize = 4, OFFSET: usize = 8, SECONDS: usize = 12, NANOS: usize = 16, CLIENT: usize = 24, ADDRESS: usize = 32;
const TEXTS: usize = 40, VIA: i32 = 3, REST: i32 = 4, OPTIONS: usize = 80, OPTIONS_MAX: i32 = 255;
/** Nothing; lines whose message has not come; a message that waits for what follows it; a message that was written. */
const FREE: u8 = 0, DETAILS: u8 = 1, WAITING: u8 = 2, WRITTEN: u8 = 3;
const TABLE: usize = memory.data(<i32>BYTES * EXCHANGES, 8);
let oldest: i32 = 0;
let latest: usize = 0;

// @ts-ignore: decorator
@inline function textAt(entry: usize, text: i32): usize { return <usize>load<u32>(entry + TEXTS + (<usize>text << 3)); }
// @ts-ignore: decorator
@inline function textEnd(entry: usize, text: i32): usize { return <usize>load<u32>(entry + TEXTS + (<usize>text << 3), 4); }
function keep(entry: usize, text: i32, at: usize, end: usize): void {
  store<u32>(entry + TEXTS + (<usize>text << 3), <u32>at);
  store<u32>(entry + TEXTS + (<usize>text << 3), <u32>end, 4);
}

export function forgetExchanges(): void {
  for (let i = 0; i < EXCHANGES; i++) store<u8>(TABLE + <usize>i * BYTES, FREE);
  oldest = 0;
  latest = 0;
}

/** The entry of `number`, or 0. Lines of one exchange mostly stand together. */
function find(number: u32): usize {
  if (latest != 0 && load<u32>(latest, NUMBER) == number && load<u8>(latest) != FREE) return latest;
  for (let i = 0; i < EXCHANGES; i++) {
    const entry = TABLE + <usize>i * BYTES;
    if (load<u8>(entry) != FREE && load<u32>(entry, NUMBER) == number) { latest = entry; return entry; }
  }
  return 0;
}

function open(number: u32, offset: i32): usize {
  store<u8>(stateBase() + LOG_BOUND, 1); // what several lines say cannot be read again from one
  let entry = find(number);
  if (entry != 0) return entry;
  entry = TABLE + <usize>oldest * BYTES;
  oldest = (oldest + 1) % EXCHANGES;
  writeOut(entry);
  memory.fill(entry, 0, BYTES);
  store<u8>(entry, DETAILS);
  store<u32>(entry, number, NUMBER);
  store<i32>(entry, offset, OFFSET);
  store<i64>(entry, -1, CLIENT);
  store<i64>(entry, -1, ADDRESS);
  latest = entry;
  return entry;
}

/** A line that says one thing of the client of exchange `number`. The options it asks for come behind the answer to it, everything else in front. */
export function noteDetail(number: u32, offset: i32, detail: i32, at: usize, end: usize): void {
  const entry = open(number, offset);
  if (detail != DETAIL_OPTIONS) settle(entry);
  if (load<u8>(entry) == WRITTEN) restart(entry, offset);
  if (detail == DETAIL_OPTIONS) readOptions(entry, at, end);
  else keep(entry, detail, at, end);
}

/** A line of exchange `number` that says nothing of its client: what waits is complete. */
export function settleMessage(number: u32): void {
  const entry = find(number);
  if (entry != 0) settle(entry);
}

/** A message of exchange `number`. An answer waits for the options that were asked for; any other is complete. */
export function noteMessage(number: u32, offset: i32, seconds: u32, nanos: u32, action: i32, ip: i64, mac: i64, viaAt: usize, viaEnd: usize, restAt: usize, restEnd: usize): void {
  const entry = open(number, offset);
  settle(entry);
  store<u8>(entry, <u8>action, ACTION);
  store<i32>(entry, offset, OFFSET);
  store<u32>(entry, seconds, SECONDS);
  store<u32>(entry, nanos, NANOS);
  store<i64>(entry, mac, CLIENT);
  store<i64>(entry, ip, ADDRESS);
  keep(entry, VIA, viaAt, viaEnd);
  keep(entry, REST, restAt, restEnd);
  if (action == A_OFFER || action == A_ACK) store<u8>(entry, WAITING);
  else write(entry, action);
}

function settle(entry: usize): void {
  if (load<u8>(entry) != WAITING) return;
  write(entry, load<u8>(entry, ACTION));
  forgetDetails(entry);
}

/** A later message of the exchange repeats what its client says. */
function forgetDetails(entry: usize): void {
  store<u8>(entry, 0, COUNT);
  for (let text = 0; text <= REST; text++) keep(entry, text, 0, 0);
}

/** Lines behind a message that was written: they belong to the next one. */
function restart(entry: usize, offset: i32): void {
  store<u8>(entry, DETAILS);
  store<i32>(entry, offset, OFFSET);
  keep(entry, REST, 0, 0);
}

function write(entry: usize, action: i32): void {
  const row = beginLease(load<i32>(entry, OFFSET), action, D_DNSMASQ);
  leaseTime(row, load<u32>(entry, SECONDS), load<u32>(entry, NANOS));
  leaseIp(load<i64>(entry, ADDRESS));
  leaseMac(load<i64>(entry, CLIENT));
  leaseVia(textAt(entry, VIA), textEnd(entry, VIA));
  // What the client calls itself, else the name that the server gives it.
  const named = textAt(entry, DETAIL_NAME) != 0;
  if (named) leaseHost(textAt(entry, DETAIL_NAME), textEnd(entry, DETAIL_NAME));
  if (action != A_ACK) leaseRemark(textAt(entry, REST), textEnd(entry, REST));
  else if (!named) leaseHost(textAt(entry, REST), textEnd(entry, REST));
  leaseText(F_DHCP_VENDOR_CLASS, textAt(entry, DETAIL_VENDOR), textEnd(entry, DETAIL_VENDOR));
  leaseText(F_DHCP_USER_CLASS, textAt(entry, DETAIL_USER_CLASS), textEnd(entry, DETAIL_USER_CLASS));
  const count = <i32>load<u8>(entry, COUNT);
  if (count > 0) fieldCopy(F_DHCP_PARAMETER_REQUEST_LIST, T_CODES, entry + OPTIONS, count);
  if (endLease(row) != 0) reject(load<i32>(entry, OFFSET), REASON_MISSING_FIELD);
  store<u8>(entry, WRITTEN);
}

/** The entry gives way: what it still holds becomes a row when its client is known, else one reject. */
function writeOut(entry: usize): void {
  const state = load<u8>(entry);
  if (state == WAITING) write(entry, load<u8>(entry, ACTION));
  else if (state == DETAILS) {
    if (load<i64>(entry, CLIENT) > 0) write(entry, A_NOTICE);
    else reject(load<i32>(entry, OFFSET), REASON_MISSING_FIELD);
  }
  store<u8>(entry, FREE);
}

/** No line follows: every exchange gives way, the oldest first. */
export function closeExchanges(): void {
  for (let i = 0; i < EXCHANGES; i++) writeOut(TABLE + <usize>((oldest + i) % EXCHANGES) * BYTES);
  forgetExchanges();
}

/** "1:netmask, 28:broadcast, 2:time-offset, ": the numbers before the colons. */
function readOptions(entry: usize, at: usize, end: usize): void {
  let count = <i32>load<u8>(entry, COUNT);
  while (at < end && count < OPTIONS_MAX) {
    let code: u32 = 0, digits = 0;
    for (; at < end && <u32>load<u8>(at) - 48 < 10 && digits < 3; at++, digits++) code = code * 10 + <u32>load<u8>(at) - 48;
    if (digits == 0 || code > 255) break;
    store<u8>(entry + OPTIONS + <usize>count, <u8>code);
    count++;
    while (at < end && load<u8>(at) != 44) at++;
    at++;
    while (at < end && load<u8>(at) == SPACE) at++;
  }
  store<u8>(entry, <u8>count, COUNT);
}

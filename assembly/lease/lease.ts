// What DHCP servers write about their clients, by dialect: one row of kind lease a line. Nearly every dialect has "dhcp" somewhere near the beginning of the line,
// and what stands around it tells which one it is; the others are told by their shape.
import { NOT_MINE } from "../log/claim";
import { appAt, appEnd } from "../log/header";
import { dhcpAt } from "../text/scan";
import { actionEnd, messageAction } from "./action";
import { readAsa, readCisco } from "./cisco";
import { readDhcpd } from "./dhcpd";
import { readDetail, readDnsmasq } from "./dnsmasq";
import { readFortigate } from "./fortigate";
import { isKeaHead, readKeaLegal, readKeaRow } from "./kea-files";
import { keaId, readKea } from "./kea";
import { isLeaseEvent, readLeaseEvent, readRemark } from "./remarks";
import { readMeraki, readMikrotik } from "./routers";
import { D_ARUBA, D_DHCPD, D_DNSMASQ, D_KEA, D_MIKROTIK, W_TAG_DHCPD, W_TAG_DNSMASQ, W_TAG_KEA } from "./vocabulary";
import { findWindows, readWindows } from "./windows";
import { hashOf, nextWord } from "./words";

/** Host names, tags and other fields stand before the word that tells the dialect, no more. */
const FARTHEST: usize = 512;
const CAPITALS: u32 = 0x50434844, SMALL: u32 = 0x70636864; // "DHCP", "dhcp"
const SPACE: u8 = 32, OPEN: u8 = 40, COLON: u8 = 58, DASH: u8 = 45, UNDERSCORE: u8 = 95, BRACKET: u8 = 91, PERCENT: u8 = 37, COMMA: u8 = 44, DOT: u8 = 46;

/** The program that wrote the line (D_*), by a tag in front of its text, or -1; and where the text begins. */
let tag: i32 = -1;
let textAt: usize = 0;

/** Reads the message at [at, end) of the line at `offset`: 0, a reason, or NOT_MINE. */
export function readLease(at: usize, end: usize, offset: i32): i32 {
  tag = appEnd > appAt ? tagOf(hashOf(appAt, appEnd)) : -1;
  textAt = at;
  const last = min(end, at + FARTHEST);
  for (let hit = dhcpAt(at, last); hit != 0; hit = dhcpAt(hit + 4, last)) {
    const word = load<u32>(hit);
    const result = word == CAPITALS ? readCapitals(at, hit, end, offset) : word == SMALL ? readSmall(at, hit, end, offset) : NOT_MINE;
    if (result != NOT_MINE) return result;
  }
  if (tag >= 0) return readTagged(end, offset);
  const windows = findWindows(at, end);
  if (windows != 0) return readWindows(windows, end, offset);
  if (isLeaseEvent(at, end)) return readLeaseEvent(at, end, offset);
  if (isKeaHead(at, end)) return readRemark(at, end, offset, D_KEA);
  let result = readKeaRow(at, end, offset);
  if (result == NOT_MINE) result = readKeaLegal(at, end, offset);
  if (result == NOT_MINE) result = readMikrotik(at, end, offset);
  return result;
}

function tagOf(word: u32): i32 { return word == W_TAG_DHCPD ? D_DHCPD : word == W_TAG_DNSMASQ ? D_DNSMASQ : word == W_TAG_KEA ? D_KEA : -1; }

/** "DHCP" at `hit`: a message's name, an id of Kea's, or Cisco's mnemonic. */
function readCapitals(start: usize, hit: usize, end: usize, offset: i32): i32 {
  if (hit + 6 > end) return NOT_MINE;
  const next = load<u8>(hit, 4), after = load<u8>(hit, 5);
  if (next == 52 && after == UNDERSCORE) return readKea(start, hit, end, offset); // DHCP4_
  if (next == 68 && (after == COLON || after == DASH)) return readCisco(hit, end, offset); // DHCPD
  if ((next == DASH || next == UNDERSCORE) && hit > start && load<u8>(hit - 1) == PERCENT) return readCisco(hit, end, offset);
  if (next == SPACE && hit + 16 < end && load<u64>(hit, 5) == 0x69206e6f6d656164) return readAsa(hit, end, offset); // "daemon i"
  const action = messageAction(hit + 4, end);
  if (action < 0 || actionEnd >= end) return NOT_MINE;
  const stop = load<u8>(actionEnd);
  return stop == OPEN ? readDnsmasq(start, hit, actionEnd, end, offset, action) : stop == SPACE ? readDhcpd(actionEnd, end, offset, action) : NOT_MINE;
}

/** "dhcp" at `hit`: a program's tag, or a word that a dialect's lines begin with. */
function readSmall(start: usize, hit: usize, end: usize, offset: i32): i32 {
  if (hit + 8 > end) return NOT_MINE;
  const next = load<u8>(hit, 4), after = load<u8>(hit, 5);
  if (next == 100 && (after == BRACKET || after == COLON)) setTag(D_DHCPD, hit, end);
  else if ((next == BRACKET || next == COLON) && hit >= start + 8 && load<u64>(hit - 8) == 0x2d7173616d736e64) setTag(D_DNSMASQ, hit, end); // "dnsmasq-"
  else if (next == 52 && (after == BRACKET || after == COLON || after == DOT) && hit >= start + 4 && load<u32>(hit - 4) == 0x2d61656b) tagKea(hit); // "kea-"
  else if (next == COMMA && isTopic(start, hit, end)) tag = D_MIKROTIK;
  else if (next == SPACE && hit + 17 <= end && load<u64>(hit, 5) == 0x666f20657361656c) return readMeraki(start, hit, end, offset); // "lease of"
  else if (next == UNDERSCORE && load<u32>(hit, 5) == 0x3d67736d) return readFortigate(start, end, offset); // "msg="
  else if (next == DASH && hit + 12 <= end && (load<u32>(hit, 5) == 0x6f6f6e73 || load<u32>(hit, 5) == 0x76726573)) return readRemark(hit, end, offset, D_ARUBA); // "snoo", "serv"
  return NOT_MINE;
}

/** MikroTik's topics, a word of their own: "dhcp,info", "dhcp,debug,packet", ... */
function isTopic(start: usize, hit: usize, end: usize): bool {
  if (hit + 9 > end || (hit > start && load<u8>(hit - 1) != SPACE)) return false;
  const level = load<u32>(hit, 5);
  return level == 0x6f666e69 || level == 0x75626564 || level == 0x6e726177 || level == 0x6f727265 || level == 0x74697263; // info debu warn erro crit
}

/** The first of Kea's names in a line: a syslog's, else the logger's. */
function tagKea(at: usize): void {
  if (tag >= 0) return;
  tag = D_KEA;
  textAt = at;
}

/** The text of `program` begins behind its tag's colon. */
function setTag(program: i32, at: usize, end: usize): void {
  tag = program;
  textAt = at;
  for (let i = 0; i < 32 && at < end; i++, at++) {
    if (load<u8>(at) == COLON || load<u8>(at) == SPACE) { textAt = at + 1; return; }
  }
}

/** A line of a known program that is no message. */
function readTagged(end: usize, offset: i32): i32 {
  if (tag == D_DNSMASQ) {
    const result = readDetail(textAt, end, offset);
    if (result != NOT_MINE) return result;
  } else if (tag == D_DHCPD) {
    const text = nextWord(textAt, end);
    if (isLeaseEvent(text, end)) return readLeaseEvent(text, end, offset);
  } else if (tag == D_KEA) {
    const id = keaId(textAt, end);
    if (id != 0) return readKea(textAt, id, end, offset);
  } else if (tag == D_MIKROTIK) {
    const result = readMikrotik(textAt, end, offset);
    if (result != NOT_MINE) return result;
  }
  return readRemark(textAt, end, offset, tag);
}

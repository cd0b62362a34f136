// Greetings of services: the first words a server says on a new connection, and SSH's of both sides. Which service it is, and the text.
import { F_BANNER_SERVICE, F_BANNER_TEXT, FLAG_RESPONSE, ROW_DST_PORT, ROW_FLAGS, ROW_SRC_PORT, T_TEXT } from "../layout";
import { packetBase } from "../memory/regions";
import { arenaReserve, fieldArena } from "../memory/emit";
import { be32 } from "../memory/bytes";
import { findByte } from "../http/scan";
import { fieldTrimmed, fieldWord, spells } from "../text/fields";

/** Longest greeting kept, bytes (RFC 4253 section 4.2 allows 255, RFC 5321 section 4.5.3 512). */
const LONGEST: i32 = 512;
const TELNET: u16 = 23;
const MYSQL: u16 = 3306;
const IAC: u8 = 255, SUBNEGOTIATION: u8 = 250, SUBNEGOTIATION_END: u8 = 240, WILL: u8 = 251;
/** Fewer letters than these are an echo, not a greeting. */
const FEWEST: i32 = 4;

const SSH: i32 = 1, FTP: i32 = 2, SMTP: i32 = 3, POP3: i32 = 4, IMAP: i32 = 5, RFB: i32 = 6, LOGIN: i32 = 7, DATABASE: i32 = 8;

/** Port 21 and 25 and their like; elsewhere the greeting must say so itself. */
function reply(at: usize, length: i32): i32 {
  const port = load<u16>(packetBase() + ROW_SRC_PORT), end = at + <usize>min(length, LONGEST);
  if (port == 21 || port == 2121) return FTP;
  if (port == 25 || port == 587 || port == 2525) return SMTP;
  for (let i = at + 4; i + 4 <= end && load<u8>(i) != 10; i++) {
    if (spells(i, "FTP")) return FTP;
    if (spells(i, "SMTP")) return SMTP;
  }
  return 0;
}

/** Protocol 10: length, number 0, then the version up to a zero (MySQL's HandshakeV10). */
function isGreeting(at: usize, length: i32): bool {
  return length > 8 && load<u8>(at, 2) == 0 && load<u8>(at, 3) == 0 && load<u8>(at, 4) == 10 && <u32>load<u8>(at, 5) - 48 < 10;
}

// @ts-ignore: decorator
@inline function digitBehind(at: usize, length: i32): bool { return length > 4 && <u32>load<u8>(at, 4) - 48 < 10; }

/** Which service greets in this way, or 0. `opened`: the connection's SYN was seen and the sender has said nothing that was read. */
function serviceOf(at: usize, length: i32, opened: bool): i32 {
  if (length < 4) return 0;
  const word = be32(at);
  // Both go on with the version of the protocol.
  if (word == 0x5353_482d /* SSH- */) return digitBehind(at, length) ? SSH : 0;
  if (word == 0x5246_4220 /* RFB */) return digitBehind(at, length) ? RFB : 0;
  const port = load<u16>(packetBase() + ROW_SRC_PORT);
  if (port == MYSQL) return isGreeting(at, length) ? DATABASE : 0;
  if (!opened) return 0;
  if (word == 0x3232_3020 /* 220 */ || word == 0x3232_302d) return reply(at, length);
  if (word == 0x2b4f_4b20 /* +OK */) return POP3;
  if (word == 0x2a20_4f4b /* * OK */) return IMAP;
  return port == TELNET && letters(at, length) >= FEWEST ? LOGIN : 0;
}

export function isBanner(at: usize, length: i32, opened: bool): bool { return serviceOf(at, length, opened) != 0; }

/** Bytes of the greeting at `at`: its first line, or all there is where it is no line; 0 when more must come. */
export function bannerLength(at: usize, length: i32): i32 {
  const word = length < 4 ? 0 : be32(at), most = min(length, LONGEST);
  const line = word == 0x5353_482d || word == 0x5246_4220 || word >>> 8 == 0x32_3230 || word == 0x2b4f_4b20 || word == 0x2a20_4f4b;
  if (!line) return most;
  const feed = findByte(at, at + <usize>most, 10);
  return feed < at + <usize>most ? <i32>(feed - at) + 1 : length >= LONGEST ? LONGEST : 0;
}

/** Copies what is no telnet command (RFC 854) and no escape sequence to `out`; only counts when that is 0. */
function plain(at: usize, end: usize, out: usize): i32 {
  let count: i32 = 0;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == IAC) {
      if (at + 1 >= end) break;
      const command = load<u8>(at, 1);
      at += command >= WILL && command != IAC ? 3 : 2;
      if (command == SUBNEGOTIATION) {
        while (at + 1 < end && !(load<u8>(at) == IAC && load<u8>(at, 1) == SUBNEGOTIATION_END)) at++;
        at += 2;
      }
      continue;
    }
    if (byte == 27) { // to the letter that ends it
      at++;
      if (at < end && load<u8>(at) == 91) at++;
      while (at < end && (<u32>load<u8>(at) | 32) - 97 >= 26) at++;
      at++;
      continue;
    }
    if (byte >= 32 || byte == 10 || byte == 9) {
      if (out != 0) store<u8>(out + <usize>count, byte);
      count++;
    }
    at++;
  }
  return count;
}

/** Letters of the text at `at`, telnet's commands apart. */
function letters(at: usize, length: i32): i32 { return load<u8>(at) != IAC && length < FEWEST ? 0 : plain(at, at + <usize>min(length, LONGEST), 0); }

function login(at: usize, length: i32): void {
  const out = arenaReserve(length);
  if (out == 0) return;
  let from = out, count = plain(at, at + <usize>length, out);
  while (count > 0 && load<u8>(from + <usize>(count - 1)) <= 32) count--;
  let skip: i32 = 0;
  while (skip < count && load<u8>(from + <usize>skip) <= 32) skip++;
  if (skip != 0) memory.copy(out, from + <usize>skip, <usize>(count - skip));
  if (count > skip) fieldArena(F_BANNER_TEXT, T_TEXT, count - skip);
}

/** 0 = keep, 1 = no greeting after all. */
export function parseBanner(payload: usize, length: i32, row: usize): i32 {
  const service = serviceOf(payload, length, true);
  if (service == 0) return 1;
  const server = service != SSH || load<u16>(row + ROW_SRC_PORT) < load<u16>(row + ROW_DST_PORT);
  if (server) store<u8>(row + ROW_FLAGS, load<u8>(row + ROW_FLAGS) | <u8>FLAG_RESPONSE);
  fieldWord(F_BANNER_SERVICE, service == SSH ? "ssh" : service == FTP ? "ftp" : service == SMTP ? "smtp" : service == POP3 ? "pop3" : service == IMAP ? "imap" : service == RFB ? "vnc" : service == LOGIN ? "telnet" : "mysql");
  if (service == LOGIN) login(payload, min(length, LONGEST));
  else if (service == DATABASE) fieldTrimmed(F_BANNER_TEXT, payload + 5, min(length - 5, LONGEST));
  else fieldTrimmed(F_BANNER_TEXT, payload, length);
  return 0;
}

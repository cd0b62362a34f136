// One packet of a capture, from its link layer up. Its facts gather in the packet region, shaped like a row's first 48 bytes.
import {
  ROW_FLAGS, ROW_SECONDS, ROW_NANOS, ROW_SRC_MAC, ROW_DST_MAC, ROW_SRC_IP, ROW_SRC_PORT, ROW_LENGTH,
  FLAG_TRUNCATED, REASON_UNSUPPORTED_LINK,
} from "../layout";
import { packetBase } from "../memory/regions";
import { reject, stopAt } from "../memory/emit";
import { countPacket, countSkipped, reportOnce, acting, atEnd } from "./state";
import { knownLink, readLink } from "./link";
import { leaveTunnels } from "../tunnel/tunnel";

let recordOffset: i32 = 0;
let clockFlag: i32 = 0;
/** Bytes of the packet that the capture did not keep. */
let missing: u32 = 0;

/** Where the packet's record starts in the batch. */
export function packetOffset(): i32 { return recordOffset; }
/** What counts as the packet stands from `at` on: what some box put before it is not of its length. */
export function measureFrom(at: usize, end: usize): void { store<u32>(packetBase() + ROW_LENGTH, (end > at ? <u32>(end - at) : 0) + missing); }
export function setPacketOffset(offset: i32): void { recordOffset = offset; }

export function setClock(seconds: u32, nanos: u32, flag: i32): void {
  store<u32>(packetBase() + ROW_SECONDS, seconds);
  store<u32>(packetBase() + ROW_NANOS, nanos);
  clockFlag = flag;
}

/** A packet record that cannot be read at all. */
export function rejectPacket(offset: i32, reason: i32): void { countPacket(); reject(offset, reason); }

/** The batch ends inside the record at `at`. Returns where the walk ends. At the end of the file that is a reject, else the rest is still to come. `packet`: the record is one. */
export function endsEarly(at: i32, length: i32, reason: i32, packet: bool): i32 {
  if (!atEnd()) {
    if (acting()) stopAt(at);
    return at;
  }
  if (packet) countPacket();
  reject(at, reason);
  return length;
}

/** Splitting passes over packets without reading them, but which of them will report a strange link type must be known to the next batch. */
export function noteLink(link: i32, face: i32): void { if (!knownLink(link)) reportOnce(face); }

/** Reads `length` captured bytes at `data`. Every packet ends as part of exactly one flow, as an ARP row, as a reject, or counted as skipped. */
export function readPacket(offset: i32, data: usize, length: i32, wire: u32, link: i32, face: i32): void {
  countPacket();
  if (!knownLink(link)) {
    if (reportOnce(face)) reject(offset, REASON_UNSUPPORTED_LINK); else countSkipped();
    return;
  }
  const packet = packetBase();
  recordOffset = offset;
  missing = wire > <u32>length ? wire - <u32>length : 0;
  leaveTunnels();
  store<u32>(packet, 0);
  store<u8>(packet + ROW_FLAGS, <u8>(clockFlag | (missing != 0 ? FLAG_TRUNCATED : 0)));
  store<u64>(packet + ROW_SRC_MAC, 0);
  store<u64>(packet + ROW_DST_MAC, 0);
  store<u64>(packet + ROW_SRC_IP, 0);
  store<u32>(packet + ROW_SRC_PORT, 0);
  store<u32>(packet + ROW_LENGTH, max<u32>(wire, <u32>length));
  const reason = readLink(link, data, data + <usize>length);
  if (reason != 0) reject(offset, reason);
}

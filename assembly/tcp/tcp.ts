// TCP segments (RFC 9293): the flow, the habits of both sides as their opening segments show them, and whatever message the payload begins or continues.
import { ROW_TTL, REASON_BAD_LENGTH } from "../layout";
import { packetBase } from "../memory/regions";
import { be16, be32 } from "../memory/bytes";
import { cutShort } from "../capture/link";
import { findFlow, goesForward, guessOpener, countInFlow } from "../traffic/flows";
import { E_SYN, E_SYN_ACK, SYN_COUNT, SYN_KINDS, SYN_MSS, SYN_SEEN, SYN_TTL, SYN_WINDOW, SYN_WSCALE } from "../traffic/entry";
import { readSegment } from "./streams";

const TCP: i32 = 6;
const HEAD: i32 = 20;
const SYN: i32 = 2;
const ACK: i32 = 16;
const MOST_KINDS: i32 = 40;

export function readTcp(at: usize, captured: usize, length: i32): i32 {
  const head = <i32>(load<u8>(at + 12) >> 4) << 2;
  if (head < HEAD || (head > length && !cutShort())) return REASON_BAD_LENGTH;
  const flags = <i32>load<u8>(at + 13);
  const opening = (flags & SYN) != 0;
  const e = findFlow(0, opening ? ((flags & ACK) == 0 ? 1 : -1) : guessOpener(TCP));
  const body = min(at + <usize>head, captured);
  if (opening) {
    const asks = (flags & ACK) == 0, syn = e + (asks ? E_SYN : E_SYN_ACK);
    if (asks == goesForward() && load<u8>(syn + SYN_SEEN) == 0) keepSyn(syn, at, body);
  }
  const bytes = <i32>(captured - body), size = max(length - head, 0);
  if (bytes > 0) {
    // A SYN takes one sequence number itself; data may ride on it (RFC 7413).
    const reason = readSegment(e, be32(at + 4) + (opening ? 1 : 0), body, bytes, bytes < size);
    if (reason != 0) return reason;
  }
  countInFlow(e, body, bytes, size);
  return 0;
}

/** Window, time to live and options of an opening segment: how its sender's TCP was built. */
function keepSyn(syn: usize, at: usize, end: usize): void {
  store<u8>(syn + SYN_SEEN, 1);
  store<u16>(syn + SYN_WINDOW, <u16>be16(at + 14));
  store<u8>(syn + SYN_TTL, load<u8>(packetBase() + ROW_TTL));
  let option = at + HEAD, count = 0;
  while (option < end && count < MOST_KINDS) {
    const kind = <i32>load<u8>(option);
    store<u8>(syn + SYN_KINDS + count, <u8>kind);
    count++;
    if (kind == 0) break;
    if (kind == 1) { option++; continue; }
    if (option + 2 > end) break;
    const bytes = <i32>load<u8>(option + 1);
    if (bytes < 2 || option + <usize>bytes > end) break;
    if (kind == 2 && bytes == 4) store<u16>(syn + SYN_MSS, <u16>be16(option + 2));
    if (kind == 3 && bytes == 3) store<u8>(syn + SYN_WSCALE, load<u8>(option + 2));
    option += <usize>bytes;
  }
  store<u8>(syn + SYN_COUNT, <u8>count);
}

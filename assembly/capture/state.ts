// What is known of the capture file itself (layout: STATE_* in layout.ts), and the counters of one batch.
import {
  STATE_FORMAT, STATE_BIG_ENDIAN, STATE_NANOS, STATE_REPORTED, STATE_LINK, STATE_INTERFACES, STATE_HEAD_BYTES, INTERFACE_BYTES,
} from "../layout";
import { stateBase } from "../memory/regions";

let packets: i32 = 0;
let skipped: i32 = 0;

let need: u64 = 0;

/** What a walk is for: finding the boundary, parsing a part of a file, or parsing its end. */
export const MODE_SPLIT: i32 = 0;
export const MODE_PART: i32 = 1;
export const MODE_LAST: i32 = 2;
let mode: i32 = 0;
export function setMode(value: i32): void { mode = value; need = 0; }
// @ts-ignore: decorator
@inline export function acting(): bool { return mode != MODE_SPLIT; }
// @ts-ignore: decorator
@inline export function atEnd(): bool { return mode == MODE_LAST; }

/** The whole length of the record a walk stopped at: how much the source must read, or pass over when it is more than a batch holds. */
export function recordNeed(): f64 { return <f64>need; }
export function setNeed(bytes: u64): void { need = bytes; }

export function resetCounts(): void { packets = 0; skipped = 0; need = 0; }
/** Packet records read in this batch, rejected ones included. */
export function packetCount(): i32 { return packets; }
/** Of them, how many were passed over because their link type has had its one reject already. */
export function skippedCount(): i32 { return skipped; }
export function countPacket(): void { packets++; }
export function countSkipped(): void { skipped++; }

// @ts-ignore: decorator
@inline export function format(): i32 { return load<i32>(stateBase() + STATE_FORMAT); }
export function setFormat(value: i32): void { store<i32>(stateBase() + STATE_FORMAT, value); }
// @ts-ignore: decorator
@inline export function bigEndian(): bool { return load<u8>(stateBase() + STATE_BIG_ENDIAN) != 0; }
export function setBigEndian(value: bool): void { store<u8>(stateBase() + STATE_BIG_ENDIAN, value ? 1 : 0); }
// @ts-ignore: decorator
@inline export function pcapNanos(): bool { return load<u8>(stateBase() + STATE_NANOS) != 0; }
export function setPcapNanos(value: bool): void { store<u8>(stateBase() + STATE_NANOS, value ? 1 : 0); }
// @ts-ignore: decorator
@inline export function pcapLink(): i32 { return load<i32>(stateBase() + STATE_LINK); }
export function setPcapLink(value: i32): void { store<i32>(stateBase() + STATE_LINK, value); }
// @ts-ignore: decorator
@inline export function interfaces(): i32 { return load<i32>(stateBase() + STATE_INTERFACES); }
export function setInterfaces(value: i32): void { store<i32>(stateBase() + STATE_INTERFACES, value); }
// @ts-ignore: decorator
@inline export function interfaceAt(index: i32): usize { return stateBase() + STATE_HEAD_BYTES + <usize>(index * INTERFACE_BYTES); }

/** Says whether link type trouble of this file (pcap) or interface (pcapng) is still to be reported; from then on it has been. */
export function reportOnce(interfaceIndex: i32): bool {
  const flag = interfaceIndex < 0 ? stateBase() + STATE_REPORTED : interfaceAt(interfaceIndex) + 3;
  if (load<u8>(flag) != 0) return false;
  store<u8>(flag, 1);
  return true;
}

/** A number of the file in the file's byte order. */
// @ts-ignore: decorator
@inline export function num32(at: usize): u32 { const v = load<u32>(at); return bigEndian() ? bswap<u32>(v) : v; }
// @ts-ignore: decorator
@inline export function num16(at: usize): u32 { const v = load<u16>(at); return <u32>(bigEndian() ? bswap<u16>(v) : v); }

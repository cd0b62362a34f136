// pcapng blocks (draft-ietf-opsawg-pcapng): section header, interface description, enhanced, simple and obsolete packet; others are passed over.
import {
  INPUT_CAPACITY, INTERFACE_CAPACITY, CAPTURE_BROKEN, REASON_TRUNCATED, REASON_TOO_LONG, REASON_BAD_BLOCK, REASON_BAD_LENGTH,
} from "../layout";
import { inputBase } from "../memory/regions";
import { reject, stopAt } from "../memory/emit";
import { be32 } from "../memory/bytes";
import { roomForPacket } from "../traffic/flows";
import { setFormat, bigEndian, setBigEndian, setInterfaces, interfaces, interfaceAt, num16, num32, setNeed, countPacket, acting } from "./state";
import { readPacket, rejectPacket, endsEarly, setClock, noteLink } from "./packet";
import { setClockFrom } from "./clock";

const SECTION: u32 = 0x0a0d0d0a;
const INTERFACE: u32 = 1;
const PACKET: u32 = 2; // obsolete
const SIMPLE: u32 = 3;
const ENHANCED: u32 = 6;
const BYTE_ORDER: u32 = 0x1a2b3c4d;
const SMALLEST: i32 = 12; // type, length, length again
const SECTION_HEAD: i32 = 16; // up to its version
const MAJOR: u32 = 1;
const OPTION_TSRESOL: u32 = 9;
const OPTION_TSOFFSET: u32 = 14;

/** Walks blocks from `at`; returns where it stopped: the end, or the first block that is not whole. */
export function walkPcapng(at: i32, length: i32): i32 {
  const act = acting();
  while (at < length) {
    const block = inputBase() + <usize>at, left = length - at;
    const section = left >= 4 && load<u32>(block) == SECTION;
    // The byte order of a section stands inside its header, behind the length it governs.
    const enough = section ? SECTION_HEAD : 8;
    if (left < enough) return partial(at, length, section ? SECTION_HEAD : SMALLEST);
    if (section) {
      const order = load<u32>(block + 8);
      if (order == BYTE_ORDER) setBigEndian(false);
      else if (be32(block + 8) == BYTE_ORDER) setBigEndian(true);
      else return broken(at, length, act);
      // Blocks of another major version may mean anything (section 4.1); libpcap and Wireshark stop here, too.
      if (num16(block + 12) != MAJOR) return broken(at, length, act);
    }
    const size = num32(block + 4);
    // libpcap, too, gives up here: behind a block of unknown length nothing can be found again.
    if (size < <u32>SMALLEST || (size & 3) != 0) return broken(at, length, act);
    if (size > <u32>INPUT_CAPACITY || <i32>size > left) return partial(at, length, size);
    if (act && !roomForPacket()) { stopAt(at); return at; }
    readBlock(section ? SECTION : num32(block), at, block, <i32>size, act);
    at += <i32>size;
  }
  return at;
}

function partial(at: i32, length: i32, size: u32): i32 {
  setNeed(<u64>size);
  return endsEarly(at, length, size > <u32>INPUT_CAPACITY ? REASON_TOO_LONG : REASON_TRUNCATED, true);
}

function broken(at: i32, length: i32, act: bool): i32 {
  // While only splitting, the broken block goes along with the batch, whose parse rejects it.
  if (act) { countPacket(); reject(at, REASON_BAD_BLOCK); }
  setFormat(CAPTURE_BROKEN);
  return length;
}

function readBlock(type: u32, at: i32, block: usize, size: i32, act: bool): void {
  if (type == ENHANCED) {
    if (size < 32) return malformed(at, act);
    deliver(at, block, <i32>num32(block + 8), 28, size, num32(block + 20), num32(block + 24), act);
  } else if (type == SECTION) {
    setInterfaces(0);
  } else if (type == INTERFACE) {
    if (size < 20) return malformed(at, act);
    describe(block, size);
  } else if (type == PACKET) {
    if (size < 32) return malformed(at, act);
    deliver(at, block, <i32>num16(block + 8), 28, size, num32(block + 20), num32(block + 24), act);
  } else if (type == SIMPLE) {
    if (size < 16) return malformed(at, act);
    const wire = num32(block + 8);
    let captured = min<u32>(wire, <u32>(size - 16));
    const snap = interfaces() > 0 ? load<u32>(interfaceAt(0) + 4) : 0;
    if (snap != 0) captured = min<u32>(captured, snap);
    deliver(at, block, 0, 12, size, captured, wire, act);
  }
}

function malformed(at: i32, act: bool): void { if (act) rejectPacket(at, REASON_BAD_BLOCK); }

/** Hands on one packet whose bytes stand `head` behind the block's start. */
function deliver(at: i32, block: usize, index: i32, head: i32, size: i32, captured: u32, wire: u32, act: bool): void {
  if (index < 0 || index >= min(interfaces(), INTERFACE_CAPACITY)) return malformed(at, act);
  const face = interfaceAt(index);
  const link = <i32>load<u16>(face);
  if (!act) { noteLink(link, index); return; }
  if (captured > <u32>(size - head - 4)) { rejectPacket(at, REASON_BAD_LENGTH); return; }
  if (head == 28) setClockFrom(face, (<u64>num32(block + 12) << 32) | <u64>num32(block + 16));
  else setClock(0, 0, 0);
  readPacket(at, block + <usize>head, <i32>captured, wire, link, index);
}

/** Remembers one interface: link type, snap length, clock resolution and offset. */
function describe(block: usize, size: i32): void {
  const index = interfaces();
  setInterfaces(index + 1);
  if (index >= INTERFACE_CAPACITY) return;
  const face = interfaceAt(index);
  store<u16>(face, <u16>num16(block + 8));
  store<u8>(face + 2, 6);
  store<u8>(face + 3, 0);
  store<u32>(face + 4, num32(block + 12));
  store<i64>(face + 8, 0);
  const end = block + <usize>(size - 4);
  let option = block + 16;
  while (option + 4 <= end) {
    const code = num16(option), bytes = num16(option + 2), value = option + 4;
    if (code == 0 || value + bytes > end) break;
    if (code == OPTION_TSRESOL && bytes >= 1) store<u8>(face + 2, load<u8>(value));
    if (code == OPTION_TSOFFSET && bytes >= 8) {
      // A 64-bit number in the section's byte order: its halves trade places, too.
      const first = <u64>num32(value), second = <u64>num32(value + 4);
      store<u64>(face + 8, bigEndian() ? (first << 32) | second : (second << 32) | first);
    }
    option = value + <usize>((bytes + 3) & ~3);
  }
}

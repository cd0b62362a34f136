// pcap and pcapng: finds the packets of a batch. Splitting and parsing are one walk, so they cannot disagree about a boundary.
import { CAPTURE_UNKNOWN, CAPTURE_PCAP, CAPTURE_PCAPNG, REASON_BAD_MAGIC, REASON_TRUNCATED } from "../layout";
import { inputBase } from "../memory/regions";
import { boundRows, reject, rowCount } from "../memory/emit";
import { beginFlows, endFlows } from "../traffic/flows";
import {
  format, setFormat, setBigEndian, setPcapNanos, setPcapLink, setInterfaces, num32, acting, setMode, setNeed, MODE_SPLIT, MODE_PART, MODE_LAST,
} from "./state";
import { endsEarly } from "./packet";
import { MESSAGE_ARENA, MESSAGE_FIELDS } from "./bounds";
import { beginFragments } from "../fragments/table";
import { walkPcap } from "./pcap";
import { walkPcapng } from "./pcapng";

/** Bytes of a pcap file header. */
export const PCAP_HEAD: i32 = 24;
const SHB: u32 = 0x0a0d0d0a;

/** Reads the magic at the start of the input. Returns the bytes to pass over, or -1 when it is neither format, -2 when there is too little. */
function readMagic(length: i32): i32 {
  if (length < 4) return -2;
  const magic = load<u32>(inputBase());
  if (magic == SHB) { setFormat(CAPTURE_PCAPNG); setInterfaces(0); return 0; }
  const swapped = bswap<u32>(magic);
  const micros = magic == 0xa1b2c3d4 || swapped == 0xa1b2c3d4;
  const nanos = magic == 0xa1b23c4d || swapped == 0xa1b23c4d;
  if (!micros && !nanos) return -1;
  if (length < PCAP_HEAD) return -2;
  setFormat(CAPTURE_PCAP);
  setBigEndian(swapped == 0xa1b2c3d4 || swapped == 0xa1b23c4d);
  setPcapNanos(nanos);
  // The upper half of the word holds FCS length and reserved bits; the link type is 16 bits wide.
  setPcapLink(<i32>(num32(inputBase() + 20) & 0xffff));
  return PCAP_HEAD;
}

function walk(length: i32): i32 {
  let at = 0;
  if (format() == CAPTURE_UNKNOWN) {
    at = readMagic(length);
    if (at == -2) { setNeed(PCAP_HEAD); return endsEarly(0, length, REASON_TRUNCATED, false); }
    if (at < 0) {
      if (acting()) reject(0, REASON_BAD_MAGIC);
      return length;
    }
  }
  const kind = format();
  if (kind == CAPTURE_PCAP) return walkPcap(at, length);
  if (kind == CAPTURE_PCAPNG) return walkPcapng(at, length);
  return length;
}

/** Parses `length` bytes of a capture. A record that is not whole at the end is a reject when this is the end of the file (`last`), else the walk stops there (stoppedAt). */
export function parseCapture(length: i32, last: bool): i32 {
  setMode(last ? MODE_LAST : MODE_PART);
  boundRows(MESSAGE_FIELDS, MESSAGE_ARENA);
  beginFlows();
  beginFragments();
  walk(length);
  endFlows();
  return rowCount();
}

/** Only finds where the last whole record ends, and moves the capture state on to there. */
export function splitCapture(length: i32): i32 {
  setMode(MODE_SPLIT);
  return walk(length);
}

// pcap records: seconds, fraction, captured length, wire length, then the packet.
import { INPUT_CAPACITY, REASON_TRUNCATED, REASON_TOO_LONG, FLAG_NANOS } from "../layout";
import { inputBase } from "../memory/regions";
import { stopAt } from "../memory/emit";
import { roomForPacket } from "../traffic/flows";
import { num32, pcapNanos, pcapLink, setNeed, acting } from "./state";
import { readPacket, endsEarly, setClock, noteLink } from "./packet";

const HEAD: i32 = 16;

/** Walks records from `at`; returns where it stopped: the end, or the first record that is not whole. */
export function walkPcap(at: i32, length: i32): i32 {
  const act = acting();
  const nanos = pcapNanos(), link = pcapLink();
  const unit: u32 = nanos ? 1000000000 : 1000000;
  while (at < length) {
    const head = inputBase() + <usize>at, left = length - at;
    const captured: u32 = left < HEAD ? 0 : num32(head + 8);
    const tooLong = captured > <u32>(INPUT_CAPACITY - HEAD);
    if (tooLong || <i32>captured + HEAD > left) {
      setNeed(<u64>captured + HEAD);
      return endsEarly(at, length, tooLong ? REASON_TOO_LONG : REASON_TRUNCATED, true);
    }
    if (act) {
      if (!roomForPacket()) { stopAt(at); return at; }
      // A fraction of a second or more is seen in damaged files; it is carried rather than believed.
      const fraction = num32(head + 4);
      setClock(num32(head) + fraction / unit, nanos ? fraction % unit : (fraction % unit) * 1000, nanos ? FLAG_NANOS : 0);
      readPacket(at, head + HEAD, <i32>captured, num32(head + 12), link, -1);
    } else noteLink(link, -1);
    at += HEAD + <i32>captured;
  }
  return at;
}

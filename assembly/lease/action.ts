// Words like "DHCPDISCOVER", "DHCPACK", ...: what a DHCP message is called in nearly every server's log.
import { A_ACK, A_DECLINE, A_DISCOVER, A_EXPIRE, A_INFORM, A_NAK, A_OFFER, A_RELEASE, A_REQUEST } from "./vocabulary";
import { letters } from "../text/letters";

/** End of the letters that begin at `at`, twelve at most. */
function lettersEnd(at: usize, end: usize): usize {
  let stop = at;
  while (stop < end && (<u32>load<u8>(stop) | 32) - 97 < 26 && stop - at < 12) stop++;
  return stop;
}

/** Address behind the message name that messageAction read. */
export let actionEnd: usize = 0;

/** A_* of the message named at `at`, "DISCOVER" without its "DHCP" in any case, or -1. */
export function messageAction(at: usize, end: usize): i32 {
  actionEnd = lettersEnd(at, end);
  switch (letters(at, <i32>(actionEnd - at))) {
    case 0x7265766f63736964: return A_DISCOVER;
    case 0x726566666f: return A_OFFER;
    case 0x74736575716572: return A_REQUEST;
    case 0x6b6361: return A_ACK;
    case 0x6b616e: return A_NAK;
    case 0x656e696c636564: return A_DECLINE;
    case 0x657361656c6572: return A_RELEASE;
    case 0x6d726f666e69: return A_INFORM;
    case 0x657269707865: return A_EXPIRE;
    default: return -1;
  }
}

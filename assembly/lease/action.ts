// Words like "DHCPDISCOVER", "DHCPACK", ...: finding the word that says what happened, behind host names and tags.

/** A host name, a process name and its number stand before the message, no more. */
const FARTHEST: usize = 512;

/** Up to eight letters at `at` in lower case, the first lowest; a byte that is no letter is kept with its bit 5 set. */
export function letters(at: usize, length: i32): u64 {
  let word: u64 = 0;
  for (let i = 0; i < length && i < 8; i++) {
    const byte = <u64>load<u8>(at + <usize>i);
    word |= (byte >= 65 && byte <= 90 ? byte | 32 : byte) << (i << 3);
  }
  return word;
}

/** Address of "DHCP" and one of the known actions behind it in [at, end), or 0. */
export function findMessage(at: usize, end: usize): usize {
  const last = min(end, at + FARTHEST);
  for (; at + 7 <= last; at++) {
    if (load<u32>(at) == 0x50434844 && actionEnd(at, end) != 0) return at; // "DHCP"
  }
  return 0;
}

/** Address behind the action whose "DHCP" stands at `at`, or 0. */
export function actionEnd(at: usize, end: usize): usize {
  let stop = at + 4;
  while (stop < end && load<u8>(stop) - 65 < 26 && stop - at <= 12) stop++;
  switch (letters(at + 4, <i32>(stop - at) - 4)) {
    case 0x7265766f63736964: // discover
    case 0x726566666f: // offer
    case 0x74736575716572: // request
    case 0x6b6361: // ack
    case 0x6b616e: // nak
    case 0x656e696c636564: // decline
    case 0x657361656c6572: // release
    case 0x6d726f666e69: // inform
    case 0x657269707865: // expire
      return stop;
    default:
      return 0;
  }
}

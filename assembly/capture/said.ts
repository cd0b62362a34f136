// What each side of a flow has said already. Industrial protocols are polled a thousand times a second: a function gets a row the first time a
// side uses it in a batch, and only what names a device gets one each time.
import { E_RECEIVED_SAID, E_SENT_SAID, SAID_BYTES } from "../traffic/entry";

let said: usize = 0;
let other: usize = 0;

// @ts-ignore: decorator
@inline function bitOf(key: i32): u8 { return <u8>(<u32>1 << <u32>(key & 7)); }

/** The flow and the side that the next messages belong to. */
export function enterFlow(e: usize, forward: bool): void {
  said = e + (forward ? E_SENT_SAID : E_RECEIVED_SAID);
  other = e + (forward ? E_RECEIVED_SAID : E_SENT_SAID);
}

/** True the first time that this side says `key` (0 to SAID_KEYS - 1). */
export function firstSaid(key: i32): bool {
  const at = said + <usize>(key >> 3), bit = bitOf(key), before = load<u8>(at);
  store<u8>(at, before | bit);
  return (before & bit) == 0;
}

/** Whether the other side said it. */
export function otherSaid(key: i32): bool { return (load<u8>(other + <usize>(key >> 3)) & bitOf(key)) != 0; }

export const SAID_KEYS: i32 = SAID_BYTES << 3;

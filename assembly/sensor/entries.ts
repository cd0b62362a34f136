// The values of one line by slot, whatever form they came in; a slot may have several (a list, the answers of a message). Each is bytes of the input.
import { SLOT_COUNT } from "./tables";

/** Values of one line that are kept; a line with more is refused. */
const MOST: i32 = 2048;
const ENTRY_BYTES: i32 = 16; // u32 address, u32 length, u32 next entry of the slot, u8 form
const ENTRIES: usize = memory.data((MOST + 1) * ENTRY_BYTES, 8);
const FIRST: usize = memory.data(SLOT_COUNT * 2, 8);
const LAST: usize = memory.data(SLOT_COUNT * 2, 8);
let used: i32 = 0;
let full: bool = false;

/** As it stands; a JSON string with escapes; text with Zeek's \xHH. */
export const PLAIN: i32 = 0;
export const JSON_ESCAPED: i32 = 1;
export const ZEEK_ESCAPED: i32 = 2;

export function clearEntries(): void {
  memory.fill(FIRST, 0, SLOT_COUNT * 2);
  used = 0;
  full = false;
}
/** True when the line had more values than are kept. */
export function tooMany(): bool { return full; }

export function put(slot: i32, from: usize, to: usize, form: i32): void {
  if (slot == 0 || to <= from) return;
  if (used == MOST) { full = true; return; }
  const entry = ++used, at = ENTRIES + <usize>(entry * ENTRY_BYTES), place = <usize>(slot << 1);
  store<u32>(at, <u32>from);
  store<u32>(at, <u32>(to - from), 4);
  store<u32>(at, 0, 8);
  store<u8>(at, <u8>form, 12);
  if (load<u16>(FIRST + place) == 0) store<u16>(FIRST + place, <u16>entry);
  else store<u32>(ENTRIES + <usize>(<i32>load<u16>(LAST + place) * ENTRY_BYTES), <u32>entry, 8);
  store<u16>(LAST + place, <u16>entry);
}

/** The first value of a slot, 0 when there is none; and the one behind it. */
// @ts-ignore: decorator
@inline export function first(slot: i32): i32 { return <i32>load<u16>(FIRST + (<usize>slot << 1)); }
/** The value given last. */
// @ts-ignore: decorator
@inline export function last(slot: i32): i32 { return first(slot) == 0 ? 0 : <i32>load<u16>(LAST + (<usize>slot << 1)); }
// @ts-ignore: decorator
@inline export function next(entry: i32): i32 { return load<i32>(ENTRIES + <usize>(entry * ENTRY_BYTES), 8); }
// @ts-ignore: decorator
@inline export function at(entry: i32): usize { return <usize>load<u32>(ENTRIES + <usize>(entry * ENTRY_BYTES)); }
// @ts-ignore: decorator
@inline export function end(entry: i32): usize { return at(entry) + <usize>load<u32>(ENTRIES + <usize>(entry * ENTRY_BYTES), 4); }
// @ts-ignore: decorator
@inline export function form(entry: i32): i32 { return <i32>load<u8>(ENTRIES + <usize>(entry * ENTRY_BYTES), 12); }
export function has(slot: i32): bool { return first(slot) != 0; }

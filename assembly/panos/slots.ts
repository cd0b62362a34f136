// The values of one line, by slot, whatever format they came in: address and length each, of bytes in the input or, where an escape was undone, in scratch.
import { SLOT_COUNT } from "./tables";

/** A longer line is refused: what is undone in it must fit the scratch. */
export const LONGEST: i32 = 65536;
const SLOTS: usize = memory.data(SLOT_COUNT * 8, 8);
const SCRATCH: usize = memory.data(LONGEST, 8);
let used: i32 = 0;

export function clearSlots(): void {
  memory.fill(SLOTS, 0, SLOT_COUNT * 8);
  used = 0;
}

// @ts-ignore: decorator
@inline export function at(slot: i32): usize { return <usize>load<u32>(SLOTS + (<usize>slot << 3)); }
// @ts-ignore: decorator
@inline export function length(slot: i32): i32 { return load<i32>(SLOTS + (<usize>slot << 3), 4); }
// @ts-ignore: decorator
@inline export function end(slot: i32): usize { return at(slot) + <usize>length(slot); }
/** Of two values for one slot the first stays: firewalls write the specific key before the general one. */
export function put(slot: i32, from: usize, to: usize): void {
  if (slot == 0 || to <= from || length(slot) != 0) return;
  store<u32>(SLOTS + (<usize>slot << 3), <u32>from);
  store<i32>(SLOTS + (<usize>slot << 3), <i32>(to - from), 4);
}

/** Room for `bytes` bytes that an escape is undone in; a line's values together are no longer than the line. */
export function scratch(bytes: i32): usize {
  if (bytes > LONGEST - used) return 0;
  const from = SCRATCH + <usize>used;
  used += bytes;
  return from;
}

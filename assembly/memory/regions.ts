// The fixed regions of the module's memory: input, rows, fields, arena. Static, so JS builds its views once.
import { INPUT_CAPACITY, INPUT_SPARE, ROW_BYTES, ROW_CAPACITY, FIELD_BYTES, FIELD_CAPACITY, ARENA_CAPACITY } from "../layout";

const ALIGN: usize = 64;
const START: usize = (__heap_base + ALIGN - 1) & ~(ALIGN - 1);

// @ts-ignore: decorator
@inline export function inputBase(): usize { return START; }
// @ts-ignore: decorator
@inline export function rowBase(): usize { return START + INPUT_CAPACITY + INPUT_SPARE; }
// @ts-ignore: decorator
@inline export function fieldBase(): usize { return rowBase() + ROW_CAPACITY * ROW_BYTES; }
// @ts-ignore: decorator
@inline export function arenaBase(): usize { return fieldBase() + FIELD_CAPACITY * FIELD_BYTES; }
/** First byte behind the regions: score matrices and flow tables are laid out from here by their rooms. */
// @ts-ignore: decorator
@inline export function freeBase(): usize { return arenaBase() + ARENA_CAPACITY + 64; }

/** Grows memory so that everything below `end` is addressable. False when the host refuses. */
export function ensureMemory(end: usize): bool {
  const have = <usize>memory.size() << 16;
  if (end <= have) return true;
  return memory.grow(<i32>((end - have + 0xffff) >> 16)) >= 0;
}

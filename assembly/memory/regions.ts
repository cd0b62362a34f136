// The fixed regions of the module's memory: input, rows, fields, arena, capture state. Static, so JS builds its views once.
import {
  INPUT_CAPACITY, INPUT_SPARE, ROW_BYTES, ROW_CAPACITY, DIGEST_BYTES, FIELD_BYTES, FIELD_CAPACITY, ARENA_CAPACITY, STATE_CAPACITY,
  FLOW_CAPACITY, FLOW_BYTES, FLOW_SLOTS, STREAM_CAPACITY, STREAM_BYTES, FRAGMENT_CAPACITY, FRAGMENT_BYTES, WHOLE_CAPACITY,
} from "../layout";

const ALIGN: usize = 64;
const START: usize = (__heap_base + ALIGN - 1) & ~(ALIGN - 1);
// A page nobody asked for is never touched, so an idle kernel holds address space and little memory.
const STREAM_STRIDE: usize = STREAM_BYTES + 64;

// @ts-ignore: decorator
@inline export function inputBase(): usize { return START; }
// @ts-ignore: decorator
@inline export function rowBase(): usize { return START + INPUT_CAPACITY + INPUT_SPARE; }
/** What each row says, as 8 bytes. */
// @ts-ignore: decorator
@inline export function digestBase(): usize { return rowBase() + ROW_CAPACITY * ROW_BYTES; }
// @ts-ignore: decorator
@inline export function fieldBase(): usize { return digestBase() + ROW_CAPACITY * DIGEST_BYTES; }
// @ts-ignore: decorator
@inline export function arenaBase(): usize { return fieldBase() + FIELD_CAPACITY * FIELD_BYTES; }
/** Container state of the capture being read, set before and read back after a batch. */
// @ts-ignore: decorator
@inline export function stateBase(): usize { return arenaBase() + ARENA_CAPACITY + 64; }
/** The packet being read, in the shape of a row's first 48 bytes: rows and flows are begun as copies of it. */
// @ts-ignore: decorator
@inline export function packetBase(): usize { return stateBase() + STATE_CAPACITY; }
// @ts-ignore: decorator
@inline export function flowSlotBase(): usize { return packetBase() + 64; }
// @ts-ignore: decorator
@inline export function flowBase(): usize { return flowSlotBase() + FLOW_SLOTS * 2; }
/** Where TCP stream `slot` is put together; 64 spare bytes behind each. */
// @ts-ignore: decorator
@inline export function streamBase(slot: i32): usize { return flowBase() + FLOW_CAPACITY * FLOW_BYTES + <usize>slot * STREAM_STRIDE; }
/** Datagrams being put together (fragments/table.ts), and the whole ones; 64 spare bytes behind them. */
// @ts-ignore: decorator
@inline export function fragmentBase(): usize { return streamBase(STREAM_CAPACITY); }
// @ts-ignore: decorator
@inline export function wholeBase(): usize { return fragmentBase() + FRAGMENT_CAPACITY * FRAGMENT_BYTES; }
/** First byte behind the regions: score matrices are laid out from here by their room. */
// @ts-ignore: decorator
@inline export function freeBase(): usize { return wholeBase() + WHOLE_CAPACITY + 64; }

/** Grows memory so that everything below `end` is addressable. False when the host refuses. */
export function ensureMemory(end: usize): bool {
  const have = <usize>memory.size() << 16;
  if (end <= have) return true;
  return memory.grow(<i32>((end - have + 0xffff) >> 16)) >= 0;
}

// Scoring: for each device, bias + the sum of the weight rows of its ids. Layout and traps: README.md.
import { freeBase, ensureMemory } from "../memory/regions";

let entries: i32 = 0;
let classes: i32 = 0;
let slotMask: u32 = 0;
let keysAt: usize = 0;
let biasAt: usize = 0;
let weightsAt: usize = 0;
let slotsAt: usize = 0;
let batchAt: usize = 0;
let offsetsAt: usize = 0;
let idsAt: usize = 0;
let outAt: usize = 0;

// @ts-ignore: decorator
@inline function align(at: usize): usize { return (at + 63) & ~(<usize>63); }

/** Makes room for `v` ids of `c` classes (a multiple of 4). False when there is no memory or the shape is wrong. */
export function reserveModel(v: i32, c: i32): bool {
  if (v < 0 || c <= 0 || (c & 3) != 0 || v > 1 << 20 || c > 1024) return false;
  let slots: u32 = 16;
  while (slots < <u32>v * 2) slots <<= 1;
  const width = <usize>c << 2;
  const keys = align(freeBase()), bias = keys + align(<usize>v << 2), weights = bias + align(width);
  const index = weights + align(<usize>v * width), end = index + (<usize>slots << 3);
  if (!ensureMemory(end + 64)) return false;
  entries = v; classes = c; slotMask = slots - 1;
  keysAt = keys; biasAt = bias; weightsAt = weights; slotsAt = index; batchAt = end;
  return true;
}
export function modelKeys(): usize { return keysAt; }
export function modelBias(): usize { return biasAt; }
export function modelWeights(): usize { return weightsAt; }

/** Indexes the keys JS has written. Ids are hashes, so their low bits pick the slot. */
export function indexModel(): void {
  memory.fill(slotsAt, 0, (<usize>slotMask + 1) << 3);
  for (let i: i32 = 0; i < entries; i++) {
    const id = load<u32>(keysAt + (<usize>i << 2));
    let slot = id & slotMask;
    while (load<u32>(slotsAt + (<usize>slot << 3) + 4) != 0) slot = (slot + 1) & slotMask;
    store<u32>(slotsAt + (<usize>slot << 3), id);
    store<u32>(slotsAt + (<usize>slot << 3) + 4, <u32>i + 1);
  }
}

/** Makes room for a batch of `devices` with `ids` ids in all. */
export function reserveBatch(devices: i32, ids: i32): bool {
  if (classes == 0 || devices < 0 || ids < 0 || devices > 1 << 24 || ids > 1 << 28) return false;
  const offsets = align(batchAt), first = offsets + align((<usize>devices + 1) << 2), out = first + align(<usize>ids << 2);
  if (!ensureMemory(out + (<usize>devices * <usize>classes << 2) + 64)) return false;
  offsetsAt = offsets; idsAt = first; outAt = out;
  return true;
}
export function batchOffsets(): usize { return offsetsAt; }
export function batchIds(): usize { return idsAt; }
export function batchOut(): usize { return outAt; }

/** Where the weights of `id` stand, or 0. */
// @ts-ignore: decorator
@inline function rowOf(id: u32): usize {
  let slot = id & slotMask, at = slotsAt + (<usize>slot << 3);
  while (load<u32>(at, 4) != 0) {
    if (load<u32>(at) == id) return weightsAt + (<usize>(load<u32>(at, 4) - 1) * <usize>classes << 2);
    slot = (slot + 1) & slotMask;
    at = slotsAt + (<usize>slot << 3);
  }
  return 0;
}

// @ts-ignore: decorator
@inline function addRow(out: usize, row: usize): void {
  const end = out + (<usize>classes << 2);
  if (ASC_FEATURE_SIMD) {
    for (; out < end; out += 16, row += 16) v128.store(out, f32x4.add(v128.load(out), v128.load(row)));
  } else {
    for (; out < end; out += 4, row += 4) store<f32>(out, load<f32>(out) + load<f32>(row));
  }
}

/** Scores the batch. Offsets must rise and stay within the ids JS reserved: they are JS's own, not input. */
export function runScores(devices: i32): void {
  const width = <usize>classes << 2;
  let out = outAt;
  for (let d: i32 = 0; d < devices; d++, out += width) {
    memory.copy(out, biasAt, width);
    const end = idsAt + (<usize>load<u32>(offsetsAt + (<usize>(d + 1) << 2)) << 2);
    for (let at = idsAt + (<usize>load<u32>(offsetsAt + (<usize>d << 2)) << 2); at < end; at += 4) {
      const row = rowOf(load<u32>(at));
      if (row != 0) addRow(out, row);
    }
  }
}

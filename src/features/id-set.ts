/** A set of feature ids in one typed array: open addressing, grown on demand, capped. 0 marks an empty slot. */

/** Most ids a device may have; further ones are counted, not kept. */
export const MOST_IDS = 512;
const FIRST_SLOTS = 32;
/** Up to this many are put in order in place: calling the built-in sort costs more. */
const FEW = 64;

export class IdSet {
  #slots: Uint32Array = new Uint32Array(FIRST_SLOTS);
  #size = 0;
  /** How many different-looking ids came after the cap. */
  dropped = 0;

  get size(): number { return this.#size; }
  /** Bytes of the table. */
  get bytes(): number { return this.#slots.byteLength; }

  /** True when the id was new and is kept. */
  add(id: number): boolean {
    let at = this.#find(id);
    if (this.#slots[at] === id) return false;
    if (this.#size >= MOST_IDS) { this.dropped++; return false; }
    if (this.#size * 4 >= this.#slots.length * 3) { this.#grow(); at = this.#find(id); }
    this.#slots[at] = id;
    this.#size++;
    return true;
  }

  has(id: number): boolean { return this.#slots[this.#find(id)] === id; }

  /** Writes the ids into `out` from `at`, in table order; returns how many. */
  copyInto(out: Uint32Array, at: number): number {
    const slots = this.#slots;
    let to = at;
    // By index, here and below: the tick encodes and packs thousands of sets, and an iterator costs four times as much.
    for (let i = 0; i < slots.length; i++) {
      const id = slots[i];
      if (id !== undefined && id !== 0) out[to++] = id;
    }
    return to - at;
  }

  /** As `copyInto`, in rising order: equal sets are equal bytes. */
  sortedInto(out: Uint32Array, at: number): number {
    const count = this.copyInto(out, at), end = at + count;
    if (count > FEW) {
      out.subarray(at, end).sort();
      return count;
    }
    for (let i = at + 1; i < end; i++) {
      const id = out[i] ?? 0;
      let to = i;
      for (; to > at && (out[to - 1] ?? 0) > id; to--) out[to] = out[to - 1] ?? 0;
      out[to] = id;
    }
    return count;
  }

  sorted(): Uint32Array {
    const ids = new Uint32Array(this.#size);
    this.sortedInto(ids, 0);
    return ids;
  }

  #find(id: number): number {
    const mask = this.#slots.length - 1;
    let at = id & mask;
    for (;;) {
      const slot = this.#slots[at];
      if (slot === 0 || slot === id) return at;
      at = (at + 1) & mask;
    }
  }

  #grow(): void {
    const old = this.#slots, slots = new Uint32Array(old.length * 2), mask = slots.length - 1;
    for (let i = 0; i < old.length; i++) {
      const id = old[i] ?? 0;
      if (id === 0) continue;
      let at = id & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = id;
    }
    this.#slots = slots;
  }
}

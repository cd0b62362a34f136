/** Read buffers. A source may use them again when its consumer says that a batch is no longer needed; else each is left to the batch that was parsed from it. */

/** A batch is about this large: large enough that the cost a batch disappears, small enough to keep workers busy evenly. */
export const BATCH_BYTES: number = 1 << 20;
/** Buffers kept for use again; more are dropped. */
const KEPT = 8;

export class Buffers {
  readonly #free: Uint8Array[] = [];

  take(): Uint8Array { return this.#free.pop() ?? new Uint8Array(BATCH_BYTES); }

  /** Takes a buffer back, as a view of any part of it. One that was moved to another thread and not returned is of no use. */
  give(view: Uint8Array): void {
    if (view.buffer.byteLength === BATCH_BYTES && this.#free.length < KEPT) this.#free.push(new Uint8Array(view.buffer));
  }
}

/** A wheel of one-second buckets: what falls due is found in time proportional to what falls due, never by a scan of all devices. */

const BUCKET_MS = 1000;

export class ExpiryWheel<T> {
  readonly #buckets = new Map<number, T[]>();
  #done: number;
  #size = 0;

  constructor(now: number) { this.#done = Math.floor(now / BUCKET_MS); }

  get size(): number { return this.#size; }

  /** An item stands here as often as it was scheduled; its owner schedules it once and again only after it came due. */
  schedule(item: T, at: number): void {
    const bucket = Math.max(Math.ceil(at / BUCKET_MS), this.#done + 1);
    const items = this.#buckets.get(bucket);
    if (items) items.push(item);
    else this.#buckets.set(bucket, [item]);
    this.#size += 1;
  }

  /** Takes out all that is due. Items come in the order of their seconds; a clock that goes back finds nothing due. */
  due(now: number): T[] {
    const last = Math.floor(now / BUCKET_MS);
    if (last <= this.#done) return [];
    const out: T[] = [];
    const steps = last - this.#done;
    // After a long sleep there may be more seconds than buckets: then look at the buckets.
    const seconds = steps <= this.#buckets.size
      ? Array.from({ length: steps }, (_, i) => this.#done + 1 + i)
      : [...this.#buckets.keys()].filter((second) => second <= last).sort((a, b) => a - b);
    for (const second of seconds) {
      const items = this.#buckets.get(second);
      if (!items) continue;
      this.#buckets.delete(second);
      for (const item of items) out.push(item);
    }
    this.#done = last;
    this.#size -= out.length;
    return out;
  }
}

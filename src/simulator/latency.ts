/** Latencies in logarithmic buckets: any number of samples in two kilobytes, each percentile within two per cent. */

const PER_DOUBLING = 32;
const LOWEST_MS = 0.01;
const BUCKETS = 32 * PER_DOUBLING;

export class Latencies {
  readonly #buckets = new Uint32Array(BUCKETS);
  #count = 0;
  #max = 0;

  add(ms: number): void {
    const bucket = Math.floor(Math.log2(Math.max(ms, LOWEST_MS) / LOWEST_MS) * PER_DOUBLING);
    const at = Math.min(bucket, BUCKETS - 1);
    this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
    this.#count += 1;
    this.#max = Math.max(this.#max, ms);
  }

  get count(): number { return this.#count; }
  get max(): number { return this.#max; }

  /** The upper end of the bucket that holds the sample at `share` (0.99), in milliseconds; 0 without samples. */
  at(share: number): number {
    const wanted = Math.ceil(this.#count * share);
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.#buckets[bucket] ?? 0;
      if (seen >= wanted && seen > 0) return Math.min(this.#max, LOWEST_MS * 2 ** ((bucket + 1) / PER_DOUBLING));
    }
    return 0;
  }
}

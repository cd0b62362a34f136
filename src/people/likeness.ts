/** How alike two devices are, by the sets of their feature ids: what few devices have counts more (R62, labels of the tenant's own). */

/** Ids share a bucket now and then, and then count as a little commoner than they are. */
const BUCKETS = 2 ** 18;

/** In how many devices each id was seen. */
export class Rarity {
  readonly #counts = new Uint32Array(BUCKETS);
  #devices = 0;

  add(ids: Uint32Array): void {
    this.#devices += 1;
    for (let i = 0; i < ids.length; i++) {
      const at = (ids[i] ?? 0) & (BUCKETS - 1);
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    }
  }

  /** What everybody has weighs next to nothing. */
  weight(id: number): number { return Math.log((this.#devices + 1) / (this.#counts[id & (BUCKETS - 1)] ?? 1)) + 0.01; }
}

export interface Likeness { /** 0 to 1. */ readonly score: number; /** Ids that both have. */ readonly shared: number }

/** The cosine of both sets, each id by its weight: a device that said less is not another for that. Ids rise in both. */
export function likeness(a: Uint32Array, b: Uint32Array, rarity: Rarity): Likeness {
  let both = 0, ofA = 0, ofB = 0, shared = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const left = a[i] ?? Infinity, right = b[j] ?? Infinity, weight = rarity.weight(Math.min(left, right));
    if (left <= right) { ofA += weight; i++; }
    if (right <= left) { ofB += weight; j++; }
    if (left !== right) continue;
    both += weight;
    shared += 1;
  }
  return { score: both === 0 ? 0 : both / Math.sqrt(ofA * ofB), shared };
}

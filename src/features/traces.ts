/** Of each parameter that taught a device something: how many ids, and when and from which record the last one came. */
import type { Mark } from './sayings.ts';

const FIRST = 8, WORDS = 2;
/** Most ids of one parameter that are counted, and most parameters: what the bits hold. */
const LEARNED_MOST = 0x7f;
export const PARAMETERS_MOST = 0x200;

export class Traces {
  /** Two words each: parameter (9 bits), ids (7), source (16); seconds. A device has some twenty. */
  #table = new Uint32Array(FIRST * WORDS);
  #count = 0;

  get count(): number { return this.#count; }

  learned(index: number): number {
    const at = this.#find(index);
    return at < 0 ? 0 : ((this.#table[at] ?? 0) >>> 9) & LEARNED_MOST;
  }

  of(index: number): Mark | undefined {
    const at = this.#find(index);
    return at < 0 ? undefined : { seconds: this.#table[at + 1] ?? 0, source: (this.#table[at] ?? 0) >>> 16 };
  }

  learn(index: number, ids: number, seconds: number, source: number): void {
    let at = this.#find(index);
    if (at < 0) {
      at = this.#count * WORDS;
      if (at === this.#table.length) {
        const larger = new Uint32Array(at * 2);
        larger.set(this.#table);
        this.#table = larger;
      }
      this.#count++;
    }
    const before = ((this.#table[at] ?? 0) >>> 9) & LEARNED_MOST; // a new place is 0
    this.#table[at] = index | (Math.min(LEARNED_MOST, before + ids) << 9) | (source << 16);
    this.#table[at + 1] = seconds;
  }

  each(visit: (index: number, learned: number, seconds: number, source: number) => void): void {
    for (let at = 0; at < this.#count * WORDS; at += WORDS) {
      const word = this.#table[at] ?? 0;
      visit(word & (PARAMETERS_MOST - 1), (word >>> 9) & LEARNED_MOST, this.#table[at + 1] ?? 0, word >>> 16);
    }
  }

  #find(index: number): number {
    const table = this.#table;
    for (let at = 0; at < this.#count * WORDS; at += WORDS) if (((table[at] ?? 0) & (PARAMETERS_MOST - 1)) === index) return at;
    return -1;
  }
}

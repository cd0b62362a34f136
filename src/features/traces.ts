/** Of each parameter that taught a device something: how many ids, and when and from which record the last one came. */
import { rankOf } from './codes.ts';
import type { Mark } from './sayings.ts';

const FIRST = 8, WORDS = 2;
/** What the bits hold: ids of one parameter, and parameters. */
const LEARNED_MOST = 0x7f;
export const PARAMETERS_MOST = 0x200;
const INDEX = PARAMETERS_MOST - 1;

export class Traces {
  /** Two words each: parameter (9 bits), ids (7), source (16); seconds. In the order of their parameters' codes; a device has some twenty. */
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
    const known = this.#find(index), at = known >= 0 ? known : this.#insert(index);
    this.#table[at] = index | (Math.min(LEARNED_MOST, (((this.#table[at] ?? 0) >>> 9) & LEARNED_MOST) + ids) << 9) | (source << 16);
    this.#table[at + 1] = seconds;
  }

  /** In the order they are stored in. */
  each(visit: (index: number, learned: number, seconds: number, source: number) => void): void {
    for (let at = 0; at < this.#count * WORDS; at += WORDS) {
      const word = this.#table[at] ?? 0;
      visit(word & INDEX, (word >>> 9) & LEARNED_MOST, this.#table[at + 1] ?? 0, word >>> 16);
    }
  }

  /** An empty place where it belongs. */
  #insert(index: number): number {
    const end = this.#count * WORDS;
    if (end === this.#table.length) {
      const larger = new Uint32Array(end * 2);
      larger.set(this.#table);
      this.#table = larger;
    }
    let at = end;
    while (at > 0 && rankOf((this.#table[at - WORDS] ?? 0) & INDEX) > rankOf(index)) at -= WORDS;
    this.#table.copyWithin(at + WORDS, at, end);
    this.#table.fill(0, at, at + WORDS);
    this.#count++;
    return at;
  }

  #find(index: number): number {
    const table = this.#table;
    for (let at = 0; at < this.#count * WORDS; at += WORDS) if (((table[at] ?? 0) & INDEX) === index) return at;
    return -1;
  }
}

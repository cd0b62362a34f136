/** Records seen lately, each by a number that stands for it: a second copy is told from the first as long as it comes within the window (R7, R26). */

/** Places in groups: in a full group the oldest makes room. Powers of two. */
const GROUP = 8;
/** A key has 53 bits, of which these are the low ones. */
const LOW = 0x200000;
/** Uploads that failed and are remembered as such; a record of an older one is taken for seen. */
const FAILED_MAX = 4096;

/** A place: the key's low word and one, 0 for an empty place; its high word; owner; mark. Together, so that a look costs one visit to memory. */
const WORDS = 4;

export class SeenWindow {
  readonly #groups: number;
  // Made with the first record: a node without firewall logs does without.
  #places: Uint32Array | undefined;
  /** The place of each group that is taken next. */
  #hands = new Uint8Array(0);
  readonly #failed = new Set<number>();

  constructor(places: number) { this.#groups = places / GROUP; }

  /**
   * Was it seen before? Otherwise it is from now on, as `owner`'s. A record of an upload that failed was not counted, so it was not seen. With `mark` only
   * the same record under another mark is a copy: two alike on one interface are two, the same on two interfaces is one.
   */
  seen(key: number, owner: number, mark = 0): boolean {
    const places = (this.#places ??= this.#make());
    const high = (key / LOW) >>> 0, low = key - high * LOW + 1, group = high & (this.#groups - 1), first = group * GROUP * WORDS, end = first + GROUP * WORDS;
    let at = first;
    while (at < end && (places[at] !== low || places[at + 1] !== high)) at += WORDS;
    if (at < end && !(this.#failed.size > 0 && this.#failed.has(places[at + 2]!))) return mark === 0 || places[at + 3] !== mark;
    if (at === end) {
      const hand = this.#hands[group]!;
      at = first + hand * WORDS;
      this.#hands[group] = (hand + 1) & (GROUP - 1);
    }
    places[at] = low;
    places[at + 1] = high;
    places[at + 2] = owner;
    places[at + 3] = mark;
    return false;
  }

  disown(owner: number): void {
    this.#failed.add(owner);
    if (this.#failed.size <= FAILED_MAX) return;
    for (const oldest of this.#failed) {
      this.#failed.delete(oldest);
      break;
    }
  }

  #make(): Uint32Array {
    this.#hands = new Uint8Array(this.#groups);
    return new Uint32Array(this.#groups * GROUP * WORDS);
  }
}

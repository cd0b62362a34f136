/** What one device said in clear, each value with when it was news and which record had it. Bounded, whatever a device says. */
import { LAST } from './clear.ts';
import type { Word } from './words.ts';

/** Values of one parameter, and of one device beside those whose last value counts. */
const MOST_OF_ONE = 4, MOST = 48;
/** Characters of those, all together. */
const MOST_TEXT = 3072;
export const MOST_SAYINGS = MOST + LAST.length;
/** A value as strong as what is there takes the place of one that was news longer ago than this: what is said in turns would be news for ever. */
const STALE_S = 86_400;

/** When something was news (seconds since the epoch, 0 unknown) and from which record (a number of the node's, 0 unknown). */
export interface Mark { readonly seconds: number; readonly source: number }
/** Both in one number. */
export type Stamp = number;
const SOURCES = 0x10000;
export function stampOf(seconds: number, source: number): Stamp { return seconds * SOURCES + source; }
export function markOf(stamp: Stamp): Mark { return { seconds: Math.floor(stamp / SOURCES), source: stamp % SOURCES }; }

export class Sayings {
  /** Last values of LAST, in its order. */
  readonly #last: (Word | undefined)[] = [];
  readonly #lastStamps: Stamp[] = [];
  /** Further values, of each parameter the oldest first. */
  readonly #words: Word[] = [];
  readonly #stamps: Stamp[] = [];
  #text = 0;
  /** Values there was no room for. */
  refused = 0;

  get count(): number { return this.#words.length + this.#last.reduce((sum, word) => sum + (word === undefined ? 0 : 1), 0); }

  /** True when it is news. */
  hear(word: Word, stamp: Stamp): boolean { return word.place >= 0 ? this.#hearLast(word, stamp) : this.#hearAny(word, stamp); }

  /** The last value of the parameter at this place of LAST. */
  last(place: number): Word | undefined { return this.#last[place]; }

  /** Every value with its stamp; of one parameter the last one last. */
  each(visit: (word: Word, stamp: Stamp) => void): void {
    for (let i = 0; i < this.#words.length; i++) visit(this.#words[i]!, this.#stamps[i]!);
    for (let place = 0; place < this.#last.length; place++) {
      const word = this.#last[place];
      if (word !== undefined) visit(word, this.#lastStamps[place] ?? 0);
    }
  }

  /** Puts back what `each` gave, in its order: nothing is compared with what was there. */
  restore(word: Word, stamp: Stamp): void {
    if (word.place < 0) {
      if (this.#words.length < MOST) this.#push(word, stamp);
      return;
    }
    const before = this.#last[word.place];
    if (before !== undefined && this.#words.length < MOST) this.#push(before, this.#lastStamps[word.place] ?? 0);
    this.#setLast(word, stamp);
  }

  #hearLast(word: Word, stamp: Stamp): boolean {
    const before = this.#last[word.place];
    if (before === word || before?.value === word.value) return false;
    const again = this.#words.findIndex((other) => other.index === word.index && other.value === word.value);
    if (again >= 0) this.#drop(again);
    // What it said before still says something about it.
    if (before !== undefined && before.claims.length > 0) this.#hearAny(before, this.#lastStamps[word.place] ?? 0, MOST_OF_ONE - 1);
    this.#setLast(word, stamp);
    return true;
  }

  #setLast(word: Word, stamp: Stamp): void {
    while (this.#last.length < word.place) { this.#last.push(undefined); this.#lastStamps.push(0); }
    this.#last[word.place] = word;
    this.#lastStamps[word.place] = stamp;
  }

  #hearAny(word: Word, stamp: Stamp, most = MOST_OF_ONE): boolean {
    let of = 0, weakest = -1;
    for (let i = 0; i < this.#words.length; i++) {
      const other = this.#words[i]!;
      if (other.index !== word.index) continue;
      if (other === word || other.value === word.value) return false;
      of++;
      if (weakest < 0 || other.strength < this.#words[weakest]!.strength) weakest = i;
    }
    if (of >= most) {
      const weak = this.#words[weakest]!;
      const stale = word.strength >= weak.strength && stamp - this.#stamps[weakest]! >= STALE_S * SOURCES;
      if (word.strength <= weak.strength && !stale) return false;
      this.#drop(weakest);
    }
    if (!this.#makeRoom(word)) { this.refused++; return false; }
    this.#push(word, stamp);
    return true;
  }

  /** What claims less makes room for what claims more. */
  #makeRoom(word: Word): boolean {
    while (this.#words.length >= MOST || this.#text + word.value.length > MOST_TEXT) {
      let weakest = -1;
      for (let i = 0; i < this.#words.length; i++) if (weakest < 0 || this.#words[i]!.strength < this.#words[weakest]!.strength) weakest = i;
      if (weakest < 0 || this.#words[weakest]!.strength >= word.strength) return false;
      this.#drop(weakest);
      this.refused++;
    }
    return true;
  }

  #push(word: Word, stamp: Stamp): void {
    this.#words.push(word);
    this.#stamps.push(stamp);
    this.#text += word.value.length;
  }

  #drop(at: number): void {
    this.#text -= this.#words[at]!.value.length;
    this.#words.splice(at, 1);
    this.#stamps.splice(at, 1);
  }
}

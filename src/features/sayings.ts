/** What one device said in clear, each value with when it was news and which record had it. Bounded, whatever a device says. */
import { LAST } from './clear.ts';
import { rankOf } from './codes.ts';
import type { Word } from './words.ts';

/** Values of one parameter, and of one device beside the last values of LAST, which always have room. */
const MOST_OF_ONE = 4, MOST = 48;
export const MOST_SAYINGS = MOST + LAST.length;
/** Characters of those, all together. */
const MOST_TEXT = 3072;
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
  /** In the order of their parameters' codes, of each parameter the oldest first. */
  readonly #words: Word[] = [];
  readonly #stamps: Stamp[] = [];
  #text = 0;
  /** Values there was no room for. */
  refused = 0;

  get count(): number { return this.#words.length; }

  /** True when it is news. */
  hear(word: Word, stamp: Stamp): boolean { return word.place >= 0 ? this.#hearLast(word, stamp) : this.#hearAny(word, stamp); }

  /** The latest value of a parameter that is kept. */
  latest(index: number): Word | undefined {
    for (let i = this.#words.length - 1; i >= 0; i--) if (this.#words[i]!.index === index) return this.#words[i];
    return undefined;
  }

  /** Is it what its parameter said last? */
  isLatest(word: Word): boolean {
    const at = this.#words.indexOf(word);
    return at >= 0 && this.#words[at + 1]?.index !== word.index;
  }

  /** Every value with its stamp, in the order it is stored in. */
  each(visit: (word: Word, stamp: Stamp) => void): void {
    for (let i = 0; i < this.#words.length; i++) visit(this.#words[i]!, this.#stamps[i]!);
  }

  /** Puts back what `each` gave, in its order. */
  restore(word: Word, stamp: Stamp): void { if (this.#words.length < MOST_SAYINGS) this.#put(word, stamp); }

  #hearLast(word: Word, stamp: Stamp): boolean {
    const before = this.latest(word.index);
    if (before === word || before?.value === word.value) return false;
    // What it said before stays where that says something about it; what it says again moves to the end.
    if (before !== undefined && before.claims.length === 0) this.#drop(this.#words.indexOf(before));
    const again = this.#words.findIndex((other) => other.index === word.index && other.value === word.value);
    if (again >= 0) this.#drop(again);
    this.#dropOldest(word);
    this.#makeRoom(word);
    this.#put(word, stamp);
    return true;
  }

  #dropOldest({ index }: Word): void {
    const first = this.#words.findIndex((other) => other.index === index);
    if (first >= 0 && this.#words[first + MOST_OF_ONE - 1]?.index === index) this.#drop(first);
  }

  #hearAny(word: Word, stamp: Stamp): boolean {
    let of = 0, weakest = -1;
    for (let i = 0; i < this.#words.length; i++) {
      const other = this.#words[i]!;
      if (other.index !== word.index) continue;
      if (other === word || other.value === word.value) return false;
      of++;
      if (weakest < 0 || other.strength < this.#words[weakest]!.strength) weakest = i;
    }
    if (of >= MOST_OF_ONE) {
      const weak = this.#words[weakest]!;
      const stale = word.strength >= weak.strength && stamp - this.#stamps[weakest]! >= STALE_S * SOURCES;
      if (word.strength <= weak.strength && !stale) return false;
      this.#drop(weakest);
    }
    if (!this.#makeRoom(word)) return false;
    this.#put(word, stamp);
    return true;
  }

  /** What claims less makes room for what claims more, and everything but last words for a last word. Whatever finds none is counted. */
  #makeRoom(word: Word): boolean {
    while (this.#words.length >= (word.place >= 0 ? MOST_SAYINGS : MOST) || this.#text + word.value.length > MOST_TEXT) {
      let weakest = -1;
      for (let i = 0; i < this.#words.length; i++) {
        const other = this.#words[i]!, isLast = other.place >= 0 && this.#words[i + 1]?.index !== other.index;
        if (!isLast && (weakest < 0 || other.strength < this.#words[weakest]!.strength)) weakest = i;
      }
      if (weakest < 0 && word.place >= 0) return true; // last words alone: thirteen
      this.refused++;
      if (weakest < 0 || (word.place < 0 && this.#words[weakest]!.strength >= word.strength)) return false;
      this.#drop(weakest);
    }
    return true;
  }

  /** Behind all others of its parameter. */
  #put(word: Word, stamp: Stamp): void {
    const rank = rankOf(word.index);
    let at = this.#words.length;
    while (at > 0 && rankOf(this.#words[at - 1]!.index) > rank) at--;
    if (at === this.#words.length) { this.#words.push(word); this.#stamps.push(stamp); }
    else { this.#words.splice(at, 0, word); this.#stamps.splice(at, 0, stamp); }
    this.#text += word.value.length;
  }

  #drop(at: number): void {
    this.#text -= this.#words[at]!.value.length;
    this.#words.splice(at, 1);
    this.#stamps.splice(at, 1);
  }
}

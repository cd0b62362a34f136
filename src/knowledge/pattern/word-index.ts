/** Finds, in one walk over a text, which of many entries could match it, by a word each entry needs. */
import { SHORTEST } from './literals.ts';

interface Needed { readonly word: string; readonly entry: number }

export class WordIndex {
  readonly #byStart = new Map<string, Needed[]>();
  /** Entries that need no word: candidates for every text. */
  readonly #always: number[] = [];

  /** Entries count up from 0 as they are added. */
  constructor(entries: readonly (readonly string[] | undefined)[]) {
    entries.forEach((words, entry) => {
      if (words === undefined) { this.#always.push(entry); return; }
      for (const word of words) {
        const start = word.slice(0, SHORTEST), list = this.#byStart.get(start) ?? [];
        list.push({ word, entry });
        this.#byStart.set(start, list);
      }
    });
  }

  /** In the entries' order. */
  candidates(text: string): number[] {
    const lower = text.toLowerCase(), found = new Set(this.#always);
    for (let at = 0; at + SHORTEST <= lower.length; at++) {
      const list = this.#byStart.get(lower.slice(at, at + SHORTEST));
      if (list !== undefined) for (const { word, entry } of list) if (lower.startsWith(word, at)) found.add(entry);
    }
    return [...found].sort((a, b) => a - b);
  }
}

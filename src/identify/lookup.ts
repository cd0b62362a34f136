/** The taxonomy's answers, remembered: networks are full of the same products, and looking through the tables is dear. */
import { maker, makerOf, profileFor, type Known, type Profile } from '../taxonomy/index.ts';

export interface Named {
  readonly name: string;
  /** Makes modules for others: its prefix and its defaults name no product. */
  readonly isModule: boolean;
  /** What it usually makes. */
  readonly category: string | null;
}

export interface Lookup {
  /** The most specific profile that fits what is known. */
  profileOf(known: Known): Profile | undefined;
  /** The maker that a text names. */
  makerOf(text: string): Named;
}

/** Remembered answers of each kind; all are forgotten when they are more. */
const MOST = 8192;

export class Remembered implements Lookup {
  readonly #profiles = new Map<string, Profile | null>();
  readonly #makers = new Map<string, Named>();

  profileOf(known: Known): Profile | undefined {
    const key = `${known.vendor ?? ''}\n${known.model ?? ''}\n${known.category ?? ''}\n${known.os_family ?? ''}`, before = this.#profiles.get(key);
    if (before !== undefined) return before ?? undefined;
    const profile = profileFor(known);
    if (this.#profiles.size >= MOST) this.#profiles.clear();
    this.#profiles.set(key, profile ?? null);
    return profile;
  }

  makerOf(text: string): Named {
    const before = this.#makers.get(text);
    if (before !== undefined) return before;
    const known = maker(text), named = { name: known?.name ?? makerOf(text), isModule: known?.module ?? false, category: known?.category ?? null };
    if (this.#makers.size >= MOST) this.#makers.clear();
    this.#makers.set(text, named);
    return named;
  }
}

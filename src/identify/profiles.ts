/** Which profile fits what is known, remembered: networks are full of the same products, and looking through the tables is dear. */
import { profileFor, type Known, type Profile } from '../taxonomy/index.ts';

/** Remembered answers; all are forgotten when they are more. */
const MOST = 8192;

export class Profiles {
  readonly #found = new Map<string, Profile | null>();

  readonly of = (known: Known): Profile | undefined => {
    const key = `${known.vendor ?? ''}\n${known.model ?? ''}\n${known.category ?? ''}\n${known.os_family ?? ''}`, before = this.#found.get(key);
    if (before !== undefined) return before ?? undefined;
    const profile = profileFor(known);
    if (this.#found.size >= MOST) this.#found.clear();
    this.#found.set(key, profile ?? null);
    return profile;
  };
}

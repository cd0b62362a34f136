/** The taxonomy's answers and whole opinions, remembered: networks are full of the same products, and looking through tables and weighing claims is dear. */
import { opinionOf, versionOf, type Heard, type Opinion } from './opinion.ts';
import { parameterIndex, type Claim } from '../model/index.ts';
import { maker, makerOf, profileFor, type Known, type Profile } from '../taxonomy/index.ts';

export interface Named {
  readonly name: string;
  /** Makes modules for others: its prefix and its defaults name no product. */
  readonly isModule: boolean;
  /** What it usually makes. */
  readonly category: string | null;
}

export interface Taxonomy {
  /** The most specific profile that fits what is known. */
  profileOf(known: Known): Profile | undefined;
  /** The maker that a text names. */
  makerOf(text: string): Named;
}

export interface Lookup extends Taxonomy {
  opinionOf(heard: Heard): Opinion;
}

/** Remembered answers of each kind; all are forgotten when they are more. Of makers as many as the IEEE has companies. */
const MOST = 8192, MAKERS_MOST = 40_000, NUMBERED_MOST = 65_536;

export class Remembered implements Lookup {
  readonly #profiles = new Map<string, Profile | null>();
  readonly #makers = new Map<string, Named>();
  readonly #opinions = new Map<string, Opinion>();
  #numbers = new WeakMap<Claim, number>();
  readonly #numbered = new Map<string, number>();
  #next = 0;

  profileOf(known: Known): Profile | undefined {
    const key = `${known.vendor ?? ''}\n${known.model ?? ''}\n${known.category ?? ''}\n${known.os_family ?? ''}`, before = this.#profiles.get(key);
    if (before !== undefined) return before ?? undefined;
    const profile = profileFor(known);
    if (this.#profiles.size >= MOST) this.#profiles.clear();
    this.#profiles.set(key, profile ?? null);
    return profile;
  }

  /** Where the trained model is silent, the same claims in the same order give the same opinion, but for versions, which their times decide; a version that is a server's decides more. */
  opinionOf(heard: Heard): Opinion {
    const { trained: { category, profile, vendor, model }, claims, company, isProved } = heard;
    if (category !== null || profile !== null || vendor !== null || model !== null || claims.some(({ claim }) => claim.os_version?.startsWith('Server') === true)) return opinionOf(heard, this);
    // Models and makers are what devices say: no two lists of claims may have one key.
    let key = `${isProved ? '' : '?'}${company ?? ''}`;
    for (const { parameter, claim } of claims) key += ` ${parameterIndex(parameter)}.${this.#numberOf(claim)}`;
    let opinion = this.#opinions.get(key);
    if (opinion === undefined) {
      if (this.#opinions.size >= MOST) this.#opinions.clear();
      this.#opinions.set(key, opinion = opinionOf(heard, this));
    }
    const { system } = opinion, version = system === null ? null : versionOf(claims, system.family);
    return system === null || version === system.version ? opinion : { ...opinion, system: { ...system, version } };
  }

  /** The same number for all claims that weigh the same: of values that differ only in versions. */
  #numberOf(claim: Claim): number {
    const known = this.#numbers.get(claim);
    if (known !== undefined) return known;
    const words = [claim.rule, claim.category, claim.profile, claim.model, claim.vendor, claim.os_family, claim.certainty].join('\0');
    let number = this.#numbered.get(words);
    if (number === undefined) {
      if (this.#numbered.size >= NUMBERED_MOST) { this.#numbered.clear(); this.#opinions.clear(); this.#numbers = new WeakMap(); }
      this.#numbered.set(words, number = this.#next++);
    }
    this.#numbers.set(claim, number);
    return number;
  }

  makerOf(text: string): Named {
    const before = this.#makers.get(text);
    if (before !== undefined) return before;
    const known = maker(text), named = { name: known?.name ?? makerOf(text), isModule: known?.module ?? false, category: known?.category ?? null };
    if (this.#makers.size >= MAKERS_MOST) this.#makers.clear();
    this.#makers.set(text, named);
    return named;
  }
}

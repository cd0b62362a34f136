/** Values in clear, each kept once for all devices that say it, with what it claims: networks are full of the same products. */
import { PARAMETERS, parameterIndex, type Claim, type DeviceKey, type ParameterName } from '../model/index.ts';
import { keepsAny, lastPlace } from './clear.ts';
import { maskPath } from './mask.ts';

/** Longest value kept in clear, characters: a system description has 255. */
export const LONGEST_VALUE = 255;

/** What a value claims, by what is known of products (room knowledge). */
export type Worth = (parameter: ParameterName, value: string) => readonly Claim[];

export interface Word {
  readonly index: number;
  readonly parameter: ParameterName;
  readonly value: string;
  readonly claims: readonly Claim[];
  /** Certainty of its surest claim; 0 without any. */
  readonly strength: number;
  /** Position in LAST, or -1. */
  readonly place: number;
}

/** Words remembered; all are forgotten when they are more, and then only sharing is lost. What is not worth keeping is not: most values said for the first time are never said again, and folds remember that they are none. */
const REMEMBERED = 32_768;
const PATH = parameterIndex('http.path'), NOBODY = 0 as DeviceKey;

export class Words {
  readonly #worth: Worth;
  readonly #met: Map<string, Word>[] = PARAMETERS.map(() => new Map());
  #count = 0;

  constructor(worth: Worth = () => []) { this.#worth = worth; }

  /** The value as it is kept, cut; undefined when it is not worth keeping. */
  of(index: number, value: string): Word | undefined {
    const met = this.#met[index];
    if (met === undefined || value === '') return undefined;
    const text = value.length > LONGEST_VALUE ? cut(value, LONGEST_VALUE) : value, known = met.get(text);
    if (known !== undefined) return known;
    const word = this.#make(index, text.toWellFormed());
    if (word === undefined) return undefined;
    if (this.#count >= REMEMBERED) { for (const values of this.#met) values.clear(); this.#count = 0; }
    met.set(text, word);
    this.#count++;
    return word;
  }

  #make(index: number, text: string): Word | undefined {
    const parameter = PARAMETERS[index];
    if (parameter === undefined) return undefined;
    // A query may hold somebody's password.
    const value = index === PATH ? maskPath(text, NOBODY) : text, claims = this.#worth(parameter.name, value);
    if (claims.length === 0 && !keepsAny(index)) return undefined;
    return { index, parameter: parameter.name, value, claims, strength: claims.reduce((most, { certainty }) => Math.max(most, certainty), 0), place: lastPlace(index) };
  }
}

/** At most so many characters and no half of a pair: text that UTF-8 cannot carry would make two digests of one mapping. */
export function cut(value: string, most: number): string {
  if (value.length <= most) return value.toWellFormed();
  const last = value.charCodeAt(most - 1), split = last >= 0xd800 && last < 0xdc00;
  return value.slice(0, split ? most - 1 : most).toWellFormed();
}

/** Rules and how books are made of them: patterns in order of trust, tables of exact values, and what both claim. */
import type { Claim, ParameterName } from '../model/index.ts';
import { makerOf, type CategoryName } from '../taxonomy/index.ts';
import type { Book } from './book.ts';

/** What a rule claims. `$1` to `$9` in a text stand for what the pattern caught. */
export interface Said {
  readonly category?: CategoryName;
  readonly vendor?: string;
  readonly model?: string;
  readonly os_family?: string;
  readonly os_version?: string;
}

/** Patterns are linear in the value's length: no nested or adjoining repeats of the same characters. Without numbered back references: they are joined. */
export type Rule = readonly [name: string, pattern: RegExp, said: Said, certainty: number];

export type Reader = (value: string) => readonly Claim[];

/** Longest value that is read, characters: a device chooses what it says. */
const LONGEST = 256;
/** Longest model or version in a claim; longer ones are sentences. */
const LONGEST_WORDS = 64;
const NOTHING: readonly Claim[] = Object.freeze([]);

const CAUGHT = /\$(\d)/g;

/** The claim, with what the pattern caught put in and the maker by its common name; a text that becomes empty is not claimed. */
export function claimOf(rule: string, said: Said, certainty: number, match?: readonly (string | undefined)[]): Claim {
  const fill = (text: string): string => (match === undefined ? text : text.replace(CAUGHT, (_, at: string) => match[Number(at)] ?? '').replace(/\s{2,}/g, ' ').trim().slice(0, LONGEST_WORDS));
  const filled: Record<string, string> = {};
  for (const [key, text] of Object.entries(said)) {
    const words = typeof text === 'string' ? fill(text) : '';
    if (words !== '') filled[key] = key === 'vendor' ? makerOf(words) : words;
  }
  return { rule, ...filled, certainty };
}

/** Whether any of the patterns matches, found out in one look: most values match none, and a look with each in turn takes ten times as long. Made when it is first needed. */
export function matchesAny(patterns: readonly RegExp[]): (value: string) => boolean {
  if (patterns.some(({ source }) => /\\[1-9k]/.test(source))) throw new Error('a pattern that is joined with others has no back references');
  let joined: readonly RegExp[] | undefined;
  return (value) => (joined ??= joinedByFlags(patterns)).some((pattern) => pattern.test(value));
}

function joinedByFlags(patterns: readonly RegExp[]): RegExp[] {
  return [...new Set(patterns.map(({ flags }) => flags))].map((flags) => new RegExp(patterns.filter((pattern) => pattern.flags === flags).map(({ source }) => source).join('|'), flags));
}

/** The first rule that matches claims; the others are silent. */
export function byRules(book: string, rules: readonly Rule[]): Reader {
  const anyMatches = matchesAny(rules.map(([, pattern]) => pattern));
  return (value) => {
    if (!anyMatches(value)) return NOTHING;
    for (const [name, pattern, said, certainty] of rules) {
      const match = pattern.exec(value);
      if (match !== null) return [claimOf(`${book}/${name}`, said, certainty, match)];
    }
    return NOTHING;
  };
}

/** The reader of the first claim: what one finds, the later ones are not asked. */
export function firstOf(...readers: readonly Reader[]): Reader {
  return (value) => {
    for (const reader of readers) {
      const claims = reader(value);
      if (claims.length > 0) return claims;
    }
    return NOTHING;
  };
}

/** A reader of a part of the value, or of nothing when there is no such part. */
export function ofPart(part: (value: string) => string | undefined, reader: Reader): Reader {
  return (value) => {
    const found = part(value);
    return found === undefined || found === '' ? NOTHING : reader(found);
  };
}

/** A book of ours: a reader a parameter. Values are cut and trimmed before they are read. */
export function ownBook(name: string, readers: ReadonlyMap<ParameterName, Reader>, source = 'own rules, from general knowledge of products', licence = 'Apache-2.0'): Book {
  return { name, source, licence, parameters: [...readers.keys()], read: (parameter, value) => readers.get(parameter)?.(value.slice(0, LONGEST).trim()) ?? NOTHING };
}

/** recog as a book: published fingerprints of banners, headers, certificates and descriptions (Rapid7 and contributors). */
import type { Claim, ParameterName } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { claimsOf } from './claims.ts';
import { Recog, type Match } from './databases.ts';
import { SUBJECTS } from './subjects.ts';

export interface RecogBook extends Book {
  /** Name of the fingerprint that knows the value, whether or not it says anything of the device. */
  matched(parameter: ParameterName, value: string): string | undefined;
}

/** `file` gives the compiled fingerprints; asked for when a value first needs them. */
export function recogBook(file: () => Uint8Array): RecogBook {
  let recog: Recog | undefined;
  const find = (parameter: ParameterName, value: string): { readonly rule: string; readonly match: Match; readonly certainty: number } | undefined => {
    for (const { database, forms, certainty, parameter: own } of SUBJECTS) {
      if (own !== parameter) continue;
      for (const form of forms(value)) {
        const match = (recog ??= new Recog(file())).match(database, form);
        if (match !== undefined) return { rule: `recog/${database}: ${match.description}`, match, certainty };
      }
    }
    return undefined;
  };
  return {
    name: 'recog',
    source: 'github.com/rapid7/recog 14fa1a7 (2026-06-29), compiled',
    licence: 'BSD-2-Clause',
    parameters: [...new Set(SUBJECTS.map(({ parameter }) => parameter))],
    matched: (parameter, value) => find(parameter, value)?.rule,
    read(parameter, value): readonly Claim[] {
      const found = find(parameter, value);
      return found === undefined ? [] : claimsOf(found.rule, found.match, found.certainty);
    },
  };
}

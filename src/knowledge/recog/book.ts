/** recog as a book: published fingerprints of banners, headers, certificates and descriptions (Rapid7 and contributors). */
import type { Claim } from '../../model/index.ts';
import type { Book } from '../book.ts';
import { claimsOf } from './claims.ts';
import { Recog } from './databases.ts';
import { SUBJECTS } from './subjects.ts';

/** `file` gives the compiled fingerprints; asked for when a value first needs them. */
export function recogBook(file: () => Uint8Array): Book {
  let recog: Recog | undefined;
  return {
    name: 'recog',
    source: 'github.com/rapid7/recog 14fa1a7 (2026-06-29), compiled',
    licence: 'BSD-2-Clause',
    parameters: [...new Set(SUBJECTS.map(({ parameter }) => parameter))],
    read(parameter, value): readonly Claim[] {
      for (const subject of SUBJECTS) {
        if (subject.parameter !== parameter) continue;
        for (const form of subject.forms(value)) {
          const match = (recog ??= new Recog(file())).match(subject.database, form);
          if (match !== undefined) return claimsOf(`recog/${subject.database}: ${match.description}`, match, subject.certainty);
        }
      }
      return [];
    },
  };
}

/** Which ids the model knows: those seen in at least two labelled captures. */
import { hash32, PRESENT } from '../../src/features/index.ts';
import { PARAMETERS } from '../../src/model/index.ts';
import type { Sample, Word } from './dataset.ts';

export interface Column extends Word { readonly id: number; readonly isPresence: boolean }

export interface Vocabulary {
  readonly columns: readonly Column[];
  readonly columnOf: ReadonlyMap<number, number>;
}

const LEAST_CAPTURES = 2;
/** Names that the laboratory gave to its units: of the place, not of the product. */
const OF_THE_LABORATORY = /^(?:iotcam|localcam|iothub)(?![a-z])/i;

export function learnVocabulary(samples: readonly Sample[], words: ReadonlyMap<number, Word>): Vocabulary {
  const captures = new Map<number, number>();
  for (const sample of samples) if (sample.label !== undefined) for (const id of sample.ids) captures.set(id, (captures.get(id) ?? 0) + 1);
  const ids = [...captures].filter(([, count]) => count >= LEAST_CAPTURES).map(([id]) => id);
  // Ordered by what they mean, so that training twice writes the same bytes.
  const columns = ids.flatMap((id): Column[] => {
    const word = words.get(id), name = word === undefined ? undefined : PARAMETERS[word.parameter]?.name;
    return word === undefined || name === undefined || OF_THE_LABORATORY.test(word.token) ? [] : [{ ...word, id, isPresence: hash32(name, PRESENT) === id }];
  }).sort((a, b) => a.parameter - b.parameter || (a.token < b.token ? -1 : a.token > b.token ? 1 : 0));
  return { columns, columnOf: new Map(columns.map((column, i) => [column.id, i])) };
}

/** The columns of a sample, rising; ids outside of the vocabulary fall away. */
export function columnsOf(vocabulary: Vocabulary, ids: Uint32Array): Uint16Array {
  const columns: number[] = [];
  for (const id of ids) {
    const column = vocabulary.columnOf.get(id);
    if (column !== undefined) columns.push(column);
  }
  return Uint16Array.from(columns).sort();
}

/** What stands for a parameter in stored evidence: three bytes of its name's hash, so that the table may be put in another order. */
import { PARAMETERS } from '../model/index.ts';
import { seedOf } from './hash.ts';

export function codeOf(name: string): number { return seedOf(name) >>> 8; }

const CODES: readonly number[] = PARAMETERS.map(({ name }) => codeOf(name));
const INDEX: ReadonlyMap<number, number> = new Map(CODES.map((code, index) => [code, index]));
const RANKS = new Uint16Array(PARAMETERS.length);
CODES.map((_, index) => index).sort((a, b) => (CODES[a] ?? 0) - (CODES[b] ?? 0)).forEach((index, rank) => { RANKS[index] = rank; });

export function parameterCode(index: number): number { return CODES[index] ?? 0; }
/** -1 for a parameter that is not in the table: another version's. */
export function indexOfCode(code: number): number { return INDEX.get(code) ?? -1; }
/** Place of a parameter by its code: evidence is kept in the order it is stored in. */
export function rankOf(index: number): number { return RANKS[index] ?? 0; }

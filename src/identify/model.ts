/**
 * The trained model: its file, read once, and the lookups that explain a verdict. File, little endian, written by build/train/artefact.ts:
 *
 *   0 "NPM1" | 4 u32 header bytes | 8 header, JSON, padded with spaces so that what follows starts at a multiple of 8
 *     u32 key[V] | f32 bias[C] | f32 weight[V * C] | u8 typical[V * ceil(C / 8)]          V ids the model knows, C leaves
 */
import { PRESENT } from '../features/index.ts';
import { EdgeError, PARAMETERS, parameterIndex } from '../model/index.ts';
import { namingOf } from './contradiction.ts';
import { ownTraffic, type Own } from './distinct.ts';
import { profilesNamed } from './names.ts';

/** One thing a device can turn out to be. */
export interface Leaf {
  readonly type: string;
  readonly category: string;
  readonly profile: string;
  readonly vendor: string;
  readonly model: string;
  readonly profile_type: string;
  readonly profile_vertical: string;
  /** How many captures it was learned from. */
  readonly captures: number;
  /** Share of those in which it says any word (names.ts). */
  readonly worded: number;
}

export const TIERS = ['category', 'profile', 'vendor', 'model'] as const;
export type TierName = (typeof TIERS)[number];

/** From a tier's probability to the share of such verdicts that were right: straight lines between measured points. */
export interface Calibration {
  /** Log odds of the probability (rising) and the confidence, 0-1 (never falling), measured there. */
  readonly points: readonly (readonly [odds: number, confidence: number])[];
  /** Below this confidence, 0-100, the tier stays unknown. */
  readonly least: number;
}

export interface ModelHeader {
  readonly format: 2;
  /** Undefined stands for "something else": no leaf. */
  readonly leaves: readonly (Leaf | null)[];
  readonly tiers: Readonly<Record<TierName, Calibration>>;
  /** The same of verdicts that a sister product could have earned (distinct.ts). */
  readonly alike: Readonly<Record<TierName, Calibration>>;
  /** Fewest known ids, and fewest parameters they come from, before there is a verdict. */
  readonly leastIds: number;
  readonly leastParameters: number;
  /** What each key stands for: parameter name and token, in the order of the keys. */
  readonly words: readonly (readonly [parameter: string, token: string])[];
}

export interface Word { readonly source: string; readonly token: string }

export interface TierValues {
  readonly values: readonly string[];
  /** For each leaf the position of its value; -1 for something else. */
  readonly ofLeaf: Int16Array;
}

export interface ModelNumbers {
  readonly keys: Uint32Array;
  readonly bias: Float32Array;
  readonly weights: Float32Array;
  /** Bit per row and leaf: captures of that leaf show the id. */
  readonly typical: Uint8Array;
}

/** Sums of a tier's values, and by parameter the stamp of the device it was last seen for. */
export interface Scratch { readonly sums: Float64Array; readonly seen: Uint32Array; stamp: number }

export interface Model extends ModelNumbers {
  readonly header: ModelHeader;
  readonly leaves: number;
  readonly words: readonly Word[];
  /** Mean weight of each row: what an id adds to every leaf alike, which is evidence for none. */
  readonly means: Float32Array;
  /** Parameter of each row; -1 where the row only shows that something was said, which counts for no evidence by itself. */
  readonly evidenceOf: Int16Array;
  /** Profile that a row names, as a position in its tier; -1 for rows that name none (names.ts). */
  readonly names: Int16Array;
  /** Traffic that is a profile's own (distinct.ts). */
  readonly own: Own;
  /** What each row says about the device's model (contradiction.ts). */
  readonly naming: Uint8Array;
  readonly tiers: Readonly<Record<TierName, TierValues>>;
  /** Room to judge one device in: a tick judges a hundred thousand. */
  readonly scratch: Scratch;
  /** The rows of the ids that the model knows. */
  rowsOf(ids: Uint32Array): Int32Array;
}

const HEAD = 8;

export function loadModel(file: Uint8Array): Model {
  const wrong = (what: string): EdgeError => new EdgeError('internal', 'the identification model cannot be read', { fields: { what, bytes: file.length } });
  const bytes = file.slice(); // its arrays need an aligned start
  if (bytes.length < HEAD || new TextDecoder().decode(bytes.subarray(0, 4)) !== 'NPM1') throw wrong('magic');
  const size = new DataView(bytes.buffer).getUint32(4, true), at = HEAD + size;
  if (at > bytes.length || at % 8 !== 0) throw wrong('header length');
  const header = readHeader(bytes.subarray(HEAD, at));
  if (header === undefined) throw wrong('header');
  const leaves = header.leaves.length, rows = header.words.length;
  const biasAt = at + rows * 4, weightsAt = biasAt + leaves * 4, typicalAt = weightsAt + rows * leaves * 4;
  if (bytes.length !== typicalAt + rows * ((leaves + 7) >> 3)) throw wrong('length');
  return assemble(header, {
    keys: new Uint32Array(bytes.buffer, at, rows), bias: new Float32Array(bytes.buffer, biasAt, leaves),
    weights: new Float32Array(bytes.buffer, weightsAt, rows * leaves), typical: bytes.subarray(typicalAt),
  });
}

function readHeader(bytes: Uint8Array): ModelHeader | undefined {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return isHeader(value) ? value : undefined;
}

/** The file is our own, built in: enough to tell a stale or foreign one. */
function isHeader(value: unknown): value is ModelHeader {
  if (typeof value !== 'object' || value === null) return false;
  const found = new Map<string, unknown>(Object.entries(value)), tiers = found.get('tiers'), alike = found.get('alike'), words = found.get('words'), leaves = found.get('leaves');
  return found.get('format') === 2 && Array.isArray(leaves) && Array.isArray(words) && typeof tiers === 'object' && tiers !== null
    && typeof alike === 'object' && alike !== null && TIERS.every((tier) => tier in tiers && tier in alike) && typeof found.get('leastIds') === 'number' && typeof found.get('leastParameters') === 'number'
    && words.every((word: unknown) => Array.isArray(word) && parameterIndex(String(word[0])) >= 0);
}

/** Puts a model together from its numbers; training uses it to judge a model before it is a file. */
export function assemble(header: ModelHeader, numbers: ModelNumbers): Model {
  const { keys, bias, weights, typical } = numbers;
  const index = indexOf(keys), mask = index.length / 2 - 1;
  const tier = (name: TierName): TierValues => {
    const values = [...new Set(header.leaves.flatMap((leaf) => (leaf === null ? [] : [leaf[name]])))];
    return { values, ofLeaf: Int16Array.from(header.leaves, (leaf) => (leaf === null ? -1 : values.indexOf(leaf[name]))) };
  };
  const profile = tier('profile');
  return {
    header, leaves: header.leaves.length, keys, bias, weights, typical,
    tiers: { category: tier('category'), profile, vendor: tier('vendor'), model: tier('model') },
    words: header.words.map(([source, token]) => ({ source, token })),
    names: profilesNamed(header.words, weights, profile.ofLeaf),
    own: ownTraffic(header.words, weights, profile.ofLeaf),
    naming: namingOf(header.words),
    evidenceOf: Int16Array.from(header.words, ([source, token]) => (token === PRESENT ? -1 : parameterIndex(source))),
    means: Float32Array.from(header.words, (_, row) => weights.subarray(row * header.leaves.length, (row + 1) * header.leaves.length).reduce((sum, w) => sum + w, 0) / header.leaves.length),
    scratch: { sums: new Float64Array(header.leaves.length), seen: new Uint32Array(PARAMETERS.length), stamp: 0 },
    rowsOf(ids) {
      const rows = new Int32Array(ids.length);
      let count = 0;
      for (let i = 0; i < ids.length; i++) {
        const id = ids[i] ?? 0;
        let slot = id & mask, row = index[slot * 2 + 1] ?? 0;
        while (row !== 0 && index[slot * 2] !== id) { slot = (slot + 1) & mask; row = index[slot * 2 + 1] ?? 0; }
        if (row !== 0) rows[count++] = row - 1;
      }
      return rows.subarray(0, count);
    },
  };
}

/** Open addressing: id and row + 1, side by side. */
function indexOf(keys: Uint32Array): Uint32Array {
  let slots = 16;
  while (slots < keys.length * 2) slots *= 2;
  const index = new Uint32Array(slots * 2);
  keys.forEach((key, row) => {
    let slot = key & (slots - 1);
    while (index[slot * 2 + 1] !== 0) slot = (slot + 1) & (slots - 1);
    index[slot * 2] = key;
    index[slot * 2 + 1] = row + 1;
  });
  return index;
}

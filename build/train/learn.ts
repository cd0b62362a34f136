/** One training: samples in, the numbers of a model out. */
import type { Calibration, Leaf, Model, ModelHeader, ModelNumbers } from '../../src/identify/index.ts';
import { assemble, isWord } from '../../src/identify/index.ts';
import { PARAMETERS } from '../../src/model/index.ts';
import { atPartialSites, COPIES, incomplete, merged, moduleOnly, ownership, STRANGER_COPIES, unmet, updated } from './augment.ts';
import type { Calibrations } from './calibrate.ts';
import type { Label, Sample, Word } from './dataset.ts';
import { fit, type Example } from './fit.ts';
import { random } from './random.ts';
import { columnsOf, learnVocabulary, type Vocabulary } from './vocabulary.ts';

const SEED = 2017;
/** How dear a weight is (L2), by what its column is: a name says more than the shape of a stack, and that more than a habit, which is the place's as often as the product's. */
const COST = { name: 0.2, stack: 0.4, habit: 1.2 } as const, COST_OF_PRESENCE = 0.4;
/** All background together weighs as much as this many classes of ordinary size. */
const BACKGROUND_CLASSES = 1;
const ORDINARY_CLASS = 15;
/** Fewer known ids, or ids of fewer parameters, give no verdict. */
export const LEAST_IDS = 5, LEAST_PARAMETERS = 3;

/** An id is typical of a leaf when at least this share of its captures show it. */
const TYPICAL = 0.15;

export interface Learned extends ModelNumbers {
  readonly leaves: readonly (Leaf | null)[];
  readonly vocabulary: Vocabulary;
}

/** Home products: nobody in the set is IT or OT. */
function leafOf(label: Label, captures: number, worded: number): Leaf {
  return { type: label.type, category: label.category, profile: label.profile, vendor: label.vendor, model: label.model, profile_type: 'IoT', profile_vertical: label.vertical, captures, worded };
}

export function learn(labels: readonly Label[], samples: readonly Sample[], background: readonly Sample[], words: ReadonlyMap<number, Word>): Learned {
  const types = labels.filter((label) => samples.some((sample) => sample.label?.type === label.type));
  const other = types.length, classes = types.length + 1, next = random(SEED);
  const profiles = [...new Set(types.map((label) => label.profile))], groups = [...types.map((label) => profiles.indexOf(label.profile)), profiles.length];
  const vocabulary = learnVocabulary(samples, words);
  const target = new Map(types.map((label, i) => [label.type, i])), counts = new Array<number>(classes).fill(0);
  for (const sample of samples) counts[target.get(sample.label?.type ?? '') ?? other]!++;
  const known = samples.map((sample): Example => {
    const at = target.get(sample.label?.type ?? '') ?? other;
    // Halfway between counting captures and counting classes.
    return { columns: columnsOf(vocabulary, sample.ids), target: at, weight: Math.sqrt(ORDINARY_CLASS / counts[at]!) };
  });
  const others = background.map((sample): Example => ({ columns: columnsOf(vocabulary, sample.ids), target: other, weight: (BACKGROUND_CLASSES * ORDINARY_CLASS) / background.length }));
  const own = ownership(known, vocabulary.columns.length, groups);
  const strangers = known.flatMap((example) => [...unmet(example, own[groups[example.target]!]!, vocabulary, other, next), moduleOnly(example, vocabulary, other)]);
  const releases = known.map((example) => updated(example, vocabulary, next));
  const copies = [...[...known, ...strangers].flatMap((example) => atPartialSites(example, vocabulary)), ...known.flatMap((example) => incomplete(example, COPIES, vocabulary, next)), ...releases.flatMap((example) => incomplete(example, 1, vocabulary, next)), ...strangers.flatMap((example) => incomplete(example, STRANGER_COPIES, vocabulary, next))];
  const { weights, bias } = fit(merged([...known, ...releases, ...others, ...strangers, ...copies]), costsOf(vocabulary), classes);
  const isWords = wordsOf(vocabulary).map(([parameter, token]) => isWord(parameter, token));
  const worded = (leaf: number): number => Math.round((100 * known.filter(({ columns, target: at }) => at === leaf && columns.some((column) => isWords[column])).length) / counts[leaf]!) / 100;
  return {
    leaves: [...types.map((label, i) => leafOf(label, counts[i]!, worded(i))), null], vocabulary, keys: Uint32Array.from(vocabulary.columns, (column) => column.id),
    bias: Float32Array.from(bias), weights: Float32Array.from(weights), typical: typicalBits(known, vocabulary.columns.length, classes),
  };
}

function costsOf(vocabulary: Vocabulary): Float64Array {
  return Float64Array.from(vocabulary.columns, (column) => (column.isPresence ? COST_OF_PRESENCE : COST[PARAMETERS[column.parameter]!.kind]));
}

function typicalBits(examples: readonly Example[], columns: number, classes: number): Uint8Array {
  const totals = new Float64Array(classes), seen = new Float64Array(columns * classes), width = (classes + 7) >> 3, bits = new Uint8Array(columns * width);
  for (const { columns: own, target } of examples) {
    totals[target]!++;
    for (const column of own) seen[column * classes + target]!++;
  }
  for (let column = 0; column < columns; column++) {
    for (let c = 0; c < classes; c++) if (totals[c]! > 0 && seen[column * classes + c]! >= TYPICAL * totals[c]!) bits[column * width + (c >> 3)]! |= 1 << (c & 7);
  }
  return bits;
}

function wordsOf(vocabulary: Vocabulary): (readonly [parameter: string, token: string])[] {
  return vocabulary.columns.map((column) => [PARAMETERS[column.parameter]!.name, column.token] as const);
}

export function headerOf(learned: Learned, { tiers, alike }: Calibrations): ModelHeader {
  return { format: 2, leaves: learned.leaves, tiers, alike, leastIds: LEAST_IDS, leastParameters: LEAST_PARAMETERS, words: wordsOf(learned.vocabulary) };
}

const PLAIN: Calibration = { points: [], least: 0 }, UNCALIBRATED = { category: PLAIN, profile: PLAIN, vendor: PLAIN, model: PLAIN };

/** A model without calibration: for what comes before it. */
export function uncalibrated(learned: Learned): Model {
  return assemble(headerOf(learned, { tiers: UNCALIBRATED, alike: UNCALIBRATED }), learned);
}

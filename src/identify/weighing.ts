/** Why a verdict is no surer: what speaks against it, whom the device could be mistaken for, and what the model would gain from sources that were not heard. */
import { PARAMETERS, type Evidence, type Parameter } from '../model/index.ts';
import { contradictsModel, isTypical } from './contradiction.ts';
import { isDistinct } from './distinct.ts';
import { contribution, originOf, type Traced } from './evidence.ts';
import type { Model } from './model.ts';
import { isEnough, judge, softmax, type Verdict } from './verdict.ts';

type Source = Parameter['source'];

/** What a source could add, in log odds, of the ids that the model expects and the device did not show. */
export interface Gain { readonly source: Source; readonly gain: number }

export interface Weighing {
  /** Known ids and the parameters they come from, and how many of each a verdict needs. */
  readonly known: number;
  readonly parameters: number;
  readonly leastKnown: number;
  readonly leastParameters: number;
  readonly enough: boolean;
  /** Strongest first; their weights are negative. */
  readonly against: readonly Evidence[];
  /** Models of the profile between which nothing was heard that decides; none or at least two. */
  readonly twins: readonly string[];
  /** It gives itself a name that none of the known models of the profile has. */
  readonly namesAnother: boolean;
  /** What it showed could be a sister product's as well (distinct.ts): such a verdict is never high. */
  readonly alike: boolean;
  /** Of sources that were not heard, the largest first. */
  readonly gains: readonly Gain[];
}

/** Most entries of what speaks against; smaller ones are noise. */
const MOST = 5, LEAST_WEIGHT = 0.3;
/** A model with less than this part of its profile's probability is no twin. */
const TWIN = 0.2;
/** Of one parameter two ids count, as in evidence: twelve services of one announcement are one reason. */
const OF_ONE = 2;
const LEAST_GAIN = 0.1;

export interface Weighed extends Traced {
  readonly logits: Float32Array;
  readonly ids: Uint32Array;
  /** Sources that the device was heard by. */
  readonly heard: ReadonlySet<Source>;
}

export function weigh(subject: Weighed, model: Model): Weighing {
  const rows = model.rowsOf(subject.ids), verdict = judge(subject.logits, rows, model), { leaf, tiers } = verdict;
  const seen = new Set([...rows].map((row) => model.evidenceOf[row] ?? -1).filter((parameter) => parameter >= 0));
  const profile = tiers.profile.value;
  return {
    known: [...rows].filter((row) => (model.evidenceOf[row] ?? -1) >= 0).length, parameters: seen.size,
    leastKnown: model.header.leastIds, leastParameters: model.header.leastParameters, enough: isEnough(rows, model),
    against: againstOf(rows, leaf, model, subject),
    twins: twinsOf(subject.logits, verdict, model),
    namesAnother: profile >= 0 && contradictsModel(rows, leaf, model),
    alike: profile >= 0 && !isDistinct(rows, profile, leaf, model),
    gains: gainsOf(new Set(rows), profile >= 0 ? [leaf] : everyLeaf(model), subject.heard, model),
  };
}

function againstOf(rows: Int32Array, leaf: number, model: Model, traced: Traced): Evidence[] {
  const against: Evidence[] = [];
  for (const row of rows) {
    const parameter = PARAMETERS[model.evidenceOf[row] ?? -1], word = model.words[row], weight = contribution(model, row, leaf);
    if (parameter !== undefined && word !== undefined && weight <= -LEAST_WEIGHT) against.push({ source: word.source, value: word.token, weight: Math.round(weight * 100) / 100, ...originOf(traced, parameter.name) });
  }
  return against.sort((a, b) => a.weight - b.weight).slice(0, MOST);
}

function twinsOf(logits: Float32Array, { tiers }: Verdict, model: Model): readonly string[] {
  const profile = tiers.profile.value;
  if (profile < 0 || tiers.model.value >= 0) return [];
  const probabilities = softmax(logits), product = model.tiers.model, sums = new Map<number, number>();
  let all = 0;
  for (let leaf = 0; leaf < probabilities.length; leaf++) {
    if (model.tiers.profile.ofLeaf[leaf] !== profile) continue;
    const value = product.ofLeaf[leaf] ?? -1, probability = probabilities[leaf] ?? 0;
    sums.set(value, (sums.get(value) ?? 0) + probability);
    all += probability;
  }
  const close = [...sums].filter(([, sum]) => sum >= TWIN * all).sort(([, a], [, b]) => b - a).flatMap(([value]) => product.values[value] ?? []);
  return close.length > 1 ? close : [];
}

/** For each source the mean over the leaves of what its typical ids would add to the leaf, had the device shown them. */
function gainsOf(shown: ReadonlySet<number>, leaves: readonly number[], heard: ReadonlySet<Source>, model: Model): readonly Gain[] {
  const gains = new Map<Source, number>();
  for (const leaf of leaves) {
    const best = new Map<number, number[]>();
    for (let row = 0; row < model.words.length; row++) {
      const parameter = model.evidenceOf[row] ?? -1, source = PARAMETERS[parameter]?.source;
      if (source === undefined || heard.has(source) || shown.has(row) || !isTypical(model, row, leaf)) continue;
      const added = contribution(model, row, leaf), two = best.get(parameter) ?? [];
      if (added <= 0) continue;
      best.set(parameter, [...two, added].sort((a, b) => b - a).slice(0, OF_ONE));
    }
    for (const [parameter, added] of best) {
      const source = PARAMETERS[parameter]?.source;
      if (source !== undefined) gains.set(source, (gains.get(source) ?? 0) + added.reduce((sum, one) => sum + one, 0) / leaves.length);
    }
  }
  return [...gains].filter(([, gain]) => gain >= LEAST_GAIN).sort(([, a], [, b]) => b - a).map(([source, gain]) => ({ source, gain: Math.round(gain * 100) / 100 }));
}

function everyLeaf(model: Model): readonly number[] { return model.header.leaves.flatMap((leaf, position) => (leaf === null ? [] : [position])); }

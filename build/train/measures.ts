/** Figures over verdicts: how many are named, how many of those are right, and whether a confidence keeps its word. */
import type { TierName } from '../../src/identify/index.ts';
import type { Label, Sample } from './dataset.ts';
import { isRight, type By, type Said } from './verdicts.ts';

export interface TierMeasure {
  readonly count: number;
  /** Share with a verdict, and share of the verdicts that are right. */
  readonly named: number;
  readonly precision: number;
  /** The same at a confidence of 90 or more. */
  readonly at90: number;
  readonly precisionAt90: number;
  /** Share of all that are named rightly. */
  readonly right: number;
}
const share = (part: number, whole: number): number => (whole === 0 ? 1 : Math.round((part / whole) * 1e4) / 1e4);

export function measure(said: readonly Said[], tier: TierName, by: By): TierMeasure {
  const named = said.filter((one) => one[by][tier].value !== null), sure = named.filter((one) => one[by][tier].confidence >= 90);
  const right = named.filter((one) => isRight(one, tier, by)).length;
  return {
    count: said.length, named: share(named.length, said.length), precision: share(right, named.length), right: share(right, said.length),
    at90: share(sure.length, said.length), precisionAt90: share(sure.filter((one) => isRight(one, tier, by)).length, sure.length),
  };
}

export interface Reliability { readonly from: number; readonly to: number; readonly count: number; readonly confidence: number; readonly right: number }

/** Verdicts by tenths of confidence, and the mean distance between confidence and truth (expected calibration error), 0-1. */
export function reliability(said: readonly Said[], tier: TierName, by: By): { readonly table: Reliability[]; readonly ece: number } {
  const named = said.filter((one) => one[by][tier].value !== null), table: Reliability[] = [];
  let ece = 0;
  for (const [from, to] of [[50, 59], [60, 69], [70, 79], [80, 89], [90, 94], [95, 99]] as const) {
    const bin = named.filter((one) => one[by][tier].confidence >= from && one[by][tier].confidence <= to);
    if (bin.length === 0) continue;
    const confidence = bin.reduce((sum, one) => sum + one[by][tier].confidence, 0) / bin.length / 100, right = share(bin.filter((one) => isRight(one, tier, by)).length, bin.length);
    table.push({ from, to, count: bin.length, confidence: Math.round(confidence * 1e4) / 1e4, right });
    ece += (bin.length / named.length) * Math.abs(confidence - right);
  }
  return { table, ece: Math.round(ece * 1e4) / 1e4 };
}

export interface TypeMeasure { readonly type: string; readonly captures: number; readonly precision: number; readonly recall: number }
export interface TypeReport {
  /** Share of captures whose most probable of the known types is the true one: the paper's question. */
  readonly accuracy: number;
  /** The same with types that send the same bytes counted as one. */
  readonly accuracyTwinsMerged: number;
  readonly types: readonly TypeMeasure[];
  /** True type, predicted type, captures: only what is off the diagonal. */
  readonly confusion: readonly (readonly [string, string, number])[];
}

/** The kettle and the coffee machine send the same bytes during set-up. */
const TWINS = new Map([['SmarterCoffee', 'iKettle2']]);
const merged = (type: string): string => TWINS.get(type) ?? type;

export function typeReport(said: readonly { readonly sample: Sample; readonly type: string }[], labels: readonly Label[]): TypeReport {
  const pairs = said.flatMap((one) => (one.sample.label === undefined ? [] : [[one.sample.label.type, one.type] as const]));
  const confusion = [...Map.groupBy(pairs.filter(([a, b]) => a !== b), ([a, b]) => `${a}\t${b}`)].map(([key, group]) => { const [a = '', b = ''] = key.split('\t'); return [a, b, group.length] as const; });
  return {
    accuracy: share(pairs.filter(([a, b]) => a === b).length, pairs.length),
    accuracyTwinsMerged: share(pairs.filter(([a, b]) => merged(a) === merged(b)).length, pairs.length),
    types: labels.map(({ type }) => {
      const right = pairs.filter(([a, b]) => a === type && b === type).length, captures = pairs.filter(([a]) => a === type).length;
      return { type, captures, precision: share(right, pairs.filter(([, b]) => b === type).length), recall: share(right, captures) };
    }),
    confusion: confusion.sort((a, b) => b[2] - a[2]),
  };
}

export interface LeftOut { readonly left: string; readonly captures: number; readonly named: number; readonly wrong: number; readonly wrongAt90: number; readonly highestWrong: number }

/** For each type or profile kept from training: how often its captures were named, and how sure the wrong names were. */
export function leftOut(said: readonly Said[], by: By): LeftOut[] {
  return [...Map.groupBy(said, (one) => one.left ?? '')].map(([left, group]) => {
    const named = group.filter((one) => one[by].profile.value !== null), wrong = named.filter((one) => !isRight(one, 'profile', by));
    const confidences = wrong.map((one) => one[by].profile.confidence);
    return { left, captures: group.length, named: named.length, wrong: wrong.length, wrongAt90: confidences.filter((confidence) => confidence >= 90).length, highestWrong: Math.max(0, ...confidences) };
  });
}

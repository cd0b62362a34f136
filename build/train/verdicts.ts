/** What would have been said of each held-out sample: the same code as in the node, calibrated on everything but the sample's own fold or profile. */
import { identify, judge, modelKey, Remembered, TIERS, type Model, type TierName } from '../../src/identify/index.ts';
import type { Tier } from '../../src/model/index.ts';
import { calibrate, type Calibrations } from './calibrate.ts';
import type { Judged } from './cross-validate.ts';

export type Answers = Readonly<Record<TierName, Tier>>;
export interface Said extends Judged {
  /** The trained model's alone. */
  readonly trained: Answers;
  /** The node's: with claims, the company of the MAC, and what is proved. */
  readonly answers: Answers;
  /** The model that never saw it, calibrated without it. */
  readonly calibrated: Model;
}

export function calibratedWith(model: Model, calibrations: Calibrations): Model { return { ...model, header: { ...model.header, ...calibrations } }; }

export function verdicts(judged: readonly Judged[]): Said[] {
  const groups = Map.groupBy(judged, (one) => (one.left === undefined ? `fold ${one.fold}` : `profile ${one.sample.label?.profile}`)), lookup = new Remembered();
  return [...groups.values()].flatMap((group) => {
    const first = group[0]!;
    const rest = judged.filter((one) => (first.left === undefined ? one.fold !== first.fold : one.sample.label?.profile !== first.sample.label?.profile));
    const calibrations = calibrate(rest);
    return group.map((one) => {
      const model = calibratedWith(one.model, calibrations), { claims, company, isProved } = one.sample;
      const { tiers } = identify({ logits: one.logits, ids: one.ids, vendor: company, claims, isProved, traceOf: () => undefined, recordOf: () => null }, model, lookup);
      return { ...one, calibrated: model, trained: trainedAnswers(one, model), answers: { category: tiers.category, profile: tiers.profile, vendor: tiers.vendor, model: tiers.model } };
    });
  });
}

export function trainedAnswers({ logits, ids }: Pick<Judged, 'logits' | 'ids'>, model: Model): Answers {
  const { tiers } = judge(logits, model.rowsOf(ids), model);
  const answer = (tier: TierName): Tier => { const { value, confidence } = tiers[tier]; return { value: model.tiers[tier].values[value] ?? null, confidence }; };
  return { category: answer('category'), profile: answer('profile'), vendor: answer('vendor'), model: answer('model') };
}

/** Whose answers are measured. */
export type By = 'trained' | 'answers';

/** A profile that says no more than the maker is right when the maker is; a model by its number with or without what stands around it. */
export function isRight(said: Said, tier: TierName, by: By): boolean {
  const { label } = said.sample, { value } = said[by][tier];
  if (tier === 'model' && label !== undefined && value !== null) return [[label.model, value], [value, label.model]].some(([one = '', other = '']) => modelKey(one).includes(modelKey(other)));
  return label !== undefined && (value === label[tier] || (tier === 'profile' && value === `${label.vendor} Device`));
}
export { TIERS };

/** What a model says of a sample, tier by tier, beside the truth. */
import { bestLeaf, contradictsModel, isDistinct, isEnough, logOdds, softmax, tierBests, TIERS, type Model, type TierName } from '../../src/identify/index.ts';
import { createPlainScorer, type Scorer } from '../../src/kernels/index.ts';
import type { Label, Sample } from './dataset.ts';

/** `ceiling`: no calibration may go above it (a model's part of its profile). */
export interface TierPrediction { readonly value: string; readonly odds: number; readonly ceiling: number; readonly right: boolean }

export interface Prediction {
  readonly sample: Sample;
  /** The most probable type, "something else" left out, and whether something else was more probable. */
  readonly type: string;
  readonly isOther: boolean;
  readonly isEnough: boolean;
  /** The device names another model than the one predicted. */
  readonly isContradicted: boolean;
  /** No sister product could have shown this (distinct.ts). */
  readonly isDistinct: boolean;
  readonly tiers: Readonly<Record<TierName, TierPrediction>>;
  readonly logits: Float32Array;
  readonly model: Model;
}

/** A type at least this probable beside the best one of its profile is its twin. */
const TWIN = 0.4;

export function predictor(model: Model): (sample: Sample) => Prediction {
  const scorer: Scorer = createPlainScorer(model);
  return (sample) => {
    const logits = new Float32Array(model.leaves);
    scorer.score(sample.ids, Uint32Array.of(0, sample.ids.length), logits);
    const probabilities = softmax(logits), bests = tierBests(probabilities, model), rows = model.rowsOf(sample.ids);
    let best = 0, other = 0;
    model.header.leaves.forEach((leaf, i) => {
      if (leaf === null) other = i;
      else if (probabilities[i]! > probabilities[best]! || model.header.leaves[best] === null) best = i;
    });
    // Twins: what little sets two types of one profile apart is chance, so the more common one is the better guess.
    const chosen = model.header.leaves[best];
    model.header.leaves.forEach((leaf, i) => {
      if (leaf !== null && leaf.profile === chosen?.profile && leaf.captures > chosen.captures && probabilities[i]! > TWIN * probabilities[best]!) best = i;
    });
    const tier = (name: TierName): TierPrediction => {
      const value = model.tiers[name].values[bests[name].value] ?? '';
      return { value, odds: logOdds(bests[name].inside, bests[name].outside), ceiling: name === 'model' ? bests.model.inside / bests.profile.inside : 1, right: sample.label !== undefined && truth(sample.label, name) === value };
    };
    return {
      sample, type: model.header.leaves[best]?.type ?? '', isOther: probabilities[other]! > probabilities[best]!, isEnough: isEnough(rows, model), logits, model,
      isContradicted: contradictsModel(rows, best, model), isDistinct: bests.profile.inside > bests.profile.outside && isDistinct(rows, bests.profile.value, bestLeaf(probabilities, model, bests.profile.value), model),
      tiers: { category: tier('category'), profile: tier('profile'), vendor: tier('vendor'), model: tier('model') },
    };
  };
}

export function truth(label: Label, tier: TierName): string { return label[tier]; }
export { TIERS };

/** From a device's logits to what it is said to be in each tier, and how sure that is. */
import { contradictsModel } from './contradiction.ts';
import type { Calibration, Model, TierName, TierValues } from './model.ts';
import { isDistinct, MOST_ALIKE } from './distinct.ts';

export interface TierVerdict {
  /** Position among the tier's values; -1 when there is no verdict. */
  readonly value: number;
  /** 0-100, rounded down: a 90 is never less than 90. */
  readonly confidence: number;
}
export interface Verdict {
  readonly tiers: Readonly<Record<TierName, TierVerdict>>;
  /** The most probable leaf; the one the evidence is about. */
  readonly leaf: number;
  /** No sister product could have earned it (distinct.ts). */
  readonly isDistinct: boolean;
}

/** Certainty is not on offer, however many bits agree. */
const MOST = 99;
const NONE: TierVerdict = { value: -1, confidence: 0 };
const NO_TIERS: Verdict['tiers'] = { category: NONE, profile: NONE, vendor: NONE, model: NONE };

/** ln(p / (1 - p)) of a probability given by its parts, so that neither end rounds away. */
export function logOdds(inside: number, outside: number): number { return Math.log(Math.max(inside, 1e-12)) - Math.log(Math.max(outside, 1e-12)); }

/** Confidence 0-1 at these odds. */
export function calibrated({ points }: Calibration, odds: number): number {
  for (let i = 0; i < points.length; i++) {
    const point = points[i], below = points[i - 1];
    if (point === undefined || point[0] < odds) continue;
    return below === undefined ? point[1] : below[1] + ((point[1] - below[1]) * (odds - below[0])) / (point[0] - below[0]);
  }
  return points[points.length - 1]?.[1] ?? 0;
}

/** True when the rows, and the parameters they come from, are enough for any verdict. */
export function isEnough(rows: Int32Array, model: Model): boolean {
  const { scratch } = model, { seen } = scratch, stamp = (scratch.stamp = (scratch.stamp + 1) >>> 0);
  let known = 0, parameters = 0;
  for (let i = 0; i < rows.length; i++) {
    const parameter = model.evidenceOf[rows[i] ?? 0] ?? -1;
    if (parameter < 0) continue;
    known++;
    if (seen[parameter] !== stamp) { seen[parameter] = stamp; parameters++; }
  }
  return known >= model.header.leastIds && parameters >= model.header.leastParameters;
}

export interface Best { readonly value: number; readonly inside: number; readonly outside: number }

/** The most probable value of a tier: its probability and that of all else, "something else" included. `within` keeps to the leaves of one profile; `sums` has room for every value. */
export function bestOf(probabilities: Float64Array, tier: TierValues, sums: Float64Array, profiles?: TierValues, within = -1): Best {
  const values = tier.values.length;
  sums.fill(0, 0, values);
  let best = 0, outside = 0;
  for (let leaf = 0; leaf < probabilities.length; leaf++) {
    const value = tier.ofLeaf[leaf] ?? -1;
    if (value >= 0 && (profiles === undefined || profiles.ofLeaf[leaf] === within)) sums[value] = (sums[value] ?? 0) + (probabilities[leaf] ?? 0);
  }
  for (let value = 1; value < values; value++) if ((sums[value] ?? 0) > (sums[best] ?? 0)) best = value;
  // Summed, not 1 - inside: next to certainty the difference would round away.
  for (let leaf = 0; leaf < probabilities.length; leaf++) {
    if (tier.ofLeaf[leaf] !== best || (profiles !== undefined && profiles.ofLeaf[leaf] !== within)) outside += probabilities[leaf] ?? 0;
  }
  return { value: best, inside: sums[best] ?? 0, outside };
}

/** Probabilities of the leaves; they add up to 1. */
export function softmax(logits: Float32Array): Float64Array {
  let most = -Infinity, sum = 0;
  // By index: an iterator over a typed array costs more than the rest.
  for (let i = 0; i < logits.length; i++) most = Math.max(most, logits[i] ?? -Infinity);
  const out = new Float64Array(logits.length);
  for (let i = 0; i < logits.length; i++) sum += out[i] = Math.exp((logits[i] ?? 0) - most);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) / sum;
  return out;
}

/** The best value of each tier with its odds, before calibration: the model of the best profile, whatever leaf is most probable. */
export function tierBests(probabilities: Float64Array, model: Model): Readonly<Record<TierName, Best>> {
  const { category, profile, vendor, model: product } = model.tiers, { sums } = model.scratch;
  const bestProfile = bestOf(probabilities, profile, sums);
  return {
    category: bestOf(probabilities, category, sums), profile: bestProfile, vendor: bestOf(probabilities, vendor, sums),
    model: bestOf(probabilities, product, sums, profile, bestProfile.value),
  };
}

/** `rows`: of the ids the model knows (`model.rowsOf`). */
export function judge(logits: Float32Array, rows: Int32Array, model: Model): Verdict {
  if (!isEnough(rows, model)) return { tiers: NO_TIERS, leaf: likeliest(logits, model), isDistinct: false };
  const probabilities = softmax(logits), bests = tierBests(probabilities, model), leaf = bestLeaf(probabilities, model, bests.profile.value);
  const distinct = bests.profile.inside > bests.profile.outside && isDistinct(rows, bests.profile.value, leaf, model), curves = distinct ? model.header.tiers : model.header.alike;
  const sure = (tier: TierName): number => 100 * calibrated(curves[tier], logOdds(bests[tier].inside, bests[tier].outside));
  const verdict = (tier: TierName, value: number, confidence: number): TierVerdict =>
    confidence < model.header.tiers[tier].least ? NONE : { value, confidence: Math.min(MOST, Math.floor(confidence)) };
  const sureOfProfile = distinct ? sure('profile') : Math.min(sure('profile'), MOST_ALIKE), profile = verdict('profile', bests.profile.value, sureOfProfile);
  if (profile === NONE) return { tiers: { profile, category: verdict('category', bests.category.value, sure('category')), vendor: verdict('vendor', bests.vendor.value, sure('vendor')), model: NONE }, leaf, isDistinct: distinct };
  // A profile has one category and one maker: the wider claims follow from it, and are at least as sure. A model is no surer than its profile.
  const wider = (tier: 'category' | 'vendor'): TierVerdict => {
    const value = model.tiers[tier].ofLeaf[leaf] ?? -1;
    return { value, confidence: Math.min(MOST, Math.floor(Math.max(sureOfProfile, bests[tier].value === value ? sure(tier) : 0))) };
  };
  // Twins that send the same bytes share their profile's probability: neither can be surer than its part of it.
  const product = (): TierVerdict => verdict('model', bests.model.value, Math.min(sure('model'), sureOfProfile, (100 * bests.model.inside) / bests.profile.inside));
  return { tiers: { profile, category: wider('category'), vendor: wider('vendor'), model: contradictsModel(rows, leaf, model) ? NONE : product() }, leaf, isDistinct: distinct };
}

/** The leaf with the largest logit, something else left out. */
function likeliest(logits: Float32Array, model: Model): number {
  let best = -1;
  for (let leaf = 0; leaf < model.leaves; leaf++) if ((model.tiers.profile.ofLeaf[leaf] ?? -1) >= 0 && (best < 0 || (logits[leaf] ?? 0) > (logits[best] ?? 0))) best = leaf;
  return best;
}

/** The most probable leaf of a profile. */
export function bestLeaf(probabilities: Float64Array, model: Model, profile: number): number {
  let best = -1;
  for (let leaf = 0; leaf < model.leaves; leaf++) if (model.tiers.profile.ofLeaf[leaf] === profile && (best < 0 || (probabilities[leaf] ?? 0) > (probabilities[best] ?? 0))) best = leaf;
  return best;
}

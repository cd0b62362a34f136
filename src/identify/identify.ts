/** One device's identity, tier by tier, with the evidence for it. */
import type { Identity, Tier } from '../model/index.ts';
import { categoryOf } from '../taxonomy/index.ts';
import type { Answer } from './ballot.ts';
import { evidenceOf, type Traced } from './evidence.ts';
import type { Lookup } from './lookup.ts';
import type { Model, TierName } from './model.ts';
import type { Heard, Trained } from './opinion.ts';
import { judge, type Verdict } from './verdict.ts';

export interface Subject extends Traced, Pick<Heard, 'claims' | 'isProved'> {
  /** One row of the scorer's results. */
  readonly logits: Float32Array;
  readonly ids: Uint32Array;
  /** Company of the MAC prefix, if it has one. */
  readonly vendor: string | undefined;
}

/** Certainty is not on offer, however many techniques agree. */
const MOST = 99;
const NOTHING: Tier = Object.freeze({ value: null, confidence: 0 });

export function identify(subject: Subject, model: Model, lookup: Lookup): Identity {
  const rows = model.rowsOf(subject.ids), verdict = judge(subject.logits, rows, model), trained = trainedOf(verdict, model, subject.vendor === undefined || lookup.makerOf(subject.vendor).isModule);
  const opinion = lookup.opinionOf({ trained, claims: subject.claims, company: subject.vendor, isProved: subject.isProved });
  const category = tierOf(opinion.category), profile = tierOf(opinion.profile), vendor = tierOf(opinion.vendor), product = tierOf(opinion.model);
  const usual = category.value === null ? undefined : categoryOf(category.value);
  return {
    category: category.value, profile: profile.value, profile_type: opinion.type ?? usual?.type ?? null, profile_vertical: opinion.vertical ?? usual?.vertical ?? null,
    vendor: vendor.value, model: product.value, os_family: opinion.system?.family ?? null, os_version: opinion.system?.version ?? null,
    confidence_score: profile.confidence,
    tiers: { category, profile, instance: NOTHING, vendor, model: product, os: opinion.system === null ? NOTHING : tierOf({ value: opinion.system.family, confidence: opinion.system.confidence }) },
    // Found when asked for: a tick names thousands of devices and explains none.
    get evidence() { return evidenceOf({ rows, leaf: verdict.leaf, isTrained: trained.profile !== null || trained.category !== null, opinion, claims: subject.claims, company: subject.vendor, lookup }, model, subject); },
  };
}

function trainedOf({ tiers, leaf, isDistinct }: Verdict, model: Model, isNobodys: boolean): Trained {
  // A bare module looks like every product on it: nothing then speaks for the maker or the kind but the guess at the profile.
  const isBare = !isDistinct && isNobodys;
  const answer = (name: TierName): Answer | null => {
    const { value, confidence } = tiers[name], text = model.tiers[name].values[value];
    return text === undefined ? null : { value: text, confidence: (isBare ? Math.min(confidence, tiers.profile.confidence) : confidence) / 100 };
  };
  return { category: answer('category'), profile: answer('profile'), vendor: answer('vendor'), model: answer('model'), isDistinct, leaf: tiers.profile.value < 0 ? null : (model.header.leaves[leaf] ?? null) };
}

/** Rounded down: a 90 is never less than 90. What a sum of halves leaves behind the comma is not less. */
function tierOf(answer: Answer | null): Tier {
  return answer === null ? NOTHING : { value: answer.value, confidence: Math.min(MOST, Math.floor(answer.confidence * 100 + 1e-6)) };
}

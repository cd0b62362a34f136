/** What a device is when people said what it is not (R62): the best of what is left, and never surer than a guess. */
import type { Identity, Tier } from '../model/index.ts';
import { identify, type Subject } from './identify.ts';
import type { Lookup } from './lookup.ts';
import { opinionOf } from './opinion.ts';
import type { Model, TierName } from './model.ts';

/** A name that is not said again. */
export interface Refused { readonly tier: TierName; readonly value: string }

/** The most confidence of a name that only came up because a better one was refused: low (R52). The model was wrong here once. */
const GUESS_MOST = 69;
const NOTHING: Tier = Object.freeze({ value: null, confidence: 0 });

/** As `identify`, while it says nothing that was refused. */
export function identifyBut(subject: Subject, refused: readonly Refused[], model: Model, lookup: Lookup): Identity {
  const first = identify(subject, model, lookup);
  if (refused.length === 0 || !refused.some(({ tier, value }) => first.tiers[tier].value === value)) return first;
  const is = (tier: TierName, value: string | undefined): boolean => value !== undefined && refused.some((one) => one.tier === tier && one.value === value);
  const out = (names: Partial<Record<TierName, string | undefined>>): boolean => is('profile', names.profile) || is('model', names.model) || is('category', names.category) || is('vendor', names.vendor);
  const logits = subject.logits.map((logit, leaf) => { const names = model.header.leaves[leaf]; return names != null && out(names) ? -Infinity : logit; });
  const but: Lookup = {
    makerOf: (text) => lookup.makerOf(text),
    opinionOf: (heard) => opinionOf(heard, but),
    profileOf: (known) => { const profile = lookup.profileOf(known); return profile === undefined || is('profile', profile.name) || is('vendor', profile.vendor ?? undefined) ? undefined : profile; },
  };
  const second = identify({ ...subject, logits, claims: subject.claims.filter(({ claim }) => !out(claim)), vendor: is('vendor', subject.vendor) ? undefined : subject.vendor }, model, but);
  const capped = (tier: TierName): Tier => {
    const { value, confidence } = second.tiers[tier], before = first.tiers[tier];
    if (value === null || is(tier, value)) return NOTHING; // a maker's usual kind, say, that nobody claimed
    return { value, confidence: Math.min(confidence, value === before.value ? before.confidence : GUESS_MOST) };
  };
  const tiers = { category: capped('category'), profile: capped('profile'), vendor: capped('vendor'), model: capped('model'), instance: second.tiers.instance, os: second.tiers.os };
  const { profile_type, profile_vertical, os_family, os_version } = second;
  return {
    category: tiers.category.value, profile: tiers.profile.value, profile_type, profile_vertical, vendor: tiers.vendor.value, model: tiers.model.value, os_family, os_version, tiers, confidence_score: tiers.profile.confidence,
    get evidence() { return second.evidence; },
  };
}

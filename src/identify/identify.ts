/** One device's identity: the model's verdict, or at least the company of its MAC, with the evidence for it. */
import type { Evidence, HeardClaim, Identity, Tier } from '../model/index.ts';
import { isModuleMaker } from '../taxonomy/index.ts';
import { evidenceFor, originOf, type Traced } from './evidence.ts';
import type { Model, TierName } from './model.ts';
import { systemOf } from './system.ts';
import { judge, type TierVerdict } from './verdict.ts';

export interface Subject extends Traced {
  /** One row of the scorer's results. */
  readonly logits: Float32Array;
  readonly ids: Uint32Array;
  /** Company of the MAC prefix, if it has one. */
  readonly vendor: string | undefined;
  /** What its words claim, each with when it was said and by which record. */
  readonly claims: readonly HeardClaim[];
}

/** How often the company of the MAC prefix is the maker: 0.77 in a published study of homes (IoT Inspector), 0.80 of our labelled units. */
const PREFIX_CONFIDENCE = 77;

const NOTHING: Tier = Object.freeze({ value: null, confidence: 0 });

export function identify(subject: Subject, model: Model): Identity {
  const rows = model.rowsOf(subject.ids), { tiers, leaf } = judge(subject.logits, rows, model), named = tiers.profile.value >= 0 ? model.header.leaves[leaf] : undefined;
  const tier = (name: TierName): Tier => said(tiers[name], model.tiers[name].values);
  const category = tier('category'), profile = tier('profile'), product = tier('model');
  const system = systemOf(subject.claims), vendor = tiers.vendor.value >= 0 ? tier('vendor') : ofPrefix(subject.vendor);
  return {
    category: category.value, profile: profile.value, profile_type: named?.profile_type ?? null, profile_vertical: named?.profile_vertical ?? null,
    vendor: vendor.value, model: product.value, os_family: system?.family ?? null, os_version: system?.version ?? null,
    confidence_score: profile.confidence,
    // What sets one unit apart (tier 3) is learned from behaviour over time; until then there is no claim.
    tiers: { category, profile, instance: NOTHING, vendor, model: product },
    // Found when asked for: a tick names thousands of devices and explains none.
    get evidence() { return category.value === null && profile.value === null && tiers.vendor.value < 0 ? prefixEvidence(vendor, subject) : evidenceFor(rows, leaf, model, subject); },
  };
}

function said(verdict: TierVerdict, values: readonly string[]): Tier {
  const value = values[verdict.value];
  return value === undefined ? NOTHING : { value, confidence: verdict.confidence };
}

function ofPrefix(company: string | undefined): Tier {
  return company === undefined || isModuleMaker(company) ? NOTHING : { value: company, confidence: PREFIX_CONFIDENCE };
}

function prefixEvidence(vendor: Tier, traced: Traced): Evidence[] { return vendor.value === null ? [] : [{ source: 'mac.vendor', value: vendor.value, weight: 1, ...originOf(traced, 'mac.vendor') }]; }

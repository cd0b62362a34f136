/** People's word over the machine's (design law 5): what somebody set or confirmed stands whatever the score, what somebody refused is not said again. */
import type { Evidence, Identity, Tier } from '../model/index.ts';
import { categoryOf, profileOf } from '../taxonomy/index.ts';
import type { DeviceEdit, Refusable, Said } from './edit.ts';

/** How sure we are of what people say: they win over any score. */
const CERTAIN = 100;
const NOTHING: Tier = Object.freeze({ value: null, confidence: 0 });
/** From here on a name of the machine's may stand below a category of the people's. */
const HIGH = 90;
/** Most entries of evidence, the people's among them. */
const MOST_EVIDENCE = 12;

type Tiers = { -readonly [K in keyof Identity['tiers']]: Tier };

/** The machine's identity with people's word over it. Without one that bears on the verdict, the identity as it was. */
export function applyEdit(identity: Identity, edit: DeviceEdit): Identity {
  const { set, confirmed, rejected } = edit;
  const tiers: Tiers = { ...identity.tiers }, words: Evidence[] = [];
  for (const one of rejected) {
    refuse(tiers, one.tier, one.value);
    words.push(wordOf(`${one.tier} ${one.value} rejected`, one));
  }
  if (confirmed !== null) {
    lock(tiers, confirmed);
    words.unshift(wordOf('confirmed', confirmed));
  }
  lock(tiers, { ...(set.category !== undefined && { category: set.category }), ...(set.profile !== undefined && { profile: set.profile }), ...(set.vendor !== undefined && { vendor: set.vendor }), ...(set.model !== undefined && { model: set.model }) });
  if (set.os_family !== undefined) tiers.os = set.os_family === null ? NOTHING : { value: set.os_family, confidence: CERTAIN };
  const names = (['category', 'profile', 'vendor', 'model', 'os_family', 'os_version'] as const).filter((field) => set[field] !== undefined);
  const namer = edit.named ?? edit.edited;
  if (names.length > 0 && namer !== null) words.unshift(wordOf(`${names.join(', ')} set`, namer));
  if (words.length === 0) return identity;
  const system = set.os_family === undefined || set.os_family === identity.os_family ? identity.os_version : null;
  const placed = placeOf(tiers), moved = tiers.category.value !== identity.category || tiers.profile.value !== identity.profile;
  return {
    category: tiers.category.value, profile: tiers.profile.value, vendor: tiers.vendor.value, model: tiers.model.value,
    profile_type: moved ? (placed?.type ?? null) : identity.profile_type, profile_vertical: moved ? (placed?.vertical ?? null) : identity.profile_vertical,
    os_family: set.os_family ?? identity.os_family, os_version: set.os_version ?? system,
    confidence_score: scoreOf(tiers, identity), tiers,
    // Found when asked for, as the machine's own.
    get evidence() { return [...words, ...identity.evidence].slice(0, MOST_EVIDENCE); },
  };
}

/** Type and vertical: of the profile where it is in that category, otherwise as usual there. */
function placeOf({ profile, category }: Tiers): { readonly type: string | null; readonly vertical: string | null } | undefined {
  const known = profileOf(profile.value ?? '');
  return known !== undefined && known.category === category.value ? known : categoryOf(category.value ?? '');
}

/** A category that somebody named is enough to be sure of, with no profile under it that could be wrong. */
function scoreOf({ profile, category }: Tiers, identity: Identity): number {
  if (profile.value === null) return category.confidence === CERTAIN ? CERTAIN : 0;
  return profile.value === identity.profile && profile.confidence !== CERTAIN ? identity.confidence_score : profile.confidence;
}

/** What hangs on the refused name goes with it: a model on its profile and its maker, a profile on its category. */
function refuse(tiers: Tiers, tier: Refusable, value: string): void {
  if (tiers[tier].value !== value) return;
  tiers[tier] = NOTHING;
  if (tier === 'category') tiers.profile = NOTHING;
  tiers.model = NOTHING;
}

interface Lock { readonly category?: string | null; readonly profile?: string | null; readonly vendor?: string | null; readonly model?: string | null }

/** Puts people's names in their tiers; what the machine says below them stays only where it belongs to the same. */
function lock(tiers: Tiers, { category, profile, vendor, model }: Lock): void {
  const otherProfile = profile !== undefined && profile !== tiers.profile.value, otherMaker = vendor !== undefined && vendor !== tiers.vendor.value;
  const otherCategory = category !== undefined && category !== tiers.category.value;
  const unsure = category !== undefined && tiers.profile.confidence < HIGH;
  const maker = otherProfile ? profileOf(profile ?? '')?.vendor : undefined;
  // The machine's maker came with the machine's profile, as this one's comes with this one.
  if (otherProfile && tiers.profile.value !== null) tiers.vendor = NOTHING;
  if ((otherCategory || unsure) && profile === undefined) tiers.profile = NOTHING;
  if (otherProfile || otherMaker || otherCategory || tiers.profile.value === null) tiers.model = NOTHING;
  const sure = (value: string | null): Tier => (value === null ? NOTHING : { value, confidence: CERTAIN });
  if (category !== undefined && category !== null) tiers.category = sure(category);
  if (profile !== undefined) tiers.profile = sure(profile);
  if (vendor !== undefined && vendor !== null) tiers.vendor = sure(vendor);
  else if (maker) tiers.vendor = sure(maker);
  if (model !== undefined && model !== null) tiers.model = sure(model);
}

/** People outweigh all that devices say; a number, because weights are. */
const WEIGHT = 100;
export function wordOf(what: string, { by, at }: Said): Evidence { return { source: 'people', value: `${what} by ${by}`, weight: WEIGHT, time: new Date(at).toISOString(), record: null }; }

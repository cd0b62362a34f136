/** The most specific profile that fits what is known of a device (R49, R58). */
import { lazily } from '../model/index.ts';
import { categoryOf, type CategoryName } from './categories.ts';
import { leadingMaker, maker, makerOf } from './makers.ts';
import { kindOf } from './kinds.ts';
import { SYSTEMS } from './profiles/names.ts';
import { fallbackProfile, profileOf, written, type Profile, type Written } from './profiles.ts';
import { wordsOf } from './words.ts';

/** By claims or by people; what is not known is left out or null. */
export interface Known {
  readonly vendor?: string | null | undefined;
  readonly model?: string | null | undefined;
  /** What it is called, such as `LaserJet 4250` or `iPhone`. */
  readonly product?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly os_family?: string | null | undefined;
}

/** Longer texts are cut before a pattern meets them. */
const MOST = 120;
/** One line of a maker says more than all its things of that kind, however long the word for those is. */
const LINES = 20;
/** Shorter product names are words of the language, too. */
const LEAST = 5;

const byVendor = lazily(() => {
  const rows = new Map<string | null, Written[]>();
  for (const one of written()) {
    const { vendor } = one.profile, its = rows.get(vendor);
    if (its === undefined) rows.set(vendor, [one]); else its.push(one);
  }
  return rows;
});

/** Names that only one maker has tell the maker: iPhone, but not Switch or Hub. Null is of several. */
const byProduct = lazily(() => {
  const products = new Map<string, Profile | null>();
  for (const { profile, product } of written()) {
    const words = wordsOf(product).join(' ');
    if (profile.vendor !== null && words.length >= LEAST && kindOf(words) === undefined) products.set(words, products.has(words) ? null : profile);
  }
  return products;
});

/** Undefined when nothing of what is known says what it is. The same knowledge gives the same profile. */
export function profileFor(known: Known): Profile | undefined {
  const texts = [known.model, known.product, [known.product, known.model].filter(Boolean).join(' ')].filter((text): text is string => typeof text === 'string' && text !== '').map((text) => text.slice(0, MOST));
  const company = known.vendor ? maker(known.vendor) : texts.map((text) => leadingMaker(text)?.maker).find((found) => found !== undefined);
  const vendor = company?.name ?? (known.vendor ? makerOf(known.vendor) : null), said = known.category ? categoryOf(known.category)?.name as CategoryName | undefined : undefined;
  const fits = ({ category }: Profile): boolean => said === undefined || category === said;

  const named = byName(texts, vendor, fits);
  if (named !== undefined) return named;
  const system = ofSystem(known.os_family, said), rows = vendor === null ? [] : byVendor().get(vendor) ?? [];
  const model = strongest(rows, texts, said) ?? strongest(byVendor().get(null) ?? [], texts, said);
  if (model !== undefined && (fits(model) || model.vendor !== null)) return model;
  const category = said ?? system?.profile.category ?? undefined;
  const general = rows.find((row) => !row.line && row.profile.category === category);
  // Who makes the network card or the system made not the device.
  const foreign = vendor === null || company?.module === true || system?.by === vendor;
  if (general !== undefined && !(foreign && system !== undefined)) return general.profile;
  // A maker that has no such things in its catalogue says less than the system: a Windows computer with the network card of a maker of terminals.
  if (system !== undefined && (foreign || system.profile.vendor === vendor || said !== undefined)) return system.profile;
  if (foreign && said !== undefined) {
    const any = (byVendor().get(null) ?? []).find((row) => !row.line && row.profile.category === said);
    if (any !== undefined) return any.profile;
  }
  return vendor === null ? undefined : fallbackProfile(vendor, said ?? company?.category ?? category ?? null);
}

function byName(texts: readonly string[], vendor: string | null, fits: (profile: Profile) => boolean): Profile | undefined {
  for (const text of texts) {
    const whole = profileOf(text) ?? (vendor === null ? undefined : profileOf(`${vendor} ${text}`));
    if (whole !== undefined && !whole.fallback && (vendor === null || whole.vendor === null || whole.vendor === vendor) && fits(whole)) return whole;
    const product = vendor === null ? byProduct().get(wordsOf(text).join(' ')) : undefined;
    if (product !== undefined && product !== null && fits(product)) return product;
  }
  return undefined;
}

/** The row whose pattern says most of a text; one of the category that is said before any other. */
function strongest(rows: readonly Written[], texts: readonly string[], category: CategoryName | undefined): Profile | undefined {
  let best: Profile | undefined, most = 0;
  for (const { profile, models, line } of rows) {
    if (models === null) continue;
    for (const text of texts) {
      const match = models.exec(text);
      if (match === null) continue;
      const weight = match[0].length + (line ? LINES : 0) + (profile.category === category ? MOST : 0);
      if (weight > most) { best = profile; most = weight; }
    }
  }
  return best;
}

function ofSystem(family: string | null | undefined, category: CategoryName | undefined): { readonly profile: Profile; readonly by: string | undefined } | undefined {
  if (!family) return undefined;
  for (const [pattern, name, onlyInCategory = false, by] of SYSTEMS) {
    if (!pattern.test(family.slice(0, MOST))) continue;
    const profile = profileOf(name);
    if (profile !== undefined && (category === undefined ? !onlyInCategory : profile.category === category)) return { profile, by };
  }
  return undefined;
}

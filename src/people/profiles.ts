/** Which profile somebody means: one of the taxonomy, one of the tenant's own, or a new one (R62, reclassify). */
import { EdgeError } from '../model/index.ts';
import { profiles } from '../taxonomy/index.ts';
import { checkCategory, checkText } from './check.ts';

/** A profile of a maker of many things has no category of its own. */
export interface KnownProfile { readonly profile: string; readonly category: string | null }
/** By name, upper and lower case alike. */
export type ProfileBook = (name: string) => KnownProfile | undefined;

export interface Asked { readonly profile?: string | undefined; readonly category?: string | undefined }
/** The names in their one form; `made` is a profile that is to be added to the tenant's own. */
export interface Meant { readonly profile?: string; readonly category?: string; readonly made?: { readonly profile: string; readonly category: string } }

/** A profile brings its category, unless another was said with it. A name that nobody knows is a mistake unless `isNew`. */
export function meantBy({ profile, category }: Asked, book: ProfileBook, isNew: boolean): Meant {
  const placed = category === undefined ? undefined : checkCategory(category).name;
  if (profile === undefined) return placed === undefined ? {} : { category: placed };
  const name = checkText('profile', profile), known = book(name);
  if (known !== undefined) {
    const brought = placed ?? known.category;
    return { profile: known.profile, ...(brought !== null && { category: brought }) };
  }
  if (!isNew) throw new EdgeError('not_found', 'there is no such profile', { fields: { profile: name, near: nearOf(name) }, next: 'take one of nameplate device template --list profile, or say --new with its category' });
  if (placed === undefined) throw new EdgeError('usage', 'a new profile needs its category', { fields: { profile: name }, next: 'say --category; nameplate device template --list category lists them' });
  return { profile: name, category: placed, made: { profile: name, category: placed } };
}

/** Profiles that share the most words with the name. */
function nearOf(name: string): string {
  const words = new Set(name.toLowerCase().split(/\W+/).filter((word) => word.length > 2));
  const scored = profiles().map((profile) => ({ name: profile.name, score: profile.name.toLowerCase().split(/\W+/).filter((word) => words.has(word)).length })).filter(({ score }) => score > 0);
  return scored.sort((a, b) => b.score - a.score || a.name.length - b.name.length).slice(0, 3).map((one) => one.name).join(', ');
}

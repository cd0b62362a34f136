/** Every profile a device can have, with its category, maker, vertical and Purdue level (R48, R49, R69). */
import { lazily } from '../model/index.ts';
import { categoryOf, type CategoryName, type DeviceType, type PurdueLevel, type Vertical } from './categories.ts';
import { maker, makerByOwnName, makerOf, makers, type Maker } from './makers.ts';
import { buildingProfiles } from './profiles/buildings.ts';
import { computerProfiles } from './profiles/computers.ts';
import { homeProfiles } from './profiles/home.ts';
import { industryProfiles } from './profiles/industry.ts';
import { medicineProfiles } from './profiles/medicine.ts';
import { FIELD_NAMES } from './profiles/names.ts';
import { networkProfiles } from './profiles/network.ts';
import { officeProfiles } from './profiles/office.ts';
import type { ProfileRows } from './profiles/rows.ts';
import { wordsOf } from './words.ts';

export interface Profile {
  readonly name: string;
  /** Null only for the device of a maker of many things: its name does not say. */
  readonly category: CategoryName | null;
  /** Canonical maker; null for a profile of any maker's devices. */
  readonly vendor: string | null;
  readonly type: DeviceType | null;
  readonly vertical: Vertical | null;
  readonly purdue: PurdueLevel;
  /** Whether it says no more than the maker: `Cisco Device`. */
  readonly fallback: boolean;
}

/** A profile as the tables have it. */
export interface Written { readonly profile: Profile; readonly product: string; readonly models: RegExp | null; readonly line: boolean }

const TABLES: readonly (() => ProfileRows)[] = [computerProfiles, networkProfiles, officeProfiles, homeProfiles, industryProfiles, buildingProfiles, medicineProfiles];

function place(name: string, category: CategoryName | null, vendor: string | null, fallback: boolean, vertical?: Vertical, purdue?: PurdueLevel): Profile {
  const usual = category === null ? undefined : categoryOf(category);
  return { name, category, vendor, type: usual?.type ?? null, vertical: vertical ?? usual?.vertical ?? null, purdue: purdue ?? usual?.purdue ?? null, fallback };
}

/** Profiles that say more than the maker, in the order of the tables. */
export const written = lazily((): readonly Written[] => TABLES.flatMap((groups) => groups().flatMap(([category, rows]) => rows.map(([vendor, product, models = null, how = {}]): Written => {
  const name = product.startsWith('=') ? product.slice(1) : `${vendor} ${product}`.trim();
  return { profile: place(name, category, vendor === '' ? null : vendor, false, how.vertical, how.purdue), product: product.replace(/^=/, ''), models, line: how.line === true };
}))));

const byName = lazily(() => new Map<string, Profile>(written().map(({ profile }) => [profile.name, profile])));

const byWords = lazily(() => {
  const named = new Map<string, Profile>();
  for (const profile of byName().values()) named.set(wordsOf(profile.name).join(' '), profile);
  for (const [theirs, ours] of FIELD_NAMES) {
    const profile = byName().get(ours) ?? ofMakerAlone(wordsOf(ours));
    if (profile !== undefined) named.set(wordsOf(theirs).join(' '), profile);
  }
  return named;
});

/** `<Maker> Device` of every maker, with what it usually makes; made anew at each call, as is `profiles`. */
export function fallbacks(): readonly Profile[] { return makers().flatMap((one) => usual(one) ?? []); }

/** Undefined where the tables have a profile of that name that says more. */
function usual({ name, category }: Maker): Profile | undefined { return byName().has(`${name} Device`) ? undefined : place(`${name} Device`, category, name, true); }

function ofMakerAlone(words: readonly string[]): Profile | undefined {
  const its = words.at(-1) === 'device' ? makerByOwnName(words.slice(0, -1).join(' ')) : undefined;
  return its === undefined ? undefined : usual(its);
}

/** Every profile there is. */
export function profiles(): readonly Profile[] { return [...byName().values(), ...fallbacks()]; }

/** A profile by its name, also as other products of the field spell it (`HP-Printer`); undefined when there is none. */
export function profileOf(name: string): Profile | undefined {
  const exact = byName().get(name);
  if (exact !== undefined) return exact;
  const words = wordsOf(name);
  return byWords().get(words.join(' ')) ?? ofMakerAlone(words);
}

/** What a device is called of which only the maker is known. A category that is said wins over what the maker usually makes. */
export function fallbackProfile(vendor: string, category: CategoryName | null): Profile {
  const its = maker(vendor), name = its?.name ?? makerOf(vendor), known = byName().get(`${name} Device`) ?? (its && usual(its));
  return known !== undefined && (category === null || known.category === category) ? known : place(`${name} Device`, category, name, true);
}

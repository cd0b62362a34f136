/** Every profile a device can have, with its category, maker, vertical and Purdue level (R48, R49, R69). */
import { categoryOf, type CategoryName, type DeviceType, type PurdueLevel, type Vertical } from './categories.ts';
import { maker, makerOf, MAKERS } from './makers.ts';
import { BUILDING_PROFILES } from './profiles/buildings.ts';
import { COMPUTER_PROFILES } from './profiles/computers.ts';
import { HOME_PROFILES } from './profiles/home.ts';
import { INDUSTRY_PROFILES } from './profiles/industry.ts';
import { MEDICINE_PROFILES } from './profiles/medicine.ts';
import { FIELD_NAMES } from './profiles/names.ts';
import { NETWORK_PROFILES } from './profiles/network.ts';
import { OFFICE_PROFILES } from './profiles/office.ts';
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

const TABLES: readonly ProfileRows[] = [COMPUTER_PROFILES, NETWORK_PROFILES, OFFICE_PROFILES, HOME_PROFILES, INDUSTRY_PROFILES, BUILDING_PROFILES, MEDICINE_PROFILES];

function place(name: string, category: CategoryName | null, vendor: string | null, fallback: boolean, vertical?: Vertical, purdue?: PurdueLevel): Profile {
  const usual = category === null ? undefined : categoryOf(category);
  return { name, category, vendor, type: usual?.type ?? null, vertical: vertical ?? usual?.vertical ?? null, purdue: purdue ?? usual?.purdue ?? null, fallback };
}

/** Profiles that say more than the maker, in the order of the tables. */
export const WRITTEN: readonly Written[] = TABLES.flatMap((groups) => groups.flatMap(([category, rows]) => rows.map(([vendor, product, models = null, how = {}]): Written => {
  const name = product.startsWith('=') ? product.slice(1) : `${vendor} ${product}`.trim();
  return { profile: place(name, category, vendor === '' ? null : vendor, false, how.vertical, how.purdue), product: product.replace(/^=/, ''), models, line: how.line === true };
})));

const BY_NAME = new Map<string, Profile>(WRITTEN.map(({ profile }) => [profile.name, profile]));
/** `<Maker> Device` of every maker, with what it usually makes. */
export const FALLBACKS: readonly Profile[] = MAKERS.filter(({ name }) => !BY_NAME.has(`${name} Device`)).map(({ name, category }) => place(`${name} Device`, category, name, true));
for (const profile of FALLBACKS) BY_NAME.set(profile.name, profile);

export const PROFILES: readonly Profile[] = [...BY_NAME.values()];

const BY_WORDS = new Map<string, Profile>(PROFILES.map((profile) => [wordsOf(profile.name).join(' '), profile]));
for (const [theirs, ours] of FIELD_NAMES) {
  const profile = BY_NAME.get(ours);
  if (profile !== undefined) BY_WORDS.set(wordsOf(theirs).join(' '), profile);
}

/** A profile by its name, also as other products of the field spell it (`HP-Printer`); undefined when there is none. */
export function profileOf(name: string): Profile | undefined { return BY_NAME.get(name) ?? BY_WORDS.get(wordsOf(name).join(' ')); }

/** What a device is called of which only the maker is known. A category that is said wins over what the maker usually makes. */
export function fallbackProfile(vendor: string, category: CategoryName | null): Profile {
  const name = maker(vendor)?.name ?? makerOf(vendor), usual = BY_NAME.get(`${name} Device`);
  return usual !== undefined && (category === null || usual.category === category) ? usual : place(`${name} Device`, category, name, true);
}

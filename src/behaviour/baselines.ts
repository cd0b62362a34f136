/** What the devices of a profile usually do: how many of them took up each habit since the node started. Bounded, each tenant for itself. */
import { largest, Recency } from '../model/index.ts';

/** Profiles of all tenants: of the tenant that has most the one met least recently leaves. Habits of a profile: the same; forgotten, they count as unusual again. */
const PROFILES_MAX = 2000, HABITS_MAX = 4096;

interface Profile { readonly habits: Recency<number, { devices: number }> }

export class Baselines {
  readonly #tenants = new Map<string, Recency<string, Profile>>();
  #profiles = 0;
  /** Profiles and habits that left for want of room. */
  forgotten = 0;

  /** Another device of the profile took the habit up; returns how many had before it. */
  count(tenant: string, profile: string, habit: number): number {
    const { habits } = this.#profileOf(tenant, profile), known = habits.meet(habit);
    if (known !== undefined) return known.devices++;
    habits.add(habit, { devices: 1 });
    if (habits.size > HABITS_MAX && habits.drop() !== undefined) this.forgotten += 1;
    return 0;
  }

  #profileOf(tenant: string, name: string): Profile {
    const profiles = this.#tenants.get(tenant) ?? new Recency<string, Profile>(), known = profiles.meet(name);
    if (known !== undefined) return known;
    this.#tenants.set(tenant, profiles);
    const profile: Profile = { habits: new Recency() };
    profiles.add(name, profile);
    this.#profiles += 1;
    if (this.#profiles > PROFILES_MAX && largest(this.#tenants.values())?.drop() !== undefined) { this.#profiles -= 1; this.forgotten += 1; }
    return profile;
  }
}

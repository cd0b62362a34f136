/** What the devices of a profile usually do: how many of them took up each habit since the node started. Bounded. */

/** Profiles of all tenants, and habits of one. Beyond it what is new is not remembered: it then counts as unusual only for the device itself. */
const PROFILES_MAX = 2000, HABITS_MAX = 4096;

export class Baselines {
  readonly #profiles = new Map<string, Map<number, number>>();

  /** Another device of the profile took the habit up; returns how many had before it. */
  count(tenant: string, profile: string, habit: number): number {
    const key = `${tenant}\n${profile}`;
    let habits = this.#profiles.get(key);
    if (habits === undefined) {
      if (this.#profiles.size >= PROFILES_MAX) return 0;
      this.#profiles.set(key, habits = new Map());
    }
    const before = habits.get(habit) ?? 0;
    if (before > 0 || habits.size < HABITS_MAX) habits.set(habit, before + 1);
    return before;
  }
}

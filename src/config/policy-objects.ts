/** How many different device objects a policy names (R81), and how many there may be. */
import type { PolicyRule } from './policy.ts';

/** A firewall knows at most so many. */
export const OBJECTS_MAX = 1000;
/** From here on it is said that the limit is near. */
export const OBJECTS_MANY = 900;

export function objectsOf(rules: readonly Pick<PolicyRule, 'from' | 'to'>[]): ReadonlySet<string> {
  return new Set(rules.flatMap(({ from, to }) => [from, to]).flatMap((side) => (typeof side === 'string' ? [] : Object.entries(side).map((pair) => pair.join(' ')))));
}

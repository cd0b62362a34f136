/** The stages of a device that is new: new, onboarding, and then identified or expired, whichever comes first (R114-R116). */
import type { OnboardingPolicy } from './policy.ts';

/** What counts of a device. */
export interface Newcomer {
  /** First detection, by our clock and not by what a record says of its time: epoch milliseconds. */
  readonly metAt: number;
  readonly confidence: number;
  /** It was named once, by us or by people: that ended its onboarding, whatever came later (R115). */
  readonly named: boolean;
}

/**
 * `new`: its period runs, but its tenant does not control newcomers. `onboarding`: firewalls hear of it as Onboarding Device.
 * `identified` and `expired` are ends: from there a device is published by its confidence alone.
 */
export type Stage = 'new' | 'onboarding' | 'identified' | 'expired';

/** When the period of a device is over; null never. */
export function endsAt(metAt: number, { periodMs }: OnboardingPolicy): number | null { return periodMs === null ? null : metAt + periodMs; }

/** `gate`: the confidence from which on a device is published by its name. */
export function stageOf({ metAt, confidence, named }: Newcomer, policy: OnboardingPolicy, gate: number, now: number): Stage {
  if (named || confidence >= gate) return 'identified';
  const end = endsAt(metAt, policy);
  if (end !== null && now >= end) return 'expired';
  return policy.enabled ? 'onboarding' : 'new';
}

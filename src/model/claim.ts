/** What one value that a device said claims about it, by a published fingerprint or a rule of ours. Unclaimed is left out. */
import type { ParameterName } from './parameters.ts';

export interface Claim {
  /** Name of the rule, `book/rule`: shown to people, and where its licence is found. */
  readonly rule: string;
  /** A category of the taxonomy. */
  readonly category?: string;
  /** A profile of the taxonomy; brings its category and maker with it. */
  readonly profile?: string;
  /** Canonical maker (taxonomy's `makerOf`). */
  readonly vendor?: string;
  readonly model?: string;
  readonly os_family?: string;
  readonly os_version?: string;
  /** Share of such claims that are right, 0-1, measured where it could be: of a device that names itself about 0.97, of a hint 0.6. */
  readonly certainty: number;
}

/** A claim with what it was read from. */
export interface HeardClaim {
  readonly parameter: ParameterName;
  readonly value: string;
  readonly claim: Claim;
  /** When the value was last news, epoch milliseconds; 0 unknown. */
  readonly time: number;
  /** The record it came from, by its number at this node; 0 unknown. */
  readonly source: number;
}

/** What a device is said to be, how sure, and why (design section 5). Unknown is null, never an empty string. */

export type ConfidenceLevel = 'low' | 'medium' | 'high';
/** R52: low 0-69, medium 70-89, high 90-100. */
export function confidenceLevel(score: number): ConfidenceLevel { return score >= 90 ? 'high' : score >= 70 ? 'medium' : 'low'; }

export interface Evidence {
  /** A parameter by its name. */
  readonly source: string;
  readonly value: string;
  readonly weight: number;
  /** When it was last news, RFC 3339 UTC; null unknown. */
  readonly time: string | null;
  /** Kind and sender of the record that said so: "dhcp from 007200002536"; null unknown. */
  readonly record: string | null;
}
export interface Tier { readonly value: string | null; readonly confidence: number }
/** Which physical unit it is, by the id of its first known device; null when that is not sure. */
export interface InstanceTier extends Tier { readonly reason?: string }

export interface Identity {
  readonly category: string | null;
  readonly profile: string | null;
  readonly profile_type: string | null; // IoT, IT or OT
  readonly profile_vertical: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly os_family: string | null;
  readonly os_version: string | null;
  /** 0-100: the profile tier's calibrated confidence, an integer. */
  readonly confidence_score: number;
  readonly tiers: { readonly category: Tier; readonly profile: Tier; readonly instance: InstanceTier; readonly vendor: Tier; readonly model: Tier; readonly os: Tier };
  /** Strongest first, at most 12. */
  readonly evidence: readonly Evidence[];
}

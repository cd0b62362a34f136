/** One device as the inventory reads it: its stored row and verdict, and, only when an attribute asks for them, its evidence, people's word and applications. */
import type { DecodedFeatures } from '../features/index.ts';
import type { BindingProof, DeviceKey, Ipv4, ParameterName, Scope } from '../model/index.ts';
import type { Verdict } from '../mapping/index.ts';
import type { Stage } from '../onboarding/index.ts';
import type { PeopleReport } from '../people/index.ts';

/** What is at hand without another look. */
export interface ListedRow {
  readonly key: DeviceKey;
  readonly scope: Scope;
  readonly ip: Ipv4;
  readonly ipTime: number;
  readonly ipProof: BindingProof;
  readonly hostname: string | null;
  readonly firstSeen: number;
  readonly metAt: number;
  readonly lastActivity: number;
  readonly identifiedAt: number;
  readonly confidence: number;
  readonly verdict: Verdict | null;
}

/** Open alerts by severity. */
export interface AlertCounts { readonly critical: number; readonly warning: number; readonly caution: number; readonly info: number }

export interface Listed extends ListedRow {
  readonly now: number;
  readonly stage: Stage;
  /** When firewalls first heard of it by its name, epoch milliseconds; null never. */
  readonly namedAt: number | null;
  /** When its onboarding period is over, epoch milliseconds; null never. */
  readonly onboardingEnds: number | null;
  /** What it said; undefined when nothing is kept. */
  readonly evidence: DecodedFeatures | undefined;
  readonly people: PeopleReport;
  /** As firewalls, or failing them its protocols, name what it uses, sorted. */
  readonly applications: readonly string[];
  /** Well-known services it offers, sorted. */
  readonly services: readonly string[];
  readonly subnet: string | null;
  readonly alerts: AlertCounts;
  /** Company of its MAC's prefix. */
  readonly ouiVendor: string | null;
  /** Senders of the records its evidence came from. */
  readonly reporters: readonly string[];
  /** Values of a parameter that are kept in clear, the latest first. */
  said(parameter: ParameterName): readonly string[];
  /** When a parameter last told something new, epoch milliseconds; undefined: it never did. */
  heard(parameter: ParameterName): number | undefined;
}

/** Something that somebody should look at: raised once, counted while it goes on, until a person resolves it. */
import type { DeviceKey } from './address.ts';

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Alert {
  readonly tenant: string;
  /** Number of the scope; null: of the tenant as a whole. */
  readonly scope: number | null;
  readonly device: DeviceKey | null;
  /** What kind of thing it is, the same words each time. */
  readonly name: string;
  readonly severity: Severity;
  readonly description: string;
  /** What else makes it the same alert: the other end, the day. */
  readonly key: string;
  /** For people and programs: names and values, never a secret. */
  readonly detail: Readonly<Record<string, string | number | null>>;
  /** When, epoch milliseconds. */
  readonly at: number;
}

/** Which devices are published: R75, confidence 90 or more and active within the last hour; R76, whatever kind of device it is. */

export interface EligibilityRule {
  /** Lowest confidence published, inclusive: 90 itself is high (requirements section 0, point 2). */
  readonly minConfidence: number;
  readonly activeMs: number;
}
export const DEFAULT_RULE: EligibilityRule = Object.freeze({ minConfidence: 90, activeMs: 3_600_000 });

/** Active exactly one hour ago still counts as within the last hour. */
export function eligible(confidence: number, lastActivity: number, now: number, rule: EligibilityRule = DEFAULT_RULE): boolean {
  return confidence >= rule.minConfidence && now - lastActivity <= rule.activeMs;
}

/** First moment at which a device without further activity is no longer published. */
export function expiresAt(lastActivity: number, rule: EligibilityRule = DEFAULT_RULE): number {
  return lastActivity + rule.activeMs + 1;
}

/** When a segment's sources were last heard, and since when they are heard again after a silence. */
export interface Pulse { heardAt: number; resumedAt: number }

/** Any sign of life of a segment's source: records, or a poll of the firewall that sends them. */
export function hear(pulse: Pulse, now: number, quietMs: number): void {
  if (now - pulse.heardAt > quietMs) pulse.resumedAt = now;
  pulse.heardAt = now;
}

export function quiet(pulse: Pulse, now: number, quietMs: number): boolean { return now - pulse.heardAt > quietMs; }

/**
 * The moment from which a device counts as idle. Silence of the source is not idleness of the device (design law 6): while the source is quiet,
 * and after a restart of the node until it speaks, what is published stays; once it speaks again each device has the whole hour to do so too.
 */
export function idleSince(lastActivity: number, published: boolean, pulse: Pulse, now: number, quietMs: number): number {
  if (!published) return lastActivity;
  return quiet(pulse, now, quietMs) ? Math.max(lastActivity, now) : Math.max(lastActivity, pulse.resumedAt);
}

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

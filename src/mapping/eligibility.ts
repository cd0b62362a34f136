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

/** A stretch in which nothing came from a segment's sources; `to` is when they were heard again. */
interface Pause { readonly from: number; readonly to: number }

/** When a segment's sources were last heard, and their pauses, oldest first. */
export interface Pulse { heardAt: number; readonly pauses: Pause[] }
export function newPulse(): Pulse { return { heardAt: -Infinity, pauses: [] }; }

/** Each pause follows a full quietMs of listening: with a minute these cover 34 hours of it, against the hour of R75. The clock runs through older ones. */
const PAUSES_MAX = 2048;

/** Records came from a segment. A poll is no sign of life: it goes on when the path of the logs is broken. */
export function hear(pulse: Pulse, now: number, quietMs: number): void {
  const { pauses } = pulse;
  // Our clock was set back: what it says of the time to come never was.
  for (let last = pauses.at(-1); last !== undefined && last.to > now; last = pauses.at(-1)) pauses.pop();
  if (quiet(pulse, now, quietMs)) {
    pauses.push({ from: pulse.heardAt + quietMs, to: now });
    if (pauses.length > PAUSES_MAX) pauses.shift();
  }
  pulse.heardAt = now;
}

export function quiet(pulse: Pulse, now: number, quietMs: number): boolean { return now - pulse.heardAt > quietMs; }

/**
 * The moment from which a device counts as idle. Silence of the source is not idleness of the device (design law 6): while the source is quiet,
 * and after a restart of the node until it speaks, the clock of what is published stands still, and goes on from there once it speaks again.
 */
export function idleSince(lastActivity: number, published: boolean, pulse: Pulse, now: number, quietMs: number): number {
  if (!published || lastActivity >= now) return lastActivity;
  const { heardAt, pauses } = pulse;
  let silent = quiet(pulse, now, quietMs) ? now - Math.max(lastActivity, heardAt + quietMs) : 0;
  for (let i = pauses.length - 1; i >= 0; i--) {
    const pause = pauses[i];
    if (pause === undefined || pause.to <= lastActivity) break;
    silent += pause.to - Math.max(lastActivity, pause.from);
  }
  return lastActivity + silent;
}

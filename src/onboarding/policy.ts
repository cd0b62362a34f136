/** What a tenant decided about newcomers: whether firewalls hear of them, and how long a device is one (R117, R118). */

export interface OnboardingPolicy {
  readonly enabled: boolean;
  /** Null is without end. */
  readonly periodMs: number | null;
}

const DAY_MS = 86_400_000;
export const DEFAULT_PERIOD_MS = 7 * DAY_MS;
/** Of a tenant that said nothing. */
export const NOT_CONTROLLED: OnboardingPolicy = Object.freeze({ enabled: false, periodMs: DEFAULT_PERIOD_MS });

const UNITS: readonly (readonly [letter: string, ms: number])[] = [['w', 7 * DAY_MS], ['d', DAY_MS], ['h', 3_600_000], ['m', 60_000], ['s', 1000]];
/** The longest that dates can be reckoned with: any length is allowed (R117), and what is longer is said as `unlimited`. */
const LONGEST_MS = 36_500 * DAY_MS;

/** `7d`, `36h` or `unlimited`; undefined when it is none of these. */
export function periodMs(text: string): number | null | undefined {
  if (text.trim().toLowerCase() === 'unlimited') return null;
  const [, count = '', letter = ''] = /^([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([wdhms])$/i.exec(text.trim()) ?? [], unit = UNITS.find(([name]) => name === letter.toLowerCase());
  const ms = unit === undefined ? 0 : Math.round(Number(count) * unit[1]);
  return ms > 0 && ms <= LONGEST_MS ? ms : undefined;
}

/** As `periodMs` reads it. */
export function periodText(period: number | null): string {
  if (period === null) return 'unlimited';
  const [letter, ms] = UNITS.find(([name, unit]) => name !== 'w' && period % unit === 0) ?? ['s', 1000];
  return `${Math.round(period / ms)}${letter}`;
}

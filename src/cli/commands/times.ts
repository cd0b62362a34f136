/** Spans and days as people type them. */
import { EdgeError } from '../../model/index.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `60m`, `4h`; undefined when it is none. */
export function msOf(text: string): number | undefined {
  const found = /^(\d{1,9})([smhd])$/.exec(text.trim());
  return found === null ? undefined : Number(found[1]) * (UNITS[found[2] ?? ''] ?? 0);
}

/** A day (its beginning in UTC) or an RFC 3339 time. */
export function timeOf(text: string, what: string, problem = 'a time is a day such as 2026-11-27, or RFC 3339'): number {
  const ms = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  // 2026-02-31 is no day, though Date takes it for one in March.
  if (Number.isNaN(ms) || Number(text.slice(8, 10)) > new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate()) throw new EdgeError('usage', problem, { fields: { [what]: text.slice(0, 40) } });
  return ms;
}

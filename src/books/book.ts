/** One book: what came of one log type of one firewall by one path (R42). */

export interface LogBookKey {
  readonly tenant: string;
  /** Serial in the log; the uploader's where the log has none. */
  readonly firewall: string;
  /** As the log names it: TRAFFIC, THREAT, ...; `record` for records without a log type, `reject` for what nobody could read, `other` for what is beyond the bound. */
  readonly type: string;
  readonly subtype: string;
  /** How it came: upload, syslog, ... */
  readonly path: string;
  /** Serial of who sent it, where that is not the firewall itself. */
  readonly via: string;
}

/** Minutes of which counts are kept. */
export const MINUTES = 60;

export interface LogBook extends LogBookKey {
  /** False for types that are accepted, counted and dropped (R13 to R19). */
  readonly used: boolean;
  readonly records: number;
  /** Not in `records`: seen before by another path or on another interface. */
  readonly duplicates: number;
  readonly rejects: number;
  /** Of the sessions logged, each once. */
  readonly bytes: number;
  /** Times in the records, epoch ms; 0 when none had one. */
  readonly firstRecord: number;
  readonly lastRecord: number;
  /** Latest commit with something of it, epoch ms. */
  readonly received: number;
  /** Records committed in each of the last minutes; the minute m stands at m % MINUTES. */
  readonly minutes: Uint32Array;
}

export function keyOf({ tenant, firewall, type, subtype, path, via }: LogBookKey): string { return JSON.stringify([tenant, firewall, type, subtype, path, via]); }

/** Records of the last `minutes` whole minutes and the present one so far, as of `now`. */
export function recordsWithin({ minutes: counts, received }: LogBook, minutes: number, now: number): number {
  const last = Math.floor(received / 60_000), present = Math.floor(now / 60_000);
  let sum = 0;
  for (let minute = Math.max(last - MINUTES + 1, present - minutes); minute <= Math.min(last, present); minute++) sum += counts[minute % MINUTES] ?? 0;
  return sum;
}

/** `counts` with `added` in the minute of `now`; minutes without anything since `received` are empty. */
export function withMinute(counts: Uint32Array, received: number, now: number, added: number): Uint32Array {
  const next = Uint32Array.from(counts), last = Math.floor(received / 60_000), present = Math.max(last, Math.floor(now / 60_000));
  for (let minute = Math.max(last + 1, present - MINUTES + 1); minute <= present; minute++) next[minute % MINUTES] = 0;
  next[present % MINUTES] = Math.min((next[present % MINUTES] ?? 0) + added, 0xffffffff);
  return next;
}

/** The machine's own verdicts, of all tenants together: for what everybody gets, and so without whose they are. */
import type { Database } from 'bun:sqlite';
import type { SavedVerdict, VerdictsTable } from './verdicts.ts';

/** A verdict with two of the devices that have it, which may be one. */
export interface SightedVerdict { readonly number: number; readonly verdict: SavedVerdict; readonly first: number; readonly last: number }

export interface SightedVerdicts {
  /** Of devices after `after`, a slice at a time; null after the last. Left out: devices below `least`, and those that people had a word in, about them or another of their interfaces. */
  slice(after: number, least: number): { readonly verdicts: readonly SightedVerdict[]; readonly next: number | null };
}

/** Devices looked at in one slice: about ten milliseconds. */
const SLICE = 10_000;

export function sightedVerdicts(db: Database, verdicts: VerdictsTable): SightedVerdicts {
  const last = db.prepare<{ n: number | null }, []>('SELECT max(id) AS n FROM devices');
  const slice = db.prepare<{ verdict: number; first: number; last: number }, [number, number, number]>(
    `SELECT d.verdict, min(d.id) AS first, max(d.id) AS last FROM devices d WHERE d.id > ? AND d.id <= ? AND d.confidence >= ? AND d.verdict IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM device_edits e WHERE e.scope = d.scope AND e.device = d.mac)
     AND NOT EXISTS (SELECT 1 FROM device_edits e WHERE e.primary_scope = d.scope AND e.primary_device = d.mac) GROUP BY d.verdict`);
  return {
    slice(after, least) {
      const next = after + SLICE;
      return {
        verdicts: slice.all(after, next, least).flatMap((row): SightedVerdict[] => {
          const verdict = verdicts.get(row.verdict);
          return verdict === null ? [] : [{ number: row.verdict, verdict, first: row.first, last: row.last }];
        }),
        next: next < (last.get()?.n ?? 0) ? next : null,
      };
    },
  };
}

/** Table mappings: the change log of what is published, one row a key, compacted by construction; tombstones are rows without a MAC. */
import type { Database } from 'bun:sqlite';
import type { BindingProof, Ipv4, DeviceKey } from '../model/index.ts';
import { PROOFS, proofOf } from './devices.ts';
import type { SavedVerdict, VerdictsTable } from './verdicts.ts';

export interface MappingRow {
  readonly mac: DeviceKey;
  readonly hostname: string | null;
  readonly verdict: SavedVerdict;
  readonly confidence: number;
  readonly source: BindingProof;
  readonly identifiedAt: number;
}

/** What stands at an address since a revision: an entry, or a tombstone. */
export interface MappingWrite { readonly scope: number; readonly ip: Ipv4; readonly revision: number; readonly at: number; readonly entry: MappingRow | null }

export interface MappingsTable {
  put(write: MappingWrite): void;
  /** Tombstones of this tenant up to the floor are forgotten. */
  forget(tenant: string, floor: number): void;
  /** In order of the key, which costs nothing. */
  all(tenant: string): Iterable<MappingWrite>;
}

type Row = {
  scope: number; ip: Ipv4; revision: number; at: number; mac: DeviceKey | null; hostname: string | null; verdict: number | null; confidence: number | null;
  source: number | null; identifiedAt: number | null;
};

export function mappingsTable(db: Database, verdicts: VerdictsTable): MappingsTable {
  const put = db.prepare<never, [number, number, number, number, number | null, string | null, number | null, number | null, number | null, number | null]>(
    'INSERT OR REPLACE INTO mappings (scope, ip, revision, at, mac, hostname, verdict, confidence, source, identified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  // The plus keeps the planner from the primary key: it would read the whole table to find the few tombstones.
  const forget = db.prepare<never, [number, string]>(
    'DELETE FROM mappings INDEXED BY mappings_tombstones WHERE mac IS NULL AND revision <= ? AND +scope IN (SELECT id FROM scopes WHERE tenant = ?)');
  const all = db.prepare<Row, [string]>(
    `SELECT scope, ip, revision, at, mac, hostname, verdict, confidence, source, identified_at AS identifiedAt FROM mappings
     WHERE scope IN (SELECT id FROM scopes WHERE tenant = ?)`);
  return {
    put({ scope, ip, revision, at, entry }) {
      if (entry === null) put.run(scope, ip, revision, at, null, null, null, null, null, null);
      else put.run(scope, ip, revision, at, entry.mac, entry.hostname, verdicts.idOf(entry.verdict), entry.confidence, PROOFS.indexOf(entry.source), entry.identifiedAt);
    },
    forget(tenant, floor) { forget.run(floor, tenant); },
    *all(tenant) {
      for (const row of all.iterate(tenant)) {
        const { scope, ip, revision, at, mac, hostname, confidence, identifiedAt } = row;
        const verdict = verdicts.get(row.verdict);
        const entry = mac === null || verdict === null ? null
          : { mac, hostname, verdict, confidence: confidence ?? 0, source: proofOf(row.source), identifiedAt: identifiedAt ?? 0 };
        yield { scope, ip, revision, at, entry };
      }
    },
  };
}

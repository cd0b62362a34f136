/** Table mappings: the change log of what is published, one row a key, compacted by construction; tombstones are rows without a MAC. */
import type { Database } from 'bun:sqlite';
import type { BindingProof, Ipv4, Mac } from '../model/index.ts';

/** The shared part of an entry, in the order of the JSON array in column verdict. */
export interface SavedVerdict {
  readonly device_type: string | null; readonly category: string | null; readonly profile: string | null; readonly vendor: string | null; readonly model: string | null;
  readonly os_family: string | null; readonly os_version: string | null; readonly risk_score: number | null; readonly risk_level: string | null;
}

export interface MappingRow {
  readonly scope: number;
  readonly ip: Ipv4;
  readonly mac: Mac;
  readonly hostname: string | null;
  readonly verdict: SavedVerdict;
  readonly confidence: number;
  readonly source: BindingProof;
  readonly identifiedAt: number;
}

export interface SavedMapping { readonly scope: number; readonly ip: Ipv4; readonly revision: number; readonly at: number; readonly entry: MappingRow | null }

export interface MappingsTable {
  upsert(row: MappingRow, revision: number, at: number): void;
  bury(scope: number, ip: Ipv4, revision: number, at: number): void;
  /** Tombstones of these scopes up to the floor are forgotten. */
  forget(tenant: string, floor: number): void;
  /** In order of revision. */
  all(tenant: string): Iterable<SavedMapping>;
  clear(tenant: string): void;
}

type Row = {
  scope: number; ip: Ipv4; revision: number; at: number; mac: Mac | null; hostname: string | null; verdict: string | null;
  confidence: number | null; source: BindingProof | null; identifiedAt: number | null;
};

export function mappingsTable(db: Database): MappingsTable {
  const put = db.prepare<never, [number, number, number, number, number | null, string | null, string | null, number | null, string | null, number | null]>(
    'INSERT OR REPLACE INTO mappings (scope, ip, revision, at, mac, hostname, verdict, confidence, source, identified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const forget = db.prepare<never, [number, string]>(
    'DELETE FROM mappings WHERE mac IS NULL AND revision <= ? AND scope IN (SELECT id FROM scopes WHERE tenant = ?)');
  const all = db.prepare<Row, [string]>(
    `SELECT scope, ip, revision, at, mac, hostname, verdict, confidence, source, identified_at AS identifiedAt FROM mappings
     WHERE scope IN (SELECT id FROM scopes WHERE tenant = ?) ORDER BY revision`);
  const clear = db.prepare<never, [string]>('DELETE FROM mappings WHERE scope IN (SELECT id FROM scopes WHERE tenant = ?)');
  // Few verdicts are shared by many rows: each is written and read as text once.
  const texts = new WeakMap<SavedVerdict, string>();
  const textOf = (verdict: SavedVerdict): string => {
    let text = texts.get(verdict);
    if (text === undefined) texts.set(verdict, (text = verdictText(verdict)));
    return text;
  };
  return {
    upsert(row, revision, at) {
      put.run(row.scope, row.ip, revision, at, row.mac, row.hostname, textOf(row.verdict), row.confidence, row.source, row.identifiedAt);
    },
    bury(scope, ip, revision, at) { put.run(scope, ip, revision, at, null, null, null, null, null, null); },
    forget(tenant, floor) { forget.run(floor, tenant); },
    *all(tenant) {
      const verdicts = new Map<string, SavedVerdict>();
      for (const row of all.iterate(tenant)) {
        const { scope, ip, revision, at, mac, verdict: text } = row;
        if (mac === null || text === null) { yield { scope, ip, revision, at, entry: null }; continue; }
        let verdict = verdicts.get(text);
        if (!verdict) verdicts.set(text, (verdict = parseVerdict(text)));
        const { hostname, confidence, source, identifiedAt } = row;
        yield { scope, ip, revision, at, entry: { scope, ip, mac, hostname, verdict, confidence: confidence ?? 0, source: source ?? 'traffic', identifiedAt: identifiedAt ?? 0 } };
      }
    },
    clear(tenant) { clear.run(tenant); },
  };
}

export function verdictText(v: SavedVerdict): string {
  return JSON.stringify([v.device_type, v.category, v.profile, v.vendor, v.model, v.os_family, v.os_version, v.risk_score, v.risk_level]);
}

function parseVerdict(json: string): SavedVerdict {
  const parts: unknown = JSON.parse(json);
  const at = (i: number): unknown => (Array.isArray(parts) ? parts[i] : null);
  const text = (i: number): string | null => { const value = at(i); return typeof value === 'string' ? value : null; };
  const score = at(7);
  return {
    device_type: text(0), category: text(1), profile: text(2), vendor: text(3), model: text(4), os_family: text(5), os_version: text(6),
    risk_score: typeof score === 'number' ? score : null, risk_level: text(8),
  };
}

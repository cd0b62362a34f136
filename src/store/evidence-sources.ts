/** Table evidence_sources: which records of which senders evidence came from, by the numbers it is stored with. */
import type { Database } from 'bun:sqlite';

export interface EvidenceSource { readonly id: number; readonly record: string; readonly sender: string }

export interface EvidenceSourcesTable {
  list(): readonly EvidenceSource[];
  /** Runs inside a tick's transaction. */
  add(source: EvidenceSource): void;
}

export function evidenceSourcesTable(db: Database): EvidenceSourcesTable {
  const all = db.prepare<EvidenceSource, []>('SELECT id, record, sender FROM evidence_sources ORDER BY id');
  const add = db.prepare<never, [number, string, string]>('INSERT INTO evidence_sources (id, record, sender) VALUES (?, ?, ?)');
  return { list: () => all.all(), add: ({ id, record, sender }) => { add.run(id, record, sender); } };
}

/** Table log_batches: which uploads are folded in, so that a repeated batch id changes nothing and is answered the same. */
import type { Database } from 'bun:sqlite';

export interface BatchKey { readonly tenant: string; readonly firewall: string; readonly batch: string }
export interface BatchRow extends BatchKey { readonly records: number; readonly rejects: number; readonly revision: number; readonly committedAt: number }

export interface BatchesTable {
  find(key: BatchKey): BatchRow | undefined;
  /** A batch that is in stays as it was. */
  add(row: BatchRow): void;
  /** Forgets the oldest: those committed before `time`, at most `limit` at once. */
  forgetBefore(time: number, limit: number): number;
  /** When the last one was committed; 0 without any. */
  newest(): number;
  /** Of everything still remembered. */
  totals(): { readonly batches: number; readonly records: number };
}

export function batchesTable(db: Database): BatchesTable {
  const find = db.prepare<BatchRow, [string, string, string]>(
    `SELECT tenant, firewall, batch, records, rejects, revision, committed_at AS committedAt FROM log_batches
     WHERE tenant = ? AND firewall = ? AND batch = ?`);
  const add = db.prepare<never, [string, string, string, number, number, number, number]>(
    'INSERT INTO log_batches VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, firewall, batch) DO NOTHING');
  const forget = db.prepare<never, [number, number]>(
    `DELETE FROM log_batches WHERE (tenant, firewall, batch) IN
       (SELECT tenant, firewall, batch FROM log_batches WHERE committed_at < ? ORDER BY committed_at LIMIT ?)`);
  const newest = db.prepare<{ at: number }, []>('SELECT coalesce(max(committed_at), 0) AS at FROM log_batches');
  const totals = db.prepare<{ batches: number; records: number }, []>('SELECT count(*) AS batches, coalesce(sum(records), 0) AS records FROM log_batches');
  return {
    find: ({ tenant, firewall, batch }) => find.get(tenant, firewall, batch) ?? undefined,
    add(row) { add.run(row.tenant, row.firewall, row.batch, row.records, row.rejects, row.revision, row.committedAt); },
    forgetBefore: (time, limit) => forget.run(time, limit).changes,
    newest: () => newest.get()?.at ?? 0,
    totals: () => totals.get() ?? { batches: 0, records: 0 },
  };
}

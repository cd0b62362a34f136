/** Tables log_books, applied_mappings and firewall_releases: what came from which firewall and what it shows of itself, written with the uploads that say so. */
import type { Database } from 'bun:sqlite';
import type { Ipv4 } from '../model/index.ts';

export interface LogBookRow {
  readonly tenant: string; readonly firewall: string; readonly type: string; readonly subtype: string; readonly path: string; readonly via: string;
  readonly used: boolean; readonly records: number; readonly duplicates: number; readonly rejects: number; readonly bytes: number;
  readonly firstRecord: number; readonly lastRecord: number; readonly received: number; readonly minutes: Uint32Array;
}

export interface HeldRow {
  readonly category: string | null; readonly profile: string | null; readonly model: string | null; readonly vendor: string | null;
  readonly osFamily: string | null; readonly osVersion: string | null; readonly hostname: string | null; readonly mac: string | null;
}
export interface AppliedRow {
  readonly scope: number; readonly firewall: string; readonly ip: Ipv4; readonly held: HeldRow; readonly form: 'mapping' | 'match'; readonly shownBy: string;
  readonly since: number; readonly at: number; readonly identifiedBy: string | null; readonly identifiedAt: string | null;
}
export interface ReleaseRow { readonly tenant: string; readonly firewall: string; readonly content: string | null; readonly panos: string | null; readonly at: number }

/** Rows that changed, for one commit. */
export interface BooksWrite {
  readonly logs: readonly LogBookRow[];
  readonly applied: readonly AppliedRow[];
  readonly withdrawn: readonly AppliedRow[];
  readonly releases: readonly ReleaseRow[];
}

export interface LogBooksTable {
  logs(firewall?: string): readonly LogBookRow[];
  applied(firewall?: string): readonly AppliedRow[];
  releases(firewall?: string): readonly ReleaseRow[];
  /** Runs inside a tick's transaction. */
  put(write: BooksWrite): void;
}

type SavedLog = Omit<LogBookRow, 'used' | 'minutes'> & { used: number; minutes: Uint8Array };
type SavedApplied = Omit<AppliedRow, 'held'> & { held: string };

export function logBooksTable(db: Database): LogBooksTable {
  const logs = db.prepare<SavedLog, [string | null]>(
    `SELECT tenant, firewall, type, subtype, path, via, used, records, duplicates, rejects, bytes, first_record AS firstRecord, last_record AS lastRecord, received, minutes
     FROM log_books WHERE ?1 IS NULL OR firewall = ?1 ORDER BY tenant, firewall, type, subtype, path, via`);
  const applied = db.prepare<SavedApplied, [string | null]>(
    `SELECT scope, firewall, ip, held, form, shown_by AS shownBy, since, at, identified_by AS identifiedBy, identified_at AS identifiedAt
     FROM applied_mappings WHERE ?1 IS NULL OR firewall = ?1 ORDER BY firewall, scope, ip`);
  const releases = db.prepare<ReleaseRow, [string | null]>('SELECT tenant, firewall, content, panos, at FROM firewall_releases WHERE ?1 IS NULL OR firewall = ?1 ORDER BY tenant, firewall');
  const putLog = db.prepare<never, [string, string, string, string, string, string, number, number, number, number, number, number, number, number, Uint8Array]>(
    'INSERT OR REPLACE INTO log_books VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const putApplied = db.prepare<never, [number, string, number, string, string, string, number, number, string | null, string | null]>(
    'INSERT OR REPLACE INTO applied_mappings (scope, firewall, ip, held, form, shown_by, since, at, identified_by, identified_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const withdraw = db.prepare<never, [string, number, number]>('DELETE FROM applied_mappings WHERE firewall = ? AND scope = ? AND ip = ?');
  const putRelease = db.prepare<never, [string, string, string | null, string | null, number]>('INSERT OR REPLACE INTO firewall_releases VALUES (?, ?, ?, ?, ?)');
  return {
    logs: (firewall) => logs.all(firewall ?? null).map((row) => ({ ...row, used: row.used === 1, minutes: words(row.minutes) })),
    applied: (firewall) => applied.all(firewall ?? null).map((row) => ({ ...row, held: readHeld(row.held) })),
    releases: (firewall) => releases.all(firewall ?? null),
    put(write) {
      for (const b of write.logs) {
        putLog.run(b.tenant, b.firewall, b.type, b.subtype, b.path, b.via, b.used ? 1 : 0, b.records, b.duplicates, b.rejects, b.bytes, b.firstRecord, b.lastRecord, b.received,
          new Uint8Array(b.minutes.buffer, b.minutes.byteOffset, b.minutes.byteLength));
      }
      for (const a of write.withdrawn) withdraw.run(a.firewall, a.scope, a.ip);
      for (const a of write.applied) putApplied.run(a.scope, a.firewall, a.ip, JSON.stringify(a.held), a.form, a.shownBy, a.since, a.at, a.identifiedBy, a.identifiedAt);
      for (const r of write.releases) putRelease.run(r.tenant, r.firewall, r.content, r.panos, r.at);
    },
  };
}

function words(bytes: Uint8Array): Uint32Array { return new Uint32Array(bytes.slice().buffer); }

function readHeld(json: string): HeldRow {
  const saved: unknown = JSON.parse(json);
  const of = (name: string): string | null => {
    const value: unknown = saved !== null && typeof saved === 'object' ? Reflect.get(saved, name) : null;
    return typeof value === 'string' ? value : null;
  };
  return {
    category: of('category'), profile: of('profile'), model: of('model'), vendor: of('vendor'), osFamily: of('osFamily'), osVersion: of('osVersion'), hostname: of('hostname'), mac: of('mac'),
  };
}

/** Tables firewalls and firewall_audit: whose certificates are good, what each may see, and every change made to that. */
import type { Database } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';

export interface FirewallRow {
  readonly serial: string;
  readonly tenant: string;
  /** Where its own logs belong. */
  readonly site: string;
  readonly segment: string;
  /** The sites it sees; null is all of its tenant. */
  readonly viewSites: readonly string[] | null;
  /** SHA-256 of the certificate, lower-case hex without colons. */
  readonly fingerprint: string;
  readonly certificateSerial: string;
  readonly status: 'active' | 'revoked';
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  /** Such as PA-440; left out when nobody said. */
  readonly model?: string;
}

export interface AuditRow { readonly at: number; readonly serial: string; readonly action: string; readonly actor: string; readonly detail: string }

export interface FirewallsTable {
  /** Also reissues: a known serial gets the new certificate, unless it is active and `replace` is not set. */
  add(row: FirewallRow, actor: string, replace?: boolean): void;
  /** All of them or none. */
  addAll(rows: readonly FirewallRow[], actor: string, replace?: boolean): void;
  /** Takes rows out altogether, for firewalls that were never anybody's; their audit stays. Returns how many there were. */
  remove(serials: readonly string[], at: number, actor: string): number;
  revoke(serial: string, at: number, actor: string): FirewallRow;
  find(serial: string): FirewallRow | undefined;
  byFingerprint(fingerprint: string): FirewallRow | undefined;
  list(): readonly FirewallRow[];
  /** Another number after any change, by this process or by a tool beside it. Costs one look at the file's counter. */
  generation(): number;
  /** Newest first. */
  audit(limit: number): readonly AuditRow[];
}

type Row = Omit<FirewallRow, 'viewSites' | 'model'> & { viewSites: string | null; model: string | null };
const SELECT = `SELECT serial, tenant, site, segment, view_sites AS viewSites, fingerprint, certificate_serial AS certificateSerial, status,
  issued_at AS issuedAt, expires_at AS expiresAt, revoked_at AS revokedAt, model FROM firewalls`;

export function firewallsTable(db: Database): FirewallsTable {
  const find = db.prepare<Row, [string]>(`${SELECT} WHERE serial = ?`);
  const byFingerprint = db.prepare<Row, [string]>(`${SELECT} WHERE fingerprint = ?`);
  const list = db.prepare<Row, []>(`${SELECT} ORDER BY serial`);
  const put = db.prepare<never, [string, string, string, string, string | null, string, string, string, number, number, number | null, string | null]>(
    `INSERT OR REPLACE INTO firewalls (serial, tenant, site, segment, view_sites, fingerprint, certificate_serial, status, issued_at, expires_at, revoked_at, model)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const revoke = db.prepare<never, [number, string]>("UPDATE firewalls SET status = 'revoked', revoked_at = ? WHERE serial = ?");
  const remove = db.prepare<never, [string]>('DELETE FROM firewalls WHERE serial = ?');
  const note = db.prepare<never, [number, string, string, string, string]>('INSERT INTO firewall_audit (at, serial, action, actor, detail) VALUES (?, ?, ?, ?, ?)');
  const audit = db.prepare<AuditRow, [number]>('SELECT at, serial, action, actor, detail FROM firewall_audit ORDER BY id DESC LIMIT ?');

  // data_version moves when another connection commits, not for our own writes: those are counted here.
  const dataVersion = db.prepare<{ data_version: number }, []>('PRAGMA data_version');
  let own = 0;

  const read = (row: Row | null): FirewallRow | undefined => {
    if (row === null) return undefined;
    const { model, viewSites, ...rest } = row;
    return { ...rest, viewSites: parseSites(viewSites), ...(model !== null && { model }) };
  };
  const addOne = (row: FirewallRow, actor: string, replace: boolean): void => {
    const before = find.get(row.serial);
    if (before?.status === 'active' && !replace) {
      throw new EdgeError('conflict', 'a firewall with this serial is registered already', { fields: { serial: row.serial }, next: 'choose another serial, or give it a new certificate with --replace' });
    }
    put.run(row.serial, row.tenant, row.site, row.segment, row.viewSites && JSON.stringify(row.viewSites), row.fingerprint, row.certificateSerial,
      row.status, row.issuedAt, row.expiresAt, row.revokedAt, row.model ?? before?.model ?? null);
    own += 1;
    note.run(row.issuedAt, row.serial, before ? 'reissued' : 'added', actor, JSON.stringify({ fingerprint: row.fingerprint, replaces: before?.fingerprint ?? null }));
  };
  return {
    add(row, actor, replace = false) { this.addAll([row], actor, replace); },
    addAll(rows, actor, replace = false) { db.transaction(() => { for (const row of rows) addOne(row, actor, replace); }).immediate(); },
    remove(serials, at, actor) {
      return db.transaction(() => {
        let gone = 0;
        for (const serial of serials) {
          if (remove.run(serial).changes === 0) continue;
          gone += 1;
          note.run(at, serial, 'removed', actor, '{}');
        }
        own += gone;
        return gone;
      }).immediate();
    },
    revoke(serial, at, actor) {
      return db.transaction(() => {
        const row = read(find.get(serial));
        if (!row) throw new EdgeError('not_found', 'no firewall has this serial', { fields: { serial }, next: 'see them with nameplate firewall list' });
        if (row.status === 'revoked') return row;
        revoke.run(at, serial);
        own += 1;
        note.run(at, serial, 'revoked', actor, JSON.stringify({ fingerprint: row.fingerprint }));
        return { ...row, status: 'revoked' as const, revokedAt: at };
      }).immediate();
    },
    find: (serial) => read(find.get(serial)),
    byFingerprint: (fingerprint) => read(byFingerprint.get(fingerprint)),
    generation: () => own + (dataVersion.get()?.data_version ?? 0),
    list: () => list.all().flatMap((row) => read(row) ?? []),
    audit: (limit) => audit.all(limit),
  };
}

function parseSites(json: string | null): readonly string[] | null {
  if (json === null) return null;
  const sites: unknown = JSON.parse(json);
  // Unreadable means no site at all, never every site.
  return Array.isArray(sites) ? sites.filter((site): site is string => typeof site === 'string') : [];
}

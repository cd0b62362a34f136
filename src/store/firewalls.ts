/** Tables firewalls and firewall_audit: whose certificates are good, what each may see, and every change made to that. */
import type { Database } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';
import { certificatesTable, type CertificateRow, type CertificatesTable, type Issuance } from './certificates.ts';
import type { EnrolmentTokensTable } from './enrolment-tokens.ts';

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
  /** Its owner lets it renew before its time, once. */
  readonly renewEarly?: boolean;
}

/** A new certificate of a firewall, as the registry needs it. */
export interface NewCertificate {
  readonly fingerprint: string;
  readonly certificateSerial: string;
  /** Fingerprint of who signed it. */
  readonly authority: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface AuditRow { readonly at: number; readonly serial: string; readonly action: string; readonly actor: string; readonly detail: string }

export interface FirewallsTable {
  /** Also reissues: a known serial gets the new certificate, unless it is active and `replace` is not set. */
  add(row: FirewallRow, actor: string, replace?: boolean, authority?: string): void;
  /** All of them or none. `authority` is the fingerprint of who signed them; without it the one that the folder began with. */
  addAll(rows: readonly FirewallRow[], actor: string, replace?: boolean, authority?: string): void;
  /** What a one-time password allows, once: false when it was used meanwhile, and then nothing changes. A certificate in use stays good until the new one is shown. */
  enrol(token: string, row: FirewallRow, how: Issuance, authority: string): boolean;
  /** A further certificate for who shows the one `by`; one that was given and never shown ends. */
  renew(serial: string, by: string, certificate: NewCertificate): void;
  /** It was shown: whatever was good before it ends. Returns how many that were. */
  shown(fingerprint: string, at: number): number;
  allowEarlyRenewal(serial: string, at: number, actor: string): FirewallRow;
  readonly certificates: CertificatesTable;
  /** Takes rows out altogether, for firewalls that were never anybody's; their audit stays. Returns how many there were. */
  remove(serials: readonly string[], at: number, actor: string): number;
  revoke(serial: string, at: number, actor: string): FirewallRow;
  find(serial: string): FirewallRow | undefined;
  /** With the certificate of this fingerprint: what is said of it is in the row, `revoked` included; `unshown` until it is first used. */
  byFingerprint(fingerprint: string): (FirewallRow & { readonly unshown: boolean; readonly certificate: CertificateRow }) | undefined;
  list(): readonly FirewallRow[];
  /** Another number after any change, by this process or by a tool beside it. Costs one look at the file's counter. */
  generation(): number;
  /** Newest first. */
  audit(limit: number): readonly AuditRow[];
}

type Row = Omit<FirewallRow, 'viewSites' | 'model' | 'renewEarly'> & { viewSites: string | null; model: string | null; renewEarly: number };
const SELECT = `SELECT serial, tenant, site, segment, view_sites AS viewSites, fingerprint, certificate_serial AS certificateSerial, status,
  issued_at AS issuedAt, expires_at AS expiresAt, revoked_at AS revokedAt, model, renew_early AS renewEarly FROM firewalls`;

export function firewallsTable(db: Database, tokens: EnrolmentTokensTable): FirewallsTable {
  const certificates = certificatesTable(db);
  const find = db.prepare<Row, [string]>(`${SELECT} WHERE serial = ?`);
  const list = db.prepare<Row, []>(`${SELECT} ORDER BY serial`);
  const put = db.prepare<never, [string, string, string, string, string | null, string, string, string, number, number, number | null, string | null]>(
    `INSERT OR REPLACE INTO firewalls (serial, tenant, site, segment, view_sites, fingerprint, certificate_serial, status, issued_at, expires_at, revoked_at, model, renew_early)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`);
  const revoke = db.prepare<never, [number, string]>("UPDATE firewalls SET status = 'revoked', revoked_at = ? WHERE serial = ?");
  const renewed = db.prepare<never, [string, string, number, number, string]>('UPDATE firewalls SET fingerprint = ?, certificate_serial = ?, issued_at = ?, expires_at = ?, renew_early = 0 WHERE serial = ?');
  const early = db.prepare<never, [string]>('UPDATE firewalls SET renew_early = 1 WHERE serial = ?');
  const remove = db.prepare<never, [string]>('DELETE FROM firewalls WHERE serial = ?');
  const note = db.prepare<never, [number, string, string, string, string]>('INSERT INTO firewall_audit (at, serial, action, actor, detail) VALUES (?, ?, ?, ?, ?)');
  const audit = db.prepare<AuditRow, [number]>('SELECT at, serial, action, actor, detail FROM firewall_audit ORDER BY id DESC LIMIT ?');

  // data_version moves when another connection commits, not for our own writes: those are counted here.
  const dataVersion = db.prepare<{ data_version: number }, []>('PRAGMA data_version');
  let own = 0;

  const read = (row: Row | null): FirewallRow | undefined => {
    if (row === null) return undefined;
    const { model, viewSites, renewEarly, ...rest } = row;
    return { ...rest, viewSites: parseSites(viewSites), ...(model !== null && { model }), ...(renewEarly === 1 && { renewEarly: true }) };
  };
  const write = (row: FirewallRow, before: Row | null): void => {
    put.run(row.serial, row.tenant, row.site, row.segment, row.viewSites && JSON.stringify(row.viewSites), row.fingerprint, row.certificateSerial,
      row.status, row.issuedAt, row.expiresAt, row.revokedAt, row.model ?? before?.model ?? null);
    own += 1;
  };
  const certificateOf = ({ fingerprint, serial, certificateSerial, issuedAt, expiresAt, revokedAt }: FirewallRow, how: Issuance, authority: string | null, usedAt: number | null): CertificateRow =>
    ({ fingerprint, serial, certificateSerial, authority, how, issuedAt, expiresAt, usedAt, revokedAt, superseded: false });
  const addOne = (row: FirewallRow, actor: string, replace: boolean, authority: string | null): void => {
    const before = find.get(row.serial);
    if (before?.status === 'active' && !replace) {
      throw new EdgeError('conflict', 'a firewall with this serial is registered already', { fields: { serial: row.serial }, next: 'choose another serial, or give it a new certificate with --replace' });
    }
    write(row, before);
    certificates.revoke(row.serial, row.issuedAt, true);
    tokens.end(row.serial, row.issuedAt);
    certificates.put(certificateOf(row, 'command', authority, row.issuedAt));
    note.run(row.issuedAt, row.serial, before ? 'reissued' : 'added', actor, JSON.stringify({ fingerprint: row.fingerprint, replaces: before?.fingerprint ?? null }));
  };
  return {
    certificates,
    add(row, actor, replace = false, authority) { this.addAll([row], actor, replace, authority); },
    addAll(rows, actor, replace = false, authority) { db.transaction(() => { for (const row of rows) addOne(row, actor, replace, authority ?? null); }).immediate(); },
    enrol(token, row, how, authority) {
      return db.transaction(() => {
        if (!tokens.consume(token, row.issuedAt)) return false;
        const before = find.get(row.serial), inUse = before?.status === 'active' ? certificates.good(row.serial).filter((one) => one.usedAt !== null && one.expiresAt >= row.issuedAt) : [];
        write(row, before);
        certificates.revoke(row.serial, row.issuedAt, true, inUse.map(({ fingerprint }) => fingerprint));
        // Nobody to wait for: it counts as shown, and its first connection writes nothing.
        certificates.put(certificateOf(row, how, authority, inUse.length === 0 ? row.issuedAt : null));
        note.run(row.issuedAt, row.serial, 'enrolled', how, JSON.stringify({ token, fingerprint: row.fingerprint, replaces: before?.fingerprint ?? null }));
        return true;
      }).immediate();
    },
    renew(serial, by, { fingerprint, certificateSerial, authority, issuedAt, expiresAt }) {
      db.transaction(() => {
        // Looked at again: signing took a moment.
        if (find.get(serial)?.status !== 'active' || certificates.find(by)?.revokedAt !== null) throw new EdgeError('forbidden', 'the certificate is revoked');
        certificates.revoke(serial, issuedAt, true, [by]);
        certificates.put({ fingerprint, serial, certificateSerial, authority, how: 'renewal', issuedAt, expiresAt, usedAt: null, revokedAt: null, superseded: false });
        renewed.run(fingerprint, certificateSerial, issuedAt, expiresAt, serial);
        own += 1;
        note.run(issuedAt, serial, 'renewed', serial, JSON.stringify({ fingerprint, by }));
      }).immediate();
    },
    shown(fingerprint, at) {
      return db.transaction(() => {
        const row = certificates.find(fingerprint);
        if (row === undefined || row.usedAt !== null) return 0;
        certificates.used(fingerprint, at);
        own += 1;
        return certificates.revoke(row.serial, at, true, [fingerprint]);
      }).immediate();
    },
    allowEarlyRenewal(serial, at, actor) {
      return db.transaction(() => {
        const row = read(find.get(serial));
        if (row?.status !== 'active') throw new EdgeError('not_found', 'no active firewall has this serial', { fields: { serial }, next: 'see them with nameplate firewall list' });
        early.run(serial);
        own += 1;
        note.run(at, serial, 'may renew early', actor, '{}');
        return { ...row, renewEarly: true };
      }).immediate();
    },
    remove(serials, at, actor) {
      return db.transaction(() => {
        let gone = 0;
        for (const serial of serials) {
          if (remove.run(serial).changes === 0) continue;
          certificates.forget(serial);
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
        certificates.revoke(serial, at, false);
        tokens.end(serial, at); // or it would be in again with a password from before
        own += 1;
        note.run(at, serial, 'revoked', actor, JSON.stringify({ fingerprint: row.fingerprint }));
        return { ...row, status: 'revoked' as const, revokedAt: at };
      }).immediate();
    },
    find: (serial) => read(find.get(serial)),
    byFingerprint(fingerprint) {
      const certificate = certificates.find(fingerprint), row = certificate === undefined ? undefined : read(find.get(certificate.serial));
      if (certificate === undefined || row === undefined) return undefined;
      const { certificateSerial, issuedAt, expiresAt } = certificate, gone = row.status === 'revoked' || certificate.revokedAt !== null;
      return { ...row, fingerprint, certificateSerial, issuedAt, expiresAt, status: gone ? 'revoked' : 'active', revokedAt: certificate.revokedAt ?? row.revokedAt, unshown: certificate.usedAt === null, certificate };
    },
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

/** Table firewall_certificates: every certificate that firewalls were given, which of them are good, and which are on the list of revoked ones. */
import type { Database } from 'bun:sqlite';

export type Issuance = 'command' | 'otp' | 'psk' | 'renewal';
export interface CertificateRow {
  readonly fingerprint: string;
  readonly serial: string;
  /** The serial number inside the certificate, hex. */
  readonly certificateSerial: string;
  /** Fingerprint of who signed it; null: the authority that the folder began with. */
  readonly authority: string | null;
  readonly how: Issuance;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Null: never shown, so the one before may still be used. */
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
  readonly superseded: boolean;
}

export interface CertificatesTable {
  find(fingerprint: string): CertificateRow | undefined;
  /** Those of a firewall that are not revoked, newest first. */
  good(serial: string): readonly CertificateRow[];
  /** Not revoked and not expired at `now`, of everybody. */
  alive(now: number): readonly CertificateRow[];
  /** Revoked and not yet expired at `now`: what a list of revocations names. */
  revoked(now: number): readonly CertificateRow[];
  put(row: CertificateRow): void;
  /** All good ones of a firewall except `but`; returns how many. */
  revoke(serial: string, at: number, superseded: boolean, but?: readonly string[]): number;
  used(fingerprint: string, at: number): void;
  /** Those of a firewall, for good: only where its keys were never anybody's. */
  forget(serial: string): void;
  /** Who signed the certificate of a syslog sender. */
  setSender(fingerprint: string, authority: string): void;
  senderAuthority(fingerprint: string): string | undefined;
}

type Row = Omit<CertificateRow, 'superseded'> & { superseded: number };
const SELECT = `SELECT fingerprint, serial, certificate_serial AS certificateSerial, authority, how, issued_at AS issuedAt, expires_at AS expiresAt,
  used_at AS usedAt, revoked_at AS revokedAt, superseded FROM firewall_certificates`;
/** An expired one is refused by itself; its row is kept a little longer, for people. */
const KEPT_MS = 90 * 86_400_000;

export function certificatesTable(db: Database): CertificatesTable {
  const find = db.prepare<Row, [string]>(`${SELECT} WHERE fingerprint = ?`);
  const good = db.prepare<Row, [string]>(`${SELECT} WHERE serial = ? AND revoked_at IS NULL ORDER BY issued_at DESC, fingerprint`);
  const alive = db.prepare<Row, [number]>(`${SELECT} WHERE revoked_at IS NULL AND expires_at >= ? ORDER BY serial, issued_at DESC`);
  const revoked = db.prepare<Row, [number]>(`${SELECT} WHERE revoked_at IS NOT NULL AND expires_at >= ? AND certificate_serial <> '' ORDER BY revoked_at, fingerprint`);
  const put = db.prepare<never, [string, string, string, string | null, string, number, number, number | null, number | null, number]>('INSERT OR REPLACE INTO firewall_certificates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const sweep = db.prepare<never, [string, number]>('DELETE FROM firewall_certificates WHERE serial = ? AND expires_at < ?');
  const revoke = db.prepare<never, [number, number, string, string]>('UPDATE firewall_certificates SET revoked_at = ?, superseded = ? WHERE serial = ? AND revoked_at IS NULL AND fingerprint NOT IN (SELECT value FROM json_each(?))');
  const used = db.prepare<never, [number, string]>('UPDATE firewall_certificates SET used_at = ? WHERE fingerprint = ? AND used_at IS NULL');
  const forget = db.prepare<never, [string]>('DELETE FROM firewall_certificates WHERE serial = ?');
  const setSender = db.prepare<never, [string, string]>('INSERT OR REPLACE INTO sender_certificates VALUES (?, ?)');
  const sender = db.prepare<{ authority: string }, [string]>('SELECT authority FROM sender_certificates WHERE fingerprint = ?');
  const read = (row: Row): CertificateRow => ({ ...row, superseded: row.superseded === 1 });
  return {
    find(fingerprint) {
      const row = find.get(fingerprint);
      return row === null ? undefined : read(row);
    },
    good: (serial) => good.all(serial).map(read),
    alive: (now) => alive.all(now).map(read),
    revoked: (now) => revoked.all(now).map(read),
    put(row) {
      sweep.run(row.serial, row.issuedAt - KEPT_MS);
      put.run(row.fingerprint, row.serial, row.certificateSerial, row.authority, row.how, row.issuedAt, row.expiresAt, row.usedAt, row.revokedAt, row.superseded ? 1 : 0);
    },
    revoke: (serial, at, superseded, but = []) => revoke.run(at, superseded ? 1 : 0, serial, JSON.stringify(but)).changes,
    used(fingerprint, at) { used.run(at, fingerprint); },
    forget(serial) { forget.run(serial); },
    setSender(fingerprint, authority) { setSender.run(fingerprint, authority); },
    senderAuthority: (fingerprint) => sender.get(fingerprint)?.authority,
  };
}

/** Table enrolment_tokens: who may ask for a certificate once, and until when. What is kept of the secret cannot be used to enrol. */
import type { Database } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';

export type TokenKind = 'otp' | 'psk';
export interface TokenRow {
  readonly id: string;
  readonly kind: TokenKind;
  readonly serial: string;
  readonly tenant: string;
  readonly site: string;
  readonly segment: string;
  readonly viewSites: readonly string[] | null;
  readonly model: string | null;
  /** Hex. */
  readonly salt: string;
  /** HMAC-SHA-256 of the secret by the salt, hex. */
  readonly hash: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly failures: number;
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
}

/** Wrong secrets and bad requests after which a token is dead. */
export const TOKEN_FAILURES = 10;
/** Tokens kept, dead ones included. */
const TOKENS_MAX = 10_000;
/** Dead ones are shown for so long. */
const KEPT_MS = 30 * 86_400_000;

export interface EnrolmentTokensTable {
  /** Any other of this serial that could still be used ends: the last one given is the one that counts. */
  add(token: TokenRow, actor: string): void;
  find(id: string): TokenRow | undefined;
  /** Newest first. */
  list(): readonly TokenRow[];
  /** Returns the failures it has now. */
  fail(id: string): number;
  revoke(id: string, at: number, actor: string): TokenRow;
  /** All of this serial that could still be used. */
  end(serial: string, at: number): void;
  /** True once, and only while it is good; call it in the transaction that uses what it allows. */
  consume(id: string, at: number): boolean;
}

export function isGood(token: TokenRow, now: number): boolean {
  return token.usedAt === null && token.revokedAt === null && token.failures < TOKEN_FAILURES && now >= token.issuedAt && now < token.expiresAt;
}

type Row = Omit<TokenRow, 'viewSites'> & { viewSites: string | null };
const SELECT = `SELECT id, kind, serial, tenant, site, segment, view_sites AS viewSites, model, salt, hash, issued_at AS issuedAt, expires_at AS expiresAt,
  failures, used_at AS usedAt, revoked_at AS revokedAt FROM enrolment_tokens`;

export function enrolmentTokensTable(db: Database): EnrolmentTokensTable {
  const find = db.prepare<Row, [string]>(`${SELECT} WHERE id = ?`);
  const list = db.prepare<Row, []>(`${SELECT} ORDER BY issued_at DESC, id`);
  const count = db.prepare<{ count: number }, []>('SELECT count(*) AS count FROM enrolment_tokens');
  const sweep = db.prepare<never, [number]>('DELETE FROM enrolment_tokens WHERE expires_at < ?');
  const end = db.prepare<never, [number, string]>('UPDATE enrolment_tokens SET revoked_at = ? WHERE serial = ? AND used_at IS NULL AND revoked_at IS NULL');
  const insert = db.prepare<never, [string, string, string, string, string, string, string | null, string | null, string, string, number, number]>(
    'INSERT INTO enrolment_tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, NULL)');
  const fail = db.prepare<{ failures: number }, [string]>('UPDATE enrolment_tokens SET failures = failures + 1 WHERE id = ? RETURNING failures');
  const revoke = db.prepare<never, [number, string]>('UPDATE enrolment_tokens SET revoked_at = ? WHERE id = ? AND used_at IS NULL AND revoked_at IS NULL');
  const consume = db.prepare<never, [number, string, number, number, number]>(
    'UPDATE enrolment_tokens SET used_at = ? WHERE id = ? AND used_at IS NULL AND revoked_at IS NULL AND failures < ? AND issued_at <= ? AND expires_at > ?');
  const note = db.prepare<never, [number, string, string, string, string]>('INSERT INTO firewall_audit (at, serial, action, actor, detail) VALUES (?, ?, ?, ?, ?)');
  const read = (row: Row | null): TokenRow | undefined => (row === null ? undefined : { ...row, viewSites: sites(row.viewSites) });
  return {
    add(token, actor) {
      db.transaction(() => {
        sweep.run(token.issuedAt - KEPT_MS);
        if ((count.get()?.count ?? 0) >= TOKENS_MAX) throw new EdgeError('overloaded', 'there are too many one-time passwords', { fields: { limit: TOKENS_MAX }, next: 'wait until those of the last 30 days are forgotten' });
        end.run(token.issuedAt, token.serial);
        insert.run(token.id, token.kind, token.serial, token.tenant, token.site, token.segment, token.viewSites && JSON.stringify(token.viewSites), token.model, token.salt, token.hash, token.issuedAt, token.expiresAt);
        note.run(token.issuedAt, token.serial, 'invited', actor, JSON.stringify({ token: token.id, kind: token.kind, expires_at: new Date(token.expiresAt).toISOString() }));
      }).immediate();
    },
    find: (id) => read(find.get(id)),
    list: () => list.all().flatMap((row) => read(row) ?? []),
    fail: (id) => fail.get(id)?.failures ?? 0,
    revoke(id, at, actor) {
      return db.transaction(() => {
        const row = read(find.get(id));
        if (row === undefined) throw new EdgeError('not_found', 'there is no such one-time password', { fields: { id }, next: 'see them with nameplate enrol list' });
        if (revoke.run(at, id).changes === 0) return row;
        note.run(at, row.serial, 'invitation revoked', actor, JSON.stringify({ token: id }));
        return { ...row, revokedAt: at };
      }).immediate();
    },
    end(serial, at) { end.run(at, serial); },
    consume: (id, at) => consume.run(at, id, TOKEN_FAILURES, at, at).changes === 1,
  };
}

function sites(json: string | null): readonly string[] | null {
  if (json === null) return null;
  const read: unknown = JSON.parse(json);
  return Array.isArray(read) ? read.filter((site): site is string => typeof site === 'string') : []; // unreadable means no site at all
}

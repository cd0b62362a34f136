/** Table outlets: who may read published mappings without a certificate, and where the node brings them. A reader's secret itself is nowhere. */
import type { Database } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';

export const OUTLET_KINDS = ['edl', 'json', 'webhook', 'panos'] as const;
export type OutletKind = (typeof OUTLET_KINDS)[number];

export interface OutletRow {
  readonly name: string;
  readonly kind: OutletKind;
  readonly tenant: string;
  /** Null: all of the tenant. */
  readonly sites: readonly string[] | null;
  /** Of readers: the part of the password that is no secret, and what is kept of the rest; hex. */
  readonly token: string | null;
  readonly salt: string | null;
  readonly hash: string | null;
  /** Of the others: where to, and the files of the secret and of the authority. */
  readonly url: string | null;
  readonly secretFile: string | null;
  readonly caFile: string | null;
  /** The address may be one of this machine or of its link. */
  readonly local: boolean;
  /** Of tags: the virtual system, null the first; seconds that they last, null for ever; the attributes they are of, null the usual ones. */
  readonly vsys: string | null;
  readonly tagSeconds: number | null;
  readonly tagBy: readonly string[] | null;
  readonly addedAt: number;
  readonly revokedAt: number | null;
}

/** What PAN-OS means when none is named. */
const FIRST_VSYS = 'vsys1';
/** Revoked ones included. */
const OUTLETS_MAX = 1000;

export interface OutletsTable {
  /** Refuses a name that is in use; one that was revoked may be given again. */
  add(outlet: OutletRow, actor: string): void;
  revoke(name: string, at: number, actor: string): OutletRow;
  byToken(token: string): OutletRow | undefined;
  list(): readonly OutletRow[];
}

type Row = Omit<OutletRow, 'sites' | 'local' | 'tagBy'> & { sites: string | null; local: number; tagBy: string | null };
const SELECT = `SELECT name, kind, tenant, sites, token, salt, hash, url, secret_file AS secretFile, ca_file AS caFile, local, vsys, tag_seconds AS tagSeconds, tag_by AS tagBy, added_at AS addedAt, revoked_at AS revokedAt FROM outlets`;

export function outletsTable(db: Database): OutletsTable {
  const find = db.prepare<Row, [string]>(`${SELECT} WHERE name = ?`);
  const byToken = db.prepare<Row, [string]>(`${SELECT} WHERE token = ?`);
  const list = db.prepare<Row, []>(`${SELECT} ORDER BY name`);
  const count = db.prepare<{ count: number }, []>('SELECT count(*) AS count FROM outlets');
  const put = db.prepare<never, [string, string, string, string | null, string | null, string | null, string | null, string | null, string | null, string | null, number, number, string | null, number | null, string | null]>(
    'INSERT OR REPLACE INTO outlets (name, kind, tenant, sites, token, salt, hash, url, secret_file, ca_file, local, added_at, vsys, tag_seconds, tag_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const revoke = db.prepare<never, [number, string]>('UPDATE outlets SET revoked_at = ? WHERE name = ?');
  const note = db.prepare<never, [number, string, string, string, string]>('INSERT INTO firewall_audit (at, serial, action, actor, detail) VALUES (?, ?, ?, ?, ?)');
  return {
    add(outlet, actor) {
      db.transaction(() => {
        const before = find.get(outlet.name);
        if (before !== null && before.revokedAt === null) throw new EdgeError('conflict', 'there is an outlet of this name', { fields: { name: outlet.name }, next: 'choose another name, or end that one with nameplate outlet revoke' });
        if (before === null && (count.get()?.count ?? 0) >= OUTLETS_MAX) throw new EdgeError('conflict', 'there are too many outlets', { fields: { limit: OUTLETS_MAX }, next: 'give the name of one that was revoked' });
        // Tags have no owners there: two outlets would take away each other's.
        if (outlet.kind === 'panos' && list.all().some((one) => one.kind === 'panos' && one.url === outlet.url && (one.vsys ?? FIRST_VSYS) === (outlet.vsys ?? FIRST_VSYS) && one.revokedAt === null)) throw new EdgeError('conflict', 'another outlet registers tags at this firewall and virtual system', { next: 'end that one with nameplate outlet revoke, or give this one its sites' });
        put.run(outlet.name, outlet.kind, outlet.tenant, outlet.sites && JSON.stringify(outlet.sites), outlet.token, outlet.salt, outlet.hash, outlet.url, outlet.secretFile, outlet.caFile, outlet.local ? 1 : 0, outlet.addedAt, outlet.vsys, outlet.tagSeconds, outlet.tagBy && JSON.stringify(outlet.tagBy));
        note.run(outlet.addedAt, `outlet ${outlet.name}`, 'outlet added', actor, JSON.stringify({ kind: outlet.kind, tenant: outlet.tenant, sites: outlet.sites, url: outlet.url, vsys: outlet.vsys }));
      }).immediate();
    },
    revoke: (name, at, actor) => db.transaction(() => {
      const row = find.get(name);
      if (row === null) throw new EdgeError('not_found', 'no outlet has this name', { fields: { name }, next: 'see them with nameplate outlet list' });
      if (row.revokedAt !== null) return read(row);
      revoke.run(at, name);
      note.run(at, `outlet ${name}`, 'outlet revoked', actor, '{}');
      return read({ ...row, revokedAt: at });
    }).immediate(),
    byToken: (token) => { const row = byToken.get(token); return row === null ? undefined : read(row); },
    list: () => list.all().map(read),
  };
}

/** Unreadable sites are no site at all, never every site. */
function read({ sites, local, tagBy, ...row }: Row): OutletRow { return { ...row, local: local === 1, sites: textsOf(sites), tagBy: textsOf(tagBy) }; }
function textsOf(json: string | null): readonly string[] | null {
  const parsed: unknown = json === null ? null : JSON.parse(json);
  return parsed === null ? null : Array.isArray(parsed) ? parsed.filter((one): one is string => typeof one === 'string') : [];
}

/** Table scopes: every (tenant, site, segment) as a small number that keys use; and table tenants: each one's epoch and revision. */
import type { Database } from 'bun:sqlite';
import type { Scope } from '../model/index.ts';

export interface TenantRow { readonly name: string; readonly epoch: string; readonly revision: number; readonly floor: number }

export interface ScopesTable {
  /** The number of a scope, made when new. */
  idOf(scope: Scope): number;
  scopeOf(id: number): Scope;
  list(): readonly { readonly id: number; readonly scope: Scope }[];
}

type Row = { id: number; tenant: string; site: string; segment: string };

export function scopesTable(db: Database): ScopesTable {
  const all = db.prepare<Row, []>('SELECT id, tenant, site, segment FROM scopes ORDER BY id');
  const find = db.prepare<Row, [string, string, string]>('SELECT id, tenant, site, segment FROM scopes WHERE tenant = ? AND site = ? AND segment = ?');
  const byId = db.prepare<Row, [number]>('SELECT id, tenant, site, segment FROM scopes WHERE id = ?');
  const add = db.prepare<never, [string, string, string]>('INSERT OR IGNORE INTO scopes (tenant, site, segment) VALUES (?, ?, ?)');
  return {
    idOf({ tenant, site, segment }) {
      const found = find.get(tenant, site, segment);
      if (found) return found.id;
      add.run(tenant, site, segment);
      const made = find.get(tenant, site, segment);
      if (!made) throw new Error('a scope was not stored');
      return made.id;
    },
    scopeOf(id) {
      const row = byId.get(id);
      if (!row) throw new Error('a row names a scope that does not exist');
      return { tenant: row.tenant, site: row.site, segment: row.segment };
    },
    list: () => all.all().map(({ id, tenant, site, segment }) => ({ id, scope: { tenant, site, segment } })),
  };
}

export interface TenantsTable {
  list(): readonly TenantRow[];
  /** The tenant's row, made with `epoch` when new. */
  open(name: string, epoch: string): TenantRow;
  /** Another history from here on: every firewall gets a snapshot. */
  renew(name: string, epoch: string): void;
  advance(name: string, revision: number, floor: number): void;
}

export function tenantsTable(db: Database): TenantsTable {
  const all = db.prepare<TenantRow, []>('SELECT name, epoch, revision, floor FROM tenants ORDER BY name');
  const find = db.prepare<TenantRow, [string]>('SELECT name, epoch, revision, floor FROM tenants WHERE name = ?');
  const add = db.prepare<never, [string, string]>('INSERT OR IGNORE INTO tenants (name, epoch) VALUES (?, ?)');
  const set = db.prepare<never, [number, number, string]>('UPDATE tenants SET revision = ?, floor = ? WHERE name = ?');
  const renew = db.prepare<never, [string, string]>('UPDATE tenants SET epoch = ? WHERE name = ?');
  return {
    list: () => all.all(),
    open(name, epoch) {
      add.run(name, epoch);
      const row = find.get(name);
      if (!row) throw new Error('a tenant was not stored');
      return row;
    },
    renew(name, epoch) { renew.run(epoch, name); },
    advance(name, revision, floor) { set.run(revision, floor, name); },
  };
}

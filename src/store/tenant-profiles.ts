/** Table tenant_profiles: what a tenant calls its devices beyond the taxonomy (R62, reclassify). */
import type { Database } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';

export interface TenantProfile { readonly profile: string; readonly category: string; readonly actor: string; readonly at: number }

export interface TenantProfilesTable {
  list(tenant: string): readonly TenantProfile[];
  /** What is there already stays as it is. */
  add(tenant: string, profile: TenantProfile): void;
}

const MOST = 10_000;

export function tenantProfilesTable(db: Database): TenantProfilesTable {
  const list = db.prepare<TenantProfile, [string]>('SELECT profile, category, actor, at FROM tenant_profiles WHERE tenant = ? ORDER BY profile');
  const count = db.prepare<{ n: number }, [string]>('SELECT count(*) AS n FROM tenant_profiles WHERE tenant = ?');
  const add = db.prepare<never, [string, string, string, string, number]>('INSERT OR IGNORE INTO tenant_profiles (tenant, profile, category, actor, at) VALUES (?, ?, ?, ?, ?)');
  return {
    list: (tenant) => list.all(tenant),
    add(tenant, { profile, category, actor, at }) {
      if ((count.get(tenant)?.n ?? 0) >= MOST) throw new EdgeError('too_large', 'the tenant has as many profiles of its own as it may', { fields: { tenant, most: MOST }, next: 'take one that is there; nameplate device template --list profile shows them' });
      add.run(tenant, profile, category, actor, at);
    },
  };
}

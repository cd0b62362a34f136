/** Table catalogue: names heard in a segment that belong to no one device: applications and subnets, each with when it was heard first. */
import type { Database } from 'bun:sqlite';

export interface HeardName { readonly scope: number; readonly parameter: string; readonly value: string; readonly firstAt: number }

export interface CatalogueTable {
  list(): readonly HeardName[];
  /** Of one tenant, in order of their names. */
  of(tenant: string, parameter: string): readonly HeardName[];
  /** Runs inside a tick's transaction: deletes, then adds. */
  change(heard: readonly HeardName[], unheard: readonly HeardName[]): void;
}

export function catalogueTable(db: Database): CatalogueTable {
  const SELECT = 'SELECT scope, parameter, value, first_at AS firstAt FROM catalogue';
  const all = db.prepare<HeardName, []>(SELECT);
  const some = db.prepare<HeardName, [string, string]>(`${SELECT} WHERE parameter = ? AND scope IN (SELECT id FROM scopes WHERE tenant = ?) ORDER BY value, scope`);
  const add = db.prepare<never, [number, string, string, number]>('INSERT OR IGNORE INTO catalogue (scope, parameter, value, first_at) VALUES (?, ?, ?, ?)');
  const drop = db.prepare<never, [number, string, string]>('DELETE FROM catalogue WHERE scope = ? AND parameter = ? AND value = ?');
  return {
    list: () => all.all(), of: (tenant, parameter) => some.all(parameter, tenant),
    change(heard, unheard) {
      for (const { scope, parameter, value } of unheard) drop.run(scope, parameter, value);
      for (const { scope, parameter, value, firstAt } of heard) add.run(scope, parameter, value, firstAt);
    },
  };
}

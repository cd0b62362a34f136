/** Table account_licences: what a tenant was licensed for to keep its logs, as an operator says: one a tenant (R197). */
import type { Database } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';

export interface AccountLicenceRow {
  readonly purchasedAt: number;
  readonly activatedAt: number | null;
  /** As it was given: 3y, 36m or 1096d. */
  readonly term: string;
  readonly addedAt: number;
}

export interface AccountLicencesTable {
  add(tenant: string, licence: AccountLicenceRow, actor: string): void;
  remove(tenant: string, at: number, actor: string): AccountLicenceRow;
  of(tenant: string): AccountLicenceRow | undefined;
  list(): readonly (AccountLicenceRow & { readonly tenant: string })[];
}

const SELECT = 'SELECT tenant, purchased_at AS purchasedAt, activated_at AS activatedAt, term, added_at AS addedAt FROM account_licences';
type Row = AccountLicenceRow & { readonly tenant: string };

export function accountLicencesTable(db: Database): AccountLicencesTable {
  const find = db.prepare<Row, [string]>(`${SELECT} WHERE tenant = ?`), list = db.prepare<Row, []>(`${SELECT} ORDER BY tenant`);
  const insert = db.prepare<never, [string, number, number | null, string, number]>('INSERT INTO account_licences VALUES (?, ?, ?, ?, ?)');
  const remove = db.prepare<never, [string]>('DELETE FROM account_licences WHERE tenant = ?');
  const note = db.prepare<never, [number, string, string, string]>("INSERT INTO firewall_audit (at, serial, action, actor, detail) VALUES (?, '', ?, ?, ?)");
  return {
    add(tenant, { purchasedAt, activatedAt, term, addedAt }, actor) {
      db.transaction(() => {
        if (find.get(tenant) !== null) throw new EdgeError('conflict', 'this tenant has a licence for keeping its logs', { fields: { tenant }, next: 'an account has one: nameplate licence account-remove takes it away' });
        insert.run(tenant, purchasedAt, activatedAt, term, addedAt);
        note.run(addedAt, 'account licensed', actor, JSON.stringify({ tenant, term }));
      }).immediate();
    },
    remove: (tenant, at, actor) => db.transaction(() => {
      const row = find.get(tenant);
      if (row === null) throw new EdgeError('not_found', 'this tenant has no licence for keeping its logs', { fields: { tenant }, next: 'see them with nameplate licence list' });
      remove.run(tenant);
      note.run(at, 'account licence removed', actor, JSON.stringify({ tenant }));
      return row;
    }).immediate(),
    of: (tenant) => find.get(tenant) ?? undefined,
    list: () => list.all(),
  };
}

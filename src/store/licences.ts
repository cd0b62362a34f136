/** Table licences: what each firewall was licensed for and when, as an operator says. What follows from it is not this room's to say. */
import type { Database } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';

export interface LicenceRow {
  readonly id: number;
  readonly serial: string;
  readonly purchasedAt: number;
  readonly activatedAt: number | null;
  /** As it was given: 3y, 36m or 1096d. */
  readonly term: string;
  readonly ingest: boolean;
  readonly pull: boolean;
  readonly addedAt: number;
}

/** Of one firewall. */
const LICENCES_MAX = 64;

export interface LicencesTable {
  add(licence: Omit<LicenceRow, 'id'>, actor: string): LicenceRow;
  /** From then on it opens what it is for; one that was activated stays as it was. */
  activate(id: number, at: number, actor: string): LicenceRow;
  remove(id: number, at: number, actor: string): LicenceRow;
  of(serial: string): readonly LicenceRow[];
  list(): readonly LicenceRow[];
  /** Serials of firewalls of which a licence was ever taken away. */
  givenBack(): readonly string[];
}

type Row = Omit<LicenceRow, 'ingest' | 'pull'> & { ingest: number; pull: number };
const SELECT = 'SELECT id, serial, purchased_at AS purchasedAt, activated_at AS activatedAt, term, ingest, pull, added_at AS addedAt FROM licences';

export function licencesTable(db: Database): LicencesTable {
  const find = db.prepare<Row, [number]>(`${SELECT} WHERE id = ?`);
  const of = db.prepare<Row, [string]>(`${SELECT} WHERE serial = ? ORDER BY purchased_at, id`);
  const list = db.prepare<Row, []>(`${SELECT} ORDER BY serial, purchased_at, id`);
  const insert = db.prepare<{ id: number }, [string, number, number | null, string, number, number, number]>('INSERT INTO licences (serial, purchased_at, activated_at, term, ingest, pull, added_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id');
  const activate = db.prepare<never, [number, number]>('UPDATE licences SET activated_at = ? WHERE id = ? AND activated_at IS NULL');
  const remove = db.prepare<never, [number]>('DELETE FROM licences WHERE id = ?');
  const note = db.prepare<never, [number, string, string, string, string]>('INSERT INTO firewall_audit (at, serial, action, actor, detail) VALUES (?, ?, ?, ?, ?)');
  const taken = db.prepare<{ serial: string }, []>("SELECT DISTINCT serial FROM firewall_audit WHERE action = 'licence removed'");
  const read = (row: Row): LicenceRow => ({ ...row, ingest: row.ingest === 1, pull: row.pull === 1 });
  const get = (id: number): LicenceRow => {
    const row = find.get(id);
    if (row === null) throw new EdgeError('not_found', 'there is no such licence', { fields: { id }, next: 'see them with nameplate licence list' });
    return read(row);
  };
  return {
    add: (licence, actor) => db.transaction(() => {
      if (of.all(licence.serial).length >= LICENCES_MAX) throw new EdgeError('conflict', 'this firewall has too many licences', { fields: { limit: LICENCES_MAX }, next: 'remove those that ended: nameplate licence remove' });
      const id = insert.get(licence.serial, licence.purchasedAt, licence.activatedAt, licence.term, licence.ingest ? 1 : 0, licence.pull ? 1 : 0, licence.addedAt)?.id ?? 0;
      note.run(licence.addedAt, licence.serial, 'licensed', actor, JSON.stringify({ id, term: licence.term, ingest: licence.ingest, pull: licence.pull }));
      return { id, ...licence };
    }).immediate(),
    activate: (id, at, actor) => db.transaction(() => {
      const { serial } = get(id);
      if (activate.run(at, id).changes > 0) note.run(at, serial, 'licence activated', actor, JSON.stringify({ id }));
      return get(id);
    }).immediate(),
    remove: (id, at, actor) => db.transaction(() => {
      const row = get(id);
      remove.run(id);
      note.run(at, row.serial, 'licence removed', actor, JSON.stringify({ id }));
      return row;
    }).immediate(),
    of: (serial) => of.all(serial).map(read),
    list: () => list.all().map(read),
    givenBack: () => taken.all().map(({ serial }) => serial),
  };
}

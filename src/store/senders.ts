/** Table senders: the DHCP servers, firewalls and sensors whose syslog messages are heard (R31), each with its limits checked in the transaction that adds it. */
import type { Database } from 'bun:sqlite';
import {
  checkFirewallModel, checkSenderAddress, checkSenderDescription, checkSenderName, EdgeError, SENDER_LIMIT,
  type SenderDialect, type SenderKind, type SenderOrigin, type SenderProtocol,
} from '../model/index.ts';

export interface SenderRow {
  readonly id: number;
  readonly kind: SenderKind;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  /** Canonical. */
  readonly address: string;
  readonly protocol: SenderProtocol;
  /** Serial of the firewall it belongs to; null: the node's own. */
  readonly firewall: string | null;
  readonly tenant: string;
  readonly site: string;
  readonly segment: string;
  readonly origin: SenderOrigin;
  readonly dialect: SenderDialect | null;
  /** SHA-256 of the client certificate it was given. */
  readonly fingerprint: string | null;
  readonly addedAt: number;
  readonly changedAt: number;
}
export type NewSender = Omit<SenderRow, 'id' | 'addedAt' | 'changedAt' | 'fingerprint'>;
export type SenderChange = Partial<Omit<NewSender, 'kind' | 'origin'> & Pick<SenderRow, 'fingerprint'>>;

export interface SendersTable {
  /** R33, R34: refuses the 101st DHCP server of a firewall, a firewall of a series without the feature, a second entry of one name or one address and protocol. */
  add(sender: NewSender, at: number): SenderRow;
  /** R37: `by` says whose hand it is; what Panorama configured is changed by Panorama only. */
  change(kind: SenderKind, name: string, change: SenderChange, at: number, by: SenderOrigin): SenderRow;
  /** With what was counted of it. */
  remove(kind: SenderKind, name: string, by: SenderOrigin): SenderRow;
  find(kind: SenderKind, name: string): SenderRow | undefined;
  /** The same, or the error that there is none. */
  get(kind: SenderKind, name: string): SenderRow;
  list(kind: SenderKind): readonly SenderRow[];
  /** Another number after any change, by this process or by a tool beside it. Costs one look at the file's counter. */
  generation(): number;
}

type Row = Omit<SenderRow, 'enabled'> & { enabled: number };
type Values = [string, string, string, number, string, string, string | null, string, string, string, string, string | null, string | null, number, number];
const COLUMNS = 'kind, name, description, enabled, address, protocol, firewall, tenant, site, segment, origin, dialect, fingerprint, added_at, changed_at';
const SELECT = 'SELECT id, kind, name, description, enabled, address, protocol, firewall, tenant, site, segment, origin, dialect, fingerprint, added_at AS addedAt, changed_at AS changedAt FROM senders';

export function sendersTable(db: Database): SendersTable {
  const byName = db.prepare<Row, [string, string]>(`${SELECT} WHERE kind = ? AND name = ?`);
  const byAddress = db.prepare<Row, [string, string, string]>(`${SELECT} WHERE kind = ? AND address = ? AND protocol = ?`);
  const all = db.prepare<Row, [string]>(`${SELECT} WHERE kind = ? ORDER BY name`);
  const ofFirewall = db.prepare<{ count: number }, [string, string | null]>('SELECT count(*) AS count FROM senders WHERE kind = ? AND firewall IS ?');
  const modelOf = db.prepare<{ model: string | null }, [string]>('SELECT model FROM firewalls WHERE serial = ?');
  const insert = db.prepare<never, Values>(`INSERT INTO senders (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const update = db.prepare<never, [...Values, number]>(`UPDATE senders SET (${COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?`);
  const drop = ['DELETE FROM senders WHERE id = ?', 'DELETE FROM sender_states WHERE sender = ?', 'DELETE FROM sender_counts WHERE sender = ?'].map((sql) => db.prepare<never, [number]>(sql));
  const dataVersion = db.prepare<{ data_version: number }, []>('PRAGMA data_version');
  let own = 0;

  const read = (row: Row | null): SenderRow | undefined => (row ? { ...row, enabled: row.enabled === 1 } : undefined);
  const find = (kind: SenderKind, name: string): SenderRow | undefined => read(byName.get(kind, name));
  const values = (row: Omit<SenderRow, 'id'>): Values => [
    row.kind, row.name, row.description, row.enabled ? 1 : 0, row.address, row.protocol, row.firewall, row.tenant, row.site, row.segment, row.origin, row.dialect, row.fingerprint, row.addedAt, row.changedAt,
  ];
  /** `before` is the entry's own row when it is changed. */
  const check = <T extends NewSender>(sender: T, before?: SenderRow): T => {
    checkSenderName(sender.name);
    checkSenderDescription(sender.description);
    const checked = { ...sender, address: checkSenderAddress(sender.address) };
    const { kind, name, address, protocol, firewall } = checked;
    const named = find(kind, name), there = read(byAddress.get(kind, address, protocol));
    if (named !== undefined && named.id !== before?.id) throw new EdgeError('conflict', 'an entry of this name exists', { fields: { name } });
    if (there !== undefined && there.id !== before?.id) throw new EdgeError('conflict', 'another entry has this address and protocol', { fields: { address, protocol, name: there.name } });
    if (before !== undefined && before.firewall === firewall) return checked;
    if (firewall !== null) {
      const owner = modelOf.get(firewall);
      if (owner === null) throw new EdgeError('not_found', 'no firewall has this serial', { fields: { serial: firewall } });
      if (kind === 'dhcp-server') checkFirewallModel(owner.model);
    }
    const limit = SENDER_LIMIT[kind];
    if ((ofFirewall.get(kind, firewall)?.count ?? 0) >= limit) throw new EdgeError('conflict', 'the firewall has as many entries as it may', { fields: { firewall, limit } });
    return checked;
  };
  const get = (kind: SenderKind, name: string): SenderRow => {
    const row = find(kind, name);
    if (row === undefined) throw new EdgeError('not_found', 'there is no entry of this name', { fields: { name } });
    return row;
  };
  const mine = (kind: SenderKind, name: string, by: SenderOrigin): SenderRow => {
    const row = get(kind, name);
    if (row.origin === 'panorama' && by !== 'panorama') throw new EdgeError('read_only', 'the entry was configured in Panorama and is read-only here', { fields: { name } });
    return row;
  };
  return {
    add: (sender, at) => db.transaction(() => {
      insert.run(...values({ ...check(sender), fingerprint: null, addedAt: at, changedAt: at }));
      own += 1;
      const row = find(sender.kind, sender.name);
      if (row === undefined) throw new Error('a sender was not stored');
      return row;
    }).immediate(),
    change: (kind, name, change, at, by) => db.transaction(() => {
      const before = mine(kind, name, by), after = check({ ...before, ...change, changedAt: at }, before);
      update.run(...values(after), before.id);
      own += 1;
      return after;
    }).immediate(),
    remove: (kind, name, by) => db.transaction(() => {
      const row = mine(kind, name, by);
      for (const statement of drop) statement.run(row.id);
      own += 1;
      return row;
    }).immediate(),
    find, get,
    list: (kind) => all.all(kind).flatMap((row) => read(row) ?? []),
    generation: () => own + (dataVersion.get()?.data_version ?? 0),
  };
}

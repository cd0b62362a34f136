/** Table firewall_polls: how far each firewall is behind, so that a command in another process can show it and a node that starts knows who has not come back. */
import type { Database } from 'bun:sqlite';

export interface FirewallPollRow {
  readonly serial: string;
  /** Epoch ms, as the other times: the last poll, or the last frame that was pushed. */
  readonly polledAt: number;
  /** How it gets its mappings: a poll each time, a poll that is held, a stream; `away` has no connection. */
  readonly way: 'poll' | 'held' | 'stream' | 'away';
  readonly cursor: string | null;
  /** Sent to it in all. */
  readonly bytes: number;
  /** `snapshot`: with the next poll it gets the whole map. */
  readonly state: 'current' | 'behind' | 'snapshot';
  readonly versions: number;
  readonly entries: number;
  /** At least so many entries. */
  readonly more: boolean;
  readonly oldestAt: number | null;
  readonly savedAt: number;
}

export interface FirewallPollsTable {
  /** In one transaction. Rows of firewalls that are no longer registered go. */
  save(rows: readonly FirewallPollRow[], gone: readonly string[]): void;
  list(): readonly FirewallPollRow[];
  of(serial: string): FirewallPollRow | undefined;
}

type Row = Omit<FirewallPollRow, 'more'> & { readonly more: number };
const SELECT = 'SELECT serial, polled_at AS polledAt, way, cursor, bytes, state, versions, entries, more, oldest_at AS oldestAt, saved_at AS savedAt FROM firewall_polls';

export function firewallPollsTable(db: Database): FirewallPollsTable {
  const put = db.prepare<never, [string, number, string, string | null, number, string, number, number, number, number | null, number]>('INSERT OR REPLACE INTO firewall_polls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const drop = db.prepare<never, [string]>('DELETE FROM firewall_polls WHERE serial = ?');
  const list = db.prepare<Row, []>(`${SELECT} ORDER BY serial`), of = db.prepare<Row, [string]>(`${SELECT} WHERE serial = ?`);
  const read = (row: Row): FirewallPollRow => ({ ...row, more: row.more === 1 });
  return {
    save(rows, gone) {
      db.transaction(() => {
        for (const { serial, polledAt, way, cursor, bytes, state, versions, entries, more, oldestAt, savedAt } of rows) put.run(serial, polledAt, way, cursor, bytes, state, versions, entries, more ? 1 : 0, oldestAt, savedAt);
        for (const serial of gone) drop.run(serial);
      }).immediate();
    },
    list: () => list.all().map(read),
    of(serial) {
      const row = of.get(serial);
      return row === null ? undefined : read(row);
    },
  };
}

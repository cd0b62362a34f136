/** Table firewall_descriptions: what operators say of their firewalls, whole and as they said it. */
import type { Database } from 'bun:sqlite';

export interface DescriptionsTable {
  /** JSON as `set` was given it. */
  get(serial: string): string | undefined;
  set(serial: string, description: string, at: number): void;
}

export function descriptionsTable(db: Database): DescriptionsTable {
  const get = db.prepare<{ description: string }, [string]>('SELECT description FROM firewall_descriptions WHERE serial = ?');
  const set = db.prepare<never, [string, string, number]>('INSERT OR REPLACE INTO firewall_descriptions VALUES (?, ?, ?)');
  return { get: (serial) => get.get(serial)?.description, set: (serial, description, at) => { set.run(serial, description, at); } };
}

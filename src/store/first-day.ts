/** How fast devices turn up and are named (R53-R55), counted over their rows a stretch at a time. */
import type { Database } from 'bun:sqlite';

/** Of one tenant, among the devices looked at. */
export interface FirstDayCount {
  readonly tenant: string;
  /** Met a day ago or longer, and those of them that were named within a day. */
  readonly older: number;
  readonly named: number;
  /** Still in their first two days. */
  readonly learning: number;
  /** When the first of them was met, epoch milliseconds. */
  readonly first: number;
}

export interface FirstDay {
  /** Devices `after` to `upTo`, by tenant. */
  count(asked: { readonly now: number; readonly after: number; readonly upTo: number }): readonly FirstDayCount[];
  /** When a tenant's first firewall or sender was let in: from then on devices could be heard (R54). Null: none was. */
  startOf(tenant: string): number | null;
}

const DAY_MS = 86_400_000;
/** In which most of what a device does is heard (R55). */
export const LEARNING_MS = 2 * DAY_MS;

export function firstDay(db: Database): FirstDay {
  const count = db.prepare<FirstDayCount, [number, number, number, number]>(
    `SELECT tenant, sum(met_at <= ?1 - ${DAY_MS}) AS older, sum(met_at > ?1 - ?2) AS learning, min(met_at) AS first,
       sum(met_at <= ?1 - ${DAY_MS} AND EXISTS (SELECT 1 FROM first_names WHERE device = devices.id AND at - met_at <= ${DAY_MS})) AS named
     FROM devices JOIN scopes ON scopes.id = scope WHERE devices.id > ?3 AND devices.id <= ?4 GROUP BY tenant`);
  const start = db.prepare<{ at: number | null }, [string]>(`SELECT min(at) AS at FROM (SELECT issued_at AS at FROM firewalls WHERE tenant = ?1 UNION ALL SELECT added_at FROM senders WHERE tenant = ?1
       UNION ALL SELECT at FROM firewall_audit WHERE serial IN (SELECT serial FROM firewalls WHERE tenant = ?1))`);
  return {
    count: ({ now, after, upTo }) => count.all(now, LEARNING_MS, after, upTo),
    startOf: (tenant) => start.get(tenant)?.at ?? null,
  };
}

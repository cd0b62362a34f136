/** Table alerts: raised once, counted while they go on, resolved by people; bounded. */
import type { Database } from 'bun:sqlite';
import { EdgeError, SEVERITIES, type Alert, type DeviceKey, type Severity } from '../model/index.ts';

export interface AlertRow {
  readonly id: number;
  readonly tenant: string;
  readonly scope: number | null;
  readonly device: DeviceKey | null;
  readonly name: string;
  readonly severity: Severity;
  readonly description: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly times: number;
  readonly resolvedAt: number | null;
  readonly resolvedBy: string | null;
  readonly reason: string | null;
}

export interface AlertQuery { readonly tenant: string; readonly resolved: boolean; readonly device?: DeviceKey; readonly name?: string; readonly least?: Severity; readonly limit: number }

export interface AlertCount { readonly scope: number; readonly device: DeviceKey; readonly severity: Severity; readonly count: number }

export interface AlertsTable {
  /** All in one transaction. Returns how many are new; an open alert that is raised again counts up. */
  raise(alerts: readonly Alert[]): number;
  /** The same inside a transaction of the caller's. */
  put(alerts: readonly Alert[]): number;
  /** Latest first. */
  list(query: AlertQuery): readonly AlertRow[];
  /** Open alerts of each device of a tenant, by severity. */
  counts(tenant: string): readonly AlertCount[];
  find(id: number): AlertRow | undefined;
  resolve(id: number, at: number, by: string, reason: string): AlertRow;
}

/** Rows kept, of all tenants; then resolved ones of the tenant that has most go, and after them its oldest: one that is flooded costs no other its alerts. */
const ALERTS_MAX = 100_000;
/** So many more go at once, so that a full table is not sorted at every new alert. */
const SPARE = 100;

interface Row { id: number; tenant: string; scope: number | null; device: number | null; name: string; severity: string; description: string; detail: string; firstAt: number; lastAt: number; times: number; resolvedAt: number | null; resolvedBy: string | null; reason: string | null }

export function alertsTable(db: Database, most = ALERTS_MAX): AlertsTable {
  const select = 'SELECT id, tenant, scope, device, name, severity, description, detail, first_at AS firstAt, last_at AS lastAt, times, resolved_at AS resolvedAt, resolved_by AS resolvedBy, reason FROM alerts';
  const again = db.prepare<never, [number, string, string, string, string, number, number, string, string]>(
    'UPDATE alerts SET last_at = max(last_at, ?), times = times + 1, description = ?, severity = ?, detail = ? WHERE tenant = ? AND ifnull(scope, 0) = ? AND ifnull(device, 0) = ? AND name = ? AND same = ? AND resolved_at IS NULL');
  const insert = db.prepare<never, [string, number | null, number | null, string, string, string, string, string, number, number]>(
    'INSERT INTO alerts (tenant, scope, device, name, severity, description, same, detail, first_at, last_at, times) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)');
  const count = db.prepare<{ n: number }, []>('SELECT count(*) AS n FROM alerts');
  const trim = db.prepare<never, [number]>('DELETE FROM alerts WHERE id IN (SELECT id FROM alerts WHERE tenant = (SELECT tenant FROM alerts GROUP BY tenant ORDER BY count(*) DESC LIMIT 1) ORDER BY resolved_at IS NULL, last_at LIMIT ?)');
  const list = db.prepare<Row, [string, number, number, number, string, string, string, number]>(`${select} WHERE tenant = ? AND (? = 1 OR resolved_at IS NULL) AND (? = -1 OR device = ?) AND (? = '' OR name = ?) AND severity IN (SELECT value FROM json_each(?)) ORDER BY last_at DESC, id DESC LIMIT ?`);
  const counts = db.prepare<AlertCount, [string]>('SELECT scope, device, severity, count(*) AS count FROM alerts WHERE tenant = ? AND resolved_at IS NULL AND device IS NOT NULL GROUP BY scope, device, severity');
  const find = db.prepare<Row, [number]>(`${select} WHERE id = ?`);
  const resolve = db.prepare<never, [number, string, string, number]>('UPDATE alerts SET resolved_at = ?, resolved_by = ?, reason = ? WHERE id = ? AND resolved_at IS NULL');
  const put = (alerts: readonly Alert[]): number => {
    let fresh = 0;
    for (const { tenant, scope, device, name, severity, description, key, detail, at } of alerts) {
      const said = JSON.stringify(detail);
      if (again.run(at, description, severity, said, tenant, scope ?? 0, device ?? 0, name, key).changes > 0) continue;
      insert.run(tenant, scope, device, name, severity, description, key, said, at, at);
      fresh += 1;
    }
    const over = fresh === 0 ? 0 : (count.get()?.n ?? 0) - most;
    if (over > 0) trim.run(over + Math.floor(most / SPARE));
    return fresh;
  };
  const raise = db.transaction(put);
  return {
    put,
    raise: (alerts) => (alerts.length === 0 ? 0 : raise.immediate(alerts)),
    list: ({ tenant, resolved, device, name, least, limit }) => list.all(tenant, resolved ? 1 : 0, device ?? -1, device ?? -1, name ?? '', name ?? '', JSON.stringify(SEVERITIES.slice(least === undefined ? 0 : SEVERITIES.indexOf(least))), limit).map(read),
    counts: (tenant) => counts.all(tenant),
    find(id) {
      const row = find.get(id);
      return row === null ? undefined : read(row);
    },
    resolve(id, at, by, reason) {
      resolve.run(at, by, reason, id);
      const row = find.get(id);
      if (row === null) throw new EdgeError('not_found', 'there is no alert with this number', { fields: { id }, next: 'see them with nameplate alerts list' });
      return read(row);
    },
  };
}

function read({ severity, detail, device, ...row }: Row): AlertRow {
  const parsed: unknown = JSON.parse(detail);
  return {
    ...row, device: device as DeviceKey | null, // a number that a device had
    severity: SEVERITIES.find((known) => known === severity) ?? 'info', detail: typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {},
  };
}

/** Tables onboarding and first_names: who controls newcomers and for how long, and which devices were ever named (R114-R119). */
import type { Database } from 'bun:sqlite';

export interface OnboardingRow {
  readonly enabled: boolean;
  /** Null is without end. */
  readonly periodMs: number | null;
  readonly actor: string;
  readonly at: number;
  /** When somebody was last told of periods that end soon; 0 never. */
  readonly alerted: number;
}
export interface FirstName { readonly device: number; readonly at: number }

/** Newcomers of a tenant whom we met in an interval, among devices `after` to `upTo`: one look costs what these cost. */
export interface NewcomerCount { readonly tenant: string; readonly below: number; readonly from: number; readonly to: number; readonly after: number; readonly upTo: number }

export interface OnboardingTable {
  /** Undefined: nobody said anything. */
  find(tenant: string): OnboardingRow | undefined;
  set(tenant: string, row: Pick<OnboardingRow, 'enabled' | 'periodMs' | 'actor' | 'at'>): void;
  list(): readonly (OnboardingRow & { readonly tenant: string })[];
  alerted(tenant: string, at: number): void;
  /** Another number after any change, by this process or by a tool beside it. */
  generation(): number;
  /** When a device was first named; undefined never. */
  namedAt(device: number): number | undefined;
  /** Of devices that have one already, nothing changes. */
  addNames(names: readonly FirstName[]): void;
  count(asked: NewcomerCount): number;
}

interface Row { readonly tenant: string; readonly enabled: number; readonly period: number | null; readonly actor: string; readonly at: number; readonly alerted: number }
const SELECT = 'SELECT tenant, enabled, period, actor, at, alerted FROM onboarding';

export function onboardingTable(db: Database): OnboardingTable {
  const find = db.prepare<Row, [string]>(`${SELECT} WHERE tenant = ?`);
  const all = db.prepare<Row, []>(`${SELECT} ORDER BY tenant`);
  const put = db.prepare<never, [string, number, number | null, string, number]>(
    'INSERT INTO onboarding (tenant, enabled, period, actor, at, alerted) VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (tenant) DO UPDATE SET enabled = excluded.enabled, period = excluded.period, actor = excluded.actor, at = excluded.at');
  const alerted = db.prepare<never, [number, string]>('UPDATE onboarding SET alerted = ? WHERE tenant = ?');
  const dataVersion = db.prepare<{ data_version: number }, []>('PRAGMA data_version');
  const named = db.prepare<{ at: number }, [number]>('SELECT at FROM first_names WHERE device = ?');
  const name = db.prepare<never, [number, number]>('INSERT OR IGNORE INTO first_names (device, at) VALUES (?, ?)');
  const count = db.prepare<{ n: number }, [number, number, number, number, number, string]>(
    `SELECT count(*) AS n FROM devices WHERE id > ? AND id <= ? AND confidence < ? AND met_at > ? AND met_at <= ? AND scope IN (SELECT id FROM scopes WHERE tenant = ?)
     AND NOT EXISTS (SELECT 1 FROM first_names WHERE device = devices.id)`);
  let own = 0;
  return {
    find(tenant) {
      const row = find.get(tenant);
      return row ? read(row) : undefined;
    },
    set(tenant, { enabled, periodMs, actor, at }) {
      put.run(tenant, enabled ? 1 : 0, periodMs, actor, at);
      own += 1;
    },
    list: () => all.all().map((row) => ({ tenant: row.tenant, ...read(row) })),
    alerted(tenant, at) { alerted.run(at, tenant); },
    generation: () => own + (dataVersion.get()?.data_version ?? 0),
    namedAt: (device) => named.get(device)?.at,
    addNames(names) { for (const { device, at } of names) name.run(device, at); },
    count: ({ tenant, below, from, to, after, upTo }) => count.get(after, upTo, below, from, to, tenant)?.n ?? 0,
  };
}

function read({ enabled, period, actor, at, alerted }: Row): OnboardingRow { return { enabled: enabled === 1, periodMs: period, actor, at, alerted }; }

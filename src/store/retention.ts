/** Table retention: whether a tenant keeps its logs, and how long by type (R2, R3). */
import type { Database } from 'bun:sqlite';

export interface Retention {
  /** `raw`: the logs as they came; `facts`: only what was learnt from them. */
  readonly keep: 'raw' | 'facts';
  readonly days: number;
  /** Days of the types that differ. */
  readonly typeDays: Readonly<Record<string, number>>;
  /** Most bytes of the tenant's archive; beyond it the oldest segment goes. */
  readonly maxBytes: number;
}

export interface RetentionTable {
  /** Undefined: as the config says. */
  find(tenant: string): Retention | undefined;
  set(tenant: string, retention: Retention): void;
  list(): readonly { readonly tenant: string; readonly retention: Retention }[];
}

interface Row { readonly tenant: string; readonly keep: 'raw' | 'facts'; readonly days: number; readonly typeDays: string; readonly maxBytes: number }

export function retentionTable(db: Database): RetentionTable {
  const select = 'SELECT tenant, keep, days, type_days AS typeDays, max_bytes AS maxBytes FROM retention';
  const find = db.prepare<Row, [string]>(`${select} WHERE tenant = ?`);
  const all = db.prepare<Row, []>(`${select} ORDER BY tenant`);
  const put = db.prepare<never, [string, string, number, string, number]>('INSERT OR REPLACE INTO retention VALUES (?, ?, ?, ?, ?)');
  return {
    find(tenant) {
      const row = find.get(tenant);
      return row ? read(row) : undefined;
    },
    set(tenant, { keep, days, typeDays, maxBytes }) { put.run(tenant, keep, days, JSON.stringify(typeDays), maxBytes); },
    list: () => all.all().map((row) => ({ tenant: row.tenant, retention: read(row) })),
  };
}

export function daysOf(retention: Retention, type: string): number { return retention.typeDays[type] ?? retention.days; }

/** `traffic=7` and its like, as people write them. */
export function typeDaysOf(words: readonly string[]): Record<string, number> {
  return Object.fromEntries(words.map((word) => {
    const [type = '', days = ''] = word.split('=');
    return [type, Number(days)];
  }));
}

function read({ keep, days, typeDays, maxBytes }: Row): Retention {
  const parsed: unknown = JSON.parse(typeDays);
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed).filter((entry): entry is [string, number] => typeof entry[1] === 'number') : [];
  return { keep, days, typeDays: Object.fromEntries(entries), maxBytes };
}

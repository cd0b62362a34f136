/** Table meta: single facts about the data folder, such as the model that made the stored verdicts. */
import type { Database } from 'bun:sqlite';

export interface MetaTable {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  /** Sets it only if it has the value `before` (undefined: none at all); false when it had not. */
  swap(key: string, before: string | undefined, after: string): boolean;
}

export function metaTable(db: Database): MetaTable {
  const get = db.prepare<{ value: string }, [string]>('SELECT value FROM meta WHERE key = ?');
  const set = db.prepare<never, [string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  const replace = db.prepare<never, [string, string, string]>('UPDATE meta SET value = ? WHERE key = ? AND value = ?');
  const begin = db.prepare<never, [string, string]>('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)');
  return {
    get: (key) => get.get(key)?.value, set: (key, value) => { set.run(key, value); },
    swap: (key, before, after) => (before === undefined ? begin.run(key, after) : replace.run(after, key, before)).changes === 1,
  };
}

/** Confidence from which on the node that last ran here publishes a device by its name: what tools beside it say of a device agrees with it. */
export const GATE = 'min_confidence';
const USUAL_GATE = 90;
export function gateOf({ meta }: { readonly meta: MetaTable }): number { return Number(meta.get(GATE) ?? USUAL_GATE); }

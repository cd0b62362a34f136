/** Tables dictionary_entries and dictionary_versions: ids that an entry keeps for ever, and versions that only rise (R109, R113). */
import type { Database } from 'bun:sqlite';

export interface DictionaryRow {
  readonly id: number;
  readonly kind: string;
  readonly owner: string;
  readonly name: string;
  /** JSON, compared as text. */
  readonly facts: string;
}
export interface DictionaryVersion { readonly version: number; readonly generated: number; readonly sha256: string }

export interface DictionaryTable {
  /** The present version; undefined before the first. */
  head(): DictionaryVersion | undefined;
  /** Of the present version, in order of id. */
  entries(): readonly DictionaryRow[];
  /** From one of the versions that are remembered to the present; undefined from any other. */
  since(version: number): { readonly from: DictionaryVersion; readonly added: readonly DictionaryRow[]; readonly changed: readonly DictionaryRow[]; readonly removed: readonly Pick<DictionaryRow, 'id'>[] } | undefined;
  /**
   * Makes `wanted` the content, in one transaction: what is new gets an id, what was there before its old one. Another version only if anything changed.
   * Returns how many new names found no room in the table.
   */
  replace(wanted: readonly Omit<DictionaryRow, 'id'>[], now: number, sha256Of: (entries: readonly DictionaryRow[]) => string): number;
}

/** Versions that changes are told from; whoever is further behind gets all of it. */
const VERSIONS = 256;
/** Names ever given an id. A device may say a new firmware each day for ever. */
export const NAMES_MOST = 200_000;

const COLUMNS = 'id, kind, owner, name, facts';
const keyOf = ({ kind, owner, name }: Omit<DictionaryRow, 'id'>): string => `${kind}\n${owner}\n${name}`;

export function dictionaryTable(db: Database): DictionaryTable {
  const head = db.prepare<DictionaryVersion, []>('SELECT version, generated, sha256 FROM dictionary_versions ORDER BY version DESC LIMIT 1');
  const known = db.prepare<DictionaryVersion, [number]>('SELECT version, generated, sha256 FROM dictionary_versions WHERE version = ?');
  const entries = db.prepare<DictionaryRow, []>(`SELECT ${COLUMNS} FROM dictionary_entries WHERE present = 1 ORDER BY id`);
  const all = db.prepare<DictionaryRow & { present: number }, []>(`SELECT ${COLUMNS}, present FROM dictionary_entries`);
  const added = db.prepare<DictionaryRow, [number]>(`SELECT ${COLUMNS} FROM dictionary_entries WHERE present = 1 AND came > ? ORDER BY id`);
  const changed = db.prepare<DictionaryRow, [number, number]>(`SELECT ${COLUMNS} FROM dictionary_entries WHERE present = 1 AND came <= ? AND changed > ? ORDER BY id`);
  const removed = db.prepare<{ id: number }, [number]>('SELECT id FROM dictionary_entries WHERE present = 0 AND left_with > ? ORDER BY id');
  const insert = db.prepare<never, [string, string, string, string, number, number]>('INSERT INTO dictionary_entries (kind, owner, name, facts, present, came, changed) VALUES (?, ?, ?, ?, 1, ?, ?)');
  const back = db.prepare<never, [string, number, number, number]>('UPDATE dictionary_entries SET facts = ?, present = 1, came = ?, changed = ?, left_with = NULL WHERE id = ?');
  const revise = db.prepare<never, [string, number, number]>('UPDATE dictionary_entries SET facts = ?, changed = ? WHERE id = ?');
  const leave = db.prepare<never, [number, number]>('UPDATE dictionary_entries SET present = 0, left_with = ? WHERE id = ?');
  const open = db.prepare<never, [number]>("INSERT INTO dictionary_versions (generated, sha256) VALUES (?, '')");
  const seal = db.prepare<never, [string, number]>('UPDATE dictionary_versions SET sha256 = ? WHERE version = ?');
  const forget = db.prepare<never, [number]>('DELETE FROM dictionary_versions WHERE version <= ?');

  const replace = (wanted: readonly Omit<DictionaryRow, 'id'>[], now: number, sha256Of: (rows: readonly DictionaryRow[]) => string): number => {
    const before = new Map(all.all().map((row) => [keyOf(row), row])), room = NAMES_MOST - before.size, kept = new Set<string>();
    const fresh: Omit<DictionaryRow, 'id'>[] = [], changes: ((version: number) => void)[] = [];
    for (const row of wanted) {
      const key = keyOf(row), old = before.get(key);
      kept.add(key);
      if (old === undefined) fresh.push(row);
      else if (old.present === 0) changes.push((version) => { back.run(row.facts, version, version, old.id); });
      else if (old.facts !== row.facts) changes.push((version) => { revise.run(row.facts, version, old.id); });
    }
    for (const [key, old] of before) if (old.present === 1 && !kept.has(key)) changes.push((version) => { leave.run(version, old.id); });
    const taken = fresh.slice(0, Math.max(0, room));
    if (taken.length > 0 || changes.length > 0 || head.get() === null) {
      open.run(now);
      const version = head.get()?.version ?? 0;
      for (const change of changes) change(version);
      for (const { kind, owner, name, facts } of taken) insert.run(kind, owner, name, facts, version, version);
      seal.run(sha256Of(entries.all()), version);
      forget.run(version - VERSIONS);
    }
    return fresh.length - taken.length;
  };
  return {
    head: () => head.get() ?? undefined,
    entries: () => entries.all(),
    since(version) {
      const from = known.get(version);
      return from === null ? undefined : { from, added: added.all(version), changed: changed.all(version, version), removed: removed.all(version) };
    },
    replace: (wanted, now, sha256Of) => db.transaction(() => replace(wanted, now, sha256Of)).immediate(),
  };
}

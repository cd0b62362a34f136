/** Table verdicts: what devices are said to be, once each; devices and mappings refer to it by number. */
import type { Database } from 'bun:sqlite';

/** The fields of a verdict, in the order of the JSON array in column fields. */
export interface SavedVerdict {
  readonly device_type: string | null; readonly category: string | null; readonly profile: string | null; readonly vendor: string | null; readonly model: string | null;
  readonly os_family: string | null; readonly os_version: string | null; readonly risk_score: number | null; readonly risk_level: string | null;
}

export interface VerdictsTable {
  /** Its number, given inside the running transaction when it is new. */
  idOf(verdict: SavedVerdict | null): number | null;
  /** The same object for the same number. */
  get(id: number | null): SavedVerdict | null;
  /** A transaction was rolled back, or rows were collected: what is remembered of numbers may be void. */
  forgetNumbers(): void;
  /** Rows there at the start and made since: at least so many there are, collected ones counted until `recount`. */
  readonly made: number;
  recount(): void;
  /** Told of every number that `idOf` gives, while it is set: who refers to a verdict asks for its number first. */
  onUse: ((id: number) => void) | null;
}

type Row = SavedVerdict & { id: number };

export function verdictsTable(db: Database): VerdictsTable {
  const COLUMNS = 'device_type, category, profile, vendor, model, os_family, os_version, risk_score, risk_level';
  const byId = db.prepare<Row, [number]>(`SELECT id, ${COLUMNS} FROM verdicts WHERE id = ?`);
  const find = db.prepare<{ id: number }, [string]>('SELECT id FROM verdicts WHERE fields = ?');
  type Text = string | null;
  const add = db.prepare<never, [string, Text, Text, Text, Text, Text, Text, Text, number | null, Text]>(`INSERT INTO verdicts (fields, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  // Objects are shared by their holders, so the map by object spares the text.
  let numbers = new WeakMap<SavedVerdict, number>();
  const known = new Map<number, SavedVerdict>();
  const count = db.prepare<{ n: number }, []>('SELECT count(*) AS n FROM verdicts');
  let made = count.get()?.n ?? 0;
  const number = (v: SavedVerdict): number => {
    const fields = JSON.stringify([v.device_type, v.category, v.profile, v.vendor, v.model, v.os_family, v.os_version, v.risk_score, v.risk_level]);
    const found = find.get(fields);
    if (found) return found.id;
    made += 1;
    add.run(fields, v.device_type, v.category, v.profile, v.vendor, v.model, v.os_family, v.os_version, v.risk_score, v.risk_level);
    return find.get(fields)?.id ?? 0;
  };
  return {
    onUse: null,
    get made() { return made; },
    recount() { made = 0; },
    idOf(verdict) {
      if (verdict === null) return null;
      let id = numbers.get(verdict);
      if (id === undefined) numbers.set(verdict, (id = number(verdict)));
      this.onUse?.(id);
      return id;
    },
    get(id) {
      if (id === null) return null;
      const before = known.get(id);
      if (before) return before;
      const row = byId.get(id);
      if (!row) return null;
      const { id: _, ...verdict } = row;
      if (known.size >= 65_536) known.clear(); // only sharing is lost
      known.set(id, verdict);
      return verdict;
    },
    forgetNumbers() {
      numbers = new WeakMap();
      known.clear();
    },
  };
}

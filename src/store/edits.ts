/** Tables device_edits and device_audit: what people said of devices, by scope and device key, and who said it when and why (R62). */
import type { Database } from 'bun:sqlite';
import { EdgeError, type DeviceKey } from '../model/index.ts';

/** A device by what outlives its row. */
export interface DeviceRef { readonly scope: number; readonly device: DeviceKey }

/** An edit as it is kept: its JSON, and the parts that are looked for. */
export interface EditRow extends DeviceRef {
  readonly edit: string;
  /** The device it is an interface of. */
  readonly primary: DeviceRef | null;
  /** The address it was given. */
  readonly ip: number | null;
}
export type EditWrite = Pick<EditRow, 'edit' | 'primary' | 'ip'>;

export interface EditNote { readonly at: number; readonly action: string; readonly actor: string; readonly reason: string }
export interface EditAudit extends EditNote, DeviceRef { readonly id: number; readonly before: string | null; readonly after: string | null }

export interface EditChange { readonly ref: DeviceRef; readonly before: string | null }

export interface EditsTable {
  find(ref: DeviceRef): EditRow | undefined;
  /** Everybody of whom something was said, in order of key. */
  all(): Iterable<EditRow>;
  /** Devices merged into this one. */
  secondaries(primary: DeviceRef): readonly EditRow[];
  /** Who was given this address. */
  atAddress(scope: number, ip: number): EditRow | undefined;
  /** All of it in one transaction, or none: `revise` gets what stands and gives what shall; null forgets it, undefined leaves it. */
  change(refs: readonly DeviceRef[], note: EditNote, revise: (before: EditRow | undefined, ref: DeviceRef) => EditWrite | null | undefined): number;
  /** Newest first. */
  history(ref: DeviceRef, limit: number): readonly EditAudit[];
  /** Number of the last change. */
  lastChange(): number;
  /** Whose edits changed after that number, each with the edit it had, and the number they are known up to. */
  changedAfter(id: number, limit: number): { readonly upTo: number; readonly changes: readonly EditChange[] };
  /** Another number after any change, by this process or by a tool beside it. Costs one look at the file's counter. */
  generation(): number;
}

/** As many devices as there may be (devices.max); and changes, none of which is ever deleted. */
const EDITS_MAX = 1_000_000, CHANGES_MAX = 10_000_000;

type Row = DeviceRef & { edit: string; primaryScope: number | null; primaryDevice: DeviceKey | null; ip: number | null };
const SELECT = 'SELECT scope, device, edit, primary_scope AS primaryScope, primary_device AS primaryDevice, ip FROM device_edits';

export function editsTable(db: Database): EditsTable {
  const find = db.prepare<Row, [number, number]>(`${SELECT} WHERE scope = ? AND device = ?`);
  const all = db.prepare<Row, []>(`${SELECT} ORDER BY scope, device`);
  const secondaries = db.prepare<Row, [number, number]>(`${SELECT} WHERE primary_scope = ? AND primary_device = ? ORDER BY scope, device`);
  const atAddress = db.prepare<Row, [number, number]>(`${SELECT} WHERE scope = ? AND ip = ? ORDER BY device`);
  const put = db.prepare<never, [number, number, string, number | null, number | null, number | null]>(
    'INSERT OR REPLACE INTO device_edits (scope, device, edit, primary_scope, primary_device, ip) VALUES (?, ?, ?, ?, ?, ?)');
  const drop = db.prepare<never, [number, number]>('DELETE FROM device_edits WHERE scope = ? AND device = ?');
  const count = db.prepare<{ n: number }, []>('SELECT count(*) AS n FROM device_edits');
  const note = db.prepare<never, [number, number, number, string, string, string, string | null, string | null]>(
    'INSERT INTO device_audit (at, scope, device, action, actor, reason, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const history = db.prepare<EditAudit, [number, number, number]>(
    'SELECT id, at, scope, device, action, actor, reason, before, after FROM device_audit WHERE scope = ? AND device = ? ORDER BY id DESC LIMIT ?');
  const last = db.prepare<{ n: number | null }, []>('SELECT max(id) AS n FROM device_audit');
  const after = db.prepare<DeviceRef & { id: number; before: string | null }, [number, number]>('SELECT id, scope, device, before FROM device_audit WHERE id > ? ORDER BY id LIMIT ?');
  const dataVersion = db.prepare<{ data_version: number }, []>('PRAGMA data_version');
  let own = 0;

  const read = (row: Row | null): EditRow | undefined => {
    if (row === null) return undefined;
    const { scope, device, edit, primaryScope, primaryDevice, ip } = row;
    return { scope, device, edit, primary: primaryScope === null || primaryDevice === null ? null : { scope: primaryScope, device: primaryDevice }, ip };
  };
  const lastChange = (): number => last.get()?.n ?? 0;
  const refuseFull = (): void => {
    if ((count.get()?.n ?? 0) >= EDITS_MAX || lastChange() >= CHANGES_MAX) throw new EdgeError('too_large', 'as much as can be kept was said of devices already', { fields: { devices: EDITS_MAX, changes: CHANGES_MAX }, next: 'start with another data folder, or reset devices that need no word of yours' });
  };
  return {
    find: ({ scope, device }) => read(find.get(scope, device)),
    *all() { for (const row of all.iterate()) { const one = read(row); if (one) yield one; } },
    secondaries: ({ scope, device }) => secondaries.all(scope, device).flatMap((row) => read(row) ?? []),
    atAddress: (scope, ip) => read(atAddress.get(scope, ip)),
    change: (refs, { at, action, actor, reason }, revise) => db.transaction(() => {
      let changed = 0;
      for (const { scope, device } of refs) {
        const before = read(find.get(scope, device)), next = revise(before, { scope, device });
        if (next === undefined || (next === null && before === undefined) || (next !== null && before?.edit === next.edit)) continue;
        if (next !== null && changed % 1000 === 0) refuseFull();
        if (next === null) drop.run(scope, device);
        else put.run(scope, device, next.edit, next.primary?.scope ?? null, next.primary?.device ?? null, next.ip);
        note.run(at, scope, device, action, actor, reason, before?.edit ?? null, next?.edit ?? null);
        changed += 1;
      }
      own += changed;
      return changed;
    }).immediate(),
    history: ({ scope, device }, limit) => history.all(scope, device, limit),
    lastChange,
    changedAfter(id, limit) {
      const rows = after.all(id, limit);
      return { upTo: rows.at(-1)?.id ?? id, changes: rows.map(({ scope, device, before }) => ({ ref: { scope, device }, before })) };
    },
    generation: () => own + (dataVersion.get()?.data_version ?? 0),
  };
}

/** Tables archive_segments and archive_frames: what is in the archive's files. A frame that is not here does not exist. */
import type { Connection } from './connection.ts';

/** 0 grows, 1 is closed, 2 is closed and packed. */
export type SegmentState = 0 | 1 | 2;
export interface SegmentRow {
  readonly id: number;
  readonly tenant: string;
  /** By the steady clock. */
  readonly began: number;
  readonly bytes: number;
  readonly state: SegmentState;
}

export interface FrameRow {
  readonly segment: number;
  readonly at: number;
  readonly head: number;
  readonly bytes: number;
  readonly type: string;
  readonly records: number;
  readonly plain: number;
  /** Times of its records. */
  readonly first: number;
  readonly last: number;
  /** By the steady clock: what its age is counted from. */
  readonly received: number;
}

/** What one tick adds. */
export interface ArchiveWrite { readonly segments: readonly SegmentRow[]; readonly frames: readonly FrameRow[] }

export interface FrameQuery {
  readonly tenant: string;
  /** Epoch milliseconds, inclusive. */
  readonly from: number;
  readonly to: number;
  readonly types: readonly string[];
  readonly oldestFirst: boolean;
}
export type FoundFrame = FrameRow & { readonly id: number; readonly began: number };

export interface ArchiveIndex {
  segments(): readonly SegmentRow[];
  segment(id: number): SegmentRow | undefined;
  /** The newest first by the time of their last record, or the oldest first by that of their first, as of the moment of the first one. */
  find(query: FrameQuery): IterableIterator<FoundFrame>;
  framesOf(segment: number): readonly FrameRow[];
  totals(tenant: string): { readonly segments: number; readonly frames: number; readonly records: number; readonly bytes: number; readonly plain: number };
  /** Of the files. */
  size(tenant: string): { readonly bytes: number };
  tenants(): readonly string[];
  types(tenant: string): readonly string[];
  /** Segments with a frame of this type that came before `time`. */
  expired(tenant: string, type: string, time: number, limit: number): readonly number[];
  oldest(tenant: string): SegmentRow | undefined;
  close(segment: number): void;
  /** Closed ones that were not yet packed, the oldest first. */
  unpacked(limit: number): readonly SegmentRow[];
  packed(segment: number): void;
  /** One transaction: what goes and what stands in its place. */
  replace(gone: readonly number[], write: ArchiveWrite): void;
  /** Frames behind what is left of a damaged file; returns the records lost. */
  cut(segment: number, bytes: number): number;
  write(write: ArchiveWrite): void;
}

const FRAME = 'segment, at, head, bytes, type, records, plain, first, last, received';

export function archiveIndex(db: Connection): ArchiveIndex {
  const segments = db.prepare<SegmentRow, []>('SELECT * FROM archive_segments ORDER BY id');
  const segment = db.prepare<SegmentRow, [number]>('SELECT * FROM archive_segments WHERE id = ?');
  const put = db.prepare<never, [number, string, number, number, number]>(
    'INSERT INTO archive_segments VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes, state = excluded.state');
  const add = db.prepare<never, (number | string)[]>(`INSERT INTO archive_frames (${FRAME}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const framesOf = db.prepare<FrameRow, [number]>(`SELECT ${FRAME} FROM archive_frames WHERE segment = ? ORDER BY at`);
  const totals = db.prepare<{ segments: number; frames: number; records: number; bytes: number; plain: number }, [string, string]>(
    `SELECT count(DISTINCT s.id) AS segments, count(f.id) AS frames, coalesce(sum(f.records), 0) AS records, coalesce(sum(f.plain), 0) AS plain,
       (SELECT coalesce(sum(bytes), 0) FROM archive_segments WHERE tenant = ?) AS bytes
     FROM archive_segments s LEFT JOIN archive_frames f ON f.segment = s.id WHERE s.tenant = ?`);
  const size = db.prepare<{ bytes: number }, [string]>('SELECT coalesce(sum(bytes), 0) AS bytes FROM archive_segments WHERE tenant = ?');
  const tenants = db.prepare<{ tenant: string }, []>('SELECT DISTINCT tenant FROM archive_segments ORDER BY tenant');
  const types = db.prepare<{ type: string }, [string]>('SELECT DISTINCT f.type FROM archive_frames f JOIN archive_segments s ON s.id = f.segment WHERE s.tenant = ?');
  const expired = db.prepare<{ id: number }, [string, number, string, number]>(
    'SELECT DISTINCT s.id FROM archive_frames f JOIN archive_segments s ON s.id = f.segment WHERE f.type = ? AND f.received < ? AND s.tenant = ? LIMIT ?');
  const oldest = db.prepare<SegmentRow, [string]>('SELECT * FROM archive_segments WHERE tenant = ? ORDER BY began, id LIMIT 1');
  const state = db.prepare<never, [number, number]>('UPDATE archive_segments SET state = max(state, ?) WHERE id = ?');
  const unpacked = db.prepare<SegmentRow, [number]>('SELECT * FROM archive_segments WHERE state = 1 ORDER BY id LIMIT ?');
  const dropFrames = db.prepare<never, [number]>('DELETE FROM archive_frames WHERE segment = ?');
  const dropSegment = db.prepare<never, [number]>('DELETE FROM archive_segments WHERE id = ?');
  const behind = db.prepare<{ records: number }, [number, number]>('SELECT coalesce(sum(records), 0) AS records FROM archive_frames WHERE segment = ? AND at + bytes > ?');
  const cutFrames = db.prepare<never, [number, number]>('DELETE FROM archive_frames WHERE segment = ? AND at + bytes > ?');
  const cutSegment = db.prepare<never, [number, number]>('UPDATE archive_segments SET bytes = (SELECT coalesce(max(at + bytes), 0) FROM archive_frames WHERE segment = ?), state = max(state, 1) WHERE id = ?');
  const write = (one: ArchiveWrite): void => {
    for (const { id, tenant, began, bytes, state: now } of one.segments) put.run(id, tenant, began, bytes, now);
    for (const f of one.frames) add.run(f.segment, f.at, f.head, f.bytes, f.type, f.records, f.plain, f.first, f.last, f.received);
  };
  return {
    segments: () => segments.all(),
    segment: (id) => segment.get(id) ?? undefined,
    *find({ tenant, from, to, types: wanted, oldestFirst }) {
      const found = db.once<FoundFrame>(
        `SELECT f.id, s.began, ${FRAME.split(', ').map((name) => `f.${name}`).join(', ')} FROM archive_frames f JOIN archive_segments s ON s.id = f.segment
         WHERE f.last >= ? AND f.first <= ? AND s.tenant = ? ${wanted.length === 0 ? '' : `AND f.type IN (${wanted.map(() => '?').join(', ')})`}
         ORDER BY ${oldestFirst ? 'f.first, f.id' : 'f.last DESC, f.id DESC'}`);
      try {
        yield* found.iterate(from, to, tenant, ...wanted);
      } finally {
        found.finalize();
      }
    },
    framesOf: (id) => framesOf.all(id),
    totals: (tenant) => totals.get(tenant, tenant) ?? { segments: 0, frames: 0, records: 0, bytes: 0, plain: 0 },
    size: (tenant) => size.get(tenant) ?? { bytes: 0 },
    tenants: () => tenants.all().map((row) => row.tenant),
    types: (tenant) => types.all(tenant).map((row) => row.type),
    expired: (tenant, type, time, limit) => expired.all(type, time, tenant, limit).map((row) => row.id),
    oldest: (tenant) => oldest.get(tenant) ?? undefined,
    close(id) { state.run(1, id); },
    unpacked: (limit) => unpacked.all(limit),
    packed(id) { state.run(2, id); },
    replace(gone, one) {
      db.transaction(() => {
        for (const id of gone) { dropFrames.run(id); dropSegment.run(id); }
        write(one);
      }).immediate();
    },
    cut(id, bytes) {
      return db.transaction(() => {
        const lost = behind.get(id, bytes)?.records ?? 0;
        cutFrames.run(id, bytes);
        cutSegment.run(id, id);
        return lost;
      }).immediate();
    },
    write,
  };
}

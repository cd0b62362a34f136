/** The low-rate loop that keeps the archive to its policy: by age and type, by size, and small frames packed into large ones. */
import { closeSync, openSync } from 'node:fs';
import type { Kernel } from '../kernels/index.ts';
import { EdgeError } from '../model/index.ts';
import { daysOf, type FrameRow, type SegmentRow, type Store } from '../store/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import type { Archive } from './archive.ts';
import { FRAME_PLAIN, frameOf, join, newPile, readHead, readLines, type Frame, type Pile, type Run } from './frame.ts';
import { keysOf } from './lines.ts';
import { rowsOf } from './rows.ts';
import { pathOf, readAt, removeFile, writeWhole } from './segments.ts';

export interface SweepDeps {
  readonly archive: Archive;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Loaded when there is something to pack. */
  readonly kernel: () => Kernel;
  /** The steady clock's moment so many milliseconds ago. */
  readonly cutoff: (ms: number) => number;
}

const DAY_MS = 86_400_000;
/** Segments written anew in one round: the rest waits for the next. */
const ROUND = 8;
/** Frames smaller than this are worth putting together. */
const SMALL = FRAME_PLAIN / 2;
/** Uploads so close to one another are one run when frames are put together. */
const RUN_MS = 60_000;

export class Sweeper {
  readonly #deps: SweepDeps;
  /** Files whose segments are gone: a search that has just begun may still read them, so they go a round later. */
  #gone: string[] = [];

  constructor(deps: SweepDeps) { this.#deps = deps; }

  /** One round. Its work is bounded; ticks go on between the segments. */
  async sweep(): Promise<void> {
    const { store, log } = this.#deps;
    for (const path of this.#gone.splice(0)) removeFile(path);
    let left = ROUND, aged = 0, shed = 0;
    for (const tenant of store.archive.tenants()) {
      const policy = this.#deps.archive.policy(tenant);
      const due = new Map(store.archive.types(tenant).map((type) => [type, this.#deps.cutoff(daysOf(policy, type) * DAY_MS)]));
      const segments = new Set([...due].flatMap(([type, time]) => store.archive.expired(tenant, type, time, ROUND)));
      for (const id of segments) {
        if (left-- <= 0) break;
        aged += await this.#rewrite(id, ({ type, received }) => received >= (due.get(type) ?? -Infinity));
      }
      shed += this.#shed(tenant, policy.maxBytes);
    }
    for (const segment of store.archive.unpacked(Math.max(0, left))) {
      if (worthPacking(store.archive.framesOf(segment.id))) await this.#rewrite(segment.id, () => true);
      else store.archive.packed(segment.id);
    }
    this.#deps.metrics.counter('nameplate_archive_swept_records_total', { reason: 'age' }).add(aged);
    this.#deps.metrics.counter('nameplate_archive_swept_records_total', { reason: 'size' }).add(shed);
    if (aged > 0) log.info('raw logs reached the end of their days and were deleted', { records: aged });
    if (shed > 0) log.warn('the archive reached its size; the oldest raw logs were deleted', { records: shed });
  }

  /** The oldest segments until the rest fits; the one that grows is the last to go. */
  #shed(tenant: string, maxBytes: number): number {
    const { store, archive, metrics } = this.#deps;
    let records = 0, { bytes } = store.archive.size(tenant);
    for (let rounds = 0; bytes > maxBytes && rounds < ROUND; rounds++) {
      const oldest = store.archive.oldest(tenant);
      if (oldest === undefined) break;
      if (archive.grows(oldest.id)) archive.close(oldest.id);
      for (const frame of store.archive.framesOf(oldest.id)) records += frame.records;
      this.#replace(oldest, { segments: [], frames: [] });
      bytes -= oldest.bytes;
    }
    metrics.gauge('nameplate_archive_stored_bytes', { tenant }).set(bytes);
    return records;
  }

  /** Returns the records that were not kept. */
  async #rewrite(id: number, keep: (frame: FrameRow) => boolean): Promise<number> {
    const { archive, store } = this.#deps;
    if (archive.grows(id)) archive.close(id);
    const segment = store.archive.segment(id);
    if (segment === undefined) return 0;
    const all = store.archive.framesOf(id), kept = all.filter(keep);
    const dropped = all.reduce((sum, frame) => sum + frame.records, 0) - kept.reduce((sum, frame) => sum + frame.records, 0);
    if (kept.length === 0) {
      this.#replace(segment, { segments: [], frames: [] });
      return dropped;
    }
    const next = { ...segment, id: archive.newId(), state: 2 as const }, frames: FrameRow[] = [];
    let bytes = 0;
    const packed = this.#packed(segment, kept, (frame, received) => {
      frames.push({ ...frame, bytes: frame.bytes.length, segment: next.id, at: bytes, received });
      bytes += frame.bytes.length;
    });
    try {
      await writeWhole(pathOf(store.dir, next), packed);
    } catch (error) {
      removeFile(pathOf(store.dir, next));
      throw error;
    }
    this.#replace(segment, { segments: [{ ...next, bytes }], frames });
    return dropped;
  }

  #replace(segment: SegmentRow, write: Parameters<Store['archive']['replace']>[1]): void {
    this.#deps.store.archive.replace([segment.id], write);
    this.#gone.push(pathOf(this.#deps.store.dir, segment));
  }

  /** The frames by type, small neighbours as one. A large one, or one that cannot be read, is passed on as it is. */
  async *#packed(segment: SegmentRow, frames: readonly FrameRow[], each: (frame: Frame, received: number) => void): AsyncGenerator<Uint8Array> {
    const fd = openSync(pathOf(this.#deps.store.dir, segment), 'r');
    const out = (frame: Frame, received: number): Uint8Array => {
      each(frame, received);
      return frame.bytes;
    };
    try {
      for (const type of new Set(frames.map((frame) => frame.type))) {
        let pile: Pile | undefined, received = 0;
        for (const row of frames.filter((frame) => frame.type === type)) {
          const bytes = readAt(fd, row.at, row.bytes), small = row.plain < SMALL ? this.#unpacked(row, bytes) : undefined;
          if (small === undefined) {
            yield out({ ...row, bytes }, row.received);
            continue;
          }
          if (pile !== undefined && (pile.bytes >= FRAME_PLAIN || pile.format !== small.format)) {
            yield out(await frameOf({ ...pile, runs: oneRun(pile.runs) }), received);
            pile = undefined;
            received = 0;
          }
          pile ??= newPile(type, small.format);
          join(pile, small);
          received = Math.max(received, row.received);
          await Bun.sleep(0); // a tick may be due
        }
        if (pile !== undefined) yield out(await frameOf({ ...pile, runs: oneRun(pile.runs) }), received);
      }
    } finally {
      closeSync(fd);
    }
  }

  #unpacked(row: FrameRow, bytes: Buffer): Pile | undefined {
    try {
      const { format, runs } = readHead(bytes.subarray(0, row.head)), lines = readLines(bytes.subarray(row.head));
      const pile = newPile(row.type, format);
      for (const rows of rowsOf(this.#deps.kernel(), format, lines, row.received)) for (let i = 0; i < rows.count; i++) keysOf(rows, i, pile.keys);
      pile.parts.push(lines);
      pile.runs.push(...runs);
      return Object.assign(pile, { records: row.records, bytes: lines.length, first: row.first, last: row.last });
    } catch (error) {
      if (error instanceof EdgeError) return undefined;
      throw error;
    }
  }
}

/** Two small neighbours of a type, or frames that the index no longer has. */
function worthPacking(frames: readonly FrameRow[]): boolean {
  const small = new Set<string>();
  for (const { type, plain } of frames) {
    if (plain >= SMALL) continue;
    if (small.has(type)) return true;
    small.add(type);
  }
  return frames.length === 0;
}

/** Neighbours of the same firewall within a minute. */
function oneRun(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    const same = last !== undefined && last.firewall === run.firewall && last.site === run.site && last.segment === run.segment && last.shift === run.shift;
    if (same && Math.abs(run.received - last.received) < RUN_MS) out[out.length - 1] = { ...last, records: last.records + run.records };
    else out.push(run);
  }
  return out;
}

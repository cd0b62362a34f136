/** Raw logs of the tenants that keep them: gathered while an upload is folded, packed before its tick commits, in the files before the index knows of them (design law 2). */
import { existsSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { EdgeError, type RowReader, type Scope } from '../model/index.ts';
import { storeError, type ArchiveWrite, type FrameRow, type Retention, type SegmentRow, type Store } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { FRAME_PLAIN, frameOf, heap, join, newPile, type Frame, type Pile } from './frame.ts';
import type { Lines } from './lines.ts';
import { append, dayOf, folderOf, pathOf, removeFile } from './segments.ts';

export interface ArchiveDeps {
  readonly store: Store;
  readonly metrics: Metrics;
  /** For tenants without a setting of their own. */
  readonly retention: Retention;
  readonly linesOf: (rows: RowReader, when: (timeMs: number) => number) => readonly Lines[];
  /** Epoch milliseconds: when a record came, as people will read it. */
  readonly now: () => number;
  /** The same, never leaping: what ages are counted from. */
  readonly steady: () => number;
  /** Bytes of lines and frames that may wait for their commit. */
  readonly waitingMax?: number;
  readonly segmentMax?: number;
}

/** One upload's lines until its commit. */
export interface Stage { add(rows: RowReader): Promise<void>; drop(): void }

/** What the pipeline needs of it. */
export type Archiving = Pick<Archive, 'stage' | 'prepare' | 'prepared' | 'write' | 'committed' | 'forget'>;

/** What opening found, for the log. */
export interface Recovered { readonly cutBytes: number; readonly orphans: number; readonly lostRecords: number }

interface Part { readonly piles: Map<string, Pile>; readonly frames: Frame[]; waiting: number }
interface Growing { row: SegmentRow; frames: number }

const WAITING_MAX = 256 * 1024 * 1024;
/** A segment is closed at this size, at so many frames, or with the day: packing reads one at a time, and the size is what the cap on bytes sheds at once. */
const SEGMENT_MAX = 64 * 1024 * 1024, SEGMENT_FRAMES = 4096;

export class Archive {
  readonly recovered: Recovered;
  readonly #deps: ArchiveDeps;
  readonly #staged = new Map<Stage, Part & { readonly tenant: string }>();
  /** Packed and not yet committed, in the order they came: of uploads, which come again when they are refused, and of what nobody sends again. */
  readonly #ready = new Map<string, Frame[]>();
  readonly #kept = new Map<string, Frame[]>();
  readonly #growing = new Map<string, Growing>();
  #written: ReadonlyMap<string, Growing> | null = null;
  #nextId = 1;

  constructor(deps: ArchiveDeps) {
    this.#deps = deps;
    this.recovered = this.#recover();
    deps.metrics.onCollect(() => { deps.metrics.gauge('nameplate_archive_waiting_bytes').set(this.waiting); });
  }

  policy(tenant: string): Retention { return this.#deps.store.retention.find(tenant) ?? this.#deps.retention; }
  /** Is this segment being appended to? */
  grows(id: number): boolean { return [...this.#growing.values()].some(({ row }) => row.id === id); }
  newId(): number { return this.#nextId++; }
  /** The segment takes no more; the next tick begins another. */
  close(id: number): void {
    for (const [tenant, { row }] of this.#growing) if (row.id === id) this.#growing.delete(tenant);
    this.#deps.store.archive.close(id);
  }

  /** Undefined when the tenant keeps facts only. */
  stage(scope: Scope, firewall: string, shift: number): Stage | undefined {
    if (this.policy(scope.tenant).keep !== 'raw') return undefined;
    const part: Part & { readonly tenant: string } = { tenant: scope.tenant, piles: new Map(), frames: [], waiting: 0 };
    const stage: Stage = {
      add: async (rows) => {
        const received = this.#deps.now(), max = this.#deps.waitingMax ?? WAITING_MAX;
        const lines = this.#deps.linesOf(rows, (time) => effective(time, shift, received));
        const bytes = lines.reduce((sum, one) => sum + one.bytes.length, 0);
        if (this.waiting + bytes > max) {
          this.#deps.metrics.counter('nameplate_archive_refused_total').add();
          throw new EdgeError('overloaded', 'too many bytes of logs wait for a commit', { fields: { limit: max } });
        }
        part.waiting += bytes;
        for (const one of lines) {
          const pile = pileOf(part.piles, one);
          heap(pile, one, { firewall, site: scope.site, segment: scope.segment, received, shift });
          if (pile.bytes >= FRAME_PLAIN) await pack(part, pile);
        }
      },
      drop: () => { this.#staged.delete(stage); },
    };
    this.#staged.set(stage, part);
    return stage;
  }

  /** Packs what these uploads brought: the small ones of a tenant together. From then on they are in the next `write`; when it fails they are as they were. */
  async prepare(uploads: readonly (Stage | undefined)[], absorbed: readonly Stage[] = []): Promise<void> {
    await this.#pack(uploads, this.#ready);
    await this.#pack(absorbed, this.#kept);
  }

  async #pack(stages: readonly (Stage | undefined)[], into: Map<string, Frame[]>): Promise<void> {
    const tenants = new Map<string, Part>(), taken: Stage[] = [];
    for (const stage of stages) {
      const part = stage && this.#staged.get(stage);
      if (stage === undefined || part === undefined) continue;
      taken.push(stage);
      let whole = tenants.get(part.tenant);
      if (whole === undefined) tenants.set(part.tenant, (whole = { piles: new Map(), frames: [], waiting: 0 }));
      whole.frames.push(...part.frames);
      for (const pile of part.piles.values()) {
          const joint = pileOf(whole.piles, pile);
        join(joint, pile);
        if (joint.bytes >= FRAME_PLAIN) await pack(whole, joint);
      }
    }
    for (const part of tenants.values()) for (const pile of part.piles.values()) await pack(part, pile);
    for (const stage of taken) this.#staged.delete(stage);
    for (const [tenant, { frames }] of tenants) into.set(tenant, [...(into.get(tenant) ?? []), ...frames]);
  }

  /** Something waits for the next `write`. */
  get prepared(): boolean { return this.#ready.size > 0 || this.#kept.size > 0; }

  /** Appends and syncs what is prepared; the rows belong into the transaction of its tick. What fails is written over by the next attempt. */
  write(): ArchiveWrite | undefined {
    if (!this.prepared) return undefined;
    const growing = new Map<string, Growing>(), segments: SegmentRow[] = [], frames: FrameRow[] = [];
    const began = performance.now(), received = this.#deps.steady();
    let id = this.#nextId;
    try {
      for (const tenant of new Set([...this.#ready.keys(), ...this.#kept.keys()])) {
        const ready = [...(this.#ready.get(tenant) ?? []), ...(this.#kept.get(tenant) ?? [])];
        let now = this.#growing.get(tenant), from = now?.row.bytes ?? 0, parts: Uint8Array[] = [];
        const flush = (state: 0 | 1): void => {
          if (now === undefined) return;
          if (parts.length > 0) append(pathOf(this.#deps.store.dir, now.row), from, parts);
          segments.push({ ...now.row, state });
        };
        for (const { bytes, ...frame } of ready) {
          if (now === undefined || now.frames >= SEGMENT_FRAMES || now.row.bytes >= (this.#deps.segmentMax ?? SEGMENT_MAX) || dayOf(now.row.began) !== dayOf(received)) {
            flush(1);
            now = { row: { id: id++, tenant, began: received, bytes: 0, state: 0 }, frames: 0 };
            from = 0;
            parts = [];
          }
          frames.push({ ...frame, segment: now.row.id, at: now.row.bytes, bytes: bytes.length, received });
          parts.push(bytes);
          now = { row: { ...now.row, bytes: now.row.bytes + bytes.length }, frames: now.frames + 1 };
        }
        flush(0);
        if (now !== undefined) growing.set(tenant, now);
      }
    } catch (error) {
      throw storeError(folderOf(this.#deps.store.dir), error);
    }
    this.#deps.metrics.histogram('nameplate_archive_write_seconds').observe((performance.now() - began) / 1000);
    this.#written = growing;
    return { segments, frames };
  }

  /** The transaction with the rows of the last `write` is in. */
  committed(): void {
    if (this.#written === null) return;
    const { metrics } = this.#deps;
    for (const [tenant, now] of this.#written) {
      this.#growing.set(tenant, now);
      this.#nextId = Math.max(this.#nextId, now.row.id + 1);
    }
    this.#written = null;
    for (const frames of [...this.#ready.values(), ...this.#kept.values()]) {
      for (const { records, bytes } of frames) {
        metrics.counter('nameplate_archive_records_total').add(records);
        metrics.counter('nameplate_archive_bytes_total').add(bytes.length);
      }
    }
    this.#ready.clear();
    this.#kept.clear();
  }

  /** The uploads that were prepared are refused; what was absorbed waits on. */
  forget(): void {
    this.#ready.clear();
    this.#written = null;
  }

  /** Bytes held for a commit. */
  get waiting(): number {
    let bytes = 0;
    for (const part of this.#staged.values()) bytes += part.waiting;
    for (const frames of [...this.#ready.values(), ...this.#kept.values()]) for (const frame of frames) bytes += frame.bytes.length;
    return bytes;
  }

  /** Makes files and index one again: bytes that no commit knows go, and so do files; what the index knows and no file has is lost, and said. */
  #recover(): Recovered {
    const { store, metrics } = this.#deps;
    let cutBytes = 0, orphans = 0, lostRecords = 0;
    const known = new Set<string>();
    for (const row of store.archive.segments()) {
      const path = pathOf(store.dir, row), size = existsSync(path) ? statSync(path).size : 0;
      known.add(path);
      this.#nextId = Math.max(this.#nextId, row.id + 1);
      if (size > row.bytes) {
        truncateSync(path, row.bytes);
        cutBytes += size - row.bytes;
      } else if (size < row.bytes) {
        lostRecords += store.archive.cut(row.id, size);
        continue;
      }
      if (row.state === 0 && !this.#growing.has(row.tenant)) this.#growing.set(row.tenant, { row, frames: store.archive.framesOf(row.id).length });
      else if (row.state === 0) store.archive.close(row.id);
    }
    const folder = folderOf(store.dir);
    if (store.dir !== ':memory:' && existsSync(folder)) {
      for (const name of readdirSync(folder, { recursive: true })) {
        const path = `${folder}/${String(name)}`;
        if (!path.endsWith('.zst') || known.has(path)) continue;
        removeFile(path);
        orphans += 1;
      }
    }
    if (lostRecords > 0) metrics.counter('nameplate_archive_lost_records_total').add(lostRecords);
    return { cutBytes, orphans, lostRecords };
  }
}

/** What the node takes a record's time for: a record without one, or from a clock ahead of ours, is of now. */
export function effective(timeMs: number, shift: number, received: number): number {
  return timeMs > 0 ? Math.min(Math.floor(timeMs) + shift, received) : received;
}

async function pack(part: Part, pile: Pile): Promise<void> {
  const frame = await frameOf(pile);
  part.piles.delete(keyOf(pile));
  part.frames.push(frame);
  part.waiting += frame.bytes.length - pile.bytes;
}

function keyOf({ type, format }: { readonly type: string; readonly format: string }): string { return `${format}/${type}`; }

function pileOf(piles: Map<string, Pile>, of: { readonly type: string; readonly format: string }): Pile {
  let pile = piles.get(keyOf(of));
  if (pile === undefined) piles.set(keyOf(of), (pile = newPile(of.type, of.format)));
  return pile;
}

/** The map a firewall holds: frames applied by the rules of the wire, with the digest compared after each whole reply. */
import { addHash, digestText, mappingHash, mappingKeyText, removeHash, type MappingKey, type PlacedMapping } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';

/** `epoch`, `gap` and `page` are frames that do not fit what is held, `full` one that would hold too much, `digest` a map that came out different from the node's. */
export type FrameFault = 'epoch' | 'gap' | 'page' | 'full' | 'digest';

/** Where a map stands, to be kept over a restart with its entries. */
export interface HeldPosition { readonly epoch: string; readonly revision: number; readonly cursor: string }
/** `hash` is the entry's own, as the digest sums it up. */
export interface HeldEntry<T> { readonly hash: bigint; readonly kept: T }

/** As many as a node can be set to publish. */
const MOST = 10_000_000;

export class HeldMap<T> {
  readonly #keep: (entry: PlacedMapping) => T;
  #entries = new Map<string, HeldEntry<T>>();
  #sum = 0n;
  #draft: { readonly entries: Map<string, HeldEntry<T>>; sum: bigint } | undefined;
  #epoch: string | undefined;
  #revision = 0;
  /** Somebody else looks at the same entries: copy them before a change. */
  #shared = false;
  cursor: string | undefined;

  /** What is kept of an entry beside its hash, which is enough where only the digest is compared. */
  constructor(keep: (entry: PlacedMapping) => T) { this.#keep = keep; }

  /** The same map, which from now on goes its own way; costs nothing before one of the two changes. */
  fork(): HeldMap<T> {
    const twin = new HeldMap(this.#keep);
    twin.#entries = this.#entries;
    twin.#sum = this.#sum;
    twin.#draft = this.#draft && { entries: new Map(this.#draft.entries), sum: this.#draft.sum };
    twin.#epoch = this.#epoch;
    twin.#revision = this.#revision;
    twin.cursor = this.cursor;
    twin.#shared = this.#shared = true;
    return twin;
  }

  get size(): number { return this.#entries.size; }
  get revision(): number { return this.#revision; }
  get digest(): string { return digestText(this.#sum); }

  /** Undefined before the first whole map. */
  get position(): HeldPosition | undefined { return this.#epoch === undefined || this.cursor === undefined ? undefined : { epoch: this.#epoch, revision: this.#revision, cursor: this.cursor }; }
  entries(): Iterable<HeldEntry<T>> { return this.#entries.values(); }
  get(key: MappingKey): HeldEntry<T> | undefined { return this.#entries.get(mappingKeyText(key)); }

  find(ip: string): T | undefined {
    for (const [name, { kept }] of this.#entries) if (name.startsWith(`${ip} `)) return kept;
    return undefined;
  }

  /** What was held before a restart; the next reply's digest shows whether it still is the map. */
  restore(position: HeldPosition, entries: Iterable<HeldEntry<T> & { readonly key: MappingKey }>): void {
    this.#entries = new Map([...entries].map(({ key, hash, kept }) => [mappingKeyText(key), { hash, kept }]));
    this.#sum = this.#entries.values().reduce((sum, { hash }) => addHash(sum, hash), 0n);
    this.#epoch = position.epoch;
    this.#revision = position.revision;
    this.cursor = position.cursor;
  }

  /** Undefined when the frame was applied. After a fault the map is what it was, or is to be replaced: ask with `error`. */
  apply(frame: PollFrame): FrameFault | undefined {
    const fault = frame.kind === 'snapshot' ? this.#page(frame) : frame.epoch !== this.#epoch ? 'epoch' : frame.kind === 'delta' ? this.#delta(frame) : undefined;
    if (fault !== undefined) return fault;
    this.cursor = frame.cursor;
    if (frame.kind === 'idle') return this.#check(frame.at, frame.digest);
    return frame.more ? undefined : this.#check(frame.to, frame.digest);
  }

  /** Forgets where it stands, and a snapshot that was begun; the map stays (R79). */
  restart(): void {
    this.cursor = undefined;
    this.#draft = undefined;
  }

  #page(frame: Extract<PollFrame, { kind: 'snapshot' }>): FrameFault | undefined {
    if (frame.start === 0) this.#draft = { entries: new Map(), sum: 0n };
    const draft = this.#draft;
    if (draft === undefined || draft.entries.size !== frame.start) return 'page';
    if (frame.total > MOST || draft.entries.size + frame.entries.length > MOST) return 'full';
    for (const entry of frame.entries) draft.sum = this.#put(draft.entries, draft.sum, entry);
    if (frame.more) return undefined;
    if (draft.entries.size !== frame.total) return 'page';
    this.#entries = draft.entries;
    this.#sum = draft.sum;
    this.#epoch = frame.epoch;
    this.#shared = false;
    this.#draft = undefined;
    this.#revision = frame.to;
    return undefined;
  }

  #delta(frame: Extract<PollFrame, { kind: 'delta' }>): FrameFault | undefined {
    if (frame.from > this.#revision || this.#revision > frame.to) return 'gap';
    if (this.#entries.size + frame.upsert.length > 2 * MOST) return 'full';
    if (this.#shared) this.#entries = new Map(this.#entries);
    this.#shared = false;
    for (const entry of frame.upsert) this.#sum = this.#put(this.#entries, this.#sum, entry);
    for (const key of frame.remove) {
      const name = mappingKeyText(key), held = this.#entries.get(name);
      if (held === undefined) continue; // removing what is not there is harmless
      this.#sum = removeHash(this.#sum, held.hash);
      this.#entries.delete(name);
    }
    if (!frame.more) this.#revision = frame.to;
    return undefined;
  }

  #put(entries: Map<string, HeldEntry<T>>, sum: bigint, entry: PlacedMapping): bigint {
    const name = mappingKeyText(entry), before = entries.get(name), hash = mappingHash(entry);
    entries.set(name, { hash, kept: this.#keep(entry) });
    return addHash(before === undefined ? sum : removeHash(sum, before.hash), hash);
  }

  #check(revision: number, digest: string): FrameFault | undefined {
    if (revision < this.#revision) return 'gap';
    this.#revision = revision;
    return digest === this.digest ? undefined : 'digest';
  }
}

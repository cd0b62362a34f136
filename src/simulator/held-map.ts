/** The map a firewall holds: frames applied by the rules of the wire, with the digest compared after each whole reply. */
import { addHash, digestText, mappingHash, removeHash, type MappingKey, type PlacedMapping } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';

/** `stale` and `gap` are frames that do not fit what is held, `digest` a map that came out different from the node's. */
export type FrameFault = 'epoch' | 'gap' | 'page' | 'digest';

interface Held { readonly hash: bigint; readonly entry: PlacedMapping | undefined }

export class HeldMap {
  readonly #keepEntries: boolean;
  #entries = new Map<string, Held>();
  #sum = 0n;
  #draft: { readonly entries: Map<string, Held>; sum: bigint } | undefined;
  #epoch: string | undefined;
  #revision = 0;
  cursor: string | undefined;

  /** Without the entries a map costs a hash an address: enough for a load test, where only the digest is compared. */
  constructor(keepEntries: boolean) { this.#keepEntries = keepEntries; }

  get size(): number { return this.#entries.size; }
  get revision(): number { return this.#revision; }
  get digest(): string { return digestText(this.#sum); }

  find(ip: string): PlacedMapping | undefined {
    for (const { entry } of this.#entries.values()) if (entry?.ip_address === ip) return entry;
    return undefined;
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
    for (const entry of frame.entries) draft.sum = this.#put(draft.entries, draft.sum, entry);
    if (frame.more) return undefined;
    if (draft.entries.size !== frame.total) return 'page';
    this.#entries = draft.entries;
    this.#sum = draft.sum;
    this.#epoch = frame.epoch;
    this.#draft = undefined;
    this.#revision = frame.to;
    return undefined;
  }

  #delta(frame: Extract<PollFrame, { kind: 'delta' }>): FrameFault | undefined {
    if (frame.from > this.#revision || this.#revision > frame.to) return 'gap';
    for (const entry of frame.upsert) this.#sum = this.#put(this.#entries, this.#sum, entry);
    for (const key of frame.remove) {
      const name = keyText(key), held = this.#entries.get(name);
      if (held === undefined) continue; // removing what is not there is harmless
      this.#sum = removeHash(this.#sum, held.hash);
      this.#entries.delete(name);
    }
    if (!frame.more) this.#revision = frame.to;
    return undefined;
  }

  #put(entries: Map<string, Held>, sum: bigint, entry: PlacedMapping): bigint {
    const name = keyText(entry), before = entries.get(name), hash = mappingHash(entry);
    entries.set(name, { hash, entry: this.#keepEntries ? entry : undefined });
    return addHash(before === undefined ? sum : removeHash(sum, before.hash), hash);
  }

  #check(revision: number, digest: string): FrameFault | undefined {
    if (revision < this.#revision) return 'gap';
    this.#revision = revision;
    return digest === this.digest ? undefined : 'digest';
  }
}

function keyText({ site, segment, ip_address }: MappingKey): string { return `${ip_address} ${site} ${segment}`; }

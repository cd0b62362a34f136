/** What firewalls poll: frames of the published tables, encoded once and shared by every client that stands at the same place. */
import { AddressLists } from './address-lists.ts';
import { CappedTable, chooseReply, placedMapping, type Entry, type EntryKey, type MappingTable, type ReadableTable } from '../mapping/index.ts';
import { digestText, ipText } from '../model/index.ts';
import {
  decodeCursor, encode, encodeCursor, viewTag, WIRE_VERSION, type CursorPage, type MappingFeed, type PollAnswer, type PollWants, type SnapshotReason, type View,
  type WireFormat,
} from '../wire/index.ts';

export interface FeedOptions {
  /** The tenant's published table. */
  readonly tableOf: (tenant: string) => MappingTable;
  /** Largest reply before paging, bytes. */
  readonly pageBytes: number;
  /** False answers every changed poll with a snapshot. */
  readonly deltas: boolean;
  readonly now: () => number;
}

/** A reply too large for one frame, fixed while its pages are fetched. */
interface Answer {
  readonly kind: 'snapshot' | 'delta';
  readonly since: number;
  readonly to: number;
  readonly digest: string;
  readonly madeAt: number;
  /** Takes more than one frame. */
  readonly paged: boolean;
  readonly upserts: readonly Entry[];
  readonly removals: readonly EntryKey[];
  readonly pages: Map<string, PollAnswer>;
}

interface Waiter { readonly view: ViewState; readonly revision: number; readonly wake: (changed: boolean) => void }

/** Cached frames of one view at one revision. */
interface ViewState {
  readonly table: ReadableTable;
  /** The same table, where the view takes only so many (R80). */
  readonly capped: CappedTable | undefined;
  readonly sites: ReadonlySet<string> | undefined;
  readonly tag: number;
  revision: number;
  /** Newest revision that changed something this view sees, as far as looked. */
  changedAt: number;
  digest: string;
  cursor: string;
  readonly idle: Partial<Record<WireFormat, PollAnswer>>;
  /** Single-frame deltas by `format since`. */
  readonly deltas: Map<string, PollAnswer>;
  answers: Answer[];
}

/** More than a node has firewalls, should each see a site of its own: one view beyond it, and every poll makes its view anew. */
const VIEWS_MAX = 16_384;
const DELTAS_MAX = 64;
/** Paged replies kept a view. A client whose pages are gone starts again: applying twice is harmless. */
const ANSWERS_MAX = 4;
/** Paged replies of older revisions are kept this long for the clients that fetch them. */
const KEEP_MS = 60_000;
/** Encoded frames kept in all, bytes; past it they are dropped and made again when asked for. */
const CACHE_MAX = 64 * 1024 * 1024;
/** A large snapshot is shared for this long; who gets it follows up with a delta. */
const SHARE_MS = 10_000;

export class Feed implements MappingFeed {
  /** The same tables for those who do not poll. */
  readonly lists: AddressLists;
  readonly #options: FeedOptions;
  readonly #views = new Map<string, ViewState>();
  readonly #waiters = new Map<string, Set<Waiter>>();
  #cached = 0;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.lists = new AddressLists(options.tableOf, options.now);
  }

  poll(view: View, cursor: string | undefined, wants: PollWants): PollAnswer {
    const state = this.#view(view);
    if (cursor === state.cursor && wants.error === undefined) return this.#idle(state, wants.format);
    const position = decodeCursor(cursor);
    if (position?.page && wants.error === undefined && position.epoch === state.table.epoch && position.view === state.tag) {
      const going = this.#continue(state, position.revision, position.page, wants.format);
      if (going) return going;
    }
    // Between the pages of a snapshot a client holds nothing; between those of a delta it still holds where the delta began.
    const held = position?.page?.kind === 'snapshot' ? undefined : position;
    const { epoch, revision, floor } = state.table;
    const reply = chooseReply({ ...(held && { position: held }), error: wants.error !== undefined },
      { epoch, view: state.tag, revision, floor, deltas: this.#options.deltas });
    if (reply.kind === 'idle') return this.#idle(state, wants.format);
    if (reply.kind === 'snapshot') return this.#snapshot(state, reply.reason, wants.format);
    return this.#delta(state, reply.since, wants.format);
  }

  waitForChange(view: View, cursor: string | undefined, ms: number, signal?: AbortSignal): Promise<boolean> {
    const state = this.#view(view);
    const position = decodeCursor(cursor);
    const { epoch, revision } = state.table;
    const current = position && !position.page && position.epoch === epoch && position.view === state.tag && position.revision <= revision;
    if (!current || position.revision < state.changedAt) return Promise.resolve(true);
    if (signal?.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiting = this.#waitersOf(view.tenant);
      const wake = (changed: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        waiting.delete(waiter);
        resolve(changed);
      };
      const stop = (): void => wake(false);
      const waiter: Waiter = { view: state, revision: position.revision, wake };
      const timer = setTimeout(stop, ms);
      signal?.addEventListener('abort', stop);
      waiting.add(waiter);
    });
  }

  position(cursor: string): { readonly epoch: string; readonly revision: number } | undefined {
    const found = decodeCursor(cursor);
    return found && { epoch: found.epoch, revision: found.revision };
  }

  /** What a view is shown now. */
  shownTo(view: View): { readonly table: ReadableTable; readonly sites: ReadonlySet<string> | undefined; readonly tag: number } { return this.#view(view); }

  /** The tenant's table moved on, and what it moved to is committed. */
  published(tenant: string): void {
    for (const waiter of [...(this.#waiters.get(tenant) ?? [])]) {
      this.#refresh(waiter.view);
      if (waiter.revision < waiter.view.changedAt) waiter.wake(true);
    }
  }

  get waiting(): number { return [...this.#waiters.values()].reduce((sum, set) => sum + set.size, 0); }

  /** Mappings that the view with the least room is not shown. */
  get shed(): number { return Math.max(0, ...[...this.#views.values()].map(({ capped }) => capped?.shed ?? 0)); }

  /** Ends every held poll as idle: the node stops. */
  release(): void {
    for (const set of this.#waiters.values()) for (const waiter of [...set]) waiter.wake(false);
  }

  #waitersOf(tenant: string): Set<Waiter> {
    let set = this.#waiters.get(tenant);
    if (!set) this.#waiters.set(tenant, (set = new Set()));
    return set;
  }

  #view(view: View): ViewState {
    const key = view.sites === undefined && view.cap === undefined ? view.tenant : JSON.stringify([view.tenant, view.sites === undefined ? null : [...view.sites].sort(), view.cap ?? null]);
    let state = this.#views.get(key);
    if (!state) {
      if (this.#views.size >= VIEWS_MAX) {
        const oldest = this.#views.keys().next();
        if (!oldest.done) this.#views.delete(oldest.value);
      }
      const whole = this.#options.tableOf(view.tenant), sites = view.sites && new Set(view.sites), capped = view.cap === undefined ? undefined : new CappedTable(whole, sites, view.cap);
      state = {
        table: capped ?? whole, capped, sites, tag: viewTag(view.sites, view.cap),
        revision: -1, changedAt: 0, digest: '', cursor: '', idle: {}, deltas: new Map(), answers: [],
      };
      this.#views.set(key, state);
    }
    this.#refresh(state);
    return state;
  }

  #refresh(state: ViewState): void {
    const { table, sites, tag } = state;
    state.capped?.follow(this.#options.now());
    if (state.revision === table.revision) return;
    // Only what came since it was looked at last: a quiet view must not walk over what others did, tick after tick.
    const looked = Math.max(0, state.revision), last = table.lastChange(looked, sites);
    if (last > looked) state.changedAt = last;
    state.digest = digestText(table.digest(sites));
    state.revision = table.revision;
    state.cursor = encodeCursor({ epoch: table.epoch, view: tag, revision: table.revision });
    delete state.idle.json;
    delete state.idle.msgpack;
    state.deltas.clear();
    if (state.answers.length > 0) {
      const now = this.#options.now();
      state.answers = state.answers.filter((answer) => answer.paged && now - answer.madeAt < KEEP_MS);
    }
  }

  #idle(state: ViewState, format: WireFormat): PollAnswer {
    const { revision, digest, cursor, table } = state;
    return (state.idle[format] ??= {
      kind: 'idle', revision, more: false, cursor,
      bytes: encode({ kind: 'idle', wire: WIRE_VERSION, epoch: table.epoch, digest, cursor, at: revision }, format),
    });
  }

  #delta(state: ViewState, since: number, format: WireFormat): PollAnswer {
    if (since >= state.changedAt) return this.#idle(state, format);
    const key = `${format} ${since}`;
    const known = state.deltas.get(key);
    if (known) return known;
    const delta = state.table.delta(since, state.sites);
    if (!delta) return this.#snapshot(state, 'smaller', format);
    const answer = this.#page(state, this.#answer(state, 'delta', since, delta.upserts, delta.removals), 0, undefined, format);
    if (state.deltas.size < DELTAS_MAX) state.deltas.set(key, answer);
    return answer;
  }

  #snapshot(state: ViewState, reason: SnapshotReason, format: WireFormat): PollAnswer {
    const now = this.#options.now();
    const shared = state.answers.find((a) => a.kind === 'snapshot'
      && (a.to === state.revision || (a.paged && now - a.madeAt < SHARE_MS && a.to >= state.table.floor)));
    const answer = shared ?? this.#answer(state, 'snapshot', 0, state.table.snapshot(state.sites), []);
    if (!shared) this.#retain(state, answer);
    return this.#page(state, answer, 0, reason, format);
  }

  #answer(state: ViewState, kind: Answer['kind'], since: number, upserts: readonly Entry[], removals: readonly EntryKey[]): Answer {
    const paged = this.#end(upserts, removals, 0) < upserts.length + removals.length;
    return { kind, since, to: state.revision, digest: state.digest, madeAt: this.#options.now(), paged, upserts, removals, pages: new Map() };
  }

  #retain(state: ViewState, answer: Answer): void {
    if (state.answers.includes(answer)) return;
    state.answers = [...state.answers.slice(1 - ANSWERS_MAX), answer];
  }

  /** The next page of a reply that was begun; undefined when it is no longer kept. */
  #continue(state: ViewState, since: number, page: CursorPage, format: WireFormat): PollAnswer | undefined {
    const answer = state.answers.find((a) => a.kind === page.kind && a.to === page.to && (a.kind === 'snapshot' || a.since === since));
    if (!answer || page.next >= answer.upserts.length + answer.removals.length) return undefined;
    return this.#page(state, answer, page.next, answer.kind === 'snapshot' ? 'continued' : undefined, format);
  }

  #page(state: ViewState, answer: Answer, start: number, reason: SnapshotReason | undefined, format: WireFormat): PollAnswer {
    const key = `${format} ${start} ${reason ?? ''}`;
    const known = answer.pages.get(key);
    if (known) return known;
    const total = answer.upserts.length + answer.removals.length;
    const end = this.#end(answer.upserts, answer.removals, start);
    const more = end < total;
    if (more) this.#retain(state, answer);
    const { epoch } = state.table;
    const cursor = more
      ? encodeCursor({ epoch, view: state.tag, revision: answer.since, page: { kind: answer.kind, to: answer.to, next: end } })
      : encodeCursor({ epoch, view: state.tag, revision: answer.to });
    const head = { kind: answer.kind, wire: WIRE_VERSION, epoch, digest: answer.digest, cursor, more, to: answer.to };
    const entries = answer.upserts.slice(start, end).map(placedMapping);
    const frame = answer.kind === 'snapshot'
      ? { ...head, start, total, reason, entries }
      : { ...head, from: answer.since, upsert: entries, remove: answer.removals.slice(Math.max(0, start - answer.upserts.length), Math.max(0, end - answer.upserts.length)).map(keyOf) };
    const made: PollAnswer = { kind: answer.kind, bytes: encode(frame, format), revision: answer.to, more, cursor, ...(reason && { reason }) };
    this.#spend(made.bytes.length);
    answer.pages.set(key, made);
    return made;
  }

  /** Counts what is cached, dropped frames included: dropping all too early costs an encoding, nothing else. */
  #spend(bytes: number): void {
    this.#cached += bytes;
    if (this.#cached <= CACHE_MAX) return;
    this.#cached = bytes;
    for (const { deltas, answers } of this.#views.values()) {
      deltas.clear();
      for (const { pages } of answers) pages.clear();
    }
  }

  /** Where the page that begins at `start` ends: at least one item, then as many as fit. */
  #end(upserts: readonly Entry[], removals: readonly EntryKey[], start: number): number {
    const total = upserts.length + removals.length;
    let bytes = 512; // the frame's own fields
    let at = start;
    for (; at < total; at++) {
      const entry = upserts[at];
      bytes += entry ? entryBytes(entry) : 200;
      if (bytes > this.#options.pageBytes && at > start) break;
    }
    return at;
  }
}

const keyOf = ({ place, ip }: EntryKey) => ({ site: place.site, segment: place.segment, ip_address: ipText(ip) });

const verdictBytes = new WeakMap<object, number>();
/** No more than this many bytes as JSON, which is the longer of the two twins. */
function entryBytes(entry: Entry): number {
  let shared = verdictBytes.get(entry.verdict);
  if (shared === undefined) {
    shared = Buffer.byteLength(JSON.stringify(entry.verdict));
    verdictBytes.set(entry.verdict, shared);
  }
  const name = entry.hostname === null ? 4 : Buffer.byteLength(JSON.stringify(entry.hostname));
  return 260 + shared + name + 2 * (entry.place.site.length + entry.place.segment.length);
}

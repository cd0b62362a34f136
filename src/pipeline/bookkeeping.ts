/** The books beside the line: what came from which firewall, counted with the commit of the upload that brought it and never without it. */
import { AppliedBook, Ledger, Releases, SeenWindow, UploadTally, type LogBook, type UploadOrigin } from '../books/index.ts';
import type { BooksWrite, Store } from '../store/index.ts';
import type { Metrics } from '../telemetry/index.ts';

/** Records told from copies of themselves, 16 bytes each, taken with the first firewall log: at a thousand a second, over four minutes by another path, and one on another interface. */
const SEQUENCES = 262_144, SESSIONS = 65_536;

export interface BookkeepingDeps {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly kindName: (kind: number) => string;
  readonly reasonName: (reason: number) => string;
}

/** An upload as it waits for its commit. */
interface Counted { readonly tally: UploadTally }

export class Bookkeeping {
  readonly #deps: BookkeepingDeps;
  readonly #sequences = new SeenWindow(SEQUENCES);
  readonly #sessions = new SeenWindow(SESSIONS);
  readonly #ledger: Ledger;
  readonly #applied: AppliedBook;
  readonly #releases: Releases;
  #owner = 0;
  #planned: readonly LogBook[] = [];
  readonly #absorbed = new Map<number, UploadTally>();

  constructor(deps: BookkeepingDeps) {
    const { books } = deps.store;
    this.#deps = deps;
    this.#ledger = new Ledger(books.logs());
    this.#applied = new AppliedBook(books.applied());
    this.#releases = new Releases(books.releases());
    deps.metrics.onCollect(() => { this.#report(); });
  }

  /** For one upload, from its first part on. */
  open(origin: UploadOrigin): UploadTally {
    const { kindName, reasonName } = this.#deps;
    return new UploadTally((this.#owner = (this.#owner + 1) >>> 0), origin, { sequences: this.#sequences, sessions: this.#sessions, applied: this.#applied, releases: this.#releases, kindName, reasonName });
  }

  /** For rows that no upload brings: counted with the next commit. One a scope, which operators make. */
  absorbing(origin: UploadOrigin): UploadTally {
    const known = this.#absorbed.get(origin.scope);
    if (known !== undefined) return known;
    const tally = this.open(origin);
    this.#absorbed.set(origin.scope, tally);
    return tally;
  }
  /** Is there anything that no upload brings along? */
  get waiting(): boolean { return this.#absorbed.size > 0; }

  /** It is not counted, and what it had is not taken for seen when it comes again. */
  disown({ owner }: UploadTally): void {
    this.#sequences.disown(owner);
    this.#sessions.disown(owner);
  }

  /** What a commit with these uploads writes. */
  plan(uploads: readonly Counted[], now: number): BooksWrite {
    this.#planned = this.#ledger.plan([...uploads.map(({ tally }) => tally), ...this.#absorbed.values()], now);
    const { put, remove } = this.#applied.plan();
    return { logs: this.#planned, applied: put, withdrawn: remove, releases: this.#releases.plan() };
  }

  /** The last plan, made of these uploads, is stored. */
  committed(uploads: readonly Counted[]): void {
    this.#ledger.committed(this.#planned);
    this.#planned = [];
    this.#applied.committed();
    this.#releases.committed();
    for (const { tally } of uploads) this.#measure(tally);
    for (const tally of this.#absorbed.values()) this.#measure(tally);
    this.#absorbed.clear();
  }

  #measure(tally: UploadTally): void {
    const { metrics } = this.#deps;
    for (const { key, used, records, duplicates } of tally.entries()) {
      if (duplicates > 0) metrics.counter('nameplate_duplicates_total').add(duplicates);
      if (records > 0 && key.type !== 'record' && key.type !== 'reject') metrics.counter('nameplate_firewall_logs_total', { type: KNOWN_TYPES.has(key.type) ? key.type : 'other', used: used ? 'yes' : 'no' }).add(records);
    }
  }

  #report(): void {
    const { metrics } = this.#deps;
    metrics.gauge('nameplate_log_books').set(this.#ledger.size);
    metrics.gauge('nameplate_log_books_folded').set(this.#ledger.folded);
    metrics.gauge('nameplate_applied_mappings').set(this.#applied.size);
    metrics.gauge('nameplate_applied_mappings_evicted').set(this.#applied.evicted);
  }
}

/** Log types that get a label of their own: the rest are other people's words. */
const KNOWN_TYPES = new Set([
  'TRAFFIC', 'THREAT', 'HIP-MATCH', 'HIPMATCH', 'SYSTEM', 'GTP', 'SCTP', 'AUTH', 'AUTHENTICATION', 'DECRYPTION', 'START', 'END', 'TUNNEL', 'USERID', 'IPTAG', 'CONFIG', 'GLOBALPROTECT', 'CORRELATION', 'URL', 'DATA',
]);

/** All books of a node: bounded, changed only by what is committed. */
import { keyOf, MINUTES, withMinute, type LogBook, type LogBookKey } from './book.ts';
import type { Entry, UploadTally } from './tally.ts';

/** Books kept; entries beyond it go to the tenant's `other`. */
export const BOOKS_MAX = 4096;
const EMPTY = new Uint32Array(MINUTES);

export class Ledger {
  readonly #books = new Map<string, LogBook>();
  readonly #most: number;
  /** Entries that found no room for a book of their own, since the start. */
  folded = 0;

  constructor(saved: Iterable<LogBook>, most = BOOKS_MAX) {
    this.#most = most;
    for (const book of saved) this.#books.set(keyOf(book), book);
  }

  get size(): number { return this.#books.size; }
  books(): Iterable<LogBook> { return this.#books.values(); }

  /** The books as they are with these uploads. Changes nothing: a commit may fail. */
  plan(uploads: readonly UploadTally[], now: number): readonly LogBook[] {
    const changed = new Map<string, LogBook>();
    let room = this.#most - this.#books.size;
    for (const upload of uploads) {
      for (const entry of upload.entries()) {
        let key = entry.key, name = keyOf(key), before = changed.get(name) ?? this.#books.get(name);
        if (before === undefined && room <= 0) {
          key = other(key);
          name = keyOf(key);
          before = changed.get(name) ?? this.#books.get(name);
        } else if (before === undefined) room -= 1;
        changed.set(name, added(before, key, entry, now));
      }
    }
    return [...changed.values()];
  }

  /** They are stored. */
  committed(books: readonly LogBook[]): void {
    for (const book of books) {
      this.#books.set(keyOf(book), book);
      if (book.type === 'other') this.folded += 1;
    }
  }
}

/** One book a tenant, so that even these are few: a tenant is made by an operator. */
function other({ tenant }: LogBookKey): LogBookKey { return { tenant, firewall: '', type: 'other', subtype: '', path: '', via: '' }; }

function added(before: LogBook | undefined, key: LogBookKey, entry: Entry, now: number): LogBook {
  const { firstRecord = 0, lastRecord = 0, received = 0, minutes = EMPTY } = before ?? {};
  return {
    ...key, used: entry.used,
    records: (before?.records ?? 0) + entry.records, duplicates: (before?.duplicates ?? 0) + entry.duplicates, rejects: (before?.rejects ?? 0) + entry.rejects, bytes: (before?.bytes ?? 0) + entry.bytes,
    firstRecord: firstRecord === 0 ? entry.first : entry.first === 0 ? firstRecord : Math.min(firstRecord, entry.first), lastRecord: Math.max(lastRecord, entry.last),
    received: Math.max(received, now), minutes: withMinute(minutes, received, now, entry.records),
  };
}

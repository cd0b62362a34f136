/** What one upload adds to the books: collected while it is folded in, counted when its commit is done. */
import * as L from '../../assembly/layout.ts';
import type { RowReader } from '../model/index.ts';
import type { AppliedBook } from './applied.ts';
import type { LogBookKey } from './book.ts';
import type { Releases } from './releases.ts';
import type { SeenWindow } from './window.ts';

export interface Entry {
  readonly key: LogBookKey;
  readonly used: boolean;
  records: number;
  duplicates: number;
  rejects: number;
  bytes: number;
  first: number;
  last: number;
}

export interface UploadOrigin { readonly tenant: string; /** Number of the scope the uploader's logs belong to. */ readonly scope: number; readonly uploader: string; readonly path: string }

/** What tallies share: one window for all of a node's uploads. */
export interface TallyDeps {
  readonly sequences: SeenWindow;
  readonly sessions: SeenWindow;
  readonly applied: AppliedBook;
  readonly releases: Releases;
  readonly kindName: (kind: number) => string;
  readonly reasonName: (reason: number) => string;
}

/** Books one upload may open; the rest of its records go to `other`. */
const ENTRIES_MAX = 1024;
const SERIAL_MAX = 64, TYPE_MAX = 32;
const TCP = 6, UDP = 17;
/** A row's kind is a byte; the first is the reject. */
const KINDS = 256, KIND_FIRST = 1;

const BOOK = [L.F_LOG_FIREWALL, L.F_LOG_TYPE, L.F_LOG_SUBTYPE] as const;
const SEQUENCE = [L.F_LOG_SEQUENCE] as const;
const INTERFACE = [L.F_LOG_IN_INTERFACE] as const;

/** Log types have a kind of their own, but for TRAFFIC, whose rows other sources have, too. */
function mayBeLog(kind: number): boolean { return kind === L.KIND_TRAFFIC || (kind > L.KIND_LEASE && kind <= L.LOG_KINDS_LAST); }

export class UploadTally {
  /** Names this upload in the windows. */
  readonly owner: number;
  readonly #origin: UploadOrigin;
  readonly #deps: TallyDeps;
  readonly #seed: number;
  /** By what stands in the log, as a number: no text is made of names that were read before. */
  readonly #entries = new Map<number, Entry>();
  #last = -1;
  #lastEntry: Entry | undefined;

  constructor(owner: number, origin: UploadOrigin, deps: TallyDeps) {
    this.owner = owner;
    this.#origin = origin;
    this.#deps = deps;
    // Serials and numbers of one tenant say nothing of another's.
    this.#seed = Bun.hash.crc32(origin.tenant) | 0;
  }

  entries(): Iterable<Entry> { return this.#entries.values(); }

  /** Counts every row; returns how many there are of each kind, the rejects by reason, and how many are of IPv6. */
  read(rows: RowReader, when: (time: number) => number): { readonly kinds: Uint32Array; readonly reasons: ReadonlyMap<number, number>; readonly six: number } {
    const kinds = new Uint32Array(KINDS), logs = new Uint32Array(KINDS), firsts = new Uint32Array(KINDS), lasts = new Uint32Array(KINDS), reasons = new Map<number, number>();
    let six = 0;
    for (let row = 0; row < rows.count; row++) {
      const kind = rows.kind(row);
      kinds[kind]! += 1;
      if ((rows.flags(row) & L.FLAG_IPV6) !== 0) six += 1;
      if (kind === L.KIND_REJECT) reasons.set(rows.a(row), (reasons.get(rows.a(row)) ?? 0) + 1);
      else if (mayBeLog(kind) && rows.has(row, L.F_LOG_TYPE)) {
        logs[kind]! += 1;
        this.#log(rows, row, kind, when);
      } else {
        const second = rows.seconds(row);
        if (second > lasts[kind]!) lasts[kind] = second;
        if (second > 0 && (firsts[kind] === 0 || second < firsts[kind]!)) firsts[kind] = second;
      }
    }
    for (let kind = KIND_FIRST; kind < KINDS; kind++) {
      const count = kinds[kind]! - logs[kind]!;
      if (count === 0) continue;
      const entry = this.#entry(-1000 - kind, () => this.#key('', 'record', this.#deps.kindName(kind)), true);
      entry.records += count;
      for (const second of [firsts[kind]!, lasts[kind]!]) if (second > 0) this.#at(entry, when(second * 1000));
    }
    for (const [reason, count] of reasons) this.#entry(-2 - reason, () => this.#key('', 'reject', this.#deps.reasonName(reason)), true).rejects += count;
    return { kinds, reasons, six };
  }

  #log(rows: RowReader, row: number, kind: number, when: (time: number) => number): void {
    const mark = rows.mark(row, BOOK, this.#seed);
    const entry = mark === this.#last && this.#lastEntry !== undefined ? this.#lastEntry : this.#entry(mark, () => this.#key(
      rows.text(row, L.F_LOG_FIREWALL) ?? '', rows.text(row, L.F_LOG_TYPE) ?? '', rows.text(row, L.F_LOG_SUBTYPE) ?? ''), kind !== L.KIND_UNUSED);
    this.#last = mark;
    this.#lastEntry = entry;
    const time = rows.timeMs(row);
    const at = time > 0 ? when(time) : 0;
    this.#at(entry, at);
    this.#deps.releases.read(this.#origin.tenant, entry.key.firewall, rows, row, kind, at);
    this.#deps.applied.read(this.#origin.scope, entry.key.firewall, rows, row, kind, at);
    if (this.#again(rows, row, kind, mark)) {
      entry.duplicates += 1;
      return;
    }
    entry.records += 1;
    if (kind === L.KIND_TRAFFIC) entry.bytes += rows.length(row);
  }

  /** The same record by another path has the same number of the same firewall (R7); the same session on another interface has other numbers (R26). */
  #again(rows: RowReader, row: number, kind: number, book: number): boolean {
    const { sequences, sessions } = this.#deps;
    if (rows.has(row, L.F_LOG_SEQUENCE) && rows.has(row, L.F_LOG_FIREWALL) && sequences.seen(rows.mark(row, SEQUENCE, book ^ (book / 0x200000)), this.owner)) return true;
    const proto = rows.proto(row);
    if (kind !== L.KIND_TRAFFIC || (proto !== TCP && proto !== UDP) || rows.srcPort(row) === 0 || rows.srcIp(row) === 0 || rows.seconds(row) === 0 || !rows.has(row, L.F_LOG_IN_INTERFACE)) return false;
    const interfaceMark = ((rows.mark(row, INTERFACE, this.#seed) / 0x200000) | 1) >>> 0;
    return sessions.seen(sessionMark(rows, row, book), this.owner, interfaceMark);
  }

  #at(entry: Entry, time: number): void {
    if (time <= 0) return;
    if (entry.first === 0 || time < entry.first) entry.first = time;
    if (time > entry.last) entry.last = time;
  }

  #entry(id: number, key: () => LogBookKey, used: boolean): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const other = this.#entries.size >= ENTRIES_MAX;
    const entry = (other ? this.#entries.get(-1) : undefined) ?? { key: other ? this.#key('', 'other', '') : key(), used, records: 0, duplicates: 0, rejects: 0, bytes: 0, first: 0, last: 0 };
    this.#entries.set(other ? -1 : id, entry);
    return entry;
  }

  #key(firewall: string, type: string, subtype: string): LogBookKey {
    const { tenant, uploader, path } = this.#origin, serial = firewall === '' ? uploader : firewall.slice(0, SERIAL_MAX);
    return { tenant, firewall: serial, type: type.slice(0, TYPE_MAX), subtype: subtype.slice(0, TYPE_MAX), path, via: serial === uploader ? '' : uploader };
  }
}

/** Two sessions of one second never have the same ends: the client's port is its own as long as the session stands. */
function sessionMark(rows: RowReader, row: number, book: number): number {
  let low = book | 0, high = Math.floor(book / 0x200000) | 0;
  const mix = (word: number): void => {
    low = Math.imul((low ^ word) + 0x9e3779b9, 0x85ebca6b);
    low ^= low >>> 13;
    high = Math.imul((high ^ word) + 0x7f4a7c15, 0xc2b2ae35);
    high ^= high >>> 16;
  };
  mix(rows.srcIp(row));
  mix(rows.dstIp(row));
  mix(rows.srcPort(row) * 65536 + rows.dstPort(row));
  mix(rows.seconds(row));
  mix(rows.length(row));
  mix(rows.proto(row));
  return (low >>> 0) * 0x200000 + (high >>> 11);
}

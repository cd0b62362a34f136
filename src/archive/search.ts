/** Search in the archive: frames that may have what is asked for, one at a time, their records in the order of time. Works beside a running node. */
import { closeSync, openSync } from 'node:fs';
import { toRecord, type JsonRecord, type Kernel, type RowBatch } from '../kernels/index.ts';
import { EdgeError } from '../model/index.ts';
import type { FoundFrame, Store } from '../store/index.ts';
import { effective } from './archive.ts';
import { readHead, readLines, type Run } from './frame.ts';
import { mayHave, nameKey } from './key-filter.ts';
import { keysOf } from './lines.ts';
import { lineOf, owners, rowsOf } from './rows.ts';
import { pathOf, readAt } from './segments.ts';

export interface LogQuery {
  readonly tenant: string;
  /** Epoch milliseconds, inclusive; of the records' own times as the node took them. */
  readonly from: number;
  readonly to: number;
  /** Empty: all but rejects. */
  readonly types: readonly string[];
  readonly firewall?: string | undefined;
  /** A key of key-filter.ts: macKey, ipKey, or nameKey of the bytes of an IPv6 address. */
  readonly device?: number | undefined;
  readonly oldestFirst: boolean;
  readonly limit: number;
}

export interface FoundLog {
  readonly time: number;
  readonly owner: Run;
  /** As received, or the record of a capture. */
  readonly line: string;
  readonly record: JsonRecord;
}

interface Timed { readonly time: number }

export interface SearchCounts { frames: number; unpacked: number; bytes: number; unordered: number; missing: number }
export interface SearchDeps { readonly store: Store; readonly kernel: Kernel; readonly counts: SearchCounts }

/** Records that wait for their place in the order. More of them at once, and some come out of order, counted. */
const HELD_MAX = 100_000;
const REJECT = 'reject';

export function newCounts(): SearchCounts { return { frames: 0, unpacked: 0, bytes: 0, unordered: 0, missing: 0 }; }

/** Other work of its thread goes on between two frames. */
export async function* searchLogs(deps: SearchDeps, query: LogQuery): AsyncGenerator<FoundLog, void, undefined> {
  const { counts, store } = deps, { oldestFirst } = query;
  const before = (a: Timed, b: Timed): number => (oldestFirst ? a.time - b.time : b.time - a.time);
  let held: FoundLog[] = [], left = query.limit;
  for (const frame of store.archive.find(query)) {
    if (query.types.length === 0 && frame.type === REJECT) continue;
    counts.frames += 1;
    // Frames come in order, so nothing that comes now goes before these.
    const ready = held.findIndex(({ time }) => (oldestFirst ? time > frame.first : time < frame.last));
    const out = held.splice(0, ready < 0 ? held.length : ready).slice(0, left);
    yield* out;
    left -= out.length;
    if (left <= 0) return;
    const unpacked = counts.unpacked, found = matches(deps, query, frame, before, left);
    if (counts.unpacked > unpacked) await Bun.sleep(0);
    if (found.length === 0) continue;
    held = merged(held, found, before).slice(0, left);
    if (held.length <= HELD_MAX) continue;
    const early = held.splice(0, held.length - HELD_MAX);
    counts.unordered += early.length;
    yield* early;
    left -= early.length;
  }
  yield* held.slice(0, left);
}

/** Both are in order, and so is the result: the older of equals first. */
function merged(a: readonly FoundLog[], b: readonly FoundLog[], before: (a: Timed, b: Timed) => number): FoundLog[] {
  const out: FoundLog[] = [];
  for (let i = 0, k = 0; ;) {
    const left = a[i], right = b[k];
    if (left === undefined && right === undefined) return out;
    if (right === undefined || (left !== undefined && before(left, right) <= 0)) {
      if (left !== undefined) out.push(left);
      i += 1;
    } else {
      out.push(right);
      k += 1;
    }
  }
}

function matches({ store, kernel, counts }: SearchDeps, query: LogQuery, frame: FoundFrame, before: (a: Timed, b: Timed) => number, left: number): FoundLog[] {
  const { firewall, device } = query;
  let fd: number;
  try {
    fd = openSync(pathOf(store.dir, { id: frame.segment, tenant: query.tenant, began: frame.began }), 'r');
  } catch {
    counts.missing += frame.records; // swept meanwhile, or lost: the caller says so
    return [];
  }
  const keys: number[] = [];
  const hits: { readonly time: number; readonly owner: Run; readonly rows: RowBatch; readonly row: number }[] = [];
  try {
    const { format, runs, filter } = readHead(readAt(fd, frame.at, frame.head));
    if ((device !== undefined && !mayHave(filter, device)) || (firewall !== undefined && !mayHave(filter, nameKey(firewall)))) return [];
    counts.unpacked += 1;
    counts.bytes += frame.bytes;
    const whose = owners(runs);
    for (const rows of rowsOf(kernel, format, readLines(readAt(fd, frame.at + frame.head, frame.bytes - frame.head)), frame.received)) {
      for (let row = 0; row < rows.count; row++) {
        const owner = whose.next().value;
        if (owner === undefined) throw new EdgeError('corrupt_store', 'a frame of the archive has more records than owners');
        if (firewall !== undefined && owner.firewall !== firewall) continue;
        const time = effective(rows.timeMs(row), owner.shift, owner.received);
        if (time < query.from || time > query.to) continue;
        if (device !== undefined) {
          keys.length = 0;
          if (!keysOf(rows, row, keys).includes(device)) continue;
        }
        hits.push({ time, owner, rows, row });
      }
    }
  } catch (error) {
    if (!(error instanceof EdgeError) || error.code !== 'corrupt_store') throw error;
    counts.missing += frame.records - hits.length;
  } finally {
    closeSync(fd);
  }
  // Only what can still be asked for is made into text.
  return hits.sort(before).slice(0, left).map(({ time, owner, rows, row }) => ({ time, owner, line: lineOf(rows, row), record: toRecord(rows, row) }));
}

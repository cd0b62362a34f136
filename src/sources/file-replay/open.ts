/** Bytes of a path or a stream: read into a caller's buffer, with one clear error for each way a path can be wrong. */
import { readSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { EdgeError } from '../../model/index.ts';
import { LULL } from './live.ts';

export type Bytes = AsyncIterable<Uint8Array>;

/** Something that fills buffers. */
export interface Reader {
  /** Puts up to `into.length` bytes there; 0 at the end; LULL, of live input only, when what is there should not wait for more. */
  read(into: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

/** After so much of a file the thread has a turn for others: signals, progress. */
const TURN_BYTES = 8 << 20;

/** So many bytes of live input tell what it is, if no more come for a while. */
const TELLING = 4;

/** For a log or capture without a byte. */
export const NOTHING_THERE = 'check what was to write it';
/** The path that means standard input. */
const STDIN = '-';

/** Reads the file to the size it has now: a file that is still being written to ends there. What has no size (standard input, a pipe) is read to its end, or until `signal`. */
export async function openFile(path: string, onRead: (read: number, total: number) => void, signal?: AbortSignal): Promise<Reader> {
  if (path === STDIN) return untilAborted(counting(streamReader(Bun.stdin.stream()), onRead), signal);
  const info = await stat(path).catch((cause: unknown) => { throw pathError(path, cause); });
  if (info.isDirectory()) throw new EdgeError('unreadable', 'this is a folder, not a file', { fields: { path }, next: 'name the files in it' });
  const size = info.isFile() ? info.size : Number.POSITIVE_INFINITY; // pipes and devices have no size
  if (size === 0) throw new EdgeError('wrong_format', 'the file is empty', { fields: { path }, next: NOTHING_THERE });
  // Opening a named pipe waits for its writer.
  const opening = open(path, 'r').catch((cause: unknown) => { throw pathError(path, cause); });
  const handle = await orAborted(opening, info.isFile() ? undefined : signal).catch((error: unknown) => {
    opening.then((late) => late.close()).catch(ignoreLate);
    throw error;
  });
  let at = 0, sinceTurn = 0;
  // A file is there: waiting for another thread to copy it costs four times as much as the copy. A pipe may not come for long.
  const here = (into: Uint8Array, wanted: number): number => {
    try {
      return readSync(handle.fd, into, 0, wanted, at);
    } catch (cause) {
      throw pathError(path, cause);
    }
  };
  const reader: Reader = {
    async read(into) {
      const wanted = Math.min(into.length, size - at);
      if (wanted === 0) return 0;
      const bytesRead = info.isFile() ? here(into, wanted) : (await handle.read(into, 0, wanted, null).catch((cause: unknown) => { throw pathError(path, cause); })).bytesRead;
      at += bytesRead;
      if (info.isFile() && (sinceTurn += bytesRead) >= TURN_BYTES) {
        sinceTurn = 0;
        await new Promise((turn) => { setImmediate(turn); });
      }
      if (bytesRead > 0) onRead(at, Number.isFinite(size) ? size : 0);
      return bytesRead;
    },
    close: () => handle.close(),
  };
  return info.isFile() ? reader : untilAborted(reader, signal);
}

function counting(reader: Reader, onRead: (read: number, total: number) => void): Reader {
  let total = 0;
  return {
    async read(into) {
      const count = await reader.read(into);
      if (count > 0) onRead((total += count), 0);
      return count;
    },
    close: () => reader.close(),
  };
}

/** Of a reader whose next byte may never come: an abort ends the wait, and what still waits is closed when it comes, or ends with the process. */
function untilAborted(reader: Reader, signal: AbortSignal | undefined): Reader {
  return {
    read: (into) => orAborted(reader.read(into), signal),
    async close() {
      const closing = reader.close();
      if (signal?.aborted === true) closing.catch(ignoreLate);
      else await closing;
    },
  };
}

/** Nobody waits for it any more. */
function ignoreLate(): void { return; }

async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  signal.throwIfAborted();
  const stop = Promise.withResolvers<never>();
  const onAbort = (): void => { stop.reject(signal.reason); };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, stop.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function pathError(path: string, cause: unknown): EdgeError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new EdgeError('not_found', 'there is no such file', { cause, fields: { path } });
  if (code === 'EACCES' || code === 'EPERM') return new EdgeError('unreadable', 'no permission to read the file', { cause, fields: { path } });
  return new EdgeError('unreadable', 'the file cannot be read', { cause, fields: { path, reason: typeof code === 'string' ? code : 'unknown' } });
}

/** A stream as a reader. Closing ends the stream early. */
export function streamReader(bytes: Bytes): Reader {
  const source = bytes[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array(0), ended = false;
  return {
    async read(into) {
      while (held.length === 0 && !ended) {
        const next = await source.next();
        if (next.done === true) ended = true; else held = next.value;
      }
      const count = Math.min(into.length, held.length);
      into.set(held.subarray(0, count));
      held = held.subarray(count);
      return count;
    },
    async close() { if (!ended) await source.return?.(); },
  };
}

/** A reader as a stream, for what takes streams. */
export async function* readerBytes(reader: Reader): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const piece = new Uint8Array(1 << 18);
    const count = await reader.read(piece);
    if (count === LULL) continue;
    if (count === 0) return;
    yield count === piece.length ? piece : piece.subarray(0, count);
  }
}

/** The first bytes, and a reader that still gives them. */
export async function lookAhead(reader: Reader, least: number): Promise<{ readonly head: Uint8Array; readonly reader: Reader }> {
  const buffer = new Uint8Array(least);
  let length = 0, lull = false;
  while (length < least && !lull) {
    const count = await reader.read(buffer.subarray(length));
    if (count === 0) break;
    lull = count === LULL && length >= TELLING;
    length += Math.max(count, 0);
  }
  const head = buffer.subarray(0, length);
  let given = 0;
  return {
    head,
    reader: {
      read(into) {
        if (given === head.length) {
          if (!lull) return reader.read(into);
          lull = false; // what is there has waited already
          return Promise.resolve(LULL);
        }
        const count = Math.min(into.length, head.length - given);
        into.set(head.subarray(given, given + count));
        given += count;
        return Promise.resolve(count);
      },
      close: () => reader.close(),
    },
  };
}

/** The first pieces of a stream until `least` bytes are there or it ends, and the stream whole again, piece by piece as it was. */
export async function peek(bytes: Bytes, least: number): Promise<{ readonly head: Uint8Array; readonly all: Bytes }> {
  const source = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0, ended = false;
  while (length < least && !ended) {
    const next = await source.next();
    if (next.done === true) ended = true;
    else {
      first.push(next.value);
      length += next.value.length;
    }
  }
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* first;
      while (!ended) {
        const next = await source.next();
        if (next.done === true) ended = true;
        else yield next.value;
      }
    } finally {
      if (!ended) await source.return?.();
    }
  }
  return { head: first.length === 1 && first[0] !== undefined ? first[0] : Buffer.concat(first), all: all() };
}

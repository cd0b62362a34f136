/** Bytes of a path or a stream, in pieces, with one clear error for each way a path can be wrong. */
import { open, stat } from 'node:fs/promises';
import { EdgeError } from '../../model/index.ts';

export type Bytes = AsyncIterable<Uint8Array>;
const PIECE = 1 << 20;

/** Reads the file to the size it has now: a file that is still being written to ends there. */
export async function* fileBytes(path: string, onRead: (read: number, total: number) => void): AsyncGenerator<Uint8Array, void, undefined> {
  const info = await stat(path).catch((cause: unknown) => { throw pathError(path, cause); });
  if (info.isDirectory()) throw new EdgeError('unreadable', 'this is a folder, not a file', { fields: { path } });
  const size = info.isFile() ? info.size : Number.POSITIVE_INFINITY; // pipes and devices have no size
  if (size === 0) throw new EdgeError('wrong_format', 'the file is empty', { fields: { path } });
  const handle = await open(path, 'r').catch((cause: unknown) => { throw pathError(path, cause); });
  try {
    for (let at = 0; at < size;) {
      const piece = new Uint8Array(Math.min(PIECE, size - at));
      const { bytesRead } = await handle.read(piece, 0, piece.length, info.isFile() ? at : null).catch((cause: unknown) => { throw pathError(path, cause); });
      if (bytesRead === 0) return; // it was cut short while we read
      at += bytesRead;
      onRead(at, Number.isFinite(size) ? size : 0);
      yield bytesRead === piece.length ? piece : piece.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

function pathError(path: string, cause: unknown): EdgeError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new EdgeError('not_found', 'there is no such file', { cause, fields: { path } });
  if (code === 'EACCES' || code === 'EPERM') return new EdgeError('unreadable', 'no permission to read the file', { cause, fields: { path } });
  return new EdgeError('unreadable', 'the file cannot be read', { cause, fields: { path, reason: typeof code === 'string' ? code : 'unknown' } });
}

/** The first pieces until `least` bytes are there or the input ends, and the input whole again. */
export async function peek(bytes: Bytes, least: number): Promise<{ readonly head: Uint8Array; readonly all: Bytes }> {
  const source = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0, ended = false;
  while (length < least) {
    const next = await source.next();
    if (next.done === true) { ended = true; break; }
    pieces.push(next.value);
    length += next.value.length;
  }
  const only = pieces[0];
  const head = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      if (head.length > 0) yield head;
      if (ended) return;
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
      ended = true;
    } finally {
      if (!ended) await source.return?.();
    }
  }
  return { head, all: all() };
}

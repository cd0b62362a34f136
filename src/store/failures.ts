/** What SQLite says went wrong, as the error a person can act on. */
import { EdgeError, type ErrorCode } from '../model/index.ts';

const WRITABLE = 'give a folder that this user may write to';
const MEANING: readonly { readonly pattern: RegExp; readonly code: ErrorCode; readonly message: string; readonly next?: string }[] = [
  // A full disk shows as IOERR_SHMSIZE when it is the shared-memory file that cannot grow.
  { pattern: /^SQLITE_FULL$|^SQLITE_IOERR_SHMSIZE$/, code: 'disk_full', message: 'the disk under the data folder is full' },
  { pattern: /^SQLITE_(CORRUPT|NOTADB)/, code: 'corrupt_store', message: 'the database in the data folder is damaged' },
  { pattern: /^SQLITE_(BUSY|LOCKED)/, code: 'store_locked', message: 'the database stayed locked by another process', next: 'wait until the other command is done and try again' },
  { pattern: /^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/, code: 'unreadable', message: 'the data folder cannot be opened for writing', next: WRITABLE },
];

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Runs `work`; what SQLite or the file system throws comes out as an EdgeError that names the folder. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(path, error);
  }
}

export function storeError(path: string, error: unknown): unknown {
  if (error instanceof EdgeError) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new EdgeError('disk_full', 'the disk under the data folder is full', { cause: error, fields: { path } });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new EdgeError('unreadable', 'the data folder cannot be opened for writing', { cause: error, fields: { path }, next: WRITABLE });
  }
  const known = MEANING.find(({ pattern }) => pattern.test(code));
  if (known) return new EdgeError(known.code, known.message, { cause: error, fields: { path }, ...(known.next === undefined ? {} : { next: known.next }) });
  if (code.startsWith('SQLITE_')) return new EdgeError('internal', 'the database failed', { cause: error, fields: { path, sqlite: code } });
  return error;
}

/** Turns any failure into one sentence that says what and what to do, and into an exit code. */
import { EdgeError, type ErrorCode } from '../model/index.ts';
import type { ExitCode } from './command.ts';

/** What the system's own error codes mean to a person, for failures that no room translated. */
const SYSTEM: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ['not_found', 'no such file or folder'],
  EACCES: ['unreadable', 'permission denied'],
  EPERM: ['unreadable', 'permission denied'],
  EISDIR: ['unreadable', 'it is a folder, not a file'],
  EEXIST: ['unreadable', 'a file stands where a folder is needed'],
  EROFS: ['unreadable', 'the file system is read-only'],
  EMFILE: ['internal', 'too many open files'],
  ENAMETOOLONG: ['not_found', 'the path is too long'],
  ELOOP: ['not_found', 'the path runs in a circle'],
  ENOTDIR: ['not_found', 'a part of the path is not a folder'],
  ENOSPC: ['disk_full', 'no space left on the disk'],
  EDQUOT: ['disk_full', 'the disk quota is used up'],
  EADDRINUSE: ['port_in_use', 'the port is in use'],
  ECONNREFUSED: ['timeout', 'nothing listens at that address'],
};

export function asEdgeError(error: unknown): EdgeError {
  if (error instanceof EdgeError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = SYSTEM[code];
  if (known !== undefined) {
    const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? { path: error.path } : {};
    return new EdgeError(known[0], known[1], { cause: error, fields: path });
  }
  return new EdgeError('internal', 'something went wrong that nobody foresaw', { cause: error, fields: { reason: error instanceof Error ? error.message : String(error) } });
}

/** `error: no permission to read the file (path /x): check the path, and that this user may read and write there`. */
export function describe(error: unknown): string {
  const known = asEdgeError(error);
  const fields = Object.entries(known.fields).filter(([, value]) => value !== null && value !== '').map(([name, value]) => `${name} ${clean(String(value))}`).join(', ');
  const stack = known.code === 'internal' && known.cause instanceof Error && known.cause.stack !== undefined ? `\n${known.cause.stack}` : '';
  return `${known.message}${fields === '' ? '' : ` (${fields})`}: ${known.next}${stack}`;
}

export function exitCode(error: unknown): ExitCode { return asEdgeError(error).exit === 2 ? 2 : 1; }

/** Text from outside without the characters that could move the cursor or forge a line. */
export function clean(text: string): string { return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd'); }

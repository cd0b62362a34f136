/** PEM files on disk: private keys are 0600 from the first byte, and a file is either whole or absent. */
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { EdgeError, type ErrorCode } from '../model/index.ts';

const PRIVATE = 0o600;
const PUBLIC = 0o644;

/** Writes beside the target and renames, so that a crash or a full disk never leaves half a certificate. */
export function writePem(path: string, pem: string, secret: boolean): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = writeDraft(path, pem, secret);
  try {
    renameSync(draft, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileError(error, 'cannot write the certificate file', path);
  }
}

/** The bytes of a file to be, safely on the disk beside its place; whoever asked renames or removes it. */
export function writeDraft(path: string, pem: string, secret: boolean): string {
  const draft = `${path}.${process.pid}.${crypto.randomUUID().slice(0, 8)}.new`;
  try {
    const descriptor = openSync(draft, 'wx', secret ? PRIVATE : PUBLIC);
    try {
      const bytes = Buffer.from(pem);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at); // a disk that is nearly full takes a part, and no error
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return draft;
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileError(error, 'cannot write the certificate file', path);
  }
}

/** A rename is kept over a power cut once its folder is on the disk. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (codeOf(error) !== 'EINVAL') throw error; // a file system that cannot sync a folder, and says so
  } finally {
    closeSync(descriptor);
  }
}

/** Undefined when there is no such file. */
export function readPem(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw fileError(error, 'cannot read the certificate file', path);
  }
}

/** A key that others can read is made private before it is used; where the owner differs that fails, and so does the start. */
export function keepPrivate(path: string): void {
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, PRIVATE);
  } catch (error) {
    throw fileError(error, 'cannot make the private key readable by its owner only', path);
  }
}

function codeOf(error: unknown): string { return error instanceof Error && 'code' in error ? String(error.code) : ''; }

const CODES: Readonly<Record<string, ErrorCode>> = { ENOSPC: 'disk_full', EDQUOT: 'disk_full', EACCES: 'unreadable', EPERM: 'unreadable', EROFS: 'unreadable', ENOTDIR: 'not_found', ENOENT: 'not_found', EISDIR: 'unreadable' };

export function fileError(error: unknown, message: string, file: string): EdgeError {
  if (error instanceof EdgeError) return error;
  return new EdgeError(CODES[codeOf(error)] ?? 'internal', message, { cause: error, fields: { file } });
}

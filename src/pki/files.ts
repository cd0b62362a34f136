/** PEM files on disk: private keys are 0600 from the first byte, and a file is either whole or absent. */
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EdgeError, type ErrorCode } from '../model/index.ts';

const PRIVATE = 0o600;
const PUBLIC = 0o644;

/** Writes beside the target and renames, so that a crash or a full disk never leaves half a certificate. */
export function writePem(path: string, pem: string, secret: boolean): void {
  const draft = `${path}.${process.pid}.${crypto.randomUUID().slice(0, 8)}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const descriptor = openSync(draft, 'wx', secret ? PRIVATE : PUBLIC);
    try {
      writeSync(descriptor, pem);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileError(error, 'cannot write the certificate file', path);
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

/** What a firewall needs, by the names of design section 4: SERIAL.crt, SERIAL.key, ca.crt. Returns their paths. */
export function writeIdentity(folder: string, serial: string, identity: { readonly certificate: string; readonly key: string; readonly ca: string }): readonly [string, string, string] {
  const paths = [join(folder, `${serial}.crt`), join(folder, `${serial}.key`), join(folder, 'ca.crt')] as const;
  writePem(paths[1], identity.key, true);
  writePem(paths[0], identity.certificate, false);
  writePem(paths[2], identity.ca, false);
  return paths;
}

function codeOf(error: unknown): string { return error instanceof Error && 'code' in error ? String(error.code) : ''; }

const CODES: Readonly<Record<string, ErrorCode>> = { ENOSPC: 'disk_full', EDQUOT: 'disk_full', EACCES: 'unreadable', EPERM: 'unreadable', EROFS: 'unreadable', ENOTDIR: 'not_found', ENOENT: 'not_found', EISDIR: 'unreadable' };

export function fileError(error: unknown, message: string, file: string): EdgeError {
  if (error instanceof EdgeError) return error;
  return new EdgeError(CODES[codeOf(error)] ?? 'internal', message, { cause: error, fields: { file } });
}

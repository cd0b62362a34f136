/** The three files a firewall is given, SERIAL.crt, SERIAL.key and ca.crt, put in place as one: all of them, or what was there before. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { parse, parseKey } from './authority.ts';
import { fileError, readPem, syncFolder, writeDraft } from './files.ts';

export interface PlacedIdentity {
  readonly paths: readonly [string, string, string];
  /** What was there before is there again. */
  undo(): void;
  /** They stay; what they replaced is forgotten. */
  keep(): void;
}

/** PEM; or the paths of files that hold it. */
export interface Pems { readonly certificate: string; readonly key: string; readonly ca: string }

interface Move { readonly path: string; readonly draft: string; before: string | undefined; placed: boolean }

/** On the disk when this returns. Everything that needs room is written before anything is replaced, so that a full disk changes nothing and `undo` needs none. */
export function placeIdentity(folder: string, serial: string, identity: Pems): PlacedIdentity {
  return placeAt({ certificate: join(folder, `${serial}.crt`), key: join(folder, `${serial}.key`), ca: join(folder, 'ca.crt') }, identity);
}

/** The same under names of one's own. */
export function placeAt(at: Pems, identity: Pems): PlacedIdentity {
  const paths = [at.certificate, at.key, at.ca] as const, folders = [...new Set(paths.map((path) => dirname(path)))];
  const files = [[paths[0], identity.certificate, false], [paths[1], identity.key, true], [paths[2], identity.ca, false]] as const;
  const moves: Move[] = [];
  const undo = (): void => {
    for (const { path, draft, before, placed } of moves.splice(0)) {
      rmSync(draft, { force: true });
      if (before === undefined && placed) rmSync(path, { force: true });
      else if (before !== undefined && placed) renameSync(before, path);
      else if (before !== undefined) rmSync(before, { force: true });
    }
    for (const folder of folders) syncFolder(folder);
  };
  try {
    for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [path, pem, secret] of files) {
      const old = readPem(path), move: Move = { path, draft: writeDraft(path, pem, secret), before: undefined, placed: false };
      moves.push(move);
      if (old !== undefined) move.before = writeDraft(path, old, secret);
    }
    for (const move of moves) {
      renameSync(move.draft, move.path);
      move.placed = true;
    }
    for (const folder of folders) syncFolder(folder);
  } catch (error) {
    undo();
    throw fileError(error, 'cannot write the certificate file', folders[0] ?? '');
  }
  return { paths, undo, keep: () => { for (const { before } of moves) if (before !== undefined) rmSync(before, { force: true }); } };
}

/** Places them for good; returns their paths. */
export function writeIdentity(folder: string, serial: string, identity: Pems): PlacedIdentity['paths'] {
  const placed = placeIdentity(folder, serial, identity);
  placed.keep();
  return placed.paths;
}

/** Reads them back for a client, so that what cannot work is said before anything is dialled, and with the file's name. */
export function readIdentity(paths: Pems, now: Date): Pems {
  const certificate = needed(paths.certificate), key = needed(paths.key), ca = needed(paths.ca);
  const leaf = theirs(() => parse(certificate, paths.certificate)), secret = theirs(() => parseKey(key, paths.key));
  theirs(() => parse(ca, paths.ca));
  if (!leaf.checkPrivateKey(secret)) throw new EdgeError('credentials', 'the key does not belong to the certificate', { fields: { certificate: paths.certificate, key: paths.key } });
  const notAfter = new Date(leaf.validTo), notBefore = new Date(leaf.validFrom);
  if (now > notAfter) throw new EdgeError('credentials', 'the certificate has expired', { fields: { certificate: paths.certificate, expired: notAfter.toISOString() } });
  if (now < notBefore) throw new EdgeError('credentials', 'the certificate is not valid yet', { fields: { certificate: paths.certificate, from: notBefore.toISOString() } });
  return { certificate, key, ca };
}

/** The same fault, but of a file that a client was given. */
function theirs<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof EdgeError ? new EdgeError('credentials', error.message, { cause: error.cause, fields: error.fields }) : error;
  }
}

function needed(path: string): string {
  const pem = readPem(path);
  if (pem === undefined) throw new EdgeError('not_found', 'there is no such certificate file', { fields: { path } });
  return pem;
}

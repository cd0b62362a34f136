/** The three files a firewall is given, SERIAL.crt, SERIAL.key and ca.crt, put in place as one: all of them, or what was there before. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileError, readPem, syncFolder, writeDraft } from './files.ts';

export interface PlacedIdentity {
  readonly paths: readonly [string, string, string];
  /** What was there before is there again. */
  undo(): void;
  /** They stay; what they replaced is forgotten. */
  keep(): void;
}

interface Move { readonly path: string; readonly draft: string; before: string | undefined; placed: boolean }

/** On the disk when this returns. Everything that needs room is written before anything is replaced, so that a full disk changes nothing and `undo` needs none. */
export function placeIdentity(folder: string, serial: string, identity: { readonly certificate: string; readonly key: string; readonly ca: string }): PlacedIdentity {
  const paths = [join(folder, `${serial}.crt`), join(folder, `${serial}.key`), join(folder, 'ca.crt')] as const;
  const files = [[paths[0], identity.certificate, false], [paths[1], identity.key, true], [paths[2], identity.ca, false]] as const;
  const moves: Move[] = [];
  const undo = (): void => {
    for (const { path, draft, before, placed } of moves.splice(0)) {
      rmSync(draft, { force: true });
      if (before === undefined && placed) rmSync(path, { force: true });
      else if (before !== undefined && placed) renameSync(before, path);
      else if (before !== undefined) rmSync(before, { force: true });
    }
    syncFolder(folder);
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [path, pem, secret] of files) {
      const old = readPem(path), move: Move = { path, draft: writeDraft(path, pem, secret), before: undefined, placed: false };
      moves.push(move);
      if (old !== undefined) move.before = writeDraft(path, old, secret);
    }
    for (const move of moves) {
      renameSync(move.draft, move.path);
      move.placed = true;
    }
    syncFolder(folder);
  } catch (error) {
    undo();
    throw fileError(error, 'cannot write the certificate file', folder);
  }
  return { paths, undo, keep: () => { for (const { before } of moves) if (before !== undefined) rmSync(before, { force: true }); } };
}

/** Places them for good; returns their paths. */
export function writeIdentity(folder: string, serial: string, identity: { readonly certificate: string; readonly key: string; readonly ca: string }): PlacedIdentity['paths'] {
  const placed = placeIdentity(folder, serial, identity);
  placed.keep();
  return placed.paths;
}

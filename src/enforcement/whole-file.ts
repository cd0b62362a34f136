/** A file that is whole or as it was before, whenever the power goes: on the disk before it is in place, its owner's alone. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { EdgeError } from '../model/index.ts';

export function writeWhole(path: string, text: string): void {
  const draft = `${path}.new`;
  let begun = false;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(draft, { force: true });
    const descriptor = openSync(draft, 'wx', 0o600);
    begun = true;
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at); // a disk that is nearly full takes a part, and no error
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, path);
    syncFolder(dirname(path));
  } catch (cause) {
    if (begun) rmSync(draft, { force: true });
    throw new EdgeError('unreadable', 'cannot write the state of the agent', { cause, fields: { path, reason: cause instanceof Error ? cause.message : String(cause) } });
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EINVAL')) throw error; // a file system that cannot sync a folder, and says so
  } finally {
    closeSync(descriptor);
  }
}

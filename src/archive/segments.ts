/** Segment files: where they lie, how frames are appended and made durable, and how they are read. What is behind the length the index knows was never acknowledged. */
import { closeSync, constants, fdatasyncSync, fsyncSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SegmentRow } from '../store/index.ts';

export function folderOf(dir: string): string { return join(dir, 'archive'); }

/** `t-` before the tenant, so that no name is a way out of the folder. */
export function pathOf(dir: string, { id, tenant, began }: Pick<SegmentRow, 'id' | 'tenant' | 'began'>): string {
  return join(folderOf(dir), `t-${tenant}`, `${dayOf(began)}-${String(id).padStart(9, '0')}.zst`);
}

export function dayOf(ms: number): string { return new Date(ms).toISOString().slice(0, 10); }

/** Writes at `at`, whatever is there, and syncs the file and, when it is new, the folder that names it. */
export function append(path: string, at: number, parts: readonly Uint8Array[]): void {
  if (at === 0) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const fd = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    let place = at;
    for (const part of parts) for (let done = 0; done < part.length;) {
      const wrote = writeSync(fd, part, done, part.length - done, place);
      done += wrote;
      place += wrote;
    }
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (at === 0) for (const folder of [dirname(path), dirname(dirname(path))]) syncFolder(folder);
}

/** The same for a segment that nobody waits for: on other threads. */
export async function writeWhole(path: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'w', 0o600);
  try {
    for await (const part of parts) await file.writeFile(part);
    await file.datasync();
  } finally {
    await file.close();
  }
  syncFolder(dirname(path));
}

export function removeFile(path: string): void { rmSync(path, { force: true }); }

/** Fewer bytes than asked for when the file ends before. */
export function readAt(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const read = readSync(fd, bytes, done, length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}

function syncFolder(path: string): void {
  const fd = openSync(path, constants.O_RDONLY);
  try { fsyncSync(fd); } finally { closeSync(fd); }
}

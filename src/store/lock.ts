/** One node a data folder: a lock the kernel drops when the process dies, however it dies. */
import { Database } from 'bun:sqlite';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';

/** Held as an exclusive SQLite transaction on a file of its own, so that tools may still write to the database beside a running node. */
export function lockFolder(dir: string): () => void {
  const db = new Database(join(dir, 'node.lock'), { create: true, readwrite: true });
  try {
    // Long enough for a tool that only looks whether a node runs.
    db.run('PRAGMA busy_timeout = 200');
    db.run('PRAGMA journal_mode = MEMORY'); // nothing is ever written: no journal file to leave behind
    db.run('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Error && 'code' in error && (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')) {
      throw new EdgeError('store_locked', 'another node uses this data folder', { cause: error, fields: { path: dir } });
    }
    throw error;
  }
  return () => db.close();
}

/** Whether a node has the folder: what it wrote of its connections is true only then. */
export function nodeRuns(dir: string): boolean {
  const path = join(dir, 'node.lock');
  if (!existsSync(path)) return false;
  const db = new Database(path, { readwrite: true });
  try {
    db.run('PRAGMA busy_timeout = 0');
    db.run('SELECT count(*) FROM sqlite_schema');
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return true;
    throw error;
  } finally {
    db.close();
  }
}

/** What is a data folder and what is not: half of one, none, and one that this user may not look into. */
import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from './index.ts';

const node = (dir: string): Store => openStore(dir, { role: 'node', now: 0 });
function inFolder(work: (dir: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-folder-'));
  try { work(dir); } finally { rmSync(dir, { recursive: true }); }
}
function codeOf(work: () => unknown): unknown {
  try { work(); } catch (error) { return error instanceof Error && 'code' in error ? error.code : error; }
  return 'nothing thrown';
}

test('certificates without a database are half a folder: refused, and nothing is made', () => {
  inFolder((dir) => {
    mkdirSync(join(dir, 'pki'));
    node(dir).close(); // an empty folder beside it says nothing
    for (const name of ['nameplate.db', 'nameplate.db-wal', 'nameplate.db-shm']) rmSync(join(dir, name), { force: true });
    writeFileSync(join(dir, 'pki', 'ca.crt'), 'x');
    for (const role of ['node', 'tool'] as const) expect(codeOf(() => openStore(dir, { role, now: 0 }))).toBe('incomplete_store');
    writeFileSync(join(dir, 'nameplate.db'), '');
    expect(codeOf(() => node(dir))).toBe('incomplete_store');
    expect(readFileSync(join(dir, 'nameplate.db')).length).toBe(0);
    const empty = new Database(join(dir, 'nameplate.db'));
    empty.run('PRAGMA journal_mode = WAL'); // a header and no tables: the log beside it was lost
    empty.close();
    expect(codeOf(() => node(dir))).toBe('incomplete_store');
  });
});

test.skipIf(process.getuid?.() !== 0)('a folder that this user may not look into is not said to hold nothing', () => {
  inFolder((dir) => {
    node(dir).close();
    chmodSync(dir, 0o700);
    // The room is loaded first: another user may not be able to read the sources.
    const ran = Bun.spawnSync([process.execPath, '-e', `const { openStore } = await import(${JSON.stringify(join(import.meta.dir, 'index.ts'))});
      process.setgid(65534); process.setuid(65534);
      try { openStore(${JSON.stringify(dir)}, { role: 'tool', now: 0, mustExist: true }); } catch (error) { console.log(error.code); }`]);
    expect(ran.stdout.toString()).toBe('unreadable\n');
  });
});

test('a folder that must be one already is not made into one', () => {
  inFolder((dir) => {
    for (const path of [dir, join(dir, 'typo')]) expect(codeOf(() => openStore(path, { role: 'tool', now: 0, mustExist: true }))).toBe('not_found');
    expect(readdirSync(dir)).toEqual([]);
    node(dir).close();
    openStore(dir, { role: 'tool', now: 0, mustExist: true }).close();
  });
});

/** The socket of an agent: it answers, it is a lock, and one that a killed agent left behind is no obstacle. */
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askStatus, serveStatus } from './status.ts';

const folder = mkdtempSync(join(tmpdir(), 'np-status-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

test('answers whole objects, to its owner alone, and to one agent a folder', async () => {
  const path = join(folder, 'a', 'agent.sock');
  expect(await askStatus(path)).toBeUndefined();
  const server = await serveStatus(path, () => ({ n: 1, long: 'x'.repeat(300_000) }));
  expect((await askStatus(path))?.['long']).toBe('x'.repeat(300_000));
  expect([statSync(path).mode & 0o777, statSync(join(folder, 'a')).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(await serveStatus(path, () => ({})).catch((error: unknown) => String(error))).toContain('another agent uses this state folder');
  server.stop();
  expect(await askStatus(path)).toBeUndefined();
});

test('what lies in its place is replaced', async () => {
  const path = join(folder, 'left.sock');
  writeFileSync(path, '');
  const server = await serveStatus(path, () => ({ n: 2 }));
  expect(await askStatus(path)).toEqual({ n: 2 });
  server.stop();
});

test('a path that no socket can have is said', async () => {
  expect(await serveStatus(join(folder, 'x'.repeat(120)), () => ({})).catch((error: unknown) => String(error))).toContain('too long');
});

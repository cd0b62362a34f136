/** The demo as a newcomer runs it: from an empty folder, to its end and until Ctrl-C; it leaves nothing behind. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, run } from './program.ts';

let folder = '', scratch = '', empty = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-demo-test-'));
  scratch = join(folder, 'tmp');
  empty = join(folder, 'empty');
  mkdirSync(scratch);
  mkdirSync(empty);
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const leftovers = (): string[] => [...readdirSync(scratch), ...readdirSync(empty)];

test('[R73] demo --once: devices are named and their mappings reach a firewall over mutual TLS', async () => {
  const ran = await run(['demo', '--once'], { cwd: empty, env: { TMPDIR: scratch } });
  expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
  const [, held, expected] = /the firewall holds (\d+) of (\d+) expected mappings; log to firewall: median \d+ ms, slowest \d+ ms\n/.exec(ran.out) ?? [];
  expect(Number(expected)).toBeGreaterThan(2);
  expect(held).toBe(expected ?? '');
  expect(ran.out).toMatch(/^named {5}[0-9a-f:]{17} {2}192\.168\.77\.\d+ {2}\S.* {2}confidence \d+$/m);
  expect(ran.out).toMatch(/^portal http:\/\/127\.0\.0\.1:\d+ /m);
  expect(leftovers()).toEqual([]);
}, 90_000);

test('demo stays up, with a portal that answers, until Ctrl-C', async () => {
  const child = Bun.spawn([...program, 'demo'], { cwd: empty, env: { ...process.env, TMPDIR: scratch }, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  let shown = '';
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    shown += part;
    if (!shown.includes('Ctrl-C ends the demo')) continue;
    const portal = /^portal (\S+)/m.exec(shown)?.[1] ?? '';
    expect((await fetch(`${portal}/readyz`)).status).toBe(200);
    child.kill('SIGINT');
    break;
  }
  expect(await child.exited).toBe(0);
  expect(await new Response(child.stderr).text()).toBe('');
  expect(leftovers()).toEqual([]);
}, 90_000);

test('demo says what to do when it has nowhere to put its folder', async () => {
  const ran = await run(['demo', '--once'], { env: { TMPDIR: join(folder, 'absent') } });
  expect([ran.code, ran.out]).toEqual([1, '']);
  expect(ran.err).toMatch(/^error: no such file or folder \(path [^\n]*absent[^\n]*\): check the path or name\n$/);
});

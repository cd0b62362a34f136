/** The help of every command, compared with the text that was reviewed; UPDATE_GOLDEN=1 rewrites it. */
import { expect, test } from 'bun:test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './capture-output.ts';
import { COMMANDS } from './commands/index.ts';

const GOLDEN = join(import.meta.dir, 'help.golden.txt');

test('help reads as reviewed', async () => {
  const parts: string[] = [];
  for (const words of [[], ...COMMANDS.map((row) => row.name.split(' '))]) {
    const shown = await capture([...words, '--help']);
    expect(shown.code).toBe(0);
    expect(shown.err).toBe('');
    parts.push(`$ nameplate ${[...words, '--help'].join(' ')}\n${shown.out}`);
  }
  const text = parts.join('\n');
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, text);
  expect(existsSync(GOLDEN) ? readFileSync(GOLDEN, 'utf8') : '').toBe(text);
});

test('every command shows an example that its own parser accepts', async () => {
  for (const row of COMMANDS) {
    for (const example of row.examples) {
      const words = (example.split(' | ')[0] ?? '').split(' > ')[0]?.split(' ') ?? [];
      let ran = false;
      const rows = COMMANDS.map((other) => ({ ...other, load: async () => async () => { ran = other === row; return 0 as const; } }));
      const shown = await capture(words, { rows });
      expect(`${example}: ${shown.code} ${shown.err}`).toBe(`${example}: 0 `);
      expect({ example, ran }).toEqual({ example, ran: true });
    }
  }
});

test('help is found however it is asked for, and of a word that is no command it is told', async () => {
  const whole = await capture(['--help']);
  expect(await capture(['help'])).toEqual(whole);
  expect(await capture(['help', 'device', 'add'])).toEqual(await capture(['device', 'add', '--help']));
  for (const words of [['help', 'device'], ['device', 'help']]) expect(await capture(words)).toEqual(await capture(['device', '--help']));
  expect((await capture(['device', '--help'])).out).toContain('What people know of devices, and their last word on what each is.');
  expect(await capture(['help', 'nosuch'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining("unknown command 'nosuch'") });
});

test('every command of the design is there', () => {
  const names = new Set(COMMANDS.map((row) => row.name));
  const design = ['demo', 'serve', 'identify', 'parse', 'replay', 'simulate', 'firewall add', 'firewall list', 'firewall revoke', 'config print', 'version'];
  expect(design.filter((name) => !names.has(name))).toEqual([]);
});

/** A mistyped tenant, site or segment is an error that names what there is, in every command that has the option. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../store/index.ts';
import { capture } from './capture-output.ts';
import { COMMANDS } from './commands/index.ts';

let data = '';
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'nameplate-place-'));
  const store = openStore(data, { role: 'node', now: 0 });
  for (const scope of [{ tenant: 'default', site: 'North', segment: 'plant' }, { tenant: 'Acme', site: 'main', segment: 'default' }]) store.scopes.idOf(scope);
  store.tenants.open('Acme', '0'.repeat(16));
  store.close();
});
afterAll(() => { rmSync(data, { recursive: true }); });

/** They let something in, or set something, and so may name a place first. */
const FIRST: ReadonlySet<string> = new Set(['firewall add', 'enrol otp', 'enrol psk', 'dhcp-server add', 'dhcp-server edit', 'log-sender add', 'log-sender edit', 'outlet add', 'onboarding set', 'retention set', 'device add', 'device import']);
const ARGS: Readonly<Record<string, readonly string[]>> = { 'alerts resolve': ['1'], 'device merge': ['10.0.0.1', '10.0.0.2'] };
const READERS = COMMANDS.filter(({ name, options }) => !FIRST.has(name) && options.some(({ flags }) => flags.startsWith('--tenant')));

test('every command that asks of a tenant is among those looked at', () => {
  expect(READERS.length).toBeGreaterThan(15);
  for (const name of FIRST) expect(COMMANDS.some((row) => row.name === name)).toBe(true);
});

for (const { name, args, options } of READERS) {
  for (const part of ['tenant', 'site', 'segment'] as const) {
    if (!options.some(({ flags }) => flags.startsWith(`--${part} <name>`))) continue;
    test(`${name} --${part} with a slip of the pen tells what there is`, async () => {
      const words = [...name.split(' '), ...(args === '' ? [] : ARGS[name] ?? ['10.0.0.1']), '--data', data, `--${part}`, 'nrth', ...(name === 'device template' ? ['--list', 'profile'] : [])];
      const { code, out, err } = await capture(words);
      expect({ code, out, err }).toEqual({ code: 1, out: '', err: `error: there is no such ${part} (${part} nrth): there is ${{ tenant: 'Acme, default', site: 'North, default', segment: 'default, plant' }[part]}\n` });
    });
  }
}

test('upper and lower case are the same name; a site is one of its tenant', async () => {
  expect((await capture(['sites', '--data', data, '--tenant', 'acme', '--site', 'MAIN', '--json'])).code).toBe(0);
  expect((await capture(['devices', '--data', data, '--tenant', 'acme', '--site', 'north'])).err).toContain('there is no such site (site north): there is default, main');
  expect((await capture(['onboarding', 'show', '--data', data, '--tenant', 'ACME', '--json'])).out).toContain('"tenant":"Acme"');
});

test('what sets something may name a place first, and says that nothing is known of it', async () => {
  const set = await capture(['onboarding', 'set', '--enabled', 'on', '--tenant', 'globex', '--data', data]);
  expect([set.code, set.err]).toEqual([0, 'nothing is known of tenant globex yet; there is Acme, default\n']);
  expect(await capture(['onboarding', 'show', '--tenant', 'globex', '--data', data])).toMatchObject({ code: 0, err: '' });
  expect(await capture(['device', 'add', '--ip', '10.0.0.7', '--site', 'nrth', '--data', data])).toMatchObject({ code: 0, err: 'nothing is known of site nrth yet; there is North, default\n' });
});

test('an outlet of a site that nobody knows says so, and takes a known one as it is written', async () => {
  const add = async (name: string, ...words: string[]) => await capture(['outlet', 'add', name, '--kind', 'edl', '--data', data, '--json', ...words]);
  const slip = await add('slip', '--site', 'Soth'), known = await add('known', '--site', 'NORTH', '--site', 'default'), other = await add('other', '--tenant', 'acme', '--site', 'north');
  expect([slip.err, known.err, other.err]).toEqual(['nothing is known of site Soth yet; there is North, default, nrth\n', '', 'nothing is known of site north yet; there is default, main\n']);
  expect([slip, known, other].map(({ out }) => (JSON.parse(out) as { sites: unknown }).sites)).toEqual([['Soth'], ['North', 'default'], ['north']]);
});

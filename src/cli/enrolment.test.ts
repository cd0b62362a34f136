/** The firewall commands: what they write, what they refuse, and that they never harm what is there. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../store/index.ts';
import { capture } from './capture-output.ts';

let folder = '', data = '', out = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-firewall-'));
  data = join(folder, 'data');
  out = join(folder, 'certs');
});
afterAll(() => { rmSync(folder, { recursive: true }); });

const firewall = (...words: string[]) => capture(['firewall', ...words, '--data', data]);

test('add writes the certificate, a private key that only its owner can read, and the CA', async () => {
  const { code, out: said, err } = await firewall('add', 'FW-1', '--out', out, '--tenant', 'acme', '--site', 'hq', '--sees', 'hq', '--sees', 'lab');
  expect([code, err]).toEqual([0, '']);
  for (const name of ['FW-1.crt', 'FW-1.key', 'ca.crt']) expect(said).toContain(join(out, name));
  expect(readFileSync(join(out, 'FW-1.crt'), 'utf8')).toStartWith('-----BEGIN CERTIFICATE-----');
  expect(statSync(join(out, 'FW-1.key')).mode & 0o777).toBe(0o600);
});

test('list shows scope and state, as a table or one object a line', async () => {
  const { out: table } = await firewall('list');
  expect(table).toMatch(/^SERIAL +STATE +GOOD UNTIL +TENANT +SITE +SEGMENT +CONFIRMED +BEHIND +OLDEST +LAST POLL +BY +SENT +SEES\nFW-1 +active +\d{4}-\d\d-\d\d +acme +hq +default +- +- +- +never +- +- +hq,lab\n$/);
  const { out: json } = await firewall('list', '--json');
  expect(JSON.parse(json)).toMatchObject({ serial: 'FW-1', state: 'active', tenant: 'acme', sees: ['hq', 'lab'], revoked_at: null });
});

test('a known serial and an existing key file are not overwritten, unless that is asked for', async () => {
  const key = readFileSync(join(out, 'FW-1.key'), 'utf8');
  expect(await firewall('add', 'FW-1', '--out', out)).toMatchObject({ code: 1, err: expect.stringContaining('a key is never overwritten') });
  expect(await firewall('add', 'FW-1', '--out', join(folder, 'elsewhere'))).toMatchObject({ code: 1, err: expect.stringContaining('is registered already') });
  expect(existsSync(join(folder, 'elsewhere', 'FW-1.key'))).toBe(false);
  expect(readFileSync(join(out, 'FW-1.key'), 'utf8')).toBe(key);
  expect((await firewall('add', 'FW-1', '--out', out, '--replace')).code).toBe(0);
  expect(readFileSync(join(out, 'FW-1.key'), 'utf8')).not.toBe(key);
});

test('revoke is kept, and said again when it is asked again', async () => {
  for (let again = 0; again < 2; again++) expect(await firewall('revoke', 'FW-1')).toMatchObject({ code: 0, out: 'firewall FW-1 is refused from now on\n' });
  expect((await firewall('list')).out).toContain('revoked');
  expect(await firewall('revoke', 'NOBODY')).toMatchObject({ code: 1, err: expect.stringContaining('no firewall has this serial') });
});

test('all of it works beside a node that holds the folder', async () => {
  const node = openStore(data, { role: 'node', now: Date.now() });
  const before = node.firewalls.generation();
  expect((await firewall('add', 'FW-2', '--out', out)).code).toBe(0);
  expect(node.firewalls.generation()).not.toBe(before);
  expect(node.firewalls.find('FW-2')?.status).toBe('active');
  node.close();
});

test.each([['../x'], ['a b'], ['x'.repeat(65)], ['.hidden'], ['ca'], ['CA'], ['server']])('refuses the serial %j before anything is made', async (serial) => {
  const fresh = join(folder, 'fresh');
  expect(await capture(['firewall', 'add', serial, '--data', fresh, '--out', fresh])).toMatchObject({ code: 2 });
  expect([existsSync(join(fresh, 'nameplate.db')), existsSync(join(fresh, 'pki'))]).toEqual([false, false]);
});

test('nothing is written among the keys of the node, by whatever path', async () => {
  const pki = join(data, 'pki'), link = join(folder, 'link'), key = readFileSync(join(pki, 'ca.key'), 'utf8');
  symlinkSync(pki, link);
  for (const place of [pki, join(pki, 'sub'), link]) expect(await firewall('add', 'FW-9', '--out', place, '--replace')).toMatchObject({ code: 2, err: expect.stringContaining('keys of the node') });
  expect(readdirSync(pki).filter((name) => name.startsWith('FW-9'))).toEqual([]);
  expect(readFileSync(join(pki, 'ca.key'), 'utf8')).toBe(key);
  expect((await firewall('list')).out).not.toContain('FW-9');
});

test('a mistyped data folder is said, not made', async () => {
  for (const words of [['list'], ['revoke', 'FW-1']]) expect(await capture(['firewall', ...words, '--data', join(folder, 'typo')])).toMatchObject({ code: 1, err: expect.stringContaining('there is no such data folder') });
  expect(existsSync(join(folder, 'typo'))).toBe(false);
  const other = join(folder, 'other');
  mkdirSync(other);
  for (const words of [['list'], ['revoke', 'FW-1']]) expect(await capture(['firewall', ...words, '--data', other])).toMatchObject({ code: 1, err: expect.stringContaining('this is no data folder') });
  expect(readdirSync(other)).toEqual([]);
});

test('[R83] files that cannot be written leave nothing: no row, no half a key, and the certificate in use is good and whole', async () => {
  // A folder in the place of ca.crt: the last of the three cannot be put there.
  const full = join(folder, 'full');
  mkdirSync(join(full, 'ca.crt'), { recursive: true });
  expect(await firewall('add', 'FW-7', '--out', full)).toMatchObject({ code: 1 });
  expect(readdirSync(full)).toEqual(['ca.crt']);
  expect((await firewall('list')).out).not.toContain('FW-7');
  expect((await firewall('add', 'FW-8', '--out', out)).code).toBe(0);
  const before = ['FW-8.crt', 'FW-8.key', 'ca.crt'].map((name) => readFileSync(join(out, name), 'utf8')), rows = (await firewall('list', '--json')).out;
  expect(await firewall('add', 'FW-8', '--out', full, '--replace')).toMatchObject({ code: 1 });
  expect((await firewall('list', '--json')).out).toBe(rows);
  // And the other way round: what cannot be registered leaves no files, and no folder of its own.
  expect(await firewall('add', 'FW-8', '--out', join(folder, 'deep', 'deeper'))).toMatchObject({ code: 1, err: expect.stringContaining('is registered already') });
  expect(['FW-8.crt', 'FW-8.key', 'ca.crt'].map((name) => readFileSync(join(out, name), 'utf8'))).toEqual(before);
  expect(readdirSync(out).filter((name) => name.endsWith('.new'))).toEqual([]);
  expect(existsSync(join(folder, 'deep'))).toBe(false);
});

test('a tenant or site that machines could not compare is refused', async () => {
  expect(await firewall('add', 'FW-3', '--out', out, '--tenant', 'two words')).toMatchObject({ code: 2 });
  expect(await firewall('add', 'FW-3', '--out', out, '--sees', '')).toMatchObject({ code: 2 });
});

/** The commands about the device dictionary: what they print and write, and what verify refuses. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOf, rowOf, shipped } from '../dictionary/index.ts';
import { openSigner } from '../pki/index.ts';
import { openStore } from '../store/index.ts';
import { capture } from './capture-output.ts';

let folder = '', data = '';
const dictionary = (...words: string[]) => capture(['dictionary', ...words, '--data', data]);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-dictionary-cli-'));
  data = join(folder, 'data');
  await capture(['firewall', 'add', 'FW', '--data', data, '--out', folder]);
});
afterAll(() => { rmSync(folder, { recursive: true }); });

test('before a node made one there is none, and a folder that is no data folder stays as it is', async () => {
  for (const words of [['show'], ['write', '--out', join(folder, 'none')]]) {
    const ran = await dictionary(...words);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain('there is no dictionary yet');
  }
  expect(existsSync(join(folder, 'none'))).toBe(false);
  expect((await capture(['dictionary', 'key', '--data', join(folder, 'mistyped')])).code).toBe(1);
  expect(existsSync(join(folder, 'mistyped'))).toBe(false);
});

test('[R107][R108] show: the version and how much there is of each kind; the entries of a kind as a table or as JSON', async () => {
  const store = openStore(data, { role: 'node', now: 0 });
  store.dictionary.replace([...shipped(), { kind: 'model' as const, name: 'A <b> \u001b[31m', vendor: 'HP' }].map(rowOf), 1_790_000_000_000, hashOf);
  store.close();
  const shown = await dictionary('show');
  expect(shown.out).toMatch(/^VERSION +GENERATED +KEY +SHA256\n1 +2026-09-21T14:13:20\.000Z +[0-9a-f]{16} +[0-9a-f]{64}\n\nKIND +ENTRIES\ncategory +\d+\nprofile +\d+\nvendor +\d+\nmodel +1\nos-family +\d+\nos-version +0\n$/);
  expect(JSON.parse((await dictionary('show', '--json')).out)).toMatchObject({ version: 1, schema: 'urn:nameplate:device-dictionary:1', entries: { model: 1, 'os-version': 0 } });
  expect(JSON.parse((await dictionary('show', '--kind', 'model', '--json')).out)).toMatchObject({ kind: 'model', name: 'A <b> \u001b[31m', vendor: 'HP' });
  expect((await dictionary('show', '--kind', 'model')).out).not.toContain('\u001b');
  expect((await dictionary('show', '--kind', 'os-version')).err).toContain('no entry is of this kind');
  expect((await dictionary('show', '--kind', 'serial')).code).toBe(2);
});

test('[R107][R112] write and verify: what is written is signed and whole; whatever is changed in it is found', async () => {
  const out = join(folder, 'update'), written = await dictionary('write', '--out', out, '--json'), files = (JSON.parse(written.out) as { files: string[] }).files;
  expect(files.map((file) => file.slice(out.length + 1))).toEqual(['dictionary.xsd', 'dictionary.pub', 'dictionary.xml.sig', 'dictionary.xml']);
  const file = join(out, 'dictionary.xml'), text = readFileSync(file, 'utf8'), verify = (...words: string[]) => capture(['dictionary', 'verify', ...words]);
  expect(await verify(file)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/is signed and whole: version 1 of 2026-09-21T14:13:20\.000Z, \d+ entries\n$/) });
  expect(JSON.parse((await verify(file, '--json')).out)).toMatchObject({ version: 1, entries: shipped().length + 1 });
  appendFileSync(file, '\n');
  expect((await verify(file)).err).toContain('not signed with this key');
  const signer = openSigner({ folder: join(data, 'pki') }), other = join(folder, 'other.xml'), sign = (content: string): void => { writeFileSync(other, content); writeFileSync(`${other}.sig`, signer.sign(Buffer.from(content))); };
  for (const [content, complaint] of [['<xml/>', 'no device dictionary'], [text.replace('Camera', 'Kamera'), 'hash in the dictionary'], [text.replace('dictionary:1"', 'dictionary:2"'), 'another schema']] as const) {
    sign(content);
    expect((await verify(other, '--key', join(out, 'dictionary.pub'))).err).toContain(complaint);
  }
  expect((await verify(other)).code).toBe(1); // no dictionary.pub beside it
  expect((await verify(join(folder, 'nosuch.xml'))).err).toContain('no such file');
});

test('key prints what openssl reads, and after a change the one before vouches for it', async () => {
  const before = (await dictionary('key')).out, changed = await dictionary('key', '--change');
  expect(before).toMatch(/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=]+\n-----END PUBLIC KEY-----\n$/);
  expect(changed.out).not.toBe(before);
  expect(changed.err).toContain('from its next rebuild on');
  const shown = JSON.parse((await dictionary('key', '--json')).out) as { key: string; public_key: string; changes: { to: string }[] };
  expect(shown).toMatchObject({ public_key: changed.out, changes: [{ to: shown.key }] });
});

/** The commands of outlets: what is printed once, what is kept, and what is refused. */
import { expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../store/index.ts';
import { capture } from './capture-output.ts';

test('a reader gets its password once, and only once; a place gets https, a file and nothing else', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-outlet-')), data = join(dir, 'data'), key = join(dir, 'key');
  try {
    openStore(data, { role: 'node', now: 0 }).close();
    writeFileSync(key, 'hunter2');
    const run = async (...words: string[]) => await capture(['outlet', ...words, '--data', data]);
    const added = await run('add', 'a', '--kind', 'edl', '--site', 'hq');
    expect([added.code, /^[0-9A-Z]{8}(-[0-9A-Z]{1,7}){4}\n$/.test(added.out)]).toEqual([0, true]);
    expect(readFileSync(join(data, 'nameplate.db'), 'latin1')).not.toContain(added.out.trim().replaceAll('-', '').slice(8));
    expect(JSON.parse((await run('list', '--json')).out)).toMatchObject({ name: 'a', kind: 'edl', tenant: 'default', sites: ['hq'], url: null, state: 'good' });
    const place = ['--secret-file', key, '--url'];
    for (const [words, says] of [
      [['add', 'a', '--kind', 'json'], 'there is an outlet of this name'], [['add', 'a:b', '--kind', 'json'], 'the name of an outlet'], [['add', 'b', '--kind', 'webhook'], 'needs --url and --secret-file'],
      [['add', 'b', '--kind', 'webhook', ...place, 'http://x/'], 'https:// URL'], [['add', 'b', '--kind', 'webhook', ...place, 'https://u:p@x/'], 'https:// URL'],
      [['add', 'b', '--kind', 'webhook', '--secret-file', `${key}x`, '--url', 'https://x/'], 'there is no such file'], [['add', 'b', '--kind', 'edl', '--url', 'https://x/'], 'only a webhook or panos outlet'], [['revoke', 'nobody'], 'no outlet has this name'],
    ] as const) {
      const refused = await run(...words);
      expect({ words, refused: refused.code !== 0 && refused.err.includes(says) ? says : refused.err }).toEqual({ words, refused: says });
    }
    expect((await run('add', 'p', '--kind', 'panos', ...place, 'https://fw.example/api/')).code).toBe(0);
    expect((await run('add', 'v1', '--kind', 'panos', '--vsys', 'vsys1', ...place, 'https://fw.example/api/')).err).toContain('another outlet registers tags'); // the first is vsys1
    expect(JSON.parse((await run('add', 'v2', '--kind', 'panos', '--vsys', 'vsys2', '--tag', 'model', '--tag', 'risk', '--tag-timeout', '3600', '--json', ...place, 'https://fw.example/api/')).out)).toMatchObject({ vsys: 'vsys2', tag_by: ['model', 'risk'], tag_timeout_seconds: 3600 });
    for (const [words, says] of [[['--vsys', 'vsys0'], 'a virtual system is called'], [['--tag', 'mac'], 'tags are by other attributes'], [['--tag-timeout', '5'], '600']] as const) expect((await run('add', 'w', '--kind', 'panos', ...words, ...place, 'https://fw.example/x/')).err).toContain(says);
    for (const words of [['--vsys', 'vsys2'], ['--tag', 'risk'], ['--tag-timeout', '3600']]) expect((await run('add', 'w', '--kind', 'webhook', ...words, ...place, 'https://x/')).err).toContain('only a panos outlet has');
    expect((await run('add', 'q', '--kind', 'panos', ...place, 'https://fw.example/api/')).err).toContain('another outlet registers tags at this firewall');
    expect((await run('revoke', 'a')).out).toBe('outlet a is revoked\n');
    expect((await run('add', 'a', '--kind', 'json')).code).toBe(0);
    expect((await run('list')).out).not.toContain('hunter2');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

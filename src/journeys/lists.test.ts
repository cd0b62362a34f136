/** Address lists and the JSON feed from outside: what is in them, who sees which, and what an unchanged one costs. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newToken } from '../pki/index.ts';
import type { OutletRow } from '../store/index.ts';
import { call, device, story, upload, type Send, type Story } from './edge-calls.ts';
import { run } from './knock.ts';

setDefaultTimeout(60_000);
let it: Story;
beforeAll(async () => { it = await story(); });
afterAll(async () => { await it.node.stop(); });

async function list(path: string, send: Send = {}): Promise<readonly [number, string]> {
  const answer = await call(it, 'GET', `/edge/v1/${path}`, undefined, send);
  return [answer?.status ?? 0, String(answer?.body)];
}

test('[R106] a list has each address of its kind once, sorted as numbers, and follows what is published', async () => {
  const fw = await it.node.enrol('L1', { tenant: 'listed' });
  await upload(it, 'l1', device(0x11, '10.4.0.10') + device(0x12, '10.4.0.9') + device(0x13, '10.4.0.1', 'Printer'), { as: fw });
  expect(await list('lists/profile/camera', { as: fw })).toEqual([200, '10.4.0.9\n10.4.0.10\n']);
  expect(await list('lists/profile/Printer', { as: fw })).toEqual([200, '10.4.0.1\n']);
  expect(await list('lists/profile/no%20such%2Fthing', { as: fw })).toEqual([200, '']);
  // The device moves: its address of before is gone from the list.
  await upload(it, 'l2', device(0x13, '10.4.0.77', 'Printer'), { as: fw });
  expect(await list('lists/profile/Printer', { as: fw })).toEqual([200, '10.4.0.77\n']);
  for (const bad of ['lists/mac/x', 'lists/constructor/x', 'lists/profile', `lists/profile/${'x'.repeat(300)}`]) expect((await list(bad, { as: fw }))[0]).toBe(404);
});

test('the index names the lists with their paths, and each path answers with so many addresses', async () => {
  const fw = await it.node.enrol('L2', { tenant: 'indexed' });
  await upload(it, 'i1', device(0x21, '10.5.0.1', 'A b') + device(0x22, '10.5.0.2', 'A b'), { as: fw });
  const { lists } = JSON.parse((await list('lists', { as: fw }))[1]) as { lists: { attribute: string; value: string; addresses: number; path: string }[] };
  expect(lists.find((one) => one.attribute === 'profile')).toEqual({ attribute: 'profile', value: 'A b', addresses: 2, path: '/edge/v1/lists/profile/A%20b' });
  for (const one of lists) expect((await list(one.path.slice('/edge/v1/'.length), { as: fw }))[1].trim().split('\n').length).toBe(one.addresses);
});

test('an unchanged list costs a 304 and no work, whatever else changed; HEAD says the same as GET without the bytes', async () => {
  const fw = await it.node.enrol('L3', { tenant: 'tagged' });
  await upload(it, 't1', device(0x31, '10.6.0.1'), { as: fw });
  const get = async (method: string, etag = ''): Promise<unknown[]> => {
    const got = await call(it, method, '/edge/v1/lists/profile/Camera', undefined, { as: fw, headers: etag === '' ? {} : { 'if-none-match': etag } });
    return [got?.status, got?.headers['etag'], got?.headers['content-length'], String(got?.body)];
  };
  const first = await get('GET'), etag = String(first[1]);
  expect(first).toEqual([200, expect.stringMatching(/^"[\w-]{22}"$/), '9', '10.6.0.1\n']);
  expect(await get('HEAD')).toEqual([200, etag, '9', '']);
  const made = it.node.pipeline.feed.lists.made;
  expect(await get('GET', etag)).toEqual([304, etag, undefined, '']);
  expect(await get('HEAD', `W/${etag}`)).toEqual([304, etag, undefined, '']);
  expect(it.node.pipeline.feed.lists.made).toBe(made);
  await upload(it, 't2', device(0x32, '10.6.0.2', 'Printer'), { as: fw });
  expect((await get('GET', etag))[0]).toBe(304);
  await upload(it, 't3', device(0x33, '10.6.0.3'), { as: fw });
  expect((await get('GET', etag)).slice(2)).toEqual(['18', '10.6.0.1\n10.6.0.3\n']);
});

test('a firewall sees its own tenant and sites in lists, index and feed; one that is revoked, nothing', async () => {
  const hq = await it.node.enrol('L-HQ', { tenant: 'two', site: 'hq' }), branch = await it.node.enrol('L-BR', { tenant: 'two', site: 'branch', viewSites: ['branch'] }), other = await it.node.enrol('L-O', { tenant: 'three' });
  await upload(it, 's1', device(0x41, '10.7.0.1'), { as: hq });
  await upload(it, 's1', device(0x42, '10.7.0.2'), { as: branch });
  await upload(it, 's1', device(0x43, '10.7.0.3', 'Pump'), { as: other });
  expect((await list('lists/profile/Camera', { as: hq }))[1]).toBe('10.7.0.1\n10.7.0.2\n');
  expect((await list('lists/profile/Camera', { as: branch }))[1]).toBe('10.7.0.2\n');
  expect((await list('lists/profile/Camera', { as: other }))[1]).toBe('');
  const { made } = it.node.pipeline.feed.lists;
  await upload(it, 's2', device(0x44, '10.7.0.4'), { as: hq });
  expect((await list('lists/profile/Camera', { as: branch }))[1]).toBe('10.7.0.2\n');
  expect(it.node.pipeline.feed.lists.made).toBe(made); // nothing that the branch sees
  expect((await list('lists', { as: branch }))[1]).not.toContain('Pump');
  const feed = JSON.parse((await list('feed.json', { as: branch }))[1]) as { tenant: string; sites: string[]; mappings: { ip_address: string }[] };
  expect([feed.tenant, feed.sites, feed.mappings.map((one) => one.ip_address)]).toEqual(['two', ['branch'], ['10.7.0.2']]);
  it.node.store.firewalls.revoke('L-BR', Date.now(), 'test');
  for (let tries = 0; tries < 100 && (await list('lists', { as: branch }))[0] === 200; tries++) await Bun.sleep(20);
  expect((await list('lists', { as: branch }))[0]).not.toBe(200);
});

test.skipIf(Bun.which('curl') === null)('curl with a client certificate gets the list', async () => {
  const { dir, url } = it.node, { fw } = it;
  await upload(it, 'c1', device(0x51, '10.8.0.1'), { as: fw });
  const file = (name: string, text: string): string => { const path = join(dir, name); writeFileSync(path, text, { mode: 0o600 }); return path; };
  const got = await run(['curl', '-sS', '--fail', '--http2', '--cacert', file('ca.pem', fw.ca), '--cert', file('fw.pem', fw.certificate), '--key', file('fw.key', fw.key), `${url}/edge/v1/lists/profile/Camera`]);
  expect([got.code, got.out, got.err]).toEqual([0, '10.8.0.1\n', '']);
});

describe('the lists port', () => {
  const reader = (name: string, more: Partial<OutletRow> = {}): string => {
    const made = newToken();
    it.node.store.outlets.add({ name, kind: 'edl', tenant: 'read', sites: null, token: made.id, salt: made.salt, hash: made.hash, url: null, secretFile: null, caFile: null, local: false, vsys: null, tagSeconds: null, tagBy: null, addedAt: Date.now(), revokedAt: null, ...more }, 'test');
    return made.text;
  };
  const get = async (path: string, name: string, password: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    await fetch(`${it.node.listsUrl}/edge/v1/${path}`, { method, headers: { ...headers, ...(name !== '' && { authorization: `Basic ${btoa(`${name}:${password}`)}` }) }, tls: { ca: it.fw.ca } });

  test('each reader sees its own tenant and sites, in the form of its kind, with ETag and HEAD', async () => {
    const hq = await it.node.enrol('R-HQ', { tenant: 'read', site: 'hq' }), branch = await it.node.enrol('R-BR', { tenant: 'read', site: 'branch' });
    await upload(it, 'r1', device(0x61, '10.9.0.1'), { as: hq });
    await upload(it, 'r1', device(0x62, '10.9.0.2'), { as: branch });
    const [all, some, none, json] = [reader('all'), reader('some', { sites: ['branch'] }), reader('none', { tenant: 'nobody' }), reader('json', { kind: 'json', sites: ['hq'] })];
    const whole = await get('lists/profile/Camera', 'all', all), etag = whole.headers.get('etag') ?? '';
    expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([200, 'text/plain; charset=utf-8', '10.9.0.1\n10.9.0.2\n']);
    const again = await get('lists/profile/Camera', 'all', all, { 'if-none-match': etag });
    expect([again.status, again.headers.get('content-length'), await again.text()]).toEqual([304, null, '']);
    const head = await get('lists/profile/Camera', 'all', all, {}, 'HEAD');
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
    expect(await (await get('lists/profile/Camera', 'some', some)).text()).toBe('10.9.0.2\n');
    expect(await (await get('lists/profile/Camera', 'none', none)).text()).toBe('');
    expect(((await (await get('feed.json', 'json', json)).json()) as { mappings: { ip_address: string }[] }).mappings.map((one) => one.ip_address)).toEqual(['10.9.0.1']);
    expect([(await get('feed.json', 'all', all)).status, (await get('lists/profile/Camera', 'json', json)).status]).toEqual([403, 403]);
    for (const path of ['mappings', 'logs', 'session', 'enrol', 'ca', 'dictionary']) expect((await get(path, 'all', all)).status).toBe(404);
  });

  test('no password, a wrong one, another name and a revoked outlet are one refusal', async () => {
    const secret = reader('ends'), other = reader('other');
    expect((await get('lists', 'ends', secret)).status).toBe(200);
    const asked = await get('lists', '', '');
    expect([asked.status, asked.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="nameplate lists", charset="UTF-8"']);
    const said = new Set<string>();
    for (const [name, password] of [['ends', 'x'], ['ends', other], ['nobody', secret], ['ends', `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`], ['ends', 'x'.repeat(400)]] as const) {
      const got = await get('lists', name, password);
      said.add(`${got.status} ${await got.text()}`);
    }
    it.node.store.outlets.revoke('ends', Date.now(), 'test');
    const gone = await get('lists', 'ends', secret);
    said.add(`${gone.status} ${await gone.text()}`);
    expect([...said]).toEqual([expect.stringMatching(/^401 /)]);
    expect(it.node.store.firewalls.audit(1)[0]).toMatchObject({ serial: 'outlet ends', action: 'outlet revoked' });
    expect(JSON.stringify(it.node.store.outlets.list())).not.toContain(secret.replaceAll('-', '').slice(8));
  });

  test('a name and a password are of an outlet that reads, and has both halves of a secret; who gives none is asked, however often, and not locked out', async () => {
    const [tags, hook, half] = [reader('tags', { kind: 'panos', url: 'https://fw.example/api/' }), reader('hook', { kind: 'webhook', url: 'https://siem.example/' }), reader('half', { hash: null })], salted = reader('salted', { salt: null }), good = reader('good');
    for (const [name, secret] of [['tags', tags], ['hook', hook], ['half', half], ['salted', salted]] as const) expect([name, (await get('lists', name, secret)).status]).toEqual([name, 401]);
    for (let times = 0; times < 25; times++) expect((await get('lists', '', '')).status).toBe(401);
    expect((await get('lists', 'good', good)).status).toBe(200);
  });

  test.skipIf(Bun.which('curl') === null)('curl gets a long list compressed, the list of one segment, and a 304 for either coding', async () => {
    const secret = reader('packed', { tenant: 'packed' }), east = await it.node.enrol('P-E', { tenant: 'packed', site: 'east' }), west = await it.node.enrol('P-W', { tenant: 'packed', site: 'west', segment: 'ot' }), ca = join(it.node.dir, 'packed-ca.pem');
    writeFileSync(ca, it.fw.ca);
    await upload(it, 'e', Array.from({ length: 300 }, (_, n) => device(0x2000 + n, `10.40.${n >> 8}.${n & 255}`)).join(''), { as: east });
    await upload(it, 'w', device(0x3000, '10.40.0.7', 'Printer'), { as: west });
    const curl = async (path: string, ...more: string[]): Promise<string> => (await run(['curl', '-sS', '--cacert', ca, '-u', `packed:${secret}`, ...more, `${it.node.listsUrl}/edge/v1/${path}`])).out;
    const sizes = async (...more: string[]): Promise<number[]> => (await curl('lists/profile/Camera', '-o', '/dev/null', '-w', '%{http_code} %{size_download}', ...more)).split(' ').map(Number);
    const plain = await curl('lists/profile/Camera'), [, size = 0] = await sizes('-H', 'Accept-Encoding: gzip');
    expect([plain.split('\n').length - 1, plain.includes('10.40.0.7\n'), size * 2 < plain.length, await curl('lists/profile/Camera', '--compressed') === plain]).toEqual([299, false, true, true]); // 10.40.0.7 is a camera here and a printer there
    expect((await curl('lists/profile/Camera?site=east')).split('\n').length - 1).toBe(300);
    expect([await curl('lists/profile/Printer'), await curl('lists/profile/Printer?site=west&segment=ot'), await curl('lists/profile/Printer?site=west&segment=iot')]).toEqual(['', '10.40.0.7\n', '']);
    const etag = (coding: string): Promise<string> => curl('lists/profile/Camera', '-I', '-H', `Accept-Encoding: ${coding}`).then((headers) => /^etag: (.*?)\r?$/mi.exec(headers)?.[1] ?? '');
    const [bare, packed] = [await etag('identity'), await etag('gzip')];
    expect(packed).toBe(bare.replace(/"$/, '-gzip"'));
    for (const held of [bare, packed]) expect(await sizes('-H', `If-None-Match: ${held}`, '-H', 'Accept-Encoding: gzip')).toEqual([304, 0]);
    for (const line of plain.trim().split('\n')) expect(line).toMatch(/^\d+\.\d+\.\d+\.\d+$/); // no comments: every reader takes it
  });

  test.skipIf(Bun.which('curl') === null)('curl with a name and a password, over HTTP/1.1 as most firewalls speak, gets the list', async () => {
    const secret = reader('curl', { tenant: 'curl' }), fw = await it.node.enrol('R-CURL', { tenant: 'curl' }), ca = join(it.node.dir, 'lists-ca.pem');
    await upload(it, 'u1', device(0x71, '10.9.1.1'), { as: fw });
    writeFileSync(ca, fw.ca);
    const got = await run(['curl', '-sS', '--fail', '--http1.1', '--cacert', ca, '-u', `curl:${secret}`, `${it.node.listsUrl}/edge/v1/lists/profile/Camera`]);
    expect([got.code, got.out, got.err]).toEqual([0, '10.9.1.1\n', '']);
  });

  test('twenty wrong passwords lock the address out for a while, right ones included', async () => {
    const secret = reader('locked');
    const statuses = await Promise.all(Array.from({ length: 25 }, async () => (await get('lists', 'locked', 'wrong')).status));
    expect([...new Set(statuses)].sort()).toEqual([401, 429]);
    const locked = await get('lists', 'locked', secret);
    expect([locked.status, Number(locked.headers.get('retry-after')) > 600]).toEqual([429, true]);
  });
});

/** Address lists and the JSON feed from outside: what is in them, who sees which, and what an unchanged one costs. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

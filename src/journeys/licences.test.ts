/** Licences and gates at the running listener: what ends when, in which words, and for whom. */
import { expect, setDefaultTimeout, test } from 'bun:test';
import { digestOf, type PlacedMapping } from '../model/index.ts';
import { decode, sessionCheck, type SessionReply } from '../wire/index.ts';
import { call, device, poll, refusal, upload, withNode, type Story } from './edge-calls.ts';
import { ask, dial, knock } from './knock.ts';

setDefaultTimeout(60_000);
const DAY = 86_400_000;
type Licence = Parameters<Story['node']['store']['licences']['add']>[0];
function licensed({ node }: Story, serial: string, over: Partial<Licence> = {}): number {
  const now = Date.now();
  return node.store.licences.add({ serial, purchasedAt: now - DAY, activatedAt: now - DAY, term: '1y', ingest: true, pull: true, addedAt: now, ...over }, 'test').id;
}
async function session(story: Story): Promise<SessionReply> {
  const value = decode((await call(story, 'POST', '/edge/v1/session'))?.body ?? Buffer.alloc(0), 'msgpack');
  if (!sessionCheck.is(value)) throw new Error(sessionCheck.complaint(value));
  return value;
}
const MAPPINGS = '/edge/v1/mappings', LOGS = '/edge/v1/logs?format=eal&batch=x';

test('[R193] without licences everything is open; where the node asks for them nothing is, in clear words', async () => {
  await withNode({}, async (own) => {
    expect((await session(own)).licence).toEqual({ state: 'none', expires_at: null, ingest: true, pull: true, cache_minutes: 200 });
    expect((await poll(own)).kind).toBe('snapshot');
  });
  await withNode({ licenceRequired: true }, async (own) => {
    expect(await session(own)).toMatchObject({ licence: { state: 'none', ingest: false, pull: false }, features: { mappings: false, logs: false } });
    expect(await refusal(own, MAPPINGS)).toEqual([403, 'licence_expired']);
    expect(await refusal(own, LOGS, device(1, '10.0.0.1'))).toEqual([403, 'licence_expired']);
    licensed(own, 'FW');
    expect((await poll(own)).kind).toBe('snapshot');
    own.node.store.descriptions.set('FW2', JSON.stringify({ panorama: true }), Date.now());
    expect(await session({ node: own.node, fw: await own.node.enrol('FW2') })).toMatchObject({ licence: { state: 'exempt', ingest: true }, gates: ['panorama'] });
  });
});

test('[R194] the gates are apart: one licence takes logs and gives nothing, another the other way round', async () => {
  await withNode({}, async (own) => {
    licensed(own, 'FW', { pull: false });
    expect(await refusal(own, MAPPINGS)).toEqual([403, 'licence_expired']);
    expect((await upload(own, 'in', device(1, '10.0.0.1'))).records).toBeGreaterThan(0);
    const other = { node: own.node, fw: await own.node.enrol('PULL') };
    licensed(own, 'PULL', { ingest: false });
    expect((await poll(other)).kind).toBe('snapshot');
    expect(await refusal(other, LOGS, device(1, '10.0.0.1'))).toEqual([403, 'licence_expired']);
  });
});

test('[R88, R210] when a licence ends the live connection ends, a held poll with it; who comes back is told when it ended and gets nothing', async () => {
  let skew = 0;
  await withNode({ now: () => Date.now() + skew }, async (own) => {
    licensed(own, 'FW', { term: '30d' });
    const live = dial(own.node.url, own.node.authority.pem, own.fw), first = await poll(own);
    const held = ask(live, { ':method': 'GET', ':path': `${MAPPINGS}?cursor=${first.cursor}&wait=30` });
    const neighbour = dial(own.node.url, own.node.authority.pem, await own.node.enrol('FREE'));
    expect((await ask(neighbour, { ':method': 'POST', ':path': '/edge/v1/session' }))?.status).toBe(200);
    skew = 29 * DAY;
    expect(await held).toBeUndefined();
    expect(own.node.metrics.counter('nameplate_connections_ended_total', { reason: 'licence_expired' }).value).toBe(1);
    const { licence } = await session(own);
    expect(licence).toMatchObject({ state: 'expired', ingest: false, pull: false, cache_minutes: 200 });
    expect(Date.parse(licence.expires_at ?? '')).toBeLessThan(Date.now() + skew + 1000);
    expect(await refusal(own, `${MAPPINGS}?cursor=${first.cursor}&wait=30`)).toEqual([403, 'licence_expired']);
    expect(await refusal(own, LOGS, device(1, '10.0.0.1'))).toEqual([403, 'licence_expired']);
    expect((await ask(neighbour, { ':method': 'GET', ':path': MAPPINGS }))?.status).toBe(200);
    neighbour.destroy();
    // Renewed beside the running node: at once.
    licensed(own, 'FW', { activatedAt: Date.now(), term: '1y' });
    expect((await poll(own)).kind).toBe('snapshot');
  });
});

test('a licence that is removed ends the connection within a sweep, and its neighbour of another tenant keeps its own', async () => {
  await withNode({ licenceRequired: true }, async (own) => {
    const id = licensed(own, 'FW'), other = await own.node.enrol('OTHER', { tenant: 'other' });
    licensed(own, 'OTHER');
    const live = dial(own.node.url, own.node.authority.pem, own.fw);
    const held = ask(live, { ':method': 'GET', ':path': `${MAPPINGS}?cursor=${(await poll(own)).cursor}&wait=30` });
    await Bun.sleep(50);
    own.node.store.licences.remove(id, Date.now(), 'test');
    own.node.store.firewalls.allowEarlyRenewal('OTHER', Date.now(), 'test'); // a change of the registry, as a tool beside the node makes by any write
    expect(await held).toBeUndefined();
    expect(await knock(own.node.url, own.node.authority.pem, other)).toBe(200);
    expect((await poll({ node: own.node, fw: other })).kind).toBe('snapshot');
  });
});

test.each([
  ['R89', { panos: '9.1.8-h3' }, 'release'], ['R82', { panos: '11.0.1-h2', multiVsys: true }, 'multi_vsys'], ['R90', { panorama: true }, 'panorama'],
] as const)('[%s] no mappings for %j, and its logs are taken all the same', async (_row, described, gate) => {
  await withNode({}, async (own) => {
    own.node.store.descriptions.set('FW', JSON.stringify(described), Date.now());
    expect(await refusal(own, MAPPINGS)).toEqual([403, 'gated']);
    expect(await session(own)).toMatchObject({ gates: [gate], features: { mappings: false, logs: true }, limits: { device_objects: 1000 } });
    expect((await upload(own, 'in', device(1, '10.0.0.1'))).records).toBeGreaterThan(0);
    own.node.store.descriptions.set('FW', JSON.stringify({ panos: '10.0.0' }), Date.now());
    expect((await poll(own)).kind).toBe('snapshot');
  });
});

test('[R87] [R112] Prisma Access takes mappings and the dictionary by itself, whatever its release; Panorama and firewalls take the same dictionary', async () => {
  await withNode({}, async (own) => {
    const consumers: Story[] = [];
    for (const [serial, described] of [['FIREWALL', {}], ['PANORAMA', { panorama: true }], ['PRISMA', { prisma: true, panos: '9.1.0', multiVsys: true }]] as const) {
      own.node.store.descriptions.set(serial, JSON.stringify(described), Date.now());
      consumers.push({ node: own.node, fw: await own.node.enrol(serial) });
    }
    const dictionaries = await Promise.all(consumers.map(async (one) => (await call(one, 'GET', '/edge/v1/dictionary'))?.body.toString('hex')));
    expect([new Set(dictionaries).size, (dictionaries[0] ?? '').length > 1000]).toEqual([1, true]);
    expect(await Promise.all(consumers.map(async (one) => (await call(one, 'GET', MAPPINGS))?.status))).toEqual([200, 403, 200]);
  });
});

test('[R197] what is to be kept is taken in with the licence of the account, and mappings go on without it', async () => {
  await withNode({ licenceRequired: true }, async (own) => {
    licensed(own, 'FW');
    own.node.store.retention.set('default', { keep: 'raw', days: 30, typeDays: {}, maxBytes: 2 ** 40 });
    expect(await refusal(own, LOGS, device(1, '10.0.0.1'))).toEqual([403, 'licence_expired']);
    expect((await poll(own)).kind).toBe('snapshot');
    own.node.store.accounts.add('default', { purchasedAt: Date.now() - DAY, activatedAt: Date.now() - DAY, term: '1y', addedAt: Date.now() }, 'test');
    expect((await upload(own, 'kept', device(1, '10.0.0.1'))).records).toBeGreaterThan(0);
  });
});

test('[R210] pushed mappings end with the licence, and are not begun without one', async () => {
  let skew = 0;
  await withNode({ now: () => Date.now() + skew }, async (own) => {
    licensed(own, 'FW', { term: '30d' });
    const live = dial(own.node.url, own.node.authority.pem, own.fw), stream = live.request({ ':method': 'GET', ':path': `${MAPPINGS}/stream` });
    const ended = new Promise<boolean>((resolve) => { stream.on('close', () => { resolve(true); }).on('error', () => { resolve(true); }); });
    await new Promise((resolve) => { stream.once('data', resolve); });
    skew = 29 * DAY;
    expect(await ended).toBe(true);
    expect(await refusal(own, `${MAPPINGS}/stream`)).toEqual([403, 'licence_expired']);
  });
});

test('[R90] a gate that is shut while a poll is held ends it without a mapping', async () => {
  await withNode({}, async (own) => {
    const first = await poll(own), held = refusal(own, `${MAPPINGS}?cursor=${first.cursor}&wait=20`);
    await Bun.sleep(100);
    own.node.store.descriptions.set('FW', JSON.stringify({ panorama: true }), Date.now());
    own.node.store.firewalls.allowEarlyRenewal('FW', Date.now(), 'test');
    await Bun.sleep(400); // a sweep
    const other = await own.node.enrol('OTHER');
    await upload(own, 'wake', device(1, '10.0.0.9'), { as: other });
    expect(await held).toEqual([403, 'gated']);
  });
});

test('[R80] a firewall with little room gets the surest of all, its neighbour gets all, and their digests hold', async () => {
  await withNode({}, async (own) => {
    const roomy = { node: own.node, fw: await own.node.enrol('ROOMY') };
    own.node.store.descriptions.set('FW', JSON.stringify({ maxMappings: 2 }), Date.now());
    await upload(own, 'in', [1, 2, 3, 4].map((n) => device(n, `10.0.0.${n}`)).join(''));
    const small = await poll(own), all = await poll(roomy);
    expect([small.kind === 'snapshot' && small.entries.length, all.kind === 'snapshot' && all.entries.length]).toEqual([2, 4]);
    expect(small.digest).not.toBe(all.digest);
    if (small.kind === 'snapshot') expect(small.digest).toBe(digestOf(small.entries.map((one) => one as PlacedMapping))); // the wire's shape is that of the digest
    expect((await session(own)).limits).toMatchObject({ mappings: 2, device_objects: 1000 });
    expect((await poll(own, small.cursor)).kind).toBe('idle');
    expect(own.node.pipeline.feed.shed).toBe(2);
    own.node.store.descriptions.set('FW', JSON.stringify({ maxMappings: 3 }), Date.now());
    expect(await poll(own, small.cursor)).toMatchObject({ kind: 'snapshot', reason: 'view', total: 3 });
  });
});

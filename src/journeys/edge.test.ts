/** The edge API from outside: who is who, what a poll brings, who sees what, and the listeners themselves. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { EdgeError } from '../model/index.ts';
import { startPortal } from '../server/index.ts';
import { decode, frameCheck, sessionCheck, type PollFrame } from '../wire/index.ts';
import { addresses, call, device, poll, refusal, story, upload, withNode, type Story } from './edge-calls.ts';
import { edgeNode, type Credentials } from './edge-node.ts';
import { ask, dial } from './knock.ts';

setDefaultTimeout(60_000);
const MIB = 1024 * 1024;
let it: Story;
beforeAll(async () => { it = await story({ limits: { uploadBytes: 4 * MIB, stallMs: 500 }, inflatedMaxBytes: 32 * MIB }); });
afterAll(async () => { await it.node.stop(); });

describe('[R83] session', () => {
  test('says who the certificate is, in MessagePack by default and in JSON on request', async () => {
    const packed = decode((await call(it, 'POST', '/edge/v1/session'))?.body ?? Buffer.alloc(0), 'msgpack');
    const json = await call(it, 'POST', '/edge/v1/session', undefined, { headers: { accept: 'application/json' } });
    expect(sessionCheck.is(packed)).toBe(true);
    expect(packed).toMatchObject({ serial: 'FW', tenant: 'default', sites: null, limits: { upload_bytes: 4 * MIB } });
    expect(json?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(String(json?.body))).toMatchObject({ serial: 'FW' });
  });
  test('what is no route is one refusal in the one shape, and names no route', async () => {
    for (const path of ['/', '/edge/v1/nosuch', '/edge/v1/mappings/../session', '/metrics', '/healthz', '//edge/v1/mappings']) expect(await refusal(it, path)).toEqual([404, 'not_found']);
    expect((await call(it, 'DELETE', '/edge/v1/mappings'))?.status).toBe(404);
  });
});

describe('polls', () => {
  test('[R74] a delta follows what was held, [R73] with its fields, and a held poll wakes for it', async () => {
    const first = await poll(it);
    const waiting = poll(it, first.cursor, { query: '&wait=30' });
    await upload(it, 'wake', device(1, '10.9.0.1'));
    const woken = await waiting;
    expect([woken.kind, addresses(woken)]).toEqual(['delta', ['10.9.0.1']]);
    expect(woken.kind === 'delta' && woken.upsert[0]).toMatchObject({ mac_address: '02:00:00:00:00:01', profile: 'Camera', confidence: 97, source: 'dhcp-ack' });
    expect((await poll(it, woken.cursor)).kind).toBe('idle');
    expect((await poll(it, woken.cursor, { query: '&wait=1' })).kind).toBe('idle');
  });
  test('a large reply is compressed for who asks, once for all of them, and says the same', async () => {
    await withNode({}, async (own) => {
      await upload(own, 'many', Array.from({ length: 300 }, (_, n) => device(n, `10.7.${n >> 8}.${n & 255}`)).join(''));
      const plain = await call(own, 'GET', '/edge/v1/mappings');
      for (const [coding, open] of [['zstd', (bytes: Buffer) => Bun.zstdDecompressSync(bytes)], ['gzip', (bytes: Buffer) => Bun.gunzipSync(new Uint8Array(bytes))]] as const) {
        const small = await call(own, 'GET', '/edge/v1/mappings', undefined, { headers: { 'accept-encoding': coding } });
        expect([small?.headers['content-encoding'], small?.headers['content-length']]).toEqual([coding, String(small?.body.length)]);
        expect(small?.body.length).toBeLessThan((plain?.body.length ?? 0) / 5);
        expect(decode(open(small?.body ?? Buffer.alloc(0)), 'msgpack')).toEqual(decode(plain?.body ?? Buffer.alloc(0), 'msgpack'));
      }
    });
  });
  test('[R79] any cursor that is not ours, and any complaint, is answered with the whole map', async () => {
    for (const cursor of ['x', '%00', 'A'.repeat(5000), '../..', encodeURIComponent('💥')]) expect(await poll(it, cursor)).toMatchObject({ kind: 'snapshot', reason: 'no-position' });
    const { cursor } = await poll(it);
    expect(await poll(it, cursor, { query: '&error=digest' })).toMatchObject({ kind: 'snapshot', reason: 'error' });
  });
  test('a wait that is no number is refused; one too long is held as long as the node holds', async () => {
    for (const wait of ['x', '-1', '1.5', '']) expect(await refusal(it, `/edge/v1/mappings?wait=${wait}`)).toEqual([400, 'bad_request']);
  });
});

describe('isolation (design law 9)', () => {
  test('a firewall never sees another tenant, nor a site beyond its own, though addresses overlap', async () => {
    const acme = await it.node.enrol('ACME', { tenant: 'acme', site: 'hq' }), branch = await it.node.enrol('BRANCH', { tenant: 'acme', site: 'branch', viewSites: ['branch'] });
    const other = await it.node.enrol('OTHER', { tenant: 'other' }), blind = await it.node.enrol('BLIND', { tenant: 'acme', viewSites: [] });
    await upload(it, 'b1', device(0x101, '10.0.0.1', 'Printer') + device(0x102, '10.0.0.2'), { as: acme });
    await upload(it, 'b1', device(0x201, '10.0.0.1', 'Phone'), { as: branch });
    await upload(it, 'b1', device(0x301, '10.0.0.1', 'Pump') + device(0x302, '10.0.0.3'), { as: other });
    const held = async (as: Credentials): Promise<string[]> => {
      const got = await poll(it, undefined, { as });
      return got.kind === 'snapshot' ? got.entries.map((one) => `${one.site} ${one.ip_address} ${one.profile}`).sort() : [];
    };
    expect(await held(acme)).toEqual(['branch 10.0.0.1 Phone', 'hq 10.0.0.1 Printer', 'hq 10.0.0.2 Camera']);
    expect(await held(branch)).toEqual(['branch 10.0.0.1 Phone']);
    expect(await held(other)).toEqual(['default 10.0.0.1 Pump', 'default 10.0.0.3 Camera']);
    expect(await held(blind)).toEqual([]);
    // A cursor of another tenant or view is no position here.
    const theirs = (await poll(it, undefined, { as: other })).cursor;
    expect(await poll(it, theirs, { as: acme })).toMatchObject({ kind: 'snapshot' });
    expect(await poll(it, (await poll(it, undefined, { as: acme })).cursor, { as: branch })).toMatchObject({ kind: 'snapshot', reason: 'view' });
    // The same batch id of two firewalls is two batches.
    expect((await upload(it, 'b1', '', { as: acme })).repeated).toBe(true);
  });
  test('a scope that is moved while the firewall is connected takes effect on its next poll', async () => {
    const [hq, branch] = [await it.node.enrol('M-HQ', { tenant: 'moving', site: 'hq' }), await it.node.enrol('M-BRANCH', { tenant: 'moving', site: 'branch' })];
    await upload(it, 'm1', device(0x401, '10.0.0.1') + device(0x402, '10.0.0.2'), { as: hq });
    await upload(it, 'm1', device(0x403, '10.0.0.1'), { as: branch });
    const mover = await it.node.enrol('MOVER', { tenant: 'moving', viewSites: ['hq'] });
    const session = dial(it.node.url, it.node.authority.pem, mover);
    const at = async (cursor = '', wait = 0): Promise<PollFrame> => {
      const answer = await ask(session, { ':path': `/edge/v1/mappings?cursor=${cursor}&wait=${wait}` });
      const value = decode(answer?.body ?? Buffer.alloc(0), 'msgpack');
      if (!frameCheck.is(value)) throw new Error(`not a frame: status ${answer?.status} ${JSON.stringify(value)}`);
      return value;
    };
    const before = await at();
    expect(addresses(before)).toEqual(['10.0.0.1', '10.0.0.2']);
    const row = it.node.store.firewalls.find('MOVER');
    if (row === undefined) throw new Error('it was enrolled');
    it.node.store.firewalls.add({ ...row, viewSites: ['branch'] }, 'test', true);
    // Held, as a firewall asks: polls without a pause are over their rate before the listener has looked at the registry again.
    let after = await at(before.cursor, 1);
    while (after.kind === 'idle') after = await at(before.cursor, 1);
    expect([after.kind === 'snapshot' && after.reason, addresses(after)]).toEqual(['view', ['10.0.0.1']]);
    session.destroy();
  });
});

describe('listeners', () => {
  test('a port in use is one error that names the port, on either listener', async () => {
    const { port } = it.node.edge;
    const taken = async (start: () => unknown): Promise<unknown> => { try { await start(); } catch (error) { return error instanceof EdgeError ? [error.code, error.fields['port']] : error; } return 'started'; };
    expect(await taken(() => edgeNode({ port }))).toEqual(['port_in_use', port]);
    expect(await taken(() => startPortal({ host: '127.0.0.1', port }, { metrics: it.node.metrics, notReady: () => [], metricsToken: { isSet: false } as never }))).toEqual(['port_in_use', port]);
  });
  test('the portal port answers health, readiness and metrics, and nothing else', async () => {
    expect(await (await fetch(`${it.node.portalUrl}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${it.node.portalUrl}/readyz`)).json()).toEqual({ status: 'ready' });
    expect(await (await fetch(`${it.node.portalUrl}/metrics`)).text()).toContain('# TYPE nameplate_polls_total counter\n');
    for (const path of ['/', '/edge/v1/session', '/edge/v1/mappings', '/../metrics/x']) expect((await fetch(`${it.node.portalUrl}${path}`)).status).toBe(404);
    expect((await fetch(`${it.node.portalUrl}/metrics`, { method: 'POST', body: 'x' })).status).toBe(405);
  });
  test('metrics ask for the token where one is set', async () => {
    await withNode({ metricsToken: 'hunter2' }, async (own) => {
      const status = async (authorization?: string): Promise<number> => (await fetch(`${own.node.portalUrl}/metrics`, authorization === undefined ? {} : { headers: { authorization } })).status;
      expect([await status(), await status('Bearer hunter'), await status('hunter2'), await status('Bearer hunter2')]).toEqual([401, 401, 401, 200]);
    });
  });
});

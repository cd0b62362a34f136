/** The edge API from outside: who sees what, what an upload may be, and every limit of the door. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { connect as connectTcp } from 'node:net';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { EdgeError } from '../model/index.ts';
import { startPortal, type FirewallRegistry } from '../server/index.ts';
import { decode, frameCheck, sessionCheck, uploadCheck, type PollFrame, type UploadReply } from '../wire/index.ts';
import { edgeNode, type Credentials, type EdgeNode, type EdgeNodeOptions } from './edge-node.ts';
import { ask, crowd, dial, knock, type Answer } from './knock.ts';
import { DATA, END_HEADERS, END_STREAM, frame, GOAWAY, HEADERS, PING, RawH2, request, RST_STREAM, SETTINGS } from './raw-h2.ts';

setDefaultTimeout(60_000);
const MIB = 1024 * 1024;

let node: EdgeNode, fw: Credentials;
beforeAll(async () => {
  node = await edgeNode({ limits: { uploadBytes: 4 * MIB, stallMs: 500 }, inflatedMaxBytes: 32 * MIB });
  fw = await node.enrol('FW');
});
afterAll(async () => { await node.stop(); });

/** A device that asks and is answered, as the plain identifier of the tests reads it. */
function device(n: number, ip: string, profile = 'Camera'): string {
  const src_mac = `02:00:00:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`, time = new Date().toISOString();
  const base = { record: 'dhcp', time, src_mac, chaddr: src_mac, xid: n };
  return `${JSON.stringify({ ...base, message_type: 3, vendor_class: `${profile}/97`, requested_ip: ip })}\n${JSON.stringify({ ...base, message_type: 5, yiaddr: ip })}\n`;
}

type Send = { readonly as?: Credentials; readonly at?: EdgeNode; readonly headers?: Record<string, string>; readonly query?: string };
async function call(method: string, path: string, body?: Uint8Array | string, { as = fw, at = node, headers = {} }: Send = {}): Promise<Answer | undefined> {
  const session = dial(at.url, at.authority.pem, as);
  try {
    return await ask(session, { ':method': method, ':path': path, ...headers }, typeof body === 'string' ? Buffer.from(body) : body);
  } finally {
    session.destroy();
  }
}
async function poll(cursor?: string, send: Send = {}): Promise<PollFrame> {
  const answer = await call('GET', `/edge/v1/mappings?${cursor === undefined ? '' : `cursor=${cursor}`}${send.query ?? ''}`, undefined, send);
  const value = decode(answer?.body ?? Buffer.alloc(0), 'msgpack');
  if (!frameCheck.is(value)) throw new Error(`not a frame: ${frameCheck.complaint(value)}`);
  return value;
}
async function upload(batch: string, body: Uint8Array | string, send: Send = {}): Promise<UploadReply> {
  const answer = await call('POST', `/edge/v1/logs?format=eal&batch=${batch}${send.query ?? ''}`, body, send);
  const value = decode(answer?.body ?? Buffer.alloc(0), 'msgpack');
  if (!uploadCheck.is(value)) throw new Error(`not a receipt: ${JSON.stringify(value)}`);
  return value;
}
async function refusal(path: string, body?: Uint8Array | string, send: Send = {}): Promise<readonly [number, string]> {
  const answer = await call(body === undefined ? 'GET' : 'POST', path, body, send);
  const value = decode(answer?.body ?? Buffer.alloc(0), 'msgpack') as { error?: { code?: string } };
  return [answer?.status ?? 0, value.error?.code ?? ''];
}
function addresses(frame: PollFrame): string[] { return frame.kind === 'snapshot' ? frame.entries.map((one) => one.ip_address).sort() : frame.kind === 'delta' ? frame.upsert.map((one) => one.ip_address).sort() : []; }
async function withNode(options: EdgeNodeOptions, story: (own: EdgeNode, firewall: Credentials) => Promise<void>): Promise<void> {
  const own = await edgeNode(options);
  try {
    await story(own, await own.enrol('FW'));
  } finally {
    await own.stop();
  }
}
function refused(reason: string, at = node): number { return at.metrics.counter('nameplate_requests_refused_total', { reason }).value; }

describe('[R83] session', () => {
  test('says who the certificate is, in MessagePack by default and in JSON on request', async () => {
    const packed = decode((await call('POST', '/edge/v1/session'))?.body ?? Buffer.alloc(0), 'msgpack');
    const json = await call('POST', '/edge/v1/session', undefined, { headers: { accept: 'application/json' } });
    expect(sessionCheck.is(packed)).toBe(true);
    expect(packed).toMatchObject({ serial: 'FW', tenant: 'default', sites: null, limits: { upload_bytes: 4 * MIB } });
    expect(json?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(String(json?.body))).toMatchObject({ serial: 'FW' });
  });
  test('what is no route is one refusal in the one shape, and names no route', async () => {
    for (const path of ['/', '/edge/v1/nosuch', '/edge/v1/mappings/../session', '/metrics', '/healthz', '//edge/v1/mappings']) expect(await refusal(path)).toEqual([404, 'not_found']);
    expect((await call('DELETE', '/edge/v1/mappings'))?.status).toBe(404);
  });
});

describe('polls', () => {
  test('[R74] a delta follows what was held, [R73] with its fields, and a held poll wakes for it', async () => {
    const first = await poll();
    const waiting = poll(first.cursor, { query: '&wait=30' });
    await upload('wake', device(1, '10.9.0.1'));
    const woken = await waiting;
    expect([woken.kind, addresses(woken)]).toEqual(['delta', ['10.9.0.1']]);
    expect(woken.kind === 'delta' && woken.upsert[0]).toMatchObject({ mac_address: '02:00:00:00:00:01', profile: 'Camera', confidence: 97, source: 'dhcp-ack' });
    expect((await poll(woken.cursor)).kind).toBe('idle');
    expect((await poll(woken.cursor, { query: '&wait=1' })).kind).toBe('idle');
  });
  test('[R79] any cursor that is not ours, and any complaint, is answered with the whole map', async () => {
    for (const cursor of ['x', '%00', 'A'.repeat(5000), '../..', encodeURIComponent('💥')]) expect(await poll(cursor)).toMatchObject({ kind: 'snapshot', reason: 'no-position' });
    const { cursor } = await poll();
    expect(await poll(cursor, { query: '&error=digest' })).toMatchObject({ kind: 'snapshot', reason: 'error' });
  });
  test('a wait that is no number is refused; one too long is held as long as the node holds', async () => {
    for (const wait of ['x', '-1', '1.5', '']) expect(await refusal(`/edge/v1/mappings?wait=${wait}`)).toEqual([400, 'bad_request']);
  });
});

describe('isolation (design law 9)', () => {
  test('a firewall never sees another tenant, nor a site beyond its own, though addresses overlap', async () => {
    const acme = await node.enrol('ACME', { tenant: 'acme', site: 'hq' }), branch = await node.enrol('BRANCH', { tenant: 'acme', site: 'branch', viewSites: ['branch'] });
    const other = await node.enrol('OTHER', { tenant: 'other' }), blind = await node.enrol('BLIND', { tenant: 'acme', viewSites: [] });
    await upload('b1', device(0x101, '10.0.0.1', 'Printer') + device(0x102, '10.0.0.2'), { as: acme });
    await upload('b1', device(0x201, '10.0.0.1', 'Phone'), { as: branch });
    await upload('b1', device(0x301, '10.0.0.1', 'Pump') + device(0x302, '10.0.0.3'), { as: other });
    const held = async (as: Credentials): Promise<string[]> => {
      const got = await poll(undefined, { as });
      return got.kind === 'snapshot' ? got.entries.map((one) => `${one.site} ${one.ip_address} ${one.profile}`).sort() : [];
    };
    expect(await held(acme)).toEqual(['branch 10.0.0.1 Phone', 'hq 10.0.0.1 Printer', 'hq 10.0.0.2 Camera']);
    expect(await held(branch)).toEqual(['branch 10.0.0.1 Phone']);
    expect(await held(other)).toEqual(['default 10.0.0.1 Pump', 'default 10.0.0.3 Camera']);
    expect(await held(blind)).toEqual([]);
    // A cursor of another tenant or view is no position here.
    const theirs = (await poll(undefined, { as: other })).cursor;
    expect(await poll(theirs, { as: acme })).toMatchObject({ kind: 'snapshot' });
    expect(await poll((await poll(undefined, { as: acme })).cursor, { as: branch })).toMatchObject({ kind: 'snapshot', reason: 'view' });
    // The same batch id of two firewalls is two batches.
    expect((await upload('b1', '', { as: acme })).repeated).toBe(true);
  });
  test('a scope that is moved while the firewall is connected takes effect on its next poll', async () => {
    const [hq, branch] = [await node.enrol('M-HQ', { tenant: 'moving', site: 'hq' }), await node.enrol('M-BRANCH', { tenant: 'moving', site: 'branch' })];
    await upload('m1', device(0x401, '10.0.0.1') + device(0x402, '10.0.0.2'), { as: hq });
    await upload('m1', device(0x403, '10.0.0.1'), { as: branch });
    const mover = await node.enrol('MOVER', { tenant: 'moving', viewSites: ['hq'] });
    const session = dial(node.url, node.authority.pem, mover);
    const at = async (cursor = ''): Promise<PollFrame> => {
      const value = decode((await ask(session, { ':path': `/edge/v1/mappings?cursor=${cursor}` }))?.body ?? Buffer.alloc(0), 'msgpack');
      if (!frameCheck.is(value)) throw new Error('not a frame');
      return value;
    };
    const before = await at();
    expect(addresses(before)).toEqual(['10.0.0.1', '10.0.0.2']);
    const row = node.store.firewalls.find('MOVER');
    if (row === undefined) throw new Error('it was enrolled');
    node.store.firewalls.add({ ...row, viewSites: ['branch'] }, 'test', true);
    let after = await at(before.cursor);
    while (after.kind === 'idle') after = await at(before.cursor);
    expect([after.kind === 'snapshot' && after.reason, addresses(after)]).toEqual(['view', ['10.0.0.1']]);
    session.destroy();
  });
});

describe('uploads', () => {
  test('are answered after the commit with what was read and what was refused, by reason', async () => {
    const receipt = await upload('count', `${device(2, '10.9.0.2')}{"record":"dhcp"\nnoise\n`);
    expect(receipt).toMatchObject({ batch: 'count', records: 2, rejects: 2, repeated: false });
    expect(Object.values(receipt.reasons).reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(node.store.batches.find({ tenant: 'default', firewall: 'FW', batch: 'count' })).toMatchObject({ records: 2, rejects: 2 });
  });
  test('[R7] a repeated batch id is a no-op with the first answer, also when both arrive together', async () => {
    const body = device(3, '10.9.0.3');
    const both = await Promise.all([upload('twice', body), upload('twice', body), upload('twice', body)]);
    expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true, true]);
    expect(await upload('twice', device(4, '10.9.0.4'))).toMatchObject({ records: 2, repeated: true });
    expect(addresses(await poll())).not.toContain('10.9.0.4');
  });
  test.each([['identity', (b: Buffer) => b], ['gzip', (b: Buffer) => gzipSync(b)], ['zstd', (b: Buffer) => zstdCompressSync(b)]] as const)('come as %s', async (encoding, pack) => {
    expect(await upload(`enc-${encoding}`, pack(Buffer.from(device(5, '10.9.0.5'))), { headers: { 'content-encoding': encoding } })).toMatchObject({ records: 2, rejects: 0 });
  });
  test('without a content encoding a compressed file is taken for what it is', async () => {
    expect(await upload('sniffed', gzipSync(Buffer.from(device(5, '10.9.0.5'))))).toMatchObject({ records: 2 });
  });
  test('a line of ten megabytes costs itself and not its neighbours', async () => {
    await withNode({}, async (own, as) => {
      const receipt = await upload('long', `${device(6, '10.9.0.6')}{"record":"${'x'.repeat(10 * MIB)}"}\n${device(7, '10.9.0.7')}`, { at: own, as });
      expect(receipt).toMatchObject({ records: 4, rejects: 1, reasons: { too_long: 1 } });
      expect(addresses(await poll(undefined, { at: own, as }))).toEqual(['10.9.0.6', '10.9.0.7']);
    });
  });
  test('records of the past can be shifted to now', async () => {
    const old = device(8, '10.9.0.8').replaceAll(/"time":"[^"]+"/g, '"time":"2001-02-03T04:05:06Z"');
    await upload('old', old);
    expect(addresses(await poll())).not.toContain('10.9.0.8');
    await upload('shifted', old, { query: `&shift_ms=${Date.now() - Date.parse('2001-02-03T04:05:06Z')}` });
    expect(addresses(await poll())).toContain('10.9.0.8');
  });

  const bomb = gzipSync(Buffer.alloc(64 * MIB));
  test.each([
    ['no batch id', '/edge/v1/logs?format=eal', 'x', {}, [400, 'bad_request']],
    ['a batch id with a slash', '/edge/v1/logs?format=eal&batch=a/b', 'x', {}, [400, 'bad_request']],
    ['a batch id of 129 letters', `/edge/v1/logs?format=eal&batch=${'a'.repeat(129)}`, 'x', {}, [400, 'bad_request']],
    ['an unknown format', '/edge/v1/logs?format=xml&batch=f1', 'x', {}, [415, 'wrong_format']],
    ['no format', '/edge/v1/logs?batch=f2', 'x', {}, [415, 'wrong_format']],
    ['records that are said to be a capture', '/edge/v1/logs?format=capture&batch=f3', '{"record":"arp"}\n', {}, [415, 'wrong_format']],
    ['nothing', '/edge/v1/logs?format=eal&batch=f4', '', {}, [415, 'wrong_format']],
    ['an unknown encoding', '/edge/v1/logs?format=eal&batch=f5', 'x', { 'content-encoding': 'br' }, [415, 'wrong_format']],
    ['an encoding it does not have', '/edge/v1/logs?format=eal&batch=f6', 'plain text', { 'content-encoding': 'gzip' }, [400, 'unreadable']],
    ['half a gzip file', '/edge/v1/logs?format=eal&batch=f7', gzipSync(Buffer.from(device(9, '10.9.0.9').repeat(50))).subarray(0, 90), { 'content-encoding': 'gzip' }, [400, 'unreadable']],
    ['gzip in gzip', '/edge/v1/logs?format=eal&batch=f8', gzipSync(gzipSync(Buffer.from(device(9, '10.9.0.9')))), { 'content-encoding': 'gzip' }, [415, 'wrong_format']],
    ['a gzip bomb', '/edge/v1/logs?format=eal&batch=f9', bomb, { 'content-encoding': 'gzip' }, [413, 'too_large']],
    ['a zstd bomb', '/edge/v1/logs?format=eal&batch=f10', zstdCompressSync(Buffer.alloc(256 * MIB)), { 'content-encoding': 'zstd' }, [413, 'too_large']],
    ['more than it may be after decompression, at an honest ratio', '/edge/v1/logs?format=eal&batch=f11', gzipSync(Buffer.from(Array.from({ length: 900_000 }, (_, n) => `{"record":"${n * 7919}"}\n`).join('') .repeat(2))), { 'content-encoding': 'gzip' }, [413, 'too_large']],
    ['a shift that is no number', '/edge/v1/logs?format=eal&batch=f12&shift_ms=1e9', 'x', {}, [400, 'bad_request']],
    ['a larger body than it may be', '/edge/v1/logs?format=eal&batch=f13', Buffer.alloc(5 * MIB, 10), {}, [413, 'too_large']],
  ] as const)('refuses %s', async (_, path, body, headers, expected) => {
    expect(await refusal(path, Buffer.from(body), { headers })).toEqual(expected as [number, string]);
    expect(await knock(node.url, node.authority.pem, fw)).toBe(200);
  });
  test('nothing that was refused is in the books', () => {
    for (let n = 1; n <= 13; n++) expect(node.store.batches.find({ tenant: 'default', firewall: 'FW', batch: `f${n}` })).toBeUndefined();
  });

  test('a declared length beyond the limit is refused before a byte of it is read', async () => {
    const before = refused('too_large'), raw = await RawH2.open(node.url, node.authority.pem, fw);
    raw.send(frame(HEADERS, END_HEADERS, 1, request('/edge/v1/logs?format=eal&batch=declared', 'POST', [['content-length', '99999999']])));
    expect(await raw.refused(1)).toBe(true);
    expect(refused('too_large') - before).toBe(1);
    raw.close();
  });

  test('an endless body is refused at the limit, one that stalls after its time, and one whose client goes is forgotten', async () => {
    const raw = await RawH2.open(node.url, node.authority.pem, fw);
    raw.send(frame(HEADERS, END_HEADERS, 1, request('/edge/v1/logs?format=eal&batch=stall', 'POST')), frame(DATA, 0, 1, Buffer.from('{"record":')));
    expect(await raw.refused(1)).toBe(true);
    raw.send(frame(HEADERS, END_HEADERS, 3, request('/edge/v1/logs?format=eal&batch=gone', 'POST')), frame(DATA, 0, 3, Buffer.from(device(10, '10.9.0.10'))));
    raw.send(frame(RST_STREAM, 0, 3, Buffer.from([0, 0, 0, 8])));
    raw.send(frame(HEADERS, END_HEADERS, 5, request('/edge/v1/logs?format=eal&batch=endless', 'POST')));
    const chunk = Buffer.alloc(16_000, '\n');
    let answered = false;
    const refusedAt = raw.refused(5).then((was) => { answered = true; return was; });
    for (let n = 0; n < 4000 && !answered; n++) { // flow control is the node's problem: an attacker ignores it
      raw.send(frame(DATA, 0, 5, chunk));
      if (n % 16 === 0) await Bun.sleep(1);
    }
    expect(await refusedAt).toBe(true);
    raw.close();
    for (const batch of ['stall', 'gone', 'endless']) expect(node.store.batches.find({ tenant: 'default', firewall: 'FW', batch })).toBeUndefined();
  });

  test('[R6] 20 uploads of one firewall at once are taken, the next is told when to come back', async () => {
    await withNode({ limits: { uploadsPerFirewall: 3 } }, async (own, as) => {
      const raw = await RawH2.open(own.url, own.authority.pem, as);
      for (const stream of [1, 3, 5]) raw.send(frame(HEADERS, END_HEADERS, stream, request(`/edge/v1/logs?format=eal&batch=u${stream}`, 'POST')));
      const answer = await call('POST', '/edge/v1/logs?format=eal&batch=u7', 'x', { at: own, as });
      expect([answer?.status, Number(answer?.headers['retry-after']) > 0]).toEqual([503, true]);
      raw.close();
    });
  });
});

describe('limits of connections and requests', () => {
  test('[R6] a firewall has so many connections and no more; others are not kept out by it', async () => {
    await withNode({ limits: { connectionsPerFirewall: 3 } }, async (own, as) => {
      const sessions = [1, 2, 3].map(() => dial(own.url, own.authority.pem, as));
      for (const session of sessions) expect((await ask(session, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      expect(await knock(own.url, own.authority.pem, as)).toBeUndefined();
      expect(await knock(own.url, own.authority.pem, await own.enrol('FW2'))).toBe(200);
      expect(own.metrics.counter('nameplate_handshakes_refused_total', { reason: 'too_many_connections_of_firewall' }).value).toBe(1);
      sessions[0]?.destroy();
      while ((await knock(own.url, own.authority.pem, as)) !== 200) await Bun.sleep(5); // room again once the node has seen it go
      for (const session of sessions) session.destroy();
    });
  });

  test('connections that never finish a handshake are capped and end', async () => {
    await withNode({ limits: { connections: 8, handshakeMs: 400 } }, async (own, as) => {
      const { port } = new URL(own.url);
      const closed: Promise<void>[] = [];
      for (let n = 0; n < 30; n++) {
        const socket = connectTcp(Number(port), '127.0.0.1');
        socket.on('error', () => undefined);
        closed.push(new Promise((resolve) => { socket.on('close', () => { resolve(); }); }));
        socket.resume();
        if (n % 3 === 0) socket.write('\x16\x03\x01\x02\x00\x01'); // the beginning of a ClientHello
        if (n % 3 === 1) socket.write('GET / HTTP/1.1\r\n\r\n');
      }
      await Promise.all(closed);
      expect(own.metrics.counter('nameplate_handshakes_refused_total', { reason: 'too_many_connections' }).value).toBeGreaterThan(0);
      expect(await knock(own.url, own.authority.pem, as)).toBe(200);
    });
  });

  test('a firewall that connects and then says nothing is dropped, and a stop does not wait for handshakes', async () => {
    await withNode({ limits: { idleMs: 300 } }, async (own, as) => {
      const raw = await RawH2.open(own.url, own.authority.pem, as);
      await raw.closed;
      const silent = connectTcp(own.edge.port, '127.0.0.1');
      silent.on('error', () => undefined);
      await new Promise<void>((resolve) => { silent.on('connect', () => { resolve(); }); });
    });
  });

  test('a registry that cannot be read lets nobody new in and throws nobody out', async () => {
    let broken = false;
    const fails = (registry: FirewallRegistry): FirewallRegistry => ({
      generation: () => { if (broken) throw new Error('disk'); return registry.generation(); },
      byFingerprint: (fingerprint) => { if (broken) throw new Error('disk'); return registry.byFingerprint(fingerprint); },
    });
    await withNode({ registry: fails }, async (own, as) => {
      const session = dial(own.url, own.authority.pem, as);
      expect((await ask(session, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      broken = true;
      expect(await knock(own.url, own.authority.pem, as)).toBeUndefined();
      await Bun.sleep(500); // a few sweeps
      expect((await ask(session, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      session.destroy();
    });
  });

  test('a rate above the limit is answered 429 with the time to come back, and the connection lives', async () => {
    await withNode({ limits: { requestsPerSecond: 5 } }, async (own, as) => {
      const session = dial(own.url, own.authority.pem, as);
      const answers = await crowd(Array.from({ length: 40 }), 8, () => ask(session, { ':path': '/edge/v1/mappings' }));
      const limited = answers.filter((answer) => answer?.status === 429);
      expect(limited.length).toBeGreaterThanOrEqual(20);
      expect(limited.every((answer) => Number(answer?.headers['retry-after']) >= 1)).toBe(true);
      expect(answers.filter((answer) => answer?.status === 200).length).toBeGreaterThanOrEqual(10);
      expect(refused('rate_limited', own)).toBe(limited.length);
      session.destroy();
    });
  });

  /** What one connection does to the node; it must be refused, and the node must go on. */
  const attacks: readonly (readonly [string, (raw: RawH2) => Promise<boolean>])[] = [
    ['a header of 60 kB', (raw) => {
      raw.send(frame(HEADERS, END_STREAM, 1, request('/edge/v1/mappings')));
      for (let n = 0; n < 4; n++) raw.send(frame(9, n === 3 ? END_HEADERS : 0, 1, Buffer.concat([Buffer.from([0, 1, 120, 0x7f, 0x81, 0x74]), Buffer.alloc(15_000, 'y')])));
      return raw.refused(1);
    }],
    ['a thousand headers', (raw) => {
      raw.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, request('/edge/v1/mappings', 'GET', Array.from({ length: 1000 }, (_, n) => [`a${n}`, 'b'] as const))));
      return raw.refused(1);
    }],
    ['headers that never end', async (raw) => {
      raw.send(frame(HEADERS, END_STREAM, 1, request('/edge/v1/mappings')));
      for (let n = 0; n < 3000 && !raw.socket.destroyed; n++) {
        raw.send(frame(9, 0, 1, Buffer.concat([Buffer.from([0, 1, 120, 100]), Buffer.alloc(100, 'y')])));
        if (n % 100 === 0) await Bun.sleep(1);
      }
      return raw.refused(1);
    }],
    ['streams opened and reset at once (CVE-2023-44487)', async (raw) => {
      for (let n = 0; n < 5000 && !raw.socket.destroyed; n++) {
        raw.send(frame(HEADERS, END_STREAM | END_HEADERS, 1 + 2 * n, request('/edge/v1/mappings?wait=30')), frame(RST_STREAM, 0, 1 + 2 * n, Buffer.from([0, 0, 0, 8])));
        if (n % 20 === 0) await Bun.sleep(1);
      }
      await raw.closed;
      return true;
    }],
    ['more streams than it may open', async (raw) => {
      for (let n = 0; n < 300; n++) raw.send(frame(HEADERS, END_HEADERS, 1 + 2 * n, request(`/edge/v1/logs?format=eal&batch=s${n}`, 'POST')));
      await raw.until((one) => one.type === GOAWAY || one.type === RST_STREAM);
      return true;
    }],
    ['a flood of pings', async (raw) => {
      for (let n = 0; n < 5000 && !raw.socket.destroyed; n++) {
        raw.send(frame(PING, 0, 0, Buffer.alloc(8)));
        if (n % 50 === 0) await Bun.sleep(1);
      }
      await raw.closed;
      return true;
    }],
    ['a flood of settings', async (raw) => {
      for (let n = 0; n < 5000 && !raw.socket.destroyed; n++) {
        raw.send(frame(SETTINGS, 0, 0));
        if (n % 50 === 0) await Bun.sleep(1);
      }
      await raw.closed;
      return true;
    }],
    ['a flood of empty data', async (raw) => {
      raw.send(frame(HEADERS, END_HEADERS, 1, request('/edge/v1/logs?format=eal&batch=e', 'POST')));
      for (let n = 0; n < 200 && !raw.socket.destroyed; n++) {
        raw.send(...Array.from({ length: 500 }, () => frame(DATA, 0, 1)));
        await Bun.sleep(1);
      }
      return raw.refused(1);
    }],
    ['noise instead of frames', async (raw) => { raw.send(Buffer.alloc(4096, 'noise')); await raw.closed; return true; }],
    ['a frame larger than agreed', async (raw) => { raw.send(frame(DATA, 0, 1, Buffer.alloc(20_000))); await raw.closed; return true; }],
    ['CONNECT', (raw) => { raw.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, request('*', 'CONNECT'))); return raw.refused(1); }],
    ['a path without a slash', (raw) => { raw.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, request('edge/v1/mappings'))); return raw.refused(1); }],
  ];
  test.each(attacks)('survives %s', async (_, attack) => {
    const raw = await RawH2.open(node.url, node.authority.pem, fw);
    expect(await attack(raw)).toBe(true);
    raw.close();
    expect(await knock(node.url, node.authority.pem, fw)).toBe(200);
  });

  test('a reader that takes nothing loses its stream, and costs one piece of the reply and not the reply', async () => {
    await withNode({ limits: { stallMs: 300, uploadBytes: 64 * MIB } }, async (own, as) => {
      await upload('many', Array.from({ length: 12_000 }, (_, n) => device(n, `10.${20 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`)).join(''), { at: own, as });
      // A window of nothing for all streams: SETTINGS_INITIAL_WINDOW_SIZE 0.
      const raw = await RawH2.open(own.url, own.authority.pem, as, [[4, 0]]);
      raw.send(...[1, 3, 5, 7].map((stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, request('/edge/v1/mappings'))));
      for (const stream of [1, 3, 5, 7]) expect((await raw.until((one) => one.type === RST_STREAM && one.stream === stream))?.payload.readUInt32BE(0)).toBe(8);
      expect(refused('reader_stalled', own)).toBe(4);
      raw.close();
      expect(await knock(own.url, own.authority.pem, as)).toBe(200);
    });
  });
});

describe('listeners', () => {
  test('a port in use is one error that names the port, on either listener', async () => {
    const { port } = node.edge;
    const taken = async (start: () => unknown): Promise<unknown> => { try { await start(); } catch (error) { return error instanceof EdgeError ? [error.code, error.fields['port']] : error; } return 'started'; };
    expect(await taken(() => edgeNode({ port }))).toEqual(['port_in_use', port]);
    expect(await taken(() => startPortal({ host: '127.0.0.1', port }, { metrics: node.metrics, notReady: () => [], metricsToken: { isSet: false } as never }))).toEqual(['port_in_use', port]);
  });
  test('the portal port answers health, readiness and metrics, and nothing else', async () => {
    expect(await (await fetch(`${node.portalUrl}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${node.portalUrl}/readyz`)).json()).toEqual({ status: 'ready' });
    expect(await (await fetch(`${node.portalUrl}/metrics`)).text()).toContain('# TYPE nameplate_polls_total counter\n');
    for (const path of ['/', '/edge/v1/session', '/edge/v1/mappings', '/../metrics/x']) expect((await fetch(`${node.portalUrl}${path}`)).status).toBe(404);
    expect((await fetch(`${node.portalUrl}/metrics`, { method: 'POST', body: 'x' })).status).toBe(404);
  });
  test('metrics ask for the token where one is set', async () => {
    await withNode({ metricsToken: 'hunter2' }, async (own) => {
      const status = async (authorization?: string): Promise<number> => (await fetch(`${own.portalUrl}/metrics`, authorization === undefined ? {} : { headers: { authorization } })).status;
      expect([await status(), await status('Bearer hunter'), await status('hunter2'), await status('Bearer hunter2')]).toEqual([401, 401, 401, 200]);
    });
  });
});

/** Floods of HTTP/2 frames and requests of HTTP/1.1 at each door that speaks them: every one ends in a refusal with a counter, and good firewalls are answered meanwhile. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { device, story, upload, type Story } from './edge-calls.ts';
import { goodFirewalls, type GoodFirewalls } from './good-firewalls.ts';
import { H1_ATTACKS, put, SMUGGLED } from './h1-attacks.ts';
import { FRAME_ATTACKS } from './h2-attacks.ts';
import { dial, ask } from './knock.ts';
import { END_HEADERS, END_STREAM, frame, HEADERS, PING, RawH2, request } from './raw-h2.ts';

setDefaultTimeout(60_000);
let it: Story, good: GoodFirewalls;
beforeAll(async () => {
  it = await story({ limits: { uploadBytes: 4_194_304 }, strangerStayMs: 1500 });
  const addresses = Array.from({ length: 200 }, (_, n) => `10.0.0.${n}`);
  await upload(it, 'many', addresses.map((address, n) => device(n, address)).join(''));
  good = await goodFirewalls(it.node, addresses);
});
afterAll(async () => { await it.node.stop(); });

/** A loopback address of its own for each attacker, because an address that flooded has to wait. */
let attackers = 0;
const nextAddress = (): string => { attackers += 1; return `127.0.${1 + (attackers >> 8)}.${attackers & 255}`; };
const ended = (...reasons: string[]): number => reasons.reduce((sum, reason) => sum + it.node.metrics.counter('nameplate_connections_ended_total', { reason }).value, 0);
const ENDINGS = ['protocol', 'nuisance', 'frame_flood', 'too_many_requests', 'overstayed'];

describe.each([
  ['the door of firewalls', (from: string) => it.node.enrol(`EVIL${from}`).then((pem) => RawH2.open(it.node.url, it.node.authority.pem, pem, [], from)), '/edge/v1/mappings?wait=30'],
  ['the enrolment port', (from: string) => RawH2.open(it.node.enrolUrl, it.node.authority.pem, undefined, [], from), '/edge/v1/ca'],
  ['the lists port', (from: string) => RawH2.open(it.node.listsUrl, it.node.authority.pem, undefined, [], from), '/lists/v1/feed.json'],
] as const)('[R85] HTTP/2 at %s', (_, open, path) => {
  test.each(FRAME_ATTACKS.map((attack) => [attack.name, attack] as const))('ends %s', async (_name, attack) => {
    const before = ended(...ENDINGS), raw = await open(nextAddress());
    await attack.run(raw, path, () => true);
    expect(ended(...ENDINGS)).toBeGreaterThan(before);
  });

  test('lets nobody back in at once who flooded, and a neighbour all the while', async () => {
    const from = nextAddress(), flooding = await open(from), refusals = it.node.metrics.counter('nameplate_handshakes_refused_total', { reason: 'cooling_off' }), before = refusals.value;
    await flooding.flood(Buffer.concat(Array.from({ length: 3000 }, () => frame(2, 0, 3, Buffer.from([0, 0, 0, 1, 16])))));
    const again = await open(from).catch(() => undefined); // the strangers' doors turn away before the handshake
    await again?.closed;
    expect(refusals.value).toBeGreaterThan(before);
    const neighbour = await open(nextAddress());
    neighbour.send(frame(PING, 0, 0, Buffer.alloc(8)));
    expect((await neighbour.until((one) => one.type === PING))?.flags).toBe(1);
    neighbour.close();
  });
});

describe.each([['the enrolment port', () => it.node.enrolUrl], ['the lists port', () => it.node.listsUrl]] as const)('HTTP/1.1 at %s', (_, url) => {
  const open = async (): Promise<TLSSocket> => {
    const { hostname: host, port } = new URL(url());
    const socket = connectTls({ host, port: Number(port), ca: it.node.authority.pem, ALPNProtocols: ['http/1.1'], ...{ localAddress: nextAddress() } });
    await new Promise<void>((resolve, reject) => { socket.on('error', () => undefined).once('secureConnect', () => { resolve(); }).once('close', () => { reject(new Error('turned away')); }); });
    return socket;
  };
  test.each(H1_ATTACKS.map((attack) => [attack.name, attack] as const))('ends %s', async (_name, attack) => {
    const refused = (): number => ended(...ENDINGS) + it.node.metrics.counter('nameplate_requests_refused_total', { reason: 'too_large' }).value;
    const before = refused(), socket = await open();
    socket.resume();
    await attack.run(socket, () => true);
    expect(refused()).toBeGreaterThan(before);
  });

  test.each(Object.entries(SMUGGLED))('answers no request that is hidden behind %s', async (_name, bytes) => {
    const socket = await open();
    let answers = '';
    socket.on('data', (piece: Buffer) => { answers += piece.toString('latin1'); });
    await put(socket, bytes);
    const closed = new Promise<void>((resolve) => { socket.once('close', () => { resolve(); }); });
    await Promise.race([closed, Bun.sleep(150)]);
    socket.destroy();
    // What is hidden asks for a path that is not there: a second answer, or one of 404, would be its.
    expect((answers.match(/^HTTP\/1\.1 /gm) ?? []).length).toBeLessThanOrEqual(1);
    expect(answers).not.toContain('HTTP/1.1 404');
  });
});

test('the portal port ends requests piled up and bodies, and goes on', async () => {
  const counted = (reason: string): number => it.node.metrics.counter('nameplate_requests_refused_total', { reason }).value, { hostname: host, port } = new URL(it.node.portalUrl);
  for (const [name, reason] of [['requests piled up', 'rate_limited'], ['a body in chunks without end', 'bad_request']] as const) {
    const socket = connectTcp({ host, port: Number(port), localAddress: nextAddress() }).on('error', () => undefined).resume(), before = counted(reason);
    await H1_ATTACKS.find((attack) => attack.name === name)?.run(socket, () => true);
    expect([name, counted(reason) > before]).toEqual([name, true]);
  }
  expect((await fetch(`${it.node.portalUrl}/healthz`)).status).toBe(200);
});

test('one protocol where the other was agreed, and no TLS at all, are refused at every door and counted', async () => {
  const evil = await it.node.enrol('MIXED');
  const speak = async (url: string, protocol: string, bytes: string): Promise<void> => {
    const { hostname: host, port } = new URL(url);
    const socket = connectTls({ host, port: Number(port), ca: it.node.authority.pem, cert: evil.certificate, key: evil.key, ALPNProtocols: [protocol], ...{ localAddress: nextAddress() } });
    socket.on('error', () => undefined).resume();
    socket.once('secureConnect', () => { socket.write(bytes); });
    await new Promise<void>((resolve) => { socket.once('close', () => { resolve(); }); });
  };
  for (const url of [it.node.url, it.node.enrolUrl, it.node.listsUrl]) {
    const before = ended('protocol');
    await speak(url, 'h2', 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    expect([url, ended('protocol')]).toEqual([url, before + 1]);
    const bare = connectTcp({ port: Number(new URL(url).port), host: '127.0.0.1', localAddress: nextAddress() }).on('error', () => undefined).resume();
    bare.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await new Promise<void>((resolve) => { bare.once('close', () => { resolve(); }); });
  }
  expect(it.node.metrics.counter('nameplate_handshakes_refused_total', { reason: 'not_tls' }).value).toBe(3);
  for (const url of [it.node.enrolUrl, it.node.listsUrl]) {
    const before = ended('protocol');
    await speak(url, 'http/1.1', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    expect([url, ended('protocol')]).toEqual([url, before + 1]);
  }
});

test('good firewalls had right answers all the while', async () => {
  const { wrong, right } = await good.stop();
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThan(20);
});

test('a firewall that uploads and polls as fast as it may is no flood', async () => {
  const busy = await it.node.enrol('BUSY'), session = dial(it.node.url, it.node.authority.pem, busy), before = ended(...ENDINGS);
  const lines = device(900, '10.9.0.1').repeat(2000);
  for (let n = 0; n < 12; n++) {
    const sent = await Promise.all(Array.from({ length: 4 }, (_, m) => ask(session, { ':method': 'POST', ':path': `/edge/v1/logs?format=eal&batch=busy-${n}-${m}` }, Buffer.from(lines))));
    expect(sent.map((answer) => answer?.status)).toEqual([200, 200, 200, 200]);
    const polled = await Promise.all(Array.from({ length: 20 }, () => ask(session, { ':path': '/edge/v1/mappings' })));
    expect(new Set(polled.map((answer) => answer?.status))).toEqual(new Set([200]));
  }
  const raw = await RawH2.open(it.node.url, it.node.authority.pem, busy);
  // Line by line, each in a frame of its own.
  raw.send(frame(HEADERS, END_HEADERS, 1, request('/edge/v1/logs?format=eal&batch=by-line', 'POST')));
  const line = Buffer.from(device(901, '10.9.0.2'));
  for (let n = 0; n < 60; n++) {
    raw.send(...Array.from({ length: 100 }, () => frame(0, 0, 1, line)));
    await Bun.sleep(1);
  }
  raw.send(frame(0, END_STREAM, 1));
  expect(await raw.refused(1)).toBe(false);
  raw.close();
  session.destroy();
  expect(ended(...ENDINGS)).toBe(before);
});

/** Every limit of the firewalls' door, and what one connection may do to the node: refused, counted, and nobody else notices. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { connect as connectTcp } from 'node:net';
import type { FirewallRegistry } from '../server/index.ts';
import { device, refused, story, upload, withNode, type Story } from './edge-calls.ts';
import { ask, crowd, dial, knock } from './knock.ts';
import { DATA, END_HEADERS, END_STREAM, frame, GOAWAY, HEADERS, RawH2, request, RST_STREAM } from './raw-h2.ts';

setDefaultTimeout(60_000);
const MIB = 1024 * 1024;
let it: Story;
beforeAll(async () => { it = await story({ limits: { uploadBytes: 4 * MIB, stallMs: 500 }, inflatedMaxBytes: 32 * MIB }); });
afterAll(async () => { await it.node.stop(); });

describe('limits of connections and requests', () => {
  test('[R6] a firewall has so many connections and no more; others are not kept out by it', async () => {
    await withNode({ limits: { connectionsPerFirewall: 3 } }, async (own) => {
      const sessions = [1, 2, 3].map(() => dial(own.node.url, own.node.authority.pem, own.fw));
      for (const session of sessions) expect((await ask(session, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      expect(await knock(own.node.url, own.node.authority.pem, own.fw)).toBeUndefined();
      expect(await knock(own.node.url, own.node.authority.pem, await own.node.enrol('FW2'))).toBe(200);
      expect(own.node.metrics.counter('nameplate_handshakes_refused_total', { reason: 'too_many_connections_of_firewall' }).value).toBe(1);
      sessions[0]?.destroy();
      while ((await knock(own.node.url, own.node.authority.pem, own.fw)) !== 200) await Bun.sleep(5); // room again once the node has seen it go
      for (const session of sessions) session.destroy();
    });
  });

  test('connections that never finish a handshake are capped and end', async () => {
    await withNode({ limits: { handshakes: 8, handshakesPerAddress: 8, handshakeMs: 400 } }, async (own) => {
      const { port } = new URL(own.node.url);
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
      expect(own.node.metrics.counter('nameplate_handshakes_refused_total', { reason: 'too_many_handshakes_of_address' }).value).toBeGreaterThan(0);
      expect(await knock(own.node.url, own.node.authority.pem, own.fw)).toBe(200);
    });
  });

  test('sockets that say nothing, as many as there may be connections and more, keep no firewall out', async () => {
    await withNode({ limits: { connections: 20, handshakes: 20, handshakesPerAddress: 20, handshakeMs: 120_000 } }, async (own) => {
      const inside = dial(own.node.url, own.node.authority.pem, own.fw);
      expect((await ask(inside, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      const silent = Array.from({ length: 60 }, () => connectTcp(own.node.edge.port, '127.0.0.1').on('error', () => undefined));
      while (own.node.metrics.counter('nameplate_handshakes_refused_total', { reason: 'too_many_handshakes_of_address' }).value < 40) await Bun.sleep(5);
      while ((await knock(own.node.url, own.node.authority.pem, own.fw)) !== 200) await Bun.sleep(20); // long before the handshakes end by themselves
      expect((await ask(inside, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      inside.destroy();
      for (const socket of silent) socket.destroy();
    });
  });

  test('a connection that waits for a reply is not idle; afterwards it is', async () => {
    await withNode({ limits: { idleMs: 200 } }, async (own) => {
      const session = dial(own.node.url, own.node.authority.pem, own.fw);
      const answer = await ask(session, { ':path': '/edge/v1/mappings', accept: 'application/json' });
      const held = await ask(session, { ':path': `/edge/v1/mappings?wait=2&cursor=${JSON.parse(String(answer?.body)).cursor}` });
      expect(held?.status).toBe(200);
      await new Promise<void>((resolve) => { session.on('close', () => { resolve(); }); });
    });
  });

  test('a firewall that connects and then says nothing is dropped, and a stop does not wait for handshakes', async () => {
    await withNode({ limits: { idleMs: 300 } }, async (own) => {
      const raw = await RawH2.open(own.node.url, own.node.authority.pem, own.fw);
      await raw.closed;
      const silent = connectTcp(own.node.edge.port, '127.0.0.1');
      silent.on('error', () => undefined);
      await new Promise<void>((resolve) => { silent.on('connect', () => { resolve(); }); });
    });
  });

  test('a registry that cannot be read lets nobody new in and throws nobody out', async () => {
    let broken = false;
    const fails = (registry: FirewallRegistry): FirewallRegistry => ({
      ...registry,
      generation: () => { if (broken) throw new Error('disk'); return registry.generation(); },
      byFingerprint: (fingerprint) => { if (broken) throw new Error('disk'); return registry.byFingerprint(fingerprint); },
    });
    await withNode({ registry: fails }, async (own) => {
      const session = dial(own.node.url, own.node.authority.pem, own.fw);
      expect((await ask(session, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      broken = true;
      expect(await knock(own.node.url, own.node.authority.pem, own.fw)).toBeUndefined();
      await Bun.sleep(500); // a few sweeps
      expect((await ask(session, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      session.destroy();
    });
  });

  test('a wall clock that goes back an hour refuses nobody', async () => {
    let skew = 0;
    await withNode({ limits: { requestsPerSecond: 5 }, now: () => Date.now() + skew }, async (own) => {
      const session = dial(own.node.url, own.node.authority.pem, own.fw);
      const status = async (): Promise<number | undefined> => (await ask(session, { ':path': '/edge/v1/mappings' }))?.status;
      while ((await status()) === 200);
      skew = -600_000;
      while ((await status()) !== 200) await Bun.sleep(20);
      session.destroy();
    });
  });

  test('a rate above the limit is answered 429 with the time to come back, and the connection lives', async () => {
    await withNode({ limits: { requestsPerSecond: 5 } }, async (own) => {
      const session = dial(own.node.url, own.node.authority.pem, own.fw);
      const answers = await crowd(Array.from({ length: 40 }), 8, () => ask(session, { ':path': '/edge/v1/mappings' }));
      const limited = answers.filter((answer) => answer?.status === 429);
      expect(limited.length).toBeGreaterThanOrEqual(20);
      expect(limited.every((answer) => Number(answer?.headers['retry-after']) >= 1)).toBe(true);
      expect(answers.filter((answer) => answer?.status === 200).length).toBeGreaterThanOrEqual(10);
      expect(refused(own, 'rate_limited')).toBe(limited.length);
      session.destroy();
    });
  });

  /** What one connection does to the node; it must be refused, and the node must go on. Floods are in hostile-frames.test.ts. */
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
    ['more streams than it may open', async (raw) => {
      for (let n = 0; n < 300; n++) raw.send(frame(HEADERS, END_HEADERS, 1 + 2 * n, request(`/edge/v1/logs?format=eal&batch=s${n}`, 'POST')));
      await raw.until((one) => one.type === GOAWAY || one.type === RST_STREAM);
      return true;
    }],
    ['a frame larger than agreed', async (raw) => { raw.send(frame(DATA, 0, 1, Buffer.alloc(20_000))); await raw.closed; return true; }],
    ['CONNECT', (raw) => { raw.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, request('*', 'CONNECT'))); return raw.refused(1); }],
    ['a path without a slash', (raw) => { raw.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, request('edge/v1/mappings'))); return raw.refused(1); }],
  ];
  test.each(attacks)('survives %s', async (_, attack) => {
    const raw = await RawH2.open(it.node.url, it.node.authority.pem, await it.node.enrol(`BAD${Bun.nanoseconds()}`));
    expect(await attack(raw)).toBe(true);
    raw.close();
    expect(await knock(it.node.url, it.node.authority.pem, it.fw)).toBe(200);
  });

  test('a reader that takes nothing loses its stream, and costs one piece of the reply and not the reply', async () => {
    await withNode({ limits: { stallMs: 300, uploadBytes: 64 * MIB } }, async (own) => {
      await upload(own, 'many', Array.from({ length: 12_000 }, (_, n) => device(n, `10.${20 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`)).join(''));
      // A window of nothing for all streams: SETTINGS_INITIAL_WINDOW_SIZE 0.
      const raw = await RawH2.open(own.node.url, own.node.authority.pem, own.fw, [[4, 0]]);
      raw.send(...[1, 3, 5, 7].map((stream) => frame(HEADERS, END_STREAM | END_HEADERS, stream, request('/edge/v1/mappings'))));
      for (const stream of [1, 3, 5, 7]) expect((await raw.until((one) => one.type === RST_STREAM && one.stream === stream))?.payload.readUInt32BE(0)).toBe(8);
      expect(refused(own, 'reader_stalled')).toBe(4);
      raw.close();
      expect(await knock(own.node.url, own.node.authority.pem, own.fw)).toBe(200);
    });
  });
});


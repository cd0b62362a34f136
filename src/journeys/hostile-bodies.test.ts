/** Peers that keep what they are given: bodies that never end, windows that never open, handshakes and headers that take for ever. Each loses its request or its connection, is counted, and holds up nobody. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { connect as connectTcp, type Socket } from 'node:net';
import { device, poll, refused, story, upload, withNode, type Story } from './edge-calls.ts';
import { goodFirewalls, type GoodFirewalls } from './good-firewalls.ts';
import { knock } from './knock.ts';
import { DATA, END_HEADERS, END_STREAM, frame, HEADERS, RawH2, request, RST_STREAM, SETTINGS, WINDOW_UPDATE } from './raw-h2.ts';
import { syslogNode, tcp, until } from './syslog-node.ts';

setDefaultTimeout(60_000);
let it: Story, good: GoodFirewalls;
beforeAll(async () => {
  it = await story({ limits: { uploadBytes: 262_144, stallMs: 400 }, strangerStayMs: 800 });
  const addresses = Array.from({ length: 300 }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
  for (let n = 0; n < 300; n += 100) await upload(it, `known-${n}`, addresses.slice(n, n + 100).map((address, m) => device(n + m, address)).join(''));
  good = await goodFirewalls(it.node, addresses);
});
afterAll(async () => { await it.node.stop(); });

const evil = async (settings: readonly (readonly [number, number])[] = []): Promise<RawH2> => RawH2.open(it.node.url, it.node.authority.pem, await it.node.enrol(`EVIL${Bun.nanoseconds()}`), settings);
const post = (path: string, stream = 1): Buffer => frame(HEADERS, END_HEADERS, stream, request(path, 'POST'));
const get = (path: string, stream: number): Buffer => frame(HEADERS, END_STREAM | END_HEADERS, stream, request(path));
const word = (value: number): Buffer => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };
async function counts(reason: string, at: number, work: () => Promise<unknown>): Promise<void> {
  const before = refused(it, reason);
  await work();
  await until(() => refused(it, reason) >= before + at);
}

describe('[R85] bodies that never end', () => {
  test('an upload of a byte now and then loses its stream, though it never pauses for long', async () => {
    const raw = await evil();
    await counts('timeout', 1, async () => {
      raw.send(post('/edge/v1/logs?format=eal&batch=drip'));
      while (!raw.frames.some((one) => one.type === RST_STREAM) && !raw.socket.destroyed) {
        raw.send(frame(DATA, 0, 1, Buffer.from('\n')));
        await Bun.sleep(20);
      }
    });
    raw.close();
  });
  test('one that brings little but enough is taken whole', async () => {
    const raw = await evil();
    raw.send(post('/edge/v1/logs?format=eal&batch=slow'));
    for (let n = 0; n < 12; n++) {
      raw.send(frame(DATA, 0, 1, Buffer.alloc(1100, '\n')));
      await Bun.sleep(100);
    }
    raw.send(frame(DATA, END_STREAM, 1));
    expect(await raw.refused(1)).toBe(false);
    raw.close();
  });
  test.each([['an upload', '/edge/v1/logs?format=eal&batch=endless'], ['a request for a certificate', '/edge/v1/enrol/renew']])('%s that goes on and on is answered 413, and its stream is closed', async (_, path) => {
    const raw = await evil();
    await counts('too_large', 1, async () => {
      raw.send(post(path));
      for (let n = 0; n < 2000 && !raw.frames.some((one) => one.type === RST_STREAM) && !raw.socket.destroyed; n++) {
        raw.send(frame(DATA, 0, 1, Buffer.alloc(8192, '\n')));
        await Bun.sleep(1);
      }
    });
    // A reply before the reset, and not of 200.
    expect([raw.frames.some((one) => one.type === HEADERS), await raw.refused(1)]).toEqual([true, true]);
    raw.close();
  });
});

describe('[R85] windows that never open', () => {
  test.each([
    ['a window of nothing, for a small reply', '/edge/v1/mappings?cursor=none', [[4, 0]], undefined], ['a window of nothing, for a refusal', '/nowhere', [[4, 0]], undefined],
    ['a byte now and then', '/edge/v1/mappings?cursor=none', [[4, 0]], 1], ['a window for the streams and none for the connection', '/edge/v1/mappings?cursor=none', [[4, 0x7fffffff]], undefined],
  ] as const)('%s', async (_, path, settings, drip) => {
    const raw = await evil(settings), streams = [1, 3, 5, 7, 9, 11, 13, 15];
    await counts('reader_stalled', settings[0][1] === 0 ? streams.length : 1, async () => {
      raw.send(...streams.map((stream) => get(path, stream)));
      while (drip !== undefined && !raw.socket.destroyed && raw.frames.filter((one) => one.type === RST_STREAM).length < streams.length) {
        raw.send(...streams.map((stream) => frame(WINDOW_UPDATE, 0, stream, word(drip))));
        await Bun.sleep(50);
      }
    });
    raw.close();
  });
  test('a window that is opened and closed by settings all the time', async () => {
    const raw = await evil([[4, 0]]);
    await counts('reader_stalled', 1, async () => {
      raw.send(get('/edge/v1/mappings?cursor=none', 1));
      for (let n = 0; n < 40 && !raw.frames.some((one) => one.type === RST_STREAM); n++) {
        raw.send(frame(SETTINGS, 0, 0, Buffer.from([0, 4, 0, 0, 0, 1])), frame(SETTINGS, 0, 0, Buffer.from([0, 4, 0, 0, 0, 0])));
        await Bun.sleep(50);
      }
    });
    raw.close();
  });
});

describe('connections that take for ever', () => {
  const ends = (reason: string, of: 'nameplate_connections_ended_total' | 'nameplate_handshakes_refused_total' = 'nameplate_connections_ended_total'): number => it.node.metrics.counter(of, { reason }).value;
  const silent = (url: string, first = ''): Socket => {
    const socket = connectTcp(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined).resume();
    if (first !== '') socket.write(Buffer.from(first, 'latin1'));
    return socket;
  };
  const gone = (sockets: readonly Socket[]): Promise<unknown> => Promise.all(sockets.map((socket) => new Promise<void>((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once('close', () => { resolve(); });
  })));

  test.each([['the enrolment port', () => it.node.enrolUrl], ['the lists port', () => it.node.listsUrl]] as const)('at %s: so many of one address, none for long, and others are let in', async (_, url) => {
    const before = [ends('overstayed'), ends('too_many_strangers', 'nameplate_handshakes_refused_total')] as const;
    const sockets = Array.from({ length: 100 }, (_unused, n) => silent(url(), ['', '\x16\x03\x01\x02\x00\x01', '\x16'][n % 3]));
    await until(() => ends('too_many_strangers', 'nameplate_handshakes_refused_total') - before[1] >= 68);
    const other = await RawH2.open(url(), it.node.authority.pem, undefined, [], '127.0.0.77');
    other.close();
    await gone(sockets);
    expect(ends('overstayed') - before[0]).toBe(32);
  });

  test('a header block that never ends at a strangers\' port, and a firewall that says nothing after its handshake', async () => {
    const before = ends('overstayed'), raw = await RawH2.open(it.node.enrolUrl, it.node.authority.pem, undefined, [], '127.0.0.78');
    raw.send(frame(HEADERS, END_STREAM, 1, request('/edge/v1/ca')));
    while (!raw.socket.destroyed) {
      raw.send(frame(9, 0, 1, Buffer.from([0])));
      await Bun.sleep(20);
    }
    expect(ends('overstayed')).toBe(before + 1);
    await withNode({ limits: { idleMs: 300 } }, async ({ node, fw }) => {
      const mute = await RawH2.open(node.url, node.authority.pem, fw);
      await mute.closed;
      expect(node.metrics.counter('nameplate_connections_ended_total', { reason: 'idle' }).value).toBe(1);
    });
  });

  test('a thousand connections that say nothing, at the door of firewalls and at the syslog port', async () => {
    const own = await syslogNode({ 'syslog.handshakeMs': '500', 'syslog.connectionsPerAddress': '20' }, { limits: { handshakes: 200, handshakesPerAddress: 100, handshakeMs: 500 } });
    own.add({ protocol: 'SSL' });
    await Bun.sleep(300);
    const fw = await own.node.enrol('FW');
    const edge = Array.from({ length: 1000 }, () => silent(own.node.url));
    await gone(edge);
    const refusals = (reason: string): number => own.node.metrics.counter('nameplate_handshakes_refused_total', { reason }).value;
    expect(refusals('too_many_handshakes_of_address') + refusals('handshake_timeout')).toBeGreaterThanOrEqual(1000);
    expect(await knock(own.node.url, own.node.authority.pem, fw)).toBe(200);
    const senders = await Promise.all(Array.from({ length: 200 }, () => tcp(own.port('SSL'))));
    await gone(senders.map((socket) => socket.resume()));
    await until(() => (own.counts()['refused_too_many_connections_of_address'] ?? 0) + (own.counts()['refused_handshake_timeout'] ?? 0) >= 200);
    expect((await poll({ node: own.node, fw })).kind).toBe('snapshot');
    await own.stop();
  });
});

test('good firewalls had right answers all the while', async () => {
  const { wrong, right } = await good.stop();
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThan(20);
});

/** Floods and hostile senders: TCP is made to wait and loses nothing, UDP counts every datagram it drops, and whoever wastes our time is cut off while a good sender is served. */
import { expect, setDefaultTimeout, test } from 'bun:test';
import type { Socket } from 'node:net';
import type { SenderProtocol } from '../model/index.ts';
import { device, gone, send, syslogNode, tcp, tls, udp, until, type SyslogNode } from './syslog-node.ts';

setDefaultTimeout(60_000);
const MIB = 1024 * 1024;

/** Kernels that take nothing until they are told to. */
function gate(): { readonly hold: () => Promise<void>; open(): void } {
  const opened = Promise.withResolvers<void>();
  return { hold: () => opened.promise, open: () => { opened.resolve(); } };
}
/** The registry is looked at five times a second. */
async function noticed(): Promise<void> { await Bun.sleep(300); }
function gauge(own: SyslogNode, name: string): number { return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(own.node.metrics.render())?.[1]); }

test.each(['TCP', 'SSL'] as const)('[R32] a sender over %s that floods is made to wait, and nothing of it is lost', async (protocol: SenderProtocol) => {
  const kernels = gate(), own = await syslogNode({}, { hold: kernels.hold });
  own.add({ protocol });
  await noticed();
  const socket = protocol === 'TCP' ? await tcp(own.port('TCP')) : await tls(own.port('SSL'), own.node.authority.pem);
  const block = device(1, '10.0.0.1').repeat(200), lines = 400, blocks = Math.ceil((48 * MIB) / block.length);
  let written = 0;
  const flood = (async () => { for (; written < blocks; written++) await send(socket, block); })();
  let before = -1;
  while (written !== before) { // stands still
    before = written;
    await Bun.sleep(1000);
  }
  expect(written * block.length).toBeLessThan(24 * MIB);
  expect(gauge(own, 'nameplate_syslog_buffered_bytes')).toBeGreaterThanOrEqual(MIB);
  expect(gauge(own, 'nameplate_syslog_buffered_bytes')).toBeLessThan(3 * MIB);
  expect(own.counts()['pauses']).toBeGreaterThan(0);
  kernels.open();
  await flood;
  await until(() => own.counts()['parsed'] === blocks * lines);
  expect(own.counts()).toMatchObject({ received: blocks * lines, parsed: blocks * lines });
  expect(Object.keys(own.counts()).filter((event) => /^(dropped|rejected|closed)/.test(event))).toEqual([]);
  expect(gauge(own, 'nameplate_syslog_buffered_bytes')).toBe(0);
  socket.destroy();
  await own.stop();
});

test('one sender that waits does not keep another one waiting', async () => {
  let first = true;
  const kernels = gate();
  const own = await syslogNode({}, { hold: async () => { if (first) { first = false; await kernels.hold(); } } });
  own.add({ protocol: 'TCP' });
  own.add({ protocol: 'SSL' });
  await noticed();
  const slow = await tcp(own.port('TCP')), block = device(1, '10.0.0.1').repeat(200);
  void (async () => { for (let n = 0; n < 400; n++) await send(slow, block); })();
  await until(() => (own.counts()['pauses'] ?? 0) > 0);
  const good = await tls(own.port('SSL'), own.node.authority.pem);
  await send(good, device(2, '10.0.0.2'));
  await until(() => own.counts()['parsed'] === 2);
  kernels.open();
  await until(() => own.counts()['parsed'] === 2 + 400 * 400);
  good.destroy();
  slow.destroy();
  await own.stop();
});

test('the bytes of all senders together are bounded, and all are read again when there is room', async () => {
  const kernels = gate(), own = await syslogNode({ 'syslog.bufferMaxBytes': String(2 * MIB) }, { hold: kernels.hold });
  const senders = 8, blocks = 60, block = device(1, '10.0.0.1').repeat(200);
  for (let n = 0; n < senders; n++) own.add({ protocol: 'TCP', name: `s${n}`, address: `127.0.1.${n + 1}` });
  await noticed();
  const sockets = await Promise.all(Array.from({ length: senders }, (_, n) => tcp(own.port('TCP'), `127.0.1.${n + 1}`)));
  const floods = sockets.map(async (socket) => { for (let n = 0; n < blocks; n++) await send(socket, block); });
  await until(() => (own.counts()['pauses'] ?? 0) >= senders);
  expect(gauge(own, 'nameplate_syslog_buffered_bytes')).toBeLessThan(2 * MIB + senders * MIB);
  kernels.open();
  await Promise.all(floods);
  await until(() => own.counts()['parsed'] === senders * blocks * 400);
  for (const socket of sockets) socket.destroy();
  await own.stop();
});

test('[R32] over UDP every datagram is parsed or counted as dropped, by us or by the system', async () => {
  const kernels = gate(), own = await syslogNode({ 'syslog.udpReceiveBytes': String(256 * 1024), 'syslog.bufferMaxBytes': String(MIB) }, { hold: kernels.hold });
  own.add({ protocol: 'UDP' });
  await noticed();
  const sender = await udp(), port = own.port('UDP'), message = (device(1, '10.0.0.1').split('\n')[0] ?? '').padEnd(1000), total = 10_000;
  for (let n = 0; n < total; n += 100) {
    await Promise.all(Array.from({ length: 100 }, () => sender.send(port, message)));
    await Bun.sleep(0); // the listener is in this process, too
  }
  // A burst while nobody reads is what overflows the system's buffer.
  const burst = Bun.spawnSync([process.execPath, '-e', `const s = require('node:dgram').createSocket('udp4'); let left = 5000; const m = Buffer.from(${JSON.stringify(message)});
    for (let n = 0; n < 5000; n++) s.send(m, ${port}, '127.0.0.1', () => { if (--left === 0) s.close(); });`, '--'], { stdout: 'ignore', stderr: 'inherit' });
  expect(burst.exitCode).toBe(0);
  const sum = (): number => { const { received = 0, dropped_by_system: system = 0 } = own.counts(); return received + system; };
  kernels.open();
  const strange = own.counts()['refused_unknown_sender'] ?? 0;
  await until(() => sum() + strange === total + 5000);
  await until(() => { const { received = 0, parsed = 0, dropped_queue_full: full = 0 } = own.counts(); return parsed + full === received; });
  expect(own.counts()['dropped_queue_full']).toBeGreaterThan(0);
  expect(own.counts()['dropped_by_system']).toBeGreaterThan(0);
  sender.close();
  await own.stop();
});

test('[R32] whoever wastes our time is cut off and counted; a good sender is served all the while', async () => {
  const own = await syslogNode({
    'syslog.handshakeMs': '300', 'syslog.messageSeconds': '1', 'syslog.idleSeconds': '2', 'syslog.connectionsPerAddress': '8', 'syslog.connectionsMax': '12', 'syslog.messageMaxBytes': '8192',
  });
  for (const [n, protocol] of (['TCP', 'SSL'] as const).entries()) for (const who of ['good', 'bad']) own.add({ protocol, name: `${who}-${n}`, address: who === 'good' ? '127.0.0.2' : '127.0.0.3' });
  await noticed();
  const good = await tcp(own.port('TCP'), '127.0.0.2');
  let sent = 0, serving = true;
  const service = (async () => {
    for (; serving; sent++) {
      await send(good, '{}\n');
      await Bun.sleep(20);
    }
  })();
  const bad = (): Promise<Socket> => tcp(own.port('TCP'), '127.0.0.3');
  const slowly = async (start: string): Promise<void> => {
    const socket = await bad();
    await send(socket, start);
    while (!socket.destroyed) {
      await send(socket, 'x');
      await Bun.sleep(50);
    }
  };
  const becomes = async (event: string, count: number, work: () => Promise<unknown>): Promise<void> => {
    await work();
    await until(() => (own.counts()[event] ?? 0) >= count);
    expect({ event, count: own.counts()[event] }).toEqual({ event, count });
  };
  await becomes('closed_slow_message', 3, () => Promise.all([slowly('<13>never a newline'), slowly('8000 <13>'), slowly('12')]));
  await becomes('closed_endless', 1, async () => {
    const socket = await bad();
    while (!socket.destroyed) await send(socket, 'x'.repeat(16_384));
  });
  await becomes('closed_too_long', 1, async () => { const socket = await bad(); await send(socket, '8193 '); await gone(socket); });
  await becomes('closed_bad_count', 1, async () => { const socket = await bad(); await send(socket, `4 {}  ${'9'.repeat(30)}`); await gone(socket); });
  await becomes('closed_mixed_framing', 2, async () => {
    for (const mixed of ['4 {}  <13>x\n', '<13>{}\n7 <13>{}\n']) { const socket = await bad(); await send(socket, mixed); await gone(socket); }
  });
  await becomes('closed_idle', 1, async () => { const socket = await bad(); await send(socket, '{}\n'); await gone(socket); });
  await becomes('refused_handshake_timeout', 3, () => Promise.all(['', '\x16', '\x16\x03\x01\x02\x00\x01'].map(async (start) => {
    const socket = await tcp(own.port('SSL'), '127.0.0.3');
    if (start !== '') await send(socket, Buffer.from(start, 'latin1'));
    await gone(socket);
  })));
  await becomes('refused_too_many_connections_of_address', 2, async () => {
    const many = await Promise.all(Array.from({ length: 10 }, bad));
    await until(() => many.filter((socket) => socket.destroyed || socket.readyState !== 'open').length >= 2);
    for (const socket of many) socket.destroy();
  });
  await until(() => gauge(own, 'nameplate_syslog_connections') === 1);
  own.add({ protocol: 'TCP', name: 'third', address: '127.0.0.4' });
  await noticed();
  const crowded = await Promise.all([...Array.from({ length: 8 }, bad), ...Array.from({ length: 8 }, () => tcp(own.port('TCP'), '127.0.0.4'))]);
  await until(() => (own.counts()['refused_too_many_connections'] ?? 0) === 5);
  expect(gauge(own, 'nameplate_syslog_connections')).toBe(12);
  for (const socket of crowded) socket.destroy();
  await until(() => gauge(own, 'nameplate_syslog_connections') === 1);

  serving = false;
  await service;
  const id = own.node.store.senders.get('dhcp-server', 'good-0').id;
  await until(() => own.node.store.senderStates.list().find(({ sender }) => sender === id)?.counts.get('received') === sent);
  expect([...(own.node.store.senderStates.list().find(({ sender }) => sender === id)?.counts.keys() ?? [])].filter((event) => /^(closed|refused|dropped)/.test(event))).toEqual([]);
  expect(good.destroyed).toBe(false);
  good.destroy();
  await own.stop();
});

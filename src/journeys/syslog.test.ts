/** Syslog from the socket to the binding: every transport, both framings, who is heard, and what a command in another process sees of it. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { senderStatus, type SenderProtocol } from '../model/index.ts';
import { openStore } from '../store/index.ts';
import { counted, device, gone, learned, messages, send, syslogNode, tcp, tls, udp, until, type SyslogNode } from './syslog-node.ts';

setDefaultTimeout(30_000);
let it: SyslogNode;
beforeAll(async () => {
  it = await syslogNode();
  for (const protocol of ['UDP', 'TCP', 'SSL'] as const) it.add({ protocol });
  await until(() => it.counts()['received'] === undefined);
  await Bun.sleep(300); // the registry is looked at five times a second
});
afterAll(async () => { await it.stop(); });

const ca = (): string => it.node.authority.pem;

describe('[R29, R32] a message becomes a binding', () => {
  const ways: readonly (readonly [string, (records: string[]) => Promise<void>])[] = [
    ['UDP, a datagram a message', async (records) => {
      const sender = await udp();
      for (const record of records) await sender.send(it.port('UDP'), record);
      sender.close();
    }],
    ['UDP, with a newline behind it', async (records) => {
      const sender = await udp();
      for (const record of records) await sender.send(it.port('UDP'), `${record}\n`);
      sender.close();
    }],
    ['TCP, lines', async (records) => { (await tcp(it.port('TCP'))).end(records.map((record) => `${record}\n`).join('')); }],
    ['TCP, octet counting', async (records) => { (await tcp(it.port('TCP'))).end(records.map(counted).join('')); }],
    ['TLS, octet counting', async (records) => { (await tls(it.port('SSL'), ca())).end(records.map(counted).join('')); }],
    ['TLS, lines', async (records) => { (await tls(it.port('SSL'), ca())).end(records.join('\n')); }],
    ['TCP, byte by byte', async (records) => {
      const socket = await tcp(it.port('TCP'));
      socket.setNoDelay(true);
      for (const letter of records.map(counted).join('')) await send(socket, letter);
      socket.end();
    }],
    ['TCP, newlines and NULs inside a counted message', async (records) => { (await tcp(it.port('TCP'))).end(records.map((record) => counted(record.replace(' via ', '\n\0via\n'))).join('')); }],
  ];
  test.each(ways)('%s', async (name, way) => {
    const n = ways.findIndex(([other]) => other === name) + 1, ip = `10.1.0.${n}`;
    await way(messages(device(n, ip)));
    await until(() => learned(it).get(ip) === `host-${n}`);
  });
  test('lines over TLS are counted', () => { expect(it.counts()['lines_on_tls']).toBe(1); });
  test('[R39] everything received is parsed, and each binding was learned once', async () => {
    const { received, parsed, bindings, ...rest } = it.counts();
    expect({ received, parsed, bindings }).toEqual({ received: 2 * ways.length, parsed: 2 * ways.length, bindings: ways.length });
    expect(Object.keys(rest).filter((event) => /^(rejected|dropped|refused)/.test(event))).toEqual([]);
  });
});

test('[R36, R39] what was heard is in the store for a command in another process, and a connection counts while it is open', async () => {
  const tool = openStore(it.node.dir, { role: 'tool', now: Date.now() });
  const state = (protocol: SenderProtocol): { status: string; received: number } => {
    const row = tool.senders.find('dhcp-server', protocol), saved = tool.senderStates.list().find(({ sender, kind }) => kind === 'dhcp-server' && sender === row?.id);
    return { status: senderStatus({ protocol, connections: saved?.connections ?? 0, lastSeen: saved?.lastSeen ?? null }, Date.now()), received: saved?.counts.get('received') ?? 0 };
  };
  await until(() => state('TCP').received === 8 && state('UDP').received === 4 && state('SSL').received === 4);
  const open = await tcp(it.port('TCP'));
  await until(() => state('TCP').status === 'Connected');
  expect([state('UDP').status, state('SSL').status]).toEqual(['Connected', '']);
  open.end();
  await until(() => state('TCP').status === '');
  tool.close();
});

test('[R32] only enabled senders are heard: an address or protocol that nobody added is refused at once, counted and said how to add', async () => {
  const before = it.counts()['refused_unknown_sender'] ?? 0, received = it.counts()['received'];
  const stranger = await tcp(it.port('TCP'), '127.0.0.9');
  await gone(stranger);
  await gone(await tls(it.port('SSL'), ca(), undefined, '127.0.0.9'));
  await gone(await tcp(it.port('TCP', 'log-sender')));
  const sender = await udp('127.0.0.9');
  await sender.send(it.port('UDP'), 'x');
  sender.close();
  await until(() => (it.counts()['refused_unknown_sender'] ?? 0) - before === 3);
  expect(it.counts('log-sender')).toEqual({ refused_unknown_sender: 1 });
  expect(it.counts()['received']).toBe(received);
  expect(it.lines.some((line) => line.includes('nameplate dhcp-server add NAME --address 127.0.0.9 --protocol TCP'))).toBe(true);
  await until(() => it.node.store.senderStates.strangers().length === 4);
});

test('another process adds, moves, disables and removes a sender: the running node follows, and ends its connections', async () => {
  const tool = openStore(it.node.dir, { role: 'tool', now: Date.now() }), from = '127.0.0.5';
  const heard = async (): Promise<boolean> => {
    const socket = await tcp(it.port('TCP', 'log-sender'), from), before = it.counts('log-sender')['received'] ?? 0;
    await send(socket, '{}\n');
    await until(() => socket.destroyed || (it.counts('log-sender')['received'] ?? 0) > before);
    const answer = (it.counts('log-sender')['received'] ?? 0) > before;
    socket.destroy();
    return answer;
  };
  const becomes = async (wanted: boolean): Promise<void> => { while ((await heard()) !== wanted) await Bun.sleep(20); };
  await becomes(false);
  tool.senders.add({ kind: 'log-sender', name: 'sensor', description: '', enabled: true, address: from, protocol: 'TCP', firewall: null, tenant: 'red', site: 'north', segment: 'lab', origin: 'local', dialect: null }, 0);
  await becomes(true);
  const open = await tcp(it.port('TCP', 'log-sender'), from);
  await send(open, device(200, '10.2.0.1'));
  await until(() => learned(it, 'red').has('10.2.0.1'));
  expect(learned(it).has('10.2.0.1')).toBe(false);
  tool.senders.change('log-sender', 'sensor', { enabled: false }, 0, 'local');
  await gone(open);
  await becomes(false);
  tool.senders.change('log-sender', 'sensor', { enabled: true, tenant: 'blue' }, 0, 'local');
  await becomes(true);
  const again = await tcp(it.port('TCP', 'log-sender'), from);
  await send(again, device(201, '10.2.0.2'));
  await until(() => learned(it, 'blue').has('10.2.0.2'));
  tool.senders.remove('log-sender', 'sensor', 'local');
  await gone(again);
  await becomes(false);
  tool.close();
});

test('with syslog.acceptUnknown everybody is heard, into the default scope', async () => {
  const open = await syslogNode({ 'syslog.acceptUnknown': 'true' });
  const sender = await udp('127.0.0.7');
  for (const record of messages(device(1, '10.3.0.1'))) await sender.send(open.port('UDP'), record);
  await until(() => learned(open).has('10.3.0.1'));
  sender.close();
  await open.stop();
});

test.each([['+02:00', 120], ['-05:30', -330], ['local', -new Date().getTimezoneOffset()]])('a time without year or zone is read as of %s', async (zone, minutes) => {
  const own = await syslogNode({ 'syslog.zone': zone });
  own.add({ protocol: 'UDP' });
  await Bun.sleep(300);
  const at = Math.floor(Date.now() / 1000) * 1000 - 60_000, there = new Date(at + minutes * 60_000).toUTCString(); // "Fri, 27 Nov 2026 15:00:00 GMT"
  const [, day = '', month = '', , clock = ''] = there.split(' ');
  const sender = await udp();
  for (const message of messages(device(1, '10.5.0.1', `<134>${month} ${day.replace(/^0/, ' ')} ${clock} gw dhcpd[1]: `))) await sender.send(own.port('UDP'), message);
  sender.close();
  await until(() => learned(own).has('10.5.0.1'));
  expect(own.node.store.devices.byId(own.node.store.devices.idsAfter(0, 1)[0] ?? 0)?.ipTime).toBe(at);
  await own.stop();
});

test('what a stopped node had taken is in its books: nothing that was received is missing', async () => {
  const own = await syslogNode();
  own.add({ protocol: 'TCP' });
  await Bun.sleep(300);
  const socket = await tcp(own.port('TCP'));
  await send(socket, device(1, '10.4.0.1').repeat(5000));
  await until(() => (own.counts()['received'] ?? 0) === 10_000);
  await own.syslog.stop();
  const counts = own.node.store.senderStates.list().find(({ sender }) => sender !== 0)?.counts;
  expect([counts?.get('received'), counts?.get('parsed')]).toEqual([10_000, 10_000]);
  expect(own.node.store.senderStates.list().every(({ connections }) => connections === 0)).toBe(true);
  await own.stop();
});

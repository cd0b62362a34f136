/** The five minutes of a first user: serve, a DHCP server added by a command in another process, its messages, its status; and a port that somebody else has. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSocket } from 'node:dgram';
import { program, run } from './program.ts';
import { device, gone, messages, send, tcp, tls, udp } from './syslog-node.ts';

setDefaultTimeout(60_000);
let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'nameplate-syslog-serve-')); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

interface Started { readonly syslog: readonly { readonly kind: string; readonly protocol: string; readonly port: number }[] }
async function serve(data: string, ...settings: string[]): Promise<{ readonly syslog: Started['syslog']; port(protocol: string, kind?: string): number; stop(signal?: 'SIGKILL'): Promise<number> }> {
  const child = Bun.spawn([...program, 'serve', '--data', data, '--edge-port', '0', '--portal-port', '0', '--json', ...settings.flatMap((setting) => ['--set', setting])], { stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' });
  const reader = child.stdout.getReader();
  let text = '';
  while (!text.includes('\n')) {
    const { value, done } = await reader.read();
    if (done) throw new Error('the node ended before it was ready');
    text += new TextDecoder().decode(value);
  }
  const started: Started = JSON.parse(text);
  return {
    ...started, port: (protocol, kind = 'dhcp-server') => started.syslog.find((at) => at.protocol === protocol && at.kind === kind)?.port ?? 0,
    stop: (signal) => { child.kill(signal ?? 'SIGTERM'); return child.exited; },
  };
}
const FREE = ['syslog.host=127.0.0.1', 'syslog.dhcpListen=udp:0,tcp:0,tls:0'];

async function status(data: string): Promise<Record<string, { status: string; messages: number; parsed: number; bindings_learned: number; rejected: number }>> {
  const ran = await run(['dhcp-server', 'status', '--data', data, '--json']);
  return Object.fromEntries(ran.out.split('\n').filter((line) => line !== '').map((line) => [JSON.parse(line).name, JSON.parse(line)]));
}
async function statusIs(data: string, name: string, met: (seen: { status: string; messages: number; parsed: number; bindings_learned: number }) => boolean): Promise<void> {
  for (;;) {
    const seen = (await status(data))[name];
    if (seen !== undefined && met(seen)) return;
    await Bun.sleep(100);
  }
}

test('[R31, R32, R36, R39] serve, add, send, status, counters; after a kill nothing is Connected over TCP', async () => {
  const data = join(folder, 'first'), node = await serve(data, ...FREE, 'syslog.logListen=tcp:0');
  expect(node.syslog.map(({ kind, protocol }) => `${kind} ${protocol}`).sort()).toEqual(['dhcp-server SSL', 'dhcp-server TCP', 'dhcp-server UDP', 'log-sender TCP']);
  const stranger = await tcp(node.port('TCP'));
  await gone(stranger);
  for (;;) {
    const ran = await run(['dhcp-server', 'status', '--data', data]);
    if (ran.err.includes('nameplate dhcp-server add NAME --address 127.0.0.1 --protocol TCP')) break;
    await Bun.sleep(100);
  }
  for (const protocol of ['UDP', 'TCP', 'SSL']) expect((await run(['dhcp-server', 'add', protocol.toLowerCase(), '--address', '127.0.0.1', '--protocol', protocol, '--data', data])).code).toBe(0);
  await run(['dhcp-server', 'certificate', 'ssl', '--out', join(folder, 'certs'), '--data', data]);
  const file = (name: string): string => readFileSync(join(folder, 'certs', name), 'utf8');

  const datagrams = await udp();
  while (((await status(data))['udp']?.bindings_learned ?? 0) < 1) {
    for (const message of messages(device(1, '10.0.0.1'))) await datagrams.send(node.port('UDP'), message);
    await Bun.sleep(200);
  }
  datagrams.close();
  let plain = await tcp(node.port('TCP'));
  await send(plain, device(2, '10.0.0.2'));
  const secure = await tls(node.port('SSL'), file('ca.crt'), { certificate: file('ssl.crt'), key: file('ssl.key') });
  await send(secure, device(3, '10.0.0.3'));
  for (const name of ['tcp', 'ssl']) await statusIs(data, name, (seen) => seen.status === 'Connected' && seen.messages === 2 && seen.parsed === 2 && seen.bindings_learned === 1);
  expect((await status(data))['udp']?.status).toBe('Connected');
  const counters = JSON.parse((await run(['dhcp-server', 'counters', '--data', data, '--json'])).out);
  expect(counters).toMatchObject({ bindings_learned: 3, rejected: {}, dropped: {}, refused: { unknown_sender: expect.any(Number) } });
  expect(counters.parsed).toBe(counters.received);

  await run(['dhcp-server', 'disable', 'tcp', '--data', data]);
  await gone(plain);
  await run(['dhcp-server', 'enable', 'tcp', '--data', data]);
  for (;;) {
    plain = await tcp(node.port('TCP'));
    await send(plain, '{}\n');
    await Bun.sleep(100);
    if (!plain.destroyed) break;
  }
  await statusIs(data, 'tcp', (seen) => seen.status === 'Connected');
  await node.stop('SIGKILL');
  const after = await status(data);
  expect([after['tcp']?.status, after['ssl']?.status, after['udp']?.status]).toEqual(['', '', 'Connected']);
  plain.destroy();
  secure.destroy();
  const again = await serve(data, ...FREE);
  expect((await status(data))['tcp']).toMatchObject({ status: '', bindings_learned: 1 });
  expect(await again.stop()).toBe(0);
});

test('a port that somebody else has costs the node nothing else: status says so, and it is taken as soon as it is free', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { squatter.once('listening', resolve); });
  const { port } = squatter.address() as AddressInfo; // a TCP server's address has a port
  const data = join(folder, 'second'), node = await serve(data, 'syslog.host=127.0.0.1', `syslog.dhcpListen=udp:0,tcp:${port}`);
  expect(node.syslog.map(({ protocol }) => protocol)).toEqual(['UDP']);
  const said = (): Promise<string> => run(['dhcp-server', 'status', '--data', data]).then(({ err }) => err);
  expect(await said()).toContain(`the node does not listen on TCP port ${port}: port in use`);
  await new Promise((resolve) => { squatter.close(resolve); });
  while ((await said()).includes('port in use')) await Bun.sleep(200);
  const socket = await tcp(port);
  await gone(socket); // a stranger, but somebody answers
  expect(await node.stop()).toBe(0);
});

const haveIpv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1') === true);
test.skipIf(!haveIpv6)('[R31] on :: senders of both families are heard, each by its own address', async () => {
  const data = join(folder, 'third'), node = await serve(data, 'syslog.dhcpListen=udp:0,tcp:0');
  for (const [name, address] of [['four', '127.0.0.1'], ['six', '::1']] as const) await run(['dhcp-server', 'add', name, '--address', address, '--protocol', 'UDP', '--data', data]);
  for (const [family, host, name] of [['udp4', '127.0.0.1', 'four'], ['udp6', '::1', 'six']] as const) {
    const socket = createSocket(family);
    while (((await status(data))[name]?.messages ?? 0) === 0) {
      await new Promise((resolve) => { socket.send('{}', node.port('UDP'), host, resolve); });
      await Bun.sleep(100);
    }
    socket.close();
  }
  expect(await node.stop()).toBe(0);
});

test('wrong listeners are wrong usage', async () => {
  for (const wrong of ['udp', 'udp:99999', 'sctp:514', '514']) {
    const ran = await run(['serve', '--data', join(folder, 'never'), '--set', `syslog.logListen=${wrong}`]);
    expect({ wrong, code: ran.code }).toEqual({ wrong, code: 2 });
    expect(ran.err).toContain('syslog.logListen');
  }
});

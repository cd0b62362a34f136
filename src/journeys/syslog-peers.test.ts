/** Other people's senders: rsyslog and logger over every transport and framing, and OpenSSL's client, into a real node. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPeer, PEERS } from '../../build/peers.ts';
import { run, type Pem } from './knock.ts';
import { counted, device, messages, syslogNode, until, type SyslogNode } from './syslog-node.ts';

setDefaultTimeout(60_000);
const rsyslogd = findPeer('rsyslogd'), logger = findPeer('logger'), openssl = findPeer('openssl');
const haveTls = rsyslogd !== null && findPeer(PEERS['rsyslog-gnutls'] ?? '') !== null;
const DEVICES = 5000;
const RFC5424 = 'RSYSLOG_SyslogProtocol23Format', RFC3164 = 'RSYSLOG_TraditionalForwardFormat';

let folder = '', own: SyslogNode, pem: Pem, lines: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-syslog-peers-'));
  own = await syslogNode();
  for (const protocol of ['UDP', 'TCP', 'SSL'] as const) own.add({ protocol });
  pem = await own.certify(own.node.store.senders.get('dhcp-server', 'SSL'));
  await Bun.sleep(300);
  for (const [name, text] of [['ca.crt', own.node.authority.pem], ['own.crt', pem.certificate], ['own.key', pem.key]] as const) writeFileSync(join(folder, name), text, { mode: 0o600 });
  lines = Array.from({ length: DEVICES }, (_, n) => messages(device(n, `10.${20 + (n >> 14)}.${(n >> 8) & 63}.${n & 255}`, ''))).flat();
});
afterAll(async () => {
  await own.stop();
  rmSync(folder, { recursive: true });
});

const bad = (): string[] => Object.keys(own.counts()).filter((event) => /^(dropped|closed|refused|rejected)/.test(event));
const received = (): number => own.counts()['received'] ?? 0;

/** In the foreground with a config of its own: it reads a server's log and forwards each line. */
async function forward(name: string, action: string, count: number, template: string, global = ''): Promise<void> {
  const dir = join(folder, name), input = join(folder, `${name}.log`), config = join(folder, `${name}.conf`), before = received(), parsed = own.counts()['parsed'] ?? 0;
  writeFileSync(input, `${lines.slice(0, count).join('\n')}\n`);
  writeFileSync(config, `global(workDirectory="${dir}" maxMessageSize="64k" ${global})
    module(load="imfile" mode="polling" pollingInterval="1")
    input(type="imfile" File="${input}" Tag="dhcpd:" ruleset="out" readTimeout="1")
    ruleset(name="out") { action(type="omfwd" target="127.0.0.1" template="${template}" ${action}) }\n`);
  Bun.spawnSync(['mkdir', '-p', dir]);
  const child = Bun.spawn([rsyslogd ?? '', '-n', '-f', config, '-i', join(dir, 'pid')], { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' });
  try {
    await until(() => received() - before >= count || child.exitCode !== null);
    await until(() => (own.counts()['parsed'] ?? 0) - parsed >= count || child.exitCode !== null);
  } finally {
    child.kill();
    await child.exited;
  }
  expect({ name, received: received() - before, parsed: (own.counts()['parsed'] ?? 0) - parsed, bad: bad() }).toEqual({ name, received: count, parsed: count, bad: [] });
}

describe.skipIf(rsyslogd === null)('[R32] rsyslog', () => {
  test('UDP', async () => { await forward('udp', `protocol="udp" port="${own.port('UDP')}"`, 500, RFC5424); });
  test('TCP, lines', async () => { await forward('lines', `protocol="tcp" port="${own.port('TCP')}" TCP_Framing="traditional"`, 2 * DEVICES, RFC3164); });
  test('TCP, octet counting', async () => { await forward('octets', `protocol="tcp" port="${own.port('TCP')}" TCP_Framing="octet-counted"`, 2 * DEVICES, RFC5424); });
  test.skipIf(!haveTls)('TLS with its own certificate, octet counting; it checks ours', async () => {
    await forward('tls', `protocol="tcp" port="${own.port('SSL')}" TCP_Framing="octet-counted" StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/name" StreamDriverPermittedPeers="localhost"`, 2 * DEVICES, RFC5424,
      `defaultNetstreamDriverCAFile="${folder}/ca.crt" defaultNetstreamDriverCertFile="${folder}/own.crt" defaultNetstreamDriverKeyFile="${folder}/own.key"`);
  });
});

describe.skipIf(logger === null)('[R32] logger', () => {
  test.each([
    ['UDP, RFC 5424', ['--udp', '--rfc5424'], 'UDP'], ['UDP, RFC 3164', ['--udp', '--rfc3164'], 'UDP'], ['TCP, lines', ['--tcp', '--rfc5424'], 'TCP'],
    ['TCP, octet counting', ['--tcp', '--rfc5424', '--octet-count'], 'TCP'], ['TCP, octet counting, RFC 3164', ['--tcp', '--rfc3164', '--octet-count'], 'TCP'],
  ] as const)('%s', async (_, options, protocol) => {
    const before = received(), parsed = own.counts()['parsed'] ?? 0, input = messages(device(1, '10.0.0.1', '').repeat(10));
    const ran = await run([logger ?? '', '--server', '127.0.0.1', '--port', String(own.port(protocol)), ...options, '--size', '8KiB', '--tag', 'dhcpd'], { input: `${input.join('\n')}\n` });
    expect([ran.code, ran.err]).toEqual([0, '']);
    await until(() => (own.counts()['parsed'] ?? 0) - parsed >= input.length);
    expect({ received: received() - before, parsed: (own.counts()['parsed'] ?? 0) - parsed, bad: bad() }).toEqual({ received: input.length, parsed: input.length, bad: [] });
  });
});

describe.skipIf(openssl === null)('[R32] the client of OpenSSL', () => {
  test.each([['lines', (text: string) => `${text}\n`], ['octet counting', counted]] as const)('%s, TLS 1.2 and 1.3', async (_, frame) => {
    for (const version of ['-tls1_2', '-tls1_3']) {
      const before = own.counts()['parsed'] ?? 0;
      const ran = await run([openssl ?? '', 's_client', '-quiet', '-no_ign_eof', version, '-connect', `127.0.0.1:${own.port('SSL')}`, '-CAfile', join(folder, 'ca.crt'), '-verify_return_error', '-verify_ip', '127.0.0.1', '-cert', join(folder, 'own.crt'), '-key', join(folder, 'own.key')],
        { input: messages(device(1, '10.0.0.1').repeat(10)).map(frame).join(''), inputDelayMs: 300 });
      expect(ran.err).not.toContain('verify error');
      await until(() => (own.counts()['parsed'] ?? 0) - before >= 20);
    }
    expect(bad()).toEqual([]);
  });
});

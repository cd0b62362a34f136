/** Who gets through the syslog TLS door: hundreds of handshakes with good and bad certificates, where one is required, where it is not, and for a sender that was given one. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SenderKind } from '../model/index.ts';
import { issueFirewall, issueSender, openAuthority } from '../pki/index.ts';
import type { SenderRow } from '../store/index.ts';
import { crowd, knock, run, type Pem } from './knock.ts';
import { gone, send, syslogNode, tcp, tls, until, type SyslogNode } from './syslog-node.ts';

setDefaultTimeout(60_000);
const DAY = 86_400_000, ROUNDS = 40;
/** Each way to be refused, and what must count it. */
const BAD = {
  'no certificate': 'no_certificate', 'a rogue CA': 'not_ours', 'expired': 'expired', 'not valid yet': 'not_yet_valid', 'replaced by a newer one': 'unregistered_certificate', "another sender's": 'unregistered_certificate',
  'never registered': 'unregistered_certificate', "the server's own": 'wrong_role', 'of a revoked firewall': 'unregistered_certificate', "of a firewall that is not the sender's": 'unregistered_certificate',
} as const;
type Bad = keyof typeof BAD;

let folder = '', required: SyslogNode, optional: SyslogNode;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-syslog-tls-'));
  required = await syslogNode({ 'syslog.clientCertificates': 'required', 'syslog.connectionsPerAddress': '1000' });
  optional = await syslogNode({ 'syslog.connectionsPerAddress': '1000' });
});
afterAll(async () => {
  await required.stop();
  await optional.stop();
  rmSync(folder, { recursive: true });
});

interface Cast { readonly row: SenderRow; readonly good: Pem; readonly ofFirewall: Pem; readonly bad: ReadonlyMap<Bad, Pem | undefined> }

async function cast(own: SyslogNode): Promise<Cast> {
  const { authority, store, dir } = own.node, rogue = await openAuthority(folder, new Date());
  const firewall = await own.node.enrol('OWNER'), other = await own.node.enrol('OTHER'), revoked = await own.node.enrol('REVOKED');
  store.firewalls.revoke('REVOKED', Date.now(), 'test');
  const row = own.add({ protocol: 'SSL', firewall: 'OWNER' });
  const foreign = await own.certify(own.add({ protocol: 'SSL', name: 'elsewhere', address: '127.0.0.99' }));
  const replaced = await own.certify(row), good = await own.certify(row);
  await Bun.sleep(400); // the registry is looked at five times a second
  const bad: [Bad, Pem | undefined][] = [
    ['no certificate', undefined], ['a rogue CA', await issueSender(rogue, row.name, new Date())], ['expired', await issueSender(authority, row.name, new Date(Date.now() - 400 * DAY))],
    ['not valid yet', await issueSender(authority, row.name, new Date(Date.now() + DAY))], ['replaced by a newer one', replaced], ["another sender's", foreign], ['never registered', await issueSender(authority, row.name, new Date())],
    ["the server's own", { certificate: readFileSync(join(dir, 'pki', 'server.crt'), 'utf8'), key: readFileSync(join(dir, 'pki', 'server.key'), 'utf8') }],
    ['of a revoked firewall', revoked], ["of a firewall that is not the sender's", other],
  ];
  return { row, good, ofFirewall: firewall, bad: new Map(bad) };
}

/** Whether a message got through on a connection of its own: it is counted, or the connection is ended. Under TLS 1.3 the client is done before the server has looked, so only that tells. */
async function gets(own: SyslogNode, pem: Pem | undefined): Promise<'heard' | 'refused'> {
  const received = (): number => own.counts()['received'] ?? 0;
  const before = received(), socket = await tls(own.port('SSL'), own.node.authority.pem, pem);
  await send(socket, '4 {}  ');
  socket.resume();
  await until(() => socket.destroyed || received() > before);
  const answer = received() > before ? 'heard' : 'refused';
  socket.destroy();
  return answer;
}
const refusals = (own: SyslogNode, kind: SenderKind = 'dhcp-server'): number => Object.entries(own.counts(kind)).reduce((sum, [event, count]) => (event.startsWith('refused_') ? sum + count : sum), 0);

describe.each([['required', () => required], ['asked for by the sender that was given one', () => optional]] as const)('a certificate is %s', (_, own) => {
  let who: Cast;
  beforeAll(async () => { who = await cast(own()); });
  test.each(Object.entries(BAD) as [Bad, string][])(`refused every time: %s, as %s`, async (name, reason) => { // the keys are those of the table
    const refused = (): number => own().counts()[`refused_${reason}`] ?? 0;
    const before = refused(), received = own().counts()['received'];
    const answers = await crowd(Array.from({ length: ROUNDS }), 8, () => gets(own(), who.bad.get(name)));
    expect(answers.filter((answer) => answer === 'heard')).toEqual([]);
    await until(() => refused() - before >= ROUNDS);
    expect([refused() - before, own().counts()['received']]).toEqual([ROUNDS, received]);
  });
  test('heard every time: its own, and that of the firewall it belongs to', async () => {
    for (const pem of [who.good, who.ofFirewall]) {
      const before = own().counts()['received'] ?? 0;
      expect(new Set(await crowd(Array.from({ length: ROUNDS }), 8, () => gets(own(), pem)))).toEqual(new Set(['heard']));
      await until(() => (own().counts()['received'] ?? 0) - before === ROUNDS);
    }
  });
  test('a connection ends when its certificate is withdrawn, and when its firewall is revoked', async () => {
    const mine = await tls(own().port('SSL'), own().node.authority.pem, who.good);
    await send(mine, '4 {}  ');
    await own().certify(who.row);
    await gone(mine);
    const firewalls = await tls(own().port('SSL'), own().node.authority.pem, who.ofFirewall);
    await send(firewalls, '4 {}  ');
    own().node.store.firewalls.revoke('OWNER', Date.now(), 'test');
    await gone(firewalls);
    await Bun.sleep(300);
    expect([await gets(own(), who.good), await gets(own(), who.ofFirewall)]).toEqual(['refused', 'refused']);
  });
});

test('where none is required and none was given, none is needed; one that is shown must be good all the same', async () => {
  const row = optional.add({ protocol: 'SSL', kind: 'log-sender' }), port = optional.port('SSL', 'log-sender');
  await Bun.sleep(300);
  const plain = await tls(port, optional.node.authority.pem);
  await send(plain, '4 {}  ');
  await until(() => optional.counts('log-sender')['received'] === 1);
  plain.destroy();
  const before = refusals(optional, 'log-sender');
  for (const pem of [await issueSender(await openAuthority(folder, new Date()), row.name, new Date()), await issueFirewall(optional.node.authority, 'STRANGER', new Date())]) await gone(await tls(port, optional.node.authority.pem, pem));
  await until(() => refusals(optional, 'log-sender') - before === 2);
});

test('[R83] a connection ends when the authority of its certificate is trusted no more', async () => {
  const own = await syslogNode({ 'syslog.clientCertificates': 'required' });
  try {
    const row = own.add({ protocol: 'SSL' }), pem = await own.certify(row);
    await Bun.sleep(300);
    const live = await tls(own.port('SSL'), own.node.authority.pem, pem);
    await send(live, '4 {}  ');
    await until(() => own.counts()['received'] === 1);
    own.syslog.trust();
    await send(live, '4 {}  ');
    await until(() => own.counts()['received'] === 2);
    // Another authority altogether, as after ca rotate and ca retire.
    const other = mkdtempSync(join(tmpdir(), 'nameplate-other-ca-'));
    await own.believe(await openAuthority(other, new Date()));
    rmSync(other, { recursive: true });
    await gone(live);
    expect(own.counts()['closed_certificate_ended']).toBe(1);
  } finally {
    await own.stop();
  }
});

test("a sender's certificate opens no other door", async () => {
  const row = optional.add({ protocol: 'TCP' }), pem = await optional.certify(row);
  expect(await knock(optional.node.url, optional.node.authority.pem, pem)).toBeUndefined();
});

test.skipIf(Bun.which('openssl') === null)('old versions of TLS, and no TLS at all, are refused', async () => {
  const port = optional.port('SSL', 'log-sender'), before = refusals(optional, 'log-sender');
  const old = await run(['openssl', 's_client', '-connect', `127.0.0.1:${port}`, '-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'], { input: '' });
  expect(old.out).toContain('Cipher is (NONE)');
  const bare = await tcp(port);
  await send(bare, '<13>not TLS\n');
  await gone(bare);
  await until(() => refusals(optional, 'log-sender') > before);
});

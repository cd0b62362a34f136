/** A thousand of each certificate that is no good at each door that has TLS, sessions of connections that were good once included: none is let in, each is counted, and good firewalls are answered meanwhile. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type SecureVersion } from 'node:tls';
import { issueFirewall, openAuthority, writeIdentity } from '../pki/index.ts';
import { addresses, device, poll, upload, type Story } from './edge-calls.ts';
import { goodFirewalls, type GoodFirewalls } from './good-firewalls.ts';
import { crowd, run, type Pem } from './knock.ts';
import { END_HEADERS, END_STREAM, frame, HEADERS, request, SETTINGS } from './raw-h2.ts';
import { syslogNode, until, type SyslogNode } from './syslog-node.ts';

setDefaultTimeout(120_000);
const ROUNDS = 1000, AT_ONCE = 24, DAY = 86_400_000;

let own: SyslogNode, it: Story, good: GoodFirewalls, folder = '', sender: Pem;
interface Bad { readonly pem: Pem | undefined; readonly edge: string; readonly syslog: string }
const bad = new Map<string, Bad>();
const KINDS = ['none', 'of a rogue authority', 'expired', 'not valid yet', 'revoked', 'of another role', 'never registered'] as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-hostile-'));
  own = await syslogNode({ 'syslog.clientCertificates': 'required', 'syslog.connectionsPerAddress': '1000' }, { limits: { requestsPerSecond: 1_000_000, connectionsPerFirewall: 1000 } });
  const { node } = own, { authority, store } = node, rogue = await openAuthority(folder, new Date());
  it = { node, fw: await node.enrol('FW') };
  const expected = Array.from({ length: 50 }, (_, n) => `10.0.0.${n}`);
  await upload(it, 'known', expected.map((address, n) => device(n, address)).join(''));
  good = await goodFirewalls(node, expected);
  const row = own.add({ protocol: 'SSL', firewall: 'FW' });
  sender = await own.certify(row);
  const old = await issueFirewall(authority, 'OLD', new Date(Date.now() - 91 * DAY)), early = await issueFirewall(authority, 'EARLY', new Date(Date.now() + DAY)), revoked = await node.enrol('REVOKED');
  store.firewalls.revoke('REVOKED', Date.now(), 'test');
  const server = { certificate: readFileSync(join(node.dir, 'pki', 'server.crt'), 'utf8'), key: readFileSync(join(node.dir, 'pki', 'server.key'), 'utf8') };
  for (const [kind, pem, edge, syslog] of [
    ['none', undefined, 'no_certificate', 'no_certificate'], ['of a rogue authority', await issueFirewall(rogue, 'FW', new Date()), 'not_ours', 'not_ours'],
    ['expired', old, 'expired', 'expired'], ['not valid yet', early, 'not_yet_valid', 'not_yet_valid'], ['revoked', revoked, 'revoked', 'unregistered_certificate'],
    ['of another role', server, 'wrong_role', 'wrong_role'], ['never registered', await issueFirewall(authority, 'STRANGER', new Date()), 'unknown', 'unregistered_certificate'],
  ] as const) bad.set(kind, { pem, edge, syslog });
  await Bun.sleep(400); // the registries are looked at five times a second
});
afterAll(async () => {
  await own.stop();
  rmSync(folder, { recursive: true, force: true });
});

const POLL = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(SETTINGS, 0, 0), frame(HEADERS, END_STREAM | END_HEADERS, 1, request('/edge/v1/mappings'))]);
interface Offer { readonly session?: Buffer; readonly version?: SecureVersion; /** Ends it after the first bytes. */ readonly once?: boolean }
interface Met { readonly got: Buffer; readonly session: Buffer | undefined; readonly reused: boolean }

/** Connects, says something as soon as it may, and waits for the end. */
async function meet(port: number, pem: Pem | undefined, says: Uint8Array, { session, version, once = false }: Offer = {}, protocol = 'h2'): Promise<Met> {
  return await new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let kept: Buffer | undefined, reused = false;
    const socket = connect({ host: '127.0.0.1', port, ca: own.node.authority.pem, ...(protocol !== '' && { ALPNProtocols: [protocol] }), ...(pem && { cert: pem.certificate, key: pem.key }), ...(session && { session }), ...(version && { minVersion: version, maxVersion: version }) });
    socket.on('error', () => undefined).on('session', (made: Buffer) => { kept = made; });
    socket.once('secureConnect', () => {
      reused = socket.isSessionReused();
      kept ??= socket.getSession();
      socket.write(says);
    });
    socket.on('data', (piece: Buffer) => {
      pieces.push(piece);
      if (once) socket.destroy();
    });
    socket.once('close', () => { resolve({ got: Buffer.concat(pieces), session: kept, reused }); });
  });
}

/** Whether there is a reply among the frames. */
function hasReply(bytes: Buffer): boolean {
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) if (bytes[at + 3] === HEADERS) return true;
  return false;
}
const port = (url: string): number => Number(new URL(url).port);
const rounds = Array.from({ length: ROUNDS });
const refusals = (reason: string): number => own.node.metrics.counter('nameplate_handshakes_refused_total', { reason }).value;
const heard = (): number => own.counts()['received'] ?? 0;

describe('[R83] a thousand certificates', () => {
  test.each(KINDS)('at the door of firewalls: %s', async (kind) => {
    const { pem, edge: reason } = bad.get(kind) ?? { pem: undefined, edge: '' }, before = refusals(reason);
    const met = await crowd(rounds, AT_ONCE, () => meet(port(own.node.url), pem, POLL));
    expect(met.filter(({ got, reused }) => hasReply(got) || reused)).toEqual([]);
    expect(refusals(reason) - before).toBe(ROUNDS);
  });

  test.each(KINDS)('at the syslog port: %s', async (kind) => {
    const { pem, syslog: reason } = bad.get(kind) ?? { pem: undefined, syslog: '' }, refused = (): number => own.counts()[`refused_${reason}`] ?? 0, before = refused(), received = heard();
    await crowd(rounds, AT_ONCE, () => meet(own.port('SSL'), pem, Buffer.from('4 {}  '), {}, ''));
    await until(() => refused() - before >= ROUNDS);
    expect([refused() - before, heard()]).toEqual([ROUNDS, received]);
  });

  test.each([['enrolment', () => own.node.enrolUrl], ['lists', () => own.node.listsUrl]] as const)('at the %s port, that asks for none: whichever is shown gets nothing', async (_, url) => {
    const kinds = [...bad.values()].map(({ pem }) => pem).concat(it.fw, sender);
    const met = await crowd(Array.from({ length: ROUNDS }, (_unused, n) => kinds[n % kinds.length]), AT_ONCE, (pem) => meet(port(url()), pem, POLL, { once: true }));
    // 0x88: HPACK's static entry ":status 200".
    expect(met.filter(({ got }) => got.includes(Buffer.from([0, 0, 0, 1, 0x88])))).toEqual([]);
    expect(met.filter(({ reused }) => reused)).toEqual([]);
  });

  test('of a firewall of another tenant: it sees its own tenant only', async () => {
    const other = await own.node.enrol('ELSEWHERE', { tenant: 'other' });
    const frames = await crowd(rounds, AT_ONCE, () => poll(it, undefined, { as: other }));
    expect(frames.filter((one) => one.kind !== 'snapshot' || addresses(one).length > 0)).toEqual([]);
  });
});

describe('[R83] a session of a good connection, offered again', () => {
  const half = Array.from({ length: ROUNDS / 2 });
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s, after its firewall was revoked: no door goes on with it', async (version) => {
    const leaving = await own.node.enrol(`LEAVING-${version}`), edge = port(own.node.url), syslog = own.port('SSL');
    const first = await meet(edge, leaving, POLL, { version, once: true });
    expect([first.session instanceof Buffer, first.got.length > 0]).toEqual([true, true]);
    own.node.store.firewalls.revoke(leaving.serial, Date.now(), 'test');
    await Bun.sleep(300);
    const before = refusals('revoked'), nobody = refusals('no_certificate');
    const met = await crowd(half, AT_ONCE, (_) => meet(edge, leaving, POLL, { version, ...(first.session && { session: first.session }) }));
    expect(met.filter(({ got, reused }) => hasReply(got) || reused)).toEqual([]);
    expect(refusals('revoked') - before).toBe(half.length);
    // The session alone, without the certificate it once came with.
    const bare = await crowd(Array.from({ length: 50 }), AT_ONCE, () => meet(edge, undefined, POLL, { version, ...(first.session && { session: first.session }) }));
    expect(bare.filter(({ got, reused }) => hasReply(got) || reused)).toEqual([]);
    expect(refusals('no_certificate') - nobody).toBe(50);

    const received = heard(), refused = (): number => own.counts()['refused_unregistered_certificate'] ?? 0, turned = refused();
    const there = await meet(syslog, leaving, Buffer.from('4 {}  '), { version }, '');
    const again = await crowd(half, AT_ONCE, () => meet(syslog, leaving, Buffer.from('4 {}  '), { version, ...(there.session && { session: there.session }) }, ''));
    await until(() => refused() - turned >= half.length + 1);
    expect([again.filter(({ reused }) => reused), heard()]).toEqual([[], received]);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s, at the ports that ask for none', async (version) => {
    for (const url of [own.node.enrolUrl, own.node.listsUrl]) {
      const first = await meet(port(url), undefined, POLL, { version, once: true });
      const again = await crowd(half, AT_ONCE, () => meet(port(url), undefined, POLL, { version, once: true, ...(first.session && { session: first.session }) }));
      expect(again.filter(({ reused }) => reused)).toEqual([]);
    }
  });

  test.skipIf(Bun.which('openssl') === null)('openssl gets no ticket at any door, so that it has no early data to send', async () => {
    writeIdentity(folder, 'fw', { ...it.fw, ca: own.node.authority.pem });
    writeFileSync(join(folder, 'early'), POLL);
    for (const at of [port(own.node.url), port(own.node.enrolUrl), port(own.node.listsUrl), own.port('SSL')]) {
      const client = (...more: string[]) => run(['openssl', 's_client', '-connect', `127.0.0.1:${at}`, '-CAfile', 'ca.crt', '-cert', 'fw.crt', '-key', 'fw.key', '-tls1_3', ...(at === own.port('SSL') ? [] : ['-alpn', 'h2']), ...more], { cwd: folder, input: '', inputDelayMs: 100 });
      const first = await client('-sess_out', `kept-${at}`);
      expect([at, first.out.includes('Post-Handshake New Session Ticket')]).toEqual([at, false]);
      if (!(await Bun.file(join(folder, `kept-${at}`)).exists())) continue;
      const again = await client('-sess_in', `kept-${at}`, '-early_data', 'early');
      expect([at, /Early data was accepted|Reused, TLS/.test(again.out)]).toEqual([at, false]);
    }
  });
});

test('good firewalls had right answers all the while', async () => {
  const { wrong, right } = await good.stop();
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThan(20);
});

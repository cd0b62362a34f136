/** Who gets through the firewalls' door: good certificates always, and nothing else ever, whatever the client, its tricks or our environment. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueFirewall, openAuthority, writeIdentity, type Authority } from '../pki/index.ts';
import { openStore } from '../store/index.ts';
import { edgeNode, type Credentials, type EdgeNode } from './edge-node.ts';
import { ask, crowd, dial, knock, run, type Pem } from './knock.ts';

setDefaultTimeout(60_000);
const DAY = 86_400_000;
const ROUNDS = 200;
const haveOpenssl = Bun.which('openssl') !== null, haveCurl = Bun.which('curl') !== null;

let node: EdgeNode, good: Credentials, rogue: Authority, folder = '';
/** Every kind of client that must be refused, and the counter that must say so. */
const bad = new Map<string, { readonly pem: Pem | undefined; readonly reason: string }>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-tls-'));
  node = await edgeNode({ limits: { requestsPerSecond: 1_000_000, connectionsPerFirewall: 1000 } });
  good = await node.enrol('GOOD');
  rogue = await openAuthority(folder, new Date());
  const store = node.store.firewalls;
  const register = (serial: string, made: { fingerprint: string; notAfter: Date }): void => {
    store.add({ serial, tenant: 'default', site: 'default', segment: 'default', viewSites: null, fingerprint: made.fingerprint, certificateSerial: '', status: 'active', issuedAt: 0, expiresAt: made.notAfter.getTime(), revokedAt: null }, 'test', true);
  };
  bad.set('no certificate', { pem: undefined, reason: 'no_certificate' });
  bad.set('a rogue CA, the serial of a good firewall', { pem: await issueFirewall(rogue, 'GOOD', new Date()), reason: 'not_ours' });
  const old = await issueFirewall(node.authority, 'EXPIRED', new Date(Date.now() - 91 * DAY));
  register('EXPIRED', old);
  bad.set('expired, though registered', { pem: old, reason: 'expired' });
  const early = await issueFirewall(node.authority, 'EARLY', new Date(Date.now() + DAY));
  register('EARLY', early);
  bad.set('not valid yet', { pem: early, reason: 'not_yet_valid' });
  const revoked = await node.enrol('REVOKED');
  store.revoke('REVOKED', Date.now(), 'test');
  bad.set('revoked', { pem: revoked, reason: 'revoked' });
  const replaced = await node.enrol('TWICE');
  await node.enrol('TWICE');
  bad.set('replaced by a newer certificate', { pem: replaced, reason: 'revoked' });
  bad.set('ours, but never registered', { pem: await issueFirewall(node.authority, 'STRANGER', new Date()), reason: 'unknown' });
  bad.set('the server certificate', { pem: { certificate: readFileSync(join(node.dir, 'pki', 'server.crt'), 'utf8'), key: readFileSync(join(node.dir, 'pki', 'server.key'), 'utf8') }, reason: 'wrong_role' });
  // Only OpenSSL lends itself to this: its key usage does not allow it, and Bun's client says so.
  bad.set('our CA certificate as a client', { pem: { certificate: node.authority.pem, key: keyOf(node.authority) }, reason: 'wrong_role' });
});
afterAll(async () => {
  await node.stop();
  rmSync(folder, { recursive: true });
});

function keyOf(authority: Authority): string { return authority.key.export({ type: 'pkcs8', format: 'pem' }).toString(); }
function refusals(reason: string): number { return node.metrics.counter('nameplate_handshakes_refused_total', { reason }).value; }

describe('[R83] hundreds of handshakes', () => {
  test.each(['no certificate', 'a rogue CA, the serial of a good firewall', 'expired, though registered', 'not valid yet', 'revoked', 'replaced by a newer certificate',
    'ours, but never registered', 'the server certificate'])('with %s: all refused and counted, good ones accepted amid them', async (name) => {
    const { pem, reason } = bad.get(name) ?? { pem: undefined, reason: '' };
    const before = refusals(reason);
    const kinds = Array.from({ length: ROUNDS + ROUNDS / 10 }, (_, n) => n % 11 === 10);
    const results = await crowd(kinds, 12, async (isGood) => ({ isGood, status: await knock(node.url, node.authority.pem, isGood ? good : pem) }));
    expect(results.filter(({ isGood }) => isGood).map(({ status }) => status)).toEqual(Array(ROUNDS / 10).fill(200));
    expect(results.filter(({ isGood, status }) => !isGood && status !== undefined)).toEqual([]);
    expect(refusals(reason) - before).toBe(ROUNDS);
  });

  test('a request that was refused never reached a route', () => {
    expect(node.metrics.counter('nameplate_requests_refused_total', { reason: 'forbidden' }).value).toBe(0);
    expect(node.store.batches.totals().batches).toBe(0);
  });
});

describe('tricks of clients', () => {
  test('an issuer that copies the name of our CA, and a chain that carries our CA along', async () => {
    const pem = bad.get('a rogue CA, the serial of a good firewall')?.pem;
    const chained = pem && { certificate: pem.certificate + rogue.pem + node.authority.pem, key: pem.key };
    for (let n = 0; n < 20; n++) expect(await knock(node.url, node.authority.pem, chained)).toBeUndefined();
    const twin = await issueFirewall({ ...rogue, certificate: rogue.certificate, pem: rogue.pem }, 'GOOD', new Date());
    for (let n = 0; n < 20; n++) expect(await knock(node.url, node.authority.pem, { certificate: twin.certificate + node.authority.pem, key: twin.key })).toBeUndefined();
  });

  test('the certificate of a good firewall with the key of another', async () => {
    const other = await node.enrol('OTHER');
    const session = (): Promise<number | undefined> => knock(node.url, node.authority.pem, { certificate: good.certificate, key: other.key });
    expect(await session().catch(() => undefined)).toBeUndefined();
  });

  test('other server names in SNI change nothing', async () => {
    const pem = bad.get('a rogue CA, the serial of a good firewall')?.pem;
    for (const servername of ['localhost', 'elsewhere.example', 'xn--bcher-kva.example']) {
      expect(await knock(node.url, node.authority.pem, pem, { servername, checkServerIdentity: () => undefined })).toBeUndefined();
      expect(await knock(node.url, node.authority.pem, good, { servername, checkServerIdentity: () => undefined })).toBe(200);
    }
  });

  test('a client whose ALPN offers no HTTP/2 is refused, whatever its certificate', async () => {
    const before = refusals('no_http2');
    for (const ALPNProtocols of [['http/1.1'], []]) {
      for (let n = 0; n < 10; n++) expect(await knock(node.url, node.authority.pem, good, { ALPNProtocols })).toBeUndefined();
    }
    expect(refusals('no_http2')).toBeGreaterThan(before);
  });
});

describe('revocation', () => {
  test('ends live connections with a poll held open, though another process revoked it, and lets others be', async () => {
    const victim = await node.enrol('VICTIM');
    const sessions = [1, 2, 3].map(() => dial(node.url, node.authority.pem, victim)), bystander = dial(node.url, node.authority.pem, good);
    for (const session of [...sessions, bystander]) expect((await ask(session, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
    const position = JSON.parse(String((await ask(bystander, { ':path': '/edge/v1/mappings', accept: 'application/json' }))?.body)).cursor;
    const held = sessions.map((session) => ask(session, { ':path': `/edge/v1/mappings?wait=30&cursor=${position}` }));
    const closed = sessions.map((session) => new Promise<void>((resolve) => { session.on('close', () => { resolve(); }); }));
    const tool = openStore(node.dir, { role: 'tool', now: Date.now() });
    tool.firewalls.revoke('VICTIM', Date.now(), 'test');
    tool.close();
    await Promise.all(closed);
    expect(await Promise.all(held)).toEqual([undefined, undefined, undefined]);
    expect((await ask(bystander, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
    bystander.destroy();
    for (let n = 0; n < 20; n++) expect(await knock(node.url, node.authority.pem, victim)).toBeUndefined();
    expect(node.metrics.counter('nameplate_connections_ended_total', { reason: 'revoked' }).value).toBe(3);
  });

  test('a connection that outlives its certificate is ended', async () => {
    let skew = 0;
    const short = await edgeNode({ now: () => Date.now() + skew });
    try {
      const pem = await short.enrol('SHORT', {}, 1);
      const session = dial(short.url, short.authority.pem, pem);
      expect((await ask(session, { ':path': '/edge/v1/mappings' }))?.status).toBe(200);
      const closed = new Promise<void>((resolve) => { session.on('close', () => { resolve(); }); });
      skew = 2 * DAY;
      await closed;
      expect(await knock(short.url, short.authority.pem, pem)).toBeUndefined();
    } finally {
      await short.stop();
    }
  });
});

describe.skipIf(!haveOpenssl)('OpenSSL as the client', () => {
  const sClient = (pem: Pem | undefined, ...more: string[]) => {
    const name = crypto.randomUUID();
    if (pem !== undefined) writeIdentity(folder, name, { ...pem, ca: node.authority.pem });
    else writeFileSync(join(folder, 'ca.crt'), node.authority.pem);
    const identity = pem === undefined ? [] : ['-cert', `${name}.crt`, '-key', `${name}.key`];
    // The preface and an empty SETTINGS frame: who is let in gets SETTINGS back.
    return run(['openssl', 's_client', '-connect', new URL(node.url).host, '-CAfile', 'ca.crt', '-alpn', 'h2', ...identity, ...more],
      { cwd: folder, input: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', inputDelayMs: 300 });
  };
  const letIn = (ran: { out: string }): boolean => ran.out.includes('\0\0\0\x04\x01\0\0\0\0'); // the acknowledgement of our SETTINGS

  test.each([['TLS 1.3', '-tls1_3'], ['TLS 1.2', '-tls1_2']])('%s, without SNI: good in; rogue, expired, revoked and none out', async (_, version) => {
    expect(letIn(await sClient(good, version, '-noservername'))).toBe(true);
    for (const name of ['a rogue CA, the serial of a good firewall', 'expired, though registered', 'revoked', 'no certificate', 'our CA certificate as a client']) {
      expect([name, letIn(await sClient(bad.get(name)?.pem, version, '-noservername'))]).toEqual([name, false]);
    }
  });

  test('TLS 1.1 is refused', async () => {
    expect(letIn(await sClient(good, '-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0'))).toBe(false);
  });

  test.each([['TLS 1.3', '-tls1_3'], ['TLS 1.2', '-tls1_2']])('%s: a session cannot be resumed, neither by a good firewall nor by one revoked meanwhile', async (_, version) => {
    const leaving = await node.enrol(`LEAVING${version}`);
    const kept = join(folder, `session${version}`);
    const first = await sClient(leaving, version, '-sess_out', kept);
    expect(letIn(first)).toBe(true);
    const resume = (await Bun.file(kept).exists()) ? ['-sess_in', kept] : [];
    const again = await sClient(leaving, version, ...resume);
    expect([letIn(again), again.out.includes('Reused')]).toEqual([true, false]);
    node.store.firewalls.revoke(`LEAVING${version}`, Date.now(), 'test');
    const revoked = await sClient(leaving, version, ...resume);
    expect([letIn(revoked), revoked.out.includes('Reused')]).toEqual([false, false]);
    // The ticket alone, without the certificate it once came with.
    expect(letIn(await sClient(undefined, version, ...resume))).toBe(false);
  });
});

test.skipIf(!haveCurl)('curl: good in over HTTP/2; no certificate, a rogue one and HTTP/1.1 out', async () => {
  writeIdentity(folder, 'good', good);
  const rogueClient = bad.get('a rogue CA, the serial of a good firewall')?.pem;
  writeIdentity(folder, 'rogue', { certificate: rogueClient?.certificate ?? '', key: rogueClient?.key ?? '', ca: node.authority.pem });
  const curl = (...more: string[]) => run(['curl', '-sS', '-m', '10', '--cacert', 'ca.crt', '-o', 'answer', '-w', '%{http_version} %{response_code}', '-X', 'POST', `${node.url}/edge/v1/session`, ...more], { cwd: folder });
  expect((await curl('--cert', 'good.crt', '--key', 'good.key')).out).toBe('2 200');
  for (const more of [[], ['--cert', 'rogue.crt', '--key', 'rogue.key'], ['--http1.1', '--cert', 'good.crt', '--key', 'good.key']]) {
    const ran = await curl(...more);
    expect([ran.out.endsWith(' 000'), ran.code === 0]).toEqual([true, false]);
  }
});

describe('a hostile environment does not open the door', () => {
  const variables = (): Record<string, string> => ({ rogue: join(folder, 'pki', 'ca.crt') });
  test.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED=0', () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })],
    ['our CA replaced by SSL_CERT_FILE and SSL_CERT_DIR', () => ({ SSL_CERT_FILE: variables()['rogue'] ?? '', SSL_CERT_DIR: join(folder, 'pki') })],
    ['NODE_EXTRA_CA_CERTS with the rogue CA', () => ({ NODE_EXTRA_CA_CERTS: variables()['rogue'] ?? '' })],
    ['all of them, and NODE_OPTIONS', () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0', SSL_CERT_FILE: variables()['rogue'] ?? '', NODE_EXTRA_CA_CERTS: variables()['rogue'] ?? '', NODE_OPTIONS: '--use-system-ca --tls-min-v1.0', NODE_USE_SYSTEM_CA: '1' })],
  ])('%s', async (_, hostile) => {
    const child = Bun.spawn([process.execPath, join(import.meta.dir, 'edge-child.ts')], { env: { ...process.env, ...hostile() }, stdin: 'pipe', stdout: 'pipe', stderr: 'inherit' });
    try {
      const { url, good: theirs } = await firstLine(child.stdout);
      const clients = [undefined, bad.get('a rogue CA, the serial of a good firewall')?.pem, await issueFirewall(rogue, 'GOOD', new Date())];
      const kinds = Array.from({ length: 200 }, (_unused, n) => clients[n % clients.length]);
      expect(await crowd(kinds, 12, (pem) => knock(url, theirs.ca, pem))).toEqual(Array(200).fill(undefined));
      expect(await knock(url, theirs.ca, theirs)).toBe(200);
    } finally {
      await child.stdin.end();
      await child.exited;
    }
  });
});

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<{ url: string; good: Credentials }> {
  let text = '';
  for await (const piece of stream) {
    text += new TextDecoder().decode(piece);
    if (text.includes('\n')) return JSON.parse(text.slice(0, text.indexOf('\n')));
  }
  throw new Error('the node in the child process did not start');
}

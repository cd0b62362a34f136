/** Firewalls that let themselves in: a one-time password for a certificate, its renewal, its revocation, and everything that strangers try instead. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { X509Certificate } from 'node:crypto';
import { issueFirewall, issueSender, makeRequest, newToken, retireAuthority, rotateAuthority } from '../pki/index.ts';
import { dependants } from '../cli/authority-desk.ts';
import type { TokenRow } from '../store/index.ts';
import { decode, enrolCheck, sessionCheck, type EnrolReply, type SessionReply } from '../wire/index.ts';
import { call, poll, withNode, type Story } from './edge-calls.ts';
import { edgeNode, type Credentials, type EdgeNode } from './edge-node.ts';
import { ask, dial, knock } from './knock.ts';

setDefaultTimeout(60_000);
const DAY = 86_400_000;
let node: EdgeNode;
beforeAll(async () => { node = await edgeNode(); });
afterAll(async () => { await node.stop(); });

function invite(at: EdgeNode, serial: string, over: Partial<TokenRow> = {}): { readonly text: string; readonly id: string } {
  const { text, id, salt, hash } = newToken(), now = Date.now();
  at.store.tokens.add({ id, kind: 'otp', serial, tenant: 'default', site: 'default', segment: 'default', viewSites: null, model: null, salt, hash, issuedAt: now, expiresAt: now + 3_600_000, failures: 0, usedAt: null, revokedAt: null, ...over }, 'test');
  return { text, id };
}
interface Told { readonly status: number; readonly code: string; readonly text: string }
async function enrol(at: EdgeNode, body: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const reply = await fetch(`${at.enrolUrl}/edge/v1/enrol`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers }, tls: { ca: at.authority.bundle } });
  const text = await reply.text();
  return { status: reply.status, code: reply.status === 200 ? '' : (JSON.parse(text) as { error: { code: string } }).error.code, text };
}
async function enrolled(at: EdgeNode, serial: string, over: Partial<TokenRow> = {}): Promise<Credentials> {
  const { text } = invite(at, serial, over), { request, key } = await makeRequest(serial);
  const told = await enrol(at, { serial, [over.kind ?? 'otp']: text, csr: request });
  return { ...credentials(JSON.parse(told.text)), key };
}
function credentials(reply: unknown): Credentials {
  if (!enrolCheck.is(reply)) throw new Error(JSON.stringify(reply));
  return { serial: reply.serial, certificate: reply.certificate, key: '', ca: reply.ca, fingerprint: new X509Certificate(reply.certificate).fingerprint256.replaceAll(':', '').toLowerCase() };
}
async function renew(at: EdgeNode, as: Credentials, query = '', csr?: string): Promise<{ readonly status: number; readonly reply: EnrolReply | undefined; readonly next: Credentials | undefined }> {
  const { request, key } = await makeRequest(as.serial);
  const answer = await call({ node: at, fw: as }, 'POST', `/edge/v1/enrol/renew${query}`, csr ?? request);
  const value = answer === undefined ? undefined : decode(answer.body, 'msgpack');
  return { status: answer?.status ?? 0, reply: enrolCheck.is(value) ? value : undefined, next: enrolCheck.is(value) ? { ...credentials(value), key } : undefined };
}
const let_in = async (at: EdgeNode, as: Credentials): Promise<boolean> => (await knock(at.url, at.authority.bundle, as)) === 200;
async function session(at: EdgeNode, as: Credentials): Promise<SessionReply> {
  const value = decode((await call({ node: at, fw: as }, 'POST', '/edge/v1/session'))?.body ?? Buffer.alloc(0), 'msgpack');
  if (!sessionCheck.is(value)) throw new Error(sessionCheck.complaint(value));
  return value;
}
/** What a command beside the node changes is seen within a sweep. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> { for (let i = 0; i < 200 && !(await holds()); i++) await Bun.sleep(25); }

describe('[R212, R218] enrolment', () => {
  test('a one-time password and a request become a certificate of 90 days, and with it the firewall is let in', async () => {
    const fw = await enrolled(node, 'FW-1', { site: 'hq' }), facts = new X509Certificate(fw.certificate);
    expect(Math.round((new Date(facts.validTo).getTime() - Date.now()) / DAY)).toBe(90);
    expect(await session(node, fw)).toMatchObject({ serial: 'FW-1', site: 'hq', ca: node.authority.bundle, certificate: { renew_now: false } });
    expect((await poll({ node, fw })).kind).toBe('snapshot');
    expect(node.store.firewalls.audit(10).filter(({ serial }) => serial === 'FW-1').map(({ action, actor }) => `${action} ${actor}`)).toEqual(['enrolled otp', 'invited test']);
  });
  test('a pre-shared key does the same, and neither is taken for the other', async () => {
    expect(await let_in(node, await enrolled(node, 'PSK-1', { kind: 'psk' }))).toBe(true);
    const { request } = await makeRequest('PSK-2'), { text } = invite(node, 'PSK-2', { kind: 'psk' });
    expect(await enrol(node, { serial: 'PSK-2', otp: text, csr: request })).toMatchObject({ status: 401, code: 'enrolment_refused' });
  });
  test('[R83] the certificate names the serial of the password, whatever the request and the tenant it wishes for', async () => {
    const { text } = invite(node, 'MINE', { tenant: 'acme' }), { request, key } = await makeRequest('YOURS');
    const told = await enrol(node, { serial: 'MINE', otp: text, csr: request, tenant: 'default', site: 'x' });
    expect(await session(node, { ...credentials(JSON.parse(told.text)), key })).toMatchObject({ serial: 'MINE', tenant: 'acme', site: 'default' });
  });
  test('wrong, used, expired, revoked, foreign, future and nonsense passwords are refused in the very same words', async () => {
    const { request } = await makeRequest('R-1'), now = Date.now();
    const used = invite(node, 'R-1');
    expect((await enrol(node, { serial: 'R-1', otp: used.text, csr: request })).status).toBe(200);
    const expired = invite(node, 'R-2', { issuedAt: now - 7_200_000, expiresAt: now - 1 }), future = invite(node, 'R-3', { issuedAt: now + 60_000 }), revoked = invite(node, 'R-4'), other = invite(node, 'R-5'), superseded = invite(node, 'R-6');
    node.store.tokens.revoke(revoked.id, now, 'test');
    const last = invite(node, 'R-6');
    const tries: [string, string][] = [
      ['R-1', used.text], ['R-2', expired.text], ['R-3', future.text], ['R-4', revoked.text], ['R-1', other.text], ['R-6', superseded.text], ['R-5', newToken().text], ['nobody', newToken().text],
      ['R-5', `${other.id}-${last.text.slice(9)}`], ['R-5', ''], ['R-5', 'x'], ['R-5', '💥'.repeat(100)], ['R-5', 'A'.repeat(5000)], ['../../etc', other.text], ['', other.text],
    ];
    const answers: Told[] = [];
    for (const [serial, otp] of tries) answers.push(await enrol(node, { serial, otp, csr: request }, { 'x-try': serial.slice(0, 3) }));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, code: 'enrolment_refused' });
    const bare = await fetch(`${node.enrolUrl}/edge/v1/enrol`, { method: 'POST', body: JSON.stringify({ serial: 'X', otp: 'x', csr: request }), headers: { 'content-type': 'application/json' }, tls: { ca: node.authority.bundle } });
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="nameplate enrolment", charset="UTF-8"']); // RFC 9110 section 15.5.2
    expect(node.store.firewalls.find('R-5')).toBeUndefined();
  });
  test('of many who use one password at once, one gets a certificate', async () => {
    await withNode({}, async ({ node: own }) => {
      const { text } = invite(own, 'RACE'), requests = await Promise.all(Array.from({ length: 8 }, () => makeRequest('RACE')));
      const told = await Promise.all(requests.map(({ request }) => enrol(own, { serial: 'RACE', otp: text, csr: request })));
      expect(told.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
      expect(own.store.firewalls.certificates.good('RACE').length).toBe(1);
    });
  });
  test('a good password with a bad request is told what is wrong, keeps its one use, and dies of too many of them', async () => {
    await withNode({}, async ({ node: own }) => {
      const { text, id } = invite(own, 'CSR'), { request } = await makeRequest('CSR'), broken = request.replace(/^(.{100})./s, '$1A');
      for (const csr of ['', 'x', broken]) expect(await enrol(own, { serial: 'CSR', otp: text, csr })).toMatchObject({ status: 400, code: 'bad_request' });
      expect((await enrol(own, { serial: 'CSR', otp: text, csr: request + ' '.repeat(9000) })).status).toBe(413);
      for (let i = 0; i < 6; i++) await enrol(own, { serial: 'CSR', otp: text, csr: 'x' });
      expect(own.store.tokens.find(id)?.failures).toBe(10);
      expect(await enrol(own, { serial: 'CSR', otp: text, csr: request })).toMatchObject({ status: 401, code: 'enrolment_refused' });
    });
  });
  test('ten wrong secrets for a known password end it; who does not know its name cannot', async () => {
    await withNode({}, async ({ node: own }) => {
      const { text, id } = invite(own, 'BRUTE'), { request } = await makeRequest('BRUTE');
      for (let i = 0; i < 10; i++) await enrol(own, { serial: 'BRUTE', otp: `${id}-${newToken().text.slice(9)}`, csr: request });
      expect((await enrol(own, { serial: 'BRUTE', otp: text, csr: request })).status).toBe(401);
      const safe = invite(own, 'SAFE');
      for (let i = 0; i < 5; i++) await enrol(own, { serial: 'SAFE', otp: newToken().text, csr: request });
      expect(own.store.tokens.find(safe.id)?.failures).toBe(0);
      expect((await enrol(own, { serial: 'SAFE', otp: safe.text, csr: request })).status).toBe(200);
    });
  });
  test('an address that guesses is made to wait, with the right password, too', async () => {
    await withNode({}, async ({ node: own }) => {
      const { request } = await makeRequest('X'), { text } = invite(own, 'X');
      const told = await Promise.all(Array.from({ length: 20 }, () => enrol(own, { serial: 'X', otp: newToken().text, csr: request })));
      expect(told.every(({ status }) => status === 401)).toBe(true);
      expect(await enrol(own, { serial: 'X', otp: text, csr: request })).toMatchObject({ status: 429, code: 'rate_limited' });
      expect(own.metrics.counter('nameplate_enrolments_total', { outcome: 'rate_limited' }).value).toBe(1);
      expect(own.lines.some((line) => line.includes(text) || line.includes(text.slice(9)))).toBe(false);
    });
  });
  test('bodies that are too large, no JSON or of the wrong shape are refused before anything else', async () => {
    await withNode({}, async ({ node: own }) => {
      expect((await enrol(own, 'x'.repeat(20_000))).status).toBe(413);
      for (const body of ['', '[]', 'null', '{', '{"serial":1,"otp":"x","csr":"y"}', '{"serial":"a","csr":"b"}', '{"serial":"a","csr":"b","otp":"c","psk":"d"}']) expect(await enrol(own, body)).toMatchObject({ status: 400, code: 'bad_request' });
      expect((await enrol(own, 'x', { 'content-type': 'application/pkcs10' })).status).toBe(400);
      const reply = await fetch(`${own.enrolUrl}/edge/v1/session`, { method: 'POST', tls: { ca: own.authority.bundle } });
      expect(reply.status).toBe(404);
    });
  });
  test('the enrolment port knows no client certificates, and the firewalls\' door still lets nobody in without one', async () => {
    expect(await knock(node.url, node.authority.pem)).toBeUndefined();
    const session = dial(node.url, node.authority.pem);
    expect(await ask(session, { ':method': 'POST', ':path': '/edge/v1/enrol' }, Buffer.from('{}'))).toBeUndefined();
    session.destroy();
  });
  test('a revocation, or a certificate given by command, ends a password from before', async () => {
    const { request } = await makeRequest('OUT'), fw = await node.enrol('OUT'), before = invite(node, 'OUT');
    node.store.firewalls.revoke('OUT', Date.now(), 'test');
    expect((await enrol(node, { serial: 'OUT', otp: before.text, csr: request })).status).toBe(401);
    const again = invite(node, 'OUT');
    await node.enrol('OUT');
    expect((await enrol(node, { serial: 'OUT', otp: again.text, csr: request })).status).toBe(401);
    expect(await let_in(node, fw)).toBe(false);
  });
  test('what is kept of a password cannot be used as one', () => {
    const { text, id } = invite(node, 'KEPT'), row = node.store.tokens.find(id);
    expect(JSON.stringify(row)).not.toContain(text.slice(9).replaceAll('-', ''));
    expect([row?.hash.length, row?.salt.length]).toEqual([64, 32]);
  });
});

describe('renewal', () => {
  const soon = { expiresAt: Date.now() + 10 * DAY };
  test('too early is refused; the owner may allow it once', async () => {
    const fw = await enrolled(node, 'EARLY');
    expect((await renew(node, fw)).status).toBe(409);
    expect((await renew(node, fw, '?force=1')).status).toBe(409);
    node.store.firewalls.allowEarlyRenewal('EARLY', Date.now(), 'test');
    expect((await renew(node, fw)).status).toBe(409);
    const first = await renew(node, fw, '?force=1');
    expect(first.status).toBe(200);
    expect(await let_in(node, fw)).toBe(true);
    expect((await renew(node, fw, '?force=1')).status).toBe(409);
    expect((await renew(node, fw, '?force=yes')).status).toBe(400);
  });
  test('in the last 15 days both are good until the new one is shown; then the old one is out, live connections too', async () => {
    const fw = await node.enrol('RENEW', soon, 10);
    expect((await session(node, fw)).certificate.renew_now).toBe(true);
    const { next } = await renew(node, fw);
    if (next === undefined) throw new Error('not renewed');
    expect(await let_in(node, fw)).toBe(true);
    const held = dial(node.url, node.authority.pem, fw);
    expect((await ask(held, { ':method': 'POST', ':path': '/edge/v1/session' }))?.status).toBe(200);
    expect(await let_in(node, next)).toBe(true);
    await until(() => held.destroyed || held.closed);
    expect(held.destroyed || held.closed).toBe(true);
    expect(await let_in(node, fw)).toBe(false);
    expect(await let_in(node, next)).toBe(true);
  });
  test('a reply that was lost costs nothing: asked again, the certificate nobody has ends and another is given', async () => {
    const fw = await node.enrol('LOST', soon, 10), lost = await renew(node, fw), again = await renew(node, fw);
    if (lost.next === undefined || again.next === undefined) throw new Error('not renewed');
    expect(await let_in(node, lost.next)).toBe(false);
    expect(await let_in(node, fw)).toBe(true);
    expect(await let_in(node, again.next)).toBe(true);
  });
  test('a revoked certificate renews nothing, and neither does an expired one or somebody else\'s request without proof', async () => {
    const fw = await node.enrol('GONE', soon, 10);
    expect((await renew(node, fw, '', 'x')).status).toBe(400);
    node.store.firewalls.revoke('GONE', Date.now(), 'test');
    expect((await renew(node, fw)).status).toBe(0);
    const late = await issueFirewall(node.authority, 'LATE', new Date(Date.now() - 91 * DAY));
    expect((await renew(node, { serial: 'LATE', certificate: late.certificate, key: late.key, ca: '', fingerprint: '' })).status).toBe(0);
    const sender = await issueSender(node.authority, 'SENDER', new Date());
    expect((await renew(node, { serial: 'SENDER', certificate: sender.certificate, key: sender.key, ca: '', fingerprint: '' })).status).toBe(0);
  });
  test('a new password for a firewall that is in: the old certificate stays until the new one is shown; after a revocation it is out at once', async () => {
    const fw = await enrolled(node, 'AGAIN');
    expect(await let_in(node, fw)).toBe(true);
    const next = await enrolled(node, 'AGAIN');
    expect(await let_in(node, fw)).toBe(true);
    expect(await let_in(node, next)).toBe(true);
    expect(await let_in(node, fw)).toBe(false);
    node.store.firewalls.revoke('AGAIN', Date.now(), 'test');
    const third = await enrolled(node, 'AGAIN');
    expect([await let_in(node, next), await let_in(node, third)]).toEqual([false, true]);
  });
});

describe('a change of authority', () => {
  test('[R83] two firewalls in the middle of it: one renews, one sleeps; nobody is locked out before its owner says so', async () => {
    await withNode({}, async ({ node: own, fw: sleeper }: Story) => {
      const early = await enrolled(own, 'AWAKE'), before = own.authority, open = dial(own.url, before.pem, early);
      const told = async (): Promise<unknown> => decode((await ask(open, { ':method': 'POST', ':path': '/edge/v1/session' }))?.body ?? Buffer.alloc(0), 'msgpack');
      expect(await told()).toMatchObject({ certificate: { renew_now: false } });
      await rotateAuthority(own.dir, new Date(), own.store.meta);
      await own.reload();
      expect(await told()).toMatchObject({ certificate: { renew_now: true } }); // on the connection from before, too
      open.close();
      // The sleeper knows only the old authority, and its connection proves the node by the link; the new bundle works as well.
      for (const ca of [before.pem, own.authority.pem, own.authority.bundle]) expect(await knock(own.url, ca, sleeper)).toBe(200);
      expect(await session(own, early)).toMatchObject({ ca: own.authority.bundle, certificate: { renew_now: true } });
      const { next } = await renew(own, early);
      if (next === undefined) throw new Error('not renewed');
      expect(next.ca).toBe(own.authority.bundle);
      const who = (): string[] => dependants(own.store, own.authority, Date.now()).map(({ name, renewed }) => `${name}${renewed ? ' renewed' : ''}`).sort();
      expect(who()).toEqual(['AWAKE renewed', 'FW']);
      expect(await knock(own.url, own.authority.pem, next)).toBe(200);
      expect(who()).toEqual(['FW']);
      // Meanwhile the enrolment port is believed by either, too.
      for (const ca of [before.pem, own.authority.pem]) expect((await fetch(`${own.enrolUrl}/edge/v1/ca`, { tls: { ca } })).status).toBe(200);
      const held = dial(own.url, own.authority.bundle, sleeper);
      expect((await ask(held, { ':method': 'POST', ':path': '/edge/v1/session' }))?.status).toBe(200);
      await retireAuthority(own.dir, new Date(), own.store.meta);
      await own.reload();
      await until(() => held.destroyed || held.closed);
      expect(held.destroyed || held.closed).toBe(true);
      expect(await knock(own.url, own.authority.bundle, sleeper)).toBeUndefined();
      expect(await knock(own.url, own.authority.pem, next)).toBe(200);
      expect(await knock(own.url, before.pem, next)).toBeUndefined();
    });
  });
});

describe('strangers at the enrolment port', () => {
  test('one address has so many connections and no more, before any handshake; others are let in as soon as some are gone', async () => {
    await withNode({}, async ({ node: own }) => {
      const { port } = new URL(own.enrolUrl), ended = { count: 0 };
      const sockets = await Promise.all(Array.from({ length: 40 }, () => Bun.connect({ hostname: '127.0.0.1', port: Number(port), socket: { data() { return; }, close() { ended.count += 1; }, error() { return; } } })));
      await until(() => ended.count >= 8);
      expect(ended.count).toBe(8);
      expect(own.metrics.counter('nameplate_handshakes_refused_total', { reason: 'too_many_strangers' }).value).toBe(8);
      for (const socket of sockets) socket.end();
      await until(() => ended.count === 40);
      await until(async () => await fetch(`${own.enrolUrl}/edge/v1/ca`, { tls: { ca: own.authority.bundle } }).then(({ status }) => status === 200, () => false));
      expect((await fetch(`${own.enrolUrl}/edge/v1/ca`, { tls: { ca: own.authority.bundle } })).status).toBe(200);
    });
  });
  test('the list of revoked certificates names one at once, in PEM, in DER, and of no authority but ours', async () => {
    await withNode({}, async ({ node: own, fw }) => {
      const list = async (query = ''): Promise<Response> => await fetch(`${own.enrolUrl}/edge/v1/crl${query}`, { tls: { ca: own.authority.bundle } });
      const before = new Uint8Array(await (await list()).arrayBuffer()), number = BigInt(`0x${own.store.firewalls.certificates.find(fw.fingerprint)?.certificateSerial ?? '0'}`).toString(16);
      const has = (der: Uint8Array): boolean => Buffer.from(der).toString('hex').includes(number);
      expect(has(before)).toBe(false);
      own.store.firewalls.revoke('FW', Date.now(), 'test');
      expect(has(new Uint8Array(await (await list()).arrayBuffer()))).toBe(true);
      expect(await (await list('?format=pem')).text()).toContain('BEGIN X509 CRL');
      for (const query of ['?ca=x', `?ca=${'0'.repeat(64)}`, '?ca=']) expect((await list(query)).status).toBe(404);
    });
  });
});

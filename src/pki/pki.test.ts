/** Certificates: what is issued, what is refused, and what a broken pki folder says. OpenSSL is the foreign judge where it is installed. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { checkFirewall, fingerprintOf, issueFirewall, openAuthority, parseSerial, placeIdentity, readIdentity, serverIdentity, writeIdentity, type Authority } from './index.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const DAY = 86_400_000;
let folder = '', authority: Authority;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nameplate-pki-'));
  authority = await openAuthority(folder, NOW);
});
afterAll(() => { rmSync(folder, { recursive: true }); });

async function failure(run: () => unknown): Promise<EdgeError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof EdgeError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}
async function issued(days = 90, now = NOW): Promise<X509Certificate> { return new X509Certificate((await issueFirewall(authority, 'FW-1', now, days)).certificate); }
function elsewhere(): string { return mkdtempSync(join(folder, 'node-')); }

test('the authority is made once, then loaded as it is; its key is private', async () => {
  const again = await openAuthority(folder, NOW);
  expect(again.pem).toBe(authority.pem);
  expect(statSync(join(folder, 'pki', 'ca.key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  chmodSync(join(folder, 'pki', 'ca.key'), 0o644);
  await openAuthority(folder, NOW);
  expect(statSync(join(folder, 'pki', 'ca.key')).mode & 0o777).toBe(0o600);
});

test('a listener key that others can read is made private, also when it is not renewed', async () => {
  const own = await openAuthority(elsewhere(), NOW);
  await serverIdentity(own, [], NOW);
  const key = join(own.folder, 'server.key');
  chmodSync(key, 0o644);
  expect((await serverIdentity(own, [], NOW)).renewed).toBe(false);
  expect(statSync(key).mode & 0o777).toBe(0o600);
});

test('two processes that start at once end with one authority', async () => {
  const data = elsewhere();
  const made = await Promise.all([1, 2, 3, 4].map(() => openAuthority(data, NOW)));
  expect(new Set(made.map((one) => one.pem)).size).toBe(1);
  expect(readdirSync(data)).toEqual(['pki']);
});

test('[R83] a firewall certificate names its serial and passes for 90 days, not one second more', async () => {
  const certificate = await issued();
  const facts = { serial: 'FW-1', fingerprint: fingerprintOf(certificate), notAfter: new Date(NOW.getTime() + 90 * DAY), older: false };
  expect(checkFirewall(certificate, authority, NOW)).toEqual(facts);
  expect(checkFirewall(certificate, authority, new Date(NOW.getTime() + 90 * DAY))).toEqual(facts);
  expect(checkFirewall(certificate, authority, new Date(NOW.getTime() + 90 * DAY + 1000))).toBe('expired');
  expect(checkFirewall(certificate, authority, new Date(NOW.getTime() - DAY))).toBe('not_yet_valid');
});

test('refuses no certificate, a rogue CA of the same name, the CA itself and the server certificate', async () => {
  expect(checkFirewall(undefined, authority, NOW)).toBe('no_certificate');
  const rogue = await openAuthority(elsewhere(), NOW);
  expect(checkFirewall(new X509Certificate((await issueFirewall(rogue, 'FW-1', NOW)).certificate), authority, NOW)).toBe('not_ours');
  // The same issuer name and another key: the signature decides, not the name.
  const twin = { certificate: { subject: rogue.certificate.subject, publicKey: authority.certificate.publicKey } as X509Certificate };
  expect(checkFirewall(new X509Certificate((await issueFirewall(rogue, 'FW-1', NOW)).certificate), twin, NOW)).toBe('not_ours');
  expect(checkFirewall(authority.certificate, authority, NOW)).toBe('wrong_role');
  expect(checkFirewall(new X509Certificate((await serverIdentity(authority, [], NOW)).certificate), authority, NOW)).toBe('wrong_role');
});

test('a leaf never outlives its authority', async () => {
  const late = new Date(NOW.getTime() + 3640 * DAY);
  const made = await issueFirewall(authority, 'FW-1', late);
  expect(made.notAfter.getTime()).toBe(new Date(authority.certificate.validTo).getTime());
});

test.each(['', '-x', '.x', '../x', 'a b', 'a/b', 'x'.repeat(65), 'ä', 'a\n', 'CN=x'])('refuses the serial %j', async (text) => {
  expect((await failure(() => parseSerial(text))).code).toBe('usage');
});
test.each(['0', '007200002536', 'FW-1_a.b', 'x'.repeat(64)])('accepts the serial %j', (text) => { expect(parseSerial(text)).toBe(text); });

test('the listener certificate covers every name, is kept, and is made anew near its end or for a new name', async () => {
  const first = await serverIdentity(authority, ['edge.example', '10.1.2.3'], NOW);
  const certificate = new X509Certificate(first.certificate);
  for (const name of ['localhost', 'edge.example']) expect(certificate.checkHost(name)).toBe(name);
  for (const address of ['127.0.0.1', '::1', '10.1.2.3']) expect(certificate.checkIP(address)).toBe(address);
  expect((await serverIdentity(authority, ['edge.example'], NOW)).certificate).toBe(first.certificate);
  expect((await serverIdentity(authority, ['other.example'], NOW)).renewed).toBe(true);
  expect((await serverIdentity(authority, [], new Date(NOW.getTime() + 368 * DAY))).renewed).toBe(true);
  expect(statSync(join(folder, 'pki', 'server.key')).mode & 0o777).toBe(0o600);
});

test('a listener certificate of the operator is used as it is, and never replaced', async () => {
  const data = elsewhere(), other = await openAuthority(elsewhere(), NOW);
  const own = await openAuthority(data, NOW), bought = await serverIdentity(other, ['bought.example'], NOW);
  const put = (name: string, pem: string): void => { writeFileSync(join(data, 'pki', name), pem); };
  put('server.crt', bought.certificate);
  expect((await failure(() => serverIdentity(own, [], NOW))).message).toContain('key is missing');
  put('server.key', bought.key);
  expect(await serverIdentity(own, ['new.example'], NOW)).toMatchObject({ certificate: bought.certificate, renewed: false });
  expect((await failure(() => serverIdentity(own, [], new Date(NOW.getTime() + 400 * DAY)))).message).toContain('has expired');
  put('server.key', (await serverIdentity(authority, [], NOW)).key);
  expect((await failure(() => serverIdentity(own, [], NOW))).message).toContain('does not belong');
  expect(readFileSync(join(data, 'pki', 'server.crt'), 'utf8')).toBe(bought.certificate);
});

test('a broken pki folder says what is wrong in one sentence, and nothing is overwritten', async () => {
  const data = elsewhere(), file = (name: string): string => join(data, 'pki', name);
  await openAuthority(data, NOW);
  const [certificate, key] = [readFileSync(file('ca.crt')), readFileSync(file('ca.key'))];
  const cases: readonly (readonly [string, () => void, string])[] = [
    ['no key', () => { rmSync(file('ca.key')); }, 'the CA key is missing beside its certificate'],
    ['no certificate', () => { rmSync(file('ca.crt')); }, 'the CA certificate is missing beside its key'],
    ['another key', () => { writeFileSync(file('ca.key'), readFileSync(join(folder, 'pki', 'ca.key'))); }, 'the CA key does not belong to the CA certificate'],
    ['an empty certificate', () => { writeFileSync(file('ca.crt'), ''); }, 'the certificate file cannot be read'],
    ['half a certificate', () => { writeFileSync(file('ca.crt'), certificate.subarray(0, 200)); }, 'the certificate file cannot be read'],
    ['a key of noise', () => { writeFileSync(file('ca.key'), 'noise'); }, 'the key file cannot be read'],
    ['a leaf in its place', () => { writeFileSync(file('ca.crt'), readFileSync(join(folder, 'leaf.crt'))); writeFileSync(file('ca.key'), readFileSync(join(folder, 'leaf.key'))); }, 'the CA certificate is not one of an authority'],
  ];
  const leaf = await issueFirewall(authority, 'leaf', NOW);
  writeIdentity(folder, 'leaf', { ...leaf, ca: authority.pem });
  for (const [name, spoil, sentence] of cases) {
    spoil();
    const error = await failure(() => openAuthority(data, NOW));
    expect([name, error.code, error.message]).toEqual([name, 'certificate', sentence]);
    writeFileSync(file('ca.crt'), certificate);
    writeFileSync(file('ca.key'), key);
  }
  expect((await failure(() => openAuthority(data, new Date('2040-01-01')))).message).toBe('the CA certificate has expired');
  expect((await openAuthority(data, NOW)).pem).toBe(certificate.toString());
});

test.skipIf(Bun.which('openssl') === null)('OpenSSL accepts the chain, and only for the purpose it was issued for', async () => {
  const made = await issueFirewall(authority, 'FW-9', new Date());
  writeIdentity(folder, 'FW-9', { ...made, ca: authority.pem });
  expect(statSync(join(folder, 'FW-9.key')).mode & 0o777).toBe(0o600);
  const verify = (purpose: string): number => Bun.spawnSync(['openssl', 'verify', '-x509_strict', '-purpose', purpose, '-CAfile', join(folder, 'ca.crt'), join(folder, 'FW-9.crt')]).exitCode;
  expect([verify('sslclient'), verify('sslserver')]).toEqual([0, 2]);
});

test('a firewall\'s files are placed as one, and undone as one', () => {
  const out = elsewhere(), held = (): string[] => readdirSync(out).sort().map((name) => `${name} ${readFileSync(join(out, name), 'utf8')} ${(statSync(join(out, name)).mode & 0o777).toString(8)}`);
  const first = placeIdentity(out, 'FW', { certificate: 'c1', key: 'k1', ca: 'a' });
  expect(held()).toEqual(['FW.crt c1 644', 'FW.key k1 600', 'ca.crt a 644']);
  first.keep();
  const second = placeIdentity(out, 'FW', { certificate: 'c2', key: 'k2', ca: 'b' });
  expect(readFileSync(join(out, 'FW.key'), 'utf8')).toBe('k2');
  second.undo();
  expect(held()).toEqual(['FW.crt c1 644', 'FW.key k1 600', 'ca.crt a 644']);
  placeIdentity(out, 'OTHER', { certificate: 'c', key: 'k', ca: 'a' }).undo();
  expect(held()).toHaveLength(3);
});

test('a data folder that lost its authority, or was given another, is no first start', async () => {
  const data = elsewhere(), memory = new Map<string, string>();
  const own = await openAuthority(data, NOW, memory), kept = join(data, 'kept');
  expect((await openAuthority(data, NOW, memory)).pem).toBe(own.pem);
  renameSync(own.folder, kept);
  expect(await failure(() => openAuthority(data, NOW, memory))).toMatchObject({ code: 'incomplete_store', message: expect.stringContaining('is missing') });
  expect(readdirSync(data)).toEqual(['kept']);
  await openAuthority(data, NOW); // another folder's authority, by hand
  expect(await failure(() => openAuthority(data, NOW, memory))).toMatchObject({ code: 'incomplete_store', message: expect.stringContaining('not the one') });
  rmSync(own.folder, { recursive: true });
  renameSync(kept, own.folder);
  expect((await openAuthority(data, NOW, memory)).pem).toBe(own.pem);
  await serverIdentity(own, [], NOW);
  for (const name of ['ca.crt', 'ca.key']) rmSync(join(own.folder, name));
  expect(await failure(() => openAuthority(data, NOW))).toMatchObject({ code: 'incomplete_store' });
});

test('what a client was given is read back, and refused when it has expired, is not valid yet, or does not belong together', async () => {
  const out = elsewhere(), at = (name: string): string => join(out, name), paths = { certificate: at('FW.crt'), key: at('FW.key'), ca: at('ca.crt') };
  for (const serial of ['FW', 'OTHER']) writeIdentity(out, serial, { ...(await issueFirewall(authority, serial, NOW)), ca: authority.pem });
  expect(readIdentity(paths, NOW).ca).toBe(authority.pem);
  const said = async (change: Partial<typeof paths>, now = NOW): Promise<readonly [string, string]> => { const error = await failure(() => readIdentity({ ...paths, ...change }, now)); return [error.code, error.message]; };
  expect(await said({}, new Date(NOW.getTime() + 91 * DAY))).toEqual(['credentials', 'the certificate has expired']);
  expect(await said({}, new Date(NOW.getTime() - DAY))).toEqual(['credentials', 'the certificate is not valid yet']);
  expect(await said({ key: at('OTHER.key') })).toEqual(['credentials', 'the key does not belong to the certificate']);
  expect(await said({ certificate: at('FW.key') })).toEqual(['credentials', 'the certificate file cannot be read']);
  expect((await said({ ca: at('absent') }))[0]).toBe('not_found');
});

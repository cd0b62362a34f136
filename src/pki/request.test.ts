/** Certificate requests: those of openssl and our own are taken, and everything that proves nothing, is weak, or is no request is refused with a reason. */
import { afterAll, expect, test } from 'bun:test';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { checkFirewall, checkRequest, makeRequest, openAuthority, signFirewall } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'nameplate-request-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
const openssl = Bun.which('openssl');

async function refusal(pem: string): Promise<string> {
  try {
    await checkRequest(pem);
  } catch (error) {
    if (error instanceof EdgeError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error('it was taken');
}
function requested(...words: string[]): string {
  const file = join(folder, 'r.csr');
  const ran = Bun.spawnSync([openssl ?? '', 'req', '-new', '-nodes', '-keyout', join(folder, 'r.key'), '-subj', '/CN=whatever/OU=admin', '-out', file, ...words]);
  if (ran.exitCode !== 0) throw new Error(ran.stderr.toString());
  return readFileSync(file, 'utf8');
}
const flipped = (pem: string, at: number): string => {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'), place = at < 0 ? der.length + at : at;
  der[place] = (der[place] ?? 0) ^ 1;
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64').match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`;
};

test('[R218] our own request is proven, and the certificate for it names the serial we say, whatever it asked for', async () => {
  const authority = await openAuthority(mkdtempSync(join(folder, 'n-')), new Date());
  const { request, key } = await makeRequest('SOMEBODY-ELSE');
  expect(key).toContain('PRIVATE KEY');
  const made = await signFirewall(authority, 'FW-1', await checkRequest(request), new Date());
  expect(checkFirewall(new X509Certificate(made.certificate), authority, new Date())).toMatchObject({ serial: 'FW-1', older: false });
});

test('a request whose signature or key was changed proves nothing', async () => {
  const { request } = await makeRequest('FW-1');
  expect(await refusal(flipped(request, -1))).toMatch(/^bad_request: /);
  expect(await refusal(flipped(request, 60))).toMatch(/^bad_request: /);
});

test('what is no request is refused before any parser sees it, and a huge one before that', async () => {
  const { request } = await makeRequest('FW-1');
  for (const text of ['', 'x', '{}', request + request, request.replace('REQUEST', 'CHAIN'), `junk\n${request}`, '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n', '-----BEGIN CERTIFICATE REQUEST-----\nMIIBAjCBqgIBADAAMFkwEwYHKoZIzj0CAQYI\n-----END CERTIFICATE REQUEST-----\n']) expect(await refusal(text)).toMatch(/^bad_request: /);
  expect(await refusal(`${request}${' '.repeat(9000)}`)).toMatch(/^too_large: /);
});

test('every cut and 400 seeded changes of one byte are refused or still prove the same key, and never anything worse', async () => {
  const { request } = await makeRequest('FW-1'), good = await checkRequest(request);
  let seed = 7;
  const chance = (below: number): number => { seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff; return seed % below; };
  const der = Buffer.from(request.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const armoured = (bytes: Buffer): string => `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
  for (let i = 0; i < 400; i++) {
    const copy = Buffer.from(der), at = chance(copy.length);
    copy[at] = chance(256);
    try {
      expect(Buffer.from((await checkRequest(armoured(copy))).publicKey)).toEqual(Buffer.from(good.publicKey));
    } catch (error) {
      if (!(error instanceof EdgeError) || error.code !== 'bad_request') throw error;
    }
  }
  for (let length = 0; length < der.length; length += 3) expect(await refusal(armoured(der.subarray(0, length)))).toMatch(/^bad_request: /);
});

test.skipIf(openssl === null)('[R218] takes what openssl makes: P-256, P-384, P-521 and RSA from 2048 to 4096', async () => {
  for (const curve of ['P-256', 'P-384', 'P-521']) expect((await checkRequest(requested('-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`))).keyKind).toBe(`ec ${curve}`);
  for (const bits of [2048, 4096]) expect((await checkRequest(requested('-newkey', `rsa:${bits}`))).keyKind).toBe(`rsa ${bits}`);
});

test.skipIf(openssl === null)('refuses weak and foreign keys and hashes', async () => {
  expect(await refusal(requested('-newkey', 'rsa:1024'))).toContain('2048 to 4096');
  expect(await refusal(requested('-newkey', 'rsa:2048', '-pkeyopt', 'rsa_keygen_pubexp:3'))).toContain('exponent');
  expect(await refusal(requested('-newkey', 'rsa:2048', '-sha1'))).toContain('hash');
  expect(await refusal(requested('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1'))).toMatch(/^bad_request: /);
  expect(await refusal(requested('-newkey', 'ed25519'))).toMatch(/^bad_request: /);
});

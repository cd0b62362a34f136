/** A change of authority: what is trusted when, what survives a crash, and that foreign programs follow. OpenSSL is the judge where it is installed. */
import { afterAll, expect, test } from 'bun:test';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { checkFirewall, issueFirewall, openAuthority, retireAuthority, revocationsPem, rotateAuthority, serverIdentity, signRevocations, type Authority, type SwappingMemory } from './index.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'nameplate-rotation-'));
afterAll(() => { rmSync(folder, { recursive: true }); });
const openssl = Bun.which('openssl');

function memory(): SwappingMemory {
  const held = new Map<string, string>();
  return {
    get: (key) => held.get(key), set: (key, value) => { held.set(key, value); },
    swap: (key, before, after) => { if (held.get(key) !== before) return false; held.set(key, after); return true; },
  };
}
function elsewhere(): string { return mkdtempSync(join(folder, 'node-')); }
async function codeOf(run: Promise<unknown>): Promise<string> {
  return await run.then(() => 'done', (error: unknown) => { if (error instanceof EdgeError) return error.code; throw error; });
}
async function leaf(authority: Authority, serial = 'FW-1'): Promise<X509Certificate> { return new X509Certificate((await issueFirewall(authority, serial, NOW)).certificate); }

test('[R83] after a rotation both are trusted, the new one signs; after the end of the older only the new one is', async () => {
  const data = elsewhere(), kept = memory();
  const first = await openAuthority(data, NOW, kept), old = await leaf(first);
  const second = await rotateAuthority(data, NOW, kept), young = await leaf(second);
  expect(second.older?.fingerprint).toBe(first.fingerprint);
  expect(second.bundle).toBe(second.pem + first.pem);
  expect(checkFirewall(old, second, NOW)).toMatchObject({ older: true });
  expect(checkFirewall(young, second, NOW)).toMatchObject({ older: false });
  expect(checkFirewall(young, first, NOW)).toBe('not_ours');
  expect(await codeOf(rotateAuthority(data, NOW, kept))).toBe('conflict');
  const third = await retireAuthority(data, NOW, kept);
  expect(third.fingerprint).toBe(second.fingerprint);
  expect(checkFirewall(old, third, NOW)).toBe('not_ours');
  expect(checkFirewall(young, third, NOW)).toMatchObject({ serial: 'FW-1' });
  expect(existsSync(join(data, 'pki', 'ca.key'))).toBe(false);
  expect(await codeOf(retireAuthority(data, NOW, kept))).toBe('not_found');
  const fourth = await rotateAuthority(data, NOW, kept);
  expect(fourth.older?.fingerprint).toBe(second.fingerprint);
  expect(fourth.past.length).toBe(1);
});

test('the link between two authorities is no client certificate', async () => {
  const data = elsewhere(), kept = memory();
  await openAuthority(data, NOW, kept);
  const second = await rotateAuthority(data, NOW, kept);
  expect(checkFirewall(new X509Certificate(second.link), second, NOW)).toBe('wrong_role');
});

test('the listener certificate follows a rotation and is never taken for an operator\'s, in whatever order the node starts', async () => {
  const data = elsewhere(), kept = memory();
  const first = await openAuthority(data, NOW, kept), before = await serverIdentity(first, [], NOW);
  const second = await rotateAuthority(data, NOW, kept), during = await serverIdentity(second, [], NOW);
  expect(during.renewed).toBe(true);
  expect(during.certificate).toContain(second.link);
  expect((await serverIdentity(second, [], NOW)).renewed).toBe(false);
  // The same for a node that slept through both: its certificate is by an authority that is retired.
  const slept = elsewhere(), asleep = memory();
  const own = await openAuthority(slept, NOW, asleep);
  await serverIdentity(own, [], NOW);
  await rotateAuthority(slept, NOW, asleep);
  const after = await serverIdentity(await retireAuthority(slept, NOW, asleep), [], NOW);
  expect(after.renewed).toBe(true);
  expect(after.certificate).not.toBe(before.certificate);
});

test('two rotations at once: one wins, the other says so, and the folder opens', async () => {
  const data = elsewhere(), kept = memory();
  await openAuthority(data, NOW, kept);
  const codes = await Promise.all([codeOf(rotateAuthority(data, NOW, kept)), codeOf(rotateAuthority(data, NOW, kept))]);
  expect(codes.sort()).toEqual(['conflict', 'done']);
  expect((await openAuthority(data, NOW, kept)).older).toBeDefined();
});

test('a crash after the files and before the record changes nothing; files that the record names must be there', async () => {
  const data = elsewhere(), kept = memory(), crashing: SwappingMemory = { ...kept, swap: () => { throw new EdgeError('disk_full', 'no room'); } };
  const first = await openAuthority(data, NOW, kept);
  expect(await codeOf(rotateAuthority(data, NOW, crashing))).toBe('disk_full');
  expect((await openAuthority(data, NOW, kept)).fingerprint).toBe(first.fingerprint);
  const second = await rotateAuthority(data, NOW, kept);
  unlinkSync(join(data, 'pki', `ca-${second.fingerprint.slice(0, 16)}.crt`));
  expect(await codeOf(openAuthority(data, NOW, kept))).toBe('certificate');
  for (const file of readdirSync(join(data, 'pki'))) if (file.startsWith('ca-')) unlinkSync(join(data, 'pki', file));
  expect(await codeOf(openAuthority(data, NOW, kept))).toBe('incomplete_store');
});

test.skipIf(openssl === null)('openssl believes the listener by the old authority, the new one, or both, and reads the revocations of each', async () => {
  const data = elsewhere(), kept = memory(), now = new Date();
  const first = await openAuthority(data, now, kept), gone = await issueFirewall(first, 'FW-1', now), good = await issueFirewall(first, 'FW-2', now);
  const second = await rotateAuthority(data, now, kept), listener = await serverIdentity(second, [], now);
  const file = (name: string, text: string): string => { writeFileSync(join(data, name), text); return join(data, name); };
  const run = (...words: string[]): string => { const ran = Bun.spawnSync([openssl ?? '', ...words]); return ran.stdout.toString() + ran.stderr.toString(); };
  const chain = file('chain.pem', listener.certificate);
  for (const [name, trusted] of [['old', first.pem], ['new', second.pem], ['both', second.bundle]] as const) {
    expect(run('verify', '-purpose', 'sslserver', '-CAfile', file(`${name}.pem`, trusted), '-untrusted', chain, chain)).toContain(': OK');
  }
  const list = file('old.crl', revocationsPem(await signRevocations(first, [{ certificateSerial: gone.serialNumber, revokedAt: now.getTime(), superseded: true }], now)));
  expect(run('crl', '-in', list, '-noout', '-text', '-CAfile', join(data, 'old.pem'))).toMatch(/verify OK[\s\S]*CRL Number|CRL Number[\s\S]*verify OK/);
  expect(run('crl', '-in', list, '-noout', '-text')).toContain('Superseded');
  const check = (pem: string): string => run('verify', '-crl_check', '-CAfile', join(data, 'old.pem'), '-CRLfile', list, file('leaf.pem', pem));
  expect(check(gone.certificate)).toContain('certificate revoked');
  expect(check(good.certificate)).toContain(': OK');
  const empty = file('new.crl', revocationsPem(await signRevocations(second, [], now)));
  expect(run('crl', '-in', empty, '-noout', '-CAfile', join(data, 'new.pem'))).toContain('verify OK');
});

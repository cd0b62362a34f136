/** The dictionary's key: made once, owner-only, changed so that who trusted the old one can follow. */
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { createPublicKey, verify } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeSigner, isSigned, openSigner } from './index.ts';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'nameplate-signing-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });
const bytes = new TextEncoder().encode('dictionary');

test('[R107] a key is made at first use, stays, and is its owner\'s alone', () => {
  const signer = openSigner({ folder }), file = join(folder, 'dictionary.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(openSigner({ folder }).id).toBe(signer.id);
  expect(readdirSync(folder)).toEqual(['dictionary.key']);
  expect(signer.sign(bytes).byteLength).toBe(64);
  expect(isSigned(bytes, signer.sign(bytes), signer.publicPem)).toBe(true);
  chmodSync(file, 0o644);
  openSigner({ folder });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what is not signed is not: other bytes, another key, a cut signature, no key at all', () => {
  const signer = openSigner({ folder }), signature = signer.sign(bytes);
  expect(isSigned(bytes.slice(1), signature, signer.publicPem)).toBe(false);
  expect(isSigned(bytes, signature.slice(1), signer.publicPem)).toBe(false);
  expect(isSigned(bytes, signature, 'no key')).toBe(false);
  const after = changeSigner({ folder }, new Date(0));
  expect(isSigned(bytes, signature, after.publicPem)).toBe(false);
});

test('each change is vouched for by the key before it; the old private key is gone', () => {
  const first = openSigner({ folder }), old = readFileSync(join(folder, 'dictionary.key'), 'utf8');
  const second = changeSigner({ folder }, new Date(0)), third = changeSigner({ folder }, new Date(1000));
  expect(new Set([first.id, second.id, third.id]).size).toBe(3);
  let trusted = createPublicKey(first.publicPem), id = first.id;
  for (const line of third.history.trimEnd().split('\n')) {
    const change = JSON.parse(line) as Record<'from' | 'to' | 'public' | 'signature', string>; // written by the code under test
    const der = Buffer.from(change.public, 'base64');
    expect(change.from).toBe(id);
    expect(verify(null, der, trusted, Buffer.from(change.signature, 'base64'))).toBe(true);
    trusted = createPublicKey({ key: der, format: 'der', type: 'spki' });
    id = change.to;
  }
  expect(id).toBe(third.id);
  expect(trusted.export({ type: 'spki', format: 'pem' }).toString()).toBe(third.publicPem);
  expect(readdirSync(folder).some((name) => readFileSync(join(folder, name), 'utf8') === old)).toBe(false);
  expect(statSync(join(folder, 'dictionary.key')).mode & 0o777).toBe(0o600);
});

test('a file that is no key, or a key of another kind, is refused and left as it is', () => {
  const file = join(folder, 'dictionary.key');
  writeFileSync(file, 'nonsense');
  expect(() => openSigner({ folder })).toThrow('cannot be read');
  expect(readFileSync(file, 'utf8')).toBe('nonsense');
  rmSync(file);
  mkdirSync(file);
  expect(() => openSigner({ folder })).toThrow();
});

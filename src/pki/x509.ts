/** The certificate writer, loaded only when a certificate is made: it costs 20 to 200 ms and 16 MB that a running node does not owe. */
import { webcrypto, type webcrypto as WebCryptoNamespace } from 'node:crypto';

export const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
export type KeyPair = WebCryptoNamespace.CryptoKeyPair;
export type Writer = typeof import('@peculiar/x509');

export async function certificateWriter(): Promise<Writer> {
  await import('reflect-metadata'); // the writer's dependency injection needs it first
  return await import('@peculiar/x509');
}

export async function newKeyPair(): Promise<KeyPair> {
  return await webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ['sign', 'verify']);
}

export async function keyPem(key: WebCryptoNamespace.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${(der.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----\n`;
}

/** 128 random bits with the top bit clear: positive, and never twice (RFC 5280 section 4.1.2.2). */
export function newSerialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

/** Clocks of firewalls differ: what we issue is valid from five minutes ago. */
export const SKEW_MS = 300_000;
export const DAY_MS = 86_400_000;

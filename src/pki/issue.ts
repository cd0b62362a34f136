/** Leaf certificates signed by our CA: for firewalls (client authentication only) and for the edge listener (server authentication only). */
import { webcrypto, X509Certificate } from 'node:crypto';
import type { PublicKey } from '@peculiar/x509';
import type { Authority, Issuer } from './authority.ts';
import { FIREWALL_ROLE, fingerprintOf, SENDER_ROLE } from './check.ts';
import type { CheckedRequest } from './request.ts';
import { parseSerial } from './serial.ts';
import { certificateWriter, DAY_MS, KEY_ALGORITHM, keyPem, newKeyPair, newSerialNumber, SKEW_MS, type KeyPair } from './x509.ts';

/** As the published device certificate has it (facts/panos.md section 3); renewal is due 15 days before. */
export const FIREWALL_DAYS = 90;
/** From so long before its end a certificate is renewed (facts/panos.md section 3). */
export const RENEW_DAYS = 15;
/** What some clients refuse to exceed for a server. */
export const SERVER_DAYS = 397;

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/** A certificate for a key that its owner keeps. */
export interface SignedCertificate {
  readonly certificate: string;
  /** SHA-256 of the certificate, 64 lower-case hex digits: how the registry knows it. */
  readonly fingerprint: string;
  /** The serial number inside the certificate, hex. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}
export interface IssuedCertificate extends SignedCertificate { readonly key: string }

interface Leaf { readonly subject: string; readonly usage: string; readonly names: readonly string[]; readonly days: number }

/** R83: the serial number in the subject is the firewall's identity. */
export async function issueFirewall(authority: Authority, serial: string, now: Date, days = FIREWALL_DAYS): Promise<IssuedCertificate> {
  return await issue(authority, firewallLeaf(serial, days), now);
}

/** The same for a request: of what it says only its key counts. */
export async function signFirewall(authority: Authority, serial: string, request: CheckedRequest, now: Date): Promise<SignedCertificate> {
  const x509 = await certificateWriter();
  return await sign(authority, firewallLeaf(serial, FIREWALL_DAYS), new x509.PublicKey(request.publicKey), now);
}

function firewallLeaf(serial: string, days: number): Leaf { return { subject: `CN=${parseSerial(serial)}, OU=${FIREWALL_ROLE}, O=Nameplate`, usage: CLIENT_AUTH, names: [], days }; }

/** For a sender of syslog over TLS. It opens that door only: a poll or an upload with it is refused. Its name is checked by whoever keeps the senders. */
export async function issueSender(authority: Authority, name: string, now: Date, days = SERVER_DAYS): Promise<IssuedCertificate> {
  return await issue(authority, { subject: `CN=${parseSerial(name.replaceAll(' ', '-'))}, OU=${SENDER_ROLE}, O=Nameplate`, usage: CLIENT_AUTH, names: [], days }, now);
}

export async function issueServer(authority: Authority, names: readonly string[], now: Date): Promise<IssuedCertificate> {
  return await issue(authority, { subject: 'CN=nameplate edge, OU=edge, O=Nameplate', usage: SERVER_AUTH, names, days: SERVER_DAYS }, now);
}

async function issue(authority: Authority, leaf: Leaf, now: Date): Promise<IssuedCertificate> {
  const x509 = await certificateWriter(), keys = await newKeyPair();
  return { ...(await sign(authority, leaf, await x509.PublicKey.create(keys.publicKey), now)), key: await keyPem(keys.privateKey) };
}

export async function signingKey({ key }: Pick<Issuer, 'key'>): Promise<KeyPair['privateKey']> {
  return await webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), KEY_ALGORITHM, false, ['sign']);
}

async function sign(authority: Authority, { subject, usage, names, days }: Leaf, publicKey: PublicKey, now: Date): Promise<SignedCertificate> {
  const x509 = await certificateWriter(), issuer = new x509.X509Certificate(authority.pem);
  // A leaf never outlives its authority.
  const end = Math.min(now.getTime() + days * DAY_MS, new Date(authority.certificate.validTo).getTime());
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(), subject, issuer: issuer.subject,
    notBefore: new Date(Math.min(now.getTime() - SKEW_MS, end)), notAfter: new Date(end),
    signingKey: await signingKey(authority), publicKey, signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([usage], true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: isAddress(value) ? 'ip' as const : 'dns' as const, value })))]),
    ],
  });
  const certificate = `${made.toString('pem')}\n`;
  return { certificate, fingerprint: fingerprintOf(new X509Certificate(certificate)), serialNumber: made.serialNumber, notBefore: made.notBefore, notAfter: made.notAfter };
}

export function isAddress(name: string): boolean { return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || name.includes(':'); }

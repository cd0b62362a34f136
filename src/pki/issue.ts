/** Leaf certificates signed by our CA: for firewalls (client authentication only) and for the edge listener (server authentication only). */
import { webcrypto, X509Certificate } from 'node:crypto';
import type { Authority } from './authority.ts';
import { FIREWALL_ROLE, fingerprintOf, SENDER_ROLE } from './check.ts';
import { parseSerial } from './serial.ts';
import { certificateWriter, DAY_MS, KEY_ALGORITHM, keyPem, newKeyPair, newSerialNumber, SKEW_MS } from './x509.ts';

/** As the published device certificate has it (facts/panos.md section 3); renewal is due 15 days before. */
export const FIREWALL_DAYS = 90;
/** What some clients refuse to exceed for a server. */
export const SERVER_DAYS = 397;

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
  /** SHA-256 of the certificate, 64 lower-case hex digits: how the registry knows it. */
  readonly fingerprint: string;
  /** The serial number inside the certificate, hex. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** R83: the serial number in the subject is the firewall's identity. */
export async function issueFirewall(authority: Authority, serial: string, now: Date, days = FIREWALL_DAYS): Promise<IssuedCertificate> {
  return await issue(authority, `CN=${parseSerial(serial)}, OU=${FIREWALL_ROLE}, O=Nameplate`, CLIENT_AUTH, [], now, days);
}

/** For a sender of syslog over TLS. It opens that door only: a poll or an upload with it is refused. Its name is checked by whoever keeps the senders. */
export async function issueSender(authority: Authority, name: string, now: Date, days = SERVER_DAYS): Promise<IssuedCertificate> {
  return await issue(authority, `CN=${parseSerial(name.replaceAll(' ', '-'))}, OU=${SENDER_ROLE}, O=Nameplate`, CLIENT_AUTH, [], now, days);
}

export async function issueServer(authority: Authority, names: readonly string[], now: Date): Promise<IssuedCertificate> {
  return await issue(authority, 'CN=nameplate edge, OU=edge, O=Nameplate', SERVER_AUTH, names, now, SERVER_DAYS);
}

async function issue(authority: Authority, subject: string, usage: string, names: readonly string[], now: Date, days: number): Promise<IssuedCertificate> {
  const x509 = await certificateWriter();
  const keys = await newKeyPair();
  const signingKey = await webcrypto.subtle.importKey('pkcs8', authority.key.export({ type: 'pkcs8', format: 'der' }), KEY_ALGORITHM, false, ['sign']);
  const issuer = new x509.X509Certificate(authority.pem);
  // A leaf never outlives its authority.
  const end = Math.min(now.getTime() + days * DAY_MS, new Date(authority.certificate.validTo).getTime());
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(), subject, issuer: issuer.subject,
    notBefore: new Date(Math.min(now.getTime() - SKEW_MS, end)), notAfter: new Date(end),
    signingKey, publicKey: keys.publicKey, signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([usage], true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: isAddress(value) ? 'ip' as const : 'dns' as const, value })))]),
    ],
  });
  const certificate = `${made.toString('pem')}\n`;
  return { certificate, key: await keyPem(keys.privateKey), fingerprint: fingerprintOf(new X509Certificate(certificate)), serialNumber: made.serialNumber, notBefore: made.notBefore, notAfter: made.notAfter };
}

export function isAddress(name: string): boolean { return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || name.includes(':'); }

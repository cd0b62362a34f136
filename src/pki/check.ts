/** The application's own verdict on a firewall's certificate, beside the runtime's: traps of the runtime are listed in the room's README. */
import type { X509Certificate } from 'node:crypto';

/** Why a certificate that got through the handshake is refused all the same; each is a counter label. */
export type CertificateRefusal = 'no_certificate' | 'not_ours' | 'not_yet_valid' | 'expired' | 'wrong_role';
export interface CertificateFacts {
  readonly serial: string;
  readonly fingerprint: string;
  readonly notAfter: Date;
  /** Signed by the authority before the present one. */
  readonly older: boolean;
}

/** Whose signatures are good: the present authority's, and those of the one before while it is trusted. */
export interface Issuers {
  readonly certificate: X509Certificate;
  readonly older?: { readonly certificate: X509Certificate } | undefined;
}

/** The role marker in the subject: a certificate of ours is good for nothing else. */
export const FIREWALL_ROLE = 'firewall';
export const SENDER_ROLE = 'log sender';

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** R83. Signed by our key, in its validity, a leaf for client authentication and nothing else, OU firewall, CN the serial. Costs a signature check: cache per connection. */
export function checkFirewall(certificate: X509Certificate | undefined, issuers: Issuers, now: Date): CertificateFacts | CertificateRefusal {
  return checkClient(certificate, issuers, now, [FIREWALL_ROLE]);
}

/** The same for whoever sends logs by syslog over TLS: a sender's own certificate, or that of a firewall. */
export function checkSender(certificate: X509Certificate | undefined, issuers: Issuers, now: Date): CertificateFacts | CertificateRefusal {
  return checkClient(certificate, issuers, now, [SENDER_ROLE, FIREWALL_ROLE]);
}

/** By whose key it is signed; two generations of an authority have one name, so the signature decides. */
function signedBy(certificate: X509Certificate, { certificate: issuer }: { readonly certificate: X509Certificate }): boolean {
  return certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey);
}

function checkClient(certificate: X509Certificate | undefined, issuers: Issuers, now: Date, roles: readonly string[]): CertificateFacts | CertificateRefusal {
  if (certificate === undefined) return 'no_certificate';
  const older = !signedBy(certificate, issuers);
  if (older && (issuers.older === undefined || !signedBy(certificate, issuers.older))) return 'not_ours';
  const notAfter = new Date(certificate.validTo);
  if (!(now >= new Date(certificate.validFrom))) return 'not_yet_valid';
  if (!(now <= notAfter)) return 'expired';
  const usages = certificate.keyUsage ?? [];
  if (certificate.ca || usages.length !== 1 || usages[0] !== CLIENT_AUTH) return 'wrong_role';
  const subject = certificate.subject.split('\n');
  const serial = only(subject, 'CN=');
  const role = only(subject, 'OU=');
  if (role === undefined || !roles.includes(role) || serial === undefined) return 'wrong_role';
  return { serial, fingerprint: fingerprintOf(certificate), notAfter, older };
}

/** The one value of this attribute; undefined when it is absent or stands twice. */
function only(subject: readonly string[], prefix: string): string | undefined {
  const found = subject.filter((line) => line.startsWith(prefix));
  return found.length === 1 ? found[0]?.slice(prefix.length) : undefined;
}

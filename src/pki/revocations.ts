/** The list of revoked certificates (CRL, RFC 5280 section 5), signed anew whenever somebody is revoked. */
import { signingKey } from './issue.ts';
import type { Issuer } from './authority.ts';
import { certificateWriter, DAY_MS, KEY_ALGORITHM, SKEW_MS } from './x509.ts';

export interface Revocation {
  /** The serial number inside the certificate, hex. */
  readonly certificateSerial: string;
  readonly revokedAt: number;
  readonly superseded: boolean;
}

/** After so long a reader wants a newer one; we give a newer one at any time. */
export const CRL_DAYS = 7;

/** DER. */
export async function signRevocations(issuer: Issuer, revocations: readonly Revocation[], now: Date): Promise<Uint8Array> {
  const x509 = await certificateWriter(), { CRLNumber } = await import('@peculiar/asn1-x509'), { AsnConvert } = await import('@peculiar/asn1-schema');
  const certificate = new x509.X509Certificate(issuer.pem);
  const entries = new Map(revocations.map((one) => [one.certificateSerial, one]));
  const list = await x509.X509CrlGenerator.create({
    issuer: certificate.subject, thisUpdate: new Date(now.getTime() - SKEW_MS), nextUpdate: new Date(now.getTime() + CRL_DAYS * DAY_MS),
    signingKey: await signingKey(issuer), signingAlgorithm: KEY_ALGORITHM,
    entries: [...entries.values()].map(({ certificateSerial, revokedAt, superseded }) => ({
      serialNumber: certificateSerial, revocationDate: new Date(revokedAt), ...(superseded ? { reason: x509.X509CrlReason.superseded } : {}),
    })),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
      new x509.Extension(CRL_NUMBER, false, AsnConvert.serialize(new CRLNumber(now.getTime()))), // rises with time, over restarts too
    ],
  });
  return new Uint8Array(list.rawData);
}

export function revocationsPem(der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN X509 CRL-----\n${lines.join('\n')}\n-----END X509 CRL-----\n`;
}

/** RFC 5280 section 5.2.3. */
const CRL_NUMBER = '2.5.29.20';

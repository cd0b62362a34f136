/** The edge listener's certificate: kept in DATA/pki, made anew when it nears its end, misses a name, or the authority is a new one; one that an operator put there is left alone. */
import { X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { parse, parseKey, type Authority } from './authority.ts';
import { keepPrivate, readPem, writePem } from './files.ts';
import { isAddress, issueServer } from './issue.ts';
import { DAY_MS } from './x509.ts';

const OPERATORS = 'put a good certificate and its key there, or remove server.crt and server.key and the node makes its own';
const RENEW_DAYS = 30;
const ALWAYS = ['localhost', '127.0.0.1', '::1'];

/** `certificate` is a chain: while an older authority is trusted, who knows that one alone needs the link to ours. */
export interface ServerIdentity { readonly certificate: string; readonly key: string; readonly notAfter: Date; readonly renewed: boolean }

/** `names` are those a firewall may dial, beside localhost, the loopback addresses and this host's name. */
export async function serverIdentity(authority: Authority, names: readonly string[], now: Date): Promise<ServerIdentity> {
  const wanted = [...new Set([...ALWAYS, hostname(), ...names])].filter((name) => isAddress(name) || /^[A-Za-z0-9*]([A-Za-z0-9.*-]{0,252})$/.test(name));
  const certificateFile = join(authority.folder, 'server.crt'), keyFile = join(authority.folder, 'server.key');
  const certificatePem = readPem(certificateFile), key = readPem(keyFile);
  if (key !== undefined) keepPrivate(keyFile);
  if (certificatePem !== undefined && key !== undefined) {
    const certificate = parse(certificatePem, certificateFile);
    const paired = certificate.checkPrivateKey(parseKey(key, keyFile));
    if (isForeign(certificate, authority)) return theOperators(certificate, certificatePem, key, paired, certificateFile, now);
    // Ours that is not paired is what a crash between the two renames leaves behind: making both anew loses nothing.
    if (paired && signedBy(certificate, authority.certificate) && stillGood(certificate, wanted, now)) return { certificate: certificatePem + authority.link, key, notAfter: new Date(certificate.validTo), renewed: false };
  } else if (certificatePem !== undefined && isForeign(parse(certificatePem, certificateFile), authority)) {
    throw new EdgeError('certificate', 'the listener key is missing beside the listener certificate', { fields: { file: keyFile }, next: OPERATORS });
  }
  const made = await issueServer(authority, wanted, now);
  writePem(keyFile, made.key, true);
  writePem(certificateFile, made.certificate, false);
  return { certificate: made.certificate + authority.link, key: made.key, notAfter: made.notAfter, renewed: true };
}

function isForeign(certificate: X509Certificate, authority: Authority): boolean {
  return ![authority.certificate, ...(authority.older === undefined ? [] : [authority.older.certificate]), ...authority.past].some((ours) => signedBy(certificate, ours));
}
function signedBy(certificate: X509Certificate, issuer: X509Certificate): boolean { return certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey); }

/** A certificate that somebody else issued was put there by a person: used as it is, never replaced. */
function theOperators(certificate: X509Certificate, pem: string, key: string, paired: boolean, file: string, now: Date): ServerIdentity {
  if (!paired) throw new EdgeError('certificate', 'the listener key does not belong to the listener certificate', { fields: { file }, next: OPERATORS });
  const notAfter = new Date(certificate.validTo);
  if (now > notAfter) throw new EdgeError('certificate', 'the listener certificate has expired, and this node did not issue it', { fields: { file, expired: notAfter.toISOString() }, next: OPERATORS });
  return { certificate: pem, key, notAfter, renewed: false };
}

function stillGood(certificate: X509Certificate, names: readonly string[], now: Date): boolean {
  return new Date(certificate.validTo).getTime() - now.getTime() > RENEW_DAYS * DAY_MS
    && names.every((name) => (isAddress(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined);
}

/** A new authority beside the present one, and the end of the older: in between the node believes both, signs with the new one, and is believed by who knows either. */
import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { linkFile, openAuthority, selfSigned, type Authority } from './authority.ts';
import { fingerprintOf } from './check.ts';
import { writePem } from './files.ts';
import { ALL, readGenerations, written, type SwappingMemory } from './generations.ts';
import { signingKey } from './issue.ts';
import { certificateWriter, KEY_ALGORITHM, newSerialNumber, SKEW_MS } from './x509.ts';

/** Files first, then the one row that makes them count: a crash in between leaves files that nobody looks at. */
export async function rotateAuthority(dataDir: string, now: Date, memory: SwappingMemory): Promise<Authority> {
  const present = await openAuthority(dataDir, now, memory), before = memory.get(ALL);
  if (present.older !== undefined) throw new EdgeError('conflict', 'the authority before this one is still trusted', { fields: { older: present.older.fingerprint }, next: 'see who still uses it with nameplate ca show, then end it with nameplate ca retire' });
  const x509 = await certificateWriter(), issuer = new x509.X509Certificate(present.pem);
  // By the same name (RFC 4210 section 4.4), so that the link is self-issued and costs no path length: ours allow none. Key identifiers tell the two apart.
  const made = await selfSigned(issuer.subject, now), fingerprint = fingerprintOf(new X509Certificate(made.certificate));
  const name = `ca-${fingerprint.slice(0, 16)}`;
  writePem(join(present.folder, `${name}.key`), made.key, true);
  writePem(join(present.folder, `${name}.crt`), made.certificate, false);
  writePem(linkFile(present.folder, name), await linkTo(present, made.certificate, now), false);
  const past = readGenerations(memory)?.past ?? [];
  if (!memory.swap(ALL, before, written(fingerprint, present.fingerprint, past))) throw new EdgeError('conflict', 'another command changed the authority in the same moment', { next: 'look at nameplate ca show' });
  return await openAuthority(dataDir, now, memory);
}

/** Nothing that the older one signed is good from now on; its key goes, so that nobody signs with it. */
export async function retireAuthority(dataDir: string, now: Date, memory: SwappingMemory): Promise<Authority> {
  const present = await openAuthority(dataDir, now, memory), before = memory.get(ALL), generations = readGenerations(memory);
  if (present.older === undefined || generations === undefined) throw new EdgeError('not_found', 'there is no older authority', { next: 'make a new one with nameplate ca rotate' });
  const old = present.older.fingerprint;
  if (!memory.swap(ALL, before, written(present.fingerprint, undefined, [old, ...generations.past]))) throw new EdgeError('conflict', 'another command changed the authority in the same moment', { next: 'look at nameplate ca show' });
  rmSync(join(present.folder, `${generations.fileOf(old)}.key`), { force: true });
  return await openAuthority(dataDir, now, memory);
}

async function linkTo(older: Authority, pem: string, now: Date): Promise<string> {
  const x509 = await certificateWriter(), issuer = new x509.X509Certificate(older.pem), made = new x509.X509Certificate(pem);
  const link = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(), subject: issuer.subject, issuer: issuer.subject,
    notBefore: new Date(now.getTime() - SKEW_MS), notAfter: new Date(Math.min(issuer.notAfter.getTime(), made.notAfter.getTime())),
    signingKey: await signingKey(older), publicKey: made.publicKey, signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(made.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return `${link.toString('pem')}\n`;
}

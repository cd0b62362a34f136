/** The node's own certificate authority: made at the first start, loaded and checked at every other; after a change of it the one before is trusted for as long as it is needed. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { fingerprintOf } from './check.ts';
import { fileError, keepPrivate, readPem, syncFolder, writePem } from './files.ts';
import { FIRST, readGenerations, type AuthorityMemory } from './generations.ts';
import { certificateWriter, DAY_MS, KEY_ALGORITHM, keyPem, newKeyPair, newSerialNumber, SKEW_MS } from './x509.ts';

export const AUTHORITY_DAYS = 3650;

/** What signs: certificates, and the list of those that are revoked. */
export interface Issuer {
  readonly certificate: X509Certificate;
  /** SHA-256 of its certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly pem: string;
  readonly key: KeyObject;
}

export interface Authority extends Issuer {
  /** Where the files live: DATA/pki. */
  readonly folder: string;
  /** The one before, whose certificates are still good, until `ca retire`. */
  readonly older: Issuer | undefined;
  /** Retired: nothing they signed is good. */
  readonly past: readonly X509Certificate[];
  /** What whoever must trust us is given: the present one, then the older. */
  readonly bundle: string;
  /** The present key under the older one's signature (RFC 4210 section 4.4, new with old): who knows the older alone believes us by it. Empty without an older one. */
  readonly link: string;
}

/** Loads DATA/pki, or makes it at the first start. Never replaces anything: firewalls trust what is there, and a folder that lost its authority or was given another is no first start. */
export async function openAuthority(dataDir: string, now: Date, memory: AuthorityMemory = new Map<string, string>()): Promise<Authority> {
  const folder = join(dataDir, 'pki'), generations = readGenerations(memory);
  if (generations === undefined) return await openFirst(dataDir, folder, now, memory);
  const signer = (fingerprint: string, name: string): Issuer => {
    const found = load(folder, name);
    if (found === undefined) throw missing(folder, name);
    if (found.fingerprint !== fingerprint) throw another(folder, name);
    return found;
  };
  const { present, older, past } = generations;
  const main = current(signer(present, generations.fileOf(present)), folder, generations.fileOf(present), now);
  const before = older === undefined ? undefined : signer(older, generations.fileOf(older));
  const gone = past.flatMap((fingerprint) => {
    const pem = readPem(join(folder, `${generations.fileOf(fingerprint)}.crt`));
    return pem === undefined ? [] : [parse(pem, folder)];
  });
  const link = before === undefined ? '' : readPem(linkFile(folder, generations.fileOf(present)));
  if (link === undefined) throw missing(folder, `${generations.fileOf(present)}.link`);
  return { ...main, folder, older: before, past: gone, bundle: main.pem + (before?.pem ?? ''), link };
}

export function linkFile(folder: string, name: string): string { return join(folder, `${name}.link.crt`); }

async function openFirst(dataDir: string, folder: string, now: Date, memory: AuthorityMemory): Promise<Authority> {
  const known = memory.get(FIRST);
  const begun = holdsFiles(folder), found = load(folder, 'ca'); // in this order: another process may be making it
  if (found === undefined && (known !== undefined || begun)) throw missing(folder, 'ca');
  const authority = current(found ?? (await create(dataDir, folder, now)), folder, 'ca', now);
  if (known === undefined) memory.set(FIRST, authority.fingerprint);
  else if (known !== authority.fingerprint) throw another(folder, 'ca');
  return { ...authority, folder, older: undefined, past: [], bundle: authority.pem, link: '' };
}

function missing(folder: string, name: string): EdgeError {
  return new EdgeError('incomplete_store', 'the certificate authority of this data folder is missing, and its firewalls trust no other', { fields: { file: join(folder, `${name}.crt`) } });
}
function another(folder: string, name: string): EdgeError {
  return new EdgeError('incomplete_store', 'the certificate authority is not the one that this data folder began with', { fields: { file: join(folder, `${name}.crt`) } });
}
function holdsFiles(folder: string): boolean { return existsSync(folder) && statSync(folder).isDirectory() && readdirSync(folder).length > 0; }

/** Undefined when neither file is there. */
export function load(folder: string, name: string): Issuer | undefined {
  const certificateFile = join(folder, `${name}.crt`), keyFile = join(folder, `${name}.key`);
  const pem = readPem(certificateFile), secret = readPem(keyFile);
  if (pem === undefined && secret === undefined) return undefined;
  if (pem === undefined) throw new EdgeError('certificate', 'the CA certificate is missing beside its key', { fields: { file: certificateFile } });
  if (secret === undefined) throw new EdgeError('certificate', 'the CA key is missing beside its certificate', { fields: { file: keyFile } });
  keepPrivate(keyFile);
  const certificate = parse(pem, certificateFile), key = parseKey(secret, keyFile);
  if (!certificate.checkPrivateKey(key)) throw new EdgeError('certificate', 'the CA key does not belong to the CA certificate', { fields: { file: keyFile } });
  if (!certificate.ca) throw new EdgeError('certificate', 'the CA certificate is not one of an authority', { fields: { file: certificateFile } });
  return { certificate, fingerprint: fingerprintOf(certificate), pem, key };
}

function current(signer: Issuer, folder: string, name: string, now: Date): Issuer {
  const { validTo } = signer.certificate;
  if (now > new Date(validTo)) throw new EdgeError('certificate', 'the CA certificate has expired', { fields: { file: join(folder, `${name}.crt`), expired: new Date(validTo).toISOString() }, next: 'start with an empty data folder and enrol every firewall again: no certificate of this one is good any longer' });
  return signer;
}

/** Two processes may start at once (serve and firewall add): the folder is made whole beside its place, and the rename decides. */
async function create(dataDir: string, folder: string, now: Date): Promise<Issuer> {
  // A name of its own for each node, so that a client with two of our authorities in its store picks the right one.
  const made = await selfSigned(`CN=Nameplate CA ${newSerialNumber().slice(2, 10)}, O=Nameplate`, now);
  const draft = join(dataDir, `pki.${process.pid}.${newSerialNumber().slice(2, 10)}.new`);
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    writePem(join(draft, 'ca.key'), made.key, true);
    writePem(join(draft, 'ca.crt'), made.certificate, false);
    renameSync(draft, folder); // fails when another process was first and its folder is not empty
    syncFolder(dataDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const others = load(folder, 'ca');
    if (others !== undefined) return others;
    throw fileError(error, 'cannot create the certificate authority', folder);
  }
  const placed = load(folder, 'ca');
  if (placed === undefined) throw new EdgeError('certificate', 'the certificate authority vanished while it was made', { fields: { file: folder } });
  return placed;
}

/** PEM texts of a new authority by this name. */
export async function selfSigned(name: string, now: Date): Promise<{ readonly certificate: string; readonly key: string }> {
  const x509 = await certificateWriter(), keys = await newKeyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(), name,
    notBefore: new Date(now.getTime() - SKEW_MS), notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY_MS),
    keys, signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}

export function parse(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new EdgeError('certificate', 'the certificate file cannot be read', { cause: error, fields: { file } });
  }
}

export function parseKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new EdgeError('certificate', 'the key file cannot be read', { cause: error, fields: { file } });
  }
}

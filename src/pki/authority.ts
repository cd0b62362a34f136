/** The node's own certificate authority: made at the first start, loaded and checked at every other. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { fingerprintOf } from './check.ts';
import { fileError, keepPrivate, readPem, syncFolder, writePem } from './files.ts';
import { certificateWriter, DAY_MS, KEY_ALGORITHM, keyPem, newKeyPair, newSerialNumber, SKEW_MS } from './x509.ts';

const AUTHORITY_DAYS = 3650;

export interface Authority {
  readonly certificate: X509Certificate;
  /** ca.crt, for whoever must trust us. */
  readonly pem: string;
  readonly key: KeyObject;
  /** Where ca.crt and ca.key live: DATA/pki. */
  readonly folder: string;
}

/** What a data folder remembers beside the certificates: which authority it began with. */
export interface AuthorityMemory { get(key: string): string | undefined; set(key: string, value: string): void }
const REMEMBERED = 'authority';

/** Loads DATA/pki, or makes it at the first start. Never replaces anything: firewalls trust what is there, and a folder that lost its authority or was given another is no first start. */
export async function openAuthority(dataDir: string, now: Date, memory: AuthorityMemory = new Map<string, string>()): Promise<Authority> {
  const folder = join(dataDir, 'pki'), known = memory.get(REMEMBERED);
  const begun = holdsFiles(folder), found = load(folder, now); // in this order: another process may be making it
  if (found === undefined && (known !== undefined || begun)) {
    throw new EdgeError('incomplete_store', 'the certificate authority of this data folder is missing, and its firewalls trust no other', { fields: { file: join(folder, 'ca.crt') } });
  }
  const authority = found ?? (await create(dataDir, folder, now)), fingerprint = fingerprintOf(authority.certificate);
  if (known === undefined) memory.set(REMEMBERED, fingerprint);
  else if (known !== fingerprint) {
    throw new EdgeError('incomplete_store', 'the certificate authority is not the one that this data folder began with', { fields: { file: join(folder, 'ca.crt') } });
  }
  return authority;
}

function holdsFiles(folder: string): boolean { return existsSync(folder) && statSync(folder).isDirectory() && readdirSync(folder).length > 0; }

function load(folder: string, now: Date): Authority | undefined {
  const certificateFile = join(folder, 'ca.crt'), keyFile = join(folder, 'ca.key');
  const pem = readPem(certificateFile), secret = readPem(keyFile);
  if (pem === undefined && secret === undefined) return undefined;
  if (pem === undefined) throw new EdgeError('certificate', 'the CA certificate is missing beside its key', { fields: { file: certificateFile } });
  if (secret === undefined) throw new EdgeError('certificate', 'the CA key is missing beside its certificate', { fields: { file: keyFile } });
  keepPrivate(keyFile);
  const certificate = parse(pem, certificateFile), key = parseKey(secret, keyFile);
  if (!certificate.checkPrivateKey(key)) throw new EdgeError('certificate', 'the CA key does not belong to the CA certificate', { fields: { file: keyFile } });
  if (!certificate.ca) throw new EdgeError('certificate', 'the CA certificate is not one of an authority', { fields: { file: certificateFile } });
  if (now > new Date(certificate.validTo)) throw new EdgeError('certificate', 'the CA certificate has expired', { fields: { file: certificateFile, expired: new Date(certificate.validTo).toISOString() }, next: 'start with an empty data folder and enrol every firewall again: no certificate of this one is good any longer' });
  return { certificate, pem, key, folder };
}

/** Two processes may start at once (serve and firewall add): the folder is made whole beside its place, and the rename decides. */
async function create(dataDir: string, folder: string, now: Date): Promise<Authority> {
  const x509 = await certificateWriter();
  const keys = await newKeyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    // A name of its own for each node, so that a client with two of our authorities in its store picks the right one.
    name: `CN=Nameplate CA ${newSerialNumber().slice(2, 10)}, O=Nameplate`,
    notBefore: new Date(now.getTime() - SKEW_MS), notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY_MS),
    keys, signingAlgorithm: KEY_ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const draft = join(dataDir, `pki.${process.pid}.${newSerialNumber().slice(2, 10)}.new`);
  try {
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    writePem(join(draft, 'ca.key'), await keyPem(keys.privateKey), true);
    writePem(join(draft, 'ca.crt'), `${certificate.toString('pem')}\n`, false);
    renameSync(draft, folder); // fails when another process was first and its folder is not empty
    syncFolder(dataDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const others = load(folder, now);
    if (others !== undefined) return others;
    throw fileError(error, 'cannot create the certificate authority', folder);
  }
  const made = load(folder, now);
  if (made === undefined) throw new EdgeError('certificate', 'the certificate authority vanished while it was made', { fields: { file: folder } });
  return made;
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

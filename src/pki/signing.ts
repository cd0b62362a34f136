/** The key that signs the device dictionary: Ed25519 (RFC 8032), made at first use, apart from the CA's so that it can be changed without a new certificate for anybody. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeError } from '../model/index.ts';
import { parseKey, type Authority } from './authority.ts';
import { fileError, keepPrivate, readPem, syncFolder, writeDraft, writePem } from './files.ts';

export interface Signer {
  /** First 16 hex digits of the SHA-256 of the public key (SubjectPublicKeyInfo, DER). */
  readonly id: string;
  readonly publicPem: string;
  /** One JSON object a line for each change of keys, oldest first: whoever trusts a key follows it to the present one. Empty before the first change. */
  readonly history: string;
  /** 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** Both keys by their id, the new one in full, and the old one's signature over its DER. */
interface Change { readonly at: string; readonly from: string; readonly to: string; readonly public: string; readonly signature: string }

type Place = Pick<Authority, 'folder'>;
const keyFile = ({ folder }: Place): string => join(folder, 'dictionary.key');
const historyFile = ({ folder }: Place): string => join(folder, 'dictionary.keys');

/** As it stands on the disk: a key that another process changed is another one at the next call. */
export function openSigner(place: Place): Signer {
  const file = keyFile(place), pem = readPem(file) ?? create(file);
  keepPrivate(file);
  const key = parseKey(pem, file);
  if (key.asymmetricKeyType !== 'ed25519') throw new EdgeError('certificate', 'the signing key is not an Ed25519 key', { fields: { file } });
  const own = publicOf(key);
  return { id: own.id, publicPem: own.pem, history: readPem(historyFile(place)) ?? '', sign: (bytes) => new Uint8Array(sign(null, bytes, key)) };
}

/** A new key, which the old one vouches for before it is gone. What was signed stays as it is until it is signed again. */
export function changeSigner(place: Place, now: Date): Signer {
  const before = openSigner(place), made = generateKeyPairSync('ed25519'), next = publicOf(made.privateKey), file = keyFile(place);
  const change: Change = { at: now.toISOString(), from: before.id, to: next.id, public: next.der.toString('base64'), signature: Buffer.from(before.sign(next.der)).toString('base64') };
  // In this order: a line about a key that never came is passed over, a key that nobody vouched for would be believed by nobody.
  const draft = writeDraft(file, pemOf(made.privateKey), true);
  try {
    writePem(historyFile(place), `${before.history}${JSON.stringify(change)}\n`, false);
    renameSync(draft, file);
    syncFolder(place.folder);
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileError(error, 'cannot write the signing key', file);
  }
  return openSigner(place);
}

/** False also for a signature of another length, or a key that is none. */
export function isSigned(bytes: Uint8Array, signature: Uint8Array, publicPem: string): boolean {
  try {
    const key = createPublicKey(publicPem);
    return key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, signature);
  } catch {
    return false; // whatever is wrong with it, nothing is signed by it
  }
}

/** Two processes may come at once: the link is made once, and the other takes what is there. */
function create(file: string): string {
  const pem = pemOf(generateKeyPairSync('ed25519').privateKey), draft = writeDraft(file, pem, true);
  try {
    linkSync(draft, file);
    return pem;
  } catch (error) {
    const others = readPem(file);
    if (others === undefined) throw fileError(error, 'cannot write the signing key', file);
    return others;
  } finally {
    rmSync(draft, { force: true });
  }
}

function pemOf(key: KeyObject): string { return key.export({ type: 'pkcs8', format: 'pem' }).toString(); }

function publicOf(key: KeyObject): { readonly id: string; readonly pem: string; readonly der: Buffer } {
  const own = createPublicKey(createPrivateKey(pemOf(key))), der = own.export({ type: 'spki', format: 'der' });
  return { id: createHash('sha256').update(der).digest('hex').slice(0, 16), pem: own.export({ type: 'spki', format: 'pem' }).toString(), der };
}

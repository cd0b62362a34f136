/** Certificate requests (PKCS#10, RFC 2986): made by who wants a certificate, checked by who gives it. The key never leaves the machine that made it. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { EdgeError } from '../model/index.ts';
import { FIREWALL_ROLE } from './check.ts';
import { parseSerial } from './serial.ts';
import { certificateWriter, KEY_ALGORITHM, keyPem, newKeyPair } from './x509.ts';

/** A request with a key of 4096 bits is about 1.7 KB; one with attributes perhaps twice that. */
export const REQUEST_MAX = 8192;

/** Proven: whoever made it has the private key. */
export interface CheckedRequest {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: ArrayBuffer;
  /** Such as `ec P-256` or `rsa 3072`. */
  readonly keyKind: string;
}

/** One PEM block and nothing else: strict about what a stranger hands to a parser. */
const PEM = /^\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END (NEW )?CERTIFICATE REQUEST-----\s*$/;
const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
const RSA_BITS = { least: 2048, most: 4096 };
/** RFC 8017 wants it odd; less than 65537 has its attacks, and a huge one only costs us time. */
const EXPONENTS = { least: 65537n, most: 2n ** 32n };
const HASHES = ['SHA-256', 'SHA-384', 'SHA-512'];

/** Its subject and attributes are not looked at: what a firewall is called is not for it to say. Throws bad_request with what is wrong. */
export async function checkRequest(pem: string): Promise<CheckedRequest> {
  if (pem.length > REQUEST_MAX) throw new EdgeError('too_large', 'the certificate request is larger than any with an allowed key', { fields: { limit: REQUEST_MAX } });
  const base64 = PEM.exec(pem)?.[2];
  if (base64 === undefined) throw refusal('a certificate request is one PEM block, CERTIFICATE REQUEST');
  const x509 = await certificateWriter();
  let request: InstanceType<typeof x509.Pkcs10CertificateRequest>, key: KeyObject, hash: string, publicKey: ArrayBuffer;
  try {
    request = new x509.Pkcs10CertificateRequest(new Uint8Array(Buffer.from(base64, 'base64')));
    publicKey = request.publicKey.rawData;
    key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    hash = String(request.signatureAlgorithm.hash.name);
  } catch (error) {
    throw refusal('the certificate request cannot be read', error);
  }
  const keyKind = allowedKey(key); // before its signature: what is not allowed costs no arithmetic
  if (!HASHES.includes(hash)) throw refusal('the certificate request is signed with another hash than SHA-256, SHA-384 or SHA-512');
  let proven: boolean;
  try {
    proven = await request.verify();
  } catch (error) {
    throw refusal('the signature of the certificate request cannot be checked', error);
  }
  if (!proven) throw refusal('the certificate request is not signed by its own key');
  return { publicKey, keyKind };
}

function allowedKey(key: KeyObject): string {
  const details = key.asymmetricKeyDetails ?? {};
  const curve = CURVES[details.namedCurve ?? ''];
  if (key.asymmetricKeyType === 'ec' && curve !== undefined) return `ec ${curve}`;
  if (key.asymmetricKeyType === 'rsa') {
    const { modulusLength = 0, publicExponent = 0n } = details;
    if (modulusLength < RSA_BITS.least || modulusLength > RSA_BITS.most) throw refusal('an RSA key has 2048 to 4096 bits');
    if (publicExponent < EXPONENTS.least || publicExponent > EXPONENTS.most || publicExponent % 2n === 0n) throw refusal('the exponent of an RSA key is 65537, or an odd number above it of at most 32 bits');
    return `rsa ${modulusLength}`;
  }
  throw refusal('a key is EC (P-256, P-384 or P-521) or RSA');
}

function refusal(message: string, cause?: unknown): EdgeError {
  return new EdgeError('bad_request', message, { ...(cause === undefined ? {} : { cause }), next: 'make the request as the README shows: openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256' });
}

/** A new key with its request, PEM. */
export async function makeRequest(serial: string): Promise<{ readonly request: string; readonly key: string }> {
  const x509 = await certificateWriter(), keys = await newKeyPair();
  const request = await x509.Pkcs10CertificateRequestGenerator.create({ name: `CN=${parseSerial(serial)}, OU=${FIREWALL_ROLE}, O=Nameplate`, keys, signingAlgorithm: KEY_ALGORITHM });
  return { request: `${request.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
}

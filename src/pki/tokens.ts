/** One-time passwords and pre-shared keys as people carry them: 40 bits that name one, then 130 random bits that nobody guesses; letters that are not mistaken for one another. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Crockford's base 32: no I, L, O and U. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NAME_LETTERS = 8, SECRET_LETTERS = 26;
const HASH_BYTES = 32;

export interface NewToken {
  /** Shown once, to who asked for it. */
  readonly text: string;
  readonly id: string;
  /** Hex, both. With so much chance in the secret a slow hash would slow only us. */
  readonly salt: string;
  readonly hash: string;
}

export function newToken(): NewToken {
  const letters = Array.from(randomBytes(NAME_LETTERS + SECRET_LETTERS), (byte) => LETTERS[byte & 31]).join(''); // 256 is a multiple of 32: no letter is likelier
  const id = letters.slice(0, NAME_LETTERS), secret = letters.slice(NAME_LETTERS), salt = randomBytes(16).toString('hex');
  return { text: [id, ...(secret.match(/.{1,7}/g) ?? [])].join('-'), id, salt, hash: hashOf(secret, salt).toString('hex') };
}

/** Undefined when it cannot be one. As people type: any case, dashes and spaces anywhere, O for 0, I and L for 1. */
export function readToken(text: string): { readonly id: string; readonly secret: string } | undefined {
  if (text.length > 128) return undefined;
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (letters.length !== NAME_LETTERS + SECRET_LETTERS || ![...letters].every((letter) => LETTERS.includes(letter))) return undefined;
  return { id: letters.slice(0, NAME_LETTERS), secret: letters.slice(NAME_LETTERS) };
}

/** In the same time whatever it is; without a token to compare with the work is the same, and the answer is no. */
export function secretFits(secret: string, token: Pick<NewToken, 'salt' | 'hash'> | undefined): boolean {
  const given = hashOf(secret, token?.salt ?? NO_SALT), wanted = Buffer.from(token?.hash ?? '', 'hex');
  const known = wanted.length === HASH_BYTES;
  return timingSafeEqual(given, known ? wanted : Buffer.alloc(HASH_BYTES)) && known;
}

const NO_SALT = '0'.repeat(32);
function hashOf(secret: string, salt: string): Buffer { return createHmac('sha256', Buffer.from(salt, 'hex')).update(secret).digest(); }

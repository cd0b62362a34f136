/** Builds TLS ClientHello messages (RFC 8446 section 4.1.2) from lists of numbers, for tests and hostile fixtures. */
import { be16, bytes } from './frames.ts';

export interface HelloParts {
  readonly version?: number;
  readonly ciphers?: readonly number[];
  /** Type and content, in order; undefined: no extensions block at all. */
  readonly extensions?: readonly (readonly [number, Uint8Array])[] | undefined;
  readonly session?: number;
}

const none = new Uint8Array(0);
export const sized16 = (content: Uint8Array): Uint8Array => bytes(be16(content.length), content);
export const sized8 = (content: Uint8Array): Uint8Array => bytes([content.length], content);
export const values = (...all: readonly number[]): Uint8Array => bytes(...all.map(be16));

export const serverName = (host: string): [number, Uint8Array] => [0, sized16(bytes([0], sized16(bytes(host))))];
export const alpn = (...protocols: readonly (string | Uint8Array)[]): [number, Uint8Array] => [16, sized16(bytes(...protocols.map((one) => sized8(bytes(one)))))];
export const groups = (...all: readonly number[]): [number, Uint8Array] => [10, sized16(values(...all))];
export const points = (...all: readonly number[]): [number, Uint8Array] => [11, sized8(bytes(all))];
export const signatures = (...all: readonly number[]): [number, Uint8Array] => [13, sized16(values(...all))];
export const versions = (...all: readonly number[]): [number, Uint8Array] => [43, sized8(values(...all))];
export const empty = (type: number): [number, Uint8Array] => [type, none];

/** The handshake message: type, length, body. */
export function helloMessage({ version = 0x0303, ciphers = [0x1301], extensions, session = 0 }: HelloParts): Uint8Array {
  const block = extensions === undefined ? none : sized16(bytes(...extensions.map(([type, content]) => bytes(be16(type), sized16(content)))));
  const body = bytes(be16(version), new Uint8Array(32).fill(7), sized8(new Uint8Array(session)), sized16(values(...ciphers)), [1, 0], block);
  return bytes([1, 0], sized16(body));
}

/** One record (version 3.1, as hellos are sent) around each piece of the message. */
export function records(message: Uint8Array, size = 16384): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < message.length; at += size) parts.push(bytes([22, 3, 1], sized16(message.subarray(at, at + size))));
  return bytes(...parts);
}

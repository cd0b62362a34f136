/** Replies whose bytes are ready: they travel through Hono as a Response, and leave through the listener without being read back out of it. */
import type { OutgoingHttpHeaders } from 'node:http2';
import { EdgeError } from '../model/index.ts';
import { coded, type Coding } from './coding.ts';
import { CONTENT_TYPES, encode, type WireFormat } from '../wire/index.ts';

export interface Prepared { readonly headers: OutgoingHttpHeaders; readonly bytes: Uint8Array }

/** A Response that knows its bytes. Its own body stays empty: only our listener sends it. */
export class PreparedResponse extends Response {
  constructor(readonly prepared: Prepared) { super(null); }
}

export interface Pushed { readonly headers: OutgoingHttpHeaders; readonly pieces: AsyncGenerator<Uint8Array> }

/** A Response whose bytes are made one piece after another, each when the reader has taken the one before. Only our listener sends it. */
export class PushedResponse extends Response {
  constructor(readonly pushed: Pushed) { super(null); }
}

/** A Response over bytes that others send, too. Its own body stays empty: a listener of open-tls.ts sends them a piece at a time, so that a slow reader costs a piece and no copy. */
export class SharedResponse extends Response {
  constructor(readonly shared: Uint8Array, init: ResponseInit) { super(null, init); }
}

/** `coding` is used where it makes the reply smaller. */
export function preparedReply(status: number, format: WireFormat, plain: Uint8Array, coding?: Coding): PreparedResponse {
  const smaller = coding === undefined ? undefined : coded(plain, coding), bytes = smaller ?? plain;
  const headers: OutgoingHttpHeaders = { ':status': status, 'content-type': CONTENT_TYPES[format], 'content-length': String(bytes.byteLength) };
  if (smaller !== undefined) headers['content-encoding'] = coding;
  return new PreparedResponse({ headers, bytes });
}

export function valueReply(status: number, format: WireFormat, value: unknown): Response {
  return preparedReply(status, format, encode(value, format));
}

/** Any refusal in the one shape of ErrorSchema; what nobody foresaw shows no detail. */
export function errorValue(error: unknown, retryAfterSeconds?: number) {
  const known = error instanceof EdgeError ? error : new EdgeError('internal', 'the node failed to answer');
  const value = { error: { code: known.code, message: known.message, next: known.next, ...(retryAfterSeconds === undefined ? {} : { retry_after_seconds: retryAfterSeconds }) } };
  return { status: known.status, code: known.code, value };
}

export function errorReply(error: unknown, format: WireFormat, retryAfterSeconds?: number): Response {
  const { status, value } = errorValue(error, retryAfterSeconds), bytes = encode(value, format);
  const headers: OutgoingHttpHeaders = { ':status': status, 'content-type': CONTENT_TYPES[format], 'content-length': String(bytes.byteLength) };
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  return new PreparedResponse({ headers, bytes });
}

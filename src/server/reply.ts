/** Replies whose bytes are ready: they travel through Hono as a Response, and leave through the listener without being read back out of it. */
import type { OutgoingHttpHeaders } from 'node:http2';
import { EdgeError } from '../model/index.ts';
import { CONTENT_TYPES, encode, type WireFormat } from '../wire/index.ts';

export interface Prepared { readonly headers: OutgoingHttpHeaders; readonly bytes: Uint8Array }

/** A Response that knows its bytes. Its own body stays empty: only our listener sends it. */
export class PreparedResponse extends Response {
  constructor(readonly prepared: Prepared) { super(null); }
}

export function preparedReply(status: number, format: WireFormat, bytes: Uint8Array): Response {
  return new PreparedResponse({ headers: { ':status': status, 'content-type': CONTENT_TYPES[format], 'content-length': String(bytes.byteLength) }, bytes });
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

/** A port with TLS and without client certificates, HTTP/2 and 1.1: for enrolment, and for readers of lists. Listeners of their own, so that the firewalls' door never has to let anybody in without one. */
import { constants } from 'node:crypto';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { EdgeError } from '../model/index.ts';
import type { ServerIdentity } from '../pki/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import { listen } from './edge-listener.ts';
import { ENROL_BODY_MAX } from './enrol-limits.ts';
import { Guests, type GuestOptions } from './guests.ts';
import { errorValue, SharedResponse } from './reply.ts';

export interface OpenTlsOptions extends GuestOptions {
  /** In words for the log. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
}
export interface OpenTlsDeps { readonly identity: ServerIdentity; readonly log: Log; readonly metrics: Metrics }
export type OpenFetch = (request: Request, from: { readonly address: string }) => Response | Promise<Response>;

export interface OpenTlsListener {
  readonly port: number;
  /** Another certificate of our own, from the next connection on. */
  trust(identity: ServerIdentity): void;
  stop(): Promise<void>;
}

export async function startOpenTls(options: OpenTlsOptions, deps: OpenTlsDeps, fetch: OpenFetch): Promise<OpenTlsListener> {
  const server = createSecureServer({
    ...contextOf(deps.identity),
    // HTTP/1.1 too: what asks here may be an old curl, and no credential of ours is worth smuggling a request beside it.
    allowHTTP1: true,
    settings: { maxConcurrentStreams: 4, maxHeaderListSize: 8192, enablePush: false }, maxSessionMemory: 1, maxHeaderListPairs: 64,
  });
  const guests = new Guests(server, deps.metrics, options);
  server.on('request', (request: Http2ServerRequest, response: Http2ServerResponse) => {
    const guest = guests.asks(request), address = request.socket.remoteAddress ?? '';
    if (guest === undefined) return;
    void answer(request, (asked) => fetch(asked, { address }), (error) => { failed(deps, options.name, error); })
      .then((reply) => send(response, reply, request.httpVersionMajor === 2))
      .catch((error: unknown) => { deps.log.debug('a reply could not be sent', { listener: options.name, reason: error instanceof Error ? error.message : '' }); return 0; })
      .then((bytes) => { guests.answered(guest, bytes); });
  });
  server.on('sessionError', ignoreLost);
  const port = await listen(server, options.host, options.port);
  server.on('error', (error) => { deps.log.error('a listener failed', error, { listener: options.name }); });
  return {
    port,
    trust: (identity) => { server.setSecureContext(contextOf(identity)); },
    async stop() {
      const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
      guests.endAll();
      await closed;
    },
  };
}

/** A request that no route answered. */
function failed({ log, metrics }: OpenTlsDeps, listener: string, error: unknown): void {
  metrics.counter('nameplate_requests_refused_total', { reason: error instanceof EdgeError ? error.code : 'internal' }).add();
  if (!(error instanceof EdgeError)) log.error('a request failed', error, { listener });
}

function contextOf(identity: ServerIdentity) {
  return { key: identity.key, cert: identity.certificate, requestCert: false, minVersion: 'TLSv1.2' as const, secureOptions: constants.SSL_OP_NO_TICKET, sessionTimeout: 1, handshakeTimeout: 10_000 };
}

async function answer(request: Http2ServerRequest, fetch: (request: Request) => Response | Promise<Response>, failed: (error: unknown) => void): Promise<Response> {
  try {
    const path = request.url ?? '', method = request.method ?? '';
    if (!path.startsWith('/') || path.length > 2048) throw new EdgeError('bad_request', 'the request names no path');
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) if (!name.startsWith(':') && value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    const body = method === 'POST' ? await bodyOf(request) : null;
    return await fetch(new Request(`https://node${path}`, { method, headers, body }));
  } catch (error) {
    failed(error);
    const { status, value } = errorValue(error);
    return Response.json(value, { status, headers: { connection: 'close' } });
  }
}

async function bodyOf(request: Http2ServerRequest): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > ENROL_BODY_MAX) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const piece of request as AsyncIterable<Uint8Array>) {
      total += piece.byteLength;
      if (total > ENROL_BODY_MAX) throw tooLarge();
      pieces.push(piece);
    }
  } catch (error) {
    throw error instanceof EdgeError ? error : new EdgeError('bad_request', 'the body ended early', { cause: error });
  }
  return Buffer.concat(pieces);
}
function tooLarge(): EdgeError { return new EdgeError('too_large', 'the body is larger than any request here', { fields: { limit: ENROL_BODY_MAX } }); }

const PIECE_BYTES = 65_536;

/** At the reader's pace, which its connection's time bounds. Answers with how many bytes it was. */
async function send(response: Http2ServerResponse, reply: Response, http2: boolean): Promise<number> {
  const bytes = reply instanceof SharedResponse ? reply.shared : new Uint8Array(await reply.arrayBuffer());
  // A 304 has no body, and no length: only that of the list would be a true one (RFC 9110 section 8.6).
  const headers: Record<string, string> = reply.status === 304 ? {} : { 'content-length': String(bytes.byteLength) };
  for (const [name, value] of reply.headers) if (!(http2 && name === 'connection')) headers[name] = value;
  response.writeHead(reply.status, headers);
  const gone = new Promise<'gone'>((resolve) => { response.once('close', () => { resolve('gone'); }); });
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
    if (response.write(bytes.subarray(at, at + PIECE_BYTES))) continue;
    const drained = new Promise<void>((resolve) => { response.once('drain', resolve); });
    if ((await Promise.race([drained, gone])) === 'gone') return at;
  }
  response.end();
  return bytes.byteLength;
}

/** A lost connection is closed; the close event does the accounting. */
function ignoreLost(): void { return; }

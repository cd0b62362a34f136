/** A port with TLS and without client certificates, HTTP/2 and 1.1: for enrolment, and for readers of lists. Listeners of their own, so that the firewalls' door never has to let anybody in without one. */
import { constants } from 'node:crypto';
import { createSecureServer, type Http2SecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { EdgeError } from '../model/index.ts';
import type { ServerIdentity } from '../pki/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import { listen } from './edge-listener.ts';
import { ENROL_BODY_MAX, keyOf, STRANGERS_MAX, STRANGERS_OF_ADDRESS } from './enrol-limits.ts';
import { errorValue } from './reply.ts';

export interface OpenTlsOptions {
  /** In words for the log. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** No connection lasts longer: nothing here takes so long. */
  readonly stayMs: number;
  readonly gauge: 'nameplate_enrolment_connections' | 'nameplate_list_connections';
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
  const guests = new Guests(server, deps, options);
  server.on('request', (request: Http2ServerRequest, response: Http2ServerResponse) => {
    const address = request.socket.remoteAddress ?? '';
    void answer(request, (asked) => fetch(asked, { address }), (error) => { deps.log.error('a request failed', error, { listener: options.name }); })
      .then((reply) => send(response, reply, request.httpVersionMajor === 2)).catch((error: unknown) => { deps.log.debug('a reply could not be sent', { listener: options.name, reason: error instanceof Error ? error.message : '' }); });
  });
  server.on('sessionError', ignoreLost);
  server.on('session', (session) => { session.on('error', ignoreLost); });
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

function contextOf(identity: ServerIdentity) {
  return { key: identity.key, cert: identity.certificate, requestCert: false, minVersion: 'TLSv1.2' as const, secureOptions: constants.SSL_OP_NO_TICKET, sessionTimeout: 1, handshakeTimeout: 10_000 };
}

/** Strangers at the door: so many, so many an address, and none for longer than an exchange takes, whatever it does meanwhile. */
class Guests {
  readonly #here = new Map<TLSSocket, string>();
  readonly #ofAddress = new Map<string, number>();

  constructor(server: Http2SecureServer, { metrics }: OpenTlsDeps, { stayMs, gauge }: OpenTlsOptions) {
    const refused = (reason: string): void => { metrics.counter('nameplate_handshakes_refused_total', { reason }).add(); };
    server.on('connection', (socket: TLSSocket) => {
      socket.on('error', ignoreLost);
      const key = keyOf(socket.remoteAddress ?? ''), there = this.#ofAddress.get(key) ?? 0;
      if (this.#here.size >= STRANGERS_MAX || there >= STRANGERS_OF_ADDRESS) {
        refused('too_many_strangers');
        socket.destroy();
        return;
      }
      this.#here.set(socket, key);
      this.#ofAddress.set(key, there + 1);
      const timer = setTimeout(() => { socket.destroy(); }, stayMs);
      socket.once('close', () => {
        clearTimeout(timer);
        if (!this.#here.delete(socket)) return;
        const left = (this.#ofAddress.get(key) ?? 1) - 1;
        if (left > 0) this.#ofAddress.set(key, left);
        else this.#ofAddress.delete(key);
      });
    });
    server.on('tlsClientError', (_error, socket) => { socket.destroy(); });
    server.on('unknownProtocol', (socket) => { socket.destroy(); });
    metrics.onCollect(() => { metrics.gauge(gauge).set(this.#here.size); });
  }

  endAll(): void { for (const socket of [...this.#here.keys()]) socket.destroy(); }
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
    if (!(error instanceof EdgeError)) failed(error);
    const { status, value } = errorValue(error);
    return Response.json(value, { status, headers: { connection: 'close' } });
  }
}

async function bodyOf(request: Http2ServerRequest): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > ENROL_BODY_MAX) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let total = 0;
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    total += piece.byteLength;
    if (total > ENROL_BODY_MAX) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
function tooLarge(): EdgeError { return new EdgeError('too_large', 'the body is larger than any request here', { fields: { limit: ENROL_BODY_MAX } }); }

async function send(response: Http2ServerResponse, reply: Response, http2: boolean): Promise<void> {
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const headers: Record<string, string> = { 'content-length': String(bytes.byteLength) };
  for (const [name, value] of reply.headers) if (!(http2 && name === 'connection')) headers[name] = value;
  response.writeHead(reply.status, headers);
  response.end(bytes);
}

/** A lost connection is closed; the close event does the accounting. */
function ignoreLost(): void { return; }

/** The firewalls' door: mutual TLS and HTTP/2 on node:http2, because only there does Bun show the client's certificate (house.md section 11). */
import { constants } from 'node:crypto';
import { createSecureServer, type Http2SecureServer, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { EdgeError } from '../model/index.ts';
import { handshakeRefusal, type Authority, type ServerIdentity } from '../pki/index.ts';
import type { EdgeDeps } from './deps.ts';
import { Doorkeeper, type Visit } from './doorkeeper.ts';
import { edgeApp, type EdgeAppDeps } from './edge-app.ts';
import { Handshakes } from './handshakes.ts';
import type { EdgeLimits } from './limits.ts';
import { OpenStreams } from './open-streams.ts';
import { ProgressBook } from './progress.ts';
import { refuseIfOpen } from './self-test.ts';
import { onBroken } from './sessions.ts';
import { streamAdapter } from './stream-adapter.ts';

export interface EdgeListener {
  readonly port: number;
  readonly connections: number;
  readonly progress: ProgressBook;
  /** Another authority, or another certificate of our own, from the next connection on. */
  trust(authority: Authority, identity: ServerIdentity): void;
  /** Takes no more connections, lets what is under way finish (the feed ends held polls, streams end after their frame), and cuts what is left after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

export async function startEdge(options: { readonly host: string; readonly port: number; readonly limits: EdgeLimits }, deps: EdgeDeps): Promise<EdgeListener> {
  const { limits } = options;
  const progress = new ProgressBook(), doorkeeper = new Doorkeeper({ ...deps, limits, progress });
  const server = secureServer(limits, deps), streams = new OpenStreams(limits.streamsPerFirewall, deps.metrics);
  const handshakes = capHandshakes(server, doorkeeper, limits);
  try {
    const probe = { running: true };
    serveStreams(server, doorkeeper, { ...deps, limits, streams });
    countRefusals(server, doorkeeper, handshakes, probe);
    const port = await listen(server, options.host, options.port);
    server.on('error', (error) => { deps.log.error('the firewall listener failed', error); });
    await refuseIfOpen(options.host, port, deps.authority, limits.handshakeMs);
    probe.running = false;
    return {
      port, progress,
      get connections() { return doorkeeper.connections; },
      trust(authority, identity) {
        doorkeeper.trust(authority);
        server.setSecureContext(contextOf(authority, identity, limits));
      },
      stop: (graceMs = 2000) => {
        streams.endAll();
        return closeServer(server, doorkeeper, handshakes, graceMs);
      },
    };
  } catch (error) {
    doorkeeper.close();
    server.close();
    throw error;
  }
}

function secureServer(limits: EdgeLimits, deps: EdgeDeps): Http2SecureServer {
  return createSecureServer({
    ...contextOf(deps.authority, deps.identity, limits),
    // The contract is HTTP/2; a second parser on this port would be a second way in, with request smuggling for company.
    allowHTTP1: false,
    settings: { maxConcurrentStreams: limits.streamsPerConnection, maxHeaderListSize: limits.headerBytes, initialWindowSize: 1_048_576, enablePush: false },
    maxSessionInvalidFrames: 50, maxSessionRejectedStreams: 50, maxSettings: 32,
    maxHeaderListPairs: 64, maxSessionMemory: 16,
  });
}

/** Also what a change of authority sets anew: all of it, so that nothing falls back to a default. */
function contextOf(authority: Authority, identity: ServerIdentity, limits: EdgeLimits) {
  return {
    key: identity.key, cert: identity.certificate, ca: authority.bundle,
    // Both explicit: the defaults follow NODE_TLS_REJECT_UNAUTHORIZED (facts/peers.md section 4).
    requestCert: true, rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
    // No resumption: a resumed connection would skip the runtime's check of the chain, and firewalls keep their connections anyway.
    secureOptions: constants.SSL_OP_NO_TICKET, sessionTimeout: 1,
    handshakeTimeout: limits.handshakeMs,
  };
}

function serveStreams(server: Http2SecureServer, doorkeeper: Doorkeeper, deps: EdgeAppDeps): void {
  const app = edgeApp(deps), { limits } = deps;
  const failures = deps.metrics.counter('nameplate_requests_refused_total', { reason: 'write_failed' });
  const stalls = deps.metrics.counter('nameplate_requests_refused_total', { reason: 'reader_stalled' });
  const malformed = deps.metrics.counter('nameplate_requests_refused_total', { reason: 'malformed' });
  const adapter = streamAdapter({
    fetch: (request, call) => app.fetch(request, call),
    stallMs: limits.stallMs,
    onReset: (visit) => { doorkeeper.nuisance(visit); },
    onFailure: (error) => {
      failures.add();
      deps.log.error('a reply could not be sent', error);
    },
    onStall: () => { stalls.add(); },
    onMalformed: () => { malformed.add(); },
  });
  const visits = new WeakMap<ServerHttp2Session, Visit>();
  let arriving: TLSSocket | undefined;
  // The session hides its socket; the event before it, in the same turn, has it.
  server.prependListener('secureConnection', (socket) => { arriving = socket; });
  server.on('session', (session) => {
    const socket = arriving;
    arriving = undefined;
    const visit = socket === undefined ? undefined : doorkeeper.admit(session, socket);
    session.on('error', ignoreLost);
    if (visit === undefined) {
      if (!session.destroyed) session.destroy();
      return;
    }
    visits.set(session, visit);
    onBroken(session, () => { doorkeeper.broken(visit); });
    // Who only waits for a reply of ours is not idle: an acknowledgement may take as long as a checkpoint, a held poll as long as it asked for.
    session.on('timeout', () => {
      if (visit.requests === 0) doorkeeper.idle(visit);
      else session.setTimeout(limits.idleMs);
    });
    session.setTimeout(limits.idleMs);
    const nuisance = (): void => { doorkeeper.nuisance(visit); };
    session.on('ping', nuisance);
    session.on('remoteSettings', nuisance);
  });
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const visit = stream.session === undefined ? undefined : visits.get(stream.session as ServerHttp2Session); // a server's streams have a server's session
    if (visit === undefined) {
      stream.close(REFUSED_STREAM);
      return;
    }
    visit.requests += 1;
    stream.once('close', () => {
      visit.requests -= 1;
      adapter.closed(stream);
    });
    adapter.handle(stream, headers, visit);
  });
  server.on('sessionError', ignoreLost);
  server.on('close', () => { adapter.stop(); });
}

function countRefusals(server: Http2SecureServer, doorkeeper: Doorkeeper, handshakes: Handshakes<TLSSocket>, probe: { readonly running: boolean }): void {
  server.on('tlsClientError', (error, socket) => {
    const reason = handshakeRefusal(error);
    // Who found no place was counted for that. And while the self-test knocks without a certificate, that is no stranger.
    if (handshakes.has(socket) && (!probe.running || reason !== 'no_certificate')) doorkeeper.refused(reason, socket.remoteAddress);
    socket.destroy();
  });
  server.on('unknownProtocol', (socket) => {
    doorkeeper.refused('no_http2', socket.remoteAddress);
    socket.destroy();
  });
}

/** Under Bun the same socket comes with both events. */
function capHandshakes(server: Http2SecureServer, doorkeeper: Doorkeeper, limits: EdgeLimits): Handshakes<TLSSocket> {
  const handshakes = new Handshakes<TLSSocket>({
    most: limits.handshakes, mostOfAddress: limits.handshakesPerAddress, patienceMs: Math.min(PATIENCE_MS, limits.handshakeMs / 2),
  }, (reason, address) => { doorkeeper.refused(reason, address); });
  server.on('connection', (socket: TLSSocket) => {
    if (handshakes.enter(socket)) socket.once('close', () => { handshakes.leave(socket); });
  });
  server.prependListener('secureConnection', (socket) => { handshakes.leave(socket); });
  return handshakes;
}

/** A handshake takes two round trips: after so long it is slow, or none. */
const PATIENCE_MS = 1000;

const REFUSED_STREAM = 7;

/** A lost connection ends its session; the close event does the accounting. */
function ignoreLost(): void { return; }

export async function listen(server: Http2SecureServer, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => { reject(listenError(error, host, port)); });
    server.listen(port, host, () => { resolve(); });
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new EdgeError('internal', 'the listener has no port');
  return address.port;
}

export function listenError(error: unknown, host: string, port: number): EdgeError {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return new EdgeError('port_in_use', 'the port is in use', { cause: error, fields: { port, host } });
  if (code === 'EACCES') return new EdgeError('port_in_use', 'this user may not listen on the port', { cause: error, fields: { port, host }, next: 'choose a port from 1024 on, or give the program the right to listen there' });
  return new EdgeError('bad_config', 'cannot listen on that address', { cause: error, fields: { host, port }, next: 'set edge.host or portal.host to an address of this machine' });
}

async function closeServer(server: Http2SecureServer, doorkeeper: Doorkeeper, handshakes: Handshakes<TLSSocket>, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  const cut = setTimeout(() => {
    doorkeeper.endAll();
    handshakes.endAll();
  }, graceMs);
  await closed;
  clearTimeout(cut);
  doorkeeper.close();
}

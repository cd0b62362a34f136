/** Strangers at the door of a port without client certificates: so many, so many an address, none for longer than an exchange takes, and out at once who floods. */
import type { Http2SecureServer, Http2ServerRequest, Http2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { handshakeRefusal } from '../pki/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { keyOf, STRANGERS_MAX, STRANGERS_OF_ADDRESS } from './enrol-limits.ts';
import { FrameBudget } from './frame-budget.ts';
import { COOL_MS, SWEEP_MS } from './limits.ts';
import { frameCounter, onBroken } from './sessions.ts';

/** Frames, or requests of HTTP/1.1, that a connection may send beside what its bodies take, twice that in a burst. */
const FRAMES_PER_SECOND = 200;
/** Requests of HTTP/1.1 that may wait for an answer on one connection; HTTP/2 has its own bound. */
const PIPELINED_MAX = 32;
/** Addresses remembered that flooded; beyond it the oldest is forgotten. */
const COOLING_MAX = 10_000;

export type GuestEnd = 'overstayed' | 'frame_flood' | 'too_many_requests' | 'protocol';

/** One connection. */
export interface Guest { readonly socket: TLSSocket; readonly key: string; readonly budget: FrameBudget; frames: (() => number) | undefined; counted: number; requests: number; open: number }

export interface GuestOptions {
  /** No connection lasts longer. */
  readonly stayMs: number;
  readonly gauge: 'nameplate_enrolment_connections' | 'nameplate_list_connections';
}

export class Guests {
  readonly #metrics: Metrics;
  readonly #here = new Map<TLSSocket, Guest>();
  /** Those that speak HTTP/2. */
  readonly #ofSession = new WeakMap<Http2Session, Guest>();
  readonly #ofAddress = new Map<string, number>();
  /** Addresses that flooded, with the end of their wait; in order of it. */
  readonly #cooling = new Map<string, number>();
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(server: Http2SecureServer, metrics: Metrics, { stayMs, gauge }: GuestOptions) {
    this.#metrics = metrics;
    server.on('connection', (socket: TLSSocket) => { this.#arrive(socket, stayMs); });
    let arriving: TLSSocket | undefined;
    // The session hides its socket; the event before it, in the same turn, has it.
    server.prependListener('secureConnection', (socket) => { arriving = socket; });
    server.on('session', (session) => {
      const socket = arriving;
      arriving = undefined;
      if (socket !== undefined) this.#speaksHttp2(session, socket);
    });
    server.on('tlsClientError', (error, socket) => {
      if (this.#here.has(socket)) this.#refuse(handshakeRefusal(error));
      socket.destroy();
    });
    server.on('unknownProtocol', (socket) => {
      this.#refuse('no_http2');
      socket.destroy();
    });
    // Of HTTP/1.1; the runtime tells of handshakes here, too.
    server.on('clientError', (error: Error & { readonly code?: string }, socket: TLSSocket) => {
      if (error.code?.startsWith('HPE_') === true && error.code !== 'HPE_INVALID_EOF_STATE') this.#end(socket, 'protocol'); // that one went away amid a request
      socket.destroy();
    });
    this.#timer = setInterval(() => { this.#sweep(); }, SWEEP_MS);
    metrics.onCollect(() => { metrics.gauge(gauge).set(this.#here.size); });
  }

  /** A request begins; undefined when its connection may ask no more and has been ended. */
  asks(request: Http2ServerRequest): Guest | undefined {
    const session = request.httpVersionMajor === 2 ? request.stream.session : undefined;
    const guest = session === undefined ? this.#here.get(request.socket as TLSSocket) : this.#ofSession.get(session); // a secure server's sockets are such
    if (guest === undefined || guest.socket.destroyed) return undefined;
    guest.requests += 1;
    guest.open += 1;
    if (guest.open <= PIPELINED_MAX) return guest;
    this.#flooded(guest, 'too_many_requests');
    return undefined;
  }

  /** Its answer is handed over, or failed: so many bytes. */
  answered(guest: Guest, bytes: number): void {
    guest.open -= 1;
    guest.budget.replied(bytes);
  }

  endAll(): void {
    clearInterval(this.#timer);
    for (const socket of [...this.#here.keys()]) socket.destroy();
  }

  #arrive(socket: TLSSocket, stayMs: number): void {
    socket.on('error', ignoreLost);
    const key = keyOf(socket.remoteAddress ?? ''), there = this.#ofAddress.get(key) ?? 0;
    const refusal = performance.now() < (this.#cooling.get(key) ?? 0) ? 'cooling_off' : this.#here.size >= STRANGERS_MAX || there >= STRANGERS_OF_ADDRESS ? 'too_many_strangers' : undefined;
    if (refusal !== undefined) {
      this.#refuse(refusal);
      socket.destroy();
      return;
    }
    this.#here.set(socket, { socket, key, budget: new FrameBudget(FRAMES_PER_SECOND), frames: undefined, counted: 0, requests: 0, open: 0 });
    this.#ofAddress.set(key, there + 1);
    const timer = setTimeout(() => { this.#end(socket, 'overstayed'); }, stayMs);
    socket.once('close', () => {
      clearTimeout(timer);
      if (!this.#here.delete(socket)) return;
      const left = (this.#ofAddress.get(key) ?? 1) - 1;
      if (left > 0) this.#ofAddress.set(key, left);
      else this.#ofAddress.delete(key);
    });
  }

  #speaksHttp2(session: Http2Session, socket: TLSSocket): void {
    const guest = this.#here.get(socket);
    if (guest === undefined) return;
    guest.frames = frameCounter(session);
    this.#ofSession.set(session, guest);
    onBroken(session, () => { this.#flooded(guest, 'protocol'); });
  }

  #sweep(): void {
    for (const guest of [...this.#here.values()]) {
      const count = guest.frames?.() ?? guest.requests, fresh = count - guest.counted;
      guest.counted = count;
      if (!guest.budget.spend(fresh)) this.#flooded(guest, 'frame_flood');
    }
  }

  #flooded({ socket, key }: Guest, why: GuestEnd): void {
    this.#cooling.delete(key);
    this.#cooling.set(key, performance.now() + COOL_MS);
    const [oldest] = this.#cooling.keys();
    if (this.#cooling.size > COOLING_MAX && oldest !== undefined) this.#cooling.delete(oldest);
    this.#end(socket, why);
  }

  #end(socket: TLSSocket, why: GuestEnd): void {
    if (!socket.destroyed) this.#metrics.counter('nameplate_connections_ended_total', { reason: why }).add();
    socket.destroy();
  }

  #refuse(reason: string): void { this.#metrics.counter('nameplate_handshakes_refused_total', { reason }).add(); }
}

/** A lost connection is closed; the close event does the accounting. */
function ignoreLost(): void { return; }

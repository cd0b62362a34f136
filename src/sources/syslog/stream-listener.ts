/** A TCP or TLS listener: strangers and those beyond the limits are gone before a byte of theirs is read, the rest become connections. */
import { constants, type X509Certificate } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { handshakeRefusal } from '../../pki/index.ts';
import type { ListenAt, SyslogDeps, SyslogOptions } from './deps.ts';
import { Connection } from './connection.ts';
import type { Entry, Gate } from './gate.ts';
import type { Refuse, SyslogListener } from './listener.ts';

/** A peer that vanished without a word is found out by the system's own probes. */
const KEEP_ALIVE_MS = 60_000;
const SWEEP_MS = 250;
/** Certificates of connections are looked at again so often: a signature each. */
const CHECK_MS = 60_000;

interface Arrival { readonly entry: Entry; readonly address: string; readonly sinceMs: number; connection: Connection | undefined; certificate: X509Certificate | undefined }

export class StreamListener implements SyslogListener {
  readonly at: ListenAt;
  readonly #gate: Gate;
  readonly #options: SyslogOptions;
  readonly #deps: SyslogDeps;
  readonly #refuse: Refuse;
  readonly #arrivals = new Map<Socket, Arrival>();
  readonly #server: Server;
  #checkedAt = performance.now();
  #trust = (): void => {}; // plain TCP has no certificates
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(at: ListenAt, gate: Gate, options: SyslogOptions, deps: SyslogDeps, refuse: Refuse) {
    this.at = at;
    this.#gate = gate;
    this.#options = options;
    this.#deps = deps;
    this.#refuse = refuse;
    this.#server = at.protocol === 'SSL' ? this.#secure() : createServer((socket) => {
      const arrival = this.#arrive(socket);
      if (arrival !== undefined) this.#hear(socket, arrival);
    });
    this.#timer = setInterval(() => { this.#sweep(); }, SWEEP_MS);
  }

  async start(host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ port: this.at.port, host }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    this.#server.on('error', (error) => { this.#deps.log.error('a syslog listener failed', error); });
    const address: AddressInfo | string | null = this.#server.address();
    return address === null || typeof address === 'string' ? 0 : address.port;
  }

  /** Ends the connections of entries that are gone or another now. */
  refresh(): void {
    for (const [socket, { entry, address, connection }] of [...this.#arrivals]) {
      if (this.#gate.find(this.at.kind, this.at.protocol, address) === entry) continue;
      if (connection === undefined) socket.destroy();
      else connection.end('sender_changed');
    }
  }

  trust(): void { this.#trust(); }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => { this.#server.close(() => { resolve(); }); });
    for (const [socket, { connection }] of [...this.#arrivals]) {
      connection?.end('stopped');
      socket.destroy();
    }
    await closed;
  }

  #secure(): Server {
    const server = createTlsServer(this.#context());
    this.#trust = () => {
      server.setSecureContext(this.#context());
      this.#recheck();
    };
    // Under Bun the same socket comes with both events.
    server.on('connection', (socket: Socket) => { this.#arrive(socket); });
    server.on('secureConnection', (socket: TLSSocket) => {
      const arrival = this.#arrivals.get(socket);
      if (arrival === undefined) {
        socket.destroy();
        return;
      }
      const refusal = this.#certificateRefusal(socket, arrival.entry);
      if (refusal === undefined) {
        arrival.certificate = socket.getPeerX509Certificate();
        this.#hear(socket, arrival);
      } else this.#turnAway(socket, arrival, refusal);
    });
    server.on('tlsClientError', (error, socket) => {
      const arrival = this.#arrivals.get(socket);
      if (arrival !== undefined) this.#turnAway(socket, arrival, handshakeRefusal(error));
    });
    return server;
  }

  /** All of it anew whenever the certificates change, so that nothing falls back to a default. */
  #context() {
    const tls = this.#deps.tls();
    return {
      key: tls.key, cert: tls.certificate, ca: tls.ca, minVersion: 'TLSv1.2' as const,
      // Both explicit: the defaults follow NODE_TLS_REJECT_UNAUTHORIZED. Where none is required, one that is shown is checked below all the same.
      requestCert: true, rejectUnauthorized: this.#options.certificateRequired,
      // No resumption: a resumed connection would skip the runtime's check of the chain.
      secureOptions: constants.SSL_OP_NO_TICKET, sessionTimeout: 1,
      handshakeTimeout: this.#options.limits.handshakeMs,
    };
  }

  /** A place for it, or it is ended. */
  #arrive(socket: Socket): Arrival | undefined {
    socket.on('error', ignoreLost);
    const address = socket.remoteAddress, entry = address === undefined ? undefined : this.#gate.find(this.at.kind, this.at.protocol, address);
    const refusal = address === undefined ? 'gone' : entry === undefined ? 'unknown_sender' : this.#gate.enter(address);
    if (refusal !== undefined || address === undefined || entry === undefined) {
      this.#refuse(this.at, address ?? '', refusal ?? 'gone');
      socket.destroy();
      return undefined;
    }
    const arrival: Arrival = { entry, address, sinceMs: performance.now(), connection: undefined, certificate: undefined };
    this.#arrivals.set(socket, arrival);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.once('close', () => { if (this.#arrivals.delete(socket)) this.#gate.leave(address); });
    return arrival;
  }

  #hear(socket: Socket, arrival: Arrival): void {
    arrival.connection = new Connection(socket, arrival.entry, this.#options.limits, this.at.protocol === 'SSL');
  }

  #turnAway(socket: Socket, arrival: Arrival, reason: string): void {
    this.#refuse(this.at, arrival.address, reason, arrival.entry);
    socket.destroy();
  }

  /** Whatever the runtime thinks of it. Undefined: it may come in. */
  #certificateRefusal(socket: TLSSocket, { sender }: Entry): string | undefined {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) return this.#options.certificateRequired || sender?.mustShow === true ? 'no_certificate' : undefined;
    const checked = this.#deps.checkCertificate(certificate);
    if (typeof checked === 'string') return checked;
    return sender?.certificates.includes(checked.fingerprint) === true ? undefined : 'unregistered_certificate';
  }

  /** As at the firewalls' door: what ran out, or whose authority is trusted no more, ends while it is connected, too. */
  #recheck(): void {
    for (const { connection, certificate } of [...this.#arrivals.values()]) {
      if (connection !== undefined && certificate !== undefined && typeof this.#deps.checkCertificate(certificate) === 'string') connection.end('certificate_ended');
    }
  }

  #sweep(): void {
    const nowMs = performance.now();
    if (nowMs - this.#checkedAt >= CHECK_MS) {
      this.#checkedAt = nowMs;
      this.#recheck();
    }
    for (const [socket, arrival] of [...this.#arrivals]) {
      if (arrival.connection !== undefined) arrival.connection.sweep(nowMs);
      else if (nowMs - arrival.sinceMs > this.#options.limits.handshakeMs) this.#turnAway(socket, arrival, 'handshake_timeout');
    }
  }
}

/** A lost connection is closed; the close event does the accounting. */
function ignoreLost(): void { return; }

/** One firewall's connection to the edge API: HTTP/2 with its certificate, made when needed and made again after a loss. */
import { connect, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import { TLSSocket } from 'node:tls';
import { EdgeError } from '../model/index.ts';
import { decode, errorCheck, type WireFormat } from '../wire/index.ts';

/** PEM texts. */
export interface Identity { readonly serial: string; readonly certificate: string; readonly key: string; readonly ca: string }

export interface Reply { readonly status: number; readonly headers: IncomingHttpHeaders; readonly bytes: Uint8Array }

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Uint8Array;
  readonly headers?: OutgoingHttpHeaders;
  readonly timeoutMs: number;
  /** A slow reader rests for so long after each piece of an answer. */
  readonly restMs?: number;
}

/** An answer without an end, given on piece by piece. */
export interface Listening {
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Without a byte for so long the connection is taken for dead. */
  readonly quietMs: number;
  readonly restMs?: number;
  /** Ends it, and leaves the connection. */
  readonly signal?: AbortSignal;
  /** False ends it. */
  readonly onPiece: (piece: Uint8Array) => boolean;
}

/** What went wrong with a call, as a counter label: the connection's fault, not the answer's. */
export class LostCall extends Error {
  readonly kind: 'connect_failed' | 'refused' | 'reset' | 'timeout';
  constructor(kind: LostCall['kind'], cause?: unknown) {
    super(kind, { cause });
    this.kind = kind;
  }
}

export class EdgeClient {
  readonly #origin: string;
  #identity: Identity;
  #session: ClientHttp2Session | undefined;
  readonly #windowBytes: number;
  /** The node's last session ticket (RFC 8446 section 4.6.1), offered with the next connection. */
  #ticket: Buffer | undefined;
  /** Connections made so far, and those that the node resumed by ticket. */
  connects = 0;
  resumed = 0;

  /** `windowBytes`: what one answer may have under way. */
  constructor(edgeUrl: string, identity: Identity, windowBytes = 1_048_576) {
    let url: URL;
    try {
      url = new URL(edgeUrl);
    } catch (cause) {
      throw new EdgeError('usage', 'the edge URL is not a URL', { cause, fields: { url: edgeUrl }, next: EXAMPLE });
    }
    if (url.protocol !== 'https:') throw new EdgeError('usage', 'the edge URL begins with https', { fields: { url: edgeUrl }, next: EXAMPLE });
    this.#origin = url.origin;
    this.#identity = identity;
    this.#windowBytes = windowBytes;
  }

  /** From the next connection on, which is made at once if it is another certificate: they are renewed while clients run. */
  present(identity: Identity): void {
    if (identity.certificate === this.#identity.certificate && identity.key === this.#identity.key && identity.ca === this.#identity.ca) return;
    this.#identity = identity;
    this.drop();
  }

  /** Rejects with LostCall when there was no whole answer. */
  async call({ method, path, body, headers = {}, timeoutMs, restMs }: Call): Promise<Reply> {
    const stream = this.#request(await this.#connected(timeoutMs), { ':method': method, ':path': path, ...headers }, body === undefined);
    if (restMs !== undefined) readSlowly(stream, restMs);
    return await new Promise((resolve, reject) => {
      const pieces: Buffer[] = [];
      let answer: { readonly status: number; readonly headers: IncomingHttpHeaders } | undefined;
      let over = false;
      const timer = setTimeout(() => {
        fail('timeout');
        stream.close(CANCEL);
      }, timeoutMs);
      const fail = (kind: LostCall['kind'], cause?: unknown): void => {
        if (over) return; // after a whole answer its stream only closes; an error made for nobody costs a stack trace
        over = true;
        clearTimeout(timer);
        reject(new LostCall(kind, cause));
      };
      stream.on('response', (fields) => { answer = { status: fields[':status'] ?? 0, headers: fields }; });
      stream.on('data', (piece: Buffer) => { pieces.push(piece); });
      stream.on('error', (cause) => { fail('reset', cause); });
      stream.on('end', () => {
        if (over || answer === undefined || stream.rstCode !== 0) return;
        over = true;
        clearTimeout(timer);
        const only = pieces[0];
        resolve({ ...answer, bytes: pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces) });
      });
      stream.on('close', () => { fail('reset'); });
      if (body !== undefined) stream.end(body);
    });
  }

  /** Resolves with the status when the node, or `onPiece`, ended the answer; rejects with LostCall when it broke. */
  async listen({ path, headers = {}, quietMs, restMs, signal, onPiece }: Listening): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders }> {
    const stream = this.#request(await this.#connected(quietMs), { ':method': 'GET', ':path': path, ...headers }, true);
    if (restMs !== undefined) readSlowly(stream, restMs);
    return await new Promise((resolve, reject) => {
      let answer: { readonly status: number; readonly headers: IncomingHttpHeaders } | undefined;
      const dead = (): void => {
        reject(new LostCall('timeout'));
        this.drop(); // where nothing comes any more, a reset would not arrive either
      };
      let watch = setTimeout(dead, quietMs);
      const alive = (): void => {
        clearTimeout(watch);
        watch = setTimeout(dead, quietMs);
      };
      const leave = (): void => {
        settle(undefined);
        stream.close(CANCEL);
      };
      const settle = (kind: LostCall['kind'] | undefined, cause?: unknown): void => {
        clearTimeout(watch);
        signal?.removeEventListener('abort', leave);
        if (kind === undefined && answer !== undefined) resolve(answer);
        else reject(new LostCall(kind ?? 'reset', cause));
      };
      stream.on('response', (fields) => {
        answer = { status: fields[':status'] ?? 0, headers: fields };
        alive();
      });
      stream.on('data', (piece: Buffer) => {
        alive();
        if (answer?.status === 200 && !onPiece(piece)) leave();
      });
      if (signal?.aborted === true) leave();
      else signal?.addEventListener('abort', leave);
      stream.on('error', (cause) => { settle('reset', cause); });
      stream.on('end', () => { if (stream.rstCode === 0) settle(undefined); });
      stream.on('close', () => { settle('reset'); });
    });
  }

  #request(session: ClientHttp2Session, headers: OutgoingHttpHeaders, endStream: boolean): ClientHttp2Stream {
    try {
      return session.request(headers, { endStream });
    } catch (cause) {
      this.drop();
      throw new LostCall('refused', cause); // the node said goodbye in the same moment
    }
  }

  /** Ends the connection; the next call makes another. */
  drop(): void {
    this.#session?.destroy();
    this.#session = undefined;
  }

  async #connected(timeoutMs: number): Promise<ClientHttp2Session> {
    const held = this.#session;
    if (held !== undefined && !held.closed && !held.destroyed) return held;
    const { certificate, key, ca } = this.#identity;
    this.connects += 1;
    let session: ClientHttp2Session;
    try {
      session = connect(this.#origin, {
        cert: certificate, key, ca, rejectUnauthorized: true, minVersion: 'TLSv1.2', settings: { enablePush: false, initialWindowSize: this.#windowBytes },
        ...(this.#ticket !== undefined && { session: this.#ticket }),
      });
    } catch (cause) {
      throw new EdgeError('credentials', 'the certificate and its key cannot be used', { cause, fields: { serial: this.#identity.serial } });
    }
    this.#session = session;
    session.once('connect', (_, socket) => {
      if (!(socket instanceof TLSSocket)) return;
      if (socket.isSessionReused()) this.resumed += 1;
      socket.on('session', (ticket: Buffer) => { this.#ticket = ticket; });
    });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        session.destroy();
        reject(new LostCall('timeout'));
      }, timeoutMs);
      const failed = (kind: LostCall['kind']) => (cause?: unknown): void => {
        clearTimeout(timer);
        reject(new LostCall(kind, cause));
      };
      session.once('error', failed('connect_failed'));
      session.once('close', failed('refused'));
      // TLS 1.3 tells a client only afterwards that its certificate was refused: the first settings frame of the node is the proof that we are in.
      session.once('remoteSettings', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    session.on('error', ignoreLoss);
    return session;
  }
}

/** What was not taken stays with the sender, as soon as the window of the stream is full. */
function readSlowly(stream: ClientHttp2Stream, restMs: number): void {
  stream.on('data', () => {
    stream.pause();
    setTimeout(() => { if (!stream.destroyed) stream.resume(); }, restMs);
  });
}

const EXAMPLE = 'give it as https://localhost:8443';
const CANCEL = 8;

/** Each call under way hears of the loss by itself. */
function ignoreLoss(): void { return; }

/** The node's own words for a refusal, as an EdgeError-like sentence; the status where it said nothing readable. */
export function refusalText(reply: Reply, format: WireFormat): string {
  try {
    const value = decode(reply.bytes, format);
    if (errorCheck.is(value)) return `${value.error.code}: ${value.error.message}`;
  } catch (error) {
    return `status ${reply.status} (${error instanceof Error ? error.message : 'unreadable'})`;
  }
  return `status ${reply.status}`;
}

/** One firewall's connection to the edge API: HTTP/2 with its certificate, made when needed and made again after a loss. */
import { connect, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
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
  readonly #identity: Identity;
  #session: ClientHttp2Session | undefined;
  /** Connections made so far. */
  connects = 0;

  constructor(edgeUrl: string, identity: Identity) {
    let url: URL;
    try {
      url = new URL(edgeUrl);
    } catch (cause) {
      throw new EdgeError('usage', 'the edge URL is not a URL', { cause, fields: { url: edgeUrl }, next: EXAMPLE });
    }
    if (url.protocol !== 'https:') throw new EdgeError('usage', 'the edge URL begins with https', { fields: { url: edgeUrl }, next: EXAMPLE });
    this.#origin = url.origin;
    this.#identity = identity;
  }

  /** Rejects with LostCall when there was no whole answer. */
  async call({ method, path, body, headers = {}, timeoutMs }: Call): Promise<Reply> {
    const session = await this.#connected(timeoutMs);
    let stream: ClientHttp2Stream;
    try {
      stream = session.request({ ':method': method, ':path': path, ...headers }, { endStream: body === undefined });
    } catch (cause) {
      this.drop();
      throw new LostCall('refused', cause); // the node said goodbye in the same moment
    }
    return await new Promise((resolve, reject) => {
      const pieces: Buffer[] = [];
      let answer: { readonly status: number; readonly headers: IncomingHttpHeaders } | undefined;
      const timer = setTimeout(() => {
        fail(new LostCall('timeout'));
        stream.close(CANCEL);
      }, timeoutMs);
      const fail = (error: LostCall): void => {
        clearTimeout(timer);
        reject(error);
      };
      stream.on('response', (fields) => { answer = { status: fields[':status'] ?? 0, headers: fields }; });
      stream.on('data', (piece: Buffer) => { pieces.push(piece); });
      stream.on('error', (cause) => { fail(new LostCall('reset', cause)); });
      stream.on('end', () => {
        if (answer === undefined || stream.rstCode !== 0) return;
        clearTimeout(timer);
        const only = pieces[0];
        resolve({ ...answer, bytes: pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces) });
      });
      stream.on('close', () => { fail(new LostCall('reset')); }); // after a whole answer this changes nothing
      if (body !== undefined) stream.end(body);
    });
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
      session = connect(this.#origin, { cert: certificate, key, ca, rejectUnauthorized: true, minVersion: 'TLSv1.2', settings: { enablePush: false, initialWindowSize: 1_048_576 } });
    } catch (cause) {
      throw new EdgeError('credentials', 'the certificate and its key cannot be used', { cause, fields: { serial: this.#identity.serial } });
    }
    this.#session = session;
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

/** One HTTP/2 request as Hono reads it: nothing is built before somebody asks for it, because most polls ask for the path alone. */
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { bodyOf } from './body.ts';
import type { Visit } from './doorkeeper.ts';

const NO_ABORT = new AbortController();

/** What handlers get as `c.env`: who asks, and the stream's own parts. */
export class EdgeCall {
  readonly #stream: ServerHttp2Stream;
  #abort: AbortController | undefined;
  constructor(readonly visit: Visit, readonly headers: IncomingHttpHeaders, stream: ServerHttp2Stream) {
    this.#stream = stream;
  }

  /** Aborts when the client resets the stream or the connection ends. */
  get signal(): AbortSignal {
    if (this.#abort !== undefined) return this.#abort.signal;
    const abort = (this.#abort = new AbortController());
    if (this.#stream.closed || this.#stream.destroyed) abort.abort();
    else this.#stream.once('close', () => { abort.abort(); });
    return abort.signal;
  }

  /** Bytes the client says it sends; undefined when it does not say. */
  get declaredBytes(): number | undefined {
    const declared = this.headers['content-length'];
    return declared === undefined ? undefined : Number(declared);
  }

  /** The body as sent, read once. */
  body(maxBytes: number, stallMs: number): AsyncGenerator<Uint8Array> {
    return bodyOf(this.#stream, { maxBytes, stallMs }, (bytes) => { this.visit.peer.frames.received(bytes); });
  }
}

/** The parts of Request that a router and middleware use on a node without a body API; the body is `c.env.body()`. */
class EdgeRequest {
  #headers: Headers | undefined;
  readonly #fields: IncomingHttpHeaders;
  readonly body = null;
  readonly signal = NO_ABORT.signal;
  constructor(readonly method: string, readonly url: string, fields: IncomingHttpHeaders) {
    this.#fields = fields;
  }
  get headers(): Headers {
    if (this.#headers !== undefined) return this.#headers;
    const headers = (this.#headers = new Headers());
    for (const [name, value] of Object.entries(this.#fields)) {
      if (name.startsWith(':') || value === undefined) continue;
      for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
    }
    return headers;
  }
}

/** The authority is left out of the URL on purpose: routes must not depend on what a client writes there. */
export function edgeRequest(method: string, path: string, fields: IncomingHttpHeaders): Request {
  // Not a Request by birth: the real one costs a tenth of a whole poll. Its unused members are missing, and would throw where they are called.
  return new EdgeRequest(method, `https://edge${path}`, fields) as unknown as Request;
}

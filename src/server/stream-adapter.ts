/** HTTP/2 streams to a fetch function and back. Ready bytes take a short way; everything else is written with the reader's pace and an eye on whether it is still there. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Visit } from './doorkeeper.ts';
import { EdgeCall, edgeRequest } from './edge-request.ts';
import { PreparedResponse, PushedResponse, type Prepared, type Pushed } from './reply.ts';
import { CANCEL, UnreadReplies } from './unread-replies.ts';

export type EdgeFetch = (request: Request, call: EdgeCall) => Response | Promise<Response>;

export interface AdapterOptions {
  readonly fetch: EdgeFetch;
  /** A reader that takes nothing for so long loses its stream. */
  readonly stallMs: number;
  /** The peer had reset the stream before its reply was ready. */
  readonly onReset: (visit: Visit) => void;
  readonly onFailure: (error: unknown) => void;
  readonly onStall: () => void;
  readonly onMalformed: () => void;
}

/** Above this a reply is written in pieces, so that a slow reader costs us one piece and not the whole reply. */
const PIECE_BYTES = 65_536;
const NO_BODY = { endStream: true } as const;

interface Ready { readonly stream: ServerHttp2Stream; readonly prepared: Prepared; readonly visit: Visit }

export interface StreamAdapter {
  handle(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, visit: Visit): void;
  /** It is over, whoever ended it. */
  closed(stream: ServerHttp2Stream): void;
  stop(): void;
}

export function streamAdapter(options: AdapterOptions): StreamAdapter {
  const unread = new UnreadReplies(options.stallMs, options.onStall);
  // Replies of one turn of the loop leave together: measured, one TLS record and one system call a batch halve the cost of a poll.
  let ready: Ready[] = [];
  const flush = (): void => {
    const batch = ready;
    ready = [];
    for (const { stream, prepared, visit } of batch) {
      if (gone(stream)) options.onReset(visit);
      else send(stream, prepared, visit);
    }
  };
  const enqueue = (stream: ServerHttp2Stream, prepared: Prepared, visit: Visit): void => {
    if (ready.length === 0) setImmediate(flush);
    ready.push({ stream, prepared, visit });
  };
  const end = (stream: ServerHttp2Stream, bytes?: Uint8Array): void => {
    stream.end(bytes);
    unread.add(stream);
  };
  const send = (stream: ServerHttp2Stream, { headers, bytes }: Prepared, visit: Visit): void => {
    try {
      if (bytes.byteLength === 0) stream.respond(headers, NO_BODY);
      else {
        stream.respond(headers);
        visit.peer.frames.replied(bytes.byteLength);
        if (bytes.byteLength <= PIECE_BYTES) end(stream, bytes);
        else void writePieces(stream, bytes).catch((error: unknown) => { fail(stream, error); });
      }
    } catch (error) {
      if (!gone(stream)) options.onFailure(error); // the peer may leave between the check and the write
    }
  };
  const writePieces = async (stream: ServerHttp2Stream, bytes: Uint8Array): Promise<void> => {
    if (await putAll(stream, bytes)) end(stream);
  };
  const putAll = async (stream: ServerHttp2Stream, bytes: Uint8Array): Promise<boolean> => {
    for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
      if (!(await put(stream, bytes.subarray(at, at + PIECE_BYTES)))) return false;
    }
    return true;
  };
  /** Leaving the loop ends the generator, too. */
  const pushAll = async (stream: ServerHttp2Stream, { headers, pieces }: Pushed, visit: Visit): Promise<void> => {
    if (gone(stream)) return;
    stream.respond(headers);
    for await (const piece of pieces) {
      visit.peer.frames.replied(piece.byteLength);
      if (!(await putAll(stream, piece))) return;
    }
    if (!gone(stream)) end(stream);
  };
  /** False when the reader is gone, or took nothing for too long and was dropped. */
  const put = async (stream: ServerHttp2Stream, piece: Uint8Array): Promise<boolean> => {
    if (gone(stream)) return false;
    if (stream.write(piece)) return true;
    const drained = await settled(stream, options.stallMs);
    if (gone(stream)) return false;
    if (drained) return true;
    options.onStall();
    stream.close(CANCEL);
    return false;
  };
  const answer = (stream: ServerHttp2Stream, response: Response, visit: Visit): void => {
    if (response instanceof PreparedResponse) enqueue(stream, response.prepared, visit);
    else if (response instanceof PushedResponse) void pushAll(stream, response.pushed, visit).catch((error: unknown) => { fail(stream, error); });
    else void relay(stream, response).catch((error: unknown) => { fail(stream, error); });
  };
  /** A Response that somebody else made: Hono's answer to HEAD, for one. */
  const relay = async (stream: ServerHttp2Stream, response: Response): Promise<void> => {
    const headers: OutgoingHttpHeaders = { ':status': response.status };
    for (const [name, value] of response.headers) if (!HOP_BY_HOP.has(name)) headers[name] = value;
    if (gone(stream)) return;
    if (response.body === null) {
      stream.respond(headers, NO_BODY);
      return;
    }
    stream.respond(headers);
    for await (const piece of response.body) if (!(await put(stream, piece))) return;
    end(stream);
  };
  const fail = (stream: ServerHttp2Stream, error: unknown): void => {
    options.onFailure(error);
    if (!gone(stream)) stream.close(INTERNAL_ERROR);
  };

  const handle = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, visit: Visit): void => {
    stream.on('error', ignoreReset);
    const path = headers[':path'] ?? '';
    if (path.charCodeAt(0) !== SLASH) {
      // CONNECT, `*`, or no path at all: nothing that a route could answer.
      options.onMalformed();
      stream.respond({ ':status': 400 }, NO_BODY);
      return;
    }
    try {
      const response = options.fetch(edgeRequest(headers[':method'] ?? '', path, headers), new EdgeCall(visit, headers, stream));
      if (response instanceof Promise) response.then((made) => { answer(stream, made, visit); }).catch((error: unknown) => { fail(stream, error); });
      else answer(stream, response, visit);
    } catch (error) {
      fail(stream, error);
    }
  };
  return { handle, closed: (stream) => { unread.forget(stream); }, stop: () => { unread.stop(); } };
}

const SLASH = 47;
/** RFC 9113 section 7. */
const INTERNAL_ERROR = 2;
/** RFC 9113 section 8.2.2: connection-specific fields must not be sent. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

function gone(stream: ServerHttp2Stream): boolean { return stream.closed || stream.destroyed; }

/** A reset is the peer's right, counted when its reply finds nobody; without a listener it would end the process. */
function ignoreReset(): void { return; }

/** True on drain, false when `ms` pass or the stream closes first. */
async function settled(stream: ServerHttp2Stream, ms: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const done = (drained: boolean) => (): void => {
      clearTimeout(timer);
      stream.off('drain', onDrain).off('close', onClose);
      resolve(drained);
    };
    const onDrain = done(true), onClose = done(false);
    const timer = setTimeout(onClose, ms);
    stream.on('drain', onDrain).on('close', onClose);
  });
}

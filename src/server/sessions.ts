/** What Bun knows of an HTTP/2 session and does not tell by itself. */
import type { Http2Session } from 'node:http2';

/** Bun's own name for the parser of a session. A test says so when it has another one. */
const PARSER = Symbol.for('::bunhttp2native::');

/** Frames that a session has received so far, also once it has ended. Most kinds of them Bun shows to nobody. */
export function frameCounter(session: Http2Session): () => number {
  const parser: unknown = Reflect.get(session, PARSER);
  if (!counts(parser)) throw new Error('this Bun does not count the frames of an HTTP/2 session');
  return () => parser.getFrameCounters().framesReceived;
}

function counts(parser: unknown): parser is { getFrameCounters(): { readonly framesReceived: number } } {
  return typeof parser === 'object' && parser !== null && 'getFrameCounters' in parser && typeof parser.getFrameCounters === 'function';
}

/** Floods that the runtime counts itself, frames that are none, and too many streams that it had to refuse. */
const BROKEN = new Set(['ERR_HTTP2_ERROR', 'ERR_HTTP2_TOO_MANY_INVALID_FRAMES', 'ERR_HTTP2_SESSION_ERROR']);

/** Calls `broken` when the runtime ends the session for what the peer sent: not when the peer goes away, with or without a word, which is its right. */
export function onBroken(session: Http2Session, broken: () => void): void {
  let left = false;
  session.on('goaway', () => { left = true; });
  session.on('error', (error: Error & { readonly code?: string }) => { if (!left && error.code !== undefined && BROKEN.has(error.code)) broken(); });
}

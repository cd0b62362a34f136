/** GET /edge/v1/mappings/stream: what a poll with this cursor would get, and then each change as it commits. Nothing is kept for a client but where it stands: who reads slowly gets one merged delta later. */
import { EdgeError } from '../../model/index.ts';
import { frameEnd, frameStart, streamFormatOf, STREAM_TYPES, type PollAnswer, type PollWants, type WireFormat } from '../../wire/index.ts';
import { mayPull, pulls } from '../admission.ts';
import type { Peer } from '../doorkeeper.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { PushedResponse } from '../reply.ts';
import { complaint, cursorOf } from './mappings.ts';

/** Idle frames come at least so often, and never all at once: a client may take twice the longest for the node's death. */
const QUIET_MIN_MS = 20_000, QUIET_MAX_MS = 28_000;
/** A frame up to this size is written with what goes around it as one piece. */
const WHOLE_BYTES = 65_536;

export function stream(deps: EdgeAppDeps): EdgeHandler {
  const { feed, metrics, limits, streams } = deps;
  const bytes = metrics.counter('nameplate_push_bytes_total');
  // The same answer object is given to everybody at the same place: its pieces are made once.
  const made = new WeakMap<PollAnswer, readonly Uint8Array[]>();
  const piecesOf = (answer: PollAnswer, format: WireFormat): readonly Uint8Array[] => {
    metrics.counter('nameplate_pushes_total', { kind: answer.kind }).add();
    bytes.add(answer.bytes.byteLength);
    if (answer.reason !== undefined) metrics.counter('nameplate_snapshots_total', { reason: answer.reason }).add();
    const known = made.get(answer);
    if (known !== undefined) return known;
    const parts = [frameStart(answer.bytes, format), answer.bytes, frameEnd(format)];
    const pieces = answer.bytes.byteLength <= WHOLE_BYTES ? [Buffer.concat(parts)] : parts.filter(({ byteLength }) => byteLength > 0);
    made.set(answer, pieces);
    return pieces;
  };

  async function* push(peer: Peer, from: string | undefined, first: PollWants, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { format } = first, { progress } = peer;
    let cursor = from, wants = first, silent = false;
    progress.streams += 1;
    try {
      while (!signal.aborted && !peer.record.revoked && pulls(peer.record, deps.now().getTime())) {
        const answer = feed.poll(peer.view, cursor, wants);
        wants = { format };
        // What was not sent does not move the cursor: a delta must begin where the client stands.
        if (answer.kind !== 'idle' || !silent) {
          yield* piecesOf(answer, format);
          cursor = answer.cursor;
          // The socket took it: with a stream nobody says more.
          progress.cursor = cursor;
          progress.atMs = deps.now().getTime();
          progress.bytes += answer.bytes.byteLength;
        }
        silent = false;
        if (!answer.more) silent = await feed.waitForChange(peer.view, cursor, QUIET_MIN_MS + Math.random() * (QUIET_MAX_MS - QUIET_MIN_MS), signal);
      }
    } finally {
      progress.streams -= 1;
    }
  }

  return (c) => {
    const { env, req } = c;
    const { peer } = env.visit;
    mayPull(peer.record, deps.now().getTime());
    if (limits.streamsPerFirewall === 0) throw new EdgeError('not_found', 'this node pushes no mappings');
    const format = streamFormatOf(env.headers.accept), cursor = cursorOf(req.query('cursor')), error = complaint(deps, peer, req.query('error'));
    if (cursor !== undefined) peer.cursor = cursor;
    peer.progress.cursor = cursor;
    return new PushedResponse({
      headers: { ':status': 200, 'content-type': STREAM_TYPES[format] },
      pieces: streams.keep(peer, env.signal, (signal) => push(peer, cursor, error === undefined ? { format } : { format, error }, signal)),
    });
  };
}

/** GET /edge/v1/mappings: the poll (R74). Answers at once, or holds a current firewall until something changes; the bytes are those every firewall at this place gets. */
import { EdgeError } from '../../model/index.ts';
import { formatOf, type PollAnswer, type WireFormat } from '../../wire/index.ts';
import { mayPull } from '../admission.ts';
import { codingOf, type Coding } from '../coding.ts';
import type { Peer } from '../doorkeeper.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { preparedReply, type PreparedResponse } from '../reply.ts';

/** Longer than any cursor we made; more is not looked at. */
const CURSOR_MAX = 128;
const ERROR_MAX = 200;

export function mappings(deps: EdgeAppDeps): EdgeHandler {
  const { feed, metrics, limits } = deps;
  const polls = {
    idle: metrics.counter('nameplate_polls_total', { kind: 'idle' }),
    delta: metrics.counter('nameplate_polls_total', { kind: 'delta' }),
    snapshot: metrics.counter('nameplate_polls_total', { kind: 'snapshot' }),
  };
  const bytes = metrics.counter('nameplate_poll_bytes_total');
  // The same answer object is given to everybody at the same place: its reply is made once.
  const replies = { identity: new WeakMap<PollAnswer, PreparedResponse>(), gzip: new WeakMap<PollAnswer, PreparedResponse>(), zstd: new WeakMap<PollAnswer, PreparedResponse>() };
  const reply = ({ progress }: Peer, answer: PollAnswer, format: WireFormat, coding: Coding | undefined): Response => {
    polls[answer.kind].add();
    if (answer.kind === 'snapshot') metrics.counter('nameplate_snapshots_total', { reason: answer.reason ?? 'none' }).add();
    const known = replies[coding ?? 'identity'], made = known.get(answer) ?? preparedReply(200, format, answer.bytes, coding);
    known.set(answer, made);
    bytes.add(made.prepared.bytes.byteLength);
    progress.bytes += made.prepared.bytes.byteLength;
    return made;
  };

  return (c) => {
    const { env, req } = c;
    const { peer } = env.visit;
    const nowMs = deps.now().getTime();
    mayPull(peer.record, nowMs);
    const cursor = cursorOf(req.query('cursor')), error = complaint(deps, peer, req.query('error'));
    const format = formatOf(env.headers.accept);
    const wants = error === undefined ? { format } : { format, error };
    if (cursor !== undefined) peer.cursor = cursor;
    if (req.method !== 'HEAD') { // who asks for headers alone takes nothing
      peer.progress.cursor = cursor;
      peer.progress.atMs = nowMs;
    }
    const wait = waitSeconds(req.query('wait'), limits.holdMaxSeconds);
    const answer = feed.poll(peer.view, cursor, wants);
    const coding = codingOf(env.headers['accept-encoding']);
    if (wait === 0 || answer.kind !== 'idle') return reply(peer, answer, format, coding);
    peer.progress.held += 1;
    return feed.waitForChange(peer.view, cursor, wait * 1000, env.signal).then(() => {
      peer.progress.held -= 1;
      mayPull(peer.record, deps.now().getTime()); // it may have ended meanwhile
      return reply(peer, feed.poll(peer.view, cursor, wants), format, coding);
    });
  };
}

export function cursorOf(text: string | undefined): string | undefined { return text?.slice(0, CURSOR_MAX); }

/** A firewall's word that it could not use what it was sent (R79). */
export function complaint({ log }: EdgeAppDeps, { record }: Peer, text: string | undefined): string | undefined {
  const reason = text?.slice(0, ERROR_MAX);
  if (reason !== undefined) log.warn('a firewall refused what it was sent', { serial: record.serial, reason });
  return reason;
}

/** More than the node holds is held as long as it does. */
function waitSeconds(text: string | undefined, max: number): number {
  if (text === undefined) return 0;
  if (!/^\d{1,6}$/.test(text)) throw new EdgeError('bad_request', 'wait is a whole number of seconds');
  return Math.min(Number(text), max);
}

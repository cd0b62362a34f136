/** GET /edge/v1/mappings: the poll (R74). Answers at once, or holds a current firewall until something changes; the bytes are those every firewall at this place gets. */
import { EdgeError } from '../../model/index.ts';
import { formatOf, type PollAnswer, type WireFormat } from '../../wire/index.ts';
import { mayPull } from '../admission.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { preparedReply } from '../reply.ts';

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
  const replies = new WeakMap<PollAnswer, Response>();
  const reply = (answer: PollAnswer, format: WireFormat): Response => {
    polls[answer.kind].add();
    bytes.add(answer.bytes.byteLength);
    if (answer.kind === 'snapshot') metrics.counter('nameplate_snapshots_total', { reason: answer.reason ?? 'none' }).add();
    const known = replies.get(answer);
    if (known !== undefined) return known;
    const made = preparedReply(200, format, answer.bytes);
    replies.set(answer, made);
    return made;
  };

  return (c) => {
    const { env, req } = c;
    const { peer } = env.visit;
    mayPull(peer.record, deps.now().getTime());
    const cursor = req.query('cursor')?.slice(0, CURSOR_MAX);
    const format = formatOf(env.headers.accept);
    const error = req.query('error');
    const wants = error === undefined ? { format } : { format, error: error.slice(0, ERROR_MAX) };
    if (error !== undefined) deps.log.warn('a firewall refused what it was sent', { serial: peer.record.serial, reason: wants.error });
    if (cursor !== undefined) peer.cursor = cursor;
    const wait = waitSeconds(req.query('wait'), limits.holdMaxSeconds);
    const answer = feed.poll(peer.view, cursor, wants);
    if (wait === 0 || answer.kind !== 'idle') return reply(answer, format);
    return feed.waitForChange(peer.view, cursor, wait * 1000, env.signal).then(() => reply(feed.poll(peer.view, cursor, wants), format));
  };
}

/** More than the node holds is held as long as it does. */
function waitSeconds(text: string | undefined, max: number): number {
  if (text === undefined) return 0;
  if (!/^\d{1,6}$/.test(text)) throw new EdgeError('bad_request', 'wait is a whole number of seconds');
  return Math.min(Number(text), max);
}

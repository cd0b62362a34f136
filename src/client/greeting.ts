/** The first call of a client: who the node takes it for, or one sentence why it is not let in. */
import { EdgeError } from '../model/index.ts';
import { decode, sessionCheck, type SessionReply } from '../wire/index.ts';
import { LostCall, refusalText, type EdgeClient } from './edge-client.ts';

const TIMEOUT_MS = 10_000;

export async function greet(client: EdgeClient): Promise<SessionReply> {
  try {
    const reply = await client.call({ method: 'POST', path: '/edge/v1/session', timeoutMs: TIMEOUT_MS });
    if (reply.status !== 200) throw new EdgeError('forbidden', 'the node refused the session', { fields: { reason: refusalText(reply, 'msgpack') } });
    const session = decode(reply.bytes, 'msgpack');
    if (!sessionCheck.is(session)) throw new EdgeError('bad_request', 'the node answered the session in another shape', { fields: { reason: sessionCheck.complaint(session) ?? '' }, next: 'use the same version of nameplate on both sides' });
    return session;
  } catch (error) {
    if (!(error instanceof LostCall)) throw error;
    if (error.kind === 'refused' || error.kind === 'reset') throw new EdgeError('unauthorized', 'the node refused the certificate', { cause: error });
    const cause = error.cause instanceof Error ? error.cause : error;
    if ('code' in cause && String(cause.code).startsWith('ERR_TLS') || /certificate|issuer|self.signed/i.test(cause.message)) {
      throw new EdgeError('certificate', 'the node could not prove who it is to this client', { cause, fields: { reason: cause.message }, next: 'give the ca.crt of that node, and dial a name that stands in its certificate (setting edge.names)' });
    }
    throw new EdgeError('timeout', 'the node cannot be reached', { cause, fields: { reason: cause.message } });
  }
}

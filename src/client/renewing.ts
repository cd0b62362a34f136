/** A firewall asks for its next certificate, showing the present one. */
import { EdgeError } from '../model/index.ts';
import { decode, enrolCheck, type EnrolReply } from '../wire/index.ts';
import { EdgeClient, refusalText, type Identity } from './edge-client.ts';
import { greet } from './greeting.ts';

const TIMEOUT_MS = 30_000;

/** `request` is PEM. */
export async function renewFirewall(edgeUrl: string, identity: Identity, request: string, force: boolean): Promise<EnrolReply> {
  const client = new EdgeClient(edgeUrl, identity);
  try {
    await greet(client); // says in words why it is not let in
    const reply = await client.call({ method: 'POST', path: `/edge/v1/enrol/renew${force ? '?force=1' : ''}`, body: Buffer.from(request), timeoutMs: TIMEOUT_MS });
    if (reply.status !== 200) throw new EdgeError(reply.status === 409 ? 'conflict' : 'forbidden', 'the node did not renew the certificate', { fields: { reason: refusalText(reply, 'msgpack') }, next: 'renew it in the last 15 days, or have the owner allow it now: nameplate enrol allow-renewal' });
    const value = decode(reply.bytes, 'msgpack');
    if (!enrolCheck.is(value)) throw new EdgeError('bad_request', 'the node answered in another shape', { next: 'use the same version of nameplate on both sides' });
    return value;
  } finally {
    client.drop();
  }
}

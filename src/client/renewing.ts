/** A firewall asks for its next certificate, showing the present one. */
import { EdgeError } from '../model/index.ts';
import { decode, enrolCheck, type EnrolReply } from '../wire/index.ts';
import { EdgeClient, refusalText, type Identity } from './edge-client.ts';
import { greet } from './greeting.ts';

const TIMEOUT_MS = 30_000;

/** `request` is PEM. */
export async function renewFirewall(edgeUrl: string, identity: Identity, request: string, force: boolean): Promise<EnrolReply> {
  return await asFirewall(edgeUrl, identity, async (client) => {
    await greet(client); // says in words why it is not let in
    return await ask(client, request, force);
  });
}

/** In its last 15 days, or once the authority of the node changed, as the node says; undefined before. The key is made only then. */
export async function renewIfDue<Made extends { readonly request: string }>(edgeUrl: string, identity: Identity, make: () => Promise<Made>): Promise<{ readonly made: Made; readonly reply: EnrolReply } | undefined> {
  return await asFirewall(edgeUrl, identity, async (client) => {
    if (!(await greet(client)).certificate.renew_now) return undefined;
    const made = await make();
    return { made, reply: await ask(client, made.request, false) };
  });
}

async function asFirewall<T>(edgeUrl: string, identity: Identity, work: (client: EdgeClient) => Promise<T>): Promise<T> {
  const client = new EdgeClient(edgeUrl, identity);
  try {
    return await work(client);
  } finally {
    client.drop();
  }
}

async function ask(client: EdgeClient, request: string, force: boolean): Promise<EnrolReply> {
  const reply = await client.call({ method: 'POST', path: `/edge/v1/enrol/renew${force ? '?force=1' : ''}`, body: Buffer.from(request), timeoutMs: TIMEOUT_MS });
  if (reply.status !== 200) throw new EdgeError(reply.status === 409 ? 'conflict' : 'forbidden', 'the node did not renew the certificate', { fields: { reason: refusalText(reply, 'msgpack') }, next: 'renew it in the last 15 days, or have the owner allow it now: nameplate enrol allow-renewal' });
  const value = decode(reply.bytes, 'msgpack');
  if (!enrolCheck.is(value)) throw new EdgeError('bad_request', 'the node answered in another shape', { next: 'use the same version of nameplate on both sides' });
  return value;
}

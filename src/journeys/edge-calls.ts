/** Calls of the edge API for journeys, bound to the node and the firewall that a story is about. */
import { decode, frameCheck, uploadCheck, type PollFrame, type UploadReply } from '../wire/index.ts';
import { edgeNode, type Credentials, type EdgeNode, type EdgeNodeOptions } from './edge-node.ts';
import { ask, dial, type Answer } from './knock.ts';

export interface Story { readonly node: EdgeNode; readonly fw: Credentials }
export type Send = { readonly as?: Credentials; readonly headers?: Record<string, string>; readonly query?: string };

/** A device that asks and is answered, as the plain identifier of the tests reads it. */
export function device(n: number, ip: string, profile = 'Camera'): string {
  const src_mac = `02:00:00:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`, time = new Date().toISOString();
  const base = { record: 'dhcp', time, src_mac, chaddr: src_mac, xid: n };
  return `${JSON.stringify({ ...base, message_type: 3, vendor_class: `${profile}/97`, requested_ip: ip })}\n${JSON.stringify({ ...base, message_type: 5, yiaddr: ip })}\n`;
}

export async function call({ node, fw }: Story, method: string, path: string, body?: Uint8Array | string, { as = fw, headers = {} }: Send = {}): Promise<Answer | undefined> {
  const session = dial(node.url, node.authority.pem, as);
  try {
    return await ask(session, { ':method': method, ':path': path, ...headers }, typeof body === 'string' ? Buffer.from(body) : body);
  } finally {
    session.destroy();
  }
}

export async function poll(story: Story, cursor?: string, send: Send = {}): Promise<PollFrame> {
  const answer = await call(story, 'GET', `/edge/v1/mappings?${cursor === undefined ? '' : `cursor=${cursor}`}${send.query ?? ''}`, undefined, send);
  const value = decode(answer?.body ?? Buffer.alloc(0), 'msgpack');
  if (!frameCheck.is(value)) throw new Error(`not a frame: ${frameCheck.complaint(value)}`);
  return value;
}

export async function upload(story: Story, batch: string, body: Uint8Array | string, send: Send = {}): Promise<UploadReply> {
  const answer = await call(story, 'POST', `/edge/v1/logs?format=eal&batch=${batch}${send.query ?? ''}`, body, send);
  const value = decode(answer?.body ?? Buffer.alloc(0), 'msgpack');
  if (!uploadCheck.is(value)) throw new Error(`not a receipt: ${JSON.stringify(value)}`);
  return value;
}

/** The status and the code of what ought to be a refusal. */
export async function refusal(story: Story, path: string, body?: Uint8Array | string, send: Send = {}): Promise<readonly [number, string]> {
  const answer = await call(story, body === undefined ? 'GET' : 'POST', path, body, send);
  const value = decode(answer?.body ?? Buffer.alloc(0), 'msgpack') as { error?: { code?: string } };
  return [answer?.status ?? 0, value.error?.code ?? ''];
}

export function addresses(frame: PollFrame): string[] { return frame.kind === 'snapshot' ? frame.entries.map((one) => one.ip_address).sort() : frame.kind === 'delta' ? frame.upsert.map((one) => one.ip_address).sort() : []; }

export function refused({ node }: Pick<Story, 'node'>, reason: string): number { return node.metrics.counter('nameplate_requests_refused_total', { reason }).value; }

export async function story(options: EdgeNodeOptions = {}): Promise<Story> {
  const node = await edgeNode(options);
  return { node, fw: await node.enrol('FW') };
}

/** A node of its own for one story. */
export async function withNode(options: EdgeNodeOptions, tell: (own: Story) => Promise<void>): Promise<void> {
  const own = await story(options);
  try {
    await tell(own);
  } finally {
    await own.node.stop();
  }
}

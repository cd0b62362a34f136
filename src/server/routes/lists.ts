/** GET /edge/v1/lists and /edge/v1/feed.json: what stands at which address, for firewalls that know nothing of our frames. The firewall's own view, as at the poll. */
import { mayPull } from '../admission.ts';
import type { Lists, PublishedText } from '../deps.ts';
import type { EdgeAppDeps, EdgeContext, EdgeHandler } from '../edge-app.ts';
import { isHeld } from '../held.ts';
import { PreparedResponse } from '../reply.ts';
import type { View } from '../../wire/index.ts';

const TEXT = 'text/plain; charset=utf-8', JSON_TYPE = 'application/json';

export const list = (deps: EdgeAppDeps): EdgeHandler => answering(deps, TEXT, (lists, view, c) => lists.list(view, c.req.param('attribute') ?? '', c.req.param('value') ?? ''));
export const listIndex = (deps: EdgeAppDeps): EdgeHandler => answering(deps, JSON_TYPE, (lists, view) => lists.index(view));
export const feedJson = (deps: EdgeAppDeps): EdgeHandler => answering(deps, JSON_TYPE, (lists, view) => lists.feed(view));

function answering({ lists, metrics, now }: EdgeAppDeps, type: string, of: (lists: Lists, view: View, c: EdgeContext) => PublishedText): EdgeHandler {
  return (c) => {
    const { peer } = c.env.visit;
    mayPull(peer.record, now().getTime());
    const text = of(lists, peer.view, c), held = isHeld(c.env.headers['if-none-match'], text.tag);
    metrics.counter('nameplate_list_answers_total', { answer: held ? 'unchanged' : 'whole' }).add();
    const headers = listHeaders(text, type, held), status = held ? 304 : 200;
    // Hono makes an answer to HEAD of ours to GET, and would not see the headers of bytes that are ready.
    if (c.req.method === 'HEAD') return new Response(null, { status, headers });
    return new PreparedResponse({ headers: { ':status': status, ...headers }, bytes: held ? new Uint8Array(0) : text.bytes });
  };
}

/** Kept, and asked about each time: an old list is a wrong one, and asking costs no more than a 304. */
export function listHeaders({ bytes, tag }: PublishedText, type: string, held: boolean): Record<string, string> {
  return { etag: `"${tag}"`, 'cache-control': 'private, no-cache', ...(!held && { 'content-type': type, 'content-length': String(bytes.byteLength) }) };
}

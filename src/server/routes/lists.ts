/** GET /edge/v1/lists and /edge/v1/feed.json: what stands at which address, for firewalls that know nothing of our frames. The firewall's own view, as at the poll. */
import { mayPull } from '../admission.ts';
import type { Lists, PublishedText } from '../deps.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { isHeld } from '../held.ts';
import { PreparedResponse } from '../reply.ts';
import type { View } from '../../wire/index.ts';

export const TEXT = 'text/plain; charset=utf-8', JSON_TYPE = 'application/json';

export type ListSource = (lists: Lists, view: View, attribute: string, value: string) => PublishedText;
/** What both doors serve. */
export const SOURCES = {
  list: (lists, view, attribute, value) => lists.list(view, attribute, value), index: (lists, view) => lists.index(view), feed: (lists, view) => lists.feed(view),
} satisfies Record<string, ListSource>;

export const list = (deps: EdgeAppDeps): EdgeHandler => answering(deps, TEXT, SOURCES.list);
export const listIndex = (deps: EdgeAppDeps): EdgeHandler => answering(deps, JSON_TYPE, SOURCES.index);
export const feedJson = (deps: EdgeAppDeps): EdgeHandler => answering(deps, JSON_TYPE, SOURCES.feed);

function answering({ lists, metrics, now }: EdgeAppDeps, type: string, of: ListSource): EdgeHandler {
  return (c) => {
    const { peer } = c.env.visit;
    mayPull(peer.record, now().getTime());
    const text = of(lists, peer.view, c.req.param('attribute') ?? '', c.req.param('value') ?? ''), held = isHeld(c.env.headers['if-none-match'], text.tag);
    metrics.counter('nameplate_list_answers_total', { answer: held ? 'unchanged' : 'whole' }).add();
    const headers = listHeaders(text, type, held), status = held ? 304 : 200;
    // Hono makes an answer to HEAD of ours to GET, and would not see the headers of bytes that are ready.
    if (c.req.method === 'HEAD') return new Response(null, { status, headers });
    return new PreparedResponse({ headers: { ':status': status, ...headers }, bytes: held ? new Uint8Array(0) : text.bytes });
  };
}

/** Kept, and asked about each time: an old list is a wrong one, and asking costs no more than a 304. */
function listHeaders({ bytes, tag }: PublishedText, type: string, held: boolean): Record<string, string> {
  return { etag: `"${tag}"`, 'cache-control': 'private, no-cache', ...(!held && { 'content-type': type, 'content-length': String(bytes.byteLength) }) };
}

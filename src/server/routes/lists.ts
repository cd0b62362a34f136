/** GET /edge/v1/lists and /edge/v1/feed.json: what stands at which address, for firewalls that know nothing of our frames. The firewall's own view, as at the poll. */
import { mayPull } from '../admission.ts';
import { codingOf } from '../coding.ts';
import type { Lists, PlaceAsk, PublishedText } from '../deps.ts';
import type { EdgeAppDeps, EdgeHandler } from '../edge-app.ts';
import { etagOf, isHeld } from '../held.ts';
import { PreparedResponse } from '../reply.ts';
import type { View } from '../../wire/index.ts';

export const TEXT = 'text/plain; charset=utf-8', JSON_TYPE = 'application/json';

export interface ListAsk extends PlaceAsk { readonly view: View; readonly attribute: string; readonly value: string }
export type ListSource = (lists: Lists, ask: ListAsk) => Promise<PublishedText>;
/** What both doors serve. */
export const SOURCES = {
  list: (lists, { view, attribute, value, ...of }) => lists.list(view, attribute, value, of), index: (lists, { view, ...of }) => lists.index(view, of), feed: (lists, { view, ...of }) => lists.feed(view, of),
} satisfies Record<string, ListSource>;

export const list = (deps: EdgeAppDeps): EdgeHandler => answering(deps, TEXT, SOURCES.list);
export const listIndex = (deps: EdgeAppDeps): EdgeHandler => answering(deps, JSON_TYPE, SOURCES.index);
export const feedJson = (deps: EdgeAppDeps): EdgeHandler => answering(deps, JSON_TYPE, SOURCES.feed);

function answering({ lists, metrics, now }: EdgeAppDeps, type: string, of: ListSource): EdgeHandler {
  return async (c) => {
    const { peer } = c.env.visit;
    mayPull(peer.record, now().getTime());
    const { status, headers, bytes } = await listAnswer(await of(lists, listAsk(c.req, peer.view)), type, { held: c.env.headers['if-none-match'], accepted: c.env.headers['accept-encoding'] });
    metrics.counter('nameplate_list_answers_total', { answer: status === 304 ? 'unchanged' : 'whole' }).add();
    // Hono makes an answer to HEAD of ours to GET, and would not see the headers of bytes that are ready.
    if (c.req.method === 'HEAD') return new Response(null, { status, headers });
    return new PreparedResponse({ headers: { ':status': status, ...headers }, bytes });
  };
}

export function listAsk(asked: { param(name: string): string | undefined; query(name: string): string | undefined }, view: View): ListAsk {
  return { view, attribute: asked.param('attribute') ?? '', value: asked.param('value') ?? '', site: asked.query('site'), segment: asked.query('segment') };
}

export interface ListAnswer { readonly status: 200 | 304; readonly headers: Record<string, string>; readonly bytes: Uint8Array }
/** Kept, and asked about each time: an old list is a wrong one, and asking costs no more than a 304. */
export async function listAnswer(text: PublishedText, type: string, { held, accepted }: { readonly held: string | undefined; readonly accepted: string | string[] | undefined }): Promise<ListAnswer> {
  const wanted = codingOf(accepted === undefined ? undefined : String(accepted)), twin = wanted === undefined ? undefined : await text.coded(wanted), coding = twin === undefined ? undefined : wanted, bytes = twin ?? text.bytes;
  const common = { etag: etagOf(text.tag, coding), 'cache-control': 'private, no-cache', vary: 'accept-encoding' };
  if (isHeld(held, text.tag)) return { status: 304, headers: common, bytes: new Uint8Array(0) };
  return { status: 200, headers: { ...common, 'content-type': type, 'content-length': String(bytes.byteLength), ...(coding !== undefined && { 'content-encoding': coding }) }, bytes };
}

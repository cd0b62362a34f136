/** The lists port: readers that have no client certificate, each with a password of its own and a view of its own. */
import { Hono, type Context } from 'hono';
import { EdgeError } from '../model/index.ts';
import type { Lists, OutletDoor, Reader } from './deps.ts';
import { Attempts, REFUSAL_MS, type AttemptLimits } from './enrol-limits.ts';
import { startOpenTls, type OpenTlsDeps, type OpenTlsListener } from './open-tls.ts';
import { errorValue, SharedResponse } from './reply.ts';
import { ROUTES, type ListsRoute } from './routes/index.ts';
import { listAnswer, listAsk } from './routes/lists.ts';

export interface ListsDeps extends OpenTlsDeps { readonly lists: Lists; readonly outlets: OutletDoor }
export type ListsContext = Context<{ Bindings: { readonly address: string } }>;

/** A firewall reads its 30 lists at once, every five minutes; behind one address there may be several. */
const LIMITS: AttemptLimits = { burst: 300, everyMs: 50, failures: 20, lockMs: 900_000, addresses: 10_000 };
/** A million addresses over a slow link. */
const STAY_MS = 120_000;

export async function startLists(options: { readonly host: string; readonly port: number; readonly stayMs?: number }, deps: ListsDeps): Promise<OpenTlsListener> {
  const app = listsApp(deps);
  return await startOpenTls({ stayMs: STAY_MS, ...options, name: 'lists', gauge: 'nameplate_list_connections' }, deps, (asked, from) => app.fetch(asked, from));
}

function listsApp({ lists, outlets, log, metrics }: ListsDeps): Hono<{ Bindings: { readonly address: string } }> {
  const app = new Hono<{ Bindings: { readonly address: string } }>(), attempts = new Attempts(LIMITS);
  const count = (answer: string): void => { metrics.counter('nameplate_list_answers_total', { answer }).add(); };
  const refuse = (error: unknown, waitSeconds?: number): Response => {
    const { status, value, code } = errorValue(error, waitSeconds);
    count(code);
    const more = status === 401 ? { 'www-authenticate': 'Basic realm="nameplate lists", charset="UTF-8"' } : waitSeconds === undefined ? {} : { 'retry-after': String(waitSeconds) };
    return Response.json(value, { status, headers: { 'cache-control': 'no-store', ...more } });
  };
  /** Whatever is wrong with a password, the answer is one and takes as long. */
  const reader = async (c: ListsContext): Promise<Reader> => {
    const begun = performance.now(), given = basic(c.req.header('authorization'));
    const found = given === undefined ? undefined : outlets.reader(given.name, given.password);
    if (found !== undefined) return found;
    // Who sends none is asked for one, as curl and browsers expect; that is no wrong one.
    if (given !== undefined) {
      if (attempts.failed(c.env.address)) log.warn('an address is locked out of the lists', { address: c.env.address });
      await Bun.sleep(Math.max(0, REFUSAL_MS - (performance.now() - begun)));
    }
    throw new EdgeError('unauthorized', 'the name and the password are of no reader of lists', { next: 'give those that nameplate outlet add printed; nameplate outlet list shows whether it was revoked' });
  };
  const guarded = ({ of, type, kinds }: ListsRoute) => async (c: ListsContext): Promise<Response> => {
    const wait = attempts.enter(c.env.address);
    if (wait > 0) return refuse(new EdgeError('rate_limited', 'too many requests, or too many wrong passwords, from this address'), wait);
    const { view, kind } = await reader(c);
    if (!kinds.includes(kind)) throw new EdgeError('forbidden', 'this outlet is of another kind', { fields: { kind }, next: 'add one of the kind that fits: nameplate outlet add --kind' });
    const { status, headers, bytes } = await listAnswer(await of(lists, listAsk(c.req, view)), type, { held: c.req.header('if-none-match'), accepted: c.req.header('accept-encoding') });
    count(status === 304 ? 'unchanged' : 'whole');
    return status === 304 ? new Response(null, { status, headers }) : new SharedResponse(bytes, { status, headers });
  };
  for (const route of ROUTES) if (route.listener === 'lists') app.on(route.method, route.path, guarded(route));
  app.notFound(() => refuse(new EdgeError('not_found', 'there is no such route')));
  app.onError((error, c) => {
    if (!(error instanceof EdgeError)) log.error('a request for a list failed', error, { path: c.req.path });
    return refuse(error);
  });
  return app;
}

function basic(header: string | undefined): { readonly name: string; readonly password: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]{1,684}={0,2})$/i.exec(header?.trim() ?? '')?.[1], text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8'), at = text.indexOf(':');
  return at < 1 ? undefined : { name: text.slice(0, at), password: text.slice(at + 1) };
}

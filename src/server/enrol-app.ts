/** The Hono app behind the enrolment port: few routes for strangers, each behind the same checks. */
import { Hono, type Context } from 'hono';
import { EdgeError } from '../model/index.ts';
import type { EnrolDeps } from './deps.ts';
import { Attempts, REQUESTS_PER_SECOND } from './enrol-limits.ts';
import { errorValue } from './reply.ts';
import { ROUTES, type EnrolRoute } from './routes/index.ts';
import { TokenBucket } from './token-bucket.ts';

export interface StrangerCall { readonly address: string }
export type EnrolContext = Context<{ Bindings: StrangerCall }>;
export type EnrolHandler = (c: EnrolContext) => Response | Promise<Response>;
export interface EnrolAppDeps extends EnrolDeps { readonly attempts: Attempts }

export function enrolApp(deps: EnrolDeps): Hono<{ Bindings: StrangerCall }> {
  const app = new Hono<{ Bindings: StrangerCall }>(), attempts = new Attempts(), all = new TokenBucket(REQUESTS_PER_SECOND);
  const refuse = (error: unknown, waitSeconds?: number): Response => {
    const { status, value, code } = errorValue(error, waitSeconds);
    deps.metrics.counter('nameplate_enrolments_total', { outcome: code }).add();
    return Response.json(value, { status, headers: { 'cache-control': 'no-store', ...(status === 401 && { 'www-authenticate': 'Basic realm="nameplate enrolment", charset="UTF-8"' }), ...(waitSeconds === undefined ? {} : { 'retry-after': String(waitSeconds) }) } });
  };
  const guarded = (route: EnrolRoute): EnrolHandler => {
    const handle = route.make({ ...deps, attempts });
    return (c) => {
      const wait = Math.max(all.take(), attempts.enter(c.env.address));
      return wait > 0 ? refuse(new EdgeError('rate_limited', 'too many requests, or too many wrong passwords, from this address'), wait) : handle(c);
    };
  };
  for (const route of ROUTES) if (route.listener === 'enrol') app.on(route.method, route.path, guarded(route));
  app.notFound(() => refuse(new EdgeError('not_found', 'there is no such route')));
  app.onError((error, c) => {
    if (!(error instanceof EdgeError)) deps.log.error('an enrolment request failed', error, { path: c.req.path });
    return refuse(error);
  });
  return app;
}

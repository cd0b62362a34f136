/** The Hono app behind the firewalls' door: each route's row, wrapped in the same visible chain of checks. */
import { Hono, type Context } from 'hono';
import { EdgeError } from '../model/index.ts';
import type { Metrics } from '../telemetry/index.ts';
import { formatOf } from '../wire/index.ts';
import type { EdgeDeps } from './deps.ts';
import type { EdgeCall } from './edge-request.ts';
import type { EdgeLimits } from './limits.ts';
import type { OpenStreams } from './open-streams.ts';
import { errorReply } from './reply.ts';
import { ROUTES, type EdgeRoute } from './routes/index.ts';

export type EdgeContext = Context<{ Bindings: EdgeCall }>;
export interface EdgeAppDeps extends EdgeDeps { readonly limits: EdgeLimits; readonly streams: OpenStreams }
export type EdgeHandler = (c: EdgeContext) => Response | Promise<Response>;

export function edgeApp(deps: EdgeAppDeps): Hono<{ Bindings: EdgeCall }> {
  const app = new Hono<{ Bindings: EdgeCall }>();
  for (const route of ROUTES) if (route.listener === 'edge') app.on(route.method, route.path, guarded(route, deps));
  app.notFound((c) => refuse(deps.metrics, c, new EdgeError('not_found', 'there is no such route')));
  app.onError((error, c) => {
    if (!(error instanceof EdgeError)) deps.log.error('a request failed', error, { path: c.req.path });
    return refuse(deps.metrics, c, error);
  });
  return app;
}

/** One handler a route, so that Hono calls it directly. In this order: still allowed, at a fair rate, with a body that may fit. */
function guarded(route: EdgeRoute, deps: EdgeAppDeps): EdgeHandler {
  const handle = route.make(deps);
  const bodyMax = route.bodyMaxBytes(deps.limits);
  const { metrics } = deps;
  return (c) => {
    const { visit, declaredBytes } = c.env;
    if (visit.peer.record.revoked) return refuse(metrics, c, new EdgeError('forbidden', 'the certificate is revoked'));
    const wait = visit.peer.bucket.take();
    if (wait > 0) return refuse(metrics, c, new EdgeError('rate_limited', 'more requests than this firewall is allowed'), wait);
    if (declaredBytes !== undefined && !(declaredBytes <= bodyMax)) return refuse(metrics, c, new EdgeError('too_large', 'the body is larger than this route takes'));
    return handle(c);
  };
}

function refuse(metrics: Metrics, c: EdgeContext, error: unknown, retryAfterSeconds?: number): Response {
  const code = error instanceof EdgeError ? error.code : 'internal';
  metrics.counter('nameplate_requests_refused_total', { reason: code }).add();
  return errorReply(error, formatOf(c.env.headers.accept), retryAfterSeconds ?? (code === 'overloaded' || code === 'disk_full' ? RETRY_SECONDS : undefined));
}

/** What a refused uploader is asked to wait: a few ticks. */
const RETRY_SECONDS = 5;

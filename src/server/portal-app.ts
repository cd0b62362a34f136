/** The portal port: health, readiness and metrics now; the portal's pages join the same Hono app later. */
import { Hono, type Context } from 'hono';
import type { Secret } from '../model/index.ts';
import type { PortalDeps } from './deps.ts';
import { listenError } from './edge-listener.ts';
import { Attempts, type AttemptLimits } from './enrol-limits.ts';
import { ROUTES } from './routes/index.ts';

export type PortalHandler = (c: Context) => Response | Promise<Response>;
export interface PortalAppDeps extends PortalDeps { readonly metricsToken: Secret }

export interface PortalListener {
  readonly port: number;
  stop(): Promise<void>;
}

export function portalApp(deps: PortalAppDeps): Hono {
  const app = new Hono();
  for (const route of ROUTES) if (route.listener === 'portal') app.on(route.method, route.path, route.make(deps));
  return app;
}

const IDLE_SECONDS = 30;
/** For scrapers and people; who piles up requests on a connection loses it with the first refusal. */
const LIMITS: AttemptLimits = { burst: 400, everyMs: 5, failures: 1, lockMs: 0, addresses: 1000 };

export function startPortal(options: { readonly host: string; readonly port: number }, deps: PortalAppDeps): PortalListener {
  const app = portalApp(deps), attempts = new Attempts(LIMITS);
  const refuse = (status: number, reason: string): Response => {
    deps.metrics.counter('nameplate_requests_refused_total', { reason }).add();
    return new Response(null, { status, headers: { connection: 'close' } });
  };
  try {
    const server = Bun.serve({
      hostname: options.host, port: options.port,
      fetch: (request, own) => {
        if (attempts.enter(own.requestIP(request)?.address ?? '') > 0) return refuse(429, 'rate_limited');
        // No route here takes a body.
        return request.method === 'GET' || request.method === 'HEAD' ? app.fetch(request) : refuse(405, 'bad_request');
      },
      maxRequestBodySize: 65_536, idleTimeout: IDLE_SECONDS, development: false,
      // Otherwise a second node on this port is not noticed, and health answers from either.
      reusePort: false,
    });
    return { port: server.port ?? options.port, stop: async () => { await server.stop(true); } };
  } catch (error) {
    throw listenError(error, options.host, options.port);
  }
}

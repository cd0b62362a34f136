/** GET /metrics: Prometheus text, behind a bearer token where one is configured. */
import { timingSafeEqual } from 'node:crypto';
import type { PortalAppDeps, PortalHandler } from '../portal-app.ts';

export function metrics(deps: PortalAppDeps): PortalHandler {
  const wanted = deps.metricsToken.isSet ? digest(`Bearer ${deps.metricsToken.reveal()}`) : undefined;
  return (c) => {
    if (wanted !== undefined && !timingSafeEqual(wanted, digest(c.req.header('authorization') ?? ''))) {
      return c.text('a bearer token is needed\n', 401, { 'www-authenticate': 'Bearer' });
    }
    return c.text(deps.metrics.render(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' });
  };
}

/** Equal length whatever was sent, so that the comparison tells nothing. */
function digest(text: string): Uint8Array { return new Bun.CryptoHasher('sha256').update(text).digest(); }

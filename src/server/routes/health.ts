/** GET /healthz and /readyz: is the process there, and does it do its work. */
import type { PortalAppDeps, PortalHandler } from '../portal-app.ts';

export function healthz(): PortalHandler {
  return (c) => c.json({ status: 'ok' });
}

export function readyz(deps: PortalAppDeps): PortalHandler {
  return (c) => {
    const missing = deps.notReady();
    return missing.length === 0 ? c.json({ status: 'ready' }) : c.json({ status: 'not ready', reasons: missing }, 503);
  };
}

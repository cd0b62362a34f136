/** The listeners: the firewalls' door (mutual TLS, HTTP/2) and the portal port. */
export type { Coding, EdgeDeps, EnrolAsk, EnrolDeps, Enroller, FirewallRecord, FirewallRegistry, Lists, OutletDoor, PlaceAsk, PortalDeps, PublishedDictionary, PublishedText, Upload } from './deps.ts';
export { viewOf } from './doorkeeper.ts';
export { startEdge, type EdgeListener } from './edge-listener.ts';
export { startEnrol, type EnrolListener } from './enrol-listener.ts';
export { ATTEMPT_LIMITS, REFUSAL_MS } from './enrol-limits.ts';
export { startLists, type ListsDeps } from './lists-listener.ts';
export type { OpenTlsListener } from './open-tls.ts';
export { edgeLimits, type EdgeLimits } from './limits.ts';
export { ProgressBook, type Progress } from './progress.ts';
export { startPortal, type PortalAppDeps, type PortalListener } from './portal-app.ts';
export { ROUTES, type EdgeRoute, type EnrolRoute, type PortalRoute } from './routes/index.ts';

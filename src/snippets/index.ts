/** Door of the snippets: what an administrator pastes into a firewall. */
export { logForwarding, LOG_TYPES, type LogForwarding } from './log-forwarding.ts';
export { BROADCAST_SESSION, dhcpRules, type DhcpRules } from './dhcp-rules.ts';
export { deviceZones, OWN_SOURCES, reachability, SERVICE_APPS, SERVICE_ROUTES, serviceRoutes, type Reach } from './services.ts';
export { asSet, asXml, type Snippet } from './tree.ts';

/** Simulated firewalls: a load test of the poll API, a replay of files, and one firewall that stays. An outsider: it knows the wire and nothing of the node. */
export { connectFirewall, type Firewall } from './firewall.ts';
export { simulate } from './load.ts';
export type { LoadOptions, LoadReport } from './load-report.ts';
export { readPieces } from './load-uploads.ts';
export { replay, type ReplayOptions, type ReplayReport } from './replay.ts';
export { Outbox, type OutboxReport } from './outbox.ts';
export type { Identity } from '../client/index.ts';

/** A log-forwarding profile that sends every log of every type, enhanced application logs too, and the syslog server it sends them to (R8, R150). */
import { branch, entry, leaf, members, type Snippet } from './tree.ts';

/** The types a firewall can forward; which of them are used here and which are only counted is the adapters' affair (R10 to R19). */
export const LOG_TYPES = ['traffic', 'threat', 'wildfire', 'url', 'data', 'gtp', 'sctp', 'tunnel', 'auth', 'decryption'] as const;

export interface LogForwarding {
  readonly profile: string;
  /** Where the node listens; without it the profile sends to Panorama or the logging service only. */
  readonly node?: { readonly host: string; readonly port: number; readonly transport: 'SSL' | 'TCP' | 'UDP' } | undefined;
}

export function logForwarding({ profile, node }: LogForwarding): readonly Snippet[] {
  const server = `${profile} server`.slice(0, 63);
  const types = LOG_TYPES.map((type) => entry(`${type}-enhanced-app-logging`, leaf('log-type', type), leaf('filter', 'All Logs'), leaf('send-to-panorama', 'yes'),
    ...(node === undefined ? [] : [members('send-syslog', [server])])));
  const profiles: Snippet = { path: ['shared', 'log-settings', 'profiles'], settings: [entry(profile, leaf('enhanced-application-logging', 'yes'), branch('match-list', ...types))] };
  if (node === undefined) return [profiles];
  const target = entry('nameplate', leaf('server', node.host), leaf('transport', node.transport), leaf('port', String(node.port)), leaf('format', 'IETF'), leaf('facility', 'LOG_USER'));
  return [{ path: ['shared', 'log-settings', 'syslog'], settings: [entry(server, branch('server', target))] }, profiles];
}

/** Rules with which a firewall that only watches sees all four DHCP messages and little else: DHCP, the servers' pings, the servers' hosts, and a last rule that drops the rest without a log (R25, R27). */
import { branch, configName, entry, leaf, members, type Setting, type Snippet } from './tree.ts';

export interface DhcpRules {
  /** Zones between clients and servers; `any` where it does not matter. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** DHCP servers by address; without any the rules hold for all. */
  readonly servers: readonly string[];
  /** Log-forwarding profile of the rules whose logs are wanted. */
  readonly profile: string;
  readonly vsys: string;
}

export function dhcpRules({ from, to, servers, profile, vsys }: DhcpRules): readonly Snippet[] {
  for (const name of [...from, ...to, vsys]) configName(name);
  const known = servers.length === 0 ? ['any'] : servers;
  const rule = (name: string, source: readonly string[], destination: readonly string[], applications: readonly string[], action: 'allow' | 'drop', logs: boolean): Setting =>
    entry(name, members('from', from), members('to', to), members('source', source), members('destination', destination), members('source-user', ['any']), members('category', ['any']),
      members('application', applications), members('service', [action === 'allow' ? 'application-default' : 'any']), leaf('action', action), leaf('log-end', logs ? 'yes' : 'no'),
      ...(logs ? [leaf('log-setting', profile)] : []));
  return [{
    path: ['vsys', vsys, 'rulebase', 'security', 'rules'],
    settings: [
      rule('DHCP_Traffic', ['any'], ['any'], ['dhcp'], 'allow', true),
      rule('DHCP Ping', known, ['any'], ['ping'], 'allow', false), // a server asks whether an address is free before it offers it (RFC 2131 section 3.1)
      rule('DHCP_Host_Allow', ['any'], known, ['any'], 'allow', false),
      rule('Drop_All_Others', ['any'], ['any'], ['any'], 'drop', false),
    ],
  }];
}

/** Broadcast DHCP makes sessions of its own only when this is on (R24: PAN-OS 10.1.10, 10.2.4 and 11.0.1 or later). */
export const BROADCAST_SESSION: Snippet = { path: ['deviceconfig', 'setting'], settings: [branch('session', leaf('dhcp-bcast-session-on', 'yes'))] };

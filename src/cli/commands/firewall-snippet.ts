/** `nameplate firewall snippet`: configuration for a firewall's administrator to paste, so that its logs and all of DHCP come here, and it reaches what it needs (R8, R24, R27, R91, R92, R219). */
import { isIP } from 'node:net';
import { EdgeError } from '../../model/index.ts';
import { asSet, asXml, BROADCAST_SESSION, deviceZones, dhcpRules, logForwarding, reachability, serviceRoutes, type LogForwarding, type Reach, type Snippet } from '../../snippets/index.ts';
import type { CommandBody, Invocation } from '../command.ts';

/** Options without a default that say something of a snippet; of another they are refused. */
const OPTIONS = ['to', 'dhcp-server', 'from-zone', 'to-zone', 'interface', 'address'] as const;
const TAKES: Readonly<Record<string, readonly (typeof OPTIONS)[number][]>> = { 'log-forwarding': ['to'], 'dhcp-rules': ['dhcp-server', 'from-zone', 'to-zone'], reachability: ['to', 'from-zone', 'to-zone'], 'service-routes': ['interface', 'address'], 'device-id': ['from-zone'] };

export const firewallSnippet: CommandBody = async (call) => {
  const profile = call.text('profile') ?? '', what = call.args[0] ?? '';
  const snippets = (Object.hasOwn(SNIPPETS, what) ? SNIPPETS[what] : undefined)?.(call, profile);
  if (snippets === undefined) throw new EdgeError('usage', 'there is no such snippet', { fields: { given: what.slice(0, 40), snippets: Object.keys(SNIPPETS).join(' ') } });
  const stray = OPTIONS.find((name) => TAKES[what]?.includes(name) === false && (call.text(name) !== undefined || call.texts(name).length > 0));
  if (stray !== undefined) throw new EdgeError('usage', 'this option says nothing of that snippet', { fields: { snippet: what, option: `--${stray}` } });
  for (const snippet of snippets) call.io.line(call.text('format') === 'xml' ? asXml(snippet) : asSet(snippet));
  return 0;
};

const SNIPPETS: Readonly<Record<string, (call: Invocation, profile: string) => readonly Snippet[]>> = {
  'log-forwarding': (call, profile) => logForwarding({ profile, node: nodeOf(call) }),
  'dhcp-rules': rulesOf,
  reachability: (call) => reachability({ from: zonesOf(call, 'from-zone'), to: zonesOf(call, 'to-zone'), vsys: call.text('vsys') ?? 'vsys1', node: reachedNode(call) }),
  'service-routes': (call) => serviceRoutes({ source: given(call, 'interface', 'the interface that its own traffic leaves by'), address: given(call, 'address', 'the address of that interface, such as 10.0.0.1/24') }),
  'device-id': (call) => {
    const zones = call.texts('from-zone');
    if (zones.length === 0) throw new EdgeError('usage', 'say which zones: --from-zone, once for each');
    return deviceZones({ zones, vsys: call.text('vsys') ?? 'vsys1' });
  },
};

/** Ports of a node as they are unless it was told otherwise: polls, enrolment, lists, syslog. */
const NODE_PORTS = [8443, 8444, 8445, 6514];

function reachedNode(call: Invocation): Reach['node'] {
  const node = nodeOf(call);
  if (node === undefined) return undefined;
  if (isIP(node.host) === 0) throw new EdgeError('usage', 'a rule names the node by its address', { fields: { to: node.host.slice(0, 80) } });
  return { address: node.host, ports: [...new Set([...NODE_PORTS, node.port])] };
}

function given(call: Invocation, option: string, what: string): string {
  const text = call.text(option);
  if (text === undefined) throw new EdgeError('usage', `--${option} is needed: ${what}`);
  if (option === 'address' && isIP(text.replace(/\/\d{1,3}$/, '')) === 0) throw new EdgeError('usage', 'an address is such as 10.0.0.1/24', { fields: { address: text.slice(0, 80) } });
  return text;
}

function zonesOf(call: Invocation, name: string): readonly string[] { const zones = call.texts(name); return zones.length === 0 ? ['any'] : zones; }

function nodeOf(call: Invocation): LogForwarding['node'] {
  const to = call.text('to');
  if (to === undefined) return undefined;
  const [, host = '', port] = /^(\[[0-9a-fA-F:]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(to) ?? [];
  const number = Number(port ?? 6514);
  if (!/^[A-Za-z0-9.:[\]-]{1,253}$/.test(host) || (/^[\d.]+$/.test(host) && isIP(host) === 0) || number < 1 || number > 65535) throw new EdgeError('usage', 'the node is given as HOST or HOST:PORT', { fields: { to: to.slice(0, 80) } });
  return { host: host.replace(/^\[|\]$/g, ''), port: number, transport: transportOf(call.text('transport')) };
}

function transportOf(word = 'ssl'): 'SSL' | 'TCP' | 'UDP' {
  return word === 'tcp' ? 'TCP' : word === 'udp' ? 'UDP' : 'SSL';
}

function rulesOf(call: Invocation, profile: string): readonly Snippet[] {
  const servers = call.texts('dhcp-server'), bad = servers.find((server) => isIP(server) === 0);
  if (bad !== undefined) throw new EdgeError('usage', 'a DHCP server is given by its address', { fields: { server: bad.slice(0, 80) } });
  return [...dhcpRules({ from: zonesOf(call, 'from-zone'), to: zonesOf(call, 'to-zone'), servers, profile, vsys: call.text('vsys') ?? 'vsys1' }), BROADCAST_SESSION];
}

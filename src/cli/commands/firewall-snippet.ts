/** `nameplate firewall snippet`: configuration for a firewall's administrator to paste, so that its logs and all of DHCP come here (R8, R24, R27). */
import { isIP } from 'node:net';
import { EdgeError } from '../../model/index.ts';
import { asSet, asXml, BROADCAST_SESSION, dhcpRules, logForwarding, type LogForwarding, type Snippet } from '../../snippets/index.ts';
import type { CommandBody, Invocation } from '../command.ts';

/** What says nothing of a snippet. */
const STRAYS: Readonly<Record<string, readonly string[]>> = { 'log-forwarding': ['dhcp-server', 'from-zone', 'to-zone'], 'dhcp-rules': ['to'] };

export const firewallSnippet: CommandBody = async (call) => {
  const profile = call.text('profile') ?? '', what = call.args[0] ?? '', stray = (STRAYS[what] ?? []).find((name) => call.text(name) !== undefined || call.texts(name).length > 0);
  if (stray !== undefined) throw new EdgeError('usage', 'this option is of the other snippet', { fields: { snippet: what, option: `--${stray}` } });
  const snippets = what === 'log-forwarding' ? logForwarding({ profile, node: nodeOf(call) }) : what === 'dhcp-rules' ? rulesOf(call, profile) : undefined;
  if (snippets === undefined) throw new EdgeError('usage', 'the snippets are log-forwarding and dhcp-rules', { fields: { given: what.slice(0, 40) } });
  for (const snippet of snippets) call.io.line(call.text('format') === 'xml' ? asXml(snippet) : asSet(snippet));
  return 0;
};

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
  const zones = (name: string): readonly string[] => { const given = call.texts(name); return given.length === 0 ? ['any'] : given; };
  return [...dhcpRules({ from: zones('from-zone'), to: zones('to-zone'), servers, profile, vsys: call.text('vsys') ?? 'vsys1' }), BROADCAST_SESSION];
}

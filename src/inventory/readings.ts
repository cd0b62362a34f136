/** Readings that take more than one value: what several sayings or traces of a device come to. */
import { PARAMETERS, type ParameterName } from '../model/index.ts';
import type { Listed } from './listed.ts';

export function activeWithin({ lastActivity, now }: Listed, ms: number): boolean { return now - lastActivity <= ms; }

/** Firmware that a device names itself, the surest protocol first. */
const VERSIONS: readonly ParameterName[] = ['lldp.firmware', 'snmp.firmware', 's7comm.firmware', 'bacnet.firmware', 'enip.revision', 'modbus.revision', 'dnp3.firmware', 'fins.version', 'lldp.software', 'snmp.software', 'opcua.software'];
export function versionOf(device: Listed): string | null {
  for (const parameter of VERSIONS) { const [value] = device.said(parameter); if (value !== undefined && value !== '') return value; }
  return null;
}

/** Parameters in which a device names itself. */
const NAMING: readonly ParameterName[] = ['dhcp.hostname', 'dhcp.client_fqdn', 'mdns.host', 'nbns.name', 'llmnr.host', 'smb.name', 'hip.machine', 'lldp.name', 'snmp.name', 'rdp.client_name', 'dhcpv6.client_fqdn'];
export function hostnameSources(device: Listed): readonly string[] { return NAMING.filter((parameter) => device.said(parameter).length > 0); }

/** Sources of parameters that are no protocols. */
const NO_PROTOCOL: ReadonlySet<string> = new Set(['mac', 'link', 'traffic', 'hip', 'gtp', 'known', 'cert', 'banner']);
/** Protocols that it spoke itself, in the order of the table of parameters. */
export function protocolsOf({ evidence }: Pick<Listed, 'evidence'>): readonly string[] {
  if (evidence === undefined) return [];
  const heard = new Set([...evidence.traces, ...evidence.sayings].map(({ index }) => PARAMETERS[index]?.source ?? 'mac'));
  return [...new Set(PARAMETERS.map(({ source }) => source))].filter((source) => heard.has(source) && !NO_PROTOCOL.has(source));
}

/** Values shown of what a device says. */
const HEARD_MOST = 8;
/** What tells something to people who wonder what a device is: the latest of each parameter, names of this one unit last. */
export function heardOf({ evidence }: Pick<Listed, 'evidence'>): readonly string[] {
  const latest = new Map<number, string>();
  for (const { index, value } of evidence?.sayings ?? []) latest.set(index, value);
  const unit = (index: number): number => (PARAMETERS[index]?.identifies === 'instance' ? 1 : 0);
  return [...latest].sort(([a], [b]) => unit(a) - unit(b) || a - b).slice(0, HEARD_MOST).map(([index, value]) => `${PARAMETERS[index]?.name ?? ''} ${value}`);
}

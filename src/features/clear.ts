/** Which values are kept in clear beside the ids: what a device or its software says it is, for people, for inventories and for knowledge. */
import { PARAMETERS, type Parameter, type ParameterName } from '../model/index.ts';

/** Parameters whose last value counts: saying an earlier one again is news. */
export const LAST = [
  'dhcp.hostname', 'dhcp.client_fqdn', 'mdns.host', 'dhcp.vendor_class', 'ssdp.server', 'http.user_agent', 'http.server', 'mdns.system', 'dhcp.client_id', 'traffic.model', 'mdns.model', 'link.vlan', 'dhcp.subnet',
] as const satisfies readonly ParameterName[];

/** `last`: the last value. `few`: some values. `claims`: only values that claim something. */
type Keeping = 'last' | 'few' | 'claims';

/** Names that are addresses, paths or identifiers of one unit, told again with each of its services: nobody reads them. */
const UNREAD: ReadonlySet<string> = new Set<ParameterName>(['dhcp.requested_ip', 'dhcpv6.client_duid', 'ssdp.usn', 'ssdp.announces', 'ssdp.location', 'http.path', 'wsd.endpoint', 'opcua.endpoint']);
/** The shape of software says little to people, but these are versions of it or options it fills in by hand. */
const SHOWN = /^(?:lldp|cdp|snmp|smb|modbus|bacnet|enip|pndcp|s7comm|dnp3|opcua|fins|banner|rtsp)\.(?:hardware|firmware|software|revision|version|os_version|native_lan_manager|application|build|ssh|user_agent)$|^dhcp(?:v6)?\.(?:vendor_class|user_class)$|^ssdp\.user_agent$/;

function keepingOf({ name, kind }: Parameter): Keeping {
  if (LAST.some((last) => last === name)) return 'last';
  if (kind === 'name') return UNREAD.has(name) ? 'claims' : 'few';
  return SHOWN.test(name) ? 'few' : 'claims';
}

const KEEPING: readonly Keeping[] = PARAMETERS.map(keepingOf);
const PLACE: readonly number[] = PARAMETERS.map(({ name }) => LAST.findIndex((last) => last === name));

/** True when any value of PARAMETERS[index] is kept. */
export function keepsAny(index: number): boolean { return KEEPING[index] !== 'claims'; }
/** Position in LAST; -1 for parameters whose last value does not count. */
export function lastPlace(index: number): number { return PLACE[index] ?? -1; }

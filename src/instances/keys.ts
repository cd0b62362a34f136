/** What a device says that no other unit would: serial numbers, identifiers made once, names of one unit. As numbers, because who compares them need not read them. */
import { macText, parseMac, type DeviceKey, type ParameterName } from '../model/index.ts';
import { nameKind, plainName } from './names.ts';

/** Surest last. The order is stored: only append. */
export const STRENGTHS = ['owner', 'unit', 'serial'] as const;
export type Strength = (typeof STRENGTHS)[number];

export interface InstanceKey {
  /** 53 bits of the tenant, the kind and the value: two tenants have none in common (law 9). */
  readonly hash: number;
  readonly strength: Strength;
}

/** Kinds of identifiers that several protocols carry; the same value of one kind is the same. */
type Kind = 'serial' | 'usn' | 'uuid' | 'duid' | 'mac' | 'name';
type Reader = (value: string, device: DeviceKey) => readonly [kind: Kind, text: string, strength: Strength] | undefined;

/** All one digit, counting up, or words of who never filled it in. */
const EMPTY = /^(.)\1*$|^0*1?2345678?9?0?$|^(?:0x)?f+$|unknown|default|none|n\/a|not (?:available|specified|set)|to be filled|system serial|chassis|xxx|serial/i;

/** A serial number is one of its maker's: of two makers the same one is no sign, so the parameter, which is a protocol of few makers each, goes with it. */
const serial = (parameter: string): Reader => (value) => {
  const text = value.trim().toLowerCase();
  return text.length < 5 || text.length > 64 || EMPTY.test(text) || !/\d/.test(text) ? undefined : ['serial', `${parameter} ${text}`, 'serial'];
};
/** RFC 4122; not one of no bits. */
const uuid: Reader = (value) => {
  const text = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.exec(value)?.[0].toLowerCase();
  return text === undefined || EMPTY.test(text.replaceAll('-', '')) || new Set(text).size < 7 ? undefined : ['uuid', text, 'serial'];
};
/** UPnP: `uuid:` and what the maker puts there, a UUID or a product with a serial number or a MAC, before `::` and what of it is announced. */
const usn: Reader = (value, device) => {
  const id = uuid(value, device), text = /^uuid:([^:]{6,80})/i.exec(value)?.[1]?.toLowerCase();
  return id ?? (text !== undefined && nameKind(text) === 'unit' ? ['usn', text, 'serial'] : undefined);
};
/** RFC 8415 section 11: 1 and 3 hold a link-layer address, 2 a maker's number, 4 a UUID. */
const duid: Reader = (value) => {
  const text = value.toLowerCase().replaceAll(':', '');
  return /^000[1-4][0-9a-f]{12,64}$/.test(text) && !/^000[1-4](?:00|ff)+$/.test(text) ? ['duid', text, 'serial'] : undefined;
};
/** RFC 2132 section 9.14, RFC 4361: type 255 has four bytes of the interface and a DUID; type 1 is a MAC, which says something only when it is another one. */
const clientId: Reader = (value, device) => {
  const text = value.toLowerCase().replaceAll(':', '');
  if (text.startsWith('ff') && text.length > 10) return duid(text.slice(10), device);
  const mac = text.length === 14 && text.startsWith('01') ? parseMac(text.slice(2)) : undefined;
  return mac === undefined || mac === 0 || mac === device ? undefined : ['mac', macText(mac), 'unit'];
};
const name: Reader = (value) => {
  const text = plainName(value), kind = nameKind(text);
  return kind === undefined ? undefined : ['name', text, kind];
};
/** Made of the host's name as often as of a UUID. */
const uri: Reader = (value, device) => uuid(value, device) ?? undefined;
const eitherId: Reader = (value, device) => uuid(value, device) ?? name(value, device);

const READERS: ReadonlyMap<string, Reader> = new Map<ParameterName, Reader>([
  ['dhcp.client_id', clientId], ['dhcpv6.client_duid', duid], ['wsd.endpoint', uuid], ['ssdp.usn', usn], ['opcua.application_uri', uri],
  ['lldp.serial', serial('lldp')], ['snmp.serial', serial('snmp')], ['snmp.engine', serial('engine')], ['bacnet.serial', serial('bacnet')], ['enip.serial', serial('enip')],
  ['s7comm.serial', serial('s7')], ['dnp3.serial', serial('dnp3')], ['lldp.asset', serial('asset')],
  ['dhcp.hostname', name], ['dhcp.client_fqdn', name], ['dhcpv6.client_fqdn', name], ['mdns.host', eitherId], ['llmnr.host', name], ['nbns.name', name], ['smb.name', name], ['hip.machine', name],
  ['lldp.name', name], ['snmp.name', name], ['cdp.device', name],
]);

/** Parameters that might tell one unit from the next. */
export const INSTANCE_PARAMETERS: readonly string[] = [...READERS.keys()];

export function instanceKey(tenant: string, parameter: string, value: string, device: DeviceKey): InstanceKey | undefined {
  const read = READERS.get(parameter)?.(value.slice(0, 256), device);
  if (read === undefined) return undefined;
  const [kind, text, strength] = read;
  return { hash: hash53(`${JSON.stringify(tenant)} ${kind} ${text}`), strength };
}

function hash53(text: string): number { return Number(Bun.hash.xxHash64(text) & 0x1fffffffffffffn); }

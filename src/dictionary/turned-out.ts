/**
 * What may enter the dictionary of what a device turned out to be. The file goes to everybody, so a name needs two things: the machine said it, not a person,
 * and what we ship stands for it: it is in our tables, or it is a book's own word, or a book read it out of what the maker's software says and never out of
 * what somebody named.
 */
import { maskText } from '../features/index.ts';
import type { DeviceKey, HeardClaim, ParameterName } from '../model/index.ts';
import { fallbackProfile, maker, makerOf, profileOf } from '../taxonomy/index.ts';
import { FACTS, isName, keyOf, type Wanted } from './entry.ts';
import { FAMILIES, profileEntry } from './shipped.ts';

/** What the machine says of a device. */
export interface Said {
  readonly profile: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly os_family: string | null;
  readonly os_version: string | null;
}

/** One device of which it says so, with where that comes from. */
export interface Witness {
  readonly device: DeviceKey;
  readonly hostname: string | null;
  /** Company of its MAC prefix, as the registry has it. */
  readonly company: string | undefined;
  readonly claims: readonly Pick<HeardClaim, 'parameter' | 'value' | 'claim'>[];
}

/** Texts that the maker's software writes; people do not get to. All other parameters may have words of a person, a network or one unit in them. */
const MAKERS_TEXT: ReadonlySet<ParameterName> = new Set<ParameterName>([
  'dhcp.vendor_class', 'dhcpv6.vendor_class', 'mdns.model', 'mdns.system', 'ssdp.server', 'ssdp.device', 'ssdp.user_agent', 'http.user_agent', 'http.agent_product', 'http.server', 'traffic.model', 'traffic.product', 'hip.os', 'gtp.type_code',
  'lldp.system', 'lldp.vendor', 'lldp.model', 'lldp.firmware', 'lldp.software', 'cdp.platform', 'cdp.software', 'wsd.hardware', 'snmp.system', 'snmp.object_id', 'snmp.vendor', 'snmp.model', 'snmp.product', 'snmp.firmware', 'snmp.software',
  'banner.ssh', 'banner.ssh_client', 'sip.user_agent', 'sip.server', 'rtsp.user_agent', 'rtsp.server', 'smb.native_os', 'smb.native_lan_manager', 'smb.os_version', 'dicom.implementation', 'dicom.version',
  'modbus.vendor', 'modbus.product_code', 'modbus.product', 'modbus.model', 'modbus.revision', 'bacnet.vendor_id', 'bacnet.vendor', 'bacnet.model', 'bacnet.firmware', 'enip.vendor', 'enip.product', 'enip.product_code', 'enip.revision',
  'pndcp.vendor_id', 'pndcp.device_id', 'pndcp.station_type', 's7comm.order_number', 's7comm.module', 's7comm.firmware', 'dnp3.vendor', 'dnp3.product', 'dnp3.firmware', 'opcua.vendor', 'opcua.product', 'opcua.software', 'fins.model', 'fins.version',
]);

export const WITHHELD = ['unvouched', 'of-one-unit', 'unprintable', 'profile', 'full', 'unexamined'] as const;
/** Why a name stays out. */
export type Withheld = (typeof WITHHELD)[number];

/** What a verdict would bring, beyond what is shipped. */
export function candidatesOf({ profile, vendor, model, os_family: family, os_version: version }: Said): readonly Wanted[] {
  const found: Wanted[] = [], isShippedMaker = vendor !== null && maker(vendor)?.name === vendor;
  if (vendor !== null && !isShippedMaker) {
    found.push({ kind: 'vendor', name: vendor });
    if (profile === `${vendor} Device`) found.push(profileEntry(fallbackProfile(vendor, null)));
  }
  if (model !== null && vendor !== null) found.push({ kind: 'model', name: model, vendor });
  if (family !== null && !FAMILIES.includes(family)) found.push({ kind: 'os-family', name: family });
  if (family !== null && version !== null) found.push({ kind: 'os-version', name: version, family });
  return found;
}

/** A profile that is neither in the taxonomy nor the fallback of a maker; such can only be a tenant's own. */
export function isForeignProfile({ profile, vendor }: Pick<Said, 'profile' | 'vendor'>): boolean { return profile !== null && profileOf(profile)?.name !== profile && profile !== `${vendor} Device`; }

/** Undefined when the witness is enough. `ships`: whether the trained model has a model of this name. */
export function objection(wanted: Wanted, witness: Witness, ships: (model: string) => boolean): Withheld | undefined {
  const { kind, name } = wanted;
  if (![name, ...FACTS.flatMap((fact) => wanted[fact] ?? [])].every(isName)) return 'unprintable';
  if (kind === 'vendor' || kind === 'profile') return registered(kind === 'vendor' ? name : (wanted.vendor ?? ''), witness) ? undefined : 'unvouched';
  if (kind === 'model' && ships(name)) return undefined;
  if (isOfOneUnit(wanted, witness.device)) return 'of-one-unit';
  return witness.claims.some((heard) => says(wanted, heard.claim) && stands(name, heard, witness.hostname)) ? undefined : 'unvouched';
}

/** A maker beyond the taxonomy is one only as the registry of MAC prefixes has it: what a device calls its maker, anybody may have typed. */
function registered(name: string, { company }: Witness): boolean { return company !== undefined && makerOf(company) === name; }

function says({ kind, name, vendor, family }: Wanted, claim: HeardClaim['claim']): boolean {
  if (kind === 'model') return claim.model === name && (claim.vendor === undefined || makerOf(claim.vendor) === vendor);
  return kind === 'os-family' ? claim.os_family === name : claim.os_family === family && claim.os_version === name;
}

/** Maker's texts with a place for the host's name, as `Linux reception-desk 5.4`. */
const HAS_HOST: ReadonlySet<ParameterName> = new Set<ParameterName>(['snmp.system', 'lldp.system', 'cdp.software', 'mdns.system', 'http.user_agent', 'sip.user_agent']);
/** A host name of fewer letters is in many words by chance. */
const HOSTNAME_LEAST = 4;

/** The book's own word, of which nothing was in what the device said; or read out of what the maker's software says. */
function stands(name: string, { parameter, value }: Pick<HeardClaim, 'parameter' | 'value'>, hostname: string | null): boolean {
  if (MAKERS_TEXT.has(parameter)) {
    const host = hostname?.toLowerCase().split('.')[0] ?? '';
    return !HAS_HOST.has(parameter) || host.length < HOSTNAME_LEAST || !name.toLowerCase().includes(host);
  }
  const said = value.toLowerCase();
  return wordsIn(name).every((word) => !said.includes(word));
}
function wordsIn(name: string): readonly string[] { return name.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''); }

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}|@|:\/\//i, LONG_RUN = /\d{8}|(?=[0-9a-f]*\d)[0-9a-f]{10}/i;

function isOfOneUnit({ kind, name }: Wanted, device: DeviceKey): boolean {
  // Builds are numbers of five digits, which in a model are a unit's.
  return ADDRESS.test(name) || LONG_RUN.test(name) || (kind === 'model' && maskText(name, device) !== name);
}

/** All that is in, once each; the first says what else there is to say of it. */
export function collected(...lists: readonly (Iterable<Wanted>)[]): readonly Wanted[] {
  const found = new Map<string, Wanted>();
  for (const list of lists) for (const wanted of list) if (!found.has(keyOf(wanted))) found.set(keyOf(wanted), wanted);
  return [...found.values()];
}

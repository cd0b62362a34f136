/** Every attribute of a device in the inventory (R60), by the names of the published API where it has one: what it means, and how it is read. Unknown is null, never an empty string. */
import { confidenceLevel, ipText, isCellular, isLocalMac, isMac, keyKind, keyText, macField, type ParameterName } from '../model/index.ts';
import { categoryOf, ONBOARDING, profileOf } from '../taxonomy/index.ts';
import type { Listed } from './listed.ts';
import { activeWithin, heardOf, hostnameSources, protocolsOf, versionOf } from './readings.ts';

export type Value = string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>;

export interface Attribute {
  readonly name: string;
  readonly meaning: string;
  readonly read: (device: Listed) => Value;
}

const time = (ms: number | null | undefined): string | null => (ms === null || ms === undefined || ms <= 0 ? null : new Date(ms).toISOString());
const first = (device: Listed, ...parameters: readonly ParameterName[]): string | null => {
  for (const parameter of parameters) { const [value] = device.said(parameter); if (value !== undefined && value !== '') return value; }
  return null;
};
const list = (values: readonly string[]): readonly string[] | null => (values.length === 0 ? null : values);
const placed = ({ verdict }: Listed): ReturnType<typeof categoryOf> => { const profile = profileOf(verdict?.profile ?? ''), category = categoryOf(verdict?.category ?? ''); return category && profile && profile.category === category.name ? { ...category, vertical: profile.vertical ?? category.vertical, purdue: profile.purdue } : category; };
const isNew = ({ stage }: Listed): boolean => stage === 'onboarding';
const yes = (value: boolean): string => (value ? 'Yes' : 'No');

type Row = readonly [name: string, meaning: string, read: Attribute['read']];

const ROWS: readonly Row[] = [
  // Which one it is
  ['deviceid', 'its MAC address, or the IP address or cellular identity it is known by where nobody sees one', ({ key }) => keyText(key)],
  ['ip_address', 'IPv4 address it has', ({ ip }) => (ip === 0 ? null : ipText(ip))],
  ['mac_address', 'MAC address', ({ key }) => macField(key)],
  ['hostname', 'name it gives itself, or people gave it', ({ hostname }) => hostname],
  // What it is
  ['category', 'kind of device; Onboarding Device while it is new and nobody can name it', (d) => (isNew(d) ? ONBOARDING : d.verdict?.category ?? null)],
  ['profile', 'line of which maker', (d) => (isNew(d) ? null : d.verdict?.profile ?? null)],
  ['profile_type', 'IoT, IT or OT', (d) => d.verdict?.device_type ?? null],
  ['profile_vertical', 'where such devices are used: Office, Medical, Industrial, ...', (d) => placed(d)?.vertical ?? null],
  ['vendor', 'maker', (d) => d.verdict?.vendor ?? null],
  ['model', 'model', (d) => d.verdict?.model ?? null],
  ['os_group', 'family of its operating system', (d) => d.verdict?.os_family ?? null],
  ['os/firmware_version', 'version of its operating system or firmware', (d) => d.verdict?.os_version ?? versionOf(d)],
  ['os_combined', 'operating system with its version', (d) => [d.verdict?.os_family, d.verdict?.os_version].filter((part) => part).join(' ') || null],
  ['learned_category', 'what an Onboarding Device is thought to be', (d) => d.verdict?.category ?? null],
  ['confidence_score', 'how sure, 0 to 100', ({ confidence }) => confidence],
  ['confidence_level', 'low below 70, medium below 90, high', ({ confidence }) => confidenceLevel(confidence)],
  ['purdue_level', 'level 0 to 5 of the Purdue model', (d) => d.people.purdue_level ?? placed(d)?.purdue ?? null],
  ['identified_at', 'when the present verdict was reached', ({ identifiedAt, verdict }) => (verdict === null ? null : time(identifiedAt))],
  ['first_identified_at', 'when its confidence was first high enough for firewalls', ({ namedAt }) => time(namedAt)],
  ['likeDevice', 'device whose label it took over on request', (d) => d.people.likeDevice],
  // Being new
  ['first_seen_date', 'first detection, as records say', ({ firstSeen }) => time(firstSeen)],
  ['last_activity', 'when it was last heard', ({ lastActivity }) => time(lastActivity)],
  ['activity_status', 'active within the last hour, or inactive', (d) => (activeWithin(d, 3_600_000) ? 'active' : 'inactive')],
  ['learning', 'Yes in its first two days, in which most of what a device does is heard', ({ metAt, now }) => yes(now - metAt < 2 * 86_400_000)],
  ['onboarding_device', 'Yes while it is held as an Onboarding Device', (d) => yes(isNew(d))],
  ['onboarding_stage', 'new, onboarding, identified or expired', ({ stage }) => stage],
  ['onboarding_ends', 'when it will no longer be held as one', (d) => (isNew(d) ? time(d.onboardingEnds) : null)],
  // Where it is
  ['tenant', 'tenant it belongs to', ({ scope }) => scope.tenant],
  ['site_name', 'site', ({ scope }) => scope.site],
  ['network_segment', 'network segment: where addresses may overlap with those of others', ({ scope }) => scope.segment],
  ['subnet', 'subnet of its address, as DHCP said it, otherwise its /24', ({ subnet }) => subnet],
  ['vlan', 'VLAN of its frames', (d) => first(d, 'link.vlan')],
  ['DHCP', 'whether its address was given by DHCP', ({ ip, ipProof }) => (ip === 0 ? null : yes(ipProof === 'dhcp-ack' || ipProof === 'dhcp-request'))],
  ['ip_source', 'proof that it has its address', ({ ip, ipProof }) => (ip === 0 ? null : ipProof)],
  ['ip_seen', 'when that was last proved', ({ ip, ipTime }) => (ip === 0 ? null : time(ipTime))],
  ['last_dhcp', 'when its DHCP last said something new', (d) => time(Math.max(0, d.heard('dhcp.options') ?? 0, d.heard('dhcp.parameter_request_list') ?? 0, d.heard('dhcp.message') ?? 0))],
  ['static_ip_address', 'address that people gave it', (d) => d.people.static_ip_address],
  ['wire_or_wireless', 'cellular where it is known by a cellular identity', ({ key }) => (isCellular(key) ? 'cellular' : null)],
  ['location', 'where people, or it, say that it stands', (d) => d.people.location ?? first(d, 'snmp.location', 'bacnet.location', 's7comm.location', 'dnp3.location', 'cdp.location', 'wsd.location')],
  ['source', 'sensors and firewalls that told of it', (d) => list(d.reporters)],
  // The unit
  ['Serial_Number', 'serial number', (d) => d.people.serial_number ?? first(d, 'snmp.serial', 'lldp.serial', 's7comm.serial', 'enip.serial', 'bacnet.serial', 'dnp3.serial')],
  ['asset_tag', 'its number in the books', (d) => d.people.asset_tag ?? first(d, 'lldp.asset')],
  ['department', 'whose it is', (d) => d.people.department],
  ['description', 'what people, or its settings, say of it', (d) => d.people.description ?? first(d, 'bacnet.description', 'smb.comment')],
  ['long_description', 'system description it gives by SNMP or LLDP', (d) => first(d, 'snmp.system', 'lldp.system')],
  ['notes', 'notes of people', (d) => d.people.notes],
  ['Tags', 'tags of people', (d) => list(d.people.tags)],
  ['customAttributes', 'attributes of people\'s own', (d) => (Object.keys(d.people.customAttributes).length === 0 ? null : d.people.customAttributes)],
  ['ouiVendor', 'company of its MAC\'s prefix', ({ ouiVendor }) => ouiVendor],
  ['randomized_mac', 'Yes for a MAC that is locally administered, often randomised', ({ key }) => (isMac(key) ? yes(isLocalMac(key)) : null)],
  ['imei', 'cellular identity of the equipment', ({ key }) => (keyKind(key) === 'imei' ? keyText(key).slice(5) : null)],
  ['imsi', 'cellular identity of the card', ({ key }) => (keyKind(key) === 'imsi' ? keyText(key).slice(5) : null)],
  ['hostname_sources', 'where its names come from', (d) => list(hostnameSources(d))],
  ['software', 'software it names', (d) => list([...new Set([...d.said('banner.ssh'), ...d.said('http.server'), ...d.said('ssdp.server'), ...d.said('known.software'), ...d.said('snmp.software')])])],
  ['user_agent', 'user agent it last sent in clear', (d) => first(d, 'http.user_agent')],
  ['mud_url', 'its manufacturer\'s usage description (RFC 8520)', (d) => first(d, 'dhcp.mud_url', 'lldp.mud_url', 'dhcpv6.mud_url')],
  // What it does
  ['Applications', 'applications it uses', (d) => list(d.applications)],
  ['services', 'well-known services it offers', (d) => list(d.services)],
  ['protocols', 'protocols it was heard by', (d) => list(protocolsOf(d))],
  ['is_server', 'Yes when it offers a service', (d) => yes(d.services.length > 0)],
  ['AD_Domain', 'domain or workgroup it names', (d) => first(d, 'smb.domain', 'nbns.group')],
  ['SMB', 'dialects of SMB it speaks as a server', (d) => list(d.said('smb.dialect'))],
  ['AET', 'DICOM application entity title', (d) => first(d, 'dicom.title')],
  ['heard', 'what it says of itself in clear', (d) => list(heardOf(d))],
  ['features', 'how many things are known of it', (d) => d.evidence?.ids.length ?? 0],
  // Risk and alerts
  ['risk_score', 'risk, where something rates it', (d) => d.verdict?.risk_score ?? null],
  ['risk_level', 'low, medium, high or critical', (d) => d.verdict?.risk_level ?? null],
  ['number_of_critical_alerts', 'open alerts of severity critical', (d) => d.alerts.critical],
  ['number_of_warning_alerts', 'open alerts of severity high', (d) => d.alerts.warning],
  ['number_of_caution_alerts', 'open alerts of severity medium', (d) => d.alerts.caution],
  ['number_of_info_alerts', 'open alerts of severity low and info', (d) => d.alerts.info],
  // People's word
  ['confirmed', 'what people did to its verdict: confirmed, edited, ...', (d) => d.people.state],
  ['edited_by', 'who said it last', (d) => d.people.by],
  ['edited_at', 'when', (d) => d.people.at],
  ['rejected', 'verdicts that people refused', (d) => list(d.people.rejected)],
  ['primaryDevice', 'device it is an interface of', (d) => d.people.primaryDevice],
  ['multiInterfaces', 'interfaces of the one device, the primary first', (d) => list(d.people.multiInterfaces)],
  ['secondaryDevicesList', 'its other interfaces', (d) => list(d.people.secondaryDevicesList)],
];

export const ATTRIBUTES: readonly Attribute[] = ROWS.map(([name, meaning, read]) => ({ name, meaning, read }));

/** Names that people write for a column, in whatever case. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['ip', 'ip_address'], ['mac', 'mac_address'], ['name', 'hostname'], ['type', 'profile_type'], ['vertical', 'profile_vertical'], ['os', 'os_group'], ['os_version', 'os/firmware_version'], ['confidence', 'confidence_score'],
  ['level', 'confidence_level'], ['first_seen', 'first_seen_date'], ['last_seen', 'last_activity'], ['site', 'site_name'], ['segment', 'network_segment'], ['serial', 'Serial_Number'], ['onboarding', 'onboarding_device'], ['apps', 'Applications'],
]);
const BY_NAME: ReadonlyMap<string, Attribute> = new Map(ATTRIBUTES.map((attribute) => [attribute.name.toLowerCase(), attribute]));

export function attributeOf(name: string): Attribute | undefined {
  const wanted = name.trim().toLowerCase().replaceAll(/[ -]/g, '_');
  return BY_NAME.get(wanted) ?? BY_NAME.get(OTHER_NAMES.get(wanted)?.toLowerCase() ?? '');
}

/** A value as one line of text; empty when there is none. */
export function valueText(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? value.join('; ') : Object.entries(value).map(([name, one]) => `${name}=${String(one)}`).join('; ');
}

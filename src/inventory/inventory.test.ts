/** The inventory's tables and conditions: attributes, the published names, filters, order, names behind hashes, subnets. */
import { expect, test } from 'bun:test';
import { hash32, type DecodedFeatures } from '../features/index.ts';
import { addressKey, imeiKey, parameterIndex, parseIp, type DeviceKey, type Ipv4, type ParameterName } from '../model/index.ts';
import { NO_EDIT, peopleReport, type DeviceEdit } from '../people/index.ts';
import { confidenceTest, subnetTest } from './ask.ts';
import { asked, ATTRIBUTES, attributeOf, columnsOf, compareKeys, fits, isUnknownApplication, Names, orderOf, PUBLISHED, sortKey, Subnets, valueText, type Listed } from './index.ts';
import { heardOf, protocolsOf } from './readings.ts';

const ip = (text: string): Ipv4 => parseIp(text) ?? (0 as Ipv4), NOW = Date.UTC(2026, 0, 10), DAY = 86_400_000;
const said = (parameter: ParameterName, value: string) => ({ index: parameterIndex(parameter), value, seconds: 5, source: 1 });
const evidence = (over: Partial<DecodedFeatures> = {}): DecodedFeatures => ({ ids: new Uint32Array(), traces: [], sayings: [], dropped: 0, refused: 0, firstSeen: 1, lastSeen: 2, ...over });

function listed(over: Partial<Listed> = {}, edit: Partial<DeviceEdit> = {}): Listed {
  const known = over.evidence;
  return {
    key: 0x3c0000000001 as DeviceKey, scope: { tenant: 'default', site: 'north', segment: 'plant' }, ip: ip('10.1.2.3'), ipTime: NOW, ipProof: 'dhcp-ack', hostname: 'cam-1', firstSeen: NOW - 5 * DAY, metAt: NOW - 5 * DAY, lastActivity: NOW - 60_000,
    identifiedAt: NOW - DAY, confidence: 95, verdict: { device_type: 'IoT', category: 'Camera', profile: 'Axis Camera', vendor: 'Axis', model: 'M1', os_family: 'Linux', os_version: '5', risk_score: null, risk_level: null },
    now: NOW, stage: 'identified', onboardingEnds: NOW + 2 * DAY, namedAt: null, evidence: undefined, people: peopleReport({ ...NO_EDIT, ...edit }, 'x', [], null), applications: [], services: [], subnet: '10.1.2.0/24',
    alerts: { critical: 1, warning: 0, caution: 0, info: 0 }, ouiVendor: 'Axis Communications', reporters: ['fw-1'],
    said: (parameter) => (known?.sayings ?? []).filter(({ index }) => index === parameterIndex(parameter)).map(({ value }) => value).reverse(), heard: () => undefined, ...over,
  };
}
const read = (name: string, device: Listed = listed()) => attributeOf(name)?.read(device);
const words = (given: Readonly<Record<string, string | true | readonly string[]>>) => ({
  text: (name: string) => { const value = given[name]; return typeof value === 'string' ? value : undefined; },
  texts: (name: string) => { const value = given[name]; return Array.isArray(value) ? value.map(String) : []; },
  flag: (name: string) => given[name] === true,
});
const has = (given: Parameters<typeof words>[0], device: Listed = listed()): boolean => fits(device, asked(words(given), NOW));

test('[R60] [R61] there are more than 50 attributes, each named once and each with a meaning', () => {
  expect(ATTRIBUTES.length).toBeGreaterThanOrEqual(50);
  expect(new Set(ATTRIBUTES.map(({ name }) => name.toLowerCase())).size).toBe(ATTRIBUTES.length);
  expect(ATTRIBUTES.filter(({ meaning }) => meaning === '')).toEqual([]);
});

test('[R60] each name of the published export, 46 and more, is an attribute, or says why it is none', () => {
  expect(Object.keys(PUBLISHED).length).toBe(47);
  for (const [name, one] of Object.entries(PUBLISHED)) expect([name, 'attribute' in one ? attributeOf(one.attribute) !== undefined : one.missing.length > 10]).toEqual([name, true]);
  expect(Object.values(PUBLISHED).filter((one) => 'attribute' in one).length).toBeGreaterThanOrEqual(33);
});

test('unknown is null and never an empty string, whatever is missing', () => {
  const bare = listed({ key: addressKey(ip('10.0.0.1')), ip: 0 as Ipv4, hostname: null, verdict: null, subnet: null, ouiVendor: null, reporters: [], identifiedAt: 0, firstSeen: 0 });
  for (const { name, read: of } of ATTRIBUTES) { const value = of(bare); expect([name, value === '' || (Array.isArray(value) && value.length === 0)]).toEqual([name, false]); }
  expect(['ip_address', 'mac_address', 'category', 'subnet', 'first_seen_date', 'DHCP', 'randomized_mac'].map((name) => read(name, bare))).toEqual(Array(7).fill(null));
  expect([valueText(null), valueText(['a', 'b']), valueText({ x: 'y' }), valueText(0)]).toEqual(['', 'a; b', 'x=y', '0']);
});

test('[R60] [R69] [R120] values come from the row, the taxonomy, what was said and what people said', () => {
  expect(['deviceid', 'ip_address', 'profile_vertical', 'confidence_level', 'purdue_level', 'DHCP', 'os_combined', 'activity_status', 'number_of_critical_alerts', 'randomized_mac'].map((name) => read(name)))
    .toEqual(['3c:00:00:00:00:01', '10.1.2.3', 'Office', 'high', 4, 'Yes', 'Linux 5', 'active', 1, 'No']);
  const told = listed({ evidence: evidence({ sayings: [said('snmp.serial', 'S-1'), said('link.vlan', '10'), said('link.vlan', '20'), said('dicom.title', 'CT_1'), said('smb.domain', 'CORP'), said('dhcp.hostname', 'x'), said('snmp.location', 'Hall 1')] }) });
  expect(['Serial_Number', 'vlan', 'AET', 'AD_Domain', 'hostname_sources', 'location'].map((name) => read(name, told))).toEqual(['S-1', '20', 'CT_1', 'CORP', ['dhcp.hostname'], 'Hall 1']);
  const people = listed({ evidence: told.evidence }, { set: { serial_number: 'P-9', location: 'Hall 2', purdue_level: '1' }, tags: ['critical'], edited: { by: 'alice', at: NOW } });
  expect(['Serial_Number', 'location', 'purdue_level', 'Tags', 'edited_by'].map((name) => read(name, people))).toEqual(['P-9', 'Hall 2', 1, ['critical'], 'alice']);
  expect(read('imei', listed({ key: imeiKey('490154203237518') ?? (0 as DeviceKey) }))).toBe('490154203237518');
});

test('[R114] [R120] a newcomer is an Onboarding Device, and what it is thought to be stands beside', () => {
  const low = listed({ stage: 'onboarding', confidence: 40 });
  expect(['category', 'profile', 'learned_category', 'onboarding_device', 'onboarding_ends'].map((name) => read(name, low))).toEqual(['Onboarding Device', null, 'Camera', 'Yes', new Date(NOW + 2 * DAY).toISOString()]);
  expect(['category', 'onboarding_device', 'onboarding_ends'].map((name) => read(name))).toEqual(['Camera', 'No', null]);
  expect([has({ onboarding: true }, low), has({ onboarding: true }), has({ category: 'onboarding device' }, low), has({ 'expires-within': '3d' }, low), has({ 'expires-within': '1d' }, low), has({ 'expires-within': '3d' }, listed({ stage: 'onboarding', onboardingEnds: null }))])
    .toEqual([true, false, true, true, false, false]);
});

test('[R59] filters by what a device is, where it is, how sure and when', () => {
  const yes = [{ category: 'camera' }, { profile: 'axis camera' }, { vendor: 'AXIS' }, { vendor: 'Axis Communications' }, { os: 'linux' }, { vertical: 'office' }, { type: 'iot' }, { site: 'north' }, { segment: 'plant' }, { subnet: '10.1.0.0/16' }, { subnet: '10.1.2.3' }, { confidence: 'high' },
    { confidence: '>=95' }, { 'seen-within': '1h' }, { 'first-seen-within': '6d' }, { active: true as const }, { text: 'xis cam' }, { text: '3c:00' }];
  const no = [{ category: 'printer' }, { category: 'unknown' }, { vertical: 'medical' }, { type: 'ot' }, { vendor: 'acme' }, { site: 'south' }, { subnet: '10.2.0.0/16' }, { confidence: 'low' }, { confidence: '<95' }, { 'seen-within': '30s' }, { 'first-seen-within': '4d' }, { unknown: true as const }, { tag: ['x'] }, { confirmed: true as const }, { edited: true as const }, { vlan: '5' }, { text: 'nothing like it' }, { application: 'ssl' }];
  expect(yes.map((given) => [given, has(given)])).toEqual(yes.map((given) => [given, true]));
  expect(no.map((given) => [given, has(given)])).toEqual(no.map((given) => [given, false]));
  expect([has({ unknown: true }, listed({ confidence: 69 })), has({ unknown: true }, listed({ verdict: null, confidence: 99 })), has({ unknown: true }, listed({ confidence: 70 }))]).toEqual([true, true, false]);
  expect(has({ tag: ['Critical'], edited: true }, listed({}, { tags: ['critical'] }))).toBe(true);
  expect(has({ text: 'b-42' }, listed({ evidence: evidence({ sayings: [said('dhcp.vendor_class', 'Boiler B-42')] }) }))).toBe(true);
});

test('words that mean nothing are refused by name', () => {
  for (const given of [{ subnet: '10.0.0.0/33' }, { subnet: 'ten' }, { confidence: 'sure' }, { confidence: '>=101' }, { confidence: '>=10-20' }, { confidence: '89-70' }, { category: 'Kamera' }, { vertical: 'Medcal' }, { type: 'toaster' }, { 'seen-within': 'unlimited' }, { 'seen-within': 'soon' }]) expect(() => asked(words(given), NOW)).toThrow();
  expect(() => columnsOf('ip,colour')).toThrow('no such attribute');
  expect(() => orderOf('colour:desc')).toThrow('no such attribute');
  expect(() => orderOf('ip:sideways')).toThrow('no such attribute');
});

test('ranges of confidence and subnets hold at their ends', () => {
  expect(['70-89', '<70', '<=70', '>70', '=70', '70'].map((word) => [69, 70, 71, 89, 90].filter(confidenceTest(word)))).toEqual([[70, 71, 89], [69], [69, 70], [71, 89, 90], [70], [70]]);
  expect([subnetTest('0.0.0.0/0')(ip('255.255.255.255')), subnetTest('10.0.0.0/8')(ip('11.0.0.0')), subnetTest('128.0.0.0/1')(ip('200.0.0.1')), subnetTest('10.0.0.7/30')(ip('10.0.0.4'))]).toEqual([true, false, true, true]);
});

test('[R120] columns and order are asked for by any of their names; what has no value comes last', () => {
  expect(columnsOf('ip, Mac,serial,first seen').map(({ name }) => name)).toEqual(['ip_address', 'mac_address', 'Serial_Number', 'first_seen_date']);
  expect([columnsOf('all').length, columnsOf(undefined).length]).toEqual([ATTRIBUTES.length, 7]);
  expect(orderOf('first_seen:DESC')).toMatchObject({ attribute: { name: 'first_seen_date' }, descending: true });
  for (const descending of [false, true]) expect([null, 'b', 'a', null].sort((a, b) => compareKeys(a, b, descending)).at(-1)).toBeNull();
  expect([9, 100, 20].sort((a, b) => compareKeys(a, b, true))).toEqual([100, 20, 9]);
  expect([sortKey('ÄB'), sortKey(5), sortKey(null), sortKey(['B', 'a'])]).toEqual(['äb', 5, null, 'b; a']);
});

test('[R66] [R71] applications and services are found again behind their hashes', () => {
  const names = new Names(['ms-ds-smbv3', 'unknown-tcp', 'youtube-base']);
  const used = evidence({ ids: Uint32Array.from([hash32('traffic.app', 'ms-ds-smbv3'), hash32('traffic.app', 'unknown-tcp'), hash32('traffic.asks', 'tcp/1883'), hash32('traffic.serves', 'tcp/22'), hash32('traffic.app', 'never-heard')]), traces: [{ index: parameterIndex('tls.ja4'), learned: 1, seconds: 5, source: 1 }, { index: parameterIndex('arp.kind'), learned: 1, seconds: 5, source: 1 }] });
  expect(names.applicationsOf(used)).toEqual(['mqtt', 'ms-ds-smbv3', 'ssl', 'unknown-tcp']);
  expect(names.servicesOf(used)).toEqual(['ssh']);
  expect(protocolsOf({ evidence: used })).toEqual(['arp', 'tls']);
  expect(['unknown-udp', 'incomplete', 'insufficient-data', 'ssl', 'unknownish'].map(isUnknownApplication)).toEqual([true, true, true, false, false]);
  expect(heardOf({ evidence: evidence({ sayings: [said('dhcp.client_id', '01'), said('dhcp.vendor_class', 'a'), said('dhcp.vendor_class', 'b')] }) })).toEqual(['dhcp.vendor_class b', 'dhcp.client_id 01']);
});

test('[R64] a subnet is the narrowest that DHCP said, otherwise the /24; each segment has its own', () => {
  const subnets = new Subnets([{ scope: 1, value: '10.0.0.0/16' }, { scope: 1, value: '10.0.7.0/25' }, { scope: 2, value: '192.168.0.0/20' }, { scope: 1, value: 'junk' }, { scope: 1, value: '10.0.0.0/99' }]);
  expect(['10.0.3.4', '10.0.7.5', '10.0.7.200', '172.16.9.9'].map((address) => subnets.of(1, ip(address)))).toEqual(['10.0.0.0/16', '10.0.7.0/25', '10.0.0.0/16', '172.16.9.0/24']);
  expect([subnets.of(2, ip('192.168.5.5')), subnets.of(1, ip('192.168.5.5'))]).toEqual(['192.168.0.0/20', '192.168.5.0/24']);
  expect([subnets.isHeard(1, '10.0.7.0/25'), subnets.isHeard(1, '172.16.9.0/24'), subnets.isHeard(1, 'no address')]).toEqual([true, false, false]);
});

/** Keys of one unit and links between devices: what is claimed, and what is not. */
import { expect, test } from 'bun:test';
import { parseKey, parseMac, type DeviceKey } from '../model/index.ts';
import { instanceKey, instanceTier, linkOf, mostTogether, nameKind, plainName, SURE, type Strength, type Unit } from './index.ts';

const mac = (text: string): DeviceKey => parseKey(text) ?? (0 as DeviceKey);
const WIFI = mac('00:1b:a9:00:00:01'), RANDOM = mac('02:11:22:33:44:55'), RANDOM_2 = mac('06:11:22:33:44:56'), OTHER = mac('00:40:8c:00:00:01');
const HOUR = 3_600_000, habits = (from: number, count = 40): Set<number> => new Set(Array.from({ length: count }, (_, i) => from + i));

function unit(key: DeviceKey, from: number, to: number, keys: Readonly<Record<number, Strength>>, over: Partial<Unit> = {}): Unit {
  return { key, vendor: undefined, firstSeen: from * HOUR, lastActivity: to * HOUR, ids: habits(0), keys: new Map(Object.entries(keys).map(([hash, strength]) => [Number(hash), strength])), category: null, ...over };
}

test.each([
  ['DESKTOP-4F2K1QZ', 'unit'], ['LAPTOP-AB12CD34', 'unit'], ['android-6f1c3a9e2b7d4410', 'unit'], ['ESP_07AEFB', 'unit'], ['Lightify-01AAFD4E', 'unit'], ['cam-20231107', 'unit'],
  ['Annas-iPhone', 'owner'], ['annas-mbp.lan', 'owner'], ['iPhone-von-Anna', 'owner'], ['Anna-s-MacBook-Pro.local', 'owner'],
  ['Philips-hue', undefined], ['iPhone', undefined], ['Galaxy-S9', undefined], ['DCH-S220', undefined], ['DCS-935L', undefined], ['udhcp', undefined], ['localhost', undefined], ['raspberrypi', undefined], ['news-server', undefined],
  ['access-point', undefined], ['my-iphone', undefined], ['HP', undefined], ['ip-10-0-0-5', undefined], ['', undefined],
])('[R50] the name %s is of %s', (name, kind) => { expect(nameKind(plainName(name))).toBe(kind as ReturnType<typeof nameKind>); });

test.each([
  ['lldp.serial', 'NP0004711', 'serial'], ['lldp.serial', '0000000', undefined], ['lldp.serial', 'To be filled by O.E.M.', undefined], ['lldp.serial', 'unknown', undefined], ['enip.serial', 'ffffffff', undefined], ['snmp.serial', '12345678', undefined],
  ['wsd.endpoint', 'urn:uuid:4e500000-aaaa-4bbb-8ccc-024e50001101', 'serial'], ['ssdp.usn', 'uuid:00000000-0000-0000-0000-000000000000::upnp:rootdevice', undefined], ['ssdp.usn', 'uuid:2f402f80-da50-11e1-9b23-0017882476ff', 'serial'],
  ['dhcp.client_id', 'ff12345678000100012a2b2c2d001ba9000001', 'serial'], ['dhcp.client_id', '01001ba9000001', undefined], ['dhcp.client_id', '0100408c000001', 'unit'], ['dhcp.client_id', '00616263', undefined],
  ['dhcp.hostname', 'Annas-iPhone', 'owner'], ['http.user_agent', 'x', undefined],
])('[R50] %s=%s is a key of strength %s', (parameter, value, strength) => { expect(instanceKey('default', parameter, value, WIFI)?.strength).toBe(strength as Strength); });

test('the same name in any protocol is one key, and of another tenant another', () => {
  const of = (tenant: string, parameter: string, value: string): number | undefined => instanceKey(tenant, parameter, value, WIFI)?.hash;
  expect(new Set([of('a', 'dhcp.hostname', 'Annas-iPhone'), of('a', 'mdns.host', 'annas-iphone.local'), of('a', 'llmnr.host', 'ANNAS-IPHONE')]).size).toBe(1);
  expect(of('b', 'dhcp.hostname', 'Annas-iPhone')).not.toBe(of('a', 'dhcp.hostname', 'Annas-iPhone'));
});

const TABLE: readonly (readonly [what: string, a: Unit, b: Unit, shared: readonly Strength[], claimed: boolean])[] = [
  ['a random MAC replaced another, name of one unit, alike', unit(RANDOM, 0, 5, { 1: 'unit' }), unit(RANDOM_2, 6, 9, { 1: 'unit' }), ['unit'], true],
  ['a random MAC replaced another, owner\'s name, alike', unit(RANDOM, 0, 5, { 1: 'owner' }), unit(RANDOM_2, 6, 9, { 1: 'owner' }), ['owner'], true],
  ['owner\'s name, other behaviour', unit(RANDOM, 0, 5, { 1: 'owner' }), unit(RANDOM_2, 6, 9, { 1: 'owner' }, { ids: habits(35) }), ['owner'], false],
  ['owner\'s name, too little behaviour', unit(RANDOM, 0, 5, { 1: 'owner' }), unit(RANDOM_2, 6, 9, { 1: 'owner' }, { ids: habits(0, 3) }), ['owner'], false],
  ['owner\'s name, burned-in MACs: a new phone of the same person', unit(WIFI, 0, 5, { 1: 'owner' }), unit(OTHER, 6, 9, { 1: 'owner' }), ['owner'], false],
  ['same name at the same time, interfaces of two makers', unit(WIFI, 0, 9, { 1: 'unit' }, { vendor: 'Intel' }), unit(OTHER, 0, 9, { 1: 'unit' }, { vendor: 'Realtek' }), ['unit'], false],
  ['same name at the same time, random MACs', unit(RANDOM, 0, 9, { 1: 'owner' }), unit(RANDOM_2, 0, 9, { 1: 'owner' }), ['owner'], false],
  ['same serial number, two interfaces', unit(WIFI, 0, 9, { 1: 'serial' }), unit(OTHER, 0, 9, { 1: 'serial' }), ['serial'], true],
  ['same serial number, later', unit(WIFI, 0, 5, { 1: 'serial' }), unit(RANDOM, 6, 9, { 1: 'serial' }), ['serial'], true],
  ['same serial number, other names at the same time', unit(WIFI, 0, 9, { 1: 'serial', 2: 'unit' }), unit(OTHER, 0, 9, { 1: 'serial', 3: 'unit' }), ['serial'], false],
  ['copied virtual machines', unit(WIFI, 0, 9, { 1: 'serial' }, { vendor: 'VMware, Inc.' }), unit(OTHER, 0, 9, { 1: 'serial' }, { vendor: 'VMware, Inc.' }), ['serial'], false],
  ['same name, other serial numbers', unit(RANDOM, 0, 5, { 1: 'unit', 2: 'serial' }), unit(RANDOM_2, 6, 9, { 1: 'unit', 3: 'serial' }), ['unit'], false],
  ['same name, said to be different things', unit(RANDOM, 0, 5, { 1: 'unit' }, { category: 'Printer' }), unit(RANDOM_2, 6, 9, { 1: 'unit' }, { category: 'Camera' }), ['unit'], false],
  ['two IMEIs', unit(mac('imei:490154203237518'), 0, 5, { 1: 'serial' }), unit(mac('imei:352099001761481'), 6, 9, { 1: 'serial' }), ['serial'], false],
];

test.each(TABLE.map((row) => [row[0], row] as const))('[R50] %s', (_what, [, a, b, shared, claimed]) => {
  const there = linkOf(a, b, shared), back = linkOf(b, a, shared);
  expect([there.confidence >= SURE, there]).toEqual([claimed, back]);
  expect(there.reason.startsWith('not sure')).toBe(!claimed);
});

test('[R50] the value is the first known device of the unit; below the threshold there is none, with the reason', () => {
  const first = unit(RANDOM, 0, 5, { 1: 'unit' }), now = unit(RANDOM_2, 6, 9, { 1: 'unit' });
  expect(instanceTier(now, [{ unit: first, shared: ['unit'] }])).toEqual({ value: '02:11:22:33:44:55', confidence: 90, reason: 'same name of one unit, one after the other, alike in what they do' });
  expect(instanceTier(now, [])).toMatchObject({ value: '06:11:22:33:44:56', reason: 'its name' });
  expect(instanceTier({ ...now, ids: habits(58) }, [{ unit: { ...first, ids: habits(0, 60) }, shared: ['owner'] }])).toMatchObject({ value: null, reason: 'not sure: same name, other behaviour' });
  expect(instanceTier(unit(RANDOM, 0, 1, {}), [])).toEqual({ value: null, confidence: 0, reason: 'not sure: a random MAC and nothing of one unit' });
  expect(instanceTier(unit(WIFI, 0, 1, {}), [])).toMatchObject({ value: '00:1b:a9:00:00:01', confidence: 95 });
  expect(instanceTier(unit(mac('10.0.0.1'), 0, 1, {}), []).value).toBeNull();
});

test('how many have a key at one time', () => {
  expect(mostTogether([])).toBe(0);
  expect(mostTogether([[0, 5], [6, 9], [10, 12]])).toBe(1);
  expect(mostTogether([[0, 5], [5, 9], [3, 3]])).toBe(2);
  expect(mostTogether([[0, 9], [1, 8], [2, 3]])).toBe(3);
});

test('any bytes give a key or none, in bounded time', () => {
  let seed = 7;
  const next = (most: number): number => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor((seed / 2 ** 32) * most); };
  const alphabet = 'aA0f-:.s_\u0000é😀 '.split('');
  for (let round = 0; round < 3000; round++) {
    const value = Array.from({ length: next(600) }, () => alphabet[next(alphabet.length)] ?? '').join('');
    for (const parameter of ['dhcp.client_id', 'dhcpv6.client_duid', 'ssdp.usn', 'mdns.host', 'snmp.engine', 'dhcp.hostname']) {
      const key = instanceKey('t', parameter, value, parseMac('00:1b:a9:00:00:01') ?? (0 as DeviceKey));
      if (key !== undefined) expect(Number.isSafeInteger(key.hash) && key.hash >= 0).toBe(true);
    }
  }
});

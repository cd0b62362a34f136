/** From what a device says to who it is, through the real fold, books, taxonomy and model: short meetings with common devices. */
import { expect, test } from 'bun:test';
import { createDeviceFeatures, Words } from '../features/index.ts';
import { judgeParts } from './judge.ts';
import { parseMac, type Identity, type Mac, type ParameterName } from '../model/index.ts';

const parts = judgeParts(), words = new Words(parts.worth);
function meet(mac: string, said: readonly (readonly [ParameterName, string])[]): Identity {
  const fold = createDeviceFeatures({ vendorOf: parts.vendorOf, words }), key = parseMac(mac) as Mac;
  for (const [parameter, value] of said) fold.fact(key, 1_790_000_000_000, parameter, value);
  const state = fold.get(key);
  if (state === undefined) throw new Error('nothing was said');
  const [identity] = parts.identify([state], (source) => `record ${source}`);
  if (identity === undefined) throw new Error('no verdict');
  return identity;
}
const request = (options: string, list: string, more: readonly (readonly [ParameterName, string])[]): (readonly [ParameterName, string])[] => [['dhcp.message', 'request'], ['dhcp.options', `request ${options}`], ['dhcp.parameter_request_list', list], ...more];

test('[R49] [R58] one DHCP request is enough for a system, and for a maker and a kind where it says so', () => {
  expect(meet('3c:52:82:11:22:33', request('53,61,50,12,81,60,55', '1,3,6,15,31,33,43,44,46,47,119,121,249,252', [['dhcp.vendor_class', 'MSFT 5.0'], ['dhcp.hostname', 'DESKTOP-7K2M9QX']]))).toMatchObject({ os_family: 'Windows', category: 'Personal Computer' });
  expect(meet('a2:52:82:11:22:33', request('53,61,50,57,60,12,55', '1,3,6,15,26,28,51,58,59,43', [['dhcp.vendor_class', 'android-dhcp-13']]))).toMatchObject({ os_family: 'Android', os_version: '13' });
  expect(meet('00:17:88:11:22:33', request('53,61,50,57,60,12,55', '1,3,6,12,15,28,42', [['dhcp.vendor_class', 'udhcp 1.19.4'], ['dhcp.hostname', 'Philips-hue']]))).toMatchObject({ vendor: 'Philips', category: 'Lighting Gateway', profile: 'Philips Hue Bridge' });
});

test('[R48] [R49] three tiers: kind, profile with maker, model and system, each with a confidence of its own', () => {
  const { tiers, category, profile, vendor, evidence } = meet('00:1b:0c:11:22:33', [['cdp.platform', 'cisco WS-C2960X-48FPS-L'], ['cdp.capabilities', 'switch igmp'], ['cdp.software', 'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)'], ['arp.kind', 'request']]);
  expect([category, vendor]).toEqual(['Switch', 'Cisco']);
  expect(profile).toStartWith('Cisco');
  for (const tier of [tiers.category, tiers.profile, tiers.vendor, tiers.os]) expect(tier.confidence).toBeGreaterThanOrEqual(70);
  expect(tiers.instance.value).toBeNull();
  expect(evidence.some(({ source, weight, time }) => source === 'cdp.platform' && weight > 0 && time !== null)).toBe(true);
});

test('[R48] evidence stands strongest first, and what speaks against is below zero', () => {
  const { evidence, vendor } = meet('00:00:0c:11:22:33', [['arp.kind', 'request'], ['lldp.vendor', 'Polycom'], ['lldp.model', 'VVX 411'], ['lldp.class', 'communication device']]);
  expect(vendor).not.toBe('Cisco');
  expect(evidence.map(({ weight }) => weight)).toEqual(evidence.map(({ weight }) => weight).toSorted((a, b) => b - a));
  expect(evidence.find(({ source }) => source === 'mac.vendor')?.weight ?? 0).toBeLessThan(0);
});

test('[R47] the same words without ARP or DHCP are worth less', () => {
  const said = [['snmp.system', 'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)']] as const;
  const bare = meet('02:00:0c:11:22:33', said), proved = meet('02:00:0c:11:22:33', [...said, ['arp.kind', 'reply']]);
  expect(bare.category).toBe(proved.category);
  expect(bare.tiers.category.confidence).toBeLessThan(proved.tiers.category.confidence);
});

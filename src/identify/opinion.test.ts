/** Claims, the MAC's company and the trained model weighed together: thresholds, agreement, contradiction, and what an unproved MAC costs. */
import { expect, test } from 'bun:test';
import type { Claim, HeardClaim, ParameterName } from '../model/index.ts';
import { Remembered } from './index.ts';
import type { Opinion, Trained } from './opinion.ts';

const lookup = new Remembered();
const SILENT: Trained = { category: null, profile: null, vendor: null, model: null, isDistinct: false, leaf: null };
type Said = readonly [parameter: ParameterName, claim: Omit<Claim, 'rule'>];
const heard = (said: readonly Said[]): HeardClaim[] => said.map(([parameter, claim], i) => ({ parameter, value: '', time: i, source: 0, claim: { rule: `test/${parameter} ${JSON.stringify(claim)}`, ...claim } }));
const opinion = (said: readonly Said[], company?: string, isProved = true, trained = SILENT): Opinion => lookup.opinionOf({ trained, claims: heard(said), company, isProved });
const percent = (answer: { readonly confidence: number } | null): number => Math.floor((answer?.confidence ?? 0) * 100 + 1e-6);

const SWITCH: Said = ['snmp.system', { vendor: 'Cisco', category: 'Switch', model: 'C2960X', os_family: 'Cisco IOS', os_version: '15.2(7)E3', certainty: 0.97 }];

test('[R49] [R58] a device that describes itself in words is named high by that alone, with maker, model and system', () => {
  const { category, vendor, model, system, profile } = opinion([SWITCH]);
  expect([category?.value, vendor?.value, model?.value, system?.family, system?.version]).toEqual(['Switch', 'Cisco', 'C2960X', 'Cisco IOS', '15.2(7)E3']);
  for (const answer of [category, vendor, model, system, profile]) expect(percent(answer)).toBeGreaterThanOrEqual(90);
  expect(profile?.value).toStartWith('Cisco ');
});

test('[R52] the company of the MAC alone is never high, a hint alone is never high, a module\'s is no maker', () => {
  const alone = opinion([], 'Hangzhou Hikvision Digital Technology');
  expect([alone.vendor?.value, percent(alone.vendor), percent(alone.profile) < 90, alone.category]).toEqual(['Hikvision', 77, true, null]);
  expect(alone.profile?.value).toBe('Hikvision Device');
  expect(percent(opinion([['mdns.service', { category: 'Printer', certainty: 0.65 }]]).category)).toBe(65);
  expect(opinion([], 'Espressif').vendor).toBeNull();
  expect(opinion([])).toMatchObject({ category: null, profile: null, vendor: null, model: null, system: null });
});

test('two independent hints that agree may be high; the same technique twice is one', () => {
  const hint = { category: 'Printer', certainty: 0.65 };
  expect(percent(opinion([['mdns.service', hint], ['dhcp.vendor_class', hint]]).category)).toBeGreaterThanOrEqual(90);
  expect(percent(opinion([['dns.query', hint], ['tls.server_name', hint]]).category)).toBe(65);
  expect(percent(opinion([['dns.query', { vendor: 'Withings', certainty: 0.65 }]], 'Withings').vendor)).toBeGreaterThanOrEqual(90);
});

test('contradictions take from each other; a maker that names itself outweighs a prefix, which still takes some', () => {
  const two = opinion([['mdns.model', { category: 'Printer', certainty: 0.9 }], ['dhcp.hostname', { category: 'Camera', certainty: 0.9 }]]);
  expect(two.category).toBeNull();
  const resold = opinion([['lldp.vendor', { vendor: 'Polycom', certainty: 0.97 }]], 'Dell');
  expect([resold.vendor?.value, percent(resold.vendor) >= 90, percent(resold.vendor) < 97]).toEqual(['Polycom', true, true]);
});

test('[R47] without ARP or DHCP every answer is less sure by the stated discount, and what was just high is no longer', () => {
  const proved = opinion([SWITCH]), unproved = opinion([SWITCH], undefined, false);
  for (const question of ['category', 'vendor', 'model', 'profile', 'system'] as const) expect(percent(unproved[question])).toBeLessThan(percent(proved[question]));
  expect(percent(unproved.category)).toBeGreaterThanOrEqual(90);
  const hints: Said[] = [['mdns.service', { category: 'Printer', certainty: 0.65 }], ['dhcp.vendor_class', { category: 'Printer', certainty: 0.65 }]];
  expect([percent(opinion(hints).category) >= 90, percent(opinion(hints, undefined, false).category) >= 90]).toEqual([true, false]);
});

test('[R51] a guess at a known product gives way to what the device says of itself; a verdict no sister could have earned does not', () => {
  const answer = (value: string): { value: string; confidence: number } => ({ value, confidence: 0.64 });
  const leaf = { type: '', category: 'Smart Plug', profile: 'D-Link Smart Plug', vendor: 'D-Link', model: 'DSP-W215', profile_type: 'IoT', profile_vertical: 'Generic IoT', captures: 1, worded: 1 };
  const guess: Trained = { category: answer('Smart Plug'), profile: answer('D-Link Smart Plug'), vendor: answer('D-Link'), model: null, isDistinct: false, leaf };
  const camera: Said = ['mdns.model', { vendor: 'D-Link', category: 'Camera', model: 'DCS-8302LH', certainty: 0.97 }];
  expect(opinion([camera], 'D-Link', true, guess)).toMatchObject({ category: { value: 'Camera' }, model: { value: 'DCS-8302LH' } });
  expect(opinion([], 'D-Link', true, guess)).toMatchObject({ category: { value: 'Smart Plug' }, profile: { value: 'D-Link Smart Plug' } });
  const sure: Trained = { ...guess, category: { value: 'Smart Plug', confidence: 0.99 }, profile: { value: 'D-Link Smart Plug', confidence: 0.99 }, isDistinct: true };
  expect(opinion([['dns.query', { category: 'Router', certainty: 0.4 }]], 'D-Link', true, sure)).toMatchObject({ category: { value: 'Smart Plug' }, profile: { value: 'D-Link Smart Plug' } });
});

test('what is remembered of one device is never taken for another whose words only look the same side by side', () => {
  const memory = new Remembered(), of = (model: string, vendor: string, certainty = 0.97) => memory.opinionOf({ trained: SILENT, company: undefined, isProved: true, claims: [{ parameter: 'mdns.model', value: '', time: 0, source: 0, claim: { rule: 'test/model', model, vendor, certainty } }] });
  expect([of('Ax Bx', 'Cx'), of('Ax', 'Bx Cx')].map(({ model, vendor }) => [model?.value, vendor?.value])).toEqual([['Ax Bx', 'Cx'], ['Ax', 'Bx Cx']]);
  expect(percent(of('Ax', 'Cx', 0.7).vendor)).toBeLessThan(percent(of('Ax', 'Cx').vendor));
});

/** Whose words they are: of the MAC that sent them, or of somebody behind it. */
import { expect, test } from 'bun:test';
import type { HeardClaim, ParameterName } from '../model/index.ts';
import { doubtOf } from './behind.ts';
import { HYPER_V } from './vendor.ts';
import { virtualBy } from './virtual.ts';

const said = (parameter: ParameterName, claim: Partial<HeardClaim['claim']>): HeardClaim => ({ parameter, value: 'x', claim: { rule: 'a/b', certainty: 0.9, ...claim }, time: 0, source: 0 });
const doubt = (company: string | undefined, vendor: string | undefined, category: string, system: string | undefined, ...claims: HeardClaim[]): number => doubtOf({ company, vendor, category, system, claims });

test('[R47] what another maker\'s router passes on is doubted', () => {
  expect(doubt('Cisco Systems', 'Apple', 'Personal Computer', 'macOS', said('http.user_agent', { vendor: 'Apple', os_family: 'macOS' }))).toBe(0.6);
  expect(doubt('Cisco Systems', 'Omron', 'Industrial Controller', undefined, said('fins.model', { vendor: 'Omron' }))).toBe(0.6);
  expect(doubt('Cisco Systems', 'Cisco', 'Personal Computer', 'Windows', said('http.user_agent', { category: 'Personal Computer' }))).toBe(0.6);
  expect(doubt('LEXMARK INTERNATIONAL', 'Samsung', 'Smartphone', 'Android', said('http.user_agent', { vendor: 'Samsung' }))).toBe(0.6);
});

test('[R47] its own products, its own words and modules are not', () => {
  expect(doubt('Cisco Systems', 'Cisco', 'IP Phone', undefined, said('sip.user_agent', { vendor: 'Cisco' }))).toBe(1);
  expect(doubt('Cisco Systems', 'Juniper', 'Router', undefined, said('snmp.system', { vendor: 'Juniper' }))).toBe(1);
  expect(doubt('Cisco Systems', 'Rockwell Automation', 'Industrial Controller', undefined, said('dhcp.vendor_class', { vendor: 'Rockwell Automation' }))).toBe(1);
  expect(doubt('Murata Manufacturing', 'Samsung', 'Smartphone', 'Android', said('http.user_agent', { vendor: 'Samsung' }))).toBe(1);
  expect(doubt('Dell', 'Apple', 'Personal Computer', 'macOS', said('http.user_agent', { vendor: 'Apple' }))).toBe(1); // a dock
  expect(doubt(undefined, 'Apple', 'Smartphone', 'iOS', said('http.user_agent', { vendor: 'Apple' }))).toBe(1);
  expect(doubt('Netgear', undefined, 'Personal Computer', undefined, said('traffic.serves', { category: 'Personal Computer' }))).toBe(1);
});

test('[R48] a desktop that passes packets on is no router for that alone', () => {
  expect(doubt(undefined, undefined, 'Router', 'Windows', said('traffic.forwards', { category: 'Router' }))).toBe(0.6);
  expect(doubt(undefined, undefined, 'Router', 'Linux', said('traffic.forwards', { category: 'Router' }))).toBe(1);
  expect(doubt(undefined, undefined, 'Router', 'Windows', said('traffic.forwards', { category: 'Router' }), said('snmp.system', { category: 'Router' }))).toBe(1);
});

test('[R49] companies of virtual network cards are platforms', () => {
  for (const [company, platform] of [['VMware', 'VMware'], ['PCS Systemtechnik', 'VirtualBox'], ['Xensource', 'Xen'], ['QEMU', 'QEMU'], [HYPER_V, 'Microsoft'], ['Parallels', 'Parallels']] as const) expect(virtualBy(company)).toBe(platform);
  for (const company of ['Microsoft', 'Dell', 'Cisco Systems', '', 'constructor']) expect(virtualBy(company)).toBeUndefined();
});

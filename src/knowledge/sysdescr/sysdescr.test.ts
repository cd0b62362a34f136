/** System descriptions and object identifiers: what they say a device is, and what they do not. The texts are ours; LibreNMS' samples are measured where they are (build/knowledge). */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim, ParameterName } from '../../model/index.ts';
import { categoryOf } from '../../taxonomy/index.ts';
import { sysdescrBook } from './book.ts';
import { makerOfEnterprise } from './makers.ts';
import { readObjectId } from './object-ids.ts';
import { RULES } from './rules.ts';

let opened = 0;
const book = sysdescrBook(() => { opened++; return Bun.zstdDecompressSync(readFileSync(join(import.meta.dir, 'enterprises.txt.zst'))); });
const said = (parameter: ParameterName, value: string): Partial<Claim> => Object.assign({}, ...book.read(parameter, value)) as Partial<Claim>;

test.each([
  ['Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)', 'Switch'],
  ['Cisco IOS Software [Amsterdam], ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 17.3.4a', 'Router'],
  ['Cisco IOS Software, C2700 Software (AP3G2-K9W8-M), Version 15.3(3)JF12', 'Wireless Access Point'],
  ['Cisco Adaptive Security Appliance Version 9.8(4)', 'Firewall'],
  ['Juniper Networks, Inc. ex4300-48t Ethernet Switch, kernel JUNOS 18.4R2', 'Switch'],
  ['ProCurve J9773A 2530-24G-PoEP Switch, revision YA.16.02', 'Switch'],
  ['ArubaOS (MODEL: Aruba7210), Version 8.6.0.4', 'Wireless Controller'],
  ['FortiGate-60F v7.2.4', 'Firewall'],
  ['RouterOS CCR1036-8G-2S+', 'Router'],
  ['Dell EMC Networking OS10 Enterprise. System Type: S4148F-ON', 'Switch'],
  ['HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153', 'Printer'],
  ['RICOH MP C4504 1.33 / RICOH Network Printer C model', 'Printer'],
  ['ZebraNet PrintServer', 'Label Printer'],
  ['APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.8.2 PN:apc_hw05_aos_682.bin AF1:v6.8.2 AN1:apc_hw05_sumx_682.bin MN:AP9630)', 'Uninterruptible Power Supply'],
  ['APC Web/SNMP Management Card (MB:v3.9.2 PF:v6.4.0 PN:apc_hw02_aos_640.bin AF1:v6.4.0 AN1:apc_hw02_rpdu2g_640.bin MN:AP8853)', 'Power Distribution Unit'],
  ['Sentry Switched CDU', 'Power Distribution Unit'],
  ['Raritan Dominion PX', 'Power Distribution Unit'],
  ['NetBotz 200', 'Environmental Sensor'],
  ['sensorProbe8 SP8 (linux)', 'Environmental Sensor'],
  ['NetApp Release 9.7P8: Wed Sep 30 2020', 'Network Storage'],
  ['Integrated Lights-Out 5 2.72 Sep 04 2022', 'Out-of-Band Management'],
  ['VMware ESXi 7.0.3 build-20328353 VMware, Inc. x86_64', 'Hypervisor'],
  ['Hardware: Intel64 Family 6 Model 85 Stepping 7 AT/AT COMPATIBLE - Software: Windows Version 6.3 (Build 17763 Multiprocessor Free)', 'Server'],
  ['Linux db-7 5.4.0-149-generic #166-Ubuntu SMP x86_64', 'Server'],
  ['SCALANCE X208, Siemens, SIMATIC NET', 'Industrial Switch'],
  ['Siemens, SIMATIC S7, CPU-1500, 6ES7 515-2AM01', 'Industrial Controller'],
  ['Meinberg LANTIME M300 V7.04', 'Time Server'],
  ['Opengear IM7200 console manager', 'Terminal Server'],
  ['BIG-IP Virtual Edition', 'Load Balancer'],
  ['; AXIS Q6155-E; PTZ Dome Network Camera; 9.80.3', 'Camera'],
  // A word in a product's name that elsewhere means another kind
  ['Cisco Unified Communications Manager 12.5', 'VoIP Communications Equipment'], ['Cisco Unity Connection', 'VoIP Communications Equipment'], ['Zoom Rooms 5.1', 'Video Audio Conference'], ['Avaya IP Office 500V2', 'VoIP Communications Equipment'], ['Austin Hughes InfraPower', 'Power Distribution Unit'],
  ['CyberSwitching Dualcom', 'Power Distribution Unit'], ['Liebert CRV', 'HVAC'], ['Huawei OptiX RTN 950', 'Wireless Bridge'], ['Peakflow SP 8.3', 'Network Appliance'], ['Huawei UPS2000-A', 'Uninterruptible Power Supply'], ['Linksys LAPAC1750 Access Point', 'Wireless Access Point'], ['Benning MCU 3000', 'Smart PowerSupply'],
] as const)('[R48] %p is a %s', (text, category) => { expect(said('snmp.system', text).category).toBe(category); });

test.each([
  ['1.3.6.1.4.1.11.2.3.9.1', 'Printer', 'HP'],
  ['.1.3.6.1.4.1.11.2.3.7.11.152', 'Switch', 'HP'],
  ['1.3.6.1.4.1.674.10892.5', 'Out-of-Band Management', 'Dell'],
  ['1.3.6.1.4.1.318.1.3.4.6', 'Power Distribution Unit', 'APC'],
  ['SNMPv2-SMI::enterprises.318.1.3.27', 'Uninterruptible Power Supply', 'APC'],
  ['1.3.6.1.4.1.12356.101.1.841', 'Firewall', 'Fortinet'],
  ['1.3.6.1.4.1.1347.41', 'Printer', 'Kyocera'],
  ['1.3.6.1.4.1.30065.1.3011.7280', 'Switch', 'Arista'],
  ['1.3.6.1.2.1.33', 'Uninterruptible Power Supply', undefined],
] as const)('[R49] object %s is a %s of %s', (id, category, vendor) => {
  const claim = said('snmp.object_id', id);
  expect([claim.category, claim.vendor]).toEqual([category, vendor]);
});

test('an agent that runs on anybody\'s hardware names no maker', () => {
  for (const id of ['1.3.6.1.4.1.8072.3.2.10', '1.3.6.1.4.1.8072.3.2.8', '1.3.6.1.4.1.311.1.1.3.1.2', '1.3.6.1.4.1.2021.250.10']) expect(said('snmp.object_id', id).vendor).toBeUndefined();
  expect(book.read('snmp.object_id', '1.3.6.1.4.1.8072.3.2.10')).toEqual([]);
  expect(book.read('snmp.enterprise', '8072')).toEqual([]);
});

test('names of products inside other words, and what people call their computers, name no product', () => {
  for (const [text, never] of [
    ['community string changed', 'VoIP Communications Equipment'], ['unified threat agent', 'VoIP Communications Equipment'], ['Linux san01 5.3.0-62-generic #56-Ubuntu SMP x86_64', 'Network Storage'], ['Linux lbha1200 4.9.0 #3 SMP x86_64', 'Load Balancer'], ['IP camera H.264 1080p network camera', 'Video Encoder'],
    ['Linux spam 5.4.0 x86_64', 'Security Appliance'], ['zooming lens', 'Modem'], ['falconry', 'Environmental Sensor'], ['halogen', 'Security Appliance'], ['garlanded', 'Network Appliance'], ['equalizers', 'Load Balancer'], ['Evoke', 'Printer'], ['cabinet EOSX', 'Label Printer'],
  ] as const) expect({ text, kind: said('snmp.system', text).category }).not.toEqual({ text, kind: never });
});

test('words that look like others claim nothing of them', () => {
  for (const text of ['', 'private', 'Linux SNMP-System', 'Version 4.2.1', 'Linux gateway-less 4.14.1 armv5tejl', 'Janitza Universa', 'IPS-3110 Version 1.00']) {
    expect(['Firewall', 'Security Appliance', 'Power Distribution Unit', 'Printer']).not.toContain(said('snmp.system', text).category ?? 'none');
  }
});

test('the registry is opened only for a number whose products we do not know, and names its organisation', () => {
  const before = opened;
  book.read('snmp.object_id', '1.3.6.1.4.1.9.1.1');
  expect(opened).toBe(before);
  expect(said('snmp.enterprise', '1')).toMatchObject({ vendor: 'NxNetworks' });
  expect(book.read('snmp.enterprise', '4294967295')).toEqual([]);
  expect(opened).toBe(Math.max(before, 1));
});

test('[R49] the manufacturer of the ENTITY-MIB is the maker by its common name', () => {
  expect(said('snmp.vendor', 'Cisco Systems, Inc.').vendor).toBe('Cisco');
  expect(book.read('snmp.vendor', '-')).toEqual([]);
});

test('broken object identifiers are no identifiers', () => {
  for (const id of ['', '1.3.6.1.4.1', '1.3.6.1.4.1.', '1.3.6.1.4.1.x', `1.3.6.1.4.1.9${'.1'.repeat(90)}`, '2.999.1', '1.3.6.1.4.1.99999999999']) expect(readObjectId(id)).toBeUndefined();
});

test('every kind is a category, and rules stay fast on a text made to hurt them', () => {
  for (const { kind } of RULES) if (kind !== undefined) expect(categoryOf(kind)).toBeDefined();
  expect(makerOfEnterprise(9)).toEqual({ name: 'Cisco', usual: 'Router' });
  // Nested or adjoining repeats of the same characters are what makes a pattern slow.
  expect(RULES.filter(({ pattern }) => /[*+]\)[*+]|\.\*\.\*|\.\*.*\.\*.*\.\*/.test(pattern.source))).toEqual([]);
});

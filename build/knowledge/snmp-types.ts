/** Our categories as LibreNMS types, to be measured against its samples. Its "appliance" is whatever stands alone and has a purpose, so that some categories have two. */
import { categoryOf, type CategoryName } from '../../src/taxonomy/index.ts';

const TYPES: readonly (readonly [type: string, categories: readonly CategoryName[]])[] = [
  ['network', ['Network Equipment', 'Router', 'Switch', 'Industrial Switch', 'Modem', 'Media Converter', 'Cellular Gateway', 'Terminal Server', 'Load Balancer', 'Network Appliance', 'VoIP Communications Equipment']],
  ['wireless', ['Wireless Access Point', 'Wireless Controller', 'Wireless Bridge']],
  ['firewall', ['Firewall', 'Security Appliance']],
  ['loadbalancer', ['Load Balancer']],
  ['server', ['Server', 'Hypervisor', 'Virtual Machine', 'Personal Computer', 'Out-of-Band Management']],
  ['workstation', ['Personal Computer', 'Thin Client']],
  ['storage', ['Network Storage']],
  ['printer', ['Printer', 'Print Server', 'Label Printer']],
  ['power', ['Uninterruptible Power Supply', 'Power Distribution Unit', 'Smart PowerSupply', 'Power Meter', 'Solar Inverter']],
  ['environment', ['Environmental Sensor', 'Sensor', 'HVAC', 'Building Automation']],
  ['environmental', ['Environmental Sensor', 'Sensor', 'HVAC']],
  ['sensor', ['Environmental Sensor', 'Sensor']],
  ['collaboration', ['Video Audio Conference', 'VoIP Communications Equipment', 'IP Phone', 'Wireless Presentation System', 'Projector']],
  ['timing', ['Time Server']],
  ['OOB', ['Out-of-Band Management', 'Terminal Server', 'KVM Switch']],
  ['camera', ['Camera', 'Network Video Recorder']],
  ['encoder', ['Video Encoder']],
  ['proxy', ['Security Appliance', 'Network Appliance']],
  ['management', ['Network Appliance', 'Out-of-Band Management']],
  ['appliance', [
    'Network Appliance', 'Security Appliance', 'Out-of-Band Management', 'KVM Switch', 'Terminal Server', 'Time Server', 'Camera', 'Network Video Recorder', 'Video Encoder', 'VoIP Communications Equipment', 'Video Audio Conference',
    'Industrial Controller', 'Thin Client', 'Intercom', 'Embedded Systems',
  ]],
];

const BY_CATEGORY: ReadonlyMap<string, readonly string[]> = TYPES.reduce((map, [type, categories]) => {
  for (const category of categories) map.set(category, [...(map.get(category) ?? []), type]);
  return map;
}, new Map<string, readonly string[]>());

/** The types that a category may be called; none for a category that no SNMP agent of its samples is. */
export function typesOf(category: string): readonly string[] { return categoryOf(category) === undefined ? [] : BY_CATEGORY.get(category) ?? []; }

/** Answers that say the same as others, only less: they are no contradiction. */
import { categoryOf, type CategoryName } from '../taxonomy/index.ts';

const BROADER: Readonly<Partial<Record<CategoryName, readonly CategoryName[]>>> = {
  'Network Equipment': ['Router', 'Switch', 'Wireless Access Point', 'Wireless Controller', 'Firewall', 'Load Balancer', 'Network Appliance', 'Modem', 'Cellular Gateway', 'Media Converter', 'Terminal Server', 'Security Appliance', 'Industrial Switch', 'Industrial Gateway'],
  // What forwards packets is a router whatever else it is sold as.
  'Router': ['Firewall', 'Cellular Gateway', 'Modem', 'Security Appliance', 'Industrial Gateway'],
  'Switch': ['Industrial Switch'],
  'Security Appliance': ['Firewall'],
  'Network Appliance': ['Load Balancer', 'Security Appliance', 'Wireless Controller', 'Time Server'],
  'Mobile Device': ['Smartphone', 'Tablet', 'E-Reader', 'Wearable', 'Barcode Scanner'],
  'Personal Computer': ['Specialized PC', 'Thin Client', 'Virtual Machine', 'Engineering Workstation', 'Medical Workstation', 'Point of Sale'],
  'Server': ['Hypervisor', 'Virtual Machine', 'Network Storage', 'SCADA Server', 'Historian', 'PACS Server'],
  'Printer': ['Label Printer', 'Industrial Printer', 'Print Server'],
  'VoIP Communications Equipment': ['IP Phone', 'Video Audio Conference'],
  'Physical Security': ['Camera', 'Network Video Recorder', 'Access Control', 'Intercom', 'Alarm'],
  'Building Automation': ['HVAC', 'Lighting Control', 'Elevator', 'Fire Alarm', 'Access Control', 'Environmental Sensor'],
  'Industrial Controller': ['Safety Controller', 'Motion Controller', 'Remote Terminal Unit', 'CNC Machine', 'Industrial Robot'],
  'Medical Imaging': ['Ultrasound', 'X-Ray', 'CT Scanner', 'MRI Scanner'],
  'Sensor': ['Environmental Sensor'],
  'Smart Switch': ['Smart Plug'],
};

/** What is built on a module or a board is no embedded system to anybody who knows what it is. */
const ANY_THING: ReadonlySet<string> = new Set<CategoryName>(['Embedded Systems', 'Electronics IoT']);

export function isBroaderCategory(broad: string, narrow: string): boolean {
  if (broad === narrow) return false;
  if (ANY_THING.has(broad)) return !ANY_THING.has(narrow) && categoryOf(narrow)?.type !== 'IT';
  return isCategory(broad) && (BROADER[broad]?.some((one) => one === narrow) ?? false);
}
const isCategory = (name: string): name is CategoryName => name in BROADER;

/** Letters and digits of a model, as makers spell it now so and now so. */
export function modelKey(model: string): string { return model.toLowerCase().replace(/[^a-z0-9]+/g, ''); }

/** `DCS-930L` of `DCS-930LB1`. */
export function isBroaderModel(broad: string, narrow: string): boolean { return broad.length >= 3 && narrow.length > broad.length && narrow.startsWith(broad); }

/** Systems built on Linux: what says Linux of such a device is not wrong, but says less. */
const ON_LINUX: ReadonlySet<string> = new Set(['Android', 'ChromeOS', 'Tizen', 'webOS', 'RouterOS', 'FortiOS', 'KaiOS', 'Firefox OS', 'Sailfish OS', 'HarmonyOS', 'Roku OS', 'OpenWrt', 'DD-WRT', 'EdgeOS', 'Cumulus Linux', 'DSM']);
export function isBroaderSystem(broad: string, narrow: string): boolean { return (broad === 'Linux' && ON_LINUX.has(narrow)) || (broad === 'Cisco IOS' && narrow.startsWith('Cisco IOS ')); }

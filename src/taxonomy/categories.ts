/** Every category a device can have: its type, vertical and Purdue level (R48, R69). Names follow the published device lists where those have one. */

export type DeviceType = 'IoT' | 'IT' | 'OT';
export type Vertical = 'Generic IoT' | 'Consumer IoT' | 'Office' | 'Facility' | 'Medical' | 'Industrial' | 'IT Devices' | 'Retail' | 'Energy' | 'Transport';
/** ISA-95 level 0-5 where such a device usually stands; null where the model has no say. */
export type PurdueLevel = 0 | 1 | 2 | 3 | 4 | 5 | null;

export interface Category {
  readonly name: string;
  readonly type: DeviceType;
  readonly vertical: Vertical;
  readonly purdue: PurdueLevel;
}

type Row = readonly [name: string, type: DeviceType, vertical: Vertical, purdue: PurdueLevel];

const ROWS = [
  // Computers and what people carry
  ['Personal Computer', 'IT', 'IT Devices', 4], ['Server', 'IT', 'IT Devices', 4], ['Virtual Machine', 'IT', 'IT Devices', 4], ['Hypervisor', 'IT', 'IT Devices', 4], ['Thin Client', 'IT', 'IT Devices', 4],
  ['Smartphone', 'IT', 'IT Devices', 4], ['Tablet', 'IT', 'IT Devices', 4], ['Mobile Device', 'IT', 'IT Devices', 4], ['Wearable', 'IoT', 'Consumer IoT', null], ['E-Reader', 'IoT', 'Consumer IoT', null],
  ['Specialized PC', 'IT', 'Office', 4], ['Embedded Systems', 'IoT', 'Generic IoT', null],
  // Network and its services
  ['Network Equipment', 'IT', 'IT Devices', 4], ['Router', 'IT', 'IT Devices', 4], ['Switch', 'IT', 'IT Devices', 4], ['Wireless Access Point', 'IT', 'IT Devices', 4], ['Wireless Controller', 'IT', 'IT Devices', 4], ['Wireless Bridge', 'IT', 'IT Devices', 4],
  ['Firewall', 'IT', 'IT Devices', 4], ['Load Balancer', 'IT', 'IT Devices', 4], ['Network Appliance', 'IT', 'IT Devices', 4], ['Modem', 'IT', 'IT Devices', 4], ['Cellular Gateway', 'IT', 'IT Devices', 4],
  ['Media Converter', 'IT', 'IT Devices', 4], ['Terminal Server', 'IT', 'IT Devices', 3], ['Time Server', 'IT', 'IT Devices', 3], ['Network Storage', 'IT', 'IT Devices', 4], ['Out-of-Band Management', 'IT', 'IT Devices', 4],
  ['Security Appliance', 'IT', 'IT Devices', 4], ['KVM Switch', 'IT', 'IT Devices', 4],
  // Office
  ['Printer', 'IoT', 'Office', 4], ['Print Server', 'IoT', 'Office', 4], ['Scanner', 'IoT', 'Office', 4], ['IP Phone', 'IoT', 'Office', 4], ['VoIP Communications Equipment', 'IoT', 'Office', 4],
  ['Video Audio Conference', 'IoT', 'Office', 4], ['Wireless Presentation System', 'IoT', 'Office', 4], ['Projector', 'IoT', 'Office', 4], ['Digital Signage', 'IoT', 'Office', 4], ['Camera', 'IoT', 'Office', 4],
  ['Network Video Recorder', 'IoT', 'Office', 4], ['Video Encoder', 'IoT', 'Office', 4], ['Point of Sale', 'IoT', 'Retail', 4], ['Barcode Scanner', 'IoT', 'Retail', 4], ['Label Printer', 'IoT', 'Retail', 4],
  ['Payment Terminal', 'IoT', 'Retail', 4], ['Vending Machine', 'IoT', 'Retail', 4], ['Public Address System', 'IoT', 'Office', 4], ['Time Clock', 'IoT', 'Office', 4],
  // Buildings
  ['Physical Security', 'IoT', 'Facility', 4], ['Access Control', 'IoT', 'Facility', 2], ['Intercom', 'IoT', 'Facility', 4], ['Fire Alarm', 'IoT', 'Facility', 2], ['Building Automation', 'OT', 'Facility', 2],
  ['HVAC', 'OT', 'Facility', 1], ['Lighting Control', 'OT', 'Facility', 1], ['Elevator', 'OT', 'Facility', 1], ['Uninterruptible Power Supply', 'IoT', 'Facility', 2], ['Power Distribution Unit', 'IoT', 'Facility', 2],
  ['Environmental Sensor', 'IoT', 'Facility', 1], ['Smart PowerSupply', 'IoT', 'Facility', 2], ['Parking System', 'IoT', 'Transport', 2],
  // Home
  ['Smart Home Gateway', 'IoT', 'Generic IoT', null], ['Lighting Gateway', 'IoT', 'Generic IoT', null], ['Smart Light', 'IoT', 'Consumer IoT', null], ['Smart Plug', 'IoT', 'Generic IoT', null], ['Smart Switch', 'IoT', 'Generic IoT', null],
  ['Smart Lock', 'IoT', 'Consumer IoT', null], ['Smart Doorbell', 'IoT', 'Consumer IoT', null], ['Smart Thermostat', 'IoT', 'Consumer IoT', null], ['Smart Appliance', 'IoT', 'Generic IoT', null], ['Smart Speaker', 'IoT', 'Consumer IoT', null],
  ['Smart Shade', 'IoT', 'Consumer IoT', null], ['Robot Vacuum', 'IoT', 'Consumer IoT', null], ['Irrigation Controller', 'IoT', 'Consumer IoT', null], ['Sensor', 'IoT', 'Generic IoT', null], ['Alarm', 'IoT', 'Generic IoT', null],
  ['Personal Health Device', 'IoT', 'Generic IoT', null], ['Smart TV', 'IoT', 'Consumer IoT', null], ['Video Streaming', 'IoT', 'Consumer IoT', null], ['Set-Top Box', 'IoT', 'Consumer IoT', null], ['Audio Streaming', 'IoT', 'Consumer IoT', null],
  ['Video Gaming', 'IoT', 'Consumer IoT', null], ['Electronics IoT', 'IoT', 'Generic IoT', null], ['Toy', 'IoT', 'Consumer IoT', null], ['Electric Vehicle Charger', 'IoT', 'Energy', 1], ['Solar Inverter', 'IoT', 'Energy', 1],
  ['3D Printer', 'IoT', 'Office', null], ['Drone', 'IoT', 'Consumer IoT', null], ['Pet Device', 'IoT', 'Consumer IoT', null],
  // Industry
  ['Industrial Controller', 'OT', 'Industrial', 1], ['Human Machine Interface', 'OT', 'Industrial', 2], ['Remote Terminal Unit', 'OT', 'Energy', 1], ['Distributed I/O', 'OT', 'Industrial', 0], ['Variable Frequency Drive', 'OT', 'Industrial', 0],
  ['Motion Controller', 'OT', 'Industrial', 1], ['Industrial Robot', 'OT', 'Industrial', 1], ['CNC Machine', 'OT', 'Industrial', 1], ['Industrial Gateway', 'OT', 'Industrial', 2], ['Industrial Switch', 'OT', 'Industrial', 2],
  ['Safety Controller', 'OT', 'Industrial', 1], ['Protection Relay', 'OT', 'Energy', 1], ['Power Meter', 'OT', 'Energy', 0], ['Engineering Workstation', 'OT', 'Industrial', 3], ['SCADA Server', 'OT', 'Industrial', 3],
  ['Historian', 'OT', 'Industrial', 3], ['Process Instrument', 'OT', 'Industrial', 0], ['Machine Vision', 'OT', 'Industrial', 1], ['Industrial Printer', 'OT', 'Industrial', 2], ['Weighing Scale', 'OT', 'Industrial', 1],
  // Medicine
  ['Infusion System', 'IoT', 'Medical', null], ['Patient Monitor', 'IoT', 'Medical', null], ['Medical Imaging', 'IoT', 'Medical', null], ['PACS Server', 'IT', 'Medical', null], ['Ultrasound', 'IoT', 'Medical', null],
  ['X-Ray', 'IoT', 'Medical', null], ['CT Scanner', 'IoT', 'Medical', null], ['MRI Scanner', 'IoT', 'Medical', null], ['Ventilator', 'IoT', 'Medical', null], ['Anesthesia Machine', 'IoT', 'Medical', null],
  ['Laboratory Analyzer', 'IoT', 'Medical', null], ['Medication Dispenser', 'IoT', 'Medical', null], ['ECG', 'IoT', 'Medical', null], ['Nurse Call', 'IoT', 'Medical', null], ['Dialysis Machine', 'IoT', 'Medical', null],
  ['Medical Device Gateway', 'IoT', 'Medical', null], ['Medical Workstation', 'IT', 'Medical', null], ['Glucose Meter', 'IoT', 'Medical', null], ['Surgical System', 'IoT', 'Medical', null],
  // No kind of device: what one is called while it is new and nobody can say what it is (R114)
  ['Onboarding Device', 'IoT', 'Generic IoT', null],
] as const satisfies readonly Row[];

export type CategoryName = (typeof ROWS)[number][0];

/** Said by the onboarding of a tenant alone: no profile is in it, and nobody gives it to a device. */
export const ONBOARDING = 'Onboarding Device' satisfies CategoryName;

export const CATEGORIES: readonly Category[] = ROWS.map(([name, type, vertical, purdue]) => ({ name, type, vertical, purdue }));
const BY_NAME: ReadonlyMap<string, Category> = new Map(CATEGORIES.map((category) => [category.name, category]));

/** Undefined for a name that is not a category. */
export function categoryOf(name: string): Category | undefined { return BY_NAME.get(name); }

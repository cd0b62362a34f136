/** CIP device profiles by their number (CIP volume 1, chapter 6): a device says only the number. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [0x00, 'Generic Device (deprecated)'], [0x02, 'AC Drive'], [0x03, 'Motor Overload'], [0x04, 'Limit Switch'], [0x05, 'Inductive Proximity Switch'],
  [0x06, 'Photoelectric Sensor'], [0x07, 'General Purpose Discrete I/O'], [0x09, 'Resolver'], [0x0c, 'Communications Adapter'], [0x0e, 'Programmable Logic Controller'],
  [0x10, 'Position Controller'], [0x13, 'DC Drive'], [0x15, 'Contactor'], [0x16, 'Motor Starter'], [0x17, 'Soft Start'], [0x18, 'Human-Machine Interface'],
  [0x1a, 'Mass Flow Controller'], [0x1b, 'Pneumatic Valve'], [0x1c, 'Vacuum Pressure Gauge'], [0x1d, 'Process Control Value'], [0x1e, 'Residual Gas Analyzer'],
  [0x1f, 'DC Power Generator'], [0x20, 'RF Power Generator'], [0x21, 'Turbomolecular Vacuum Pump'], [0x22, 'Encoder'], [0x23, 'Safety Discrete I/O Device'],
  [0x24, 'Fluid Flow Controller'], [0x25, 'CIP Motion Drive'], [0x26, 'CompoNet Repeater'], [0x27, 'Mass Flow Controller, Enhanced'], [0x28, 'CIP Modbus Device'],
  [0x29, 'CIP Modbus Translator'], [0x2a, 'Safety Analog I/O Device'], [0x2b, 'Generic Device (keyable)'], [0x2c, 'Managed Ethernet Switch'],
]);

/** `0x0e` has a name; a profile that has none here is told by its number. */
export function deviceTypeName(type: string): string { return TYPES.get(Number(type)) ?? type; }
export const DEVICE_TYPES: ReadonlyMap<number, string> = TYPES;

/** What a device does in an industrial protocol, as a hint at what it is: controllers serve, panels and servers ask. */
import { FACTORY_NAME, HINT, NAMES_ITSELF, WEAK } from '../certainty.ts';
import { claimOf, type Reader, type Rule, type Said } from '../rule.ts';

const ROLES: Readonly<Record<string, readonly [Said, number]>> = {
  'modbus server': [{ category: 'Industrial Controller' }, WEAK],
  's7comm server': [{ vendor: 'Siemens', category: 'Industrial Controller' }, HINT],
  's7comm client': [{ category: 'SCADA Server' }, WEAK],
  'enip server': [{ category: 'Industrial Controller' }, WEAK],
  'dnp3 outstation': [{ category: 'Remote Terminal Unit' }, HINT],
  'dnp3 master': [{ category: 'SCADA Server' }, HINT],
  'fins server': [{ vendor: 'Omron', category: 'Industrial Controller' }, HINT],
  'bacnet device': [{ category: 'Building Automation' }, HINT],
  'bacnet router': [{ category: 'Building Automation' }, HINT],
  'bacnet broadcast_management': [{ category: 'Building Automation' }, HINT],
  'opcua server': [{ category: 'Industrial Controller' }, WEAK],
  'pndcp controller': [{ category: 'Industrial Controller' }, HINT],
  'pndcp device': [{ category: 'Distributed I/O' }, WEAK],
  'pndcp multidevice': [{ category: 'Distributed I/O' }, WEAK],
  'pndcp supervisor': [{ category: 'Engineering Workstation' }, HINT],
};

/** The role that a device has in one protocol. */
export function role(protocol: string): Reader {
  return (value) => {
    const key = `${protocol} ${value}`, row = Object.hasOwn(ROLES, key) ? ROLES[key] : undefined;
    return row === undefined ? [] : [claimOf(`plant/role-${protocol}-${value}`, row[0], row[1])];
  };
}

/** Functions that only those ask for who program a controller. */
const PROGRAMS = new Set(['request_download', 'download_block', 'start_upload', 'plc_stop', 'plc_control', 'umas', 'program_area_write', 'program_area_clear', 'stop']);
export function programs(protocol: string): Reader {
  return (value) => (PROGRAMS.has(value) ? [claimOf(`plant/programs-${protocol}`, { category: 'Engineering Workstation' }, WEAK)] : []);
}

/** Logs of sensors for protocols that have no parameters of their own, by how the log's name begins; the side stands behind it. */
export const SENSOR_ROLES: readonly Rule[] = [
  ['sensor-ge-srtp', /^ge_srtp\w* server$/, { vendor: 'GE', category: 'Industrial Controller' }, HINT], ['sensor-hart', /^hart_ip\w* server$/, { category: 'Process Instrument' }, HINT],
  ['sensor-roc', /^roc_plus\w* server$/, { vendor: 'Emerson', category: 'Remote Terminal Unit' }, HINT], ['sensor-iec104', /^iec(?:60870|104)\w* server$/, { category: 'Remote Terminal Unit' }, HINT],
  ['sensor-synchrophasor', /^synchrophasor\w* server$/, { category: 'Protection Relay' }, HINT], ['sensor-c1222', /^c1222\w* server$/, { category: 'Power Meter' }, HINT], ['sensor-genisys', /^genisys\w* server$/, { category: 'Industrial Controller' }, HINT],
  ['sensor-bacnet', /^bacnet\w* server$/, { category: 'Building Automation' }, HINT], ['sensor-profinet', /^profinet\w* server$/, { category: 'Industrial Controller' }, WEAK], ['sensor-database', /^(?:mysql|postgresql|ldap|kerberos|radius) server$/, { category: 'Server' }, HINT],
];

/** CIP device profiles (ODVA), by the names or numbers that the adapter gives. */
export const CIP_TYPES: readonly Rule[] = [
  ['cip-drive', /^(?:AC Drive|DC Drive|Safety Drive Device|0x2[de])$/i, { category: 'Variable Frequency Drive' }, FACTORY_NAME],
  ['cip-motion', /^(?:Position Controller|CIP Motion Drive|0x2f|0x3[01])$/i, { category: 'Motion Controller' }, FACTORY_NAME],
  ['cip-controller', /^Programmable Logic Controller$/i, { category: 'Industrial Controller' }, NAMES_ITSELF],
  ['cip-panel', /^Human-Machine Interface$/i, { category: 'Human Machine Interface' }, NAMES_ITSELF],
  ['cip-switch', /^Managed Ethernet Switch$/i, { category: 'Industrial Switch' }, NAMES_ITSELF],
  ['cip-safety', /^Safety (?:Discrete|Analog) I\/O Device$/i, { category: 'Safety Controller' }, HINT],
  ['cip-io', /^General Purpose Discrete I\/O$/i, { category: 'Distributed I/O' }, FACTORY_NAME],
  ['cip-adapter', /^Communications Adapter$/i, { category: 'Distributed I/O' }, WEAK],
  ['cip-starter', /^(?:Motor Overload|Motor Starter|Soft Start|Contactor)$/i, { category: 'Distributed I/O' }, HINT],
  ['cip-instrument', /^(?:Limit Switch|Inductive Proximity Switch|Photoelectric Sensor|Resolver|Encoder|Mass Flow Controller(?:, Enhanced)?|Pneumatic Valve|Vacuum Pressure Gauge|Process Control Value|Fluid Flow Controller|Residual Gas Analyzer|0x34)$/i, { category: 'Process Instrument' }, FACTORY_NAME],
  ['cip-translator', /^(?:CIP Modbus Translator|0x35)$/i, { category: 'Industrial Gateway' }, FACTORY_NAME],
];

/** Makers as industrial protocols say them in words; any other word is taken as it stands. */
export const MAKERS: readonly Rule[] = [
  ['maker-rockwell', /^(?:Rockwell|Allen-?Bradley)/i, { vendor: 'Rockwell Automation' }, NAMES_ITSELF],
  ['maker-schneider', /^(?:Schneider|Telemecanique|Modicon|Groupe Schneider)/i, { vendor: 'Schneider Electric' }, NAMES_ITSELF],
  ['maker-siemens', /^Siemens|^Original Siemens/i, { vendor: 'Siemens' }, NAMES_ITSELF],
  ['maker-sel', /^(?:SEL\b|Schweitzer)/i, { vendor: 'SEL', category: 'Protection Relay' }, FACTORY_NAME],
  ['maker-johnson', /^(?:JCI\b|Johnson Controls)/i, { vendor: 'Johnson Controls' }, NAMES_ITSELF],
  ['maker-first-word', /^(ABB|Honeywell|Trane|Carrier|Omron|Mitsubishi Electric|WAGO|Beckhoff|Phoenix Contact|Emerson|Yokogawa|Danfoss|Eaton|Moxa|GE|Tridium|Delta Controls|Distech Controls|Alerton|Automated Logic|Reliable Controls|KMC Controls|Loytec|Sauter|Daikin|Lutron|SMA|Fronius|Bosch Rexroth|Festo|Turck|Unitronics|Advantech|Hitachi|Toshiba|Fuji Electric|Keyence|Cognex|SICK|Pepperl\+Fuchs|Endress\+Hauser)\b/i, { vendor: '$1' }, NAMES_ITSELF],
  ['maker', /^([A-Z][\w.&+' -]{1,40})/i, { vendor: '$1' }, FACTORY_NAME],
];

/** CODESYS, open62541 and others are libraries: their names say nothing about the device. */
export const LIBRARIES: readonly Rule[] = [['library', /open62541|unified-?automation|prosys|OPC ?Foundation|softing:?toolkit|node-?opcua|eclipse:?milo|freeopcua|asyncua|Wingpath/i, {}, WEAK]];

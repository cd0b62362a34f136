/** Ports that a device serves, as hints: a printer's 9100 can be somebody's test, and routers pass ports on. */
import { lazily } from '../../model/index.ts';
import { FACTORY_NAME, GUESS, HINT, WEAK } from '../certainty.ts';
import { claimOf, type Reader, type Said } from '../rule.ts';

type Row = readonly [services: string, said: Said, certainty: number];

const rows = (): readonly Row[] => [
  ['tcp/9100', { category: 'Printer' }, HINT], ['tcp/515 tcp/631', { category: 'Printer' }, WEAK], ['tcp/3910 tcp/8611 udp/8611', { category: 'Printer' }, WEAK],
  ['tcp/554 tcp/8554', { category: 'Camera' }, WEAK], ['tcp/37777 tcp/37778', { vendor: 'Dahua', category: 'Camera' }, HINT], ['tcp/34567', { category: 'Camera' }, HINT],
  ['tcp/5060 udp/5060 tcp/5061', { category: 'IP Phone' }, WEAK], ['udp/2427', { category: 'VoIP Communications Equipment' }, WEAK], ['tcp/2000', { vendor: 'Cisco' }, WEAK], ['tcp/1720', { category: 'Video Audio Conference' }, WEAK],
  ['tcp/3389', { category: 'Personal Computer', os_family: 'Windows' }, HINT], ['tcp/135 tcp/5985 tcp/47001', { os_family: 'Windows' }, HINT], ['tcp/445 tcp/139', { category: 'Personal Computer' }, WEAK],
  ['tcp/88 tcp/464 tcp/3268 tcp/3269', { category: 'Server', os_family: 'Windows' }, HINT], ['tcp/1433', { category: 'Server', os_family: 'Windows' }, HINT], ['tcp/548', { category: 'Network Storage' }, WEAK],
  ['tcp/3306 tcp/5432 tcp/27017 tcp/6379 tcp/1521 tcp/25 tcp/143 tcp/993 tcp/389 tcp/636 tcp/2049', { category: 'Server' }, HINT], ['tcp/3260', { category: 'Network Storage' }, HINT],
  ['tcp/902', { vendor: 'VMware', category: 'Hypervisor' }, HINT], ['tcp/8006', { category: 'Hypervisor' }, WEAK], ['tcp/623 udp/623', { category: 'Out-of-Band Management' }, HINT], ['tcp/5989', { category: 'Hypervisor' }, WEAK],
  ['tcp/62078', { vendor: 'Apple', category: 'Smartphone', os_family: 'iOS' }, FACTORY_NAME], ['tcp/5555', { os_family: 'Android' }, WEAK], ['tcp/3283', { vendor: 'Apple', os_family: 'macOS' }, WEAK],
  ['tcp/8009 tcp/8008', { category: 'Video Streaming' }, WEAK], ['tcp/8060', { vendor: 'Roku', category: 'Video Streaming' }, HINT], ['tcp/1400', { vendor: 'Sonos', category: 'Audio Streaming' }, HINT],
  ['tcp/9999', { vendor: 'TP-Link', category: 'Smart Plug' }, WEAK], ['tcp/6668', { vendor: 'Tuya' }, HINT], ['udp/38899', { vendor: 'WiZ', category: 'Smart Light' }, FACTORY_NAME],
  ['udp/56700', { vendor: 'LIFX', category: 'Smart Light' }, FACTORY_NAME], ['tcp/55443', { vendor: 'Yeelight', category: 'Smart Light' }, HINT], ['udp/54321', { vendor: 'Xiaomi' }, HINT], ['tcp/6053', { category: 'Embedded Systems' }, HINT],
  ['tcp/8123', { category: 'Smart Home Gateway' }, HINT], ['tcp/32400', { category: 'Server' }, WEAK],
  ['tcp/102', { category: 'Industrial Controller' }, WEAK], ['tcp/502', { category: 'Industrial Controller' }, WEAK], ['udp/47808', { category: 'Building Automation' }, HINT], ['tcp/44818 udp/44818 udp/2222', { category: 'Industrial Controller' }, WEAK],
  ['tcp/20000 udp/20000', { category: 'Remote Terminal Unit' }, WEAK], ['tcp/2404', { category: 'Remote Terminal Unit' }, HINT], ['tcp/9600 udp/9600', { vendor: 'Omron', category: 'Industrial Controller' }, HINT], ['tcp/4840', { category: 'Industrial Controller' }, WEAK],
  ['tcp/1911 tcp/4911', { vendor: 'Tridium', category: 'Building Automation' }, HINT], ['udp/3671', { category: 'Building Automation' }, HINT], ['tcp/2455 tcp/1217', { category: 'Industrial Controller' }, HINT], ['tcp/18245', { vendor: 'GE', category: 'Industrial Controller' }, HINT],
  ['tcp/5094 udp/5094', { category: 'Industrial Gateway' }, HINT], ['tcp/5006 udp/5006 tcp/5007', { vendor: 'Mitsubishi Electric', category: 'Industrial Controller' }, WEAK], ['tcp/1962', { vendor: 'Phoenix Contact', category: 'Industrial Controller' }, HINT], ['tcp/48898', { vendor: 'Beckhoff', category: 'Industrial Controller' }, HINT],
  ['tcp/30002 tcp/30003 tcp/29999', { vendor: 'Universal Robots', category: 'Industrial Robot' }, HINT],
  ['tcp/104 tcp/11112', { category: 'PACS Server' }, HINT], ['tcp/2575', { category: 'Medical Device Gateway' }, HINT], ['udp/24105', { vendor: 'Philips', category: 'Patient Monitor' }, HINT],
  ['tcp/8291', { vendor: 'MikroTik', category: 'Router', os_family: 'RouterOS' }, FACTORY_NAME], ['udp/10001', { vendor: 'Ubiquiti' }, HINT], ['udp/1812 udp/1813 tcp/49', { category: 'Server' }, HINT], ['tcp/179', { category: 'Router' }, HINT], ['udp/5246 udp/5247', { category: 'Wireless Controller' }, HINT],
  ['tcp/3493', { category: 'Uninterruptible Power Supply' }, WEAK], ['tcp/3052', { vendor: 'APC', category: 'Uninterruptible Power Supply' }, WEAK], ['tcp/4352', { category: 'Projector' }, FACTORY_NAME], ['tcp/1515', { vendor: 'Samsung', category: 'Digital Signage' }, WEAK],
];
const services = lazily((): ReadonlyMap<string, readonly [Said, number]> => new Map(rows().flatMap(([names, said, certainty]) => names.split(' ').map((service) => [service, [said, certainty] as const] as const))));
export function serviceCount(): number { return services().size; }

export const readServed: Reader = (service) => { const row = services().get(service); return row === undefined ? [] : [claimOf(`services/${service}`, row[0], row[1])]; };

/** That it answers as such a server at all. */
export const SERVERS: Readonly<Record<'dhcp' | 'dhcpv6' | 'dns' | 'ntp', readonly [Said, number]>> = {
  dhcp: [{ category: 'Router' }, GUESS], dhcpv6: [{ category: 'Router' }, GUESS], dns: [{ category: 'Router' }, GUESS], ntp: [{ category: 'Router' }, GUESS],
};
export function serves(what: keyof typeof SERVERS): Reader { const [said, certainty] = SERVERS[what]; return () => [claimOf(`services/${what}`, said, certainty)]; }

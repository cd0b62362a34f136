/** The profile that fits what is known: by model, by maker and category, by system, or by maker alone. */
import { expect, test } from 'bun:test';
import { profileFor, type Known } from './index.ts';

const CASES: readonly (readonly [known: Known, profile: string | undefined])[] = [
  // By model and product
  [{ vendor: 'HP', product: 'LaserJet 4250' }, 'HP Printer'], [{ product: 'HP LaserJet 4250' }, 'HP Printer'], [{ vendor: 'Siemens', product: 'S7-1200' }, 'Siemens S7-1200'], [{ vendor: 'Siemens', model: '6ES7 315-2EH14-0AB0' }, 'Siemens S7-300'],
  [{ vendor: 'Siemens', model: '6ES7 214-1AG40-0XB0' }, 'Siemens S7-1200'], [{ vendor: 'Rockwell Automation/Allen-Bradley', product: '1756-L61/B LOGIX5561' }, 'Rockwell ControlLogix'], [{ vendor: 'Rockwell Automation', product: 'PowerFlex 525' }, 'Allen-Bradley PowerFlex'],
  [{ vendor: 'Schneider Electric', product: 'BMX P34 2020' }, 'Schneider Modicon M340'], [{ vendor: 'Cisco', model: 'CP-7945G' }, 'Cisco IP Phone'], [{ vendor: 'Cisco', model: 'WS-C3750-48P' }, 'Cisco Switch'], [{ vendor: 'Cisco Systems', model: 'SPA112' }, 'Cisco Phone Adapter'],
  [{ vendor: 'Apple', model: 'iPhone12,1' }, 'Apple iPhone'], [{ vendor: 'Apple', model: 'MacBookPro15,1' }, 'Apple MacBook Pro'], [{ vendor: 'Samsung', model: 'SM-G960F', os_family: 'Android' }, 'Samsung Galaxy'], [{ vendor: 'Samsung', model: 'SM-T510' }, 'Samsung Galaxy Tab'],
  [{ vendor: 'Polycom', model: 'VVX201' }, 'Polycom IP Phone'], [{ vendor: 'Microsoft Corporation', model: 'Xbox One' }, 'Xbox One'], [{ vendor: 'Lenel', model: 'OnGuard' }, 'Lenel Security System'], [{ vendor: 'APC', model: 'AP7900' }, 'APC Rack PDU'],
  [{ vendor: 'Zebra', model: 'ZD420' }, 'Zebra Label Printer'], [{ vendor: 'Zebra', model: 'TC52' }, 'Zebra Mobile Computer'], [{ vendor: 'GE Healthcare', model: 'Vivid E95' }, 'GE Ultrasound'], [{ vendor: 'Philips', model: 'BSB002' }, 'Philips Hue Bridge'],
  [{ vendor: 'Sony', product: 'PlayStation 4' }, 'Sony PlayStation 4'], [{ product: 'iPhone' }, 'Apple iPhone'], [{ vendor: 'Amazon', model: 'AFTT' }, 'Amazon Fire TV'], [{ vendor: 'Synology', model: 'DS218+' }, 'Synology NAS'],
  // The category that is said comes before a longer match of another
  [{ vendor: 'Siemens', product: 'SIMATIC HMI KTP700', category: 'Human Machine Interface' }, 'Siemens SIMATIC HMI Panel'],
  // By maker and category
  [{ vendor: 'Hikvision', category: 'Camera' }, 'Hikvision Camera'], [{ vendor: 'HANGZHOU HIKVISION DIGITAL TECHNOLOGY', category: 'Camera' }, 'Hikvision Camera'], [{ vendor: 'Siemens', category: 'Industrial Controller' }, 'Siemens PLC'],
  [{ vendor: 'Philips', category: 'Patient Monitor' }, 'Philips Patient Monitor'], [{ vendor: 'Cisco', category: 'Firewall' }, 'Cisco Firewall'], [{ vendor: 'D-Link', category: 'Camera' }, 'D-Link IP Camera'],
  // One line of several is not said for the category alone
  [{ vendor: 'eQ-3', category: 'Smart Home Gateway' }, 'eQ-3 Device'], [{ vendor: 'Intel', category: 'Personal Computer' }, 'Personal Computer'],
  // A kind is no product line, whoever made it
  [{ vendor: 'Nintendo', category: 'Video Gaming' }, 'Nintendo Game Console'], [{ vendor: 'Nintendo', model: 'Nintendo Switch', category: 'Video Gaming' }, 'Nintendo Switch'], [{ vendor: 'Valve', category: 'Video Gaming' }, 'Valve Game Console'],
  [{ vendor: 'Google', category: 'Smartphone' }, 'Google Phone'], [{ vendor: 'Google', category: 'Tablet' }, 'Google Tablet'], [{ vendor: 'Google', category: 'Video Streaming' }, 'Google Cast Device'], [{ vendor: 'Motorola', category: 'Smartphone' }, 'Motorola Phone'],
  [{ vendor: 'Microsoft', category: 'Smartphone' }, 'Microsoft Phone'], [{ vendor: 'Cisco', category: 'Server' }, 'Cisco Server'], [{ vendor: 'Cisco', category: 'Video Audio Conference' }, 'Cisco Video Conference'], [{ vendor: 'Dell', category: 'Server' }, 'Dell Server'],
  [{ vendor: 'HP', category: 'Server' }, 'HP Server'], [{ vendor: 'Apple', category: 'Network Storage' }, 'Apple Device'], [{ vendor: 'Siemens', category: 'Safety Controller' }, 'Siemens Safety Controller'], [{ vendor: 'Siemens', category: 'Industrial Gateway' }, 'Siemens Industrial Gateway'],
  [{ vendor: 'Samsung', category: 'Video Streaming' }, 'Samsung Device'], [{ vendor: 'Sony', category: 'Video Streaming' }, 'Sony Device'], [{ vendor: 'Amazon', category: 'Smart TV' }, 'Amazon Device'], [{ vendor: 'Xiaomi', category: 'Smart Appliance' }, 'Xiaomi Appliance'],
  [{ vendor: 'Schneider Electric', model: 'Modicon M340' }, 'Schneider Modicon M340'],
  // Who makes no such things lends no name to a system's device
  [{ vendor: 'Phoenix Contact', category: 'Personal Computer', os_family: 'Windows' }, 'Windows PC'], [{ vendor: 'Dell', category: 'Personal Computer', os_family: 'Windows' }, 'Dell PC'], [{ vendor: 'VMware', category: 'Virtual Machine', os_family: 'Windows' }, 'VMware Virtual Machine'],
  [{ vendor: 'Dell', category: 'Hypervisor', os_family: 'ESXi' }, 'VMware ESXi'],
  // By system
  [{ os_family: 'Windows' }, 'Windows PC'], [{ vendor: 'Dell', os_family: 'Windows' }, 'Dell PC'], [{ vendor: 'Intel Corporate', os_family: 'Windows' }, 'Windows PC'], [{ vendor: 'Microsoft', os_family: 'Windows' }, 'Windows PC'], [{ os_family: 'Windows Server 2019' }, 'Windows Server'],
  [{ os_family: 'Windows', category: 'Server' }, 'Windows Server'], [{ vendor: 'Apple', os_family: 'iOS' }, 'Apple Mobile Device'], [{ vendor: 'Apple', os_family: 'macOS' }, 'Apple Mac'], [{ os_family: 'Android' }, 'Android Device'], [{ vendor: 'Cisco', os_family: 'IOS' }, 'Cisco Network Device'],
  [{ os_family: 'Linux', category: 'Server' }, 'Linux Server'], [{ os_family: 'Linux' }, undefined], [{ os_family: 'FreeBSD' }, undefined], [{ vendor: 'VMware', os_family: 'VMware ESXi' }, 'VMware ESXi'],
  // A maker of modules made not the device
  [{ vendor: 'Espressif', category: 'Smart Plug' }, 'Smart Plug'], [{ vendor: 'Hon Hai', category: 'Smart TV', os_family: 'Android' }, 'Smart TV'],
  // By maker alone, or by category alone
  [{ vendor: 'Cisco' }, 'Cisco Device'], [{ vendor: 'Polycom' }, 'Polycom Device'], [{ vendor: 'Raspberry Pi' }, 'Raspberry Pi Device'], [{ vendor: 'Unlisted Widgets GmbH', category: 'Camera' }, 'Unlisted Widgets Device'], [{ category: 'Printer' }, 'Network Printer'],
  [{}, undefined], [{ vendor: '', model: '', product: null, category: 'no such category', os_family: '' }, undefined],
];

test.each(CASES)('[R49] [R58] %j', (known, profile) => { expect(profileFor(known)?.name).toBe(profile); });

test('a fallback keeps the category that was said, the usual one otherwise', () => {
  expect(profileFor({ vendor: 'Unlisted Widgets', category: 'Camera' })).toMatchObject({ category: 'Camera', vertical: 'Office', fallback: true });
  expect(profileFor({ vendor: 'Axis', os_family: 'Windows' })).toMatchObject({ name: 'Axis Device', category: 'Camera' });
});

test('hostile texts of any length are answered', () => {
  for (const text of ['x'.repeat(100_000), '-'.repeat(100_000), 'et 200s '.repeat(20_000), '\0', '[', '(?:', '__proto__']) {
    for (const vendor of ['Siemens', 'Cisco', 'HP', null]) expect(() => profileFor({ vendor, model: text, product: text, os_family: text, category: text })).not.toThrow();
  }
});

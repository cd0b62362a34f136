/** What the names of kyd's lists say: our categories, makers and systems. A name that no row knows says nothing, and one that says nothing is left out: the lists called Windows CE are of many small stacks. */
import type { NamedList } from '../../src/knowledge/dhcp/lists.ts';

type Row = readonly [pattern: RegExp, said: NamedList];

const system = (os_family: string, os_version?: string): NamedList => (os_version === undefined ? { os_family } : { os_family, os_version });
const kind = (category: string, vendor?: string): NamedList => (vendor === undefined ? { category } : { category, vendor });

/** First match wins; the last row of a group is the group itself. */
const ROWS: readonly Row[] = [
  [/Windows Phone/, system('Windows Phone')], [/Windows CE/, {}], [/Kernel 4\.10/i, system('Windows', '98')], [/Kernel 4\.90/i, system('Windows', 'ME')], [/Kernel 4\.0/i, system('Windows', 'NT 4.0')], [/Kernel 5\.0/i, system('Windows', '2000')],
  [/Kernel 5\.1|Windows XP/i, system('Windows', 'XP')], [/Windows OS/, system('Windows')],
  [/Mac OS 9/, system('Mac OS 9')], [/Mac OS X/, { os_family: 'macOS', vendor: 'Apple' }], [/Apple OS\/iOS|Apple Mobile/, { os_family: 'iOS', vendor: 'Apple' }], [/Apple OS|Apple Netboot/, { vendor: 'Apple' }],
  [/Motorola Android/, { os_family: 'Android', vendor: 'Motorola' }], [/HTC Android/, { os_family: 'Android', vendor: 'HTC' }], [/Samsung Android/, { os_family: 'Android', vendor: 'Samsung' }], [/Android/, system('Android')], [/Chrome OS/, system('ChromeOS')],
  [/Bada/, { os_family: 'Bada', vendor: 'Samsung' }], [/Symbian/, system('Symbian')], [/Tizen/, system('Tizen')], [/FortiOS/, { os_family: 'FortiOS', vendor: 'Fortinet', category: 'Firewall' }], [/Embedded Linux/, system('Linux')], [/Linux OS/, system('Linux')], [/OpenBSD/, system('OpenBSD')],
  [/Solaris/, system('Solaris')], [/JUNOS/, { os_family: 'Junos OS', vendor: 'Juniper' }], [/vCenter Server/, { os_family: 'Linux', vendor: 'VMware', category: 'Server' }], [/RouterOS/, { os_family: 'RouterOS', vendor: 'MikroTik', category: 'Router' }],
  // Printers
  [/HP Printer/, kind('Printer', 'HP')], [/Xerox Printer/, kind('Printer', 'Xerox')], [/Lexmark Printer/, kind('Printer', 'Lexmark')], [/Kyocera Printer/, kind('Printer', 'Kyocera')], [/Brother Printer/, kind('Printer', 'Brother')], [/Konica Minolta/, kind('Printer', 'Konica Minolta')],
  [/Ricoh Printer/, kind('Printer', 'Ricoh')], [/Canon Printer/, kind('Printer', 'Canon')], [/Toshiba Printer/, kind('Printer', 'Toshiba')], [/Epson Printer/, kind('Printer', 'Epson')], [/Zebra Printer/, kind('Label Printer', 'Zebra')], [/Oki Printer/, kind('Printer', 'Oki')],
  [/Panasonic Printer/, kind('Printer', 'Panasonic')], [/Tally Printer/, kind('Printer', 'Tally')], [/^Printer or Scanner/, kind('Printer')],
  // Telephones and conferences
  [/Polycom Video/, kind('Video Audio Conference', 'Polycom')], [/Polycom VoIP/, kind('IP Phone', 'Polycom')], [/Nortel VoIP/, kind('IP Phone', 'Nortel')], [/Cisco VoIP/, kind('IP Phone', 'Cisco')], [/Sipura|Linksys PAP/, kind('VoIP Communications Equipment', 'Cisco')], [/Avaya/, kind('IP Phone', 'Avaya')],
  [/Aastra/, kind('IP Phone', 'Aastra')], [/Siemens VoIP/, kind('IP Phone', 'Siemens')], [/Mitel/, kind('IP Phone', 'Mitel')], [/Grandstream/, kind('IP Phone', 'Grandstream')], [/Yealink/, kind('IP Phone', 'Yealink')], [/Snom/, kind('IP Phone', 'Snom')], [/ShoreTel/, kind('IP Phone', 'ShoreTel')],
  [/Alcatel IP/, kind('IP Phone', 'Alcatel-Lucent Enterprise')], [/Gigaset/, kind('IP Phone', 'Gigaset')], [/UniData/, kind('IP Phone', 'UniData')], [/Panasonic VoIP/, kind('VoIP Communications Equipment', 'Panasonic')], [/Spectralink/, kind('IP Phone', 'Spectralink')], [/Mediatrix/, kind('VoIP Communications Equipment', 'Mediatrix')],
  [/Biamp/, kind('Video Audio Conference', 'Biamp')], [/MagicJack/, kind('VoIP Communications Equipment', 'magicJack')], [/^VoIP Device/, kind('VoIP Communications Equipment')],
  [/Tandberg/, kind('Video Audio Conference', 'Tandberg')], [/LifeSize/, kind('Video Audio Conference', 'Lifesize')], [/ClearOne/, kind('Video Audio Conference', 'ClearOne')], [/^Video Conferencing/, kind('Video Audio Conference')],
  // Network
  [/Cisco WAP/, kind('Wireless Access Point', 'Cisco')], [/Aruba WAP/, kind('Wireless Access Point', 'Aruba')], [/Aerohive/, kind('Wireless Access Point', 'Aerohive')], [/Motorola WAP|Symbol WAP/, kind('Wireless Access Point', 'Motorola')], [/Ruckus/, kind('Wireless Access Point', 'Ruckus')],
  [/Meraki/, kind('Wireless Access Point', 'Meraki')], [/Enterasys/, kind('Wireless Access Point', 'Enterasys')], [/Adtran/, kind('Wireless Access Point', 'Adtran')], [/Wireless Access Point/, kind('Wireless Access Point')],
  [/Netgear Router/, kind('Router', 'Netgear')], [/Linksys Router/, kind('Router', 'Linksys')], [/D-Link Wireless Router/, kind('Router', 'D-Link')], [/TP-Link/, kind('Router', 'TP-Link')], [/Belkin/, kind('Router', 'Belkin')], [/Trendnet Wireless Router/, kind('Router', 'TRENDnet')], [/Tenda/, kind('Router', 'Tenda')],
  [/Actiontec/, kind('Router', 'Actiontec')], [/2Wire/, kind('Router', '2Wire')], [/Motorola Router/, kind('Router', 'Motorola')], [/Wireless Router|^Router, Access Point or Femtocell/, kind('Router')],
  [/HP ProCurve Switches/, kind('Switch', 'HP')], [/Cisco Catalyst|Cisco Small Business/, kind('Switch', 'Cisco')], [/Juniper Switches/, kind('Switch', 'Juniper')], [/3Com/, kind('Switch', '3Com')], [/^Switch and Wireless/, kind('Switch')],
  // The rest
  [/HP iLO/, kind('Out-of-Band Management', 'HP')], [/APC|Tripplite UPS/, kind('Uninterruptible Power Supply')], [/Wyse/, kind('Thin Client', 'Wyse')], [/^Thin Client/, kind('Thin Client')], [/Synology/, kind('Network Storage', 'Synology')], [/^Storage Device/, kind('Network Storage')],
  [/Axis Communications/, kind('Camera', 'Axis')], [/IP Camera/, kind('Camera')], [/SMART-TV/, kind('Smart TV', 'Samsung')], [/Sony TV/, kind('Smart TV', 'Sony')], [/Panasonic TV/, kind('Smart TV', 'Panasonic')], [/Set-top Box|Amino|Infomir|TiVo|Replay TV/, kind('Set-Top Box')], [/Extron/, kind('Wireless Presentation System', 'Extron')],
  [/Projectors/, kind('Projector')], [/Nintendo/, kind('Video Gaming', 'Nintendo')], [/Xbox/, kind('Video Gaming', 'Microsoft')], [/Playstation/i, kind('Video Gaming', 'Sony')], [/^Point of Sale/, kind('Point of Sale')], [/MakerBot/, kind('3D Printer', 'MakerBot')], [/Intermec/, kind('Barcode Scanner', 'Intermec')],
  [/Espressif/, kind('Embedded Systems', 'Espressif')], [/Chamberlain/, { vendor: 'Chamberlain' }], [/time and frequency/, kind('Time Server')], [/Nook/, kind('E-Reader', 'Barnes & Noble')],
];

export function nameSays(name: string): NamedList | undefined {
  const said = ROWS.find(([pattern]) => pattern.test(name))?.[1];
  return said === undefined || Object.keys(said).length === 0 ? undefined : said;
}

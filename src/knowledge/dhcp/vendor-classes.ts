/** Vendor classes (option 60, and of DHCPv6 option 16) and what says them, from general knowledge of clients. Ours stand beside recog's: what both know agrees. */

import type { CategoryName } from '../../taxonomy/index.ts';
import type { Rule, Said } from '../rule.ts';

type Says = Said & { readonly certainty: number };
type Row = readonly [rule: string, pattern: RegExp, says: Says];

/** `model` and `version` count the group that has them. */
const device = (vendor: string, category: CategoryName, model?: number, certainty = 0.95): Says => ({ vendor, category, certainty, ...(model === undefined ? {} : { model: `$${model}` }) });
const system = (os_family: string, version?: number, certainty = 0.95): Says => ({ os_family, certainty, ...(version === undefined ? {} : { os_version: `$${version}` }) });

/** First match wins. A pattern is anchored, and repeats no group. */
const ROWS: readonly Row[] = [
  // Systems
  ['xbox', /^MSFT 5\.0 XBOX|^Xbox/i, device('Microsoft', 'Video Gaming')],
  ['mediaroom', /^MSFT_IPTV/, device('Microsoft', 'Set-Top Box', undefined, 0.8)],
  ['microsoft', /^MSFT 5\.0/, { ...system('Windows'), category: 'Personal Computer', certainty: 0.95 }],
  ['microsoft-98', /^MSFT (98)/, { ...system('Windows', 1), category: 'Personal Computer' }],
  ['huawei-android', /^HUAWEI:android:([\w-]{2,20})/, { ...device('Huawei', 'Mobile Device', 1), os_family: 'Android' }],
  ['android', /^android-dhcp-(\d{1,2}(?:\.\d{1,2}){0,2})/, { ...system('Android', 1, 0.97), category: 'Mobile Device' }],
  ['chromeos', /^(?:chromeos|Chromium OS)/i, system('ChromeOS')],
  ['dhcpcd-linux', /^dhcpcd[- ][\w.-]{1,20}:Linux-(\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)/, system('Linux', 1)],
  ['dhcpcd-bsd', /^dhcpcd[- ][\w.-]{1,20}:(?:Free)BSD-(\d{1,2}\.\d{1,2})/, system('FreeBSD', 1)],
  ['dhcpcd-netbsd', /^dhcpcd[- ][\w.-]{1,20}:NetBSD-(\d{1,2}\.\d{1,2})?/, system('NetBSD', 1)],
  ['dhcpcd-openbsd', /^dhcpcd[- ][\w.-]{1,20}:OpenBSD-(\d{1,2}\.\d{1,2})?/, system('OpenBSD', 1)],
  ['dhcpcd-darwin', /^dhcpcd[- ][\w.-]{1,20}:Darwin/, system('macOS', undefined, 0.9)],
  ['dhcpcd-android', /^dhcpcd[- ](?:4\.0\.15|4\.0\.1|5\.2\.10|5\.5\.6)$/, system('Android', undefined, 0.75)], // the versions that Android shipped
  ['dhcpcd', /^dhcpcd[- ]\d/, system('Linux', undefined, 0.8)],
  ['busybox', /^udhcpc? ?\d|^udhcp\b/, system('Linux', undefined, 0.93)],
  ['linux', /^(?:Linux|anaconda-Linux) (\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)/, system('Linux', 1)],
  ['linux-installer', /^(?:d-i|anaconda|linuxrc|Linuxrc)\b/, system('Linux')],
  ['apple-netboot', /^AAPLBSDPC\/(?:i386|ppc|arm64|arm)\/([A-Za-z]{3,14}\d{1,2},\d{1,2})/, { ...device('Apple', 'Personal Computer', 1), os_family: 'macOS' }],
  ['apple-netboot', /^AAPLBSDPC/, { ...device('Apple', 'Personal Computer'), os_family: 'macOS' }],
  ['sun-ray', /^SUNW\.NewT/, device('Sun', 'Thin Client')],
  ['solaris', /^SUNW\./, system('Solaris')],
  ['freebsd-installer', /^(?:FreeBSD|pfSense|OPNsense)/, system('FreeBSD', undefined, 0.9)],
  ['pxe', /^(?:PXEClient|HTTPClient):Arch:0000[0-9]/, { category: 'Personal Computer', certainty: 0.55 }],
  // Printers
  ['jetdirect', /^(?:Hewlett-Packard|HP) (?:JetDirect|LaserJet|OfficeJet|Printer|DesignJet|PageWide)/i, device('HP', 'Printer', undefined, 0.97)],
  ['printer-hp', /^Mfg=(?:Hewlett[- ]Packard|HP);Typ=[^;]{1,20};Mod=([^;]{2,50})/i, device('HP', 'Printer', 1, 0.97)],
  ['printer-xerox', /^Mfg=(?:Fuji ?)?Xerox;Typ=[^;]{1,20};Mod=([^;]{2,50})/i, device('Xerox', 'Printer', 1, 0.97)],
  ['printer-lexmark', /^Mfg=Lexmark[^;]{0,20};Typ=[^;]{1,20};Mod=([^;]{2,50})/i, device('Lexmark', 'Printer', 1, 0.97)],
  ['printer-dell', /^Mfg=Dell[^;]{0,20};Typ=[^;]{1,20};Mod=([^;]{2,50})/i, device('Dell', 'Printer', 1, 0.97)],
  ['printer', /^Mfg=[^;]{2,30};Typ=(?:Printer|MFP|AIO);/i, { category: 'Printer', certainty: 0.95 }],
  ['canon', /^Canon (i[RP][^;]{2,30}|[A-Z]{1,4}\d{3,4}[\w /-]{0,20})/, device('Canon', 'Printer', 1)],
  ['samsung-printer', /^SAMSUNG Network Printer/i, device('Samsung', 'Printer')],
  ['printer-maker', /^(?:LEXMARK|XEROX|KYOCERA|RICOH|BROTHER|KONICA|OKI DATA|EPSON)\b/i, { category: 'Printer', certainty: 0.85 }],
  ['zebra-printer', /^(?:Zebra Technologies )?ZTC ([A-Z]{1,3}\d{3,4})/, device('Zebra', 'Label Printer', 1)],
  // Telephones
  ['cisco-phone', /^Cisco [Ss]ystems,? Inc\.? (?:Wireless |Unified )?(?:IP )?Phone (?:CP-?)?([\w-]{3,12})/i, device('Cisco', 'IP Phone', 1, 0.97)],
  ['cisco-spa', /^(?:CISCO|LINKSYS)[ -](SPA-?\d{3,4}\w{0,3}|PAP2T?)\b/i, device('Cisco', 'IP Phone', 1)],
  ['cisco-ata', /^(?:CISCO|LINKSYS)[ -](SPA(?:112|122|232|8800)\w?|ATA\d{3})\b/i, device('Cisco', 'VoIP Communications Equipment', 1)],
  ['polycom', /^Poly(?:com)?-([A-Z]{2,6}[-_]?\w{0,2}-?\d{2,4}\w?)\b/, device('Polycom', 'IP Phone', 1, 0.97)],
  ['yealink', /^yealink\b/i, device('Yealink', 'IP Phone', undefined, 0.97)],
  ['grandstream', /^Grandstream (?:Model )?([A-Z]{2,3}-?\d{3,4}\w?)/i, device('Grandstream', 'IP Phone', 1, 0.93)],
  ['snom', /^snom ?([DM]?\d{3})?/i, device('Snom', 'IP Phone', 1)],
  ['aastra', /^Aastra(?:IPPhone)?(\d{4}\w{0,2})?/i, device('Aastra', 'IP Phone', 1)],
  ['mitel', /^(?:ipphone\.mitel\.com|Mitel)\b/i, device('Mitel', 'IP Phone')],
  ['avaya', /^(?:ccp\.avaya\.com|Avaya)\b/i, device('Avaya', 'IP Phone')],
  ['nortel', /^Nortel-(i\d{4})/i, device('Nortel', 'IP Phone', 1)],
  ['siemens-phone', /^(?:OptiIpPhone|OpenStage|optiPoint)\b/i, device('Siemens', 'IP Phone')],
  ['alcatel-phone', /^alcatel\.(?:noe|a4400)\.\d/i, device('Alcatel-Lucent Enterprise', 'IP Phone')],
  ['shoretel', /^ShoreTel\b/i, device('ShoreTel', 'IP Phone')],
  ['fanvil', /^Fanvil ?([A-Z]\w{1,6})?/i, device('Fanvil', 'IP Phone', 1)],
  ['digium', /^digium_(D\d{2})/i, device('Digium', 'IP Phone', 1)],
  ['3com-phone', /^3Com-Phone-(\w{3,8})|^NBX/i, device('3Com', 'IP Phone', 1)],
  ['panasonic-phone', /^Panasonic[_ -](KX-?\w{4,12})/i, device('Panasonic', 'IP Phone', 1)],
  ['gigaset', /^Gigaset\b/i, device('Gigaset', 'IP Phone')],
  ['telepresence', /^Cisco Telepresence|^TANDBERG/i, device('Cisco', 'Video Audio Conference')],
  // Network
  ['cisco-ap', /^Cisco AP (c?\d{3,4}\w{0,3}|C\d{4}\w{0,4})|^Cisco (AP80\d)/i, device('Cisco', 'Wireless Access Point', 1, 0.97)],
  ['airespace', /^Airespace\.AP(\d{3,4})/, device('Cisco', 'Wireless Access Point', 1)],
  ['cisco-controller', /^Cisco (AIR-CT\w{2,10})/i, device('Cisco', 'Wireless Controller', 1)],
  ['cisco-pnp', /^ciscopnp|^Cisco (?:Systems, Inc\. )?(?:C\d{4}|WS-C|IOS)/i, device('Cisco', 'Network Equipment', undefined, 0.9)],
  ['cisco', /^Cisco Systems/i, { vendor: 'Cisco', certainty: 0.93 }],
  ['aruba-ap', /^Aruba(?:Instant)?AP\b/i, device('Aruba', 'Wireless Access Point', undefined, 0.97)],
  ['aruba-switch', /^(?:HPE?|ProCurve|Aruba)[ -]((?:JL?|R\d)\d{2,4}A?)\b/i, device('HP', 'Switch', 1, 0.93)],
  ['ruckus', /^Ruckus CPE\b/i, device('Ruckus', 'Wireless Access Point', undefined, 0.97)],
  ['aerohive', /^AEROHIVE\b/i, device('Aerohive', 'Wireless Access Point', undefined, 0.97)],
  ['meraki', /^MERAKI\b/i, device('Meraki', 'Network Equipment')],
  ['meru', /^Meru\.?AP/i, device('Meru', 'Wireless Access Point')],
  ['symbol-ap', /^(?:Symbol|Motorola|Extreme)[ .-]?AP\b/i, { category: 'Wireless Access Point', certainty: 0.9 }],
  ['forti', /^Forti(AP|Switch|Gate)\b-?([\w-]{2,14})?/, { vendor: 'Fortinet', model: 'Forti$1 $2', certainty: 0.95 }],
  ['ubiquiti', /^ubnt\b/i, device('Ubiquiti', 'Network Equipment', undefined, 0.9)],
  ['mikrotik', /^MikroTik\b/i, { ...device('MikroTik', 'Router'), os_family: 'RouterOS' }],
  ['juniper', /^Juniper[-:](\w{2,4}\d{2,4}[\w-]{0,10})/i, { ...device('Juniper', 'Network Equipment', 1), os_family: 'Junos OS' }],
  ['arista', /^Arista;([\w-]{4,24})/, { ...device('Arista', 'Switch', 1), os_family: 'EOS' }],
  ['onie', /^onie_vendor:/, { category: 'Switch', certainty: 0.9 }],
  ['docsis', /^docsis[1-4]\.\d:/, { category: 'Modem', certainty: 0.95 }],
  ['packetcable', /^pktc\d\.\d:/, { category: 'Modem', certainty: 0.85 }],
  ['opencable', /^OpenCable/i, { category: 'Set-Top Box', certainty: 0.9 }],
  ['broadband-forum', /^(?:dslforum\.org|TR-?069)/i, { category: 'Router', certainty: 0.6 }],
  // Cameras and the rest
  ['axis-camera', /^AXIS,(?:PTZ Dome )?(?:Network|Dome|Thermal)[ \w]{0,20}Camera,([^,]{2,30})/i, device('Axis', 'Camera', 1, 0.97)],
  ['axis-encoder', /^AXIS,(?:Network Video Encoder|Video Server),([^,]{2,30})/i, device('Axis', 'Video Encoder', 1, 0.97)],
  ['axis', /^AXIS,/i, { vendor: 'Axis', certainty: 0.97 }],
  ['ip-camera', /^(?:IP ?Camera|IPCAM|NetCam|Network Camera)\b/i, { category: 'Camera', certainty: 0.85 }],
  ['ilo', /^CPQRIB\d?/, device('HP', 'Out-of-Band Management')],
  ['idrac', /^iDRAC\b/i, device('Dell', 'Out-of-Band Management')],
  ['apc', /^APC$/, device('APC', 'Uninterruptible Power Supply', undefined, 0.85)],
  ['wyse', /^wyse-?\d{0,4}/i, device('Wyse', 'Thin Client')],
  ['igel', /^IGEL\b/i, device('IGEL', 'Thin Client')],
  ['pcoip', /^PCoIP Endpoint/i, { category: 'Thin Client', certainty: 0.93 }],
  ['brightsign', /^BrightSign ([A-Z]{2}\d{3,4}\w?)/i, device('BrightSign', 'Digital Signage', 1)],
  ['crestron', /^Crestron\b/i, { vendor: 'Crestron', certainty: 0.93 }],
  ['sonos', /^Sonos\b/i, device('Sonos', 'Smart Speaker')],
  ['nintendo', /^Nintendo\b/i, device('Nintendo', 'Video Gaming')],
  ['playstation', /^PS([345])\b|^PlayStation/i, device('Sony', 'Video Gaming')],
  ['roku', /^Roku\b/i, device('Roku', 'Video Streaming')],
  ['ewon', /^eWON\b/i, device('eWON', 'Industrial Gateway')],
  ['moxa', /^MOXA\b/i, { vendor: 'Moxa', certainty: 0.93 }],
  ['lantronix', /^Lantronix\b/i, device('Lantronix', 'Terminal Server', undefined, 0.85)],
];

export const CLASS_RULES: readonly Rule[] = ROWS.map(([rule, pattern, { certainty, ...said }]) => [`class-${rule}`, pattern, said, certainty]);

/** LLDP, LLDP-MED and CDP: what switches, telephones and access points tell their neighbour about themselves. */
import { FACTORY_NAME, HINT, MAKER_FORM, NAMES_ITSELF, WEAK } from '../certainty.ts';
import type { Rule } from '../rule.ts';

/** CDP's platform is the product number: `cisco WS-C2960-24TT-L`, `Cisco IP Phone 7960`, `AIR-AP1131AG`. */
export const PLATFORMS: readonly Rule[] = [
  ['cisco-phone', /^(?:Cisco (?:IP Phone |CP-)(\w+(?:-\w+)?)|CP-(\w+))/i, { vendor: 'Cisco', category: 'IP Phone', model: 'IP Phone $1$2' }, NAMES_ITSELF],
  ['cisco-ata', /^(?:Cisco )?(ATA ?\d{3}|VG\d{3}\w?)/i, { vendor: 'Cisco', category: 'VoIP Communications Equipment', model: '$1' }, NAMES_ITSELF],
  ['cisco-ap', /^(?:cisco )?((?:AIR|C91\d{2}\w|CW9\d{3})-?[\w-]{0,24})/i, { vendor: 'Cisco', category: 'Wireless Access Point', model: '$1' }, NAMES_ITSELF],
  ['cisco-wlc', /^(?:cisco )?(AIR-(?:CT|WLC)[\w-]{2,20}|C9800[\w-]{0,16})/i, { vendor: 'Cisco', category: 'Wireless Controller', model: '$1' }, NAMES_ITSELF],
  ['cisco-industrial', /^(?:cisco )?(IE-?\d{4}[\w-]{0,20})/i, { vendor: 'Cisco', category: 'Industrial Switch', model: '$1' }, NAMES_ITSELF],
  ['cisco-nexus', /^(N[1-9]K-[\w-]{2,24}|Nexus ?\w+)/i, { vendor: 'Cisco', category: 'Switch', model: '$1', os_family: 'NX-OS' }, NAMES_ITSELF],
  ['cisco-switch', /^(?:cisco )?((?:WS-C|C9[2-6]\d{2}|C1[0-3]00|Catalyst ?|SG\d{3}|SF\d{3}|CBS\d{3}|ME-\d)[\w-]{0,24})/i, { vendor: 'Cisco', category: 'Switch', model: '$1' }, NAMES_ITSELF],
  ['cisco-firewall', /^(?:cisco )?(ASA\w{2,10}|FPR-?\d{4}\w*|PIX-\w+)/i, { vendor: 'Cisco', category: 'Firewall', model: '$1' }, NAMES_ITSELF],
  ['cisco-router', /^(?:cisco )?((?:ISR|ASR|CSR|C8[0-9]{2,3}|CISCO|C1[0-9]{3}|IR\d{3,4})[\w/-]{0,20}|[1-7][0-9]{2,3}\w{0,4})$/i, { vendor: 'Cisco', category: 'Router', model: '$1' }, MAKER_FORM],
  ['cisco-camera', /^(?:Cisco )?(CIVS-IPC-\w+)/i, { vendor: 'Cisco', category: 'Camera', model: '$1' }, NAMES_ITSELF],
  ['cisco-telepresence', /^(?:Cisco )?(?:TelePresence|Webex|CTS)[ -]?([\w -]{1,24})/i, { vendor: 'Cisco', category: 'Video Audio Conference', model: '$1' }, NAMES_ITSELF],
  ['meraki', /^(?:Cisco )?Meraki (M[RSXVGT]\w+)/i, { vendor: 'Cisco Meraki', category: 'Network Equipment', model: '$1' }, NAMES_ITSELF],
  ['mikrotik', /^MikroTik/i, { vendor: 'MikroTik', category: 'Router', os_family: 'RouterOS' }, NAMES_ITSELF],
  ['vmware', /^VMware ESX/i, { vendor: 'VMware', category: 'Hypervisor', os_family: 'VMware ESXi' }, NAMES_ITSELF],
  ['axis', /^AXIS (\w[\w -]{2,24})/i, { vendor: 'Axis', category: 'Camera', model: '$1' }, NAMES_ITSELF],
  ['apc', /^(?:AP\d{4}\w*|APC\b)/i, { vendor: 'APC', category: 'Power Distribution Unit' }, HINT],
  ['polycom', /^(?:Polycom |Poly )?((?:VVX|SoundPoint|SoundStation)[\w ]{1,16})/i, { vendor: 'Polycom', category: 'IP Phone', model: '$1' }, NAMES_ITSELF],
  ['linux', /^Linux$/, { os_family: 'Linux' }, HINT],
  ['cisco', /^cisco /i, { vendor: 'Cisco', category: 'Network Equipment' }, MAKER_FORM],
];

export const CDP_SOFTWARE: readonly Rule[] = [
  ['ios-xe', /\bIOS[ -]XE\b.*?Version (\d[\w.()]{2,14})/i, { vendor: 'Cisco', os_family: 'IOS XE', os_version: '$1' }, NAMES_ITSELF],
  ['nx-os', /\bNX-OS\b.*?Version (\d[\w.()]{2,14})/i, { vendor: 'Cisco', os_family: 'NX-OS', os_version: '$1' }, NAMES_ITSELF],
  ['ios', /\bCisco (?:IOS|Internetwork Operating System)\b(?:[\s\S]{0,200}?\bVersion (\d[\w.():]{2,30}))?/i, { vendor: 'Cisco', os_family: 'IOS', os_version: '$1' }, NAMES_ITSELF],
  ['catos', /^WS-C\d{4} Software/i, { vendor: 'Cisco', os_family: 'CatOS', category: 'Switch' }, MAKER_FORM],
  ['phone', /^(?:SCCP|SIP|P00\d|sip)[\w.-]{4,24}$/, { vendor: 'Cisco', category: 'IP Phone' }, HINT],
  ['routeros', /\bRouterOS (\d[\w.]*)/i, { vendor: 'MikroTik', category: 'Router', os_family: 'RouterOS', os_version: '$1' }, NAMES_ITSELF],
  ['esxi', /\bVMware ESXi?\b/i, { vendor: 'VMware', category: 'Hypervisor', os_family: 'VMware ESXi' }, NAMES_ITSELF],
];

/** Words of either protocol, as the adapters write them: what it does. A station is anything; one that claims all else besides is a computer with every function of its system. */
export const CAPABILITIES: readonly Rule[] = [
  ['telephone', /\b(?:tele)?phone\b/i, { category: 'IP Phone' }, FACTORY_NAME],
  ['access-point', /^(?!.*\bstation\b).*\b(?:wlan-)?access-point\b/i, { category: 'Wireless Access Point' }, FACTORY_NAME],
  ['cable-modem', /\bdocsis\b/i, { category: 'Modem' }, HINT],
  ['multilayer-switch', /\brouter\b.*\bswitch\b/i, { category: 'Switch' }, HINT],
  ['bridge-router', /^(?!.*\bstation\b).*\b(?:router bridge|bridge router)\b/i, { category: 'Network Equipment' }, HINT],
  ['router', /^(?!.*\bstation\b).*\brouter\b/i, { category: 'Router' }, HINT],
  ['switch', /^(?!.*\bstation\b).*\b(?:switch|bridge|transparent-bridge)\b/i, { category: 'Switch' }, HINT],
];

/** LLDP-MED device class (ANSI/TIA-1057 section 10.2.2.2): III is a communication device such as a telephone. */
export const CLASSES: readonly Rule[] = [
  ['class-3', /\b(?:class[ -]?(?:iii|3)|communication)/i, { category: 'IP Phone' }, HINT],
  ['class-2', /\b(?:class[ -]?(?:ii|2)|media)/i, { category: 'VoIP Communications Equipment' }, WEAK],
  ['connectivity', /\bnetwork[ -_]?connectivity\b/i, { category: 'Network Equipment' }, HINT],
];

/** LLDP system descriptions of equipment. Servers and computers run lldpd, whose text is `uname`'s. */
export const LLDP_SYSTEMS: readonly Rule[] = [
  ...CDP_SOFTWARE,
  ['cisco-phone', /^Cisco (?:IP Phone|Unified) ?(\w+)?/i, { vendor: 'Cisco', category: 'IP Phone', model: 'IP Phone $1' }, NAMES_ITSELF],
  ['juniper', /\bJuniper Networks, Inc\. (\w[\w-]{2,16})/i, { vendor: 'Juniper', category: 'Network Equipment', model: '$1', os_family: 'Junos' }, NAMES_ITSELF],
  ['extreme', /^ExtremeXOS(?: \((\w[\w-]+)\))? version (\d[\d.]*)/i, { vendor: 'Extreme Networks', category: 'Switch', model: '$1', os_family: 'ExtremeXOS', os_version: '$2' }, NAMES_ITSELF],
  // Before version 10 Summits ran ExtremeWare
  ['extreme-ware', /^Summit ?(\w+)[^\n]{0,40}Version ([4-8]\.[\w.]{1,12})/i, { vendor: 'Extreme Networks', category: 'Switch', model: 'Summit $1', os_family: 'ExtremeWare', os_version: '$2' }, NAMES_ITSELF],
  ['extreme-summit', /^Summit ?(\w+)/i, { vendor: 'Extreme Networks', category: 'Switch', model: 'Summit $1' }, MAKER_FORM],
  ['aruba-ap', /^ArubaOS \(MODEL: ([\w-]+)\), Version ([\d.]+)/i, { vendor: 'Aruba', category: 'Wireless Access Point', model: 'AP-$1', os_family: 'ArubaOS', os_version: '$2' }, NAMES_ITSELF],
  ['procurve', /^(?:ProCurve|HP) J\w{4,6} (?:ProCurve )?(?:Switch )?([\w -]{2,20}), revision ([\w.]+)/i, { vendor: 'HP', category: 'Switch', model: '$1', os_version: '$2' }, NAMES_ITSELF],
  ['aruba-switch', /^(?:HPE|Aruba) J\w{4,6} (?:Switch )?([\w -]{2,20}), revision ([\w.]+)/i, { vendor: 'Hewlett Packard Enterprise', category: 'Switch', model: '$1', os_version: '$2' }, NAMES_ITSELF],
  ['comware', /\bComware\b/i, { vendor: 'Hewlett Packard Enterprise', category: 'Switch', os_family: 'Comware' }, FACTORY_NAME],
  ['arista', /^Arista Networks EOS version (\d[\w.]*).* (DCS-[\w-]+)/i, { vendor: 'Arista', category: 'Switch', model: '$2', os_family: 'EOS', os_version: '$1' }, NAMES_ITSELF],
  ['arista-eos', /^Arista Networks EOS/i, { vendor: 'Arista', category: 'Switch', os_family: 'EOS' }, NAMES_ITSELF],
  ['dell-switch', /\bDell(?: EMC)? (?:Networking|PowerConnect|Force10)[ -]?([\w-]{2,12})?/i, { vendor: 'Dell', category: 'Switch', model: '$1' }, NAMES_ITSELF],
  ['huawei', /\bHuawei Versatile Routing Platform|\b(?:Quidway|S\d{4}-\w+) /i, { vendor: 'Huawei', category: 'Switch', os_family: 'VRP' }, FACTORY_NAME],
  ['fortinet', /^Forti(Gate|Switch|AP)-?(\w+)?/i, { vendor: 'Fortinet', category: 'Network Equipment', model: 'Forti$1 $2' }, NAMES_ITSELF],
  ['ruckus', /\bRuckus (?:Wireless|Multimedia)\b.*?(?:\b([RTH]\d{3}\w?|ZF\w+)\b|$)/i, { vendor: 'Ruckus', category: 'Wireless Access Point', model: '$1' }, NAMES_ITSELF],
  ['unifi-ap', /^(U6-\w+|U7-\w+|UAP[\w-]*|nanoHD|FlexHD), ?(\d[\d.]*)/i, { vendor: 'Ubiquiti', category: 'Wireless Access Point', model: '$1', os_version: '$2' }, NAMES_ITSELF],
  ['unifi-switch', /^(USW?-[\w-]+|US\d{1,2}\w*), ?(\d[\d.]*)/i, { vendor: 'Ubiquiti', category: 'Switch', model: '$1', os_version: '$2' }, NAMES_ITSELF],
  ['meraki', /^Meraki (MR\w+)/i, { vendor: 'Cisco Meraki', category: 'Wireless Access Point', model: '$1' }, NAMES_ITSELF],
  ['meraki-other', /^Meraki (M[SXG]\w+)/i, { vendor: 'Cisco Meraki', category: 'Network Equipment', model: '$1' }, NAMES_ITSELF],
  ['mikrotik', /^MikroTik RouterOS (\d[\w.]*)(?: \([\w-]+\))? (\S+)/i, { vendor: 'MikroTik', category: 'Router', model: '$2', os_family: 'RouterOS', os_version: '$1' }, NAMES_ITSELF],
  ['scalance', /\bSCALANCE ([XWMS][ -]?\w[\w-]{0,14})/i, { vendor: 'Siemens', category: 'Industrial Switch', model: 'SCALANCE $1' }, NAMES_ITSELF],
  ['simatic', /\bSIMATIC S7[, -]*(?:CPU-?)?([\w -]{2,20})?/i, { vendor: 'Siemens', category: 'Industrial Controller', model: 'SIMATIC S7 $1' }, NAMES_ITSELF],
  ['siemens-hmi', /\bSIMATIC (?:HMI|NET)/i, { vendor: 'Siemens' }, MAKER_FORM],
  ['hirschmann', /^Hirschmann (\w[\w-]{2,16})/i, { vendor: 'Hirschmann', category: 'Industrial Switch', model: '$1' }, NAMES_ITSELF],
  ['moxa', /^(?:MOXA )?(EDS-\w+|IKS-\w+)/i, { vendor: 'Moxa', category: 'Industrial Switch', model: '$1' }, MAKER_FORM],
  ['phoenix', /^FL SWITCH (\w[\w -]{2,20})/i, { vendor: 'Phoenix Contact', category: 'Industrial Switch', model: 'FL SWITCH $1' }, NAMES_ITSELF],
  ['westermo', /^Westermo\b/i, { vendor: 'Westermo', category: 'Industrial Switch' }, NAMES_ITSELF],
  ['avaya-phone', /^Avaya (?:IP )?(?:Deskphone|one-X|96\d\d|J1\d\d)/i, { vendor: 'Avaya', category: 'IP Phone' }, NAMES_ITSELF],
  ['esxi', /\bVMware ESXi? (\d[\d.]*)/i, { vendor: 'VMware', category: 'Hypervisor', os_family: 'VMware ESXi', os_version: '$1' }, NAMES_ITSELF],
  ['windows-server', /\bWindows Server (\d{4})/i, { category: 'Server', os_family: 'Windows', os_version: 'Server $1' }, NAMES_ITSELF],
  ['linux', /\bLinux\b/i, { os_family: 'Linux' }, FACTORY_NAME],
];

/** LLDP-MED inventory: maker and model in fields of their own. */
export const LLDP_MODELS: readonly Rule[] = [
  ['cisco-phone', /^(?:Cisco )?(?:IP Phone |CP-)(\w+)/i, { vendor: 'Cisco', category: 'IP Phone', model: 'IP Phone $1' }, NAMES_ITSELF],
  ['yealink', /^(?:SIP-)?((?:T[2-5]\d|VP5\d|CP9\d{2}|MP5\d)\w{0,3})$/i, { vendor: 'Yealink', category: 'IP Phone', model: '$1' }, FACTORY_NAME],
  ['polycom', /^(?:Polycom-|Poly-?)?((?:VVX|SoundPoint|SoundStation|Trio)[\w -]{1,16})/i, { vendor: 'Polycom', category: 'IP Phone', model: '$1' }, NAMES_ITSELF],
  ['grandstream', /^((?:GXP|GRP|GXV)\d{4}\w?)/i, { vendor: 'Grandstream', category: 'IP Phone', model: '$1' }, NAMES_ITSELF],
  ['snom', /^snom ?(\w{3,6})/i, { vendor: 'Snom', category: 'IP Phone', model: '$1' }, NAMES_ITSELF],
  ['mitel', /^(?:MITEL |Mitel )?(5[23]\d{2}|6[89]\d{2}i?|MiVoice \w+)/i, { vendor: 'Mitel', category: 'IP Phone', model: '$1' }, FACTORY_NAME],
  ['avaya', /^(96\d{2}\w{0,3}|16\d{2}\w{0,3}|J1\d{2})$/i, { vendor: 'Avaya', category: 'IP Phone', model: '$1' }, FACTORY_NAME],
  ['any', /^(\w[\w. /-]{1,40})$/, { model: '$1' }, FACTORY_NAME],
];
export const LLDP_VENDORS: readonly Rule[] = [
  ['phone-maker', /^(Yealink|Polycom|Snom|Grandstream|Fanvil|Aastra|Mitel|Gigaset)/i, { vendor: '$1', category: 'IP Phone' }, FACTORY_NAME],
  ['any', /^([A-Z][\w.,& -]{1,40})$/i, { vendor: '$1' }, NAMES_ITSELF],
];

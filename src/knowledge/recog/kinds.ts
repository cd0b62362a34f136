/** recog's words for kinds of devices, as categories of the taxonomy. Where a word is too wide, what else the fingerprint says decides. */
import type { CategoryName } from '../../taxonomy/index.ts';

type Narrower = readonly [said: RegExp, category: CategoryName];
/** Without `otherwise` the word alone says too little. */
interface Wide { readonly when: readonly Narrower[]; readonly otherwise?: CategoryName }

const KINDS: Readonly<Record<string, CategoryName | Wide>> = {
  'Printer': { when: [[/label printer|fastmark|sato|datamax|zebra/i, 'Label Printer']], otherwise: 'Printer' }, 'Multifunction Device': 'Printer', 'Copier': 'Printer', 'Fax Server': 'Printer', 'Print Server': { when: [[/jetdirect/i, 'Printer']], otherwise: 'Print Server' },
  'Scanner': 'Scanner', 'Network Scanner': { when: [[/scan/i, 'Scanner']] }, 'Check Scanner': 'Scanner', 'Handheld Scanner': 'Barcode Scanner', 'Data Terminal': 'Barcode Scanner',
  'Router': 'Router', 'Broadband Router': 'Router', 'ADSL Router': 'Router', 'SD-WAN Appliance': 'Router', 'Switch': 'Switch', 'Hub': 'Switch', 'Network': 'Network Equipment', 'Telecom': 'VoIP Communications Equipment',
  'WAP': 'Wireless Access Point', 'WLAN Repeater': 'Wireless Access Point', 'Wireless Controller': 'Wireless Controller', 'Powerline': 'Network Equipment',
  'Cable Modem': 'Modem', 'DOCSIS Cable Modem': 'Modem', 'DSL Modem': 'Modem', 'ADSL Modem': 'Modem', 'ATM DSL Unit': 'Modem', 'DSU/CSU': 'Network Equipment', 'DSLAM': 'Network Equipment', 'Frame Relay': 'Network Equipment',
  'Multiplexer': 'Network Equipment', 'Remote Access Server': 'Network Equipment', 'Device Server': 'Terminal Server', 'USB Server': 'Terminal Server',
  'Firewall': 'Firewall', 'VPN': { when: [[/sonicwall/i, 'Firewall']], otherwise: 'Security Appliance' }, 'IPS': 'Security Appliance', 'IDS': 'Security Appliance', 'NAC': 'Security Appliance', 'Security Appliance': { when: [[/meraki mx/i, 'Firewall']], otherwise: 'Security Appliance' }, 'Web Proxy': 'Security Appliance',
  'Load Balancer': 'Load Balancer', 'WAN Accelerator': 'Network Appliance', 'Network Appliance': 'Network Appliance', 'Appliance': { when: [[/fortimail/i, 'Security Appliance']], otherwise: 'Network Appliance' }, 'Support Appliance': 'Network Appliance',
  'Network Management Device': { when: [[/netscaler|traffic manager/i, 'Load Balancer']], otherwise: 'Network Appliance' },
  'Monitoring': { when: [[/room ?alert|tempager|netbotz/i, 'Environmental Sensor'], [/gigamon/i, 'Network Appliance']] },
  'Laptop': 'Personal Computer', 'Desktop': 'Personal Computer', 'Thin Client': 'Thin Client', 'Mobile Phone': 'Smartphone', 'Mobile': 'Mobile Device', 'Tablet': 'Tablet',
  'Hypervisor': 'Hypervisor', 'Mainframe': 'Server', 'UnixWare': 'Server',
  'Lights Out Management': 'Out-of-Band Management', 'Onboard Administrator': 'Out-of-Band Management', 'Management Processor': 'Out-of-Band Management', 'KVM': 'KVM Switch',
  'NAS': 'Network Storage', 'Storage': 'Network Storage', 'Storage Appliance': 'Network Storage', 'Tape Library': 'Network Storage',
  'IP Camera': 'Camera', 'Web Cam': 'Camera', 'Video Encoder': 'Video Encoder', 'Video Decoder': 'Video Encoder', 'Cloud Network Video Recorder': 'Network Video Recorder',
  'DVR': { when: [[/tivo|opentv|adb-/i, 'Set-Top Box']], otherwise: 'Network Video Recorder' },
  'Video Conferencing': 'Video Audio Conference', 'ViewStation': 'Video Audio Conference', 'Wireless Presenter': 'Wireless Presentation System', 'Whiteboard': 'Video Audio Conference',
  'VoIP': { when: [[/adapter|gateway|\bata\b|spa112|spa122|spa232|border|expressway/i, 'VoIP Communications Equipment'], [/phone|telephone|optipoint|openstage|soundpoint|vvx|spa|46xx/i, 'IP Phone']], otherwise: 'VoIP Communications Equipment' },
  'SIP Gateway': 'VoIP Communications Equipment', 'VoIP Gateway': 'VoIP Communications Equipment', 'Media Gateway': 'VoIP Communications Equipment', 'VoIP Server': 'VoIP Communications Equipment',
  'VoIP Switch': 'VoIP Communications Equipment', 'Voice Appliance': 'VoIP Communications Equipment',
  'SIP Device': { when: [[/phone|gxp|gxv|snom|yealink/i, 'IP Phone'], [/door|intercom/i, 'Intercom']], otherwise: 'VoIP Communications Equipment' },
  'Media Server': { when: [[/brightsign/i, 'Digital Signage'], [/homepod/i, 'Smart Speaker'], [/receiver|airtunes/i, 'Audio Streaming'], [/roku|apple tv|chromecast|nexus player|hdhomerun/i, 'Video Streaming']] },
  'Media Player': { when: [[/ipod/i, 'Mobile Device']], otherwise: 'Video Streaming' }, 'Media Receiver': 'Audio Streaming', 'AV Receiver': 'Audio Streaming', 'Network Audio': 'Audio Streaming', 'Audio Encoder': 'Audio Streaming',
  'Smart TV': 'Smart TV', 'IPTV': 'Set-Top Box', 'Light Bulb': 'Smart Light', 'Device Hub': 'Smart Home Gateway', 'Alarm Panel': 'Alarm', 'Sensor': 'Sensor', 'Access Control': 'Access Control',
  'Power Device': { when: [[/\bsma\b|webbox/i, 'Solar Inverter'], [/pdu|cdu|sentry|power control/i, 'Power Distribution Unit'], [/ups|liebert|webcsu|cyberpower|apc/i, 'Uninterruptible Power Supply']], otherwise: 'Smart PowerSupply' },
  'UPS': 'Uninterruptible Power Supply', 'PDU': 'Power Distribution Unit', 'Power Meter': 'Power Meter', 'Environment Control': 'Environmental Sensor', 'Building Automation': 'Building Automation',
  'PLC': 'Industrial Controller', 'Industrial Control': 'Industrial Controller', 'HMI Controller': 'Human Machine Interface', 'Remote Terminal': 'Remote Terminal Unit', 'Ethernet Adapter': 'Industrial Gateway',
  'Point of Sale': 'Point of Sale', 'Medical': { when: [[/infusion/i, 'Infusion System']] },
};

/** The category behind recog's word for a device; `said` is the fingerprint's description with the product it names. */
export function categoryOfWord(word: string, said: string): CategoryName | undefined {
  const kind = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
  if (kind === undefined || typeof kind === 'string') return kind;
  return kind.when.find(([pattern]) => pattern.test(said))?.[1] ?? kind.otherwise;
}

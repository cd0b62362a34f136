/** recog's words for kinds of devices, where they mean other than the taxonomy's words, or are so wide that what else the fingerprint says must decide. */
import { kindOf, type CategoryName } from '../../taxonomy/index.ts';

type Narrower = readonly [said: RegExp, category: CategoryName];
/** Without `otherwise` the word alone says too little. */
interface Wide { readonly when: readonly Narrower[]; readonly otherwise?: CategoryName }

const KINDS: Readonly<Record<string, CategoryName | Wide>> = {
  // Switches and access points run it, too
  'Router': { when: [[/^Cisco IOS\b|\bCisco +IOS(?:-X[ER])?$/, 'Network Equipment']], otherwise: 'Router' },
  'Printer': { when: [[/label printer|fastmark|sato|datamax|zebra/i, 'Label Printer']], otherwise: 'Printer' },
  'Print Server': { when: [[/jetdirect/i, 'Printer']], otherwise: 'Print Server' },
  'Network Scanner': { when: [[/scan/i, 'Scanner']] },
  'VPN': { when: [[/sonicwall/i, 'Firewall']], otherwise: 'Security Appliance' },
  'Security Appliance': { when: [[/meraki mx/i, 'Firewall']], otherwise: 'Security Appliance' },
  'Appliance': { when: [[/fortimail/i, 'Security Appliance']], otherwise: 'Network Appliance' },
  'Network Management Device': { when: [[/netscaler|traffic manager/i, 'Load Balancer']], otherwise: 'Network Appliance' },
  'Monitoring': { when: [[/room ?alert|tempager|netbotz/i, 'Environmental Sensor'], [/gigamon/i, 'Network Appliance']] },
  'DVR': { when: [[/tivo|opentv|adb-/i, 'Set-Top Box']], otherwise: 'Network Video Recorder' },
  'VoIP': { when: [[/adapter|gateway|\bata\b|spa112|spa122|spa232|border|expressway/i, 'VoIP Communications Equipment'], [/phone|telephone|optipoint|openstage|soundpoint|vvx|spa|46xx/i, 'IP Phone']], otherwise: 'VoIP Communications Equipment' },
  'SIP Device': { when: [[/phone|gxp|gxv|snom|yealink/i, 'IP Phone'], [/door|intercom/i, 'Intercom']], otherwise: 'VoIP Communications Equipment' },
  'Media Server': { when: [[/brightsign/i, 'Digital Signage'], [/homepod/i, 'Smart Speaker'], [/receiver|airtunes/i, 'Audio Streaming'], [/roku|apple tv|chromecast|nexus player|hdhomerun/i, 'Video Streaming']] },
  'Media Player': { when: [[/ipod/i, 'Mobile Device']], otherwise: 'Video Streaming' },
  'Power Device': { when: [[/\bsma\b|webbox/i, 'Solar Inverter'], [/pdu|cdu|sentry|power control/i, 'Power Distribution Unit'], [/ups|liebert|webcsu|cyberpower|apc/i, 'Uninterruptible Power Supply']], otherwise: 'Smart PowerSupply' },
  'Medical': { when: [[/infusion/i, 'Infusion System']] },
  'SD-WAN Appliance': 'Router',
  'Telecom': 'VoIP Communications Equipment',
  'Data Terminal': 'Barcode Scanner',
  'Ethernet Adapter': 'Industrial Gateway',
  'Fax Server': 'Printer',
  'UnixWare': 'Server',
  'ViewStation': 'Video Audio Conference',
  'Web Cam': 'Camera',
  'Web Proxy': 'Security Appliance',
  'NAC': 'Security Appliance',
  'Alarm Panel': 'Alarm',
  'Network': 'Network Equipment',
  'Display Controller': { when: [] },
};

/** The category behind recog's word for a device; `said` is the fingerprint's description with the product it names. */
export function categoryOfWord(word: string, said: string): CategoryName | undefined {
  const kind = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
  if (kind === undefined) return kindOf(word);
  if (typeof kind === 'string') return kind;
  return kind.when.find(([pattern]) => pattern.test(said))?.[1] ?? kind.otherwise;
}

/** The category that words for a kind of device stand for: of fingerprints, UPnP device types, services, CIP device profiles, LLDP-MED classes. */
import type { CategoryName } from './categories.ts';
import { PHRASES } from './phrases.ts';
import { wordsOf } from './words.ts';

/** No phrase has more words. */
const MOST_WORDS = 4;
/** Longer texts are cut. */
const MOST = 160;

/** UPnP device types whose category is plain, those of one maker with its domain; a MediaRenderer may be a television, a speaker or a program. */
const UPNP: Readonly<Record<string, CategoryName>> = {
  internetgatewaydevice: 'Router', wandevice: 'Router', wanconnectiondevice: 'Router', wlanaccesspointdevice: 'Wireless Access Point', printer: 'Printer', printerbasic: 'Printer', printerenhanced: 'Printer', scanner: 'Scanner',
  digitalsecuritycamera: 'Camera', binarylight: 'Smart Light', dimmablelight: 'Smart Light', hvac_system: 'HVAC', hvac_zonethermostat: 'Smart Thermostat', solarprotectionblind: 'Smart Shade', zoneplayer: 'Audio Streaming',
  telephonyserver: 'VoIP Communications Equipment', 'belkin:controllee': 'Smart Plug', 'belkin:insight': 'Smart Plug', 'belkin:lightswitch': 'Smart Switch', 'belkin:dimmer': 'Smart Switch', 'belkin:maker': 'Smart Switch', 'belkin:bridge': 'Lighting Gateway',
  'belkin:sensor': 'Sensor', 'belkin:netcamsensor': 'Camera', 'belkin:coffeemaker': 'Smart Appliance', 'belkin:crockpot': 'Smart Appliance', 'belkin:heatera': 'Smart Appliance', 'belkin:heaterb': 'Smart Appliance', 'belkin:humidifier': 'Smart Appliance',
  'belkin:airpurifier': 'Smart Appliance',
};

/** DNS-SD services that only one kind of device gives. */
const SERVICES: Readonly<Record<string, CategoryName>> = {
  ipp: 'Printer', ipps: 'Printer', printer: 'Printer', 'pdl-datastream': 'Printer', 'fax-ipp': 'Printer', privet: 'Printer', 'axis-video': 'Camera', 'axis-nvr': 'Network Video Recorder', sonos: 'Audio Streaming', soundtouch: 'Audio Streaming',
  'heos-audio': 'Audio Streaming', hue: 'Lighting Gateway', nanoleafapi: 'Smart Light', nanoleafms: 'Smart Light', elg: 'Smart Light', wled: 'Smart Light', 'apple-mobdev2': 'Mobile Device', readynas: 'Network Storage', ultimaker: '3D Printer', esphomelib: 'Embedded Systems',
  'home-assistant': 'Smart Home Gateway', powerview: 'Smart Shade', 'enphase-envoy': 'Solar Inverter', dyson_mqtt: 'Smart Appliance', dyson_360eye: 'Robot Vacuum', plugwise: 'Smart Thermostat', ecobee: 'Smart Thermostat', kizbox: 'Smart Home Gateway',
  lutron: 'Lighting Gateway', smartthings: 'Smart Home Gateway', airport: 'Wireless Access Point', openevse: 'Electric Vehicle Charger',
};

/** LLDP-MED device classes (ANSI/TIA-1057 section 10.2.1) that say what stands there: a telephone is class III. */
const LLDP_MED: Readonly<Record<string, CategoryName>> = { 'class iii': 'IP Phone', 'lldp med class iii': 'IP Phone', 'endpoint class iii': 'IP Phone', 'communication device endpoint': 'IP Phone', 'network connectivity': 'Network Equipment' };

/** Their last word would say something else. */
const NO_KIND: ReadonlySet<string> = new Set(['media server', 'car camera', 'key switch', 'graphics tablet']);

const WORDS = new Map<string, CategoryName>(), WHOLE = new Map<string, CategoryName>();
for (const [category, phrases] of Object.entries(PHRASES) as [CategoryName, string][]) { // keys of PHRASES are categories
  for (const phrase of phrases.split(', ')) if (phrase.startsWith('=')) WHOLE.set(phrase.slice(1), category); else WORDS.set(phrase, category);
}
for (const [phrase, category] of Object.entries(LLDP_MED)) WORDS.set(phrase, category);

/** Undefined where the words name no kind, or more than one. English puts the kind last: `Zebra Label Printer` is a label printer. */
export function kindOf(text: string): CategoryName | undefined {
  const upnp = /^(?:urn:)?([\w.-]{1,64}):device:([\w-]{1,64})(?::\d{1,3})?$/i.exec(text);
  if (upnp !== null) return UPNP[(upnp[1] === 'schemas-upnp-org' ? upnp[2] ?? '' : `${upnp[1]}:${upnp[2]}`).toLowerCase()];
  const service = /^_([\w-]{1,32})\._(?:tcp|udp)(?:\.local)?\.?$/i.exec(text);
  if (service !== null) return SERVICES[service[1]?.toLowerCase() ?? ''];
  const words = wordsOf(text.slice(0, MOST).replaceAll(/\bI\/O\b/gi, 'IO')), whole = WHOLE.get(words.join(' '));
  if (whole !== undefined) return whole;
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    const phrase = words.slice(-count).join(' '), found = WORDS.get(phrase) ?? (phrase.endsWith('s') ? WORDS.get(phrase.slice(0, -1)) : undefined);
    if (NO_KIND.has(phrase)) return undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

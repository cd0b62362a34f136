/** Models as TXT records and instance names say them: printers by brand and series, cast devices, HomeKit accessories. Which key it was the parameter no longer says. */
import { FACTORY_NAME, HINT, MAKER_FORM, NAMES_ITSELF, WEAK } from '../certainty.ts';
import type { Rule } from '../rule.ts';

const printer = (vendor: string) => ({ vendor, category: 'Printer', model: '$1' }) as const;
const cast = (category: 'Smart Speaker' | 'Video Streaming' | 'Camera') => ({ vendor: 'Google', category, model: '$1' }) as const;

/** `ty=`, `product=(...)`, `usb_MDL=`, and the name of a printer's service. */
export const PRINTERS: readonly Rule[] = [
  ['dymo', /^\(?DYMO[ _-]?([\w ]{2,30})/i, { vendor: 'Dymo', category: 'Label Printer', model: '$1' }, NAMES_ITSELF],
  ['zebra', /^\(?(?:ZTC|Zebra(?: Technologies)?) ([\w -]{2,30})/i, { vendor: 'Zebra', category: 'Label Printer', model: '$1' }, NAMES_ITSELF],
  ['brother-label', /^\(?Brother (QL-\w+|PT-\w+|TD-\w+)/i, { vendor: 'Brother', category: 'Label Printer', model: '$1' }, NAMES_ITSELF],
  ['brother', /^\(?Brother ((?:HL|MFC|DCP|ADS|FAX)-[\w.-]{2,20})/i, printer('Brother'), NAMES_ITSELF],
  ['hp', /^\(?(?:HP|Hewlett-Packard) ((?:Color |Photosmart |Officejet |OfficeJet |LaserJet |DeskJet |Deskjet |ENVY |PageWide |DesignJet |Designjet |Laser |Smart Tank |Neverstop |ScanJet |Tango|Ink Tank )[^[()\n]{0,40})/i, printer('HP'), NAMES_ITSELF],
  ['epson', /^\(?(?:EPSON|SEIKO EPSON(?: CORP\.?)?) ((?:WF|XP|ET|EW|PX|EP|SX|BX|L\d|M\d|SC-|AL-|TM-|WorkForce|Stylus|EcoTank|Expression|SureColor)[^[()\n]{0,36})/i, printer('Epson'), NAMES_ITSELF],
  ['canon', /^\(?Canon ((?:MG|MX|MP|MF|TS|TR|TM|LBP|G\d|iP|iX|iR|iR-ADV|imageRUNNER|imagePROGRAF|imageCLASS|PIXMA|PRO-|SELPHY|E\d|XK|GX)[^[()\n]{0,36})/i, printer('Canon'), NAMES_ITSELF],
  ['lexmark', /^\(?Lexmark ([A-Z]{1,3}\d{3,4}\w{0,6})/i, printer('Lexmark'), NAMES_ITSELF],
  ['xerox', /^\(?(?:FUJI )?Xerox(?:\u00ae|\(R\))? ((?:WorkCentre|Phaser|VersaLink|AltaLink|ColorQube|DocuPrint|DocuCentre|B\d{3}|C\d{3}|PrimeLink)[^[()\n]{0,36})/i, printer('Xerox'), NAMES_ITSELF],
  ['ricoh', /^\(?(?:RICOH|NRG|Gestetner|Lanier|SAVIN) ((?:Aficio|MP|SP|IM|P |M |Pro)[^[()\n]{1,36})/i, printer('Ricoh'), NAMES_ITSELF],
  ['konica', /^\(?KONICA MINOLTA ((?:bizhub|magicolor|PagePro)[^[()\n]{1,36}|\w{2,10})/i, printer('Konica Minolta'), NAMES_ITSELF],
  ['kyocera', /^\(?(?:Kyocera |KYOCERA )?((?:ECOSYS|TASKalfa|FS-\d)[^[()\n]{1,30})/i, printer('Kyocera'), NAMES_ITSELF],
  ['samsung', /^\(?Samsung ((?:CLP|CLX|ML|SCX|SL|Xpress|ProXpress|MultiXpress|[MCK]\d{3,4})[^[()\n]{1,36})/i, printer('Samsung'), NAMES_ITSELF],
  ['oki', /^\(?(?:OKI|OKI DATA CORP) ([BCM][CM]?\d{3}\w{0,6}|ES\d{4}\w*|MPS\w+)/i, printer('OKI'), NAMES_ITSELF],
  ['sharp', /^\(?SHARP ((?:MX|AR|BP)-[\w-]{2,16})/i, printer('Sharp'), NAMES_ITSELF],
  ['toshiba', /^\(?TOSHIBA (e-STUDIO\w+)/i, printer('Toshiba'), NAMES_ITSELF],
  ['dell-printer', /^\(?Dell ((?:Color )?(?:Laser|MFP|Cloud|Smart Printer|[BCEHS]\d{3,4})[^[()\n]{0,30})/i, printer('Dell'), NAMES_ITSELF],
  ['pantum', /^\(?Pantum ([MPBC]\w{1,12})/i, printer('Pantum'), NAMES_ITSELF],
  ['kodak', /^\(?KODAK ((?:ESP|HERO|VERITE|OFFICE)[^[()\n]{0,24})/i, printer('Kodak'), NAMES_ITSELF],
];

export const MODELS: readonly Rule[] = [
  // Google Cast `md=`
  ['chromecast', /^(Chromecast(?: Ultra| HD| Audio)?|Google TV Streamer)$/, cast('Video Streaming'), NAMES_ITSELF],
  ['google-home', /^(Google Home(?: Mini| Max)?|(?:Google )?Nest (?:Mini|Audio)|Google Nest Hub(?: Max)?|Google Home Hub|Nest Hub(?: Max)?)$/, cast('Smart Speaker'), NAMES_ITSELF],
  ['cast-group', /^Google Cast Group$/, { category: 'Audio Streaming' }, WEAK],
  ['shield', /^(SHIELD(?: Android TV)?)$/, { vendor: 'Nvidia', category: 'Video Streaming', model: 'SHIELD', os_family: 'Android TV' }, NAMES_ITSELF],
  ['bravia', /^(BRAVIA [\w -]{2,30}|K[DJ]L?-\d{2}\w{3,12}|XR-\d{2}\w{3,10})$/, { vendor: 'Sony', category: 'Smart TV', model: '$1', os_family: 'Android TV' }, NAMES_ITSELF],
  ['mi-box', /^(MI ?Box\w{0,4}(?: \w+)?|MiTV-\w+|Mi TV[\w ]*)$/i, { vendor: 'Xiaomi', category: 'Video Streaming', model: '$1', os_family: 'Android TV' }, NAMES_ITSELF],
  ['fire-tv', /^(AFT[A-Z]{1,5}\d{0,3})$/, { vendor: 'Amazon', category: 'Video Streaming', model: '$1', os_family: 'Fire OS' }, MAKER_FORM],
  ['vizio', /^([DEMPV]\d{2,3}\w?-[A-Z]\d{1,2}|VIZIO[\w -]*)$/, { vendor: 'Vizio', category: 'Smart TV', model: '$1' }, FACTORY_NAME],
  ['jbl', /^(JBL [\w .-]{2,30})$/, { vendor: 'JBL', category: 'Audio Streaming', model: '$1' }, NAMES_ITSELF],
  ['harman', /^(HK [\w .-]{2,30}|Harman Kardon [\w .-]{2,30})$/, { vendor: 'Harman', category: 'Audio Streaming', model: '$1' }, NAMES_ITSELF],
  ['sonos', /^(?:Sonos )?((?:One(?: SL)?|Beam|Arc(?: Ultra)?|Play:[135]|Move(?: 2)?|Roam(?: 2| SL)?|Era [13]00|Five|Playbar|Playbase|Port|Amp|Connect(?::Amp)?|Ray|Sub Mini) ?(?:\(Gen \d\))?)$/, { vendor: 'Sonos', category: 'Audio Streaming', model: '$1' }, HINT],
  ['roku', /^(?:Roku )?(\d{4}X\d?|[CDGA]\d{3}X\d?)$/, { vendor: 'Roku', category: 'Video Streaming', model: '$1', os_family: 'Roku OS' }, MAKER_FORM],
  ['lg-tv', /^((?:OLED|QNED|NANO)\d{2}\w{2,9}|\d{2}(?:U[HJKMNPQRT]|SM|SK|LK|LM|NANO)\w{4,8})$/, { vendor: 'LG', category: 'Smart TV', model: '$1', os_family: 'webOS' }, FACTORY_NAME],
  ['samsung-tv', /^([QU][NEA]\d{2}[A-Z]{1,3}\w{3,10})$/, { vendor: 'Samsung', category: 'Smart TV', model: '$1', os_family: 'Tizen' }, FACTORY_NAME],
  // HomeKit `md=`, Home Assistant's list has more
  ['hue-bridge', /^(BSB00[123])$/, { vendor: 'Philips', category: 'Lighting Gateway', model: 'Hue Bridge' }, NAMES_ITSELF],
  ['tradfri', /^(TRADFRI(?: gateway)?|DIRIGERA[\w ]*)$/i, { vendor: 'Ikea', category: 'Lighting Gateway', model: '$1' }, NAMES_ITSELF],
  ['aqara', /^(?:Aqara )?(HM1S-G01|HE1-G01|(?:Camera )?Hub-?[\w ]{0,10}|Hub [EM]\w{1,2}|ZHWA11LM|AR00\d|CH-H0\d)$/, { vendor: 'Aqara', category: 'Smart Home Gateway', model: '$1' }, HINT],
  ['eve', /^(Eve (?:Energy|Door|Window|Room|Weather|Motion|Light|Flare|Water|Thermo|Aqua|Degree|Smoke|Button|Extend|Play|Cam)[\w ]*)/, { vendor: 'Eve', category: 'Electronics IoT', model: '$1' }, NAMES_ITSELF],
  ['lifx', /^(LIFX [\w ]{2,24})$/, { vendor: 'LIFX', category: 'Smart Light', model: '$1' }, NAMES_ITSELF],
  ['nanoleaf', /^(NL\d{2}[A-Z]?\d?)$/, { vendor: 'Nanoleaf', category: 'Smart Light', model: '$1' }, MAKER_FORM],
  ['yeelight', /^(YL[A-Z]{2}\d{2}[A-Z]{2}|yeelink\.light\.\w+)$/, { vendor: 'Yeelight', category: 'Smart Light', model: '$1' }, MAKER_FORM],
  ['koogeek', /^(?:Koogeek-)?((?:P1|P1CN|O1EU|SW2?|LS1|KH01CN))(?:-\w+)?$/, { vendor: 'Koogeek', category: 'Smart Plug', model: '$1' }, HINT],
  ['meross', /^(MSS\d{3}\w*|MSL\d{3}\w*|MSG\d{3}\w*)$/i, { vendor: 'Meross', category: 'Smart Plug', model: '$1' }, FACTORY_NAME],
  ['vocolinc', /^(PM[15]|VP3|SmartBar|VOCOlinc[\w -]*)$/, { vendor: 'VOCOlinc', category: 'Smart Plug', model: '$1' }, HINT],
  ['netatmo', /^(Healty Home Coach|Netatmo Relay|Netatmo [\w ]{2,24}|Smart Indoor Camera)$/, { vendor: 'Netatmo', category: 'Electronics IoT', model: '$1' }, MAKER_FORM],
  ['ecobee', /^(ecobee\w{0,8}(?: [\w ]+)?)$/i, { vendor: 'ecobee', category: 'Smart Thermostat', model: '$1' }, NAMES_ITSELF],
  ['tado', /^(tado\u00b0?)$/i, { vendor: 'tado', category: 'Smart Thermostat', model: '$1' }, NAMES_ITSELF],
  ['wemo', /^(Wemo[\w ]*)$/i, { vendor: 'Belkin', category: 'Smart Plug', model: '$1' }, FACTORY_NAME],
  ['arlo', /^(VM[BCL]\d{4}\w*|AVD\d{4}\w*)$/, { vendor: 'Arlo', category: 'Camera', model: '$1' }, MAKER_FORM],
  ['abode', /^(Abode|Iota)$/, { vendor: 'Abode', category: 'Smart Home Gateway', model: '$1' }, HINT],
  ['myq', /^(819LMB|MYQ)$/, { vendor: 'Chamberlain', category: 'Smart Lock', model: 'MyQ' }, FACTORY_NAME],
  ['rachio', /^Rachio/, { vendor: 'Rachio', category: 'Irrigation Controller' }, NAMES_ITSELF],
  ['sensibo', /^Sensibo/, { vendor: 'Sensibo', category: 'Smart Thermostat' }, NAMES_ITSELF],
  ['homebridge', /^(?:homebridge|Homebridge)/, { category: 'Smart Home Gateway', os_family: 'Linux' }, FACTORY_NAME],
  ['home-assistant', /^(?:HomeBridge|Home Assistant Bridge)$/, { category: 'Smart Home Gateway' }, FACTORY_NAME],
  ['nas', /^((?:DS|RS|FS|DVA)\d{3,4}(?:\+|xs\+?|play|slim|j|RP\+)?)$/, { vendor: 'Synology', category: 'Network Storage', model: '$1' }, MAKER_FORM],
  ['roomba', /^(Roomba[\w -]*)$/i, { vendor: 'iRobot', category: 'Robot Vacuum', model: '$1' }, NAMES_ITSELF],
  ['d-link-camera', /^(DCS-\d{3,4}\w{0,4})$/, { vendor: 'D-Link', category: 'Camera', model: '$1' }, NAMES_ITSELF],
  ['d-link-plug', /^(DSP-W\w{3,4})$/, { vendor: 'D-Link', category: 'Smart Plug', model: '$1' }, NAMES_ITSELF],
  ['d-link-gateway', /^(DCH-G\d{3}\w?)$/, { vendor: 'D-Link', category: 'Smart Home Gateway', model: '$1' }, NAMES_ITSELF],
  ['d-link-sensor', /^(DCH-S1\d{2}\w?)$/, { vendor: 'D-Link', category: 'Sensor', model: '$1' }, NAMES_ITSELF],
  ['d-link-siren', /^(DCH-S2\d{2}\w?)$/, { vendor: 'D-Link', category: 'Alarm', model: '$1' }, NAMES_ITSELF],
  ['axis', /^(?:AXIS )([A-Z]\d{4}[\w -]{0,16})/, { vendor: 'Axis', category: 'Camera', model: '$1' }, NAMES_ITSELF],
  ...PRINTERS,
];

/** TXT pairs `manufacturer=`, `mfg=`, `usb_MFG=`, `vendor=`; one word's worth of a maker each. */
export const TEXTS: readonly Rule[] = [
  ['maker-samsung', /^(?:manufacturer|mfg|vendor)=Samsung/i, { vendor: 'Samsung' }, NAMES_ITSELF],
  ['maker-lg', /^(?:manufacturer|mfg|vendor)=LG\b/i, { vendor: 'LG' }, NAMES_ITSELF],
  ['maker-sonos', /^(?:manufacturer|mfg|vendor)=Sonos/i, { vendor: 'Sonos', category: 'Audio Streaming' }, NAMES_ITSELF],
  ['maker-roku', /^(?:manufacturer|mfg|vendor)=Roku/i, { vendor: 'Roku', category: 'Video Streaming' }, NAMES_ITSELF],
  ['maker-synology', /^(?:manufacturer|mfg|vendor)=Synology/i, { vendor: 'Synology', category: 'Network Storage' }, NAMES_ITSELF],
  ['maker-printer', /^(?:usb_mfg|mfg)=(HP|Brother|EPSON|Canon|Lexmark|Xerox|RICOH|KONICA MINOLTA|Kyocera|OKI|SHARP|Pantum)\b/i, { vendor: '$1', category: 'Printer' }, NAMES_ITSELF],
  ['maker-hewlett', /^(?:usb_mfg|mfg)=Hewlett-?Packard/i, { vendor: 'HP', category: 'Printer' }, NAMES_ITSELF],
  ['maker', /^(?:manufacturer|mfg|vendor)=([A-Z][\w.&+ -]{1,30})$/, { vendor: '$1' }, FACTORY_NAME],
  ['platform-esp', /^platform=ESP(?:32|8266)/i, { category: 'Embedded Systems' }, HINT],
];

/** HINFO (RFC 1035 section 3.3.2) and `_device-info`'s words. */
export const SYSTEMS: readonly Rule[] = [
  ['linux', /\bLINUX\b/i, { os_family: 'Linux' }, FACTORY_NAME],
  ['windows', /\bWindows\b/i, { os_family: 'Windows', category: 'Personal Computer' }, FACTORY_NAME],
  ['macos', /\bMac ?OS\b/i, { os_family: 'macOS', vendor: 'Apple', category: 'Personal Computer' }, FACTORY_NAME],
];

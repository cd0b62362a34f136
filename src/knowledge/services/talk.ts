/** How telephones and cameras introduce themselves in SIP and RTSP. */
import { FACTORY_NAME, HINT, MAKER_FORM, NAMES_ITSELF, WEAK } from '../certainty.ts';
import type { Rule } from '../rule.ts';

const phone = (vendor: string) => ({ vendor, category: 'IP Phone', model: '$1' }) as const;
const gateway = (vendor: string) => ({ vendor, category: 'VoIP Communications Equipment', model: '$1' }) as const;
const camera = (vendor: string) => ({ vendor, category: 'Camera' }) as const;

export const SIP_AGENTS: readonly Rule[] = [
  ['yealink', /^Yealink (?:SIP[- ]?|SIP-)?((?:T|W|CP|VP|VC)\d{2,3}\w{0,4})/i, phone('Yealink'), NAMES_ITSELF], ['yealink-any', /^Yealink/i, { vendor: 'Yealink', category: 'IP Phone' }, NAMES_ITSELF],
  ['cisco-phone', /^Cisco-CP(-?\w{3,8})/i, phone('Cisco'), NAMES_ITSELF], ['cisco-spa', /^(?:Cisco|Linksys|Sipura)\/(SPA\d{3,4}\w{0,3})/i, phone('Cisco'), NAMES_ITSELF], ['cisco-ata', /^(?:Cisco|Linksys)\/((?:PAP|ATA|WRP)\w{1,6})/i, gateway('Cisco'), NAMES_ITSELF],
  ['cisco-gateway', /^Cisco-SIPGateway/i, { vendor: 'Cisco', category: 'VoIP Communications Equipment' }, NAMES_ITSELF], ['cucm', /^Cisco-CUCM/i, { vendor: 'Cisco', category: 'Server' }, MAKER_FORM], ['cisco-room', /^TANDBERG|^Cisco-(?:TelePresence|CE)/i, { vendor: 'Cisco', category: 'Video Audio Conference' }, NAMES_ITSELF],
  ['poly', /^Poly(?:com)?[ /]?(?:VVX|SoundPointIP|SoundStationIP|Trio|Edge)-?(\w{2,12})/i, phone('Polycom'), NAMES_ITSELF], ['poly-room', /^Polycom(?:\/| )?(?:HDX|RealPresence|Group)/i, { vendor: 'Polycom', category: 'Video Audio Conference' }, NAMES_ITSELF],
  ['grandstream', /^Grandstream ((?:GXP|GRP|GXV|DP|WP)\d{3,4}\w?)/i, phone('Grandstream'), NAMES_ITSELF], ['grandstream-gateway', /^Grandstream ((?:HT|GXW|UCM)\w{2,6})/i, gateway('Grandstream'), NAMES_ITSELF],
  ['snom', /^snom[ /]?(?:PA1|D?\d{3}\w?)?/i, { vendor: 'Snom', category: 'IP Phone' }, NAMES_ITSELF], ['fanvil', /^Fanvil (\w{2,8})/i, phone('Fanvil'), NAMES_ITSELF], ['aastra', /^(?:Aastra|Mitel)[ -](\w{2,10})/i, phone('Mitel'), NAMES_ITSELF],
  ['avaya', /^Avaya (?:one-X|SIP|J1\d\d|96\d\d)/i, { vendor: 'Avaya', category: 'IP Phone' }, NAMES_ITSELF], ['panasonic', /^Panasonic[_ -]?(KX-\w{3,10})/i, phone('Panasonic'), NAMES_ITSELF], ['gigaset', /^(?:Gigaset )?([NCA]\d{3}\w? ?(?:IP|HX)\w*)|^Gigaset/i, phone('Gigaset'), NAMES_ITSELF],
  ['alcatel', /^Alcatel[ -]?(?:Lucent)?/i, { vendor: 'Alcatel-Lucent Enterprise', category: 'IP Phone' }, FACTORY_NAME], ['fritz', /^(?:AVM )?FRITZ!Box (\w[\w ()]{0,16})/i, { vendor: 'AVM', category: 'Router', model: 'FRITZ!Box $1' }, NAMES_ITSELF],
  ['obihai', /^OBIHAI\/(OBi\w{3,6})/i, gateway('Polycom'), NAMES_ITSELF], ['audiocodes', /^Audiocodes[ -]?(?:Sip-Gateway-)?([\w-]{2,16})/i, gateway('AudioCodes'), NAMES_ITSELF], ['patton', /^Patton (SN\w+)/i, gateway('Patton'), NAMES_ITSELF],
  ['2n', /^2N (?:Helios|IP|Access)/i, { vendor: '2N', category: 'Intercom' }, NAMES_ITSELF], ['doorbird', /^DoorBird/i, { vendor: 'DoorBird', category: 'Smart Doorbell' }, NAMES_ITSELF], ['algo', /^Algo-?(\d{4})/i, { vendor: 'Algo', category: 'Public Address System', model: '$1' }, NAMES_ITSELF],
  ['pbx', /^(?:Asterisk|FPBX|FreePBX|FreeSWITCH|3CXPhoneSystem|Kamailio|OpenSIPS|SIPXECS)/i, { category: 'Server' }, HINT], ['softphone', /^(?:Zoiper|Bria|X-Lite|eyeBeam|MicroSIP|Linphone|Jitsi|Blink|PhonerLite|3CXPhone)/i, { category: 'Personal Computer' }, WEAK],
];

export const RTSP_SERVERS: readonly Rule[] = [
  ['axis', /\bAXIS\b/i, camera('Axis'), MAKER_FORM], ['hikvision', /\bHikvision\b/i, camera('Hikvision'), MAKER_FORM], ['dahua', /\bDahua\b/i, camera('Dahua'), MAKER_FORM], ['ubiquiti', /^UBNT Streaming/i, camera('Ubiquiti'), MAKER_FORM],
  ['avtech', /\bAVTECH\b/i, { vendor: 'AVTech', category: 'Network Video Recorder' }, FACTORY_NAME], ['h264dvr', /^H264DVR/i, { category: 'Network Video Recorder' }, FACTORY_NAME], ['hipcam', /^Hipcam/i, { category: 'Camera' }, FACTORY_NAME], ['d-link', /^(?:D-Link|DCS-)/i, camera('D-Link'), MAKER_FORM],
  ['bosch', /\bBosch\b/i, camera('Bosch'), FACTORY_NAME], ['airtunes', /^AirTunes\/(\d[\d.]*)/i, { category: 'Audio Streaming' }, HINT], ['encoder', /\b(?:Teradek|Makito|Matrox Monarch)\b/i, { category: 'Video Encoder' }, FACTORY_NAME], ['live555', /^LIVE555|\bLive555\b/i, { category: 'Camera' }, WEAK],
  ['any', /\bRtsp ?Server\b/i, { category: 'Camera' }, WEAK],
];

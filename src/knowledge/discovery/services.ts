/** DNS-SD service types (RFC 6763): those of one maker's products name it; those that many offer are hints. Types of the IANA registry and of products. */
import { FACTORY_NAME, HINT, MAKER_FORM, WEAK } from '../certainty.ts';
import { claimOf, type Reader, type Said } from '../rule.ts';

type Row = readonly [types: string, said: Said, certainty: number];

const ROWS: readonly Row[] = [
  // Apple
  ['airport', { vendor: 'Apple', category: 'Router' }, MAKER_FORM],
  ['appletv-v2 mediaremotetv touch-able appletv-pair', { vendor: 'Apple', category: 'Video Streaming' }, HINT],
  ['apple-mobdev2 apple-mobdev', { vendor: 'Apple', category: 'Smartphone', os_family: 'iOS' }, HINT],
  ['companion-link rdlink', { vendor: 'Apple' }, FACTORY_NAME],
  ['apple-pairable remotepairing', { vendor: 'Apple' }, FACTORY_NAME],
  ['sleep-proxy', { vendor: 'Apple' }, HINT],
  ['afpovertcp adisk', { category: 'Network Storage' }, WEAK],
  ['eppc net-assistant odisk', { vendor: 'Apple', category: 'Personal Computer', os_family: 'macOS' }, HINT],
  // Loudspeakers, televisions, players
  ['sonos', { vendor: 'Sonos', category: 'Audio Streaming' }, MAKER_FORM],
  ['soundtouch', { vendor: 'Bose', category: 'Audio Streaming' }, MAKER_FORM],
  ['heos-audio', { vendor: 'Denon', category: 'Audio Streaming' }, FACTORY_NAME],
  ['musc musc2', { category: 'Audio Streaming' }, HINT],
  ['beoremote bangolufsen', { vendor: 'Bang & Olufsen', category: 'Audio Streaming' }, MAKER_FORM],
  ['linkplay', { category: 'Audio Streaming' }, HINT],
  ['raop', { category: 'Audio Streaming' }, WEAK],
  ['spotify-connect', { category: 'Audio Streaming' }, WEAK],
  ['roku-rcp roku', { vendor: 'Roku', category: 'Video Streaming' }, MAKER_FORM],
  ['amzn-wplay', { vendor: 'Amazon', category: 'Video Streaming' }, FACTORY_NAME],
  ['amzn-alexa', { category: 'Smart Speaker' }, WEAK],
  ['androidtvremote androidtvremote2', { category: 'Smart TV', os_family: 'Android TV' }, HINT],
  ['googlecast', { category: 'Video Streaming' }, WEAK],
  ['googlezone googlerpc', { vendor: 'Google', category: 'Smart Speaker' }, HINT],
  ['viziocast', { vendor: 'Vizio', category: 'Smart TV' }, MAKER_FORM],
  ['samsungmsf', { vendor: 'Samsung', category: 'Smart TV' }, HINT],
  ['lg-smart-device lgsmartdevice webos-second-screen', { vendor: 'LG', category: 'Smart TV' }, HINT],
  ['nvstream nvstream_dbd', { category: 'Personal Computer' }, WEAK],
  ['tivo-videos tivo-music tivo-remote tivo-device', { vendor: 'TiVo', category: 'Set-Top Box' }, MAKER_FORM],
  ['xbmc-jsonrpc xbmc-jsonrpc-h xbmc-events', { category: 'Video Streaming' }, HINT],
  ['volumio', { category: 'Audio Streaming', os_family: 'Linux' }, FACTORY_NAME],
  ['plexmediasvr daap dpap', { category: 'Server' }, WEAK],
  ['nintendo-switch', { vendor: 'Nintendo', category: 'Video Gaming' }, FACTORY_NAME],
  ['steam-streaming', { category: 'Personal Computer' }, HINT],
  // Printers and scanners; computers share printers by the same types
  ['pdl-datastream', { category: 'Printer' }, FACTORY_NAME],
  ['ipp ipps printer', { category: 'Printer' }, HINT],
  ['scanner uscan uscans', { category: 'Printer' }, FACTORY_NAME],
  ['ptp', { category: 'Scanner' }, WEAK],
  ['privet', { category: 'Printer' }, HINT],
  ['fax-ipp', { category: 'Printer' }, HINT],
  ['octoprint', { category: '3D Printer' }, FACTORY_NAME],
  // Lamps, homes
  ['hue', { vendor: 'Philips', category: 'Lighting Gateway', model: 'Hue Bridge' }, MAKER_FORM],
  ['nanoleafapi nanoleafms', { vendor: 'Nanoleaf', category: 'Smart Light' }, MAKER_FORM],
  ['elg', { vendor: 'Elgato', category: 'Smart Light' }, MAKER_FORM],
  ['lifx', { vendor: 'LIFX', category: 'Smart Light' }, MAKER_FORM],
  ['wled', { category: 'Smart Light' }, FACTORY_NAME],
  ['lutron', { vendor: 'Lutron', category: 'Lighting Gateway' }, MAKER_FORM],
  ['leap', { vendor: 'Lutron', category: 'Lighting Gateway' }, HINT],
  ['powerview', { vendor: 'Hunter Douglas', category: 'Smart Shade' }, MAKER_FORM],
  ['somfy-poeblind kizbox kizboxdev', { vendor: 'Somfy', category: 'Smart Home Gateway' }, FACTORY_NAME],
  ['bond', { vendor: 'Bond', category: 'Smart Home Gateway' }, FACTORY_NAME],
  ['ecobee', { vendor: 'ecobee', category: 'Smart Thermostat' }, MAKER_FORM],
  ['dkapi', { vendor: 'Daikin', category: 'HVAC' }, MAKER_FORM],
  ['miio', { vendor: 'Xiaomi', category: 'Electronics IoT' }, FACTORY_NAME],
  ['hwenergy', { vendor: 'HomeWizard', category: 'Sensor' }, MAKER_FORM],
  ['enphase-envoy', { vendor: 'Enphase', category: 'Solar Inverter' }, MAKER_FORM],
  ['solaredge', { vendor: 'SolarEdge', category: 'Solar Inverter' }, MAKER_FORM],
  ['plugwise', { vendor: 'Plugwise', category: 'Smart Thermostat' }, MAKER_FORM],
  ['shelly', { vendor: 'Shelly', category: 'Smart Switch' }, HINT],
  ['ewelink', { vendor: 'Sonoff', category: 'Smart Switch' }, FACTORY_NAME],
  ['esphomelib', { category: 'Embedded Systems' }, HINT],
  ['arduino', { category: 'Embedded Systems' }, HINT],
  ['meshcop trel', { category: 'Smart Home Gateway' }, WEAK],
  ['home-assistant', { category: 'Smart Home Gateway', os_family: 'Linux' }, FACTORY_NAME],
  ['zwave-js-server zigstar_gw slzb-06 uzg-01 zigate-zigbee-gateway', { category: 'Smart Home Gateway' }, FACTORY_NAME],
  ['bbxsrv', { vendor: 'BleBox', category: 'Smart Switch' }, MAKER_FORM],
  ['lookin', { vendor: 'LOOKin', category: 'Electronics IoT' }, MAKER_FORM],
  ['dvl-deviceapi', { vendor: 'Devolo', category: 'Network Equipment' }, MAKER_FORM],
  ['fbx-api', { vendor: 'Free', category: 'Router' }, MAKER_FORM],
  ['nest-cam dropcam', { vendor: 'Nest', category: 'Camera' }, HINT],
  ['dcp dhnap', { vendor: 'D-Link' }, FACTORY_NAME],
  ['irobotmcs', { vendor: 'iRobot', category: 'Robot Vacuum' }, MAKER_FORM],
  ['easylink', { category: 'Electronics IoT' }, WEAK],
  // Office, storage, network
  ['axis-video', { vendor: 'Axis', category: 'Camera' }, MAKER_FORM],
  ['axis-nvr', { vendor: 'Axis', category: 'Network Video Recorder' }, MAKER_FORM],
  ['vivotek', { vendor: 'Vivotek', category: 'Camera' }, MAKER_FORM],
  ['psia cgi onvif', { category: 'Camera' }, HINT],
  ['rtsp', { category: 'Camera' }, WEAK],
  ['qdiscover qmobile', { vendor: 'QNAP', category: 'Network Storage' }, MAKER_FORM],
  ['readynas', { vendor: 'Netgear', category: 'Network Storage' }, MAKER_FORM],
  ['nut', { category: 'Uninterruptible Power Supply' }, WEAK],
  ['smb', { category: 'Personal Computer' }, WEAK],
  ['workstation', { category: 'Personal Computer', os_family: 'Linux' }, WEAK],
  ['sftp-ssh', { category: 'Personal Computer' }, WEAK],
  ['rfb', { category: 'Personal Computer' }, WEAK],
  ['teamviewer', { category: 'Personal Computer' }, HINT],
  ['vmware vsphere', { vendor: 'VMware', category: 'Hypervisor' }, HINT],
  ['sip', { category: 'IP Phone' }, WEAK],
  ['airbeam-display display', { category: 'Digital Signage' }, WEAK],
  ['clickshare barco-clickshare', { vendor: 'Barco', category: 'Wireless Presentation System' }, MAKER_FORM],
  ['mersive-solstice solstice', { vendor: 'Mersive', category: 'Wireless Presentation System' }, MAKER_FORM],
  ['pjlink', { category: 'Projector' }, FACTORY_NAME],
  ['dante netaudio-arc netaudio-cmc netaudio-chan', { category: 'Public Address System' }, WEAK],
  ['ndi', { category: 'Video Encoder' }, WEAK],
  ['blackmagic', { vendor: 'Blackmagic Design', category: 'Video Encoder' }, MAKER_FORM],
  ['crestron', { vendor: 'Crestron', category: 'Wireless Presentation System' }, FACTORY_NAME],
  // Plant
  ['opcua-tcp opcua-tls', { category: 'Industrial Controller' }, WEAK],
  ['bacnet', { category: 'Building Automation' }, HINT],
  ['modbus', { category: 'Industrial Controller' }, HINT],
  ['knx', { category: 'Building Automation' }, HINT],
  ['lxi vxi-11', { category: 'Process Instrument' }, HINT],
  // Medicine
  ['acr-nema dicom', { category: 'Medical Imaging' }, HINT],
];

const TYPES: ReadonlyMap<string, readonly [Said, number]> = new Map(ROWS.flatMap(([types, said, certainty]) => types.split(' ').map((type) => [type, [said, certainty] as const] as const)));
const SERVICE = /^_([^.]+)\._(?:tcp|udp)(?:\.local)?\.?$/i;

/** `_ipp._tcp.local` */
export const readService: Reader = (value) => {
  const type = SERVICE.exec(value)?.[1]?.toLowerCase(), row = type === undefined ? undefined : TYPES.get(type);
  return type === undefined || row === undefined ? [] : [claimOf(`discovery/service-${type}`, row[0], row[1])];
};
export const SERVICE_TYPES: number = TYPES.size;

/** What devices announce: examples of every group of rules, and announcements that must not name a device. */
import { expect, test } from 'bun:test';
import type { ParameterName } from '../../model/index.ts';
import { readApple } from './apple.ts';
import { discovery } from './index.ts';
import { SERVICE_TYPES } from './services.ts';

const claim = (parameter: ParameterName, value: string) => discovery.read(parameter, value)[0];
const nothing = (parameter: ParameterName, values: readonly string[]): void => { for (const value of values) expect({ value, claims: discovery.read(parameter, value) }).toEqual({ value, claims: [] }); };

test('[R49] Apple identifiers give family, and the name in the shop where it is known', () => {
  for (const [value, category, model, os] of [
    ['iPhone15,2', 'Smartphone', 'iPhone 14 Pro', 'iOS'], ['iPad13,4', 'Tablet', 'iPad Pro 11-inch (3rd generation)', 'iPadOS'], ['MacBookPro18,3', 'Personal Computer', 'MacBook Pro 14-inch (2021)', 'macOS'],
    ['Mac14,2', 'Personal Computer', 'MacBook Air (M2, 2022)', 'macOS'], ['AppleTV11,1', 'Video Streaming', 'Apple TV 4K (2nd generation)', 'tvOS'], ['AudioAccessory5,1', 'Smart Speaker', 'HomePod mini', undefined],
    ['Watch6,1', 'Wearable', 'Apple Watch Series 6', 'watchOS'], ['iPhone99,7', 'Smartphone', 'iPhone99,7', 'iOS'],
  ] as const) expect(claim('mdns.model', value)).toMatchObject({ vendor: 'Apple', category, model, ...(os === undefined ? {} : { os_family: os }) });
  // Servers of other makers announce themselves under Apple's icons
  for (const value of ['Xserve', 'RackMac', 'MacPro', 'iPhone', 'iPhone15', 'Phone15,2', 'constructor1,1', 'iPhone15,2,3']) expect(readApple(value)).toEqual([]);
});

test('[R49] a service type of one maker names it, and one that many offer is a hint', () => {
  expect(SERVICE_TYPES).toBeGreaterThan(100);
  expect(claim('mdns.service', '_sonos._tcp.local')).toMatchObject({ vendor: 'Sonos', category: 'Audio Streaming', certainty: 0.9 });
  expect(claim('mdns.service', '_axis-video._tcp.local')).toMatchObject({ vendor: 'Axis', category: 'Camera' });
  expect(claim('mdns.service', '_ipp._tcp.local')?.certainty).toBeLessThan(0.7); // computers share printers
  expect(claim('mdns.instance', 'Living room._roku-rcp._tcp.local')).toMatchObject({ vendor: 'Roku' });
  nothing('mdns.service', ['_http._tcp.local', '_hap._tcp.local', '_device-info._tcp.local', '_sonos', 'sonos._tcp.local', '_x-sonos-y._tcp.local', '_constructor._tcp.local']);
});

test('[R49] models in TXT records: cast devices, accessories, printers', () => {
  for (const [value, vendor, category, model] of [
    ['Chromecast Ultra', 'Google', 'Video Streaming', 'Chromecast Ultra'], ['Google Home Mini', 'Google', 'Smart Speaker', 'Google Home Mini'], ['BSB002', 'Philips', 'Lighting Gateway', 'Hue Bridge'],
    ['HP LaserJet MFP M428fdw', 'HP', 'Printer', 'LaserJet MFP M428fdw'], ['Brother HL-L2350DW series', 'Brother', 'Printer', 'HL-L2350DW'], ['EPSON ET-2750 Series', 'Epson', 'Printer', 'ET-2750 Series'],
    ['Canon TS5300 series', 'Canon', 'Printer', 'TS5300 series'], ['(ZTC ZD420-203dpi ZPL)', 'Zebra', 'Label Printer', 'ZD420-203dpi ZPL'], ['DCS-935L', 'D-Link', 'Camera', 'DCS-935L'], ['DS218+', 'Synology', 'Network Storage', 'DS218+'],
    ['3810X', 'Roku', 'Video Streaming', '3810X'], ['OLED55C1PUB', 'LG', 'Smart TV', 'OLED55C1PUB'], ['LIFX Mini', 'LIFX', 'Smart Light', 'LIFX Mini'],
  ] as const) expect(claim('mdns.model', value)).toMatchObject({ vendor, category, model });
  expect(claim('mdns.instance', 'HP Color LaserJet MFP M281fdw (6A4F21)._ipp._tcp.local')).toMatchObject({ vendor: 'HP', category: 'Printer', model: 'Color LaserJet MFP M281fdw' });
  expect(claim('mdns.text', 'manufacturer=Sonos')).toMatchObject({ vendor: 'Sonos' });
  nothing('mdns.model', ['', 'Chromecastle', 'HP', 'Brother of mine', 'EPSONFAN', 'Canon fodder', 'My Google Home', 'DS', 'Socket', 'Presence', 'Welcome']);
  nothing('mdns.text', ['ci=2', 'pv=1.0', 'txtvers=1', 'os=', 'manufacturer=', 'type=switch']);
});

test('[R49] SSDP: types, targets, unique names and SERVER', () => {
  expect(claim('ssdp.device', 'urn:schemas-upnp-org:device:InternetGatewayDevice:1')).toMatchObject({ category: 'Router' });
  expect(claim('ssdp.device', 'urn:Belkin:device:insight:1')).toMatchObject({ vendor: 'Belkin', category: 'Smart Plug' });
  expect(claim('ssdp.device', 'urn:schemas-upnp-org:device:ZonePlayer:1')).toMatchObject({ vendor: 'Sonos' });
  expect(claim('ssdp.usn', 'uuid:RINCON_B8E93781F3EA01400::upnp:rootdevice')).toMatchObject({ vendor: 'Sonos' });
  expect(claim('ssdp.usn', 'uuid:01234567-89ab-cdef-0123-456789abcdef::urn:roku-com:device:player:1-0')).toMatchObject({ vendor: 'Roku' });
  expect(claim('ssdp.server', 'Linux/3.14.0 UPnP/1.0 IpBridge/1.22.0')).toMatchObject({ vendor: 'Philips', category: 'Lighting Gateway' });
  expect(claim('ssdp.server', 'Roku/9.3.0 UPnP/1.0 Roku/9.3.0')).toMatchObject({ vendor: 'Roku', os_version: '9.3.0' });
  expect(claim('ssdp.server', 'Linux/4.9.0, UPnP/1.0, Portable SDK for UPnP devices/1.6.22')).toEqual({ rule: 'discovery/linux', os_family: 'Linux', os_version: '4.9.0', certainty: 0.8 });
  nothing('ssdp.device', ['urn:schemas-upnp-org:device:Basic:1', 'urn:schemas-wifialliance-org:device:WFADevice:1', 'upnp:rootdevice', 'urn:example-com:device:InternetGatewayDevices']);
  nothing('ssdp.server', ['Unspecified, UPnP/1.0, Unspecified', 'FreeRTOS/9.0 UPnP/1.1', 'MyRokuRemote/1.0', 'Embedded UPnP/1.0']);
  nothing('ssdp.usn', ['uuid:01234567-89ab-cdef-0123-456789abcdef', 'uuid:01234567-89ab-cdef-0123-456789abcdef::upnp:rootdevice', 'uuid:xRINCON_']);
});

test('[R49] WS-Discovery: ONVIF cameras, printers, Windows', () => {
  expect(claim('wsd.type', 'NetworkVideoTransmitter Device')).toMatchObject({ category: 'Camera' });
  expect(claim('wsd.type', 'Device PrintDeviceType')).toMatchObject({ category: 'Printer' });
  expect(claim('wsd.type', 'Device Computer')).toMatchObject({ category: 'Personal Computer', os_family: 'Windows' });
  expect(claim('wsd.hardware', 'DS-2CD2032-I')).toMatchObject({ vendor: 'Hikvision', category: 'Camera', model: 'DS-2CD2032-I' });
  expect(claim('wsd.hardware', 'DS-7608NI-K2')).toMatchObject({ vendor: 'Hikvision', category: 'Network Video Recorder' });
  expect(claim('wsd.hardware', 'IPC-HFW2431S')).toMatchObject({ vendor: 'Dahua', category: 'Camera' });
  nothing('wsd.type', ['Device', 'Computers', 'ProbeMatch']);
  nothing('wsd.scope', ['onvif://www.onvif.org/country/china', 'http://example.com/scope', 'onvif://www.onvif.org/Profile/Streaming']);
});

test('[R49] LLDP and CDP: telephones, access points, switches, with their model', () => {
  for (const [parameter, value, vendor, category, model] of [
    ['cdp.platform', 'Cisco IP Phone 8841', 'Cisco', 'IP Phone', 'IP Phone 8841'], ['cdp.platform', 'cisco WS-C2960-24TT-L', 'Cisco', 'Switch', 'WS-C2960-24TT-L'], ['cdp.platform', 'cisco AIR-CAP2602I-E-K9', 'Cisco', 'Wireless Access Point', 'AIR-CAP2602I-E-K9'],
    ['cdp.platform', 'cisco ISR4331/K9', 'Cisco', 'Router', 'ISR4331/K9'], ['cdp.platform', 'N9K-C93180YC-EX', 'Cisco', 'Switch', 'N9K-C93180YC-EX'], ['cdp.platform', 'MikroTik', 'MikroTik', 'Router', undefined],
    ['lldp.system', 'Juniper Networks, Inc. ex2200-24t-4g , version 12.3R6.6', 'Juniper', 'Network Equipment', 'ex2200-24t-4g'], ['lldp.system', 'Siemens, SIMATIC NET, SCALANCE XC208, 6GK5 208', 'Siemens', 'Industrial Switch', 'SCALANCE XC208'],
    ['lldp.model', 'SIP-T46S', 'Yealink', 'IP Phone', 'T46S'], ['lldp.model', 'VVX 411', 'Polycom', 'IP Phone', 'VVX 411'],
  ] as const) expect(claim(parameter, value)).toMatchObject({ vendor, ...(category === undefined ? {} : { category }), ...(model === undefined ? {} : { model }) });
  expect(claim('lldp.capabilities', 'bridge telephone')).toMatchObject({ category: 'IP Phone' });
  expect(claim('cdp.capabilities', 'router switch igmp')).toMatchObject({ category: 'Switch' });
  expect(claim('cdp.software', 'Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 12.2(55)SE7, RELEASE SOFTWARE (fc1)')).toMatchObject({ os_family: 'IOS', os_version: '12.2(55)SE7' });
  nothing('lldp.capabilities', ['station', 'other', '']);
  nothing('cdp.platform', ['Francisco', 'phone', '', 'CPX']);
  nothing('cdp.software', ['unknown', 'Software 1.2']);
  nothing('lldp.class', ['generic endpoint']);
});

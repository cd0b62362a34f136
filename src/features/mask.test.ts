/** What must not survive masking, and what must. */
import { expect, test } from 'bun:test';
import { maskPath, maskText } from './mask.ts';
import { parseMac, type Mac } from '../model/index.ts';

const mac = (text: string): Mac => { const parsed = parseMac(text); if (parsed === undefined) throw new Error(text); return parsed; };
const OWN = mac('1c:5f:2b:aa:fd:4e');

const TABLE: readonly (readonly [text: string, masked: string])[] = [
  // the device's own MAC: whole, its low three bytes, its low two bytes
  ['1C:5F:2B:AA:FD:4E', '<mac>'], ['1c-5f-2b-aa-fd-4e', '<mac>'], ['1C5F2BAAFD4E', '#'], ['DCS-935L-1C5F2BAAFD4E.local', 'DCS-935L-#.local'],
  ['Lightify-AAFD4E', 'Lightify-#'], ['Lightify-01aafd4e', 'Lightify-#'], ['dchFD4E.local', 'dch#.local'], ['iotcamfd4e', 'iotcam#'], ['GainSpanfd4e', 'GainSpan#'],
  // somebody's MAC
  ['id=00:17:88:24:76:FF', 'id=<mac>'], [' [74:da:38:80:7a:08]._http._tcp.local', ' [<mac>]._http._tcp.local'], ['ESP_07AEFB', 'ESP_#'], ['smart_config ACCF23623C6E', 'smart_config #'],
  // serial numbers, UUIDs, hashes, dates, builds
  ['KEQ0817541', 'KEQ#'], ['uuid:Socket-1_0-221519K1100F55::urn:Belkin:device:controllee:1', 'uuid:Socket-1_0-#::urn:Belkin:device:controllee:1'],
  ['uuid:2f402f80-da50-11e1-9b23-0017882476ff', 'uuid:<uuid>'], ['dualstack.ipv6-1927743757.us-west-2.elb.amazonaws.com', 'dualstack.ipv6-#.us-west-2.elb.amazonaws.com'],
  ['d3gjecg2uu2eaq.cloudfront.net', '#.cloudfront.net'], ['H:KEQ0817541,0c6386', 'H:KEQ#,#'], ['Build 20151113', 'Build #'],
  // addresses and client ports
  ['http://10.10.10.6:80/description.xml', 'http://<ip>:80/description.xml'], ['http://10.10.10.252:49153/setup.xml', 'http://<ip>:#/setup.xml'], ['ip-10-10-10-5.local', 'ip-<ip>.local'],
  ['87.10.10.10.in-addr.arpa', '<ip>.in-addr.arpa'], ['f.9.e.3.b.2.e.f.f.f.1.0.0.8.0.e.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f.ip6.arpa', '<ip>.ip6.arpa'], ['fe80::1e5f:2bff:feaa:1', '<ip>'],
  // the MAC of its other interface, one before or behind
  ['1C5F2BAAFD4F', '#'], ['NPIAAFD4D', 'NPI#'], ['cam-aafd4f.local', 'cam-#.local'],
  // names that systems make up
  ['DESKTOP-7K2M9QX', 'DESKTOP-#'], ['DESKTOP-ABCDEFG.corp.example', 'DESKTOP-#.corp.example'], ['LAPTOP-QWERTYUI', 'LAPTOP-#'], ['WIN-3GH5J7K9L1M', 'WIN-#'], ['idrac-5CG7H2X', 'idrac-#'],
  // what tells types apart stays
  ['DCS-935L', 'DCS-935L'], ['HS110(EU)', 'HS110(EU)'], ['SP-2101W', 'SP-2101W'], ['DCH-S150', 'DCH-S150'], ['BSB002', 'BSB002'], ['udhcp 1.22.1', 'udhcp 1.22.1'], ['android-dhcp-9', 'android-dhcp-9'],
  ['Linux/3.14.0 UPnP/1.0 IpBridge/1.9.0', 'Linux/3.14.0 UPnP/1.0 IpBridge/1.9.0'], ['_dhnap._tcp.local', '_dhnap._tcp.local'], ['Philips-hue', 'Philips-hue'], ['api.xbcs.net', 'api.xbcs.net'],
  ['urn:schemas-upnp-org:device:DCS-935L:1', 'urn:schemas-upnp-org:device:DCS-935L:1'], ['HF-LPB100', 'HF-LPB100'], ['facade.local', 'facade.local'], ['DESKTOP-PC', 'DESKTOP-PC'], ['WIN-CE', 'WIN-CE'],
];

test('masking table', () => {
  for (const [text, masked] of TABLE) expect([text, maskText(text, OWN)]).toEqual([text, masked]);
});

test('masking what is masked changes nothing', () => {
  for (const [, masked] of TABLE) expect(maskText(masked, OWN)).toBe(masked);
});

test('paths keep their query keys, and values only of keys that name a product', () => {
  for (const [path, masked] of [
    ['/scale/validate?serialNumber=20F85ECA9152&token=w4bJeZCAqaaP', '/scale/validate?serialNumber=&token='],
    ['/queue/getmessage?duration=180000&interval=25&sso=91c2b44e0c', '/queue/getmessage?duration=&interval=&sso='],
    ['/router/firmware/query.aspx?model=DCH-S150_Ax_Default', '/router/firmware/query.aspx?model=DCH-S150_Ax_Default'],
    ['http://10.1.2.3/HNAP1/', '/HNAP1/'], ['/api/3f9a8b7c6d5e4f30/lights', '/api/#/lights'],
  ] as const) expect(maskPath(path, OWN)).toBe(masked);
});

test('no unit of a maker is told from another by any text that holds its MAC', () => {
  const forms = (low: string): string[] => [`dch${low.slice(2)}.local`, `Lightify-${low.toUpperCase()}`, `DCS-935L-1C5F2B${low.toUpperCase()}`, `uuid:upnp-1_0-1c5f2b${low}`, `1c:5f:2b:${low.match(/../g)?.join(':')}`];
  const masked = (low: string): string[] => forms(low).map((text) => maskText(text, mac(`1c5f2b${low}`)));
  for (const low of ['000000', 'ffffff', '123456', 'abcdef', '0a0b0c', '9e8d7c']) expect(masked(low)).toEqual(masked('aafd4e'));
});

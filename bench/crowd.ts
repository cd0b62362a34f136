/** Devices as a site has them, told fact by fact, for benches of what happens once their evidence is in. Deterministic. */
import { createDeviceFeatures, Words, type FeatureFold } from '../src/features/index.ts';
import type { DeviceKey, Mac, ParameterName } from '../src/model/index.ts';

type Facts = readonly (readonly [ParameterName, string])[];

const COMMON: readonly string[] = ['pool.ntp.org', 'connectivity.example.net', 'time.example.org', 'www.example.com', 'cdn.example.net', 'api.example.com', 'static.example.org', 'mail.example.com'];
/** What kinds of devices say, beside what everybody does. */
const KINDS: readonly (readonly [oui: number, facts: (n: number) => Facts])[] = [
  [0x3c5282, (n) => [['dhcp.vendor_class', 'MSFT 5.0'], ['dhcp.hostname', `DESKTOP-${n.toString(36).toUpperCase().padStart(7, 'A')}`], ['dhcp.parameter_request_list', '1,3,6,15,31,33,43,44,46,47,119,121,249,252'], ['http.user_agent', 'Microsoft-Delivery-Optimization/10.0'], ['smb.os_version', '10.0.19045'], ['dns.query', 'ctldl.windowsupdate.com']]],
  [0xacbc32, () => [['dhcp.hostname', 'iPhone'], ['dhcp.parameter_request_list', '1,121,3,6,15,108,114,119,252'], ['mdns.model', 'D74AP'], ['dns.query', 'gateway.icloud.com'], ['tls.server_name', 'gsp-ssl.ls.apple.com']]],
  [0x001788, () => [['dhcp.hostname', 'Philips-hue'], ['dhcp.vendor_class', 'udhcp 1.19.4'], ['ssdp.server', 'Linux/3.14.0 UPnP/1.0 IpBridge/1.9.0'], ['mdns.service', '_hap._tcp.local'], ['mdns.model', 'BSB002'], ['dns.query', 'bridge.meethue.com']]],
  [0x50c7bf, () => [['dhcp.hostname', 'HS110(EU)'], ['dhcp.vendor_class', 'udhcp 0.9.9-pre'], ['traffic.asks', 'tcp/50443'], ['dns.query', 'devs.tplinkcloud.com']]],
  [0x00000c, () => [['cdp.platform', 'cisco WS-C2960X-48FPS-L'], ['cdp.capabilities', 'switch igmp'], ['cdp.software', 'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3'], ['snmp.system', 'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)']]],
  [0x3863bb, () => [['dhcp.vendor_class', 'Hewlett-Packard OfficeJet'], ['mdns.model', 'HP LaserJet M402dn'], ['mdns.service', '_ipp._tcp.local'], ['snmp.system', 'HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI24090012'], ['traffic.serves', 'tcp/9100']]],
  [0xb0c554, () => [['dhcp.hostname', 'DCS-935L'], ['dhcp.vendor_class', 'udhcp 1.22.1'], ['mdns.model', 'DCS-935L'], ['ssdp.device', 'urn:schemas-upnp-org:device:DCS-935L:1'], ['dns.query', 'signal.mydlink.com']]],
  [0x286336, () => [['s7comm.order_number', '6ES7 315-2EH14-0AB0'], ['s7comm.role', 'server'], ['traffic.serves', 'tcp/102'], ['pndcp.vendor_id', '42']]],
];

/** A fold of `count` devices, each with some forty facts. */
export function crowd(count: number, words: Words, vendorOf: (mac: DeviceKey) => string | undefined): FeatureFold {
  const fold = createDeviceFeatures({ vendorOf, words });
  let state = 7;
  const next = (most: number): number => Math.floor(((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32) * most);
  for (let n = 0; n < count; n++) {
    const [oui, says] = KINDS[n % KINDS.length]!, mac = (oui * 2 ** 24 + n) as Mac, time = 1_790_000_000_000 + n;
    const tell = (parameter: ParameterName, value: string): void => { fold.fact(mac, time, parameter, value); };
    tell('arp.kind', 'request');
    tell('dhcp.message', 'request');
    tell('dhcp.options', 'request 53,61,50,54,12,55');
    tell('dhcp.ttl', '64');
    for (const [parameter, value] of says(n)) tell(parameter, value);
    for (let i = 0; i < 8; i++) { tell('dns.query', COMMON[next(COMMON.length)]!); tell('traffic.asks', `tcp/${[80, 443, 8080, 8443][next(4)]}`); }
    for (let i = 0; i < 6; i++) { tell('tls.server_name', `h${next(400)}.${COMMON[next(COMMON.length)]}`); tell('traffic.sent_sizes', `tcp/443 ${180 + next(90)},${50 + next(40)}`); }
    for (let i = 0; i < 4; i++) tell('tls.ja4', `t13d${1500 + next(20)}h2_8daaf6152771_b186095e22b${next(9)}`);
  }
  return fold;
}

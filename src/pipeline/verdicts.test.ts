/** Whole little devices through the judge: what they said, and what they may and may not be called. Values are of products, not of any capture we keep. */
import { expect, test } from 'bun:test';
import { createDeviceFeatures, Words } from '../features/index.ts';
import { judgeParts } from './judge.ts';
import { parseMac, type Identity, type ParameterName } from '../model/index.ts';

const parts = judgeParts(), T = Date.UTC(2026, 10, 20, 9);

/** `parameter=value`, one or a list. */
function judged(mac: string, said: readonly string[]): Identity {
  const key = parseMac(mac), fold = createDeviceFeatures({ words: new Words(parts.worth), vendorOf: parts.vendorOf });
  if (key === undefined) throw new Error('no MAC');
  fold.from(1);
  for (const fact of said) fold.fact(key, T, fact.slice(0, fact.indexOf('=')) as ParameterName, fact.slice(fact.indexOf('=') + 1)); // the table's own names
  const state = fold.get(key), [identity] = state === undefined ? [] : parts.identify([state], () => null);
  if (identity === undefined) throw new Error('no identity');
  return identity;
}

const DHCP = 'dhcp.message=request', ARP = 'arp.kind=request';
const WINDOWS = [DHCP, 'dhcp.parameter_request_list=1,3,6,15,31,33,43,44,46,47,119,121,249,252', 'dhcp.vendor_class=MSFT 5.0'];
const MACOS = [DHCP, 'dhcp.parameter_request_list=1,121,3,6,15,108,114,119,252,95,44,46'], IOS = [DHCP, 'dhcp.parameter_request_list=1,121,3,6,15,108,114,119,252'];
const ANDROID = [DHCP, 'dhcp.parameter_request_list=1,3,6,15,26,28,51,58,59,43,114,108', 'dhcp.vendor_class=android-dhcp-14'];
const PHONE = [DHCP, 'dhcp.parameter_request_list=1,66,6,3,15,150,35,151'];
const UDHCP = [DHCP, 'dhcp.vendor_class=udhcp 1.22.1', 'dhcp.parameter_request_list=1,3,6,12,15,28,42'];
const agent = (text: string): string => `http.user_agent=${text}`;
const CHROME = '(KHTML, like Gecko) Chrome/126.0.0.0';

interface Expected { readonly profile?: string; readonly category?: string; readonly vendor?: string; readonly model?: string; readonly os_family?: string; readonly os_version?: string }
type Row = readonly [mac: string, said: readonly string[], expected: Expected, least: number];

const DEVICES: readonly Row[] = [
  // Telephones, tablets, computers
  ['7e:11:02:03:04:05', [...IOS, 'dhcp.hostname=Annas-iPhone'], { profile: 'Apple iPhone', category: 'Smartphone', vendor: 'Apple', os_family: 'iOS' }, 80],
  ['f0:18:98:01:02:03', [...IOS, 'mdns.model=iPad13,4', 'dhcp.hostname=iPad'], { profile: 'Apple iPad', category: 'Tablet', vendor: 'Apple' }, 90],
  ['f0:18:98:01:02:04', [...MACOS, 'dhcp.hostname=MBP-von-Jan', 'mdns.model=MacBookPro18,3'], { profile: 'Apple MacBook Pro', category: 'Personal Computer', os_family: 'macOS' }, 90],
  ['f0:18:98:01:02:05', [...MACOS, 'dhcp.hostname=office-mac'], { profile: 'Apple Mac', category: 'Personal Computer', vendor: 'Apple', os_family: 'macOS' }, 88],
  ['66:12:12:03:04:05', [...ANDROID, 'dhcp.hostname=Galaxy-S23', agent(`Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 ${CHROME} Mobile Safari/537.36`)], { profile: 'Samsung Galaxy', category: 'Smartphone', vendor: 'Samsung', model: 'SM-S911B', os_family: 'Android' }, 90],
  ['66:12:12:03:04:06', [...ANDROID, agent(`Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 ${CHROME} Safari/537.36`)], { profile: 'Samsung Galaxy Tab', category: 'Tablet', vendor: 'Samsung' }, 85],
  ['66:12:12:03:04:07', [...ANDROID, 'dhcp.hostname=Pixel-8', agent(`Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 ${CHROME} Mobile Safari/537.36`)], { profile: 'Google Pixel', category: 'Smartphone', model: 'Pixel 8' }, 90],
  ['66:12:12:03:04:08', [...ANDROID, agent(`Mozilla/5.0 (Linux; Android 9; Nokia 2.2) AppleWebKit/537.36 ${CHROME} Mobile Safari/537.36`)], { profile: 'Nokia Phone', category: 'Smartphone', model: '2.2' }, 90],
  ['66:12:12:03:04:09', ANDROID, { category: 'Mobile Device', os_family: 'Android', os_version: '14' }, 85],
  ['f8:b1:56:01:02:03', [...WINDOWS, 'dhcp.hostname=WS-4711'], { profile: 'Dell PC', category: 'Personal Computer', vendor: 'Dell', os_family: 'Windows' }, 75],
  ['00:a0:45:01:02:03', [...WINDOWS, 'dhcp.hostname=PC-4711'], { profile: 'Windows PC', category: 'Personal Computer', os_family: 'Windows' }, 88],
  ['3c:a9:f4:01:02:03', [...WINDOWS, 'dhcp.hostname=LAPTOP-8UH2K1Q7'], { profile: 'Windows PC', category: 'Personal Computer', os_family: 'Windows' }, 90],
  ['00:90:f5:01:02:03', [DHCP, 'dhcp.parameter_request_list=1,2,6,12,15,26,28,121,3,33,40,41,42,119,249,252,17', agent(`Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0`)], { category: 'Personal Computer', os_family: 'Linux' }, 60],
  ['66:12:12:03:04:0a', [DHCP, agent(`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 ${CHROME} Safari/537.36`)], { profile: 'Chrome OS Device', category: 'Personal Computer', os_family: 'ChromeOS' }, 85],
  // Servers and machines in them
  ['00:25:90:01:02:03', [ARP, 'smb.os_version=10.0.20348', 'traffic.serves=tcp/88', 'traffic.serves=tcp/389', 'traffic.serves=tcp/445'], { category: 'Server', os_family: 'Windows' }, 60],
  ['00:0c:29:01:02:03', [DHCP, 'dhcp.parameter_request_list=1,28,2,3,15,6,119,12,44,47,26,121,42'], { profile: 'VMware Virtual Machine', category: 'Virtual Machine', os_family: 'Linux' }, 70],
  ['00:50:56:81:02:03', [...WINDOWS, 'dhcp.hostname=VDI-0815'], { profile: 'VMware Virtual Machine', category: 'Virtual Machine', os_family: 'Windows' }, 70],
  ['00:15:5d:01:02:03', WINDOWS, { profile: 'Hyper-V Virtual Machine', category: 'Virtual Machine', os_family: 'Windows' }, 70],
  ['08:00:27:01:02:03', [DHCP], { profile: 'VirtualBox Virtual Machine', category: 'Virtual Machine' }, 70],
  ['52:54:00:01:02:03', [DHCP], { profile: 'QEMU Virtual Machine', category: 'Virtual Machine' }, 70],
  ['00:16:3e:01:02:03', [DHCP], { profile: 'Xen Virtual Machine', category: 'Virtual Machine' }, 70],
  ['00:1c:42:01:02:03', WINDOWS, { profile: 'Parallels Virtual Machine', category: 'Virtual Machine', os_family: 'Windows' }, 70],
  ['24:6e:96:01:02:03', [ARP, 'snmp.system=VMware ESXi 7.0.3 build-20328353 VMware, Inc. x86_64'], { profile: 'VMware ESXi', category: 'Hypervisor' }, 75],
  ['00:11:32:01:02:03', [DHCP, 'dhcp.hostname=DiskStation', 'ssdp.device=urn:schemas-upnp-org:device:Basic:1', 'http.server=nginx', 'traffic.model=DS218+'], { category: 'Network Storage', vendor: 'Synology' }, 70],
  // Printers
  ['3c:d9:2b:01:02:03', [DHCP, 'dhcp.vendor_class=Hewlett-Packard JetDirect', 'dhcp.hostname=NPI01A2B3', 'snmp.system=HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI24090012,CIDATE 09/10/2019'], { profile: 'HP Printer', category: 'Printer', vendor: 'HP' }, 90],
  ['00:1b:a9:01:02:03', [DHCP, 'dhcp.hostname=BRN001BA9010203', 'mdns.service=_ipp._tcp', 'snmp.system=Brother NC-8900h, Firmware Ver.1.05'], { category: 'Printer', vendor: 'Brother' }, 90],
  ['00:26:73:01:02:03', [ARP, 'snmp.system=RICOH MP C3004 1.13 / RICOH Network Printer C model', 'traffic.serves=tcp/9100'], { category: 'Printer', vendor: 'Ricoh' }, 90],
  ['00:07:4d:01:02:03', [ARP, 'snmp.system=Zebra Technologies ZTC ZD420-203dpi ZPL', 'traffic.serves=tcp/9100'], { category: 'Label Printer', vendor: 'Zebra' }, 80],
  ['00:00:aa:01:02:03', [ARP, 'snmp.system=Xerox WorkCentre 7845; OS 1.01', 'snmp.object_id=1.3.6.1.4.1.253.8.62.1.27'], { category: 'Printer', vendor: 'Xerox' }, 90],
  // Telephones on desks
  ['00:1e:f7:01:02:03', [...PHONE, 'cdp.platform=Cisco IP Phone 7945', 'dhcp.vendor_class=Cisco Systems, Inc. IP Phone CP-7945G', 'dhcp.hostname=SEP001EF7010203'], { profile: 'Cisco IP Phone', category: 'IP Phone', vendor: 'Cisco' }, 90],
  ['00:15:65:01:02:03', [DHCP, 'dhcp.vendor_class=yealink', 'sip.user_agent=Yealink SIP-T46S 66.85.0.5'], { category: 'IP Phone', vendor: 'Yealink' }, 90],
  ['00:04:f2:01:02:03', [DHCP, 'dhcp.vendor_class=Polycom-VVX411', 'lldp.vendor=Polycom', 'lldp.model=VVX 411', 'lldp.class=class III'], { category: 'IP Phone', vendor: 'Polycom' }, 90],
  ['00:0b:82:01:02:03', [DHCP, 'sip.user_agent=Grandstream GXP2170 1.0.11.3'], { category: 'IP Phone', vendor: 'Grandstream', model: 'GXP2170' }, 90],
  ['00:04:13:01:02:03', [DHCP, 'sip.user_agent=snom370/8.7.3.19', 'dhcp.vendor_class=snom370'], { category: 'IP Phone', vendor: 'Snom' }, 90],
  // Cameras and doors
  ['00:40:8c:01:02:03', [DHCP, 'dhcp.hostname=axis-00408c010203', 'mdns.service=_axis-video._tcp', 'dhcp.vendor_class=AXIS,Network Camera,M3045-V,8.40.1'], { profile: 'Axis Camera', category: 'Camera', vendor: 'Axis' }, 90],
  ['c0:56:e3:01:02:03', [ARP, 'ssdp.server=Linux UPnP/1.0 Hikvision', 'http.server=App-webs/', 'rtsp.server=HiIpcam/V100R003 VodServer/1.0.0'], { category: 'Camera', vendor: 'Hikvision' }, 70],
  ['00:06:8e:01:02:03', [DHCP, 'dhcp.hostname=HID-VertX-V1000'], { vendor: 'HID' }, 77],
  ['b4:a3:82:01:02:03', [DHCP, 'traffic.serves=tcp/554'], { profile: 'Hikvision Camera', category: 'Camera', vendor: 'Hikvision' }, 55],
  // Homes
  ['d8:31:34:01:02:03', [DHCP, 'ssdp.server=Roku/9.1.0 UPnP/1.0 Roku/9.1.0', 'dhcp.hostname=RokuUltra', 'traffic.serves=tcp/8060'], { profile: 'Roku Player', category: 'Video Streaming', vendor: 'Roku' }, 90],
  ['00:1a:e9:01:02:03', [DHCP, 'dhcp.hostname=Wii'], { profile: 'Nintendo Game Console', category: 'Video Gaming', vendor: 'Nintendo' }, 80],
  ['98:b6:e9:01:02:03', [DHCP, agent('Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/601.6 (KHTML, like Gecko) NF/4.0.0.5.9 NintendoBrowser/5.1.0.13343')], { profile: 'Nintendo Switch', category: 'Video Gaming', vendor: 'Nintendo' }, 90],
  ['00:d9:d1:01:02:03', [DHCP, agent('Mozilla/5.0 (PlayStation 4 3.11) AppleWebKit/537.73 (KHTML, like Gecko)')], { profile: 'Sony PlayStation 4', category: 'Video Gaming', vendor: 'Sony' }, 90],
  ['7c:ed:8d:01:02:03', [DHCP, 'dhcp.vendor_class=MSFT 5.0 XBOX', 'dhcp.hostname=XboxOne'], { category: 'Video Gaming', vendor: 'Microsoft' }, 90],
  ['00:0e:58:01:02:03', [DHCP, 'ssdp.server=Linux UPnP/1.0 Sonos/57.3-77280 (ZPS1)', 'ssdp.device=urn:schemas-upnp-org:device:ZonePlayer:1'], { category: 'Audio Streaming', vendor: 'Sonos' }, 90],
  ['00:17:88:01:02:03', [DHCP, 'ssdp.server=Linux/3.14.0 UPnP/1.0 IpBridge/1.50.0', 'mdns.service=_hue._tcp', 'dhcp.hostname=Philips-hue'], { profile: 'Philips Hue Bridge', category: 'Lighting Gateway', vendor: 'Philips' }, 90],
  ['cc:2d:8c:01:02:03', [DHCP, agent('Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.79 Safari/537.36 WebAppManager'), 'dhcp.hostname=LGwebOSTV'], { profile: 'LG Smart TV', category: 'Smart TV', vendor: 'LG' }, 90],
  ['44:61:32:01:02:03', [DHCP, 'dhcp.hostname=ecobee-thermostat'], { category: 'Smart Thermostat', vendor: 'ecobee' }, 70],
  // Networks
  ['00:18:ba:01:02:03', ['cdp.platform=cisco WS-C3560-24TS', 'cdp.software=Cisco IOS Software, C3560 Software (C3560-ADVIPSERVICESK9-M), Version 12.2(44)SE, RELEASE SOFTWARE (fc1)\nCopyright (c) 1986-2008 by Cisco Systems, Inc.', 'cdp.capabilities=switch igmp'], { profile: 'Cisco Switch', category: 'Switch', vendor: 'Cisco', model: 'WS-C3560-24TS', os_family: 'Cisco IOS', os_version: '12.2(44)SE' }, 90],
  ['00:30:96:01:02:03', ['cdp.platform=cisco 7206VXR', 'cdp.capabilities=router', 'cdp.software=Cisco Internetwork Operating System Software \nIOS (tm) 7200 Software (C7200-P-M), Version 12.1(20000209:213648) [ashokn-dp82932 101]\nCopyright (c) 1986-2000 by cisco Systems'], { profile: 'Cisco Router', category: 'Router', os_version: '12.1(20000209:213648)' }, 85],
  ['b8:38:61:01:02:03', ['cdp.platform=cisco AIR-CAP2602I-Q-K9', 'cdp.capabilities=router bridge', 'cdp.device=APb838.6101.0203'], { profile: 'Cisco Aironet Access Point', category: 'Wireless Access Point', vendor: 'Cisco' }, 90],
  ['cc:00:0a:01:02:03', [DHCP, 'dhcp.hostname=R0', 'dhcp.parameter_request_list=1,6,15,44,3,33,150,43'], { profile: 'Cisco Network Device', category: 'Network Equipment', vendor: 'Cisco' }, 70],
  ['00:01:30:01:02:03', ['lldp.system=Summit300-48 - Version 7.4e.1 (Build 5) by Release_Master 05/27/05 04:53:11', 'lldp.capabilities=bridge router'], { profile: 'Extreme Networks Switch', category: 'Switch', os_family: 'ExtremeWare', os_version: '7.4e.1' }, 90],
  ['78:8a:20:01:02:03', [DHCP, 'lldp.system=USW-24-POE, 5.43.23.12533, Linux 3.6.5', 'dhcp.hostname=USW-24-PoE'], { category: 'Switch', vendor: 'Ubiquiti' }, 85],
  ['4c:5e:0c:01:02:03', ['lldp.system=MikroTik RouterOS 6.48.6 (long-term) CRS326-24G-2S+', 'lldp.capabilities=bridge router'], { vendor: 'MikroTik', os_family: 'RouterOS' }, 70],
  ['00:1b:17:01:02:03', [ARP, 'snmp.system=Palo Alto Networks PA-3200 series firewall'], { profile: 'Palo Alto Networks Firewall', category: 'Firewall', vendor: 'Palo Alto Networks' }, 90],
  ['00:09:0f:01:02:03', [ARP, 'snmp.system=FortiGate-60F', 'snmp.object_id=1.3.6.1.4.1.12356.101.1.643'], { profile: 'Fortinet FortiGate', category: 'Firewall', vendor: 'Fortinet' }, 90],
  // Plants
  ['00:1c:06:01:02:03', ['pndcp.station_type=S7-1200', 'pndcp.vendor_id=42', 'pndcp.role=controller', 's7comm.order_number=6ES7 214-1AG40-0XB0'], { profile: 'Siemens S7-1200', category: 'Industrial Controller', vendor: 'Siemens' }, 90],
  ['00:0e:8c:01:02:03', ['lldp.system=Siemens AG SIMATIC S7 MULTIPORT SCALANCE X 200 FAM'], { profile: 'Siemens SCALANCE Switch', category: 'Industrial Switch', vendor: 'Siemens' }, 90],
  ['00:00:bc:01:02:03', [ARP, 'enip.vendor_id=1', 'enip.product=1756-L61/B LOGIX5561', 'enip.device_type=Programmable Logic Controller', 'enip.role=server'], { profile: 'Rockwell ControlLogix', category: 'Industrial Controller', vendor: 'Rockwell Automation' }, 90],
  ['00:09:91:01:02:03', ['pndcp.station_type=IC200PNS001', 'pndcp.vendor_id=346', 'pndcp.role=device'], { profile: 'GE VersaMax I/O', category: 'Distributed I/O', vendor: 'GE' }, 90],
  ['00:00:54:01:02:03', [ARP, 'modbus.vendor=Schneider Electric', 'modbus.product_code=BMX P34 2020', 'modbus.role=server'], { profile: 'Schneider Modicon M340', category: 'Industrial Controller' }, 90],
  ['00:00:0a:01:02:03', [ARP, 'fins.model=CP1L-EL20DR-D', 'fins.role=server', 'traffic.serves=udp/9600'], { profile: 'Omron CP PLC', category: 'Industrial Controller', vendor: 'Omron' }, 90],
  ['00:30:de:01:02:03', [ARP, 'modbus.vendor=WAGO', 'modbus.product_code=750-881', 'modbus.role=server'], { category: 'Industrial Controller', vendor: 'WAGO' }, 80],
  ['00:0c:26:01:02:03', [ARP, 'modbus.role=client'], { vendor: 'Weintek' }, 77],
  ['00:26:16:01:02:03', [ARP, 'traffic.serves=tcp/5094'], { vendor: 'Rosemount', category: 'Industrial Gateway' }, 70],
  ['00:10:8d:01:02:03', [ARP, 'bacnet.vendor_id=5', 'bacnet.role=device', 'bacnet.model=MS-NAE5510-2'], { category: 'Building Automation', vendor: 'Johnson Controls' }, 90],
  ['00:01:f0:01:02:03', [ARP, 'bacnet.vendor_id=36', 'bacnet.model=NiagaraAX Station', 'traffic.serves=tcp/1911'], { category: 'Building Automation', vendor: 'Tridium' }, 90],
  ['00:c0:b7:01:02:03', [DHCP, 'dhcp.vendor_class=APC', 'snmp.system=APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.8.2 PN:apc_hw05_aos_682.bin AF1:v6.8.2 AN1:apc_hw05_sumx_682.bin MN:AP9630)'], { category: 'Uninterruptible Power Supply', vendor: 'APC' }, 90],
  // Hospitals
  ['f8:c6:78:01:02:03', [DHCP, 'dhcp.hostname=ALARIS-0815'], { category: 'Infusion System' }, 60],
  ['00:09:5c:01:02:03', [ARP, 'traffic.serves=udp/24105', 'dhcp.hostname=IntelliVue-MX450', DHCP], { category: 'Patient Monitor', vendor: 'Philips' }, 80],
  ['00:01:e3:01:02:03', [ARP, 'dicom.implementation=1.3.12.2.1107.5.1.4', 'dicom.title=CT_ROOM1'], { category: 'CT Scanner', vendor: 'Siemens Healthineers' }, 80],
  ['44:4b:5d:01:02:03', [ARP, 'dicom.implementation=1.2.840.113619.6.95', 'dicom.syntax=1.2.840.10008.5.1.4.1.1.6.1'], { vendor: 'GE Healthcare' }, 60],
];

test.each(DEVICES)('[R48] [R49] %s %j is %j, at least %d', (mac, said, expected, least) => {
  const { profile, category, vendor, model, os_family, os_version, confidence_score, tiers } = judged(mac, said), all: Expected & object = { ...(profile !== null && { profile }), ...(category !== null && { category }), ...(vendor !== null && { vendor }), ...(model !== null && { model }), ...(os_family !== null && { os_family }), ...(os_version !== null && { os_version }) };
  expect(all).toMatchObject(expected);
  const sure = expected.profile !== undefined || confidence_score > 0 ? confidence_score : Math.max(tiers.category.confidence, tiers.vendor.confidence);
  expect(sure).toBeGreaterThanOrEqual(least);
});

/** Devices that lie, pass on, copy or say nothing of their own: no profile or category of theirs is high, and none is `never`. */
type Doubtful = readonly [why: string, mac: string, said: readonly string[], most: number, never: RegExp | null];
const DOUBTFUL: readonly Doubtful[] = [
  ['BusyBox asks in cameras, routers and set-top boxes alike', '02:10:20:30:40:01', UDHCP, 69, /Camera|Router/],
  ['a name of the module', '24:0a:c4:01:02:03', [DHCP, 'dhcp.hostname=ESP_4E5001'], 69, /Plug|Light/],
  ['a name of the module that spells a product', '24:0a:c4:01:02:04', [DHCP, 'dhcp.hostname=espressif', ...UDHCP], 69, null],
  ['a name of the system image', '02:10:20:30:40:02', [DHCP, 'dhcp.hostname=localhost'], 69, null],
  ['a name of the system image', '02:10:20:30:40:03', [DHCP, 'dhcp.hostname=android-1a2b3c4d5e6f'], 89, /Samsung|Google/],
  ['a name that people give to anything', '02:10:20:30:40:04', [DHCP, 'dhcp.hostname=printer-room'], 89, null],
  ['a resolver asks for everybody\'s names', '02:10:20:30:40:05', [ARP, ...['api.sonos.com', 'nest.com', 'ring.com', 'fitbit.com', 'roku.com', 'xboxlive.com', 'windowsupdate.com', 'gsp-ssl.ls.apple.com', 'samsungcloudsolution.com', 'tuyaus.com'].map((name) => `dns.query=${name}`), 'dns.serves=udp/53'], 69, /Sonos|Nest|Ring|Fitbit|Roku|Xbox|Apple|Samsung/],
  ['a proxy passes on many agents', '00:1d:45:01:02:03', [ARP, agent(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${CHROME} Safari/537.36`), agent('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15'), agent(`Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 ${CHROME} Mobile Safari/537.36`), agent('Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15')], 69, null],
  ['a proxy of nobody known passes on many agents', '02:10:20:30:40:06', [ARP, agent(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${CHROME} Safari/537.36`), agent('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15'), agent('Mozilla/5.0 (PlayStation 4 3.11) AppleWebKit/537.73 (KHTML, like Gecko)'), agent(`Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 ${CHROME} Mobile Safari/537.36`)], 89, null],
  ['a Mac behind a router\'s prefix', '00:0e:d6:01:02:03', [agent('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_8_5) AppleWebKit/537.36')], 69, null],
  ['a PLC behind a router\'s prefix', '00:19:07:01:02:03', [ARP, 'fins.model=CP1L-EL20DR-D', 'fins.role=server', 'traffic.serves=tcp/9600'], 69, null],
  ['a telephone behind a printer\'s prefix', '00:04:00:01:02:03', [agent(`Mozilla/5.0 (Linux; Android 11; SM-A715F) AppleWebKit/537.36 ${CHROME} Mobile Safari/537.36`)], 69, null],
  ['a maker\'s name alone is no product', '00:1a:e9:01:02:04', [ARP], 89, /Switch|Wii|Console/],
  ['a maker of many things', '00:01:e3:01:02:04', [ARP], 89, /PLC|SCALANCE/],
  ['an example of an address', '00:11:22:33:44:55', [ARP], 69, /Cimsys/i],
  ['an address of all zeros but one', '00:00:00:00:00:11', [ARP], 69, /Xerox/i],
  ['the host\'s own end of a virtual network', '00:50:56:c0:00:08', [ARP], 69, /Virtual Machine/],
  ['a network card is no product', '3c:a9:f4:01:02:04', [ARP], 69, /Intel/],
  ['an open port is a hint', '02:10:20:30:40:07', [ARP, 'traffic.serves=tcp/9100'], 69, null],
  ['an open port is a hint', '02:10:20:30:40:08', [ARP, 'traffic.serves=tcp/554', 'traffic.serves=tcp/80'], 69, null],
  ['a computer that passes packets on', '02:10:20:30:40:09', [ARP, 'smb.os_version=10.0.17763', 'traffic.forwards=router'], 69, null],
  ['a build that a client and a server share', '02:10:20:30:40:0a', [ARP, 'smb.os_version=10.0.14393'], 89, null],
  ['a library fetches for whoever calls it', '02:10:20:30:40:0b', [ARP, agent('python-requests/2.31.0'), agent('curl/8.5.0'), agent('okhttp/4.12.0')], 69, null],
  ['a crawler pretends', '02:10:20:30:40:0c', [ARP, agent(`Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 ${CHROME} Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)`)], 69, /Google|Nexus/],
  ['a cloned list with a name that contradicts it', '02:10:20:30:40:0d', [...WINDOWS.slice(0, 2), 'dhcp.hostname=Annas-iPhone'], 89, null],
  ['an app on a phone talks to a maker\'s cloud', '66:12:12:03:04:0b', [...ANDROID, 'dns.query=api.sonos.com', 'dns.query=use1-wap.tplinkcloud.com'], 95, /Sonos|TP-Link/],
  ['a computer that lists every capability of its system', '02:10:20:30:40:0e', ['lldp.system=Debian GNU/Linux 12 (bookworm) Linux 6.1.0-18-amd64 #1 SMP x86_64', 'lldp.capabilities=bridge access-point router station'], 89, /Access Point|Router/],
  ['hostile text', '02:10:20:30:40:0f', [DHCP, `dhcp.hostname=${'iPhone'.repeat(40)}`, `dhcp.vendor_class=${'A'.repeat(255)}`, `snmp.system=${'Cisco '.repeat(80)}`], 89, null],
];

test.each(DOUBTFUL)('[R52] wrong is worse than unknown: %s (%s, %j): at most %d', (_why, mac, said, most, never) => {
  const { profile, category, vendor, model, tiers } = judged(mac, said);
  expect(Math.max(tiers.profile.confidence, tiers.category.confidence)).toBeLessThanOrEqual(most);
  if (never !== null) for (const name of [profile, category, vendor, model]) expect(name ?? '').not.toMatch(never);
});

test('the same words name the same device, whatever was judged before', () => {
  for (const [mac, said] of DEVICES.slice(0, 5)) expect(judged(mac, said)).toMatchObject({ ...judged(mac, said), evidence: expect.anything() });
});

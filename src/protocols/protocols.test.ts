/** Each adapter on rows as the kernel writes them: EAL records in, facts and bindings out. */
import { expect, test } from 'bun:test';
import { ADAPTERS, observe } from './index.ts';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { ipText, keyText, PARAMETERS, type ObservationSink } from '../model/index.ts';

const kernel = loadKernel();
const DEVICE = '74:da:38:4a:76:49', ROUTER = '00:b5:6d:06:08:ba';
const TIME = '2026-11-21T10:00:00.000000Z';

interface Heard { readonly facts: string[]; readonly bindings: string[]; readonly parameters: Set<string> }

/** What the adapters say about records: `mac parameter=value` and `mac ip proof`, each once, in order. */
function hear(...records: readonly Readonly<Record<string, unknown>>[]): Heard {
  const lines = records.map((record) => `${JSON.stringify({ time: TIME, ...record })}\n`).join('');
  const batch = kernel.parse(PARSERS.eal, new TextEncoder().encode(lines));
  for (let row = 0; row < batch.count; row++) expect([row, batch.kind(row)]).not.toEqual([row, 0]); // no rejects
  const facts = new Set<string>(), bindings = new Set<string>(), parameters = new Set<string>();
  const sink: ObservationSink = {
    fact: (mac, _time, parameter, value) => { facts.add(`${keyText(mac)} ${parameter}=${value}`); parameters.add(parameter); },
    binding: (mac, ip, _time, proof) => { bindings.add(`${keyText(mac)} ${ipText(ip)} ${proof}`); },
  };
  observe(batch, sink);
  return { facts: [...facts], bindings: [...bindings], parameters };
}
const of = (mac: string, ...said: readonly string[]): string[] => said.map((text) => `${mac} ${text}`);

test('arp: probes, announcements and requests; a probe binds nothing', () => {
  const arp = { record: 'arp', src_mac: DEVICE, sender_mac: DEVICE, target_ip: '10.0.0.1' };
  expect(hear({ ...arp, opcode: 1, sender_ip: '0.0.0.0' })).toMatchObject({ facts: of(DEVICE, 'arp.kind=probe'), bindings: [] });
  expect(hear({ ...arp, opcode: 2, sender_ip: '10.0.0.9' })).toMatchObject({ facts: of(DEVICE, 'arp.kind=reply'), bindings: of(DEVICE, '10.0.0.9 arp') });
});

test('arp: a frame from another station than the ARP sender is not believed', () => {
  expect(hear({ record: 'arp', src_mac: ROUTER, sender_mac: DEVICE, sender_ip: '10.0.0.9', target_ip: '10.0.0.1', opcode: 2 })).toMatchObject({ facts: [], bindings: [] });
});

const discover = {
  record: 'dhcp', src_mac: DEVICE, chaddr: DEVICE, message_type: 1, xid: 7, length: 342, ttl: 64, options: [53, 61, 12, 60, 55], parameter_request_list: [1, 3, 6, 12, 15, 28],
  vendor_class: 'udhcp 0.9.9-pre', hostname: 'HS110(EU)', client_id: '0174da384a7649', max_message_size: 576,
};

test('dhcp: what a client says about itself', () => {
  const { facts } = hear(discover);
  expect(facts).toEqual(of(DEVICE, 'dhcp.message=discover', 'dhcp.options=discover 53,61,12,60,55', 'dhcp.parameter_request_list=1,3,6,12,15,28', 'dhcp.vendor_class=udhcp 0.9.9-pre',
    'dhcp.hostname=HS110(EU)', 'dhcp.max_message_size=576', 'dhcp.client_id=0174da384a7649', 'dhcp.client_id_type=1', 'dhcp.length=342', 'dhcp.ttl=64'));
});

test('dhcp: behind a relay the client is chaddr, and length and TTL are nobody\'s', () => {
  const { facts } = hear({ ...discover, src_mac: ROUTER, giaddr: '10.9.0.1' });
  expect(facts.every((fact) => fact.startsWith(DEVICE))).toBe(true);
  expect(facts.some((fact) => fact.includes('dhcp.length') || fact.includes('dhcp.ttl'))).toBe(false);
});

test('[R21] dhcp: an ACK binds the leased address to chaddr, an offer binds nothing, a request only hopes', () => {
  const answer = { record: 'dhcp', src_mac: ROUTER, src_ip: '10.0.0.1', chaddr: DEVICE, yiaddr: '10.0.0.77', xid: 7 };
  expect(hear({ ...answer, message_type: 5 })).toMatchObject({ bindings: of(DEVICE, '10.0.0.77 dhcp-ack'), facts: of(ROUTER, 'dhcp.serves=yes') });
  expect(hear({ ...answer, message_type: 2 }).bindings).toEqual([]);
  expect(hear({ ...answer, message_type: 5, yiaddr: '0.0.0.0', ciaddr: '10.0.0.78' }).bindings).toEqual(of(DEVICE, '10.0.0.78 dhcp-ack'));
  expect(hear({ ...discover, message_type: 3, requested_ip: '10.0.0.77' }).bindings).toEqual(of(DEVICE, '10.0.0.77 dhcp-request'));
});

test('[R21] dhcp: a renewal uses the address it asks for, and a NAK says that there is none', () => {
  expect(hear({ ...discover, message_type: 3, ciaddr: '10.0.0.77' }).bindings).toEqual(of(DEVICE, '10.0.0.77 dhcp-request', '10.0.0.77 traffic'));
  expect(hear({ record: 'dhcp', src_mac: ROUTER, src_ip: '10.0.0.1', chaddr: DEVICE, xid: 7, message_type: 6 }).bindings).toEqual(of(DEVICE, '0.0.0.0 dhcp-request'));
});

test('[R64] dhcp: an ACK with a mask says which subnet the address is in; a mask with holes says nothing', () => {
  const ack = { record: 'dhcp', src_mac: ROUTER, src_ip: '10.0.0.1', chaddr: DEVICE, xid: 7, message_type: 5, yiaddr: '10.7.9.77' };
  const subnet = (subnet_mask?: string): string[] => hear({ ...ack, ...(subnet_mask !== undefined && { subnet_mask }) }).facts.filter((fact) => fact.includes('dhcp.subnet'));
  expect(['255.255.240.0', '255.255.255.255', '255.255.255.128', '255.0.0.0'].map((mask) => subnet(mask))).toEqual(['10.7.0.0/20', '10.7.9.77/32', '10.7.9.0/25', '10.0.0.0/8'].map((one) => of(DEVICE, `dhcp.subnet=${one}`)));
  expect([undefined, '0.0.0.0', '255.0.255.0', '128.0.0.0', '0.255.255.255'].map((mask) => subnet(mask))).toEqual([[], [], [], [], []]);
});

test('[R64] the VLAN of a frame is its sender\'s, with the inner one where tags are stacked; a router\'s is not credited with it', () => {
  const query = { record: 'dns', src_mac: DEVICE, dst_mac: ROUTER, src_ip: '10.0.0.77', dst_ip: '10.0.0.1', src_port: 5000, dst_port: 53, query_name: ['a.example'], query_type: [1] };
  const vlans = (more: object): string[] => hear({ ...query, ...more }).facts.filter((fact) => fact.includes('link.'));
  expect([vlans({}), vlans({ vlan: 30 }), vlans({ vlan: 30, inner_vlan: 7 }), vlans({ vlan: 30, src_ip: '93.184.216.34' })]).toEqual([[], of(DEVICE, 'link.vlan=30'), of(DEVICE, 'link.vlan=30.7'), []]);
});

const solicit6 = {
  record: 'dhcpv6', src_mac: DEVICE, src_ip6: 'fe80::1', dhcpv6_message: 1, transaction_id: 7, client_duid: '0001000118f00b3f000c2938f368', option_codes: [1, 6, 16], option_request: [23, 24], vendor_class: 'dhcpcd-9.4.1', vendor_id: [40712],
  client_fqdn: 'laptop.example', user_class: ['a'], client_arch: [7], mud_url: 'https://mud.example/x', address6: ['fd00::9'],
};
const said6 = ['dhcpv6.message=solicit', 'dhcpv6.options=solicit 1,6,16', 'dhcpv6.option_request=23,24', 'dhcpv6.vendor_class=dhcpcd-9.4.1', 'dhcpv6.client_fqdn=laptop.example', 'dhcpv6.mud_url=https://mud.example/x',
  'dhcpv6.user_class=a', 'dhcpv6.client_arch=7', 'dhcpv6.vendor_id=40712', 'dhcpv6.client_duid=0001000118f00b3f000c2938f368', 'dhcpv6.duid_type=1'];

test('[R72] dhcpv6: what a client says is about the sender of its frame, and no address is bound', () => {
  expect(hear(solicit6)).toMatchObject({ facts: of(DEVICE, ...said6), bindings: [] });
});

test('dhcpv6: behind a relay the client is who the relay saw, else whose MAC its address or its DUID is made of, else nobody', () => {
  const relayed = { ...solicit6, src_mac: ROUTER, relay_link_ip6: 'fd00::1', relay_peer_ip6: 'fe80::1' };
  expect(hear({ ...relayed, relay_client_mac: DEVICE, relay_peer_ip6: 'fe80::5054:ff:fe12:3456' }).facts).toEqual(of(DEVICE, ...said6));
  expect(hear({ ...relayed, relay_peer_ip6: 'fe80::76da:38ff:fe4a:7649' }).facts).toEqual(of(DEVICE, ...said6));
  expect(hear(relayed).facts).toEqual(of('00:0c:29:38:f3:68', ...said6));
  expect(hear({ ...relayed, client_duid: '0003000174da384a7649' }).facts[0]).toBe(`${DEVICE} dhcpv6.message=solicit`);
  for (const client_duid of ['0004a256e92e40abd0d2a3ab3b3ff2ff8998', '0003000674da384a7649', '0003000174da384a76', '']) expect(hear({ ...relayed, client_duid }).facts).toEqual([]);
});

test('dhcpv6: an answer shows who serves; what a relay passes on does not', () => {
  const reply = { ...solicit6, src_mac: ROUTER, dhcpv6_message: 7, response: true };
  expect(hear(reply)).toMatchObject({ facts: of(ROUTER, 'dhcpv6.serves=yes'), bindings: [] });
  expect(hear({ ...reply, relay_peer_ip6: 'fe80::1' }).facts).toEqual([]);
});

test('dns: questions are the client\'s, answers only show who serves', () => {
  const query = { record: 'dns', src_mac: DEVICE, dst_mac: ROUTER, src_ip: '10.0.0.77', dst_ip: '10.0.0.1', src_port: 5000, dst_port: 53, query_name: ['Devs.TPlinkCloud.com'], query_type: [1] };
  expect(hear(query).facts).toEqual(of(DEVICE, 'dns.query=devs.tplinkcloud.com', 'dns.domain=tplinkcloud.com', 'dns.query_type=A'));
  expect(hear({ ...query, src_mac: ROUTER, dst_mac: DEVICE, src_ip: '10.0.0.1', dst_ip: '10.0.0.77', response: true }).facts).toEqual(of(ROUTER, 'dns.serves=yes'));
});

test('a router is not credited with what it forwards: a public source address behind its MAC says nothing', () => {
  const forwarded = { src_mac: ROUTER, dst_mac: DEVICE, src_ip: '93.184.216.34', dst_ip: '10.0.0.77' };
  expect(hear({ record: 'dns', ...forwarded, query_name: ['a.example.com'], query_type: [1] }).facts).toEqual([]);
  expect(hear({ record: 'tls', ...forwarded, sni: 'a.example.com' }).facts).toEqual([]);
  expect(hear({ record: 'http', ...forwarded, response: true, status: 200, server: 'nginx' }).facts).toEqual([]);
});

test('mdns: services, names, ports and product texts; known answers in a question are not believed', () => {
  const announcement = {
    record: 'mdns', src_mac: DEVICE, src_ip: '10.0.0.77', response: true,
    answer_name: ['_hap._tcp.local', 'Philips hue - 4A7649._hap._tcp.local', 'Philips hue - 4A7649._hap._tcp.local', 'Philips-hue.local'],
    answer_type: [12, 33, 16, 1], answer_ttl: [4500, 120, 4500, 120],
    answer_data: ['Philips hue - 4A7649._hap._tcp.local', '0 0 8080 Philips-hue.local', 'md=BSB002\npv=1.0\nid=00:17:88:4A:76:49', '10.0.0.77'],
  };
  expect(hear(announcement).facts).toEqual(of(DEVICE, 'mdns.service=_hap._tcp.local', 'mdns.instance=Philips hue - 4A7649._hap._tcp.local', 'mdns.port=8080', 'mdns.text_key=md', 'mdns.model=BSB002',
    'mdns.text_key=pv', 'mdns.text=pv=1.0', 'mdns.text_key=id', 'mdns.host=Philips-hue.local'));
  expect(hear({ ...announcement, response: false, query_name: ['_hap._tcp.local'], query_type: [12] }).facts).toEqual(of(DEVICE, 'mdns.question=_hap._tcp.local'));
});

test('ssdp: announcements and searches', () => {
  const notify = { record: 'ssdp', src_mac: DEVICE, src_ip: '10.0.0.77', method: 'NOTIFY', nt: 'urn:Belkin:device:insight:1', usn: 'uuid:Insight-1_0-221542K1200339::urn:Belkin:device:insight:1',
    server: 'Unspecified, UPnP/1.0, Unspecified', location: 'http://10.0.0.77:49153/setup.xml' };
  expect(hear(notify).facts).toEqual(of(DEVICE, 'ssdp.device=urn:Belkin:device:insight:1', 'ssdp.usn=uuid:Insight-1_0-221542K1200339::urn:Belkin:device:insight:1',
    'ssdp.location=http://10.0.0.77:49153/setup.xml', 'ssdp.server=Unspecified, UPnP/1.0, Unspecified'));
  expect(hear({ record: 'ssdp', src_mac: DEVICE, src_ip: '10.0.0.77', method: 'M-SEARCH', st: 'upnp:rootdevice' }).facts).toEqual(of(DEVICE, 'ssdp.search=upnp:rootdevice'));
});

test('http: requests are the client\'s, answers the local server\'s; nonces are left out', () => {
  const ends = { record: 'http', src_mac: DEVICE, dst_mac: ROUTER, src_ip: '10.0.0.77', dst_ip: '93.184.216.34', src_port: 40000, dst_port: 80 };
  expect(hear({ ...ends, method: 'POST', uri: '/cgi-bin/once', host: 'scalews.withings.net:80', user_agent: 'Withings UserAgent' }).facts).toEqual(of(DEVICE, 'http.method=POST',
    'http.user_agent=Withings UserAgent', 'http.agent_product=Withings UserAgent', 'http.host=scalews.withings.net', 'http.domain=withings.net', 'http.path=/cgi-bin/once'));
  expect(hear({ ...ends, response: true, status: 401, server: 'lighttpd/1.4.34', www_authenticate: 'Digest realm="DCS-935L", nonce="abc123"' }).facts)
    .toEqual(of(DEVICE, 'http.server=lighttpd/1.4.34', 'http.realm=Digest realm="DCS-935L", '));
});

test('tls: name, domain and both fingerprints', () => {
  expect(hear({ record: 'tls', src_mac: DEVICE, src_ip: '10.0.0.77', dst_ip: '1.2.3.4', sni: 'api.xbcs.net', ja3: '84e49be168d95094b4eeaa1b94791fcb', ja4: 't10d230100_6a57a6f57151_000000000000', tls_version: 769, alpn: ['h2'] }).facts)
    .toEqual(of(DEVICE, 'tls.server_name=api.xbcs.net', 'tls.domain=xbcs.net', 'tls.ja3=84e49be168d95094b4eeaa1b94791fcb', 'tls.ja4=t10d230100_6a57a6f57151_000000000000', 'tls.version=769', 'tls.alpn=h2'));
});

const flow = { record: 'traffic', src_mac: DEVICE, dst_mac: ROUTER, src_ip: '10.0.0.77', dst_ip: '93.184.216.34', src_port: 40000, dst_port: 8443, proto: 6, ttl: 61, packets_sent: 3, packets_received: 2 };

test('traffic: the client asks, TTL goes back to where stacks start, a router beyond is credited with nothing', () => {
  const { facts, bindings } = hear({ ...flow, syn: '5840:61:1460:1:2-4-8-1-3', sent_sizes: [117, 326, 9], received_sizes: [1380] });
  expect(facts).toEqual(of(DEVICE, 'traffic.ttl=64', 'traffic.syn=5840:64:1460:1:2-4-8-1-3', 'traffic.asks=tcp/8443', 'traffic.sent_sizes=tcp/8443 117,326', 'traffic.received_sizes=tcp/8443 1380'));
  expect(bindings).toEqual(of(DEVICE, '10.0.0.77 traffic'));
});

test('traffic: how a local server answers a SYN is a fact about the server, whatever the distance', () => {
  const { facts } = hear({ ...flow, dst_ip: '10.0.0.1', dst_port: 22, syn: '5840:64:1460:1:2', syn_ack: '65160:63:1460:7:2-4-8-1-3', ttl: 64 });
  expect(facts).toContain(`${ROUTER} traffic.syn_ack=65160:64:1460:7:2-4-8-1-3`);
  expect(hear({ ...flow, syn: '5840:64:1460:1:2', syn_ack: '65160:63:1460:7:2' }).facts.some((fact) => fact.includes('syn_ack'))).toBe(false); // a public server behind the router
});

test('a gateway address that moves from router to router is no device: VRRP, CARP, HSRP, GLBP', () => {
  for (const mac of ['00:00:5e:00:01:0a', '00:00:5e:00:02:0a', '00:00:0c:07:ac:fe', '00:00:0c:9f:f0:01', '00:00:0c:9f:ff:fe', '00:05:73:a0:00:01', '00:07:b4:00:01:01']) {
    expect(hear({ ...flow, src_mac: mac })).toMatchObject({ facts: [], bindings: [] });
    expect(hear({ record: 'arp', src_mac: mac, sender_mac: mac, sender_ip: '10.0.0.1', target_ip: '10.0.0.9', opcode: 2 })).toMatchObject({ facts: [], bindings: [] });
    expect(hear({ ...flow, dst_mac: mac }).facts).toContain(`${DEVICE} traffic.asks=tcp/8443`); // a host behind it, not a broadcast
  }
  for (const mac of ['00:00:5e:00:53:01', '00:00:0c:07:ad:01', '00:00:0c:9e:f0:01']) expect(hear({ ...flow, src_mac: mac }).facts.length).toBeGreaterThan(0);
});

test('traffic: a local server is credited with its service, a first packet that is an answer too', () => {
  const local = { ...flow, dst_ip: '10.0.0.1', dst_port: 22, syn: '5840:64:1460:1:2', ttl: 64 };
  expect(hear(local).facts).toContain(`${ROUTER} traffic.serves=tcp/22`);
  const answer = hear({ ...flow, proto: 17, src_port: 20560, dst_port: 37086, dst_ip: '10.0.0.30', packets_received: 0 });
  expect(answer.facts).toContain(`${DEVICE} traffic.serves=udp/20560`);
  expect(answer.facts.some((fact) => fact.includes('37086'))).toBe(false);
});

test('traffic: high ports count only where a SYN or a broadcast shows that they are a service', () => {
  expect(hear({ ...flow, dst_port: 50443 }).facts.some((fact) => fact.includes('50443'))).toBe(false);
  expect(hear({ ...flow, dst_port: 50443, syn: '5840:64:1460:1:2' }).facts).toContain(`${DEVICE} traffic.asks=tcp/50443`);
  expect(hear({ ...flow, proto: 17, dst_mac: 'ff:ff:ff:ff:ff:ff', dst_ip: '255.255.255.255', dst_port: 62976 }).facts).toContain(`${DEVICE} traffic.announces=udp/62976`);
});

const hexOf = (bytes: Iterable<number>): string => Uint8Array.from(bytes).toHex();
const ascii = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

test('traffic: Edimax\'s rotated XML gives the model, also when it is not the first datagram', () => {
  const rotated = (text: string, turn: number): string => hexOf(ascii(text).map((byte, i) => (i === 0 ? byte + turn : ((byte >> turn) | (byte << (8 - turn))) & 255)));
  const model = rotated('<param>\n<code value="1010" />\n<model value="SP-1101W" />\n<id value="74DA384A7649" />\n<type value="SmartPlug" />', 5);
  const { facts } = hear({ ...flow, proto: 17, dst_port: 8765, first_sent: rotated('<param><code value="3000" /></param>', 2), next_sent: ['22164580', model] });
  expect(facts).toContain(`${DEVICE} traffic.model=SP-1101W`);
  expect(facts).toContain(`${DEVICE} traffic.product=SmartPlug`);
  expect(facts.some((fact) => /74DA384A7649/i.test(fact))).toBe(false);
});

test('traffic: Edimax\'s LAN reply gives the model', () => {
  const reply = hexOf([0x74, 0xda, 0x38, 0x4a, 0x76, 0x49, ...ascii('EDIMAX'), 0, 0, 0, 0, 0, 0, 1, 0xa1, 0xfe, 0x5e, ...ascii('SP2101W'), ...new Array<number>(20).fill(0)]);
  expect(hear({ ...flow, proto: 17, src_port: 20560, dst_port: 37086, dst_ip: '10.0.0.30', first_sent: reply }).facts).toContain(`${DEVICE} traffic.model=SP2101W`);
});

test('traffic: TP-Link\'s XOR of neighbours gives model and kind', () => {
  let key = 171;
  const sent = hexOf([0, 0, 0, 90, ...ascii('{"system":{"get_sysinfo":{"err_code":0,"model":"HS110(EU)","type":"IOT.SMARTPLUGSWITCH","mac":"50').map((byte) => (key ^= byte))]);
  const { facts } = hear({ ...flow, dst_ip: '10.0.0.30', dst_port: 9999, syn: '1:64:1:1:2', first_received: sent });
  expect(facts.filter((fact) => fact.startsWith(ROUTER))).toEqual(of(ROUTER, 'traffic.serves=tcp/9999', 'traffic.model=HS110(EU)', 'traffic.product=IOT.SMARTPLUGSWITCH', 'traffic.text=tp-link smart home'));
});

test('traffic: words of unknown protocols, without the MAC in them; TLS and HTTP are left to their adapters', () => {
  const said = (first: string): string[] => hear({ ...flow, proto: 17, dst_port: 12345, first_sent: first }).facts.filter((fact) => /traffic\.(?:text|head)/.test(fact));
  expect(said(hexOf([0, 1, ...ascii('/update.sh'), 0, ...ascii('octet'), 0]))).toEqual(of(DEVICE, 'traffic.head=udp/12345 0001', 'traffic.text=update.sh', 'traffic.text=octet'));
  expect(said(hexOf([0x38, 0x4a, 0x76, 0x49, ...ascii('EDIMAX'), 1, 2, 3]))).toEqual(of(DEVICE, 'traffic.head=udp/12345 3800', 'traffic.text=EDIMAX'));
  expect(said(hexOf([0x16, 3, 1, 0, 50, ...ascii('secret')]))).toEqual([]);
  expect(said(hexOf(ascii('POST /queue HTTP/1.1\r\nHost: x')))).toEqual([]);
});

test('frames that are not IP are named, and their port is none', () => {
  expect(hear({ record: 'traffic', src_mac: DEVICE, dst_mac: ROUTER, ethertype: 0x888e, packets_sent: 1 }).facts).toEqual(of(DEVICE, 'traffic.protocol=eapol'));
});

test('group and zero MACs are nobody', () => {
  for (const mac of ['ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:fb', '00:00:00:00:00:00']) expect(hear({ ...discover, src_mac: mac, chaddr: mac }).facts).toEqual([]);
});

test('every parameter an adapter reports is in the table, and no adapter shares a kind', () => {
  const { parameters } = hear(discover, flow);
  for (const name of parameters) expect(PARAMETERS.map((parameter): string => parameter.name)).toContain(name);
  expect(new Set(ADAPTERS.map((adapter) => adapter.kind)).size).toBe(ADAPTERS.length);
});

test('[R29] [R30] lease: a server\'s acknowledgement binds, an offer does not, an end frees; the host name is the client\'s', () => {
  const line = { record: 'lease', chaddr: DEVICE, ip: '10.0.0.77', hostname: 'press-3', dialect: 'dhcpd' };
  for (const action of ['ack', 'renew']) expect(hear({ ...line, action })).toMatchObject({ bindings: of(DEVICE, '10.0.0.77 dhcp-ack'), facts: of(DEVICE, 'dhcp.hostname=press-3') });
  for (const action of ['offer', 'notice', 'conflict', 'drop', 'dns', 'abandon']) expect(hear({ ...line, action }).bindings).toEqual([]);
  for (const action of ['release', 'expire', 'delete', 'decline']) expect(hear({ ...line, action }).bindings).toEqual(of(DEVICE, '10.0.0.77 dhcp-release'));
  expect(hear({ ...line, action: 'expire' }).facts).toEqual([]);
  expect(hear({ ...line, action: 'nak' }).bindings).toEqual(of(DEVICE, '0.0.0.0 dhcp-request'));
  expect(hear({ ...line, action: 'request' }).bindings).toEqual(of(DEVICE, '10.0.0.77 dhcp-request'));
  expect(hear({ ...line, action: 'request', remark: 'wrong network.' }).bindings).toEqual([]);
});

test('[R29] [R35] lease: what the log says of a client are the client\'s own facts, as in its packets', () => {
  const line = { record: 'lease', chaddr: DEVICE, ip: '10.0.0.77', action: 'request', parameter_request_list: [1, 3, 6], vendor_class: 'MSFT 5.0', user_class: ['kiosk'], client_id: '0174da384a7649' };
  expect(hear({ ...line, dialect: 'dnsmasq' }).facts).toEqual(of(DEVICE, 'dhcp.message=request', 'dhcp.parameter_request_list=1,3,6', 'dhcp.vendor_class=MSFT 5.0', 'dhcp.user_class=kiosk',
    'dhcp.client_id=0174da384a7649', 'dhcp.client_id_type=1'));
});

test('[R30] lease: a Cisco server\'s line names no host, and Windows adds a domain to the name', () => {
  const line = { record: 'lease', chaddr: DEVICE, ip: '10.0.0.77', action: 'ack', hostname: 'press-3.example.com' };
  expect(hear({ ...line, dialect: 'cisco' }).facts).toEqual([]);
  expect(hear({ ...line, dialect: 'windows' }).facts).toEqual(of(DEVICE, 'dhcp.hostname=press-3'));
  expect(hear({ ...line, dialect: 'kea' }).facts).toEqual(of(DEVICE, 'dhcp.hostname=press-3.example.com'));
});

test('[R28] a device with a static address is known and bound by ARP alone, without any DHCP', () => {
  expect(hear({ record: 'arp', src_mac: DEVICE, sender_mac: DEVICE, sender_ip: '10.0.0.9', target_ip: '10.0.0.9', opcode: 1 })).toMatchObject({ facts: of(DEVICE, 'arp.kind=announcement'), bindings: of(DEVICE, '10.0.0.9 arp') });
});

test('[R40] what SNMP and neighbours\' announcements told somebody else arrives as EAL records of their own kinds', () => {
  const { facts } = hear(
    { record: 'snmp', src_mac: DEVICE, src_ip: '10.0.0.9', function: 'response', description: 'Acme Switch 48, version 3.1', object_id: '1.3.6.1.4.1.99999.1' },
    { record: 'lldp', src_mac: DEVICE, description: 'Acme Switch 48', capabilities: ['bridge'] },
  );
  expect(facts.some((fact) => fact.startsWith(`${DEVICE} snmp.`) && fact.includes('Acme Switch 48'))).toBe(true);
  expect(facts.some((fact) => fact.startsWith(`${DEVICE} lldp.`) && fact.includes('Acme Switch 48'))).toBe(true);
});

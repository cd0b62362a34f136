/** Who is who when the network is not simple, records in and mappings out: shared and moved addresses, routers, NAT, proxy ARP, roles of gateways. */
import { expect, test } from 'bun:test';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { addressKey, parseKey } from '../model/index.ts';
import { observe } from '../protocols/index.ts';
import { ip, smallNode, type SmallNode } from './small-node.ts';

const kernel = loadKernel();
const CAM = '00:40:8c:00:00:01', PRN = '00:1b:a9:00:00:02', ROUTER = '00:1b:0d:00:00:fe', PHONE = '02:11:22:33:44:55';
type Line = Readonly<Record<string, unknown>>;

class Site {
  readonly node: SmallNode = smallNode({ observe });
  #batch = 0;

  /** Records of now, a second apart from those before. */
  async hear(...lines: readonly Line[]): Promise<void> {
    const time = new Date(this.node.clock.now).toISOString(), text = lines.map((line) => `${JSON.stringify({ time, ...line })}\n`).join('');
    const rows = kernel.parse(PARSERS.eal, Buffer.from(text));
    for (let row = 0; row < rows.count; row++) if (rows.kind(row) === 0) throw new Error(`the kernel refuses ${JSON.stringify(lines[row])}`);
    await this.node.sendRows(rows, `b${this.#batch++}`);
  }
  /** `address device profile`, and the name where there is one. */
  get published(): string[] {
    const frame = this.node.poll();
    if (frame.kind !== 'snapshot') throw new Error(frame.kind);
    return frame.entries.map((e) => [e.ip_address, e.mac_address, e.profile, e.hostname].filter(Boolean).join(' ')).sort();
  }
  /** What a device is known by. */
  async hostname(text: string): Promise<string | null | undefined> {
    const key = parseKey(text);
    return key === undefined ? undefined : this.node.store.devices.find(1, key)?.hostname;
  }
  knows(text: string): boolean { return this.node.store.devices.find(1, parseKey(text) ?? addressKey(ip('0.0.0.0'))) !== undefined; }
  counts(metric: string): number { return this.node.metrics.render().split('\n').filter((line) => line.startsWith(metric)).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0); }
}

/** The vendor class is the verdict of the plain identifier. */
const lease = (mac: string, address: string, verdict: string, name?: string): Line[] => [
  { record: 'dhcp', src_mac: mac, dst_mac: 'ff:ff:ff:ff:ff:ff', xid: 7, message_type: 3, chaddr: mac, vendor_class: verdict, ...(name && { hostname: name }) },
  { record: 'dhcp', src_mac: ROUTER, dst_mac: mac, src_ip: '10.0.0.1', xid: 7, message_type: 5, chaddr: mac, yiaddr: address },
];
const says = (mac: string, verdict: string, name?: string): Line => ({ record: 'dhcp', src_mac: mac, dst_mac: 'ff:ff:ff:ff:ff:ff', xid: 9, message_type: 8, chaddr: mac, vendor_class: verdict, ...(name && { hostname: name }) });
const arp = (mac: string, address: string, opcode = 1, target = '10.0.0.1'): Line => ({ record: 'arp', src_mac: mac, dst_mac: 'ff:ff:ff:ff:ff:ff', opcode, sender_mac: mac, sender_ip: address, target_ip: target });
const http = (mac: string, from: string, ttl: number, agent: string, to = '93.184.216.34', via = ROUTER): Line => ({ record: 'http', src_mac: mac, dst_mac: via, src_ip: from, dst_ip: to, src_port: 40_000, dst_port: 80, proto: 6, ttl, method: 'GET', path: '/', host: 'example.org', user_agent: agent });
const flow = (mac: string, from: string, ttl: number, to: string, via: string, port = 443): Line => ({ record: 'traffic', src_mac: mac, dst_mac: via, src_ip: from, dst_ip: to, src_port: 40_000, dst_port: port, proto: 6, ttl, packets_sent: 5, packets_received: 5, syn: '29200:64:1460:7:M*,S,T,N,W*' });

test('[R68] two addresses of one MAC: the one it was active with last, whatever order the proofs come in', async () => {
  const site = new Site();
  await site.hear(says(CAM, 'Camera/97'), arp(CAM, '10.0.0.5'));
  expect(site.published).toEqual([`10.0.0.5 ${CAM} Camera`]);
  await site.hear(arp(CAM, '10.0.0.6'));
  expect(site.published).toEqual([`10.0.0.6 ${CAM} Camera`]);
  await site.hear({ ...arp(CAM, '10.0.0.5'), time: new Date(site.node.clock.now - 60_000).toISOString() });
  expect(site.published).toEqual([`10.0.0.6 ${CAM} Camera`]);
  await site.node.close();
});

test('[R68] two MACs of one address: the later proof has it, and logs of it are nobody\'s while they fight', async () => {
  const site = new Site();
  await site.hear(says(CAM, 'Camera/97'), arp(CAM, '10.0.0.5'), says(PRN, 'Printer/95'));
  await site.hear(arp(PRN, '10.0.0.5'));
  expect(site.published).toEqual([`10.0.0.5 ${PRN} Printer`]);
  await site.hear(arp(CAM, '10.0.0.5'));
  await site.hear({ record: 'http', src_ip: '10.0.0.5', dst_ip: '93.184.216.34', src_port: 40_000, dst_port: 80, proto: 6, method: 'GET', path: '/', host: 'a.example', user_agent: 'whose?' });
  expect(site.counts('nameplate_addresses_credited_total{outcome="contested"}')).toBe(1);
  expect(site.counts('nameplate_addresses_credited_total{outcome="credited"}')).toBe(0);
  await site.node.close();
});

test('[R21] [R68] an address used again seconds later takes nothing of its first holder along, and old logs of it go to the first', async () => {
  const site = new Site(), first = site.node.clock.now;
  await site.hear(...lease(CAM, '10.0.0.5', 'Camera/97', 'cam-1'));
  const between = site.node.clock.now;
  await site.hear(arp(CAM, '10.0.0.5'));
  site.node.clock.now += 3000;
  await site.hear(...lease(PRN, '10.0.0.5', 'Printer/95'));
  expect(site.published).toEqual([`10.0.0.5 ${PRN} Printer`]);
  // A log of the time before names the address only: its HIP report is the camera's, who no longer has it.
  await site.hear({ record: 'http', time: new Date((first + between) / 2).toISOString(), src_ip: '10.0.0.5', dst_ip: '93.184.216.34', src_port: 40_000, dst_port: 80, proto: 6, method: 'GET', path: '/', host: 'a.example', user_agent: 'cam-agent' });
  const known = async (mac: string): Promise<string> => JSON.stringify(await site.node.pipeline.describe([site.node.store.devices.find(1, parseKey(mac)!)!.id]));
  expect(await site.hostname(PRN)).toBeNull();
  expect(await site.hostname(CAM)).toBe('cam-1');
  expect(await known(PRN)).not.toContain('cam-agent');
  await site.node.close();
});

test.each([
  ['VRRP, CARP', '00:00:5e:00:01:07'], ['HSRP', '00:00:0c:07:ac:07'], ['HSRP 2', '00:00:0c:9f:f1:23'], ['GLBP', '00:07:b4:00:01:02'], ['VRRP for IPv6', '00:00:5e:00:02:07'],
])('[R21] %s: the MAC that gateways share is no device, holds no address, and is not named after who speaks behind it', async (_name, virtual) => {
  const site = new Site();
  await site.hear(says(virtual, 'Camera/97', 'vip'), arp(virtual, '10.0.0.1'), http(virtual, '10.7.0.9', 63, 'cam-agent'), flow(CAM, '10.0.0.5', 64, '10.7.0.9', virtual), arp(CAM, '10.0.0.5'), says(CAM, 'Camera/97'));
  await site.hear(...Array.from({ length: 5 }, (_, i) => ({ record: 'http', src_ip: '10.0.0.1', dst_ip: '10.0.0.5', src_port: 40_000, dst_port: 80, proto: 6, method: 'GET', path: `/${i}`, host: 'a.example' })));
  expect([site.knows(virtual), site.knows('10.0.0.1')]).toEqual([false, false]);
  expect(site.published).toEqual([`10.0.0.5 ${CAM} Camera`]);
  await site.node.close();
});

test('[R68] proxy ARP: who answers for many addresses holds none of them beyond a bound, keeps the one it asks from, and says what it does', async () => {
  const site = new Site(), all = Array.from({ length: 40 }, (_, i) => `10.0.0.${i + 20}`);
  await site.hear(arp(ROUTER, '10.0.0.1', 1, '10.0.0.9'), ...all.map((address) => arp(ROUTER, address, 2)), says(ROUTER, 'Router/95'));
  await site.hear(arp(ROUTER, '10.0.0.1', 1, '10.0.0.8'));
  expect(site.published).toEqual([`10.0.0.1 ${ROUTER} Router`]);
  expect(site.counts('nameplate_forwarders_total{role="proxy-arp"}')).toBe(1);
  // The devices it answered for have their addresses with their own first word.
  await site.hear(says(CAM, 'Camera/97'), arp(CAM, '10.0.0.25'), ...all.map((address) => arp(ROUTER, address, 2, '10.0.0.3')));
  expect(site.published).toEqual([`10.0.0.1 ${ROUTER} Router`, `10.0.0.25 ${CAM} Camera`]);
  await site.node.close();
});

test('[R68] a trunk: one MAC in many networks has one mapping, and does not change it with every question it asks', async () => {
  const site = new Site();
  await site.hear(says(ROUTER, 'Router/95'), ...Array.from({ length: 30 }, (_, i) => ({ ...arp(ROUTER, `10.0.${i}.1`), vlan: i + 1 })));
  const [standing = ''] = site.published;
  for (let round = 0; round < 3; round++) await site.hear(...Array.from({ length: 30 }, (_, i) => ({ ...arp(ROUTER, `10.0.${i}.1`, 1, `10.0.${i}.${round + 7}`), vlan: i + 1 })));
  expect(site.published).toEqual([standing]);
  expect(site.published).toHaveLength(1);
  await site.node.close();
});

test('[R28] [R68] a router between private networks: what it passes on is neither its word nor its address', async () => {
  const site = new Site();
  await site.hear(arp(ROUTER, '10.0.0.1'), says(ROUTER, 'Router/95'), arp(CAM, '10.0.0.5'), says(CAM, 'Camera/97'));
  // Windows and Linux hosts of other networks talk to the camera through it.
  await site.hear(...Array.from({ length: 12 }, (_, i) => ({ ...http(ROUTER, `10.7.0.${i + 2}`, i % 2 ? 127 : 63, `behind-${i}`, '10.0.0.5', CAM) })), ...Array.from({ length: 4 }, (_, i) => flow(CAM, '10.0.0.5', 64, `10.8.0.${i + 2}`, ROUTER, 502)));
  expect(site.published).toEqual([`10.0.0.1 ${ROUTER} Router`, `10.0.0.5 ${CAM} Camera`]);
  const facts = await site.node.pipeline.describe([site.node.store.devices.find(1, parseKey(ROUTER)!)!.id]);
  expect(facts).toHaveLength(1);
  expect(site.counts('nameplate_forwarders_total{role="router"}')).toBe(1);
  expect(site.counts('nameplate_passed_on_rows')).toBeGreaterThanOrEqual(12);
  await site.node.close();
});

test.each([
  ['public sources', (i: number) => flow(ROUTER, `93.184.216.${i + 1}`, 50, '10.0.0.5', CAM, 1000 + i)],
  ['public targets', (i: number) => flow(CAM, '10.0.0.5', 64, `93.184.216.${i + 1}`, ROUTER, 1000 + i)],
  ['many private sources without a sign of hops', (i: number) => flow(ROUTER, `10.7.0.${i + 1}`, 0, '10.0.0.5', CAM)],
  ['hops', (i: number) => flow(ROUTER, `10.7.0.${i + 1}`, 62, '10.0.0.5', CAM)],
  ['the router its DHCP server names', () => ({ record: 'dhcp', src_mac: ROUTER, dst_mac: CAM, src_ip: '10.0.0.1', xid: 7, message_type: 5, chaddr: CAM, yiaddr: '10.0.0.5', router: ['10.0.0.1'] })],
])('[R21] a router is known by %s', async (_name, line) => {
  const site = new Site();
  await site.hear(arp(ROUTER, '10.0.0.1'), ...Array.from({ length: 8 }, (_, i) => line(i)));
  expect(site.counts('nameplate_forwarders_total{role="router"}')).toBe(1);
  await site.node.close();
});

test('[R21] [R68] NAT: packets that have come some way under the MAC\'s own address are not its word', async () => {
  const site = new Site();
  await site.hear(arp(ROUTER, '10.0.0.2'), flow(ROUTER, '10.0.0.2', 64, '10.0.0.5', CAM), flow(ROUTER, '10.0.0.2', 63, '10.0.0.5', CAM, 80), flow(ROUTER, '10.0.0.2', 127, '10.0.0.5', CAM, 81), http(ROUTER, '10.0.0.2', 63, 'first'));
  expect(site.counts('nameplate_forwarders_total{role="nat"}')).toBe(1);
  const before = site.counts('nameplate_passed_on_rows');
  await site.hear(http(ROUTER, '10.0.0.2', 63, 'second'), http(ROUTER, '10.0.0.2', 64, 'its own'));
  expect(site.counts('nameplate_passed_on_rows')).toBe(before + 1);
  await site.node.close();
});

test('NAT that leaves no trace in hops is known by the systems that no single device has', async () => {
  const site = new Site();
  await site.hear(arp(ROUTER, '10.0.0.2'), http(ROUTER, '10.0.0.2', 64, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'), http(ROUTER, '10.0.0.2', 64, 'Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8)'));
  expect(site.counts('nameplate_forwarders_total')).toBe(0);
  await site.hear(http(ROUTER, '10.0.0.2', 64, 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)'));
  expect(site.counts('nameplate_forwarders_total{role="nat"}')).toBe(1);
  await site.node.close();
});

test('one stack with an unusual start of its hops, aliases and a second network make no router', async () => {
  const site = new Site();
  await site.hear(arp(CAM, '10.0.0.5'), says(CAM, 'Camera/97'), ...Array.from({ length: 30 }, (_, i) => flow(CAM, '10.0.0.5', 63, `10.0.0.${i + 10}`, PRN, 1000 + i)));
  await site.hear(arp(PRN, '10.0.0.10'), arp(PRN, '10.0.0.11'), arp(PRN, '192.168.7.10'), ...['10.0.0.10', '10.0.0.11', '192.168.7.10'].map((from) => flow(PRN, from, 64, '10.0.0.5', CAM, 9100)));
  expect(site.counts('nameplate_forwarders_total')).toBe(0);
  await site.node.close();
});

test('a randomised MAC that is replaced by another takes the address along, and nothing else', async () => {
  const site = new Site(), next = '06:aa:bb:cc:dd:ee';
  await site.hear(...lease(PHONE, '10.0.0.9', 'Phone/95', 'pixel'));
  await site.hear(...lease(next, '10.0.0.9', 'Phone/0'));
  expect(site.published).toEqual([]);
  expect([await site.hostname(PHONE), await site.hostname(next)]).toEqual(['pixel', null]);
  await site.node.close();
});

test('a device with two networks is two MACs with an address each', async () => {
  const site = new Site();
  await site.hear(...lease(CAM, '10.0.0.5', 'Camera/97', 'nvr'), ...lease('00:40:8c:00:00:02', '192.168.7.5', 'Camera/97', 'nvr'));
  expect(site.published).toEqual([`10.0.0.5 ${CAM} Camera nvr`, '192.168.7.5 00:40:8c:00:00:02 Camera nvr']);
  await site.node.close();
});

test('a flood of MACs under suspicion is bounded, and the rest of the node goes on', async () => {
  const site = new Site();
  for (let round = 0; round < 3; round++) await site.hear(...Array.from({ length: 4000 }, (_, i) => flow(`02:00:00:${round.toString(16).padStart(2, '0')}:${(i >> 8).toString(16).padStart(2, '0')}:${(i & 255).toString(16).padStart(2, '0')}`, `10.${round}.${i >> 8}.${i & 255}`, 63, '10.0.0.5', CAM)));
  expect(site.counts('nameplate_router_suspects ')).toBe(8192);
  expect(site.counts('nameplate_router_suspects_forgotten')).toBe(12_000 - 8192);
  await site.node.close();
});

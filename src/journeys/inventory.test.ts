/** The inventory beside a running node: what fixtures and logs taught it, as people list it. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliDeps } from '../app.ts';
import { capture, type Captured } from '../cli/capture-output.ts';
import { observe } from '../protocols/index.ts';
import { loadKernel, PARSERS } from '../kernels/index.ts';
import { is, smallNode, type SmallNode } from './small-node.ts';

interface Beside { readonly node: SmallNode; readonly dir: string; run(...words: string[]): Promise<Captured>; json(...words: string[]): Promise<Record<string, unknown>[]>; tell(records: readonly object[], scope?: { tenant: string; site: string; segment: string }): Promise<void> }

async function beside(work: (it: Beside) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-inventory-')), node = smallNode({ dir, observe, clock: { now: Date.now() } }), kernel = loadKernel();
  let batch = 0;
  const run = (...words: string[]) => capture([...words, '--data', dir], { deps: cliDeps() });
  try {
    await work({
      node, dir, run,
      async json(...words) { const { code, out, err } = await run(...words, '--json'); if (code !== 0) throw new Error(err); return out.trim() === '' ? [] : out.trim().split('\n').map((line) => JSON.parse(line)); },
      async tell(records, scope) {
        const text = records.map((record) => JSON.stringify({ time: new Date(node.clock.now - 1000).toISOString(), ...record })).join('\n');
        await node.sendRows(kernel.parse(PARSERS.eal, new TextEncoder().encode(`${text}\n`)), `b${++batch}`, ...(scope === undefined ? [] : [scope] as const));
      },
    });
  } finally {
    await node.close();
    rmSync(dir, { recursive: true });
  }
}
const mac = (n: number): string => `02:00:00:00:00:${n.toString(16).padStart(2, '0')}`;
const lease = (n: number, address: string, more: object = {}): object[] => [
  { record: 'dhcp', src_mac: mac(n), chaddr: mac(n), xid: n, message_type: 3, hostname: `host-${n}`, vendor_class: 'udhcp 1.19.4', requested_ip: address, ...more },
  { record: 'dhcp', src_mac: '02:00:00:00:00:fe', src_ip: '10.1.0.1', chaddr: mac(n), xid: n, message_type: 5, yiaddr: address, subnet_mask: '255.255.0.0' },
];
const flow = (n: number, from: string, app: string, port = 443, more: object = {}): object => ({ record: 'traffic', src_mac: mac(n), src_ip: from, dst_ip: '10.1.0.200', src_port: 40000 + n, dst_port: port, proto: 6, app, ...more });

test('[R59] [R60] [R66] devices, applications, subnets with VLANs and sites, as they were taught by records', async () => {
  await beside(async ({ node, run, json, tell }) => {
    await tell([...lease(1, '10.1.0.11', { vlan: 10 }), ...lease(2, '10.1.0.12', { vlan: 20 }), flow(1, '10.1.0.11', 'ms-office365-base'), flow(1, '10.1.0.11', 'unknown-tcp', 9999), flow(2, '10.1.0.12', 'ms-office365-base')]);
    await tell(lease(3, '10.9.0.13'), { tenant: 'default', site: 'branch', segment: 'default' });
    await tell(lease(4, '10.1.0.14'), { tenant: 'acme', site: 'default', segment: 'default' });
    node.clock.now += 61_000;
    await node.pipeline.tick();
    const devices = await json('devices');
    expect(devices.filter(({ hostname }) => hostname !== null).map(({ hostname, ip_address, site_name, subnet, vlan, DHCP }) => ({ hostname, ip_address, site_name, subnet, vlan, DHCP }))).toEqual([
      { hostname: 'host-1', ip_address: '10.1.0.11', site_name: 'default', subnet: '10.1.0.0/16', vlan: '10', DHCP: 'Yes' },
      { hostname: 'host-2', ip_address: '10.1.0.12', site_name: 'default', subnet: '10.1.0.0/16', vlan: '20', DHCP: 'Yes' },
      { hostname: 'host-3', ip_address: '10.9.0.13', site_name: 'branch', subnet: '10.9.0.0/16', vlan: null, DHCP: 'Yes' },
    ]);
    expect(Object.keys(devices[0] ?? {}).length).toBeGreaterThanOrEqual(50);
    expect(devices.find(({ hostname }) => hostname === 'host-1')?.['Applications']).toEqual(['dhcp', 'ms-office365-base', 'ssl', 'unknown-tcp']);
    expect((await json('devices', '--vlan', '20')).map(({ hostname }) => hostname)).toEqual(['host-2']);
    expect((await json('devices', '--application', 'unknown-tcp')).map(({ hostname }) => hostname)).toEqual(['host-1']);
    expect((await json('devices', '--tenant', 'acme', '--columns', 'name')).filter(({ hostname }) => hostname !== null)).toEqual([{ hostname: 'host-4' }]);
    await tell([flow(1, '10.1.0.11', 'ms-office365-base', 443, { vlan: 30 })]); // as it said it before, in another VLAN
    node.clock.now += 61_000;
    await node.pipeline.tick();
    expect((await json('devices', '--text', 'host-1', '--columns', 'vlan'))[0]).toEqual({ vlan: '30' });
    await tell([...lease(1, '10.1.0.11', { vlan: 10 })]);
    node.clock.now += 61_000;
    await node.pipeline.tick();
    const apps = await json('applications');
    expect(apps.find(({ application }) => application === 'ms-office365-base')).toMatchObject({ devices: 2, active_devices: 2, named_by: 'firewall', unknown: false });
    expect((await json('applications', '--unknown')).map(({ application, devices: count }) => [application, count])).toEqual([['unknown-tcp', 1]]);
    const tree = await json('subnets', '--text', 'host-');
    expect(tree.map(({ site_name, subnet, said_by, devices: count, vlans }) => [site_name, subnet, said_by, count, (vlans as { vlan: string; devices: number }[]).map((one) => `${one.vlan}:${one.devices}`)])).toEqual([
      ['branch', '10.9.0.0/16', 'dhcp', 1, []], ['default', '10.1.0.0/16', 'dhcp', 2, ['10:1', '20:1']],
    ]);
    expect((await run('subnets', '--site', 'default')).out).toContain('default / default\n  10.1.0.0/16        dhcp');
    expect((await json('sites', '--text', 'host-')).map(({ site_name, devices: count }) => [site_name, count])).toEqual([['branch', 1], ['default', 2]]);
  });
});

test('[R71] unknown devices come the latest heard first, with what they say; a few figures say how naming goes [R53] [R55]', async () => {
  await beside(async ({ node, run, json, tell }) => {
    await tell(lease(1, '10.1.0.11'));
    node.clock.now += 5000;
    await tell(lease(2, '10.1.0.12', { vendor_class: 'Boiler B-42' }));
    node.clock.now += 61_000;
    await node.pipeline.tick();
    const unknown = await json('devices', '--unknown', '--text', 'host-');
    expect(unknown.map(({ hostname }) => hostname)).toEqual(['host-2', 'host-1']);
    expect(unknown[0]?.['heard']).toContain('dhcp.vendor_class Boiler B-42');
    const table = await run('devices', '--unknown');
    expect(table.out).toMatch(/^ip_address +mac_address +hostname +ouiVendor +confidence_score +last_activity +heard\n/);
    expect(table.err).toMatch(/^\d devices\n$/);
    const [summary] = await json('devices', '--summary');
    expect(summary).toMatchObject({ tenant: 'default', first_day: { devices_older_than_a_day: 0, share: null }, learning_first_2_days: summary?.['devices'] });
    expect((await run('devices', '--summary')).out).toContain('no device is older than a day');
  });
});

test('[R114] [R119] [R120] the list of the alert: who is held as Onboarding Device, and for how long', async () => {
  await beside(async ({ node, run, json, tell }) => {
    expect((await run('onboarding', 'set', '--enabled', 'on', '--period', '2d')).code).toBe(0);
    await node.pipeline.tick();
    await tell(lease(1, '10.1.0.11'));
    const [entry] = (() => { const frame = node.poll(); return frame.kind === 'snapshot' ? frame.entries : []; })();
    expect(entry).toMatchObject({ ip_address: '10.1.0.11', category: 'Onboarding Device', profile: null });
    node.clock.now += 61_000;
    await node.pipeline.tick();
    const soon = await json('devices', '--onboarding', '--expires-within', '3d', '--sort', 'first_seen_date:desc', '--text', 'host-');
    expect(soon).toMatchObject([{ hostname: 'host-1', category: 'Onboarding Device', profile: null, onboarding_device: 'Yes' }]);
    expect(await json('devices', '--onboarding', '--expires-within', '1d')).toEqual([]);
    expect((await run('devices', '--onboarding')).out).toMatch(/^ip_address +mac_address +hostname +learned_category +confidence_score +first_seen_date +onboarding_ends\n/);
  });
});

test('CSV is what spreadsheets read, and a device cannot smuggle in a formula', async () => {
  await beside(async ({ node, run, tell }) => {
    await tell(lease(1, '10.1.0.11', { hostname: '=cmd|"/c calc"!A1' }));
    node.clock.now += 61_000;
    await node.pipeline.tick();
    const { out } = await run('devices', '--csv', '--columns', 'ip,hostname,confidence', '--subnet', '10.1.0.11');
    expect(out.split('\n')[0]).toBe('ip_address,hostname,confidence_score');
    expect(out.split('\n')[1]).toStartWith('10.1.0.11,"\'=cmd|""/c calc""!A1",');
    expect((await run('devices', '--csv', '--json')).code).toBe(2);
    expect((await run('devices', '--columns', 'colour')).code).toBe(2);
  });
});

test('the columns are listed without a node, and the usual ones fit a terminal', async () => {
  const help = await capture(['devices', '--columns', 'help'], { width: 200 });
  expect(help.out.split('\n').length).toBeGreaterThan(51);
  expect((await capture(['devices'])).code).toBe(2);
  await beside(async ({ node, dir, tell }) => {
    await tell(lease(1, '10.1.0.11', { hostname: 'a-name-that-is-longer-than-any-column-has-room-for-in-a-terminal' }));
    node.clock.now += 61_000;
    await node.pipeline.tick();
    const { out } = await capture(['devices', '--data', dir], { terminal: true, width: 100, noColour: true });
    expect(out.split('\n').filter((line) => Bun.stringWidth(line) > 100)).toEqual([]);
    expect(out).toContain('10.1.0.11');
  });
});

test('[R53] of devices that are older than a day it is counted how many were named within their first', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-first-day-')), node = smallNode({ dir, clock: { now: Date.now() - 3 * 86_400_000 } }), { clock } = node;
  await node.send([is(1, 'Camera/95', clock.now), is(2, 'Camera/50', clock.now), is(3, 'Camera/50', clock.now)], 'a');
  clock.now += 30 * 3_600_000;
  await node.send([is(2, 'Camera/96', clock.now)], 'b'); // too late
  clock.now = Date.now();
  await node.send([is(4, 'Camera/96', clock.now)], 'c');
  await node.close();
  const { out, err } = await capture(['devices', '--summary', '--json', '--data', dir]);
  expect(err).toBe('');
  expect(JSON.parse(out)).toMatchObject({ devices: 4, by_confidence_level: { high: 3, low: 1 }, first_day: { devices_older_than_a_day: 3, high_confidence_within_a_day: 1, share: 0.333 }, learning_first_2_days: 1, seconds_to_first_device: null });
  expect((await capture(['devices', '--summary', '--data', dir])).out).toContain('high confidence within a day of first detection: 1 of 3, 33.3 %');
  rmSync(dir, { recursive: true });
});

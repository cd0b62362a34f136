/** Newcomers, through to what firewalls hold: as Onboarding Device until they are named or their period ends. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SCOPE } from '../model/index.ts';
import { capture } from '../cli/capture-output.ts';
import { at, is, mac, named, smallNode, type Clock, type SmallNode } from './small-node.ts';

const HOUR = 3_600_000, DAY = 24 * HOUR;

async function inFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-onboarding-'));
  try { await work(dir); } finally { rmSync(dir, { recursive: true }); }
}
function held(node: SmallNode, tenant = 'default'): string[] {
  const frame = node.poll(undefined, { tenant });
  if (frame.kind !== 'snapshot') throw new Error(`got ${frame.kind}`);
  return frame.entries.map((entry) => `${entry.ip_address} ${entry.profile ?? entry.category} ${entry.confidence}`);
}
const control = (node: SmallNode, enabled: boolean, periodMs: number | null = 7 * DAY, tenant = 'default'): void => { node.store.onboarding.set(tenant, { enabled, periodMs, actor: 'owner', at: node.clock.now }); };
/** Lets time go by with the devices talking twice an hour. */
let batch = 0;
async function live(node: SmallNode, ms: number, devices: readonly number[] = [1]): Promise<void> {
  for (const until = node.clock.now + ms; node.clock.now < until;) {
    node.clock.now = Math.min(until, node.clock.now + HOUR / 2);
    await node.send(devices.map((n) => at(n, `10.0.0.${n}`, node.clock.now)), `live-${++batch}`);
  }
}
const low = (node: SmallNode, n: number, verdict = 'Camera/40') => [is(n, verdict, node.clock.now), at(n, `10.0.0.${n}`, node.clock.now)];

test('[R114] [R115] [R121] a device that nobody can name yet is published as Onboarding Device, and by its name with the tick that is sure of it', async () => {
  const node = smallNode();
  control(node, true);
  await node.send([...low(node, 1), named(1, 'cam', node.clock.now)], 'a');
  const first = node.poll();
  expect(first.kind === 'snapshot' && first.entries).toMatchObject([{ ip_address: '10.0.0.1', hostname: 'cam', category: 'Onboarding Device', profile: null, device_type: null, vendor: null, model: null, confidence: 40 }]);
  await node.send([is(1, 'Camera/89', node.clock.now)], 'b');
  expect(held(node)).toEqual(['10.0.0.1 Onboarding Device 89']);
  await node.send([is(1, 'Camera/90', node.clock.now)], 'c');
  expect(held(node)).toEqual(['10.0.0.1 Camera 90']);
  await node.send([is(1, 'Camera/60', node.clock.now)], 'd'); // unknown, not new
  expect(held(node)).toEqual([]);
  await node.close();
});

test('[R116] [R117] when its period ends it is withdrawn, while it goes on talking; what it is thought to be stays unpublished', async () => {
  const node = smallNode();
  control(node, true, 2 * DAY);
  await node.send(low(node, 1), 'a');
  await live(node, 2 * DAY - HOUR);
  expect(held(node)).toEqual(['10.0.0.1 Onboarding Device 40']);
  await live(node, 2 * HOUR);
  expect(held(node)).toEqual([]);
  expect(node.store.devices.find(1, mac(1))?.verdict?.category).toBe('Cameras');
  await node.close();
});

test('[R55] [R114] a sender whose clock is years behind, or an old log that comes late, ends neither learning nor onboarding', async () => {
  await inFolder(async (dir) => {
    const first = smallNode({ dir }), { clock } = first, met = clock.now;
    control(first, true);
    await first.send([is(1, 'Camera/40', met - 400 * DAY), at(1, '10.0.0.1', clock.now)], 'old'); // met by an old record
    await first.send(low(first, 2), 'new');
    await first.send([named(2, 'cam', met - 30 * DAY)], 'late'); // known, then an old record
    await first.pipeline.tick();
    expect(held(first)).toEqual(['10.0.0.1 Onboarding Device 40', '10.0.0.2 Onboarding Device 40']);
    await first.close();
    const second = smallNode({ dir, clock });
    await live(second, DAY, [1, 2]);
    expect(held(second)).toEqual(['10.0.0.1 Onboarding Device 40', '10.0.0.2 Onboarding Device 40']);
    expect([1, 2].map((n) => { const row = second.store.devices.find(1, mac(n)); return [row?.firstSeen, (row?.metAt ?? 0) >= met]; })).toEqual([[met - 400 * DAY, true], [met - 30 * DAY, true]]);
    await live(second, 7 * DAY, [1, 2]);
    expect(held(second)).toEqual([]);
    await second.close();
  });
});

test('[R53] [R54] [R55] how fast devices turn up and are named is in the metrics, by tenant, as the summary has it', async () => {
  await inFolder(async (dir) => {
    const node = smallNode({ dir }), T = node.clock.now;
    node.store.firewalls.add({ serial: 'FW1', tenant: 'default', site: 'default', segment: 'default', viewSites: null, fingerprint: 'a'.repeat(64), certificateSerial: '1', status: 'active', issuedAt: T - 90_000, expiresAt: T + 90 * DAY, revokedAt: null }, 'test');
    await node.send([...low(node, 1), is(2, 'Camera/97', T)], 'a');
    await node.send([is(3, 'Camera/97', T)], 'b', { ...DEFAULT_SCOPE, tenant: 'other' });
    const gauge = (name: Parameters<SmallNode['metrics']['gauge']>[0], tenant = 'default'): number => node.metrics.gauge(name, { tenant }).value;
    expect([gauge('nameplate_devices_learning'), gauge('nameplate_devices_older_than_a_day')]).toEqual([2, 0]);
    node.clock.now += DAY + HOUR;
    await node.send([is(1, 'Camera/99', node.clock.now), is(4, 'Camera/40', node.clock.now)], 'c'); // named, but not within its first day
    node.clock.now += HOUR;
    await node.pipeline.tick();
    expect((['nameplate_devices_older_than_a_day', 'nameplate_devices_named_within_a_day', 'nameplate_devices_learning', 'nameplate_first_device_seconds'] as const).map((name) => gauge(name))).toEqual([2, 1, 3, 90]);
    expect([gauge('nameplate_devices_older_than_a_day', 'other'), gauge('nameplate_devices_named_within_a_day', 'other')]).toEqual([1, 1]);
    await node.close();
  });
});

test('[R117] without an end it stays for as long as it is there', async () => {
  const node = smallNode({ pipeline: { quietMs: HOUR } });
  control(node, true, null);
  await node.send(low(node, 1), 'a');
  node.clock.now += 400 * DAY;
  await node.send(low(node, 1), 'b');
  expect(held(node)).toEqual(['10.0.0.1 Onboarding Device 40']);
  await live(node, HOUR * 2, [9]);
  expect(held(node)).toEqual(['10.0.0.9 Onboarding Device 0']); // silent for an hour: gone like any other (R75)
  await node.close();
});

test('[R118] off unless the owner says on; on and off reach a running node with its next ticks; another tenant is left alone', async () => {
  await inFolder(async (dir) => {
    const node = smallNode({ dir }), acme = { ...DEFAULT_SCOPE, tenant: 'acme' };
    await node.send([...low(node, 1), ...low(node, 2, 'Printer/97')], 'a');
    await node.send(low(node, 1), 'b', acme);
    expect([held(node), held(node, 'acme')]).toEqual([['10.0.0.2 Printer 97'], []]);
    const set = (...words: string[]) => capture(['onboarding', 'set', '--data', dir, '--by', 'owner', ...words]);
    expect(await set('--enabled', 'on')).toMatchObject({ code: 0, err: '' });
    await node.pipeline.tick();
    expect([held(node), held(node, 'acme')]).toEqual([['10.0.0.1 Onboarding Device 40', '10.0.0.2 Printer 97'], []]);
    expect((await set('--enabled', 'off')).out).toStartWith('default: newly onboarded low-confidence devices are not controlled (period 7d)');
    await node.pipeline.tick();
    expect([held(node), held(node, 'acme')]).toEqual([['10.0.0.2 Printer 97'], []]);
    expect((await set('--enabled', 'on', '--tenant', 'acme', '--period', '36h', '--json')).out).toContain('"tenant":"acme","enabled":true,"period":"36h","period_seconds":129600,"by":"owner"');
    await node.pipeline.tick();
    expect([held(node), held(node, 'acme')]).toEqual([['10.0.0.2 Printer 97'], ['10.0.0.1 Onboarding Device 40']]);
    expect((await set('--period', 'soon')).code).toBe(2);
    expect((await capture(['onboarding', 'show', '--data', dir])).out.split('\n')).toHaveLength(3);
    await node.close();
  });
});

test('[R117] another period counts for those that are there: shorter ends now, longer brings back', async () => {
  const node = smallNode();
  control(node, true, 30 * DAY);
  await node.send(low(node, 1), 'a');
  await live(node, DAY);
  control(node, true, HOUR);
  await node.pipeline.tick();
  expect(held(node)).toEqual([]);
  control(node, true, DAY + HOUR);
  await node.pipeline.tick();
  expect(held(node)).toEqual(['10.0.0.1 Onboarding Device 40']);
  await live(node, HOUR);
  expect(held(node)).toEqual([]);
  await node.close();
});

test('[R114] a restart keeps newcomers, their ends, and that one was named before', async () => {
  await inFolder(async (dir) => {
    const clock: Clock = { now: Date.UTC(2026, 0, 2, 12) }, first = smallNode({ dir, clock });
    control(first, true, DAY);
    await first.send([...low(first, 1), ...low(first, 2, 'Camera/95')], 'a');
    await first.send([is(2, 'Camera/50', clock.now)], 'b');
    expect(held(first)).toEqual(['10.0.0.1 Onboarding Device 40']);
    await first.close();
    const second = smallNode({ dir, clock });
    await second.pipeline.tick();
    expect(held(second)).toEqual(['10.0.0.1 Onboarding Device 40']);
    await second.send(low(second, 2, 'Camera/51'), 'c');
    expect(held(second)).toEqual(['10.0.0.1 Onboarding Device 40']);
    await second.send([is(1, 'Camera/93', clock.now)], 'd');
    expect(held(second)).toEqual(['10.0.0.1 Camera 93']);
    await second.send([...low(second, 3), is(1, 'Camera/40', clock.now)], 'e');
    expect(held(second)).toEqual(['10.0.0.3 Onboarding Device 40']);
    await live(second, DAY + HOUR, [1, 3]);
    expect(held(second)).toEqual([]);
    await second.close();
  });
});

test('[R118] control that ended while the node was down ends with its first tick, and the verdict behind is the one it had', async () => {
  await inFolder(async (dir) => {
    const first = smallNode({ dir });
    control(first, true);
    await first.send(low(first, 1, 'Camera/70'), 'a');
    await first.close();
    await capture(['onboarding', 'set', '--enabled', 'off', '--data', dir]);
    const second = smallNode({ dir, clock: first.clock });
    await second.pipeline.tick();
    expect(held(second)).toEqual([]);
    expect(second.store.devices.find(1, mac(1))).toMatchObject({ confidence: 70, verdict: { category: 'Cameras', profile: 'Camera' } });
    await second.close();
  });
});

test('[R114] a clock that was ahead and is set back makes nobody a newcomer for longer than the period', async () => {
  const node = smallNode();
  control(node, true, DAY);
  const real = node.clock.now;
  node.clock.now = real + 300 * DAY;
  await node.send(low(node, 1), 'a');
  node.clock.now = real;
  await node.send([at(1, '10.0.0.1', node.clock.now)], 'b');
  expect(held(node)).toEqual(['10.0.0.1 Onboarding Device 40']);
  await live(node, DAY + HOUR);
  expect(held(node)).toEqual([]);
  await node.close();
});

test('[R119] once a day a tenant hears how many periods end within three days, with the filter that shows them', async () => {
  await inFolder(async (dir) => {
    const node = smallNode({ dir });
    const alerts = () => node.store.alerts.list({ tenant: 'default', resolved: true, limit: 10 });
    control(node, true, 5 * DAY);
    await node.send([...low(node, 1), ...low(node, 2), ...low(node, 3, 'Camera/95')], 'a');
    await live(node, DAY, [1, 2, 3]);
    expect(alerts()).toEqual([]);
    await live(node, 1.5 * DAY, [1, 2, 3]);
    expect(alerts()).toMatchObject([{ name: 'Onboarding periods end soon', times: 1, device: null, detail: { devices: 2, filter: 'nameplate devices --onboarding --expires-within 3d' } }]);
    await node.close();
    const second = smallNode({ dir, clock: node.clock });
    await live(second, 2 * HOUR, [1, 2]);
    expect(second.store.alerts.list({ tenant: 'default', resolved: true, limit: 10 })).toMatchObject([{ times: 1 }]); // not again after a restart
    await live(second, DAY, [1, 2]);
    expect(second.store.alerts.list({ tenant: 'default', resolved: true, limit: 10 })).toMatchObject([{ times: 2 }]);
    await second.close();
  });
});

test('[R62] [R115] whoever people named is no newcomer, and is none again when they take it back', async () => {
  await inFolder(async (dir) => {
    const node = smallNode({ dir });
    control(node, true);
    await node.send([...low(node, 1), ...low(node, 2)], 'a');
    expect((await capture(['device', 'reclassify', '02:00:00:00:00:01', '--category', 'HVAC', '--data', dir])).code).toBe(0);
    await node.pipeline.tick();
    expect(held(node)).toEqual(['10.0.0.1 HVAC 100', '10.0.0.2 Onboarding Device 40']);
    expect((await capture(['device', 'reset', '02:00:00:00:00:01', '--data', dir])).code).toBe(0);
    await node.pipeline.tick();
    expect(held(node)).toEqual(['10.0.0.2 Onboarding Device 40']);
    expect((await capture(['device', 'reclassify', '02:00:00:00:00:02', '--category', 'Onboarding Device', '--data', dir])).code).toBe(2);
    await node.close();
  });
});

test('[R114] newcomers wait for room in a full table like others, and a site sees its own', async () => {
  const node = smallNode({ pipeline: { maxEntries: 1 } });
  control(node, true);
  await node.send([...low(node, 1), ...low(node, 2)], 'a');
  expect(held(node)).toEqual(['10.0.0.1 Onboarding Device 40']);
  await node.send([at(1, '10.0.0.2', node.clock.now + 1)], 'b'); // it takes the other's address: one is free
  await node.pipeline.tick();
  expect(held(node)).toHaveLength(1);
  expect(node.poll(undefined, { sites: ['elsewhere'] })).toMatchObject({ kind: 'snapshot', entries: [] });
  await node.close();
});

test('[R118] what the owner sets while no node runs is followed by the next one', async () => {
  await inFolder(async (dir) => {
    const first = smallNode({ dir });
    await first.send(low(first, 1), 'a');
    await first.close();
    expect(await capture(['onboarding', 'set', '--data', dir, '--by', 'owner', '--enabled', 'on'])).toMatchObject({ code: 0, err: '' });
    const second = smallNode({ dir, clock: first.clock });
    for (let i = 0; i < 3; i++) await second.pipeline.tick();
    expect(held(second)).toEqual(['10.0.0.1 Onboarding Device 40']);
    await second.close();
  });
});

/** People's last word, through to what firewalls hold: it outlives restarts, evictions, models and better scores, and belongs to one place. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressKey, DEFAULT_SCOPE, type DeviceKey } from '../model/index.ts';
import { editText, NO_EDIT, readEdit, type DeviceEdit } from '../people/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { at, ip, is, mac, named, smallNode, type SmallNode } from './small-node.ts';

const WHO = { by: 'alice', at: Date.UTC(2026, 0, 2) };

/** What a command beside the node does, or a part of the node itself. */
function say(store: Store, who: number | DeviceKey, change: (before: DeviceEdit) => DeviceEdit | null, action = 'edited', scope = DEFAULT_SCOPE): void {
  store.edits.change([{ scope: store.scopes.idOf(scope), device: who < 1000 ? mac(who) : (who as DeviceKey) }], { at: WHO.at, action, actor: WHO.by, reason: 'test' }, (before) => {
    const edit = change(before ? readEdit(before.edit) : NO_EDIT);
    return edit && { edit: editText(edit), primary: edit.primary, ip: edit.address?.ip ?? null };
  });
}
function held(node: SmallNode): string[] {
  const frame = node.poll();
  if (frame.kind !== 'snapshot') throw new Error(`got ${frame.kind}`);
  return frame.entries.map((entry) => `${entry.site} ${entry.ip_address} ${entry.profile} ${entry.confidence} ${entry.hostname ?? '-'}`);
}
async function inFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-people-'));
  try { await work(dir); } finally { rmSync(dir, { recursive: true }); }
}
const kiln = (before: DeviceEdit): DeviceEdit => ({ ...before, set: { ...before.set, category: 'Industrial Controller', profile: 'Kiln', hostname: 'kiln-1' }, edited: WHO });

test('[R62] what a tool says beside a running node is published with the next tick, and undone with the one after', async () => {
  await inFolder(async (dir) => {
    const node = smallNode({ dir }), now = node.clock.now;
    await node.send([is(1, 'Camera/60', now), named(1, 'cam', now), at(1, '10.0.0.5', now)], 'a');
    expect(held(node)).toEqual([]);
    const tool = openStore(dir, { role: 'tool', now });
    say(tool, 1, kiln);
    const before = node.judged.length;
    await node.pipeline.tick();
    expect(node.judged.slice(before)).toEqual([1]);
    expect(held(node)).toEqual(['default 10.0.0.5 Kiln 100 kiln-1']);
    await node.pipeline.tick();
    expect(node.judged.slice(before)).toEqual([1]);
    say(tool, 1, () => null, 'reset');
    await node.pipeline.tick();
    expect(held(node)).toEqual([]);
    tool.close();
    await node.close();
  });
});

test('[R62] design law 5: a better score that comes later, another model and a restart change nothing', async () => {
  await inFolder(async (dir) => {
    const first = smallNode({ dir }), now = first.clock.now;
    await first.send([is(1, 'Camera/60', now), at(1, '10.0.0.5', now)], 'a');
    say(first.store, 1, kiln);
    await first.send([is(1, 'Camera/99', now + 1000)], 'b');
    expect(held(first)).toEqual(['default 10.0.0.5 Kiln 100 kiln-1']);
    await first.close();
    const second = smallNode({ dir, modelVersion: 'plain-2', clock: first.clock });
    await second.pipeline.tick();
    await second.pipeline.tick();
    expect(second.judged.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
    expect(held(second)).toEqual(['default 10.0.0.5 Kiln 100 kiln-1']);
    await second.close();
  });
});

test('[R62] what is said while no node runs, or in the moment before it is killed, is published by the next one', async () => {
  await inFolder(async (dir) => {
    const first = smallNode({ dir }), now = first.clock.now;
    await first.send([is(1, 'Camera/60', now), at(1, '10.0.0.5', now), is(2, 'Camera/97', now), at(2, '10.0.0.6', now), is(3, 'Printer/98', now), at(3, '10.0.0.7', now), is(4, 'Phone/60', now), at(4, '10.0.0.8', now)], 'a');
    say(first.store, 4, (before) => ({ ...before, primary: { scope: 1, device: mac(3), ...WHO } }), 'merged');
    await first.pipeline.tick();
    expect(held(first)).toEqual(['default 10.0.0.6 Camera 97 -', 'default 10.0.0.7 Printer 98 -', 'default 10.0.0.8 Printer 98 -']);
    await first.close();
    const tool = openStore(dir, { role: 'tool', now });
    say(tool, 1, kiln);
    say(tool, 2, (before) => ({ ...before, rejected: [{ tier: 'profile', value: 'Camera', ...WHO }] }), 'rejected');
    say(tool, 4, () => null, 'split');
    tool.close();
    const second = smallNode({ dir, clock: first.clock });
    await second.pipeline.tick();
    expect(held(second)).toEqual(['default 10.0.0.5 Kiln 100 kiln-1', 'default 10.0.0.7 Printer 98 -']);
    await second.close();
    const third = smallNode({ dir, clock: first.clock });
    await third.pipeline.tick();
    expect(third.judged).toEqual([]); // nothing was said since
    await third.close();
  });
});

test('[R62] a device that was evicted and comes back with its MAC has what was said of it', async () => {
  const node = smallNode({ pipeline: { maxDevices: 3 } }), now = node.clock.now;
  await node.send([is(1, 'Camera/60', now), at(1, '10.0.0.5', now)], 'a');
  say(node.store, 1, kiln);
  await node.pipeline.tick();
  const id = node.store.devices.find(1, mac(1))?.id;
  for (let n = 2; n < 8; n++) await node.send([is(n, 'Camera/60', now + n * 1000)], `b${n}`);
  expect(node.store.devices.find(1, mac(1))).toBeUndefined();
  expect(held(node)).toEqual([]);
  await node.send([at(1, '10.0.0.6', node.clock.now)], 'c');
  expect(node.store.devices.find(1, mac(1))?.id).not.toBe(id);
  expect(held(node)).toEqual(['default 10.0.0.6 Kiln 100 kiln-1']);
  await node.close();
});

test('[R62] the same MAC at another site or of another tenant is another device', async () => {
  const node = smallNode(), now = node.clock.now, north = { tenant: 'default', site: 'north', segment: 'default' }, other = { tenant: 'other', site: 'default', segment: 'default' };
  for (const [name, scope] of [['a', DEFAULT_SCOPE], ['b', north], ['c', other]] as const) await node.send([is(1, 'Camera/95', now), at(1, '10.0.0.5', now)], name, scope);
  say(node.store, 1, kiln, 'edited', north);
  await node.pipeline.tick();
  expect(held(node)).toEqual(['default 10.0.0.5 Camera 95 -', 'north 10.0.0.5 Kiln 100 kiln-1']);
  const frame = node.poll(undefined, { tenant: 'other' });
  expect(frame.kind === 'snapshot' && frame.entries.map(({ profile }) => profile)).toEqual(['Camera']);
  await node.close();
});

test('[R62] a rejected verdict is withdrawn from firewalls', async () => {
  const node = smallNode(), now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  expect(held(node)).toEqual(['default 10.0.0.5 Camera 97 -']);
  say(node.store, 1, (before) => ({ ...before, rejected: [{ tier: 'profile', value: 'Camera', ...WHO }] }), 'rejected');
  await node.pipeline.tick();
  expect(held(node)).toEqual([]);
  await node.close();
});

test('[R62] every change is in the audit, whatever becomes of the device', () => {
  const { store } = smallNode();
  say(store, 1, kiln);
  say(store, 1, (before) => before);
  say(store, 1, () => null, 'reset');
  const history = store.edits.history({ scope: 1, device: mac(1) }, 10);
  expect(history.map(({ action, actor, reason, at: when }) => [action, actor, reason, when])).toEqual([['reset', 'alice', 'test', WHO.at], ['edited', 'alice', 'test', WHO.at]]);
  expect(history.map(({ before, after }) => [before && readEdit(before).set.profile, after && readEdit(after).set.profile])).toEqual([['Kiln', null], [null, 'Kiln']]);
});

const given = (address: string) => (before: DeviceEdit): DeviceEdit => ({ ...kiln(before), address: { ip: ip(address), ...WHO } });
function sources(node: SmallNode): string[] {
  const frame = node.poll();
  if (frame.kind !== 'snapshot') throw new Error(`got ${frame.kind}`);
  return frame.entries.map((entry) => `${entry.ip_address} ${entry.mac_address ?? 'no MAC'} ${entry.profile} ${entry.source}`);
}
const HOUR = 3_600_000;

test('[R28] [R63] a device that was given its address is published though nobody ever saw it, with or without a MAC, and stays after a restart', async () => {
  await inFolder(async (dir) => {
    const node = smallNode({ dir });
    say(node.store, addressKey(ip('10.0.0.7')), given('10.0.0.7'), 'added');
    say(node.store, 8, given('10.0.0.8'), 'added');
    await node.pipeline.tick();
    const all = ['10.0.0.7 no MAC Kiln static', '10.0.0.8 02:00:00:00:00:08 Kiln static'];
    expect(sources(node)).toEqual(all);
    node.clock.now += 30 * HOUR;
    await node.pipeline.tick();
    expect(sources(node)).toEqual(all);
    await node.close();
    const again = smallNode({ dir, clock: node.clock });
    await again.pipeline.tick();
    expect(sources(again)).toEqual(all);
    say(again.store, 8, () => null, 'reset');
    await again.pipeline.tick();
    expect(sources(again)).toEqual(all.slice(0, 1));
    await again.close();
  });
});

test('[R63] DHCP or ARP of another device takes a given address for as long as the proof is good, traffic does not', async () => {
  const node = smallNode();
  say(node.store, addressKey(ip('10.0.0.7')), given('10.0.0.7'), 'added');
  await node.send([is(1, 'Camera/95', node.clock.now), at(1, '10.0.0.7', node.clock.now, 'traffic')], 'a');
  expect(sources(node)).toEqual(['10.0.0.7 no MAC Kiln static']);
  await node.send([at(1, '10.0.0.7', node.clock.now, 'arp')], 'b');
  expect(sources(node)).toEqual(['10.0.0.7 02:00:00:00:00:01 Camera arp']);
  node.clock.now += HOUR / 2;
  await node.send([at(1, '10.0.0.7', node.clock.now, 'arp')], 'c');
  node.clock.now += HOUR / 2 + 5000;
  await node.send([is(2, 'Camera/95', node.clock.now)], 'd');
  expect(sources(node)).toEqual(['10.0.0.7 02:00:00:00:00:01 Camera arp']);
  node.clock.now += HOUR / 2 + 5000;
  await node.send([is(2, 'Camera/95', node.clock.now)], 'e');
  expect(sources(node)).toEqual(['10.0.0.7 no MAC Kiln static']);
  await node.close();
});

test('[R63] a device that was given an address and shows itself there goes on being published when it falls silent', async () => {
  const node = smallNode();
  say(node.store, 8, given('10.0.0.8'), 'added');
  await node.send([is(8, 'Camera/95', node.clock.now), at(8, '10.0.0.8', node.clock.now, 'arp')], 'a');
  expect(sources(node)).toEqual(['10.0.0.8 02:00:00:00:00:08 Kiln arp']);
  for (let i = 0; i < 4; i++) {
    node.clock.now += HOUR / 2;
    await node.send([is(2, 'Camera/95', node.clock.now)], `b${i}`);
  }
  expect(sources(node)).toEqual(['10.0.0.8 02:00:00:00:00:08 Kiln arp']);
  await node.close();
});

test('[R63] [R88] devices that were given an address are not the ones that make room', async () => {
  const node = smallNode({ pipeline: { maxDevices: 6 } });
  for (let n = 1; n <= 4; n++) say(node.store, n, given(`10.0.0.${n}`), 'added');
  await node.pipeline.tick();
  for (let n = 10; n < 20; n++) await node.send([is(n, 'Camera/60', node.clock.now)], `b${n}`);
  expect(sources(node).length).toBe(4);
  expect(node.store.devices.count()).toBeLessThanOrEqual(7);
  await node.close();
});

test('[R63] [R88] with more static devices than devices.max the others keep a tenth, and a tick with nothing to evict reads nothing', async () => {
  const crowded: number[] = [], node = smallNode({ pipeline: { maxDevices: 20 }, onCrowded: (given) => { crowded.push(given); } });
  for (let n = 1; n <= 40; n++) say(node.store, n, given(`10.0.1.${n}`), 'added');
  await node.pipeline.tick();
  for (let n = 100; n < 130; n++) await node.send([is(n, 'Camera/97', node.clock.now), at(n, `10.0.2.${n}`, node.clock.now)], `b${n}`);
  expect(sources(node).filter((line) => line.startsWith('10.0.1.')).length).toBe(40);
  expect(sources(node).some((line) => line.startsWith('10.0.2.129 '))).toBe(true); // it was not evicted in the tick after it came
  expect(node.store.devices.count()).toBeLessThanOrEqual(40 + 3);
  expect(crowded).toEqual([40]); // said once
  const { idlest } = node.store.devices;
  let reads = 0;
  Object.assign(node.store.devices, { idlest: (limit: number) => { reads += 1; return idlest(limit); } });
  for (let i = 0; i < 5; i++) await node.pipeline.tick();
  expect(reads).toBe(0);
  node.metrics.render();
  expect([node.metrics.gauge('nameplate_devices_static').value, node.metrics.gauge('nameplate_devices_over_max').value > 0]).toEqual([40, true]);
  await node.close();
});

const merge = (n: number) => (before: DeviceEdit): DeviceEdit => ({ ...before, primary: { scope: 1, device: mac(n), ...WHO } });

test('[R62] interfaces of one device share the best verdict, or what people said of any; split undoes it', async () => {
  const node = smallNode(), now = node.clock.now;
  await node.send([is(1, 'Camera/95', now), at(1, '10.0.0.1', now), is(2, 'Dock/40', now), at(2, '10.0.0.2', now), at(3, '10.0.0.3', now)], 'a');
  expect(held(node)).toEqual(['default 10.0.0.1 Camera 95 -']);
  say(node.store, 2, merge(3), 'merged');
  say(node.store, 1, merge(3), 'merged');
  await node.pipeline.tick();
  expect(held(node)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => `default ${address} Camera 95 -`));
  await node.send([is(2, 'Laptop/97', now + 2000)], 'b');
  expect(held(node)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => `default ${address} Laptop 97 -`));
  say(node.store, 1, kiln);
  await node.pipeline.tick();
  expect(held(node)).toEqual(['default 10.0.0.1 Kiln 100 kiln-1', 'default 10.0.0.2 Kiln 100 -', 'default 10.0.0.3 Kiln 100 -']);
  // The latest word counts, of whichever interface it was said; what was said before a merge does not outvote its primary.
  const said = (profile: string, later: number) => (before: DeviceEdit): DeviceEdit => ({ ...before, set: { category: 'Printer', profile }, named: { ...WHO, at: WHO.at + later } });
  say(node.store, 3, said('Press', -1));
  await node.pipeline.tick();
  expect(held(node).map((line) => line.split(' ')[2])).toEqual(['Press', 'Press', 'Press']);
  say(node.store, 2, said('Plotter', 1));
  await node.pipeline.tick();
  expect(held(node).map((line) => line.split(' ')[2])).toEqual(['Plotter', 'Plotter', 'Plotter']);
  for (const n of [2, 3]) say(node.store, n, (before) => ({ ...before, set: {}, named: null }));
  say(node.store, 1, (before) => ({ ...before, primary: null }), 'split');
  await node.pipeline.tick();
  expect(held(node)).toEqual(['default 10.0.0.1 Kiln 100 kiln-1', 'default 10.0.0.2 Laptop 97 -', 'default 10.0.0.3 Laptop 97 -']);
  say(node.store, 2, () => null, 'reset');
  await node.pipeline.tick();
  expect(held(node)).toEqual(['default 10.0.0.1 Kiln 100 kiln-1', 'default 10.0.0.2 Laptop 97 -']);
  const [alone] = await node.pipeline.describe([node.store.devices.find(1, mac(3))?.id ?? 0]);
  expect(alone?.identity.profile).toBeNull();
  await node.close();
});

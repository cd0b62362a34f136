/** The device commands beside a running node: what people type is what firewalls hold with the next tick. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliDeps } from '../app.ts';
import { capture, type Captured } from '../cli/capture-output.ts';
import { hash32 } from '../features/index.ts';
import { at, is, mac, named, smallNode, type SmallNode } from './small-node.ts';
import type { Said } from './fact-rows.ts';

/** Ticks after a second: with what it stores. */
async function follow(node: SmallNode): Promise<void> {
  node.clock.now += 1000;
  await node.pipeline.tick();
}

interface Beside { readonly node: SmallNode; readonly dir: string; device(...words: string[]): Promise<Captured>; held(): string[] }

async function beside(work: (it: Beside) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-beside-')), node = smallNode({ dir });
  const held = (): string[] => {
    const frame = node.poll();
    if (frame.kind !== 'snapshot') throw new Error(`got ${frame.kind}`);
    return frame.entries.map((entry) => `${entry.ip_address} ${entry.profile ?? entry.category} ${entry.confidence}`);
  };
  try {
    await work({ node, dir, held, device: (...words) => capture(['device', ...words, '--data', dir], { deps: cliDeps() }) });
  } finally {
    await node.close();
    rmSync(dir, { recursive: true });
  }
}

test('[R62] [R75] confirm publishes a device that was not sure enough, reject withdraws it, reset leaves it to the node', async () => {
  await beside(async ({ node, device, held }) => {
    const now = node.clock.now;
    await node.send([is(1, 'Camera/60', now), named(1, 'cam', now), at(1, '10.0.0.5', now)], 'a');
    expect(held()).toEqual([]);
    expect((await device('confirm', 'cam', '--by', 'alice')).code).toBe(0);
    await follow(node);
    expect(held()).toEqual(['10.0.0.5 Camera 100']);
    await node.send([is(1, 'Printer/99', now + 1000)], 'b');
    expect(held()).toEqual(['10.0.0.5 Camera 100']);
    expect((await device('reject', '10.0.0.5', '--by', 'bob', '--reason', 'it prints')).code).toBe(0);
    await follow(node);
    expect(held()).toEqual(['10.0.0.5 Printer 99']);
    expect((await device('reject', 'cam')).code).toBe(0);
    await follow(node);
    expect(held()).toEqual([]);
    await device('reset', 'cam');
    await follow(node);
    expect(held()).toEqual(['10.0.0.5 Printer 99']);
    const history = (await device('history', 'cam', '--json')).out.trim().split('\n').map((line) => JSON.parse(line));
    expect(history.map(({ action, by }) => `${action} ${by}`).slice(2)).toEqual(['rejected bob', 'confirmed alice']);
    expect(history[2]).toMatchObject({ reason: 'it prints', changes: { confirmed: { from: { profile: 'Camera' }, to: null }, rejected: { from: null, to: ['profile Camera'] } } });
  });
});

test('[R62] show tells what a device is and who said so, also of one that was never seen, and who holds its address', async () => {
  await beside(async ({ node, device }) => {
    const now = node.clock.now;
    await node.send([named(1, 'cam', now), at(1, '10.0.0.5', now, 'arp')], 'a');
    await device('reclassify', 'cam', '--profile', 'Kiln', '--category', 'HVAC', '--new', '--by', 'alice');
    await device('edit', 'cam', '--location', 'Hall 2', '--by', 'bob');
    const shown = JSON.parse((await device('show', '02:00:00:00:00:01', '--json')).out);
    expect(shown.evidence[0]).toMatchObject({ source: 'people', value: 'category, profile set by alice' });
    expect(shown).toMatchObject({
      deviceid: '02:00:00:00:00:01', seen: true, category: 'HVAC', profile: 'Kiln', profile_type: 'OT', confidence_score: 100, confidence_level: 'high', ip_address: '10.0.0.5',
      state: 'edited', by: 'bob', location: 'Hall 2', primaryDevice: null, address_conflict: null,
    });
    expect((await device('show', 'cam')).out).toMatch(/\nprofile +Kiln\n[^]*\nlocation +Hall 2\n[^]*evidence +people category, profile set by alice\n/);
    await device('add', '--ip', '10.0.0.5', '--category', 'Printer');
    await device('add', '--ip', '10.0.0.9', '--category', 'Printer');
    expect(JSON.parse((await device('show', '10.0.0.9', '--json')).out)).toMatchObject({ deviceid: '10.0.0.9', seen: false, category: 'Printer', static_ip_address: '10.0.0.9', address_conflict: null });
    await follow(node);
    expect(JSON.parse((await device('show', '10.0.0.9', '--json')).out)).toMatchObject({ seen: true, ip_address: '10.0.0.9', mac_address: null, confidence_score: 100 });
    expect(JSON.parse((await device('show', '10.0.0.5', '--json')).out)).toMatchObject({ deviceid: '10.0.0.5', static_ip_address: '10.0.0.5', address_conflict: { deviceid: '02:00:00:00:00:01', source: 'arp' } });
  });
});

test('[R62] interfaces of one device name their primary and share its verdict', async () => {
  await beside(async ({ node, device, held }) => {
    const now = node.clock.now;
    await node.send([is(1, 'Laptop/95', now), at(1, '10.0.0.1', now), named(2, 'dock', now), at(2, '10.0.0.2', now)], 'a');
    expect((await device('merge', '02:00:00:00:00:01', 'dock')).code).toBe(0);
    await follow(node);
    expect(held()).toEqual(['10.0.0.1 Laptop 95', '10.0.0.2 Laptop 95']);
    expect(JSON.parse((await device('show', 'dock', '--json')).out)).toMatchObject({ primaryDevice: '02:00:00:00:00:01', multiInterfaces: ['02:00:00:00:00:01', '02:00:00:00:00:02'], secondaryDevicesList: [] });
    expect(JSON.parse((await device('show', '02:00:00:00:00:01', '--json')).out)).toMatchObject({ primaryDevice: null, secondaryDevicesList: ['02:00:00:00:00:02'] });
    expect((await device('split', 'dock')).code).toBe(0);
    await follow(node);
    expect(held()).toEqual(['10.0.0.1 Laptop 95']);
  });
});

test('[R63] a file of devices with static addresses is published by a running node', async () => {
  await beside(async ({ node, dir, device, held }) => {
    const path = join(dir, 'devices.csv');
    writeFileSync(path, `ip_address,mac_address,category,vendor\n${Array.from({ length: 3000 }, (_, i) => `10.1.${i >> 8}.${i & 255},,Printer,Acme`).slice(1).join('\n')}\n`);
    expect((await device('import', path)).out).toBe('2999 devices taken in, 2999 of them changed, 0 lines refused\n');
    await follow(node);
    await follow(node);
    expect(held().length).toBe(2999);
    expect(held()[0]).toBe('10.1.0.1 Printer 100');
    await device('import', path);
    const judged = node.judged.length;
    await follow(node);
    expect(node.judged.length).toBe(judged);
  });
});

/** Twenty features of one kind of device, and one of its own. */
function kindOf(n: number, kind: string, time: number): Said[] {
  const domains = Array.from({ length: 20 }, (_, i): Said => ({ mac: mac(n), time, parameter: 'dns.domain', value: `${kind}${i}.example` }));
  return [...domains, { mac: mac(n), time, parameter: 'dns.domain', value: `own${n}.example` }, { mac: mac(n), time, parameter: 'dhcp.vendor_class', value: `${kind}/50` }];
}

test('[R62] others lists devices like one, hands its label on when asked, and takes it back', async () => {
  await beside(async ({ node, device, held }) => {
    const now = node.clock.now;
    expect(hash32('dns.domain', 'a')).not.toBe(hash32('dns.domain', 'b'));
    await node.send(Array.from({ length: 12 }, (_, i) => [...kindOf(i + 1, i < 6 ? 'press' : 'oven', now), at(i + 1, `10.0.0.${i + 1}`, now)]).flat(), 'a');
    const like = (await device('others', '02:00:00:00:00:01', '--json')).out.trim().split('\n').map((line) => JSON.parse(line));
    expect(like.map(({ deviceid }) => deviceid).sort()).toEqual([2, 3, 4, 5, 6].map((n) => `02:00:00:00:00:0${n}`));
    expect(like[0].score).toBeGreaterThanOrEqual(80);
    expect(like[0].why).toMatch(/^\d+ of \d+ features; /);
    expect((await device('others', '02:00:00:00:00:01', '--apply')).err).toContain('confirm or reclassify it first');
    await device('reclassify', '02:00:00:00:00:01', '--profile', 'Press', '--category', 'HVAC', '--new');
    await device('reclassify', '02:00:00:00:00:03', '--category', 'Printer');
    await follow(node);
    const applied = JSON.parse((await device('others', '02:00:00:00:00:01', '--apply', '--least', '80', '--json', '--by', 'alice')).out);
    expect({ ...applied, labelled: applied.labelled.sort() }).toMatchObject({ profile: 'Press', category: 'HVAC', labelled: [2, 4, 5, 6].map((n) => `02:00:00:00:00:0${n}`), skipped: 1 });
    await follow(node);
    expect(held()).toEqual(['10.0.0.1 Press 100', '10.0.0.2 Press 100', '10.0.0.3 Printer 100', '10.0.0.4 Press 100', '10.0.0.5 Press 100', '10.0.0.6 Press 100']);
    expect(JSON.parse((await device('show', '02:00:00:00:00:05', '--json')).out)).toMatchObject({ likeDevice: '02:00:00:00:00:01', by: 'alice' });
    expect((await device('reset', '02:00:00:00:00:06')).code).toBe(0);
    expect((await device('others', '02:00:00:00:00:01', '--revoke')).out).toBe('3 devices are named by the node again\n');
    await follow(node);
    expect(held()).toEqual(['10.0.0.1 Press 100', '10.0.0.3 Printer 100']);
  });
});

/** The instance tier through the pipeline: facts in, reports out, over restarts and within one tenant. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Said } from '../journeys/fact-rows.ts';
import { at, mac, named, smallNode, type SmallNode } from '../journeys/small-node.ts';
import type { InstanceTier } from '../model/index.ts';

const HOUR = 3_600_000, SOMEWHERE = { tenant: 'default', site: 'south', segment: 'default' } as const;

/** What a phone does: enough to be known again by. */
function habits(n: number, time: number, from = 0): Said[] { return Array.from({ length: 12 }, (_, i): Said => ({ mac: mac(n), time, parameter: 'dns.query', value: `api${'abcdefghijklmnopqrstuvwxyz'[from + i] ?? ''}.example.org` })); }
async function tierOf(node: SmallNode, n: number, scope = 1): Promise<InstanceTier | undefined> {
  const row = node.store.devices.find(scope, mac(n)), [found] = row === undefined ? [] : await node.pipeline.describe([row.id]);
  return found?.identity.tiers.instance;
}

test('[R50] a random MAC that replaces another is the same unit: by its first MAC, with the confidence, also after a restart', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-instances-'));
  const node = smallNode({ dir }), { clock } = node;
  await node.send([named(1, 'Annas-iPhone', clock.now), at(1, '10.0.0.5', clock.now), ...habits(1, clock.now)], 'a');
  expect(await tierOf(node, 1)).toEqual({ value: null, confidence: 0, reason: 'not sure: a random MAC and nothing of one unit' });
  clock.now += HOUR;
  await node.send([named(2, 'Annas-iPhone', clock.now), at(2, '10.0.0.9', clock.now), ...habits(2, clock.now)], 'b');
  const same = { value: '02:00:00:00:00:01', confidence: 80, reason: 'a random MAC replaced another: same name, alike in what they do' };
  expect([await tierOf(node, 2), await tierOf(node, 1)]).toEqual([same, same]);
  await node.close();
  const again = smallNode({ dir, clock });
  expect(await tierOf(again, 2)).toEqual(same);
  await again.close();
  rmSync(dir, { recursive: true });
});

test('[R50] both there at one time, another behaviour, a name of many: not sure, or a unit of its own', async () => {
  const node = smallNode(), { clock } = node;
  await node.send([named(1, 'Annas-iPhone', clock.now), ...habits(1, clock.now)], 'a');
  clock.now += HOUR;
  await node.send([named(1, 'Annas-iPhone', clock.now), named(2, 'Annas-iPhone', clock.now - HOUR / 2), ...habits(2, clock.now)], 'b');
  expect(await tierOf(node, 2)).toEqual({ value: null, confidence: 50, reason: 'not sure: same name at the same time' });
  clock.now += HOUR;
  await node.send([named(3, 'Annas-iPhone', clock.now), ...habits(3, clock.now, 13)], 'c');
  expect((await tierOf(node, 3))?.value).toBeNull();
  const many = Array.from({ length: 5 }, (_, i) => i + 10);
  await node.send(many.flatMap((n): Said[] => [{ mac: mac(n), time: clock.now, parameter: 'wsd.endpoint', value: 'urn:uuid:4e500000-aaaa-4bbb-8ccc-024e50001101' }]), 'd');
  for (const n of many) expect(await tierOf(node, n)).toEqual({ value: null, confidence: 0, reason: 'not sure: a random MAC and nothing of one unit' });
  await node.close();
});

test('[R50] a unit roams between sites of its tenant, and is never met in another tenant', async () => {
  const node = smallNode(), { clock } = node, serial = (n: number): Said => ({ mac: mac(n), time: clock.now, parameter: 'lldp.serial', value: 'NP0004711' });
  await node.send([serial(1)], 'a');
  clock.now += HOUR;
  await node.send([serial(2)], 'b', SOMEWHERE);
  await node.send([serial(3)], 'c', { ...SOMEWHERE, tenant: 'other' });
  expect(await tierOf(node, 2, node.store.scopes.idOf(SOMEWHERE))).toMatchObject({ value: '02:00:00:00:00:01', confidence: 95 });
  expect(await tierOf(node, 3, node.store.scopes.idOf({ ...SOMEWHERE, tenant: 'other' }))).toMatchObject({ value: '02:00:00:00:00:03', confidence: 90 });
  await node.close();
});

test('keys of one device and devices of one key are bounded, and go with their device', async () => {
  const node = smallNode(), { clock } = node;
  await node.send(Array.from({ length: 100 }, (_, i): Said => ({ mac: mac(1), time: clock.now, parameter: 'lldp.serial', value: `NP${i}00471` })), 'a');
  await node.send(Array.from({ length: 100 }, (_, i): Said => ({ mac: mac(i + 2), time: clock.now, parameter: 'lldp.serial', value: 'NP77777A' })), 'b');
  const first = node.store.devices.find(1, mac(1))?.id ?? 0, common = node.store.instances.of(node.store.devices.find(1, mac(2))?.id ?? 0)[0]?.hash ?? 0;
  expect([node.store.instances.of(first).length, node.store.instances.holders(common).length]).toEqual([16, 32]);
  node.store.instances.remove(first);
  expect(node.store.instances.of(first)).toEqual([]);
  await node.close();
});

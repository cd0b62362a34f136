/** What the straight line keeps when something fails under it: a full disk, a damaged store, a kill, a clock set back, a listener that throws, a full table. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EdgeError, type PlacedMapping } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';
import { FactRows } from '../journeys/fact-rows.ts';
import { at, ip, is, mac, named, settle, smallNode, type SmallNode } from '../journeys/small-node.ts';

const HOUR = 3_600_000;

function entriesOf(frame: PollFrame): readonly PlacedMapping[] {
  if (frame.kind !== 'snapshot') throw new Error(`got ${frame.kind}`);
  return frame.entries;
}
const held = (node: SmallNode): string[] => entriesOf(node.poll()).map((e) => `${e.ip_address} ${e.profile} ${e.confidence}`);
const folder = (): string => mkdtempSync(join(tmpdir(), 'nameplate-pipeline-'));

const SCOPE = { tenant: 'default', site: 'default', segment: 'default' };
/** Keeps the source alive, whether or not its uploads can be committed: a device without an address says something twice a minute. */
async function talk(node: SmallNode, minutes: number): Promise<void> {
  for (let i = 0; i < minutes * 2; i++) {
    node.clock.now += 30_000;
    node.pipeline.offer({ scope: SCOPE, firewall: 'fw-2', batchId: `talk-${crypto.randomUUID()}`, rows: new FactRows([named(999, 'chatter', node.clock.now)]) }).catch(() => undefined);
    await settle();
    await node.pipeline.tick();
  }
}

test('[R75] an expiry whose commit failed is not forgotten: a device that spoke meanwhile still ends an idle hour later', async () => {
  const node = smallNode();
  await node.send([is(1, 'Camera/97', node.clock.now), at(1, '10.0.0.5', node.clock.now)], 'a');
  await talk(node, 59);
  const commit = node.store.commitTick;
  node.store.commitTick = () => { throw new EdgeError('disk_full', 'the disk under the data folder is full'); };
  await talk(node, 2);
  expect(node.troubles.length).toBeGreaterThan(0);
  node.store.commitTick = commit;
  await node.send([is(1, 'Camera/97', node.clock.now)], 'b');
  expect(held(node)).toHaveLength(1);
  await talk(node, 62);
  expect(held(node)).toEqual([]);
  await node.close();
});

test('a clock set back stops no acknowledgement', async () => {
  const node = smallNode();
  await node.send([is(1, 'Camera/97', node.clock.now), at(1, '10.0.0.5', node.clock.now)], 'a');
  node.clock.now -= HOUR;
  await node.send([is(2, 'Printer/97', node.clock.now)], 'b');
  await node.send([at(2, '10.0.0.6', node.clock.now)], 'c');
  expect(held(node)).toHaveLength(2);
  expect(node.store.batches.totals().batches).toBe(3);
  await node.close();
});

test('activity survives a node that is not stopped in order', async () => {
  const dir = folder();
  const node = smallNode({ dir });
  const t = node.clock.now;
  await node.send([is(1, 'Camera/97', t), at(1, '10.0.0.5', t)], 'a');
  for (let i = 0; i < 200; i++) await node.send([named(1, 'cam', node.clock.now)], `n${i}`);
  const last = node.clock.now - 1000;
  node.store.close(); // as SIGKILL leaves it
  const again = smallNode({ dir, clock: node.clock });
  expect(again.store.devices.find(1, mac(1))).toMatchObject({ lastActivity: last, firstSeen: t, ip: ip('10.0.0.5'), hostname: 'cam' });
  await again.close();
  rmSync(dir, { recursive: true });
});

test('[R79] what is published survives a node that is not stopped in order, whether an address had its turn in the table or waits in the journal', async () => {
  const dir = folder(), pipeline = { maxDevices: 2000 };
  const node = smallNode({ dir, pipeline });
  const address = (n: number): string => `10.0.${n % 100}.${1 + Math.floor(n / 100)}`;
  await node.send(Array.from({ length: 1000 }, (_, n) => [is(n, 'Camera/97', node.clock.now), at(n, address(n), node.clock.now)]).flat(), 'a');
  for (let i = 0; i < 70; i++) await node.send([named(i * 3, `cam-${i}`, node.clock.now), at(i * 5, `10.1.${i}.1`, node.clock.now)], `n${i}`);
  const before = entriesOf(node.poll()), { revision } = node.store.tenants.list()[0] ?? {};
  expect([before.length, revision]).toEqual([1000, 71]);
  node.store.close(); // as SIGKILL leaves it
  const again = smallNode({ dir, clock: node.clock, pipeline });
  expect(entriesOf(again.poll())).toEqual(before);
  await again.close();
  const third = smallNode({ dir, clock: node.clock, pipeline });
  expect(entriesOf(third.poll())).toEqual(before);
  await third.close();
  rmSync(dir, { recursive: true });
});

test('[R75] a clock set back leaves nobody published for longer, in a running node and over a restart', async () => {
  const dir = folder();
  const node = smallNode({ dir });
  const { clock } = node;
  await node.send([is(1, 'Camera/97', clock.now), at(1, '10.0.0.5', clock.now)], 'a');
  clock.now -= 10 * HOUR;
  await talk(node, 58);
  expect(held(node)).toHaveLength(1);
  await talk(node, 4);
  expect(held(node)).toEqual([]);
  await node.send([is(1, 'Camera/97', clock.now)], 'b');
  await node.close();
  clock.now -= 10 * HOUR;
  const again = smallNode({ dir, clock });
  await talk(again, 58);
  expect(held(again)).toHaveLength(1);
  await talk(again, 4);
  expect(held(again)).toEqual([]);
  await again.close();
  rmSync(dir, { recursive: true });
});

test('a kill takes back nothing of a device that was journalled in a burst and then written alone (law 2)', async () => {
  const dir = folder();
  const node = smallNode({ dir });
  const crowd = Array.from({ length: 600 }, (_, i) => i);
  await node.send(crowd.map((i) => is(i, 'Camera/50', node.clock.now)), 'a');
  await node.send(crowd.map((i) => named(i, `h-${i}`, node.clock.now)), 'b');
  const t = node.clock.now;
  await node.send([is(300, 'Camera/97', t), at(300, '10.0.0.5', t), named(300, 'newest', t)], 'c');
  const twin = node.store.devices.find(1, mac(300)), evidence = node.store.devices.evidence(twin?.id ?? 0);
  node.store.close(); // as SIGKILL leaves it
  const again = smallNode({ dir, clock: node.clock });
  expect(again.store.devices.find(1, mac(300))).toEqual(twin);
  expect(again.store.devices.find(1, mac(300))).toMatchObject({ confidence: 97, hostname: 'newest', ip: ip('10.0.0.5') });
  expect(again.store.devices.evidence(twin?.id ?? 0)).toEqual(evidence);
  expect(again.store.devices.find(1, mac(301))).toMatchObject({ confidence: 50, hostname: 'h-301' });
  await again.close();
  rmSync(dir, { recursive: true });
});

test('[R7] a full disk: who waits is told, nothing is acknowledged or published, no batch id is used up, and all of it comes through once there is room', async () => {
  const dir = folder();
  const node = smallNode({ dir, maxBytes: 4096 * 60 });
  const t = node.clock.now;
  const scope = { tenant: 'default', site: 'default', segment: 'default' };
  const offers: Promise<unknown>[] = [];
  let sent = 0, again: () => Promise<unknown> = () => Promise.resolve();
  while (node.troubles.length === 0 && sent < 50) {
    const said = Array.from({ length: 200 }, (_, i) => [is(sent * 200 + i, 'Camera/97', t), at(sent * 200 + i, `10.0.${sent}.${i + 1}`, t)]).flat();
    const send = (): Promise<unknown> => node.pipeline.offer({ scope, firewall: 'fw-1', batchId: `b${sent - 1}`, rows: new FactRows(said) });
    sent += 1;
    const offer = send();
    offer.catch(() => undefined);
    offers.push(offer);
    again = send;
    await settle();
    node.clock.now += 1000;
    await node.pipeline.tick();
  }
  expect(node.troubles[0]).toMatchObject({ code: 'disk_full' });
  expect(node.pipeline.trouble).toBe(node.troubles[0]);
  const published = entriesOf(node.poll()).length;
  expect(published).toBe((sent - 1) * 200);
  expect(node.store.batches.totals().batches).toBe(sent - 1);
  expect(await Promise.allSettled(offers)).toEqual(offers.map((_, n) => expect.objectContaining(n < sent - 1 ? { status: 'fulfilled' } : { status: 'rejected', reason: expect.objectContaining({ code: 'disk_full' }) })));
  await node.pipeline.tick(); // nobody waits, and there still is no room
  expect(node.pipeline.trouble).toMatchObject({ code: 'disk_full' });
  node.store.setMaxBytes(1 << 30);
  const receipt = again();
  await settle();
  await node.pipeline.tick();
  expect(await receipt).toMatchObject({ records: 400, repeated: false });
  expect(node.pipeline.trouble).toBeNull();
  expect(entriesOf(node.poll())).toHaveLength(sent * 200);
  expect(node.store.batches.totals()).toEqual({ batches: sent, records: sent * 400 });
  await node.close();
  rmSync(dir, { recursive: true });
});

test('a store that turns out damaged refuses who waits, acknowledges nothing and publishes nothing', async () => {
  const node = smallNode();
  const t = node.clock.now;
  const commit = node.store.commitTick;
  node.store.commitTick = () => { throw new EdgeError('corrupt_store', 'the database in the data folder is damaged'); };
  const receipt = node.pipeline.offer({ scope: { tenant: 'default', site: 'default', segment: 'default' }, firewall: 'fw-1', batchId: 'a', rows: new FactRows([is(1, 'Camera/97', t), at(1, '10.0.0.5', t)]) });
  const outcome = receipt.catch((error: unknown) => error);
  await settle();
  await node.pipeline.tick();
  expect(await outcome).toMatchObject({ code: 'corrupt_store' });
  expect(held(node)).toEqual([]);
  node.store.commitTick = commit;
  await node.close();
});

test('a killed node has every row and all evidence of its unkilled twin, bursts, single changes and turns of slices mixed (law 2)', async () => {
  const dir = folder();
  const killed = smallNode({ dir }), twin = smallNode();
  const crowd = Array.from({ length: 600 }, (_, i) => i);
  // 62 ticks: the slices of these devices have their turn in the last three, after bursts that are still in the journal.
  for (let tick = 1; tick <= 62; tick++) {
    for (const node of [killed, twin]) {
      const who = tick % 14 === 1 ? crowd : [tick, tick + 100, (tick * 37) % 600];
      await node.send(who.map((i) => named(i, `h-${i}-${tick}`, node.clock.now)), `b${tick}`);
    }
  }
  killed.store.close(); // as SIGKILL leaves it
  await twin.pipeline.stop();
  const again = smallNode({ dir, clock: killed.clock });
  expect(again.store.devices.count()).toBe(600);
  const rows = (node: SmallNode) => crowd.map((i) => {
    const row = node.store.devices.find(1, mac(i));
    return [row, node.store.devices.evidence(row?.id ?? 0)];
  });
  expect(rows(again)).toEqual(rows(twin));
  twin.store.close();
  await again.close();
  rmSync(dir, { recursive: true });
});

test('the store names the new model only when all its verdicts are committed', async () => {
  const dir = folder();
  const node = smallNode({ dir });
  await node.send([1, 2, 3].map((n) => is(n, 'Camera/97', node.clock.now)), 'a');
  await node.close();
  const again = smallNode({ dir, clock: node.clock, modelVersion: 'plain-2' });
  const commit = again.store.commitTick;
  again.store.commitTick = () => { throw new EdgeError('disk_full', 'the disk under the data folder is full'); };
  for (let i = 0; i < 4; i++) { again.clock.now += 1000; await again.pipeline.tick(); }
  expect(again.troubles.length).toBeGreaterThan(0);
  expect(again.store.meta.get('model')).toBe('plain-1');
  again.store.commitTick = commit;
  again.clock.now += 1000;
  await again.pipeline.tick();
  expect(again.store.meta.get('model')).toBe('plain-2');
  await again.close();
  rmSync(dir, { recursive: true });
});

test('whoever is told of a commit and throws takes nothing back: the upload is answered and the next ticks commit', async () => {
  const node = smallNode();
  const published = node.pipeline.feed.published.bind(node.pipeline.feed);
  node.pipeline.feed.published = () => { throw new Error('once'); };
  await node.send([is(1, 'Camera/97', node.clock.now), at(1, '10.0.0.5', node.clock.now)], 'a');
  expect(node.troubles).toHaveLength(1);
  node.pipeline.feed.published = published;
  await node.send([is(2, 'Printer/97', node.clock.now), at(2, '10.0.0.6', node.clock.now)], 'b');
  expect(node.troubles).toHaveLength(1);
  expect(node.pipeline.trouble).toBeNull();
  expect(held(node)).toHaveLength(2);
  expect(node.store.batches.totals().batches).toBe(2);
  await node.close();
});

test('[R75] a device refused for a full table is published when there is room, although it says nothing new', async () => {
  const node = smallNode({ pipeline: { maxEntries: 2, memoryDevices: 1, memoryEvidence: 1 } });
  const t = node.clock.now;
  await node.send([1, 2, 3, 4].flatMap((n) => [is(n, 'Camera/97', t), at(n, `10.0.0.${n}`, t)]), 'a');
  expect(held(node)).toEqual(['10.0.0.1 Camera 97', '10.0.0.2 Camera 97']);
  await node.send([is(1, 'Camera/50', node.clock.now)], 'b');
  await talk(node, 1);
  expect(held(node)).toEqual(['10.0.0.2 Camera 97', '10.0.0.3 Camera 97']);
  await node.send([is(2, 'Camera/50', node.clock.now)], 'c');
  await talk(node, 1);
  expect(held(node)).toEqual(['10.0.0.3 Camera 97', '10.0.0.4 Camera 97']);
  await node.close();
});

test('[R74] a lowered limit takes entries out, firewalls hear of it, and they come back when there is room', async () => {
  const dir = folder();
  const wide = smallNode({ dir, epoch: '00000000000000aa' });
  const t = wide.clock.now;
  for (let n = 1; n <= 4; n++) await wide.send([is(n, 'Camera/97', t), at(n, `10.0.0.${n}`, t)], `a${n}`);
  const before = wide.poll();
  await wide.close();
  const narrow = smallNode({ dir, clock: wide.clock, pipeline: { maxEntries: 2 } });
  await narrow.pipeline.tick();
  expect(narrow.poll(before.cursor)).toMatchObject({ kind: 'delta', remove: [{ ip_address: '10.0.0.1' }, { ip_address: '10.0.0.2' }] });
  expect(held(narrow)).toEqual(['10.0.0.3 Camera 97', '10.0.0.4 Camera 97']);
  await narrow.send([is(3, 'Camera/50', narrow.clock.now)], 'b');
  await talk(narrow, 1);
  expect(held(narrow)).toHaveLength(2);
  await narrow.close();
  rmSync(dir, { recursive: true });
});

test('beyond the bound of uploads that wait, a further one is refused as overloaded', async () => {
  const node = smallNode({ pipeline: { maxPending: 3 } });
  const scope = { tenant: 'default', site: 'default', segment: 'default' };
  const waiting = [1, 2, 3].map((n) => node.pipeline.offer({ scope, firewall: 'fw-1', batchId: `${n}`, rows: new FactRows([]) }));
  expect(node.pipeline.offer({ scope, firewall: 'fw-1', batchId: '4', rows: new FactRows([]) })).rejects.toMatchObject({ code: 'overloaded' });
  await settle();
  await node.pipeline.tick();
  await Promise.all(waiting);
  await node.close();
});

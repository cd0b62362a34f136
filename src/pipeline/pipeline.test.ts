/** The straight line: fold, tick, commit, publish, acknowledge; and what a restart or a repeated batch leaves. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, EdgeError, type PlacedMapping } from '../model/index.ts';
import type { PollFrame } from '../wire/index.ts';
import { FactRows } from '../journeys/fact-rows.ts';
import { at, is, mac, named, settle, smallNode, type SmallNode } from '../journeys/small-node.ts';

const HOUR = 3_600_000;

function entriesOf(frame: PollFrame): readonly PlacedMapping[] {
  if (frame.kind !== 'snapshot') throw new Error(`got ${frame.kind}`);
  return frame.entries;
}
const held = (node: SmallNode): string[] => entriesOf(node.poll()).map((e) => `${e.ip_address} ${e.profile} ${e.confidence}`);
const folder = (): string => mkdtempSync(join(tmpdir(), 'nameplate-pipeline-'));

/** Keeps the source alive: a device without a name or an address says something now and then. Waits for no commit: some of them fail. */
async function talk(node: SmallNode, minutes: number, everyMs = 30_000): Promise<void> {
  for (let left = minutes * 60_000; left > 0; left -= everyMs) {
    node.clock.now += everyMs;
    const rows = new FactRows([named(999, 'chatter', node.clock.now)]);
    void node.pipeline.offer({ scope: { tenant: 'default', site: 'default', segment: 'default' }, firewall: 'fw-1', batchId: `talk-${node.clock.now}`, rows });
    await settle();
    await node.pipeline.tick();
  }
}

test('[R73] a mapping carries the twelve fields and its provenance, unknown as null', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), named(1, 'cam-1', now), at(1, '10.0.0.5', now)], 'a');
  const [entry] = entriesOf(node.poll());
  expect(entry).toEqual({
    site: 'default', segment: 'default', ip_address: '10.0.0.5', mac_address: '02:00:00:00:00:01', hostname: 'cam-1', device_type: 'IoT', category: 'Cameras',
    profile: 'Camera', vendor: 'Acme', model: null, os_family: null, os_version: null, risk_score: null, risk_level: null,
    confidence: 97, source: 'dhcp-ack', identified_at: '2026-01-02T12:00:01.000Z',
  });
  await node.close();
});

test('[R72] records of IPv6 and datagrams that stayed in pieces are counted', async () => {
  const node = smallNode(), rows = Object.assign(new FactRows([named(1, 'a', node.clock.now), named(2, 'b', node.clock.now), named(3, 'c', node.clock.now)]), { flags: (row?: number) => (row === 1 ? 0 : 1), unfinished: 4 });
  const receipt = node.pipeline.offer({ scope: { tenant: 'default', site: 'default', segment: 'default' }, firewall: 'fw-1', batchId: 'six', rows });
  await settle();
  await node.pipeline.tick();
  await receipt;
  expect(node.metrics.render()).toContain('nameplate_ipv6_records_total 2\n');
  expect(node.metrics.render()).toContain('nameplate_unfinished_datagrams_total 4\n');
  await node.close();
});

test('[R74] a poll answers with what changed since the cursor, and is idle when nothing did', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  const first = node.poll();
  expect(node.poll(first.cursor)).toMatchObject({ kind: 'idle', at: 1, digest: first.digest, cursor: first.cursor });
  await node.send([is(2, 'Printer/95', now), at(2, '10.0.0.6', now)], 'b');
  expect(node.poll(first.cursor)).toMatchObject({ kind: 'delta', from: 1, to: 2, more: false, remove: [], upsert: [{ ip_address: '10.0.0.6', profile: 'Printer' }] });
  await node.close();
});

test('[R75] published from confidence 90 on, and withdrawn when it falls below', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/89', now), at(1, '10.0.0.5', now)], 'a');
  expect(held(node)).toEqual([]);
  await node.send([is(1, 'Camera/90', now)], 'b');
  const cursor = node.poll().cursor;
  expect(held(node)).toEqual(['10.0.0.5 Camera 90']);
  await node.send([is(1, 'Camera/88', now)], 'c');
  expect(node.poll(cursor)).toMatchObject({ kind: 'delta', upsert: [], remove: [{ site: 'default', segment: 'default', ip_address: '10.0.0.5' }] });
  await node.close();
});

test('[R75] withdrawn after an hour without activity, back with the first sign of it', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  await talk(node, 59);
  expect(held(node)).toHaveLength(1);
  await talk(node, 2);
  expect(held(node)).toEqual([]);
  await node.send([named(1, 'cam-1', node.clock.now)], 'b');
  expect(held(node)).toEqual(['10.0.0.5 Camera 97']);
  await node.close();
});

test('[R75] another lowest confidence counts from the next start on, for what is published and for what was not', async () => {
  const dir = folder();
  const node = smallNode({ dir });
  const { clock } = node;
  await node.send([is(1, 'Camera/92', clock.now), at(1, '10.0.0.5', clock.now), is(2, 'Printer/97', clock.now), at(2, '10.0.0.6', clock.now)], 'a');
  await node.close();
  const strict = smallNode({ dir, clock, pipeline: { rule: { minConfidence: 95, activeMs: HOUR } } });
  await strict.send([at(1, '10.0.0.5', clock.now)], 'b');
  expect(held(strict)).toEqual(['10.0.0.6 Printer 97']);
  await strict.close();
  const mild = smallNode({ dir, clock });
  await mild.send([at(1, '10.0.0.5', clock.now)], 'c');
  expect(held(mild)).toEqual(['10.0.0.5 Camera 92', '10.0.0.6 Printer 97']);
  await mild.close();
  rmSync(dir, { recursive: true });
});

test('[R79] a source that goes quiet takes nothing away; when it is back, the idle clock goes on', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  node.clock.now += 5 * HOUR;
  await node.pipeline.tick();
  expect(held(node)).toHaveLength(1);
  await talk(node, 58);
  expect(held(node)).toHaveLength(1);
  await talk(node, 4);
  expect(held(node)).toEqual([]);
  await node.close();
});

test('[R79] polls, failed uploads and records nobody can read are no sign of life: a broken path of the logs takes nothing away', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  for (let i = 0; i < 300; i++) {
    node.clock.now += 29_000;
    node.poll(node.poll().cursor);
    await node.send(i % 2 === 0 ? ['reject', 'reject'] : [], `broken-${i}`);
  }
  expect(held(node)).toHaveLength(1);
  await node.close();
});

test('[R75] a source heard every two minutes renews nobody', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  await talk(node, 116, 120_000);
  expect(held(node)).toHaveLength(1);
  await talk(node, 6, 120_000);
  expect(held(node)).toEqual([]);
  await node.close();
});

test('[R76] whatever kind of device it is', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Windows PC/95', now), at(1, '10.0.0.5', now)], 'a');
  expect(held(node)).toEqual(['10.0.0.5 Windows PC 95']);
  await node.close();
});

test('[R68] two addresses for one MAC: the one with the latest activity, the other is withdrawn', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  const cursor = node.poll().cursor;
  await node.send([at(1, '10.0.0.9', now + 500)], 'b');
  expect(node.poll(cursor)).toMatchObject({ kind: 'delta', upsert: [{ ip_address: '10.0.0.9' }], remove: [{ ip_address: '10.0.0.5' }] });
  await node.send([at(1, '10.0.0.5', now + 100)], 'late');
  expect(held(node)).toEqual(['10.0.0.9 Camera 97']);
  await node.close();
});

test('[R68] who only asks for an address gets nothing: its holder stays published, and an ACK settles it', async () => {
  const node = smallNode();
  await node.send([is(1, 'Camera/97', node.clock.now), at(1, '10.0.0.5', node.clock.now)], 'a');
  const cursor = node.poll().cursor;
  await node.send([is(2, 'Laptop/97', node.clock.now), at(2, '10.0.0.5', node.clock.now, 'dhcp-request')], 'asks');
  await node.send([at(2, '0.0.0.0', node.clock.now, 'dhcp-request')], 'refused');
  expect(node.poll(cursor).kind).toBe('idle');
  await node.send([at(2, '10.0.0.6', node.clock.now, 'dhcp-request')], 'asks for a free one');
  expect(held(node)).toEqual(['10.0.0.5 Camera 97', '10.0.0.6 Laptop 97']);
  await node.send([at(2, '0.0.0.0', node.clock.now, 'dhcp-request')], 'refused again');
  expect(held(node)).toEqual(['10.0.0.5 Camera 97']);
  await node.send([at(2, '10.0.0.5', node.clock.now)], 'has it');
  expect(held(node)).toEqual(['10.0.0.5 Laptop 97']);
  await node.close();
});

test('an address that moves to another MAC takes nothing with it (law 3)', async () => {
  const node = smallNode();
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), at(1, '10.0.0.5', now)], 'a');
  await node.send([at(2, '10.0.0.5', now + 500)], 'b');
  expect(held(node)).toEqual([]);
  await node.send([is(2, 'Printer/92', now + 900)], 'c');
  expect(entriesOf(node.poll())).toMatchObject([{ ip_address: '10.0.0.5', mac_address: '02:00:00:00:00:02', profile: 'Printer' }]);
  await node.close();
});

test('a repeated batch id is a no-op answered the same: in flight, committed, and after a restart', async () => {
  const dir = folder();
  const node = smallNode({ dir });
  const now = node.clock.now;
  const batch = { scope: { tenant: 'default', site: 'default', segment: 'default' }, firewall: 'fw-1', batchId: 'a', rows: new FactRows([is(1, 'Camera/97', now), 'reject', at(1, '10.0.0.5', now)]) };
  const first = node.pipeline.offer(batch), second = node.pipeline.offer(batch);
  await settle();
  await node.pipeline.tick();
  expect(await first).toEqual({ records: 2, rejects: 1, revision: 1, repeated: false });
  expect(await second).toEqual({ records: 2, rejects: 1, revision: 1, repeated: true });
  expect(await node.pipeline.offer(batch)).toEqual({ records: 2, rejects: 1, revision: 1, repeated: true });
  await node.close();
  const again = smallNode({ dir });
  expect(await again.pipeline.offer(batch)).toEqual({ records: 2, rejects: 1, revision: 1, repeated: true });
  expect(again.store.batches.totals()).toEqual({ batches: 1, records: 2 });
  expect(again.pipeline.receiptOf(batch.scope, 'fw-2', 'a')).toBeUndefined();
  await again.close();
  rmSync(dir, { recursive: true });
});

test('an upload in many parts is one for the books, and one that breaks off is none', async () => {
  const node = smallNode();
  const now = node.clock.now;
  const scope = { tenant: 'default', site: 'default', segment: 'default' };
  async function* parts(fail: boolean) {
    yield new FactRows([is(1, 'Camera/97', now)]);
    await Promise.resolve();
    if (fail) throw new EdgeError('bad_request', 'the connection broke off');
    yield new FactRows([at(1, '10.0.0.5', now)]);
  }
  const broken = node.pipeline.offer({ scope, firewall: 'fw-1', batchId: 'a', rows: parts(true) });
  expect(broken).rejects.toThrow('the connection broke off');
  await settle();
  await node.pipeline.tick();
  expect(node.store.batches.totals()).toEqual({ batches: 0, records: 0 });
  const whole = node.pipeline.offer({ scope, firewall: 'fw-1', batchId: 'a', rows: parts(false) });
  await settle();
  node.clock.now += 1000;
  await node.pipeline.tick();
  expect(await whole).toMatchObject({ records: 2, rejects: 0, repeated: false });
  expect(held(node)).toEqual(['10.0.0.5 Camera 97']);
  await node.close();
});

test('[R79] a restart resumes: an up-to-date firewall is idle, one behind gets a delta, the digest is the same', async () => {
  const dir = folder();
  const node = smallNode({ dir });
  const now = node.clock.now;
  await node.send([is(1, 'Camera/97', now), named(1, 'cam', now), at(1, '10.0.0.5', now)], 'a');
  const behind = node.poll();
  await node.send([is(2, 'Printer/95', now), at(2, '10.0.0.6', now)], 'b');
  await node.send([at(1, '10.0.0.7', now + 999)], 'c');
  const current = node.poll();
  await node.close();

  const again = smallNode({ dir, clock: node.clock });
  await again.pipeline.tick();
  expect(again.poll(current.cursor)).toMatchObject({ kind: 'idle', digest: current.digest });
  expect(again.poll(behind.cursor)).toMatchObject({ kind: 'delta', upsert: [{ ip_address: '10.0.0.6' }, { ip_address: '10.0.0.7' }], remove: [{ ip_address: '10.0.0.5' }] });
  expect(digestOf(entriesOf(again.poll()))).toBe(current.digest);
  // What was learnt before the restart still counts.
  await again.send([at(3, '10.0.0.7', now + 5000)], 'd');
  expect(held(again)).toEqual(['10.0.0.6 Printer 95']);
  await again.send([at(1, '10.0.0.8', now + 6000)], 'e');
  expect(held(again)).toEqual(['10.0.0.6 Printer 95', '10.0.0.8 Camera 97']);
  await again.close();
  rmSync(dir, { recursive: true });
});

test('a tenant or site never sees another one’s mappings; a scoped firewall gets the digest of what it sees', async () => {
  const node = smallNode();
  const t = node.clock.now;
  const scope = (tenant: string, site: string, segment = 'default') => ({ tenant, site, segment });
  await node.send([is(1, 'Camera/97', t), at(1, '10.0.0.5', t)], 'a', scope('red', 'north'));
  await node.send([is(1, 'Printer/97', t), at(1, '10.0.0.5', t)], 'b', scope('red', 'south'));
  await node.send([is(1, 'Switch/97', t), at(1, '10.0.0.5', t)], 'c', scope('blue', 'north'));
  await node.send([is(2, 'Phone/97', t), at(2, '10.0.0.5', t)], 'd', scope('red', 'north', 'guests'));
  const of = (tenant: string, sites?: readonly string[]) => entriesOf(node.poll(undefined, { tenant, ...(sites && { sites }) })).map((e) => `${e.site}/${e.segment} ${e.profile}`);
  expect(of('red')).toEqual(['north/default Camera', 'north/guests Phone', 'south/default Printer']);
  expect(of('red', ['south'])).toEqual(['south/default Printer']);
  expect(of('red', [])).toEqual([]);
  expect(of('blue')).toEqual(['north/default Switch']);
  expect(of('green')).toEqual([]);
  const south = node.poll(undefined, { tenant: 'red', sites: ['south'] });
  expect(digestOf(entriesOf(south))).toBe(south.digest);
  // A cursor of one tenant or view means nothing to another.
  expect(node.poll(south.cursor, { tenant: 'blue' })).toMatchObject({ kind: 'snapshot', reason: 'epoch' });
  expect(node.poll(south.cursor, { tenant: 'red' })).toMatchObject({ kind: 'snapshot', reason: 'view' });
  // A change elsewhere moves the position on and nothing else.
  await node.send([is(3, 'Camera/97', t), at(3, '10.0.0.6', t)], 'e', scope('red', 'north'));
  expect(node.poll(south.cursor, { tenant: 'red', sites: ['south'] })).toMatchObject({ kind: 'idle', digest: south.digest });
  await node.close();
});

test('a full device table drops the ones idle for longest, counted, with their mappings', async () => {
  const node = smallNode({ pipeline: { maxDevices: 100, memoryEvidence: 10 } });
  const t = node.clock.now;
  for (let i = 0; i < 110; i++) await node.send([is(i, 'Camera/97', t + i * 1000), at(i, `10.0.0.${i + 1}`, t + i * 1000)], `b${i}`);
  node.clock.now += 1000;
  await node.pipeline.tick();
  expect(node.metrics.counter('nameplate_devices_evicted_total').value).toBeGreaterThanOrEqual(10);
  const left = entriesOf(node.poll()).map((e) => e.ip_address);
  expect(left).not.toContain('10.0.0.1');
  expect(left).toContain('10.0.0.110');
  expect(left.length).toBeLessThanOrEqual(100);
  expect(node.store.devices.count()).toBe(left.length);
  await node.close();
});

test('evidence that left memory comes back when the device speaks again', async () => {
  const node = smallNode({ pipeline: { memoryEvidence: 5, memoryDevices: 5 } });
  const t = node.clock.now;
  for (let i = 0; i < 50; i++) await node.send([is(i, `Camera/${i % 2 ? 97 : 50}`, t), named(i, `cam-${i}`, t), at(i, `10.0.0.${i + 1}`, t)], `b${i}`);
  expect(held(node)).toHaveLength(25);
  for (let i = 0; i < 50; i++) await node.send([named(i, `new-${i}`, t + 5000)], `c${i}`);
  expect(entriesOf(node.poll()).map((e) => e.hostname).filter((name) => name?.startsWith('new-'))).toHaveLength(25);
  expect(node.store.devices.count()).toBe(50);
  await node.close();
});

test('one call of the identifier a tick, for all devices that said something new and no other', async () => {
  const node = smallNode();
  const t = node.clock.now;
  await node.send(Array.from({ length: 30 }, (_, i) => is(i, 'Camera/97', t)), 'a');
  await node.send([is(3, 'Camera/97', t + 1)], 'b');
  await node.send([is(4, 'Camera/98', t + 1)], 'c');
  expect(node.judged).toEqual([30, 1]);
  await node.close();
});

test('another model judges every stored device again', async () => {
  const dir = folder();
  const node = smallNode({ dir });
  const t = node.clock.now;
  await node.send([1, 2, 3].flatMap((n) => [is(n, 'Camera/97', t), at(n, `10.0.0.${n}`, t)]), 'a');
  await node.close();
  const again = smallNode({ dir, clock: node.clock, modelVersion: 'plain-2' });
  await again.pipeline.tick();
  await again.pipeline.tick();
  expect(again.judged).toEqual([3]);
  expect(again.store.meta.get('model')).toBe('plain-2');
  expect(held(again)).toHaveLength(3);
  await again.close();
  rmSync(dir, { recursive: true });
});

test('with a longer checkpoint, mappings go out at once and acknowledgements wait for the evidence', async () => {
  const dir = folder();
  const node = smallNode({ dir, pipeline: { checkpointMs: 10_000 } });
  const t = node.clock.now;
  const scope = { tenant: 'default', site: 'default', segment: 'default' };
  await node.send([is(1, 'Camera/97', t), at(1, '10.0.0.5', t)], 'a');
  const receipt = node.pipeline.offer({ scope, firewall: 'fw-1', batchId: 'b', rows: new FactRows([is(2, 'Printer/97', t), at(2, '10.0.0.6', t)]) });
  await settle();
  node.clock.now += 1000;
  await node.pipeline.tick();
  const cursor = node.poll().cursor;
  expect(held(node)).toHaveLength(2);
  expect(node.store.batches.totals().batches).toBe(1);
  expect(node.store.devices.count()).toBe(1);
  node.store.close(); // as SIGKILL leaves it: what a firewall holds is not taken back
  receipt.catch(() => {});
  const again = smallNode({ dir, clock: node.clock });
  await again.pipeline.tick();
  expect(again.poll(cursor).kind).toBe('idle');
  expect(held(again)).toHaveLength(2);
  expect(again.store.devices.count()).toBe(2);
  await again.close();
  rmSync(dir, { recursive: true });
});

test('a router whose traffic carries many addresses never takes one from a device, and loses its own', async () => {
  const node = smallNode();
  const t = node.clock.now;
  await node.send([is(1, 'Camera/97', t), at(1, '10.0.0.5', t), is(9, 'Router/97', t)], 'a');
  const said = Array.from({ length: 40 }, (_, i) => at(9, `10.0.${i % 4}.${i + 1}`, t + i, 'traffic'));
  await node.send([...said, at(9, '10.0.0.5', t + 99, 'traffic')], 'b');
  expect(held(node)).toEqual(['10.0.0.5 Camera 97']);
  await node.close();
});

test('records of group MACs and impossible addresses are counted and make no device', async () => {
  const node = smallNode();
  const t = node.clock.now;
  const group = 0x01005e000001 as typeof mac extends (n: number) => infer M ? M : never;
  await node.send([{ mac: group, time: t, parameter: 'dhcp.hostname', value: 'x' }, at(1, '255.255.255.255', t), at(1, '0.0.0.0', t), at(1, '224.0.0.251', t)], 'a');
  expect(node.store.devices.count()).toBe(0);
  expect(node.metrics.counter('nameplate_observations_ignored_total').value).toBe(4);
  await node.close();
});

test('the time of a record is never ahead of the clock, and none at all is now', async () => {
  const node = smallNode();
  const t = node.clock.now;
  await node.send([is(1, 'Camera/97', t + 10 * HOUR), is(2, 'Camera/97', 0)], 'a');
  expect(node.store.devices.find(1, mac(1))).toMatchObject({ lastActivity: t, firstSeen: t });
  expect(node.store.devices.find(1, mac(2))).toMatchObject({ lastActivity: t });
  await node.close();
});

/** How far firewalls are behind, as their polls, held polls and streams leave it: reckoned, written down, shown, and remembered over a restart. */
import { expect, setDefaultTimeout, test } from 'bun:test';
import { lagCells, lagFacts } from '../cli/firewall-lag.ts';
import { BEHIND_MS, Lags, registryOf } from '../node/index.ts';
import { ProgressBook } from '../server/index.ts';
import { makeLog } from '../telemetry/index.ts';
import { call, device, poll, upload, withNode, type Story } from './edge-calls.ts';
import type { Credentials, EdgeNodeOptions } from './edge-node.ts';
import { Pushed } from './pushed.ts';

setDefaultTimeout(60_000);

interface Watched extends Story { readonly lags: Lags; readonly said: string[]; readonly clock: { ahead: number } }

function watch(own: Story, progress = own.node.edge.progress): Watched {
  const { store, metrics, pipeline } = own.node, said: string[] = [], clock = { ahead: 0 };
  const log = makeLog({ level: 'info', format: 'json', now: Date.now, write: (line) => { said.push(line); } });
  return { ...own, said, clock, lags: new Lags({ progress, shownTo: (view) => pipeline.feed.shownTo(view), registry: registryOf(store), store, metrics, log, now: () => Date.now() + clock.ahead }) };
}
async function watched(tell: (own: Watched) => Promise<void>, options: EdgeNodeOptions = {}): Promise<void> { await withNode(options, (own) => tell(watch(own))); }
/** As it is written down after a look: who keeps up is a minute later. */
function row({ lags, node, fw, clock }: Watched, serial = fw.serial) {
  clock.ahead += 61_000;
  lags.sweep();
  return node.store.polls.of(serial);
}

test('[R74] [R79] nothing before the first poll, all before the first answer is acknowledged, then only what it was not told', async () => {
  await watched(async (own) => {
    expect(row(own)).toBeUndefined();
    await upload(own, 'a', device(1, '10.0.0.1') + device(2, '10.0.0.2'));
    const first = await poll(own);
    expect(row(own)).toMatchObject({ state: 'snapshot', entries: 2 });
    await poll(own, first.cursor);
    expect(row(own)).toMatchObject({ state: 'current', versions: 0, entries: 0, more: false, oldestAt: null });
    expect((await call(own, 'HEAD', '/edge/v1/mappings'))?.status).toBe(200); // headers alone are no poll
    expect(row(own)).toMatchObject({ state: 'current' });
    const before = Date.now();
    await upload(own, 'b', device(3, '10.0.0.3'));
    await upload(own, 'c', device(4, '10.0.0.4') + device(5, '10.0.0.5'));
    const behind = row(own);
    expect(behind).toMatchObject({ state: 'behind', versions: 2, entries: 3, more: false });
    expect(behind?.oldestAt).toBeGreaterThanOrEqual(before);
    expect(behind?.bytes).toBeGreaterThan(200);
    const next = await poll(own, first.cursor);
    await poll(own, next.cursor);
    expect(row(own)).toMatchObject({ state: 'current', entries: 0 });
  });
});

test('what is young is written down once a minute, what lasts or begins otherwise at once', async () => {
  await watched(async (own) => {
    const written = (aheadMs: number) => { own.clock.ahead = aheadMs; own.lags.sweep(); return own.node.store.polls.of('FW'); };
    await upload(own, 'a', device(1, '10.0.0.1'));
    const { cursor } = await poll(own, (await poll(own)).cursor);
    expect(written(0)).toMatchObject({ state: 'current' });
    await upload(own, 'b', device(2, '10.0.0.2'));
    expect(written(5000)).toMatchObject({ state: 'current' });
    expect(written(15_000)).toMatchObject({ state: 'behind', entries: 1 });
    const now = (await poll(own, cursor)).cursor;
    await poll(own, now);
    const was = written(20_000);
    expect(was).toMatchObject({ state: 'current' });
    await Bun.sleep(2); // another millisecond
    await poll(own, now);
    expect(written(75_000)?.polledAt).toBe(was?.polledAt ?? 0);
    expect(written(85_000)?.polledAt).toBeGreaterThan(was?.polledAt ?? Infinity);
  });
});

test('[R79] who stays away falls further behind: said once in the log, shown in the metrics, and that it came back', async () => {
  await watched(async (own) => {
    await upload(own, 'a', device(1, '10.0.0.1'));
    await poll(own, (await poll(own)).cursor);
    await upload(own, 'b', device(2, '10.0.0.2'));
    own.lags.sweep();
    expect(own.said).toEqual([]);
    own.clock.ahead = BEHIND_MS + 1000;
    own.lags.sweep();
    own.lags.sweep();
    expect(own.said.filter((line) => line.includes('fallen behind') && line.includes('"FW"')).length).toBe(1);
    const text = own.node.metrics.render();
    expect(text).toContain('nameplate_firewalls_by_lag{le="60"} 0\n');
    expect(text).toContain('nameplate_firewalls_by_lag{le="300"} 1\n');
    expect(text).toContain('nameplate_firewall_worst_lag_entries{serial="FW"} 1\n');
    await poll(own, (await poll(own)).cursor);
    own.lags.sweep();
    expect(own.said.filter((line) => line.includes('caught up')).length).toBe(1);
    expect(own.node.metrics.render()).not.toContain('serial="FW"');
  });
});

test('[R86] a stream stands where its socket took the last frame; a held poll where it said', async () => {
  await watched(async (own) => {
    await upload(own, 'a', device(1, '10.0.0.1'));
    const pushed = new Pushed(own);
    await pushed.next();
    await upload(own, 'b', device(2, '10.0.0.2'));
    await pushed.next();
    expect(row(own)).toMatchObject({ state: 'current', way: 'stream' });
    const other = await own.node.enrol('G'), { cursor } = await poll(own, undefined, { as: other });
    const held = poll(own, cursor, { as: other, query: '&wait=20' });
    while (own.node.pipeline.feed.waiting < 2) await Bun.sleep(5);
    expect(row(own, 'G')).toMatchObject({ state: 'current', way: 'held' });
    await upload(own, 'c', device(3, '10.0.0.3'));
    await held;
    pushed.close();
    while (own.node.edge.connections > 0) await Bun.sleep(5);
    expect([row(own)?.way, row(own, 'G')?.way]).toEqual(['away', 'away']);
  });
});

test('what changes where a firewall does not look is nothing that it lacks', async () => {
  await watched(async (own) => {
    const north = await own.node.enrol('N', { site: 'north' }), south = await own.node.enrol('S', { site: 'south', viewSites: ['south'] });
    const stand = async (as: Credentials): Promise<void> => { await poll(own, (await poll(own, undefined, { as })).cursor, { as }); };
    await upload(own, 'a', device(1, '10.0.0.1'), { as: north });
    for (const as of [north, south]) await stand(as);
    await upload(own, 'b', device(2, '10.0.0.2'), { as: north });
    expect([row(own, 'N')?.state, row(own, 'S')?.state]).toEqual(['behind', 'current']);
  });
});

test('a node that starts knows who has not come back; who is revoked is forgotten', async () => {
  await watched(async (own) => {
    await upload(own, 'a', device(1, '10.0.0.1'));
    await poll(own, (await poll(own)).cursor);
    const was = row(own);
    await upload(own, 'b', device(2, '10.0.0.2'));
    const again = watch(own, new ProgressBook());
    expect(row(again)).toMatchObject({ state: 'behind', entries: 1, way: 'away', polledAt: was?.polledAt ?? 0, bytes: was?.bytes ?? 0 });
    own.node.store.firewalls.revoke('FW', Date.now(), 'test');
    expect(row(again)).toBeUndefined();
  });
});

test('in words and as JSON', () => {
  const now = Date.UTC(2026, 10, 27, 12), seen = { serial: 'FW', polledAt: now - 3000, way: 'stream', cursor: 'x', bytes: 123_456, state: 'behind', versions: 2, entries: 7, more: false, oldestAt: now - 200_000, savedAt: now - 1000 } as const;
  expect(lagCells({ row: undefined, now, running: true })).toEqual(['-', '-', 'never', '-', '-']);
  expect(lagCells({ row: seen, now, running: true })).toEqual(['7 in 2', '3 min', '3 s', 'stream', '123 kB']);
  expect(lagCells({ row: { ...seen, state: 'current', oldestAt: null }, now, running: false })).toEqual(['0', '-', '3 s', 'away', '123 kB']);
  expect(lagFacts({ row: seen, now, running: true })).toEqual({
    state: 'behind', versions: 2, entries: 7, at_least: false, oldest_undelivered_seconds: 200, last_poll: '2026-11-27T11:59:57.000Z', by: 'stream', bytes_sent: 123_456, as_of: '2026-11-27T11:59:59.000Z',
  });
  expect(lagFacts({ row: undefined, now, running: true })).toBeNull();
});

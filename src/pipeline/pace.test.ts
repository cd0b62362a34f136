/** Ticks by themselves: an upload that waits has its tick in time, and a crowd of them does not wait for it. */
import { expect, test } from 'bun:test';
import { FactRows } from '../journeys/fact-rows.ts';
import { at, is, settle, smallNode } from '../journeys/small-node.ts';
import { DEFAULT_SCOPE } from '../model/index.ts';
import { Pace } from './pace.ts';

const HOUR = 3_600_000, CROWD = 4;
const offers = (node: ReturnType<typeof smallNode>, count: number, name: string, firewall = 'fw-1'): Promise<unknown>[] => Array.from({ length: count }, (_, n) =>
  node.pipeline.offer({ scope: DEFAULT_SCOPE, firewall, batchId: `${name}-${n}`, rows: new FactRows([is(n + 1, 'Camera/97', node.clock.now)]) }));

test('[R6] uploads that fill half of a firewall\'s places are committed long before the tick they would have waited for, and so are those after them', async () => {
  const node = smallNode({ pipeline: { tickMs: HOUR, checkpointMs: 500, crowd: CROWD } });
  node.pipeline.start();
  for (const round of ['a', 'b', 'c']) {
    node.clock.now += 1000;
    await Promise.all(offers(node, CROWD, round));
  }
  expect(node.store.batches.totals().batches).toBe(3 * CROWD);
  await node.close();
});

test('one fewer waits for its tick, and so do as many of several firewalls: a fleet of small uploads costs no more commits than before', async () => {
  const node = smallNode({ pipeline: { tickMs: HOUR, checkpointMs: 500, crowd: CROWD } });
  node.pipeline.start();
  const waiting = Promise.all([...offers(node, CROWD - 1, 'a'), ...offers(node, CROWD - 1, 'b', 'fw-2')]);
  await Bun.sleep(200);
  expect(node.store.batches.totals().batches).toBe(0);
  await node.pipeline.stop();
  await waiting;
  await node.close();
});

test('a tick that never ends in time is late, and haste during it is asked for again after it', async () => {
  const ticks = [Promise.withResolvers<void>(), Promise.withResolvers<void>()], done = Promise.withResolvers<void>();
  let count = 0, late = 0, rests = 0;
  const pace: Pace = new Pace({
    tickMs: 1, earliestMs: 0, onLate: () => { late += 1; }, onRest: () => { rests += 1; pace.hurry(); },
    tick: () => {
      const tick = ticks[count++];
      if (tick === undefined) { pace.stop(); done.resolve(); }
      return tick?.promise ?? Promise.resolve();
    },
  });
  pace.start();
  await Bun.sleep(20);
  expect(count).toBe(1); // it has not ended: no other begins beside it
  pace.hurry();
  ticks[0]?.resolve();
  await Bun.sleep(20);
  expect(count).toBe(2);
  ticks[1]?.resolve();
  await done.promise;
  expect([count, rests, late > 0]).toEqual([3, 2, true]);
});

test('a change begins a tick before its time, and does not put off the one that comes anyway', async () => {
  const seen: string[] = [], done = Promise.withResolvers<void>();
  const pace = new Pace({ tickMs: 2000, earliestMs: HOUR, onLate: () => undefined, onRest: () => undefined, tick: async () => { seen.push('tick'); } });
  pace.start();
  pace.soon();
  pace.soon(); // it is on its way
  setTimeout(() => { seen.push('between'); }, 1500);
  setTimeout(() => { seen.push('after'); done.resolve(); }, 2100);
  await done.promise;
  pace.stop();
  expect(seen).toEqual(['tick', 'between', 'tick', 'after']);
});

test('[R74] a device that comes up is published before the regular tick, and its upload is answered with the commit of the evidence', async () => {
  const node = smallNode({ pipeline: { tickMs: 4000, checkpointMs: HOUR } }), seen: string[] = [], later = Promise.withResolvers<void>();
  const first = offers(node, 1, 'first');
  await settle();
  await node.pipeline.tick(); // the checkpoint that every node begins with
  await Promise.all(first);
  node.pipeline.start();
  const offered = node.pipeline.offer({ scope: DEFAULT_SCOPE, firewall: 'fw-1', batchId: 'a', rows: new FactRows([is(2, 'Camera/97', node.clock.now), at(2, '10.0.0.2', node.clock.now)]) }).then(() => { seen.push('answered'); });
  void node.pipeline.feed.waitForChange({ tenant: 'default' }, node.pipeline.feed.poll({ tenant: 'default' }, undefined, { format: 'json' }).cursor, HOUR).then(() => { seen.push('published'); });
  setTimeout(() => { seen.push('later'); later.resolve(); }, 3000);
  await later.promise;
  await node.pipeline.stop();
  await offered;
  await node.close();
  expect(seen).toEqual(['published', 'later', 'answered']);
});

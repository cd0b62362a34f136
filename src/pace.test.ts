/** Ticks by themselves: an upload that waits has its tick in time, and a crowd of them does not wait for it. */
import { expect, test } from 'bun:test';
import { FactRows } from './journeys/fact-rows.ts';
import { is, smallNode } from './journeys/small-node.ts';
import { DEFAULT_SCOPE } from './model/index.ts';
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

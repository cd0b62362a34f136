/** A wall clock that leaps by hours and years in both directions while the node runs: what is published, what a repeated upload is, what is archived and for how long. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive, Sweeper } from '../archive/index.ts';
import { FactRows } from '../journeys/fact-rows.ts';
import { at, is, mac, named, settle, smallNode, type SmallNode } from '../journeys/small-node.ts';
import { loadKernel } from '../kernels/index.ts';
import { DEFAULT_SCOPE } from '../model/index.ts';
import { SteadyClock } from './steady-clock.ts';
import { makeLog, makeMetrics } from '../telemetry/index.ts';

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR, YEAR = 365 * DAY;
const LEAPS = [['forward by hours', 7 * HOUR], ['forward by years', 9 * YEAR], ['back by hours', -7 * HOUR], ['back by years', -9 * YEAR]] as const;

/** A node with a wall that leaps, a steady clock and an archive that is swept. */
class World {
  readonly dir = mkdtempSync(join(tmpdir(), 'nameplate-clock-'));
  running = 0;
  readonly wall = { now: Date.UTC(2026, 5, 1) };
  readonly steady = new SteadyClock({ wall: () => this.wall.now, running: () => this.running });
  readonly node: SmallNode;
  readonly sweeper: Sweeper;
  readonly #archives: Archive[] = [];
  #batch = 0;

  constructor() {
    const metrics = makeMetrics();
    this.node = smallNode({
      dir: this.dir, clock: this.wall, steady: this.steady,
      archive: (store) => {
        const archive = new Archive({
          store, metrics, now: () => this.wall.now, steady: () => this.steady.now(), retention: { keep: 'raw', days: 30, typeDays: {}, maxBytes: 2 ** 40 },
          linesOf: () => { const bytes = Buffer.from('a line\n'); return [{ type: 'dns', format: 'eal', bytes, records: 1, first: 0, last: 0, keys: [] }]; },
        });
        this.#archives.push(archive);
        return archive;
      },
    });
    const [archive] = this.#archives;
    if (archive === undefined) throw new Error('the node opened no archive');
    const log = makeLog({ level: 'error', format: 'json', now: () => 0, write: () => {} });
    this.sweeper = new Sweeper({ archive, store: this.node.store, metrics, log, kernel: loadKernel, cutoff: (ms) => this.steady.cutoff(ms) });
  }
  /** A minute passes in which the source says something and the archive is swept. */
  async minute(times = 1, sweeps = true): Promise<void> {
    for (let i = 0; i < times; i++) {
      this.wall.now += MINUTE;
      this.running += MINUTE;
      const receipt = this.node.pipeline.offer({ scope: DEFAULT_SCOPE, firewall: 'fw-2', batchId: `m${this.#batch++}`, rows: new FactRows([named(999, 'chatter', this.wall.now)]) });
      await settle();
      await this.node.pipeline.tick();
      await receipt;
      if (sweeps) await this.sweeper.sweep();
    }
  }
  get held(): string[] {
    const frame = this.node.poll();
    return frame.kind === 'snapshot' ? frame.entries.map(({ ip_address: ip }) => ip) : [];
  }
  get archived(): number { return this.node.store.archive.totals('default').records; }
  async close(): Promise<void> {
    await this.node.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

test.each(LEAPS)('[R75] [R3] a clock that leaps %s: nobody is withdrawn who was heard within the hour, nothing is answered twice, nothing leaves the archive', async (_, by) => {
  const world = new World(), { node, wall } = world;
  await world.minute(3);
  await node.send([is(1, 'Camera/97', wall.now), at(1, '10.0.0.5', wall.now)], 'a');
  await world.minute(10);
  expect(world.held).toEqual(['10.0.0.5']);
  const archived = world.archived;
  wall.now += by;
  for (let i = 0; i < 20; i++) {
    await world.minute();
    expect(world.held).toEqual(['10.0.0.5']);
  }
  // Told again after the leap, as an uploader does whose answer was lost.
  const again = await node.pipeline.offer({ scope: DEFAULT_SCOPE, firewall: 'fw-1', batchId: 'a', rows: new FactRows([is(1, 'Camera/97', wall.now)]) });
  expect(again.repeated).toBe(true);
  expect(world.archived).toBe(archived + 20);
  // And the hour of R75 ends for who is not heard, whatever the wall says.
  for (let i = 0; i < 80; i++) await world.minute(1, false);
  expect(world.held).toEqual([]);
  await world.close();
});

test.each(LEAPS)('a clock that leaps %s and back again leaves things as they were', async (_, by) => {
  const world = new World(), { node, wall } = world;
  await node.send([is(1, 'Camera/97', wall.now), at(1, '10.0.0.5', wall.now)], 'a');
  await world.minute(5);
  wall.now += by;
  await world.minute(3);
  wall.now -= by;
  await world.minute(3);
  expect(world.held).toEqual(['10.0.0.5']);
  expect(world.archived).toBe(12);
  expect(world.steady.leap).toBeNull();
  expect(node.store.devices.find(1, mac(1))?.lastActivity).toBeLessThanOrEqual(wall.now);
  await node.send([is(2, 'Printer/97', wall.now), at(2, '10.0.0.6', wall.now)], 'b');
  expect(world.held).toEqual(['10.0.0.5', '10.0.0.6']);
  await world.close();
});

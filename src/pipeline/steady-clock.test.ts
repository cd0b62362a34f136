/** The steady clock: leaps of the wall clock in both directions, stops of the node, and a machine whose clock starts in 1970. */
import { expect, test } from 'bun:test';
import { SteadyClock } from './steady-clock.ts';

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR, YEAR = 365 * DAY;
const START = Date.UTC(2026, 5, 1);

class World {
  wall = START;
  running = 0;
  clock = this.steady();
  steady(saved?: string): SteadyClock { return new SteadyClock({ wall: () => this.wall, running: () => this.running }, saved); }
  /** Lets time pass, looked at once a minute. */
  pass(ms: number): void { for (let left = ms; left > 0; left -= MINUTE) { this.wall += Math.min(left, MINUTE); this.running += Math.min(left, MINUTE); this.clock.now(); } }
  restart(downMs: number): void {
    const saved = this.clock.save();
    this.wall += downMs;
    this.running = 0;
    this.clock = this.steady(saved);
  }
}

test('it follows the wall clock, its small corrections included, and never goes back by them', () => {
  const world = new World();
  world.pass(DAY);
  expect(world.clock.now()).toBe(START + DAY);
  world.wall += 5 * MINUTE;
  expect(world.clock.now()).toBe(START + DAY + 5 * MINUTE);
  world.wall -= 10 * MINUTE;
  expect(world.clock.now()).toBe(START + DAY + 5 * MINUTE);
  world.pass(20 * MINUTE);
  expect(world.clock.now()).toBe(world.wall);
  expect(world.clock.leap).toBeNull();
});

test.each([['forward', 5 * YEAR], ['back', -5 * YEAR], ['forward by hours', 6 * HOUR], ['back by hours', -6 * HOUR]])('[R3] a leap %s is not followed, and is over when it is taken back', (_, by) => {
  const world = new World();
  world.pass(HOUR);
  world.wall += by;
  world.pass(5 * HOUR);
  expect(world.clock.now()).toBe(START + 6 * HOUR);
  expect(world.clock.leap?.by).toBe(by);
  expect(world.clock.cutoff(30 * DAY)).toBe(START + 6 * HOUR - 30 * DAY);
  world.wall -= by;
  world.pass(HOUR);
  expect(world.clock.now()).toBe(world.wall);
  expect(world.clock.leap).toBeNull();
});

test('[R3] a leap forward that lasts is believed after a day; what was stamped before and during it keeps its age', () => {
  const world = new World();
  world.pass(HOUR);
  world.wall += 5 * YEAR;
  world.pass(12 * HOUR);
  const during = world.clock.now();
  world.pass(13 * HOUR);
  expect(world.clock.now()).toBe(world.wall);
  const believed = world.clock.now();
  world.pass(28 * DAY);
  expect(world.clock.cutoff(30 * DAY)).toBeLessThan(START);
  world.pass(4 * DAY);
  expect(world.clock.cutoff(30 * DAY)).toBeGreaterThan(during);
  expect(world.clock.cutoff(30 * DAY)).toBeGreaterThan(believed);
});

test('a clock that flaps is never believed', () => {
  const world = new World();
  for (let i = 0; i < 100; i++) {
    world.pass(HOUR);
    world.wall += (i % 2 === 0 ? 1 : -1) * YEAR;
  }
  expect(world.clock.now()).toBe(START + 100 * HOUR);
});

test('[R3] a machine that starts in 1970 and learns the time later forgets nothing of what came before', () => {
  const world = new World();
  world.wall = 1000;
  world.clock = world.steady();
  world.pass(MINUTE);
  const early = world.clock.now();
  world.wall = START;
  world.pass(25 * HOUR);
  expect(world.clock.now()).toBe(world.wall);
  world.pass(28 * DAY);
  expect(world.clock.cutoff(30 * DAY)).toBeLessThan(early);
});

test('a stop of minutes is followed at once; after a long one a day must pass, over restarts too', () => {
  const world = new World();
  world.pass(HOUR);
  world.restart(30 * MINUTE);
  expect(world.clock.now()).toBe(world.wall);
  world.restart(10 * DAY);
  world.pass(13 * HOUR);
  expect(world.clock.leap?.by).toBe(10 * DAY);
  world.restart(0);
  world.pass(12 * HOUR);
  expect(world.clock.now()).toBe(world.wall);
});

test('what was saved by nobody it knows is as good as nothing', () => {
  const world = new World();
  for (const saved of ['', '{}', '[]', 'null', '{"time":"x","leap":1,"shifts":[1]}']) expect(world.steady(saved).now()).toBe(START);
});

/** Who is shown where only so many fit, and what changes when one more comes. */
import { expect, test } from 'bun:test';
import type { Ipv4, Mac } from '../model/index.ts';
import { best, CappedTable, MappingTable, type Entry, type Place, type Verdict } from './index.ts';

const PLACE: Place = { site: 'default', segment: 'default' };
const VERDICT: Verdict = { device_type: 'IoT', category: null, profile: 'Camera', vendor: null, model: null, os_family: null, os_version: null, risk_score: null, risk_level: null };
const entry = (ip: number, confidence: number, identifiedAt = 0): Entry => ({ place: PLACE, ip: ip as Ipv4, mac: ip as Mac, hostname: null, verdict: VERDICT, confidence, source: 'arp', identifiedAt });
const ips = (entries: readonly Entry[]): number[] => entries.map(({ ip }) => ip);

test('[R80] the surest stay, then those known for longest, then the lowest address; the order is that of the table', () => {
  const all = [entry(1, 90, 5), entry(2, 95, 9), entry(3, 90, 1), entry(4, 90, 5), entry(5, 99, 9), entry(6, 90, 5)];
  expect([6, 5, 4, 3, 2, 1, 0].map((most) => ips(best(all, most)))).toEqual([[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5], [1, 2, 3, 5], [2, 3, 5], [2, 5], [5], []]);
});

test('[R80] a random table is chosen as a full sort would choose, whatever the room', () => {
  let seed = 3;
  const chance = (below: number): number => { seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff; return (seed >> 8) % below; };
  for (let round = 0; round < 50; round++) {
    const all = Array.from({ length: 1 + chance(60) }, (_, ip) => entry(ip, 90 + chance(4), chance(5))), most = chance(all.length + 2);
    const sorted = [...all].sort((a, b) => b.confidence - a.confidence || a.identifiedAt - b.identifiedAt || a.ip - b.ip).slice(0, most);
    expect(ips(best(all, most))).toEqual(ips(sorted).sort((a, b) => a - b));
  }
});

test('[R80] a newcomer pushes nobody out; one that is surer takes the place of the least sure, as one delta', () => {
  const table = new MappingTable({ epoch: 'a'.repeat(16) }), view = new CappedTable(table, undefined, 2);
  const tick = (...entries: Entry[]): void => {
    const plan = table.plan(entries.map((one) => ({ place: one.place, ip: one.ip, entry: one })), 0);
    if (plan !== undefined) table.apply(plan);
    view.follow(0);
  };
  tick(entry(1, 90, 1), entry(2, 91, 1));
  expect([view.shed, view.digest(), view.live()]).toEqual([0, table.digest(), 2]);
  tick(entry(3, 90, 2));
  expect([view.shed, ips(view.snapshot())]).toEqual([1, [1, 2]]);
  const at = view.revision;
  tick(entry(4, 90, 3));
  expect([view.revision, view.lastChange(0), view.delta(at)]).toEqual([3, at, { upserts: [], removals: [] }]);
  tick(entry(5, 99, 4));
  expect(view.delta(at)).toEqual({ upserts: [entry(5, 99, 4)], removals: [{ place: PLACE, ip: 1 as Ipv4 }] });
  expect([view.shed, view.live(), view.floor]).toEqual([3, 2, at]);
});

test('[R79] [R80] what came after a revision: of the choice, once it is one', () => {
  const table = new MappingTable({ epoch: 'a'.repeat(16) }), view = new CappedTable(table, undefined, 2);
  const tick = (at: number, ...entries: Entry[]): void => {
    const plan = table.plan(entries.map((one) => ({ place: one.place, ip: one.ip, entry: one })), at);
    if (plan !== undefined) table.apply(plan);
    view.follow(at);
  };
  tick(100, entry(1, 90));
  tick(200, entry(2, 90));
  expect(view.backlogs([2, 1], 9)).toEqual([{ entries: 0, oldestAt: null, more: false }, { entries: 1, oldestAt: 200, more: false }]);
  tick(1000, entry(3, 91)); // takes the place of 2
  tick(2000, entry(4, 80));
  tick(3000, entry(5, 99)); // takes the place of 1
  expect(view.backlogs([5, 3], 9)).toEqual([{ entries: 0, oldestAt: null, more: false }, { entries: 2, oldestAt: 3000, more: false }]);
});

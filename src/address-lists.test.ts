/** Texts made of a published table: kept while nothing changes, and an index no more often than it must. */
import { expect, test } from 'bun:test';
import { AddressLists } from './address-lists.ts';
import { MappingTable, type Entry } from './mapping/index.ts';
import { parseIp, type DeviceKey, type Ipv4 } from './model/index.ts';

const PLACE = { site: 'default', segment: 'default' };
const camera = (n: number, profile: string): Entry => ({
  place: PLACE, ip: parseIp(`10.0.0.${n}`) ?? (0 as Ipv4), mac: n as DeviceKey, hostname: null, confidence: 95, source: 'arp', identifiedAt: 0,
  verdict: { device_type: 'IoT', category: 'Camera', profile, vendor: 'Acme', model: null, os_family: null, os_version: null, risk_score: null, risk_level: null },
});

test('[R106] a list is made anew when the table changed, an index at most each ten seconds', () => {
  const table = new MappingTable({ epoch: '0'.repeat(16), revision: 0, floor: 0, horizonMs: 900_000, maxEntries: 100 });
  let now = 1_000_000;
  const lists = new AddressLists(() => table, () => now), view = { tenant: 'default' };
  const publish = (entry: Entry): void => {
    const plan = table.plan([{ place: entry.place, ip: entry.ip, entry }], now);
    if (plan) table.apply(plan);
  };
  const list = (): string => new TextDecoder().decode(lists.list(view, 'category', 'Camera').bytes), profiles = (): string => new TextDecoder().decode(lists.index(view).bytes);
  publish(camera(1, 'Acme Camera'));
  expect([list().trim(), profiles().includes('Acme Camera')]).toEqual(['10.0.0.1', true]);
  publish(camera(2, 'Brew Camera'));
  const before = lists.made;
  expect([list().trim().split('\n').length, profiles().includes('Brew Camera'), lists.made - before]).toEqual([2, false, 1]);
  now += 10_000;
  expect(profiles().includes('Brew Camera')).toBe(true);
  now -= 60_000; // the clock was set back
  publish(camera(3, 'Cam Camera'));
  expect(profiles().includes('Cam Camera')).toBe(true);
});

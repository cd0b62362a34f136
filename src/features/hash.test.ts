/** Ids are stored and trained on: these never change. */
import { expect, test } from 'bun:test';
import { hash32 } from './hash.ts';

test('ids are what they always were', () => {
  expect([['dhcp.hostname', 'Philips-hue'], ['dhcp.parameter_request_list', '1,3,6,12,15,28,42'], ['traffic.asks', 'tcp/8443'], ['mdns.instance', 'Büro ☎'], ['dhcp.hostname', '*'], ['', '']]
    .map(([parameter = '', token = '']) => hash32(parameter, token))).toEqual([2250573643, 412097573, 918328824, 2120199819, 13701773, 2033329564]);
});

test('the same token of another parameter is another id', () => {
  expect(hash32('dns.domain', 'xbcs.net')).not.toBe(hash32('tls.domain', 'xbcs.net'));
  expect(hash32('ab', 'c')).not.toBe(hash32('a', 'bc'));
});

test('no id is 0, which marks an empty slot, and ids spread over their low bits', () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => hash32('x', String(i)));
  expect(ids.includes(0)).toBe(false);
  expect(new Set(ids).size).toBeGreaterThan(19_990);
  expect(new Set(ids.map((id) => id & 1023)).size).toBe(1024);
});

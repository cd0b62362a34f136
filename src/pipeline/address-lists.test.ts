/** Texts made of a published table: kept while nothing changes, fresh when something does, right where segments overlap, and made without holding up anybody. */
import { expect, test } from 'bun:test';
import { AddressLists } from './address-lists.ts';
import { Listing, listText, listValue, MappingTable, type Entry, type Place, type Verdict } from '../mapping/index.ts';
import { ipText, parseIp, type DeviceKey, type Ipv4 } from '../model/index.ts';

const PLACE = { site: 'default', segment: 'default' }, ANY = { site: undefined, segment: undefined }, VIEW = { tenant: 'default' };
const verdicts = new Map<string, Verdict>();
function verdict(profile: string | null, category = 'Camera'): Verdict {
  const key = `${profile} ${category}`, known = verdicts.get(key) ?? { device_type: 'IoT', category, profile, vendor: 'Acme', model: null, os_family: null, os_version: null, risk_score: null, risk_level: null };
  verdicts.set(key, known);
  return known;
}
const entry = (ip: Ipv4, of: Verdict, place: Place = PLACE): Entry => ({ place, ip, mac: 1 as DeviceKey, hostname: null, confidence: 95, source: 'arp', identifiedAt: 0, verdict: of });
const at = (n: number): Ipv4 => parseIp(`10.0.0.${n}`) ?? (0 as Ipv4);
function tableOf(maxEntries = 100): MappingTable { return new MappingTable({ epoch: '0'.repeat(16), revision: 0, floor: 0, horizonMs: 900_000, maxEntries }); }
function publish(table: MappingTable, ...wanted: readonly { readonly place: Place; readonly ip: Ipv4; readonly entry: Entry | null }[]): void {
  const plan = table.plan(wanted, 1_000_000);
  if (plan) table.apply(plan);
}
const text = async (of: Promise<{ readonly bytes: Uint8Array }>): Promise<string> => new TextDecoder().decode((await of).bytes);

test('[R106] a list is made anew when it changed and not when another did; an index is at most a second old', async () => {
  const table = tableOf();
  let now = 1_000_000;
  const lists = new AddressLists(() => table, () => now), put = (n: number, of: Verdict): void => { publish(table, { place: PLACE, ip: at(n), entry: entry(at(n), of) }); };
  const list = (value: string): Promise<string> => text(lists.list(VIEW, 'profile', value, ANY)), index = (): Promise<string> => text(lists.index(VIEW, ANY));
  put(1, verdict('Acme Camera'));
  expect([await list('acme camera'), (await index()).includes('"value":"Acme Camera","addresses":1')]).toEqual(['10.0.0.1\n', true]);
  put(2, verdict('Brew Camera'));
  const before = lists.made;
  expect([await list('Acme Camera'), lists.made - before, await list('Brew Camera'), (await index()).includes('Brew Camera')]).toEqual(['10.0.0.1\n', 0, '10.0.0.2\n', false]);
  now += 1000;
  expect((await index()).includes('Brew Camera')).toBe(true);
  now -= 60_000; // the clock was set back
  put(3, verdict('Cam Camera'));
  expect((await index()).includes('Cam Camera')).toBe(true);
  // A list that ends and begins again is not the one of before.
  publish(table, { place: PLACE, ip: at(1), entry: null });
  expect(await list('Acme Camera')).toBe('');
  put(9, verdict('Acme Camera'));
  expect(await list('Acme Camera')).toBe('10.0.0.9\n');
  // Many at once share the work.
  put(8, verdict('Acme Camera'));
  const made = lists.made;
  expect([...new Set(await Promise.all(Array.from({ length: 9 }, () => list('Acme Camera'))))]).toEqual(['10.0.0.8\n10.0.0.9\n']);
  expect(lists.made - made).toBe(1);
});

test('an address that two segments have is on the lists of what both are, and on the list of one segment for that one', async () => {
  const table = tableOf(), east = { site: 'east', segment: 'iot' }, west = { site: 'west', segment: 'iot' }, lists = new AddressLists(() => table, () => 0);
  publish(table, ...([[east, 1, verdict('A')], [west, 1, verdict('B')], [west, 2, verdict('A')], [east, 3, verdict('A')], [west, 3, verdict('A')]] as const).map(([place, n, of]) => ({ place, ip: at(n), entry: entry(at(n), of, place) })));
  const list = (value: string, of = {}, sites?: readonly string[], attribute = 'profile'): Promise<string> => text(lists.list({ ...VIEW, ...(sites && { sites }) }, attribute, value, { ...ANY, ...of }));
  expect([await list('A'), await list('B'), await list('Camera', {}, undefined, 'category')]).toEqual(['10.0.0.2\n10.0.0.3\n', '', '10.0.0.1\n10.0.0.2\n10.0.0.3\n']);
  expect([await list('A', { site: 'east' }), await list('B', { site: 'west' }), await list('A', { segment: 'iot' }), await list('A', { segment: 'other' })]).toEqual(['10.0.0.1\n10.0.0.3\n', '10.0.0.1\n', '10.0.0.2\n10.0.0.3\n', '']);
  expect([await list('A', {}, ['east']), await list('A', { site: 'east' }, ['east', 'west'])]).toEqual(['10.0.0.1\n10.0.0.3\n', '10.0.0.1\n10.0.0.3\n']);
  expect(await list('A', { site: 'west' }, ['east']).catch((error: unknown) => String(error))).toContain('this site is not one that you read');
  const { lists: names } = JSON.parse(await text(lists.index(VIEW, ANY))) as { lists: { value: string; addresses: number }[] };
  expect(names.map(({ value, addresses }) => [value, addresses])).toEqual([['A', 2], ['Camera', 3], ['Acme', 3]]); // B has none that is sure
  const east1 = JSON.parse(await text(lists.index(VIEW, { ...ANY, site: 'east' }))) as { lists: { path: string }[] };
  expect(east1.lists[0]?.path).toBe('/edge/v1/lists/profile/A?site=east');
  // The other one leaves: nothing is in doubt any more.
  publish(table, { place: west, ip: at(1), entry: null });
  expect(await list('A')).toBe('10.0.0.1\n10.0.0.2\n10.0.0.3\n');
  expect((JSON.parse(await text(lists.feed(VIEW, { site: 'west', segment: undefined }))) as { mappings: { ip_address: string }[] }).mappings.map((one) => one.ip_address)).toEqual(['10.0.0.2', '10.0.0.3']);
});

test('thousands of random changes, some before and some while it is read first: every list, index and time of change is what a look at everything says', () => {
  for (let seed = 1; seed <= 12; seed++) {
    let state = seed;
    const chance = (below: number): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    const table = tableOf(), places = ['a', 'b', 'c'].map((site) => ({ site, segment: 'x' })), kinds = [verdict('P'), verdict('Q'), verdict('p', 'Printer'), verdict(null, 'Phone')];
    const standing = new Map<string, Entry>(), listing = new Listing(), seen = new Map<string, { readonly text: string; readonly clock: number }>();
    const change = (): void => {
      publish(table, ...Array.from({ length: 1 + chance(4) }, () => {
        const place = places[chance(3)] ?? PLACE, ip = at(chance(12)), made = chance(3) === 0 ? null : entry(ip, kinds[chance(4)] ?? verdict('P'), { ...place });
        if (made === null) standing.delete(`${place.site} ${ip}`);
        else standing.set(`${place.site} ${ip}`, made);
        return { place, ip, entry: made };
      }));
    };
    for (let turn = 0; turn < 30; turn++) change();
    for (const _ of table.watch(listing)) change();
    for (let turn = 0; turn < 60; turn++) {
      change();
      for (const view of [['a', 'b', 'c'], ['b'], ['a', 'c']]) {
        const sees = ({ site }: Place): boolean => view.includes(site), all = [...standing.values()].filter(({ place }) => sees(place));
        const wanted = (value: string): string => [...new Set(all.map(({ ip }) => ip))].sort((x, y) => x - y).filter((ip) => all.filter((one) => one.ip === ip).every(({ verdict: { profile } }) => profile !== null && listValue(profile) === value)).map((ip) => `${ipText(ip)}\n`).join('');
        const names = new Map(listing.names(sees).filter(({ attribute }) => attribute === 'profile').map((one) => [listValue(one.value), one.addresses]));
        for (const value of ['p', 'q']) {
          const is = listText(listing.addresses('profile', value, sees)), key = `${view.join()} ${value}`, before = seen.get(key);
          expect(is).toBe(wanted(value));
          expect(names.get(value) ?? 0).toBe(is.split('\n').length - 1);
          if (before !== undefined && before.text !== is) expect(listing.changedAt('profile', value, sees)).toBeGreaterThan(before.clock);
          seen.set(key, { text: is, clock: listing.clock });
        }
      }
    }
  }
});

test('a list that ended everywhere and began again elsewhere has changed for who saw the first', () => {
  const table = tableOf(), listing = new Listing(), east = { site: 'east', segment: 'x' }, west = { site: 'west', segment: 'x' };
  for (const _ of table.watch(listing)) continue;
  publish(table, { place: east, ip: at(1), entry: entry(at(1), verdict('P'), east) });
  const { clock } = listing;
  publish(table, { place: east, ip: at(1), entry: null });
  publish(table, { place: west, ip: at(2), entry: entry(at(2), verdict('P'), west) });
  expect(listing.changedAt('profile', 'P', ({ site }) => site === 'east')).toBeGreaterThan(clock);
});

test('what takes long is done in slices: others have their turn meanwhile, and the answer is of one moment', async () => {
  const many = 60_000, table = tableOf(many), lists = new AddressLists(() => table, () => 0), ips = Array.from({ length: many }, (_, n) => (0x0a000000 + n) as Ipv4);
  publish(table, ...ips.map((ip) => ({ place: PLACE, ip, entry: entry(ip, verdict('P')) })));
  for (const ask of [() => lists.list(VIEW, 'profile', 'P', ANY), () => lists.feed(VIEW, ANY)]) {
    let turns = 0, isDone = false;
    const count = (): void => { turns += 1; if (!isDone) setImmediate(count); };
    setImmediate(count);
    const made = text(ask());
    await new Promise((resolve) => { setImmediate(resolve); });
    publish(table, { place: PLACE, ip: ips[0] ?? at(0), entry: null });
    const got = await made;
    isDone = true;
    expect(turns).toBeGreaterThan(2);
    expect([many, many - 1]).toContain(got.split(got.startsWith('{') ? '"ip_address"' : '\n').length - 1);
  }
});

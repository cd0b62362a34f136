/** The catalogue: each name once, who leaves when it is full, and nothing that cannot be printed. */
import { expect, test } from 'bun:test';
import { Catalogue } from './catalogue.ts';
import { openStore, type HeardName, type Store } from '../store/index.ts';
import { makeMetrics } from '../telemetry/index.ts';

function make(stored: readonly HeardName[] = [], metrics = makeMetrics()): Catalogue { return new Catalogue({ stored, tenantOf: () => 'default', metrics }); }
function commit(store: Store, catalogue: Catalogue): void {
  const { heard, unheard } = catalogue.plan();
  store.catalogue.change(heard, unheard);
  catalogue.committed();
}

test('[R66] a name is kept once in each segment, with when it was heard first, and is there after a restart', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 }), catalogue = make(store.catalogue.list());
  for (const [scope, at] of [[1, 5], [1, 9], [2, 7]] as const) catalogue.hear('default', scope, 'traffic.app', 'ssl', at);
  catalogue.hear('default', 1, 'dhcp.subnet', '10.0.0.0/24', 6);
  expect(catalogue.plan().heard.map(({ scope, value, firstAt }) => `${scope} ${value} ${firstAt}`)).toEqual(['1 ssl 5', '2 ssl 7', '1 10.0.0.0/24 6']);
  commit(store, catalogue);
  catalogue.hear('default', 1, 'traffic.app', 'dns', 8);
  expect(catalogue.plan().heard.map(({ value }) => value)).toEqual(['dns']);
  const again = make(store.catalogue.list());
  again.hear('default', 1, 'traffic.app', 'ssl', 99);
  expect([again.size, again.plan()]).toEqual([3, { heard: [], unheard: [] }]);
  store.close();
});

test('[R66] in a full segment the names met least recently leave, those in use stay, and the store follows', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 }), metrics = makeMetrics(), catalogue = make([], metrics);
  for (let n = 0; n < 8192; n++) catalogue.hear('default', 1, 'traffic.app', `app-${n}`, n);
  commit(store, catalogue);
  for (let n = 0; n < 4000; n++) catalogue.hear('default', 1, 'traffic.app', `app-${n}`, 10_000);
  for (let n = 0; n < 6000; n++) catalogue.hear('default', 1, 'traffic.app', `late-${n}`, 20_000);
  commit(store, catalogue);
  const names = new Set(store.catalogue.list().map(({ value }) => value));
  expect([catalogue.size, names.size, metrics.counter('nameplate_catalogue_forgotten_total', { tenant: 'default' }).value]).toEqual([8192, 8192, 6000]);
  expect([names.has('app-0'), names.has('app-3999'), names.has('app-4000'), names.has('late-5999')]).toEqual([true, true, false, true]);
  // One that left is heard again before that was committed, and after.
  catalogue.hear('default', 1, 'traffic.app', 'app-4000', 30_000);
  commit(store, catalogue);
  expect(store.catalogue.list().find(({ value }) => value === 'app-4000')?.firstAt).toBe(30_000);
  store.close();
});

test('a tenant with names without end takes no room from another', () => {
  const metrics = makeMetrics(), catalogue = make([], metrics);
  for (let n = 0; n < 100; n++) catalogue.hear('small', 1, 'traffic.app', `mine-${n}`, 1);
  for (let scope = 2; scope < 40; scope++) for (let n = 0; n < 6000; n++) catalogue.hear('loud', scope, 'traffic.app', `app-${n}`, 2);
  catalogue.hear('new', 50, 'traffic.app', 'ssl', 3);
  const kept = catalogue.plan().heard;
  expect([catalogue.size, kept.filter(({ scope }) => scope === 1).length, kept.some(({ scope }) => scope === 50)]).toEqual([200_000, 100, true]);
  expect([metrics.counter('nameplate_catalogue_forgotten_total', { tenant: 'small' }).value, metrics.counter('nameplate_catalogue_forgotten_total', { tenant: 'loud' }).value]).toEqual([0, 228_101 - 200_000]);
});

test('too long names and such that cannot be printed are not kept', () => {
  const catalogue = make();
  for (const value of ['', 'x'.repeat(65), 'a\nb', '\u001b[31m']) catalogue.hear('default', 1, 'traffic.app', value, 1);
  expect(catalogue.size).toBe(0);
  for (const value of ['\ud800', '\ud800']) catalogue.hear('default', 1, 'traffic.app', value, 1);
  expect([catalogue.size, catalogue.plan().heard.length]).toEqual([1, 1]);
});

/** The catalogue: each name once, what there is no room for counted, and nothing that cannot be printed. */
import { expect, test } from 'bun:test';
import { Catalogue } from './catalogue.ts';
import { openStore } from './store/index.ts';

test('[R66] a name is kept once in each segment, with when it was heard first, and is there after a restart', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 }), catalogue = new Catalogue(store.catalogue.list());
  for (const [scope, at] of [[1, 5], [1, 9], [2, 7]] as const) catalogue.hear(scope, 'traffic.app', 'ssl', at);
  catalogue.hear(1, 'dhcp.subnet', '10.0.0.0/24', 6);
  const written = catalogue.unsaved();
  expect(written.map(({ scope, value, firstAt }) => `${scope} ${value} ${firstAt}`)).toEqual(['1 ssl 5', '2 ssl 7', '1 10.0.0.0/24 6']);
  store.catalogue.add(written);
  catalogue.hear(1, 'traffic.app', 'dns', 8); // while that was being written
  catalogue.committed(written);
  expect(catalogue.unsaved().map(({ value }) => value)).toEqual(['dns']);
  const again = new Catalogue(store.catalogue.list());
  again.hear(1, 'traffic.app', 'ssl', 99);
  expect([again.size, again.unsaved().length]).toEqual([3, 0]);
  store.close();
});

test('names without end, too long ones and such that cannot be printed cost nothing but a counter', () => {
  const catalogue = new Catalogue([]);
  for (const value of ['', 'x'.repeat(65), 'a\nb', '\u001b[31m']) catalogue.hear(1, 'traffic.app', value, 1);
  expect(catalogue.size).toBe(0);
  for (let n = 0; n < 9000; n++) catalogue.hear(1, 'traffic.app', `app-${n}`, 1);
  expect([catalogue.size, catalogue.refused]).toEqual([8192, 808]);
});

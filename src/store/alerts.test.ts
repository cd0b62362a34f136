/** Alerts: one row while it goes on, a new one after it was resolved, never more than there is room for. */
import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Alert, type DeviceKey } from '../model/index.ts';
import { alertsTable } from './alerts.ts';
import { openStore } from './index.ts';

const alert = (over: Partial<Alert> = {}): Alert => ({ tenant: 'default', scope: 1, device: 0x020000000001 as DeviceKey, name: 'SQL injection in a URL', severity: 'high', description: 'd', key: 'a b', detail: { n: 1 }, at: 1000, ...over });
const list = (store: ReturnType<typeof openStore>, resolved = false, tenant = 'default') => store.alerts.list({ tenant, resolved, limit: 100 });

test('[R57] the same alert counts up while it is open, and is a new one once it was resolved', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 });
  expect(store.alerts.raise([alert(), alert({ at: 3000 }), alert({ at: 2000 }), alert({ key: 'a c' })])).toBe(2);
  const [first] = list(store);
  expect(first).toMatchObject({ times: 3, firstAt: 1000, lastAt: 3000, resolvedAt: null, detail: { n: 1 } });
  expect(store.alerts.resolve(first?.id ?? 0, 5000, 'alice', 'patched')).toMatchObject({ resolvedAt: 5000, resolvedBy: 'alice', reason: 'patched' });
  expect(store.alerts.resolve(first?.id ?? 0, 6000, 'bob', 'again').resolvedBy).toBe('alice');
  expect(list(store).length).toBe(1);
  expect(store.alerts.raise([alert({ at: 9000 })])).toBe(1);
  expect(list(store, true).length).toBe(3);
  store.close();
});

test('tenants do not see each other, and an unknown number is a clear error', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 });
  store.alerts.raise([alert(), alert({ tenant: 'acme', scope: null, device: null })]);
  expect([list(store).length, list(store, false, 'acme')[0]?.device]).toEqual([1, null]);
  expect(() => store.alerts.resolve(99, 0, 'x', '')).toThrow('no alert');
  store.close();
});

test('design laws 7 and 9: whoever is flooded makes room in its own alerts, resolved ones first; no other tenant loses one', () => {
  const db = new Database(':memory:');
  db.run(readFileSync(join(import.meta.dir, 'migrations', '0012-alerts.sql'), 'utf8'));
  const alerts = alertsTable(db, 200);
  alerts.raise([alert({ tenant: 'acme', severity: 'critical', at: 1 }), alert({ key: 'resolved', at: 1_000_000 }), alert({ key: 'old', at: 2 })]);
  alerts.resolve(2, 3, 'alice', '');
  for (let i = 0; i < 1000; i++) alerts.raise([alert({ key: `flood ${i}`, at: 10 + i })]);
  expect(alerts.list({ tenant: 'acme', resolved: true, limit: 1000 }).length).toBe(1);
  const left = alerts.list({ tenant: 'default', resolved: true, limit: 1000 });
  expect([left.length <= 200, left[0]?.lastAt, left.some(({ id }) => id === 2)]).toEqual([true, 1009, false]);
  db.close();
});

test('a list of the severe ones reaches behind any number of others', () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 });
  store.alerts.raise([alert({ severity: 'critical', key: 'x', at: 1 }), ...Array.from({ length: 50 }, (_, i) => alert({ severity: 'low', key: `${i}`, at: 2 + i }))]);
  expect(store.alerts.list({ tenant: 'default', resolved: false, least: 'high', limit: 10 }).map(({ severity }) => severity)).toEqual(['critical']);
  store.close();
});

/** Alerts: one row while it goes on, a new one after it was resolved, never more than there is room for. */
import { expect, test } from 'bun:test';
import { type Alert, type DeviceKey } from '../model/index.ts';
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

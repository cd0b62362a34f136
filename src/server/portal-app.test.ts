/** The portal port belongs to one node. */
import { expect, test } from 'bun:test';
import { Secret } from '../model/index.ts';
import { makeMetrics } from '../telemetry/index.ts';
import { startPortal } from './portal-app.ts';

test('a second portal on the same port is refused, not mixed with the first', async () => {
  const deps = { metrics: makeMetrics(), metricsToken: new Secret(''), notReady: () => [] };
  const first = startPortal({ host: '127.0.0.1', port: 0 }, deps);
  try {
    expect(() => startPortal({ host: '127.0.0.1', port: first.port }, deps)).toThrow('the port is in use');
  } finally {
    await first.stop();
  }
});

/** Requests through the real pipeline: who sends an injection has an alert, who asks for a page has none. */
import { expect, test } from 'bun:test';
import { Inspection } from './inspection.ts';
import { judgeParts } from './judge.ts';
import { createInjectionScorer, loadKernel, PARSERS } from '../kernels/index.ts';
import { DEFAULT_SCOPE } from '../model/index.ts';
import { createPipeline } from './pipeline.ts';
import { openStore } from '../store/index.ts';
import { makeMetrics } from '../telemetry/index.ts';

const record = (uri: string, port = 80): string => JSON.stringify({ record: 'http', time: '2026-11-20T08:00:00.000000Z', src_mac: '02:00:00:00:00:07', dst_mac: '02:00:00:00:00:09', src_ip: '10.0.0.7', dst_ip: '10.0.0.9', src_port: 40000, dst_port: port, method: 'GET', uri, host: 'shop.example' });

test('[R57] an injection in a URL is an alert about the device that sent it, once however often it comes', async () => {
  const store = openStore(':memory:', { role: 'tool', now: 0 }), metrics = makeMetrics();
  const pipeline = createPipeline({ ...judgeParts(), store, metrics, inspection: new Inspection(createInjectionScorer, metrics), now: () => Date.UTC(2026, 10, 20, 9), newEpoch: () => '0'.repeat(16), onTrouble: (error) => { throw error; } });
  const lines = [record('/index.html'), record('/item?id=7&sort=name'), record("/item?id=1%27%20UNION%20SELECT%20user,password%20FROM%20users--"), record("/item?id=2'%20or%20'1'='1"), record('/about')];
  await pipeline.absorb(DEFAULT_SCOPE, 'fw', loadKernel().parse(PARSERS.eal, new TextEncoder().encode(`${lines.join('\n')}\n`)));
  await pipeline.tick();
  const alerts = store.alerts.list({ tenant: 'default', resolved: true, limit: 10 });
  expect(alerts).toMatchObject([{ name: 'SQL injection in a URL', severity: 'high', device: 0x020000000007, times: 2, detail: { source_ip: '10.0.0.7', destination_ip: '10.0.0.9', host: 'shop.example', destination_port: 80 } }]);
  await pipeline.stop();
  store.close();
});

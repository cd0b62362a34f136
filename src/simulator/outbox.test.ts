/** Batches for a node that is away: bounded, counted, and told once. (That nothing is lost within the bound is a journey: src/journeys/sensor.test.ts.) */
import { expect, test } from 'bun:test';
import { Outbox } from './outbox.ts';

/** Nobody listens on a port that was just given back. */
function deadEnd(): string {
  const server = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() { /* nobody speaks */ } } }), { port } = server;
  server.stop(true);
  return `https://127.0.0.1:${port}`;
}
function outbox(maxBytes: number): { readonly box: Outbox; readonly news: string[] } {
  const news: string[] = [];
  const box = new Outbox({ edgeUrl: deadEnd(), identity: { serial: 'P', certificate: '', key: '', ca: '' }, run: 'run', format: 'eal', maxBytes, onNews: (text) => { news.push(text); }, onRefused: (error) => { throw error; } });
  return { box, news };
}

test('beyond its bound the oldest that wait go, are counted, and it is said once', async () => {
  const { box, news } = outbox(1000);
  for (let n = 0; n < 20; n++) box.add(new Uint8Array(100), 3);
  const { waiting_bytes, waiting_batches, dropped_batches, dropped_records } = box.report;
  expect([waiting_bytes <= 1000, waiting_batches + dropped_batches, dropped_records]).toEqual([true, 20, dropped_batches * 3]);
  expect(dropped_batches).toBe(10);
  await box.drain({ patienceMs: 50, graceMs: 10, signal: new AbortController().signal });
  expect(box.report.waiting_batches).toBe(10);
  expect(news.filter((text) => text.startsWith('too much waits')).length).toBe(1);
  expect(news.filter((text) => text.startsWith('the node does not answer')).length).toBeLessThanOrEqual(1);
  box.close();
});

test('a single batch larger than the bound is kept: it is all there is', () => {
  const { box } = outbox(10);
  box.add(new Uint8Array(100), 1);
  expect(box.report.dropped_batches).toBe(0);
  box.close();
});

test('a signal while it drains leaves the grace only', async () => {
  const { box } = outbox(1000), stop = new AbortController();
  box.add(new Uint8Array(10), 1);
  const drained = box.drain({ patienceMs: 3_600_000, graceMs: 20, signal: stop.signal });
  stop.abort();
  await drained;
  expect(box.report.waiting_batches).toBe(1);
  box.close();
});

/** The mapping stream from outside: what a cursor earns first, each change after it, who may keep it open, and what a slow reader costs. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { HeldMap } from '../client/index.ts';
import type { PollFrame } from '../wire/index.ts';
import { addresses, device, poll, refusal, refused, story, upload, withNode, type Story } from './edge-calls.ts';
import { Pushed } from './pushed.ts';
import { END_HEADERS, END_STREAM, frame, HEADERS, RawH2, request, WINDOW_UPDATE } from './raw-h2.ts';

setDefaultTimeout(60_000);
let it: Story;
beforeAll(async () => { it = await story(); });
afterAll(async () => { await it.node.stop(); });

function ended(own: Story, reason: string): number { return own.node.metrics.counter('nameplate_streams_ended_total', { reason }).value; }
function summary(got: PollFrame | undefined): readonly unknown[] { return got === undefined ? ['ended'] : [got.kind, got.kind === 'idle' ? '' : got.more, addresses(got)]; }

describe('[R74] [R86] a stream', () => {
  test.each(['msgpack', 'json'] as const)('begins with the whole map, and brings each change as it commits (%s)', async (format) => {
    await withNode({}, async (own) => {
      await upload(own, 'a', device(1, '10.0.0.1'));
      const pushed = new Pushed(own, { format });
      expect(summary(await pushed.next())).toEqual(['snapshot', false, ['10.0.0.1']]);
      expect([pushed.status, pushed.type]).toEqual([200, format === 'json' ? 'application/x-ndjson' : 'application/vnd.nameplate.frames']);
      for (let n = 2; n < 5; n++) {
        await upload(own, `a${n}`, device(n, `10.0.0.${n}`));
        expect(summary(await pushed.next())).toEqual(['delta', false, [`10.0.0.${n}`]]);
      }
      const map = new HeldMap((entry) => entry.ip_address);
      for (const got of pushed.frames) expect(map.apply(got)).toBeUndefined();
      expect([map.size, map.digest]).toEqual([4, (await poll(own)).digest]);
      pushed.close();
    });
  });
  test('[R79] goes on from a cursor with a delta, or says at once that there is nothing; a complaint earns the whole map once', async () => {
    const { cursor } = await poll(it);
    const current = new Pushed(it, { query: `cursor=${cursor}` });
    expect(summary(await current.next())).toEqual(['idle', '', []]);
    await upload(it, 'resume', device(7, '10.0.0.7'));
    expect(summary(await current.next())).toEqual(['delta', false, ['10.0.0.7']]);
    const behind = new Pushed(it, { query: `cursor=${cursor}` }), doubting = new Pushed(it, { query: `cursor=${cursor}&error=digest` });
    expect(summary(await behind.next())).toEqual(['delta', false, ['10.0.0.7']]);
    expect(await doubting.next()).toMatchObject({ kind: 'snapshot', reason: 'error' });
    await upload(it, 'after', device(8, '10.0.0.8'));
    for (const one of [behind, doubting, current]) expect(summary(await one.next())).toEqual(['delta', false, ['10.0.0.8']]);
    for (const one of [behind, doubting, current]) one.close();
  });
  test('brings a map larger than a frame in pages, one after another', async () => {
    await withNode({ limits: { pageBytes: 4096 } }, async (own) => {
      await upload(own, 'many', Array.from({ length: 200 }, (_, n) => device(n, `10.1.0.${n}`)).join(''));
      const pushed = new Pushed(own), map = new HeldMap((entry) => entry.ip_address);
      let last: PollFrame | undefined;
      do {
        last = await pushed.next();
        if (last !== undefined) expect(map.apply(last)).toBeUndefined();
      } while (last?.kind === 'snapshot' && last.more);
      expect([map.size, map.digest]).toEqual([200, last?.digest ?? '']);
      expect(pushed.frames.length).toBeGreaterThan(3);
      pushed.close();
    });
  });
  test('is counted while it is open, and gives its place back', async () => {
    const before = ended(it, 'left'), pushed = new Pushed(it);
    await pushed.next();
    expect(it.node.metrics.render()).toContain('\nnameplate_streams 1\n');
    pushed.close();
    while (ended(it, 'left') === before) await Bun.sleep(5);
    expect(it.node.metrics.render()).toContain('\nnameplate_streams 0\n');
    expect(it.node.pipeline.feed.waiting).toBe(0);
  });
});

describe('a stream ends', () => {
  test('[R83] when its firewall is revoked', async () => {
    const gone = await it.node.enrol('GONE'), pushed = new Pushed(it, { as: gone });
    await pushed.next();
    it.node.store.firewalls.revoke('GONE', Date.now(), 'test');
    await pushed.ended;
    expect(summary(await pushed.next())).toEqual(['ended']);
  });
  test('when its certificate runs out', async () => {
    let skew = 0;
    await withNode({ now: () => Date.now() + skew }, async (own) => {
      const brief = await own.node.enrol('BRIEF', {}, 1), pushed = new Pushed(own, { as: brief });
      await pushed.next();
      skew = 2 * 86_400_000;
      await pushed.ended;
      expect(own.node.metrics.counter('nameplate_connections_ended_total', { reason: 'expired' }).value).toBe(1);
    });
  });
  test('when its firewall opens more than it may: the oldest goes, so that a dead connection keeps nobody out', async () => {
    await withNode({ limits: { streamsPerFirewall: 2 } }, async (own) => {
      const streams = [new Pushed(own), new Pushed(own)];
      for (const one of streams) await one.next();
      const third = new Pushed(own), other = new Pushed(own, { as: await own.node.enrol('OTHER') });
      expect(summary(await third.next())[0]).toBe('snapshot');
      expect(summary(await other.next())[0]).toBe('snapshot');
      await streams[0]?.ended;
      expect(ended(own, 'replaced')).toBe(1);
      await upload(own, 'still', device(1, '10.0.0.1'));
      for (const one of [streams[1], third, other]) expect(summary(await one?.next())).toEqual(['delta', false, ['10.0.0.1']]);
      for (const one of [...streams, third, other]) one.close();
    });
  });
  test('when the node stops, without waiting for the grace', async () => {
    const own = await story(), pushed = new Pushed(own);
    await pushed.next();
    const stopping = own.node.stop();
    await pushed.ended;
    expect(ended(own, 'stopped')).toBe(1);
    pushed.close();
    await stopping;
  });
  test('before it begins where streams are off', async () => {
    await withNode({ limits: { streamsPerFirewall: 0 } }, async (own) => { expect(await refusal(own, '/edge/v1/mappings/stream')).toEqual([404, 'not_found']); });
  });
});

describe('a slow reader', () => {
  const rounds = 60, each = 200;
  const change = (own: Story, round: number): Promise<unknown> => upload(own, `round-${round}`, Array.from({ length: each }, (_, n) => device(n, `10.3.0.${n}`, `Camera${round}`)).join(''));

  test('gets what it missed as one merged delta, and ends with the map', async () => {
    await withNode({}, async (own) => {
      const pushed = new Pushed(own), quick = new Pushed(own, { as: await own.node.enrol('QUICK') });
      await pushed.next();
      pushed.stream.pause();
      for (let round = 0; round < rounds; round++) await change(own, round);
      const { digest } = await poll(own);
      while (quick.frames.at(-1)?.digest !== digest) await quick.next();
      pushed.stream.resume();
      while (pushed.frames.at(-1)?.digest !== digest) await pushed.next();
      const map = new HeldMap((entry) => entry.profile);
      for (const got of pushed.frames) expect(map.apply(got)).toBeUndefined();
      expect([map.size, map.find('10.3.0.9'), map.digest]).toEqual([each, `Camera${rounds - 1}`, digest]);
      expect(pushed.frames.length).toBeLessThan(quick.frames.length / 2);
      pushed.close();
      quick.close();
    });
  });
  test('that takes nothing is given up, and what waited for it was one piece', async () => {
    await withNode({ limits: { stallMs: 300 } }, async (own) => {
      await change(own, 0);
      const raw = await RawH2.open(own.node.url, own.node.authority.pem, own.fw, [[4, 0]]);
      raw.send(frame(HEADERS, END_STREAM | END_HEADERS, 1, request('/edge/v1/mappings/stream')));
      while (ended(own, 'left') === 0) {
        await change(own, Math.random());
        await Bun.sleep(20);
      }
      expect(refused(own, 'reader_stalled')).toBe(1);
      raw.close();
    });
  });
  test('that grants an endless window and reads nothing costs what the sockets hold, and is given up', async () => {
    await withNode({ limits: { stallMs: 1500 } }, async (own) => {
      const bulk = (round: number): Promise<unknown> => upload(own, `bulk-${round}`, Array.from({ length: 2000 }, (_, n) => device(n, `10.3.${n >> 8}.${n & 255}`, `Camera${round}`)).join(''));
      await bulk(0);
      const raw = await RawH2.open(own.node.url, own.node.authority.pem, own.fw, [[4, 0x7fffffff]]), more = Buffer.alloc(4);
      more.writeUInt32BE(0x7ff00000);
      raw.send(frame(WINDOW_UPDATE, 0, 0, more), frame(HEADERS, END_STREAM | END_HEADERS, 1, request('/edge/v1/mappings/stream')));
      await raw.until((one) => one.type === HEADERS);
      raw.socket.pause();
      for (let round = 1; ended(own, 'left') === 0; round++) await bulk(round);
      expect(refused(own, 'reader_stalled')).toBe(1);
      expect(own.node.metrics.counter('nameplate_push_bytes_total').value).toBeLessThan(32 * 1024 * 1024); // loopback's socket buffers take some five of them
      raw.close();
    });
  });
});

/** Simulated firewalls and replays against a real listener: every map is right in the end, a lie is noticed, and a second run counts nothing twice. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliDeps } from '../app.ts';
import { capture } from '../cli/capture-output.ts';
import { connectFirewall, readPieces, replay, simulate, type LoadOptions, type LoadReport, type ReplayOptions } from '../simulator/index.ts';
import { openBytes } from '../sources/index.ts';
import { decode, encode, type MappingFeed, type PollFrame } from '../wire/index.ts';
import { program } from './program.ts';
import { edgeNode, type Credentials, type EdgeNode, type EdgeNodeOptions } from './edge-node.ts';

setDefaultTimeout(60_000);
let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'nameplate-simulate-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function device(n: number, profile: string, ms = Date.now()): string {
  const src_mac = `02:00:00:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`, ip = `10.1.${n >> 8}.${n & 255}`;
  const base = { record: 'dhcp', time: new Date(ms).toISOString(), src_mac, chaddr: src_mac, xid: n };
  return `${JSON.stringify({ ...base, message_type: 3, vendor_class: `${profile}/97`, requested_ip: ip })}\n${JSON.stringify({ ...base, message_type: 5, yiaddr: ip })}\n`;
}
async function withNode(options: EdgeNodeOptions, story: (node: EdgeNode) => Promise<void>): Promise<void> {
  const node = await edgeNode(options);
  try {
    await story(node);
  } finally {
    await node.stop();
  }
}
async function crew(node: EdgeNode, count: number): Promise<Credentials[]> { return await Promise.all(Array.from({ length: count }, (_, n) => node.enrol(`SIM-${n}`))); }
function load(node: EdgeNode, identities: readonly Credentials[], more: Partial<LoadOptions> = {}): LoadOptions {
  return { edgeUrl: node.url, identities, seconds: 3, intervalMs: 50, waitSeconds: 0, signal: new AbortController().signal, onProgress: () => undefined, ...more };
}

test.each([['polls', 0], ['held polls', 5]])('[R74] %s: 30 firewalls follow a changing map, and every one ends with the digest of the node', async (_, waitSeconds) => {
  await withNode({ limits: { pageBytes: 4096 } }, async (node) => {
    const identities = await crew(node, 30);
    await node.ingest('start', Array.from({ length: 200 }, (_unused, n) => device(n, 'Camera')).join(''));
    let changing = true;
    const changes = (async () => {
      for (let round = 0; changing; round++) await node.ingest(`round-${round}`, Array.from({ length: 10 }, (_unused, n) => device((round * 7 + n * 13) % 250, ['Camera', 'Printer', 'Phone'][round % 3] ?? '')).join(''));
    })();
    const running = simulate(load(node, identities, { waitSeconds }));
    await Bun.sleep(2500);
    changing = false;
    await changes;
    const report = await running;
    expect(report).toMatchObject({ firewalls: 30, connected: 30, confirmed: 30, wrong_maps: 0, errors: {}, connects: 30 });
    expect(report.replies.delta).toBeGreaterThan(30);
    expect(report.entries).toBeGreaterThan(200);
    expect(report.latency_ms.p50 > 0 && report.latency_ms.p50 <= report.latency_ms.p99 && report.latency_ms.p99 <= report.latency_ms.max).toBe(true);
  });
});

/** A node whose frames do not add up to its digest. */
function lying(honest: MappingFeed): MappingFeed {
  return {
    position: (cursor) => honest.position(cursor), waitForChange: (...asked) => honest.waitForChange(...asked),
    poll(view, cursor, wants) {
      const answer = honest.poll(view, cursor, wants), frame = decode(answer.bytes, wants.format) as PollFrame; // our own frame
      return frame.kind !== 'snapshot' ? answer : { ...answer, bytes: encode({ ...frame, entries: frame.entries.map((one) => ({ ...one, profile: 'Toaster' })) }, wants.format) };
    },
  };
}

test('a node whose frames do not add up to its digest is found out', async () => {
  await withNode({ feed: lying }, async (node) => {
    await node.ingest('start', device(1, 'Camera'));
    const report = await simulate(load(node, await crew(node, 3), { seconds: 1 }));
    expect(report.wrong_maps).toBeGreaterThan(0);
    expect([report.confirmed, report.errors['digest'] ?? 0]).toEqual([0, report.wrong_maps]);
  });
});

test('the command ends with 1 when the node lies, and with 0 when it does not', async () => {
  for (const [feed, code] of [[(honest: MappingFeed) => honest, 0], [lying, 1]] as const) {
    await withNode({ feed }, async (node) => {
      await node.ingest('start', device(1, 'Camera'));
      const certs = mkdtempSync(join(folder, 'certs-'));
      for (const { serial, certificate, key, ca } of await crew(node, 2)) for (const [name, pem] of [[`${serial}.crt`, certificate], [`${serial}.key`, key], ['ca.crt', ca]] as const) writeFileSync(join(certs, name), pem);
      for (const how of [[], ['--stream']]) {
        const shown = await capture(['simulate', '--edge', node.url, '--certs', certs, '--firewalls', '2', '--seconds', '1', ...how], { deps: cliDeps() });
        expect({ how, code: shown.code, said: /wrong maps:/.test(shown.err) }).toEqual({ how, code, said: code === 1 });
      }
    });
  }
});

test('Ctrl-C ends the program with its report, after the maps were compared', async () => {
  await withNode({}, async (node) => {
    await node.ingest('start', device(1, 'Camera'));
    const certs = mkdtempSync(join(folder, 'certs-')), { serial, certificate, key, ca } = await node.enrol('SIM');
    for (const [name, pem] of [[`${serial}.crt`, certificate], [`${serial}.key`, key], ['ca.crt', ca]] as const) writeFileSync(join(certs, name), pem);
    const child = Bun.spawn([...program, 'simulate', '--edge', node.url, '--certs', certs, '--firewalls', '1', '--seconds', '3600', '--wait', '30', '--json'], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
    while (node.pipeline.feed.waiting === 0) await Bun.sleep(20);
    child.kill('SIGINT');
    const [out, err, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited]);
    expect([code, err]).toEqual([0, expect.stringMatching(/^stopped after [\d.]+ s\n$/)]);
    expect(JSON.parse(out)).toMatchObject({ phase: 'done', confirmed: 1, compared: 1, wrong_maps: 0 });
  });
});

test('firewalls that are refused, limited or revoked meanwhile are counted by kind, and the others go on', async () => {
  await withNode({ limits: { requestsPerSecond: 8 } }, async (node) => {
    const identities = await crew(node, 4);
    node.store.firewalls.revoke('SIM-0', Date.now(), 'test');
    const running = simulate(load(node, identities, { seconds: 2, intervalMs: 10 }));
    await Bun.sleep(1000);
    node.store.firewalls.revoke('SIM-1', Date.now(), 'test');
    const report = await running;
    expect(report.connected).toBe(3);
    expect(report.errors['status_429']).toBeGreaterThan(0);
    expect(Object.keys(report.errors).some((kind) => ['refused', 'reset', 'connect_failed'].includes(kind))).toBe(true);
    expect([report.wrong_maps, report.confirmed]).toEqual([0, 2]);
  });
});

test('[R79] a firewall keeps its map while the node is away, and goes on with a delta when it is back', async () => {
  const dir = join(folder, 'away');
  const first = await edgeNode({ dir });
  const identity = await first.enrol('STAYS');
  await first.ingest('start', device(1, 'Camera') + device(2, 'Phone'));
  const firewall = await connectFirewall(first.url, identity);
  expect(firewall.size).toBe(2);
  const { port } = first.edge;
  await first.stop();
  expect(firewall.mapping('10.1.0.1')?.profile).toBe('Camera');
  const second = await edgeNode({ dir, port });
  const applied = new Promise<void>((resolve) => { firewall.onApplied(() => { if (firewall.size === 3) resolve(); }); });
  await second.ingest('more', device(3, 'Printer'));
  await applied;
  expect(second.metrics.counter('nameplate_polls_total', { kind: 'snapshot' }).value).toBe(0);
  await firewall.stop();
  await second.stop();
});

const whole = { errors: {}, wrong_maps: 0 };

test('[R86] streams: firewalls through a storm end with the map of a fresh snapshot, entry by entry, and the probe says how long a log line takes', async () => {
  await withNode({ limits: { pageBytes: 4096 } }, async (node) => {
    await node.ingest('start', Array.from({ length: 200 }, (_, n) => device(n, 'Camera')).join(''));
    const report = await simulate(load(node, await crew(node, 12), { seconds: 4, stream: true, stormSeconds: 1.5, slow: 0.25, cold: true, probe: { intervalMs: 200, vendorClass: 'Camera/97' } }));
    expect(report).toMatchObject({ ...whole, mode: 'stream', phase: 'done', connected: 12, confirmed: 12, compared: 12, cut: 24, resumes: 24, resyncs: 0, entries: 200 });
    expect(report.connects).toBe(36);
    expect(report.probe.missed).toBe(0);
    expect(report.probe.seen).toBeGreaterThan(12 * (report.probe.sent - 2));
    expect(report.probe.latency_ms.p50).toBeGreaterThan(0);
    expect([report.probe.after_commit_ms.max > 0, report.probe.after_commit_ms.max < report.probe.latency_ms.max]).toEqual([true, true]);
    expect(report.replies.delta).toBeGreaterThan(12);
  });
});

test('[R79] polls through storms go on from their cursor; uploads beside them are committed; a ramp connects one after another', async () => {
  await withNode({}, async (node) => {
    const path = recorded('beside.eal', Array.from({ length: 50 }, (_, n) => device(n, 'Camera', Date.parse('2020-01-01T00:00:00Z') + n)).join(''));
    const pieces = await readPieces(await openBytes(path, new AbortController().signal));
    let early = 0;
    const onProgress = ({ phase, replies, polls }: LoadReport): void => { if (phase === 'connecting' && polls === 0) early = Math.max(early, replies.idle); };
    const report = await simulate(load(node, await crew(node, 6), { seconds: 4, rampSeconds: 2, jitter: 0.5, stormSeconds: 1.5, upload: { pieces, intervalMs: 1000 }, onProgress }));
    expect(early).toBeGreaterThan(6); // who is in polls while the others connect, unmeasured
    expect(report).toMatchObject({ ...whole, connected: 6, confirmed: 6, compared: 6, cut: 12, resumes: 12, resyncs: 0, entries: 50 });
    expect(report.uploads).toMatchObject({ rejects: 0, failed: 0, records: report.uploads.batches * 100 });
    expect(node.store.batches.totals().batches).toBe(report.uploads.batches);
    expect(report.uploads.batches).toBeGreaterThanOrEqual(6);
  });
});

test('[R110] each firewall fetches the dictionary once, checks its signature, and then hears that it did not change', async () => {
  await withNode({}, async (node) => {
    await node.ingest('start', device(1, 'Camera'));
    const { dictionary, ...report } = await simulate(load(node, await crew(node, 3), { seconds: 3, dictionary: { intervalMs: 500 } }));
    expect(report).toMatchObject({ ...whole, compared: 3 });
    expect(dictionary).toMatchObject({ fetched: 3, wrong: 0 });
    expect([dictionary.unchanged > 3, dictionary.bytes > 0, dictionary.latency_ms.p50 > 0]).toEqual([true, true, true]);
  });
});

test.each([['polls', {}], ['held polls', { waitSeconds: 30 }], ['streams', { stream: true }]] as const)('%s: who is stopped early compares the maps all the same, and does not wait for what is held', async (_, how) => {
  await withNode({}, async (node) => {
    await node.ingest('start', device(1, 'Camera'));
    const stop = new AbortController(), running = simulate(load(node, await crew(node, 5), { seconds: 3600, ...how, signal: stop.signal }));
    await Bun.sleep(600);
    stop.abort();
    expect(await running).toMatchObject({ ...whole, connected: 5, confirmed: 5, compared: 5 });
  });
});

function sending(node: EdgeNode, identity: Credentials, files: readonly string[], more: Partial<ReplayOptions> = {}): ReplayOptions {
  return { edgeUrl: node.url, identity, files, open: openBytes, speed: Number.POSITIVE_INFINITY, recordedTimes: false, salt: '', patienceMs: 20_000, signal: new AbortController().signal, onProgress: () => undefined, ...more };
}
function recorded(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('[R7] a replay brings the past to now, a second one changes nothing, and another name sends it anew', async () => {
  await withNode({}, async (node) => {
    const identity = await node.enrol('REPLAY'), start = Date.parse('2015-05-05T05:05:05Z');
    const file = recorded('past.eal', Array.from({ length: 40 }, (_, n) => device(n, 'Camera', start + n * 1000)).join('') + '{"record":"nonsense"}\n');
    const firewall = await connectFirewall(node.url, identity);
    expect(await replay(sending(node, identity, [file]))).toMatchObject({ batches: 1, records: 80, rejects: 1, reasons: { unknown_record: 1 }, repeated: 0 });
    expect(node.store.batches.totals()).toEqual({ batches: 1, records: 80 });
    expect(await replay(sending(node, identity, [file]))).toMatchObject({ batches: 1, records: 80, repeated: 1 });
    expect(node.store.batches.totals()).toEqual({ batches: 1, records: 80 });
    expect((await replay(sending(node, identity, [file], { salt: 'again' }))).repeated).toBe(0);
    while (firewall.size < 40) await Bun.sleep(10);
    expect(firewall.mapping('10.1.0.39')?.profile).toBe('Camera');
    await firewall.stop();
  });
});

test('at a speed, batches go out as the recording did', async () => {
  await withNode({}, async (node) => {
    const identity = await node.enrol('REPLAY'), file = recorded('paced.eal', Array.from({ length: 20 }, (_, n) => device(n, 'Camera', n * 1000)).join(''));
    expect((await replay(sending(node, identity, [file], { speed: 5 }))).batches).toBe(4);
  });
});

test('captures go in pieces that the node reads as the whole', async () => {
  await withNode({}, async (node) => {
    const identity = await node.enrol('REPLAY'), capture = join(import.meta.dir, '../../fixtures/dhcp/good-udhcpc-camera/in.pcap');
    const report = await replay(sending(node, identity, [capture], { speed: 100_000 }));
    expect([report.records > 0, report.rejects]).toEqual([true, 0]);
  });
});

test('a replay outlives a restart of the node, and every record is counted once', async () => {
  const dir = join(folder, 'restart');
  const first = await edgeNode({ dir });
  const identity = await first.enrol('REPLAY'), { port } = first.edge;
  const file = recorded('long.eal', Array.from({ length: 300 }, (_, n) => device(n, 'Camera', n * 1000)).join(''));
  const running = replay(sending(first, identity, [file], { speed: 100, recordedTimes: true }));
  await Bun.sleep(800);
  await first.stop();
  const second = await edgeNode({ dir, port });
  const report = await running;
  expect(report).toMatchObject({ records: 600, rejects: 0 });
  expect(second.store.batches.totals().records).toBe(600);
  await second.stop();
});

test('who is not let in, or reaches nobody, is told why in one sentence', async () => {
  await withNode({}, async (node) => {
    const identity = await node.enrol('GONE'), file = recorded('any.eal', device(1, 'Camera'));
    node.store.firewalls.revoke('GONE', Date.now(), 'test');
    await expect(replay(sending(node, identity, [file]))).rejects.toThrow('the node refused the certificate');
    await expect(connectFirewall(node.url, identity)).rejects.toThrow('the node refused the certificate');
    const stranger = await edgeNode();
    await expect(replay(sending(node, await stranger.enrol('X'), [file]))).rejects.toThrow('the node could not prove who it is');
    await stranger.stop();
    await expect(replay({ ...sending(node, identity, [file]), edgeUrl: stranger.url })).rejects.toThrow('the node cannot be reached');
    await expect(replay({ ...sending(node, identity, [file]), edgeUrl: 'http://127.0.0.1' })).rejects.toThrow('the edge URL begins with https');
  });
});

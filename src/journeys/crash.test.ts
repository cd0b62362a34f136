/** Design law 2: a node under load is killed 100 times at random moments; nothing acknowledged is lost, nothing counts twice, no firewall's revision is taken back. */
import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newCounts, searchLogs } from '../archive/index.ts';
import { loadKernel } from '../kernels/index.ts';
import { digestOf, DEFAULT_SCOPE, ipText, type Mac, type PlacedMapping } from '../model/index.ts';
import { EdgeClient, LostCall, type Identity } from '../client/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { decode, decodeCursor, frameCheck, uploadCheck, type PollFrame } from '../wire/index.ts';

const KILLS = 100;
/** Kills after which the whole archive is read, on top of the last. */
const READ_EVERY = 10;
const SEED = 20261121;
const PER_BATCH = 12;
const UPLOADERS = 3;

interface Hello { readonly url: string; readonly uploader?: Identity; readonly poller?: Identity }

/** Mulberry32, seeded: the moments are random but the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Batch n: each device says what it is and gets an address; every fourth was there before and moves. */
function batch(n: number, begun: number): { readonly id: string; readonly lines: string; readonly holds: readonly (readonly [string, string])[] } {
  const holds = Array.from({ length: PER_BATCH }, (_, i) => {
    const device = i % 4 === 3 && n > 40 ? (n - 40) * PER_BATCH + i - 1 : n * PER_BATCH + i;
    return [`02:10:00:${[16, 8, 0].map((shift) => ((device >>> shift) & 255).toString(16).padStart(2, '0')).join(':')}`, `10.${(n >>> 8) & 255}.${n & 255}.${i + 1}`] as const;
  });
  const time = new Date(begun + n * 20).toISOString();
  const lines = holds.map(([mac, ip], i) => JSON.stringify({
    record: 'dhcp', time, src_mac: mac, chaddr: mac, xid: n * PER_BATCH + i, message_type: 3, requested_ip: ip, vendor_class: 'Camera/97', options: [53, 50, 60],
  }) + '\n' + JSON.stringify({ record: 'dhcp', time, src_mac: '02:ff:00:00:00:01', chaddr: mac, xid: n * PER_BATCH + i, yiaddr: ip, message_type: 5, options: [53] })).join('\n');
  return { id: `batch-${n}`, lines: `${lines}\n`, holds };
}

const kernel = loadKernel();
/** Every line in the archive, however often it is there. */
async function archived(store: Store): Promise<string[]> {
  const counts = newCounts();
  const found = await Array.fromAsync(searchLogs({ store, kernel, counts }, { tenant: 'default', from: 0, to: Infinity, types: [], oldestFirst: true, limit: Infinity }));
  expect(counts).toMatchObject({ missing: 0 });
  return found.map(({ line }) => line).sort();
}
const linesOf = (batches: Iterable<number>, begun: number): string[] => [...batches].flatMap((n) => batch(n, begun).lines.trimEnd().split('\n')).sort();

/** One run of the node: from the start until it is killed. */
class Run {
  readonly #child: Bun.Subprocess<'pipe', 'pipe', 'ignore'>;
  readonly hello: Promise<Hello>;
  constructor(dir: string, port: number) {
    this.#child = Bun.spawn([process.execPath, join(import.meta.dir, 'crash-child.ts'), dir, String(port)], { stdin: 'pipe', stdout: 'pipe', stderr: 'ignore' });
    this.hello = this.#read();
  }
  async #read(): Promise<Hello> {
    let text = '';
    for await (const piece of this.#child.stdout) {
      text += Buffer.from(piece).toString();
      if (text.endsWith('\n')) return JSON.parse(text);
    }
    throw new Error('the node did not start');
  }
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#child.exited;
  }
}

/** A firewall that applies what it gets and insists that its revision never goes back. */
class Watcher {
  readonly entries = new Map<string, PlacedMapping>();
  revision = 0;
  cursor: string | undefined;
  snapshots = 0;
  readonly faults: string[] = [];

  take(frame: PollFrame): void {
    if (frame.kind === 'snapshot') {
      this.snapshots += 1;
      if (frame.start === 0) this.entries.clear();
      for (const entry of frame.entries) this.entries.set(entry.ip_address, entry);
    } else if (frame.kind === 'delta') {
      for (const entry of frame.upsert) this.entries.set(entry.ip_address, entry);
      for (const key of frame.remove) this.entries.delete(key.ip_address);
    }
    const to = frame.kind === 'idle' ? frame.at : frame.to;
    if (to < this.revision) this.faults.push(`revision ${this.revision} was taken back to ${to}`);
    this.cursor = frame.cursor;
    if (frame.kind !== 'idle' && frame.more) return;
    this.revision = to;
    if (digestOf(this.entries.values()) !== frame.digest) this.faults.push(`digest at revision ${to}`);
  }
}

test('[R79] [R2] [R42] killed 100 times under load: every acknowledged batch is in, in the books and in the archive, none twice, no revision taken back, deltas resume', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-crash-'));
  const random = chance(SEED);
  const begun = Date.now() - 60_000;
  let run = new Run(dir, 0);
  const { url, uploader, poller } = await run.hello;
  if (uploader === undefined || poller === undefined) throw new Error('the first start gives out certificates');
  const port = Number(new URL(url).port);

  let stopping = false, next = 0, startMs = 0;
  const acked = new Set<number>(), wrong: string[] = [];
  const upload = async (): Promise<void> => {
    const client = new EdgeClient(url, uploader);
    for (let n = next++; !stopping; n = next++) {
      const { id, lines } = batch(n, begun);
      while (!acked.has(n)) {
        const reply = await patiently(() => client.call({ method: 'POST', path: `/edge/v1/logs?format=eal&batch=${id}`, body: Buffer.from(lines), timeoutMs: 10_000 }));
        const receipt = reply?.status === 200 ? decode(reply.bytes, 'msgpack') : undefined;
        if (receipt === undefined) continue;
        if (!uploadCheck.is(receipt) || receipt.records !== 2 * PER_BATCH || receipt.rejects !== 0) wrong.push(`receipt of ${id}: ${JSON.stringify(receipt)}`);
        acked.add(n);
      }
    }
    client.drop();
  };
  const watcher = new Watcher();
  const pollOnce = async (client: EdgeClient): Promise<void> => {
    const query = watcher.cursor === undefined ? '' : `?cursor=${watcher.cursor}`;
    const reply = await patiently(() => client.call({ method: 'GET', path: `/edge/v1/mappings${query}`, timeoutMs: 10_000 }));
    const frame = reply?.status === 200 ? decode(reply.bytes, 'msgpack') : undefined;
    if (frame === undefined) return;
    if (frameCheck.is(frame)) watcher.take(frame);
    else wrong.push(frameCheck.complaint(frame) ?? '');
  };
  const watch = async (): Promise<void> => {
    const client = new EdgeClient(url, poller);
    while (!stopping) { await pollOnce(client); await Bun.sleep(15); }
    client.drop();
  };

  const work = [watch(), ...Array.from({ length: UPLOADERS }, upload)];
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      // On a busy machine a node gets as much further in its life as it was slower to start.
      await Bun.sleep(10 + random() * Math.max(200, startMs));
      const ackedBefore = [...acked], revisionBefore = watcher.revision;
      await run.kill();
      // As the disk has it, before anybody repairs anything.
      const store = openStore(dir, { role: 'tool', now: 0 });
      const missing = ackedBefore.filter((n) => store.batches.find({ tenant: 'default', firewall: 'UPLOADER', batch: `batch-${n}` })?.records !== 2 * PER_BATCH);
      if (kill % READ_EVERY === 0) {
        // What the books have is what the archive has, once: the same transaction brought both.
        const booked = Array.from({ length: next }, (_, n) => n).filter((n) => store.batches.find({ tenant: 'default', firewall: 'UPLOADER', batch: `batch-${n}` }) !== undefined);
        expect(await archived(store)).toEqual(linesOf(booked, begun));
      }
      const stored = store.tenants.list()[0]?.revision ?? 0, counted = inBooks(store), batched = store.batches.totals().records;
      store.close();
      expect({ kill, missing, tookBack: stored < revisionBefore, counted }).toEqual({ kill, missing: [], tookBack: false, counted: batched });
      const starting = performance.now();
      run = new Run(dir, port);
      await run.hello;
      startMs = performance.now() - starting;
    }
    stopping = true;
    await Promise.all(work);
    const client = new EdgeClient(url, poller);
    for (let i = 0; i < 200; i++) {
      const before = watcher.revision;
      await pollOnce(client);
      if (before === watcher.revision && i > 3) break;
      await Bun.sleep(150);
    }
    client.drop();
    await run.kill();

    const holds = new Map<string, string>();
    for (let n = 0; n < acked.size; n++) for (const [mac, ip] of batch(n, begun).holds) holds.set(mac, ip);
    const store = openStore(dir, { role: 'node', now: 0 });
    store.recover();
    // Three uploaders finish what they began, so the acknowledged ones have no gap.
    expect([...acked].sort((a, b) => a - b)).toEqual(Array.from({ length: acked.size }, (_, n) => n));
    expect(store.batches.totals()).toEqual({ batches: acked.size, records: acked.size * 2 * PER_BATCH });
    expect(inBooks(store)).toBe(acked.size * 2 * PER_BATCH);
    expect(store.devices.count()).toBe(holds.size + 1); // and the DHCP server that answers them
    expect(await archived(store)).toEqual(linesOf(acked, begun));
    expect(store.archive.segments().some(({ state }) => state === 2)).toBe(true); // the sweep was killed at its work, too
    const scope = store.scopes.idOf(DEFAULT_SCOPE);
    const misplaced = [...holds].filter(([mac, ip]) => {
      const row = store.devices.find(scope, Number.parseInt(mac.replaceAll(':', ''), 16) as Mac);
      return !row || ipText(row.ip) !== ip || row.confidence !== 97;
    });
    expect(misplaced).toEqual([]);
    expect(new Map([...watcher.entries].map(([ip, entry]) => [entry.mac_address, ip]))).toEqual(holds);
    expect(watcher.revision).toBe(store.tenants.list()[0]?.revision ?? -1);
    expect(decodeCursor(watcher.cursor)?.epoch).toBe(store.tenants.list()[0]?.epoch ?? '');
    store.close();
    // One map in full at the first poll, deltas ever after.
    expect({ wrong, faults: watcher.faults, snapshots: watcher.snapshots }).toEqual({ wrong: [], faults: [], snapshots: 1 });
    // There was load to be killed under.
    expect(acked.size).toBeGreaterThan(KILLS / 4);
  } finally {
    stopping = true;
    await run.kill();
    rmSync(dir, { recursive: true, force: true });
  }
}, 240_000);

/** Records that the books of firewalls have (R42). */
function inBooks(store: Store): number { return store.books.logs().reduce((sum, { records, duplicates }) => sum + records + duplicates, 0); }

/** A call to a node that may be dead: undefined when there was no whole answer. */
async function patiently<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof LostCall)) throw error;
    await Bun.sleep(30);
    return undefined;
  }
}

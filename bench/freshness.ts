/**
 * From a log line to the firewalls: devices that nobody knew come up one after another, each as two lines of DHCP in an upload of its own, at any moment of the node's second.
 * Timed until each firewall's map holds the mapping, at firewalls that poll once a second and at others that keep a stream; the node as `serve` runs it, on a core of its own.
 * Last figures (quiet, 2 cores, 2026-11-27): polls at 1 Hz p50 0.62 s, p99 1.18 s; stream p99 0.26 s, 1.4 ms after the commit. Before ticks began early: 1.80 s and 0.94 s.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolFirewall } from '../src/cli/index.ts';
import { EdgeClient } from '../src/client/index.ts';
import { DEFAULT_SCOPE } from '../src/model/index.ts';
import { LoadFirewall } from '../src/simulator/load-firewall.ts';
import { SharedMaps } from '../src/simulator/shared-maps.ts';
import { camera } from './changing-site.ts';
import { percentiles, type BenchOptions, type BenchRow } from './row.ts';
import { pinned, residentMb, serveNode } from './served.ts';

const POLLING = 20, STREAMING = 20, DEVICES_PER_SECOND = 10;
const TIMEOUT_MS = 10_000;
/** After the last device: no poll is due later. */
const TAIL_MS = 3000;

interface Device { readonly key: { readonly site: string; readonly segment: string; readonly ip_address: string }; readonly sentAt: number; committedAt: number | undefined }
interface Times { readonly fromLine: number[]; readonly fromCommit: number[] }

export async function run({ seconds = 30 }: BenchOptions): Promise<BenchRow[]> {
  const { nodeCore } = pinned(), folder = mkdtempSync(join(tmpdir(), 'nameplate-freshness-'));
  const node = await serveNode(join(folder, 'data'), [], nodeCore);
  try {
    const url = `https://localhost:${new URL(node.url).port}`, maps = new SharedMaps(), over = new AbortController();
    const firewall = async (serial: string): Promise<LoadFirewall> => new LoadFirewall(url, await enrolFirewall(node.dataDir, { serial }), maps);
    const sender = new EdgeClient(url, await enrolFirewall(node.dataDir, { serial: 'SENDER' })), devices: Device[] = [];
    const polls = new Watch(devices), pushes = new Watch(devices);
    const polling = await Promise.all(Array.from({ length: POLLING }, async (_, n) => await firewall(`POLL-${n}`))), streaming = await Promise.all(Array.from({ length: STREAMING }, async (_, n) => await firewall(`STREAM-${n}`)));
    const work = [
      ...polling.map((one, n) => keepPolling(one, n / POLLING, over.signal, () => { polls.look(one); })),
      ...streaming.map(async (one) => { await one.stream(() => { pushes.look(one); }, over.signal); }),
    ];
    const sending: Promise<void>[] = [], count = seconds * DEVICES_PER_SECOND, begun = performance.now();
    for (let n = 0; n < count; n++) {
      await Bun.sleep(begun + ((n + Math.random()) / DEVICES_PER_SECOND) * 1000 - performance.now());
      sending.push(send(sender, n, devices));
    }
    await Promise.all(sending);
    await Bun.sleep(TAIL_MS);
    over.abort();
    await Promise.all(work);
    for (const one of [...polling, ...streaming]) one.client.drop();
    sender.drop();
    return [
      row('log line to firewall, polls at 1 Hz, p99', polls.times.fromLine, count * POLLING, 1300, `${count} new devices, ${POLLING} firewalls`, residentMb(node.pid)),
      row('commit to firewall, polls at 1 Hz, p99', polls.times.fromCommit, count * POLLING, undefined, 'from the answer to the upload, or the first firewall that had it'),
      row('log line to firewall, stream, p99', pushes.times.fromLine, count * STREAMING, undefined, `${STREAMING} firewalls`),
      row('commit to firewall, stream, p99', pushes.times.fromCommit, count * STREAMING, 150, 'from the answer to the upload, or the first firewall that had it'),
    ];
  } finally {
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What firewalls of one kind have not shown yet. */
class Watch {
  readonly times: Times = { fromLine: [], fromCommit: [] };
  readonly #devices: readonly Device[];
  readonly #missing = new Map<LoadFirewall, { readonly devices: Set<Device>; next: number }>();
  constructor(devices: readonly Device[]) { this.#devices = devices; }

  /** After each frame that was applied. */
  look(firewall: LoadFirewall): void {
    const now = performance.now(), mine = this.#missing.get(firewall) ?? { devices: new Set<Device>(), next: 0 };
    this.#missing.set(firewall, mine);
    for (; mine.next < this.#devices.length; mine.next++) mine.devices.add(this.#devices[mine.next] as Device); // next is below the length
    for (const device of mine.devices) {
      if (firewall.map.get(device.key) === undefined) continue;
      mine.devices.delete(device);
      device.committedAt ??= now;
      this.times.fromLine.push(now - device.sentAt);
      this.times.fromCommit.push(now - device.committedAt);
    }
  }
}

async function keepPolling(firewall: LoadFirewall, phase: number, signal: AbortSignal, applied: () => void): Promise<void> {
  for (let due = performance.now() + phase * 1000; !signal.aborted; due += 1000) {
    await Bun.sleep(Math.max(0, due - performance.now()));
    const outcome = await firewall.poll({ waitSeconds: 0, timeoutMs: TIMEOUT_MS });
    if ('more' in outcome) applied();
  }
}

async function send(client: EdgeClient, n: number, devices: Device[]): Promise<void> {
  const { ip, lines } = camera(n, `camera-${n}`), { site, segment } = DEFAULT_SCOPE;
  const device: Device = { key: { site, segment, ip_address: ip }, sentAt: performance.now(), committedAt: undefined };
  devices.push(device);
  const reply = await client.call({ method: 'POST', path: `/edge/v1/logs?format=eal&batch=fresh-${n}`, body: Buffer.from(lines), timeoutMs: TIMEOUT_MS });
  if (reply.status !== 200) throw new Error(`the node answered a batch with ${reply.status}`);
  device.committedAt ??= performance.now();
}

function row(name: string, times: number[], wanted: number, aim: number | undefined, note: string, memoryMb?: number): BenchRow {
  const seen = times.length, { p50, p99 } = percentiles(times);
  return {
    name, value: seen === wanted ? p99 : Number.NaN, unit: 'ms', better: 'lower', p50, p99, ...(aim === undefined ? {} : { aim: { value: aim } }), ...(memoryMb === undefined ? {} : { memoryMb }),
    note: `${note}; slowest ${Math.round(times.at(-1) ?? Number.NaN)} ms; seen ${seen} times of ${wanted}`,
  };
}

/** One simulated firewall that stays: it holds a poll open all the time, keeps its map through losses, and uploads logs. */
import { greet, pause, PollingClient, type Identity } from '../client/index.ts';
import type { Mapping, PlacedMapping } from '../model/index.ts';
import { upload } from './uploading.ts';

export interface Firewall {
  /** Resolves when the node has committed the batch. `shiftMs` is added to every record's time. */
  upload(format: string, batchId: string, body: Uint8Array, shiftMs: number): Promise<void>;
  mapping(ip: string): Mapping | undefined;
  readonly size: number;
  readonly digest: string;
  /** Told after each change was applied. */
  onApplied(listener: () => void): void;
  stop(): Promise<void>;
}

const HOLD_SECONDS = 25;
const TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 8000;
const PATIENCE_MS = 60_000;

/** Resolves after the first snapshot; rejects with the reason when the node does not let it in. */
export async function connectFirewall(edgeUrl: string, identity: Identity): Promise<Firewall> {
  const firewall = new PollingClient<PlacedMapping>(edgeUrl, identity, (entry) => entry);
  await greet(firewall.client);
  const listeners: (() => void)[] = [];
  const stopped = new AbortController();
  const first = Promise.withResolvers<undefined>();
  const polling = poll(firewall, stopped.signal, () => {
    first.resolve(undefined);
    for (const listener of listeners) listener();
  });
  polling.catch((error: unknown) => { first.reject(error); });
  await first.promise;
  return {
    async upload(format, id, body, shiftMs) { await upload(firewall.client, { id, format, body, shiftMs }, { signal: stopped.signal, patienceMs: PATIENCE_MS, onRetry: () => undefined }); },
    mapping: (ip) => firewall.map.find(ip),
    get size() { return firewall.map.size; },
    get digest() { return firewall.map.digest; },
    onApplied: (listener) => { listeners.push(listener); },
    async stop() {
      stopped.abort();
      firewall.client.drop();
      await polling;
    },
  };
}

async function poll(firewall: PollingClient<PlacedMapping>, signal: AbortSignal, applied: () => void): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const outcome = await firewall.poll({ waitSeconds: HOLD_SECONDS, timeoutMs: TIMEOUT_MS });
    if (signal.aborted) return;
    if (outcome.kind === 'snapshot' || outcome.kind === 'delta') {
      failures = 0;
      if (!outcome.more) applied();
    } else if (outcome.kind === 'idle') failures = 0;
    else {
      failures += 1;
      await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failures) * (0.5 + Math.random()), signal);
    }
  }
}

/** Follows the feed for one box: a cursor and no queue, so that whatever it missed is one merged delta of the latest state. */
import { pause } from '../client/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import { decode, frameCheck, type MappingFeed, type PollFrame, type View } from '../wire/index.ts';

export interface Carrier {
  /** One frame as firewalls are polled with: its bytes as JSON, and what they say. Throws when the box did not take it; the same or a later one then comes again. */
  carry(frame: PollFrame, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** While nothing changes, every now and then: what has to be renewed or looked at. Throws as the other does. */
  tend?(signal: AbortSignal): Promise<void>;
}
/** A box said that it does not want to be asked again so soon. */
export class NotTaken extends Error {
  constructor(message: string, readonly waitMs = 0) { super(message); }
}
export interface DeliveryPace { readonly firstMs: number; readonly mostMs: number; readonly holdMs: number }
const PACE: DeliveryPace = { firstMs: 1000, mostMs: 300_000, holdMs: 30_000 };

export interface DeliveryOptions {
  readonly name: string;
  readonly kind: 'webhook' | 'panos';
  readonly view: View;
  readonly feed: MappingFeed;
  readonly carrier: Carrier;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly pace?: DeliveryPace;
}

/** Returns how it is stopped. */
export function startDelivery(options: DeliveryOptions): () => Promise<void> {
  const abort = new AbortController(), { log, name, metrics } = options;
  const run = follow(options, abort.signal).catch((error: unknown) => {
    metrics.counter('nameplate_loop_failures_total', { loop: 'delivery' }).add();
    log.error('a delivery ended', error, { outlet: name });
  });
  return async () => {
    abort.abort();
    await run;
  };
}

async function follow({ name, kind, view, feed, carrier, log, metrics, pace = PACE }: DeliveryOptions, signal: AbortSignal): Promise<void> {
  const count = (outcome: string): void => { metrics.counter('nameplate_deliveries_total', { kind, outcome }).add(); };
  let cursor: string | undefined, failures = 0;
  while (!signal.aborted) {
    const answer = feed.poll(view, cursor, { format: 'json' });
    try {
      if (answer.kind === 'idle') {
        cursor = answer.cursor;
        // A node that stops ends held polls at once: without this look the loop would spin.
        if (!(await feed.waitForChange(view, cursor, pace.holdMs, signal))) await pause(Math.min(pace.firstMs, pace.holdMs), signal);
        if (!signal.aborted) await carrier.tend?.(signal);
        if (failures > 0) log.info('an outlet takes mappings again', { outlet: name, after: failures });
        failures = 0;
        continue;
      }
      const frame = decode(answer.bytes, 'json');
      if (!frameCheck.is(frame)) throw new Error('the feed gave no frame');
      await carrier.carry(frame, answer.bytes, signal);
      cursor = answer.cursor;
      if (failures > 0) log.info('an outlet takes mappings again', { outlet: name, after: failures });
      failures = 0;
      count('taken');
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      count('failed');
      // Said when it begins, and then ever less often.
      if ((failures & (failures - 1)) === 0) log.warn('an outlet did not take mappings', { outlet: name, failures, reason: error instanceof Error ? error.message : String(error) });
      await pause(longestWait(error, failures, pace) * (0.5 + Math.random() / 2), signal); // so that boxes that failed together do not come together for ever
    }
  }
}

/** Half of it at least is waited. Doubled with each failure; a box that asks for patience gets as much, but no box is left alone for longer than the most. */
export function longestWait(error: unknown, failures: number, { firstMs, mostMs }: DeliveryPace): number {
  return Math.min(mostMs, Math.max(error instanceof NotTaken ? error.waitMs * 2 : 0, firstMs * 2 ** Math.min(failures - 1, 20)));
}

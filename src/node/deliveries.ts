/** Where this node brings mappings: follows the table of outlets, and keeps a courier for each that is good. */
import { readFileSync, statSync } from 'node:fs';
import { openDestination, PanosTags, startDelivery, webhook, type Carrier, type DeliveryPace } from '../delivery/index.ts';
import { EdgeError, isOutletAttribute, Secret } from '../model/index.ts';
import type { OutletRow, Store } from '../store/index.ts';
import type { Log, Metrics } from '../telemetry/index.ts';
import type { MappingFeed } from '../wire/index.ts';

export interface DeliveriesDeps {
  readonly store: Store;
  readonly feed: MappingFeed;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly lookMs?: number;
  readonly pace?: DeliveryPace;
}

const LOOK_MS = 1000;
/** Couriers at once; outlets beyond are said and left out. */
const COURIERS_MAX = 64;
const FILE_MAX = 64 * 1024;

export interface Deliveries { stop(): Promise<void> }

export function startDeliveries({ store, feed, log, metrics, now, lookMs = LOOK_MS, pace }: DeliveriesDeps): Deliveries {
  const going = new Map<string, { readonly row: string; readonly stop: () => Promise<void> }>();
  const stopped: Promise<void>[] = [];
  let seen = -1, troubled = false;
  const look = (): void => {
    const generation = store.firewalls.generation(); // moves with every change that another process makes in the database
    if (generation === seen) return;
    const good = store.outlets.list().filter((row) => row.revokedAt === null && row.url !== null), wanted = new Map(good.slice(0, COURIERS_MAX).map((row) => [row.name, row]));
    if (good.length > COURIERS_MAX) log.warn('there are more outlets to bring mappings to than this node serves', { outlets: good.length, served: COURIERS_MAX });
    for (const [name, { row, stop }] of going) {
      const next = wanted.get(name);
      if (next !== undefined && JSON.stringify(next) === row) continue;
      going.delete(name);
      stopped.push(stop());
    }
    for (const [name, row] of wanted) {
      const kind = row.kind;
      if (going.has(name) || (kind !== 'webhook' && kind !== 'panos')) continue;
      const view = { tenant: row.tenant, ...(row.sites !== null && { sites: row.sites }) };
      going.set(name, { row: JSON.stringify(row), stop: startDelivery({ name, kind, view, feed, log, metrics, carrier: carrierOf(row, now), ...(pace !== undefined && { pace }) }) });
    }
    seen = generation;
    troubled = false;
  };
  const tryLook = (): void => {
    try {
      look();
    } catch (error) {
      if (!troubled) log.error('the outlets cannot be read; those that are served go on', error);
      troubled = true;
    }
  };
  tryLook();
  const timer = setInterval(tryLook, lookMs);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all([...stopped, ...[...going.values()].map(({ stop }) => stop())]);
    },
  };
}

/** Files are read when a delivery needs them: one that is missing delays its own outlet, and may be changed while the node runs. */
function carrierOf(row: OutletRow, now: () => number): Carrier {
  const secret = (): Secret => new Secret(fileText(row.secretFile).trim());
  let made: Carrier | undefined;
  return {
    async carry(frame, bytes, signal) {
      made ??= makeCarrier(row, secret, now);
      await made.carry(frame, bytes, signal);
    },
    async tend(signal) { await made?.tend?.(signal); },
  };
}

function makeCarrier({ name, kind, url, caFile, local, vsys, tagSeconds, tagBy }: OutletRow, secret: () => Secret, now: () => number): Carrier {
  const to = openDestination({ url: url ?? '', ca: caFile === null ? undefined : fileText(caFile), local });
  if (kind !== 'panos') return webhook(name, to, secret, now);
  return new PanosTags({ to, key: secret, now, ...(vsys !== null && { vsys }), ...(tagSeconds !== null && { seconds: tagSeconds }), ...(tagBy !== null && { by: tagBy.filter(isOutletAttribute) }) });
}

export function fileText(path: string | null): string {
  if (path === null) throw new EdgeError('unreadable', 'the outlet has no file of its secret');
  try {
    if (statSync(path).size > FILE_MAX) throw new EdgeError('too_large', 'the file is larger than any secret or certificate', { fields: { path, limit: FILE_MAX } });
    const text = readFileSync(path, 'utf8');
    if (text.trim() === '') throw new EdgeError('unreadable', 'the file is empty', { fields: { path } });
    return text;
  } catch (error) {
    if (error instanceof EdgeError) throw error;
    throw new EdgeError('unreadable', 'the file of an outlet cannot be read', { cause: error, fields: { path } });
  }
}

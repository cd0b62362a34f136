/** A running node: the store, the pipeline and the listeners, started in the order that lets each trust the one before. */
import { mkdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { Behaviour } from '../behaviour/index.ts';
import type { NodeOptions, RunningNode } from '../cli/index.ts';
import type { Config } from '../config/index.ts';
import { startDeliveries } from './deliveries.ts';
import { DeviceDictionary } from './device-dictionary.ts';
import { deviceReport } from '../desk/index.ts';
import { DictionaryShelf } from './dictionary-shelf.ts';
import { createPipeline, Inspection, type JudgeParts, judgeParts, type Pipeline, type PipelineDeps } from '../pipeline/index.ts';
import { createInjectionScorer, createPool, loadKernel, type KernelPool } from '../kernels/index.ts';
import { enroller } from './enroller.ts';
import { Lags } from './lags.ts';
import { EdgeError, type DeviceReport } from '../model/index.ts';
import { openSigner } from '../pki/index.ts';
import { listsPort, outletDoor } from './outlets.ts';
import { openArchive, startSweeping, steadyClock } from './raw-logs.ts';
import { registryOf } from './registry.ts';
import { edgeLimits, startEdge, startEnrol, startPortal, type EdgeDeps, type EnrolDeps, type EnrolListener } from '../server/index.ts';
import { logUploads } from '../sources/index.ts';
import { syslogOf } from './syslog.ts';
import { openStore } from '../store/index.ts';
import { watchTrust } from './trust.ts';
import { makeLog, makeMetrics, type Log } from '../telemetry/index.ts';

/** From here on a restart takes a moment that is worth a word. */
const LARGE = 100_000;

/** Tick trouble is said once when it begins and once a minute while it lasts. */
const TROUBLE_EVERY_MS = 60_000;

export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const begun = performance.now();
  const { config, dataDir } = options;
  if (dataDir === '') throw new EdgeError('usage', 'a data folder is needed');
  const now = (): Date => new Date();
  const log = makeLog({ level: config.log.level, format: logFormat(config), write: (line) => { process.stderr.write(`${line}\n`); }, now: Date.now });
  const metrics = makeMetrics();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const closing: (() => void | Promise<void>)[] = [];
  const ended = Promise.withResolvers<void>();
  const stop = async (): Promise<void> => {
    let first: unknown;
    // One that fails must not keep the others open: the last tick among them.
    for (let close = closing.pop(); close !== undefined; close = closing.pop()) {
      try {
        await close();
      } catch (error) {
        first ??= error;
      }
    }
    ended.resolve();
    if (first !== undefined) throw first;
  };
  try {
    const store = openStore(dataDir, { role: 'node', now: Date.now(), onDamage: (error) => { log.error('the database is damaged: firewalls keep what they have, and uploads that need what is lost are refused', error); } });
    closing.push(() => { store.close(); });
    if (store.migrated > 0) log.info('the data folder was brought to the present schema', { steps: store.migrated });
    const known = store.devices.count(), unsettled = store.unsettled();
    if (known >= LARGE) log.info('devices and mappings are being restored', { devices: known });
    if (unsettled > 0) log.info('the last run ended without a stop; its journal is replayed', { ticks: unsettled });
    const clock = steadyClock(store, log), archive = openArchive(config, store, metrics, log, clock);
    const trust = await watchTrust({ dataDir, names: config.edge.names, store, log });
    closing.push(() => { trust.stop(); });
    const { authority, identity } = trust.now;
    const pool = createPool(config.ingest.workers === 0 ? { depth: config.ingest.queueBatches } : { workers: config.ingest.workers, depth: config.ingest.queueBatches });
    closing.push(() => pool.close());
    const listeners: ((device: DeviceReport) => void)[] = [];
    const parts = judgeParts(), shelf = new DictionaryShelf(store.dictionary, () => openSigner(authority));
    const pipeline = startPipeline(config, { ...parts, store, metrics, steady: clock, archive }, log, (ids) => {
      if (listeners.length === 0) return;
      pipeline.describe(ids).then((devices) => {
        for (const { row, identity: who } of devices) {
          if (who.profile !== null) for (const listener of listeners) listener(deviceReport(row, who));
        }
      }, (error: unknown) => { log.error('devices could not be described', error); });
    });
    closing.push(() => pipeline.stop());
    closing.push(startSweeping({ archive, store, metrics, log, clock }));
    const dictionary = new DeviceDictionary({ store, shelf, parts, metrics, log, now: Date.now, least: config.mapping.minConfidence, everyMs: config.dictionary.rebuildSeconds * 1000 });
    closing.push(() => dictionary.stop());

    const limits = edgeLimits(config), giver = enroller({ store, authority: () => trust.now.authority, log, now }), registry = registryOf(store, { licenceRequired: config.licence.required, keep: config.retention.keep });
    const edge = await startEdge({ host: config.edge.host, port: config.edge.port, limits }, {
      authority, identity, registry, enroller: giver, feed: pipeline.feed, lists: pipeline.feed.lists, upload: uploadsInto(pipeline, pool, config),
      dictionary: { current: () => shelf.current(), schema: shelf.schema, checkSeconds: config.dictionary.rebuildSeconds }, log, metrics, now,
    });
    closing.push(async () => {
      pipeline.feed.release();
      await edge.stop();
    });
    const lags = new Lags({ progress: edge.progress, shownTo: (view) => pipeline.feed.shownTo(view), registry, store, metrics, log, now: Date.now });
    closing.push(() => { lags.stop(); });
    lags.start();
    const enrolment = await enrolmentOf(config, { identity, enroller: giver, log, metrics });
    closing.push(() => enrolment?.stop());
    const lists = await listsPort(config, { identity, lists: pipeline.feed.lists, outlets: outletDoor(store), log, metrics });
    closing.push(() => lists?.stop());
    const deliveries = startDeliveries({ store, feed: pipeline.feed, log, metrics, now: Date.now });
    closing.push(() => deliveries.stop());
    const syslog = await syslogOf({ config, store, pipeline, pool, trust: () => trust.now, log, metrics });
    closing.push(() => syslog.stop());
    trust.follow((next) => {
      edge.trust(next.authority, next.identity);
      enrolment?.trust(next.identity);
      lists?.trust(next.identity);
      syslog.trust();
    });
    const portal = startPortal({ host: config.portal.host, port: config.portal.port }, {
      metrics, metricsToken: config.portal.metricsToken, notReady: () => [...(pipeline.trouble === null ? [] : [`ticks do not commit: ${said(pipeline.trouble)}`]), ...(store.damage === null ? [] : [`${store.damage.message}: ${store.damage.next}`])],
    });
    closing.push(() => portal.stop());
    const readyMs = performance.now() - begun;
    metrics.gauge('nameplate_start_seconds').set(readyMs / 1000);
    metrics.onCollect(() => {
      metrics.gauge('nameplate_resident_bytes').set(process.memoryUsage.rss());
      metrics.gauge('nameplate_mappings_shed').set(pipeline.feed.shed);
      metrics.gauge('nameplate_store_damaged').set(store.damage === null ? 0 : 1);
      metrics.gauge('nameplate_queue_batches').set(pool.counts().waiting);
    });
    // Starting leaves twice what a node needs at rest; it goes back to the system here, unless looking through the heap for it would hold up answers.
    void dictionary.start().then(() => { if (known < LARGE) Bun.shrink(); });
    log.info('node is ready', { edge_port: edge.port, portal_port: portal.port, ready_ms: Math.round(readyMs) });
    return {
      edgeUrl: `https://${urlHost(config.edge.host)}:${edge.port}`, portalUrl: `http://${urlHost(config.portal.host)}:${portal.port}`, enrolUrl: enrolment === undefined ? null : `https://${urlHost(config.edge.host)}:${enrolment.port}`, listsUrl: lists === undefined ? null : `https://${urlHost(config.lists.host)}:${lists.port}`, caPem: authority.bundle, readyMs, syslog: syslog.listening(),
      onIdentified: (listener) => { listeners.push(listener); },
      ended: ended.promise, stop,
    };
  } catch (error) {
    await stop().catch((also: unknown) => { log.error('stopping failed, too', also); });
    throw error;
  }
}

function startPipeline(config: Config, parts: Pick<PipelineDeps, 'store' | 'metrics' | 'steady' | 'archive'> & JudgeParts, log: Log, onVerdicts: (devices: readonly number[]) => void): Pipeline {
  let said = -Infinity;
  const behaviour = config.behaviour.alerts ? new Behaviour({ learningMs: config.behaviour.learningHours * 3_600_000 }) : undefined;
  if (behaviour !== undefined) parts.metrics.onCollect(() => { parts.metrics.gauge('nameplate_baselines_forgotten').set(behaviour.forgotten); });
  const pipeline = createPipeline({
    ...parts, inspection: new Inspection(createInjectionScorer, parts.metrics), ...(behaviour && { behaviour }), now: Date.now, newEpoch: () => randomBytes(8).toString('hex'), onVerdicts,
    onCrowded: (given) => { log.warn('devices with addresses given by people take nine tenths of devices.max or more; they stay, a tenth is for all others: raise devices.max', { given, devices_max: config.devices.max }); },
    onTrouble: (error) => {
      if (performance.now() - said < TROUBLE_EVERY_MS) return;
      said = performance.now();
      log.error('a tick could not be committed; no upload is acknowledged and firewalls keep what they have', error);
    },
  }, {
    tickMs: config.tick.intervalMs, checkpointMs: config.tick.checkpointMs,
    rule: { minConfidence: config.mapping.minConfidence, activeMs: config.mapping.activeWithinSeconds * 1000 },
    horizonMs: config.mapping.tombstoneHorizonSeconds * 1000, maxEntries: config.mapping.maxEntries, pageBytes: config.mapping.frameMaxBytes,
    deltas: config.mapping.deltas, maxDevices: config.devices.max, withoutMac: config.devices.withoutMac,
    crowd: Math.max(1, Math.ceil(config.edge.uploadsPerFirewall / 2)),
  });
  pipeline.start();
  return pipeline;
}

/** Like a syslog listener it costs the node nothing else when its port is taken: that is said, and firewalls that have their certificates go on. */
async function enrolmentOf(config: Config, deps: EnrolDeps): Promise<EnrolListener | undefined> {
  try {
    return await startEnrol({ host: config.edge.host, port: config.edge.enrolPort }, deps);
  } catch (error) {
    deps.log.error('nobody can enrol: the enrolment listener cannot have its port', error, { port: config.edge.enrolPort });
    return undefined;
  }
}

function uploadsInto(pipeline: Pipeline, pool: KernelPool, config: Config): EdgeDeps['upload'] {
  let accept: ReturnType<typeof logUploads> | undefined;
  return async ({ firewall, body, ...upload }) => {
    // The splitter's kernel is made for the first upload: an idle node does without its memory.
    accept ??= logUploads({
      now: Date.now, erspan: config.ingest.erspan, pool, kernel: loadKernel(), inflatedMaxBytes: config.edge.uploadMaxInflatedBytes,
      receiptOf: (scope, serial, batch) => pipeline.receiptOf(scope, serial, batch), offer: (batch) => pipeline.offer(batch),
    });
    const { tenant, site, segment, serial } = firewall;
    return accept({ ...upload, body, scope: { tenant, site, segment }, firewall: serial });
  };
}

function logFormat(config: Config): 'json' | 'human' {
  if (config.log.format !== 'auto') return config.log.format;
  return process.stderr.isTTY === true ? 'human' : 'json';
}

function said(trouble: unknown): string { return trouble instanceof Error ? trouble.message : String(trouble); }

/** Where a client on this machine reaches a listener bound to `host`. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** The firewalls' side of a node for journeys: real certificates, store, pipeline, kernels and listeners, with a plain identifier and free ports. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive, linesOf } from '../archive/index.ts';
import { loadConfig } from '../config/index.ts';
import { DeviceDictionary, DictionaryShelf, enroller, outletDoor, registryOf, startSweeping, steadyClock } from '../node/index.ts';
import { createPool, loadKernel, reasonName, RECORD_NAMES } from '../kernels/index.ts';
import { DEFAULT_SCOPE, Secret } from '../model/index.ts';
import { createPipeline, type Pipeline } from '../pipeline/index.ts';
import { issueFirewall, openAuthority, openSigner, serverIdentity, type Authority } from '../pki/index.ts';
import { observe } from '../protocols/index.ts';
import { edgeLimits, startEdge, startEnrol, startLists, startPortal, type EdgeLimits, type EdgeListener, type FirewallRegistry, type PortalListener } from '../server/index.ts';
import { logUploads } from '../sources/index.ts';
import { openStore, type FirewallRow, type Store } from '../store/index.ts';
import { makeLog, makeMetrics, type Metrics } from '../telemetry/index.ts';
import type { MappingFeed } from '../wire/index.ts';
import { identifyPlainly } from './small-node.ts';

export interface Credentials { readonly serial: string; readonly certificate: string; readonly key: string; readonly ca: string; readonly fingerprint: string }

export interface EdgeNode {
  readonly dir: string;
  readonly url: string;
  readonly portalUrl: string;
  readonly enrolUrl: string;
  readonly listsUrl: string;
  readonly authority: Authority;
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly metrics: Metrics;
  readonly edge: EdgeListener;
  readonly portal: PortalListener;
  readonly lines: string[];
  readonly dictionary: DeviceDictionary;
  readonly shelf: DictionaryShelf;
  /** Issues and registers, as `firewall add` does. */
  enrol(serial: string, more?: Partial<FirewallRow>, days?: number): Promise<Credentials>;
  /** Takes EAL records in without a firewall; resolves after the commit. */
  ingest(batch: string, records: string): Promise<void>;
  /** The authority was changed: as a running node notices by itself. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export interface EdgeNodeOptions {
  readonly licenceRequired?: boolean;
  readonly dir?: string;
  readonly limits?: Partial<EdgeLimits>;
  readonly tickMs?: number;
  readonly inflatedMaxBytes?: number;
  readonly erspan?: boolean;
  readonly metricsToken?: string;
  /** How long a connection of the strangers' ports lasts at most. */
  readonly strangerStayMs?: number;
  readonly port?: number;
  /** `raw` archives what is uploaded. */
  readonly keep?: 'raw' | 'facts';
  /** Bytes at which a segment of the archive is closed, and milliseconds between sweeps. */
  readonly segmentMax?: number;
  readonly sweepMs?: number;
  /** Stands between the feed and the listener: a node that lies, for clients that must notice. */
  readonly feed?: (honest: MappingFeed) => MappingFeed;
  readonly registry?: (honest: FirewallRegistry) => FirewallRegistry;
  /** Names of product models that a trained model would have. */
  readonly models?: readonly string[];
  /** Epoch milliseconds that the listener takes for now. */
  readonly now?: () => number;
}

export async function edgeNode(options: EdgeNodeOptions = {}): Promise<EdgeNode> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'nameplate-edge-'));
  const now = options.now ?? Date.now;
  const store = openStore(dir, { role: 'node', now: Date.now() });
  const authority = await openAuthority(dir, new Date(), store.meta);
  const identity = await serverIdentity(authority, [], new Date());
  const metrics = makeMetrics();
  const lines: string[] = [];
  const log = makeLog({ level: 'debug', format: 'json', now: Date.now, write: (line) => { lines.push(line); } });
  const clock = steadyClock(store, log);
  const archive = new Archive({ store, metrics, linesOf, now: Date.now, steady: () => clock.now(), ...(options.segmentMax !== undefined && { segmentMax: options.segmentMax }), retention: { keep: options.keep ?? 'facts', days: 30, typeDays: {}, maxBytes: 2 ** 40 } });
  const limits: EdgeLimits = { ...edgeLimits(await loadConfig('')), ...options.limits };
  const pipeline = createPipeline({
    store, metrics, archive, steady: clock, observe, modelVersion: 'plain-1', vendorOf: () => undefined, identify: identifyPlainly, kindName: (kind) => RECORD_NAMES[kind] ?? '', reasonName,
    now: Date.now, onTrouble: (error) => { log.error('tick failed', error); }, newEpoch: () => crypto.getRandomValues(Buffer.alloc(8)).toString('hex'),
  }, { tickMs: options.tickMs ?? 50, checkpointMs: 0, pageBytes: limits.pageBytes });
  pipeline.start();
  const stopSweeping = startSweeping({ archive, store, metrics, log, clock, everyMs: options.sweepMs ?? 60_000 });
  const pool = createPool({ workers: 1 });
  const receive = logUploads({
    now: Date.now, erspan: options.erspan ?? false, pool, kernel: loadKernel(), inflatedMaxBytes: options.inflatedMaxBytes ?? 512 * 1024 * 1024,
    receiptOf: (scope, firewall, batch) => pipeline.receiptOf(scope, firewall, batch), offer: (batch) => pipeline.offer(batch),
  });
  const trusted = { authority, identity }, giver = enroller({ store, authority: () => trusted.authority, log, now: () => new Date(now()) });
  const registry = registryOf(store, { licenceRequired: options.licenceRequired ?? false, now });
  const shelf = new DictionaryShelf(store.dictionary, () => openSigner(authority));
  const dictionary = new DeviceDictionary({ store, shelf, metrics, log, now: Date.now, least: 90, everyMs: 7_200_000, parts: { vendorOf: () => undefined, worth: () => [], namesModel: (name) => options.models?.includes(name) === true } });
  await dictionary.rebuild();
  const edge = await startEdge({ host: '127.0.0.1', port: options.port ?? 0, limits }, {
    dictionary: { current: () => shelf.current(), schema: shelf.schema, checkSeconds: 7200 },
    authority, identity, registry: options.registry?.(registry) ?? registry, enroller: giver, feed: options.feed?.(pipeline.feed) ?? pipeline.feed, lists: pipeline.feed.lists, log, metrics, now: () => new Date(now()),
    upload: ({ firewall, ...upload }) => receive({ ...upload, firewall: firewall.serial, scope: firewall }),
  });
  const stay = options.strangerStayMs === undefined ? {} : { stayMs: options.strangerStayMs };
  const enrolment = await startEnrol({ host: '127.0.0.1', port: 0, ...stay }, { identity, enroller: giver, log, metrics });
  const lists = await startLists({ host: '127.0.0.1', port: 0, ...stay }, { identity, lists: pipeline.feed.lists, outlets: outletDoor(store), log, metrics });
  const portal = startPortal({ host: '127.0.0.1', port: 0 }, { metrics, notReady: () => (pipeline.trouble === null ? [] : ['ticks fail']), metricsToken: new Secret(options.metricsToken ?? '') });
  return {
    dir, url: `https://127.0.0.1:${edge.port}`, portalUrl: `http://127.0.0.1:${portal.port}`, enrolUrl: `https://127.0.0.1:${enrolment.port}`, listsUrl: `https://127.0.0.1:${lists.port}`, get authority() { return trusted.authority; }, store, pipeline, metrics, edge, portal, lines, dictionary, shelf,
    async enrol(serial, more = {}, days = 90) {
      const made = await issueFirewall(trusted.authority, serial, new Date(), days);
      store.firewalls.add({
        serial, tenant: 'default', site: 'default', segment: 'default', viewSites: null, fingerprint: made.fingerprint, certificateSerial: made.serialNumber, status: 'active',
        issuedAt: Date.now(), expiresAt: made.notAfter.getTime(), revokedAt: null, ...more,
      }, 'test', true, trusted.authority.fingerprint);
      return { serial, certificate: made.certificate, key: made.key, ca: trusted.authority.bundle, fingerprint: made.fingerprint };
    },
    async ingest(batch, records) {
      const body = (async function* () { yield Buffer.from(records); })();
      await receive({ scope: DEFAULT_SCOPE, firewall: 'ingest', batch, format: 'eal', encoding: '', shiftMs: 0, body, signal: new AbortController().signal });
    },
    async reload() {
      const next = await openAuthority(dir, new Date(), store.meta), own = await serverIdentity(next, [], new Date());
      trusted.authority = next;
      edge.trust(next, own);
      enrolment.trust(own);
      lists.trust(own);
    },
    async stop() {
      pipeline.feed.release();
      await enrolment.stop();
      await lists.stop();
      await edge.stop(500);
      await portal.stop();
      await stopSweeping();
      await pipeline.stop();
      await pool.close();
      store.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A pipeline over a real store with a plain identifier and a hand-moved clock: what tests and benches of the lower half drive. */
import type { Archiving } from '../archive/index.ts';
import { createPipeline, type Pipeline, type PipelineDeps, type PipelineOptions, type SteadyClock } from '../pipeline/index.ts';
import { parseIp, type BindingWord, type Evidence, type Identity, type Ipv4, type Mac, type ParameterName, type RowReader, type Scope, DEFAULT_SCOPE } from '../model/index.ts';
import type { DeviceState } from '../features/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { makeMetrics, type Metrics } from '../telemetry/index.ts';
import { decode, frameCheck, type PollFrame } from '../wire/index.ts';
import { FactRows, observeFacts, type Said } from './fact-rows.ts';

export interface Clock { now: number }

export interface SmallNode {
  readonly pipeline: Pipeline;
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly troubles: unknown[];
  /** How many states each call of the identifier had. */
  readonly judged: number[];
  poll(cursor?: string, view?: { readonly tenant?: string; readonly sites?: readonly string[]; readonly error?: string }): PollFrame;
  /** Offers and ticks until the receipt is there. */
  send(said: readonly Said[], batchId: string, scope?: Scope): Promise<void>;
  /** The same with rows of a kernel; needs `observe`. */
  sendRows(rows: RowReader, batchId: string, scope?: Scope): Promise<void>;
  close(): Promise<void>;
}

export interface SmallNodeOptions {
  readonly dir?: string;
  readonly clock?: Clock;
  readonly pipeline?: Partial<PipelineOptions>;
  readonly maxBytes?: number;
  readonly modelVersion?: string;
  readonly epoch?: string;
  readonly archive?: (store: Store) => Archiving;
  readonly steady?: SteadyClock;
  readonly onCrowded?: (given: number) => void;
  /** Of rows that a kernel read; without it the node takes plain facts. */
  readonly observe?: PipelineDeps['observe'];
  /** Where the plain identifier finds a verdict. */
  readonly verdictOf?: ParameterName;
}

/** The verdict stands in the vendor class or the parameter asked for, `profile/confidence`: "Camera/97". Without one there is no verdict. */
export function identifyPlainly(states: readonly DeviceState[]): Identity[] { return identifyBy(states, 'dhcp.vendor_class'); }

function identifyBy(states: readonly DeviceState[], verdictOf: ParameterName): Identity[] {
  const evidence: Evidence[] = [];
  return states.map((state) => {
    const [profile = null, confidence = '0'] = state.attribute(verdictOf)?.split('/') ?? [];
    const score = Number(confidence), tier = { value: profile, confidence: score };
    return {
      category: profile && `${profile}s`, profile, profile_type: profile && 'IoT', profile_vertical: null, vendor: profile && 'Acme', model: null, os_family: null, os_version: null,
      confidence_score: score, tiers: { category: tier, profile: tier, instance: tier, vendor: tier, model: tier, os: tier }, evidence,
    };
  });
}

export function smallNode(options: SmallNodeOptions = {}): SmallNode {
  const clock = options.clock ?? { now: Date.UTC(2026, 0, 2, 12) };
  const store = openStore(options.dir ?? ':memory:', { role: 'node', now: clock.now, ...(options.maxBytes !== undefined && { maxBytes: options.maxBytes }) });
  const metrics = makeMetrics();
  const troubles: unknown[] = [], judged: number[] = [];
  const pipeline = createPipeline({
    store, metrics, ...(options.archive && { archive: options.archive(store) }), ...(options.steady && { steady: options.steady }), ...(options.onCrowded && { onCrowded: options.onCrowded }), observe: options.observe ?? observeFacts, modelVersion: options.modelVersion ?? 'plain-1', vendorOf: () => undefined,
    identify: (states) => { judged.push(states.length); return identifyBy(states, options.verdictOf ?? 'dhcp.vendor_class'); },
    kindName: String, reasonName: String, now: () => clock.now, onTrouble: (error) => { troubles.push(error); },
    newEpoch: () => options.epoch ?? crypto.getRandomValues(Buffer.alloc(8)).toString('hex'),
  }, options.pipeline);
  async function offer(rows: RowReader, batchId: string, scope: Scope): Promise<void> {
    const receipt = pipeline.offer({ scope, firewall: 'fw-1', batchId, rows });
    await settle();
    clock.now += 1000;
    await pipeline.tick();
    await receipt;
  }
  return {
    pipeline, store, clock, metrics, troubles, judged,
    poll(cursor, view = {}) {
      const answer = pipeline.feed.poll({ tenant: view.tenant ?? 'default', ...(view.sites && { sites: view.sites }) }, cursor,
        { format: 'msgpack', ...(view.error !== undefined && { error: view.error }) });
      const frame = decode(answer.bytes, 'msgpack');
      if (!frameCheck.is(frame)) throw new Error(`not a frame: ${frameCheck.complaint(frame)}`);
      return frame;
    },
    send(said, batchId, scope = DEFAULT_SCOPE) { return offer(new FactRows(said), batchId, scope); },
    sendRows(rows, batchId, scope = DEFAULT_SCOPE) { return offer(rows, batchId, scope); },
    async close() {
      await pipeline.stop();
      store.close();
    },
  };
}

/** Lets offered rows be folded: an offer folds in the microtasks after the call. */
export async function settle(): Promise<void> { await new Promise((resolve) => setTimeout(resolve, 0)); }

/** A MAC of the test's own: locally administered, not a group. */
export function mac(n: number): Mac { return (0x020000000000 + n) as Mac; }
export function ip(text: string): Ipv4 {
  const value = parseIp(text);
  if (value === undefined) throw new Error('not an address');
  return value;
}
export function is(n: number, verdict: string, time: number): Said { return { mac: mac(n), time, parameter: 'dhcp.vendor_class', value: verdict }; }
export function named(n: number, hostname: string, time: number): Said { return { mac: mac(n), time, parameter: 'dhcp.hostname', value: hostname }; }
export function at(n: number, address: string, time: number, proof: BindingWord = 'dhcp-ack'): Said { return { mac: mac(n), ip: ip(address), time, proof }; }

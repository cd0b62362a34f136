/** What the command line needs from the rest of the node. The composition root (src/app.ts) implements it; commands never import other top rooms. */
import type { Config, Policy } from '../config/index.ts';
import type { DeviceKey, DeviceReport, Evidence, Identity, Mapping, Scope, SenderKind, SenderProtocol } from '../model/index.ts';
import type { Authority } from '../pki/index.ts';
import type { EnrolReply } from '../wire/index.ts';
import type { Stage } from '../onboarding/index.ts';
import type { PeopleReport } from '../people/index.ts';
import type { DeviceRef, DeviceRow, Store } from '../store/index.ts';

export interface NodeOptions {
  readonly config: Config;
  /** Empty: a folder of its own, removed on stop. */
  readonly dataDir: string;
}

export interface RunningNode {
  readonly edgeUrl: string;
  readonly portalUrl: string;
  /** Where firewalls ask for certificates; null when the port could not be had. */
  readonly enrolUrl: string | null;
  /** Where lists are read with a password; null when that is off, or the port could not be had. */
  readonly listsUrl: string | null;
  /** The CA certificate that firewalls must trust, PEM. */
  readonly caPem: string;
  /** The syslog listeners that have their port. */
  readonly syslog: readonly { readonly kind: SenderKind; readonly protocol: SenderProtocol; readonly port: number }[];
  /** Milliseconds from the call to the moment both listeners answered. */
  readonly readyMs: number;
  /** Called after the commit for each device whose profile became known or changed. */
  onIdentified(listener: (device: DeviceReport) => void): void;
  /** Settles when the node stopped by itself; rejects with the reason if it failed. */
  readonly ended: Promise<void>;
  /** Last tick, last commit, listeners closed. */
  stop(): Promise<void>;
}

/** A file that could not be read to its end; the others are still read. */
export interface FileFailure { readonly file: string; readonly error: Error }

export interface OfflineOptions {
  readonly files: readonly string[];
  /** Input format by name; undefined means look at the bytes. */
  readonly from: string | undefined;
  /** Devices are wanted with why they are named so. */
  readonly explain?: boolean;
  readonly signal: AbortSignal;
  /** Called now and then while reading. */
  readonly progress: (file: string, bytesRead: number, bytesTotal: number) => void;
}

export interface OfflineSummary {
  readonly records: number;
  /** Rejects by reason text. */
  readonly rejects: ReadonlyMap<string, number>;
  readonly failures: readonly FileFailure[];
}

/** One record of design section 5; plain JSON. */
export type RecordObject = Readonly<Record<string, unknown>>;

/** Credentials of one firewall, PEM. */
export interface FirewallIdentity { readonly serial: string; readonly certificate: string; readonly key: string; readonly ca: string }

/** A simulated firewall that uploads and polls over mutual TLS like a real one. */
export interface DemoFirewall {
  /** Sends one batch of logs; resolves when the node has committed it. `shiftMs` is added to every record's time. */
  upload(format: string, batchId: string, body: Uint8Array, shiftMs: number): Promise<void>;
  /** The mapping it holds now for an address. */
  mapping(ip: string): Mapping | undefined;
  /** Told after each change was applied. */
  onApplied(listener: () => void): void;
  stop(): Promise<void>;
}

/** One piece of the embedded replay, and what a firewall must hold after it. */
export interface DemoFixture {
  readonly name: string;
  readonly format: string;
  readonly bytes: Uint8Array;
  /** Epoch milliseconds of its last record: the replay says how old it is, so that its devices count as active. */
  readonly recordedMs: number;
  readonly expected: readonly Pick<Mapping, 'ip_address' | 'mac_address' | 'profile'>[];
}

export interface LoadTest {
  readonly edgeUrl: string;
  readonly identities: readonly FirewallIdentity[];
  readonly seconds: number;
  readonly intervalMs: number;
  /** Share of the interval by which a poll may be early or late. */
  readonly jitter: number;
  /** Seconds a poll may be held; 0 asks for an answer at once. */
  readonly waitSeconds: number;
  /** Streams instead of polls. */
  readonly stream: boolean;
  /** All connect at once, or over so many seconds. */
  readonly cold: boolean;
  readonly rampSeconds: number;
  /** Between cuts of every connection. */
  readonly stormSeconds?: number;
  /** Share of the firewalls that read slowly. */
  readonly slow: number;
  /** Uploaded by each firewall. */
  readonly upload?: { readonly file: string; readonly intervalMs: number };
  readonly probe?: { readonly intervalMs: number };
  readonly dictionary?: { readonly intervalMs: number };
  readonly signal: AbortSignal;
  readonly onProgress: (report: LoadReport) => void;
}

export type Spread = Readonly<Record<'p50' | 'p90' | 'p99' | 'p999' | 'max', number>>;

export interface LoadReport {
  readonly mode: 'poll' | 'held' | 'stream';
  readonly phase: 'connecting' | 'running' | 'comparing' | 'done';
  readonly firewalls: number;
  readonly seconds: number;
  readonly began: string | null;
  readonly connected: number;
  /** Frames pushed where the mode is stream. */
  readonly polls: number;
  readonly polls_per_second: number;
  readonly bytes: number;
  readonly bytes_per_firewall: number;
  readonly replies: Readonly<Record<'idle' | 'delta' | 'snapshot', number>>;
  readonly errors: Readonly<Record<string, number>>;
  /** Maps that differed from the node's digest, or from a fresh snapshot. */
  readonly wrong_maps: number;
  /** Firewalls whose map the node's digest confirmed last. */
  readonly confirmed: number;
  /** Firewalls whose map was the same as a fresh snapshot, entry by entry. */
  readonly compared: number;
  readonly entries: number;
  readonly connects: number;
  readonly tls_resumed: number;
  readonly cut: number;
  readonly resumes: number;
  readonly resyncs: number;
  readonly latency_ms: Spread;
  readonly sync_ms: Spread;
  readonly uploads: Readonly<Record<'batches' | 'bytes' | 'records' | 'rejects' | 'retries' | 'failed', number>> & { readonly latency_ms: Spread };
  readonly probe: Readonly<Record<'sent' | 'seen' | 'missed', number>> & { readonly latency_ms: Spread; readonly after_commit_ms: Spread };
  readonly dictionary: Readonly<Record<'fetched' | 'unchanged' | 'wrong' | 'bytes', number>> & { readonly latency_ms: Spread };
  readonly resident_bytes: number;
  readonly cpu_percent: number;
}

export interface Replay {
  readonly edgeUrl: string;
  readonly identity: FirewallIdentity;
  /** What to show from now on: it may have been renewed. */
  readonly newest?: () => FirewallIdentity;
  readonly files: readonly string[];
  /** Input format by name; undefined means look at the bytes. */
  readonly from: string | undefined;
  /** Times as fast as recorded; Infinity is as fast as the node takes it. */
  readonly speed: number;
  readonly recordedTimes: boolean;
  /** Part of every batch id. */
  readonly salt: string;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (report: ReplayReport) => void;
}

export interface ReplayReport {
  readonly batches: number;
  readonly bytes: number;
  readonly records: number;
  readonly rejects: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly repeated: number;
  readonly retries: number;
  readonly seconds: number;
}

export interface LogSearch {
  readonly dataDir: string;
  readonly tenant: string;
  /** Epoch milliseconds, inclusive. */
  readonly from: number;
  readonly to: number;
  readonly types: readonly string[];
  readonly firewall: string | undefined;
  /** A MAC or an IP address, as typed. */
  readonly device: string | undefined;
  readonly oldestFirst: boolean;
  readonly limit: number;
}

export interface ArchivedLog {
  readonly time: number;
  readonly firewall: string;
  /** As received; of a capture its record. */
  readonly line: string;
  /** The record with where it came from. */
  readonly record: RecordObject;
}

export interface LogSearchSummary {
  readonly found: number;
  /** Records whose file was gone or damaged, and records printed out of order. */
  readonly missing: number;
  readonly unordered: number;
  /** The tenant has no raw logs at all. */
  readonly empty: boolean;
}

/** Why one device is named so. */
export interface Explanation extends DeviceReport {
  readonly tenant: string;
  readonly site: string;
  readonly segment: string;
  /** Whether firewalls hear of it as Onboarding Device, and until when (R114); null of a device read from files. */
  readonly onboarding: { readonly stage: Stage; readonly ends: string | null } | null;
  /** The address that people gave it, and who holds it instead. */
  readonly given_address: { readonly ip_address: string; readonly by: string; readonly at: string; readonly conflict: DeviceAccount['conflict'] } | null;
  /** Strongest first; weights are negative. */
  readonly against: readonly Evidence[];
  /** What it says of itself, in clear. */
  readonly says: readonly { readonly parameter: string; readonly value: string; readonly time: string | null; readonly record: string | null; readonly rules: readonly string[] }[];
  /** What would make it surer, of most effect first; `gain` in log odds. */
  readonly surer: readonly { readonly id: string; readonly says: string; readonly next: string; readonly gain: number | null }[];
}

export interface SensorOptions {
  readonly edgeUrl: string;
  readonly identity: FirewallIdentity;
  /** What to show from now on: it may have been renewed. */
  readonly newest?: () => FirewallIdentity;
  /** Captured on; undefined reads a capture from standard input. */
  readonly interface: string | undefined;
  readonly filter: string | undefined;
  readonly snapBytes: number;
  /** Whether frames that switches mirror by ERSPAN are opened. */
  readonly erspan: boolean;
  /** Input format by name; undefined means look at the bytes. */
  readonly from: string | undefined;
  /** What may wait while the node is away. */
  readonly bufferBytes: number;
  /** How long to go on sending after the signal, and after the end of the input. */
  readonly graceMs: number;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (report: SensorReport) => void;
  /** One sentence when the node went away, came back, or batches had to go. */
  readonly onNews: (text: string) => void;
}

export interface SensorReport {
  readonly read_bytes: number;
  readonly read_records: number;
  /** What could not be read here, by reason; it is not sent. */
  readonly read_rejects: Readonly<Record<string, number>>;
  /** Committed by the node, with what it counted; bytes are those sent, compressed. */
  readonly batches: number;
  readonly bytes: number;
  readonly records: number;
  readonly rejects: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly retries: number;
  readonly dropped_batches: number;
  readonly dropped_records: number;
  readonly waiting_batches: number;
  readonly waiting_bytes: number;
  /** Lost by the kernel before they could be read; absent where nobody counts. */
  readonly packets_lost?: number;
  readonly seconds: number;
}

/** One device, as it is known beside the node. */
export interface DeviceAccount {
  readonly deviceid: string;
  readonly scope: Scope;
  /** Null for a device that nobody saw yet. */
  readonly report: DeviceReport | null;
  readonly identity: Identity;
  readonly people: PeopleReport;
  /** Who holds the address it was given. */
  readonly conflict: { readonly deviceid: string; readonly source: string; readonly at: string } | null;
}

export interface LikeAsk {
  readonly tenant: string;
  readonly device: DeviceRef;
  /** Lowest score, 0 to 1. */
  readonly least: number;
  readonly limit: number;
}
export interface LikeDevice {
  readonly ref: DeviceRef;
  readonly row: DeviceRow;
  /** 0 to 100. */
  readonly score: number;
  readonly why: string;
}

/** What an agent says of itself; plain JSON. */
export type AgentReport = Readonly<Record<string, unknown>>;

export interface AgentRun {
  readonly edgeUrl: string;
  /** Read once what was in force before is in force again. */
  readonly identity: () => FirewallIdentity;
  readonly stateDir: string;
  readonly table: string;
  /** Read at the start, when it changes, and on SIGHUP. */
  readonly policyFile: string | undefined;
  readonly maxEntries: number;
  readonly once: boolean;
  readonly remove: boolean;
  readonly signal: AbortSignal;
  readonly onPolicy: (policy: Policy) => void;
  readonly onApplied: (applied: AgentApplied) => void;
  readonly onNews: (text: string) => void;
}

/** One transaction in the kernel. */
export interface AgentApplied extends AgentReport { readonly how: 'replaced' | 'changed' | 'nothing'; readonly why: string; readonly added: number; readonly removed: number; readonly ms: number }

export interface CliDeps {
  startNode(options: NodeOptions): Promise<RunningNode>;
  /** Explanations, in the order of the devices, where they are wanted. */
  identifyFiles(options: OfflineOptions): Promise<OfflineSummary & { readonly devices: readonly DeviceReport[]; readonly explanations?: readonly Explanation[] }>;
  parseFiles(options: OfflineOptions, emit: (record: RecordObject) => void): Promise<OfflineSummary>;
  demoFixtures(): Promise<readonly DemoFixture[]>;
  connectFirewall(edgeUrl: string, identity: FirewallIdentity): Promise<DemoFirewall>;
  renewIfDue(edgeUrl: string, identity: FirewallIdentity, make: () => Promise<{ readonly request: string; readonly key: string }>): Promise<{ readonly made: { readonly key: string }; readonly reply: EnrolReply } | undefined>;
  renewFirewall(edgeUrl: string, identity: FirewallIdentity, request: string, force: boolean): Promise<EnrolReply>;
  /** PEM, of every authority that is trusted. */
  revocationLists(store: Store, authority: Authority, now: Date): Promise<string>;
  simulate(test: LoadTest): Promise<LoadReport>;
  replay(replay: Replay): Promise<ReplayReport>;
  /** `emit` says whether to go on. */
  searchLogs(search: LogSearch, emit: (log: ArchivedLog) => boolean): Promise<LogSearchSummary>;
  /** In their order, those of whom anything was heard. */
  explain(store: Store, devices: readonly DeviceRef[]): Promise<readonly Explanation[]>;
  sensor(options: SensorOptions): Promise<SensorReport>;
  agent(options: AgentRun): Promise<AgentReport>;
  agentStatus(at: { readonly stateDir: string; readonly table: string }): Promise<AgentReport>;
  /** What the agent would give to nft. */
  agentRules(of: { readonly policy: Policy; readonly table: string; readonly stateDir: string | undefined }): Promise<string>;
  describeDevice(store: Store, device: DeviceRef): Promise<DeviceAccount>;
  likeDevices(store: Store, ask: LikeAsk): Promise<readonly LikeDevice[]>;
  /** Company of a MAC's prefix. */
  companies(): Promise<(mac: DeviceKey) => string | undefined>;
}

/** What the pipeline is made of and set by: the functions along the line, its limits and their defaults. */
import type { Archiving } from '../archive/index.ts';
import type { Behaviour } from '../behaviour/index.ts';
import type { DeviceState, Worth } from '../features/index.ts';
import type { Refused } from '../identify/index.ts';
import type { Inspection } from './inspection.ts';
import { DEFAULT_RULE, type EligibilityRule } from '../mapping/index.ts';
import type { Identity, DeviceKey, ObservationSink, RowReader } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import type { SteadyClock } from './steady-clock.ts';
import type { Metrics } from '../telemetry/index.ts';

/** What the pipeline is given: the functions along the line, and the world. */
export interface PipelineDeps {
  readonly store: Store;
  readonly metrics: Metrics;
  /** Rows to facts and bindings: protocols.observe. */
  readonly observe: (rows: RowReader, sink: ObservationSink, repeated: (row: number) => boolean) => void;
  /** One kernel call for all of them; the identities come in the same order. `recordOf` puts in words what evidence came from, `refusedOf` has the names that people refused to the device at that place. */
  readonly identify: (states: readonly DeviceState[], recordOf: (source: number) => string | null, refusedOf?: (device: number) => readonly Refused[]) => readonly Identity[];
  /** What a value claims that a device said; nothing without it. */
  readonly worth?: Worth;
  /** Names the model behind `identify`: stored devices are judged again when it changes. */
  readonly modelVersion: string;
  readonly vendorOf: (mac: DeviceKey) => string | undefined;
  /** Names for the counters of records and rejects. */
  readonly kindName: (kind: number) => string;
  readonly reasonName: (reason: number) => string;
  /** Told of what is new to a device, and raises alerts; nobody is without it. */
  readonly behaviour?: Behaviour;
  /** Looks at what requests carry, and raises alerts; nobody does without it. */
  readonly inspection?: Inspection;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** What batch ids are remembered by, when it is another than `now`: a wall clock leaps. */
  readonly steady?: SteadyClock;
  /** Where raw logs are kept; without it only facts are. */
  readonly archive?: Archiving;
  /** Sixteen random hex digits. */
  readonly newEpoch: () => string;
  /** Told of a tick that failed and will be tried again: a full disk, a failed kernel. */
  readonly onTrouble: (error: unknown) => void;
  /** Told once when devices with addresses given by people leave the others a tenth of `maxDevices`, which is always theirs. */
  readonly onCrowded?: (given: number) => void;
  /** Store ids of the devices whose verdict became another, after the commit that has it. */
  readonly onVerdicts?: (devices: readonly number[]) => void;
}

export interface PipelineOptions {
  readonly tickMs: number;
  /** Longest time between commits of device evidence; acknowledgements wait for it. */
  readonly checkpointMs: number;
  readonly rule: EligibilityRule;
  /** A segment not heard for this long has a quiet source: nobody in it is idle (design law 6). */
  readonly quietMs: number;
  readonly horizonMs: number;
  readonly maxEntries: number;
  readonly pageBytes: number;
  readonly deltas: boolean;
  readonly maxDevices: number;
  /** Addresses in logs that nobody holds become devices, known by the address alone (R28). */
  readonly withoutMac: boolean;
  /** Devices kept in memory beside those that are published. */
  readonly memoryDevices: number;
  /** Devices whose evidence is kept in memory; the rest is read back when they speak. */
  readonly memoryEvidence: number;
  /** Devices whose evidence waits, packed, to go from the journal to its table. */
  readonly memoryBehind: number;
  /** Uploads not yet committed; beyond it `overloaded`. */
  readonly maxPending: number;
  /** So many uploads of one firewall that wait for their commit have it early. */
  readonly crowd: number;
  /** How long a batch id is remembered. */
  readonly batchRetentionMs: number;
}

export const PIPELINE_DEFAULTS: PipelineOptions = Object.freeze({
  tickMs: 1000, checkpointMs: 1000, rule: DEFAULT_RULE, quietMs: 60_000, horizonMs: 900_000, maxEntries: 1_000_000, pageBytes: 4 * 1024 * 1024, deltas: true,
  maxDevices: 1_000_000, withoutMac: true, memoryDevices: 200_000, memoryEvidence: 50_000, memoryBehind: 500_000, maxPending: 1024, crowd: 10, batchRetentionMs: 86_400_000,
});

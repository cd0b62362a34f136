/** What a load test is asked, and what it answers. */
import type { Identity } from '../client/index.ts';
import type { Piece } from './pieces.ts';

export interface LoadOptions {
  readonly edgeUrl: string;
  readonly identities: readonly Identity[];
  readonly seconds: number;
  /** Time between the polls of one firewall, milliseconds. */
  readonly intervalMs: number;
  /** Share of the interval by which each poll is early or late, 0 to 1; 0.05 by default. */
  readonly jitter?: number;
  /** Held polls instead: the next one follows the answer at once. 0 is off. */
  readonly waitSeconds: number;
  /** Streams instead: each firewall keeps one open. */
  readonly stream?: boolean;
  /** Everybody connects in the same moment, or one after another over so many seconds; by default some at a time. */
  readonly cold?: boolean;
  readonly rampSeconds?: number;
  /** Every connection is cut so often, all at once; each firewall comes back with its cursor. */
  readonly stormSeconds?: number;
  /** Share of the firewalls that read slowly, 0 to 1. */
  readonly slow?: number;
  /** Each firewall uploads all of this, so often. */
  readonly upload?: { readonly pieces: readonly Piece[]; readonly intervalMs: number };
  /** A device of the test's own changes its name so often, and each firewall is timed from the upload to its map. */
  readonly probe?: { readonly intervalMs: number; readonly vendorClass?: string };
  /** Each firewall fetches the device dictionary and asks so often whether it changed. */
  readonly dictionary?: { readonly intervalMs: number };
  readonly signal: AbortSignal;
  readonly onProgress: (report: LoadReport) => void;
}

/** Percentiles in milliseconds; all 0 without samples. */
export interface Spread { readonly p50: number; readonly p90: number; readonly p99: number; readonly p999: number; readonly max: number }

export interface LoadReport {
  readonly mode: 'poll' | 'held' | 'stream';
  readonly phase: 'connecting' | 'running' | 'comparing' | 'done';
  readonly firewalls: number;
  readonly seconds: number;
  /** When the measured time began, RFC 3339, to be found again in what the node counts; null before. */
  readonly began: string | null;
  readonly connected: number;
  /** Polls answered or failed, in the measured time; of streams, frames pushed. */
  readonly polls: number;
  readonly polls_per_second: number;
  /** Of all frames, the first snapshots and the last comparison included. */
  readonly bytes: number;
  readonly bytes_per_firewall: number;
  readonly replies: Readonly<Record<'idle' | 'delta' | 'snapshot', number>>;
  /** By kind: a lost call, an HTTP status, a frame that did not fit. */
  readonly errors: Readonly<Record<string, number>>;
  /** Maps that came out different from the node's digest, during the run and at its end, or from a fresh snapshot at the end. */
  readonly wrong_maps: number;
  /** Firewalls whose last reply confirmed their map; at the end this is all of them. */
  readonly confirmed: number;
  /** Firewalls whose map was compared at the end with a fresh snapshot, entry by entry, and found the same. */
  readonly compared: number;
  /** Entries of the largest map. */
  readonly entries: number;
  readonly connects: number;
  /** Of them, by the node's session ticket. */
  readonly tls_resumed: number;
  /** Connections that storms cut; of the firewalls that came back, those that went on from their cursor, and those that got the whole map again. */
  readonly cut: number;
  readonly resumes: number;
  readonly resyncs: number;
  /** From the moment a poll was due, so that a late client does not flatter the node; held polls are left out while idle, streams altogether. */
  readonly latency_ms: Spread;
  /** From the first knock, or the cut, to a map that is current. */
  readonly sync_ms: Spread;
  readonly uploads: { readonly batches: number; readonly bytes: number; readonly records: number; readonly rejects: number; readonly retries: number; readonly failed: number; readonly latency_ms: Spread };
  /** From the upload of a log line to a firewall's map that shows it: all firewalls, all probes. `after_commit_ms` counts from when the node had acknowledged the line, or the first firewall had it. */
  readonly probe: { readonly sent: number; readonly seen: number; readonly missed: number; readonly latency_ms: Spread; readonly after_commit_ms: Spread };
  /** `wrong`: the signature was not that of the bytes. */
  readonly dictionary: { readonly fetched: number; readonly unchanged: number; readonly wrong: number; readonly bytes: number; readonly latency_ms: Spread };
  readonly resident_bytes: number;
  /** Of one core, in the measured time: near 100 the figures are those of this program and not the node's. */
  readonly cpu_percent: number;
}

/** One measured figure. A file in bench/ exports `run(options): Promise<BenchRow[]>`; run.ts finds it, runs it in a process of its own and prints the table. */

/** From the command line; a bench that measures by rounds ignores them. */
export interface BenchOptions {
  /** How long each figure is measured, where that is a choice. */
  readonly seconds?: number;
}

export interface BenchRow {
  /** What was measured, without the figure: `NDJSON parse, 1 MiB batches`. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  /** The same work by somebody else's program, measured in the same run. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** What the figure should reach: an absolute value, or a ratio to the peer. */
  readonly aim?: { readonly value: number } | { readonly ofPeer: number };
  readonly p50?: number;
  readonly p99?: number;
  /** Resident memory of the process that did the work, MB. */
  readonly memoryMb?: number;
  readonly peerMemoryMb?: number;
  readonly note?: string;
}

/** value / peer when higher is better, peer / value otherwise: above 1 we are ahead. */
export function ratio(row: BenchRow): number | undefined {
  if (row.peer === undefined || row.peer.value === 0 || row.value === 0) return undefined;
  return row.better === 'higher' ? row.value / row.peer.value : row.peer.value / row.value;
}

export function reachesAim(row: BenchRow): boolean | undefined {
  if (row.aim === undefined) return undefined;
  if ('ofPeer' in row.aim) {
    const reached = ratio(row);
    return reached === undefined ? undefined : reached >= row.aim.ofPeer;
  }
  return row.better === 'higher' ? row.value >= row.aim.value : row.value <= row.aim.value;
}

/** Middle and near-worst of samples; the samples are sorted in place. */
export function percentiles(samples: number[]): { p50: number; p99: number } {
  samples.sort((a, b) => a - b);
  const at = (share: number): number => samples[Math.min(samples.length - 1, Math.floor(samples.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

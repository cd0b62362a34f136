/** The offline commands: files to records, and files to devices through the same pipeline a node runs, with a store in memory. */
import type { Explanation, OfflineOptions, OfflineSummary, RecordObject } from '../cli/index.ts';
import { deviceReport } from './device-report.ts';
import { explanationOf } from './explain.ts';
import { createPipeline, judgeParts } from '../pipeline/index.ts';
import { loadKernel, reasonName, toRecord, type RowBatch } from '../kernels/index.ts';
import { DEFAULT_SCOPE, type DeviceReport } from '../model/index.ts';
import { NO_EDIT } from '../people/index.ts';
import { readRecords } from '../sources/index.ts';
import { openStore } from '../store/index.ts';
import { makeMetrics } from '../telemetry/index.ts';
import { KIND_REJECT } from '../../assembly/layout.ts';

/** What was read so far. */
class Tally implements OfflineSummary {
  records = 0;
  readonly rejects = new Map<string, number>();
  readonly failures: { file: string; error: Error }[] = [];

  count(batch: RowBatch): void {
    for (let row = 0; row < batch.count; row++) {
      if (batch.kind(row) !== KIND_REJECT) { this.records++; continue; }
      const reason = reasonName(batch.a(row));
      this.rejects.set(reason, (this.rejects.get(reason) ?? 0) + 1);
    }
  }
}

/**
 * Reads each file to its end or to its trouble; a bad file costs the others nothing. One thread: a kernel reads a batch in less time than it takes to
 * hand its rows over from another thread. A batch is good only until the next one is asked for.
 */
async function* readFiles(options: OfflineOptions, tally: Tally): AsyncGenerator<RowBatch, void, undefined> {
  const kernel = loadKernel();
  for (const file of options.files) {
    try {
      const onRead = (read: number, total: number): void => { options.progress(file, read, total); };
      for await (const batch of readRecords(file, { from: options.from, signal: options.signal, onRead, clock: { referenceMs: Date.now(), zoneMinutes: 0 }, recycle: true, kernel })) {
        tally.count(batch);
        yield batch;
      }
    } catch (error) {
      if (options.signal.aborted) return;
      tally.failures.push({ file, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
}

export async function parseFiles(options: OfflineOptions, emit: (record: RecordObject) => void): Promise<OfflineSummary> {
  const tally = new Tally();
  for await (const batch of readFiles(options, tally)) {
    for (let row = 0; row < batch.count && !options.signal.aborted; row++) emit(toRecord(batch, row));
  }
  return tally;
}

const PAGE = 1000;
/** Devices changed since the last commit that are worth one: memory stays within bounds, and there is no commit for a handful of devices. */
const UNSAVED = 10_000;

export async function identifyFiles(options: OfflineOptions): Promise<OfflineSummary & { readonly devices: readonly DeviceReport[]; readonly explanations: readonly Explanation[] }> {
  const now = Date.now(), tally = new Tally(), parts = judgeParts();
  const store = openStore(':memory:', { role: 'tool', now });
  let trouble: unknown;
  const pipeline = createPipeline({
    ...parts, store, metrics: makeMetrics(), now: () => now, newEpoch: () => '0'.repeat(16), onTrouble: (error) => { trouble = error; },
  }, { checkpointMs: 0 });
  const read = Promise.withResolvers<void>();
  async function* rows(): AsyncGenerator<RowBatch, void, undefined> {
    try {
      for await (const batch of readFiles(options, tally)) {
        yield batch;
        if (pipeline.unsaved < UNSAVED) continue;
        await pipeline.tick();
        if (trouble !== undefined) throw trouble;
      }
    } finally {
      read.resolve();
    }
  }
  // All files are one upload: it is committed with the last tick.
  const receipt = pipeline.offer({ scope: DEFAULT_SCOPE, firewall: 'offline', sender: '', batchId: 'files', rows: rows() });
  receipt.catch(read.resolve);
  await read.promise;
  await Bun.sleep(0); // lets the upload line up for the commit
  await pipeline.stop();
  if (trouble !== undefined) throw trouble;
  await receipt;
  const devices: DeviceReport[] = [], explanations: Explanation[] = [];
  for (let after = 0; ;) {
    const page = store.devices.idsAfter(after, PAGE);
    for (const { row, identity, state } of await pipeline.describe(page)) {
      devices.push(deviceReport(row, identity));
      if (options.explain === true) explanations.push(explanationOf(parts, { row, state, scope: DEFAULT_SCOPE, recordOf: (source) => pipeline.recordOf(source), edit: NO_EDIT }));
    }
    const last = page.at(-1);
    if (last === undefined) break;
    after = last;
  }
  store.close();
  return { records: tally.records, rejects: tally.rejects, failures: tally.failures, devices: devices.sort(bySurety), explanations: explanations.sort(bySurety) };
}

function bySurety(a: DeviceReport, b: DeviceReport): number { return b.confidence_score - a.confidence_score || a.deviceid.localeCompare(b.deviceid); }

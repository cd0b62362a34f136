/** The offline commands: files to records, and files to devices through the same pipeline a node runs, with a store in memory. */
import type { OfflineOptions, OfflineSummary, RecordObject } from './cli/index.ts';
import { deviceReport } from './device-report.ts';
import { judgeParts } from './judge.ts';
import { loadKernel, reasonName, toRecord, type RowBatch } from './kernels/index.ts';
import { DEFAULT_SCOPE, type DeviceReport } from './model/index.ts';
import { createPipeline } from './pipeline.ts';
import { readRecords } from './sources/index.ts';
import { openStore } from './store/index.ts';
import { makeMetrics } from './telemetry/index.ts';
import { KIND_REJECT } from '../assembly/layout.ts';

/**
 * Reads each file to its end or to its trouble; a bad file costs the others nothing. One thread: a kernel reads a batch in less time than another
 * thread takes to hand its rows over. A batch is good only until what `each` returns is done.
 */
async function readFiles(options: OfflineOptions, each: (batch: RowBatch) => void | Promise<void>): Promise<OfflineSummary> {
  const rejects = new Map<string, number>();
  const failures: { file: string; error: Error }[] = [];
  let records = 0;
  const kernel = loadKernel();
  for (const file of options.files) {
    try {
      const onRead = (read: number, total: number): void => { options.progress(file, read, total); };
      for await (const batch of readRecords(file, { from: options.from, signal: options.signal, onRead, recycle: true, kernel })) {
        for (let row = 0; row < batch.count; row++) {
          if (batch.kind(row) !== KIND_REJECT) { records++; continue; }
          const reason = reasonName(batch.a(row));
          rejects.set(reason, (rejects.get(reason) ?? 0) + 1);
        }
        await each(batch);
      }
    } catch (error) {
      if (options.signal.aborted) break;
      failures.push({ file, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
  return { records, rejects, failures };
}

export async function parseFiles(options: OfflineOptions, emit: (record: RecordObject) => void): Promise<OfflineSummary> {
  return readFiles(options, (batch) => {
    for (let row = 0; row < batch.count && !options.signal.aborted; row++) emit(toRecord(batch, row));
  });
}

/** One batch; whoever asks for another is done with it. */
async function* single(rows: RowBatch, done: () => void): AsyncGenerator<RowBatch, void, undefined> {
  yield rows;
  done();
}

const PAGE = 1000;
const NO_FIREWALL = 'offline';

export async function identifyFiles(options: OfflineOptions): Promise<OfflineSummary & { readonly devices: readonly DeviceReport[] }> {
  const now = Date.now();
  const store = openStore(':memory:', { role: 'tool', now });
  let trouble: unknown;
  const pipeline = createPipeline({
    ...judgeParts(), store, metrics: makeMetrics(), now: () => now, newEpoch: () => '0'.repeat(16), onTrouble: (error) => { trouble = error; },
  }, { checkpointMs: 0 });
  let batches = 0;
  const receipts: Promise<unknown>[] = [];
  const summary = await readFiles(options, async (rows) => {
    await new Promise<void>((folded, failed) => {
      const receipt = pipeline.offer({ scope: DEFAULT_SCOPE, firewall: NO_FIREWALL, batchId: String(batches++), rows: single(rows, folded) });
      receipt.then(() => { folded(); }, failed);
      receipts.push(receipt);
    });
    // One commit for many batches: nobody waits for an acknowledgement here.
    if (receipts.length >= 64) await drain();
  });
  async function drain(): Promise<void> {
    await Bun.sleep(0); // lets the offers line up for the commit
    await pipeline.tick();
    if (trouble !== undefined) throw trouble;
    await Promise.all(receipts);
    receipts.length = 0;
  }
  await drain();
  await pipeline.stop();
  const devices: DeviceReport[] = [];
  for (let after = 0; ;) {
    const page = store.devices.idsAfter(after, PAGE);
    for (const { row, identity } of await pipeline.describe(page)) devices.push(deviceReport(row, identity));
    const last = page.at(-1);
    if (last === undefined) break;
    after = last;
  }
  store.close();
  return { ...summary, devices: devices.sort((a, b) => b.confidence_score - a.confidence_score || a.mac_address.localeCompare(b.mac_address)) };
}

/** The sensor: packets as they come, parsed here into records, and the records sent to a node as EAL lines. */
import { KIND_REJECT } from '../../assembly/layout.ts';
import type { SensorOptions, SensorReport } from '../cli/index.ts';
import { loadKernel, reasonName, toRecord, type RowBatch } from '../kernels/index.ts';
import { Outbox } from '../simulator/index.ts';
import { readRecords, startCapture, type LiveCapture } from '../sources/index.ts';

/** Packets wait at most this long for company; the node commits about as often. */
const LINGER_MS = 1000;
/** Lines of one batch, before compression. */
const BATCH_CHARS = 1 << 20;

export async function runSensor(options: SensorOptions): Promise<SensorReport> {
  const begun = performance.now(), rejects: Record<string, number> = {}, refused = new AbortController();
  let refusal: unknown, trouble: unknown, capture: LiveCapture | undefined, read = 0, records = 0, dropped: number | undefined;
  const outbox = new Outbox({
    edgeUrl: options.edgeUrl, identity: options.identity, newest: options.newest, run: `sensor-${crypto.randomUUID()}`, format: 'eal', maxBytes: options.bufferBytes, onNews: options.onNews,
    onRefused: (error) => {
      refusal = error;
      refused.abort();
    },
  });
  const report = (): SensorReport => {
    const { waiting_batches, waiting_bytes, ...sent } = outbox.report;
    return { read_records: records, read_rejects: { ...rejects }, ...sent, waiting_batches, waiting_bytes, read_bytes: read, ...(dropped === undefined ? {} : { packets_lost: dropped }), seconds: (performance.now() - begun) / 1000 };
  };
  try {
    await outbox.greet();
    const stop = AbortSignal.any([options.signal, refused.signal]);
    if (options.interface !== undefined) {
      const started = capture = startCapture({ interface: options.interface, filter: options.filter, snapBytes: options.snapBytes });
      stop.addEventListener('abort', () => { started.stop(); }, { once: true });
      if (stop.aborted) started.stop();
    }
    try {
      const input = readRecords(capture === undefined ? '-' : counted(capture.bytes), {
        from: options.from, erspan: options.erspan, live: { lingerMs: LINGER_MS, stop }, kernel: loadKernel(), recycle: true, clock: { referenceMs: Date.now(), zoneMinutes: 0 }, onRead: (bytes) => { read = bytes; },
      });
      for await (const batch of input) {
        send(batch);
        options.onProgress(report());
      }
    } catch (error) {
      if (!stop.aborted || read > 0) trouble = error;
      if (read > 0) capture?.stop(); // it may still run
    }
    // A capture program that could not start gives no byte, and its own reason.
    dropped = await capture?.ended().catch((error: unknown) => {
      trouble = error;
      return undefined;
    });
    // What was seen before the trouble is sent before the trouble is told.
    if (refusal === undefined) await outbox.drain(options);
    if (refusal !== undefined || trouble !== undefined) throw refusal ?? trouble;
    return report();
  } finally {
    capture?.stop();
    outbox.close();
  }

  async function* counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of bytes) {
      read += piece.length;
      yield piece;
    }
  }

  function send(batch: RowBatch): void {
    let lines: string[] = [], chars = 0;
    const flush = (): void => {
      if (lines.length > 0) outbox.add(Bun.gzipSync(lines.join('')), lines.length);
      lines = [];
      chars = 0;
    };
    for (let row = 0; row < batch.count; row++) {
      if (batch.kind(row) === KIND_REJECT) {
        const reason = reasonName(batch.a(row));
        rejects[reason] = (rejects[reason] ?? 0) + 1;
        continue;
      }
      const line = `${JSON.stringify(toRecord(batch, row))}\n`;
      records += 1;
      lines.push(line);
      chars += line.length;
      if (chars >= BATCH_CHARS) flush();
    }
    flush();
  }
}

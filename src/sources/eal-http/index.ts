/** Log uploads over HTTP: one body becomes row batches, offered as one unit that is answered after its commit. */
import { RECORD_NAMES, reasonName, type Kernel, type KernelPool } from '../../kernels/index.ts';
import { EdgeError, type RowReader, type Scope } from '../../model/index.ts';
import { readRecords } from '../file-replay/index.ts';
import { inflated, type InflateBounds } from './inflate.ts';

export interface LogUpload {
  readonly scope: Scope;
  /** The uploader's serial: batch ids are its own. */
  readonly firewall: string;
  readonly batch: string;
  /** `eal` for records, `log` for lines of other people's logs, `pcap`, `pcapng`, or `capture` for either of the two. */
  readonly format: string;
  /** Content-Encoding as sent: empty, identity, gzip or zstd. */
  readonly encoding: string;
  /** Added to every record's time, milliseconds. */
  readonly shiftMs: number;
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** `reasons` counts the rejects by reason; empty for a repeated batch, whose counts are those of the first time. */
export interface LogReceipt { readonly batch: string; readonly records: number; readonly rejects: number; readonly reasons: Record<string, number>; readonly revision: number; readonly repeated: boolean }

interface Receipt { readonly records: number; readonly rejects: number; readonly revision: number; readonly repeated: boolean }

export interface LogUploadDeps extends InflateBounds {
  /** Epoch milliseconds: a log's dates without a year are of the year that ends now. */
  readonly now: () => number;
  /** Whether frames that a switch mirrors by ERSPAN are opened. */
  readonly erspan: boolean;
  readonly pool: KernelPool;
  /** Finds record boundaries; the parsing is the pool's. */
  readonly kernel: Kernel;
  /** What was answered when this batch was committed. */
  readonly receiptOf: (scope: Scope, firewall: string, batch: string) => Receipt | undefined;
  /** Resolves after the commit. */
  readonly offer: (batch: { readonly scope: Scope; readonly firewall: string; readonly batchId: string; readonly shiftMs: number; readonly rows: AsyncIterable<RowReader> }) => Promise<Receipt>;
}

/** The names `format` takes. Which kind of capture it is, the bytes say. */
const FORMATS: ReadonlyMap<string, string> = new Map([['eal', 'eal'], ['log', 'log'], ['pcap', 'pcap'], ['pcapng', 'pcapng'], ['capture', 'pcap']]);
const REJECT = RECORD_NAMES.indexOf('reject');

export function logUploads(deps: LogUploadDeps): (upload: LogUpload) => Promise<LogReceipt> {
  return async (upload) => {
    const { scope, firewall, batch, format, shiftMs, signal } = upload;
    if (!FORMATS.has(format)) throw new EdgeError('wrong_format', 'format is one of eal, log, pcap, pcapng and capture', { fields: { format: format.slice(0, 40) } });
    // A repeated batch is answered without reading it again.
    const known = deps.receiptOf(scope, firewall, batch);
    if (known !== undefined) return { batch, ...known, reasons: {} };
    const reasons: Record<string, number> = {};
    const body = inflated(upload.body, upload.encoding, deps);
    const rows = counted(readRecords(body, { from: FORMATS.get(format), pool: deps.pool, kernel: deps.kernel, signal, clock: { referenceMs: deps.now(), zoneMinutes: 0 }, erspan: deps.erspan }), reasons);
    const receipt = await deps.offer({ scope, firewall, batchId: batch, shiftMs, rows });
    return { batch, ...receipt, reasons: receipt.repeated ? {} : reasons };
  };
}

async function* counted(batches: AsyncIterable<RowReader>, reasons: Record<string, number>): AsyncGenerator<RowReader> {
  for await (const rows of batches) {
    for (let row = 0; row < rows.count; row++) {
      if (rows.kind(row) !== REJECT) continue;
      const reason = reasonName(rows.a(row));
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    yield rows;
  }
}

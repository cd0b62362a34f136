/** Reading captures and record files, or streams of either, into row batches. */
import { EdgeError } from '../../model/index.ts';
import { captureState, logState, loadKernel, PARSERS, reasonName, RECORD_NAMES, type LogClock, type Kernel, type KernelPool, type Parser, type RowBatch } from '../../kernels/index.ts';
import { batches, cutForPool, cutHere, type Piece } from './batches.ts';
import { Buffers } from './buffers.ts';
import { expand } from './expand.ts';
import { compressionOf, detect, FORMATS, isFormat, plainlyOther, type Format } from './format.ts';
import { liveReader, type Live } from './live.ts';
import { lookAhead, NOTHING_THERE, openFile, readerBytes, streamReader, type Bytes, type Reader } from './open.ts';

export { FORMATS };
export type { Format };

export interface ReadOptions {
  /** Format by name; without it the first bytes decide. */
  readonly from?: string | undefined;
  /** How a log's times are to be read that lack a year or a zone; without it those without a year are unknown, and those without a zone are UTC. */
  readonly clock?: LogClock | undefined;
  /** False leaves frames that a switch mirrors by ERSPAN closed (R149, R152). */
  readonly erspan?: boolean | undefined;
  /** Batches are parsed here, several at a time; without it on this thread. */
  readonly pool?: KernelPool | undefined;
  /** This thread's kernel, when the caller has one already. */
  readonly kernel?: Kernel | undefined;
  /** Bytes of a file read so far, and its size; 0 when that is not known. */
  readonly onRead?: ((read: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The input comes as it happens: whole records go on after so long a wait, and the end may be asked for. */
  readonly live?: Live | undefined;
  /** Each batch is good only until the next one is asked for, and its memory is used again. The caller's kernel must not be used meanwhile. */
  readonly recycle?: boolean | undefined;
}

const PARSER_OF: Readonly<Record<Format, Parser>> = { pcap: PARSERS.capture, pcapng: PARSERS.capture, eal: PARSERS.eal, log: PARSERS.log };
const OTHER_FORMAT = 'name the format it has: eal, log, pcap or pcapng';
/** Enough to tell a format, white space in front of the first record included. */
const HEAD = 4096;
/** Batches on their way through a pool: one being read, one a worker and one waiting for it. */
const AHEAD = 4;

/** The rows of a file (by path, `-` for standard input) or a stream of bytes, in order. Errors come after the batches before them. */
export async function* readRecords(input: string | Bytes, options: ReadOptions = {}): AsyncGenerator<RowBatch, void, undefined> {
  const from = options.from;
  if (from !== undefined && !isFormat(from)) throw new EdgeError('usage', 'there is no such input format', { fields: { from, formats: FORMATS.join(', ') } });
  const kernel = options.kernel ?? loadKernel();
  const { format, reader, close } = await openInput(input, from, { ...options, kernel });
  try {
    const parser = PARSER_OF[format], buffers = new Buffers(), begin = parser === PARSERS.log ? logState(options.clock) : parser === PARSERS.capture ? captureState({ erspan: options.erspan !== false }) : undefined;
    const cutter = options.pool === undefined ? cutHere(parser, kernel, options.recycle === true) : cutForPool(parser, kernel, options.pool);
    for await (const batch of inOrder(batches(reader, cutter, buffers, begin), kernel, options.signal)) {
      yield batch;
      if (options.recycle === true) buffers.give(batch.retire());
    }
  } catch (error) {
    throw withPath(error, input);
  } finally {
    await close();
  }
}

const REJECT = RECORD_NAMES.indexOf('reject');
/** Whether some log format calls a line of this its own, be it a broken one. */
function claimsLine(kernel: Kernel, lines: Uint8Array): boolean {
  const rows = kernel.parse(PARSERS.log, lines);
  for (let row = 0; row < rows.count; row++) if (rows.kind(row) !== REJECT || reasonName(rows.a(row)) !== 'unknown_log') return true;
  return false;
}

/** A file for somebody else to read (a path, or `-` for standard input), after the same checks: what it is, and its bytes without compression and within a bound. */
export async function openBytes(path: string, signal?: AbortSignal, from?: string): Promise<{ readonly format: 'eal' | 'log' | 'capture'; readonly bytes: Bytes }> {
  if (from !== undefined && !isFormat(from)) throw new EdgeError('usage', 'there is no such input format', { fields: { from, formats: FORMATS.join(', ') } });
  const { format, reader, close } = await openInput(path, from, { signal, kernel: loadKernel() });
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* readerBytes(reader);
    } catch (error) {
      throw withPath(error, path);
    } finally {
      await close();
    }
  }
  return { format: format === 'eal' || format === 'log' ? format : 'capture', bytes: bytes() };
}

interface OpenInput { readonly format: Format; readonly reader: Reader; readonly close: () => Promise<void> }

/** What the input is, by `from` and by its first bytes. */
async function openInput(input: string | Bytes, from: Format | undefined, options: Pick<ReadOptions, 'onRead' | 'signal' | 'live'> & { readonly kernel: Kernel }): Promise<OpenInput> {
  let open = typeof input === 'string' ? await openFile(input, options.onRead ?? ignore, options.signal) : streamReader(input);
  if (options.live !== undefined) open = liveReader(open, options.live);
  try {
    open = await expanded(open);
    const { head, reader } = await lookAhead(open, HEAD);
    if (head.length === 0) throw new EdgeError('wrong_format', 'the input is empty', { next: NOTHING_THERE });
    const other = plainlyOther(head);
    // The name comes from our own table: an uploader sees the message and no fields.
    if ((from === 'eal' || from === 'log') && other !== undefined) throw new EdgeError('wrong_format', `the input is said to be ${from === 'eal' ? 'EAL records' : 'lines of a log'} and is ${other}`, { fields: { from }, next: OTHER_FORMAT });
    const claims = (lines: Uint8Array): boolean => claimsLine(options.kernel, lines), format = from ?? detect(head, claims);
    if ((from === 'pcap' || from === 'pcapng') && PARSER_OF[detect(head, claims)] !== PARSERS.capture) throw new EdgeError('wrong_format', 'the input is said to be a capture and is not one', { fields: { from }, next: OTHER_FORMAT });
    return { format, reader, close: () => open.close() };
  } catch (error) {
    await open.close();
    throw withPath(error, input);
  }
}

function withPath(error: unknown, input: string | Bytes): unknown {
  if (!(error instanceof EdgeError) || typeof input !== 'string' || error.fields['path'] !== undefined) return error;
  return new EdgeError(error.code, error.message, { cause: error.cause, next: error.next, fields: { path: input, ...error.fields } });
}

function ignore(): void { /* nobody asked */ }

async function expanded(raw: Reader): Promise<Reader> {
  const { head, reader } = await lookAhead(raw, 4);
  const compression = compressionOf(head);
  if (compression === undefined) return reader;
  const plain = streamReader(expand(readerBytes(reader), compression));
  return {
    read: (into) => plain.read(into),
    async close() {
      await plain.close();
      await raw.close();
    },
  };
}

/** Batches as they were in the input, however many are parsed at the same time. */
async function* inOrder(pieces: AsyncIterable<Piece>, kernel: Kernel, signal: AbortSignal | undefined): AsyncGenerator<RowBatch, void, undefined> {
  const ahead: Promise<RowBatch>[] = [];
  const give = async function* (most: number): AsyncGenerator<RowBatch, void, undefined> {
    while (ahead.length > most) {
      const oldest = ahead.shift();
      if (oldest !== undefined) yield await oldest;
    }
  };
  try {
    for await (const piece of pieces) {
      signal?.throwIfAborted();
      const rows = piece.kind === 'batch' ? piece.rows : kernel.tooLong(piece.base);
      if (ahead.length === 0 && !(rows instanceof Promise)) {
        yield rows;
        continue;
      }
      const batch = Promise.resolve(rows);
      // Settled later, in order; a failure must not count as unhandled until then.
      batch.catch(ignore);
      ahead.push(batch);
      yield* give(AHEAD - 1);
    }
  } catch (error) {
    if (signal?.aborted !== true) yield* give(0);
    throw error;
  }
  yield* give(0);
}

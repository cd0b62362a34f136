/** Reading captures and record files, or streams of either, into row batches. */
import { EdgeError } from '../../model/index.ts';
import { loadKernel, PARSERS, type Kernel, type KernelPool, type Parser, type RowBatch } from '../../kernels/index.ts';
import { batches, type Piece } from './batches.ts';
import { expand } from './expand.ts';
import { compressionOf, detect, FORMATS, isFormat, type Format } from './format.ts';
import { fileBytes, peek, type Bytes } from './open.ts';

export { FORMATS };
export type { Format };

export interface ReadOptions {
  /** Format by name; without it the first bytes decide. */
  readonly from?: string | undefined;
  /** Batches are parsed here, several at a time; without it on this thread. */
  readonly pool?: KernelPool | undefined;
  /** This thread's kernel, when the caller has one already. */
  readonly kernel?: Kernel | undefined;
  /** Bytes of a file read so far, and its size; 0 when that is not known. */
  readonly onRead?: ((read: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const PARSER_OF: Readonly<Record<Format, Parser>> = { pcap: PARSERS.capture, pcapng: PARSERS.capture, eal: PARSERS.eal };
/** Enough to tell a format, white space in front of the first record included. */
const HEAD = 4096;
/** Batches on their way through a pool: one being read, one a worker and one waiting for it. */
const AHEAD = 4;

/** The rows of a file (by path) or a stream of bytes, in order. Errors come after the batches before them. */
export async function* readRecords(input: string | Bytes, options: ReadOptions = {}): AsyncGenerator<RowBatch, void, undefined> {
  const from = options.from;
  if (from !== undefined && !isFormat(from)) throw new EdgeError('usage', 'there is no such input format', { fields: { from, formats: FORMATS.join(', ') } });
  const raw = typeof input === 'string' ? fileBytes(input, options.onRead ?? ignore) : input;
  try {
    const plain = await expanded(raw);
    const { head, all } = await peek(plain, HEAD);
    if (head.length === 0) throw new EdgeError('wrong_format', 'the input is empty');
    const format = from ?? detect(head);
    if (from !== undefined && from !== 'eal' && PARSER_OF[detect(head)] !== PARSERS.capture) throw new EdgeError('wrong_format', 'the input is not a capture', { fields: { from } });
    const kernel = options.kernel ?? loadKernel();
    const parser = PARSER_OF[format];
    yield* parsed(batches(all, parser, kernel), parser, kernel, options);
  } catch (error) {
    if (error instanceof EdgeError && typeof input === 'string' && error.fields['path'] === undefined) {
      throw new EdgeError(error.code, error.message, { cause: error.cause, fields: { path: input, ...error.fields } });
    }
    throw error;
  }
}

function ignore(): void { /* nobody asked for progress */ }

async function expanded(raw: Bytes): Promise<Bytes> {
  const { head, all } = await peek(raw, 4);
  const compression = compressionOf(head);
  return compression === undefined ? all : expand(all, compression);
}

async function* parsed(pieces: AsyncIterable<Piece>, parser: Parser, kernel: Kernel, options: ReadOptions): AsyncGenerator<RowBatch, void, undefined> {
  const { pool, signal } = options;
  const parse = (piece: Piece): RowBatch | Promise<RowBatch> => piece.kind === 'too-long' ? kernel.tooLong(piece.base)
    : pool === undefined ? kernel.parse(parser, piece.bytes, piece.state, piece.base) : pool.parse(parser, piece.bytes, piece.state, piece.base);
  const ahead: Promise<RowBatch>[] = [];
  try {
    for await (const piece of pieces) {
      signal?.throwIfAborted();
      const batch = parse(piece);
      if (!(batch instanceof Promise)) {
        yield batch;
        continue;
      }
      // Settled later, in order; a failure must not count as unhandled until then.
      batch.catch(ignore);
      ahead.push(batch);
      const oldest = ahead.length < AHEAD ? undefined : ahead.shift();
      if (oldest !== undefined) yield await oldest;
    }
  } catch (error) {
    while (ahead.length > 0) yield await ahead.shift()!;
    throw error;
  }
  for (const batch of ahead) yield await batch;
}

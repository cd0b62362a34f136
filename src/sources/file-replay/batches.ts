/** A byte stream cut into batches at record boundaries: owns carry-over of partial records, records longer than a batch, and the capture state. */
import { BATCH_CAPACITY, PARSERS, type CaptureState, type Kernel, type KernelPool, type Parser, type RowBatch } from '../../kernels/index.ts';
import { BATCH_BYTES, type Buffers } from './buffers.ts';
import { LULL } from './live.ts';
import type { Reader } from './open.ts';

const NEWLINE = 10;

/** What a cutter says of the bytes it was given. */
export interface Cut {
  /** Bytes that are whole records: they are this batch. */
  readonly length: number;
  /** Length of the record behind them as far as it is known, 0 when it is not. */
  readonly need: number;
  /** What the reader of the next batch must know. */
  readonly state: CaptureState | undefined;
  /** The batch's rows. On a pool this gives the buffer away, so it is asked for when the rest of the buffer has been saved. */
  rows(): RowBatch | Promise<RowBatch>;
}
export type Cutter = (bytes: Uint8Array, at: { readonly base: number; readonly state: CaptureState | undefined; readonly last: boolean }) => Cut;

/** Of records it is the last newline; a capture's boundary and a log's (whose elements and headers go over lines) come out of the parse itself. */
const isLines = (parser: Parser): boolean => parser === PARSERS.eal;

/** Parses on this thread. */
export function cutHere(parser: Parser, kernel: Kernel, lend: boolean): Cutter {
  return (bytes, { base, state, last }) => {
    const part = isLines(parser) && !last ? bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1) : bytes;
    const { batch, ...cut } = kernel.parseWhole(parser, part, { state, base, last, lend });
    return { ...cut, state: isLines(parser) ? state : cut.state, rows: () => batch };
  };
}

/** Only finds the boundary here; a pool parses. */
export function cutForPool(parser: Parser, kernel: Kernel, pool: KernelPool): Cutter {
  return (bytes, { base, state, last }) => {
    const cut = last ? { length: bytes.length, need: 0, state: undefined }
      : isLines(parser) ? { length: bytes.lastIndexOf(NEWLINE) + 1, need: 0, state }
      : kernel.split(parser, bytes, state);
    return { ...cut, rows: () => pool.parse(parser, bytes.subarray(0, cut.length), state, base, true) };
  };
}

/** A batch, or where a record longer than any batch was passed over. */
export type Piece = { readonly kind: 'batch'; readonly rows: RowBatch | Promise<RowBatch> } | { readonly kind: 'too-long'; readonly base: number };

/** `begin` is what the reader of the first batch must know. */
export async function* batches(reader: Reader, cut: Cutter, buffers: Buffers, begin?: CaptureState): AsyncGenerator<Piece, void, undefined> {
  let buffer = buffers.take(), length = 0, base = 0, state = begin;
  let skip = 0, inLine = false, ended = false, trouble: unknown;

  while (!ended || length > 0) {
    if (length === buffer.length && length < BATCH_CAPACITY) { // one record fills it: a larger one, up to what the kernel takes
      const larger = new Uint8Array(BATCH_CAPACITY);
      larger.set(buffer);
      buffers.give(buffer);
      buffer = larger;
    }
    while (length < buffer.length && !ended) {
      // What was read before the trouble is good, and comes first.
      const count = await reader.read(buffer.subarray(length)).catch((error: unknown) => { trouble = error; return 0; });
      if (count === LULL && length > 0) break; // what is whole has waited long enough
      ended = count === 0;
      length += Math.max(count, 0);
    }
    const passed = passOver(buffer.subarray(0, length), skip, inLine);
    if (passed.length > 0) { // the rest of a record that was too long
      skip -= Math.min(skip, passed.length);
      inLine = inLine && !passed.found;
      buffer.copyWithin(0, passed.length, length);
      base += passed.length;
      length -= passed.length;
      continue;
    }
    if (length === 0) break;
    const last = ended && trouble === undefined;
    const whole = cut(buffer.subarray(0, length), { base, state, last });
    if (whole.length > 0) {
      const next = length - whole.length > BATCH_BYTES ? new Uint8Array(BATCH_CAPACITY) : buffers.take();
      next.set(buffer.subarray(whole.length, length));
      yield { kind: 'batch', rows: whole.rows() };
      buffer = next;
      length -= whole.length;
      base += whole.length;
      state = whole.state;
    } else if (whole.need > BATCH_CAPACITY || length === BATCH_CAPACITY) {
      yield { kind: 'too-long', base };
      skip = whole.need;
      inLine = whole.need === 0;
    } else if (ended) break; // cut off by trouble: half a record says nothing
  }
  buffers.give(buffer);
  if (trouble !== undefined) throw trouble;
}

/** How much of `bytes` belongs to a record that is being passed over: `skip` bytes of a packet, or up to a line's end. */
function passOver(bytes: Uint8Array, skip: number, inLine: boolean): { readonly length: number; readonly found: boolean } {
  if (!inLine) return { length: Math.min(skip, bytes.length), found: false };
  const end = bytes.indexOf(NEWLINE);
  return { length: end < 0 ? bytes.length : end + 1, found: end >= 0 };
}

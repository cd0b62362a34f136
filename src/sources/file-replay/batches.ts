/** A byte stream cut into batches at record boundaries, each with what a stateless worker must know to parse it. */
import { BATCH_CAPACITY, PARSERS, type CaptureState, type Kernel, type Parser } from '../../kernels/index.ts';
import type { Bytes } from './open.ts';

/** Pieces are gathered to about this size: large enough that the cost a batch disappears, small enough to keep workers busy evenly. */
const BATCH = 1 << 20;
const NEWLINE = 10;

export type Piece =
  | { readonly kind: 'batch'; readonly bytes: Uint8Array; readonly base: number; readonly state: CaptureState | undefined }
  /** A record longer than a batch may be: it was passed over. */
  | { readonly kind: 'too-long'; readonly base: number };

interface Cut { readonly length: number; readonly need: number; readonly state: CaptureState | undefined }
type Cutter = (bytes: Uint8Array, state: CaptureState | undefined) => Cut;

/** Lines need no kernel: the last newline is the boundary, and it is not known how long an unfinished line will be. */
const lines: Cutter = (bytes) => ({ length: bytes.lastIndexOf(NEWLINE) + 1, need: 0, state: undefined });
const records = (kernel: Kernel): Cutter => (bytes, state) => kernel.split(PARSERS.capture, bytes, state);

export async function* batches(input: Bytes, parser: Parser, kernel: Kernel): AsyncGenerator<Piece, void, undefined> {
  const cutter = parser === PARSERS.eal ? lines : records(kernel);
  let held: Uint8Array = new Uint8Array(0), base = 0, skip = 0, inLine = false;
  let state: CaptureState | undefined;

  for await (const piece of gathered(input)) {
    let bytes = piece;
    if (inLine) { // the rest of a line that was too long
      const end = bytes.indexOf(NEWLINE);
      const passed = end < 0 ? bytes.length : end + 1;
      base += passed;
      bytes = bytes.subarray(passed);
      inLine = end < 0;
    }
    const passed = Math.min(skip, bytes.length);
    skip -= passed;
    base += passed;
    bytes = passed === 0 ? bytes : bytes.subarray(passed);
    if (bytes.length === 0) continue;
    held = held.length === 0 ? bytes : joined(held, bytes);

    for (let open = true; open && held.length > 0;) {
      const part = held.length > BATCH_CAPACITY ? held.subarray(0, BATCH_CAPACITY) : held;
      const cut = cutter(part, state);
      if (cut.length > 0) {
        const whole: Piece = { kind: 'batch', bytes: part.subarray(0, cut.length), base, state };
        state = cut.state;
        base += cut.length;
        held = held.subarray(cut.length);
        open = held.length > BATCH_CAPACITY;
        yield whole; // last: whoever parses it may give its buffer away
      } else if (cut.need > BATCH_CAPACITY || part.length === BATCH_CAPACITY) {
        yield { kind: 'too-long', base };
        const end = parser === PARSERS.eal ? held.indexOf(NEWLINE) + 1 : cut.need;
        inLine = end === 0;
        const gone = inLine ? held.length : Math.min(end, held.length);
        skip = inLine ? 0 : end - gone;
        base += gone;
        held = held.subarray(gone);
      } else open = false;
    }
  }
  // What is left is a last line without a newline, or a record that the file ends in the middle of: the kernel says which.
  if (held.length > 0) yield { kind: 'batch', bytes: held, base, state };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Small pieces (a slow pipe, a socket) together until a batch is full. */
async function* gathered(input: Bytes): AsyncGenerator<Uint8Array, void, undefined> {
  let parts: Uint8Array[] = [], length = 0;
  try {
    for await (const piece of input) {
      if (parts.length === 0 && piece.length >= BATCH) {
        yield* sliced(piece);
        continue;
      }
      parts.push(piece);
      length += piece.length;
      if (length < BATCH) continue;
      yield* sliced(Buffer.concat(parts));
      parts = [];
      length = 0;
    }
  } catch (error) {
    // What came before the trouble is good.
    if (length > 0) yield* sliced(Buffer.concat(parts));
    throw error;
  }
  if (length > 0) yield* sliced(Buffer.concat(parts));
}

function* sliced(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += BATCH) yield bytes.subarray(at, at + BATCH);
}

/** A log or capture file as uploads: pieces that stand alone, of bounded size and of a bounded stretch of recorded time. */
import { captureReader, type TimedRecord } from './capture-pieces.ts';
import { LogReader } from './log-pieces.ts';

export interface Piece {
  readonly format: 'eal' | 'log' | 'capture';
  readonly body: Uint8Array;
  /** Recorded time of its first and last record, epoch ms; undefined when no record has one. */
  readonly firstMs: number | undefined;
  readonly lastMs: number | undefined;
}

/** An opened file: what it is, and its bytes without compression. Who opens files for us has checked that it is one of the two. */
export interface PieceSource { readonly format: Piece['format']; readonly bytes: AsyncIterable<Uint8Array> }

export interface PieceBounds { readonly maxBytes: number; readonly maxSpanMs: number }

const NEWLINE = 10;
const HEAD = 24;
/** A line longer than this is sent in a piece of its own; the node rejects and counts it. */
const LINE_MAX = 16 * 1024 * 1024;

export async function* pieces({ format, bytes: source }: PieceSource, bounds: PieceBounds): AsyncGenerator<Piece, void, undefined> {
  let reader: RecordReader | undefined = format === 'log' ? new LogReader() : undefined;
  let held: Uint8Array = new Uint8Array(0), begun = false;
  const piece = new Draft(bounds);
  for await (const bytes of source) {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    if (!begun && format === 'capture') {
      if (held.length < HEAD) continue;
      const found = captureReader(held);
      reader = found?.reader;
      held = held.subarray(found?.skip ?? 0);
    }
    begun = true;
    for (let record = next(reader, held); record !== undefined; record = next(reader, held)) {
      held = held.subarray(record.taken);
      if (reader !== undefined && record.bytes.length === 0) {
        if (!piece.empty) yield piece.take(format);
        piece.header = reader.header();
        continue;
      }
      if (reader !== undefined && piece.empty) piece.header = reader.header();
      if (!piece.fits(record)) yield piece.take(format);
      piece.add(record);
    }
  }
  if (held.length > 0 && reader !== undefined && piece.empty) piece.header = reader.header();
  if (held.length > 0) piece.add({ taken: held.length, bytes: held, timeMs: undefined }); // the file ends in the middle of a record: the node says so
  if (!piece.empty) yield piece.take(format);
}

class Draft {
  readonly #bounds: PieceBounds;
  header: Uint8Array = new Uint8Array(0);
  #records: Uint8Array[] = [];
  #size = 0;
  #firstMs: number | undefined;
  #lastMs: number | undefined;
  constructor(bounds: PieceBounds) { this.#bounds = bounds; }

  get empty(): boolean { return this.#records.length === 0; }
  fits({ bytes, timeMs }: TimedRecord): boolean {
    return this.empty || (this.#size + bytes.length <= this.#bounds.maxBytes && (timeMs === undefined || timeMs - (this.#firstMs ?? timeMs) <= this.#bounds.maxSpanMs));
  }
  add({ bytes, timeMs }: TimedRecord): void {
    this.#records.push(bytes);
    this.#size += bytes.length;
    this.#firstMs ??= timeMs;
    this.#lastMs = timeMs ?? this.#lastMs;
  }
  take(format: Piece['format']): Piece {
    const made = { format, body: Buffer.concat([this.header, ...this.#records]), firstMs: this.#firstMs, lastMs: this.#lastMs };
    this.#records = [];
    this.#size = 0;
    this.#firstMs = this.#lastMs = undefined;
    return made;
  }
}

/** Records of a format with something before them that every piece must repeat; a record without bytes says that it changed. */
interface RecordReader {
  next(held: Uint8Array): TimedRecord | undefined;
  header(): Uint8Array;
}

function next(reader: RecordReader | undefined, held: Uint8Array): TimedRecord | undefined {
  if (reader !== undefined) return reader.next(held);
  const end = held.indexOf(NEWLINE) + 1;
  if (end === 0 && held.length < LINE_MAX) return undefined;
  const line = held.subarray(0, end === 0 ? held.length : end);
  return { taken: line.length, bytes: line, timeMs: lineTime(line) };
}

const TIME = /"time"\s*:\s*"([^"]{1,40})"/;
/** Enough of a line to have its time in it; a record whose time stands further on goes with its neighbours. */
const TIME_WITHIN = 512;

function lineTime(line: Uint8Array): number | undefined {
  const found = TIME.exec(Buffer.from(line.buffer, line.byteOffset, Math.min(line.length, TIME_WITHIN)).toString('latin1'));
  const ms = found?.[1] === undefined ? Number.NaN : Date.parse(found[1]);
  return Number.isNaN(ms) ? undefined : ms;
}

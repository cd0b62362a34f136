/** Lines out of a frame as rows again, with whose they are. */
import { logState, PARSERS, type Kernel, type RowBatch } from '../kernels/index.ts';
import { EdgeError } from '../model/index.ts';
import { FRAME_PLAIN, type Run } from './frame.ts';

const NEWLINE = 10;

/** The rows of the lines in pieces that the kernel takes; `received` is about when they came, for dates without a year. Each line is read alone: those that could not be were kept as records. */
export function* rowsOf(kernel: Kernel, format: string, lines: Buffer, received: number): Generator<RowBatch> {
  const parser = Object.entries(PARSERS).find(([name]) => name === format)?.[1];
  if (parser === undefined) throw new EdgeError('newer_store', 'a frame of the archive was written by a newer version', { fields: { format } });
  const state = parser === PARSERS.log ? logState({ referenceMs: received, zoneMinutes: 0 }, true) : undefined;
  for (let at = 0; at < lines.length;) {
    const limit = Math.min(lines.length, at + FRAME_PLAIN);
    const cut = limit === lines.length ? limit : lines.lastIndexOf(NEWLINE, limit - 1) + 1;
    // A line longer than a piece, up to what the kernel takes.
    const end = cut > at ? cut : lines.indexOf(NEWLINE, limit) + 1 || lines.length;
    yield kernel.parse(parser, lines.subarray(at, end), state);
    at = end;
  }
}

/** Whose the rows are, one after the other. */
export function* owners(runs: readonly Run[]): Generator<Run, undefined> {
  for (const run of runs) for (let i = 0; i < run.records; i++) yield run;
}

/** The line that a row was read from, without its end. */
export function lineOf(rows: RowBatch, row: number): string {
  const start = rows.offset(row), end = rows.source.indexOf(NEWLINE, start);
  return Buffer.from(rows.source.buffer, rows.source.byteOffset, rows.source.byteLength).toString('utf8', start, end < 0 ? rows.source.length : end).replace(/\r$/, '');
}

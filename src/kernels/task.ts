/** What crosses between a pool and its workers. */
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { BatchParts } from './row-batch.ts';
import type { Parser } from './parsers.ts';
import type { Variant } from './instance.ts';

export interface ParseTask {
  readonly parser: Parser;
  /** The batch; its buffer is transferred. */
  readonly bytes: Uint8Array;
  readonly state: Uint8Array | undefined;
  readonly variant: Variant;
}
/** The batch's own bytes come back in `input`. */
export type ParseResult = BatchParts;

/** The whole buffer when the view covers it, else a copy that may be given away. */
export function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}

/** The task, its batch's buffer to be moved to the worker. */
export function given(task: ParseTask): unknown { return move({ [transferableSymbol]: [task.bytes.buffer], [valueSymbol]: task }); }

/** The result, all its buffers to be moved back. */
export function handedBack(result: ParseResult): unknown {
  return move({ [transferableSymbol]: [result.rows.buffer, result.fields.buffer, result.arena.buffer, result.input.buffer], [valueSymbol]: result });
}

/** What crosses between a pool and its workers. */
import type { BatchParts } from './row-batch.ts';
import type { Parser } from './parsers.ts';
import type { DigestSeed } from './seed.ts';
import type { Variant } from './module.ts';

export interface ParseTask {
  readonly parser: Parser;
  /** The batch; its buffer is transferred. */
  readonly bytes: Uint8Array;
  readonly state: Uint8Array | undefined;
  readonly variant: Variant;
  readonly seed: DigestSeed;
}
/** The batch's own bytes come back in `input`. */
export type ParseResult = BatchParts;

/** One instance of the kernels: loading the right build, and the three things it does with a batch. */
import * as L from '../../assembly/layout.ts';
import { EdgeError } from '../model/index.ts';
import { isExports, viewsOf } from './memory.ts';
import type { Exports, Views } from './memory.ts';
import { joinParts } from './join.ts';
import { bestVariant, kernelModule, type Variant } from './module.ts';
import type { Parser } from './parsers.ts';
import { RowBatch } from './row-batch.ts';
import type { BatchParts } from './row-batch.ts';
import { DIGEST_SEED, type DigestSeed } from './seed.ts';

/** Largest batch, and longest record, bytes. */
export const BATCH_CAPACITY: number = L.INPUT_CAPACITY;

/** What a reader must remember of a capture between batches; opaque outside this room and the kernel. */
export type CaptureState = Uint8Array;

export interface Split {
  /** Bytes that are whole records. */
  readonly length: number;
  /** The state behind them: goes with the next batch. */
  readonly state: CaptureState;
  /** The length of the record that is not whole, as far as it is known; 0 when there is none. */
  readonly need: number;
}

/** Loads and prepares one instance. Its memory is its own: one instance a thread, all of one process with the same seed. */
export function loadKernel(variant: Variant = bestVariant(), seed: DigestSeed = DIGEST_SEED): Kernel {
  const exports: unknown = new WebAssembly.Instance(kernelModule(variant), {}).exports;
  if (!isExports(exports)) throw new EdgeError('internal', 'the kernel module and this program do not belong together', { fields: { variant } });
  if (exports.prepare() === 0) throw new EdgeError('internal', 'no memory for the kernels', { fields: { variant } });
  exports.seedDigests(...seed);
  return new Kernel(variant, exports);
}

export class Kernel {
  readonly variant: Variant;
  readonly #exports: Exports;
  readonly #views: () => Views;
  constructor(variant: Variant, exports: Exports) {
    this.variant = variant;
    this.#exports = exports;
    this.#views = viewsOf(exports);
  }

  /** Parses a batch of whole records. `base` is where it starts in its source, for the offsets of rejects. */
  parse(parser: Parser, bytes: Uint8Array, state: CaptureState = FRESH, base = 0): RowBatch {
    return new RowBatch(this.parseParts(parser, bytes, state), base, parser);
  }

  /** The same as plain arrays that may be transferred to another thread. */
  parseParts(parser: Parser, bytes: Uint8Array, state: CaptureState = FRESH): BatchParts {
    return this.#run(parser, bytes, state, true, false).parts;
  }

  /** Parses as far as records are whole; the rest is left unless it is the `last` of the input. With `lend` the batch is good only until this kernel is used again. */
  parseWhole(parser: Parser, bytes: Uint8Array, options: { readonly state?: CaptureState | undefined; readonly base: number; readonly last: boolean; readonly lend: boolean }): Split & { readonly batch: RowBatch } {
    const { parts, length, need } = this.#run(parser, bytes, options.state ?? FRESH, options.last, options.lend);
    return { batch: new RowBatch(parts, options.base, parser), length, need, state: parts.state };
  }

  #run(parser: Parser, bytes: Uint8Array, state: CaptureState, last: boolean, lend: boolean): { readonly parts: BatchParts; readonly length: number; readonly need: number } {
    if (bytes.length > BATCH_CAPACITY) throw new EdgeError('internal', 'batch larger than the kernel takes', { fields: { bytes: bytes.length, limit: BATCH_CAPACITY } });
    this.#restore(state);
    const done: BatchParts[] = [];
    for (let at = 0; ;) {
      const rest = at === 0 ? bytes : bytes.subarray(at);
      this.#views().input.set(rest);
      const rows = this.#exports.parse(parser, rest.length, last ? 1 : 0);
      if (rows < 0) throw new EdgeError('internal', 'the kernel refused the call', { fields: { parser, code: rows } });
      const stopped = this.#exports.stoppedAt(), need = this.#exports.recordNeed();
      if (stopped < 0 || need > 0) {
        const length = stopped < 0 ? bytes.length : at + stopped;
        if (done.length === 0 && lend) return { parts: this.#lent(rest, rows, parser), length, need: stopped < 0 ? 0 : need };
        done.push(this.#collect(rest, rows, parser));
        return { parts: joinParts(done, bytes), length, need: stopped < 0 ? 0 : need };
      }
      // With nothing written there was room for one more record: a stop at 0 would never end.
      if (stopped === 0) throw new EdgeError('internal', 'the kernel made no progress', { fields: { parser } });
      done.push(this.#collect(rest, rows, parser));
      at += stopped;
    }
  }

  /** Finds how much of `bytes` is whole records. */
  split(parser: Parser, bytes: Uint8Array, state: CaptureState = FRESH): Split {
    this.#restore(state);
    this.#views().input.set(bytes);
    const length = this.#exports.split(parser, bytes.length);
    if (length < 0) throw new EdgeError('internal', 'the kernel refused the call', { fields: { parser, code: length } });
    return { length, state: this.#save(parser), need: length < bytes.length ? this.#exports.recordNeed() : 0 };
  }

  /** The reject of a record longer than BATCH_CAPACITY, which cannot be handed to `parse`. */
  tooLong(base: number): RowBatch {
    this.#restore(FRESH);
    return new RowBatch(this.#collect(EMPTY, this.#exports.rejectOnly(0, L.REASON_TOO_LONG)), base);
  }

  #restore(state: CaptureState): void {
    const { state: region } = this.#views();
    region.fill(0, 0, L.LOG_STATE_BYTES);
    region.set(state);
    region[L.LOG_BOUND] = 0; // of the batch, not of what follows it
  }
  #save(parser: Parser | undefined): CaptureState {
    const { state } = this.#views();
    if (parser === L.PARSER_LOG) return state.slice(0, L.LOG_STATE_BYTES);
    const interfaces = Math.min(state[L.STATE_INTERFACES]! | (state[L.STATE_INTERFACES + 1]! << 8), L.INTERFACE_CAPACITY);
    return state.slice(0, L.STATE_HEAD_BYTES + interfaces * L.INTERFACE_BYTES);
  }
  #collect(input: Uint8Array, rows: number, parser?: Parser): BatchParts {
    const lent = this.#lent(input, rows, parser);
    return { ...lent, rows: lent.rows.slice(), digests: lent.digests.slice(), fields: lent.fields.slice(), arena: lent.arena.slice() };
  }
  /** Rows where the kernel wrote them: gone with its next call. */
  #lent(input: Uint8Array, rows: number, parser?: Parser): BatchParts {
    const views = this.#views(), exports = this.#exports;
    return {
      rows: views.rows.subarray(0, rows * L.ROW_BYTES), digests: views.digests.subarray(0, (rows * L.DIGEST_BYTES) / 4), fields: views.fields.subarray(0, (exports.fieldCount() * L.FIELD_BYTES) / 4),
      arena: views.arena.subarray(0, exports.arenaUsed()), input, packets: exports.packetCount(), skipped: exports.skippedCount(), unfinished: exports.unfinishedCount(), state: this.#save(parser),
    };
  }
}

const EMPTY = new Uint8Array(0);
const FRESH: CaptureState = new Uint8Array(L.STATE_HEAD_BYTES);

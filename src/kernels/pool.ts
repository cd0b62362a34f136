/** The worker pool: batches to rows off the main thread, with a bounded queue that makes its callers wait. */
import { availableParallelism } from 'node:os';
import { EdgeError } from '../model/index.ts';
import type { CaptureState } from './instance.ts';
import { bestVariant, type Variant } from './module.ts';
import type { Parser } from './parsers.ts';
import { RowBatch } from './row-batch.ts';
import { DIGEST_SEED } from './seed.ts';
import type { Threads } from './threads.ts';

export interface PoolOptions {
  /** Threads at most; none starts before there is work. Default: one less than the processors, at least one, at most four. */
  readonly workers?: number;
  /** Batches in the pool at once, those being parsed included. Default: two a worker. */
  readonly depth?: number;
  /** Callers that may wait for a place; one more is refused with `overloaded`. Default: 64. */
  readonly waiting?: number;
  /** A worker without work for so long ends and gives its memory back. Default: 10 s. */
  readonly idleMs?: number;
  readonly variant?: Variant;
}

export interface PoolCounts {
  readonly parsed: number;
  readonly failed: number;
  /** Calls that had to wait for a place, and calls refused because too many waited. */
  readonly waited: number;
  readonly refused: number;
  readonly active: number;
  readonly waiting: number;
}

export interface KernelPool {
  /** Parses a batch of whole records on a worker. The buffer of `bytes` is given away when the view covers all of it, or when `give` says so. Waits while the pool is full. */
  parse(parser: Parser, bytes: Uint8Array, state?: CaptureState, base?: number, give?: boolean): Promise<RowBatch>;
  counts(): PoolCounts;
  /** Lets running batches finish, then ends the workers. Calls from then on are refused. */
  close(): Promise<void>;
}

export function createPool(options: PoolOptions = {}): KernelPool {
  const workers = options.workers ?? Math.min(4, Math.max(1, availableParallelism() - 1));
  const depth = options.depth ?? workers * 2, mostWaiting = options.waiting ?? 64, variant = options.variant ?? bestVariant();
  let threads: Promise<Threads> | undefined;
  let closed = false, active = 0, parsed = 0, failed = 0, waited = 0, refused = 0;
  let drained: (() => void) | undefined;
  let ending: Promise<void> | undefined;
  const line: (() => void)[] = [];

  const start = async (): Promise<Threads> => (await import('./threads.ts')).startThreads(workers, options.idleMs ?? 10_000);
  const takePlace = (): boolean => {
    if (active >= depth) return false;
    active++;
    return true;
  };
  const waitForPlace = async (): Promise<void> => {
    if (line.length >= mostWaiting) {
      refused++;
      throw new EdgeError('overloaded', 'too many batches wait for a kernel worker', { fields: { waiting: line.length } });
    }
    waited++;
    // Whoever leaves hands its place on, so `active` stays as it is.
    await new Promise<void>((go) => { line.push(go); });
  };
  const leave = (): void => {
    const next = line.shift();
    if (next !== undefined) { next(); return; }
    active--;
    if (active === 0) drained?.();
  };

  const end = async (): Promise<void> => {
    // piscina's own close() drops tasks whose worker has not come up yet.
    if (active > 0) await new Promise<void>((resolve) => { drained = resolve; });
    await (await threads)?.end();
  };

  return {
    async parse(parser, bytes, state, base = 0, give = false) {
      if (closed) throw new EdgeError('overloaded', 'the kernel pool is closed');
      if (!takePlace()) await waitForPlace();
      try {
        if (closed) throw new EdgeError('overloaded', 'the kernel pool was closed meanwhile');
        threads ??= start();
        const result = await (await threads).run({ parser, bytes: give ? bytes : owned(bytes), state, variant, seed: DIGEST_SEED });
        parsed++;
        return new RowBatch(result, base, parser);
      } catch (error) {
        failed++;
        throw error instanceof EdgeError ? error : new EdgeError('internal', 'a kernel worker failed', { cause: error });
      } finally {
        leave();
      }
    },
    counts: () => ({ parsed, failed, waited, refused, active, waiting: line.length }),
    close() {
      closed = true;
      ending ??= end();
      return ending;
    },
  };
}

/** The whole buffer when the view covers it, else a copy that may be given away. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
